// The page of a relation: its score through time, its phases and turning points, and all that was read of it.

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

const chosenParams = ({ matter, side }) =>
  (matter === "all" ? "" : "&matter=" + encodeURIComponent(matter)) + (side === "both" ? "" : "&side=" + side);

/** The relation in two sentences: where it stood at the end of the record, and what that rests on. */
function relationLede(dyad) {
  const curve = curveOf.get(curveKey(dyad));
  if (!curve) return dyadCounts(dyad);
  const score = curve.at(lastDay);
  const rows = phasesOfCurve(curve);
  const last = rows[rows.length - 1];
  const faded = curve.knownShare(score) < LEFT_OVER;
  return [
    last === undefined ? "" : ["At the end of the record: ", h("a", { href: phaseLink(curve, last) }, db.phases.title[last]), ". "],
    faded
      ? "What was known has faded since " + yearOf(curve.last) + ": the score says little now. "
      : ["Score ", h("a", { href: scoreLink(curve, isoDay(lastDay)) }, signed(score.mean)), " (between " + intervalOf(score).map((v) => signed(v)).join(" and ") + "). "],
    dyadCounts(dyad),
  ];
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
  const asked = { matter: params.get("matter") || "all", side: params.get("side") || "both" };
  const own = () => dyadLink(dyad).slice(1) + chosenParams(asked);
  const address = () => addressOf(own(), filters);
  const kinds = [...tallied(events.filter(isDone).map((event) => db.events.event_type[event]))].sort(
    (x, y) => y[1] - x[1],
  );
  return {
    title: dyadName(dyad),
    address: dyadLink(dyad),
    nodes: [
      heading(dyadName(dyad), relationLede(dyad)),
      lineNote(dyad),
      relationParts(dyad, asked, () => rememberView(address())),
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
        h("h2", { id: "d-tally" }, "The plain count: a tally through the periods"),
        dyad.tallies.length
          ? [
              h(
                "p",
                { class: "dim" },
                TALLY_WORDS,
                " It stands beside the score so that nobody has to trust a filter. Bars above the line add up the scores of cooperation, hatched bars below it those of hostility. A gap in the line is a period about which these documents say nothing.",
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
        eventsBrowser(filters, () => rememberView(address()), {
          base: events,
          without: ["actor", "with"],
          caption: "Events between " + dyadName(dyad),
          level: "h3",
        }),
      ),
    ],
  };
}
