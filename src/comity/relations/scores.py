"""Scores as rows of the store: from its events, relation claims and standing facts to `scores` and what they rest on.

standing_facts.py, treaties.py   what held for a while
evidence.py                      acts, claims and facts as pieces of evidence
scoring.py                       pieces -> observations at knots -> filter and smoother (`ou.py`)
fitting.py, source_effects.py    the parameters, and who writes friendlier than others
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from comity.record.actors import lineages
from comity.record.joining.merging import Event
from comity.record.rows import Row
from comity.record.store import StoreWriter
from comity.relations.evidence import Dyad, Piece, Tellers, directions, distinct_claims, gather
from comity.relations.resting import Corrected
from comity.relations.standing_facts import Fact, standing_facts
from comity.relations.succession import ACTORS, Succession, Successions, breaks_of, successions
from comity.relations.treaties import treaty_facts
from comity.relations.weights import COUNTED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from comity.actors import Registry
    from comity.relations.fitting import Fitted
    from comity.relations.scoring import Placed

    Floats = NDArray[np.float64]
    Breaks = Callable[[int], Sequence[Succession]]

ORIGIN: Final = "text"
ALL: Final = "all"
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """The evidence that counts for one direction and issue: `chosen` [pieces]."""

    direction: str
    issue: str
    chosen: NDArray[np.bool_]

    @property
    def kind(self) -> str:
        return "both" if self.direction == "both" else "directed"


def derive_scores(store: StoreWriter, registry: Registry, events: Sequence[Event], memory: float | None = None) -> None:
    """Write `standing_facts`, `scores`, `score_models` and `source_effects` of what the documents say.

    `memory` in days is that of all scores; None: fitted.
    """
    lineage = lineages(registry)
    tellers = Tellers.of(store)
    claims = distinct_claims(store, lineage)
    facts = standing_facts(events, claims, tellers, lineage, _places(registry, lineage))
    facts += treaty_facts(store, lineage)
    facts.sort(key=lambda f: f.id)
    store.add("standing_facts", (f.row() for f in facts))
    known = successions(store.rows(ACTORS))
    until = _last_day(events, claims)
    violent = _violence(events, lineage)
    standing = (_standing(f, known, until, violent.get(f.dyad, ())) for f in facts)
    counted = [(f, p) for f in standing if (p := f.piece()) is not None]
    used = frozenset((id, f.dyad) for f, _ in counted for id in f.used)
    pieces = gather(store, events, lineage, tellers, [piece for _, piece in counted], used).pieces
    if pieces:
        _derive(store, pieces, known, Corrected.of(store, lineage), memory)


def _last_day(events: Sequence[Event], claims: Sequence[tuple[Mapping[str, Any], Dyad, float, int]]) -> int:
    """The last day that anything is told of."""
    days = [e.last for e in events if e.last is not None]
    days += [row["last"].toordinal() for row, *_ in claims if row["last"] is not None]
    return max(days, default=0)


def _violence(events: Sequence[Event], lineage: Callable[[str], str]) -> dict[Dyad, list[int]]:
    """The days on which two actors came to coercion or blows (PLOVER's COERCE, ASSAULT)."""
    found: dict[Dyad, list[int]] = defaultdict(list)
    for event in events:
        if event.event_type in ("COERCE", "ASSAULT") and event.status in COUNTED and event.first is not None:
            for dyad in directions(event, lineage):
                found[dyad].append(event.first)
    return found


def _standing(fact: Fact, known: Successions, until: int, violent: Sequence[int]) -> Fact:
    """An open fact as evidence: not beyond the record, nor beyond a succession of either side, and a treaty or alliance not beyond
    the day on which the two came to blows."""
    if fact.span is None:
        return fact
    ends = [s.day - 1 for s in breaks_of(*fact.dyad, known) if s.day > fact.span[0]]
    ends += [day - 1 for day in violent if fact.sign > 0 and day > fact.span[0]]
    return fact.until(min([until, *ends]))


def _derive(
    store: StoreWriter, pieces: Sequence[Piece], known: Successions, corrected: Corrected, memory: float | None
) -> None:
    from comity.relations.score_table import Resting, Told, score_table
    from comity.relations.scoring import place, scored

    dyads = sorted({(p.a, p.b) for p in pieces})
    numbers = {dyad: n for n, dyad in enumerate(dyads)}
    breaks = [breaks_of(*dyad, known) for dyad in dyads]
    placed = place(pieces, numbers)
    every = list(parts(pieces))
    models = _models(placed, pieces, every, breaks.__getitem__, memory)
    shift = _source_effects(store, placed, pieces, models["both"])
    seen: set[tuple[str, str]] = set()
    told = Told.of(pieces)
    for part in every:
        own = placed.only(part.chosen[placed.piece])
        if (part.kind, part.issue) not in seen:
            seen.add((part.kind, part.issue))
            store.add("score_models", [_model_row(part, models[part.kind], every, pieces)])
        found = scored(own, models[part.kind].model, breaks.__getitem__, shift)
        if found is not None:
            resting = Resting(part.direction, part.issue, dyads, breaks, corrected)
            store.add_arrow("scores", score_table(found, resting, told))


def _places(registry: Registry, lineage: Callable[[str], str]) -> Callable[[str], str | None]:
    def named(place: str) -> str | None:
        hit = registry.lookup(place)
        lines = {lineage(name.actor) for name in hit.names} if hit else set()
        return lines.pop() if len(lines) == 1 else None

    return named


def parts(pieces: Sequence[Piece]) -> Iterator[Part]:
    """Every direction, and of each all matters together and those that have evidence of their own."""
    import numpy as np

    issues = np.array([p.issue or "" for p in pieces])
    ways = {
        "both": np.ones(len(pieces), dtype=np.bool_),
        "forth": np.array([p.forth for p in pieces], dtype=np.bool_),
        "back": np.array([p.back for p in pieces], dtype=np.bool_),
    }
    for direction, way in ways.items():
        yield Part(direction, ALL, way)
        for issue in np.unique(issues):
            if issue:
                yield Part(direction, str(issue), way & (issues == issue))


def _models(
    placed: Placed, pieces: Sequence[Piece], every: Sequence[Part], breaks: Breaks, memory: float | None
) -> dict[str, Fitted]:
    """The parameters of undirected and of directed scores, each fitted on all matters together: on acts alone, because what is
    said of a span is spread over it and would tell of a regularity that is our own."""
    import numpy as np

    from comity.relations.fitting import MOST_ROWS, Seen, fit
    from comity.relations.ou import Model
    from comity.relations.scoring import ages, observe

    acts = np.array([p.kind == "event" and not p.holds for p in pieces], dtype=np.bool_)
    found = {}
    for kind in ("both", "directed"):
        own = [placed.only((p.chosen & acts)[placed.piece]) for p in every if p.kind == kind and p.issue == ALL]
        counts = sum(len(o.piece) for o in own)
        own = [o.of_some(-(-counts // MOST_ROWS)) for o in own] if counts > MOST_ROWS else own

        def seen(model: Model, own: Sequence[Placed] = own) -> Seen:
            return Seen.joined(
                Seen(ages(o, breaks, model.memory), o.value, o.variance, o.starts, o.side)
                for o in (observe(one, model)[1] for one in own)
            )

        found[kind] = fit(seen, memory=memory)
    return found


def _source_effects(store: StoreWriter, placed: Placed, pieces: Sequence[Piece], fitted: Fitted) -> Floats:
    """Write `source_effects`; return what is taken off the value of each piece."""
    import numpy as np

    from comity.relations.source_effects import source_effects

    acts = np.array([p.kind == "event" for p in pieces], dtype=np.bool_)
    own = placed.only(acts[placed.piece])
    told_by = [pieces[n].sources for n in own.piece.tolist()]
    effects = source_effects(own.pair, own.day, own.value, own.weight, told_by, fitted.model)
    rounded = [(e.source, round(e.effect, _DIGITS), round(e.sd, _DIGITS), e.pieces) for e in effects]
    store.add("source_effects", ((ORIGIN, *row) for row in rounded if row[3]))
    by_source = {source: effect for source, effect, *_ in rounded}
    return np.array(
        [sum(by_source[s] for s in p.sources) / len(p.sources) if p.kind == "event" else 0.0 for p in pieces]
    )


def _model_row(part: Part, fitted: Fitted, every: Sequence[Part], pieces: Sequence[Piece]) -> Row:
    import numpy as np

    same = [p.chosen for p in every if (p.kind, p.issue) == (part.kind, part.issue)]
    chosen = np.flatnonzero(np.logical_or.reduce(same)).tolist()
    m = fitted.model
    parameters = (m.mu, m.spread, m.memory, m.noise, m.noise_floor)
    counts = (len({(pieces[n].a, pieces[n].b) for n in chosen}), len(chosen))
    basis = fitted.basis if part.issue == ALL else ALL
    return (ORIGIN, part.kind, part.issue, *parameters, *counts, basis)
