// Scores: how good a relation is on any day, exact between and beyond the days on which evidence falls.

/** A table whose columns may hold ids of other rows. */
function decodeWithIds(table) {
  const columns = decodeTable(table);
  for (const [key, column] of Object.entries(table.columns)) if (column.r) columns[key] = decodeIds(column);
  return columns;
}

const knots = decodeWithIds(core.scores.knots);
const runs = decodeTable(core.scores.runs);
const Z90 = 1.6449; // standard deviations to either side of a 90% interval
const SIGN_SURE = 0.9; // a sign is sure from this probability on
const LEFT_OVER = 0.1; // evidence that takes away less than this share of the variance has faded

/** Days on which an actor of a lineage took the place of another. */
const successionsOf = new Map();
for (const [line, day, earlier, later] of core.scores.successions) pushTo(successionsOf, line, { day, earlier, later });
function breaksOf(a, b) {
  return [...(successionsOf.get(a) || []), ...(successionsOf.get(b) || [])].sort((x, y) => x.day - y.day);
}

const modelOf = new Map();
db.score_models.mu.forEach((_, row) => {
  const m = db.score_models;
  modelOf.set(m.direction[row] + " " + m.issue[row], {
    mu: m.mu[row],
    spread: m.spread[row],
    memory: m.memory[row],
    noise: m.noise[row],
    floor: m.noise_floor[row],
    dyads: m.dyads[row],
    events: m.events[row],
    basis: m.basis[row],
  });
});

/** Probability that a normal variable is below `z` (Abramowitz and Stegun 26.2.17: to seven decimals). */
function normalBelow(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    Math.exp((-z * z) / 2) *
    0.3989422804 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

/** How many of the ascending `values` in [low, high) are below `value`, or at it where `also` says so. */
function placeIn(values, value, low, high, also) {
  let [from, to] = [low, high];
  while (from < to) {
    const middleOne = (from + to) >> 1;
    if (values[middleOne] < value || (also && values[middleOne] === value)) from = middleOne + 1;
    else to = middleOne;
  }
  return from;
}

/**
 * A relation's score through time, from its knots [low, high). `at(day)` gives mean and sd as seen from the end of the
 * record, `at(day, true)` as known on that day. The formulas are those of an Ornstein-Uhlenbeck bridge.
 */
function makeCurve(run, low, high) {
  const [a, b] = [runs.a[run], runs.b[run]];
  const direction = runs.direction[run];
  const model = modelOf.get((direction === "both" ? "both" : "directed") + " " + runs.issue[run]);
  const { mu, spread, memory } = model;
  const breaks = breaksOf(a, b);
  const passed = (day) => {
    let n = 0;
    while (n < breaks.length && breaks[n].day <= day) n += 1;
    return n;
  };
  const apart = (from, to) => Math.exp(-((to - from) / memory + core.scores.break * (passed(to) - passed(from))));
  const ahead = (mean, variance, phi) => [
    mu + phi * (mean - mu),
    phi * phi * variance + spread * spread * (1 - phi * phi),
  ];
  const at = (day, known) => {
    const k = placeIn(knots.date, day, low, high, true) - 1;
    let [mean, variance] = [mu, spread * spread];
    if (k >= low) [mean, variance] = ahead(knots.filter_mean[k], knots.filter_sd[k] ** 2, apart(knots.date[k], day));
    if (known) return { mean, sd: Math.sqrt(variance) };
    if (k >= low && knots.date[k] === day) return { mean: knots.mean[k], sd: knots.sd[k] };
    if (k + 1 < high) {
      const next = Math.max(low, k + 1);
      const phi = apart(day, knots.date[next]);
      const [expected, wide] = ahead(mean, variance, phi);
      const back = wide > 0 ? (phi * variance) / wide : 0;
      mean += back * (knots.mean[next] - expected);
      variance = Math.max(0, variance + back * back * (knots.sd[next] ** 2 - wide));
    }
    return { mean, sd: Math.sqrt(variance) };
  };
  return {
    a,
    b,
    low,
    high,
    direction,
    issue: runs.issue[run],
    model,
    breaks,
    at,
    first: knots.date[low],
    last: knots.date[high - 1],
    /** Knots from one day to another, both included. */
    within: (from, to) => range(placeIn(knots.date, from, low, high, false), placeIn(knots.date, to, low, high, true)),
    latest: (day) => {
      const k = placeIn(knots.date, day, low, high, true) - 1;
      return k < low ? null : k;
    },
    /** Weight of the evidence until a day, faded. */
    weight: (day) =>
      range(low, placeIn(knots.date, day, low, high, true)).reduce(
        (sum, k) => sum + knots.weight[k] * apart(knots.date[k], day),
        0,
      ),
    /** Share of what is not known of a relation that the evidence takes away, 0 to 1. */
    knownShare: ({ sd }) => Math.max(0, 1 - (sd * sd) / (spread * spread)),
  };
}
const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const within1 = (value) => Math.max(-1, Math.min(1, value));
const intervalOf = ({ mean, sd }) => [within1(mean - Z90 * sd), within1(mean + Z90 * sd)];
const above = ({ mean, sd }) => (sd > 0 ? normalBelow(mean / sd) : mean > 0 ? 1 : mean < 0 ? 0 : 0.5);
const signOf = (score) => {
  const p = above(score);
  return p >= SIGN_SURE ? 1 : p <= 1 - SIGN_SURE ? -1 : 0;
};

const curveOf = new Map(); // "a|b direction issue" -> curve
const curveKey = (dyad, direction = "both", issue = "all") => dyad.key + " " + direction + " " + issue;
{
  let low = 0;
  runs.a.forEach((a, run) => {
    const high = low + runs.rows[run];
    const dyad = dyadOf(a, runs.b[run]);
    const named = (runs.direction[run] === "both" ? "both " : "directed ") + runs.issue[run];
    if (dyad && modelOf.has(named))
      curveOf.set(curveKey(dyad, runs.direction[run], runs.issue[run]), makeCurve(run, low, high));
    low = high;
  });
}
/** Curves of a dyad beside the one of everything: by matter, and each side's own. */
const curvesOf = (dyad) => {
  const issues = vocabulary.issues.map(([issue]) => curveOf.get(curveKey(dyad, "both", issue)));
  return {
    all: curveOf.get(curveKey(dyad)),
    issues: known(issues),
    forth: curveOf.get(curveKey(dyad, "forth")),
    back: curveOf.get(curveKey(dyad, "back")),
  };
};
/** The last day of which anything tells: scores are drawn until then. */
const lastDay = Math.max(knots.date.reduce((x, y) => Math.max(x, y), -Infinity), ...(db.system_years.date || []));

const relationKey = (t, row) => pairKey(t.a[row], t.b[row]) + " " + t.direction[row] + " " + t.issue[row];
function byRelation(t) {
  const found = new Map();
  t.a.forEach((_, row) => pushTo(found, relationKey(t, row), row));
  return found;
}
const turnsOf = byRelation(db.turning_points);
const phasesOf = byRelation(db.phases);
const turnIndex = indexOf(db.turning_points.id);
const factIndex = indexOf(db.standing_facts.id);

/** The name that an actor of a lineage had on a day: the Soviet Union in 1971. */
const linesOfActors = rowsBy(db.actors.lineage);
function nameOn(line, day) {
  const rows = linesOfActors.get(line) || [];
  const valid = rows.filter(
    (row) =>
      (db.actors.valid_from[row] === null || db.actors.valid_from[row] <= day) &&
      (db.actors.valid_to[row] === null || db.actors.valid_to[row] >= day),
  );
  const own = valid.find((row) => db.actors.id[row] === line) ?? valid[0];
  return own === undefined ? actorName(line) : db.actors.name[own] || db.actors.id[own];
}
