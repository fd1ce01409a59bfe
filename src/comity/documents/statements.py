"""Rules for the lines that say what a document is: title, byline, outlet, date of publication, note on the author.

What they say goes to the facts; the lines themselves, but for the title, are furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.documents import extract as hints
from comity.documents.cues import cue_of
from comity.documents.extract import Block, Stated
from comity.documents.furniture import REASONS
from comity.documents.lead import (
    byline_rule,
    date_line_rule,
    dateline_rule,
    has_weekday,
    is_outlet,
    name_beside_date_rule,
    outlet_line_rule,
    person_rule,
    signature_rule,
    stated_date_rule,
    weak,
    words_besides,
)
from comity.documents.lines import Line
from comity.documents.published import dates_in
from comity.documents.sheet import LONG, Sheet

_TITLE_LINES = 200  # a title stands among so many
_BYLINE_LINES = 60
_STATEMENT = 7  # words: with more besides the date a line says something else too
_AFFILIATION = re.compile(r"\b(?:university|department|faculty|school of|college|ministry)\b", re.I)


def statement_rule(sheet: Sheet) -> None:
    """Bylines, dates of publication and date lines: furniture whose content is kept as metadata."""
    first_sentence = sheet.first_sentence()
    top = True
    for line in sheet.open():
        place = line.index
        if len(line.text) > 400:
            top = False
            continue
        if place <= first_sentence + 1 and (dateline := dateline_rule(line.text)) is not None:
            sheet.facts.dates.append(Stated(dateline[0].published, "text", 50, "its dateline"))
            continue
        by = byline_rule(line.text) if line.short or line.words <= 12 else None
        if by is not None:
            near = place < _BYLINE_LINES or place <= first_sentence + 1 or place >= len(sheet.lines) - 4
            if near:
                _name(sheet, by.author, by.outlet)
            dated = next(dates_in(line.text), None)
            if dated is not None:
                sheet.facts.dates.append(Stated(dated.published, "text", 40, "its byline"))
            sheet.judge(line, "furniture", "byline")
            continue
        if not line.short and line.words > 12:
            top = False
            continue
        stated = stated_date_rule(line.text)
        if stated is not None:
            found, rank, where = stated
            where += ", day and month in either order" if found.ambiguous else ""
            sheet.facts.dates.append(Stated(found.published, "text", rank, where))
            _name(sheet, name_beside_date_rule(line.text), None)
            if words_besides(line.text, found) <= _STATEMENT:
                sheet.judge(line, "furniture", "date of publication")
        elif (dated_line := date_line_rule(line.text)) is not None:
            viewed = top and place == 0 and has_weekday(line.text)
            where = "a bare date at the top" if viewed else "a line that is only a date"
            rank_of = weak(dated_line, where) if place <= first_sentence else None
            if rank_of is not None:
                below_title = not viewed and any(x.short and x.words >= 3 for x in sheet.lines[:place])
                sheet.facts.dates.append(Stated(dated_line.published, "text", 55, where) if below_title else rank_of)
            sheet.judge(line, "furniture", "date line")
        elif place <= first_sentence + 1 and _signature(sheet, line):
            sheet.judge(line, "furniture", "byline")


def _signature(sheet: Sheet, line: Line) -> bool:
    signed = signature_rule(line.text)
    if signed is None:
        return False
    if not any(x.short and x.words >= 3 for x in sheet.lines[: line.index]):  # above the title: the day it was saved
        sheet.facts.dates.append(weak(signed.dated, "a bare date at the top"))
        return True
    _name(sheet, signed.author, signed.outlet)
    sheet.facts.dates.append(Stated(signed.dated.published, "text", 45, "the line under the title"))
    return True


def name_line_rule(sheet: Sheet) -> None:
    """A line between title and text that is a person's name and stands beside a date or byline is the author."""
    stated = ("byline", "date line", "date of publication")
    for line in sheet.open():
        if line.index >= min(sheet.first_sentence(), _TITLE_LINES):
            break
        beside = [sheet.judged[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(sheet.lines)]
        name = person_rule(line.text)
        if name is None or cue_of(line.fold, words=line.words, edge=True) is not None:
            continue
        if any(j is not None and j[1] in stated for j in beside):
            _name(sheet, name, None)
            sheet.judge(line, "furniture", "byline")


def _name(sheet: Sheet, author: str | None, outlet: str | None) -> None:
    if author is not None and is_outlet(author):
        author, outlet = None, outlet or author
    sheet.facts.author = sheet.facts.author or author
    sheet.facts.outlet = sheet.facts.outlet or outlet


def dropped_statement_rule(sheet: Sheet) -> None:
    """Byline and date of publication of a web page often stand outside what is taken for its main text: between title
    and first paragraph they are believed, 'first published' anywhere."""
    title = next((line.index for line in sheet.lines if line.block.hint == hints.TITLE), None)
    first = next((i for i, line in enumerate(sheet.lines) if sheet.sentences[i] and line.block.hint is None), 0)
    for line in sheet.lines:
        if line.block.hint != hints.DROPPED or line.words > 30:
            continue
        near = title is not None and title < line.index <= max(first, title + 8)
        stated = stated_date_rule(line.text)
        if stated is not None and (near or stated[1] <= 10):
            found, rank, where = stated
            sheet.facts.dates.append(Stated(found.published, "text", rank, where))
            _name(sheet, name_beside_date_rule(line.text) if near else None, None)
            sheet.judge(line, "furniture", "date of publication")
            continue
        by = byline_rule(line.text) if near else None
        dated = next(dates_in(line.text), None) if near else None
        if by is not None:
            _name(sheet, by.author, by.outlet)
            sheet.judge(line, "furniture", "byline")
            if dated is not None:
                sheet.facts.dates.append(Stated(dated.published, "text", 40, "its byline"))
        elif dated is not None and line.words <= 12 and (name := name_beside_date_rule(line.text)) is not None:
            _name(sheet, name, None)
            sheet.facts.dates.append(Stated(dated.published, "text", 40, "its byline"))
            sheet.judge(line, "furniture", "byline")
        elif dated is not None and date_line_rule(line.text) is not None:
            sheet.facts.dates.append(Stated(dated.published, "text", 55, "a line that is only a date"))
            sheet.judge(line, "furniture", "date line")


def title_rule(sheet: Sheet) -> None:
    """The title: what the format or the header says, else the best short line above the first sentence."""
    marked = next((line for line in sheet.lines if line.block.hint == hints.TITLE), None)
    if marked is not None:
        sheet.judge(marked, "label", "title")
        sheet.facts.title = sheet.facts.title or " ".join(marked.text.split())[:500]
        return
    bound = next(
        (i for i, told in enumerate(sheet.sentences) if told and not _is_short_question(sheet.lines[i])),
        len(sheet.lines),
    )
    above = [
        line
        for line in sheet.open()[:_TITLE_LINES]
        if line.index < min(bound, _TITLE_LINES)
        and line.words <= LONG + 5
        and " | " not in line.text
        and (line.block.hint in (None, hints.HEADING))
        and cue_of(line.fold, words=line.words, edge=True) is None
        and line.letters > 0.5
    ]
    if sheet.facts.title is not None:
        wanted = Line(Block(0, 0), sheet.facts.title, 0).key
        same = next((line for line in above if line.key == wanted or (len(line.key) > 15 and line.key in wanted)), None)
        if same is not None:
            sheet.judge(same, "label", "title")
        return
    if len(sheet.lines) == 1:
        return
    best = _best_title(sheet, above)
    if best is not None:
        sheet.facts.title = " ".join(best.text.split())[:500]
        sheet.judge(best, "label", "title")


def _is_short_question(line: Line) -> bool:
    return line.words <= 16 and line.text.rstrip().endswith("?")


def _best_title(sheet: Sheet, above: Sequence[Line]) -> Line | None:
    candidates = [line for line in above if line.short or (line.words <= 20 and line.text.rstrip()[-1:] in "?!")]
    heading = next((line for line in candidates if line.block.hint == hints.HEADING), None)
    if heading is not None:
        return heading
    candidates = [line for line in candidates if line.words >= 2]
    if not candidates:
        return None

    def held(line: Line) -> int:
        return sum(
            1
            for other in sheet.lines[: 2 * _TITLE_LINES]
            if other is not line and len(line.key) > 15 and line.key in other.key
        )

    def above_byline(line: Line) -> bool:
        following = sheet.judged[line.index + 1] if line.index + 1 < len(sheet.lines) else None
        return line.words >= 4 and following is not None and following[1] in ("byline", "date of publication")

    def subtitled(line: Line) -> bool:
        following = line.index + 1
        return (
            line.words >= 4
            and following < len(sheet.lines)
            and any(above_byline(x) for x in candidates if x.index == following)
        )

    # no outlet's name; repeated or contained in another line; above the byline; more words; earlier
    return max(
        candidates,
        key=lambda line: (
            not outlet_line_rule(line.text) and not _AFFILIATION.search(line.text),
            line.words >= 4 and held(line) > 0,
            above_byline(line) or subtitled(line),
            subtitled(line),
            min(line.words, 8),
            -line.index,
        ),
    )


def outlet_rule(sheet: Sheet) -> None:
    """A line above the first sentence that is the name of an outlet."""
    for line in sheet.open():
        if line.index < min(8, sheet.first_sentence()) and line.short and outlet_line_rule(line.text):
            sheet.facts.outlet = sheet.facts.outlet or line.text
            sheet.judge(line, "furniture", "name of the outlet")


def author_rule(sheet: Sheet) -> None:
    """A paragraph near an end that begins with the author's name and says what he or she is."""
    if sheet.facts.author is None:
        return
    names = [n for n in re.split(r",\s|\sand\s|\s&\s", sheet.facts.author) if len(n.split()) >= 2]
    if not names:
        return
    whole = "|".join(re.escape(" ".join(name.split())) for name in names)
    last = "|".join(re.escape(name.split()[-1]) for name in names)
    about = re.compile(
        rf"(?:note:\s*)?(?:(?:(?:mr|mrs|ms|dr|prof(?:essor)?|amb(?:assador)?)\.?\s)?(?:{whole})|(?:mr|mrs|ms|dr|prof(?:essor)?)\.?\s(?:{last}))"
        r",?\s(?:\([^)]{1,40}\)\s)?(?:is|was|are|has|holds|teaches|works|writes|serves|served|covers|tweets|currently|an?\s|the\s)",
        re.I,
    )
    for line in sheet.open():
        near = line.index < max(8, sheet.first_sentence() + 2) or line.index >= len(sheet.lines) - 8
        if near and line.words <= 120 and about.match(line.text):
            sheet.judge(line, "furniture", REASONS["bio"])
        elif near and line.key and line.key == " ".join(re.findall(r"\w+", sheet.facts.author.lower())):
            sheet.judge(line, "furniture", "byline")
