// What an audit found: precision, recall and counts corrected by both, as people coded a sample of sentences blind.

const AUDIT_LEVELS = {
  there: ["An event at all", "sentences that tell of one"],
  class: ["Its class", "verbal or material, cooperation or conflict"],
  type: ["Its type", "one of the sixteen of PLOVER"],
  parties: ["Type and parties", "a party in common on each side that is told"],
  exact: ["Type and exactly the parties", "nobody missing, nobody too many"],
  status: ["Type, parties and status", "and how far it got"],
  date: ["... and date", "and the dates do not exclude each other"],
};
const AUDIT_WIDE = 0.3;

const percent = (share) => Math.round(100 * share) + "%";

/** A figure with its interval, or why there is none. */
function auditFigure(figure, say = percent) {
  if (!figure) return "–";
  if (figure.value === null) return h("span", { class: "dim" }, "too few (" + count(figure.cases) + ")");
  const wide = say === percent && figure.high - figure.low > AUDIT_WIDE;
  return [
    h("strong", {}, say(figure.value)),
    " ",
    h("span", { class: "dim" }, say(figure.low) + " to " + say(figure.high) + (wide ? ", a wide interval" : "")),
  ];
}

function auditReference(reference, audit) {
  const by = reference.reference === "consensus" ? "what the coders agree on" : reference.reference;
  const rounded = (value) => count(Math.round(value));
  return h(
    "section",
    {},
    h("h2", {}, "Measured by " + by),
    h(
      "p",
      {},
      many(reference.coded, "sentence") + " coded. Intervals are at " + Math.round(100 * audit.interval) + "%.",
      reference.uncovered.map((kind) => " No sentence " + kind + " was coded yet."),
      reference.strata_joined ? " " + many(reference.strata_joined, "stratum", "strata") + " with too few coded sentences were joined to neighbours." : null,
    ),
    tableOf(
      "Of what was found, how much is right; of what is there, how much was found",
      ["Right about", { text: "Precision", class: "number" }, { text: "Recall", class: "number" }],
      reference.levels.map((line) => [
        [AUDIT_LEVELS[line.level][0], h("p", { class: "snippet" }, AUDIT_LEVELS[line.level][1])],
        auditFigure(line.precision),
        auditFigure(line.recall),
      ]),
      { rowHeads: true },
    ),
    tableOf(
      "By class, and counts corrected for both kinds of error",
      [
        "Class",
        { text: "Precision", class: "number" },
        { text: "Recall", class: "number" },
        { text: "Reports found", class: "number" },
        { text: "Reports, corrected", class: "number" },
        { text: "Events found", class: "number" },
        { text: "Events, corrected", class: "number" },
      ],
      [...reference.classes, { ...reference.counts, name: "all", precision: null, recall: null }].map((line) => [
        line.name,
        auditFigure(line.precision),
        auditFigure(line.recall),
        count(line.reports),
        auditFigure(line.reports_corrected, rounded),
        count(line.events),
        auditFigure(line.events_corrected, rounded),
      ]),
      { rowHeads: true },
    ),
  );
}

function auditAgreement(agreement) {
  const said = (one) =>
    !one.units
      ? "no sentence was coded by two"
      : one.alpha === null
        ? "all have one value, which says nothing of agreement"
        : [h("strong", {}, decimals(one.alpha, 2)), " ", h("span", { class: "dim" }, one.low === null ? "too few for an interval" : decimals(one.low, 2) + " to " + decimals(one.high, 2))];
  return h(
    "section",
    {},
    h("h2", {}, "How far the coders agree"),
    tableOf(
      "Krippendorff's alpha: 1 is full agreement, 0 what chance would give",
      ["On", { text: "Alpha", class: "number" }, { text: "The same", class: "number" }, { text: "Sentences", class: "number" }],
      [
        ["event or not", agreement.there],
        ["types of events", agreement.type],
      ].map(([what, one]) => [what, said(one), one.observed === null ? "–" : percent(one.observed), count(one.units)]),
      { rowHeads: true },
    ),
  );
}

function auditView() {
  const audit = core.audit;
  const head = heading(
    "What was missed",
    "A random sample of sentences, those in which nothing was found included, coded by people who did not see what was found.",
  );
  if (!audit || !audit.coded)
    return {
      title: "Audit",
      nodes: [
        head,
        h(
          "p",
          { class: "note" },
          audit
            ? "A sample of " + many(audit.sample.sentences, "sentence") + " is drawn, and nobody has coded any of it yet. To do so: "
            : "What was missed in these documents is unknown: nobody has looked yet. To do so: ",
          h("code", {}, audit ? "comity audit code" : "comity audit --sample 200"),
          ".",
        ),
      ],
    };
  const s = audit.sample;
  const notes = [
    s.changed ? "The documents have changed since the sample was drawn: the figures speak of those of then." : null,
    s.lost ? many(s.lost, "sentence") + " of the sample cannot be found any more, and left out." : null,
    s.corrected
      ? "In " + many(s.corrected, "sentence") + " of the sample a report was put right by hand: there the figures are those of the corrected record."
      : null,
    audit.differing ? "Coders differ on " + many(audit.differing, "sentence") + " that nobody has settled. What they agree on leaves these out, the harder ones, and flatters until then." : null,
  ];
  return {
    title: "Audit",
    nodes: [
      head,
      h(
        "p",
        { class: "result-count" },
        h("strong", {}, many(s.sentences, "sentence")),
        " drawn of " + count(s.drawn_from) + " in " + many(s.documents, "document") + " (seed " + s.seed + "). Coded: ",
        audit.coders.map((coder) => coder.coder + " " + count(coder.coded)).join(", ") + ".",
      ),
      notes.map((note) => (note ? h("p", { class: "note" }, note) : null)),
      audit.references.map((reference) => auditReference(reference, audit)),
      audit.agreement ? auditAgreement(audit.agreement) : null,
      h(
        "section",
        {},
        h("h2", {}, "What was drawn"),
        h(
          "p",
          {},
          "Every sentence of the prose that was read could be drawn, and each counts for as many as it stands for. A corrected count is the number found times precision over recall. That of events takes as many reports to an event among the missed as among the found.",
        ),
        tableOf(
          "Strata of the sample",
          ["Sentences with", { text: "There are", class: "number" }, { text: "Drawn", class: "number" }, { text: "Coded", class: "number" }],
          audit.strata.map((row) => [row.name, count(row.sentences), count(row.drawn), count(row.coded)]),
          { rowHeads: true },
        ),
      ),
    ],
  };
}
