// The panel: whatever a figure, mark or link stands for, with the sentences behind it.

const panel = document.getElementById("panel");
let panelFrom = null;

function openPanel(title, body) {
  const close = h(
    "button",
    { type: "button", class: "close", click: () => panel.close() },
    "Close",
    hidden(" the evidence"),
  );
  fill(clear(panel), [
    h("div", { class: "panel-top" }, h("p", { class: "kicker" }, "As these documents describe it"), close),
    h("h2", { id: "panel-title", tabindex: "-1" }, title),
    body,
  ]);
  if (!panel.open) {
    panelFrom = document.activeElement;
    panel.showModal();
  }
  panel.scrollTop = 0;
  panel.querySelector("#panel-title").focus();
}

panel.addEventListener("click", (click) => {
  if (click.target === panel) panel.close();
});
panel.addEventListener("close", () => {
  clear(panel);
  leavePanel();
  if (panelFrom && panelFrom.isConnected) panelFrom.focus({ preventScroll: true });
});

const dyadLinks = (pairs) => listedNodes(pairs.map((dyad) => h("a", { href: dyadLink(dyad) }, dyadName(dyad))));
const listedNodes = (nodes, between = ", ") => nodes.flatMap((node, i) => (i ? [between, node] : [node]));

function eventPanel(event) {
  const e = db.events;
  const quad = quadOf(event);
  const differing = differencesOf.get(event) || [];
  const reports = reportsOf(event);
  openPanel(
    [whoOf(event), " ", h("span", { class: "verb" }, label("event_type", e.event_type[event]))],
    [
      h(
        "p",
        { class: "event-line" },
        glyph(event),
        " ",
        h("strong", {}, eventDate(event)),
        " ",
        statusChip(e.status[event]),
        " ",
        h("span", {}, sourcesLine(event)),
      ),
      e.first[event] === null
        ? h("p", { class: "note" }, "The documents give no date for it, and none was guessed.")
        : null,
      isDone(event)
        ? null
        : h("p", { class: "note" }, "Not counted as done: " + about("status", e.status[event]) + "."),
      details([
        [
          "Kind of act",
          label("event_type", e.event_type[event]) + " (" + about("event_type", e.event_type[event]) + ")",
        ],
        ["Class", label("quad", quad)],
        ["Mode", modeName(e.mode[event])],
        ["Matter", e.issue[event]],
        ["About", e.thing[event]],
        ["Place", e.place[event]],
        ["Dyads", eventPairs[event].length ? dyadLinks(eventPairs[event]) : null],
      ]),
      thingsOfEventLine(event),
      panelJumps(event),
      differing.length
        ? h(
            "section",
            { class: "differ" },
            h("h3", {}, "The sources disagree"),
            differing.map((difference) => h("p", {}, differenceLine(difference))),
          )
        : null,
      h(
        "h3",
        { id: "part-sentences", tabindex: "-1" },
        reports.length > 1 ? "The sentences that report it" : "The sentence that reports it",
      ),
      reports.length
        ? reports.map((r, i) => reportFigure(r, reports.length > 1 ? i + 1 : null))
        : h("p", { class: "note" }, "No sentence stands behind it in this report: it was imported."),
      sourcesSection(event),
      agreedSection(event),
      joinedSection(event),
      nearSection(event),
      correctedSection(correctionsOfEvent(event)),
      h("h3", {}, "How its figures were made"),
      details([
        [
          "Score",
          decimals(e.score[event], 1) + " on PLOVER's scale from −10 (most hostile) to 10, from its type or mode",
        ],
        ["Confidence", decimals(e.confidence[event], 2) + " of 1"],
        ["Date", label("date_basis", e.date_basis[event])],
        ["Made by", "comity " + core.version],
        ["Link to this event", h("a", { href: eventLink(event) }, h("code", {}, e.id[event]))],
      ]),
    ],
  );
}

function claimPanel(kind, row) {
  const t = claimTable[kind];
  const pair =
    kind === "relation"
      ? dyadOf(t.a[row], t.b[row])
      : kind === "stance" && t.object_actor[row]
        ? dyadOf(t.actor[row], t.object_actor[row])
        : null;
  openPanel(claimTitle(kind, row), [
    h(
      "p",
      { class: "note" },
      {
        relation: "A document says how a tie stands or moves.",
        cause: "A document says that one thing drives another.",
        stance: "A document says where an actor stands.",
      }[kind],
    ),
    claimFigure(kind, row),
    pair ? h("p", {}, h("a", { href: dyadLink(pair) }, "All of " + dyadName(pair))) : null,
  ]);
}

const TALLY_WORDS = "A simple tally of what these documents report, not a measurement of the relation.";

function tallyPanel(rows) {
  const t = db.tallies;
  const dyad = dyadOf(t.a[rows[0]], t.b[rows[0]]);
  const sum = (column) => total(rows.map((row) => t[column][row]));
  const distinct = (column, find) =>
    [...new Set(rows.flatMap((row) => t[column][row] || []).map(find))].filter((x) => x !== undefined);
  const events = distinct("event_ids", findEvent);
  const claims = distinct("claim_ids", (id) => claimIndex.relation.get(id));
  const [cooperation, hostility] = [sum("cooperation"), sum("hostility")];
  const balance = cooperation + hostility ? (cooperation - hostility) / (cooperation + hostility) : null;
  openPanel(dyadName(dyad) + ", " + when(t.first[rows[0]], t.last[rows[rows.length - 1]]), [
    h("p", { class: "note" }, TALLY_WORDS),
    details([
      ["Cooperation", decimals(cooperation, 1) + ": the positive scores added up"],
      ["Hostility", decimals(hostility, 1) + ": the negative scores added up"],
      [
        "Balance",
        balance === null
          ? "none: nothing with a sign"
          : decimals(balance, 2) + ", from −1 (all hostile) to 1 (all cooperative)",
      ],
      ["Counted", many(events.length, "event") + " and " + many(claims.length, "relation claim")],
    ]),
    events.length
      ? [
          h("h3", {}, "Events counted"),
          eventList(events),
        ]
      : null,
    claims.length
      ? [h("h3", {}, "Relation claims counted"), claims.map((claim) => claimFigure("relation", claim))]
      : null,
    correctedSection([...new Set(rows.flatMap((row) => t.corrected[row] || []))]),
    h("p", {}, h("a", { href: dyadLink(dyad) }, "All of " + dyadName(dyad))),
  ]);
}

/** Who, what and when of an event, as a link. */
const eventLine = (event) => [
  h(
    "a",
    { href: eventLink(event) },
    whoOf(event),
    " ",
    h("span", { class: "verb" }, label("event_type", typeName(event))),
  ),
  " ",
  h("span", { class: "dim" }, eventDate(event)),
];

/** Events with their sentences, twenty at a time. */
const eventList = (events) =>
  paged(
    events.length,
    20,
    (from, to) =>
      h(
        "ul",
        { class: "plain-list" },
        events.slice(from, to).map((event) => h("li", {}, eventBrief(event, true))),
      ),
    "events",
  );

/** One event in two lines: who, what, when, and the first sentence that reports it. */
function eventBrief(event, withSnippet) {
  return h(
    "div",
    { class: "brief" },
    glyph(event),
    h(
      "div",
      {},
      eventLine(event),
      isDone(event) ? null : [" ", statusChip(db.events.status[event])],
      withSnippet ? h("p", { class: "snippet" }, snippet(event)) : null,
    ),
  );
}
