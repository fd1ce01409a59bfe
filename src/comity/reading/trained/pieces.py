"""What the network sees of a paragraph: windows of word pieces in which names are hidden.

Names of states, their adjectives, peoples and seats, of persons, organisations and groups become marks for "a state", "a
person" and so on. What remains of who is who is the slot: which mentions are the same actor, numbered in order of
appearance. So the network cannot have learnt who usually does what to whom, and reads a text the same whoever is in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from comity.reading.spelling import british

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from comity.reading.context import Context, Mention, Paragraph

LONGEST: Final = 160
"""Word pieces of a window, marks at its ends and the sentence before left out."""
BEFORE: Final = 64
"""Word pieces of the sentence before, at most, that are given to a window as its context."""

MARKS: Final = {
    "name": "[unused1]",
    "demonym": "[unused2]",
    "people": "[unused3]",
    "seat": "[unused4]",
    "place": "[unused5]",
    "organisation": "[unused6]",
    "group": "[unused7]",
    "person": "[unused8]",
    "prefix": "[unused9]",
}
LIKE: Final = {
    "name": "france",
    "demonym": "german",
    "people": "germans",
    "seat": "paris",
    "place": "siberia",
    "organisation": "nato",
    "group": "hamas",
    "person": "smith",
    "prefix": "franco",
}
"""The word whose vector a mark starts training from."""

_QUOTES: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")

SLOTS: Final = 12
SEVERAL: Final = 10
OPEN: Final = 11
FORMS: Final = 4
_FORM: Final = {"anaphor": 2, "pronoun": 2, "agent": 3, "title+name": 3, "leader": 3}


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of one paragraph. `ids`, `slots` and `forms` run parallel; `at` gives the piece of each token of
    [first, last), the window's tokens. Acts are read in [own, last) only; what is before is context."""

    paragraph: int
    first: int
    own: int
    last: int
    ids: tuple[int, ...]
    slots: tuple[int, ...]
    forms: tuple[int, ...]
    at: tuple[int, ...]

    def piece(self, token: int) -> int:
        return self.at[token - self.first]


@cache
def vocabulary() -> dict[str, int]:
    text = resources.files(__package__).joinpath("data", "vocabulary.txt").read_text(encoding="utf-8")
    return {word: number for number, word in enumerate(text.split("\n"))}


@cache
def word_pieces(word: str) -> tuple[int, ...]:
    """The word's longest pieces from left to right (WordPiece; Schuster and Nakajima 2012), in British spelling: that of the
    texts that the network was taught on."""
    known, word = vocabulary(), british(word)
    if not word.isascii():
        folded = unicodedata.normalize("NFKD", word.translate(_QUOTES))
        word = "".join(c for c in folded if not unicodedata.combining(c))
    out: list[int] = []
    start = 0
    while start < len(word):
        end = len(word)
        lead = "##" if start else ""
        while end > start and lead + word[start:end] not in known:
            end -= 1
        if end == start:
            return (known["[UNK]"],)
        out.append(known[lead + word[start:end]])
        start = end
    return tuple(out[:6]) or (known["[UNK]"],)


def windows(context: Context) -> Iterator[Window]:
    """The windows of all paragraphs, in order; paragraphs in which nobody is named are left out."""
    numbers = context.mentions_by_paragraph()
    for paragraph in context.paragraphs:
        if paragraph.index in numbers:
            yield from _windows(paragraph, [context.mentions[n] for n in numbers[paragraph.index]])


def sentence_starts(doc: Doc) -> list[int]:
    """The first token of each sentence."""
    from spacy.attrs import SENT_START

    starts: list[int] | None = doc.user_data.get("sentence starts")
    if starts is None:
        marks = doc.to_array(SENT_START)[1:] == 1
        starts = doc.user_data["sentence starts"] = [0, *(marks.nonzero()[0] + 1).tolist()]
    return starts


def _windows(paragraph: Paragraph, mentions: Sequence[Mention]) -> Iterator[Window]:
    doc = paragraph.doc
    pieces = _pieces(doc)
    size = [0]
    for ids in pieces:
        size.append(size[-1] + len(ids))
    bounds = [*sentence_starts(doc), len(doc)]
    sentence = 0
    while sentence < len(bounds) - 1:
        own = bounds[sentence]
        stop = sentence + 1
        while stop < len(bounds) - 1 and size[bounds[stop + 1]] - size[own] <= LONGEST:
            stop += 1
        last = bounds[stop]
        while size[last] - size[own] > 2 * LONGEST:
            last -= 1  # one sentence of hundreds of words: its beginning
        first = bounds[sentence - 1] if sentence and size[own] - size[bounds[sentence - 1]] <= BEFORE else own
        yield _window(paragraph.index, pieces, mentions, first, own, last)
        sentence = stop


def _window(
    paragraph: int, pieces: list[tuple[int, ...]], mentions: Sequence[Mention], first: int, own: int, last: int
) -> Window:
    known = vocabulary()
    ids, at = [known["[CLS]"]], []
    for i in range(first, last):
        at.append(len(ids) if pieces[i] else len(ids) - 1)
        ids.extend(pieces[i])
    ids.append(known["[SEP]"])
    slots, forms = [0] * len(ids), [0] * len(ids)
    order: dict[str, int] = {}
    for mention in mentions:
        if not first <= mention.head < last:
            continue
        if len(mention.actors) == 1:
            slot = min(order.setdefault(mention.actors[0], len(order) + 1), SEVERAL - 1)
        else:
            slot = SEVERAL if mention.actors else OPEN
        place = at[mention.head - first]
        slots[place], forms[place] = slot, _FORM.get(mention.resolved, 1)
    return Window(paragraph, first, own, last, tuple(ids), tuple(slots), tuple(forms), tuple(at))


def _pieces(doc: Doc) -> list[tuple[int, ...]]:
    """The pieces of each token; of a name of several words the first has its mark and the rest none."""
    known = vocabulary()
    out = [word_pieces(token.lower_) if not token.is_space else () for token in doc]
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            _hide(out, entity.start, entity.end, known[MARKS["person"]])
    for first, last, role in doc.user_data.get("names", ()):
        _hide(out, first, last + 1, known[MARKS[role]])
    return out


def _hide(pieces: list[tuple[int, ...]], first: int, last: int, mark: int) -> None:
    pieces[first] = (mark,)
    for i in range(first + 1, last):
        pieces[i] = ()
