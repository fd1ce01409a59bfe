"""What can be told of a block from its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from comity.documents.cues import MOST_CHARACTERS, folded
from comity.documents.extract import Block

_WORD: Final = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = re.compile(r"(?:[^\w\s]|_){101,}")  # no figures, whatever it is; the reader leaves it out and says so
_END: Final = re.compile(r"(?:[.!?]|[^.]…|。|؟|۔)[\"'”’»)\]*_\s]*\d{0,3}(?:\[\d{1,3}\]\s?){0,9}\Z")
_TEASER: Final = re.compile(r"(?:\.\.\.|…)[\"'”’»)\s]*\Z")
_HEAD: Final = 4_000  # characters that are looked at to count words


@dataclass
class Line:
    """A block with the features that the rules of furniture ask for."""

    block: Block
    text: str
    index: int

    @cached_property
    def words(self) -> int:
        """How many words; counted over the first 4,000 characters."""
        return len(_WORD.findall(self.text[:_HEAD]))

    @cached_property
    def fold(self) -> str:
        return folded(self.text) if len(self.text) <= MOST_CHARACTERS else ""

    @cached_property
    def ends(self) -> bool:
        """Whether it ends as a sentence does; a teaser's dots do not count on a short line."""
        tail = self.text[-40:]
        if _TEASER.search(tail) and self.words < 25:
            return False
        return _END.search(tail) is not None

    @cached_property
    def teaser(self) -> bool:
        """Whether it breaks off with dots, as the first words of a linked story do."""
        return 5 <= self.words < 40 and re.search(r"\w\s?(?:\.\.\.|…)\Z", self.text[-20:]) is not None

    @cached_property
    def short(self) -> bool:
        """Under 25 words and without the end of a sentence or clause: a heading, a link, a button ..."""
        if self.words >= 5 and self.text.rstrip()[-1:] in (",", ";", ":"):
            return False
        return not self.ends and self.words < 25

    @cached_property
    def key(self) -> str:
        """Its letters and digits alone, for finding repeats."""
        return " ".join(_WORD.findall(self.fold))

    @cached_property
    def letters(self) -> float:
        """The share of letters among its visible characters, long runs of marks apart."""
        head = _MARKS.sub(" ", self.text[:_HEAD])
        visible = len("".join(head.split()))
        return sum(map(len, _LETTERS.findall(head))) / visible if visible else 0.0
