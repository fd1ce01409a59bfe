// Search over actors, events and sentences.

const foldedPassages = new Map();
function passagesFolded(doc) {
  if (!foldedPassages.has(doc)) {
    const { passages } = textOf(doc);
    foldedPassages.set(
      doc,
      passages.start.map((start, i) => fold(slice(doc, start, passages.end[i]))),
    );
  }
  return foldedPassages.get(doc);
}

function findPassages(wanted) {
  const found = [];
  for (const doc of readDocs) {
    passagesFolded(doc).forEach((text, i) => {
      if (textOf(doc).passages.kind[i] !== "furniture" && holdsAll(text, wanted)) found.push([doc, i]);
    });
  }
  return found;
}

/** The passage around the first of the words, with the words marked. */
function withHits(text, wanted) {
  const lower = text.toLowerCase();
  const first = Math.max(
    0,
    Math.min(
      ...wanted
        .map((word) => lower.indexOf(word))
        .filter((at) => at >= 0)
        .concat(lower.length),
    ) - 90,
  );
  const from = first >= lower.length ? 0 : first;
  const piece = (from ? "… " : "") + text.slice(from, from + 320).trim() + (text.length > from + 320 ? " …" : "");
  const pattern = new RegExp(
    "(" + wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")",
    "i",
  );
  return piece
    .split(new RegExp(pattern.source, "gi"))
    .map((part) => (pattern.test(part) && part ? h("mark", {}, part) : part));
}

function searchView(query) {
  const wanted = queryWords(query || "");
  document.getElementById("find-words").value = plain(query || "");
  if (!wanted.length)
    return {
      title: "Search",
      nodes: [
        heading("Search", "Type names or words above: actors, events and sentences that hold all of them are found."),
      ],
    };
  const actors = db.actors.id
    .filter((id) => holdsAll(fold(actorName(id) + " " + id), wanted))
    .sort(
      (x, y) =>
        (lineageEvents.get(lineage(y)) || []).length - (lineageEvents.get(lineage(x)) || []).length || byText(x, y),
    );
  const events = eventsInTime.filter((event) => holdsAll(foldedEvent(event), wanted));
  const things = thingRows.filter((i) =>
    holdsAll(fold([db.things.name[i], db.things.id[i], ...(db.things.aliases[i] || [])].join(" ")), wanted),
  );
  const found = findPassages(wanted);
  announce(actors.length + " actors, " + events.length + " events, " + found.length + " paragraphs found");
  return {
    title: "Search: " + query,
    keepFocus: true,
    nodes: [
      heading(
        ["Search: ", h("q", {}, query)],
        many(actors.length, "actor") +
          ", " +
          many(events.length, "event") +
          ", " +
          many(found.length, "paragraph") +
          " with all of these words.",
      ),
      actors.length
        ? [
            h("h2", {}, "Actors"),
            paged(
              actors.length,
              30,
              (from, to) =>
                h(
                  "ul",
                  { class: "plain-list" },
                  actors
                    .slice(from, to)
                    .map((id) =>
                      h(
                        "li",
                        {},
                        h("a", { href: "#actor=" + encodeURIComponent(id) }, actorName(id)),
                        h(
                          "span",
                          { class: "dim" },
                          " " +
                            (actorKind(id) || "") +
                            ", " +
                            many((lineageEvents.get(lineage(id)) || []).length, "event"),
                        ),
                      ),
                    ),
                ),
              "actors",
            ),
          ]
        : null,
      things.length ? [h("h2", {}, "Things"), thingsTable(things, "Things")] : null,
      events.length
        ? [
            h("h2", {}, "Events"),
            h("p", {}, h("a", { href: "#events&q=" + encodeURIComponent(query) }, "On the timeline")),
            eventList(events),
          ]
        : null,
      found.length
        ? [
            h("h2", {}, "Paragraphs"),
            paged(
              found.length,
              20,
              (from, to) =>
                h(
                  "ul",
                  { class: "claims" },
                  found.slice(from, to).map(([doc, i]) => {
                    const { passages } = textOf(doc);
                    return h(
                      "li",
                      { class: "claim" },
                      h("p", {}, withHits(sentence(doc, passages.start[i], passages.end[i]), wanted)),
                      h(
                        "p",
                        { class: "dim" },
                        h("a", { href: docLink(doc, passages.start[i]) }, docTitle(doc)),
                        " · ",
                        byline(doc),
                      ),
                    );
                  }),
                ),
              "paragraphs",
            ),
          ]
        : null,
      !actors.length && !things.length && !events.length && !found.length
        ? h("p", { class: "note" }, "Nothing holds all of these words.")
        : null,
    ],
  };
}
