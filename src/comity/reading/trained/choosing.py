"""Which findings of the two readers stay: a share of right ones for each, from its figures, and one reading for the same words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, NamedTuple, TypeVar

from comity.reading.model import AND_TRAINED

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A finding with its figures. `make` gives it, at a cost that is not spent on what falls. `group`: rules (which the
    network may agree with) or trained; `place`: paragraph and token of its trigger, `key`: what makes two candidates one."""

    make: Callable[[], T]
    group: str
    figures: tuple[float, ...]
    place: tuple[int, int]
    key: tuple[Any, ...]
    agreed: bool
    certain: bool = False
    """Whether it stays whatever the figures say: a user's own word found it."""
    above: tuple[int, ...] = ()
    """Of an act: the words that govern its own, from near to far."""
    done: bool = True
    """Of an act: whether it happened or goes on."""


class ActKey(NamedTuple):
    """What tells acts of one sentence apart."""

    type: str
    sentence: int
    sources: frozenset[str]
    targets: frozenset[str]

    @property
    def parties(self) -> frozenset[str]:
        return self.sources | self.targets


Note = Callable[[Candidate[Any], float, str], None]


def _share(candidate: Candidate[Any], fitted: Mapping[str, Any]) -> float:
    """Share of right ones among findings with such figures."""
    weights = fitted[candidate.group]
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, (1.0, *candidate.figures), strict=True))))


def chosen(found: Sequence[Candidate[T]], fitted: Mapping[str, Any], note: Note | None = None) -> list[T]:
    """The findings that stay, with their confidence and who found them."""
    out: list[T] = []
    for share, candidate in selected(found, fitted, note):
        item: Any = candidate.make()
        rule = item.rule + AND_TRAINED if candidate.group == "rules" and candidate.agreed else item.rule
        out.append(replace(item, confidence=round(share, 2), rule=rule))
    return out


def selected(
    found: Sequence[Candidate[T]], fitted: Mapping[str, Any], note: Note | None = None
) -> list[tuple[float, Candidate[T]]]:
    """The candidates that stay, those of the rules first, each with its share: at the same words a rule's finding is
    believed before the network's, whose parties are less sure. `fitted`: of each group the weights and the least share that
    stays. `note` hears of each candidate its share and what became of it."""
    scored = [(_share(c, fitted), n, c) for n, c in enumerate(found)]
    kept: list[tuple[float, Candidate[T]]] = []
    near: dict[int, list[Candidate[T]]] = {}
    for share, _, candidate in sorted(scored, key=lambda x: (x[2].group != "rules", -x[0], x[1])):
        here = near.setdefault(candidate.place[0], [])
        rival = any(_one(candidate, other) for other in here)
        low = share < fitted["least"][candidate.group] + _surplus(candidate) and not candidate.certain
        if not rival and not low:
            kept.append((share, candidate))
            here.append(candidate)
        if note is not None:
            note(candidate, share, "another reading of the same words" if rival else "too unsure" if low else "kept")
    return kept


def _one(a: Candidate[Any], b: Candidate[Any]) -> bool:
    """Whether two candidates of one paragraph are one finding. Two of the rules are never: they were told apart before."""
    if a.group == b.group == "rules":
        return False
    if a.key == b.key or (a.group != b.group and abs(a.place[1] - b.place[1]) <= 1):
        return True
    return isinstance(a.key, ActKey) and isinstance(b.key, ActKey) and _one_act(a, a.key, b, b.key)


ONE_SIDED: Final = 0.15
"""By how much surer the network must be of an act with one party only, which says nothing of a dyad."""


def _surplus(candidate: Candidate[Any]) -> float:
    alone = candidate.group != "rules" and isinstance(candidate.key, ActKey) and len(candidate.key.parties) < 2
    return ONE_SIDED if alone else 0.0


_SAYING: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
_ENDING: Final = frozenset({"CONCEDE", "RETREAT", "SANCTION", "REJECT"})


def _one_act(a: Candidate[Any], one: ActKey, b: Candidate[Any], other: ActKey) -> bool:
    """Two words of one sentence for one act: the same type, and the parties of one among those of the other. Or an act that
    is no more than what another one asks, refuses, offers or threatens, or what it puts an end to, between the same parties."""
    if one.sentence != other.sentence:
        return False
    if one.type == other.type:
        nested = one.sources <= other.sources and one.targets <= other.targets
        around = one.sources >= other.sources and one.targets >= other.targets
        return nested or around or one.parties == other.parties
    for inner, its, outer, whose in ((a, one, b, other), (b, other, a, one)):
        if inner.group == "rules" or outer.place[1] not in inner.above or not its.parties <= whose.parties:
            continue
        asked = whose.type in _SAYING and not inner.done
        ended = whose.type in _ENDING and inner.above[0] == outer.place[1]
        if asked or ended:
            return True
    return False
