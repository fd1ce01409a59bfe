// How each number was made.

function rulesTable() {
  const rows = [];
  const add = (kind, table, view) => {
    for (const [rule, n] of tallied(table.rule))
      rows.push([kind, rule || "not told", n, rule ? "#" + view + "&rule=" + encodeURIComponent(rule) : null]);
  };
  add("report of an event", db.reports, "events");
  add("relation claim", db.relation_claims, "relations");
  add("causal claim", db.causal_claims, "causes");
  add("stance", db.stances, "stances");
  rows.sort((x, y) => byText(x[0], y[0]) || y[2] - x[2] || byText(x[1], y[1]));
  if (!rows.length) return h("p", { class: "note" }, "Nothing was read.");
  return tableOf(
    "Rules, and how often each was used here",
    ["Reads", "Rule", { text: "Times", class: "number" }],
    rows.map(([kind, rule, n, link]) => [
      kind,
      h("code", {}, rule),
      link ? h("a", { href: link }, count(n)) : count(n),
    ]),
  );
}

function confidenceTable() {
  const rows = ["0.9", "0.7", "0.5", "0.3", ""].map((least) => {
    const n = db.events.confidence.filter((value) => (value ?? 0) >= Number(least)).length;
    return [least ? least + " or more" : "any", h("a", { href: addressOf("events", { sure: least }) }, count(n))];
  });
  return tableOf("Events by confidence", ["Confidence", { text: "Events", class: "number" }], rows, {
    rowHeads: true,
  });
}

/** How scores, phases and the system are made, with the parameters of this record. */
function scoresExplained() {
  const m = db.score_models;
  const alike = new Map(); // models with the same parameters, the one of all matters first
  for (const row of range(0, m.mu.length).sort((x, y) => (m.issue[y] === "all") - (m.issue[x] === "all") || x - y))
    pushTo(alike, [m.direction[row], ...["mu", "spread", "memory", "noise", "noise_floor"].map((name) => m[name][row])].join(" "), row);
  const named = (of) => (of.some((row) => m.issue[row] === "all") ? "All matters, together and each" : listed(of.map((row) => capital(m.issue[row]))));
  const rows = [...alike.values()].map((of) => [
    (of.length === 1 && m.issue[of[0]] === "all" ? "All matters" : named(of)) + (m.direction[of[0]] === "both" ? "" : ", each side's own acts"),
    signed(m.mu[of[0]]),
    decimals(m.spread[of[0]], 2),
    decimals(m.memory[of[0]] / YEARS, 1),
    decimals(m.noise[of[0]], 2),
    decimals(m.noise_floor[of[0]], 2),
    m.basis[of[0]] === "prior" ? "general experience" : many(m.events[of[0]], "piece of evidence", "pieces of evidence"),
  ]);
  const effects = db.source_effects;
  return h(
    "section",
    {},
    h("h2", {}, "Scores, phases and the system"),
    h(
      "p",
      {},
      "A score says how good or bad a relation is on a day, from −1, hostile, to 1, friendly. Each act and each claim about the tie is a noisy look at it; between them the relation drifts and slowly returns to where relations stand of which nothing is known (an Ornstein-Uhlenbeck process, seen through a Kalman filter and smoother). The line shows the relation as seen from the end of the record; “as known at the time” leaves out what came later.",
    ),
    h(
      "p",
      {},
      "The interval holds the score with a probability of 90% if that model is right; it says nothing of what these documents leave out or get wrong. Where they say nothing for long, it widens until nothing is known: that is no evidence, not a neutral relation. Copies of a report do not make it surer.",
    ),
    h(
      "p",
      {},
      "A turning point is where the level before and the level after differ with a probability of 90% or more. A tie of the system has a sign where that sign is sure with a probability of 90%. Blocs are found so that as few ties as possible go against them; how sure a membership is, and how far the frustration index can be relied on, is counted over networks drawn from what is not sure.",
    ),
    rows.length
      ? tableOf(
          "What the scores here were made with",
          ["Matter", ...["Unknown relations stand at", "Spread", "Memory in years", "Noise of one act", "Least noise of a day"].map((text) => ({ text, class: "number" })), "Learnt from"],
          rows,
          { rowHeads: true },
        )
      : null,
    effects.source && effects.source.length
      ? [
          h("p", {}, "How much friendlier or harsher than the others a source writes is taken off first:"),
          tableOf(
            "Sources",
            ["Source", { text: "Friendlier by", class: "number" }, { text: "Give or take", class: "number" }, { text: "Pieces of evidence", class: "number" }],
            range(0, effects.source.length).map((row) => [effects.source[row], signed(effects.effect[row]), decimals(Z90 * effects.sd[row], 2), count(effects.events[row])]),
            { rowHeads: true, captionHidden: true },
          ),
        ]
      : null,
  );
}

function howView() {
  const typeRows = vocabulary.types.map(([type, quad, score, meaning]) => [
    h("code", {}, type),
    label("event_type", type),
    label("quad", quad),
    decimals(score, 1),
    meaning,
  ]);
  const meanings = (kind) =>
    Object.values(words[kind]).map(([text, meaning]) =>
      h("li", {}, h("strong", {}, text), meaning ? ": " + meaning : ""),
    );
  return {
    title: "How it was made",
    nodes: [
      heading(
        "How each number was made",
        "What a document says is one thing, what is so is another. Everything here is as these documents describe it.",
      ),
      h(
        "section",
        {},
        h("h2", {}, "From documents to events"),
        h(
          "ol",
          {},
          h(
            "li",
            {},
            "Each document is split into paragraphs, headings and captions, and page furniture (menus, adverts, disclaimers). Furniture is kept in sight and not read.",
          ),
          h(
            "li",
            {},
            "Actors and dates are found and resolved as of the date they are about. What could not be resolved stays unresolved; an event without a date stays undated.",
          ),
          h(
            "li",
            {},
            "Rules on the grammar of each sentence read ",
            h("em", {}, "reports"),
            ": who did what to whom, when, how far it got, and who says so. A report carries the sentence it came from, the rule's name and a confidence between 0 and 1.",
          ),
          h(
            "li",
            {},
            "Reports of one thing are joined into one ",
            h("em", {}, "event"),
            ": each pair of reports is weighed by parties, kind of act, date, place, amounts and the words around it. An event's panel shows what joined its reports and which events were nearly taken for the same.",
          ),
          h(
            "li",
            {},
            "Copies of one text, texts that pass on what one speaker says, and reports credited to one other outlet count as one ",
            h("em", {}, "independent source"),
            ". What two or more of them tell alike is an agreement; where they differ, each side is kept.",
          ),
          h(
            "li",
            {},
            "What was planned, demanded, denied, stalled or only supposed is shown apart, and never counted as done.",
          ),
        ),
      ),
      scoresExplained(),
      h(
        "section",
        {},
        h("h2", {}, "The tally"),
        h(
          "p",
          {},
          TALLY_WORDS,
          " For two actors and a period it adds up the scores of the events and relation claims: positive ones are cooperation, negative ones hostility. Balance is (cooperation − hostility) / (cooperation + hostility). A relation runs along a line of succession: the Soviet Union and Russia are one line.",
        ),
        h(
          "p",
          {},
          "Events count at PLOVER's score of their kind; a statement that a tie is good or bad counts " +
            core.tally.level +
            ", one that it became better or worse " +
            core.tally.change +
            ", half of it where hedged. What was not done counts nothing; what has no date, or a date wider than the period, is in no period.",
        ),
        h(
          "p",
          {},
          "What newspapers write about is not all that happens: a tall bar can be a busy year or a busy editor. A period without a bar is one about which these documents say nothing.",
        ),
      ),
      h(
        "section",
        {},
        h("h2", {}, "Confidence"),
        h(
          "p",
          {},
          "How sure the rule is that it read the sentence rightly; it says nothing about whether the sentence is true.",
        ),
        confidenceTable(),
      ),
      h(
        "section",
        {},
        h("h2", {}, "Disagreements"),
        h(
          "p",
          {},
          "For each, two numbers from 0 to 1: how far apart the sides are (two different years, a sum twice as large), and how sure it is that they speak of the same and were read rightly. From both follows how plain it is:",
        ),
        h("ul", {}, meanings("grade")),
        h(
          "p",
          {},
          "Differences of grain (“2014” and “June 2014”) are none. comity's own tables, such as who joined which organisation when, can be a side. What a reader settled is marked, and the other sides stay in sight.",
        ),
      ),
      h(
        "section",
        {},
        h("h2", {}, "Kinds of act"),
        h("p", {}, "The types, classes and scores are those of PLOVER (Open Event Data Alliance, 2021)."),
        tableOf(
          "Kinds of act",
          ["Type", "Said here as", "Class", { text: "Score", class: "number" }, "Meaning"],
          typeRows,
        ),
      ),
      h("section", {}, h("h2", {}, "How far it got"), h("ul", {}, meanings("status"))),
      h("section", {}, h("h2", {}, "Where a date comes from"), h("ul", {}, meanings("date_basis"))),
      h("section", {}, h("h2", {}, "Rules"), rulesTable()),
      h(
        "section",
        {},
        h("h2", {}, "Made by"),
        details([
          ["Program", "comity " + core.version],
          ["Schema of the store", String(core.schema)],
          ["Documents", count(db.documents.n)],
          ["Reports", count(db.reports.n)],
          ["Events", count(db.events.n)],
        ]),
      ),
    ],
  };
}
