"""Which stretches of a text are read: prose, labels and furniture, each with the reason.

A block is judged by what its format knows of it, by the cues of `data/cues.csv`, and by its place: a run of short lines
without the end of a sentence is a menu or a list of links, one such line before a paragraph is a heading. Nothing is
deleted: furniture stays in the text and keeps its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from comity.documents import extract as hints
from comity.documents.cues import cue_of
from comity.documents.extract import Block, Facts, Stated
from comity.documents.lead import (
    byline_rule,
    date_line_rule,
    dateline_rule,
    has_weekday,
    is_outlet,
    outlet_line_rule,
    signature_rule,
    stated_date_rule,
    weak,
)
from comity.documents.lines import Line
from comity.documents.model import Passage, PassageKind
from comity.documents.published import dates_in

Judgement = tuple[PassageKind, str]

_REASONS: Final = {
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
_BY_HINT: Final[dict[str, Judgement]] = {
    hints.HEADER: ("furniture", "header"),
    hints.DROPPED: ("furniture", "outside the main text of the page"),
    hints.LINKS: ("furniture", "links to other stories"),
    hints.RUNNING: ("furniture", "head or foot of the printed page"),
    hints.FOOTNOTE: ("furniture", "footnote"),
    hints.TABLE: ("furniture", "table"),
    hints.CODE: ("furniture", "code"),
}
_LONG: Final = 25  # words; a line of as many is furniture only by a cue
_SENTENCE: Final = 8  # words; with an end mark that is prose wherever it stands
_HEADING: Final = 16  # words at most
_EDGE: Final = 5  # paragraphs at the end in which a note on the author is looked for
_NUMBERED: Final = re.compile(
    r"(?:part|chapter|section|annex|appendix|introduction|conclusions?|[ivx]{1,5}\.|\d{1,2}(?:\.\d+)*[.)]?)\b", re.I
)
_GLUED: Final = re.compile(r"(?:[a-z.’'\"]|\.{3}|…)(?:Premium|Exclusive|Subscriber|Video|Opinion|Sponsored)\Z")


class Judge:
    """Judges the blocks of one document. `passages` and what the lines state (into `facts`) are the outcome."""

    def __init__(self, text: str, blocks: Sequence[Block], facts: Facts) -> None:
        self.text = text
        self.facts = facts
        self.lines = [Line(b, text[b.start : b.end], i) for i, b in enumerate(blocks)]
        self.judged: list[Judgement | None] = [None] * len(self.lines)
        self._sentences = [
            (line.block.hint not in _BY_HINT and line.ends and line.words >= _SENTENCE) or line.words >= _LONG
            for line in self.lines
        ]
        self._related: set[int] = set()

    def passages(self) -> tuple[Passage, ...]:
        for rule in (
            self._hint_rule,
            self._statement_rule,
            self._title_rule,
            self._table_rule,
            self._outlet_rule,
            self._cue_rule,
            self._author_rule,
            self._repeat_rule,
            self._bar_rule,
            self._related_rule,
            self._caption_rule,
            self._short_lines_rule,
            self._prose_rule,
        ):
            rule()
        self._headlines_only_rule()
        return tuple(
            Passage(line.block.start, line.block.end, *judgement)
            for line, judgement in zip(self.lines, self.judged, strict=True)
            if judgement is not None
        )

    # each rule judges lines that no earlier rule has judged

    def _open(self) -> list[Line]:
        return [line for line in self.lines if self.judged[line.index] is None]

    def _judge(self, line: Line, kind: PassageKind, reason: str) -> None:
        self.judged[line.index] = (kind, reason)

    def _first_sentence(self) -> int:
        return next((i for i, is_sentence in enumerate(self._sentences) if is_sentence), len(self.lines))

    def _hint_rule(self) -> None:
        for line in self.lines:
            if line.block.hint in _BY_HINT:
                self.judged[line.index] = _BY_HINT[line.block.hint]

    def _statement_rule(self) -> None:
        """Bylines, dates of publication and date lines: furniture whose content is kept as metadata."""
        self._dropped_statement_rule()
        first_sentence = self._first_sentence()
        top = True
        for line in self._open():
            place = line.index
            if len(line.text) > 400:
                top = False
                continue
            if place <= first_sentence + 1 and (dateline := dateline_rule(line.text)) is not None:
                self.facts.dates.append(Stated(dateline[0].published, "text", 50, "its dateline"))
                continue
            by = byline_rule(line.text) if line.short or line.words <= 12 else None
            if by is not None:
                near = place < 12 or place <= first_sentence + 1 or place >= len(self.lines) - 4
                if near:
                    self._name(by.author, by.outlet)
                dated = next(dates_in(line.text), None)
                if dated is not None:
                    self.facts.dates.append(Stated(dated.published, "text", 40, "its byline"))
                self._judge(line, "furniture", "byline")
                continue
            if not line.short and line.words > 12:
                top = False
                continue
            stated = stated_date_rule(line.text)
            if stated is not None:
                found, rank, where = stated
                where += ", day and month in either order" if found.ambiguous else ""
                self.facts.dates.append(Stated(found.published, "text", rank, where))
                self._judge(line, "furniture", "date of publication")
            elif (dated_line := date_line_rule(line.text)) is not None:
                viewed = top and place == 0 and has_weekday(line.text)
                where = "a bare date at the top" if viewed else "a line that is only a date"
                rank_of = weak(dated_line, where) if place <= first_sentence else None
                if rank_of is not None:
                    below_title = not viewed and any(not x.ends and x.words >= 4 for x in self.lines[:place])
                    self.facts.dates.append(Stated(dated_line.published, "text", 55, where) if below_title else rank_of)
                self._judge(line, "furniture", "date line")
            elif place <= first_sentence + 1 and self._signature(line):
                self._judge(line, "furniture", "byline")

    def _signature(self, line: Line) -> bool:
        signed = signature_rule(line.text)
        if signed is None:
            return False
        self._name(signed.author, signed.outlet)
        self.facts.dates.append(Stated(signed.dated.published, "text", 45, "the line under the title"))
        return True

    def _name(self, author: str | None, outlet: str | None) -> None:
        if author is not None and is_outlet(author):
            author, outlet = None, outlet or author
        self.facts.author = self.facts.author or author
        self.facts.outlet = self.facts.outlet or outlet

    def _dropped_statement_rule(self) -> None:
        """Byline and date of publication of a web page often stand outside what is taken for its main text: between title
        and first paragraph they are believed, 'first published' anywhere."""
        title = next((line.index for line in self.lines if line.block.hint == hints.TITLE), None)
        first = next((i for i, line in enumerate(self.lines) if self._sentences[i] and line.block.hint is None), 0)
        for line in self.lines:
            if line.block.hint != hints.DROPPED or line.words > 30:
                continue
            near = title is not None and title < line.index <= max(first, title + 8)
            stated = stated_date_rule(line.text)
            if stated is not None and (near or stated[1] <= 10):
                found, rank, where = stated
                self.facts.dates.append(Stated(found.published, "text", rank, where))
                self._judge(line, "furniture", "date of publication")
                continue
            by = byline_rule(line.text) if near else None
            dated = next(dates_in(line.text), None) if near else None
            if by is not None:
                self._name(by.author, by.outlet)
                self._judge(line, "furniture", "byline")
                if dated is not None:
                    self.facts.dates.append(Stated(dated.published, "text", 40, "its byline"))
            elif dated is not None and date_line_rule(line.text) is not None:
                self.facts.dates.append(Stated(dated.published, "text", 55, "a line that is only a date"))
                self._judge(line, "furniture", "date line")

    def _title_rule(self) -> None:
        """The title: what the format or the header says, else the best short line above the first sentence."""
        marked = next((line for line in self.lines if line.block.hint == hints.TITLE), None)
        if marked is not None:
            self._judge(marked, "label", "title")
            self.facts.title = self.facts.title or " ".join(marked.text.split())[:500]
            return
        above = [
            line
            for line in self._open()[: self._first_sentence()]
            if line.index < self._first_sentence()
            and line.words <= _LONG + 5
            and " | " not in line.text
            and (line.block.hint in (None, hints.HEADING))
            and cue_of(line.fold, words=line.words, edge=True) is None
            and line.letters > 0.5
        ]
        if self.facts.title is not None:
            wanted = Line(Block(0, 0), self.facts.title, 0).key
            same = next(
                (line for line in above if line.key == wanted or (len(line.key) > 15 and line.key in wanted)), None
            )
            if same is not None:
                self._judge(same, "label", "title")
            return
        if len(self.lines) == 1:
            return
        best = self._best_title(above)
        if best is not None:
            self.facts.title = " ".join(best.text.split())[:500]
            self._judge(best, "label", "title")

    def _best_title(self, above: Sequence[Line]) -> Line | None:
        candidates = [line for line in above if line.short or (line.words <= 20 and line.text.rstrip()[-1:] in "?!")]
        heading = next((line for line in candidates if line.block.hint == hints.HEADING), None)
        if heading is not None:
            return heading
        candidates = [line for line in candidates if line.words >= 2]
        if not candidates:
            return None

        def held(line: Line) -> int:
            return sum(1 for other in self.lines if other is not line and len(line.key) > 15 and line.key in other.key)

        def above_byline(line: Line) -> bool:
            following = self.judged[line.index + 1] if line.index + 1 < len(self.lines) else None
            return line.words >= 4 and following is not None and following[1] in ("byline", "date of publication")

        # no outlet's name; repeated or contained in another line; above the byline; more words; earlier
        return max(
            candidates,
            key=lambda line: (
                not outlet_line_rule(line.text),
                line.words >= 4 and held(line) > 0,
                above_byline(line),
                min(line.words, 8),
                -line.index,
            ),
        )

    def _outlet_rule(self) -> None:
        """A line above the first sentence that is the name of an outlet."""
        for line in self._open():
            if line.index < min(8, self._first_sentence()) and line.short and outlet_line_rule(line.text):
                self.facts.outlet = self.facts.outlet or line.text
                self._judge(line, "furniture", "name of the outlet")

    def _table_rule(self) -> None:
        """Dumps of figures, and rows of cells: two or more tabs or wide gaps in each of neighbouring lines."""
        rows = {line.index for line in self._open() if _is_row(line.text)}
        for line in self._open():
            if len(line.text) > 12 and line.letters < 0.45 and line.words >= 3:
                self._judge(line, "furniture", "figures")
            elif line.index in rows and (line.index - 1 in rows or line.index + 1 in rows):
                self._judge(line, "furniture", "table")

    def _cue_rule(self) -> None:
        first = self._first_sentence()
        last = max((i for i, s in enumerate(self._sentences) if s), default=0)
        for line in self._open():
            edge = line.index < first or line.index > last - _EDGE or line.index >= len(self.lines) - _EDGE
            edge = edge and (line.index > 1 or line.index < first) and len(self.lines) > 6
            rule = cue_of(line.fold, words=line.words, edge=edge)
            if rule == "caption":
                self._judge(line, "label", "caption")
            elif rule is not None:
                self._judge(line, "furniture", _REASONS[rule])
                if rule == "related" and line.short:
                    self._related.add(line.index)
            elif _GLUED.search(line.text) and line.short:
                self._judge(line, "furniture", _REASONS["related"])

    def _author_rule(self) -> None:
        """A paragraph near an end that begins with the author's name and says what he or she is."""
        if self.facts.author is None:
            return
        names = [
            re.escape(name.split()[-1]) for name in re.split(r",\s|\sand\s|\s&\s", self.facts.author) if name.split()
        ]
        about = re.compile(
            rf"(?:note:\s*)?(?:(?:mr|mrs|ms|dr|prof(?:essor)?|amb(?:assador)?)\.?\s)?(?:[\w.’'-]+\s){{0,3}}(?:{'|'.join(names)}),?\s(?:\([^)]{{1,40}}\)\s)?(?:is|was|are|has|holds|teaches|works|writes|serves|served|covers|tweets|currently|an?\s|the\s)",
            re.I,
        )
        for line in self._open():
            near = line.index < max(8, self._first_sentence() + 2) or line.index >= len(self.lines) - 8
            if near and line.words <= 120 and about.match(line.text):
                self._judge(line, "furniture", _REASONS["bio"])
            elif near and line.key and line.key == " ".join(re.findall(r"\w+", self.facts.author.lower())):
                self._judge(line, "furniture", "byline")

    def _repeat_rule(self) -> None:
        """A short line that repeats another, or the title, or says the title with a site's name."""
        title = Line(Block(0, 0), self.facts.title or "", 0).key
        longest = len(title.split()) + 6  # words: a site's name and section may stand around the title
        keys = Counter(line.key for line in self.lines if line.short)
        seen: set[str] = set()
        for line in self.lines:
            key = line.key if line.short else ""
            if self.judged[line.index] is None and key:
                if (
                    (title and key == title)
                    or (len(title) > 15 and line.words <= 30 and title in key)
                    or (len(key) > 8 and key in title and line.index < self._first_sentence())
                ):
                    self._judge(line, "furniture", "repeats the title")
                elif keys[key] > 2 or (keys[key] == 2 and key in seen):
                    self._judge(line, "furniture", "repeated line")
            if key:
                seen.add(key)

    def _bar_rule(self) -> None:
        """`World | Asia | Opinion`, `Name · Section`: parts between bars, no sentence."""
        for line in self._open():
            if line.short and line.words <= 20 and re.search(r"\s[|›»•·>]\s|\s::\s", line.text):
                self._judge(line, "furniture", _REASONS["navigation"])

    def _related_rule(self) -> None:
        """Short lines right after `Also read`, `Next story` and the like are the linked stories, up to the next prose."""
        for start in sorted(self._related):
            gap = False
            for line in self.lines[start + 1 :]:
                if not line.short or line.block.hint in (hints.HEADING, hints.TITLE):
                    break
                gap = gap or line.block.apart
                if self.judged[line.index] is None:
                    if gap and line.index > start + 1 and self._before_prose(line) and line.block.apart:
                        break
                    self._judge(line, "furniture", _REASONS["related"])

    def _before_prose(self, line: Line) -> bool:
        following = line.index + 1
        return following < len(self.lines) and self._sentences[following] and self.judged[following] is None

    def _caption_rule(self) -> None:
        """What stands right above a picture's credit is its caption."""
        for line in self._open():
            if line.block.hint == hints.CAPTION or (
                line.index + 1 < len(self.lines)
                and self.judged[line.index + 1] == ("furniture", _REASONS["credit"])
                and line.words <= 45
                and not re.search(r"[a-z]{3}[.!?][\"'”’]?\s+[\"'“‘]?[A-Z]", line.text)
            ):
                self._judge(line, "label", "caption")

    def _short_lines_rule(self) -> None:
        """One short line is a heading, several in a row are links, menus or lists; after the last prose all are."""
        last = max((i for i, s in enumerate(self._sentences) if s and self.judged[i] is None), default=-1)
        title = next((i for i, j in enumerate(self.judged) if j == ("label", "title")), -1)
        for run in self._runs():
            for place, line in enumerate(run):
                if line.index < title and line.index < self._first_sentence():
                    self._judge(line, "furniture", "short line above the title")
                elif line.block.hint in (hints.HEADING, hints.TITLE):
                    self._judge(line, "label", "heading")
                elif line.block.hint == hints.LIST:
                    if line.words >= 3:
                        self._judge(line, "label", "list")
                    else:
                        self._judge(line, "furniture", "short line")
                elif line.index > last:
                    self._judge(line, "furniture", "short line after the text")
                elif len(run) == 1 or self._is_heading(run, place):
                    self._judge(line, *self._single(line))
                else:
                    self._judge(line, "furniture", "run of short lines")

    def _runs(self) -> list[list[Line]]:
        runs: list[list[Line]] = []
        previous = -2
        for line in self._open():
            if not line.short or line.words == 0 or (line.text.rstrip().endswith(":") and line.words >= 4):
                continue
            if line.index != previous + 1:
                runs.append([])
            runs[-1].append(line)
            previous = line.index
        return runs

    def _is_heading(self, run: Sequence[Line], place: int) -> bool:
        """In a run: the last line, apart from the one before and right above prose, when the run is two lines
        long or it is numbered; both lines of a pair that stand apart."""
        line = run[place]
        if _NUMBERED.match(line.text) and line.words <= _HEADING:
            return True
        if len(run) != 2 or any(x.words > _HEADING for x in run) or not self._before_prose(run[1]):
            return False
        return run[0].block.apart and run[1].block.apart

    def _single(self, line: Line) -> Judgement:
        if line.words <= _HEADING and (self._before_prose(line) or line.index + 1 < len(self.lines)):
            return "label", "heading"
        return "label", "line without the end of a sentence"

    def _prose_rule(self) -> None:
        last = max((i for i, s in enumerate(self._sentences) if s and self.judged[i] is None), default=-1)
        for line in self._open():
            if line.words == 0:
                self._judge(line, "furniture", "no words")
            elif line.words < 4 and line.index > last >= 0:
                self._judge(line, "furniture", "short line after the text")
            elif line.block.hint in (hints.HEADING, hints.TITLE):
                self._judge(line, "label", "heading")
            elif line.block.hint == hints.CAPTION:
                self._judge(line, "label", "caption")
            else:
                self._judge(line, "prose", "list" if line.block.hint == hints.LIST else "prose")

    def _headlines_only_rule(self) -> None:
        """In a text without any prose, short lines that no cue tells are read as labels."""
        if any(j is not None and j[0] == "prose" for j in self.judged):
            return
        weak_reasons = ("run of short lines", "short line after the text", "short line")
        for line in self.lines:
            judgement = self.judged[line.index]
            if judgement is not None and judgement[1] in weak_reasons and line.words >= 4:
                kind: PassageKind = "prose" if len(self.lines) == 1 else "label"
                self._judge(line, kind, "the only words" if kind == "prose" else "line without the end of a sentence")


def _is_row(text: str) -> bool:
    if len(text) > 2_000:
        return False
    cells = [cell for cell in re.split(r"\t+|\s{3,}|\s*\|\s*", text.strip("| \t")) if cell]
    return len(cells) >= 3 and all(len(cell.split()) <= 6 for cell in cells)
