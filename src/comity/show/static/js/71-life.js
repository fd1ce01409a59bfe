// The life of a thing as a drawing: a row for every stage, placed in time; those without a date below.

const LIFE_ROW = 28;
const MOST_STAGES = 40;

function stageText(row) {
  const t = db.thing_stages;
  if (t.stage[row].startsWith("member "))
    return namesOf(t.parties[row] || []) + " " + t.stage[row].slice(7) + statusTail(t.status[row]);
  if (t.stage[row] === "built" && t.status[row] === "ongoing") return "being built";
  return label("stage", t.stage[row]) + statusTail(t.status[row]);
}
const statusTail = (status) => (!status || status === "happened" ? "" : " (" + label("status", status) + ")");
const stageDate = (row) =>
  db.thing_stages.first[row] === null ? "no date told" : when(db.thing_stages.first[row], db.thing_stages.last[row]);

function lifeChart(id, rows) {
  const t = db.thing_stages;
  const shown = rows.slice(0, MOST_STAGES);
  const dated = shown.filter((row) => t.first[row] !== null);
  const undated = shown.filter((row) => t.first[row] === null);
  const holder = h("div", {});
  const frame = h("div", { class: "life" }, holder);
  const [first, last] = dated.length ? lifeSpan(dated) : [0, 1];
  const draw = (width) => {
    const axis = dated.length ? 22 : 0;
    const below = dated.length && undated.length ? 12 : 0;
    const foot = dated.length * LIFE_ROW + axis;
    const height = foot + below + undated.length * LIFE_ROW;
    const [left, right] = [10, width - 10];
    const scale = timeScale(first, last, left, right);
    const drawn = s(
      "svg",
      {
        width,
        height,
        viewBox: "0 0 " + width + " " + height,
        role: "group",
        "aria-label": "Stages in the life of " + thingName(id),
      },
    );
    if (dated.length) fill(drawn, [axisMarks(scale, first, last, left, right, foot - 6, dated.length * LIFE_ROW)]);
    dated.forEach((row, i) => {
      const y = i * LIFE_ROW + LIFE_ROW / 2;
      const [from, to] = [scale(t.first[row]), scale((t.last[row] ?? t.first[row]) + 1)];
      drawn.append(stageMark(id, row, (from + to) / 2, y, [left, right], to - from > 12 ? [from, to] : null));
    });
    if (below) drawn.append(s("line", { class: "rule", x1: left, x2: right, y1: foot + 4, y2: foot + 4 }));
    undated.forEach((row, i) =>
      drawn.append(stageMark(id, row, left + 2, foot + below + i * LIFE_ROW + LIFE_ROW / 2, [left, right], null)),
    );
    clear(holder).append(drawn);
  };
  fitted(holder, draw);
  return [
    frame,
    rows.length > shown.length
      ? h(
          "p",
          { class: "dim" },
          "The first " + count(MOST_STAGES) + " of " + many(rows.length, "stage") + " are drawn; all stand below.",
        )
      : null,
  ];
}

function lifeSpan(rows) {
  const t = db.thing_stages;
  const first = Math.min(...rows.map((row) => t.first[row]));
  const last = Math.max(...rows.map((row) => t.last[row] ?? t.first[row]));
  const room = Math.max((LEAST_SPAN - (last - first)) / 2, (last - first) * 0.04);
  return [first - room, last + room];
}

const stageYear = (row) => (db.thing_stages.first[row] === null ? "" : ", " + yearOf(db.thing_stages.first[row]));
/** The first of the texts that fits; else the last, shortened. */
const fitting = (texts, room) => texts.find((text) => text.length <= room) || shorten(texts[texts.length - 1], room);

function stageMark(id, row, x, y, [left, right], bar) {
  const t = db.thing_stages;
  const status = t.status[row];
  const shape = DONE.has(status) || !status ? "disc" : SHAPES[status] || "ring";
  const after = right - x >= x - left;
  const edge = after ? (bar ? bar[1] : x) + 11 : (bar ? bar[0] : x) - 11;
  const room = Math.max(8, Math.floor((after ? right - edge : edge - left) / 6.8));
  const text = capital(stageText(row)) + ", " + stageDate(row);
  return s(
    "a",
    {
      href: t.stage[row].startsWith("member ") ? stagePanelLink(id, row) : thingLink(id, t.ordinal[row]),
      class: "stage-link",
    },
    s("title", {}, text + ": open its sentences"),
    s(
      "rect",
      {
        class: "stage-hit",
        x: Math.max(0, after ? x - 10 : edge - Math.min(room, text.length) * 6.8),
        y: y - LIFE_ROW / 2 + 1,
        width: Math.abs(edge - x) + 10 + Math.min(room, text.length) * 6.8,
        height: LIFE_ROW - 2,
      },
    ),
    bar ? s("line", { class: "stage-span", x1: bar[0], x2: bar[1], y1: y, y2: y }) : null,
    s(
      "path",
      { class: "mark plain material " + shape, d: shapePath(shape, 5), transform: "translate(" + x + "," + y + ")" },
    ),
    s(
      "text",
      { class: "stage-label", x: edge, y: y + 4.5, "text-anchor": after ? "start" : "end" },
      fitting([text, capital(stageText(row)) + stageYear(row), capital(stageText(row))], room),
    ),
  );
}
