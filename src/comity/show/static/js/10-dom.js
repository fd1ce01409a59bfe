// Building the page: elements, text that cannot run and hides nothing, numbers and dates.

const NS = "http://www.w3.org/2000/svg";
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const codeName = (mark) => "U+" + mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");

/** Text for attributes and options: marks that would reorder or hide text are written out. */
function plain(text) {
  return String(text ?? "").replace(HIDDEN, (mark) => "[" + codeName(mark) + "]");
}

/** Add text to an element as text nodes; hidden marks become small labels of their own. */
function addText(parent, text) {
  const string = String(text);
  let from = 0;
  for (const found of string.matchAll(HIDDEN)) {
    if (found.index > from) parent.append(document.createTextNode(string.slice(from, found.index)));
    const label = document.createElement("span");
    label.className = "hidden-mark";
    label.title = "an invisible mark in the text";
    label.textContent = codeName(found[0]);
    parent.append(label);
    from = found.index + 1;
  }
  if (from < string.length) parent.append(document.createTextNode(string.slice(from)));
}

function fill(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (child instanceof Node) parent.append(child);
    else addText(parent, child);
  }
  return parent;
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "href") element.setAttribute("href", safeLink(value));
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : plain(value));
  }
  return element;
}

/** Links lead to places in this page or to http(s) addresses; anything else leads nowhere. */
function safeLink(address) {
  const text = String(address);
  return text.startsWith("#") || /^https?:\/\//i.test(text) ? text : "#";
}

const h = (tag, attributes, ...children) => fill(setAll(document.createElement(tag), attributes), children);
const s = (tag, attributes, ...children) => fill(setAll(document.createElementNS(NS, tag), attributes), children);
const hidden = (text) => h("span", { class: "hidden" }, text);
const clear = (element) => {
  element.replaceChildren();
  return element;
};

const count = (number) => number.toLocaleString("en-GB");
const many = (number, one, more) => count(number) + " " + (number === 1 ? one : more || one + "s");
const shorten = (text, length) => (text.length <= length ? text : text.slice(0, length - 1).trimEnd() + "…");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const byText = new Intl.Collator("en", { numeric: true }).compare;

function decimals(value, places) {
  return value === null || value === undefined ? "–" : value.toFixed(places).replace("-", "−");
}

function listed(words) {
  if (words.length < 2) return words.join("");
  return words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
}

// Dates are days since 1970-01-01.
const DAY = 864e5;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const parts = (day) => {
  const d = new Date(day * DAY);
  return [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()];
};
const yearOf = (day) => new Date(day * DAY).getUTCFullYear();
function dayOf(year, month = 0, date = 1) {
  const d = new Date(0);
  d.setUTCFullYear(year, month, date);
  return Math.round(d.getTime() / DAY);
}
const isoDay = (day) => {
  const [y, m, d] = parts(day);
  return [String(y).padStart(4, "0"), String(m + 1).padStart(2, "0"), String(d).padStart(2, "0")].join("-");
};

/** An interval of days in words: "23 Feb 2022", "Feb 2022", "2014", "1950 to 1953", "1 Mar to 5 Apr 2014". */
function when(first, last) {
  if (first === null || first === undefined) return "undated";
  if (last === null || last === undefined) last = first;
  const [y1, m1, d1] = parts(first);
  const [y2, m2, d2] = parts(last);
  if (first === last) return d1 + " " + MONTHS[m1] + " " + y1;
  const wholeMonths = d1 === 1 && parts(last + 1)[2] === 1;
  if (wholeMonths && m1 === 0 && m2 === 11) return y1 === y2 ? String(y1) : y1 + " to " + y2;
  if (wholeMonths && y1 === y2 && m1 === m2) return MONTHS[m1] + " " + y1;
  if (wholeMonths) return MONTHS[m1] + (y1 === y2 ? "" : " " + y1) + " to " + MONTHS[m2] + " " + y2;
  const left = d1 + (y1 === y2 && m1 === m2 ? "" : " " + MONTHS[m1]) + (y1 === y2 ? "" : " " + y1);
  return left + " to " + d2 + " " + MONTHS[m2] + " " + y2;
}

const SCALES = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
];
function amount(value, unit, currency) {
  const scale = SCALES.find(([size]) => Math.abs(value) >= size);
  const number = scale
    ? Number((value / scale[0]).toPrecision(6)).toLocaleString("en-GB") + " " + scale[1]
    : value.toLocaleString("en-GB");
  if (currency) return currency + " " + number;
  return unit === "percent" ? number + "%" : number + (unit ? " " + unitOf(value, unit) : "");
}

const ONE_FORM = new Set(["aircraft", "personnel", "percent", "people", "men", "women", "km", "mw", "kg", "bcm"]);
const ODD_FORMS = { person: "people", man: "men", woman: "women", fisherman: "fishermen" };
/** A unit that is kept in the singular, as it goes with a number. */
function unitOf(value, unit) {
  if (value === 1 || /[^a-z -]|s$/.test(unit) || ONE_FORM.has(unit)) return unit;
  if (unit in ODD_FORMS) return ODD_FORMS[unit];
  if (/[^aeiou]y$/.test(unit)) return unit.slice(0, -1) + "ies";
  return unit + (/(x|ch|sh)$/.test(unit) ? "es" : "s");
}

function announce(text) {
  document.getElementById("announce").textContent = plain(text);
}
