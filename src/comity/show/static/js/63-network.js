// The page of the network: a period slider, the chart, and the same as a table. No evidence is no line.

function networkView(value, params) {
  const starts = [...new Set(db.tallies.first)].sort((x, y) => x - y);
  const ends = new Map(db.tallies.first.map((first, row) => [first, db.tallies.last[row]]));
  if (!starts.length)
    return {
      title: "Network",
      nodes: [
        heading("Network"),
        h(
          "p",
          { class: "note" },
          "No tally: these documents give nothing that is dated and signed between two actors.",
        ),
      ],
    };
  const state = {
    window: Number(params.get("window") || 0),
    at: Number(params.get("at") || starts.length - 1),
    kind: params.get("kind") === "all" ? "all" : "state",
  };
  state.at = Math.min(starts.length - 1, Math.max(0, state.at || 0));
  const frame = h("div", { class: "network-svg" });
  const holder = h("div", { class: "chart network" }, frame);
  const hint = tip(holder);
  const lists = h("div", {});
  const summary = h("p", { class: "result-count", "aria-live": "polite" });
  let fixed = null;
  const fix = () => {
    const every = windowTallies(-Infinity, Infinity, state.kind === "all");
    const weight = new Map();
    for (const edge of every)
      for (const id of [edge.dyad.a, edge.dyad.b]) weight.set(id, (weight.get(id) || 0) + edge.evidence);
    const nodes = [...weight]
      .sort((x, y) => y[1] - x[1] || byText(x[0], y[0]))
      .slice(0, SHOWN_ACTORS)
      .map(([id]) => id);
    fixed = { nodes, weight, places: layout(nodes, every), most: every.length ? every[0].evidence : 1 };
  };
  const range = () => {
    if (!state.window) return [starts[0], starts[starts.length - 1]];
    return [starts[Math.max(0, state.at - state.window + 1)], starts[state.at]];
  };
  let draw = () => {};
  const slider = h("input", {
    type: "range",
    id: "net-at",
    min: "0",
    max: String(starts.length - 1),
    step: "1",
    value: String(state.at),
    input: (event) => {
      state.at = Number(event.target.value);
      if (!state.window) {
        state.window = 1;
        controls.querySelector("#filter-window").value = "1";
      }
      update();
    },
  });
  const said = h("output", { for: "net-at", class: "period" });
  const update = () => {
    const [from, to] = range();
    const edges = windowTallies(from, to, state.kind === "all");
    const period = when(from, ends.get(to));
    clear(said).append(period);
    slider.setAttribute("aria-valuetext", period);
    rememberView(
      "#network" +
        (state.window ? "&window=" + state.window + "&at=" + state.at : "") +
        (state.kind === "all" ? "&kind=all" : ""),
    );
    draw = (width) => drawNetwork(frame, width, fixed, edges, hint, holder, period);
    redraw();
    const drawn = drawable(fixed, edges).length;
    clear(summary).append(
      many(edges.length, "relation") +
        " with evidence in " +
        period +
        (drawn < edges.length
          ? "; the chart shows the " +
            drawn +
            " with most evidence between " +
            fixed.nodes.length +
            " actors, the table all"
          : "") +
        ".",
    );
    fill(clear(lists), [
      edges.length
        ? networkTable(edges, period)
        : h("p", { class: "note" }, "Nothing in this period. That is no evidence, not a neutral relation."),
      state.window ? null : outsidePeriods(state.kind === "all"),
    ]);
  };
  const controls = h(
    "form",
    { class: "filters", "aria-label": "Period", submit: (event) => event.preventDefault() },
    select(
      "window",
      "Periods shown",
      { window: String(state.window || "") },
      [
        ["", "All together"],
        ["1", "One"],
        ["5", "Five up to"],
        ["10", "Ten up to"],
      ],
      (name, number) => {
        state.window = Number(number || 0);
        update();
      },
    ),
    h("div", { class: "field slider" }, h("label", { for: "net-at" }, "Period"), slider, said),
    select(
      "kind",
      "Between",
      state,
      [
        ["state", "States only"],
        ["all", "All actors"],
      ],
      (name, kind) => {
        state.kind = kind;
        fix();
        update();
      },
    ),
  );
  const redraw = fitted(frame, (width) => draw(width));
  fix();
  requestAnimationFrame(update);
  const line = (kind) =>
    h(
      "li",
      {},
      s(
        "svg",
        { class: "line-sample", width: 36, height: 10, "aria-hidden": "true" },
        s("line", { class: "edge " + kind, x1: 2, x2: 34, y1: 5, y2: 5, "stroke-width": 3 }),
      ),
      " ",
      KIND_WORDS[kind],
    );
  return {
    title: "Network",
    nodes: [
      heading(
        "Network",
        "Who has evidence with whom, as these documents describe it. A line is wider the more events and claims stand behind it; where there is no evidence there is no line.",
      ),
      controls,
      summary,
      holder,
      h("ul", { class: "key", "aria-label": "What the lines mean" }, Object.keys(KIND_WORDS).map(line)),
      h(
        "p",
        { class: "dim" },
        TALLY_WORDS,
        " Balance is (cooperation − hostility) / (cooperation + hostility); above a third counts as mostly cooperation, below minus a third as mostly hostility.",
      ),
      lists,
    ],
  };
}

function networkTable(edges, period) {
  return paged(
    edges.length,
    PAGE,
    (from, to) =>
      tableOf(
        "Relations with evidence, " + period,
        [
          "Relation",
          "Balance",
          { text: "Cooperation", class: "number" },
          { text: "Hostility", class: "number" },
          { text: "Evidence", class: "number" },
        ],
        edges
          .slice(from, to)
          .map((edge) => [
            h("a", { href: dyadLink(edge.dyad) }, dyadName(edge.dyad)),
            [
              s(
                "svg",
                { class: "line-sample", width: 30, height: 8, "aria-hidden": "true" },
                s("line", { class: "edge " + edge.kind, x1: 2, x2: 28, y1: 4, y2: 4, "stroke-width": 3 }),
              ),
              " ",
              KIND_WORDS[edge.kind] + (edge.balance === null ? "" : " (" + decimals(edge.balance, 2) + ")"),
            ],
            decimals(edge.cooperation, 1),
            decimals(edge.hostility, 1),
            h(
              "a",
              { href: tallyLink(edge.rows[0], edge.rows[edge.rows.length - 1]) },
              count(edge.evidence),
              hidden(" behind " + dyadName(edge.dyad)),
            ),
          ]),
        { rowHeads: true },
      ),
    "relations",
  );
}

/** Relations whose evidence is all undated, not done or without a score: they stand in no period. */
function outsidePeriods(all) {
  const rest = dyadsByWeight.filter((dyad) => !dyad.tallies.length && (all || isStates(dyad)));
  if (!rest.length) return null;
  return [
    h("h2", {}, "Evidence that stands in no period"),
    h(
      "p",
      { class: "dim" },
      many(rest.length, "relation") +
        " with evidence that is undated, too vaguely dated, not done, or without a score. They have no line above; that does not make them neutral.",
    ),
    paged(
      rest.length,
      20,
      (from, to) =>
        h(
          "ul",
          { class: "plain-list" },
          rest
            .slice(from, to)
            .map((dyad) =>
              h(
                "li",
                {},
                h("a", { href: dyadLink(dyad) }, dyadName(dyad)),
                " ",
                h("span", { class: "dim" }, dyadCounts(dyad)),
              ),
            ),
        ),
      "relations",
    ),
  ];
}
