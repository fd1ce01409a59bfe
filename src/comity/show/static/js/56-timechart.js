// The timeline: one mark an event, cooperation above the line, hostility below it, what was not done apart beneath.

const DOT = 8; // pixels a dot takes across and up
const TALLEST = 24; // dots; a taller pile is drawn as a bar
const MOST_MARKS = 1500; // more events than that are drawn as bars, so that the page stays quick

/**
 * A chart of events that zooms. `draw(events, from, to)` shows them; `zoom(from, to)` is called with days (or nulls for
 * all) when the reader drags, presses a key or a button.
 */
function timeChart(zoom, { compact = false } = {}) {
  const svgFrame = h("div", { class: "chart-svg" });
  const frame = h(
    "div",
    {
      class: "chart",
      role: "group",
      tabindex: compact ? null : "0",
      "aria-label": compact
        ? "Events in time"
        : "Events in time. Arrow keys move, plus and minus zoom, Home shows the whole period.",
    },
    svgFrame,
  );
  const hint = tip(frame);
  const state = { events: [], view: null, all: null };
  const redraw = fitted(svgFrame, (width) => drawEvents(svgFrame, state, width, hint, zoom, compact));
  const move = (share, factor) => {
    if (!state.view) return;
    const [a, b] = state.view;
    const width = Math.max(20, (b - a) * factor);
    const centre = (a + b) / 2 + (b - a) * share;
    let [from, to] = [Math.round(centre - width / 2), Math.round(centre + width / 2)];
    if (from < state.all[0]) {
      to += state.all[0] - from;
      from = state.all[0];
    }
    if (to > state.all[1]) {
      from -= to - state.all[1];
      to = state.all[1];
    }
    if (from <= state.all[0] && to >= state.all[1]) zoom(null, null);
    else zoom(Math.max(from, state.all[0]), to);
  };
  const acts = { ArrowLeft: [-0.25, 1], ArrowRight: [0.25, 1], "+": [0, 0.5], "=": [0, 0.5], "-": [0, 2] };
  if (!compact) {
    frame.addEventListener("keydown", (key) => {
      if (key.target !== frame || key.ctrlKey || key.metaKey || key.altKey) return;
      if (key.key === "Home") zoom(null, null);
      else if (acts[key.key]) move(...acts[key.key]);
      else return;
      key.preventDefault();
    });
    const button = (text, act) => h("button", { type: "button", click: act }, text);
    frame.prepend(
      h(
        "div",
        { class: "chart-tools" },
        button("Zoom in", () => move(0, 0.5)),
        button("Zoom out", () => move(0, 2)),
        button("Earlier", () => move(-0.25, 1)),
        button("Later", () => move(0.25, 1)),
        button("Whole period", () => zoom(null, null)),
        h("span", { class: "dim chart-hint" }, "or drag across the chart"),
      ),
    );
  }
  return {
    frame,
    draw(events, from, to) {
      state.events = events;
      state.all = spanOf(events);
      state.view = state.all && [from ?? state.all[0], to ?? state.all[1]];
      if (state.view && state.view[0] >= state.view[1]) state.view = [state.view[0] - 15, state.view[0] + 15];
      redraw();
    },
  };
}

function binned(events, scale, left, right) {
  const columns = new Map();
  for (const event of events) {
    const x = scale(middle(event));
    if (x < left || x > right) continue;
    const column = Math.floor((x - left) / DOT);
    if (!columns.has(column)) columns.set(column, []);
    columns.get(column).push(event);
  }
  for (const pile of columns.values())
    pile.sort((x, y) => (strength(x) === strength(y) ? x - y : strength(x) === "material" ? -1 : 1));
  return columns;
}
const tallest = (columns) => Math.max(0, ...[...columns.values()].map((pile) => pile.length));

function drawEvents(frame, state, width, hint, zoom, compact) {
  clear(frame);
  if (!state.view) {
    const none = "None of these events is dated well enough for a place on a line of years.";
    frame.append(h("p", { class: "note" }, state.events.length ? none : "No event."));
    return;
  }
  const dated = state.events.filter(isPlaced);
  const undated = state.events.filter((event) => !isDated(event));
  const vague = state.events.length - dated.length - undated.length;
  const gutter = undated.length && !compact ? 84 : 0;
  const [left, right] = [4, width - gutter - 4];
  const scale = timeScale(state.view[0], state.view[1], left, right);
  const done = dated.filter(isDone);
  const bands = bandsOf(done, dated, scale, left, right, width);
  const highest = Math.max(tallest(bands.coop.columns), tallest(bands.host.columns));
  const asBars = highest > TALLEST || dated.length > MOST_MARKS;
  const unit = asBars ? 130 / highest : DOT;
  const room = (columns, least) => Math.max(least, tallest(columns) * unit + 8);
  const top = 22 + room(bands.coop.columns, 34);
  const axisHeight = 22;
  const bottom = top + axisHeight + room(bands.host.columns, 34) + 18;
  const strips = [];
  let height = bottom;
  for (const band of [bands.neither, bands.open]) {
    if (!band.columns.size) continue;
    const most = tallest(band.columns);
    const step = most > 10 ? 70 / most : DOT;
    strips.push({ band, top: height, step, asBars: asBars || most > 10 });
    height += 24 + Math.max(12, most * step + 6);
  }
  const drawn = s("svg", {
    width,
    height,
    viewBox: "0 0 " + width + " " + height,
    role: "img",
    "aria-label": chartWords(state, done, undated),
  });
  const backdrop = s("rect", { class: "backdrop", x: 0, y: 0, width, height });
  fill(drawn, [
    backdrop,
    axisMarks(scale, state.view[0], state.view[1], left, right, top + 15, bottom),
    s("line", { class: "base", x1: left, x2: right, y1: top, y2: top }),
    s("line", { class: "base", x1: left, x2: right, y1: top + axisHeight, y2: top + axisHeight }),
    s("text", { class: "band coop", x: left, y: 13 }, "▲ Cooperation"),
    s("text", { class: "band host", x: left, y: bottom - 4 }, "▼ Hostility"),
  ]);
  if (asBars)
    drawn.append(
      s("text", { class: "tick", x: right, y: 13, "text-anchor": "end" }, "tallest bar: " + highest + " events"),
    );
  const layer = s("g", {});
  drawn.append(layer);
  const place = { left, scale };
  pile(layer, bands.coop.columns, top, -1, unit, asBars, place);
  pile(layer, bands.host.columns, top + axisHeight, 1, unit, asBars, place);
  for (const strip of strips) {
    fill(drawn, [
      s("line", { class: "rule", x1: 0, x2: width, y1: strip.top + 2, y2: strip.top + 2 }),
      s("text", { class: "band open", x: left, y: strip.top + 15 }, strip.band.name),
    ]);
    pile(layer, strip.band.columns, strip.top + 20, 1, strip.step, strip.asBars, place);
  }
  if (gutter) fill(drawn, [undatedColumn(undated, width - gutter + 10, top, axisHeight, bottom)]);
  frame.append(drawn);
  if (vague && !compact)
    frame.append(
      h(
        "p",
        { class: "dim chart-note" },
        many(vague, "event") + " dated only within more than eleven years: in the list, without a mark here.",
      ),
    );
  listen(drawn, hint, scale, left, right, height, zoom, compact);
}

/** What goes where: done and with a score above and below the line; done without a score, and not done, apart. */
function bandsOf(done, dated, scale, left, right, width) {
  const of = (name, events) => ({ name, columns: binned(events, scale, left, right) });
  const tone = (wanted) => done.filter((event) => toneOf(event) === wanted);
  return {
    coop: of("Cooperation", tone("coop")),
    host: of("Hostility", tone("host")),
    neither: of(width > 480 ? "Neither: requests and other acts without a score" : "Neither", tone("plain")),
    open: of(
      width > 480 ? "Not done: planned, demanded, denied, stalled or supposed" : "Not done",
      dated.filter((event) => !isDone(event)),
    ),
  };
}

function chartWords(state, done, undated) {
  const of = (tone) => done.filter((event) => toneOf(event) === tone).length;
  const open = state.events.length - undated.length - done.length;
  const [coop, host, neither] = ["coop", "host", "plain"].map(of);
  return (
    `Chart of events from ${when(state.view[0], state.view[1])}: ${many(coop, "act")} of cooperation, ` +
    `${host} of hostility and ${neither} of neither said to be done; ${open} not done; ` +
    `${undated.length} undated. The same events are listed on this page.`
  );
}

function pile(layer, columns, base, direction, unit, asBars, { left, scale }) {
  for (const [column, events] of columns) {
    const x = left + column * DOT + DOT / 2;
    if (asBars) {
      const strong = events.filter((event) => strength(event) === "material").length;
      const draw = (from, to, kind) => {
        if (to === from) return;
        const y = direction < 0 ? base - to * unit : base + from * unit;
        const bar = s("rect", {
          class: "bar " + toneOf(events[0]) + " " + kind + (isDone(events[0]) ? "" : " open"),
          x: x - DOT / 2 + 0.5,
          width: DOT - 1,
          y,
          height: Math.max(1, (to - from) * unit),
        });
        bar.dataset.column = column;
        bar.dataset.count = events.length;
        layer.append(bar);
      };
      draw(0, strong, "material");
      draw(strong, events.length, "verbal");
      continue;
    }
    events.forEach((event, i) => {
      const y = base + direction * (DOT / 2 + 1 + i * DOT);
      const [a, b] = [scale(db.events.first[event]), scale(db.events.last[event] ?? db.events.first[event])];
      if (b - a > 14)
        layer.append(s("line", { class: "whisker " + toneOf(event), x1: Math.max(left, a), x2: b, y1: y, y2: y }));
      const mark = markOf(event, 3.1);
      mark.setAttribute("transform", "translate(" + x + "," + y + ")");
      mark.dataset.event = event;
      layer.append(mark);
    });
  }
}

function undatedColumn(events, x, top, axisHeight, bottom) {
  const of = (tone) => events.filter((event) => isDone(event) && toneOf(event) === tone).length;
  const [coop, host] = [of("coop"), of("host")];
  const rest = events.length - coop - host;
  return [
    s("line", { class: "rule", x1: x - 8.5, x2: x - 8.5, y1: 0, y2: bottom }),
    s("text", { class: "tick", x, y: top + 15 }, "undated"),
    s("text", { class: "figure coop", x, y: top - 6 }, String(coop)),
    s("text", { class: "figure host", x, y: top + axisHeight + 18 }, String(host)),
    rest ? s("text", { class: "tick", x, y: bottom + 15 }, "+ " + rest + " others") : null,
  ];
}

function listen(drawn, hint, scale, left, right, height, zoom, compact) {
  let start = null;
  let brush = null;
  const at = (event) => {
    const box = drawn.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  drawn.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (!event.buttons) start = null; // released outside
    if (start !== null) {
      const [a, b] = [Math.max(left, Math.min(start, x)), Math.min(right, Math.max(start, x))];
      if (!brush && Math.abs(x - start) < 4) return;
      if (!brush) {
        drawn.setPointerCapture(event.pointerId); // not before: a captured press never becomes a click on a bar
        brush = s("rect", { class: "brush", y: 0, height });
        drawn.append(brush);
      }
      brush.setAttribute("x", a);
      brush.setAttribute("width", Math.max(0, b - a));
      return;
    }
    const { event: which, count: number, column } = event.target.dataset || {};
    if (which !== undefined)
      hint.show(
        [
          h("strong", {}, whoText(Number(which))),
          h("br"),
          capital(label("event_type", typeName(Number(which)))),
          " · ",
          eventDate(Number(which)),
          isDone(Number(which)) ? null : " · " + label("status", db.events.status[Number(which)]),
        ],
        x,
        drawn.offsetTop + y,
      );
    else if (number) {
      const day = Math.round(scale.invert(left + Number(column) * DOT));
      hint.show([many(Number(number), "event") + " from " + when(day, day)], x, drawn.offsetTop + y);
    } else hint.hide();
  });
  drawn.addEventListener("pointerleave", () => hint.hide());
  drawn.addEventListener("click", (event) => {
    const { event: which, column } = event.target.dataset || {};
    if (which !== undefined) location.hash = eventLink(Number(which));
    else if (column !== undefined)
      zoom(
        Math.floor(scale.invert(left + (Number(column) - 2) * DOT)),
        Math.ceil(scale.invert(left + (Number(column) + 3) * DOT)),
      );
  });
  if (compact) return;
  drawn.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch" && event.target.dataset.event === undefined) {
      start = at(event)[0];
      hint.hide();
    }
  });
  const end = (event) => {
    if (start === null) return;
    const from = start;
    start = null;
    if (brush) {
      brush.remove();
      brush = null;
    }
    const x = at(event)[0];
    if (Math.abs(x - from) > 6)
      zoom(
        Math.floor(scale.invert(Math.max(left, Math.min(from, x)))),
        Math.ceil(scale.invert(Math.min(right, Math.max(from, x)))),
      );
  };
  drawn.addEventListener("pointerup", end);
  drawn.addEventListener("pointercancel", () => {
    start = null;
    if (brush) {
      brush.remove();
      brush = null;
    }
  });
}

function timelineKey() {
  const item = (shape, tone, material, text) => h("li", {}, sampleGlyph(shape, tone, material), " ", text);
  return h(
    "ul",
    { class: "key", "aria-label": "What the marks mean" },
    item("disc", "coop", true, "cooperation, material"),
    item("disc", "coop", false, "cooperation, verbal"),
    item("disc", "host", true, "hostility, material"),
    item("disc", "host", false, "hostility, verbal"),
    item("disc", "plain", false, "neither"),
    item("ring", "plain", true, "planned"),
    item("triangle", "plain", true, "demanded"),
    item("cross", "plain", true, "denied"),
    item("diamond", "plain", true, "stalled"),
    item("dotted", "plain", true, "supposed"),
    h(
      "li",
      {},
      s(
        "svg",
        { class: "line-sample", width: 26, height: 8, "aria-hidden": "true" },
        s("line", { class: "whisker", x1: 0, x2: 26, y1: 4, y2: 4 }),
      ),
      " the span of days in which it can have been",
    ),
  );
}
