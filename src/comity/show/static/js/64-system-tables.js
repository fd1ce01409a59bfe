// The system in tables: its ties and actors on a day, what changed since the year before, two years compared.

function tieTable(day, wanted) {
  const ties = tiesOn(day)
    .filter((tie) => wanted(tie.a) && wanted(tie.b))
    .sort((x, y) => Math.abs(y.sign) - Math.abs(x.sign) || y.sign - x.sign || Math.abs(y.score.mean) - Math.abs(x.score.mean) || byText(x.dyad.key, y.dyad.key));
  const title = "Ties at the end of " + yearName(day);
  return h(
    "section",
    { "aria-labelledby": "s-ties" },
    h("h2", { id: "s-ties" }, title),
    ties.length
      ? paged(
          ties.length,
          25,
          (from, to) =>
            tableOf(
              title,
              ["Relation", "Sign", { text: "Score", class: "number" }, "90% interval", { text: "Good with probability", class: "number" }, "Last evidence", "Since the year before"],
              ties.slice(from, to).map((tie) => [
                h("a", { href: tieLink(tie) }, tieName(tie)),
                [tieSample(tie), " ", SIGN_WORDS[tie.sign]],
                signed(tie.score.mean),
                intervalText(tie.score),
                asPercent(above(tie.score)),
                tie.latest === null ? "–" : h("a", { href: scoreLink(tie.curve, isoDay(knots.date[tie.latest])) }, when(knots.date[tie.latest], knots.date[tie.latest])),
                tie.change || "–",
              ]),
              { rowHeads: true, captionHidden: true, className: "dyads" },
            ),
          "ties",
        )
      : h("p", { class: "note" }, "Nothing at that time. That is no evidence, not a neutral world."),
    ties.length
      ? copyBox(["date", "a", "b", "sign", "score", "low", "high", "probability_good", "last_evidence", "change"], () =>
          ties.map((tie) => [
            isoDay(day.date), tie.a, tie.b, tie.sign, tie.score.mean.toFixed(4), ...intervalOf(tie.score).map((v) => v.toFixed(4)),
            above(tie.score).toFixed(4), tie.latest === null ? "" : isoDay(knots.date[tie.latest]), tie.change,
          ]),
        )
      : null,
  );
}
const tieSample = (tie) =>
  s("svg", { class: "line-sample", width: 30, height: 8, "aria-hidden": "true" }, s("path", { class: "edge " + tieTone(tie), d: "M2,4H28", "stroke-width": tie.sign ? 3 : 1.2 }));

function actorTable(day, wanted) {
  const standing = [...standingOn(day).values()].filter((stand) => wanted(stand.actor)).sort((x, y) => (x.bloc ?? 99) - (y.bloc ?? 99) || byText(nameOn(x.actor, day.date), nameOn(y.actor, day.date)));
  if (!standing.length) return null;
  const ties = tiesOn(day);
  const of = (id, sign) => ties.filter((tie) => tie.sign === sign && (tie.a === id || tie.b === id)).length;
  const title = "Actors at the end of " + yearName(day);
  return h(
    "section",
    { "aria-labelledby": "s-actors" },
    h("h2", { id: "s-actors" }, title),
    paged(
      standing.length,
      25,
      (from, to) =>
        tableOf(
          title,
          ["Actor", "Bloc", { text: "Sure", class: "number" }, { text: "Swings", class: "number" }, { text: "Friends", class: "number" }, { text: "Foes", class: "number" }, "Pulled on by"],
          standing.slice(from, to).map((stand) => [
            h("a", { href: standLink(stand.actor, day) }, nameOn(stand.actor, day.date)),
            stand.bloc === null ? "none" : [blocGlyph(stand.bloc), " ", blocLetter(stand.bloc)],
            stand.sure === null ? "–" : asPercent(stand.sure),
            stand.swings === null ? "–" : asPercent(stand.swings),
            String(of(stand.actor, 1)),
            String(of(stand.actor, -1)),
            stand.pulledBy.length ? listed(stand.pulledBy.map((id) => nameOn(id, day.date))) : "–",
          ]),
          { rowHeads: true, captionHidden: true, className: "dyads" },
        ),
      "actors",
    ),
    copyBox(["date", "actor", "bloc", "sure", "swings", "friends", "foes", "pulled_by"], () =>
      standing.map((stand) => [isoDay(day.date), stand.actor, blocLetter(stand.bloc), stand.sure, stand.swings, of(stand.actor, 1), of(stand.actor, -1), stand.pulledBy.join(" ")]),
    ),
  );
}

/** One change in a line, with the act behind it. */
function changeItem(tie) {
  const c = systemCore.changes;
  const rest = restsOn(c.event_ids[tie.changeRow], c.claim_ids[tie.changeRow], c.fact_ids[tie.changeRow]);
  const event = rest.events[rest.events.length - 1];
  return h(
    "li",
    {},
    tieSample(tie),
    " ",
    h("a", { href: tieLink(tie) }, tieName(tie)),
    ": " + changeWord(tie),
    event === undefined && rest.claims.length ? claimSnippet(rest.claims[0]) : null,
    event === undefined ? null : h("p", { class: "snippet" }, h("a", { href: eventLink(event) }, eventDate(event)), ": ", snippet(event)),
  );
}
const claimSnippet = (row) => {
  const c = db.relation_claims;
  const doc = docIndex.get(c.document_id[row]);
  if (doc === undefined) return null;
  return h("p", { class: "snippet" }, h("a", { href: "#relation=" + c.id[row] }, "Said"), ": ", shorten(sentence(doc, c.start[row], c.end[row]), 180));
};
const CHANGE_WORDS = { new: "new", faded: "faded: nothing told for so long that nothing is known any more" };
const changeWord = (tie) =>
  (CHANGE_WORDS[tie.change] || tie.change) + (tie.change === "new" ? ", " + SIGN_WORDS[tie.sign] : "") + ", " + signed(tie.score.mean);

/** What changed in a year, and who came to stand in another bloc. */
function yearChanges(day, wanted) {
  const before = previousDay(day);
  const changed = tiesWithFaded(day).filter((tie) => tie.change && wanted(tie.a) && wanted(tie.b));
  const moved = before ? blocMoves(before, day, wanted) : [];
  return h(
    "section",
    { "aria-labelledby": "s-changes" },
    h("h2", { id: "s-changes" }, before ? "What changed in " + yearName(day) + ", and why" : "New in " + yearName(day)),
    changed.length
      ? paged(changed.length, 12, (from, to) => h("ul", { class: "plain-list" }, changed.slice(from, to).map(changeItem)), "changes")
      : h("p", { class: "note" }, "No tie changed: what these documents tell of that year made no difference to a sign, or they tell nothing."),
    moved.length ? h("p", {}, "Blocs: ", listedNodes(moved, "; "), ".") : null,
  );
}

function blocMoves(before, day, wanted) {
  const [then, now] = [standingOn(before), standingOn(day)];
  const word = (bloc) => (bloc === null ? "no bloc" : blocName(bloc));
  return [...now.values()]
    .filter((stand) => wanted(stand.actor) && then.has(stand.actor) && then.get(stand.actor).bloc !== stand.bloc)
    .map((stand) => [h("a", { href: standLink(stand.actor, day) }, nameOn(stand.actor, day.date)), " from " + word(then.get(stand.actor).bloc) + " to " + word(stand.bloc)]);
}

/** Two years side by side in words: which ties stand otherwise, and who stands elsewhere. */
function comparison(before, day, wanted) {
  const keys = [...new Set([...tiesOn(before), ...tiesOn(day)].filter((tie) => wanted(tie.a) && wanted(tie.b)).map((tie) => tie.dyad.key))].sort(byText);
  const [then, now] = [before, day].map((one) => new Map(tiesOn(one).map((tie) => [tie.dyad.key, tie])));
  const signIn = (tie) => (tie ? [tieSample(tie), " ", h("a", { href: tieLink(tie) }, SIGN_WORDS[tie.sign]), h("span", { class: "dim" }, " " + signed(tie.score.mean))] : h("span", { class: "dim" }, "no evidence that counts"));
  const differing = keys.filter((key) => (then.get(key)?.sign ?? null) !== (now.get(key)?.sign ?? null));
  const moved = blocMoves(before, day, wanted);
  return h(
    "section",
    { "aria-labelledby": "s-changes" },
    h("h2", { id: "s-changes" }, yearName(before) + " and " + yearName(day) + " compared"),
    differing.length
      ? paged(
          differing.length,
          25,
          (from, to) =>
            tableOf(
              "Ties that stand otherwise",
              ["Relation", "End of " + yearName(before), "End of " + yearName(day)],
              differing.slice(from, to).map((key) => [h("a", { href: dyadLink(dyads.get(key)) }, dyadName(dyads.get(key))), signIn(then.get(key)), signIn(now.get(key))]),
              { rowHeads: true, className: "dyads" },
            ),
          "ties",
        )
      : h("p", { class: "note" }, "No tie stands otherwise."),
    h("p", { class: "dim" }, many(keys.length - differing.length, "tie") + " with the same sign in both."),
    moved.length ? h("p", {}, "Blocs: ", listedNodes(moved, "; "), ".") : null,
  );
}
