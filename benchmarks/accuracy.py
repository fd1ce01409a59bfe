"""How much the reader finds, and how much of that is right, on annotated texts that are kept beside this file.

A report and an annotated event match when their sentences overlap and they share two parties (one, where either names
only one); then type, then direction is asked for too. Matching is one to one, best first. Precision, recall and F1
are given in per cent, for the half of the texts whose errors were looked at in development and for the half that was not.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading import Reader
from comity.reading.contract import to_dict
from comity.vocabulary import types

HERE = Path(__file__).parent / "accuracy"
Row = dict[str, Any]

PLOVER_FORM = {
    "planned": {
        **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
        "RETREAT": "CONCEDE",
        **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE"), "THREATEN"),
    },
    "demanded": dict.fromkeys(types(), "REQUEST"),
}
"""PLOVER has no status: what an act that was not done yet is called there."""

SAME = {"SUN": "RUS", "VDR": "VNM", "RVN": "VNM", "YUG": "SRB", "SCG": "SRB", "YMD": "YEM", "YAR": "YEM", "FLK": "GBR"}
SAME |= {"EU": "EUR", "EEC": "EUR", "UN": "UNO", "UNSC": "UNO", "UNGA": "UNO"}
"""Codes that count as one."""

_CUT = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])|\n+")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was predicted, right, annotated and found."""

    what: str
    predicted: int
    right: int
    annotated: int
    found: int

    def __str__(self) -> str:
        p = 100 * self.right / self.predicted if self.predicted else 0.0
        r = 100 * self.found / self.annotated if self.annotated else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return f"{self.what:<52}  P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}   ({self.annotated} annotated)"


def measure() -> Iterator[str]:
    """The lines of the accuracy report."""
    reader = Reader()
    sentences = [json.loads(line) for line in (HERE / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    read = [to_dict(reader.read(from_text(row["text"], id=row["id"])))["reports"] for row in sentences]
    seen = [int(row["id"][1:]) % 2 == 1 for row in sentences]
    for half, wanted in (("looked at", True), ("not looked at", False)):
        rows = [(s, r) for s, r, odd in zip(sentences, read, seen, strict=True) if odd == wanted]
        yield str(_sentence_score(f"sentences, {half}: event type", rows, pair=False))
        yield str(_sentence_score(f"sentences, {half}: interstate pair and type", rows, pair=True))
    gold = [json.loads(line) for line in (HERE / "annotations.jsonl").read_text(encoding="utf-8").splitlines()]
    dates = json.loads((HERE / "dates.json").read_text(encoding="utf-8"))
    texts = {name: (HERE / f"{name}.txt").read_text(encoding="utf-8") for name in dates}
    readings = {}
    for name, text in texts.items():
        published = Interval.parse(dates[name]) if dates[name] else None
        readings[name] = to_dict(reader.read(from_text(text, id=name, published=published)))
    for half, names in (("looked at", ("b01", "b02", "b03")), ("not looked at", ("b04", "b05", "b06"))):
        for kind, key, levels in _KINDS:
            for level, same in levels:
                scores = [_match(texts[n], _of(gold, n, kind), readings[n][key], same) for n in names]
                predicted, annotated, hits = (sum(column) for column in zip(*scores, strict=True))
                yield str(Score(f"analyses, {half}: {level}", predicted, hits, annotated, hits))


def _sentence_score(what: str, rows: Iterable[tuple[Row, list[Row]]], *, pair: bool) -> Score:
    counts = [0, 0, 0, 0]
    for sentence, reports in rows:
        gold = [e for e in sentence["events"] if not pair or (e["sources"] and (e["targets"] or e["symmetric"]))]
        made = [r for r in reports if not pair or len(_parties(r)) > 1]
        required = [e for e in gold if not e.get("optional")]

        def same(report: Row, event: Row) -> bool:
            return bool(_forms(report) & _accepted(event)) and (not pair or _sides_meet(report, event))

        counts[0] += len(made)
        counts[1] += sum(any(same(r, e) for e in (gold if pair else sentence["events"])) for r in made)
        counts[2] += len(required)
        counts[3] += sum(any(same(r, e) for r in made) for e in required)
    return Score(what, *counts)


def _codes(names: Iterable[str] | None) -> set[str]:
    return {SAME.get(name, name) for name in names or ()}


def _parties(row: Row) -> set[str]:
    return _codes(row.get("sources")) | _codes(row.get("targets"))


def _forms(report: Row) -> set[str]:
    return {report["event"], PLOVER_FORM.get(report["status"], {}).get(report["event"], report["event"])}


def _accepted(event: Row) -> set[str]:
    own = {event["event"], *(event.get("accept") or ()), *(event.get("alt_event") or ())}
    return own | {PLOVER_FORM.get(event.get("status") or "", {}).get(name, name) for name in own}


def _sides_meet(report: Row, event: Row) -> bool:
    """At least one source and one target agree; in a symmetric act two parties, on whichever side."""
    if report["symmetric"] or event["symmetric"]:
        return len(_parties(report) & _parties(event)) > 1
    sides = ((_codes(report[k]), _codes(event[k])) for k in ("sources", "targets"))
    return all(not theirs or bool(ours & theirs) for ours, theirs in sides)


def _share_parties(report: Row, event: Row) -> bool:
    ours, theirs = _parties(report), _parties(event)
    return len(ours & theirs) >= min(2, len(ours), len(theirs)) > 0


def _directed(report: Row, event: Row) -> bool:
    if report["symmetric"] or event["symmetric"]:
        return True
    sides = ((_codes(report[k]), _codes(event[k])) for k in ("sources", "targets"))
    return all(not ours or not theirs or bool(ours & theirs) for ours, theirs in sides)


def _typed(report: Row, event: Row) -> bool:
    return _share_parties(report, event) and bool(_forms(report) & _accepted(event))


def _one_tie(claim: Row, gold: Row) -> bool:
    if _codes((claim["a"], claim["b"])) != _codes((gold["a"], gold["b"])):
        return False
    level, change = claim["level"] or 0, claim["change"] or 0
    sign, turn = gold["sign"] or 0, gold["change"] or 0
    return (level or change) == (sign or turn) or (change or level) == (turn or sign)


def _half_shared(a: Sequence[int], b: Sequence[int]) -> bool:
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1] - a[0], b[1] - b[0])


def _one_cause(claim: Row, gold: Row) -> bool:
    spans = (("cause", "cause_span"), ("effect", "effect_span"))
    return claim["sign"] == gold["polarity"] and all(_half_shared(claim[k], gold[g]) for k, g in spans)


def _one_stance(stance: Row, gold: Row) -> bool:
    return _codes([stance["actor"]]) == _codes([gold["actor"]]) and stance["sign"] == gold["sign"]


def _toward(stance: Row, gold: Row) -> bool:
    objects = (_codes([row["object_actor"] or ""]) for row in (stance, gold))
    return _one_stance(stance, gold) and next(objects) == next(objects)


Same = Callable[[Row, Row], bool]
_KINDS: tuple[tuple[str, str, tuple[tuple[str, Same], ...]], ...] = (
    (
        "event",
        "reports",
        (
            ("event parties", _share_parties),
            ("event parties and type", _typed),
            ("event parties, type, direction", lambda r, e: _typed(r, e) and _directed(r, e)),
        ),
    ),
    ("relation", "relations", (("relation claim with sign", _one_tie),)),
    (
        "causal",
        "causes",
        (("causal sentence and sign", lambda c, g: c["sign"] == g["polarity"]), ("cause, effect and sign", _one_cause)),
    ),
    ("stance", "stances", (("stance, actor and sign", _one_stance), ("stance, and toward whom", _toward))),
)


def _of(gold: Iterable[Row], name: str, kind: str) -> list[Row]:
    return [row for row in gold if row["doc"] == name and row["kind"] == kind]


def _match(text: str, gold: list[Row], made: list[Row], same: Same) -> tuple[int, int, int]:
    """How many were predicted, how many annotated, and how many of them are pairs: one to one, nearest first."""
    made = [m for m in made if not m.get("negated")]
    cuts = [0, *(found.end() for found in _CUT.finditer(text)), len(text)]

    def sentences(row: Row) -> set[int]:
        return {i for i, (a, b) in enumerate(itertools.pairwise(cuts)) if a < row["end"] and row["start"] < b}

    places = [sentences(row) for row in made], [sentences(row) for row in gold]
    near = sorted(
        (abs(m["start"] - g["start"]), i, j)
        for i, m in enumerate(made)
        for j, g in enumerate(gold)
        if places[0][i] & places[1][j] and len(places[0][i]) <= 3 and same(m, g)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in near:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(made), len(gold), len(used[0])
