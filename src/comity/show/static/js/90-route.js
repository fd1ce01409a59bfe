// Addresses: what stands after # chooses the view, or opens the panel over it.

const main = document.getElementById("main");
const VIEWS = {
  overview: overviewView,
  events: eventsView,
  actor: actorView,
  dyads: dyadsView,
  dyad: dyadView,
  system: systemView,
  network: systemView,
  disagreements: disagreementsView,
  agreements: agreementsView,
  things: thingsView,
  thing: thingView,
  sources: sourcesView,
  source: sourceView,
  quoted: quotedView,
  corrections: correctionsView,
  audit: auditView,
  imports: importsView,
  import: importView,
  documents: documentsView,
  doc: readingView,
  search: searchView,
  how: howView,
  relations: (value, params) => claimsView("relations", params),
  causes: (value, params) => claimsView("causes", params),
  stances: (value, params) => claimsView("stances", params),
};
const NAV = [
  ["overview", "Overview"],
  ["events", "Timeline"],
  ["dyads", "Relations"],
  ["system", "System"],
  ["disagreements", "Disagreements"],
  ["agreements", "Agreements"],
  ["things", "Things"],
  ["relations", "Claims"],
  ["sources", "Sources"],
  ["documents", "Documents"],
  ["corrections", "Corrections"],
  ["audit", "Audit"],
  ...(importSets.n ? [["imports", "Imported"]] : []),
  ["how", "Method"],
];
const BELONGS = {
  dyad: "dyads",
  actor: "dyads",
  doc: "documents",
  causes: "relations",
  stances: "relations",
  thing: "things",
  source: "sources",
  quoted: "sources",
  network: "system",
  import: "imports",
};
const OF_SYSTEM = new Set(["tie", "stand", "ties", "triangles"]);
const OF_RELATION = new Set(["score", "phase"]);
const COMMAS = new Set(["dyad", "tally", "score", "phase", "tie", "stand", "ties", "triangles"]);

const claimOpener = (kind) => (id) => {
  const row = claimIndex[kind].get(id);
  if (row === undefined) lostPanel("claim", id);
  else claimPanel(kind, row);
};
const PANELS = {
  event: (id) => {
    const event = findEvent(id);
    if (event !== undefined) eventPanel(event);
    else if (reportIndex.has(id)) rejectedPanel(reportIndex.get(id));
    else lostPanel("event", id);
  },
  difference: differencePanel,
  agreement: agreementPanel,
  stage: stagePanel,
  relation: claimOpener("relation"),
  cause: claimOpener("cause"),
  stance: claimOpener("stance"),
  score: scorePanel,
  phase: phasePanel,
  turn: turnPanel,
  fact: factPanel,
  tie: tiePanel,
  stand: standPanel,
  ties: tiesPanel,
  triangles: trianglesPanel,
  tally: (value) => {
    const [a, b, first, last = first] = value.split(",");
    const within = (row) => isoDay(db.tallies.first[row]) >= first && isoDay(db.tallies.first[row]) <= last;
    const dyad = b === undefined ? undefined : dyads.get(pairKey(lineage(a), lineage(b)));
    const rows = dyad ? dyad.tallies.filter(within) : [];
    if (rows.length) tallyPanel(rows);
    else lostPanel("tally", value);
  },
};

function lostPanel(what, id) {
  openPanel(
    "Not in this report",
    h(
      "p",
      {},
      "This report holds no " + what + " with the id ",
      h("code", {}, id),
      ". It may come from another build; look for it in the list of changed ids of the project.",
    ),
  );
}

function notFound(text) {
  return { title: "Not in this report", nodes: [heading("Not in this report"), h("p", { class: "note" }, text)] };
}

let viewAddress = null;
let filled = false;

const headOf = (address) => address.split("&")[0] || "#overview";

/** A view keeps its filters in the address, without adding to the history; a view that was left keeps nothing. */
function rememberView(address) {
  if (viewAddress === null || headOf(address) !== headOf(viewAddress)) return;
  if (!panel.open && headOf(address) !== headOf(location.hash)) return;
  viewAddress = address;
  if (!panel.open && location.hash !== address) history.replaceState(null, "", address);
}

function leavePanel() {
  const { name } = readAddress();
  if (Object.hasOwn(PANELS, name) && viewAddress) history.replaceState(null, "", viewAddress);
}

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
function readAddress() {
  const [head, ...rest] = location.hash.slice(1).split("&");
  const cut = head.indexOf("=");
  const name = cut < 0 ? head : head.slice(0, cut);
  const value =
    cut < 0
      ? ""
      : COMMAS.has(name)
        ? head
            .slice(cut + 1)
            .split(",")
            .map(decoded)
            .join(",")
        : decoded(head.slice(cut + 1));
  const params = new Map(
    rest.map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [part, ""] : [part.slice(0, at), decoded(part.slice(at + 1))];
    }),
  );
  return { name: name || "overview", value, params: { get: (key) => (params.has(key) ? params.get(key) : null) } };
}

function show(name, value, params, address) {
  const view = VIEWS[name](value, params);
  viewAddress = address;
  if (view.address && headOf(address) !== view.address) {
    viewAddress = view.address + address.slice(headOf(address).length);
    history.replaceState(null, "", viewAddress);
  }
  fill(clear(main), view.nodes);
  document.title = plain(
    view.title === core.title || name === "overview" ? core.title : view.title + " · " + core.title,
  );
  for (const link of document.querySelectorAll("#parts a")) {
    if (link.hash === "#" + (BELONGS[name] || name)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (filled && !view.keepScroll) window.scrollTo(0, 0);
  if (filled && !view.keepScroll && !view.keepFocus) main.querySelector("h1").focus({ preventScroll: true });
  filled = true;
}

function route() {
  const { name, value, params } = readAddress();
  if (name === "main") return;
  if (Object.hasOwn(PANELS, name)) {
    if (!viewAddress) {
      const [behind, of] = OF_SYSTEM.has(name)
        ? ["system", ""]
        : OF_RELATION.has(name)
          ? ["dyad", value.split(",").slice(0, 2).join(",")]
          : ["overview", ""];
      show(behind, of, params, "#" + behind + (of ? "=" + of.split(",").map(encodeURIComponent).join(",") : ""));
    }
    PANELS[name](value);
    return;
  }
  const same = panel.open && location.hash === viewAddress;
  if (panel.open) panel.close();
  if (same) return;
  if (Object.hasOwn(VIEWS, name)) show(name, value, params, location.hash || "#overview");
  else fill(clear(main), notFound("There is no such part of the report.").nodes);
}

fill(
  document.getElementById("parts"),
  NAV.map(([name, text]) => h("li", {}, h("a", { href: "#" + name }, text))),
);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
  main.scrollIntoView();
});
document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = document.getElementById("find-words").value.trim();
  if (query) location.hash = "#search=" + encodeURIComponent(query);
});

const themeButton = document.getElementById("theme");
const wantsDark = window.matchMedia("(prefers-color-scheme: dark)");
const stored = () => {
  try {
    return localStorage.getItem("comity-theme");
  } catch {
    return null;
  }
};
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  themeButton.textContent = theme === "dark" ? "Light" : "Dark";
}
setTheme(stored() || (wantsDark.matches ? "dark" : "light"));
wantsDark.addEventListener("change", () => {
  if (!stored()) setTheme(wantsDark.matches ? "dark" : "light");
});
themeButton.addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme(theme);
  try {
    localStorage.setItem("comity-theme", theme);
  } catch {
    /* a browser that keeps nothing: the choice lasts as long as the page */
  }
});

window.addEventListener("hashchange", route);
route();
