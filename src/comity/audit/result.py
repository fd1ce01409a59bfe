"""What an audit finds: precision, recall, counts corrected by both, and how far coders agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from comity.audit.alpha import agreement
from comity.audit.codings import SETTLED, Coded, Coding
from comity.audit.drawing import QUADS
from comity.audit.estimates import LEVEL, Figure, factor, ratio, share
from comity.audit.events import Event, Lineage
from comity.audit.frame import Store, found_in
from comity.audit.matching import LEVELS, matched
from comity.audit.sample import Place, Sample, corpus, find, text_hashes
from comity.audit.weighing import Weighed, weigh

CONSENSUS: Final = "consensus"
Coder = Mapping[str, tuple[Coded, ...]]
_DETECTED: Final = """
    SELECT r.event_type, count(*) AS n FROM reports r
    WHERE NOT coalesce(r.rejected, false) AND r.origin IS DISTINCT FROM 'human' AND EXISTS (
        SELECT 1 FROM passages p WHERE p.document_id = r.document_id AND p.kind = 'prose'
        AND p.start <= coalesce(r.trigger_start, r.start) AND coalesce(r.trigger_start, r.start) < p."end")
    GROUP BY r.event_type ORDER BY r.event_type
"""
_EVENTS: Final = "SELECT quad, count(*) AS n FROM events WHERE origin = 'text' GROUP BY quad"


@dataclass(frozen=True, slots=True)
class Given:
    """All that a result rests on: what was found in the sentences that still stand, and what was coded."""

    sample: Sample
    places: Mapping[str, Place | None]
    found: Mapping[str, list[Event]]
    coders: Mapping[str, Coder]
    settled: Coder
    lineage: Lineage
    bad: tuple[str, ...] = ()
    """Lines of codings that are not understood."""


def gather(store: Store, sample: Sample, codings: Sequence[Coding], lineage: Lineage) -> Given:
    """Find the sentences of a sample in a record, with what it found there; codings of other sentences are left out."""
    places = find(sample.sentences, store)
    by_document: dict[str, list[str]] = {}
    for key, place in places.items():
        if place is not None:
            by_document.setdefault(place.document, []).append(key)
    found: dict[str, list[Event]] = {}
    spans = {
        document: [(p.start, p.end) for key in keys if (p := places[key]) is not None]
        for document, keys in sorted(by_document.items())
    }
    for document, events in found_in(store, spans, lineage).items():
        found.update(zip(by_document[document], events, strict=True))
    wanted = {s.key for s in sample.sentences}
    own = {c.coder: {k: e for k, e in c.events.items() if k in wanted} for c in codings}
    settled = own.pop(SETTLED, {})
    coders = {name: own[name] for name in sorted(own) if own[name]}
    bad = tuple(line for c in codings for line in c.bad)
    return Given(sample, places, found, coders, settled, lineage, bad)


def result(store: Store, given: Given, level: float = LEVEL) -> dict[str, Any]:
    """The whole result, as values for JSON; shares from 0 to 1, intervals at `level`.

    sample      how it was drawn, how many of its sentences were lost, whether documents have changed since
    coders      who coded how many
    strata      sentences, drawn, coded by anybody
    references  for each coder, and with two or more for their consensus: `levels` (precision and recall, see
                `comity.audit.matching`), `classes` and `counts`
    agreement   Krippendorff's alpha; None with fewer than two coders
    differing   keys of sentences that coders coded differently and that are not settled
    not_understood  lines of codings that say nothing that comity knows, each with its place
    """
    sample = given.sample
    standing = {key for key, place in given.places.items() if place is not None}
    hashes = text_hashes(store)
    detected = _detected(store)
    references = [(name, events) for name, events in given.coders.items()]
    if len(given.coders) > 1:
        references.insert(0, (CONSENSUS, consensus(given)))
    anybody = {key for events in given.coders.values() for key in events}
    return {
        "sample": {
            "number": sample.number,
            "seed": sample.seed,
            "sentences": len(sample.sentences),
            "drawn_from": sample.size,
            "documents": sample.documents,
            "changed": corpus(hashes.values()) != sample.corpus,
            "lost": [s.key for s in sample.sentences if s.key not in standing],
            "corrected": sum(any(e.corrected for e in events) for events in given.found.values()),
        },
        "interval": level,
        "coders": [{"coder": name, "coded": len(events)} for name, events in given.coders.items()],
        "coded": len(anybody),
        "strata": [
            {
                "name": a.stratum.name,
                "reports": a.stratum.reports,
                "sentences": a.sentences,
                "drawn": a.drawn,
                "coded": sum(s.stratum == i and s.key in anybody for s in sample.sentences),
            }
            for i, a in enumerate(sample.strata)
        ],
        "references": [
            _reference(name, {k: e for k, e in events.items() if k in standing}, given, detected, level)
            for name, events in references
        ],
        "agreement": _agreement(given, level),
        "differing": differing(given),
        "settled": len(given.settled),
        "not_understood": list(given.bad),
    }


def consensus(given: Given) -> dict[str, tuple[Coded, ...]]:
    """What was settled, and what all coders of a sentence agree on where two or more coded it."""
    agreed = dict(given.settled)
    for key, told in _by_sentence(given).items():
        if key not in agreed and len(told) > 1 and len({_same(events, given.lineage) for events in told}) == 1:
            agreed[key] = told[0]
    return agreed


def differing(given: Given) -> list[str]:
    """Sentences on which coders differ and nothing was settled, in the order of the sample."""
    told = _by_sentence(given)
    return [
        s.key
        for s in given.sample.sentences
        if s.key not in given.settled and len({_same(e, given.lineage) for e in told.get(s.key, ())}) > 1
    ]


def _by_sentence(given: Given) -> dict[str, list[tuple[Coded, ...]]]:
    told: dict[str, list[tuple[Coded, ...]]] = {}
    for events in given.coders.values():
        for key, coded in events.items():
            told.setdefault(key, []).append(coded)
    return told


def _same(events: Sequence[Coded], lineage: Lineage) -> tuple[Any, ...]:
    """What coders must agree on: types, parties by lineage, status; not the date, which is written in many ways."""
    compared = (e.event(lineage) for e in events)
    return tuple(sorted((e.type, e.sources, e.targets, e.status) for e in compared))


def _agreement(given: Given, level: float) -> dict[str, Any] | None:
    if len(given.coders) < 2:
        return None
    told = list(_by_sentence(given).values())
    return {
        "coders": list(given.coders),
        "there": asdict(agreement([[bool(e) for e in events] for events in told], level)),
        "type": asdict(agreement([[tuple(sorted(c.type for c in e)) for e in events] for events in told], level)),
    }


def _detected(store: Store) -> dict[str, dict[int, int]]:
    from comity.vocabulary import types

    reports = dict.fromkeys(range(1, 5), 0)
    for row in store.sql(_DETECTED).to_pylist():
        reports[types()[row["event_type"]].quad] += row["n"]
    events = dict.fromkeys(range(1, 5), 0)
    for row in store.sql(_EVENTS).to_pylist():
        if row["quad"] in events:
            events[row["quad"]] += row["n"]
    return {"reports": reports, "events": events}


def _reference(
    name: str, coder: Coder, given: Given, detected: Mapping[str, Mapping[int, int]], level: float
) -> dict[str, Any]:
    """Precision, recall and corrected counts with one reference."""
    weighed = weigh(given.sample, coder)
    found = [given.found[key] for key in weighed.keys]
    coded = [[e.event(given.lineage) for e in coder[key]] for key in weighed.keys]
    made = [len(f) for f in found]
    said = [len(c) for c in coded]
    there = [bool(f) for f in found], [bool(c) for c in coded]
    both = [a and b for a, b in zip(*there, strict=True)]
    levels = [_level("there", both, *there, weighed, level)]
    for kind, same in LEVELS.items():
        right = [matched(f, c, same) for f, c in zip(found, coded, strict=True)]
        levels.append(_level(kind, right, made, said, weighed, level))
    classes = []
    for quad, label in enumerate(QUADS, 1):
        f, c = ([sum(e.quad == quad for e in row) for row in rows] for rows in (found, coded))
        right = [min(a, b) for a, b in zip(f, c, strict=True)]
        line = _level("class", right, f, c, weighed, level)
        line |= {"class": quad, "name": label, **_counts(c, f, weighed, level, quad, detected)}
        classes.append(line)
    return {
        "reference": name,
        "coded": len(weighed.keys),
        "strata_joined": weighed.joined,
        "uncovered": [("with reports" if side else "without reports") for side in sorted(weighed.uncovered)],
        "levels": levels,
        "classes": classes,
        "counts": _counts(said, made, weighed, level, None, detected),
    }


def _level(
    kind: str, right: Sequence[float], found: Sequence[float], coded: Sequence[float], weighed: Weighed, level: float
) -> dict[str, Any]:
    return {
        "level": kind,
        "precision": _said(_share(right, found, weighed, level, needs=(True,))),
        "recall": _said(_share(right, coded, weighed, level, needs=(True, False))),
    }


def _share(
    above: Sequence[float], below: Sequence[float], weighed: Weighed, level: float, *, needs: tuple[bool, ...]
) -> Figure:
    """Nothing where a kind of sentence that it rests on was not coded at all."""
    if any(side in weighed.uncovered for side in needs):
        return Figure(None, None, None, round(sum(below)))
    return share(ratio(above, below, weighed.weights, weighed.groups), level)


def _counts(
    coded: Sequence[float],
    found: Sequence[float],
    weighed: Weighed,
    level: float,
    quad: int | None,
    detected: Mapping[str, Mapping[int, int]],
) -> dict[str, Any]:
    """The number of reports times precision over recall: that ratio is what there is over what was found."""
    figure = Figure(None, None, None, round(sum(found)))
    if not weighed.uncovered:
        figure = factor(ratio(coded, found, weighed.weights, weighed.groups), level)
    numbers = {what: sum(counts.values()) if quad is None else counts[quad] for what, counts in detected.items()}
    return {
        "factor": _said(figure),
        "reports": numbers["reports"],
        "reports_corrected": _said(figure.times(numbers["reports"])),
        "events": numbers["events"],
        "events_corrected": _said(figure.times(numbers["events"])),
    }


def _said(figure: Figure) -> dict[str, Any]:
    value, low, high = (None if v is None else round(v, 4) for v in (figure.value, figure.low, figure.high))
    return {"value": value, "low": low, "high": high, "cases": figure.cases}
