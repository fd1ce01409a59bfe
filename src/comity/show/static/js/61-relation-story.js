// The story of a relation: its phases, turning points, years, matters and what held for a while.

function phasesSection(dyad, curve) {
  const p = db.phases;
  const rows = phasesOfCurve(curve);
  if (!rows.length) return null;
  return [
    h("h3", { id: "d-phases" }, "Its phases"),
    h(
      "ol",
      { class: "phases" },
      rows.map((row) => {
        const rest = restOfRow(p, row);
        const none = p.mean[row] === null;
        return h(
          "li",
          {},
          s("svg", { class: "phase-mark", width: 14, height: 14, "aria-hidden": "true" }, s("rect", { class: "phase " + phaseTone(p.name[row]), x: 1, y: 1, width: 12, height: 12, rx: 2 })),
          " ",
          h("a", { href: phaseLink(curve, row) }, capital(p.title[row])),
          " ",
          h(
            "span",
            { class: "dim" },
            none ? "no score" : "mean " + signed(p.mean[row]) + " (" + intervalText({ mean: p.mean[row], sd: p.sd[row] }) + ")",
            none && restCount(rest) === "nothing" ? "" : ", " + restCount(rest),
          ),
          phaseSnippet(rest),
        );
      }),
    ),
  ];
}
/** The weightiest act of a phase, so that the list reads as a story. */
function phaseSnippet({ events }) {
  if (!events.length) return null;
  const weight = (event) => Math.abs(scoreOf(event)) * (db.events.independent_sources[event] ?? 1);
  const most = events.reduce((x, y) => (weight(y) > weight(x) ? y : x));
  return h("p", { class: "snippet" }, h("a", { href: eventLink(most) }, eventDate(most)), ": ", snippet(most));
}

function turnsSection(dyad, curve) {
  const t = db.turning_points;
  const rows = turnsOfCurve(curve);
  return [
    h("h3", { id: "d-turns" }, "Turning points"),
    rows.length
      ? h(
          "ol",
          { class: "turns" },
          rows.map((row) => {
            const { events, claims } = restOfRow(t, row);
            return h(
              "li",
              {},
              h("a", { href: turnLink(row) }, capital(turnTitle(row))),
              " ",
              h(
                "span",
                { class: "dim" },
                signed(t.size[row]) + " (from " + signed(t.before[row]) + " to " + signed(t.after[row]) + "), some time between " + when(t.first[row], t.first[row]) + " and " + when(t.last[row], t.last[row]) +
                  "; this way with a probability of " + asPercent(t.probability[row]),
              ),
              h("ul", { class: "plain-list" }, events.slice(0, 3).map((event) => h("li", {}, eventBrief(event, true))), claims.slice(0, events.length ? 1 : 3).map((row) => h("li", {}, claimBrief(row)))),
            );
          }),
        )
      : h("p", { class: "note" }, "None: nowhere does the evidence show for sure that the relation turned."),
  ];
}
const claimBrief = (row) => {
  const c = db.relation_claims;
  const doc = docIndex.get(c.document_id[row]);
  return [
    h("a", { href: "#relation=" + c.id[row] }, "Said to be " + relationWords(row)),
    c.first[row] === null ? "" : h("span", { class: "dim" }, " " + when(c.first[row], c.last[row])),
    h("p", { class: "snippet" }, doc === undefined ? "" : shorten(sentence(doc, c.start[row], c.end[row]), 180)),
  ];
};

/** The score at the end of each year, for those who read tables and those who copy them. */
function scoreTable(dyad, curve) {
  const [first, last] = [yearOf(curve.first), yearOf(lastDay)];
  const years = range(first, last + 1);
  const line = (year) => {
    const inside = curve.within(dayOf(year), dayOf(year, 11, 31));
    const score = curve.at(Math.min(dayOf(year, 11, 31), Math.max(lastDay, curve.last)));
    return { year, inside, score };
  };
  return h(
    "details",
    { class: "as-table" },
    h("summary", {}, "The same as a table, year by year"),
    paged(
      years.length,
      PAGE,
      (from, to) =>
        tableOf(
          "Score of " + dyadName(dyad) + sideWords(curve) + " at the end of each year",
          ["Year", { text: "Score", class: "number" }, "90% interval", { text: "Good with probability", class: "number" }, "Evidence in that year"],
          years.slice(from, to).map(line).map(({ year, inside, score }) => [
            h("a", { href: scoreLink(curve, String(year)) }, String(year)),
            signed(score.mean),
            intervalText(score),
            asPercent(above(score)),
            inside.length ? restCount(restOfKnots(inside)) : "no evidence",
          ]),
          { rowHeads: true, captionHidden: true },
        ),
      "years",
    ),
    copyBox(
      ["year", "score", "low", "high", "probability_good", "days_with_evidence"],
      () =>
        years.map(line).map(({ year, inside, score }) => [
          year,
          score.mean.toFixed(4),
          ...intervalOf(score).map((value) => value.toFixed(4)),
          above(score).toFixed(4),
          inside.length,
        ]),
    ),
  );
}

function smallCharts(dyad, id, title, curves, nameOf) {
  if (!curves.length) return null;
  const span = sharedSpan([curveOf.get(curveKey(dyad)), ...curves]);
  return h(
    "section",
    { "aria-labelledby": id },
    h("h2", { id }, title),
    h(
      "ul",
      { class: "cards" },
      curves.map((curve) => {
        const score = curve.at(lastDay);
        return h(
          "li",
          {},
          h("h3", {}, h("a", { href: dyadLink(dyad) + curveParams(curve) }, nameOf(curve))),
          scoreChart(dyad, curve, {}, { height: 120, small: true, span }),
          h(
            "p",
            { class: "dim" },
            many(curve.high - curve.low, "day") + " with evidence; at the end ",
            h("a", { href: scoreLink(curve, isoDay(lastDay)) }, signed(score.mean)),
            " (" + intervalText(score) + ")",
          ),
        );
      }),
    ),
  );
}

function standingSection(dyad) {
  const f = db.standing_facts;
  if (!dyad.facts.length) return null;
  const of = (table) => dyad.facts.filter((row) => (f.origin[row] === "table") === table).sort((x, y) => (f.first[x] ?? -Infinity) - (f.first[y] ?? -Infinity));
  const list = (rows) => h("ul", { class: "plain-list" }, rows.map((row) => h("li", {}, factLine(row))));
  const [told, tables] = [of(false), of(true)];
  return h(
    "section",
    { "aria-labelledby": "d-facts" },
    h("h2", { id: "d-facts" }, "What held for a while"),
    told.length ? [h("p", { class: "dim" }, "As these documents tell it; each counts as evidence as long as it holds."), list(told)] : null,
    tables.length
      ? [
          h("h3", {}, "From comity's own tables"),
          h("p", { class: "dim" }, "Alliances and friendship treaties, whether or not these documents speak of them. They move no score."),
          list(tables),
        ]
      : null,
  );
}

