// The page of the system: who stood with whom at the end of each year, how balanced it was, what changed and why.

const MANY_UNSURE = 80; // more ties without a sign than that are drawn only when asked for
const NO_SYSTEM =
  "No network: these documents give no dated evidence of how two actors stood to one another. That is no evidence, not a neutral world.";

function systemView(value, params) {
  const issues = [...systemOf.keys()];
  if (!issues.length) return { title: "System", address: "#system", nodes: [heading("System"), h("p", { class: "note" }, NO_SYSTEM), outsideYears()] };
  const issue = issues.includes(params.get("issue")) ? params.get("issue") : issues[0];
  const days = systemDays(issue);
  const state = {
    issue,
    day: dayNamed(issue, params.get("year")) || days[days.length - 1],
    other: dayNamed(issue, params.get("with")) || null,
    among: (params.get("among") || "").split(",").map(decoded).filter(Boolean),
    tables: params.get("tables") !== "no",
    unsure: params.get("unsure") ? params.get("unsure") === "yes" : null, // null: where there are few
  };
  const parts = { network: h("div", {}), figures: h("div", {}), changes: h("div", {}), tables: h("div", {}), time: h("div", {}) };
  const remember = () =>
    rememberView(
      "#system" +
        (state.day === days[days.length - 1] ? "" : "&year=" + yearName(state.day)) +
        (state.other ? "&with=" + yearName(state.other) : "") +
        (issue === issues[0] ? "" : "&issue=" + encodeURIComponent(issue)) +
        (state.among.length ? "&among=" + state.among.map(encodeURIComponent).join(",") : "") +
        (state.tables ? "" : "&tables=no") +
        (state.unsure === null ? "" : "&unsure=" + (state.unsure ? "yes" : "no")),
    );
  let fixed = null;
  const wanted = (id) => !state.among.length || state.among.includes(id);
  const fix = () => {
    fixed = networkPlaces(days, wanted, window.innerWidth < 600 ? FEWER : SHOWN_ACTORS);
  };
  const pick = (day) => {
    state.day = day;
    stepper.set(day);
    update();
  };
  const update = () => {
    remember();
    const both = state.other ? [state.other, state.day].sort((x, y) => x.date - y.date) : [state.day];
    fill(clear(parts.network), [
      h("div", { class: both.length > 1 ? "side-by-side" : null }, both.map((day) => systemFrame(day, fixed, wanted, state))),
      fixed.left
        ? h("p", { class: "dim" }, "Drawn are the " + fixed.places.size + " actors with the strongest ties over all years; " + many(fixed.left, "more actor") + " in the tables below.")
        : null,
      networkKey(),
    ]);
    fill(clear(parts.figures), [systemFigures(state.day, wanted, state.among.length)]);
    fill(clear(parts.changes), [state.other ? comparison(...both, wanted) : yearChanges(state.day, wanted)]);
    fill(clear(parts.tables), [tieTable(state.day, wanted), actorTable(state.day, wanted)]);
    fill(clear(parts.time), [throughTime(days, state.day, pick, wanted, state.among.length)]);
  };
  const stepper = yearStepper(days, state.day, (day) => {
    state.day = day;
    update();
  });
  const controls = systemControls(state, days, issues, stepper, (refix) => {
    if (refix) fix();
    update();
  });
  fix();
  requestAnimationFrame(update);
  return {
    title: "System",
    address: "#system",
    nodes: [
      heading(
        "System",
        "Who stood with whom at the end of each year, as these documents describe it. A tie has a sign only where the sign is sure with a probability of 90%; where these documents say nothing, nothing is drawn.",
      ),
      controls,
      parts.network,
      parts.figures,
      parts.changes,
      parts.time,
      parts.tables,
      outsideYears(),
    ],
  };
}

function yearStepper(days, day, pick) {
  let at = days.indexOf(day);
  const said = h("output", { for: "net-at", class: "period" });
  const slider = h("input", {
    type: "range",
    id: "net-at",
    min: "0",
    max: String(days.length - 1),
    step: "1",
    value: String(at),
    input: (event) => go(Number(event.target.value)),
  });
  const earlier = h("button", { type: "button", click: () => go(at - 1) }, "Earlier", hidden(" year"));
  const later = h("button", { type: "button", click: () => go(at + 1) }, "Later", hidden(" year"));
  const show = () => {
    clear(said).append("End of " + yearName(days[at]));
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", "end of " + yearName(days[at]));
    earlier.disabled = at === 0;
    later.disabled = at === days.length - 1;
  };
  const go = (next) => {
    at = Math.max(0, Math.min(days.length - 1, next));
    show();
    pick(days[at]);
  };
  show();
  return {
    field: h("div", { class: "field slider" }, h("label", { for: "net-at" }, "Year"), slider, h("div", { class: "steps" }, earlier, said, later)),
    set(to) {
      at = days.indexOf(to);
      show();
    },
  };
}

function systemControls(state, days, issues, stepper, update) {
  const years = [...days].reverse().map((day) => [yearName(day), yearName(day)]);
  return h(
    "form",
    { class: "filters", "aria-label": "What is shown", submit: (event) => event.preventDefault() },
    stepper.field,
    select("with", "Compare with", { with: state.other ? yearName(state.other) : "" }, [["", "No other year"], ...years], (name, given) => {
      state.other = given ? dayNamed(state.issue, given) : null;
      update();
    }),
    issues.length > 1
      ? select("issue", "Matter", state, issues.map((one) => [one, one === "all" ? "All together" : capital(one)]), (name, given) => {
          location.hash = "#system&issue=" + encodeURIComponent(given);
        })
      : null,
    h(
      "fieldset",
      { class: "lines" },
      h("legend", {}, "Drawn too"),
      drawnToo("tables", "Ties from comity's tables", state.tables, (given) => {
        state.tables = given;
        update();
      }),
      drawnToo("unsure", "Ties that are not sure", state.unsure ?? tiesOn(state.day).filter((tie) => !tie.sign).length <= MANY_UNSURE, (given) => {
        state.unsure = given;
        update();
      }),
    ),
    amongField(state, days, update),
  );
}

const drawnToo = (name, text, on, change) =>
  h(
    "label",
    { for: "net-" + name },
    h("input", { type: "checkbox", id: "net-" + name, checked: on, change: (event) => change(event.target.checked) }),
    " " + text,
  );

/** Choose some actors: the network, its balance and the tables are then of these alone. */
function amongField(state, days, update) {
  const weight = new Map();
  for (const day of days) for (const tie of tiesOn(day)) for (const id of [tie.a, tie.b]) weight.set(id, (weight.get(id) || 0) + 1);
  const ids = [...weight.keys()].sort((x, y) => byText(actorName(x), actorName(y)));
  const summary = h("summary", {});
  const name = () => clear(summary).append(state.among.length ? "Among " + listed(state.among.map(actorName)) : "Among all actors (choose some)");
  const box = (id) =>
    h(
      "label",
      { for: "among-" + id },
      h("input", {
        type: "checkbox",
        id: "among-" + id,
        checked: state.among.includes(id),
        change: (event) => {
          state.among = event.target.checked ? [...state.among, id] : state.among.filter((one) => one !== id);
          name();
          update(true);
        },
      }),
      " ",
      actorName(id),
    );
  name();
  const field = h("details", { class: "more among" }, summary, h("fieldset", { class: "lines" }, h("legend", {}, "Actors"), ids.map(box)));
  field.open = false;
  return field;
}

/** The network of one day in its frame. */
function systemFrame(day, fixed, wanted, { tables: withTables, unsure }) {
  const frame = h("div", { class: "network-svg" });
  const holder = h("div", { class: "chart network" }, frame);
  const hint = tip(holder);
  const every = tiesOn(day).filter((tie) => wanted(tie.a) && wanted(tie.b));
  const vague = every.filter((tie) => !tie.sign).length;
  const ties = unsure ?? vague <= MANY_UNSURE ? every : every.filter((tie) => tie.sign);
  const tables = withTables ? tableTiesOn(day.date, fixed.places) : new Map();
  const standing = standingOn(day);
  fitted(frame, (width) => drawNetwork(frame, width, { fixed, day, ties, tables, standing }, hint, holder));
  return h("figure", { class: "system" }, h("figcaption", {}, h("strong", {}, "End of " + yearName(day))),
    holder,
    ties.length < every.length ? h("p", { class: "dim" }, many(vague, "tie") + " with evidence that is not sure to be good or bad: not drawn here, listed below.") : null,
  );
}

/** The least number of ties that go against a parting of few actors in two, by looking at every parting. */
function leastAgainst(ties) {
  const signedTies = ties.filter((tie) => tie.sign);
  const ids = [...new Set(signedTies.flatMap((tie) => [tie.a, tie.b]))];
  if (ids.length > 16) return null;
  const at = indexOf(ids);
  const pairs = signedTies.map((tie) => [at.get(tie.a), at.get(tie.b), tie.sign]);
  let least = pairs.length;
  for (let sides = 0; sides < 1 << Math.max(0, ids.length - 1); sides += 1) {
    let against = 0;
    for (const [i, j, sign] of pairs) if ((((sides >> i) ^ (sides >> j)) & 1) === (sign > 0 ? 1 : 0)) against += 1;
    if (against < least) least = against;
  }
  return least;
}

/** Triangles of sure ties: [tie, tie, tie], those out of balance first. */
function triangles(ties) {
  const sure = new Map(ties.filter((tie) => tie.sign).map((tie) => [tie.dyad.key, tie]));
  const near = new Map();
  for (const tie of sure.values()) {
    pushTo(near, tie.a, tie.b);
    pushTo(near, tie.b, tie.a);
  }
  const found = [];
  for (const first of sure.values())
    for (const c of near.get(first.a)) {
      const [second, third] = [sure.get(pairKey(first.a, c)), sure.get(pairKey(first.b, c))];
      if (third && first.b < c) found.push([first, second, third]);
    }
  return found.sort((x, y) => productOf(x) - productOf(y));
}
const productOf = (triangle) => triangle.reduce((product, tie) => product * tie.sign, 1);

/** How balanced the system of a day is, in figures that open what they count. */
function systemFigures(day, wanted, some) {
  const ties = tiesOn(day).filter((tie) => wanted(tie.a) && wanted(tie.b));
  const y = db.system_years;
  const row = some ? undefined : day.row;
  const of = (sign) => ties.filter((tie) => tie.sign === sign).length;
  const lower = row === undefined ? leastAgainst(ties) : y.frustration_lower[row];
  const upper = row === undefined ? lower : y.frustration_upper[row];
  const counted = triangles(ties);
  const balanced = counted.filter((triangle) => productOf(triangle) > 0).length;
  const against = some ? [] : ties.filter((tie) => tie.against);
  return h(
    "section",
    { "aria-labelledby": "s-balance" },
    h("h2", { id: "s-balance" }, "How balanced it was at the end of " + yearName(day)),
    details([
      ["Ties", listedNodes([1, -1, 0].map((sign) => (of(sign) ? h("a", { href: "#ties=" + dayValue(day) + "," + sign }, count(of(sign)) + " " + SIGN_WORDS[sign]) : "0 " + SIGN_WORDS[sign])))],
      [
        "Frustration index",
        lower === null
          ? "not computed for so many chosen actors"
          : [
              lower === upper ? count(lower) + " among the sure ties, exact: no parting in two does better" : "between " + count(lower) + " and " + count(upper) + " among the sure ties",
              row === undefined || y.frustration_low[row] === null
                ? ""
                : "; with the ties that are not sure drawn by their probability, between " + count(y.frustration_low[row]) + " and " + count(y.frustration_high[row]) + " in 90% of " + many(y.draws[row], "draw"),
            ],
      ],
      [
        "Triangles",
        counted.length ? h("a", { href: "#triangles=" + dayValue(day) }, count(balanced) + " of " + count(counted.length) + " balanced") : "none of three sure ties",
      ],
      ["Balance weighted by strength", row === undefined || y.balance[row] === null ? null : asPercent(y.balance[row])],
      ["Walk-based balance", row === undefined || y.walk_balance[row] === null ? null : decimals(y.walk_balance[row], 2) + " of 1"],
      ["Blocs", row === undefined ? null : many(y.blocs[row], "bloc") + (y.agreement[row] === null ? "" : "; likeness with the year before " + decimals(y.agreement[row], 2) + " of 1")],
      ["No longer drawn", row === undefined || !y.faded[row] ? null : many(y.faded[row], "tie") + " without evidence for so long that nothing is known any more"],
    ]),
    h(
      "p",
      { class: "dim" },
      "The frustration index is the least number of ties that go against a parting of all actors in two camps: friends apart, or foes together. 0 is perfect balance. ",
      against.length ? ["Here against it: ", listedNodes(against.map((tie) => h("a", { href: tieLink(tie) }, tieName(tie)))), "."] : "",
    ),
    blocList(day, wanted),
  );
}

/** Blocs with their members, and who is in none. */
function blocList(day, wanted) {
  const standing = [...standingOn(day).values()].filter((stand) => wanted(stand.actor));
  if (!standing.length) return null;
  const blocs = [...rowsBy(standing.map((stand) => stand.bloc))].sort((x, y) => x[0] - y[0]);
  const none = standing.filter((stand) => stand.bloc === null);
  const member = (stand) => [
    h("a", { href: standLink(stand.actor, day) }, nameOn(stand.actor, day.date)),
    stand.sure === null || stand.bloc === null ? "" : h("span", { class: "dim" }, " " + asPercent(stand.sure)),
    (stand.swings ?? 0) >= SWINGING ? h("span", { class: "dim" }, ", swings") : "",
  ];
  return [
    h(
      "ul",
      { class: "plain-list blocs" },
      blocs.map(([bloc, rows]) => h("li", {}, blocGlyph(bloc), " ", h("strong", {}, blocName(bloc) + ": "), listedNodes(rows.map((i) => member(standing[i]))))),
      none.length ? h("li", {}, blocGlyph(null), " ", h("strong", {}, "In no bloc: "), listedNodes(none.map(member))) : null,
    ),
    blocs.length ? h("p", { class: "dim" }, "The percentage is the share of draws, from what is not sure, in which an actor is with most of its bloc.") : null,
  ];
}

/** Relations whose evidence is all undated, not done or without a weight: they have no score and stand in no year. */
function outsideYears() {
  const rest = dyadsByWeight.filter((dyad) => !curveOf.has(curveKey(dyad)));
  if (!rest.length) return null;
  return [
    h("h2", {}, "Evidence that stands in no year"),
    h(
      "p",
      { class: "dim" },
      many(rest.length, "relation") + " with evidence that is undated, not done, or without a weight. They have no line above; that does not make them neutral.",
    ),
    h(
      "details",
      { class: "rest" },
      h("summary", {}, "Show them"),
      paged(
        rest.length,
        20,
        (from, to) =>
          h("ul", { class: "plain-list" }, rest.slice(from, to).map((dyad) => h("li", {}, h("a", { href: dyadLink(dyad) }, dyadName(dyad)), " ", h("span", { class: "dim" }, dyadCounts(dyad))))),
        "relations",
      ),
    ),
  ];
}
