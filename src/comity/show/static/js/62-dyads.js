// Relations between two: the list of dyads.

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

/** The present level of a relation, or why there is none. */
function presentLevel(dyad) {
  const curve = curveOf.get(curveKey(dyad));
  if (!curve) return h("span", { class: "dim" }, "no score: nothing dated that was done");
  const score = curve.at(lastDay);
  const address = scoreLink(curve, isoDay(lastDay));
  if (curve.knownShare(score) < LEFT_OVER)
    return h("a", { href: address, class: "dim" }, "evidence has faded: the last is of " + yearOf(curve.last));
  return [
    h("a", { href: address, class: score.mean >= 0 ? "coop-text" : "host-text" }, signed(score.mean)),
    " ",
    h("span", { class: "dim" }, "(" + intervalText(score) + ")"),
    h("br"),
    levelWord(score),
  ];
}
const lastTurn = (dyad) => {
  const rows = turnsOf.get(dyad.key + " both all") || [];
  return rows.length ? rows.reduce((x, y) => (db.turning_points.date[y] > db.turning_points.date[x] ? y : x)) : null;
};
function lastTurnCell(dyad) {
  const row = lastTurn(dyad);
  if (row === null) return "–";
  const t = db.turning_points;
  return h(
    "a",
    { href: turnLink(row) },
    (t.size[row] >= 0 ? "▲ " : "▼ ") + yearOf(t.date[row]),
    h("span", { class: "dim" }, " (" + signed(t.size[row]) + ")"),
    hidden(": " + turnWord(row) + " between " + dyadName(dyad)),
  );
}
const evidenceCell = (dyad) => {
  const n = dyadFigures(dyad);
  const parts = [
    n.coop ? [dyadFigure(dyad, n.coop, { type: "coop", status: "done" }, "coop-text"), " of cooperation"] : null,
    n.host ? [dyadFigure(dyad, n.host, { type: "host", status: "done" }, "host-text"), " of hostility"] : null,
    n.neither ? [dyadFigure(dyad, n.neither, { type: "plain", status: "done" }), " of neither"] : null,
    n.open ? [dyadFigure(dyad, n.open, { status: "open" }), " not done"] : null,
    n.claims ? [h("a", { href: dyadLink(dyad) }, count(n.claims), hidden(" claims about " + dyadName(dyad))), n.claims === 1 ? " claim" : " claims"] : null,
    n.stances ? [count(n.stances), n.stances === 1 ? " stance" : " stances"] : null,
  ];
  return parts.filter(Boolean).flatMap((part, i) => (i ? [", ", part] : [part]));
};

const presentScore = (dyad) => {
  const curve = curveOf.get(curveKey(dyad));
  return curve ? curve.at(lastDay).mean : null;
};
const latestTurnDay = (dyad) => {
  const row = lastTurn(dyad);
  return row === null ? null : db.turning_points.date[row];
};
/** Ways to sort relations; those without the figure come last. */
const ORDERS = {
  evidence: ["Most evidence first", null, 1],
  friendly: ["Friendliest at the end first", presentScore, -1],
  hostile: ["Most hostile at the end first", presentScore, 1],
  turned: ["Latest turning point first", latestTurnDay, -1],
  name: ["By name", (dyad) => dyadName(dyad), 1],
};
function sortedDyads(list, order) {
  const [, figureOf, way] = ORDERS[order];
  if (!figureOf) return list;
  const figures = new Map(list.map((dyad) => [dyad, figureOf(dyad)]));
  return [...list].sort((x, y) => {
    const [a, b] = [figures.get(x), figures.get(y)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return (typeof a === "string" ? byText(a, b) : a - b) * way;
  });
}
/** The days over which sparklines run, the same for all of them. */
const everySpan = () => {
  const days = [...curveOf.values()].map((curve) => curve.first);
  return days.length ? [dayOf(yearOf(days.reduce((x, y) => Math.min(x, y)))), lastDay] : null;
};

function dyadTable(list, caption) {
  const span = everySpan();
  return paged(
    list.length,
    PAGE,
    (from, to) =>
      tableOf(
        caption,
        ["Relation", "Score through time", "At the end of the record", "Last turning point", "Evidence", "Period"],
        list.slice(from, to).map((dyad) => {
          const curve = curveOf.get(curveKey(dyad));
          const years = spanOf(dyad.events);
          return [
            h("a", { href: dyadLink(dyad) }, dyadName(dyad)),
            curve ? h("a", { href: dyadLink(dyad), class: "spark-link" }, scoreSpark(curve, span)) : "–",
            presentLevel(dyad),
            lastTurnCell(dyad),
            evidenceCell(dyad),
            years ? yearsOf(years) : "undated",
          ];
        }),
        { rowHeads: true, captionHidden: true, className: "dyads" },
      ),
    "relations",
  );
}

function dyadsView(value, params) {
  const filters = {
    q: params.get("q") || "",
    kind: params.get("kind") || "state",
    order: Object.hasOwn(ORDERS, params.get("order") || "") ? params.get("order") : "evidence",
  };
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
        (filters.kind === "state" ? "" : "&kind=all") +
        (filters.order === "evidence" ? "" : "&order=" + filters.order),
    );
    const scored = list.filter((dyad) => curveOf.has(curveKey(dyad))).length;
    clear(summary).append(
      many(list.length, "relation") + ", " + count(scored) + " of them with a score. " + ORDERS[filters.order][0] + ".",
    );
    fill(clear(result), [
      list.length
        ? dyadTable(sortedDyads(list, filters.order), "Relations between two actors")
        : h("p", { class: "note" }, "No relation fits."),
    ]);
  };
  const change = (name, given) => {
    filters[name] = given;
    update();
  };
  requestAnimationFrame(update);
  return {
    title: "Relations",
    nodes: [
      heading(
        "Relations",
        "How good or bad each relation was, as these documents describe it, from −1, hostile, to 1, friendly. In brackets the interval that holds the score with a probability of 90%, if the model is right; where there was no evidence it is wide.",
      ),
      h(
        "form",
        { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() },
        typed("q", "With the name", filters, change, { type: "search" }),
        select("kind", "Between", filters, [["state", "States only"], ["all", "All actors"]], change),
        select("order", "Sorted by", filters, Object.entries(ORDERS).map(([name, [text]]) => [name, text]), change),
      ),
      summary,
      result,
    ],
  };
}
