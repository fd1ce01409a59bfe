// The first page: what was read, what stands out, and what was set aside and why.

const heading = (title, lede) => [h("h1", { tabindex: "-1" }, title), lede ? h("p", { class: "lede" }, lede) : null];
const total = (values) => values.reduce((sum, value) => sum + (value || 0), 0);

function figure(number, text, href) {
  return h(
    "li",
    {},
    h("a", { href }, h("span", { class: "big" }, count(number)), " ", h("span", { class: "big-label" }, text)),
  );
}

function opening() {
  const read = readDocs.length;
  const span = spanOf(eventsInTime);
  const actors = new Set([...lineageEvents.keys()]).size;
  const years = span ? " between " + yearOf(span[0]) + " and " + yearOf(span[1]) : "";
  return (
    "From " +
    many(read, "document") +
    " comity read " +
    many(db.reports.n, "report") +
    " of " +
    many(db.events.n, "event") +
    " among " +
    many(actors, "actor") +
    years +
    ". Every figure here opens the sentences behind it."
  );
}

function overviewView() {
  const open = eventsInTime.filter((event) => !isDone(event)).length;
  const undated = eventsInTime.filter((event) => db.events.first[event] === null).length;
  const chart = timeChart(
    (from, to) => {
      location.hash = "#events" + (from === null ? "" : "&from=" + isoDay(from) + "&to=" + isoDay(to));
    },
    { compact: true },
  );
  requestAnimationFrame(() => chart.draw(eventsInTime, null, null));
  return {
    title: "Overview",
    nodes: [
      heading(core.title, [h("strong", { class: "kicker-inline" }, "As these documents describe it. "), opening()]),
      h(
        "ul",
        { class: "figures" },
        figure(readDocs.length, readDocs.length === 1 ? "document read" : "documents read", "#documents"),
        figure(db.events.n - open, "events said to be done", "#events&status=done"),
        figure(open, "planned, demanded, denied or stalled", "#events&status=open"),
        figure(undated, "events without a date", "#events&dated=no"),
        figure(
          differences.length,
          differences.length === 1 ? "disagreement between sources" : "disagreements between sources",
          "#disagreements",
        ),
        figure(
          db.agreements.n,
          db.agreements.n === 1 ? "fact that several sources tell" : "facts that several sources tell",
          "#agreements",
        ),
        figure(db.things.n, db.things.n === 1 ? "thing named" : "pipelines, treaties and other things", "#things"),
        figure(db.relation_claims.n, "claims about ties", "#relations"),
        figure(db.causal_claims.n, "claims of cause", "#causes"),
        figure(db.stances.n, "stances", "#stances"),
      ),
      h(
        "section",
        { "aria-labelledby": "o-time" },
        h("h2", { id: "o-time" }, "Events in time"),
        h(
          "p",
          { class: "dim" },
          "Each mark is one event, however many documents report it. ",
          h("a", { href: "#events" }, "Zoom, filter and list them on the timeline"),
          ".",
        ),
        chart.frame,
        timelineKey(),
      ),
      acrossDocuments(),
      mainRelations(),
      readAndSetAside(),
      missed(),
    ],
  };
}

/** One line for each part that sets the documents against each other. */
function acrossDocuments() {
  const plainOnes = differences.filter((difference) => difference.grade === "plain").length;
  const settled = differences.filter((difference) => difference.settled !== null).length;
  const most = Math.max(0, ...db.agreements.sources);
  const stages = db.thing_stages.n;
  const outlets = tellers.filter((teller) => teller.kind === "outlet").length;
  const alone = db.events.independent_sources.filter((n) => n === 1).length;
  const line = (href, text, ...rest) => h("li", {}, h("a", { href }, text), ...rest);
  return h(
    "section",
    { "aria-labelledby": "o-across" },
    h("h2", { id: "o-across" }, "Across the documents"),
    h(
      "ul",
      { class: "plain-list" },
      line(
        "#disagreements",
        many(differences.length, "disagreement"),
        differences.length
          ? [
              ", ",
              h("a", { href: "#disagreements&grade=plain" }, count(plainOnes) + " of them plain"),
              settled ? [", ", h("a", { href: "#disagreements&state=settled" }, count(settled) + " settled")] : "",
              ". The plainest: ",
              differenceLine(differences[0]),
            ]
          : ": nothing of this kind in these documents.",
      ),
      line(
        "#agreements",
        many(db.agreements.n, "fact"),
        db.agreements.n
          ? [" told by two or more independent sources, up to " + count(most) + "."]
          : " told by two or more independent sources: nothing of this kind in these documents.",
      ),
      line(
        "#things",
        many(db.things.n, "thing"),
        db.things.n
          ? " with a life of their own, such as pipelines, treaties and organisations, with " + many(stages, "stage") + " told."
          : " with a life of their own: nothing of this kind in these documents.",
      ),
      systemLine(line),
      line(
        "#sources",
        outlets ? many(outlets, "outlet") : "Sources",
        ": ",
        h("a", { href: addressOf("events", { told: "1" }) }, many(alone, "event")),
        " of " + count(db.events.n) + " rest on a single independent source; ",
        h("a", { href: "#sources" }, many(speakers().length, "actor") + " quoted"),
        ".",
      ),
      line(
        "#corrections",
        many(db.corrections.n, "correction"),
        db.corrections.n
          ? ", " + count(db.corrections.state.filter((state) => state === "applied").length) + " of them applied in this build."
          : ": nobody has put anything right yet.",
      ),
      line(
        "#audit",
        "Audit",
        !core.audit
          ? ": nobody has checked a sample of sentences yet, so what was missed is unknown."
          : ": " + count(core.audit.coded) + " of " + many(
              core.audit.sample.sentences,
              "sentence",
            ) + " drawn at random were read by people to see what is wrong and what was missed.",
      ),
    ),
  );
}

function systemLine(line) {
  const days = systemDays();
  const day = days[days.length - 1];
  if (!day || day.row === undefined) return null;
  const y = db.system_years;
  return line(
    "#system",
    "The system",
    " at the end of " + yearName(day) + ": " + many(y.positive[day.row], "positive tie") + ", " + count(y.negative[day.row]) + " negative, " +
      count(y.undetermined[day.row]) + " not sure; frustration index " + count(y.frustration_upper[day.row]) + ".",
  );
}

function mainRelations() {
  const scored = dyadsByWeight.filter((dyad) => curveOf.has(curveKey(dyad)));
  const top = (scored.length ? scored : dyadsByWeight.filter((dyad) => dyad.tallies.length)).slice(0, 6);
  if (!top.length) return null;
  const span = scored.length
    ? sharedSpan(top.map((dyad) => curveOf.get(curveKey(dyad))))
    : tallySpan(top.flatMap((dyad) => dyad.tallies));
  return h(
    "section",
    { "aria-labelledby": "o-rel" },
    h("h2", { id: "o-rel" }, "The relations with most evidence"),
    h(
      "p",
      { class: "dim" },
      scored.length
        ? "How good or bad each was, from −1, hostile, below to 1, friendly, above; shaded is the interval that holds it with a probability of 90%, hatched are years about which these documents say nothing."
        : TALLY_WORDS,
    ),
    h(
      "ul",
      { class: "cards" },
      top.map((dyad) =>
        h(
          "li",
          {},
          h("h3", {}, h("a", { href: dyadLink(dyad) }, dyadName(dyad))),
          scored.length
            ? [scoreChart(dyad, curveOf.get(curveKey(dyad)), {}, { height: 150, small: true, span }), lastPhaseLine(dyad)]
            : tallyBars(dyad.tallies, { height: 150, span }),
          h("p", { class: "dim" }, dyadCounts(dyad)),
        ),
      ),
    ),
    h(
      "p",
      {},
      h("a", { href: "#dyads" }, "All " + many(dyadsByWeight.length, "relation")),
      " · ",
      h("a", { href: "#system" }, "The system they make"),
    ),
  );
}
const lastPhaseLine = (dyad) => {
  const curve = curveOf.get(curveKey(dyad));
  const rows = phasesOfCurve(curve);
  const row = rows[rows.length - 1];
  return row === undefined ? null : h("p", {}, h("a", { href: phaseLink(curve, row) }, capital(db.phases.title[row])));
};

const reasonText = (doc) => db.documents.reason[doc] || "no reason was given";

function readAndSetAside() {
  const d = db.documents;
  const of = (status) => d.id.map((_, doc) => doc).filter((doc) => d.status[doc] === status);
  const [failed, aside] = [of("failed"), of("set aside")];
  const sets = copies();
  const other = total(d.other_paths.map((paths) => (paths ? paths.length : 0)));
  const passages = new Map();
  for (const [kind, , n] of core.set_apart) passages.set(kind, (passages.get(kind) || 0) + n);
  const rows = (docs) => docs.map((doc) => [docTitleLink(doc), d.path[doc] || "–", reasonText(doc)]);
  return h(
    "section",
    { "aria-labelledby": "o-read" },
    h("h2", { id: "o-read" }, "What was read, and what was set aside"),
    h(
      "ul",
      { class: "plain-list" },
      h(
        "li",
        {},
        h("a", { href: "#documents" }, many(readDocs.length, "document")),
        " read: ",
        many(passages.get("prose") || 0, "paragraph"),
        " and ",
        many(passages.get("label") || 0, "heading or caption", "headings and captions"),
        "; ",
        many(passages.get("furniture") || 0, "piece"),
        " of page furniture kept in sight but not read.",
      ),
      h("li", {}, aside.length ? many(aside.length, "document") + " set aside." : "No document was set aside."),
      h("li", {}, failed.length ? many(failed.length, "file") + " could not be read." : "No file failed."),
      h(
        "li",
        {},
        sets.length
          ? many(sets.length, "text") + " came in more than one version; each set counts as one source."
          : "No two documents are copies of one text.",
        other ? " " + many(other, "further file") + " held the same bytes as another." : "",
      ),
    ),
    aside.length
      ? tableOf("Set aside, and why", ["Document", "File", "Reason"], rows(aside), { rowHeads: true })
      : null,
    failed.length
      ? tableOf("Could not be read, and why", ["Document", "File", "Reason"], rows(failed), { rowHeads: true })
      : null,
    sets.length
      ? [
          h("h3", {}, "Copies counted as one source"),
          copiesList(sets),
        ]
      : null,
    furnitureTable(),
  );
}

function copies() {
  const sets = new Map();
  db.documents.source_group.forEach((group, doc) => {
    if (group) {
      if (!sets.has(group)) sets.set(group, []);
      sets.get(group).push(doc);
    }
  });
  return [...sets.values()].filter((docs) => docs.length > 1);
}

const docTitleLink = (doc) =>
  readDocs.includes(doc) ? h("a", { href: docLink(doc) }, docTitle(doc)) : docTitle(doc);

function furnitureTable() {
  const rows = core.set_apart.filter(([kind]) => kind === "furniture");
  if (!rows.length) return null;
  return h(
    "details",
    {},
    h("summary", {}, "Page furniture that was not read, by reason"),
    tableOf(
      "Page furniture",
      ["Reason", { text: "Pieces", class: "number" }, { text: "Characters", class: "number" }],
      rows.map(([, reason, n, length]) => [reason || "no reason given", count(n), count(length)]),
      { rowHeads: true, captionHidden: true },
    ),
  );
}

function missed() {
  const [prose, coded] = [total(coverage.prose), total(coverage.coded)];
  const [characters, read] = [total(coverage.characters), total(coverage.characters_coded)];
  if (!prose) return null;
  const share = Math.round((100 * read) / Math.max(1, characters));
  return h(
    "section",
    { "aria-labelledby": "o-miss" },
    h("h2", { id: "o-miss" }, "What the program may have missed"),
    h(
      "p",
      {},
      `Sentences in which something was coded make up ${share}% of the prose; in ${count(prose - coded)} of ${many(prose, "paragraph")} nothing was coded. Some of the rest says nothing about relations; in some the program missed something. Each document shows what was coded and marks the paragraphs in which `,
      h("em", {}, "nothing was read"),
      ", so that you can judge.",
    ),
    shareBar(read, characters, share + "% of the prose stands in sentences in which something was coded"),
    h(
      "p",
      {},
      h("a", { href: "#documents&sort=uncoded" }, "The documents with most paragraphs in which nothing was read"),
    ),
  );
}

function shareBar(part, whole, words) {
  const share = whole ? part / whole : 0;
  return s(
    "svg",
    {
      class: "share",
      viewBox: "0 0 100 3",
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": words,
    },
    s("rect", { class: "share-ground", width: 100, height: 3 }),
    s("rect", { class: "share-part", width: share * 100, height: 3 }),
  );
}
