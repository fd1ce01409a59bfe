"""A document's lines while they are judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from comity.documents import extract as hints
from comity.documents.extract import Block, Facts
from comity.documents.lines import Line
from comity.documents.model import PassageKind

Judgement = tuple[PassageKind, str]

LONG: Final = 25
"""Words: a line of as many is furniture only by a cue."""
SENTENCE: Final = 8
"""Words: with the end of a sentence that is prose wherever it stands."""
MOST_LINES: Final = 20_000
"""Lines after so many are not judged, hence not read: this bounds the work on a dump of short lines."""
BY_HINT: Final[dict[str, Judgement]] = {
    hints.HEADER: ("furniture", "header"),
    hints.DROPPED: ("furniture", "outside the main text of the page"),
    hints.LINKS: ("furniture", "links to other stories"),
    hints.RUNNING: ("furniture", "head or foot of the printed page"),
    hints.FOOTNOTE: ("furniture", "footnote"),
    hints.TABLE: ("furniture", "table"),
    hints.CODE: ("furniture", "code"),
}


class Sheet:
    """The lines of one document, what was judged of each so far, and the facts that they state.

    `sentences` says which lines are running text by their words alone; `related` holds lines that announce links.
    """

    def __init__(self, text: str, blocks: Sequence[Block], facts: Facts) -> None:
        self.text = text
        self.facts = facts
        self.lines = [Line(b, text[b.start : b.end], i) for i, b in enumerate(blocks)]
        self.judged: list[Judgement | None] = [None] * len(self.lines)
        self.sentences = [
            (line.block.hint not in BY_HINT and line.ends and line.words >= SENTENCE) or line.words >= LONG
            for line in self.lines
        ]
        self.related: set[int] = set()
        self._first = next((i for i, is_sentence in enumerate(self.sentences) if is_sentence), len(self.lines))

    def open(self) -> list[Line]:
        """The lines that no rule has judged yet."""
        return [line for line in self.lines if self.judged[line.index] is None]

    def judge(self, line: Line, kind: PassageKind, reason: str) -> None:
        self.judged[line.index] = (kind, reason)

    def first_sentence(self) -> int:
        """The place of the first line of running text; the number of lines when there is none."""
        return self._first

    def before_prose(self, line: Line) -> bool:
        """Whether the next line is running text that is read."""
        following = line.index + 1
        return (
            following < len(self.lines)
            and self.sentences[following]
            and self.judged[following] in (None, ("prose", "prose"))
        )
