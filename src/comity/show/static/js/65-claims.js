// Claims as readable lists: how ties stand, what drives what, and who wants, fears or opposes what.

const CLAIM_VIEWS = {
  relations: {
    kind: "relation",
    title: "What is said about ties",
    lede: "Statements that the tie between two actors is or became good or bad. They are what documents say, not a measurement.",
  },
  causes: {
    kind: "cause",
    title: "What is said to drive what",
    lede: "Statements that one thing raises, lowers or brings about another: the document's claim, or that of somebody it cites.",
  },
  stances: {
    kind: "stance",
    title: "Stances",
    lede: "Statements that an actor wants, supports, opposes, needs or fears something.",
  },
};

/** Claims by the time they are about, where they have one; then by publication and by their place in the document. */
function byDate(kind, rows) {
  const t = claimTable[kind];
  const keys = (row) => {
    const doc = docIndex.get(t.document_id[row]) ?? -1;
    return [(t.first && t.first[row]) ?? Infinity, db.documents.published_first[doc] ?? Infinity, doc, t.start[row]];
  };
  const keyed = rows.map((row) => [keys(row), row]);
  keyed.sort(([x], [y]) => {
    const at = x.findIndex((value, i) => value !== y[i]);
    return at < 0 ? 0 : x[at] - y[at];
  });
  return keyed.map(([, row]) => row);
}

function claimHead(kind, row) {
  const t = claimTable[kind];
  const doc = docIndex.get(t.document_id[row]);
  const said = (start, end, name) => h("span", { class: "span-" + name }, sentence(doc, start, end) || "not told");
  if (kind === "relation") {
    return [
      h("a", { href: "#relation=" + t.id[row] }, actorName(t.a[row]) + " – " + actorName(t.b[row])),
      " ",
      h("span", { class: "chip type " + relationTone(row) }, relationWords(row)),
      t.first[row] === null ? null : [" ", h("span", { class: "dim" }, when(t.first[row], t.last[row]))],
    ];
  }
  if (kind === "stance") {
    return [
      h("a", { href: "#stance=" + t.id[row] }, actorName(t.actor[row]), " ", label("stance", t.stance[row])),
      ": ",
      said(t.object_start[row], t.object_end[row], "object"),
      t.object_actor[row] ? h("span", { class: "dim" }, " (" + actorName(t.object_actor[row]) + ")") : null,
      t.sign[row]
        ? [" ", h("span", { class: "chip type " + signTone(t.sign[row]) }, t.sign[row] > 0 ? "for" : "against")]
        : null,
    ];
  }
  return [
    said(t.cause_start[row], t.cause_end[row], "cause"),
    " ",
    h("a", { class: "chip", href: "#cause=" + t.id[row] }, causeWords(row)),
    " ",
    said(t.effect_start[row], t.effect_end[row], "effect"),
  ];
}

function claimItem(kind, row) {
  const t = claimTable[kind];
  const doc = docIndex.get(t.document_id[row]);
  return h(
    "li",
    { class: "claim" },
    h(
      "p",
      { class: "claim-head" },
      claimHead(kind, row),
      t.hedged[row] ? [" ", h("span", { class: "chip" }, "hedged")] : null,
      t.negated && t.negated[row] ? [" ", h("span", { class: "chip" }, "negated")] : null,
    ),
    h(
      "blockquote",
      {},
      h("p", {}, doc === undefined ? "" : markedSentence(doc, t.start[row], t.end[row], claimSpans[kind](row))),
    ),
    h(
      "p",
      { class: "dim" },
      doc === undefined ? "" : h("a", { href: docLink(doc, t.start[row]) }, docTitle(doc)),
      " · ",
      doc === undefined ? "" : byline(doc),
      " · says so: ",
      claimant(t.voice[row], t.claimed_by[row]),
    ),
  );
}

const claimList = (kind, rows, size = 25) =>
  paged(
    rows.length,
    size,
    (from, to) =>
      h(
        "ul",
        { class: "claims" },
        rows.slice(from, to).map((row) => claimItem(kind, row)),
      ),
    "claims",
  );

/** Who a claim is about: its parties; for a claim of cause, the actors named in its sentence. */
const namedInCause = new Map();
function claimActors(kind, row) {
  const t = claimTable[kind];
  if (kind === "relation") return [t.a[row], t.b[row]];
  if (kind === "stance") return [t.actor[row], t.object_actor[row]].filter(Boolean);
  if (!namedInCause.has(row)) {
    const doc = docIndex.get(t.document_id[row]);
    const text = doc === undefined ? null : textOf(doc);
    const within = (_, i) => text.mentions.start[i] >= t.start[row] && text.mentions.end[i] <= t.end[row];
    namedInCause.set(row, text ? [...new Set(text.mentions.actor.filter(within).filter(Boolean))] : []);
  }
  return namedInCause.get(row);
}

function claimsView(name, params) {
  const { kind, title, lede } = CLAIM_VIEWS[name];
  const t = claimTable[kind];
  const rows = byDate(
    kind,
    t.id.map((_, row) => row),
  );
  const filters = {
    actor: params.get("actor") || "",
    sign: params.get("sign") || "",
    doc: params.get("doc") || "",
    rule: params.get("rule") || "",
    q: params.get("q") || "",
  };
  const list = h("div", {});
  const summary = h("p", { class: "result-count", "aria-live": "polite" });
  const signOf = (row) => (kind === "relation" ? t.level[row] || t.change[row] : t.sign[row]);
  const update = () => {
    const wanted = queryWords(filters.q);
    const shown = rows.filter((row) => {
      const doc = docIndex.get(t.document_id[row]);
      if (filters.actor && !claimActors(kind, row).map(lineage).includes(filters.actor)) return false;
      if (filters.doc && t.document_id[row] !== filters.doc) return false;
      if (filters.rule && t.rule[row] !== filters.rule) return false;
      if (filters.sign && String(Math.sign(signOf(row) || 0)) !== filters.sign) return false;
      return (
        !wanted.length ||
        holdsAll(
          fold(
            claimActors(kind, row).map(actorName).join(" ") +
              " " +
              (doc === undefined ? "" : sentence(doc, t.start[row], t.end[row])),
          ),
          wanted,
        )
      );
    });
    const said = Object.keys(filters)
      .filter((key) => filters[key])
      .map((key) => "&" + key + "=" + encodeURIComponent(filters[key]));
    rememberView("#" + name + said.join(""));
    clear(summary).append(h("strong", {}, many(shown.length, "claim")), " of " + count(rows.length));
    fill(clear(list), [
      shown.length
        ? claimList(kind, shown)
        : h("p", { class: "note" }, rows.length ? "No claim fits." : "None was read in these documents."),
    ]);
  };
  const change = (key, value) => {
    filters[key] = value;
    update();
  };
  const lines = [...tallied(rows.flatMap((row) => [...new Set(claimActors(kind, row).map(lineage))]))]
    .sort((x, y) => byText(actorName(x[0]), actorName(y[0])))
    .map(([id, n]) => [id, actorName(id) + " (" + n + ")"]);
  const docs = [...tallied(rows.map((row) => t.document_id[row]))]
    .sort((x, y) => byText(x[0], y[0]))
    .map(([id, n]) => [id, shorten(docTitle(docIndex.get(id)), 60) + " (" + n + ")"]);
  const rules = [...tallied(t.rule)]
    .sort((x, y) => byText(x[0], y[0]))
    .map(([rule, n]) => [rule, rule + " (" + n + ")"]);
  requestAnimationFrame(update);
  return {
    title,
    nodes: [
      heading(title, lede),
      h(
        "p",
        { class: "subnav" },
        Object.entries(CLAIM_VIEWS).map(([key, view]) => [
          h("a", { href: "#" + key, "aria-current": key === name ? "page" : null }, view.title),
          h("span", { class: "dim" }, " (" + count(claimTable[view.kind].n) + ")"),
          " ",
        ]),
      ),
      h(
        "form",
        { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() },
        lines.length
          ? select("actor", kind === "cause" ? "Names" : "Actor", filters, [["", "Any"], ...lines], change)
          : null,
        select(
          "sign",
          "Sign",
          filters,
          [
            ["", "Any"],
            ["1", kind === "cause" ? "Raises" : "Positive"],
            ["-1", kind === "cause" ? "Lowers" : "Negative"],
            ["0", "Open or neither"],
          ],
          change,
        ),
        select("doc", "Document", filters, [["", "Any document"], ...docs], change),
        select("rule", "Read by the rule", filters, [["", "Any rule"], ...rules], change),
        typed("q", "With the words", filters, change, { type: "search", spellcheck: "false" }),
      ),
      summary,
      list,
    ],
  };
}
