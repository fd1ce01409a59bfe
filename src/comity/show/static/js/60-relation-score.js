// The parts of a relation's page that follow from its score: the chart with its choices, matters, sides.

const LINES = [
  ["known", "As known at the time", "known-line", "the score from what had happened until then, without hindsight"],
  ["decayed", "Decayed mean", "decayed-line", "a plain mean of the weights of acts, older ones counting less"],
  ["odds", "Odds of cooperation", "odds-line", "acts of cooperation against acts of hostility in the years before, drawn between −1 and 1"],
];
const shownLines = { known: false, decayed: false, odds: false };

/** Everything that follows from scores: the chart with its choices, phases, turning points, matters, sides, facts. */
function relationParts(dyad, asked, remember) {
  const curves = curvesOf(dyad);
  if (!curves.all)
    return h(
      "section",
      { "aria-labelledby": "d-score" },
      h("h2", { id: "d-score" }, "The relation through time"),
      h("p", { class: "note" }, "No score: these documents give nothing between the two that is dated and was done. That is no evidence, not a neutral relation."),
      standingSection(dyad),
    );
  const issues = curves.issues.map((curve) => curve.issue);
  if (!issues.includes(asked.matter)) asked.matter = "all";
  if (asked.matter !== "all" || !curves[asked.side]) asked.side = "both";
  const frame = h("div", { class: "chart" });
  const stories = h("div", {});
  const note = h("p", { class: "dim" });
  const update = () => {
    const curve = curveOf.get(curveKey(dyad, asked.side, asked.matter));
    fill(clear(frame), [scoreChart(dyad, curve, shownLines)]);
    clear(note).append(
      "Score of " + dyadName(dyad) + (sideWords(curve) || ", all matters together") + ". " + modelWords(curve),
    );
    fill(clear(stories), [phasesSection(dyad, curve), turnsSection(dyad, curve), scoreTable(dyad, curve)]);
    remember();
  };
  const choice = (name, text, options) =>
    select(name, text, asked, options, (which, given) => {
      asked[which] = given;
      if (which === "matter" && given !== "all") {
        asked.side = "both";
        const other = controls.querySelector("#filter-side");
        if (other) other.value = "both";
      }
      if (which === "side" && given !== "both") {
        asked.matter = "all";
        const other = controls.querySelector("#filter-matter");
        if (other) other.value = "all";
      }
      update();
    });
  const sides = ["forth", "back"].filter((side) => curves[side]);
  const controls = h(
    "form",
    { class: "filters", "aria-label": "What the chart shows", submit: (event) => event.preventDefault() },
    issues.length ? choice("matter", "Matter", [["all", "All together"], ...issues.map((issue) => [issue, capital(issue)])]) : null,
    sides.length ? choice("side", "Whose acts", [["both", "Both sides'"], ...sides.map((side) => [side, sideName(dyad, side)])]) : null,
    h(
      "fieldset",
      { class: "lines" },
      h("legend", {}, "Lines beside it"),
      LINES.map(([name, text, className, meaning]) => lineChoice(name, text, className, meaning, update)),
    ),
  );
  requestAnimationFrame(update);
  return [
    h(
      "section",
      { "aria-labelledby": "d-score" },
      h("h2", { id: "d-score" }, "The relation through time"),
      controls,
      frame,
      scoreKey(),
      note,
      stories,
    ),
    smallCharts(dyad, "d-issues", "By matter", [...curves.issues].sort((x, y) => y.high - y.low - (x.high - x.low)), (curve) => capital(curve.issue)),
    smallCharts(dyad, "d-sides", "Each side's own acts", known([curves.forth, curves.back]), (curve) => sideName(dyad, curve.direction)),
    standingSection(dyad),
  ];
}
const sideName = (dyad, side) =>
  side === "forth" ? actorName(dyad.a) + " towards " + actorName(dyad.b) : actorName(dyad.b) + " towards " + actorName(dyad.a);

function lineChoice(name, text, className, meaning, update) {
  const id = "line-" + name;
  const box = h("input", {
    type: "checkbox",
    id,
    checked: shownLines[name],
    change: (event) => {
      shownLines[name] = event.target.checked;
      update();
    },
  });
  return h(
    "label",
    { for: id, title: meaning },
    box,
    " ",
    s("svg", { class: "line-sample", width: 26, height: 8, "aria-hidden": "true" }, s("path", { class: className, d: "M1,4H25" })),
    " ",
    text,
  );
}

function scoreKey() {
  const item = (drawn, text) =>
    h("li", {}, s("svg", { class: "line-sample", width: 26, height: 14, "aria-hidden": "true" }, drawn), " ", text);
  return h(
    "ul",
    { class: "key", "aria-label": "What the chart shows" },
    item([s("rect", { class: "score-band", x: 0, y: 1, width: 26, height: 12 }), s("path", { class: "score-line", d: "M0,7H26" })], "score, and the interval that holds it with a probability of 90%"),
    item(s("path", { class: "knot coop", d: shapePath("disc", 4.5), transform: "translate(13,7)" }), "evidence for a good relation"),
    item(s("rect", { class: "knot host", x: 9, y: 3, width: 8, height: 8 }), "evidence for a bad one; larger with its weight"),
    item(s("line", { class: "held host", x1: 2, x2: 24, y1: 7, y2: 7, "stroke-width": 4 }), "what is said to have held for a while"),
    item(s("rect", { class: "silent", x: 0, y: 1, width: 26, height: 12 }), "years without evidence: the line is carried over, dotted"),
    item([s("circle", { class: "turn coop", cx: 13, cy: 7, r: 6.5 })], "turning point, with the time in which it came"),
  );
}

const YEARS = 365.25;
function modelWords(curve) {
  const { mu, memory, basis, dyads, events } = curve.model;
  const taken = basis === "prior" ? "taken from general experience, since there is too little here to learn it from" : "learnt from " + many(events, "piece of evidence", "pieces of evidence") + " on " + many(dyads, "relation");
  return (
    "What is known of a relation fades to a third in " + decimals(memory / YEARS, 1) + " years, and a relation of which nothing is known stands at " +
    signed(mu) + ": " + taken + "."
  );
}
