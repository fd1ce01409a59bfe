// The documents: what was read of each, and how much of it.

const SORTS = {
  date: { text: "Date of publication", key: (doc) => db.documents.published_first[doc] ?? Infinity },
  title: { text: "Title", key: (doc) => docTitle(doc) },
  events: { text: "Most reports first", key: (doc) => -docReports[doc].length },
  uncoded: {
    text: "Most paragraphs without anything read first",
    key: (doc) => coverage.coded[doc] - coverage.prose[doc],
  },
};
const docReports = groups(db.documents.n, docOfReport);

function statusOf(doc) {
  const d = db.documents;
  if (d.status[doc] === "failed") return "could not be read: " + reasonText(doc);
  if (d.status[doc] === "set aside") return "set aside: " + reasonText(doc);
  return "read";
}

function documentsView(value, params) {
  const filters = { sort: params.get("sort") in SORTS ? params.get("sort") : "date", q: params.get("q") || "" };
  const result = h("div", {});
  const summary = h("p", { class: "result-count", "aria-live": "polite" });
  const update = () => {
    const wanted = queryWords(filters.q);
    const key = SORTS[filters.sort].key;
    const docs = db.documents.id
      .map((_, doc) => doc)
      .filter((doc) =>
        holdsAll(fold([docTitle(doc), byline(doc), db.documents.id[doc], db.documents.path[doc]].join(" ")), wanted),
      )
      .map((doc) => [key(doc), doc])
      .sort(
        (x, y) => (typeof x[0] === "string" ? byText(x[0], y[0]) : x[0] === y[0] ? 0 : x[0] - y[0]) || x[1] - y[1],
      )
      .map(([, doc]) => doc);
    rememberView(
      "#documents" +
        (filters.sort === "date" ? "" : "&sort=" + filters.sort) +
        (filters.q ? "&q=" + encodeURIComponent(filters.q) : ""),
    );
    clear(summary).append(many(docs.length, "document"));
    fill(clear(result), [
      docs.length
        ? paged(
            docs.length,
            100,
            (from, to) =>
              tableOf(
                "Documents",
                [
                  "Document",
                  "Published",
                  { text: "Reports", class: "number" },
                  { text: "Paragraphs read", class: "number" },
                  { text: "Nothing read in", class: "number" },
                  "Status",
                ],
                docs.slice(from, to).map(documentRow),
                { rowHeads: true, captionHidden: true, className: "documents" },
              ),
            "documents",
          )
        : h("p", { class: "note" }, "No document fits."),
    ]);
  };
  requestAnimationFrame(update);
  return {
    title: "Documents",
    nodes: [
      heading(
        "Documents",
        "Every document, with all its paragraphs: open one to see what was read in it and what was not.",
      ),
      h(
        "form",
        { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() },
        select(
          "sort",
          "Order",
          filters,
          Object.entries(SORTS).map(([name, sort]) => [name, sort.text]),
          (name, sort) => {
            filters.sort = sort;
            update();
          },
        ),
        typed(
          "q",
          "With the words",
          filters,
          (name, text) => {
            filters.q = text;
            update();
          },
          { type: "search", spellcheck: "false" },
        ),
      ),
      summary,
      result,
    ],
  };
}

function documentRow(doc) {
  const d = db.documents;
  const problems = d.problems[doc] || [];
  return [
    [
      docTitleLink(doc),
      h("p", { class: "snippet" }, [d.outlet[doc], d.author[doc]].filter(Boolean).join(" · ") || d.path[doc]),
    ],
    [
      h("span", { class: "nowrap" }, docDate(doc)),
      d.published_first[doc] === null
        ? null
        : h("p", { class: "snippet" }, label("published_basis", d.published_basis[doc])),
    ],
    docReports[doc].length
      ? h(
          "a",
          { href: addressOf("events", { doc: d.id[doc] }) },
          count(docReports[doc].length),
          hidden(" in " + docTitle(doc)),
        )
      : "0",
    count(coverage.prose[doc]),
    count(coverage.prose[doc] - coverage.coded[doc]),
    [statusOf(doc), problems.length ? h("p", { class: "snippet" }, problems.join("; ")) : null],
  ];
}
