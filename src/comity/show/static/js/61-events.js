// The timeline: chart, filters, and the list of the events they leave.

const PAGE = 50;

function eventTable(events, caption) {
  if (!events.length) return h("p", { class: "note" }, "No event fits.");
  return paged(
    events.length,
    PAGE,
    (from, to) =>
      tableOf(
        caption,
        ["When", "Who", "What", "Matter", "Said in"],
        events
          .slice(from, to)
          .map((event) => [
            h("span", { class: "nowrap" }, eventDate(event)),
            [
              h("a", { class: "event-link", href: eventLink(event) }, glyph(event), " ", whoOf(event)),
              h("p", { class: "snippet" }, snippet(event)),
            ],
            [typeChip(event), isDone(event) ? null : [" ", statusChip(db.events.status[event])]],
            db.events.issue[event] || "–",
            [
              sourcesLine(event),
              h("p", { class: "snippet" }, "confidence " + decimals(db.events.confidence[event], 2)),
              differencesOf.has(event)
                ? h("a", { href: "#disagreements&event=" + db.events.id[event] }, "sources differ")
                : null,
            ],
          ]),
        { className: "events", captionHidden: true },
      ),
    "events",
  );
}

/** Chart, counts and lists of events under filters. `base` narrows them for good (a dyad's page). */
function eventsBrowser(
  filters,
  changed,
  { base = eventsInTime, without = [], caption = "Events", level = "h2" } = {},
) {
  const chart = timeChart((from, to) => {
    filters.from = from === null ? "" : isoDay(from);
    filters.to = to === null ? "" : isoDay(to);
    setField("from");
    setField("to");
    update();
  });
  const summary = h("p", { class: "result-count", "aria-live": "polite" });
  const lists = h("div", {});
  const setField = (name) => {
    const field = controls.querySelector("#filter-" + name);
    if (field) field.value = filters[name] || "";
  };
  const update = () => {
    changed(filters);
    const shown = chosen(filters, base);
    const dated = shown.filter((event) => db.events.first[event] !== null);
    const undated = shown.filter((event) => db.events.first[event] === null);
    chart.draw(
      chosen({ ...filters, from: "", to: "" }, base),
      parseDay(filters.from, false),
      parseDay(filters.to, true),
    );
    const open = shown.filter((event) => !isDone(event)).length;
    clear(summary).append(
      h("strong", {}, many(shown.length, "event")),
      " of " +
        count(base.length) +
        ": " +
        count(shown.length - open) +
        " said to be done, " +
        count(open) +
        " not done, " +
        count(undated.length) +
        (undated.length && (filters.from || filters.to)
          ? " undated, which may or may not fall in these years."
          : " undated."),
    );
    fill(clear(lists), [
      h(level, {}, "Dated events"),
      eventTable(dated, caption + ", dated"),
      undated.length
        ? [
            h(level, { id: "undated" }, "Undated events"),
            h("p", { class: "dim" }, "The documents give no date for these, and none was guessed."),
            eventTable(undated, caption + ", undated"),
          ]
        : null,
    ]);
  };
  const clearAll = () => {
    FILTERS.forEach((name) => {
      filters[name] = "";
      setField(name);
    });
    update();
  };
  const controls = h(
    "form",
    { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() },
    filterControls(
      filters,
      (name, value) => {
        filters[name] = value;
        update();
      },
      { among: base, without },
    ),
    h("button", { type: "button", class: "reset", click: clearAll }, "Clear the filters"),
  );
  requestAnimationFrame(update);
  return [controls, summary, chart.frame, timelineKey(), lists];
}

function addressOf(name, filters) {
  const said = FILTERS.filter((key) => filters[key]).map((key) => key + "=" + encodeURIComponent(filters[key]));
  return "#" + [name, ...said].join("&");
}

function eventsView(value, params) {
  const filters = Object.fromEntries(FILTERS.map((name) => [name, params.get(name) || ""]));
  return {
    title: "Timeline",
    nodes: [
      heading(
        "Timeline",
        "What these documents say happened, and what they say was planned, demanded, denied or stalled, which is never counted as done.",
      ),
      eventsBrowser(filters, (now) => rememberView(addressOf("events", now))),
    ],
  };
}

/** Where an actor stood in the last year in which it had a tie that counts. */
function standingLink(line) {
  const day = [...systemDays()].reverse().find((one) => standingOn(one).has(line));
  return day ? h("a", { href: standLink(line, day) }, "where it stood at the end of " + yearName(day)) : null;
}

function actorView(id) {
  const line = lineage(id);
  const i = actorIndex.get(id);
  const events = eventsInTime.filter((event) => (lineageEvents.get(line) || []).includes(event));
  const pairs = dyadsByWeight.filter((dyad) => dyad.a === line || dyad.b === line);
  if (i === undefined && !events.length) return notFound("No actor of this report is called " + plain(id) + ".");
  const same = db.actors.id.filter((other) => lineage(other) === line);
  const a = db.actors;
  return {
    title: actorName(id),
    nodes: [
      heading(actorName(id)),
      i === undefined
        ? null
        : details([
            ["Kind", a.kind[i]],
            ["Id", h("code", {}, id)],
            [
              "Valid",
              a.valid_from[i] === null && a.valid_to[i] === null
                ? null
                : (a.valid_from[i] === null ? "before 1945" : when(a.valid_from[i], a.valid_from[i])) +
                  " to " +
                  (a.valid_to[i] === null ? "now" : when(a.valid_to[i], a.valid_to[i])),
            ],
            ["Line", same.length > 1 ? listed(same.map(actorName)) : null],
            ["In the system", standingLink(line)],
            ["Its members and life", thingIndex.has(id) ? thingAnchor(id) : null],
            ["Correlates of War", a.cow[i]],
            ["Gleditsch-Ward", a.gw[i]],
            [
              "Source of the row",
              a.source[i] ? a.source[i] + (a.checked[i] ? " (checked)" : " (not checked)") : null,
            ],
          ]),
      pairs.length ? [h("h2", {}, "Relations"), dyadTable(pairs, "Relations of " + actorName(id))] : null,
      h("h2", {}, "Events"),
      h("p", {}, h("a", { href: "#events&actor=" + encodeURIComponent(line) }, "On the timeline")),
      eventTable(events, "Events of " + actorName(id)),
    ],
  };
}
