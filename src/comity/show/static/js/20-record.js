// The record: the columns of the store as arrays, and the ways from one row to another.

const block = (id) => {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
};

function decodeColumn(column, rows) {
  if (Array.isArray(column)) return column;
  if ("c" in column) return new Array(rows).fill(column.c);
  if ("x" in column) return column.v.map((value) => (value === null ? null : value / column.x));
  if ("l" in column) return column.l.map((codes) => codes.map((code) => column.d[code]));
  return column.i.map((code) => (code < 0 ? null : column.d[code]));
}

/** Ids of another table's rows, given by their places. */
function decodeIds(column) {
  const { id } = db[column.r];
  if (column.l) return column.l.map((places) => places.map((place) => id[place]));
  return column.i ? column.i.map((place) => (place < 0 ? null : id[place])) : id;
}

function decodeTable(table) {
  const columns = { n: table.n };
  for (const [name, column] of Object.entries(table.columns))
    if (!column.r) columns[name] = decodeColumn(column, table.n);
  return columns;
}

const core = block("record");
const db = {};
for (const [name, table] of Object.entries(core.tables)) db[name] = decodeTable(table);
for (const [name, table] of Object.entries(core.tables))
  for (const [key, column] of Object.entries(table.columns)) if (column.r) db[name][key] = decodeIds(column);
const coverage = decodeTable(core.coverage);
const vocabulary = core.vocabulary;
const words = vocabulary.words;
const typeInfo = new Map(vocabulary.types.map(([type, quad, score, meaning]) => [type, { quad, score, meaning }]));

const indexOf = (ids) => new Map(ids.map((id, i) => [id, i]));
const docIndex = indexOf(db.documents.id);
const actorIndex = indexOf(db.actors.id);
const eventIndex = indexOf(db.events.id);
const reportIndex = indexOf(db.reports.id);
const claimIndex = {
  relation: indexOf(db.relation_claims.id),
  cause: indexOf(db.causal_claims.id),
  stance: indexOf(db.stances.id),
};
const claimTable = { relation: db.relation_claims, cause: db.causal_claims, stance: db.stances };

function groups(size, keys, value) {
  const made = Array.from({ length: size }, () => []);
  keys.forEach((key, row) => {
    if (key !== undefined) made[key].push(value ? value(row) : row);
  });
  return made;
}

const label = (kind, value) =>
  value === null || value === undefined
    ? ""
    : words[kind] && words[kind][value]
      ? words[kind][value][0]
      : String(value);
const about = (kind, value) => (words[kind] && words[kind][value] ? words[kind][value][1] : "");

// Actors. A relation runs along the lineage: the Soviet Union and Russia are one line.
const actorName = (id) =>
  id === null || id === undefined ? "not named" : actorIndex.has(id) ? db.actors.name[actorIndex.get(id)] || id : id;
const lineage = (id) => (actorIndex.has(id) ? db.actors.lineage[actorIndex.get(id)] || id : id);
const actorKind = (id) => (actorIndex.has(id) ? db.actors.kind[actorIndex.get(id)] : null);
const namesOf = (ids) => (ids.length ? listed(ids.map(actorName)) : "not named");

// Reports and events.
const reportActors = groups(
  db.reports.n,
  db.report_actors.report_id.map((id) => reportIndex.get(id)),
);
const reportAmounts = groups(
  db.reports.n,
  db.quantities.report_id.map((id) => reportIndex.get(id)),
);
const eventReports = groups(
  db.events.n,
  db.event_reports.event_id.map((id) => eventIndex.get(id)),
);
const eventOfReport = new Map(
  db.event_reports.report_id.map((id, row) => [id, eventIndex.get(db.event_reports.event_id[row])]),
);
const joinRow = new Map(db.event_reports.report_id.map((id, row) => [id, row]));
const docOfReport = db.reports.document_id.map((id) => docIndex.get(id));
const published = (r) => db.documents.published_first[docOfReport[r] ?? -1] ?? Infinity;
// The reports of each event, those published first before the others.
const reportsByEvent = eventReports.map((rows) =>
  rows
    .map((row) => reportIndex.get(db.event_reports.report_id[row]))
    .filter((r) => r !== undefined)
    .sort((x, y) => (published(x) === published(y) ? x - y : published(x) - published(y))),
);
const reportsOf = (event) => reportsByEvent[event];
const eventDocs = db.events.id.map((_, event) => [...new Set(reportsOf(event).map((r) => docOfReport[r]))]);
/** The event of an id of its own, of one of its reports, or of what either was called in an earlier build. */
function findEvent(id) {
  const now = Object.hasOwn(core.changed_ids, id) ? core.changed_ids[id] : id;
  return eventIndex.has(now) ? eventIndex.get(now) : eventOfReport.get(now);
}

const DONE = new Set(["happened", "ongoing"]);
const isDone = (event) => DONE.has(db.events.status[event]);
const quadOf = (event) => db.events.quad[event] ?? (typeInfo.get(db.events.event_type[event]) || {}).quad ?? null;
// Cooperation or hostility goes by the score, as the tally does: a request has none and is neither.
const scoreOf = (event) => db.events.score[event] ?? (typeInfo.get(db.events.event_type[event]) || {}).score ?? 0;
const toneOf = (event) => (scoreOf(event) > 0 ? "coop" : scoreOf(event) < 0 ? "host" : "plain");
const middle = (event) =>
  db.events.first[event] === null
    ? null
    : (db.events.first[event] + (db.events.last[event] ?? db.events.first[event])) / 2;

// Dyads: every pair of lineages that an event, claim or tally joins.
const pairKey = (a, b) => (a < b ? a + "|" + b : b + "|" + a);
const dyads = new Map();
function dyadOf(a, b) {
  const [x, y] = [lineage(a), lineage(b)];
  if (x === null || y === null || x === undefined || y === undefined || x === y) return null;
  const key = pairKey(x, y);
  if (!dyads.has(key)) {
    const [p, q] = key.split("|");
    dyads.set(key, { key, a: p, b: q, events: [], claims: [], stances: [], tallies: [], facts: [], weight: 0 });
  }
  return dyads.get(key);
}

function pairsOf(event) {
  const { sources, targets, symmetric } = db.events;
  const left = sources[event] || [];
  const right = targets[event] || [];
  const pairs = new Map();
  const join = (a, b) => {
    const dyad = dyadOf(a, b);
    if (dyad) pairs.set(dyad.key, dyad);
  };
  if (symmetric[event]) {
    const all = [...left, ...right];
    all.forEach((a, i) => all.slice(i + 1).forEach((b) => join(a, b)));
  } else left.forEach((a) => right.forEach((b) => join(a, b)));
  return [...pairs.values()];
}

const eventPairs = db.events.id.map((_, event) => pairsOf(event));
eventPairs.forEach((pairs, event) => pairs.forEach((dyad) => dyad.events.push(event)));
db.relation_claims.id.forEach((_, row) => {
  const dyad = dyadOf(db.relation_claims.a[row], db.relation_claims.b[row]);
  if (dyad) dyad.claims.push(row);
});
db.stances.id.forEach((_, row) => {
  const dyad = db.stances.object_actor[row] && dyadOf(db.stances.actor[row], db.stances.object_actor[row]);
  if (dyad) dyad.stances.push(row);
});
db.tallies.a.forEach((_, row) => {
  const dyad = dyadOf(db.tallies.a[row], db.tallies.b[row]);
  if (dyad) dyad.tallies.push(row);
});
db.standing_facts.a.forEach((_, row) => {
  const key = pairKey(db.standing_facts.a[row], db.standing_facts.b[row]);
  // What only comity's own tables know makes no relation of these documents.
  const dyad = db.standing_facts.origin[row] === "table" ? dyads.get(key) : dyadOf(...key.split("|"));
  if (dyad) dyad.facts.push(row);
});
for (const dyad of dyads.values()) dyad.weight = dyad.events.length + dyad.claims.length + dyad.stances.length / 2;
const dyadsByWeight = [...dyads.values()].sort((x, y) => y.weight - x.weight || byText(x.key, y.key));
const dyadName = (dyad) => [actorName(dyad.a), actorName(dyad.b)].sort(byText).join(" – ");
const dyadLink = (dyad) => "#dyad=" + encodeURIComponent(dyad.a) + "," + encodeURIComponent(dyad.b);
const isStates = (dyad) => actorKind(dyad.a) === "state" && actorKind(dyad.b) === "state";

const lineageEvents = new Map();
eventPairs.forEach((_, event) => {
  const lines = new Set([...(db.events.sources[event] || []), ...(db.events.targets[event] || [])].map(lineage));
  lines.forEach((line) => {
    if (!lineageEvents.has(line)) lineageEvents.set(line, []);
    lineageEvents.get(line).push(event);
  });
});

// Texts. Offsets count characters (code points); JavaScript counts UTF-16 units, so texts with rare characters get a map.
const textCache = new Map();
function textOf(doc) {
  if (!textCache.has(doc)) {
    const read = block("text-" + doc);
    textCache.set(
      doc,
      read && {
        text: read.text,
        units: /[\ud800-\udfff]/.test(read.text) ? unitMap(read.text) : null,
        length: 0,
        passages: decodeTable(read.passages),
        dates: decodeTable(read.dates),
        mentions: decodeTable(read.mentions),
      },
    );
    const made = textCache.get(doc);
    if (made) made.length = made.units ? made.units.length - 1 : made.text.length;
  }
  return textCache.get(doc);
}

function unitMap(text) {
  const units = [];
  let at = 0;
  for (const character of text) {
    units.push(at);
    at += character.length;
  }
  units.push(at);
  return units;
}

function slice(doc, start, end) {
  const made = textOf(doc);
  if (!made || start === null || end === null || start === undefined || end === undefined) return "";
  return made.units ? made.text.slice(made.units[start], made.units[end]) : made.text.slice(start, end);
}

const sentence = (doc, start, end) => slice(doc, start, end).replace(/\s+/g, " ").trim();
const docTitle = (doc) =>
  doc === undefined ? "a document that is not in this report" : db.documents.title[doc] || db.documents.id[doc];
const docDate = (doc) => when(db.documents.published_first[doc], db.documents.published_last[doc]);
const docLink = (doc, start) =>
  "#doc=" + encodeURIComponent(db.documents.id[doc]) + (start === undefined || start === null ? "" : "&at=" + start);
const readDocs = db.documents.status
  .map((status, doc) => (document.getElementById("text-" + doc) && status !== "failed" ? doc : -1))
  .filter((doc) => doc >= 0);
