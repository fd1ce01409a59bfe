// How an event or claim is said in words and shown in a row.

const typeName = (event) => db.events.event_type[event];
const modeName = (mode) => (mode ? String(mode).replaceAll("_", " ").replaceAll("-", " ").toLowerCase() : "");

/** "Pakistan → Russia", or "↔" where the parties may stand on either side; read aloud as words. */
function parties(sources, targets, symmetric) {
  const left = sources.length ? namesOf(sources) : "somebody not named";
  if (!targets.length) return h("span", { class: "who" }, left);
  if (!sources.length && symmetric) return h("span", { class: "who" }, namesOf(targets));
  return h(
    "span",
    { class: "who" },
    left,
    h("span", { class: "arrow", "aria-hidden": "true" }, symmetric ? " ↔ " : " → "),
    hidden(symmetric ? " with " : " to "),
    namesOf(targets),
  );
}
const whoOf = (event) =>
  parties(db.events.sources[event] || [], db.events.targets[event] || [], db.events.symmetric[event]);

function whoText(event) {
  const [left, right] = [db.events.sources[event] || [], db.events.targets[event] || []];
  if (!right.length || !left.length)
    return left.length ? namesOf(left) : right.length ? namesOf(right) : "somebody not named";
  return namesOf(left) + (db.events.symmetric[event] ? " ↔ " : " → ") + namesOf(right);
}

const eventDate = (event) => when(db.events.first[event], db.events.last[event]);
const eventTitle = (event) => whoText(event) + ": " + label("event_type", typeName(event)) + ", " + eventDate(event);
const eventLink = (event) => "#event=" + db.events.id[event];

// A mark for each state of an event: shape and fill say how far it got, so that colour is never alone.
const SHAPES = { planned: "ring", demanded: "triangle", denied: "cross", stalled: "diamond", hypothetical: "dotted" };
function shapePath(shape, r) {
  if (shape === "triangle") return "M0," + -r + "L" + r + "," + r * 0.8 + "L" + -r + "," + r * 0.8 + "Z";
  if (shape === "diamond") return "M0," + -r * 1.15 + "L" + r * 1.15 + ",0L0," + r * 1.15 + "L" + -r * 1.15 + ",0Z";
  if (shape === "cross") return "M" + -r + "," + -r + "L" + r + "," + r + "M" + r + "," + -r + "L" + -r + "," + r;
  return "M" + r + ",0A" + r + "," + r + " 0 1 1 " + -r + ",0A" + r + "," + r + " 0 1 1 " + r + ",0Z";
}
const strength = (event) => {
  const quad = quadOf(event);
  return quad === 2 || quad === 4 ? "material" : "verbal";
};
function markOf(event, r) {
  const shape = isDone(event) ? "disc" : SHAPES[db.events.status[event]] || "ring";
  return s("path", { d: shapePath(shape, r), class: "mark " + shape + " " + toneOf(event) + " " + strength(event) });
}
function glyph(event) {
  return s(
    "svg",
    { class: "glyph", viewBox: "-7 -7 14 14", width: "14", height: "14", "aria-hidden": "true" },
    markOf(event, 4.6),
  );
}
function sampleGlyph(shape, tone, material) {
  return s(
    "svg",
    { class: "glyph", viewBox: "-7 -7 14 14", width: "14", height: "14", "aria-hidden": "true" },
    s("path", {
      d: shapePath(shape, 4.6),
      class: "mark " + shape + " " + tone + " " + (material ? "material" : "verbal"),
    }),
  );
}

function statusChip(status) {
  if (!status) return null;
  return h(
    "span",
    { class: "chip status " + (DONE.has(status) ? "done" : "open"), title: about("status", status) },
    label("status", status),
  );
}
const typeChip = (event) =>
  h(
    "span",
    { class: "chip type " + toneOf(event), title: typeName(event) + ": " + about("event_type", typeName(event)) },
    label("event_type", typeName(event)),
  );

function relationWords(row) {
  const { level, change } = db.relation_claims;
  const said = [];
  if (level[row] !== null) said.push({ 1: "good", 0: "neither good nor bad", "-1": "bad" }[level[row]]);
  if (change[row] !== null) said.push({ 1: "improving", 0: "unchanged", "-1": "worsening" }[change[row]]);
  return said.length ? said.join(", ") : "left open";
}
function relationTone(row) {
  const value = db.relation_claims.level[row] || db.relation_claims.change[row] || 0;
  return value > 0 ? "coop" : value < 0 ? "host" : "plain";
}
const signTone = (sign) => (sign > 0 ? "coop" : sign < 0 ? "host" : "plain");
function causeWords(row) {
  const claims = db.causal_claims;
  const verb =
    claims.sign[row] > 0
      ? "↑ raises or brings about"
      : claims.sign[row] < 0
        ? "↓ lowers or prevents"
        : label("cause_kind", claims.kind[row]) || "bears on";
  return (claims.negated[row] ? "does not: " : "") + verb;
}

function claimant(voice, actor) {
  if (!voice || voice === "document") return "the document itself";
  if (voice === "unnamed") return "an unnamed speaker";
  return (actor ? actorName(actor) : "somebody") + " (" + label("voice", voice) + ")";
}

function byline(doc) {
  const { outlet, author } = db.documents;
  const date = db.documents.published_first[doc] === null ? "no publication date" : docDate(doc);
  return [outlet[doc], author[doc], date].filter(Boolean).join(" · ");
}

/** All the words of an event a search should find, without its sentences. */
function eventWords(event) {
  const e = db.events;
  return [
    whoText(event),
    (e.sources[event] || []).join(" "),
    (e.targets[event] || []).join(" "),
    e.event_type[event],
    label("event_type", e.event_type[event]),
    modeName(e.mode[event]),
    e.issue[event],
    label("status", e.status[event]),
    e.thing[event],
    e.place[event],
  ]
    .filter(Boolean)
    .join(" ");
}

const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
const foldedEvents = new Map();
function foldedEvent(event) {
  if (!foldedEvents.has(event)) {
    const sentences = reportsOf(event).map((r) =>
      docOfReport[r] === undefined ? "" : sentence(docOfReport[r], db.reports.start[r], db.reports.end[r]),
    );
    foldedEvents.set(event, fold(eventWords(event) + " " + sentences.join(" ")));
  }
  return foldedEvents.get(event);
}
const queryWords = (query) => fold(query).split(/\s+/).filter(Boolean);
const holdsAll = (text, wanted) => wanted.every((word) => text.includes(word));

/** The first sentence that reports an event, shortened. */
function snippet(event, length = 180) {
  const r = reportsOf(event)[0];
  return r === undefined || docOfReport[r] === undefined
    ? ""
    : shorten(sentence(docOfReport[r], db.reports.start[r], db.reports.end[r]), length);
}

function sourcesLine(event) {
  const { documents, independent_sources: independent, reports } = db.events;
  if (reports[event] === 1) return "1 report";
  const texts = many(reports[event], "report") + " in " + many(documents[event], "document");
  return independent[event] < documents[event]
    ? texts + ", " + many(independent[event], "independent source")
    : texts;
}
