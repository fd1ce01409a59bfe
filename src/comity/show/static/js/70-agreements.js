// What stands on several independent sources.

function agreementText(row) {
  const a = db.agreements;
  const value = sayValue(a.field[row], a.value[row], a.actors[row]);
  if (a.field[row] === "happened") return "That it took place: " + value;
  if (a.field[row] === "relation") return "The tie is " + value;
  return label("field", a.field[row]) + (a.about[row] && a.field[row] !== "amount" && a.field[row] !== "count" ? " (" + sayActors(
    sayDates(a.about[row]),
    a.actors[row],
  ) + ")" : "") + ": " + value;
}

/** A fact with its number of sources; it opens its sentences. */
const agreementLine = (row) => [
  h("a", { href: "#agreement=" + db.agreements.id[row] }, agreementText(row)),
  " ",
  h("span", { class: "dim" }, many(db.agreements.sources[row], "independent source")),
];

function agreementPanel(id) {
  const row = agreementIndex.get(id);
  if (row === undefined) {
    lostPanel("agreement", id);
    return;
  }
  const a = db.agreements;
  const event = findEvent(a.event_id[row]);
  const docs = a.document_ids[row] || [];
  openPanel(agreementText(row), [
    h(
      "p",
      {},
      event === undefined ? listed((a.actors[row] || []).map(actorName)) + ". " : [eventLine(event), ". "],
      h("strong", {}, many(a.sources[row], "independent source")),
      " in " + many(docs.length, "document") + " say so.",
    ),
    placeFigures(placesOf(a.evidence[row] || [])),
  ]);
}

function agreementCard({ event, rows }) {
  const [first] = rows;
  return h(
    "article",
    { class: "agree-card" },
    h("h2", {}, event === undefined ? listed((db.agreements.actors[first] || []).map(actorName)) : eventLine(event)),
    h(
      "ul",
      { class: "agreed" },
      rows.map((row) =>
        h(
          "li",
          {},
          h("span", { class: "pips", "aria-hidden": "true" }, "●".repeat(Math.min(8, db.agreements.sources[row]))),
          h("span", {}, agreementLine(row)),
        ),
      ),
    ),
  );
}

const AGREEMENT_FILTERS = ["field", "actor", "least"];

function agreementsView(value, params) {
  const a = db.agreements;
  const filters = filtersFrom(AGREEMENT_FILTERS, params);
  const all = a.id.map((_, row) => row);
  const most = Math.max(0, ...a.sources);
  const draw = () => {
    const fits = (row) =>
      (!filters.field || a.field[row] === filters.field) &&
      (!filters.actor || (a.actors[row] || []).map(lineage).includes(filters.actor)) &&
      (!filters.least || a.sources[row] >= Number(filters.least));
    const groups = agreementGroups
      .map((group) => ({ ...group, rows: group.rows.filter(fits) }))
      .filter((group) => group.rows.length);
    const facts = total(groups.map((group) => group.rows.length));
    return [
      [
        h("strong", {}, many(facts, "fact")),
        " of " + count(a.n) + ", about " + many(groups.filter((g) => g.event !== undefined).length, "event"),
      ],
      groups.length
        ? paged(
            groups.length,
            30,
            (from, to) => h("div", {}, groups.slice(from, to).map(agreementCard)),
            "events and ties",
          )
        : h(
            "p",
            { class: "note" },
            a.n ? "No fact fits." : "Nothing of this kind in these documents: no fact is told by two independent sources.",
          ),
    ];
  };
  return {
    title: "Agreements",
    nodes: [
      heading(
        "What several sources agree on",
        "Facts that two or more independent sources tell, those with most sources first. Copies of one text, and texts that pass on the words of one speaker, count once.",
      ),
      subnav("agreements"),
      filteredList(
        "agreements",
        filters,
        (change) => [
          select(
            "field",
            "On",
            filters,
            [["", "Anything"], ...valueOptions(all, (row) => a.field[row], "field")],
            change,
          ),
          select(
            "actor",
            "Actor",
            filters,
            [["", "Any actor"], ...lineOptions(all, (row) => a.actors[row] || [])],
            change,
          ),
          select(
            "least",
            "Told by",
            filters,
            [
              ["", "2 or more sources"],
              ...[3, 4, 5, 10].filter((n) => n <= most).map((n) => [String(n), n + " or more sources"]),
            ],
            change,
          ),
        ],
        draw,
      ),
    ],
  };
}
