// Values and reasons of the store in words.

const DAYS_IN_TEXT = /\b(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:\/(\d{4}(?:-\d\d(?:-\d\d)?)?))?\b/g;
const WEIGHT = / \(([+\u2212-]?\d+(?:\.\d+)?)\)$/;

/** Dates in a text as people write them: "2014-06" as "June 2014". */
const sayDates = (text) =>
  String(text).replace(DAYS_IN_TEXT, (found, first, last) => {
    if (!found.includes("-")) return found;
    const [from, to] = [parseDay(first, false), parseDay(last || first, true)];
    return from === null || to === null ? found : when(from, to);
  });

/** Ids of the given actors (all known ones where none are given) by name; ">" as an arrow. */
function sayActors(text, ids) {
  const meant = new Set(ids && ids.length ? ids : db.actors.id);
  return String(text)
    .replace(/ > /g, " → ")
    .replace(/[^\s,;:()>→]+/g, (word) => (meant.has(word) && actorIndex.has(word) ? actorName(word) : word));
}

/** Types of acts, written in capitals in the store, as the page says them. */
const sayTypes = (text) =>
  String(text).replace(
    /\b[A-Z]{3,}\b/g,
    (word) => (words.event_type[word] ? "“" + label("event_type", word) + "”" : word),
  );

/** A value of a disagreement, an agreement or a correction in words. */
function sayValue(field, value, actors) {
  if (value === null || value === undefined || value === "") return "not told";
  if (field === "status") return label("status", value);
  if (field === "happened") {
    const [type, mode] = String(value).split(" (");
    return label("event_type", type) + (mode ? " (" + modeName(mode) : "");
  }
  if (field === "amount")
    return String(value).replace(/^([\d,.]+) ([A-Z]{3})$/, (_, number, currency) =>
      amount(Number(number.replaceAll(",", "")), null, currency),
    );
  if (field === "count")
    return String(value).replace(/^([\d,.]+) ([a-z -]+)$/, (_, number, unit) =>
      amount(Number(number.replaceAll(",", "")), unit, null),
    );
  if (field === "date") return sayDates(value);
  return sayActors(
    sayDates(String(value).replace(/ in (?=\d{4}-\d\d-\d\d)/g, ", ")),
    field === "party" ? null : actors,
  );
}

/** A number in words; the number itself on hover and on focus. */
const graded = (text, number, of) =>
  h(
    "span",
    { class: "graded", tabindex: "0" },
    text,
    h("span", { class: "graded-number" }, " (" + number + (of ? " of " + of : "") + ")"),
  );
const APART = [
  [0.8, "very far apart"],
  [0.5, "far apart"],
  [0.2, "some way apart"],
  [0, "close together"],
];
const SURE = [
  [0.7, "quite sure"],
  [0.45, "fairly sure"],
  [0.25, "not very sure"],
  [0, "unsure"],
];
const LIKE = [
  [4, "very much alike"],
  [2.5, "much alike"],
  [1, "alike"],
  [-0.5, "somewhat alike"],
  [-Infinity, "little alike"],
];
const inBand = (bands, value) => bands.find(([least]) => value >= least)[1];
const sayApart = (value) => (value === null ? null : graded(inBand(APART, value), decimals(value, 2), "1"));
const saySure = (value) => (value === null ? null : graded(inBand(SURE, value), decimals(value, 2), "1"));
const sayLike = (value) =>
  value === null ? null : graded(inBand(LIKE, value), (value > 0 ? "+" : "") + decimals(value, 1));

/** The weight of a reason: below zero it speaks against. */
const weightOf = (reason) => {
  const found = WEIGHT.exec(reason);
  return found ? Number(found[1].replace("\u2212", "-")) : 0;
};
const OF_TWO = /^[0-9a-f]{16} and [0-9a-f]{16} are not one: /;

/** Reasons for or against, each once; their weights show while what they stand in is hovered over or holds the focus. */
function sayReasons(reasons) {
  const said = new Map();
  for (const reason of reasons) {
    const text = reason
      .replace(WEIGHT, "")
      .replace(/^despite /, "")
      .replace(/(same names: )(.*)/, (_, head, names) => head + names.split(", ").map(capital).join(", "))
      .replace(OF_TWO, "of two of their reports, ");
    if (!said.has(text)) said.set(text, weightOf(reason));
  }
  return listedNodes(
    [...said].map(([text, weight]) => [
      sayActors(sayTypes(text)),
      weight
        ? h("span", { class: "graded-number" }, " (" + (weight > 0 ? "+" : "−") + decimals(Math.abs(weight), 1) + ")")
        : null,
    ]),
    "; ",
  );
}

/** Ids of documents at the end of a text as links. */
function sayDocuments(text) {
  const found = /^(.*\s)(\S+)$/.exec(text);
  const doc = found ? docIndex.get(found[2]) : undefined;
  return doc === undefined ? sayActors(text) : [
    sayActors(found[1]),
    h("a", { href: docLink(doc) }, "“", docTitle(doc), "”"),
  ];
}
