// Panels of relations: what a score, a phase, a turning point or a standing fact rests on, down to the sentences.

/** Events, claims and facts by their ids, each once, in time. */
function restsOn(eventIds, claimIds, factIds) {
  const distinct = (ids, find) => [...new Set(known((ids || []).map(find)))];
  const events = distinct(eventIds, findEvent);
  return {
    events: events.sort((x, y) => (middle(x) ?? Infinity) - (middle(y) ?? Infinity) || x - y),
    claims: distinct(claimIds, (id) => claimIndex.relation.get(id)),
    facts: distinct(factIds, (id) => factIndex.get(id)),
  };
}
const knotIds = (places, name) => places.flatMap((k) => knots[name][k] || []);
const restOfKnots = (places) =>
  restsOn(knotIds(places, "event_ids"), knotIds(places, "claim_ids"), knotIds(places, "fact_ids"));
const restOfRow = (t, row) => restsOn(t.event_ids[row], t.claim_ids[row], t.fact_ids[row]);

const restCount = ({ events, claims, facts }) =>
  listed(
    [
      events.length ? many(events.length, "event") : "",
      claims.length ? many(claims.length, "claim about the tie", "claims about the tie") : "",
      facts.length ? many(facts.length, "standing fact") : "",
    ].filter(Boolean),
  ) || "nothing";

/** An event with the sentence that reports it first; the rest of its reports is in its own panel. */
function eventFigure(event) {
  const reports = reportsOf(event);
  const r = reports[0];
  const head = h(
    "p",
    { class: "event-line" },
    glyph(event),
    " ",
    h("span", {}, eventLine(event)),
    isDone(event) ? null : [" ", statusChip(db.events.status[event])],
  );
  if (r === undefined || docOfReport[r] === undefined) return h("div", { class: "told" }, head);
  const { start, end } = db.reports;
  return h(
    "div",
    { class: "told" },
    head,
    sentenceFigure(docOfReport[r], start[r], end[r], reportSpans(r), [
      reports.length > 1
        ? h("p", { class: "dim" }, h("a", { href: eventLink(event) }, "and " + many(reports.length - 1, "more report")))
        : null,
    ]),
  );
}

const FACT_ENDS = (row) => {
  const f = db.standing_facts;
  if (f.first[row] === null && f.last[row] === null) return "when is not told";
  if (f.last[row] === null) return "from " + when(f.first[row], f.first[row]);
  return f.first[row] === null ? "until " + when(f.last[row], f.last[row]) : when(f.first[row], f.last[row]);
};
const factLink = (row) => "#fact=" + db.standing_facts.id[row];
function factLine(row) {
  const f = db.standing_facts;
  return [
    h("a", { href: factLink(row) }, capital(f.kind[row]) + (f.name[row] ? ": " + f.name[row] : "")),
    " ",
    h("span", { class: "dim" }, FACT_ENDS(row), f.origin[row] === "table" ? ", from comity's tables" : ""),
  ];
}

/** All that something rests on: events and claims with their sentences, facts with theirs. */
function restSections(rest, level = "h3") {
  const section = (name, items) => (items.length ? [h(level, {}, name), items] : null);
  return [
    section("Events, with the sentence that reports each", evidencePages(rest.events, eventFigure, "events")),
    section("What documents say of the tie", evidencePages(rest.claims, (row) => claimFigure("relation", row), "claims")),
    section(
      "What held between the two",
      rest.facts.length ? [h("ul", { class: "plain-list" }, rest.facts.map((row) => h("li", {}, factLine(row))))] : [],
    ),
    rest.events.length + rest.claims.length + rest.facts.length
      ? null
      : h("p", { class: "note" }, "No sentence stands behind it."),
  ];
}
const evidencePages = (rows, figureOf, name) =>
  rows.length ? [paged(rows.length, 12, (from, to) => rows.slice(from, to).map(figureOf), name)] : [];

const scoreSaid = (score) => [
  graded(capital(levelWord(score)), signed(score.mean), null),
  ": " + signed(score.mean) + " on a scale from −1, hostile, to 1, friendly; with a probability of 90% between " +
    intervalOf(score).map((value) => signed(value)).join(" and "),
];
const signSaid = (score) => {
  const p = above(score);
  return p >= 0.5 ? "good: " + asPercent(p) : "bad: " + asPercent(1 - p);
};

const sideWords = (curve) => {
  const matter = curve.issue === "all" ? "" : ", " + curve.issue;
  if (curve.direction === "both") return matter;
  const [from, to] = curve.direction === "forth" ? [curve.a, curve.b] : [curve.b, curve.a];
  return matter + ", " + actorName(from) + " towards " + actorName(to);
};
const relationLinkLine = (dyad) => h("p", {}, h("a", { href: dyadLink(dyad) }, "All of " + dyadName(dyad)));

/** A span of days as an address gives it: a day, month or year, or two of them with a slash between. */
function spanNamed(text) {
  const [first, last = first] = (text || "").split("/");
  const [from, to] = [parseDay(first, false), parseDay(last, true)];
  return from === null || to === null ? null : [from, to];
}

function curveNamed(value) {
  const [a, b, what, issue = "all", direction = "both"] = value.split(",");
  const dyad = b === undefined ? undefined : dyads.get(pairKey(lineage(a), lineage(b)));
  return { dyad, what, curve: dyad && curveOf.get(curveKey(dyad, direction, issue)) };
}

const MOST_BEARING = 8;
/** What counts for most on a day, by its weight and how far off it is, in either direction of time. */
function bearing(curve, day) {
  const much = new Map();
  for (let k = curve.low; k < curve.high; k += 1) {
    const weight = (knots.weight[k] ?? 0) * Math.exp(-Math.abs(knots.date[k] - day) / curve.model.memory);
    for (const name of ["event_ids", "claim_ids", "fact_ids"])
      for (const id of knots[name][k] || []) much.set(name + " " + id, (much.get(name + " " + id) || 0) + weight);
  }
  const most = [...much].sort((x, y) => y[1] - x[1] || byText(x[0], y[0])).slice(0, MOST_BEARING);
  const of = (name) => most.filter(([key]) => key.startsWith(name)).map(([key]) => key.slice(name.length + 1));
  return restsOn(of("event_ids"), of("claim_ids"), of("fact_ids"));
}

function scorePanel(value) {
  const { dyad, what, curve } = curveNamed(value);
  const span = spanNamed(what);
  if (!curve || !span) return lostPanel("score", value);
  const [from, to] = span;
  const day = Math.min(to, Math.max(lastDay, curve.last));
  const inside = curve.within(from, to);
  const title = dyadName(dyad) + sideWords(curve) + ", " + when(from, to);
  if (to < curve.first)
    return openPanel(title, [
      h("p", { class: "note" }, "No evidence yet: the first is of " + when(curve.first, curve.first) + ". That is no evidence, not a neutral relation."),
      relationLinkLine(dyad),
    ]);
  const score = curve.at(day);
  const latest = curve.latest(day);
  return openPanel(title, [
    details([
      ["Score" + (from === to ? "" : " on " + when(day, day)), scoreSaid(score)],
      ["Probability that the relation is", signSaid(score)],
      ["As known on that day", signed(curve.at(day, true).mean) + " (" + intervalText(curve.at(day, true)) + ")"],
      ["Decayed mean", latest === null ? null : signed(knots.decayed[latest])],
      ["Log-odds of cooperation", latest === null ? null : signed(knots.log_odds[latest])],
      ["Weight of the evidence, faded", decimals(curve.weight(day), 1) + ": so many acts of that day would tell as much"],
      ["Last evidence until then", latest === null ? "none" : when(knots.date[latest], knots.date[latest])],
      ["Pulled in", inside.some((k) => knots.clipped[k]) ? "evidence so far off that it was pulled in" : null],
    ]),
    inside.length
      ? restSections(restOfKnots(inside))
      : [
          h(
            "p",
            { class: "note" },
            "No evidence " + (from === to ? "on that day" : "in that time") + ". The score is carried over from before and after, its interval wider the further off that is. What counts for most:",
          ),
          restSections(bearing(curve, day)),
        ],
    relationLinkLine(dyad),
  ]);
}

function phasePanel(value) {
  const { dyad, what, curve } = curveNamed(value);
  const row = curve && phasesOfCurve(curve).find((one) => String(db.phases.ordinal[one]) === what);
  if (row === undefined) return lostPanel("phase", value);
  const p = db.phases;
  const none = p.mean[row] === null;
  const score = { mean: p.mean[row], sd: p.sd[row] };
  const inside = curve.within(p.first[row], p.last[row] ?? lastDay);
  const rest = restOfRow(p, row);
  return openPanel([dyadName(dyad) + sideWords(curve) + ": ", h("span", { class: "verb" }, p.title[row])], [
    h("p", { class: "note" }, core.meanings[p.name[row]] ? capital(p.name[row]) + ": " + core.meanings[p.name[row]] + "." : capital(p.name[row]) + "."),
    details([
      ["From", when(p.first[row], p.first[row]) + " to " + (p.open[row] ? "the end of the record" : when(p.last[row], p.last[row]))],
      ["Mean score", none ? "none: no evidence" : signed(score.mean) + " (" + intervalText(score) + ")"],
      ["Probability that the sign is right", p.probability[row] === null ? null : asPercent(p.probability[row])],
      ["Days with evidence", many(inside.length, "day")],
    ]),
    restSections(rest),
    correctedSection(p.corrected[row] || []),
    relationLinkLine(dyad),
  ]);
}

function turnPanel(id) {
  const row = turnIndex.get(id);
  if (row === undefined) return lostPanel("turning point", id);
  const t = db.turning_points;
  const dyad = dyads.get(pairKey(t.a[row], t.b[row]));
  const curve = curveOf.get(curveKey(dyad, t.direction[row], t.issue[row]));
  return openPanel(
    [dyadName(dyad) + (curve ? sideWords(curve) : "") + ": ", h("span", { class: "verb" }, turnTitle(row))],
    [
      details([
        ["It turned between", when(t.first[row], t.first[row]) + " and " + when(t.last[row], t.last[row])],
        ["Level before and after", signed(t.before[row]) + " and " + signed(t.after[row])],
        ["Size", signed(t.size[row]) + " (90% interval " + [-Z90, Z90].map((z) => signed(t.size[row] + z * t.sd[row])).join(" to ") + ")"],
        ["Probability that it turned this way", asPercent(t.probability[row])],
      ]),
      h("p", { class: "dim" }, "Carried by " + restCount(restOfRow(t, row)) + ", without which the step would be smaller."),
      restSections(restOfRow(t, row)),
      correctedSection(t.corrected[row] || []),
      relationLinkLine(dyad),
    ],
  );
}
/** When it turned, no more exactly than is known. */
function turnWhen(row) {
  const t = db.turning_points;
  const open = (t.last[row] ?? t.date[row]) - (t.first[row] ?? t.date[row]);
  const day = t.date[row];
  if (open > 370) return "about " + yearOf(day);
  return open > 31 ? "about " + MONTHS[parts(day)[1]] + " " + yearOf(day) : when(day, day);
}
const turnTitle = (row) =>
  (db.turning_points.name[row] ? db.turning_points.name[row] + ", " : "") + turnWord(row) + " " + turnWhen(row);
const turnWord = (row) => (db.turning_points.size[row] >= 0 ? "a turn for the better" : "a turn for the worse");

function factPanel(id) {
  const row = factIndex.get(id);
  if (row === undefined) return lostPanel("standing fact", id);
  const f = db.standing_facts;
  const fromTable = f.origin[row] === "table";
  return openPanel([actorName(f.a[row]) + " – " + actorName(f.b[row]) + ": ", h("span", { class: "verb" }, f.kind[row])], [
    fromTable
      ? h("p", { class: "note" }, "From comity's own tables, not from these documents: it is drawn apart and moves no score.")
      : h("p", { class: "note" }, "Held for a while, as these documents tell it."),
    details([
      ["Name", f.name[row]],
      ["When", FACT_ENDS(row)],
      ["Speaks for", f.sign[row] > 0 ? "a good relation" : "a bad relation"],
      ["Source", f.source[row]],
    ]),
    fromTable ? null : f.evidence[row].length ? placeFigures(placesOf(f.evidence[row])) : restSections(restsOn(f.event_ids[row], f.claim_ids[row], [])),
    dyads.has(pairKey(f.a[row], f.b[row])) ? relationLinkLine(dyads.get(pairKey(f.a[row], f.b[row]))) : null,
  ]);
}
