// Time on a line: the scale, its ticks, and the drawing of an axis.

function timeScale(first, last, left, right) {
  const span = Math.max(1, last - first);
  const scale = (day) => left + ((day - first) / span) * (right - left);
  scale.invert = (x) => first + ((x - left) / (right - left)) * span;
  return scale;
}

const YEAR_STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];

/** Ticks that are whole years, months or days, at least `gap` pixels from one another. */
function timeTicks(first, last, pixels, gap) {
  const room = Math.max(2, Math.floor(pixels / gap));
  const years = (last - first) / 365.25;
  const ticks = [];
  if (years / room > 0.45 || years > 4) {
    const step = YEAR_STEPS.find((size) => years / size <= room) || 1000;
    for (let year = Math.ceil(yearOf(first) / step) * step; year <= yearOf(last); year += step)
      if (dayOf(year) >= first) ticks.push([dayOf(year), String(year)]);
    return ticks;
  }
  const months = years * 12;
  if (months > 2) {
    const step = [1, 2, 3, 6].find((size) => months / size <= room) || 6;
    const [y, m] = parts(first);
    for (let i = 0; ; i += 1) {
      const month = m + i;
      const day = dayOf(y, month);
      if (day > last) break;
      if (day >= first && (((month % 12) + 12) % 12) % step === 0)
        ticks.push([day, MONTHS[((month % 12) + 12) % 12] + " " + yearOf(day)]);
    }
    return ticks;
  }
  const step = Math.max(1, Math.ceil((last - first) / room));
  for (let day = Math.ceil(first); day <= last; day += step) ticks.push([day, when(day, day)]);
  return ticks;
}

function axisMarks(scale, first, last, left, right, y, height) {
  return timeTicks(first, last, right - left, 64).map(([day, text]) => {
    const x = Math.round(scale(day)) + 0.5;
    const anchor = x < left + 18 ? "start" : x > right - 18 ? "end" : "middle";
    return [
      s("line", { class: "grid", x1: x, x2: x, y1: 0, y2: height }),
      s("text", { class: "tick", x, y, "text-anchor": anchor }, text),
    ];
  });
}

const WIDEST = 11 * 366; // days: an event dated more vaguely than that has no place on a line of years

const isDated = (event) => db.events.first[event] !== null;
const lastOf = (event) => db.events.last[event] ?? db.events.first[event];
const isPlaced = (event) => isDated(event) && lastOf(event) - db.events.first[event] <= WIDEST;

/** The span of days of the events that have a place on the line, widened to whole years; null when none has. */
function spanOf(events) {
  let [first, last] = [Infinity, -Infinity];
  for (const event of events) {
    if (!isPlaced(event)) continue;
    first = Math.min(first, db.events.first[event]);
    last = Math.max(last, lastOf(event));
  }
  return first === Infinity ? null : [dayOf(yearOf(first)), dayOf(yearOf(last), 11, 31)];
}

/** Keep a drawing as wide as its frame: `draw(width)` fills the frame now and whenever its width changes. */
function fitted(frame, draw) {
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (!frame.isConnected) return;
    const now = Math.floor(frame.clientWidth);
    if (now > 0 && now !== width) {
      width = now;
      draw(width);
    }
  });
  observer.observe(frame);
  return () => {
    if (frame.clientWidth > 0) {
      width = Math.floor(frame.clientWidth);
      draw(width);
    }
  };
}

/** A small label that follows the pointer over a chart. */
function tip(frame) {
  const box = h("div", { class: "tip", "aria-hidden": "true", hidden: true });
  frame.append(box);
  return {
    show(nodes, x, y) {
      fill(clear(box), nodes);
      box.hidden = false;
      const width = box.offsetWidth;
      box.style.left = Math.max(0, Math.min(frame.clientWidth - width, x - width / 2)) + "px";
      box.style.top = y + 16 + "px";
    },
    hide() {
      box.hidden = true;
    },
  };
}
