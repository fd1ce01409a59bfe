"""A sample as it stands in a project's folder `audit`, and finding its sentences again in a later build.

    audit/sample-1.json    how it was drawn, the strata, and the sentences with their probabilities of being drawn

A sentence is kept with its words, its document and the hash of the document's text, so that it is found again when
the record is built anew, the document renamed, or edited elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from comity.audit.drawing import Allotted, Drawn, Stratum
from comity.audit.frame import READ, Store
from comity.corrections.anchors import skeleton
from comity.errors import ProjectError

SCHEMA: Final = "comity-audit-sample/1"
CONTEXT: Final = 60
"""Characters kept before and after a sentence."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sentence of a sample. `stratum` is its place among the sample's strata, `probability` that of being drawn."""

    key: str
    document: str
    text_sha256: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    stratum: int
    probability: float


@dataclass(frozen=True, slots=True)
class Sample:
    """`documents` is how many there were, `corpus` a hash of their texts; `sentences` stand in the order of coding."""

    number: int
    seed: int
    documents: int
    corpus: str
    strata: tuple[Allotted, ...]
    sentences: tuple[Sampled, ...]

    @property
    def size(self) -> int:
        """Sentences that were drawn from."""
        return sum(a.sentences for a in self.strata)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands in the record of now."""

    document: str
    start: int
    end: int


def make(store: Store, number: int, seed: int, strata: Sequence[Allotted], drawn: Sequence[Drawn]) -> Sample:
    """A sample from what was drawn of the sentences of a store."""
    hashes = text_hashes(store)
    wanted = sorted({d.sentence.document for d in drawn})
    rows = store.sql("SELECT document_id, text FROM texts WHERE list_contains(?, document_id)", [wanted]).to_pylist()
    texts = {row["document_id"]: row["text"] for row in rows}
    sentences = []
    for one in drawn:
        s, text = one.sentence, texts[one.sentence.document]
        sentences.append(
            Sampled(
                s.key, s.document, hashes[s.document], s.start, s.end, text[s.start : s.end],
                text[max(0, s.start - CONTEXT) : s.start], text[s.end : s.end + CONTEXT],
                one.stratum, strata[one.stratum].probability,
            )
        )  # fmt: skip
    return Sample(number, seed, len(hashes), corpus(hashes.values()), tuple(strata), tuple(sentences))


def text_hashes(store: Store) -> dict[str, str]:
    """The hash of the text of each document that was read."""
    rows = store.sql(f"SELECT id, text_sha256 FROM documents WHERE id IN ({READ}) ORDER BY id").to_pylist()
    return {row["id"]: row["text_sha256"] or "" for row in rows}


def corpus(hashes: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()[:16]


def path_of(folder: Path, number: int) -> Path:
    return folder / f"sample-{number}.json"


def numbers(folder: Path) -> list[int]:
    """Of the samples in a folder, in order."""
    names = (p.stem.removeprefix("sample-") for p in folder.glob("sample-*.json"))
    return sorted(int(name) for name in names if name.isdecimal())


def packed(sample: Sample) -> bytes:
    """The file of a sample, always the same for the same sample."""
    strata = [
        {**asdict(a.stratum), "place": list(a.stratum.place), "sentences": a.sentences, "drawn": a.drawn}
        for a in sample.strata
    ]
    data = {
        "schema": SCHEMA,
        "number": sample.number,
        "seed": sample.seed,
        "drawn": len(sample.sentences),
        "from_sentences": sample.size,
        "documents": sample.documents,
        "corpus": sample.corpus,
        "allocation": "square root of the stratum's size, at least 2 (power allocation, Bankier 1988)",
        "strata": strata,
        "sentences": [asdict(s) for s in sample.sentences],
    }
    return (json.dumps(data, indent=1) + "\n").encode("ascii")


def load(path: Path) -> Sample:
    """The sample in a file. Raises ProjectError for one that was changed or is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']!r}, not {SCHEMA!r}")
        strata = tuple(_allotted(row) for row in data["strata"])
        sentences = tuple(Sampled(**row) for row in data["sentences"])
        sample = Sample(data["number"], data["seed"], data["documents"], data["corpus"], strata, sentences)
        _check(sample)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = str(error) or type(error).__name__
        raise ProjectError(
            f"{path} is no sample of an audit: {said}.",
            hint="Take the file from a copy; or draw it again with its seed, from the same documents.",
        ) from None
    return sample


def _allotted(row: dict[str, Any]) -> Allotted:
    a, b, c, d = row["place"]
    stratum = Stratum((a, b, c, d), row["name"], row["reports"], row["quad"], row["type"], row["band"])
    return Allotted(stratum, row["sentences"], row["drawn"])


def _check(sample: Sample) -> None:
    counts = [0] * len(sample.strata)
    for s in sample.sentences:
        counts[s.stratum] += 1
        if not isinstance(s.quote, str) or not isinstance(s.key, str) or not isinstance(s.document, str):
            raise ValueError(f"sentence {s.key!r} has a field that is no text")
    for allotted, counted in zip(sample.strata, counts, strict=True):
        if counted != allotted.drawn or allotted.sentences < allotted.drawn:
            raise ValueError(f"of stratum {allotted.stratum.name!r} it has {counted} sentences, not {allotted.drawn}")


def find(sentences: Sequence[Sampled], store: Store) -> dict[str, Place | None]:
    """Where each sentence stands now, by its key; None for one that is not there any more, or could be two."""
    hashes = text_hashes(store)
    named: dict[str, str] = {}
    for document, text_sha256 in hashes.items():
        named.setdefault(text_sha256, document)
    places: dict[str, Place | None] = {}
    edited: dict[str, list[Sampled]] = {}
    for s in sentences:
        if hashes.get(s.document) == s.text_sha256:
            places[s.key] = Place(s.document, s.start, s.end)
        elif s.text_sha256 in named:
            places[s.key] = Place(named[s.text_sha256], s.start, s.end)
        elif s.document in hashes:
            edited.setdefault(s.document, []).append(s)
        else:
            places[s.key] = None
    for document, several in edited.items():
        rows = store.sql("SELECT text FROM texts WHERE document_id = ?", [document]).to_pylist()
        for s in several:
            span = _again(s, rows[0]["text"]) if rows else None
            places[s.key] = None if span is None else Place(document, *span)
    return places


def _again(s: Sampled, text: str) -> tuple[int, int] | None:
    """The one place of the sentence's letters and digits in a text that was edited; of several, the one with most of the same around it."""
    whole, at = skeleton(text)
    wanted, _ = skeleton(s.quote)
    if not wanted:
        return None
    found = []
    place = whole.find(wanted)
    while place >= 0:
        found.append(place)
        place = whole.find(wanted, place + 1)
    before, after = skeleton(s.before)[0][-40:], skeleton(s.after)[0][:40]

    def around(place: int) -> int:
        end = place + len(wanted)
        return _common(whole[max(0, place - 40) : place][::-1], before[::-1]) + _common(whole[end : end + 40], after)

    ranked = sorted(found, key=lambda p: (-around(p), p))
    if not ranked or (len(ranked) > 1 and around(ranked[0]) == around(ranked[1])):
        return None
    start, last = at[ranked[0]], at[ranked[0] + len(wanted) - 1]
    end = last + 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    while start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    return start, end


def _common(one: str, other: str) -> int:
    """How many first characters are the same."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
