// The score of a relation through time: line and interval, phases, turning points, evidence, and where there is none.

const PHASE_ROOM = 26;
const TURN_ROOM = 24;
const MOST_KNOTS = 240; // more marks than that are drawn together, a column of pixels each
const MOST_HELD = 120; // bars of what held for a while, the weightiest
const TONE_OF = { hostile: "host", cold: "host-pale", friendly: "coop-pale", close: "coop", thaw: "thaw", chill: "chill" };
const phaseTone = (name) => TONE_OF[name] || (name === "no evidence" ? "empty" : "plain");

const relationOf = (curve) => {
  const rest = [curve.issue, curve.direction].join(",");
  return [curve.a, curve.b].map(encodeURIComponent).join(",") + (rest === "all,both" ? "" : "," + rest);
};
/** Opens a day (or a year, or a month) of a curve. */
const scoreLink = (curve, text) => {
  const [a, b, ...rest] = relationOf(curve).split(",");
  return "#score=" + [a, b, text, ...rest].join(",");
};
const phaseLink = (curve, row) => {
  const [a, b, ...rest] = relationOf(curve).split(",");
  return "#phase=" + [a, b, db.phases.ordinal[row], ...rest].join(",");
};
const turnLink = (row) => "#turn=" + db.turning_points.id[row];
const turnsOfCurve = (curve) => turnsOf.get(keyOfCurve(curve)) || [];
const phasesOfCurve = (curve) => phasesOf.get(keyOfCurve(curve)) || [];
const keyOfCurve = (curve) => pairKey(curve.a, curve.b) + " " + curve.direction + " " + curve.issue;

/** What is said to have held for a while (a claim or fact with several knots): its knots and their mean level. */
function heldSpans(curve) {
  const found = new Map();
  for (let k = curve.low; k < curve.high; k += 1) {
    for (const id of knots.claim_ids[k] || []) pushTo(found, "#relation=" + id, k);
    for (const id of knots.fact_ids[k] || []) pushTo(found, "#fact=" + id, k);
  }
  return [...found]
    .filter(([, ks]) => ks.length > 1)
    .map(([href, ks]) => ({
      href,
      ks,
      first: knots.date[ks[0]],
      last: knots.date[ks[ks.length - 1]],
      level: total(ks.map((k) => knots.observed[k])) / ks.length,
      weight: total(ks.map((k) => knots.weight[k])),
    }))
    .sort((x, y) => y.weight - x.weight)
    .slice(0, MOST_HELD);
}

/** Whole years without evidence, from the first knot on, those next to each other together: [first day, last day]. */
function silentSpans(curve, last, held) {
  const told = new Set(range(curve.low, curve.high).map((k) => yearOf(knots.date[k])));
  for (const span of held) for (let year = yearOf(span.first); year <= yearOf(span.last); year += 1) told.add(year);
  const spans = [];
  for (let year = yearOf(curve.first); year <= yearOf(last); year += 1) {
    if (told.has(year)) continue;
    const before = spans[spans.length - 1];
    if (before && yearOf(before[1]) === year - 1) before[1] = dayOf(year, 11, 31);
    else spans.push([dayOf(year), dayOf(year, 11, 31)]);
  }
  return spans;
}

/** The span of several curves together. */
function sharedSpan(curves) {
  const spans = curves.map(scoreSpan);
  return [Math.min(...spans.map(([first]) => first)), Math.max(...spans.map(([, last]) => last))];
}

/** From the year of the first evidence to the end of the record, at least `LEAST_SPAN`. */
function scoreSpan(curve) {
  const [first, last] = [dayOf(yearOf(curve.first)), Math.max(curve.last, lastDay)];
  return [Math.min(first, last - LEAST_SPAN), dayOf(yearOf(last), 11, 31)];
}

const logOddsShare = (k) => (knots.log_odds[k] === null ? null : Math.tanh(knots.log_odds[k] / 2));

/** Points of the line and its interval: at every other pixel and at every knot. */
function curvePoints(curve, scale, left, right, step, knownThen) {
  const from = Math.max(left, scale(curve.first));
  const days = [];
  for (let x = from; x <= right; x += step) days.push(scale.invert(x));
  if (curve.high - curve.low <= MOST_KNOTS * 3)
    for (let k = curve.low; k < curve.high; k += 1) days.push(knots.date[k]);
  days.push(scale.invert(right));
  days.sort((x, y) => x - y);
  return days.map((day) => [scale(day), curve.at(day, knownThen)]);
}
const path = (points) => points.map(([x, y], i) => (i ? "L" : "M") + x.toFixed(1) + "," + y.toFixed(1)).join("");
function bandPath(points, y) {
  const upper = points.map(([x, score]) => [x, y(intervalOf(score)[1])]);
  const lower = points.map(([x, score]) => [x, y(intervalOf(score)[0])]).reverse();
  return path([...upper, ...lower]) + "Z";
}

/** A small score without marks for lists: the line, its interval, and nothing where nothing is known. */
function scoreSpark(curve, span, { width = 150, height = 34 } = {}) {
  const scale = timeScale(span[0], span[1], 1, width - 1);
  const y = (value) => height / 2 - within1(value) * (height / 2 - 2);
  const points = curvePoints(curve, scale, 1, width - 1, 4);
  return s(
    "svg",
    { class: "score-spark", width, height, viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": sparkWords(curve) },
    s("line", { class: "zero", x1: 1, x2: width - 1, y1: height / 2, y2: height / 2 }),
    s("path", { class: "score-band", d: bandPath(points, y) }),
    s("path", { class: "score-line", d: path(points.map(([x, score]) => [x, y(score.mean)])) }),
  );
}
const sparkWords = (curve) =>
  "Score from " + yearOf(curve.first) + " to " + yearOf(lastDay) + ", at the end " + signed(curve.at(lastDay).mean) + ".";

/**
 * The chart. `shown` says which further lines are drawn: known (as known at the time), decayed, odds.
 */
function scoreChart(dyad, curve, shown, { height = 320, small = false, span = scoreSpan(curve) } = {}) {
  const holder = h("div", {});
  const frame = h(
    "div",
    small
      ? { class: "score-svg" }
      : {
          class: "score-svg",
          role: "group",
          tabindex: "0",
          "aria-label":
            "Score of " +
            dyadName(dyad) +
            " through time. Arrow keys read it year by year, Enter opens the sentences behind a year; the same stands in the table after it.",
        },
    holder,
  );
  const hint = tip(frame);
  const state = { scale: null, draw: null, at: null };
  const draw = (width) => {
    clear(holder).append(drawScore(dyad, curve, shown, width, height, small, span, state, hint, frame));
  };
  fitted(holder, draw);
  if (!small) readByKeys(frame, curve, span, state, hint, height);
  return frame;
}

function drawScore(dyad, curve, shown, width, height, small, span, state, hint, frame) {
  const phases = small ? [] : phasesOfCurve(curve);
  const turns = turnsOfCurve(curve);
  const top = (phases.length ? PHASE_ROOM : 0) + (!small && turns.length ? TURN_ROOM : 0) + 6;
  const bottom = height - 22;
  const [left, right] = [small ? 2 : width < 480 ? 34 : 76, width - 4];
  const scale = timeScale(span[0], span[1], left, right);
  const y = (value) => top + ((1 - within1(value)) / 2) * (bottom - top);
  state.scale = scale;
  const drawn = s("svg", {
    width,
    height,
    viewBox: "0 0 " + width + " " + height,
    role: small ? "img" : "group",
    "aria-label": scoreWords(dyad, curve),
  });
  const clickable = s("rect", { class: "backdrop score-ground", x: left, y: top, width: Math.max(1, right - left), height: bottom - top });
  fill(drawn, [clickable, axisMarks(scale, span[0], span[1], left, right, height - 6, bottom)]);
  const held = heldSpans(curve);
  const silent = silentSpans(curve, span[1], held);
  for (const [from, to] of silent) {
    const [x1, x2] = [scale(from), Math.min(right, scale(to + 1))];
    drawn.append(s("rect", { class: "silent", x: x1, y: top, width: Math.max(0.5, x2 - x1), height: bottom - top }));
    if (!small && x2 - x1 > 84)
      drawn.append(s("text", { class: "tick silent-text", x: (x1 + x2) / 2, y: bottom - 6, "text-anchor": "middle" }, "no evidence"));
  }
  for (const value of [1, 0.5, 0, -0.5, -1]) {
    if (small && value) continue;
    drawn.append(s("line", { class: value ? "grid" : "zero", x1: left, x2: right, y1: y(value), y2: y(value) }));
    if (!small)
      drawn.append(s("text", { class: "tick", x: left - 5, y: y(value) + 4, "text-anchor": "end" }, axisWord(value, width)));
  }
  const points = curvePoints(curve, scale, left, right, 2);
  const sampled = (of) => path(of.map(([x, score]) => [x, y(score.mean)]));
  fill(drawn, [
    s("path", { class: "score-band", d: bandPath(points, y) }),
    toldAndCarried(points, silent, scale).map(([carried, run]) => s("path", { class: "score-line" + (carried ? " carried" : ""), d: sampled(run) })),
  ]);
  if (shown.known) drawn.append(s("path", { class: "known-line", d: sampled(curvePoints(curve, scale, left, right, 2, true)) }));
  if (shown.decayed) drawn.append(stepped(curve, (k) => knots.decayed[k], "decayed-line", scale, y, right));
  if (shown.odds) drawn.append(stepped(curve, logOddsShare, "odds-line", scale, y, right));
  for (const { day, earlier, later } of curve.breaks) {
    if (day < curve.first || day > span[1]) continue;
    const x = scale(day);
    drawn.append(s("line", { class: "succession", x1: x, x2: x, y1: top, y2: bottom }));
    if (!small) drawn.append(besideText(x, bottom - 20, right, actorName(earlier) + " → " + actorName(later)));
  }
  fill(drawn, [heldMarks(held, scale, y, small), knotMarks(curve, held, scale, y, small)]);
  if (!small) fill(drawn, [phases.map((row) => phaseMark(curve, row, scale, span, right))]);
  const row = phases.length ? PHASE_ROOM : 0;
  fill(drawn, [turns.map((turn, i) => turnMark(turn, i + 1, scale, small ? top : row, bottom, small))]);
  scorePointer(drawn, curve, state, hint, frame, [left, right, top, bottom], small, dyad);
  return drawn;
}

/** The line in pieces: where something is told, and where it is only carried over for two years or more: [carried, points]. */
function toldAndCarried(points, silent, scale) {
  const long = silent.filter(([from, to]) => to - from > 500).map(([from, to]) => [scale(from), scale(to)]);
  const runs = [];
  let before = null;
  for (const point of points) {
    const carried = long.some(([from, to]) => point[0] > from && point[0] < to);
    const run = runs[runs.length - 1];
    if (!run || run[0] !== carried) runs.push([carried, before ? [before, point] : [point]]);
    else run[1].push(point);
    before = point;
  }
  return runs;
}

const axisWord = (value, width) =>
  width < 480 ? (value > 0 ? "+" : "") + decimals(value, value % 1 ? 1 : 0) : { 1: "friendly +1", 0.5: "+0.5", 0: "0", "-0.5": "−0.5", "-1": "hostile −1" }[value];
const besideText = (x, y, right, text) =>
  s("text", { class: "tick", x: x + (x > right - text.length * 7 ? -5 : 5), y, "text-anchor": x > right - text.length * 7 ? "end" : "start" }, text);

function scoreWords(dyad, curve) {
  const now = curve.at(lastDay);
  return (
    `Score of ${dyadName(dyad)}, ${yearOf(curve.first)} to ${yearOf(lastDay)}, from −1, hostile, to 1, friendly: ` +
    `${signed(now.mean)} at the end, 90% interval ${intervalText(now)}; ` +
    `${many(curve.high - curve.low, "day")} with evidence, ${many(turnsOfCurve(curve).length, "turning point")}.`
  );
}

/** A baseline: it keeps its value until there is new evidence. */
function stepped(curve, value, className, scale, y, right) {
  let d = "";
  for (let k = curve.low; k < curve.high; k += 1) {
    const now = value(k);
    if (now === null) continue;
    d += (d ? "H" : "M") + scale(knots.date[k]).toFixed(1) + (d ? "V" : ",") + y(now).toFixed(1);
  }
  return s("path", { class: className, d: d ? d + "H" + right.toFixed(1) : "M0,0" });
}

/** What held for a while, as a bar from its first day to its last. */
function heldMarks(held, scale, y, small) {
  return held.map((span) => {
    const [x1, x2] = [scale(span.first), scale(span.last)];
    const bar = s("line", {
      class: "held " + (span.level >= 0 ? "coop" : "host"),
      x1,
      x2: Math.max(x2, x1 + 2),
      y1: y(span.level),
      y2: y(span.level),
      "stroke-width": small ? 2 : Math.min(7, 2 + Math.sqrt(span.weight)),
    });
    bar.dataset.href = span.href;
    bar.dataset.first = span.first;
    bar.dataset.last = span.last;
    return bar;
  });
}

/** Evidence: circles for what speaks for good, squares for what speaks for bad, larger with its weight. */
function knotMarks(curve, held, scale, y, small) {
  const columns = new Map();
  const spanned = new Set(held.map((span) => span.href));
  const barOnly = (k) =>
    !(knots.event_ids[k] || []).length &&
    (knots.claim_ids[k] || []).every((id) => spanned.has("#relation=" + id)) &&
    (knots.fact_ids[k] || []).every((id) => spanned.has("#fact=" + id));
  const wide = curve.high - curve.low > MOST_KNOTS ? 6 : 0.01;
  for (let k = curve.low; k < curve.high; k += 1) {
    if (knots.observed[k] === null || (spanned.size && barOnly(k))) continue;
    const column = Math.floor(scale(knots.date[k]) / wide);
    pushTo(columns, column + (wide > 1 ? (knots.observed[k] >= 0 ? "+" : "-") : ""), k);
  }
  return [...columns.values()].map((group) => {
    const weights = group.map((k) => Math.max(0.05, knots.weight[k] ?? 0.05));
    const weight = total(weights);
    const value = total(group.map((k, i) => knots.observed[k] * weights[i])) / weight;
    const x = total(group.map((k, i) => scale(knots.date[k]) * weights[i])) / weight;
    const r = Math.min(small ? 4 : 8, 2 + 2.2 * Math.sqrt(weight));
    const mark = s("path", {
      class: "knot " + (value >= 0 ? "coop" : "host"),
      d: value >= 0 ? shapePath("disc", r) : "M" + -r + "," + -r + "H" + r + "V" + r + "H" + -r + "Z",
      transform: "translate(" + x.toFixed(1) + "," + y(value).toFixed(1) + ")",
    });
    mark.dataset.first = knots.date[group[0]];
    mark.dataset.last = knots.date[group[group.length - 1]];
    mark.dataset.count = group.length;
    return mark;
  });
}

function phaseMark(curve, row, scale, span, right) {
  const p = db.phases;
  const [x1, x2] = [scale(Math.max(span[0], p.first[row])), Math.min(right, scale((p.last[row] ?? span[1]) + 1))];
  const wide = Math.max(2, x2 - x1 - 1);
  const number = String(p.ordinal[row] + 1);
  const text = fittingIn([p.title[row], p.name[row], number], wide);
  return s(
    "a",
    { href: phaseLink(curve, row), class: "phase-link" },
    s("title", {}, capital(p.title[row]) + ": open its sentences"),
    s("rect", { class: "phase " + phaseTone(p.name[row]), x: x1, y: 1, width: wide, height: PHASE_ROOM - 6, rx: 2 }),
    text ? s("text", { class: "phase-text", x: x1 + wide / 2, y: 15, "text-anchor": "middle" }, text) : null,
  );
}
const fittingIn = (texts, room) => texts.find((text) => text.length * 6.6 + 6 <= room) || null;

function turnMark(row, number, scale, top, bottom, small) {
  const t = db.turning_points;
  const x = scale(t.date[row]);
  const tone = t.size[row] >= 0 ? "coop" : "host";
  if (small) return s("line", { class: "turn-line " + tone, x1: x, x2: x, y1: top, y2: bottom });
  const y = top + TURN_ROOM / 2;
  const [from, to] = [scale(t.first[row] ?? t.date[row]), scale((t.last[row] ?? t.date[row]) + 1)];
  return s(
    "a",
    { href: turnLink(row), class: "turn-link" },
    s("title", {}, "Turning point " + number + ": " + turnTitle(row) + ". Open its sentences"),
    s("line", { class: "turn-line " + tone, x1: x, x2: x, y1: y, y2: bottom }),
    s("line", { class: "turn-span " + tone, x1: from, x2: to, y1: y, y2: y }),
    s("circle", { class: "turn " + tone, cx: x, cy: y, r: 9 }),
    s("text", { class: "turn-number", x, y: y + 4, "text-anchor": "middle" }, number),
  );
}
