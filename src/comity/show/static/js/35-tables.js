// Tables and long lists.

// A table wider than its frame scrolls in it; then the frame can be reached and moved with the keyboard.
const tableWatch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth <= target.clientWidth + 1) {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    } else {
      setAll(target, { tabindex: "0", role: "region", "aria-label": target.querySelector("caption").textContent });
    }
  }
});

/** A table with its caption and header cells. Cells are nodes or text; the first of a row is its header when asked. */
function tableOf(caption, heads, rows, { rowHeads = false, className = "", captionHidden = false } = {}) {
  const classOf = (i) => (heads[i] && heads[i].class) || null;
  const textOfHead = (i) => heads[i].text ?? heads[i];
  const cellOf = (cell, i) =>
    rowHeads && i === 0
      ? h("th", { scope: "row" }, cell)
      : h(
          "td",
          {
            class: [classOf(i), cell === "–" ? "none" : null].filter(Boolean).join(" ") || null,
            "data-head": textOfHead(i),
          },
          cell,
        );
  const frame = h(
    "div",
    { class: "table-frame" },
    h(
      "table",
      { class: className || null },
      h("caption", { class: captionHidden ? "hidden" : null }, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((head, i) => h("th", { scope: "col", class: classOf(i) }, textOfHead(i))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((cells) => h("tr", {}, cells.map(cellOf))),
      ),
    ),
  );
  tableWatch.observe(frame);
  return frame;
}

/** A long list a page at a time: `draw(from, to)` returns the nodes of rows [from, to). */
function paged(total, size, draw, name) {
  const frame = h("div", { class: "paged" });
  let from = 0;
  const show = (focus) => {
    const to = Math.min(total, from + size);
    const step = (text, next, off) =>
      h(
        "button",
        {
          type: "button",
          disabled: off,
          click: () => {
            from = next;
            show(true);
            frame.scrollIntoView({ block: "start" });
          },
        },
        text,
      );
    fill(clear(frame), [draw(from, to)]);
    if (total > size) {
      const place = h(
        "p",
        { class: "place", tabindex: "-1" },
        count(from + 1) + " to " + count(to) + " of " + count(total) + " " + name,
      );
      frame.append(
        h(
          "div",
          { class: "pager" },
          step("First", 0, from === 0),
          step("Previous", Math.max(0, from - size), from === 0),
          place,
          step("Next", from + size, to >= total),
          step("Last", Math.floor((total - 1) / size) * size, to >= total),
        ),
      );
      if (focus) place.focus({ preventScroll: true });
    }
  };
  show(false);
  return frame;
}

/** Rows to copy into another program: shown when asked for, whole, as CSV. */
function copyBox(heads, rows) {
  const cell = (value) => (/[",\n]/.test(String(value ?? "")) ? '"' + String(value).replaceAll('"', '""') + '"' : String(value ?? ""));
  const box = h("details", { class: "copy" }, h("summary", {}, "To copy (CSV)"));
  box.addEventListener(
    "toggle",
    () => {
      const text = [heads, ...rows()].map((cells) => cells.map(cell).join(",")).join("\n") + "\n";
      const area = h("textarea", { readonly: true, rows: "8", spellcheck: "false", "aria-label": "Comma-separated values", focus: () => area.select() });
      area.value = plain(text).replaceAll("[U+000A]", "\n");
      box.append(area);
    },
    { once: true },
  );
  return box;
}
