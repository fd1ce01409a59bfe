// The tally of a dyad: bars of cooperation and hostility through the periods. A gap is a period without evidence.

const LEAST_SPAN = 8 * 366; // days: a single period is a bar on a line of years, not the whole chart

/** The first and last day of the rows, widened to `LEAST_SPAN`. */
function tallySpan(rows) {
  const t = db.tallies;
  let [first, last] = [Math.min(...rows.map((row) => t.first[row])), Math.max(...rows.map((row) => t.last[row]))];
  const short = LEAST_SPAN - (last - first);
  if (short > 0) [first, last] = [first - Math.ceil(short / 2), last + Math.ceil(short / 2)];
  return [first, last];
}

function tallyBars(rows, { height = 190, small = false, span = tallySpan(rows) } = {}) {
  const holder = h("div", {});
  const frame = h("div", { class: small ? "spark" : "tally-svg" }, holder);
  const hint = small ? null : tip(frame);
  const t = db.tallies;
  const ordered = [...rows].sort((x, y) => t.first[x] - t.first[y]);
  const [first, last] = span;
  const most = Math.max(0.001, ...ordered.flatMap((row) => [t.cooperation[row], t.hostility[row]]));
  const draw = (width) => {
    const room = small ? 0 : 20;
    const half = (height - room) / 2 - (small ? 1 : 16);
    const base = small ? height / 2 : half + 16;
    const low = base + room;
    const scale = timeScale(first, last + 1, 2, width - 2);
    const drawn = s("svg", {
      width,
      height,
      viewBox: "0 0 " + width + " " + height,
      role: "img",
      "aria-label": tallyWords(ordered),
    });
    if (!small) fill(drawn, [axisMarks(scale, first, last, 2, width - 2, base + 14, height)]);
    drawn.append(s("line", { class: "base gap", x1: 2, x2: width - 2, y1: base, y2: base }));
    for (const row of ordered) {
      const x = scale(t.first[row]);
      const wide = Math.max(small ? 1.5 : 3, scale(t.last[row] + 1) - x - (small ? 0.5 : 2));
      const bar = (tone, value, up) => {
        if (!value) return;
        const tall = Math.max(1.5, (value / most) * half);
        const rect = s("rect", {
          class: "bar material " + tone + (small ? "" : " tally"),
          x,
          width: wide,
          y: up ? base - tall : low,
          height: tall,
        });
        rect.dataset.row = row;
        drawn.append(rect);
        if (!small && wide >= 22) {
          const label = s(
            "text",
            {
              class: "bar-label " + tone,
              x: x + wide / 2,
              y: up ? base - tall - 4 : low + tall + 11,
              "text-anchor": "middle",
            },
            decimals(value, 0),
          );
          label.dataset.row = row;
          drawn.append(label);
        }
      };
      drawn.append(s("line", { class: "base", x1: x, x2: x + wide, y1: base, y2: base }));
      bar("coop", t.cooperation[row], true);
      bar("host", t.hostility[row], false);
    }
    if (!small) {
      drawn.addEventListener("pointermove", (event) => {
        const row = event.target.dataset.row;
        const box = drawn.getBoundingClientRect();
        if (row === undefined) hint.hide();
        else
          hint.show(
            [h("strong", {}, when(t.first[row], t.last[row])), h("br"), tallyCounts(Number(row))],
            event.clientX - box.left,
            event.clientY - box.top,
          );
      });
      drawn.addEventListener("pointerleave", () => hint.hide());
      drawn.addEventListener("click", (event) => {
        if (event.target.dataset.row !== undefined) location.hash = tallyLink(Number(event.target.dataset.row));
      });
    }
    clear(holder).append(drawn);
  };
  if (small) draw(132);
  else fitted(holder, draw);
  return frame;
}

/** The hatching of hostility and of years without evidence: once in the page, for every chart. */
document.body.append(
  s(
    "svg",
    { class: "hidden", width: 0, height: 0, "aria-hidden": "true" },
    s(
      "pattern",
      { id: "silent-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" },
      s("rect", { class: "silent-ground", width: 7, height: 7 }),
      s("line", { class: "silent-line", x1: 0, y1: 0, x2: 0, y2: 7 }),
    ),
    s(
      "pattern",
      { id: "tally-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      s("rect", { class: "hatch-ground", width: 5, height: 5 }),
      s("line", { class: "hatch-line", x1: 0, y1: 0, x2: 0, y2: 5 }),
    ),
  ),
);

/** Opens the tally of one row, or of all the rows of a dyad from `row` to `last`. */
const tallyLink = (row, last = null) =>
  "#tally=" +
  [
    db.tallies.a[row],
    db.tallies.b[row],
    isoDay(db.tallies.first[row]),
    last === null ? "" : isoDay(db.tallies.first[last]),
  ]
    .filter(Boolean)
    .map(encodeURIComponent)
    .join(",");
const tallyCounts = (row) =>
  many(db.tallies.events[row], "event") +
  ", " +
  many(db.tallies.claims[row], "claim") +
  " in " +
  many(db.tallies.documents[row], "document");

function tallyWords(rows) {
  const t = db.tallies;
  const sum = (column) => rows.reduce((total, row) => total + (t[column][row] || 0), 0);
  return (
    "Tally in " +
    many(rows.length, "period") +
    " with evidence, " +
    yearOf(t.first[rows[0]]) +
    " to " +
    yearOf(t.last[rows[rows.length - 1]]) +
    ": cooperation " +
    decimals(sum("cooperation"), 0) +
    ", hostility " +
    decimals(sum("hostility"), 0) +
    "."
  );
}

function tallyTable(rows) {
  const t = db.tallies;
  return tableOf(
    "Tally by period",
    [
      "Period",
      { text: "Cooperation", class: "number" },
      { text: "Hostility", class: "number" },
      { text: "Balance", class: "number" },
      { text: "Counted", class: "" },
    ],
    [...rows]
      .sort((x, y) => t.first[x] - t.first[y])
      .map((row) => [
        h("a", { href: tallyLink(row) }, when(t.first[row], t.last[row])),
        decimals(t.cooperation[row], 1),
        decimals(t.hostility[row], 1),
        decimals(t.balance[row], 2),
        tallyCounts(row),
      ]),
    { rowHeads: true },
  );
}
