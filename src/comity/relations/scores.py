"""Scores as rows of the store: from its events, relation claims and standing facts to `scores` and `score_models`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.record.actors import lineages
from comity.record.joining.merging import Event
from comity.record.rows import Row
from comity.record.store import StoreWriter
from comity.relations.evidence import Piece, gather
from comity.relations.resting import Corrected
from comity.relations.succession import ACTORS, Succession, breaks_of, successions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from comity.actors import Registry
    from comity.relations.ou import Model
    from comity.relations.scoring import Scored

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


def derive_scores(store: StoreWriter, registry: Registry, events: Sequence[Event]) -> None:
    """Write `scores` and `score_models` of what the documents say."""
    lineage = lineages(registry)
    evidence = gather(store, events, lineage)
    pieces = evidence.pieces
    if not pieces:
        return
    from comity.relations.priors import PRIOR
    from comity.relations.scoring import place, scored

    dyads = sorted({(p.a, p.b) for p in pieces})
    known = successions(store.rows(ACTORS))
    breaks = [breaks_of(*dyad, known) for dyad in dyads]
    corrected = Corrected.of(store, lineage)
    placed = place(pieces, {dyad: n for n, dyad in enumerate(dyads)})
    models: dict[tuple[str, str], Row] = {}
    for part in parts(pieces):
        own = placed.only(part.chosen[placed.piece])
        models.setdefault((part.kind, part.issue), _model_row(part, PRIOR, pieces))
        for one in scored(own, dyads, PRIOR, breaks.__getitem__):
            store.add("scores", _rows(one, part, pieces, breaks[dyads.index(one.dyad)], corrected))
    store.add("score_models", (models[key] for key in sorted(models)))


def parts(pieces: Sequence[Piece]) -> Iterator[Part]:
    """Every direction, and of each all matters together and those that have evidence of their own."""
    import numpy as np

    issues = np.array([p.issue or "" for p in pieces])
    ways = {
        "both": np.ones(len(pieces), dtype=np.bool_),
        "forth": np.array([p.forth for p in pieces]),
        "back": np.array([p.back for p in pieces]),
    }
    for direction, way in ways.items():
        yield Part(direction, ALL, way)
        for issue in np.unique(issues):
            if issue:
                yield Part(direction, str(issue), way & (issues == issue))


def _model_row(part: Part, model: Model, pieces: Sequence[Piece]) -> Row:
    chosen = [p for p, counts in zip(pieces, part.chosen.tolist(), strict=True) if counts]
    parameters = (model.mu, model.spread, model.memory, model.noise, model.noise_floor)
    counts = (len({(p.a, p.b) for p in chosen}), len(chosen))
    return (ORIGIN, part.kind, part.issue, *(round(x, _DIGITS) for x in parameters), *counts, "prior")


def _rows(
    one: Scored, part: Part, pieces: Sequence[Piece], breaks: Sequence[Succession], corrected: Corrected
) -> Iterator[Row]:
    """Rows of `scores` of one relation."""
    days = one.day.tolist()
    columns = [c.tolist() for c in (one.filter_mean, one.filter_sd, one.mean, one.sd)]
    columns += [c.tolist() for c in (one.observed, one.observed_sd, one.weight)]
    plain = [c.tolist() for c in (one.log_odds, one.log_odds_sd, one.decayed)]
    rests = corrected.of_knots(one.dyad, part.issue, days)
    clipped = one.clipped.tolist()
    before: int | None = None
    for n, day in enumerate(days):
        on = [pieces[k] for k in one.pieces[n]]
        told = [s.told() for s in breaks if before is not None and before < s.day <= day]
        ids = {kind: [p.id for p in on if p.kind == kind] for kind in ("event", "claim", "fact")}
        resting = {c for id in ids["event"] for c in corrected.events.get(id, ())} | rests.get(n, set())
        yield (
            *(*one.dyad, part.direction, part.issue, ORIGIN, date.fromordinal(day)),
            *(round(column[n], _DIGITS) for column in columns),
            clipped[n],
            *(round(column[n], _DIGITS) for column in plain),
            len({d for p in on for d in p.documents}),
            len({s for p in on for s in p.sources}),
            ", ".join(told) or None,
            *ids.values(),
            sorted(resting),
        )
        before = day
