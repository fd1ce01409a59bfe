"""Web pages: all visible text in order; trafilatura says which of it is the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from comity.documents import extract as hints
from comity.documents.blocks import text_blocks
from comity.documents.decode import decode
from comity.documents.extract import Block, Extract, Facts, TextBuilder
from comity.documents.page import Piece, pieces
from comity.documents.page_facts import page_facts, split_title
from comity.documents.settings import DocumentSettings
from comity.errors import DocumentError

_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.I,
)
_WORD: Final = re.compile(r"\w+")
_MOST_ELEMENTS: Final = 20_000  # the work of telling the main text grows faster than the page
_SHINGLE: Final = 5
_ALIKE: Final = 0.6
_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_VALUE: Final = re.compile(r"""\"[^"]*"|'[^']*'""")
_MOST_ATTRIBUTES: Final = 2_000  # the parser compares each with each
_OUTSIDE: Final = frozenset(["nav", "footer", "button", "form"])
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def extract(data: bytes, settings: DocumentSettings) -> Extract:
    """The visible text of the page, a blank line between two pieces. Scripts are neither run nor read, hidden elements
    not read, nothing is fetched. Raises DocumentError."""
    declared = _DECLARED.search(data[:4_096])
    name = next((g for g in declared.groups() if g), b"").decode("ascii") if declared else settings.encoding
    decoded = decode(data, declared=name)
    root, too_deep = _parsed(decoded.text)
    found = pieces(root)
    if not found and too_deep:
        raise DocumentError("damaged", detail=_TOO_DEEP)
    if not found:
        raise DocumentError("empty", detail="the page has no visible text")
    problems = [*decoded.problems, *([_TOO_DEEP] if too_deep else [])]
    small = sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) <= _MOST_ELEMENTS
    facts = page_facts(root, decoded.text, small=small)
    kept = _main_text(decoded.text) if small else None
    if not small:
        problems.append(f"the page has over {_MOST_ELEMENTS:,} elements; its lines were judged one by one")
    elif kept is None:
        problems.append("no main text was told from the page's structure; its lines were judged one by one")
    builder = TextBuilder()
    marks = _hints(found, kept, facts)
    blocks: list[Block] = []
    for piece, hint in zip(found, marks, strict=True):
        builder.add(piece.text, hint)
    text = builder.text()
    for piece, block in zip(found, builder.blocks, strict=True):
        if piece.tag == "pre" and block.hint is None:
            blocks.extend(text_blocks(text, block.start, block.end))
        else:
            blocks.append(block)
    return Extract(text, blocks, facts, decoded.encoding, problems)


_TOO_DEEP: Final = "its elements are nested over 255 deep; what stands deeper was not read"


def _parsed(text: str) -> tuple[Any, bool]:
    """The page's tree, and whether it was cut because its elements are nested too deep."""
    from lxml import etree
    from lxml import html as lxml_html

    for tag in _LONG_TAG.finditer(text):
        if len(_VALUE.sub("", tag.group()).split()) > _MOST_ATTRIBUTES:
            raise DocumentError("damaged", detail=f"a tag has over {_MOST_ATTRIBUTES:,} attributes")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("damaged", detail=f"not a web page: {str(error)[:120]}") from error
    return root, any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


class _Main:
    """What trafilatura takes for the article: its lines, and its word sequences."""

    def __init__(self, text: str) -> None:
        self.lines = {_key(line) for line in text.split("\n")}
        words = _WORD.findall(text.casefold())
        self.shingles = {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}

    def holds(self, text: str) -> bool:
        words = _WORD.findall(text.casefold())
        if len(words) < _SHINGLE + 2:
            return " ".join(words) in self.lines
        shingles = [tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]
        return sum(1 for s in shingles if s in self.shingles) >= _ALIKE * len(shingles)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _main_text(text: str) -> _Main | None:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    made = trafilatura.extract(
        text,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        deduplicate=False,
    )
    return _Main(made) if made and len(_WORD.findall(made)) >= 20 else None


def _hints(found: Sequence[Piece], kept: _Main | None, facts: Facts) -> list[str | None]:
    inside = [piece.zones.isdisjoint(_OUTSIDE) and (kept is None or kept.holds(piece.text)) for piece in found]
    if kept is not None:
        _rescue(found, inside)
    first = next((i for i, x in enumerate(inside) if x), 0)
    last = max((i for i, x in enumerate(inside) if x), default=len(found))
    title = _title(found, facts, first)
    marks: list[str | None] = []
    for i, (piece, is_inside) in enumerate(zip(found, inside, strict=True)):
        hint: str | None = None
        if i == title:
            hint = hints.TITLE
        elif piece.tag == "data" or piece.tag == "tr":
            hint = hints.TABLE
        elif piece.tag == "figcaption" or "figcaption" in piece.zones:
            hint = hints.CAPTION if first - 4 <= i <= last else hints.DROPPED
        elif not is_inside:
            hint = hints.DROPPED
        elif piece.tag in _HEADINGS:
            hint = hints.HEADING
        elif piece.linked > 0.85 and len(_WORD.findall(piece.text)) < 25:
            hint = hints.LINKS
        elif piece.tag == "li":
            hint = hints.LIST
        marks.append(hint)
    return marks


def _rescue(found: Sequence[Piece], inside: list[bool]) -> None:
    """A sentence between paragraphs of the article, in the same element, belongs to it though trafilatura drops it; so
    does a heading right before a paragraph of it."""
    parents = {piece.parent for piece, is_inside in zip(found, inside, strict=True) if is_inside and piece.tag == "p"}
    for i, piece in enumerate(found):
        if inside[i] or piece.parent not in parents or not piece.zones.isdisjoint(_OUTSIDE | {"figcaption"}):
            continue
        words = len(_WORD.findall(piece.text))
        if (
            piece.tag == "p" and words >= 8 and piece.linked < 0.3 and re.search(r"[.!?][\"'”’)\]]*\Z", piece.text)
        ) or (piece.tag in _HEADINGS and i + 1 < len(found) and inside[i + 1] and found[i + 1].parent == piece.parent):
            inside[i] = True


def _title(found: Sequence[Piece], facts: Facts, first: int) -> int | None:
    wanted = _key(facts.title or "")
    headings = [i for i, piece in enumerate(found) if piece.tag == "h1" and piece.zones.isdisjoint(_OUTSIDE)]
    same = [
        i
        for i, p in enumerate(found[: first + 8])
        if wanted and _key(p.text) == wanted and p.tag in (_HEADINGS | {"p", "div"})
    ]
    parts = split_title(facts.title or "")
    if parts is not None and not same:
        same = [i for i, p in enumerate(found[: first + 8]) if _key(p.text) == _key(parts[0])]
        if same:  # the page shows the title without the site's name
            facts.title, facts.outlet = parts[0], facts.outlet or parts[1]
    in_h1 = [i for i in same if found[i].tag in _HEADINGS]
    if in_h1 or same:
        return (in_h1 or same)[0]
    near = [i for i in headings if i <= first + 3 and len(_WORD.findall(found[i].text)) >= 3]
    if near:
        if not facts.title or _key(found[near[-1]].text) in wanted or len(near) == 1:
            facts.title = found[near[-1]].text[:500]
        return near[-1]
    return None
