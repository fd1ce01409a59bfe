// Who is quoted: the list, and what each is quoted as saying.

/** Who is quoted or whose words are passed on: reports and claims by speaker. */
const SPOKEN = new Set(["quoted", "reported"]);
let speakerCache = null;
function speakers() {
  if (speakerCache) return speakerCache;
  const found = new Map();
  const of = (actor) => {
    if (!found.has(actor)) found.set(actor, { actor, reports: [], claims: [], docs: new Set() });
    return found.get(actor);
  };
  db.reports.claimed_by.forEach((actor, r) => {
    if (!actor || isRejected(r) || !SPOKEN.has(db.reports.voice[r])) return;
    of(actor).reports.push(r);
    of(actor).docs.add(docOfReport[r]);
  });
  for (const [kind, table] of Object.entries(claimTable))
    table.claimed_by.forEach((actor, row) => {
      if (!actor || !SPOKEN.has(table.voice[row])) return;
      of(actor).claims.push([kind, row]);
      of(actor).docs.add(docIndex.get(table.document_id[row]));
    });
  for (const speaker of found.values()) {
    speaker.events = eventsOfReportRows(speaker.reports);
    speaker.alone = speaker.events.filter((event) =>
      reportsOf(event).every((r) => db.reports.claimed_by[r] === speaker.actor && SPOKEN.has(db.reports.voice[r])),
    );
  }
  speakerCache = [...found.values()].sort(
    (x, y) => y.reports.length - x.reports.length || y.claims.length - x.claims.length || byText(x.actor, y.actor),
  );
  return speakerCache;
}
const speakerLink = (actor) => "#quoted=" + encodeURIComponent(actor);

function speakersTable(list) {
  return paged(
    list.length,
    PAGE,
    (from, to) =>
      tableOf(
        "Who is quoted",
        [
          "Who",
          { text: "Reports", class: "number" },
          { text: "Claims", class: "number" },
          { text: "Events", class: "number" },
          { text: "Only they say", class: "number" },
          { text: "Documents", class: "number" },
        ],
        list.slice(from, to).map((speaker) => [
          h("a", { href: speakerLink(speaker.actor) }, actorName(speaker.actor)),
          count(speaker.reports.length),
          count(speaker.claims.length),
          count(speaker.events.length),
          count(speaker.alone.length),
          count(speaker.docs.size),
        ]),
        { rowHeads: true, captionHidden: true, className: "tellers" },
      ),
    "speakers",
  );
}

const spokenFigures = (rows) =>
  paged(
    rows.length,
    20,
    (from, to) =>
      h(
        "div",
        {},
        rows.slice(from, to).map((r) => {
          const event = eventOfReport.get(db.reports.id[r]);
          return sentenceFigure(
            docOfReport[r],
            db.reports.start[r],
            db.reports.end[r],
            reportSpans(r),
            event === undefined ? null : h("p", {}, eventLine(event)),
          );
        }),
      ),
    "sentences",
  );

function quotedView(actor) {
  const speaker = speakers().find((one) => one.actor === actor);
  if (!speaker) return notFound("These documents quote nobody with the id " + plain(actor) + ".");
  const kinds = { relation: "About ties", cause: "About causes", stance: "Stances" };
  return {
    title: actorName(actor) + ", as quoted",
    nodes: [
      heading(
        "What " + actorName(actor) + " is quoted as saying",
        many(
          speaker.reports.length,
          "report",
        ) + " and " + many(speaker.claims.length, "claim") + " in " + many(speaker.docs.size, "document") + "; " + many(speaker.alone.length, "event") + " of which nobody else tells.",
      ),
      h("p", {}, h("a", { href: "#actor=" + encodeURIComponent(actor) }, "All about " + actorName(actor))),
      speaker.reports.length ? [h("h2", {}, "Acts"), spokenFigures(speaker.reports)] : null,
      Object.entries(kinds).map(([kind, text]) => {
        const rows = speaker.claims.filter(([of]) => of === kind).map(([, row]) => row);
        return rows.length ? [h("h2", {}, text), claimList(kind, byDate(kind, rows), 20)] : null;
      }),
    ],
  };
}
