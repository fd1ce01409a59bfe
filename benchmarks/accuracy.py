"""How much the readers find, and how much of that is right, on annotated texts that are kept beside this file.

Precision, recall and F1 in per cent, for the half of the texts whose errors were looked at in development and for the half
that was not; then by kind of sentence; sentences that say nothing; how sure the reader was and how often it was right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from benchmarks import calibration, clusters, dating, resolution, stability
from benchmarks.annotated import KINDS, SEEN, UNSEEN, Text, analyses, families, nothing, plain, read, sentences
from benchmarks.matching import (
    LEVELS,
    READ,
    Score,
    accepted,
    forms,
    interval,
    one_event,
    parties,
    score,
    sentences_in,
    sides_meet,
)
from comity.reading import Reader
from comity.reading.reader import READERS, ReaderName

Row = dict[str, Any]
HALVES: Final = (SEEN, UNSEEN)


def measure(readers: Sequence[ReaderName] = READERS) -> Iterator[str]:
    """The lines of the accuracy report: the first table for each reader, the rest for the default one."""
    for name in readers:
        yield f"reader: {name}"
        reader = Reader(reader=name)
        yield from _halves(reader)
    reader = Reader()
    yield from _families(reader)
    yield from _plain(reader)
    yield from _nothing(reader)
    yield from calibration.measure(reader)
    yield from stability.measure(reader)
    yield "who is meant: parties of the corpus of training"
    yield from resolution.measure()
    yield "dates of events, against the corpus of training"
    yield from dating.measure()
    yield "which reports are one event: stories with near twins"
    yield from clusters.measure()


def _halves(reader: Reader) -> Iterator[str]:
    short, long = sentences(), analyses()
    readings = dict(zip((t.id for t in [*short, *long]), read(reader, [*short, *long]), strict=True))
    for half in HALVES:
        rows = [(t, readings[t.id]["reports"]) for t in short if t.half == half]
        yield sentence_score(f"sentences, {half}: event type", rows, pair=False)
        yield sentence_score(f"sentences, {half}: interstate pair and type", rows, pair=True)
    for half in HALVES:
        chosen = [(t.text, t.rows, readings[t.id]) for t in long if t.half == half]
        made, said = sum(len(r["reports"]) for _, _, r in chosen), sum(sentences_in(text) for text, _, _ in chosen)
        yield f"analyses, {half}: {made} reports in {said} sentences, {made / said:.2f} a sentence"
        for kind in KINDS:
            for level, same in LEVELS[kind]:
                yield str(score(f"analyses, {half}: {level}", kind, same, chosen))


def _families(reader: Reader) -> Iterator[str]:
    texts = families()
    readings = read(reader, texts)
    names = list(dict.fromkeys(t.family for t in texts))
    special = {"relation": "relations", "causal": "causes", "stance": "stances"}
    for half in HALVES:
        chosen = [(t, r) for t, r in zip(texts, readings, strict=True) if t.half == half]
        whole = [(t.text, t.rows, r) for t, r in chosen]
        for what, level in LEVELS["events"]:
            yield str(score(f"families, {half}: all, {what}", "events", level, whole))
        for name in names:
            rows = [(t.text, t.rows, r) for t, r in chosen if t.family == name]
            kind = special.get(name, "events")
            same = one_event if kind == "events" else LEVELS[kind][0][1]
            yield str(score(f"families, {half}: {name}", kind, same, rows))


def _plain(reader: Reader) -> Iterator[str]:
    """By kind of paragraph; relation claims, causes and stances where there are enough of them to tell."""
    texts = plain()
    readings = read(reader, texts)
    for half in HALVES:
        for family in dict.fromkeys(t.family for t in texts):
            chosen = [(t, r) for t, r in zip(texts, readings, strict=True) if (t.half, t.family) == (half, family)]
            rows = [(t.text, t.rows, r) for t, r in chosen]
            for kind in KINDS:
                if sum(len(t.rows[kind]) for t, _ in chosen) >= ENOUGH:
                    level, same = LEVELS[kind][-1]
                    yield str(score(f"{family}, {half}: {level}", kind, same, rows))


ENOUGH: Final = 30


def _nothing(reader: Reader) -> Iterator[str]:
    texts = nothing()
    readings = read(reader, texts)
    for half in HALVES:
        rows = [r for t, r in zip(texts, readings, strict=True) if t.half == half]
        clean = sum(not any(r[READ[kind]] for kind in KINDS) for r in rows)
        events = sum(not r["reports"] for r in rows)
        yield (f"sentences that say nothing, {half}: {clean} of {len(rows)} yield nothing at all, {events} no event")


def sentence_score(what: str, rows: Iterable[tuple[Text, list[Row]]], *, pair: bool) -> str:
    """Per sentence, the types found; with `pair`, of events with two sides that sources and targets meet too. The line
    says where 95 of 100 figures would fall for other sentences of the kind."""
    counts = [_sentence(sentence, reports, pair=pair) for sentence, reports in rows]
    low, high = interval(counts)
    whole = Score(what, *(sum(column) for column in zip(*counts, strict=True)))
    return f"{whole}   [{low:.0f}, {high:.0f}]"


def _sentence(sentence: Text, reports: list[Row], *, pair: bool) -> tuple[int, int, int, int]:
    events = sentence.rows["events"]
    gold = [e for e in events if not pair or (e["sources"] and (e["targets"] or e["symmetric"]))]
    made = [r for r in reports if not pair or len(parties(r)) > 1]
    required = [e for e in gold if not e.get("optional")]

    def same(report: Row, event: Row) -> bool:
        return bool(forms(report) & accepted(event)) and (not pair or sides_meet(report, event))

    right = sum(any(same(r, e) for e in (gold if pair else events)) for r in made)
    return len(made), right, len(required), sum(any(same(r, e) for r in made) for e in required)
