// Parts of an event's panel: why its reports are one event, what nearly was, from whom they come, what was put right.

function thingsOfEventLine(event) {
  const things = thingsOfEvent.get(event) || [];
  if (!things.length) return null;
  return h(
    "p",
    {},
    h("strong", {}, things.length === 1 ? "It is part of the life of " : "It is part of the lives of "),
    listedNodes(things.map((id) => [thingAnchor(id), h("span", { class: "dim" }, " (" + label("thing", db.things.kind[thingIndex.get(id)]) + ")")])),
    ".",
  );
}

/** Buttons that lead to the parts of a long panel. */
function panelJumps(event) {
  const reports = reportsOf(event).length;
  const near = (nearOf.get(event) || []).length;
  const agreed = (agreementsOf.get(event) || []).length;
  const put = correctionsOfEvent(event).length;
  const parts = [
    ["sentences", many(reports, "sentence"), reports > 1],
    ["sources", many(db.events.independent_sources[event] ?? 1, "independent source"), reports > 1],
    ["agreed", many(agreed, "fact agreed on", "facts agreed on"), agreed],
    ["joined", "why one event", reports > 1],
    ["near", many(near, "event") + " nearly the same", near],
    ["corrected", many(put, "correction"), put],
  ].filter(([, , there]) => there);
  if (parts.length < 2) return null;
  const leap = (name) => {
    const head = panel.querySelector("#part-" + name);
    if (!head) return;
    head.scrollIntoView({ block: "start" });
    head.focus({ preventScroll: true });
  };
  return h(
    "p",
    { class: "jumps" },
    parts.map(([name, text]) => h("button", { type: "button", click: () => leap(name) }, text)),
  );
}

/** Pairs of reports that hold an event together, the likeliest first: [report, report, row of the store]. */
function joinedPairs(event) {
  const pairs = new Map();
  for (const r of reportsOf(event)) {
    const row = joinRow.get(db.reports.id[r]);
    const other = reportIndex.get(db.event_reports.closest[row]);
    if (other === undefined) continue;
    const key = Math.min(r, other) + " " + Math.max(r, other);
    if (!pairs.has(key)) pairs.set(key, [r, other, row]);
  }
  return [...pairs.values()].sort((x, y) => db.event_reports.score[y[2]] - db.event_reports.score[x[2]]);
}

const splitReasons = (reasons) => ({
  against: reasons.filter((reason) => weightOf(reason) < 0 || reason.startsWith("despite ")),
  speak: reasons.filter((reason) => weightOf(reason) >= 0 && !reason.startsWith("despite ")),
});

function joinedSection(event) {
  const reports = reportsOf(event);
  if (reports.length < 2) return null;
  const numberOf = new Map(reports.map((r, i) => [r, i + 1]));
  const pairs = joinedPairs(event);
  const items = pairs.map(([r, other, row]) => {
    const { speak, against } = splitReasons(db.event_reports.why[row]);
    const [first, second] = [numberOf.get(r), numberOf.get(other)].sort((x, y) => x - y);
    return h(
      "li",
      { class: "weighed" },
      h("strong", {}, "Reports " + first + " and " + second),
      db.event_reports.score[row] === null ? null : [" are ", sayLike(db.event_reports.score[row])],
      ": ",
      sayReasons(speak),
      against.length ? [h("span", { class: "dim" }, "; against it: "), sayReasons(against)] : null,
      ".",
    );
  });
  if (!items.length) return null;
  return h(
    "section",
    { class: "why" },
    h("h3", { id: "part-joined", tabindex: "-1" }, "Why these reports are one event"),
    h(
      "p",
      { class: "dim" },
      "Each report stands here with the one that it is likest to. Hover over a pair, or step to its underlined words, to see how much each reason counts.",
    ),
    h("ul", { class: "reasons" }, items.slice(0, 3)),
    items.length > 3
      ? h(
          "details",
          { class: "rest" },
          h("summary", {}, many(items.length - 3, "more pair")),
          h("ul", { class: "reasons" }, items.slice(3)),
        )
      : null,
  );
}

function nearSection(event) {
  const near = nearOf.get(event) || [];
  if (!near.length) return null;
  const reports = reportsOf(event);
  const item = ({ row, other, mine, theirs }) => {
    const n = db.near_joins;
    const number = reports.indexOf(reportIndex.get(n[mine][row])) + 1;
    const s = reportIndex.get(n[theirs][row]);
    return h(
      "li",
      { class: "near weighed" },
      eventBrief(other, false),
      s === undefined || docOfReport[s] === undefined
        ? null
        : h(
            "p",
            { class: "snippet" },
            reports.length > 1 && number ? "Nearest to report " + number + " here: “" : "“",
            shorten(sentence(docOfReport[s], db.reports.start[s], db.reports.end[s]), 200),
            "” (",
            docTitle(docOfReport[s]),
            ")",
          ),
      h("p", { class: "reason" }, h("strong", {}, "Alike: "), sayReasons(n.why[row]), "."),
      h(
        "p",
        { class: "reason" },
        h("strong", {}, "Kept apart: "),
        sayReasons(n.why_not[row]),
        ".",
      ),
    );
  };
  return h(
    "section",
    { class: "why" },
    h("h3", { id: "part-near", tabindex: "-1" }, "What was nearly taken for the same event"),
    h("ul", { class: "plain-list" }, near.slice(0, 3).map(item)),
    near.length > 3
      ? h(
          "details",
          { class: "rest" },
          h("summary", {}, many(near.length - 3, "more event")),
          h("ul", { class: "plain-list" }, near.slice(3).map(item)),
        )
      : null,
  );
}

/** The name of an independent source as people know it. */
function sourceName(key, reports) {
  const [kind, name] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  if (kind === "speaker") return "what " + actorName(name) + " says";
  if (kind === "outlet" || kind === "state-media" || kind === "author") {
    const printed = core.tellers.find(([, text]) => fold(text) === fold(name));
    return printed ? printed[1] : name.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase());
  }
  const [doc] = reports.map((r) => docOfReport[r]);
  return doc === undefined ? key : docTitle(doc);
}

function sourcesSection(event) {
  const reports = reportsOf(event);
  if (!reports.length) return null;
  const bySource = new Map();
  reports.forEach((r) => pushTo(bySource, sourceKey(r), r));
  const docs = new Set(reports.map((r) => docOfReport[r]));
  const independent = db.events.independent_sources[event] ?? bySource.size;
  const items = [...bySource].map(([key, rows]) => {
    const why = [
      ...new Set(known(rows.map((r) => sourceRow.get(r))).map((row) => db.report_sources.why[row])),
    ].filter((text) => text && text !== "its own text");
    const ofDocs = [...new Set(rows.map((r) => docOfReport[r]))];
    return h(
      "li",
      {},
      h("strong", {}, sourceName(key, rows)),
      ": ",
      many(rows.length, "report"),
      " in ",
      listedNodes(ofDocs.map((doc) => (doc === undefined ? "a document not in this report" : h("a", { href: docLink(doc, db.reports.start[rows.find((r) => docOfReport[r] === doc)]) }, docTitle(doc))))),
      why.length ? h("span", { class: "dim" }, "; ", listedNodes(why.map(sayDocuments), "; ")) : null,
      ".",
    );
  });
  return h(
    "section",
    { class: "why" },
    h("h3", { id: "part-sources", tabindex: "-1" }, "How many independent sources tell of it"),
    h(
      "p",
      {},
      many(reports.length, "report") + " in " + many(docs.size, "document") + ", from ",
      h("strong", {}, many(independent, "independent source")),
      bySource.size < docs.size ? ": where one text repeats or passes on another, both count as one." : ".",
    ),
    h("ul", {}, items),
  );
}

function agreedSection(event) {
  const rows = agreementsOf.get(event) || [];
  if (!rows.length) return null;
  return h(
    "section",
    { class: "why" },
    h("h3", { id: "part-agreed", tabindex: "-1" }, "What two or more independent sources agree on"),
    h("ul", {}, rows.map((row) => h("li", {}, agreementLine(row)))),
  );
}

// Corrections

const CORRECTION_VERBS = {
  reject: "rejected a report",
  accept: "accepted a report",
  change: "changed",
  join: "joined two events",
  split: "set reports apart",
  settle: "settled",
  alias: "gave another name for",
  fact: "added a fact on",
  undo: "took back a correction",
};
const correctionDay = (at) => {
  const found = /^(\d{4}-\d\d-\d\d)/.exec(at || "");
  return found ? when(parseDay(found[1], false), parseDay(found[1], false)) : at || "no date";
};

/** Who did what, in one line. */
function correctionLine(row) {
  const c = db.corrections;
  const field = c.field[row] ? label("correction_field", c.field[row]) : "";
  const said = (value) => sayValue(c.field[row], value);
  const verb = CORRECTION_VERBS[c.kind[row]] || c.kind[row];
  const who = [h("strong", {}, c.who[row] || "somebody"), " "];
  const now = (text) => h("ins", {}, text);
  if (c.kind[row] === "settle") return [who, verb + " " + field + " on ", now(said(c.new[row]))];
  if (c.kind[row] === "alias") return [who, verb + " ", said(c.new[row]), ": ", now("“" + c.target[row] + "”")];
  if (c.kind[row] === "fact") return [who, "added a fact: " + field + " ", now(sayActors(c.target[row] || ""))];
  if (c.kind[row] !== "change") return [who, verb];
  return [
    who,
    verb + " " + field + ": ",
    c.old[row] === null ? "left open" : h("del", {}, hidden("was "), said(c.old[row])),
    " → ",
    c.new[row] === null ? "left open" : h("ins", {}, hidden("now "), said(c.new[row])),
  ];
}

function correctionItem(row) {
  const c = db.corrections;
  return h(
    "li",
    {},
    correctionLine(row),
    h(
      "p",
      { class: "snippet" },
      correctionDay(c.at[row]),
      c.why[row] ? ": “" + c.why[row] + "”" : "; no reason was given",
    ),
  );
}

function correctedSection(ids) {
  const rows = known(ids.map((id) => correctionIndex.get(id)));
  if (!ids.length) return null;
  return h(
    "section",
    { class: "why" },
    h("h3", { id: "part-corrected", tabindex: "-1" }, "What people put right here"),
    h("ul", { class: "plain-list" }, rows.map(correctionItem)),
    h("p", {}, h("a", { href: "#corrections" }, "All corrections")),
  );
}

/** A report that a person rejected makes no event, and can still be looked at. */
function rejectedPanel(r) {
  openPanel("A report that makes no event", [
    h(
      "p",
      { class: "note" },
      isRejected(r) ? "A reader rejected it: it is counted nowhere." : "It stands in no event.",
    ),
    reportFigure(r, null),
    correctedSection(db.reports.corrected[r] || []),
  ]);
}
