// The panel: whatever a figure, mark or link stands for, with the sentences behind it.

const panel = document.getElementById("panel");
let panelFrom = null;

function openPanel(title, body) {
  const close = h("button", { type: "button", class: "close", click: () => panel.close() }, "Close", hidden(" the evidence"));
  fill(clear(panel), [h("div", { class: "panel-top" }, h("p", { class: "kicker" }, "As these documents describe it"), close), h("h2", { id: "panel-title", tabindex: "-1" }, title), body]);
  if (!panel.open) {
    panelFrom = document.activeElement;
    panel.showModal();
  }
  panel.scrollTop = 0;
  panel.querySelector("#panel-title").focus();
}

panel.addEventListener("click", (click) => { if (click.target === panel) panel.close(); });
panel.addEventListener("close", () => {
  clear(panel);
  leavePanel();
  if (panelFrom && panelFrom.isConnected) panelFrom.focus({ preventScroll: true });
});

const dyadLinks = (pairs) => listedNodes(pairs.map((dyad) => h("a", { href: dyadLink(dyad) }, dyadName(dyad))));
const listedNodes = (nodes) => nodes.flatMap((node, i) => (i ? [", ", node] : [node]));

function eventPanel(event) {
  const e = db.events;
  const quad = quadOf(event);
  const fields = disagreementsOf.get(event);
  openPanel([whoOf(event), " ", h("span", { class: "verb" }, label("event_type", e.event_type[event]))], [
    h("p", { class: "event-line" }, glyph(event), " ", h("strong", {}, eventDate(event)), " ", statusChip(e.status[event]), " ", h("span", {}, sourcesLine(event))),
    e.first[event] === null ? h("p", { class: "note" }, "The documents give no date for it, and none was guessed.") : null,
    isDone(event) ? null : h("p", { class: "note" }, "Not counted as done: " + about("status", e.status[event]) + "."),
    details([
      ["Kind of act", label("event_type", e.event_type[event]) + " (" + about("event_type", e.event_type[event]) + ")"],
      ["Class", label("quad", quad)],
      ["Mode", modeName(e.mode[event])],
      ["Matter", e.issue[event]],
      ["About", e.thing[event]],
      ["Place", e.place[event]],
      ["Dyads", eventPairs[event].length ? dyadLinks(eventPairs[event]) : null],
    ]),
    fields ? h("section", { class: "differ" }, h("h3", {}, "The sources disagree"), [...fields].map(([field, rows]) => h("p", {}, h("strong", {}, label("field", field) + ": "), rows.map((row) => sayValue(db.disagreements.value[row])).join(" | "), " "), h("a", { href: "#disagreements" })), h("a", { href: "#disagreements&event=" + e.id[event] }, "See the sides next to each other")) : null,
    h("h3", {}, eventReports[event].length > 1 ? "The sentences that report it" : "The sentence that reports it"),
    eventReports[event].map((row) => { const r = reportIndex.get(db.event_reports.report_id[row]); return r === undefined ? null : reportFigure(r, db.event_reports.why[row]); }),
    h("h3", {}, "How its figures were made"),
    details([
      ["Score", decimals(e.score[event], 1) + " on PLOVER's scale from −10 (most hostile) to 10, from its type or mode"],
      ["Confidence", decimals(e.confidence[event], 2) + " of 1"],
      ["Date", label("date_basis", e.date_basis[event])],
      ["Made by", "comity " + core.version],
      ["Link to this event", h("a", { href: eventLink(event) }, h("code", {}, e.id[event]))],
    ]),
  ]);
}

const sayValue = (value) => String(value ?? "not told");

function claimPanel(kind, row) {
  const t = claimTable[kind];
  const pair = kind === "relation" ? dyadOf(t.a[row], t.b[row]) : kind === "stance" && t.object_actor[row] ? dyadOf(t.actor[row], t.object_actor[row]) : null;
  openPanel(claimTitle(kind, row), [
    h("p", { class: "note" }, { relation: "A document says how a tie stands or moves.", cause: "A document says that one thing drives another.", stance: "A document says where an actor stands." }[kind]),
    claimFigure(kind, row),
    pair ? h("p", {}, h("a", { href: dyadLink(pair) }, "All of " + dyadName(pair))) : null,
  ]);
}

const TALLY_WORDS = "A simple tally of what these documents report, not a measurement of the relation.";

function tallyPanel(row) {
  const t = db.tallies;
  const dyad = dyadOf(t.a[row], t.b[row]);
  const events = (t.event_ids[row] || []).map(findEvent).filter((event) => event !== undefined);
  const claims = (t.claim_ids[row] || []).map((id) => claimIndex.relation.get(id)).filter((claim) => claim !== undefined);
  openPanel((dyad ? dyadName(dyad) : t.a[row] + " – " + t.b[row]) + ", " + when(t.first[row], t.last[row]), [
    h("p", { class: "note" }, TALLY_WORDS),
    details([
      ["Cooperation", decimals(t.cooperation[row], 1) + ": the positive scores added up"],
      ["Hostility", decimals(t.hostility[row], 1) + ": the negative scores added up"],
      ["Balance", t.balance[row] === null ? "none: nothing with a sign" : decimals(t.balance[row], 2) + ", from −1 (all hostile) to 1 (all cooperative)"],
      ["Counted", many(t.events[row], "event") + " and " + many(t.claims[row], "relation claim") + " from " + many(t.documents[row], "document")],
    ]),
    events.length ? [h("h3", {}, "Events counted"), h("ul", { class: "plain-list" }, events.map((event) => h("li", {}, eventBrief(event, true))))] : null,
    claims.length ? [h("h3", {}, "Relation claims counted"), claims.map((claim) => claimFigure("relation", claim))] : null,
  ]);
}

/** One event in two lines: who, what, when, and the first sentence that reports it. */
function eventBrief(event, withSnippet) {
  return h("div", { class: "brief" }, glyph(event), h("div", {},
    h("a", { href: eventLink(event) }, whoOf(event), " ", h("span", { class: "verb" }, label("event_type", typeName(event)))),
    " ", h("span", { class: "dim" }, eventDate(event)), isDone(event) ? null : [" ", statusChip(db.events.status[event])],
    withSnippet ? h("p", { class: "snippet" }, snippet(event)) : null));
}
