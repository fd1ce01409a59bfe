"""Plain text to paragraphs: by lines, by blank lines, and through hard-wrapped lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from comity.documents.extract import Block

_LINE: Final = re.compile(r"[^\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n|[\x0b\x0c\x1c-\x1e]|\u2029")
_BULLET: Final = re.compile(r"(?:[-*+•‣◦·–▪●»]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_END: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*\Z")
_NARROWEST: Final = 38
_WIDEST: Final = 200
_FULL: Final = 0.6  # of the width: a line that is not cut short


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    apart: bool
    indent: int


def text_blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The paragraphs of text[start:end], sorted and disjoint.

    A paragraph is a line, unless lines are hard-wrapped: then it is the run of lines up to a blank line, a line that
    ends well before the margin, an indent or a bullet. Lines are taken as wrapped where a third of them go on in lower
    case on the next, as sentences do and headlines do not; a short group also where the first word of the next line would
    not have fitted in the width of the other groups.
    """
    lines = _lines(text, start, len(text) if end is None else end)
    groups: list[list[_Line]] = []
    for line in lines:
        if line.apart or not groups:
            groups.append([])
        groups[-1].append(line)
    margin = _margin(groups)
    blocks: list[Block] = []
    for group in groups:
        blocks.extend(_group_blocks(group, margin))
    return blocks


def _lines(text: str, start: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    last = start
    for match in _LINE.finditer(text, start, end):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        left = match.start() + len(raw) - len(raw.lstrip())
        apart = not lines or _BLANK_LINE.search(text, last, left) is not None
        lines.append(_Line(left, left + len(stripped), stripped, apart, left - match.start()))
        last = left + len(stripped)
    return lines


def _margin(groups: list[list[_Line]]) -> int | None:
    """The width at which the text is wrapped, None when it is not."""
    widths = [max(len(line.text) for line in group) for group in groups if len(group) >= 3 and _wrapped(group, None)]
    return max(widths, default=None)


def _tight(line: _Line, following: _Line, margin: int) -> bool:
    first_word = following.text.split(None, 1)[0]
    return len(line.text) + 1 + len(first_word) > 0.93 * margin


def _goes_on(line: _Line, following: _Line) -> bool:
    """Whether a sentence seems to run over the line's end."""
    c = following.text[0]
    if following.text.startswith(("http:", "https:", "www.")):
        return False
    return not _END.search(line.text) and (c.islower() or c.isdigit() or line.text[-1] in ",-–—")


def _wrapped(group: list[_Line], margin: int | None) -> bool:
    width = max(len(line.text) for line in group)
    if width > _WIDEST or max(width, margin or 0) < _NARROWEST:
        return False
    pairs = list(pairwise(group))
    full = [pair for pair in pairs if len(pair[0].text) >= _FULL * width]
    going = sum(1 for pair in full if _goes_on(*pair))
    if going >= max(1, len(pairs) / 3) and len(full) >= len(pairs) / 2:
        return True
    if margin is None:
        return False
    tight = [pair for pair in pairs if _tight(*pair, max(width, margin))]
    return bool(tight) and (going >= 1 or not any(_END.search(line.text) for line, _ in tight))


def _group_blocks(group: list[_Line], margin: int | None) -> list[Block]:
    if len(group) == 1 or not _wrapped(group, margin):
        return [Block(line.start, line.end, None, line.apart) for line in group]
    width = max(max(len(line.text) for line in group), margin or 0)
    blocks = [Block(group[0].start, group[0].end, None, group[0].apart)]
    for line, following in pairwise(group):
        indented = following.indent >= line.indent + 2 and following is not group[1]
        runs_on = len(line.text) >= _FULL * width and not _END.search(line.text)
        joins = _goes_on(line, following) or ((runs_on or _tight(line, following, width)) and not indented)
        if joins and not _BULLET.match(following.text):
            blocks[-1] = Block(blocks[-1].start, following.end, None, blocks[-1].apart)
        else:
            blocks.append(Block(following.start, following.end, None, apart=False))
    return blocks
