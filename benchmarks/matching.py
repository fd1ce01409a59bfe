"""When a finding and an annotation are the same: one to one, best first, in the same sentence.

Events share two parties (one, where either names only one), then the type, then the direction; planned, demanded acts and
the like are also met by their PLOVER form (a planned visit is AGREE). Relation claims share the pair and the sign; causal
claims half of the longer of each span, and the sign; stances the actor and the sign, then toward whom.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from comity.vocabulary import types

Row = dict[str, Any]
Same = Callable[[Row, Row], bool]

PLOVER_FORM: Final = {
    "planned": {
        **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
        "RETREAT": "CONCEDE",
        **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE"), "THREATEN"),
    },
    "demanded": dict.fromkeys(types(), "REQUEST"),
}
"""PLOVER has no status: what an act that was not done yet is called there."""

SAME: Final = {
    "SUN": "RUS", "VDR": "VNM", "RVN": "VNM", "YUG": "SRB", "SCG": "SRB", "YMD": "YEM", "YAR": "YEM", "FLK": "GBR",
    "EU": "EUR", "EEC": "EUR", "UN": "UNO", "UNSC": "UNO", "UNGA": "UNO", "DDR": "DEU", "CSK": "CZE",
}  # fmt: skip
"""Codes that count as one."""

_CUT: Final = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])|\n+")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was predicted, right, annotated and found."""

    what: str
    predicted: int
    right: int
    annotated: int
    found: int

    @property
    def f1(self) -> float:
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.found / self.annotated if self.annotated else 0.0
        return 200 * p * r / (p + r) if p + r else 0.0

    def __str__(self) -> str:
        p = 100 * self.right / self.predicted if self.predicted else 0.0
        r = 100 * self.found / self.annotated if self.annotated else 0.0
        return f"{self.what:<56}  P {p:5.1f}  R {r:5.1f}  F1 {self.f1:5.1f}   ({self.annotated} annotated)"


def match(text: str, gold: Sequence[Row], made: Sequence[Row], same: Same) -> list[tuple[int, int]]:
    """Which of `made` is which of `gold`: one to one, nearest first."""
    cuts = [0, *(found.end() for found in _CUT.finditer(text)), len(text)]

    def sentences(row: Row) -> set[int]:
        return {i for i, (a, b) in enumerate(itertools.pairwise(cuts)) if a < row["end"] and row["start"] < b}

    places = [sentences(row) for row in made], [sentences(row) for row in gold]
    near = sorted(
        (_distance(m, g), i, j)
        for i, m in enumerate(made)
        for j, g in enumerate(gold)
        if places[0][i] & places[1][j] and len(places[0][i]) <= 3 and same(m, g)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in near:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j))
    return out


def sentences_in(text: str) -> int:
    return sum(1 for part in _CUT.split(text) if part.strip())


def _distance(made: Row, gold: Row) -> int:
    """Between the triggers where both have one, else between the beginnings."""
    one, other = made.get("trigger"), gold.get("trigger")
    if one and other:
        return int(abs(one[0] - other[0]))
    return int(abs(made["start"] - gold["start"]))


def codes(names: Iterable[str] | None) -> set[str]:
    return {SAME.get(name, name) for name in names or ()}


def parties(row: Row) -> set[str]:
    return codes(row.get("sources")) | codes(row.get("targets"))


def forms(report: Row) -> set[str]:
    return {report["event"], PLOVER_FORM.get(report["status"], {}).get(report["event"], report["event"])}


def accepted(event: Row) -> set[str]:
    own = {event["event"], *(event.get("accept") or ()), *(event.get("alt_event") or ())}
    return own | {PLOVER_FORM.get(event.get("status") or "", {}).get(name, name) for name in own}


def sides_meet(report: Row, event: Row) -> bool:
    """At least one source and one target agree; in a symmetric act two parties, on whichever side."""
    if report["symmetric"] or event["symmetric"]:
        return len(parties(report) & parties(event)) > 1
    sides = ((codes(report[k]), codes(event[k])) for k in ("sources", "targets"))
    return all(not theirs or bool(ours & theirs) for ours, theirs in sides)


def share_parties(report: Row, event: Row) -> bool:
    ours, theirs = parties(report), parties(event)
    return len(ours & theirs) >= min(2, len(ours), len(theirs)) > 0


def directed(report: Row, event: Row) -> bool:
    if report["symmetric"] or event["symmetric"]:
        return True
    sides = ((codes(report[k]), codes(event[k])) for k in ("sources", "targets"))
    return all(not ours or not theirs or bool(ours & theirs) for ours, theirs in sides)


def typed(report: Row, event: Row) -> bool:
    return share_parties(report, event) and bool(forms(report) & accepted(event))


def one_event(report: Row, event: Row) -> bool:
    """Parties, type and direction."""
    return typed(report, event) and directed(report, event)


def one_tie(claim: Row, gold: Row) -> bool:
    if codes((claim["a"], claim["b"])) != codes((gold["a"], gold["b"])):
        return False
    level, change = claim["level"] or 0, claim["change"] or 0
    sign, turn = gold["sign"] or 0, gold["change"] or 0
    return (level or change) == (sign or turn) or (change or level) == (turn or sign)


def _half_shared(a: Sequence[int], b: Sequence[int]) -> bool:
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1] - a[0], b[1] - b[0])


def one_sign(claim: Row, gold: Row) -> bool:
    return bool(claim["sign"] == gold["polarity"])


def one_cause(claim: Row, gold: Row) -> bool:
    spans = (("cause", "cause_span"), ("effect", "effect_span"))
    return one_sign(claim, gold) and all(_half_shared(claim[k], gold[g]) for k, g in spans)


def one_stance(stance: Row, gold: Row) -> bool:
    return codes([stance["actor"]]) == codes([gold["actor"]]) and stance["sign"] == gold["sign"]


def toward(stance: Row, gold: Row) -> bool:
    objects = (codes([row["object_actor"] or ""]) for row in (stance, gold))
    return one_stance(stance, gold) and next(objects) == next(objects)


LEVELS: Final[dict[str, tuple[tuple[str, Same], ...]]] = {
    "events": (
        ("event parties", share_parties),
        ("event parties and type", typed),
        ("event parties, type, direction", one_event),
    ),
    "relations": (("relation claim with sign", one_tie),),
    "causes": (("causal sentence and sign", one_sign), ("cause, effect and sign", one_cause)),
    "stances": (("stance, actor and sign", one_stance), ("stance, and toward whom", toward)),
}
"""What is asked for, from the easiest to the whole, by kind."""

RIGHT: Final[dict[str, Same]] = {kind: levels[-1 if kind == "events" else 0][1] for kind, levels in LEVELS.items()}
"""What counts as right: of events the whole; of causes sentence and sign, of stances actor and sign, since annotators differ
on the rest."""

READ: Final = {"events": "reports", "relations": "relations", "causes": "causes", "stances": "stances"}
"""Where the reading's JSON keeps each kind."""


def interval(counts: Sequence[tuple[int, int, int, int]], draws: int = 1000) -> tuple[float, float]:
    """Where 95 of 100 F1 figures fall when the texts are drawn anew with replacement (bootstrap; Efron 1979).

    `counts`: of each text predicted, right, annotated, found.
    """
    drawn, totals = random.Random(1979), []
    for _ in range(draws):
        rows = drawn.choices(counts, k=len(counts))
        totals.append(Score("", *(sum(column) for column in zip(*rows, strict=True))).f1)
    totals.sort()
    return totals[round(0.025 * draws)], totals[round(0.975 * draws) - 1]


def score(what: str, kind: str, same: Same, texts: Iterable[tuple[str, dict[str, list[Row]], Row]]) -> Score:
    """Over texts with their annotated rows and their readings (JSON). Optional events are neither missed nor false."""
    predicted = right = annotated = found = 0
    for text, gold, reading in texts:
        made = [row for row in reading[READ[kind]] if not row.get("negated")]
        rows = gold.get(kind, [])
        pairs = match(text, rows, made, same)
        predicted += len(made)
        right += len(pairs)
        required = {j for j, row in enumerate(rows) if not row.get("optional")}
        annotated += len(required)
        found += sum(j in required for _, j in pairs)
    return Score(what, predicted, right, annotated, found)
