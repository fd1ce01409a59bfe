"""Which stretches of a text are read: prose, labels and furniture, each with the reason.

A block is judged by what its format knows of it, by the cues of `data/cues.csv`, and by its place: a run of short lines
without the end of a sentence is a menu or a list of links, one such line before a paragraph is a heading. Nothing is
deleted: furniture stays in the text and keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from comity.documents import extract as hints
from comity.documents.extract import Block, Facts
from comity.documents.furniture import (
    REASONS,
    bar_rule,
    cue_rule,
    figures_rule,
    references_rule,
    related_rule,
    repeat_rule,
    table_rule,
    teaser_rule,
)
from comity.documents.lines import Line
from comity.documents.model import Passage, PassageKind
from comity.documents.sheet import BY_HINT, MOST_LINES, Judgement, Sheet
from comity.documents.statements import (
    author_rule,
    dropped_statement_rule,
    name_line_rule,
    outlet_rule,
    statement_rule,
    title_rule,
)

UNJUDGED: Final = f"past line {MOST_LINES:,}: not judged, not read"
_HEADING: Final = 16  # words at most
_NUMBERED: Final = re.compile(
    r"(?:part|chapter|section|annex|appendix|introduction|conclusions?|[ivx]{1,5}\.|\d{1,2}(?:\.\d+)*[.)]?)\b", re.I
)


def passages(text: str, blocks: Sequence[Block], facts: Facts) -> tuple[Passage, ...]:
    """The passages of a text, one a block; what its lines state is added to the facts."""
    rest = blocks[MOST_LINES:]
    sheet = Sheet(text, blocks[:MOST_LINES], facts)
    for rule in _RULES:
        rule(sheet)
    found = [
        Passage(line.block.start, line.block.end, *judgement)
        for line, judgement in zip(sheet.lines, sheet.judged, strict=True)
        if judgement is not None
    ]
    if rest:
        found.append(Passage(rest[0].start, rest[-1].end, "furniture", UNJUDGED))
    return tuple(found)


def hint_rule(sheet: Sheet) -> None:
    for line in sheet.lines:
        if line.block.hint in BY_HINT:
            sheet.judged[line.index] = BY_HINT[line.block.hint]


def caption_rule(sheet: Sheet) -> None:
    """What stands right above a picture's credit is its caption."""
    for line in sheet.open():
        if line.block.hint == hints.CAPTION or (
            line.index + 1 < len(sheet.lines)
            and sheet.judged[line.index + 1] == ("furniture", REASONS["credit"])
            and line.words <= 45
            and not re.search(r"[a-z]{3}[.!?][\"'”’]?\s+[\"'“‘]?[A-Z]", line.text)
        ):
            sheet.judge(line, "label", "caption")


def short_lines_rule(sheet: Sheet) -> None:
    """One short line is a heading, several in a row are links, menus or lists; after the last prose all are."""
    last = max((i for i, s in enumerate(sheet.sentences) if s and sheet.judged[i] is None), default=-1)
    title = next((i for i, j in enumerate(sheet.judged) if j == ("label", "title")), -1)
    for run in _runs(sheet):
        for place, line in enumerate(run):
            if line.index < title and line.index < sheet.first_sentence():
                sheet.judge(line, "furniture", "short line above the title")
            elif line.block.hint in (hints.HEADING, hints.TITLE):
                sheet.judge(line, "label", "heading")
            elif line.index == title + 1 and title >= 0 and line.words >= 4 and line.index < sheet.first_sentence():
                sheet.judge(line, "label", "subtitle")
            elif line.block.hint == hints.LIST:
                if line.words >= 3:
                    sheet.judge(line, "label", "list")
                else:
                    sheet.judge(line, "furniture", "short line")
            elif line.index > last:
                sheet.judge(line, "furniture", "short line after the text")
            elif len(run) == 1 or _is_heading(sheet, run, place):
                sheet.judge(line, *_single(sheet, line))
            else:
                sheet.judge(line, "furniture", "run of short lines")


def _runs(sheet: Sheet) -> list[list[Line]]:
    runs: list[list[Line]] = []
    previous = -2
    for line in sheet.open():
        if not line.short or line.words == 0 or (line.text.rstrip().endswith(":") and line.words >= 4):
            continue
        if line.index != previous + 1:
            runs.append([])
        runs[-1].append(line)
        previous = line.index
    return runs


def _is_heading(sheet: Sheet, run: Sequence[Line], place: int) -> bool:
    """In a run: the last line, apart from the one before and right above prose, when the run is two lines
    long or it is numbered; both lines of a pair that stand apart."""
    line = run[place]
    if _NUMBERED.match(line.text) and line.words <= _HEADING:
        return True
    if len(run) != 2 or any(x.words > _HEADING for x in run) or not sheet.before_prose(run[1]):
        return False
    return run[0].block.apart and run[1].block.apart


def _single(sheet: Sheet, line: Line) -> Judgement:
    if line.words <= _HEADING and (sheet.before_prose(line) or line.index + 1 < len(sheet.lines)):
        return "label", "heading"
    return "label", "line without the end of a sentence"


def prose_rule(sheet: Sheet) -> None:
    last = max((i for i, s in enumerate(sheet.sentences) if s and sheet.judged[i] is None), default=-1)
    for line in sheet.open():
        if line.words == 0:
            sheet.judge(line, "furniture", "no words")
        elif line.words < 3 and line.index > last >= 0:
            sheet.judge(line, "furniture", "short line after the text")
        elif line.block.hint in (hints.HEADING, hints.TITLE):
            sheet.judge(line, "label", "heading")
        elif line.block.hint == hints.CAPTION:
            sheet.judge(line, "label", "caption")
        elif _is_question(sheet, line):
            sheet.judge(line, "label", "heading")
        else:
            sheet.judge(line, "prose", "list" if line.block.hint == hints.LIST else "prose")


def _is_question(sheet: Sheet, line: Line) -> bool:
    """Whether it is a heading in the form of a question: short, apart, one sentence, right above prose."""
    text = line.text.rstrip()
    return (
        text.endswith("?")
        and line.words <= 10
        and line.block.apart
        and text[0] not in "\"“'‘"
        and not re.search(r"[.!?]\s", text)
        and sheet.before_prose(line)
        and sheet.lines[line.index + 1].block.apart
    )


def headlines_only_rule(sheet: Sheet) -> None:
    """In a text without any prose, short lines that no cue tells are read as labels."""
    if any(j is not None and j[0] == "prose" for j in sheet.judged):
        return
    weak_reasons = ("run of short lines", "short line after the text", "short line")
    for line in sheet.lines:
        judgement = sheet.judged[line.index]
        if judgement is not None and judgement[1] in weak_reasons and (line.words >= 4 or len(sheet.lines) == 1):
            kind: PassageKind = "prose" if len(sheet.lines) == 1 else "label"
            sheet.judge(line, kind, "the only words" if kind == "prose" else "line without the end of a sentence")


# in this order: a rule judges what none before it has judged
_RULES: Final = (
    hint_rule,
    dropped_statement_rule,
    statement_rule,
    title_rule,
    name_line_rule,
    table_rule,
    outlet_rule,
    references_rule,
    cue_rule,
    author_rule,
    repeat_rule,
    bar_rule,
    related_rule,
    figures_rule,
    teaser_rule,
    caption_rule,
    short_lines_rule,
    prose_rule,
    headlines_only_rule,
)
