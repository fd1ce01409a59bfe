// The network of states: who has evidence with whom in a period. No evidence is no edge.

const SHOWN_ACTORS = 40;
const POSITIVE = 1 / 3;

function windowTallies(periods, from, to, all) {
  const edges = new Map();
  const t = db.tallies;
  t.a.forEach((_, row) => {
    if (t.first[row] < from || t.first[row] > to) return;
    const dyad = dyadOf(t.a[row], t.b[row]);
    if (!dyad || (!all && !isStates(dyad))) return;
    if (!edges.has(dyad.key)) edges.set(dyad.key, { dyad, cooperation: 0, hostility: 0, evidence: 0, rows: [] });
    const edge = edges.get(dyad.key);
    edge.cooperation += t.cooperation[row] || 0;
    edge.hostility += t.hostility[row] || 0;
    edge.evidence += (t.events[row] || 0) + (t.claims[row] || 0);
    edge.rows.push(row);
  });
  for (const edge of edges.values()) {
    const sum = edge.cooperation + edge.hostility;
    edge.balance = sum ? (edge.cooperation - edge.hostility) / sum : null;
    edge.kind =
      edge.balance === null
        ? "unsigned"
        : edge.balance >= POSITIVE
          ? "coop"
          : edge.balance <= -POSITIVE
            ? "host"
            : "mixed";
  }
  return [...edges.values()].sort((x, y) => y.evidence - x.evidence || byText(x.dyad.key, y.dyad.key));
}

/** Spring layout (Fruchterman and Reingold, 1991) from a circle, without chance: the same record, the same places. */
function layout(nodes, edges) {
  const places = nodes.map((_, i) => ({
    x: Math.cos((2 * Math.PI * i) / nodes.length),
    y: Math.sin((2 * Math.PI * i) / nodes.length),
  }));
  const at = indexOf(nodes);
  const links = edges
    .filter((edge) => at.has(edge.dyad.a) && at.has(edge.dyad.b))
    .map((edge) => [at.get(edge.dyad.a), at.get(edge.dyad.b), Math.log1p(edge.evidence)]);
  const ideal = 1.6 / Math.sqrt(Math.max(1, nodes.length));
  const strongest = Math.max(1e-9, ...links.map((link) => link[2]));
  for (let step = 0; step < 400; step += 1) {
    const heat = 0.12 * (1 - step / 400);
    const force = places.map((p) => ({ x: -p.x * 0.25, y: -p.y * 0.4 }));
    for (let i = 0; i < places.length; i += 1)
      for (let j = i + 1; j < places.length; j += 1) {
        const [dx, dy] = [places[i].x - places[j].x, places[i].y - places[j].y];
        const distance = Math.max(0.02, Math.hypot(dx, dy));
        const push = (ideal * ideal) / (distance * distance);
        force[i].x += dx * push;
        force[i].y += dy * push;
        force[j].x -= dx * push;
        force[j].y -= dy * push;
      }
    for (const [i, j, weight] of links) {
      const [dx, dy] = [places[i].x - places[j].x, places[i].y - places[j].y];
      const pull = (Math.hypot(dx, dy) / ideal) * (0.25 + 0.75 * (weight / strongest));
      force[i].x -= dx * pull;
      force[i].y -= dy * pull;
      force[j].x += dx * pull;
      force[j].y += dy * pull;
    }
    places.forEach((p, i) => {
      const size = Math.max(1e-9, Math.hypot(force[i].x, force[i].y));
      p.x += (force[i].x / size) * Math.min(size, heat);
      p.y += (force[i].y / size) * Math.min(size, heat);
    });
  }
  const range = (axis) => {
    const values = places.map((p) => p[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[x0, x1], [y0, y1]] = [range("x"), range("y")];
  return places.map((p) => ({
    x: x1 > x0 ? (p.x - x0) / (x1 - x0) : 0.5,
    y: y1 > y0 ? (p.y - y0) / (y1 - y0) : 0.5,
  }));
}

const edgeWidth = (evidence) => Math.min(10, 2 + 1.4 * Math.log2(Math.max(1, evidence)));
const KIND_WORDS = {
  coop: "mostly cooperation",
  host: "mostly hostility",
  mixed: "both",
  unsigned: "evidence without a sign",
};

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
    const every = windowTallies(starts, -Infinity, Infinity, state.kind === "all");
    const weight = new Map();
    for (const edge of every)
      for (const id of [edge.dyad.a, edge.dyad.b]) weight.set(id, (weight.get(id) || 0) + edge.evidence);
    const nodes = [...weight]
      .sort((x, y) => y[1] - x[1] || byText(x[0], y[0]))
      .slice(0, SHOWN_ACTORS)
      .map(([id]) => id);
    fixed = { nodes, weight, places: layout(nodes, every), left: weight.size - nodes.length };
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
    const edges = windowTallies(starts, from, to, state.kind === "all");
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
    clear(summary).append(
      many(edges.length, "relation") +
        " with evidence in " +
        period +
        (fixed.left
          ? "; the chart shows the " + fixed.nodes.length + " actors with most evidence, the table all"
          : "") +
        ".",
    );
    fill(clear(lists), [
      edges.length
        ? networkTable(edges, period)
        : h("p", { class: "note" }, "Nothing in this period. That is no evidence, not a neutral relation."),
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

function drawNetwork(frame, width, fixed, edges, hint, holder, period) {
  const roomy = fixed.nodes.length < 6 ? 300 : fixed.nodes.length < 12 ? 440 : 640;
  const height = Math.max(280, Math.min(roomy, Math.round(width * (width < 600 ? 1 : 0.62))));
  const margin = { x: Math.min(90, width * 0.16), y: 34 };
  const place = new Map(
    fixed.nodes.map((id, i) => [
      id,
      [margin.x + fixed.places[i].x * (width - 2 * margin.x), margin.y + fixed.places[i].y * (height - 2 * margin.y)],
    ]),
  );
  const shown = edges.filter((edge) => place.has(edge.dyad.a) && place.has(edge.dyad.b));
  const live = new Set(shown.flatMap((edge) => [edge.dyad.a, edge.dyad.b]));
  const drawn = s("svg", {
    width,
    height,
    viewBox: "0 0 " + width + " " + height,
    role: "img",
    "aria-label":
      "Network of " +
      live.size +
      " actors and " +
      shown.length +
      " relations in " +
      period +
      ". The table after it lists every relation.",
  });
  const middleOf = { x: width / 2, y: height / 2 };
  for (const edge of [...shown].reverse()) {
    const [x1, y1] = place.get(edge.dyad.a);
    const [x2, y2] = place.get(edge.dyad.b);
    const wide = edgeWidth(edge.evidence);
    const hit = s("line", { class: "edge-hit", x1, y1, x2, y2, "stroke-width": Math.max(14, wide) });
    const line = s("line", { class: "edge " + edge.kind, x1, y1, x2, y2, "stroke-width": wide });
    const group = s("g", { class: "edge-group" }, line, hit);
    group.addEventListener("click", () => {
      location.hash = dyadLink(edge.dyad);
    });
    group.addEventListener("pointermove", (event) => {
      const box = holder.getBoundingClientRect();
      hint.show(
        [
          h("strong", {}, dyadName(edge.dyad)),
          h("br"),
          KIND_WORDS[edge.kind] + " · " + many(edge.evidence, "event or claim", "events and claims"),
        ],
        event.clientX - box.left,
        event.clientY - box.top,
      );
    });
    group.addEventListener("pointerleave", () => hint.hide());
    drawn.append(group);
  }
  for (const id of fixed.nodes) {
    const [x, y] = place.get(id);
    const r = Math.min(13, 3.5 + 1.3 * Math.log2(1 + (fixed.weight.get(id) || 0)) * 0.8);
    const away = x < middleOf.x * 0.7 ? "end" : x > middleOf.x * 1.3 ? "start" : "middle";
    const node = s(
      "g",
      { class: live.has(id) ? "node" : "node faded" },
      s("circle", { cx: x, cy: y, r }),
      s(
        "text",
        {
          x: away === "end" ? x - r - 4 : away === "start" ? x + r + 4 : x,
          y: away === "middle" ? y - r - 5 : y + 4,
          "text-anchor": away,
        },
        shorten(actorName(id), 22),
      ),
    );
    node.addEventListener("click", () => {
      location.hash = "#actor=" + encodeURIComponent(id);
    });
    drawn.append(node);
  }
  clear(frame).append(drawn);
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
