"""Reading against the bare spaCy pipeline on the same paragraphs, in one process, turn by turn."""

from __future__ import annotations

import statistics
import time
from hashlib import sha256
from itertools import pairwise

from benchmarks.table import Line
from benchmarks.texts import articles
from comity.documents import Document, Passage

DOCUMENTS = 40
TURNS = 3


def measure(*, paragraphs: int) -> list[Line]:
    import spacy

    from comity.reading import Reader
    from comity.reading.parse import installed_model
    from comity.reading.reader import READERS

    documents = [_document(n, text) for n, text in enumerate(articles(DOCUMENTS, paragraphs=paragraphs))]
    passages = [d.text[p.start : p.end] for d in documents for p in d.passages]
    nlp = spacy.load(installed_model())
    readers = {name: Reader(reader=name) for name in READERS if name != "trained"}
    list(nlp.pipe(passages[:50]))
    for reader in readers.values():
        list(reader.read_many(documents[:3]))
    bare: list[float] = []
    full: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(TURNS):
        began = time.process_time()
        for doc in nlp.pipe(passages):
            doc.text  # noqa: B018
        bare.append(time.process_time() - began)
        for name, reader in readers.items():
            began = time.process_time()
            for reading in reader.read_many(documents):
                reading.id  # noqa: B018
            full[name].append(time.process_time() - began)
    words = sum(len(text.split()) for text in passages)
    than = "the bare spaCy pipeline (CPU time)"
    return [
        Line(
            f"reading {DOCUMENTS} documents, {words} words, {name}",
            statistics.median(times),
            statistics.median(bare),
            than=than,
        )
        for name, times in full.items()
    ]


def _document(number: int, text: str) -> Document:
    """A document whose paragraphs are its passages, so that both sides read the same."""
    cuts = [0]
    while (cut := text.find("\n\n", cuts[-1])) >= 0:
        cuts.append(cut + 2)
    spans = [(a, b - 2) for a, b in pairwise(cuts)] + [(cuts[-1], len(text.rstrip()))]
    digest = sha256(text.encode()).hexdigest()
    return Document(
        id=f"{number:03d}",
        text=text,
        text_sha256=digest,
        sha256=digest,
        format="txt",
        language="en",
        passages=tuple(Passage(a, b, "prose", "prose") for a, b in spans if b > a),
    )
