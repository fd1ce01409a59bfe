// Filters over events: what a view is asked to show, in its address and in its controls.

const FILTERS = ["actor", "with", "type", "issue", "status", "q", "from", "to", "doc", "dated", "told", "sure", "rule"];
const TONES = new Set(["coop", "host", "plain"]);
const FURTHER = ["doc", "dated", "told", "sure", "rule"]; // under "More filters"

/** "1971", "1971-08" or "1971-08-09" as its first or last day; null where it is not a date. */
function parseDay(text, last) {
  const found = /^(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text || "");
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (day !== null) return dayOf(year, month - 1, day);
  if (month !== null) return last ? dayOf(year, month, 0) : dayOf(year, month - 1, 1);
  return last ? dayOf(year, 11, 31) : dayOf(year, 0, 1);
}

function matches(filters) {
  const wanted = filters.q ? queryWords(filters.q) : null;
  const doc = filters.doc ? docIndex.get(filters.doc) : null;
  const from = parseDay(filters.from, false);
  const to = parseDay(filters.to, true);
  const pair = filters.actor && filters.with ? pairKey(filters.actor, filters.with) : null;
  const lines = (event) => [...(db.events.sources[event] || []), ...(db.events.targets[event] || [])].map(lineage);
  return (event) => {
    const e = db.events;
    if (pair && !eventPairs[event].some((dyad) => dyad.key === pair)) return false;
    if (!pair && filters.actor && !lines(event).includes(filters.actor)) return false;
    if (!pair && filters.with && !lines(event).includes(filters.with)) return false;
    if (TONES.has(filters.type)) {
      if (toneOf(event) !== filters.type) return false;
    } else if (filters.type && e.event_type[event] !== filters.type) return false;
    if (filters.issue && (e.issue[event] || "none") !== filters.issue) return false;
    if (filters.status === "done" || filters.status === "open") {
      if (isDone(event) !== (filters.status === "done")) return false;
    } else if (filters.status && e.status[event] !== filters.status) return false;
    if (filters.sure && (e.confidence[event] ?? 0) < Number(filters.sure)) return false;
    if (filters.told === "1" && (e.independent_sources[event] ?? 1) > 1) return false;
    if (filters.told > "1" && (e.independent_sources[event] ?? 1) < Number(filters.told)) return false;
    if (filters.rule && !reportsOf(event).some((r) => db.reports.rule[r] === filters.rule)) return false;
    if (doc !== null && !eventDocs[event].includes(doc)) return false;
    if (filters.dated === "no" && e.first[event] !== null) return false;
    if (filters.dated === "yes" && e.first[event] === null) return false;
    if (from !== null && (e.last[event] ?? e.first[event]) !== null && (e.last[event] ?? e.first[event]) < from)
      return false;
    if (to !== null && e.first[event] !== null && e.first[event] > to) return false;
    return !wanted || holdsAll(foldedEvent(event), wanted);
  };
}

const eventsInTime = db.events.id
  .map((_, event) => event)
  .sort((x, y) => (middle(x) ?? Infinity) - (middle(y) ?? Infinity) || byText(db.events.id[x], db.events.id[y]));
const chosen = (filters, among) => (among || eventsInTime).filter(matches(filters));

function tallied(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function select(name, text, filters, options, change) {
  const id = "filter-" + name;
  const field = h(
    "select",
    { id, change: (event) => change(name, event.target.value) },
    options.map((option) =>
      option.group
        ? h(
            "optgroup",
            { label: option.group },
            option.options.map((o) => h("option", { value: o[0] }, plain(o[1]))),
          )
        : h("option", { value: option[0] }, plain(option[1])),
    ),
  );
  field.value = filters[name] || "";
  return h("div", { class: "field" }, h("label", { for: id }, text), field);
}

function typed(name, text, filters, change, attributes) {
  const id = "filter-" + name;
  let wait = null;
  const field = h("input", {
    id,
    value: filters[name] || "",
    ...attributes,
    input: (event) => {
      clearTimeout(wait);
      wait = setTimeout(() => change(name, event.target.value.trim()), 250);
    },
  });
  return h("div", { class: "field" }, h("label", { for: id }, text), field);
}

/** The controls. `change(name, value)` is called with every change; `among` narrows what the lists offer. */
function filterControls(filters, change, { among, without = [] } = {}) {
  const events = among || eventsInTime;
  const lineCounts = tallied(
    events.flatMap((event) => [
      ...new Set([...(db.events.sources[event] || []), ...(db.events.targets[event] || [])].map(lineage)),
    ]),
  );
  const actors = [...lineCounts]
    .sort((x, y) => byText(actorName(x[0]), actorName(y[0])))
    .map(([id, n]) => [id, actorName(id) + " (" + n + ")"]);
  const types = tallied(events.map((event) => db.events.event_type[event]));
  const ofTone = (sign) =>
    vocabulary.types
      .filter(([type, , score]) => types.has(type) && Math.sign(score) === sign)
      .map(([type]) => [type, capital(label("event_type", type)) + " (" + types.get(type) + ")"]);
  const issues = [...tallied(events.map((event) => db.events.issue[event] || "none"))]
    .sort((x, y) => byText(x[0], y[0]))
    .map(([issue, n]) => [issue, (issue === "none" ? "no matter named" : issue) + " (" + n + ")"]);
  const statuses = tallied(events.map((event) => db.events.status[event]));
  const docs = [...tallied(events.flatMap((event) => eventDocs[event]))]
    .filter(([doc]) => doc !== undefined)
    .sort((x, y) => byText(docTitle(x[0]), docTitle(y[0])))
    .map(([doc, n]) => [db.documents.id[doc], shorten(docTitle(doc), 60) + " (" + n + ")"]);
  const rules = [...tallied(events.flatMap((event) => [...new Set(reportsOf(event).map((r) => db.reports.rule[r]))]))]
    .filter(([rule]) => rule)
    .sort((x, y) => byText(x[0], y[0]))
    .map(([rule, n]) => [rule, rule + " (" + n + ")"]);
  const undated = events.filter((event) => db.events.first[event] === null).length;
  const make = {
    actor: () => select("actor", "Actor", filters, [["", "Any actor"], ...actors], change),
    with: () => select("with", "With", filters, [["", "Anybody"], ...actors], change),
    type: () =>
      select(
        "type",
        "Kind of act",
        filters,
        [
          ["", "Any kind"],
          ["coop", "Cooperation, all kinds"],
          ["host", "Hostility, all kinds"],
          { group: "Cooperation", options: ofTone(1) },
          { group: "Hostility", options: ofTone(-1) },
          { group: "Neither", options: ofTone(0) },
        ],
        change,
      ),
    issue: () => select("issue", "Matter", filters, [["", "Any matter"], ...issues], change),
    status: () =>
      select(
        "status",
        "How far it got",
        filters,
        [
          ["", "Any"],
          ["done", "Done: happened or going on"],
          ["open", "Not done"],
          {
            group: "Each",
            options: [...statuses].map(([status, n]) => [status, capital(label("status", status)) + " (" + n + ")"]),
          },
        ],
        change,
      ),
    doc: () => select("doc", "Document", filters, [["", "Any document"], ...docs], change),
    dated: () =>
      select(
        "dated",
        "Date",
        filters,
        [
          ["", "Dated and undated"],
          ["yes", "Dated only"],
          ["no", "Undated only (" + undated + ")"],
        ],
        change,
      ),
    from: () =>
      typed("from", "From", filters, change, { type: "text", placeholder: "1971 or 1971-08", autocomplete: "off" }),
    to: () =>
      typed("to", "To", filters, change, { type: "text", placeholder: "1975 or 1975-06", autocomplete: "off" }),
    q: () => typed("q", "With the words", filters, change, { type: "search", spellcheck: "false" }),
    sure: () =>
      select(
        "sure",
        "Confidence",
        filters,
        [["", "Any"], ...["0.3", "0.5", "0.7", "0.9"].map((least) => [least, least + " or more"])],
        change,
      ),
    told: () =>
      select(
        "told",
        "Independent sources",
        filters,
        [
          ["", "Any number"],
          ["1", "One only"],
          ...["2", "3", "4", "5"].map((least) => [least, least + " or more"]),
        ],
        change,
      ),
    rule: () => select("rule", "Read by the rule", filters, [["", "Any rule"], ...rules], change),
  };
  const wanted = FILTERS.filter((name) => !without.includes(name));
  const more = h(
    "details",
    { class: "more" },
    h("summary", {}, "More filters"),
    h(
      "div",
      { class: "filter-grid" },
      FURTHER.map((name) => make[name]()),
    ),
  );
  more.open = FURTHER.some((name) => filters[name]);
  return [
    h(
      "div",
      { class: "filter-grid" },
      wanted.filter((name) => !FURTHER.includes(name)).map((name) => make[name]()),
    ),
    more,
  ];
}
