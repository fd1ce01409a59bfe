// Words in a text as evidence: the sentence around them, with the words marked.

/** Sentences that the record knows, by document: gathered once, when first asked for. */
let sentencesByDoc = null;
function sentencesOf(doc) {
  if (sentencesByDoc === null) {
    sentencesByDoc = Array.from({ length: db.documents.n }, () => []);
    const add = (at, start, end) => {
      if (at !== undefined && start !== null && end !== null) sentencesByDoc[at].push([start, end]);
    };
    for (const table of [db.reports, ...Object.values(claimTable), db.thing_facts])
      table.document_id.forEach((id, row) => add(docIndex.get(id), table.start[row], table.end[row]));
    for (const flat of db.thing_stages.evidence)
      for (const place of placesOf(flat)) add(place.doc, place.start, place.end);
  }
  return sentencesByDoc[doc];
}

const ENDS = /[.!?]["'”’)\]]*\s+(?=["'“‘(]?[A-Z0-9])/g;
const SHORT = /(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|St|Gov|Sen|Rep|Prof|No|vs|[A-Z]\.[A-Z])\.["'”’)\]]*\s+$/;

/** [start, end) of the sentence around a place: one that the record knows, else cut from its paragraph. */
function sentenceAround(doc, start, end) {
  const knownOnes = sentencesOf(doc).filter(([from, to]) => from <= start && to >= end);
  if (knownOnes.length) return knownOnes.reduce((x, y) => (y[1] - y[0] < x[1] - x[0] ? y : x));
  const [[low, high]] = passagesAround(doc, start, end);
  let [from, to] = [low, Math.max(high, end)];
  const text = slice(doc, low, high);
  const characters = textOf(doc).units ? (at) => [...text.slice(0, at)].length : (at) => at;
  for (const found of text.matchAll(ENDS)) {
    const at = found.index + found[0].length;
    if (SHORT.test(text.slice(Math.max(0, at - 8), at))) continue;
    const place = low + characters(at);
    if (place <= start) from = place;
    else if (place >= end) {
      to = place;
      break;
    }
  }
  return [from, to];
}

/** Places as figures: those in one sentence together, each document with a link to it. */
function placeFigures(places, { kind = "said", more = () => [] } = {}) {
  const sentences = new Map();
  for (const place of places) {
    if (!textOf(place.doc)) continue;
    const [from, to] = sentenceAround(place.doc, place.start, place.end);
    const key = place.doc + " " + from + " " + to;
    if (!sentences.has(key)) sentences.set(key, { doc: place.doc, start: from, end: to, spans: [] });
    if (place.start > from || place.end < to) sentences.get(key).spans.push({ ...place, kind });
  }
  return [...sentences.values()].map((found) => sentenceFigure(
    found.doc,
    found.start,
    found.end,
    found.spans,
    more(found),
  ));
}

function sentenceFigure(doc, start, end, spans, more) {
  return h(
    "figure",
    { class: "evidence small" },
    h("blockquote", {}, h("p", {}, markedSentence(doc, start, end, spans))),
    source(doc, start),
    more,
  );
}

/** The first few figures; the rest opens. */
function fewFigures(figures, most = 3) {
  if (figures.length <= most + 1) return figures;
  return [
    figures.slice(0, most),
    h(
      "details",
      { class: "rest" },
      h("summary", {}, many(figures.length - most, "more sentence")),
      figures.slice(most),
    ),
  ];
}

/** The evidence alone, with the spans that matter in it. */
function markedSentence(doc, start, end, spans) {
  if (doc === undefined || !textOf(doc)) return "The text of this document is not in this report.";
  return pieces(start, end, spans).map((piece) => {
    const text = slice(doc, piece.from, piece.to).replace(/\s+/g, " ");
    if (!piece.spans.length) return text;
    const classes = piece.spans.map((span) => "span-" + span.kind).join(" ");
    return piece.spans.some((span) => span.kind === "said")
      ? h("mark", { class: classes }, text)
      : h("span", { class: classes }, text);
  });
}
