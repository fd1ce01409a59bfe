// The network: which relations have evidence in a period, where each actor stands, and the drawing of both.

const SHOWN_ACTORS = 40;
const POSITIVE = 1 / 3;

function windowTallies(from, to, all) {
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
    const force = places.map((p) => ({ x: -p.x * 0.9, y: -p.y * 1.3 }));
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
      const pull = (Math.hypot(dx, dy) / ideal) * (0.4 + 0.6 * (weight / strongest));
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

const SHOWN_EDGES = 120;
/** Width by evidence, on one scale through all periods: `most` is the most evidence any relation has. */
const edgeWidth = (evidence, most) => 1.5 + 8.5 * Math.sqrt(Math.max(0, evidence - 1) / Math.max(8, most - 1));
const KIND_WORDS = {
  coop: "mostly cooperation",
  host: "mostly hostility",
  mixed: "both",
  unsigned: "evidence without a sign",
};

/** The relations that the chart draws: between the actors it shows, those with most evidence. */
function drawable(fixed, edges) {
  const nodes = new Set(fixed.nodes);
  return edges.filter((edge) => nodes.has(edge.dyad.a) && nodes.has(edge.dyad.b)).slice(0, SHOWN_EDGES);
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
  const shown = drawable(fixed, edges);
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
    const wide = edgeWidth(edge.evidence, fixed.most);
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
    const name = shorten(actorName(id), 22);
    const room = name.length * 8.2 + r + 8; // pixels that the name takes beside the mark
    const side = x < middleOf.x * 0.7 ? "end" : x > middleOf.x * 1.3 ? "start" : "middle";
    const away = (side === "end" && x < room) || (side === "start" && x > width - room) ? "middle" : side;
    const half = (name.length * 8.2) / 2;
    const node = s(
      "g",
      { class: live.has(id) ? "node" : "node faded" },
      s("circle", { cx: x, cy: y, r }),
      s(
        "text",
        {
          x: away === "end" ? x - r - 4 : away === "start" ? x + r + 4 : Math.max(half, Math.min(width - half, x)),
          y: away === "middle" ? y - r - 5 : y + 4,
          "text-anchor": away,
        },
        name,
      ),
    );
    node.addEventListener("click", () => {
      location.hash = "#actor=" + encodeURIComponent(id);
    });
    drawn.append(node);
  }
  clear(frame).append(drawn);
}
