"""Markdown: front matter, headings, lists, tables, code, pictures and links, each line where it stands."""

from __future__ import annotations

import re
from typing import Final

from comity.documents import extract as hints
from comity.documents.blocks import text_blocks
from comity.documents.decode import decode, newlines
from comity.documents.extract import Block, Extract, Facts
from comity.documents.lead import give, header_blocks
from comity.documents.settings import DocumentSettings

_FRONT: Final = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?\n)?\1[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR: Final = re.compile(r"(?P<key>[A-Za-z_-]{1,30})\s*[:=]\s*(?P<value>.*)\Z")
_KEYS: Final = {
    "title": "title", "headline": "title", "outlet": "outlet", "publication": "outlet", "publisher": "outlet", "source": "outlet",
    "site": "outlet", "author": "author", "authors": "author", "by": "author", "byline": "author", "published": "date", "date": "date",
    "publishdate": "date", "pubdate": "date", "url": "url", "link": "url", "canonical": "url",
}  # fmt: skip
_FENCE: Final = re.compile(r" {0,3}(```|~~~)")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:\s|\Z)")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{3,})\s*\Z")
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_TABLE: Final = re.compile(r"\s*\|.*\|\s*\Z")
_RULE: Final = re.compile(r"\s*(?:[-*_]\s*){3,}\Z")
_IMAGE: Final = re.compile(
    r"\s*(?:\[\s*)?!\[(?P<alt>[^\]]{0,500})\](?:\([^)]{0,2000}\)|\[[^\]]{0,200}\])(?:\s*\]\([^)]{0,2000}\))?\s*\Z"
)
_ONLY_LINK: Final = re.compile(r"\s*(?:[-*+]\s+)?\[[^\]]{1,300}\]\([^)]{1,2000}\)\s*\Z")
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s*\S")
_EMPHASIS: Final = re.compile(r"\s*(\*{1,3}|_{1,3})(?=\S)(.{1,1000}?)\1\s*\Z", re.DOTALL)


def extract(data: bytes, settings: DocumentSettings) -> Extract:
    """The file decoded as for plain text: marks such as `#` and `[](...)` stay in the text, outside the passages where
    they stand at an edge. Raises DocumentError."""
    decoded = decode(data, declared=settings.encoding)
    text = newlines(decoded.text)
    facts = Facts()
    problems = list(decoded.problems)
    body = 0
    front = _FRONT.match(text)
    blocks: list[Block] = []
    if front is not None:
        body = front.end()
        blocks.append(_trimmed(text, front.start(), front.end(), hints.HEADER))
        problems.extend(_front_matter(front[2] or "", facts))
    rest = _body_blocks(text, body)
    blocks.extend(header_blocks(text, rest, facts) if front is None else rest)
    _mark_title(text, blocks)
    return Extract(text, blocks, facts, decoded.encoding, problems)


def _front_matter(source: str, facts: Facts) -> list[str]:
    """Title, outlet, author, url and date of YAML or TOML front matter: plain values and one-line or dashed lists."""
    problems = []
    open_key: str | None = None
    for line in source.split("\n"):
        pair = _PAIR.match(line)
        value: str | None = None
        if pair is not None:
            open_key = _KEYS.get(pair["key"].lower())
            value = pair["value"].strip()
        elif open_key is not None and line.strip().startswith("- "):
            value = line.strip()[2:]
        if open_key is None or not value or value.startswith("#"):
            continue
        value = re.sub(r"\s+#\s.*\Z", "", value).strip()
        if value.startswith("["):
            value = ", ".join(part.strip().strip("\"'") for part in value.strip("[]").split(","))
        problem = give(facts, open_key, value, "the front matter")
        if problem is not None:
            problems.append(problem)
    return problems


def _trimmed(text: str, start: int, end: int, hint: str | None, apart: bool = True) -> Block:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Block(start, start + len(piece.strip()), hint, apart)


def _body_blocks(text: str, body: int) -> list[Block]:
    blocks: list[Block] = []
    prose_from: int | None = None
    position = body
    fence: tuple[str, int] | None = None

    def flush(end: int) -> None:
        nonlocal prose_from
        if prose_from is not None:
            blocks.extend(_paragraphs(text, prose_from, end))
            prose_from = None

    for line in text[body:].split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        opened = _FENCE.match(line)
        if fence is not None:
            if opened and opened[1] == fence[0]:
                blocks.append(_trimmed(text, fence[1], end, hints.CODE))
                fence = None
            continue
        if opened:
            flush(start)
            fence = (opened[1], start)
        elif not line.strip():
            flush(start)
        elif _HEADING.match(line):
            flush(start)
            inner = _HEADING.match(line)
            assert inner is not None
            closing = re.search(r"\s#+\s*\Z", line)
            block = _trimmed(text, start + inner.end(), start + closing.start() if closing else end, hints.HEADING)
            if block.end > block.start:
                blocks.append(block)
        elif _UNDERLINE.match(line) and prose_from is not None and "\n" not in text[prose_from:start].strip():
            blocks.append(_trimmed(text, prose_from, start, hints.HEADING))
            prose_from = None
        elif _RULE.match(line):
            flush(start)
        elif _TABLE.match(line):
            flush(start)
            blocks.append(_trimmed(text, start, end, hints.TABLE, apart=False))
        elif (image := _IMAGE.match(line)) is not None:
            flush(start)
            at = start + image.start("alt")
            if image["alt"].strip():
                blocks.append(_trimmed(text, at, at + len(image["alt"]), hints.CAPTION))
        elif _DEFINITION.match(line):
            flush(start)
            blocks.append(_trimmed(text, start, end, hints.CODE, apart=False))
        elif (item := _ITEM.match(line)) is not None:
            flush(start)
            blocks.append(_trimmed(text, start + item.end(), end, hints.LIST, apart=False))
        elif prose_from is None:
            last = blocks[-1] if blocks else None
            if (
                last is not None
                and last.hint == hints.LIST
                and line[:1] in " \t"
                and text[last.end : start].count("\n") == 1
            ):
                blocks[-1] = Block(last.start, start + len(line.rstrip()), hints.LIST, last.apart)
            else:
                prose_from = start
    if fence is not None:
        blocks.append(_trimmed(text, fence[1], len(text), hints.CODE))
    flush(len(text))
    return [block for block in blocks if block.end > block.start]


def _paragraphs(text: str, start: int, end: int) -> list[Block]:
    """In Markdown lines without a blank line between are one paragraph; but where each is a paragraph's length and
    ends as one, each is one."""
    lines = [line for line in text[start:end].split("\n") if line.strip()]
    ended = all(re.search(r"[.!?…][\"'”’»)\]*_]*\s*\Z", line) for line in lines)
    long = sum(map(len, lines)) > 150 * len(lines)
    if len(lines) > 1 and ended and long:
        return text_blocks(text, start, end)
    return [_trimmed(text, start, end, None)]


def _mark_title(text: str, blocks: list[Block]) -> None:
    """The first heading is the title when no prose stands before it."""
    for i, block in enumerate(blocks):
        if block.hint == hints.HEADING:
            blocks[i] = Block(block.start, block.end, hints.TITLE, block.apart)
            return
        if block.hint is None and block.end - block.start > 300:
            return
