// The system through time: for each day on which it was drawn its ties, and where each actor stood.

const systemCore = {
  days: decodeTable(core.system.days),
  changes: decodeWithIds(core.system.changes),
  actors: decodeTable(core.system.actors),
};
const systemPairs = core.system.pairs;
const yearRow = new Map(db.system_years.date.map((day, row) => [db.system_years.issue[row] + " " + day, row]));
const changeOfTie = new Map(systemCore.changes.tie.map((tie, row) => [tie, row]));

/** The days of one matter, in order: each with the places of its ties and actors. */
const systemOf = new Map();
{
  let [tie, actor] = [0, 0];
  systemCore.days.date.forEach((date, row) => {
    const issue = systemCore.days.issue[row];
    pushTo(systemOf, issue, {
      date,
      issue,
      row: yearRow.get(issue + " " + date),
      ties: [tie, tie + systemCore.days.ties[row]],
      actors: [actor, actor + systemCore.days.actors[row]],
    });
    tie += systemCore.days.ties[row];
    actor += systemCore.days.actors[row];
  });
}
const systemDays = (issue = "all") => systemOf.get(issue) || [];

/** A tie on the day of a system: its figures come from the curve of the relation. */
function tieAt(place, day) {
  const [a, b] = systemPairs[core.system.tie_pair[place]];
  const mark = core.system.tie_mark[place];
  const dyad = dyadOf(a, b);
  const curve = dyad && curveOf.get(curveKey(dyad, "both", day.issue));
  if (!curve) return null;
  const score = curve.at(day.date);
  const latest = curve.latest(day.date);
  const share = curve.knownShare(score);
  const change = changeOfTie.get(place);
  return {
    a,
    b,
    dyad,
    curve,
    score,
    place,
    day,
    sign: (mark % 3) - 1,
    against: mark > 2,
    latest,
    share,
    faded: share < LEFT_OVER,
    change: change === undefined ? "" : systemCore.changes.change[change],
    changeRow: change,
  };
}

const tiesCache = new Map();
/** The ties of a day with those that faded in its year, of which nothing is known any more. */
function tiesWithFaded(day) {
  const key = day.issue + " " + day.date;
  if (!tiesCache.has(key)) {
    const all = known(range(...day.ties).map((place) => tieAt(place, day)));
    tiesCache.set(key, { all, ties: all.filter((tie) => tie.change !== "faded") });
  }
  return tiesCache.get(key).all;
}
function tiesOn(day) {
  tiesWithFaded(day);
  return tiesCache.get(day.issue + " " + day.date).ties;
}
const tieBetween = (day, a, b) => {
  const key = pairKey(a, b);
  return day ? tiesWithFaded(day).find((tie) => tie.dyad.key === key) : undefined;
};

/** Where the actors stood on a day, by lineage. */
function standingOn(day) {
  const t = systemCore.actors;
  return new Map(
    range(...day.actors).map((row) => [
      t.actor[row],
      {
        actor: t.actor[row],
        bloc: t.bloc[row],
        sure: t.sure[row],
        swings: t.swings[row],
        turning: t.turning[row],
        turningWith: t.turning_with[row],
        without: t.without[row],
        pulledBy: t.pulled_by[row] || [],
        pull: t.pull[row],
      },
    ]),
  );
}

/** What comity's own tables say held between two of the actors on a day. */
function tableTiesOn(date, actors) {
  const f = db.standing_facts;
  const rows = range(0, f.id.length).filter(
    (row) =>
      f.origin[row] === "table" &&
      actors.has(f.a[row]) &&
      actors.has(f.b[row]) &&
      (f.first[row] === null || f.first[row] <= date) &&
      (f.last[row] === null || f.last[row] >= date),
  );
  const pairs = new Map();
  for (const row of rows) pushTo(pairs, pairKey(f.a[row], f.b[row]), row);
  return pairs;
}

const yearName = (day) => (isoDay(day.date).endsWith("12-31") ? String(yearOf(day.date)) : when(day.date, day.date));
/** The day of a year or date as an address gives it. */
const dayNamed = (issue, text) => systemDays(issue).find((day) => yearName(day) === text || isoDay(day.date) === text);
const previousDay = (day) => {
  const days = systemDays(day.issue);
  return days[days.indexOf(day) - 1];
};

// Words for a score and for a tie.
/** The name of a level, by the bounds that name phases too; a sign is named only where it is sure. */
function levelWord(score) {
  const { hostile, leans, close } = core.levels;
  const sign = signOf(score);
  if (sign > 0 && score.mean >= leans) return score.mean >= close ? "close" : "friendly";
  if (sign < 0 && score.mean <= -leans) return score.mean <= hostile ? "hostile" : "cold";
  return sign ? "mixed" : "not sure to be good or bad";
}
const asPercent = (share) => {
  const n = Math.round(share * 100);
  return (n > 99 && share < 1 ? "more than 99" : n < 1 && share > 0 ? "less than 1" : String(n)) + "%";
};
const SIGN_WORDS = { 1: "positive", 0: "undetermined", "-1": "negative" };
const signed = (value, places = 2) => (value > 0 ? "+" : "") + decimals(value, places);
const intervalText = (score) => intervalOf(score).map((value) => signed(value)).join(" to ");
