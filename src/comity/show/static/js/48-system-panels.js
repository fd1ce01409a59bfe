// Panels of the system: a tie in a year, and where an actor stood.

function namedDay(parts, from) {
  const [text, issue = "all"] = parts.slice(from);
  return dayNamed(issue, text);
}

function tiePanel(value) {
  const parts = value.split(",");
  const day = namedDay(parts, 2);
  const tie = tieBetween(day, lineage(parts[0]), lineage(parts[1] ?? ""));
  if (!tie) {
    const dyad = dyads.get(pairKey(lineage(parts[0]), lineage(parts[1] ?? "")));
    if (!day || !dyad) return lostPanel("tie", value);
    return openPanel(dyadName(dyad) + ", end of " + yearName(day), [
      h("p", { class: "note" }, "No evidence that counts at that time. That is no evidence, not a neutral relation."),
      relationLinkLine(dyad),
    ]);
  }
  const before = previousDay(day);
  const was = tieBetween(before, tie.a, tie.b);
  const c = systemCore.changes;
  const changed = tie.changeRow !== undefined;
  const inside = tie.curve.within(before ? before.date + 1 : -Infinity, day.date);
  const rest = changed ? restsOn(c.event_ids[tie.changeRow], c.claim_ids[tie.changeRow], c.fact_ids[tie.changeRow]) : restOfKnots(inside);
  const none = !rest.events.length && !rest.claims.length && !rest.facts.length;
  const facts = (tableTiesOn(day.date, new Set([tie.a, tie.b])).get(tie.dyad.key) || []).map((row) => h("li", {}, factLine(row)));
  return openPanel([tieName(tie) + ", end of " + yearName(day) + ": ", h("span", { class: "verb" }, SIGN_WORDS[tie.sign])], [
    details([
      ["Score", scoreSaid(tie.score)],
      ["Probability that the relation is", signSaid(tie.score)],
      ["Sign", tie.change === "faded" ? "none: nothing was told for so long that nothing is known any more" : tie.sign ? SIGN_WORDS[tie.sign] + ": sure enough" : "undetermined: neither sign reaches a probability of 90%"],
      ["The year before", was ? SIGN_WORDS[was.sign] + ", " + signed(was.score.mean) : before ? "no evidence that counted" : null],
      ["Since then", tie.change || "the same sign"],
      ["Last evidence until then", lastEvidence(tie).replace("last evidence ", "")],
      ["Balance", tie.against ? "it goes against the best parting in two camps" : null],
    ]),
    none
      ? [
          h("p", { class: "note" }, changed ? "No evidence of that year speaks for the change: the score moves with what was told before and after." : "No evidence in that year. What counts for most:"),
          restSections(bearing(tie.curve, day.date)),
        ]
      : [h("p", { class: "dim" }, changed ? "What speaks for the change, the weightiest first." : "What was told in that year."), restSections(rest)],
    facts.length ? [h("h3", {}, "From comity's own tables"), h("ul", { class: "plain-list" }, facts)] : null,
    relationLinkLine(tie.dyad),
  ]);
}

const SIGN_VERBS = { 1: "friendly with", "-1": "hostile to", 0: "of unsure standing with" };
/** "India is friendly with Russia and China, which are hostile to each other": the triangle that pulls on an actor. */
function pullWords(day, id, [x, y]) {
  const name = (one) => nameOn(one, day.date);
  const [first, second, third] = [tieBetween(day, id, x), tieBetween(day, id, y), tieBetween(day, x, y)];
  if (!first || !second || !third) return null;
  const link = (tie, text) => h("a", { href: tieLink(tie) }, text);
  const between = third.sign > 0 ? "are friendly with each other" : "are hostile to each other";
  if (first.sign === second.sign)
    return [name(id), " is ", link(first, SIGN_VERBS[first.sign] + " " + name(x)), " and ", link(second, name(y)), ", and these two ", link(third, between), "."];
  return [
    name(id), " is ", link(first, SIGN_VERBS[first.sign] + " " + name(x)), " and ", link(second, SIGN_VERBS[second.sign] + " " + name(y)), ", and these two ", link(third, between), ".",
  ];
}

function standPanel(value) {
  const parts = value.split(",");
  const id = lineage(parts[0]);
  const day = namedDay(parts, 1);
  if (!day || !actorIndex.has(parts[0])) return lostPanel("actor of a year", value);
  const stand = standingOn(day).get(id);
  const ties = tiesOn(day).filter((tie) => tie.a === id || tie.b === id);
  const name = nameOn(id, day.date);
  const other = (tie) => nameOn(tie.a === id ? tie.b : tie.a, day.date);
  const list = (title, sign) => {
    const rows = ties.filter((tie) => tie.sign === sign).sort((x, y) => Math.abs(y.score.mean) - Math.abs(x.score.mean));
    if (!rows.length) return null;
    return [
      h("h3", {}, title),
      h(
        "ul",
        { class: "plain-list" },
        rows.map((tie) => h("li", {}, tieSample(tie), " ", h("a", { href: tieLink(tie) }, other(tie)), " ", h("span", { class: "dim" }, signed(tie.score.mean) + " (" + intervalText(tie.score) + "), " + lastEvidence(tie)))),
      ),
    ];
  };
  const pull = stand && stand.pulledBy.length === 2 ? pullWords(day, id, stand.pulledBy) : null;
  return openPanel(name + ", end of " + yearName(day), [
    stand
      ? details([
          ["Bloc", stand.bloc === null ? "in none: no positive tie into one" : [blocGlyph(stand.bloc), " ", blocName(stand.bloc), ", with ", listedNodes(companions(day, stand))]],
          ["How sure", stand.sure === null ? null : asPercent(stand.sure) + " of the draws put it with most of its bloc"],
          ["Swings", stand.swings === null ? null : asPercent(stand.swings) + " of the draws put it on the other side"],
          ["If its least sure tie turned", stand.turning === null || !stand.turningWith ? null : "that with " + nameOn(stand.turningWith, day.date) + ": " + balanceWords(stand.turning)],
          ["Without it", stand.without === null ? null : balanceWords(stand.without)],
        ])
      : h("p", { class: "note" }, "No tie that counts at that time. That is no evidence, not a neutral actor."),
    pull
      ? [h("h3", {}, "The triangle that pulls on it"), h("p", {}, pull), h("p", { class: "dim" }, "Not balanced: one of the three ties would have to turn. It pulls with ", decimals(stand.pull, 2), " of 1.")]
      : stand
        ? h("p", { class: "dim" }, "No triangle of sure ties pulls on it.")
        : null,
    list("Friends", 1),
    list("Foes", -1),
    list("Not sure", 0),
    h("p", {}, h("a", { href: "#actor=" + encodeURIComponent(id) }, "All that was read of " + actorName(id))),
  ]);
}
const balanceWords = (change) =>
  change === 0 ? "the balance stays as it is" : many(Math.abs(change), "tie") + (change > 0 ? " more" : " fewer") + " against balance";
function companions(day, stand) {
  const others = [...standingOn(day).values()].filter((one) => one.bloc === stand.bloc && one.actor !== stand.actor);
  return others.length ? listedNodesOr(others.map((one) => h("a", { href: standLink(one.actor, day) }, nameOn(one.actor, day.date)))) : ["nobody"];
}
const listedNodesOr = (nodes) => nodes.flatMap((node, i) => (i === 0 ? [node] : [i === nodes.length - 1 ? " and " : ", ", node]));

/** The ties of one sign in a year: "1971,1" or "1971,defence,1". */
function tiesPanel(value) {
  const parts = value.split(",");
  const sign = Number(parts.pop());
  const day = namedDay(parts, 0);
  if (!day || !SIGN_WORDS[sign]) return lostPanel("year", value);
  const rows = tiesOn(day).filter((tie) => tie.sign === sign).sort((x, y) => Math.abs(y.score.mean) - Math.abs(x.score.mean));
  const item = (tie) => h("li", {}, tieSample(tie), " ", h("a", { href: tieLink(tie) }, tieName(tie)), " ", h("span", { class: "dim" }, tieSaid(tie) + "; " + lastEvidence(tie)));
  return openPanel(capital(SIGN_WORDS[sign]) + " ties at the end of " + yearName(day), [
    rows.length ? paged(rows.length, 30, (from, to) => h("ul", { class: "plain-list" }, rows.slice(from, to).map(item)), "ties") : h("p", { class: "note" }, "None."),
  ]);
}

/** The triangles of sure ties in a year, those out of balance first. */
function trianglesPanel(value) {
  const day = namedDay(value.split(","), 0);
  if (!day) return lostPanel("year", value);
  const found = triangles(tiesOn(day));
  const item = (triangle) =>
    h(
      "li",
      {},
      h("strong", {}, productOf(triangle) > 0 ? "Balanced: " : "Not balanced: "),
      listedNodesOr(triangle.map((tie) => [tieSample(tie), " ", h("a", { href: tieLink(tie) }, tieName(tie)), h("span", { class: "dim" }, " " + SIGN_WORDS[tie.sign])])),
      ".",
    );
  return openPanel("Triangles at the end of " + yearName(day), [
    h("p", { class: "dim" }, "A triangle is balanced when the friend of a friend is a friend and the foe of a foe is a friend: with three positive ties, or one. Only ties whose sign is sure are counted."),
    found.length ? paged(found.length, 30, (from, to) => h("ul", { class: "plain-list" }, found.slice(from, to).map(item)), "triangles") : h("p", { class: "note" }, "None of three sure ties."),
  ]);
}
