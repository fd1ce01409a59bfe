// Evidence: a sentence marked in its paragraph, with where it stands, when it was published and who claims it.

/** Split [start, end) at every boundary of the spans and say which spans cover each piece. */
function pieces(start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start && span.end > span.start);
  const cuts = new Set([start, end]);
  for (const span of inside) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, i) => ({
    from,
    to: places[i + 1],
    spans: inside.filter((span) => span.start <= from && span.end >= places[i + 1]),
  }));
}

function passagesAround(doc, start, end) {
  const { passages } = textOf(doc);
  const found = [];
  for (let i = 0; i < passages.n; i += 1)
    if (passages.start[i] < end && passages.end[i] > start) found.push([passages.start[i], passages.end[i]]);
  return found.length ? found : [[start, end]];
}

/** The paragraph, its evidence marked, with the spans that matter inside it. */
function quoted(doc, start, end, spans) {
  if (doc === undefined || !textOf(doc) || start === null)
    return h("p", { class: "missing" }, "The text of this document is not in this report.");
  const evidence = { start, end, kind: "evidence" };
  return h(
    "blockquote",
    {},
    passagesAround(doc, start, end).map(([from, to]) =>
      h(
        "p",
        {},
        pieces(from, to, [...spans, evidence]).map((piece) => {
          const text = slice(doc, piece.from, piece.to);
          const kinds = piece.spans.filter((span) => span !== evidence).map((span) => "span-" + span.kind);
          const inner = kinds.length ? h("span", { class: kinds.join(" ") }, text) : text;
          return piece.spans.includes(evidence) ? h("mark", {}, inner) : inner;
        }),
      ),
    ),
  );
}

function source(doc, start) {
  if (doc === undefined) return null;
  const basis = db.documents.published_basis[doc];
  const copies = db.documents.source_group.filter(
    (group) => group && group === db.documents.source_group[doc],
  ).length;
  return h(
    "figcaption",
    {},
    h("cite", {}, docTitle(doc)),
    " ",
    h(
      "span",
      { class: "byline" },
      byline(doc),
      basis && basis !== "none" ? " (" + label("published_basis", basis) + ")" : "",
      copies > 1 ? " · one of " + copies + " copies of one text" : "",
    ),
    " ",
    h("a", { href: docLink(doc, start) }, "Read it in the document", hidden(": " + docTitle(doc))),
  );
}

function details(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))),
  );
}

function reportSpans(r) {
  const reports = db.reports;
  const spans = [{ start: reports.trigger_start[r], end: reports.trigger_end[r], kind: "trigger" }];
  for (const row of reportActors[r])
    spans.push({ start: db.report_actors.start[row], end: db.report_actors.end[row], kind: "party" });
  for (const row of reportAmounts[r])
    spans.push({ start: db.quantities.start[row], end: db.quantities.end[row], kind: "amount" });
  if (reports.claimed_start[r] !== null)
    spans.push({ start: reports.claimed_start[r], end: reports.claimed_end[r], kind: "speaker" });
  const text = docOfReport[r] === undefined ? null : textOf(docOfReport[r]);
  if (text)
    for (let i = 0; i < text.dates.n; i += 1)
      if (text.dates.start[i] >= reports.start[r] && text.dates.end[i] <= reports.end[r])
        spans.push({ start: text.dates.start[i], end: text.dates.end[i], kind: "date" });
  return spans.filter((span) => span.start !== null && span.start !== undefined);
}

function reportParties(r) {
  const of = (role) => reportActors[r].filter((row) => db.report_actors.role[row] === role);
  const said = (row) =>
    actorName(db.report_actors.actor[row]) +
    (db.report_actors.resolved[row] ? " (" + label("resolved", db.report_actors.resolved[row]) + ")" : "");
  return [
    ["Who", listed(of("source").map(said))],
    ["To whom", listed(of("target").map(said))],
  ];
}

/** What a reader changed in a report, in one line each. */
const putRight = (r) =>
  known((db.reports.corrected[r] || []).map((id) => correctionIndex.get(id))).map((row) =>
    h("p", { class: "dim" }, "Put right: ", correctionLine(row), " (" + correctionDay(db.corrections.at[row]) + ")"),
  );

/** A report with its sentence; `number` is its place among the reports of its event. */
function reportFigure(r, number) {
  const reports = db.reports;
  const doc = docOfReport[r];
  const amounts = reportAmounts[r].map((row) =>
    amount(db.quantities.value[row], db.quantities.unit[row], db.quantities.currency[row]),
  );
  return h(
    "figure",
    { class: "evidence", id: "report-" + reports.id[r] },
    number ? h("p", { class: "ordinal" }, "Report " + number) : null,
    quoted(doc, reports.start[r], reports.end[r], reportSpans(r)),
    source(doc, reports.start[r]),
    details([
      ...reportParties(r),
      ["Says so", claimant(reports.voice[r], reports.claimed_by[r])],
      [
        "Date",
        when(reports.first[r], reports.last[r]) +
          (reports.date_basis[r] ? " (" + label("date_basis", reports.date_basis[r]) + ")" : ""),
      ],
      ["How far it got", label("status", reports.status[r])],
      ["Amounts", listed(amounts)],
    ]),
    putRight(r),
    h(
      "details",
      { class: "method" },
      h("summary", {}, "How this was read"),
      details([
        ["Type and mode", reports.event_type[r] + (reports.mode[r] ? " · " + modeName(reports.mode[r]) : "")],
        ["Rule", h("code", {}, reports.rule[r] || "not told")],
        ["Reader", reports.reader[r]],
        ["Confidence", decimals(reports.confidence[r], 2) + " of 1"],
        ["Report", h("code", {}, reports.id[r])],
      ]),
    ),
  );
}

/** Where the actors of a claim are named in its evidence. */
function namedIn(table, row, actors) {
  const doc = docIndex.get(table.document_id[row]);
  const text = doc === undefined ? null : textOf(doc);
  if (!text) return [];
  const lines = new Set(actors.filter(Boolean).map(lineage));
  const { start, end, actor } = text.mentions;
  return start
    .map((from, i) => ({ start: from, end: end[i], kind: "party", line: actor[i] && lineage(actor[i]) }))
    .filter((span) => span.start >= table.start[row] && span.end <= table.end[row] && lines.has(span.line));
}

const claimSpans = {
  relation: (row) => {
    const c = db.relation_claims;
    const trigger = { start: c.trigger_start[row], end: c.trigger_end[row], kind: "trigger" };
    return [trigger, ...namedIn(c, row, [c.a[row], c.b[row]])];
  },
  cause: (row) => {
    const c = db.causal_claims;
    return [
      { start: c.cause_start[row], end: c.cause_end[row], kind: "cause" },
      { start: c.trigger_start[row], end: c.trigger_end[row], kind: "trigger" },
      { start: c.effect_start[row], end: c.effect_end[row], kind: "effect" },
    ];
  },
  stance: (row) => {
    const c = db.stances;
    const object = { start: c.object_start[row], end: c.object_end[row], kind: "object" };
    return [object, ...namedIn(c, row, [c.actor[row]])];
  },
};

function claimTitle(kind, row) {
  if (kind === "relation")
    return (
      actorName(db.relation_claims.a[row]) + " – " + actorName(db.relation_claims.b[row]) + ": " + relationWords(row)
    );
  const doc = docIndex.get(claimTable[kind].document_id[row]);
  if (kind === "stance")
    return (
      actorName(db.stances.actor[row]) +
      " " +
      label("stance", db.stances.stance[row]) +
      ": " +
      shorten(sentence(doc, db.stances.object_start[row], db.stances.object_end[row]), 90)
    );
  const c = db.causal_claims;
  return (
    shorten(sentence(doc, c.cause_start[row], c.cause_end[row]), 70) +
    " → " +
    shorten(sentence(doc, c.effect_start[row], c.effect_end[row]), 70)
  );
}

function claimFigure(kind, row) {
  const t = claimTable[kind];
  const doc = docIndex.get(t.document_id[row]);
  const first = kind === "relation" && t.first[row] !== null ? ["When", when(t.first[row], t.last[row])] : null;
  return h(
    "figure",
    { class: "evidence" },
    quoted(doc, t.start[row], t.end[row], claimSpans[kind](row)),
    source(doc, t.start[row]),
    details(
      [
        kind === "cause" ? ["Reading", causeWords(row) + ", " + (label("cause_kind", t.kind[row]) || "")] : null,
        kind === "relation" ? ["The tie is said to be", relationWords(row)] : null,
        first,
        ["Says so", claimant(t.voice[row], t.claimed_by[row])],
        ["Hedged", t.hedged[row] ? "yes: said with a maybe" : null],
      ].filter(Boolean),
    ),
    h(
      "details",
      { class: "method" },
      h("summary", {}, "How this was read"),
      details([
        ["Rule", h("code", {}, t.rule[row] || "not told")],
        ["Confidence", decimals(t.confidence[row], 2) + " of 1"],
        ["Claim", h("code", {}, t.id[row])],
      ]),
    ),
  );
}
