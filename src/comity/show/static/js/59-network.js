// The signed network of a day: the same places in every year, signs by colour and dash, blocs by colour, shape and letter.

const SHOWN_ACTORS = 40;
const FEWER = 18; // on a narrow screen
const ON_CIRCLE = 16; // so few actors stand on a circle
const SWINGING = 0.2; // share of draws on the other side from which an actor is marked as swinging
const BLOC_SHAPES = ["disc", "square", "diamond", "hexagon", "triangle", "pentagon"];
const blocClass = (bloc) => (bloc === null || bloc === undefined ? "bloc-none" : "bloc-" + (bloc % BLOC_SHAPES.length));
const blocLetter = (bloc) =>
  bloc === null || bloc === undefined ? "" : bloc < 26 ? String.fromCharCode(65 + bloc) : "A" + (bloc - 25);
const blocName = (bloc) => "Bloc " + blocLetter(bloc);

function blocPath(bloc, r) {
  const sides = { square: 4, hexagon: 6, pentagon: 5 }[BLOC_SHAPES[(bloc ?? 0) % BLOC_SHAPES.length]];
  if (bloc === null || bloc === undefined || !sides) return shapePath(bloc ? BLOC_SHAPES[bloc % BLOC_SHAPES.length] : "disc", r);
  const turn = sides === 4 ? Math.PI / 4 : -Math.PI / 2;
  const size = sides === 4 ? r * 1.25 : r * 1.1;
  const corners = range(0, sides).map((i) => {
    const angle = turn + (2 * Math.PI * i) / sides;
    return (size * Math.cos(angle)).toFixed(2) + "," + (size * Math.sin(angle)).toFixed(2);
  });
  return "M" + corners.join("L") + "Z";
}
function blocGlyph(bloc) {
  return s(
    "svg",
    { class: "glyph", viewBox: "-9 -9 18 18", width: "18", height: "18", "aria-hidden": "true" },
    s("path", { class: "actor-mark " + blocClass(bloc), d: blocPath(bloc, 7) }),
    s("text", { class: "bloc-letter", x: 0, y: 3.5, "text-anchor": "middle" }, blocLetter(bloc)),
  );
}

/** What holds two actors together or apart through all the years: the sum of strengths, with the sign of the mean. */
function linksThroughTime(days, wanted) {
  const links = new Map();
  for (const day of days)
    for (const tie of tiesOn(day)) {
      if (!wanted(tie.a) || !wanted(tie.b)) continue;
      const link = links.get(tie.dyad.key) || { a: tie.a, b: tie.b, strength: 0, sum: 0 };
      link.strength += Math.abs(tie.score.mean) * tie.share;
      link.sum += tie.score.mean * tie.share;
      links.set(tie.dyad.key, link);
    }
  return [...links.values()];
}

/** Places of actors for all years at once: [id, {x, y}] from 0 to 1, those with the strongest ties; few on a circle. */
function networkPlaces(days, wanted, most) {
  const links = linksThroughTime(days, wanted);
  const weight = new Map();
  for (const { a, b, strength } of links) for (const id of [a, b]) weight.set(id, (weight.get(id) || 0) + strength);
  const nodes = [...weight]
    .sort((x, y) => y[1] - x[1] || byText(x[0], y[0]))
    .slice(0, most)
    .map(([id]) => id);
  const places = layout(nodes, links);
  if (nodes.length <= ON_CIRCLE && nodes.length) {
    const angle = (i) => Math.atan2(places[i].y - 0.5, places[i].x - 0.5);
    const order = range(0, nodes.length).sort((x, y) => angle(x) - angle(y) || x - y);
    order.forEach((node, i) => {
      const turn = (2 * Math.PI * (i + 0.5)) / nodes.length - Math.PI / 2;
      places[node] = { x: 0.5 + Math.cos(turn) / 2, y: 0.5 + Math.sin(turn) / 2 };
    });
  }
  return { places: new Map(nodes.map((id, i) => [id, places[i]])), left: weight.size - nodes.length };
}

/** Spring layout (Fruchterman and Reingold, 1991) from a circle, without chance: friends near, foes apart. */
function layout(nodes, links) {
  const places = nodes.map((_, i) => ({
    x: Math.cos((2 * Math.PI * i) / nodes.length),
    y: Math.sin((2 * Math.PI * i) / nodes.length),
  }));
  const at = indexOf(nodes);
  const pulls = links
    .filter((link) => at.has(link.a) && at.has(link.b))
    .map((link) => [at.get(link.a), at.get(link.b), Math.log1p(link.strength), link.sum / Math.max(1e-9, link.strength)]);
  const ideal = 1.6 / Math.sqrt(Math.max(1, nodes.length));
  const strongest = Math.max(1e-9, ...pulls.map((link) => link[2]));
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
    for (const [i, j, weight, sign] of pulls) {
      const [dx, dy] = [places[i].x - places[j].x, places[i].y - places[j].y];
      const pull = (Math.hypot(dx, dy) / ideal) * (sign > 0 ? 0.4 + 0.6 * (weight / strongest) : 0.12);
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
  const span = (axis) => {
    const values = places.map((p) => p[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[x0, x1], [y0, y1]] = [span("x"), span("y")];
  return places.map((p) => ({
    x: x1 > x0 ? (p.x - x0) / (x1 - x0) : 0.5,
    y: y1 > y0 ? (p.y - y0) / (y1 - y0) : 0.5,
  }));
}

const tieTone = (tie) => (tie.sign > 0 ? "coop" : tie.sign < 0 ? "host" : "open");
const tieWidth = (tie) => (tie.sign ? 1.5 + 5.5 * Math.min(1, Math.abs(tie.score.mean)) : 1.2);
/** Ties pale as their last evidence grows old. */
const tieOpacity = (tie) => {
  const age = tie.latest === null ? 0 : tie.day.date - knots.date[tie.latest];
  return (0.35 + 0.65 * Math.exp(-age / tie.curve.model.memory)).toFixed(2);
};
/** A day of the system as an address gives it. */
const dayValue = (day) => [yearName(day), ...(day.issue === "all" ? [] : [encodeURIComponent(day.issue)])].join(",");
const tieLink = (tie) => "#tie=" + [tie.a, tie.b].map(encodeURIComponent).join(",") + "," + dayValue(tie.day);
const standLink = (id, day) => "#stand=" + encodeURIComponent(id) + "," + dayValue(day);
const tieSaid = (tie) => {
  const p = above(tie.score);
  return (
    capital(SIGN_WORDS[tie.sign]) + ", " + signed(tie.score.mean) + " (" + intervalText(tie.score) + "), " +
    (p >= 0.5 ? "good with probability " + asPercent(p) : "bad with probability " + asPercent(1 - p))
  );
};
const lastEvidence = (tie) =>
  tie.latest === null ? "no evidence yet" : "last evidence " + when(knots.date[tie.latest], knots.date[tie.latest]);

/** Draw the system of a day into a frame. `fixed`: places of actors; `ties` and `tables`: what is drawn. */
function drawNetwork(frame, width, { fixed, day, ties, tables, standing }, hint, holder) {
  const nodes = [...fixed.places.keys()];
  const roomy = nodes.length < 10 ? 400 : nodes.length < 16 ? 480 : 640;
  const height = Math.max(300, Math.min(roomy, Math.round(width * (width < 600 ? 1 : 0.64))));
  const margin = { x: Math.min(96, width * 0.18), y: 40 };
  const place = new Map(
    [...fixed.places].map(([id, { x, y }]) => [id, [margin.x + x * (width - 2 * margin.x), margin.y + y * (height - 2 * margin.y)]]),
  );
  const shown = ties.filter((tie) => place.has(tie.a) && place.has(tie.b));
  const live = new Set(shown.flatMap((tie) => [tie.a, tie.b]));
  const drawn = s("svg", {
    width,
    height,
    viewBox: "0 0 " + width + " " + height,
    role: "group",
    "aria-label": networkWords(day, shown, live),
  });
  const over = (element, said) => {
    element.addEventListener("pointermove", (event) => {
      const box = holder.getBoundingClientRect();
      hint.show(said(), event.clientX - box.left, event.clientY - box.top);
    });
    element.addEventListener("pointerleave", () => hint.hide());
  };
  for (const [key, rows] of tables) {
    const [a, b] = key.split("|");
    if (!place.has(a) || !place.has(b) || !live.has(a) || !live.has(b)) continue;
    const d = arc(place.get(a), place.get(b), 22);
    const group = s("g", { class: "edge-group" }, s("path", { class: "edge table-tie", d }), s("path", { class: "edge-hit", d, "stroke-width": 10 }));
    group.addEventListener("click", () => {
      location.hash = factLink(rows[0]);
    });
    over(group, () => [h("strong", {}, nameOn(a, day.date) + " – " + nameOn(b, day.date)), h("br"), rows.map((row) => db.standing_facts.name[row] || db.standing_facts.kind[row]).join("; ") + " (from comity's tables)"]);
    drawn.append(group);
  }
  for (const tie of [...shown].sort((x, y) => Math.abs(x.sign) - Math.abs(y.sign) || Math.abs(x.score.mean) - Math.abs(y.score.mean))) {
    const d = arc(place.get(tie.a), place.get(tie.b), 0);
    const line = s("path", { class: "edge " + tieTone(tie) + (tie.against ? " against" : ""), d, "stroke-width": tieWidth(tie).toFixed(1), "stroke-opacity": tieOpacity(tie) });
    const group = s("g", { class: "edge-group" }, line, s("path", { class: "edge-hit", d, "stroke-width": 14 }));
    group.addEventListener("click", () => {
      location.hash = tieLink(tie);
    });
    over(group, () => [h("strong", {}, tieName(tie)), h("br"), tieSaid(tie), h("br"), lastEvidence(tie), tie.change ? [h("br"), "since the year before: " + tie.change] : null]);
    drawn.append(group);
  }
  for (const [id, at] of place) {
    if (!live.has(id) && nodes.length > 12) continue;
    drawn.append(actorMark(id, at, [width, height], day, live.has(id) ? standing.get(id) : null, live.has(id)));
  }
  clear(frame).append(drawn);
}

function networkWords(day, ties, live) {
  const of = (sign) => ties.filter((tie) => tie.sign === sign).length;
  return (
    `Network at the end of ${yearName(day)}: ${many(live.size, "actor")}, ${of(1)} positive, ${of(-1)} negative and ${of(0)} undetermined ties. ` +
    "The tables after it list every tie and every actor."
  );
}
const tieName = (tie) => [nameOn(tie.a, tie.day.date), nameOn(tie.b, tie.day.date)].sort(byText).join(" – ");

/** A line between two places, bent aside by so many pixels. */
function arc([x1, y1], [x2, y2], bend) {
  const long = Math.max(1, Math.hypot(x2 - x1, y2 - y1));
  const [cx, cy] = [(x1 + x2) / 2 - ((y2 - y1) / long) * bend * 2, (y1 + y2) / 2 + ((x2 - x1) / long) * bend * 2];
  const f = (value) => value.toFixed(1);
  return bend ? `M${f(x1)},${f(y1)}Q${f(cx)},${f(cy)} ${f(x2)},${f(y2)}` : `M${f(x1)},${f(y1)}L${f(x2)},${f(y2)}`;
}

function actorMark(id, [x, y], [width, height], day, stand, live) {
  const bloc = stand ? stand.bloc : null;
  const name = shorten(nameOn(id, day.date), 22);
  const swinging = stand && (stand.swings ?? 0) >= SWINGING;
  const r = 11;
  const off = r + (swinging ? 7 : 0); // the name stands clear of the ring
  const room = name.length * 7.6 + r + 8;
  const side = x < width * 0.35 ? "end" : x > width * 0.65 ? "start" : "middle";
  const away = (side === "end" && x < room) || (side === "start" && x > width - room) ? "middle" : side;
  const half = (name.length * 7.6) / 2;
  const said = nameOn(id, day.date) + (live ? (bloc === null ? ", in no bloc" : ", " + blocName(bloc)) + (swinging ? ", swings" : "") : ", no evidence that counts");
  return s(
    "a",
    { href: standLink(id, day), class: "actor-node" + (live ? "" : " faded"), "aria-label": said },
    swinging ? s("circle", { class: "swing", cx: x, cy: y, r: r + 6 }) : null,
    s("path", { class: "actor-mark " + (live ? blocClass(bloc) : "bloc-none"), d: blocPath(bloc, r), transform: "translate(" + x.toFixed(1) + "," + y.toFixed(1) + ")" }),
    s("text", { class: "bloc-letter", x, y: y + 4, "text-anchor": "middle" }, live ? blocLetter(bloc) : ""),
    s(
      "text",
      {
        class: "actor-name",
        x: away === "end" ? x - off - 6 : away === "start" ? x + off + 6 : Math.max(half, Math.min(width - half, x)),
        y: away !== "middle" ? y + 4 : y > height * 0.75 ? y + off + 15 : y - off - 7,
        "text-anchor": away,
      },
      name,
    ),
  );
}

function networkKey() {
  const item = (className, text, width = 3) =>
    h(
      "li",
      {},
      s("svg", { class: "line-sample", width: 36, height: 10, "aria-hidden": "true" }, s("path", { class: "edge " + className, d: "M2,5H34", "stroke-width": width })),
      " ",
      text,
    );
  return h(
    "ul",
    { class: "key", "aria-label": "What the marks mean" },
    item("coop", "positive, with a probability of 90% or more"),
    item("host", "negative, the same"),
    item("open", "evidence, but not sure which", 1.2),
    item("table-tie", "alliance or treaty in comity's tables: drawn apart, counts for nothing", 2),
    h("li", {}, s("svg", { class: "line-sample", width: 24, height: 24, viewBox: "-12 -12 24 24", "aria-hidden": "true" }, s("circle", { class: "swing", cx: 0, cy: 0, r: 9 })), " swings between blocs"),
    h("li", {}, "A shape, colour and letter is a bloc; a line is wider the stronger the tie, paler the older its evidence. No line is no evidence."),
  );
}
