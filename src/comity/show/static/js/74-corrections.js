// What people put right, and what became of it.

/** What a correction is about, as a link where this report holds it. */
function correctionTarget(row) {
  const id = db.corrections.target[row];
  if (!id) return "–";
  if (["alias", "fact"].includes(db.corrections.kind[row])) return sayActors(id);
  if (differenceIndex.has(id)) return h("a", { href: "#difference=" + id }, "a disagreement");
  const event = findEvent(id);
  if (event !== undefined) return eventLine(event);
  const r = reportIndex.get(id);
  if (r !== undefined && docOfReport[r] !== undefined)
    return [
      h(
        "span",
        { class: "snippet" },
        "“",
        shorten(sentence(docOfReport[r], db.reports.start[r], db.reports.end[r]), 140),
        "” ",
      ),
      h("a", { href: docLink(docOfReport[r], db.reports.start[r]) }, "in ", docTitle(docOfReport[r])),
    ];
  if (thingIndex.has(id)) return thingAnchor(id);
  if (actorIndex.has(id)) return h("a", { href: "#actor=" + encodeURIComponent(id) }, actorName(id));
  const other = correctionIndex.get(id);
  if (other !== undefined) return ["correction ", count(db.corrections.ordinal[other])];
  return h("code", {}, id);
}

function correctionsView() {
  const c = db.corrections;
  const states = tallied(c.state);
  return {
    title: "Corrections",
    nodes: [
      heading(
        "What people put right",
        "Reports rejected or changed, events joined or set apart, disagreements settled, names and facts given: each with who did it, when, why, and what became of it in this build.",
      ),
      c.n
        ? [
            h(
              "p",
              { class: "result-count" },
              h("strong", {}, many(c.n, "correction")),
              ": ",
              [...states].map(([state, n]) => count(n) + " " + label("state", state)).join(", "),
            ),
            paged(
              c.n,
              PAGE,
              (from, to) =>
                tableOf(
                  "Corrections",
                  ["No.", "Who and what", "About", "Why", "What became of it"],
                  c.id.slice(from, to).map((_, i) => {
                    const row = from + i;
                    return [
                      count(c.ordinal[row]),
                      [correctionLine(row), h("p", { class: "snippet" }, correctionDay(c.at[row]))],
                      correctionTarget(row),
                      c.why[row] || "no reason was given",
                      [
                        h(
                          "span",
                          {
                            class: "chip state " + (c.state[row] === "applied" ? "done" : "open"),
                            title: about("state", c.state[row]),
                          },
                          label("state", c.state[row]),
                        ),
                        c.note[row] ? h("p", { class: "snippet" }, c.note[row]) : null,
                      ],
                    ];
                  }),
                  { rowHeads: true, captionHidden: true, className: "corrections" },
                ),
              "corrections",
            ),
          ]
        : h(
            "p",
            { class: "note" },
            "Nobody has put anything right in this project yet. To do so: ",
            h("code", {}, "comity correct --help"),
            ".",
          ),
    ],
  };
}
