// The reading view: a document as it stands, with what was read in each paragraph and what was not.

const LAYERS = [
  ["evidence", "sentences read"],
  ["trigger", "acts"],
  ["party", "parties"],
  ["date", "dates"],
  ["relation", "ties"],
  ["causal", "causes and effects"],
  ["stance", "stances"],
  ["mention", "names read nowhere else"],
];

function itemsOf(doc) {
  const items = [];
  const r = db.reports;
  for (const report of docReports[doc]) {
    const event = eventOfReport.get(r.id[report]);
    items.push({
      kind: "event",
      row: report,
      start: r.start[report],
      end: r.end[report],
      href: "#event=" + r.id[report],
      tone: event === undefined ? "plain" : toneOf(event),
      done: DONE.has(r.status[report]),
    });
  }
  for (const kind of ["relation", "cause", "stance"]) {
    const t = claimTable[kind];
    t.document_id.forEach((id, row) => {
      if (docIndex.get(id) === doc)
        items.push({ kind, row, start: t.start[row], end: t.end[row], href: "#" + kind + "=" + t.id[row] });
    });
  }
  return items.sort((x, y) => x.start - y.start || x.end - y.end);
}

function spansOf(doc, items) {
  const spans = [];
  const add = (start, end, kind, more) => {
    if (start !== null && start !== undefined && end > start) spans.push({ start, end, kind, ...more });
  };
  for (const item of items) {
    add(item.start, item.end, "evidence");
    if (item.kind === "event") {
      const r = db.reports;
      add(r.trigger_start[item.row], r.trigger_end[item.row], "trigger", {
        href: item.href,
        tone: item.tone,
        done: item.done,
      });
      for (const row of reportActors[item.row]) add(db.report_actors.start[row], db.report_actors.end[row], "party");
    } else if (item.kind === "relation")
      add(db.relation_claims.trigger_start[item.row], db.relation_claims.trigger_end[item.row], "relation", {
        href: item.href,
      });
    else if (item.kind === "stance")
      add(db.stances.object_start[item.row], db.stances.object_end[item.row], "stance", { href: item.href });
    else {
      const c = db.causal_claims;
      add(c.trigger_start[item.row], c.trigger_end[item.row], "causal", { href: item.href });
      add(c.cause_start[item.row], c.cause_end[item.row], "cause");
      add(c.effect_start[item.row], c.effect_end[item.row], "effect");
    }
  }
  const { dates, mentions } = textOf(doc);
  for (let i = 0; i < dates.n; i += 1) add(dates.start[i], dates.end[i], "date");
  for (let i = 0; i < mentions.n; i += 1)
    add(mentions.start[i], mentions.end[i], "mention", {
      title:
        (mentions.actor[i] ? actorName(mentions.actor[i]) : "not resolved") +
        (mentions.resolved[i] ? ", by " + modeName(mentions.resolved[i]) : ""),
    });
  return spans;
}

function highlighted(doc, start, end, spans) {
  return pieces(start, end, spans).map((piece) => {
    const text = slice(doc, piece.from, piece.to);
    const linked =
      piece.spans.find((span) => span.kind === "trigger") ||
      piece.spans.find((span) => span.href && span.kind !== "stance");
    const kinds = new Set(piece.spans.map((span) => span.kind));
    if (kinds.has("party")) kinds.delete("mention");
    const classes = [...kinds].map((kind) => "in-" + kind);
    if (!classes.length) return text;
    const named = piece.spans.find((span) => span.title);
    if (linked)
      return h(
        "a",
        {
          class:
            classes.join(" ") +
            (linked.tone ? " tone-" + linked.tone : "") +
            (linked.done === false ? " not-done" : ""),
          href: linked.href,
        },
        text,
      );
    return h("span", { class: classes.join(" "), title: named && kinds.has("mention") ? named.title : null }, text);
  });
}

function itemLine(item) {
  if (item.kind === "event") {
    const event = eventOfReport.get(db.reports.id[item.row]);
    return h(
      "li",
      {},
      event === undefined ? null : [glyph(event), " "],
      h(
        "a",
        { href: item.href },
        event === undefined
          ? isRejected(item.row)
            ? "a report that a reader rejected"
            : "a report"
          : [whoOf(event), " ", h("span", { class: "verb" }, label("event_type", db.reports.event_type[item.row]))],
      ),
      " ",
      h("span", { class: "dim" }, when(db.reports.first[item.row], db.reports.last[item.row])),
      item.done ? null : [" ", statusChip(db.reports.status[item.row])],
    );
  }
  return h(
    "li",
    {},
    h("span", { class: "dim" }, { relation: "tie: ", cause: "cause: ", stance: "stance: " }[item.kind]),
    h("a", { href: item.href }, claimTitle(item.kind, item.row)),
  );
}

/** The things that a paragraph names, as a line of the margin. */
function thingsNamed(doc, start, end) {
  const ids = new Set(
    namedInDoc(doc)
      .filter((place) => place.start < end && place.end > start)
      .map((place) => place.thing),
  );
  return ids.size
    ? h("li", {}, h("span", { class: "dim" }, "names: "), listedNodes([...ids].map(thingAnchor)))
    : null;
}

function paragraphPart(doc, kind, reason, start, end, items, spans, number) {
  const here = items.filter((item) => item.start < end && item.end > start);
  const unread = kind !== "furniture" && kind !== "gap" && !here.length;
  const text = h(
    "div",
    { class: "text" },
    kind === "furniture" || kind === "gap" ? slice(doc, start, end) : highlighted(doc, start, end, spans),
  );
  const note =
    kind === "furniture"
      ? "Page furniture, not read: " + (reason || "no reason given")
      : kind === "gap"
        ? "Outside every paragraph, not read"
        : unread
          ? kind === "label"
            ? "Heading or caption: nothing was read here"
            : "Nothing was read here"
          : null;
  return h(
    "div",
    { class: "para " + kind + (unread ? " unread" : ""), id: "at-" + start, tabindex: "-1" },
    text,
    h(
      "div",
      { class: "margin" },
      note
        ? h("p", { class: "flag" }, note)
        : [
            h("p", { class: "hidden" }, "Read in paragraph " + number),
            h("ul", {}, here.map(itemLine), thingsNamed(doc, start, end)),
          ],
    ),
  );
}

function paragraphs(doc, items, spans) {
  const made = textOf(doc);
  const { passages } = made;
  const nodes = [];
  let at = 0;
  const gap = (from, to) => {
    if (slice(doc, from, to).trim()) nodes.push(paragraphPart(doc, "gap", null, from, to, [], [], nodes.length + 1));
  };
  for (let i = 0; i < passages.n; i += 1) {
    gap(at, passages.start[i]);
    const near = spans.filter((span) => span.start < passages.end[i] && span.end > passages.start[i]);
    nodes.push(
      paragraphPart(
        doc,
        passages.kind[i],
        passages.reason[i],
        passages.start[i],
        passages.end[i],
        items,
        near,
        nodes.length + 1,
      ),
    );
    at = Math.max(at, passages.end[i]);
  }
  gap(at, made.length);
  return nodes;
}

function readingView(id, params) {
  const doc = docIndex.get(id);
  if (doc === undefined) return notFound("No document of this report is called " + plain(id) + ".");
  const d = db.documents;
  const facts = details([
    [
      "Published",
      d.published_first[doc] === null
        ? "not known; relative dates in it stay open"
        : docDate(doc) + " (" + label("published_basis", d.published_basis[doc]) + ")",
    ],
    [
      "File",
      /^https?:\/\//i.test(d.path[doc] || "")
        ? h("a", { href: d.path[doc], rel: "noreferrer" }, d.path[doc])
        : d.path[doc],
    ],
    ["Same content in", (d.other_paths[doc] || []).join(", ")],
    ["Language", d.language[doc]],
    ["Encoding", d.encoding[doc]],
    ["Status", d.status[doc] === "read" ? null : statusOf(doc)],
    ["Noted", (d.problems[doc] || []).join("; ")],
  ]);
  const made = textOf(doc);
  if (!made)
    return {
      title: docTitle(doc),
      nodes: [heading(docTitle(doc)), facts, h("p", { class: "note" }, "Its text is not in this report.")],
    };
  const items = itemsOf(doc);
  const body = h("div", { class: "reading" }, paragraphs(doc, items, spansOf(doc, items)));
  const unread = [...body.querySelectorAll(".para.prose.unread")];
  let next = 0;
  const jump = () => {
    const target = unread[next % unread.length];
    next += 1;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  const prose = coverage.prose[doc];
  const layers = h(
    "fieldset",
    { class: "layers" },
    h("legend", {}, "Show in the text"),
    LAYERS.map(([name, text]) => {
      const box = h("input", {
        type: "checkbox",
        id: "layer-" + name,
        change: (event) => body.classList.toggle("no-" + name, !event.target.checked),
      });
      box.checked = true;
      return h("label", { for: "layer-" + name }, box, " ", h("span", { class: "in-" + name }, text));
    }),
  );
  const at = params.get("at");
  if (at !== null)
    requestAnimationFrame(() => {
      const target = [...body.children].reverse().find((para) => Number(para.id.slice(3)) <= Number(at));
      if (target) {
        target.classList.add("target");
        target.scrollIntoView({ block: "center" });
        target.focus({ preventScroll: true });
      }
    });
  const group = d.source_group[doc];
  const same = group
    ? d.id.map((_, other) => other).filter((other) => other !== doc && d.source_group[other] === group)
    : [];
  return {
    title: docTitle(doc),
    keepScroll: at !== null,
    nodes: [
      heading(docTitle(doc), byline(doc)),
      facts,
      same.length
        ? h(
            "p",
            { class: "note" },
            "A copy of one text, counted as one source with: ",
            listedNodes(same.map(docTitleLink)),
            ".",
          )
        : null,
      h(
        "p",
        {},
        "Something was read in " +
          count(coverage.coded[doc]) +
          " of " +
          many(prose, "paragraph") +
          "; nothing in " +
          count(prose - coverage.coded[doc]) +
          ". ",
        unread.length
          ? h("button", { type: "button", click: jump }, "Next paragraph in which nothing was read")
          : null,
      ),
      shareBar(
        coverage.coded[doc],
        prose,
        count(coverage.coded[doc]) + " of " + count(prose) + " paragraphs have something coded",
      ),
      layers,
      h("p", { class: "dim" }, "A sentence without ground colour is one from which nothing was read."),
      h("h2", { class: "hidden" }, "The text, paragraph by paragraph"),
      body,
    ],
  };
}
