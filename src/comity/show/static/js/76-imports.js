// Event data of others: what was imported, what was doubtful, and the relations that they tell most of. Never among what was read.

const importSets = decodeTable(core.imports.sets);
const importProblems = core.imports.problems ? decodeTable(core.imports.problems) : { n: 0, dataset: [] };
const importRelations = core.imports.relations ? decodeTable(core.imports.relations) : { n: 0, origin: [] };
const importYears = core.imports.years ? decodeTable(core.imports.years) : { n: 0, origin: [] };
const NO_SENTENCES =
  "Events that others coded, in their own words and with their own mistakes. No sentence stands behind them here, and they count for nothing in the other parts of this report.";
const importLink = (name) => "#import=" + encodeURIComponent(name);
const rowsOf = (column, name) => range(0, column.length).filter((row) => column[row] === name);

function importsView() {
  return {
    title: "Imported",
    nodes: [
      heading("Event data of others", NO_SENTENCES),
      importSets.n
        ? tableOf(
            "Data sets in this project",
            ["Data set", "Format", { text: "Rows", class: "number" }, { text: "Kept", class: "number" }, { text: "Flagged", class: "number" }, { text: "Left out", class: "number" }, "Days"],
            range(0, importSets.n).map((row) => [
              h("a", { href: importLink(importSets.name[row]) }, importSets.name[row]),
              importSets.format[row],
              ...["rows", "kept", "flagged", "left_out"].map((name) => count(importSets[name][row] ?? 0)),
              importSets.first[row] === null ? "–" : when(importSets.first[row], importSets.last[row]),
            ]),
            { rowHeads: true, captionHidden: true },
          )
        : h("p", { class: "note" }, "Nothing was imported."),
    ],
  };
}

function importView(name) {
  const row = importSets.name ? importSets.name.indexOf(name) : -1;
  if (row < 0) return notFound("No data set " + name + " was imported into this project.");
  const problems = rowsOf(importProblems.dataset, name);
  return {
    title: name,
    nodes: [
      heading(name, NO_SENTENCES),
      details([
        ["Format", importSets.format[row]],
        ["Files", listed(importSets.files[row])],
        ["Rows", count(importSets.rows[row] ?? 0) + ", of which " + count(importSets.kept[row] ?? 0) + " kept"],
        ["Kept with a flag", count(importSets.flagged[row] ?? 0)],
        ["Left out", count(importSets.left_out[row] ?? 0)],
        ["Days", importSets.first[row] === null ? null : when(importSets.first[row], importSets.last[row])],
        ["To cite", importSets.citation[row]],
      ]),
      h("h2", {}, "Rows left out or flagged"),
      problems.length
        ? tableOf(
            "Kinds of trouble, with an example of each",
            ["Trouble", "What became of them", { text: "Rows", class: "number" }, "Example"],
            problems.map((i) => [
              importProblems.problem[i],
              importProblems.left_out[i] ? "left out" : "kept with a flag",
              count(importProblems.rows[i]),
              [importProblems.value[i] ?? "", h("span", { class: "dim" }, " line " + importProblems.line[i] + " of " + importProblems.file[i])],
            ]),
            { rowHeads: true, captionHidden: true },
          )
        : h("p", { class: "note" }, "None."),
      importedRelations(name),
      importedYears(name),
    ],
  };
}

/** The end of a relation's years in a data set, as a score. */
function importedScores(i) {
  const means = core.imports.relations.mean[i];
  const sds = core.imports.relations.sd[i];
  return means.map((mean, year) => ({ year: importRelations.first[i] + year, mean: mean / 100, sd: sds[year] / 100 }));
}

function importedRelations(name) {
  const rows = rowsOf(importRelations.origin, name);
  if (!rows.length) return null;
  const series = new Map(rows.map((i) => [i, importedScores(i)]));
  const years = [...series.values()].flatMap((scores) => [scores[0].year, scores[scores.length - 1].year]);
  const [first, last] = [years.reduce((x, y) => Math.min(x, y)), years.reduce((x, y) => Math.max(x, y))];
  return [
    h("h2", {}, "The relations that " + name + " tells most of"),
    h("p", { class: "dim" }, "Scored as those of documents are, from this data set alone; at most forty are carried here. comity scores and comity dyad have all of them."),
    paged(
      rows.length,
      20,
      (from, to) =>
        tableOf(
          "Relations in " + name,
          ["Relation", "Score through the years", "At the end", { text: "Days with events", class: "number" }, "Years"],
          rows.slice(from, to).map((i) => {
            const scores = series.get(i);
            const end = scores[scores.length - 1];
            return [
              [actorName(importRelations.a[i]), actorName(importRelations.b[i])].sort(byText).join(" – "),
              yearsSpark(scores, first, last),
              [signed(end.mean), " ", h("span", { class: "dim" }, "(" + intervalText(end) + ")"), " ", levelWord(end)],
              count(importRelations.days[i]),
              scores[0].year + (scores.length > 1 ? "–" + end.year : ""),
            ];
          }),
          { rowHeads: true, captionHidden: true, className: "dyads" },
        ),
      "relations",
    ),
    copyBox(["dataset", "a", "b", "year", "score", "sd"], () =>
      rows.flatMap((i) => series.get(i).map((score) => [name, importRelations.a[i], importRelations.b[i], score.year, score.mean, score.sd])),
    ),
  ];
}

function yearsSpark(scores, first, last) {
  const [width, height] = [150, 34];
  const x = (year) => 1 + ((year - first) / Math.max(1, last - first)) * (width - 2);
  const y = (value) => height / 2 - within1(value) * (height / 2 - 2);
  const points = scores.map((score) => [x(score.year), score]);
  return s(
    "svg",
    { class: "score-spark", width, height, viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": "Score from " + scores[0].year + " to " + scores[scores.length - 1].year },
    s("line", { class: "zero", x1: 1, x2: width - 1, y1: height / 2, y2: height / 2 }),
    points.length > 1 ? s("path", { class: "score-band", d: bandPath(points, y) }) : s("circle", { class: "lone", cx: points[0][0], cy: y(scores[0].mean), r: 2.5 }),
    s("path", { class: "score-line", d: path(points.map(([at, score]) => [at, y(score.mean)])) }),
  );
}

function importedYears(name) {
  const rows = rowsOf(importYears.origin, name);
  if (!rows.length) return null;
  const y = importYears;
  return [
    h("h2", {}, "The system that " + name + " makes"),
    paged(
      rows.length,
      PAGE,
      (from, to) =>
        tableOf(
          "The system at the end of each year",
          ["Year", ...["Actors", "Positive", "Negative", "Undetermined", "Frustration", "Balanced triangles", "Blocs"].map((text) => ({ text, class: "number" }))],
          rows.slice(from, to).map((i) => [
            String(yearOf(y.date[i])), count(y.actors[i]), count(y.positive[i]), count(y.negative[i]), count(y.undetermined[i]),
            y.frustration_lower[i] === y.frustration_upper[i] ? count(y.frustration_upper[i]) : y.frustration_lower[i] + "–" + y.frustration_upper[i],
            y.triangles[i] ? count(y.balanced[i]) + " of " + count(y.triangles[i]) : "–",
            count(y.blocs[i]),
          ]),
          { rowHeads: true, captionHidden: true },
        ),
      "years",
    ),
  ];
}
