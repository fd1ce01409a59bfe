"""What a format hands on: a text, the blocks it is made of, and what the file says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from comity.intervals import Interval

# What a format knows of a block. None: nothing, the line itself must tell.
TITLE: Final = "title"
HEADING: Final = "heading"
CAPTION: Final = "caption"
TABLE: Final = "table"
CODE: Final = "code"
HEADER: Final = "header"  # front matter, or Key: value lines at the head
DROPPED: Final = "dropped"  # outside the main text of a page
LINKS: Final = "links"  # a line of a page that is all link
RUNNING: Final = "running"  # head or foot of a printed page
FOOTNOTE: Final = "footnote"
LIST: Final = "list"
BODY: Final = "body"  # known to be running text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell or line: text[start:end], without blank space at its ends. `apart`: a blank line, or
    the like, stands before it."""

    start: int
    end: int
    hint: str | None = None
    apart: bool = True


@dataclass(frozen=True, slots=True)
class Stated:
    """A publication date that a file states somewhere.

    `basis` and `rank` say how good the place is (the smaller the rank the better, within and across bases); `where`
    names it for people.
    """

    published: Interval
    basis: str  # given, text, url, metadata
    rank: int
    where: str


@dataclass(slots=True)
class Facts:
    """What a file says about itself; filled by the format, then by the text's own lines."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    dates: list[Stated] = field(default_factory=list)
    given: set[str] = field(default_factory=set)  # which of title, outlet, author were given on purpose


@dataclass(slots=True)
class Extract:
    """The outcome of one format's `extract`. Blocks are sorted and disjoint."""

    text: str
    blocks: list[Block]
    facts: Facts
    encoding: str | None = None
    problems: list[str] = field(default_factory=list)


class TextBuilder:
    """Puts a text together from pieces, a blank line between two, and keeps where each piece stands."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(self, piece: str, hint: str | None = None) -> None:
        piece = piece.strip()
        if not piece:
            return
        if self._pieces:
            self._pieces.append("\n\n")
            self._length += 2
        self.blocks.append(Block(self._length, self._length + len(piece), hint))
        self._pieces.append(piece)
        self._length += len(piece)

    @property
    def length(self) -> int:
        return self._length

    def text(self) -> str:
        return "".join(self._pieces)
