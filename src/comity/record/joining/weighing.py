"""How much speaks for two reports being one event: a weighted sum of named features, and that sum in words.

    weigher = Weigher(reports)
    weigher.score(a, b)       # natural logarithm of the odds that they are one event; None where they cannot be
    weigher.explain(a, b)     # ("the same parties (+2.0); like words: tariff (+0.8)", "another place (-1.5)")

The model is the logistic one of record linkage (Fellegi and Sunter 1969): each feature has a weight (`weights.csv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from comity.errors import TableError
from comity.record.joining.acts import rows
from comity.record.joining.corpus import Corpus
from comity.record.joining.features import Found, features, fill, outline, parties_between
from comity.record.joining.pairs import neighbours
from comity.record.joining.sighting import Sighting, stems

HOPELESS: Final = -9.0
"""Where parties, types and dates say so much against one event, nothing else is asked."""
_SAID: Final = 0.05
"""What weighs less than this is not worth a word."""
_MOST_KEPT: Final = 2_000_000
_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Weight:
    """One feature: its sign (+1, -1: what it can speak for), whether it was learned, the weight set by argument and
    the one in use."""

    name: str
    sign: int
    learned: bool
    stated: float
    used: float
    says: str


@cache
def weights() -> Mapping[str, Weight]:
    """Feature -> its weight, in the order of the table. Raises TableError when a weight has not its sign."""
    table = {}
    for row in rows("weights.csv"):
        sign = 1 if row["sign"] == "+" else -1
        one = Weight(
            row["feature"], sign, row["learned"] == "yes", float(row["stated"]), float(row["weight"]), row["says"]
        )
        if one.stated * sign < 0 or one.used * sign < 0:
            raise TableError(f"weights.csv: {one.name}: a weight has the wrong sign.")
        table[one.name] = one
    return table


class Weigher:
    """Weighs pairs among these reports, each pair once."""

    def __init__(self, reports: Iterable[Sighting]) -> None:
        self.corpus = Corpus(reports)
        self._used = {name: weight.used for name, weight in weights().items()}
        self._known: dict[tuple[str, str], float | None] = {}

    def features(self, a: Sighting, b: Sighting) -> Found | None:
        return features(a, b, self.corpus) if a.id < b.id else features(b, a, self.corpus)

    def score(self, a: Sighting, b: Sighting) -> float | None:
        """Natural logarithm of the odds; None where they cannot be one event."""
        key = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if key in self._known:
            return self._known[key]
        total = self._weigh(a, b) if a.id < b.id else self._weigh(b, a)
        if len(self._known) < _MOST_KEPT:
            self._known[key] = total
        return total

    def _weigh(self, a: Sighting, b: Sighting) -> float | None:
        found = outline(a, b, self.corpus)
        if found is None:
            return None
        total = self.total(found)
        if total < HOPELESS:
            return total
        fill(a, b, self.corpus, found)
        return self.total(found)

    def total(self, found: Found) -> float:
        used = self._used
        return sum([used[name] * value for name, value in found.items()])

    def explain(self, a: Sighting, b: Sighting) -> tuple[str, str]:
        """What speaks for one event and what against it, in words, the weightiest first; "" where nothing does."""
        said = self._said(a, b)
        return "; ".join(s for w, s in said if w > 0), "; ".join(s for w, s in said if w < 0)

    def against(self, a: Sighting, b: Sighting) -> list[str]:
        """What speaks against one event, the weightiest first."""
        return [s for w, s in self._said(a, b) if w < 0]

    def _said(self, a: Sighting, b: Sighting) -> list[tuple[float, str]]:
        a, b = (a, b) if a.id < b.id else (b, a)
        found = features(a, b, self.corpus)
        if found is None:
            apart = parties_between(a, b) == "apart"
            return [(-1.0, "other parties" if apart else f"{a.event_type} and {b.event_type}")]
        says = {name: weights()[name].says for name in found}
        if parties_between(a, b) == "same":
            says["parties_meet"] = "the same parties"
        if a.event_type == b.event_type:
            says["type_meets"] = "the same type of act"
        if "act_same_word" in found:
            says["act_same_kind"] = "the same word for the act"
        parts = [(self._used[name] * value, name) for name, value in found.items() if says[name]]
        parts = sorted((p for p in parts if abs(p[0]) >= _SAID), key=lambda p: (-abs(p[0]), p[1]))
        return [(worth, f"{says[name]}{self._detail(name, a, b)} ({worth:+.1f})") for worth, name in parts]

    def _detail(self, name: str, a: Sighting, b: Sighting) -> str:
        match name:
            case "type_meets":
                return f", {a.event_type}" if a.event_type == b.event_type else f", {a.event_type} and {b.event_type}"
            case "type_near" | "type_far":
                why = neighbours()[frozenset((a.event_type, b.event_type))][1]
                return f": {why}"
            case "act_same_word" | "act_same_kind" | "act_other_kind" | "act_once":
                return f": {a.trigger}" if a.trigger == b.trigger else f": {a.trigger}, {b.trigger}"
            case "thing_same" | "thing_kind" | "thing_other" | "thing_other_name" | "thing_other_number":
                return f": {a.thing}" if a.thing == b.thing else f": {a.thing}; {b.thing}"
            case "thing_told":
                return f": {a.thing or b.thing}"
            case "place_same" | "place_other":
                return f": {a.place}" if a.place == b.place else f": {a.place}; {b.place}"
            case "place_told":
                return f": {a.place or b.place}"
            case "names_same":
                return f": {', '.join(sorted(a.names & b.names))}"
            case "words_near_same":
                return self._words(a, b, stems(a.focus) & stems(b.focus))
            case "words_same":
                near = stems(a.focus) & stems(b.focus)
                return self._words(a, b, (self.corpus.traits(a).words & self.corpus.traits(b).words) - near)
        return ""

    def _words(self, a: Sighting, b: Sighting, among: frozenset[str]) -> str:
        shared = self.corpus.traits(a).words & self.corpus.traits(b).words & among
        parties = self.corpus.between(a, b)
        ranked = sorted(shared, key=lambda stem: (-self.corpus.telling(parties, (stem,)), stem))[:_MOST_WORDS]
        words = {stem: min(w for w in a.words if stems((w,)) == {stem}) for stem in ranked}
        return f": {', '.join(words[stem] for stem in ranked)}"
