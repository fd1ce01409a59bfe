// Where sources disagree: each side with its value, its sources and its sentences, next to one another.

const gradeChip = (grade) =>
  grade ? h("span", { class: "chip grade " + grade, title: about("grade", grade) }, label("grade", grade)) : null;
const aboutWords = (difference) => sayActors(sayDates(difference.about), difference.actors);

/** What it is about: an event, a thing, or the actors. */
function differenceHead(difference) {
  const { events, thing } = difference;
  if (thing && thingIndex.has(thing)) return [
    thingAnchor(thing),
    events.length ? [": ", eventLine(events[0])] : null,
  ];
  if (events.length) return eventLine(events[0]);
  return difference.actors.length ? listed(difference.actors.map(actorName)) : "These documents";
}

const sideText = (difference, row) => sayValue(difference.field, db.disagreements.value[row], difference.actors);
const isTable = (row) =>
  !(db.disagreements.document_ids[row] || []).length && !(db.disagreements.report_ids[row] || []).length;

/** A disagreement in one line, which opens its sides. */
const differenceLine = (difference) => [
  h("strong", {}, label("field", difference.field)),
  difference.about ? " (" + aboutWords(difference) + ")" : null,
  ": ",
  h(
    "a",
    { href: "#difference=" + difference.id },
    difference.rows.map((row) => sideText(difference, row)).join(" | "),
  ),
  " ",
  gradeChip(difference.grade),
  difference.settled === null ? null : h("span", { class: "chip settled" }, "settled"),
];

function differenceBody(difference) {
  return [
    difference.settled === null
      ? null
      : h(
          "p",
          { class: "note settled-note" },
          "Settled: a reader decided for ",
          h("strong", {}, sayValue(difference.field, difference.settled, difference.actors)),
          ". The other sides stay in sight.",
        ),
    h("div", { class: "sides" }, difference.rows.map((row) => sideOf(difference, row))),
    h(
      "p",
      { class: "how-far" },
      difference.apart === null
        ? null
        : [
            "The sides are ",
            sayApart(difference.apart),
            "; it is ",
            saySure(difference.sure),
            " that they speak of the same and were read rightly. ",
          ],
      difference.why ? [h(
        "span",
        { class: "dim" },
        "Why they were set against each other: ",
        sayActors(difference.why),
        ".",
      )] : null,
    ),
    difference.events.length > 1
      ? h(
          "details",
          { class: "rest" },
          h("summary", {}, many(difference.events.length, "event") + " concerned"),
          h("ul", { class: "plain-list" }, difference.events.map((event) => h("li", {}, eventBrief(event, false)))),
        )
      : null,
    correctedSection(difference.corrected),
  ];
}

function differenceCard(difference, level = "h2") {
  return h(
    "article",
    { class: "differ-card", id: "differ-" + difference.id },
    h(
      "p",
      { class: "field-name" },
      h("a", { href: "#difference=" + difference.id }, label("field", difference.field)),
      difference.about ? ": " + aboutWords(difference) : "",
      " ",
      gradeChip(difference.grade),
      difference.settled === null ? null : [" ", h("span", { class: "chip settled" }, "settled")],
    ),
    h(level, {}, differenceHead(difference)),
    differenceBody(difference),
  );
}

function sideOf(difference, row) {
  const d = db.disagreements;
  const settled = difference.settled !== null && difference.settled === d.value[row];
  const reports = known((d.report_ids[row] || []).map((id) => reportIndex.get(id)));
  const places = placesOf(d.evidence[row] || []);
  const table = isTable(row);
  const text = sideText(difference, row);
  const said = new Set(places.map((place) => place.doc));
  const unplaced = reports.filter((r) => !said.has(docOfReport[r]));
  const figures = [
    ...placeFigures(places),
    ...unplaced.map((r) => sentenceFigure(docOfReport[r], db.reports.start[r], db.reports.end[r], reportSpans(r))),
  ];
  return h(
    "div",
    { class: "side" + (table ? " table-side" : "") + (settled ? " chosen" : "") },
    h(
      "p",
      { class: "side-value" },
      table ? capital(text.replace(/^comity's table: /, "")) : text,
      settled ? h("span", { class: "chip settled" }, "settled on this") : null,
    ),
    h(
      "p",
      { class: "dim" },
      table
        ? "comity's own table says so; no document does."
        : many(d.sources[row] ?? 1, "independent source") +
            " in " +
            many((d.document_ids[row] || []).length, "document"),
    ),
    fewFigures(figures),
  );
}

function differencePanel(id) {
  const difference = differenceIndex.get(id);
  if (!difference) {
    lostPanel("disagreement", id);
    return;
  }
  openPanel(
    [
      label("field", difference.field),
      difference.about ? ": " + aboutWords(difference) : "",
      " ",
      gradeChip(difference.grade),
    ],
    [h("p", {}, differenceHead(difference)), differenceBody(difference)],
  );
}

const DIFFERENCE_FILTERS = ["field", "grade", "actor", "state"];
const lineOptions = (rows, actorsOf) =>
  [...tallied(rows.flatMap((row) => [...new Set(actorsOf(row).map(lineage))]))]
    .sort((x, y) => byText(actorName(x[0]), actorName(y[0])))
    .map(([id, n]) => [id, actorName(id) + " (" + n + ")"]);
const valueOptions = (rows, valueOf, kind) =>
  [...tallied(rows.map(valueOf).filter(Boolean))]
    .sort((x, y) => y[1] - x[1] || byText(x[0], y[0]))
    .map(([value, n]) => [value, capital(label(kind, value)) + " (" + n + ")"]);

function subnav(current) {
  const parts = [
    ["disagreements", "Disagreements", differences.length],
    ["agreements", "Agreements", db.agreements.n],
  ];
  return h(
    "p",
    { class: "subnav" },
    parts.map(([name, text, n]) => [
      h("a", { href: "#" + name, "aria-current": name === current ? "page" : null }, text),
      h("span", { class: "dim" }, " (" + count(n) + ")"),
      " ",
    ]),
  );
}

/** A list under filters: `draw(filters)` gives the summary and the nodes; the address keeps the filters. */
function filteredList(name, filters, controls, draw) {
  const summary = h("p", { class: "result-count", "aria-live": "polite" });
  const list = h("div", {});
  const update = () => {
    const said = Object.keys(filters)
      .filter((key) => filters[key])
      .map((key) => "&" + key + "=" + encodeURIComponent(filters[key]));
    rememberView("#" + name + said.join(""));
    const [text, nodes] = draw(filters);
    fill(clear(summary), [text]);
    fill(clear(list), [nodes]);
  };
  const change = (key, value) => {
    filters[key] = value;
    update();
  };
  requestAnimationFrame(update);
  return [
    h(
      "form",
      { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() },
      controls(change),
    ),
    summary,
    list,
  ];
}
const filtersFrom = (names, params) => Object.fromEntries(names.map((name) => [name, params.get(name) || ""]));

function disagreementsView(value, params) {
  const wanted = params.get("event");
  const one = wanted ? findEvent(wanted) : undefined;
  const base = one === undefined ? differences : differencesOf.get(one) || [];
  const filters = filtersFrom(DIFFERENCE_FILTERS, params);
  const draw = () => {
    const shown = base.filter(
      (d) =>
        (!filters.field || d.field === filters.field) &&
        (!filters.grade || d.grade === filters.grade) &&
        (!filters.actor || d.actors.map(lineage).includes(filters.actor)) &&
        (!filters.state || (d.settled !== null) === (filters.state === "settled")),
    );
    const open = shown.filter((d) => d.settled === null).length;
    return [
      [
        h("strong", {}, many(shown.length, "disagreement")),
        " of " + count(differences.length) + ": " + count(open) + " open, " + count(shown.length - open) + " settled. ",
        one === undefined ? null : h("a", { href: "#disagreements" }, "Show all"),
      ],
      shown.length
        ? paged(
            shown.length,
            20,
            (from, to) => h("div", {}, shown.slice(from, to).map((d) => differenceCard(d))),
            "disagreements",
          )
        : h(
            "p",
            { class: "note" },
            differences.length
              ? "No disagreement fits."
              : "Nothing of this kind in these documents: no two reports of one event differ, and no document differs from comity's tables. What is reported once cannot disagree.",
          ),
    ];
  };
  return {
    title: "Disagreements",
    nodes: [
      heading(
        "Where sources disagree",
        "What documents say differently about one event, one thing or one tie, and where they differ from comity's own tables. The plainest come first; none is taken to be right.",
      ),
      subnav("disagreements"),
      filteredList(
        "disagreements" + (one === undefined ? "" : "&event=" + encodeURIComponent(wanted)),
        filters,
        (change) => [
          select("field", "On", filters, [["", "Anything"], ...valueOptions(base, (d) => d.field, "field")], change),
          select(
            "grade",
            "How plain",
            filters,
            [["", "Any"], ...valueOptions(base, (d) => d.grade, "grade")],
            change,
          ),
          select("actor", "Actor", filters, [["", "Any actor"], ...lineOptions(base, (d) => d.actors)], change),
          select(
            "state",
            "Settled",
            filters,
            [
              ["", "Open and settled"],
              ["open", "Open"],
              ["settled", "Settled by a reader"],
            ],
            change,
          ),
        ],
        draw,
      ),
    ],
  };
}
