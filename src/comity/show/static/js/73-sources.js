// Who tells what: outlets and authors, what only one of them says, who is quoted, and what is copied.

const isRejected = (r) => Boolean(db.reports.rejected[r]);
const tellers = core.tellers.map(([kind, name, docs, reports]) => ({
  kind,
  name,
  docs,
  reports: (reports || docs.flatMap((doc) => docReports[doc])).filter((r) => !isRejected(r)),
}));
const tellerLink = (teller) => "#source=" + encodeURIComponent(teller.kind + ":" + teller.name);
const TELLER_KINDS = ["outlet", "author", "document", "credited"];
const eventsOfReportRows = (rows) => [...new Set(known(rows.map((r) => eventOfReport.get(db.reports.id[r]))))];

function tellerEvents(teller) {
  if (!teller.events) {
    const own = new Set(teller.reports);
    teller.events = eventsOfReportRows(teller.reports);
    teller.alone = teller.events.filter((event) => reportsOf(event).every((r) => own.has(r)));
  }
  return teller.events;
}

/** Disagreements in which a source takes one side, and whether more, as many or fewer sources stand on it. */
function tellerDisputes(teller) {
  const d = db.disagreements;
  const own = new Set(teller.docs.map((doc) => db.documents.id[doc]));
  const found = [];
  for (const difference of differences) {
    const mine = difference.rows.filter((row) => (d.document_ids[row] || []).some((id) => own.has(id)));
    if (mine.length !== 1 || difference.rows.length < 2) continue;
    const most = Math.max(...difference.rows.filter((row) => row !== mine[0]).map((row) => d.sources[row] || 0));
    const size = d.sources[mine[0]] || 0;
    found.push({ difference, row: mine[0], side: size > most ? "more" : size < most ? "fewer" : "even" });
  }
  return found;
}

const share = (part, whole) => (whole ? Math.round((100 * part) / whole) + "%" : "–");
const reportedEvents = db.events.id.map((_, event) => event).filter((event) => reportsOf(event).length).length;
const tellerName = (teller) => (teller.kind === "document" ? docTitle(docIndex.get(teller.name)) : teller.name);

function tellersTable(list, caption) {
  return paged(
    list.length,
    PAGE,
    (from, to) =>
      tableOf(
        caption,
        [
          "Source",
          { text: "Documents", class: "number" },
          { text: "Reports", class: "number" },
          { text: "Events", class: "number" },
          { text: "Share of events", class: "number" },
          { text: "Only it tells", class: "number" },
          { text: "Differs with others", class: "number" },
        ],
        list.slice(from, to).map((teller) => {
          const events = tellerEvents(teller);
          const disputes = tellerDisputes(teller).length;
          return [
            h("a", { href: tellerLink(teller) }, tellerName(teller)),
            count(teller.docs.length),
            count(teller.reports.length),
            h(
              "a",
              { href: tellerLink(teller) },
              count(events.length),
              hidden(" events told by " + tellerName(teller)),
            ),
            share(events.length, reportedEvents),
            teller.alone.length ? h(
              "a",
              { href: tellerLink(teller) },
              count(teller.alone.length),
              hidden(" events that only " + tellerName(teller) + " tells"),
            ) : "0",
            disputes
              ? h(
                  "a",
                  { href: tellerLink(teller) },
                  count(disputes),
                  hidden(" disagreements of " + tellerName(teller)),
                )
              : "0",
          ];
        }),
        { rowHeads: true, captionHidden: true, className: "tellers" },
      ),
    "sources",
  );
}

function sourcesView() {
  const sets = copies();
  const quoted = speakers();
  return {
    title: "Sources",
    nodes: [
      heading(
        "Who tells what",
        "How much of this record rests on each outlet and author, what only one of them tells, whom they quote, and which texts are copies of others.",
      ),
      TELLER_KINDS.map((kind) => {
        const list = tellers.filter((teller) => teller.kind === kind);
        if (!list.length) return null;
        return [h("h2", {}, about("teller", kind)), tellersTable(list, about("teller", kind))];
      }),
      h("h2", {}, "Who is quoted"),
      quoted.length
        ? [
            h(
              "p",
              { class: "dim" },
              "Actors whose words the documents give, in quotation marks or not. Claims are those about ties, causes and stances.",
            ),
            speakersTable(quoted),
          ]
        : h("p", { class: "note" }, "Nothing of this kind in these documents: nobody is quoted."),
      h("h2", {}, "Copies"),
      sets.length
        ? [
            h("p", { class: "dim" }, "Texts that are the same, or nearly: each set counts as one source."),
            copiesList(sets),
          ]
        : h("p", { class: "note" }, "Nothing of this kind in these documents: no two are copies of one text."),
      passedOn(),
    ],
  };
}

const copiesList = (sets) =>
  h(
    "ul",
    { class: "plain-list" },
    sets.map((docs) =>
      h(
        "li",
        {},
        docs.flatMap((doc, i) => [
          i ? " = " : "",
          docTitleLink(doc),
          h("span", { class: "dim" }, " (" + (db.documents.outlet[doc] || db.documents.id[doc]) + ")"),
        ]),
      ),
    ),
  );

/** Reports that a document has from somebody else: a speaker or another outlet. */
function passedOn() {
  const found = new Map();
  for (const [r, row] of sourceRow) {
    if (r === undefined || db.report_sources.kind[row] === "text" || isRejected(r)) continue;
    pushTo(found, db.report_sources.source[row], r);
  }
  const list = [...found].sort((x, y) => y[1].length - x[1].length || byText(x[0], y[0]));
  if (!list.length) return null;
  return [
    h("h2", {}, "What documents have from others"),
    h(
      "p",
      { class: "dim" },
      "Reports that pass on what a speaker says or what another outlet wrote: the source is theirs, however many documents pass it on.",
    ),
    paged(
      list.length,
      20,
      (from, to) =>
        h(
          "ul",
          { class: "plain-list" },
          list.slice(from, to).map(([key, rows]) =>
            h(
              "li",
              {},
              opened(
                [
                  h("strong", {}, capital(sourceName(key, rows))),
                  ": ",
                  many(rows.length, "report") + " in " + many(
                    new Set(rows.map((r) => docOfReport[r])).size,
                    "document",
                  ),
                ],
                () => spokenFigures(rows),
              ),
            ),
          ),
        ),
      "sources",
    ),
  ];
}

function sourceView(value) {
  const teller = tellers.find((one) => one.kind + ":" + one.name === value) || tellers.find((one) => fold(one.name) === fold(value));
  if (!teller) return notFound("No outlet, author or document of this report is called " + plain(value) + ".");
  const events = new Set(tellerEvents(teller));
  const onlyHere = new Set(teller.alone);
  const disputes = tellerDisputes(teller);
  const mine = new Set(teller.reports);
  const sets = copies().filter((docs) => docs.some((doc) => teller.docs.includes(doc)));
  const others = tellers
    .filter((other) => other !== teller && other.kind === teller.kind && !other.docs.some((doc) => teller.docs.includes(doc)))
    .map((other) => {
      const shared = tellerEvents(other).filter((event) => events.has(event));
      const theirs = new Set(other.reports);
      const keys = (event, set) => new Set(reportsOf(event).filter((r) => set.has(r)).map(sourceKey));
      const apart = shared.filter((event) => {
        const own = keys(event, mine);
        return ![...keys(event, theirs)].some((key) => own.has(key));
      });
      return { other, shared: shared.length, apart: apart.length };
    })
    .filter(({ shared }) => shared)
    .sort((x, y) => y.shared - x.shared || byText(x.other.name, y.other.name));
  const quotes = [...tallied(teller.reports.filter((r) => db.reports.claimed_by[r] && SPOKEN.has(db.reports.voice[r])).map((r) => db.reports.claimed_by[r]))].sort(
    (x, y) => y[1] - x[1] || byText(x[0], y[0]),
  );
  const alone = eventsInTime.filter((event) => onlyHere.has(event));
  return {
    title: tellerName(teller),
    nodes: [
      heading(
        tellerName(teller),
        capital(label("teller", teller.kind)) + ": " + many(
          teller.reports.length,
          "report",
        ) + " of " + many(events.size, "event") + " in " + many(teller.docs.length, "document") + ".",
      ),
      h(
        "p",
        {},
        share(events.size, reportedEvents) + " of all events are told by it; of " + many(alone.length, "event") + " only it tells.",
      ),
      shareBar(events.size, reportedEvents, share(events.size, reportedEvents) + " of all events are told by it"),
      h("h2", {}, "Its documents"),
      h(
        "ul",
        { class: "plain-list" },
        teller.docs.map((doc) => h("li", {}, docTitleLink(doc), h("span", { class: "dim" }, " " + docDate(doc)))),
      ),
      sets.length ? [h("h3", {}, "Copies"), copiesList(sets)] : null,
      h("h2", {}, "What only it tells"),
      alone.length ? eventTable(alone, "Events that only it tells") : h(
        "p",
        { class: "note" },
        "Nothing: every event that it tells of is told by others too.",
      ),
      events.size > alone.length
        ? [
            h("h2", {}, "What others tell too"),
            eventTable(
              eventsInTime.filter((event) => events.has(event) && !onlyHere.has(event)),
              "Events that others tell too",
            ),
          ]
        : null,
      disputes.length
        ? [
            h("h2", {}, "Where it differs with others"),
            h(
              "ul",
              { class: "plain-list" },
              disputes.map(({ difference, row, side }) =>
                h(
                  "li",
                  {},
                  differenceHead(difference),
                  h("p", { class: "snippet" }, differenceLine(difference)),
                  h(
                    "p",
                    { class: "dim" },
                    "It says " + sideText(difference, row) + "; " + {
                      more: "more sources say so than anything else",
                      even: "as many sources say something else",
                      fewer: "more sources say something else",
                    }[side] + ".",
                  ),
                ),
              ),
            ),
          ]
        : null,
      quotes.length
        ? [
            h("h2", {}, "Whom it quotes"),
            h(
              "ul",
              {},
              quotes.map(([actor, n]) => h(
                "li",
                {},
                h("a", { href: speakerLink(actor) }, actorName(actor)),
                h("span", { class: "dim" }, ": " + many(n, "report")),
              )),
            ),
          ]
        : null,
      others.length
        ? [
            h("h2", {}, "Who else tells of the same events"),
            h(
              "ul",
              {},
              others.map(({ other, shared, apart }) =>
                h(
                  "li",
                  {},
                  h("a", { href: tellerLink(other) }, tellerName(other)),
                  h(
                    "span",
                    { class: "dim" },
                    ": " + many(shared, "event") + ", " + count(apart) + " of them independently",
                  ),
                ),
              ),
            ),
          ]
        : null,
    ],
  };
}
