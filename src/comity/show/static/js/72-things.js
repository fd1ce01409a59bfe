// Things with a life of their own: the list by kind, and the page of each.

const THING_KINDS = ["project", "treaty", "exercise", "weapon", "organisation", "other"];
const THING_FILTERS = ["kind", "actor", "q"];
const thingRows = db.things.id
  .map((_, i) => i)
  .sort(
    (x, y) =>
      db.things.documents[y] - db.things.documents[x] || db.things.mentions[y] - db.things.mentions[x] || x - y,
  );

function thingsTable(rows, caption) {
  const t = db.things;
  return paged(
    rows.length,
    PAGE,
    (from, to) =>
      tableOf(
        caption,
        [
          "Name",
          "Parties",
          "Last stage told",
          "Dates told",
          { text: "Documents", class: "number" },
          { text: "Events", class: "number" },
        ],
        rows.slice(from, to).map((i) => [
          [
            h("a", { href: thingLink(t.id[i]) }, t.name[i]),
            (t.aliases[i] || []).length ? h(
              "p",
              { class: "snippet" },
              "also " + shorten(listed(t.aliases[i]), 140),
            ) : null,
            differencesOfThing.has(t.id[i]) ? h("p", { class: "snippet" }, "sources differ") : null,
          ],
          (t.parties[i] || []).length ? shorten(listed(t.parties[i].map(actorName)), 80) : "–",
          t.stage[i] ? label("stage", t.stage[i]) : "–",
          t.first[i] === null ? "–" : when(t.first[i], t.last[i]),
          count(t.documents[i]),
          t.events[i] ? count(t.events[i]) : "0",
        ]),
        { rowHeads: true, captionHidden: true, className: "things" },
      ),
    "things",
  );
}

function thingsView(value, params) {
  const t = db.things;
  const filters = filtersFrom(THING_FILTERS, params);
  const partiesOf = (i) => t.parties[i] || [];
  const draw = () => {
    const wanted = queryWords(filters.q);
    const shown = thingRows.filter(
      (i) =>
        (!filters.kind || t.kind[i] === filters.kind) &&
        (!filters.actor || [t.id[i], ...partiesOf(i)].map(lineage).includes(filters.actor)) &&
        holdsAll(fold([t.name[i], t.id[i], ...(t.aliases[i] || [])].join(" ")), wanted),
    );
    return [
      [h("strong", {}, many(shown.length, "thing")), " of " + count(t.n) + ", those in most documents first"],
      shown.length
        ? THING_KINDS.map((kind) => [kind, shown.filter((i) => t.kind[i] === kind)])
            .filter(([, rows]) => rows.length)
            .map(([kind, rows]) => [
              h("h2", {}, about("thing", kind) || kind),
              thingsTable(rows, about("thing", kind) || kind),
            ])
        : h(
            "p",
            { class: "note" },
            t.n
              ? "Nothing fits."
              : "Nothing of this kind in these documents: no project, treaty, exercise, weapon or organisation is named.",
          ),
    ];
  };
  return {
    title: "Things",
    nodes: [
      heading(
        "Things with a life of their own",
        "Pipelines, railways, treaties, exercises, weapons and organisations that the documents name: what was proposed, agreed, built or stalled, when, and who says so.",
      ),
      filteredList(
        "things",
        filters,
        (change) => [
          select(
            "kind",
            "Kind",
            filters,
            [["", "Any kind"], ...valueOptions(thingRows, (i) => t.kind[i], "thing")],
            change,
          ),
          select("actor", "Party", filters, [["", "Any actor"], ...lineOptions(thingRows, partiesOf)], change),
          typed("q", "With the name", filters, change, { type: "search", spellcheck: "false" }),
        ],
        draw,
      ),
    ],
  };
}

function stageSection(id, row, wanted) {
  const t = db.thing_stages;
  const event = findEvent(t.event_id[row]);
  return h(
    "section",
    {
      class: "stage" + (String(t.ordinal[row]) === wanted ? " target" : ""),
      id: "stage-" + t.ordinal[row],
      tabindex: "-1",
    },
    h("h3", {}, capital(stageText(row)), h("span", { class: "stage-date" }, stageDate(row))),
    h(
      "p",
      { class: "dim" },
      (t.parties[row] || []).length && !t.stage[row].startsWith("member ") ? "With " + listed(t.parties[row].map(actorName)) + ". " : "",
      "Told in " + many((t.document_ids[row] || []).length, "document") + ". ",
      event === undefined ? null : h("a", { href: eventLink(event) }, "Its event"),
    ),
    fewFigures(placeFigures(placesOf(t.evidence[row] || []))),
  );
}

function thingNamesList(id) {
  const rows = (namesOfThing.get(id) || []).filter((row) => thingNames.name[row] !== thingName(id));
  const merged = new Map();
  for (const row of rows) {
    const name = thingNames.name[row];
    if (!merged.has(name)) merged.set(name, { says: new Set(), times: 0, docs: new Set() });
    const one = merged.get(name);
    one.says.add(thingNames.says[row]);
    one.times += thingNames.times[row];
    for (const doc of thingNames.document_ids[row]) one.docs.add(docIndex.get(doc));
  }
  if (!merged.size) return null;
  return [
    h("h2", {}, "Other names"),
    h(
      "ul",
      {},
      [...merged].map(([name, one]) =>
        h(
          "li",
          {},
          h("strong", {}, name),
          h(
            "span",
            { class: "dim" },
            " (" + [...one.says].map((says) => label("says", says)).join(", ") + ", " + many(one.times, "time") + ") in ",
          ),
          listedNodes(known([...one.docs]).map(docTitleLink)),
        ),
      ),
    ),
  ];
}

function factsSection(id) {
  const f = db.thing_facts;
  const rows = (factsOfThing.get(id) || []).filter((row) => f.field[row] !== "name");
  if (!rows.length) return null;
  const fields = new Map();
  for (const row of rows) {
    const said = [f.value[row], f.actor[row] || ""].join("|");
    if (!fields.has(f.field[row])) fields.set(f.field[row], new Map());
    pushTo(fields.get(f.field[row]), said, row);
  }
  return [
    h("h2", {}, "What is told of it"),
    [...fields].map(([field, values]) => [
      h(
        "h3",
        {},
        label("thing_field", field),
        values.size > 1 ? h("span", { class: "dim" }, ": " + many(values.size, "value")) : null,
      ),
      h(
        "div",
        { class: "sides" },
        [...values.values()].map((same) =>
          h(
            "div",
            { class: "side" },
            h(
              "p",
              { class: "side-value" },
              f.value[same[0]],
              f.actor[same[0]] ? h("span", { class: "dim" }, " " + actorName(f.actor[same[0]])) : null,
            ),
            same.map((row) => [
              f.claimed_by[row] ? h("p", { class: "dim" }, "According to " + actorName(f.claimed_by[row])) : null,
              placeFigures([{ doc: docIndex.get(f.document_id[row]), start: f.word_start[row], end: f.word_end[row] }].filter((place) => place.doc !== undefined)),
            ]),
          ),
        ),
      ),
    ]),
  ];
}

/** By years: a document that gives a year which the table does not have. Null where nothing can be compared. */
function membershipDiffers(row, spans, listed) {
  const t = db.thing_stages;
  if (t.status[row] !== "happened" || !listed) return null;
  const joined = t.stage[row] === "member joined";
  if (!spans.length) return joined ? true : null;
  if (t.first[row] === null || t.last[row] === null) return null;
  const years = known(spans.map((span) => (joined ? memberships.first[span] : memberships.last[span]))).map(yearOf);
  if (!years.length) return joined ? null : true;
  return !years.some((year) => yearOf(t.first[row]) <= year && year <= yearOf(t.last[row]));
}

function membersSection(id) {
  const m = memberships;
  const t = db.thing_stages;
  const told = (stagesOfThing.get(id) || []).filter((row) => t.stage[row].startsWith("member "));
  const table = membersOf.get(id) || [];
  const spans = rowsBy(table.map((row) => m.member[row]));
  const ids = [...new Set([...told.flatMap((row) => t.parties[row] || []), ...table.map((row) => m.member[row])])];
  if (!ids.length) return null;
  const says = (member) => told.filter((row) => (t.parties[row] || []).includes(member));
  const rows = ids.map((member) => ({ member, told: says(member), spans: (spans.get(member) || []).map((at) => table[at]) }));
  rows.sort((x, y) => (y.told.length > 0) - (x.told.length > 0) || byText(actorName(x.member), actorName(y.member)));
  const day = (value, otherwise) => (value === null ? otherwise : when(value, value));
  return [
    h("h2", {}, "Members"),
    h(
      "p",
      { class: "dim" },
      "Those of its members that these documents name. What a document says of a joining is set against comity's own table.",
    ),
    paged(
      rows.length,
      PAGE,
      (from, to) =>
        tableOf(
          "Members",
          ["Member", "These documents say", "comity's table"],
          rows.slice(from, to).map(({ member, told: stages, spans: own }) => [
            h("a", { href: "#actor=" + encodeURIComponent(member) }, actorName(member)),
            stages.length
              ? stages.map((row, i) => [
                  i ? h("br") : null,
                  h(
                    "a",
                    { href: stagePanelLink(id, row) },
                    t.stage[row].slice(7) + statusTail(t.status[row]) + ", " + stageDate(row),
                  ),
                  membershipDiffers(row, own, table.length > 0) ? [
                    " ",
                    h("span", { class: "chip differs" }, "differs from the table"),
                  ] : null,
                ])
              : h("span", { class: "dim" }, "not when it joined"),
            own.length
              ? own.map((row) => day(m.first[row], "from before 1945 or not known") + (m.last[row] === null ? "" : " to " + day(m.last[row], ""))).join("; ")
              : h("span", { class: "dim" }, table.length ? "not in it" : "has no list for it"),
          ]),
          { rowHeads: true, captionHidden: true, className: "members" },
        ),
      "members",
    ),
  ];
}

/** What is costly to draw is drawn when its heading is opened. */
function opened(summary, draw) {
  const body = h("div", {});
  return h(
    "details",
    {
      class: "rest",
      toggle: (event) => {
        if (event.target.open && !body.childNodes.length) fill(body, [draw()]);
      },
    },
    h("summary", {}, summary),
    body,
  );
}

function thingView(id, params) {
  const i = thingIndex.get(id);
  if (i === undefined) return notFound("No thing of this report has the id " + plain(id) + ".");
  const t = db.things;
  const stages = stagesOfThing.get(id) || [];
  const life = stages.filter((row) => !db.thing_stages.stage[row].startsWith("member "));
  const ofThing = new Set(eventsOfThing.get(id) || []);
  const events = eventsInTime.filter((event) => ofThing.has(event));
  const ofMembers = (difference) => ["membership", "founding"].includes(difference.field);
  const differing = [
    ...new Set([
      ...(differencesOfThing.get(id) || []),
      ...differences.filter((difference) => ofMembers(difference) && difference.actors.includes(id)),
      ...events.flatMap((event) => differencesOf.get(event) || []),
    ]),
  ];
  const places = placesOf(t.named[i] || []);
  const wanted = params.get("stage");
  if (wanted !== null)
    requestAnimationFrame(() => {
      const section = document.getElementById("stage-" + wanted);
      if (!section) return;
      section.scrollIntoView({ block: "start" });
      section.focus({ preventScroll: true });
    });
  const isActor = actorIndex.has(id);
  return {
    title: t.name[i],
    keepScroll: wanted !== null,
    nodes: [
      heading(t.name[i], about("thing_lede", t.kind[i]) || null),
      details([
        ["Kind", label("thing", t.kind[i])],
        ["Parties", (t.parties[i] || []).length ? listed(t.parties[i].map(actorName)) : null],
        ["Last stage told", t.stage[i] ? label("stage", t.stage[i]) : null],
        ["Dates told of it", t.first[i] === null ? "none" : when(t.first[i], t.last[i])],
        ["Named", many(t.mentions[i], "time") + " in " + many(t.documents[i], "document")],
        [
          "As an actor",
          isActor ? h("a", { href: "#actor=" + encodeURIComponent(id) }, "Its acts and relations") : null,
        ],
      ]),
      differing.length
        ? h(
            "section",
            { class: "differ" },
            h("h2", { class: "bare" }, "The sources disagree on it or on its events"),
            differing.map((difference) => h("p", {}, differenceLine(difference))),
          )
        : null,
      stages.length
        ? [
            h("h2", {}, "Its life"),
            h(
              "p",
              { class: "dim" },
              "Each mark is a stage; it opens its sentences. A bar is a date told no closer than its length.",
            ),
            lifeChart(id, stages),
            life.map((row) => stageSection(id, row, wanted)),
          ]
        : t.kind[i] === "organisation"
          ? null
          : [h("h2", {}, "Its life"), h("p", { class: "note" }, "No document tells of a stage of its life.")],
      t.kind[i] === "organisation" ? membersSection(id) : null,
      factsSection(id),
      thingNamesList(id),
      events.length ? [
        h("h2", {}, "Events that concern it"),
        eventTable(events, "Events that concern " + t.name[i]),
      ] : null,
      places.length
        ? [
            h("h2", {}, "Where it is named"),
            opened(many(places.length, "place"), () =>
              paged(places.length, 20, (from, to) => h("div", {}, placeFigures(places.slice(from, to))), "places"),
            ),
          ]
        : null,
      correctedSection(t.corrected[i] || []),
    ],
  };
}

const stagePanelLink = (id, row) => "#stage=" + encodeURIComponent(id) + "," + db.thing_stages.ordinal[row];

function stagePanel(value) {
  const cut = value.lastIndexOf(",");
  const [id, ordinal] = [value.slice(0, cut), value.slice(cut + 1)];
  const row = (stagesOfThing.get(id) || []).find((one) => String(db.thing_stages.ordinal[one]) === ordinal);
  if (row === undefined) {
    lostPanel("stage", value);
    return;
  }
  const event = findEvent(db.thing_stages.event_id[row]);
  openPanel(
    [thingName(id), ": ", h("span", { class: "verb" }, stageText(row))],
    [
      h("p", {}, h("strong", {}, stageDate(row)), " · ", h("a", { href: thingLink(id) }, "All of its life")),
      event === undefined ? null : h("p", {}, "Its event: ", eventLine(event)),
      placeFigures(placesOf(db.thing_stages.evidence[row] || [])),
    ],
  );
}
