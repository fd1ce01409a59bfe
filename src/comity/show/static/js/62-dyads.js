// Relations between two: the list of dyads, and the page of each.

function dyadFigures(dyad) {
  const done = dyad.events.filter(isDone);
  const of = (tone) => done.filter((event) => toneOf(event) === tone).length;
  return {
    coop: of("coop"),
    host: of("host"),
    neither: of("plain"),
    open: dyad.events.length - done.length,
    claims: dyad.claims.length,
    stances: dyad.stances.length,
  };
}

function dyadCounts(dyad) {
  const n = dyadFigures(dyad);
  const done = [
    n.coop ? n.coop + " of cooperation" : "",
    n.host ? n.host + " of hostility" : "",
    n.neither ? n.neither + " of neither" : "",
  ];
  const acts = n.coop + n.host + n.neither;
  const said = [
    acts ? many(acts, "act") + " done: " + done.filter(Boolean).join(", ") : "no act done",
    n.open ? n.open + " not done" : "",
    n.claims ? many(n.claims, "relation claim") : "",
    n.stances ? many(n.stances, "stance") : "",
  ];
  return capital(said.filter(Boolean).join("; ")) + ".";
}

/** A figure of a dyad as a link to the events that it counts. */
function dyadFigure(dyad, n, filters, className) {
  if (!n) return h("span", { class: "dim" }, "0");
  const address = addressOf("events", { actor: dyad.a, with: dyad.b, ...filters });
  return h("a", { class: className || null, href: address }, count(n), hidden(" between " + dyadName(dyad)));
}

const yearsOf = ([first, last]) =>
  yearOf(first) === yearOf(last) ? String(yearOf(first)) : yearOf(first) + "–" + yearOf(last);

function dyadTable(list, caption) {
  const everyTally = db.tallies.n ? tallySpan(db.tallies.a.map((_, row) => row)) : null;
  return paged(
    list.length,
    PAGE,
    (from, to) =>
      tableOf(
        caption,
        [
          "Relation",
          { text: "Through time", class: "wide-only" },
          { text: "Cooperation", class: "number" },
          { text: "Hostility", class: "number" },
          { text: "Not done", class: "number" },
          { text: "Claims", class: "number" },
          "Period",
        ],
        list.slice(from, to).map((dyad) => {
          const n = dyadFigures(dyad);
          const span = spanOf(dyad.events);
          return [
            h("a", { href: dyadLink(dyad) }, dyadName(dyad)),
            dyad.tallies.length ? tallyBars(dyad.tallies, { small: true, height: 30, span: everyTally }) : "–",
            dyadFigure(dyad, n.coop, { type: "coop", status: "done" }, "coop-text"),
            dyadFigure(dyad, n.host, { type: "host", status: "done" }, "host-text"),
            dyadFigure(dyad, n.open, { status: "open" }),
            n.claims
              ? h("a", { href: dyadLink(dyad) }, count(n.claims), hidden(" claims about " + dyadName(dyad)))
              : h("span", { class: "dim" }, "0"),
            span ? yearsOf(span) : "undated",
          ];
        }),
        { rowHeads: true, captionHidden: true, className: "dyads" },
      ),
    "relations",
  );
}

function dyadsView(value, params) {
  const filters = { q: params.get("q") || "", kind: params.get("kind") || "state" };
  const result = h("div", {});
  const summary = h("p", { class: "result-count", "aria-live": "polite" });
  const update = () => {
    const wanted = queryWords(filters.q);
    const list = dyadsByWeight.filter(
      (dyad) =>
        (filters.kind !== "state" || isStates(dyad)) && holdsAll(fold(dyadName(dyad) + " " + dyad.key), wanted),
    );
    rememberView(
      "#dyads" +
        (filters.q ? "&q=" + encodeURIComponent(filters.q) : "") +
        (filters.kind === "state" ? "" : "&kind=all"),
    );
    clear(summary).append(many(list.length, "relation") + ", those with most evidence first");
    fill(clear(result), [
      list.length ? dyadTable(list, "Relations between two actors") : h("p", { class: "note" }, "No relation fits."),
    ]);
  };
  requestAnimationFrame(update);
  return {
    title: "Relations",
    nodes: [
      heading(
        "Relations",
        "Who dealt with whom. Acts are counted once, however many documents report them; what was only planned, demanded or denied stands apart.",
      ),
      h(
        "form",
        { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() },
        typed(
          "q",
          "With the name",
          filters,
          (name, text) => {
            filters.q = text;
            update();
          },
          { type: "search" },
        ),
        select(
          "kind",
          "Between",
          filters,
          [
            ["state", "States only"],
            ["all", "All actors"],
          ],
          (name, kind) => {
            filters.kind = kind;
            update();
          },
        ),
      ),
      summary,
      result,
    ],
  };
}

function lineNote(dyad) {
  const notes = [dyad.a, dyad.b]
    .map((line) => db.actors.id.filter((id) => id !== line && lineage(id) === line).map(actorName))
    .map((earlier, i) => (earlier.length ? actorName([dyad.a, dyad.b][i]) + " includes " + listed(earlier) : null))
    .filter(Boolean);
  return notes.length
    ? h(
        "p",
        { class: "dim" },
        notes.join("; ") + ". An event keeps the actor as of its date; a succession can be a break.",
      )
    : null;
}

function dyadView(value, params) {
  const [a, b] = (value || "").split(",");
  const dyad = b === undefined ? undefined : dyads.get(pairKey(lineage(a), lineage(b)));
  if (!dyad)
    return notFound(
      "These documents say nothing between " +
        actorName(a) +
        " and " +
        actorName(b || "nobody") +
        ": no event, claim or stance. That is no evidence, not a neutral relation.",
    );
  const filters = Object.fromEntries(FILTERS.map((name) => [name, params.get(name) || ""]));
  const events = eventsInTime.filter((event) => eventPairs[event].includes(dyad));
  const inDyad = new Set(events);
  const differing = differences.filter(
    (difference) =>
      difference.events.some((event) => inDyad.has(event)) ||
      (difference.actors.length === 2 && dyadOf(...difference.actors) === dyad),
  );
  const address = dyadLink(dyad).slice(1);
  const kinds = [...tallied(events.filter(isDone).map((event) => db.events.event_type[event]))].sort(
    (x, y) => y[1] - x[1],
  );
  return {
    title: dyadName(dyad),
    address: dyadLink(dyad),
    nodes: [
      heading(dyadName(dyad), dyadCounts(dyad)),
      lineNote(dyad),
      kinds.length
        ? h(
            "p",
            { class: "chips" },
            h("span", { class: "dim" }, "Done: "),
            kinds.map(([type, n]) => [
              h(
                "a",
                {
                  class: "chip type " + signTone((typeInfo.get(type) || {}).score),
                  href:
                    "#events&actor=" +
                    encodeURIComponent(dyad.a) +
                    "&with=" +
                    encodeURIComponent(dyad.b) +
                    "&status=done&type=" +
                    type,
                },
                label("event_type", type) + " " + n,
              ),
              " ",
            ]),
          )
        : null,
      h(
        "section",
        { "aria-labelledby": "d-tally" },
        h("h2", { id: "d-tally" }, "The tally through the periods"),
        dyad.tallies.length
          ? [
              h(
                "p",
                { class: "dim" },
                TALLY_WORDS,
                " Bars above the line add up the scores of cooperation, hatched bars below it those of hostility. A gap in the line is a period about which these documents say nothing.",
              ),
              tallyBars(dyad.tallies, { height: 230 }),
              h("details", {}, h("summary", {}, "The same as a table"), tallyTable(dyad.tallies)),
            ]
          : h("p", { class: "note" }, "Nothing with a sign and a date: no tally."),
      ),
      h(
        "section",
        { "aria-labelledby": "d-claims" },
        h("h2", { id: "d-claims" }, "What is said about the tie"),
        dyad.claims.length
          ? claimList("relation", byDate("relation", dyad.claims), 10)
          : h("p", { class: "note" }, "No document says outright how the tie stands or moves."),
      ),
      h(
        "section",
        { "aria-labelledby": "d-stances" },
        h("h2", { id: "d-stances" }, "Stances between the two"),
        dyad.stances.length
          ? claimList("stance", byDate("stance", dyad.stances), 10)
          : h("p", { class: "note" }, "None was read."),
      ),
      differing.length
        ? h(
            "section",
            { "aria-labelledby": "d-differ" },
            h("h2", { id: "d-differ" }, "Where sources disagree"),
            differing.slice(0, 5).map((difference) => differenceCard(difference, "h3")),
            differing.length > 5
              ? h(
                  "p",
                  {},
                  h(
                    "a",
                    { href: "#disagreements&actor=" + encodeURIComponent(dyad.a) },
                    "All disagreements about " + actorName(dyad.a),
                  ),
                )
              : null,
          )
        : null,
      h(
        "section",
        { "aria-labelledby": "d-events" },
        h("h2", { id: "d-events" }, "Events in time"),
        eventsBrowser(filters, (now) => rememberView(addressOf(address, now)), {
          base: events,
          without: ["actor", "with"],
          caption: "Events between " + dyadName(dyad),
          level: "h3",
        }),
      ),
    ],
  };
}
