// Where sources disagree: each side with its value, its documents and its sentences, next to one another.

function disagreementCard(event, level) {
  const fields = disagreements.get(event);
  const below = level === "h2" ? "h3" : "h4";
  return h(
    "article",
    { class: "differ-card", id: "differ-" + db.events.id[event] },
    h(
      level,
      {},
      eventLine(event),
    ),
    [...fields].map(([field, rows]) =>
      h(
        "div",
        {},
        h(below, { class: "field-name" }, label("field", field) || field),
        h(
          "div",
          { class: "sides" },
          [...rows].sort((x, y) => db.disagreements.side[x] - db.disagreements.side[y]).map((row) => sideOf(row)),
        ),
      ),
    ),
  );
}

function sideOf(row) {
  const d = db.disagreements;
  const reports = (d.report_ids[row] || []).map((id) => reportIndex.get(id)).filter((r) => r !== undefined);
  const docs = (d.document_ids[row] || []).map((id) => docIndex.get(id)).filter((doc) => doc !== undefined);
  return h(
    "div",
    { class: "side" },
    h("p", { class: "side-value" }, sayValue(d.field[row], d.value[row])),
    h("p", { class: "dim" }, many(docs.length, "document")),
    reports.map((r) =>
      h(
        "figure",
        { class: "evidence small" },
        h(
          "blockquote",
          {},
          h("p", {}, markedSentence(docOfReport[r], db.reports.start[r], db.reports.end[r], reportSpans(r))),
        ),
        source(docOfReport[r], db.reports.start[r]),
      ),
    ),
  );
}

/** The evidence alone, with the spans that matter in it. */
function markedSentence(doc, start, end, spans) {
  if (doc === undefined || !textOf(doc)) return "The text of this document is not in this report.";
  return pieces(start, end, spans).map((piece) => {
    const text = slice(doc, piece.from, piece.to).replace(/\s+/g, " ");
    return piece.spans.length
      ? h("span", { class: piece.spans.map((span) => "span-" + span.kind).join(" ") }, text)
      : text;
  });
}

function disagreementsView(value, params) {
  const wanted = params.get("event");
  const all = eventsInTime.filter((event) => disagreements.has(event));
  const one = wanted ? findEvent(wanted) : undefined;
  const shown = one !== undefined && disagreementsOf.has(one) ? [...disagreementsOf.get(one)] : all;
  return {
    title: "Disagreements",
    nodes: [
      heading(
        "Where sources disagree",
        "Reports of what looks like one event that differ on a date, an amount, a place, the parties or how far it got. None is taken to be right.",
      ),
      h(
        "p",
        { class: "result-count" },
        shown.length === all.length
          ? many(all.length, "event") + " on which sources differ"
          : ["One of " + count(all.length) + ". ", h("a", { href: "#disagreements" }, "Show all")],
      ),
      shown.length
        ? paged(
            shown.length,
            20,
            (from, to) =>
              h(
                "div",
                {},
                shown.slice(from, to).map((event) => disagreementCard(event, "h2")),
              ),
            "events",
          )
        : h(
            "p",
            { class: "note" },
            "No disagreement was found among the reports of one event. Events reported once cannot disagree.",
          ),
    ],
  };
}
