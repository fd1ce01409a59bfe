// What was found across documents: disagreements, agreements, near joins, sources, things, corrections.

const known = (values) => values.filter((value) => value !== undefined && value !== null);
const eventsOfReports = (ids) => [...new Set(known(ids.map(findEvent)))];
/** Rows of a column by their value. */
function rowsBy(column, value = (x) => x) {
  const found = new Map();
  column.forEach((key, row) => {
    const named = value(key);
    if (named === null || named === undefined) return;
    if (!found.has(named)) found.set(named, []);
    found.get(named).push(row);
  });
  return found;
}
const pushTo = (map, key, value) => {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
};

/** Flat evidence (document, start, length, ...) as spans. */
function placesOf(flat) {
  const found = [];
  for (let i = 0; i < flat.length; i += 3)
    found.push({ doc: flat[i], start: flat[i + 1], end: flat[i + 1] + flat[i + 2] });
  return found;
}

// Disagreements: one object each, with a row for every side; the plainest first.
const GRADES = ["plain", "likely", "possible"];
const differences = [...rowsBy(db.disagreements.id, (id) => id ?? "")].map(([id, rows]) => {
  const d = db.disagreements;
  const [row] = rows;
  const event = findEvent(d.event_id[row]);
  const events = [
    ...new Set([...known([event]), ...rows.flatMap((side) => eventsOfReports(d.report_ids[side] || []))]),
  ];
  return {
    id,
    rows: [...rows].sort((x, y) => d.side[x] - d.side[y]),
    events,
    thing: d.thing_id[row],
    field: d.field[row],
    about: d.about[row] || "",
    actors: d.actors[row] || [],
    apart: d.apart[row],
    sure: d.sure[row],
    grade: d.grade[row],
    why: d.why[row],
    settled: d.settled[row],
    corrected: [...new Set(rows.flatMap((side) => d.corrected[side] || []))],
  };
});
const gradeRank = (difference) => (GRADES.indexOf(difference.grade) + GRADES.length + 1) % (GRADES.length + 1);
differences.sort(
  (x, y) =>
    gradeRank(x) - gradeRank(y) ||
    (y.apart ?? 0) * (y.sure ?? 0) - (x.apart ?? 0) * (x.sure ?? 0) ||
    byText(x.field, y.field) ||
    byText(x.id, y.id),
);
const differenceIndex = new Map(differences.map((difference) => [difference.id, difference]));
const differencesOf = new Map();
const differencesOfThing = new Map();
for (const difference of differences) {
  for (const event of difference.events) pushTo(differencesOf, event, difference);
  if (difference.thing) pushTo(differencesOfThing, difference.thing, difference);
}

// Agreements: those of one event together, and each about a tie by itself; those with most sources first.
const agreementIndex = indexOf(db.agreements.id);
const agreementsOf = new Map();
const agreementGroups = (() => {
  const a = db.agreements;
  const groups = new Map();
  a.id.forEach((id, row) => {
    const event = findEvent(a.event_id[row]);
    const key = event === undefined ? "tie " + (a.actors[row] || []).join(" ") + " " + a.about[row] : event;
    if (event !== undefined) pushTo(agreementsOf, event, row);
    if (!groups.has(key)) groups.set(key, { event, rows: [], most: 0 });
    groups.get(key).rows.push(row);
  });
  for (const group of groups.values()) {
    group.rows.sort((x, y) => a.sources[y] - a.sources[x] || byText(a.field[x], a.field[y]) || x - y);
    group.most = a.sources[group.rows[0]];
  }
  return [...groups.values()].sort(
    (x, y) => y.most - x.most || y.rows.length - x.rows.length || x.rows[0] - y.rows[0],
  );
})();

// Pairs of events that nearly became one, by either of them; the likeliest first.
const nearOf = new Map();
db.near_joins.a.forEach((id, row) => {
  const [a, b] = [findEvent(id), findEvent(db.near_joins.b[row])];
  if (a === undefined || b === undefined || a === b) return;
  pushTo(nearOf, a, { row, other: b, mine: "a_report", theirs: "b_report" });
  pushTo(nearOf, b, { row, other: a, mine: "b_report", theirs: "a_report" });
});
for (const list of nearOf.values()) list.sort((x, y) => db.near_joins.score[y.row] - db.near_joins.score[x.row]);

const sourceRow = new Map(db.report_sources.report_id.map((id, row) => [reportIndex.get(id), row]));
const sourceKey = (r) => (sourceRow.has(r) ? db.report_sources.source[sourceRow.get(r)] : db.reports.document_id[r]);

// Things.
const thingIndex = indexOf(db.things.id);
const stagesOfThing = rowsBy(db.thing_stages.thing_id);
const factsOfThing = rowsBy(db.thing_facts.thing_id);
const thingNames = decodeTable(core.thing_names);
const namesOfThing = rowsBy(thingNames.thing_id);
const memberships = decodeTable(core.memberships);
const membersOf = rowsBy(memberships.organisation);
const thingsOfEvent = new Map();
const eventsOfThing = new Map();
db.event_things.event_id.forEach((id, row) => {
  const event = findEvent(id);
  const thing = db.event_things.thing_id[row];
  if (event === undefined || !thingIndex.has(thing)) return;
  pushTo(thingsOfEvent, event, thing);
  pushTo(eventsOfThing, thing, event);
});
const thingName = (id) => (thingIndex.has(id) ? db.things.name[thingIndex.get(id)] : id);
const thingLink = (id, stage) =>
  "#thing=" + encodeURIComponent(id) + (stage === undefined ? "" : "&stage=" + stage);
const thingAnchor = (id) => h("a", { href: thingLink(id) }, thingName(id));

let placesOfThings = null;
/** Where a document names things, in order: gathered once, when first asked for. */
function namedInDoc(doc) {
  if (placesOfThings === null) {
    placesOfThings = new Map();
    db.things.named.forEach((flat, i) => {
      for (const place of placesOf(flat)) pushTo(placesOfThings, place.doc, { ...place, thing: db.things.id[i] });
    });
    for (const list of placesOfThings.values()) list.sort((x, y) => x.start - y.start);
  }
  return placesOfThings.get(doc) || [];
}

// Corrections.
const correctionIndex = indexOf(db.corrections.id);
const correctionsOfEvent = (event) => {
  const ids = [
    ...(db.events.corrected[event] || []),
    ...reportsOf(event).flatMap((r) => db.reports.corrected[r] || []),
  ];
  return [...new Set(ids)];
};
