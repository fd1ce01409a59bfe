// Reading a score chart: with the pointer, by a click, and year by year with the keyboard.

/** What a score says on a day, in words. */
function scoreLines(curve, day) {
  const score = curve.at(day);
  const positive = above(score);
  const latest = curve.latest(day);
  return [
    h("strong", {}, when(day, day)),
    h("br"),
    signed(score.mean) + " (" + intervalText(score) + "): " + levelWord(score),
    h("br"),
    positive >= 0.5 ? "good with probability " + asPercent(positive) : "bad with probability " + asPercent(1 - positive),
    h("br"),
    latest === null ? "no evidence yet" : "last evidence " + when(knots.date[latest], knots.date[latest]),
  ];
}

function scorePointer(drawn, curve, state, hint, frame, [left, right, top, bottom], small, dyad) {
  const cross = s("line", { class: "cross", x1: 0, x2: 0, y1: top, y2: bottom, visibility: "hidden" });
  drawn.append(cross);
  state.cross = cross;
  const place = (event) => {
    const box = drawn.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const dayAt = (x) => Math.round(state.scale.invert(Math.max(left, Math.min(right, x))));
  drawn.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    if (x < left || x > right || small) return;
    const { first, last, href, count: number } = event.target.dataset;
    cross.setAttribute("x1", x);
    cross.setAttribute("x2", x);
    cross.setAttribute("visibility", "visible");
    if (href !== undefined)
      hint.show([h("strong", {}, "Said to hold from " + when(Number(first), Number(first)) + " to " + when(Number(last), Number(last))), h("br"), "click to read it"], x, y);
    else if (first !== undefined)
      hint.show([h("strong", {}, when(Number(first), Number(last))), h("br"), many(Number(number), "day") + " with evidence: click to read it"], x, y);
    else if (dayAt(x) >= curve.first) hint.show(scoreLines(curve, dayAt(x)), x, y);
    else hint.show([h("strong", {}, when(dayAt(x), dayAt(x))), h("br"), "no evidence yet"], x, y);
  });
  drawn.addEventListener("pointerleave", () => {
    cross.setAttribute("visibility", "hidden");
    hint.hide();
  });
  drawn.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    if (small) {
      location.hash = dyadLink(dyad) + curveParams(curve);
      return;
    }
    const { first, last, href } = event.target.dataset;
    if (href !== undefined) location.hash = href;
    else if (first !== undefined) location.hash = scoreLink(curve, isoDay(Number(first)) + (first === last ? "" : "/" + isoDay(Number(last))));
    else location.hash = scoreLink(curve, isoDay(dayAt(place(event)[0])));
  });
}
const curveParams = (curve) =>
  (curve.issue === "all" ? "" : "&matter=" + encodeURIComponent(curve.issue)) +
  (curve.direction === "both" ? "" : "&side=" + curve.direction);

/** Year by year with the arrow keys: the line is read out. */
function readByKeys(frame, curve, span, state, hint, height) {
  const [low, high] = [yearOf(span[0]), yearOf(span[1])];
  const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
  frame.addEventListener("keydown", (key) => {
    if (key.target !== frame || key.ctrlKey || key.metaKey || key.altKey) return;
    if (key.key === "Enter" && state.at !== null) {
      location.hash = scoreLink(curve, String(state.at));
      return;
    }
    if (!(key.key in steps)) return;
    key.preventDefault();
    state.at = Math.max(low, Math.min(high, (state.at ?? high) + steps[key.key]));
    const day = Math.min(dayOf(state.at, 11, 31), span[1]);
    const x = state.scale(day);
    for (const end of ["x1", "x2"]) state.cross.setAttribute(end, x);
    state.cross.setAttribute("visibility", "visible");
    const said = day < curve.first ? [h("strong", {}, String(state.at)), h("br"), "no evidence yet"] : scoreLines(curve, day);
    hint.show(said, x, height / 2);
    announce(h("p", {}, said).textContent);
  });
  frame.addEventListener("blur", () => hint.hide());
}
