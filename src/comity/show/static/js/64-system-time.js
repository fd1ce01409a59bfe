// The system through the years: frustration and balance as lines, blocs as a strip of actors.

const STRIP_ROWS = 24;

function throughTime(days, day, pick, wanted, some) {
  return h(
    "section",
    { "aria-labelledby": "s-time" },
    h("h2", { id: "s-time" }, "Through the years"),
    some
      ? null
      : [
          h("h3", {}, "Frustration index of the sure ties; shaded, where 90% of the draws lie that take in the others"),
          yearsChart(days, day, pick, frustrationSeries(days), { least: 1, name: "Frustration index" }),
          h("h3", {}, "Share of triangles that are balanced"),
          yearsChart(days, day, pick, triangleSeries(days), { least: 1, most: 1, name: "Share of balanced triangles", say: asPercent }),
        ],
    h("h3", {}, "Blocs through the years"),
    blocStrip(days, day, wanted),
    yearsTable(days, pick),
  );
}

const frustrationSeries = (days) =>
  days.map((day) => {
    const y = db.system_years;
    return day.row === undefined
      ? null
      : { day, value: y.frustration_upper[day.row], low: y.frustration_low[day.row], high: y.frustration_high[day.row] };
  });
/** A share of no triangles is none: the line breaks. */
const triangleSeries = (days) =>
  days.map((day) => {
    const y = db.system_years;
    return day.row === undefined || !y.triangles[day.row] ? null : { day, value: y.balanced[day.row] / y.triangles[day.row], low: null, high: null };
  });

function yearsChart(days, current, pick, series, { least, most = null, name, say = (value) => decimals(value, value % 1 ? 1 : 0) }) {
  const holder = h("div", {});
  const frame = h("div", { class: "years-svg chart" }, holder);
  const hint = tip(frame);
  const height = 130;
  const there = series.filter((point) => point && point.value !== null);
  if (!there.length) return h("p", { class: "note" }, "Nothing to draw: no three actors with sure ties between them in any year.");
  const top = most ?? Math.max(least, ...there.map((point) => Math.max(point.value, point.high ?? 0)));
  fitted(holder, (width) => {
    const [left, right, bottom] = [46, width - 8, height - 20];
    const scale = timeScale(days[0].date - 200, days[days.length - 1].date + 200, left, right);
    const y = (value) => bottom - (value / top) * (bottom - 10);
    const drawn = s("svg", { width, height, viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": name + " from " + yearName(days[0]) + " to " + yearName(days[days.length - 1]) + ". The table after it has every value." });
    fill(drawn, [s("rect", { class: "backdrop", x: 0, y: 0, width, height }), axisMarks(scale, days[0].date, days[days.length - 1].date, left, right, height - 5, bottom)]);
    for (const value of [0, top > 1 ? Math.ceil(top / 2) : top / 2, top]) {
      drawn.append(s("line", { class: "grid", x1: left, x2: right, y1: y(value), y2: y(value) }));
      drawn.append(s("text", { class: "tick", x: left - 5, y: y(value) + 4, "text-anchor": "end" }, say(value)));
    }
    drawn.append(s("line", { class: "current", x1: scale(current.date), x2: scale(current.date), y1: 4, y2: bottom }));
    for (const run of unbroken(series)) {
      const banded = run.filter((point) => point.low !== null);
      if (banded.length > 1)
        drawn.append(s("path", { class: "score-band", d: path([...banded.map((p) => [scale(p.day.date), y(p.high)]), ...[...banded].reverse().map((p) => [scale(p.day.date), y(p.low)])]) + "Z" }));
      drawn.append(s("path", { class: "score-line", d: path(run.map((p) => [scale(p.day.date), y(p.value)])) }));
      if (run.length === 1) drawn.append(s("circle", { class: "lone", cx: scale(run[0].day.date), cy: y(run[0].value), r: 3 }));
    }
    const nearest = (event) => {
      const x = event.clientX - drawn.getBoundingClientRect().left;
      return days.reduce((p, q) => (Math.abs(scale(q.date) - x) < Math.abs(scale(p.date) - x) ? q : p));
    };
    drawn.addEventListener("pointermove", (event) => {
      const day = nearest(event);
      const point = series[days.indexOf(day)];
      const value = point ? say(point.value) + (point.low === null ? "" : " (" + say(point.low) + " to " + say(point.high) + ")") : "none";
      hint.show([h("strong", {}, yearName(day)), ": ", value], scale(day.date), 10);
    });
    drawn.addEventListener("pointerleave", () => hint.hide());
    drawn.addEventListener("click", (event) => pick(nearest(event)));
    clear(holder).append(drawn);
  });
  return frame;
}

function unbroken(series) {
  const found = [];
  let open = null;
  for (const point of series) {
    if (!point || point.value === null) open = null;
    else if (open) open.push(point);
    else found.push((open = [point]));
  }
  return found;
}

/** A row an actor, a column a year: its bloc by colour and letter; nothing where it had no tie that counts. */
function blocStrip(days, current, wanted) {
  const all = days.map(standingOn);
  const years = tallied(all.flatMap((standing) => [...standing.keys()].filter(wanted)));
  const ids = [...years].sort((x, y) => y[1] - x[1] || byText(x[0], y[0])).slice(0, STRIP_ROWS).map(([id]) => id);
  if (!ids.length) return h("p", { class: "note" }, "No actor has a tie that counts.");
  const holder = h("div", {});
  const frame = h("div", { class: "strip-svg chart" }, holder);
  const hint = tip(frame);
  const row = 20;
  fitted(holder, (width) => {
    const left = width < 480 ? 100 : 150;
    const column = (width - left - 4) / days.length;
    const height = ids.length * row + 24;
    const drawn = s("svg", { width, height, viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": "Blocs of " + ids.length + " actors through the years. The table of actors has those of the year chosen." });
    const step = Math.max(1, Math.ceil(46 / column));
    days.forEach((day, i) => {
      const x = left + (i + 0.5) * column;
      if (i % step === 0 && x < width - 16) drawn.append(s("text", { class: "tick", x, y: height - 6, "text-anchor": "middle" }, yearName(day)));
    });
    ids.forEach((id, line) => {
      const y = line * row + 2;
      drawn.append(s("text", { class: "strip-name", x: left - 6, y: y + 13, "text-anchor": "end" }, shorten(actorName(id), width < 480 ? 11 : 20)));
      let from = 0;
      while (from < days.length) {
        const stand = all[from].get(id);
        let to = from + 1;
        while (to < days.length && sameBloc(stand, all[to].get(id))) to += 1;
        if (stand) {
          const wide = (to - from) * column;
          drawn.append(s("rect", { class: "cell " + blocClass(stand.bloc), x: left + from * column, y, width: Math.max(1, wide - 0.6), height: row - 4 }));
          if (wide > 12 && stand.bloc !== null) drawn.append(s("text", { class: "cell-letter", x: left + (from + to) * 0.5 * column, y: y + 12.5, "text-anchor": "middle" }, blocLetter(stand.bloc)));
        }
        from = to;
      }
    });
    const i = days.indexOf(current);
    drawn.append(s("rect", { class: "current-column", x: left + i * column, y: 0, width: Math.max(2, column), height: ids.length * row }));
    const place = (event) => {
      const box = drawn.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const at = Math.floor((x - left) / column);
      const id = ids[Math.floor(y / row)];
      return x < left || !days[at] || !id ? null : { day: days[at], id, stand: all[at].get(id), x, y };
    };
    drawn.addEventListener("pointermove", (event) => {
      const at = place(event);
      if (!at) return hint.hide();
      const said = at.stand ? (at.stand.bloc === null ? "in no bloc" : blocName(at.stand.bloc)) : "no tie that counts";
      return hint.show([h("strong", {}, nameOn(at.id, at.day.date) + ", " + yearName(at.day)), h("br"), said], at.x, at.y);
    });
    drawn.addEventListener("pointerleave", () => hint.hide());
    drawn.addEventListener("click", (event) => {
      const at = place(event);
      if (at && at.stand) location.hash = standLink(at.id, at.day);
    });
    clear(holder).append(drawn);
  });
  return [
    frame,
    years.size > ids.length ? h("p", { class: "dim" }, "The " + ids.length + " actors with ties in most years, of " + years.size + ".") : null,
    h("p", { class: "dim" }, "A letter and colour is a bloc, the same through the years; hollow: ties, but in no bloc; blank: nothing that counts is told of it."),
  ];
}
const sameBloc = (x, y) => (x === undefined || y === undefined ? x === y : x.bloc === y.bloc);

function yearsTable(days, pick) {
  const y = db.system_years;
  const rows = days.filter((day) => day.row !== undefined).map((day) => day.row);
  const heads = ["date", "actors", "ties", "positive", "negative", "undetermined", "frustration_lower", "frustration_upper", "frustration_low", "frustration_high", "triangles", "balanced", "balance", "walk_balance", "blocs", "agreement"];
  const value = (name, row) => (name === "date" ? isoDay(y.date[row]) : y[name][row]);
  return h(
    "details",
    { class: "as-table" },
    h("summary", {}, "The same as a table, year by year"),
    paged(
      rows.length,
      PAGE,
      (from, to) =>
        tableOf(
          "The system at the end of each year",
          ["Year", ...["Actors", "Positive", "Negative", "Undetermined", "Frustration", "Balanced triangles", "Blocs"].map((text) => ({ text, class: "number" }))],
          rows.slice(from, to).map((row) => {
            const day = days.find((one) => one.row === row);
            return [
              h("button", { type: "button", class: "as-link", click: () => pick(day) }, yearName(day), hidden(": show it")),
              String(y.actors[row]),
              String(y.positive[row]),
              String(y.negative[row]),
              String(y.undetermined[row]),
              (y.certified[row] ? count(y.frustration_upper[row]) : y.frustration_lower[row] + "–" + y.frustration_upper[row]) +
                (y.frustration_low[row] === null ? "" : " (" + count(y.frustration_low[row]) + "–" + count(y.frustration_high[row]) + ")"),
              y.triangles[row] ? y.balanced[row] + " of " + y.triangles[row] : "–",
              String(y.blocs[row]),
            ];
          }),
          { rowHeads: true, captionHidden: true },
        ),
      "years",
    ),
    copyBox(heads, () => rows.map((row) => heads.map((name) => value(name, row)))),
  );
}
