"""The visible text of a web page in order, in pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_NEVER: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
        "input",
        "textarea",
        "map",
        "applet",
        "param",
        "title",
        "meta",
        "link",
        "base",
        "noembed",
        "noframes",
    ]
)
_ZONES: Final = frozenset(
    ["nav", "footer", "aside", "header", "form", "button", "figure", "figcaption", "article", "main", "blockquote"]
)
_HIDDEN_STYLE: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9]))", re.I
)
_HIDDEN_CLASS: Final = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|is-hidden|hidden|d-none|print-only|assistive-text)(?:\s|$)",
    re.I,
)
_CSS_RULE: Final = re.compile(r"([^{}@;]{1,400})\{([^{}]{0,2000})\}")
_SIMPLE: Final = re.compile(r"\s*([.#])([\w-]{1,80})\s*\Z")
_SPACE: Final = re.compile(r"[^\S\xa0\u202f]+")
_LAYOUT_MARKS: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(slots=True)
class Piece:
    """A paragraph, heading, cell row ... of a page. `zones` are the elements that it lies in (nav, footer, figure ...),
    `parent` the element that its block stands in, `linked` the share of its characters that are links."""

    text: str
    tag: str
    zones: frozenset[str]
    parent: int
    linked: float


@dataclass(slots=True)
class _Open:
    element: Any
    tag: str
    zone: str | None
    number: int


@dataclass(slots=True)
class _State:
    pieces: list[Piece] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    stack: list[_Open] = field(default_factory=list)
    count: int = 0


def pieces(root: Any) -> list[Piece]:
    """The visible pieces of a parsed page: no script, style, hidden element or form field. `root` is lxml's."""
    from lxml import etree

    hidden = _hidden_names(root)
    body = root.find(".//body")
    top = body if body is not None else root
    state = _State()
    walk = etree.iterwalk(top, events=("start", "end"))
    skipped: Any = None
    for event, element in walk:
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in _NEVER or _is_hidden(element, hidden):
                skipped = element
                walk.skip_subtree()
                continue
            _enter(element, state)
        else:
            if element is skipped:
                skipped = None
            else:
                _leave(element, state)
            if element is not top and element.tail:
                _write(element.tail, state)
    _flush(state)
    return state.pieces


def _enter(element: Any, state: _State) -> None:
    tag = element.tag
    if tag == "table" and _is_data(element):
        _flush(state)
        _push(element, "data", state)
    elif tag in ("td", "th") and _in_data(state):
        if state.buffer:
            state.buffer.append(" | ")
    elif tag in _BLOCKS and not (_in_data(state) and tag != "tr" and tag != "caption"):
        _flush(state)
        _push(element, tag, state)
    elif tag == "br":
        _break(state)
    elif tag == "a":
        state.links += 1
    if element.text:
        _write(element.text, state)


def _leave(element: Any, state: _State) -> None:
    if state.stack and state.stack[-1].element is element:
        _flush(state)
        state.stack.pop()
    elif element.tag == "a":
        state.links = max(0, state.links - 1)


def _push(element: Any, tag: str, state: _State) -> None:
    state.count += 1
    state.stack.append(_Open(element, tag, tag if tag in _ZONES else None, state.count))


def _in_data(state: _State) -> bool:
    return any(o.tag == "data" for o in state.stack[-4:])


def _is_data(table: Any) -> bool:
    """Whether a table holds data: several rows of several short cells, and no paragraph in any."""
    cells = list(islice(table.iter("td", "th"), 200))
    if (
        len(cells) < 4
        or len(list(islice(table.iter("tr"), 2))) < 2
        or next(table.iter("p", "article", "h1", "form"), None) is not None
    ):
        return False
    return all(len(" ".join(cell.itertext()).split()) <= 25 for cell in cells)


def _write(text: str, state: _State) -> None:
    state.buffer.append(text)
    if state.links:
        state.linked += len(text.strip())


def _break(state: _State) -> None:
    if state.stack and state.stack[-1].tag == "pre":
        state.buffer.append("\n")
    else:
        state.buffer.append("\x1e")  # decided in _flush


def _flush(state: _State) -> None:
    if not state.buffer:
        return
    raw = _LAYOUT_MARKS.sub("", "".join(state.buffer))
    linked = state.linked
    state.buffer, state.linked = [], 0
    if not raw.strip(" \t\r\n\x1e\xa0"):
        return
    tag = state.stack[-1].tag if state.stack else "body"
    zones = frozenset(o.zone for o in state.stack if o.zone)
    parent = state.stack[-2].number if len(state.stack) > 1 else 0
    texts = [raw.strip("\r\n").expandtabs(8)] if tag == "pre" else _lines(raw)
    whole = sum(map(len, texts))
    share = min(1.0, linked / whole) if whole else 0.0
    for text in texts:
        state.pieces.append(Piece(text, tag, zones, parent, share))


def _lines(raw: str) -> list[str]:
    """What stands between line breaks; a break inside a sentence is a space."""
    lines: list[list[str]] = []
    gap = False
    for part in raw.split("\x1e"):
        text = _SPACE.sub(" ", part).strip()
        if not text:
            gap = True
            continue
        if lines and not gap and text[0].islower():
            lines[-1].append(text)
        else:
            lines.append([text])
        gap = False
    return [" ".join(line) for line in lines]


def _is_hidden(element: Any, names: frozenset[str]) -> bool:
    get = element.get
    if get("hidden") is not None or get("type") == "hidden":
        return True
    style = get("style")
    if style and _HIDDEN_STYLE.search(style[:2_000]):
        return True
    classes = get("class")
    if classes:
        if _HIDDEN_CLASS.search(classes[:1_000]):
            return True
        if names and any("." + name in names for name in classes[:1_000].split()):
            return True
    return bool(names) and "#" + (get("id") or "") in names


def _hidden_names(root: Any) -> frozenset[str]:
    """`.class` and `#id` that a style sheet in the page hides by a selector of one name."""
    names: set[str] = set()
    for style in islice(root.iter("style"), 50):
        for selectors, rules in _CSS_RULE.findall((style.text or "")[:200_000]):
            if _HIDDEN_STYLE.search(rules):
                for selector in selectors.split(","):
                    simple = _SIMPLE.match(selector)
                    if simple:
                        names.add(simple[1] + simple[2])
    return frozenset(names)
