"""Rules for what pages put around an article: tables, cues, repeats, bars, links to other stories."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from comity.documents import extract as hints
from comity.documents.cues import cue_of
from comity.documents.extract import Block
from comity.documents.lines import Line
from comity.documents.sheet import Sheet

REASONS: Final = {
    "related": "links to other stories",
    "subscribe": "subscription or newsletter",
    "share": "share buttons",
    "comments": "comments",
    "counters": "counters",
    "login": "log in",
    "cookie": "cookie and privacy notice",
    "advert": "advertisement",
    "copyright": "copyright or first publication",
    "correction": "note by the editors",
    "disclaimer": "disclaimer",
    "bio": "about the author",
    "credit": "picture credit",
    "contact": "contact and submissions",
    "navigation": "navigation",
}
_EDGE: Final = 5  # paragraphs at the end in which a note on the author is looked for
_GLUED: Final = re.compile(r"(?:[a-z.’'\"]|\.{3}|…)(?:Premium|Exclusive|Subscriber|Video|Opinion|Sponsored)\Z")
_YEARS: Final = re.compile(r"(?:1[0-9]|20)\d\d(?:\s?[–—-]\s?(?:(?:1[0-9]|20)?\d\d)?)?:?\Z")
_REFERENCES: Final = re.compile(
    r"(?:references|notes|foot ?notes|end ?notes|bibliography|works cited|sources)(?:\s?\[edit\])?:?\Z"
)
_CITATION: Final = re.compile(
    r"\A\s*(?:\^|\[?\d{1,3}[\].)]|\d{1,3}\s+[A-Z“\"])|\(\d{4}[a-z]?\)|\b[Ii]bid\b|\b[Rr]etrieved\b|\b[Aa]ccessed\b|\bpp?\.\s?\d|\b[Vv]ol\.|\bdoi\b|https?://|[”\"],?\s.{3,80}\b(?:19|20)\d\d\b"
)


def table_rule(sheet: Sheet) -> None:
    """Dumps of figures, and rows of cells: two or more tabs or wide gaps in each of neighbouring lines."""
    rows = {line.index for line in sheet.open() if _is_row(line.text)}
    for line in sheet.open():
        if len(line.text) > 12 and line.letters < 0.45 and line.words >= 3:
            sheet.judge(line, "furniture", "figures")
        elif line.index in rows and (line.index - 1 in rows or line.index + 1 in rows):
            sheet.judge(line, "furniture", "table")


def figures_rule(sheet: Sheet) -> None:
    """Lines without a letter, but for a year or span of years, which can head a section."""
    for line in sheet.open():
        if line.words and line.letters == 0 and not _YEARS.match(line.text):
            sheet.judge(line, "furniture", "figures")


def references_rule(sheet: Sheet) -> None:
    """What looks like a citation after a line such as `References` or `Notes`, and lines that begin with a caret."""
    listed = False
    for line in sheet.lines:
        if line.words <= 3 and _REFERENCES.match(line.fold):
            listed = True
        if sheet.judged[line.index] is None and (
            line.text.startswith("^ ") or (listed and line.words <= 120 and _CITATION.search(line.text[:600]))
        ):
            sheet.judge(line, "furniture", "references")


def teaser_rule(sheet: Sheet) -> None:
    """The broken-off first words of another story: beside furniture."""
    for line in sheet.open():
        if line.teaser:
            beside = [sheet.judged[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(sheet.lines)]
            if any(j is not None and j[0] == "furniture" for j in beside):
                sheet.judge(line, "furniture", REASONS["related"])


def cue_rule(sheet: Sheet) -> None:
    first = sheet.first_sentence()
    last = max((i for i, s in enumerate(sheet.sentences) if s), default=0)
    for line in sheet.open():
        edge = line.index < first or line.index > last - _EDGE or line.index >= len(sheet.lines) - _EDGE
        edge = edge and (line.index > 1 or line.index < first) and len(sheet.lines) > 6
        cue = cue_of(line.fold, words=line.words, edge=edge)
        if cue is not None and cue.rule == "caption":
            sheet.judge(line, "label", "caption")
        elif cue is not None:
            sheet.judge(line, "furniture", REASONS[cue.rule])
            if cue.rule == "related" and cue.alone:
                sheet.related.add(line.index)
        elif _GLUED.search(line.text) and line.short:
            sheet.judge(line, "furniture", REASONS["related"])


def repeat_rule(sheet: Sheet) -> None:
    """A short line that repeats another, or the title, or says the title with a site's name."""
    title = Line(Block(0, 0), sheet.facts.title or "", 0).key
    longest = len(title.split()) + 6  # words: a site's name and section may stand around the title
    keys = Counter(line.key for line in sheet.lines if line.short)
    seen: set[str] = set()
    for line in sheet.lines:
        key = line.key if line.short else ""
        if sheet.judged[line.index] is None and key:
            if (
                (title and key == title)
                or (title.count(" ") >= 3 and line.words <= longest and title in key)
                or (len(key) > 8 and key in title and line.index < sheet.first_sentence())
            ):
                sheet.judge(line, "furniture", "repeats the title")
            elif keys[key] > 2 or (keys[key] == 2 and key in seen):
                sheet.judge(line, "furniture", "repeated line")
        if key:
            seen.add(key)


def bar_rule(sheet: Sheet) -> None:
    """`World | Asia | Opinion`, `Name · Section`: parts between bars, no sentence."""
    for line in sheet.open():
        if line.short and line.words <= 20 and re.search(r"\s[|›»•·>]\s|\s::\s", line.text):
            sheet.judge(line, "furniture", REASONS["navigation"])


def related_rule(sheet: Sheet) -> None:
    """Short lines right after `Also read`, `Next story` and the like are the linked stories, up to the next prose."""
    for start in sorted(sheet.related):
        gap = False
        for line in sheet.lines[start + 1 :]:
            if line.index in sheet.related or not line.short or line.block.hint in (hints.HEADING, hints.TITLE):
                break
            gap = gap or line.block.apart
            if sheet.judged[line.index] is None:
                if gap and line.index > start + 1 and sheet.before_prose(line) and line.block.apart:
                    break
                sheet.judge(line, "furniture", REASONS["related"])


def _is_row(text: str) -> bool:
    if len(text) > 2_000:
        return False
    cells = [cell for cell in re.split(r"\t+|\s{3,}|\s*\|\s*", text.strip("| \t")) if cell]
    return len(cells) >= 3 and all(len(cell.split()) <= 6 for cell in cells)
