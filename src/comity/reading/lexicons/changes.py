"""What a document is read as before and after: which reports and claims appear, vanish or change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from comity.reading.model import CausalClaim, Reading, RelationClaim, Report, Span, Stance

Row = Report | RelationClaim | CausalClaim | Stance


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` is None for what appears, `after` for what vanishes; `start` and `end` are the evidence's."""

    table: Literal["reports", "relations", "causes", "stances"]
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> Literal["appears", "vanishes", "changes"]:
        return "appears" if self.before is None else "vanishes" if self.after is None else "changes"

    @property
    def evidence(self) -> Span:
        row = self.after or self.before
        assert row is not None
        return row.start, row.end


def changes(before: Reading, after: Reading) -> list[Change]:
    """The differences of two readings of one document, by place. Confidence, rule and id alone make no difference."""
    found: list[Change] = []
    for name, one, two in (
        ("reports", before.reports, after.reports),
        ("relations", before.relations, after.relations),
        ("causes", before.causes, after.causes),
        ("stances", before.stances, after.stances),
    ):
        found += (Change(name, a, b) for a, b in _differences(one, two))  # type: ignore[arg-type]
    return sorted(found, key=lambda c: (c.evidence, c.table, _place(c.after or c.before)))


def _differences(one: tuple[Row, ...], two: tuple[Row, ...]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows of one place go together in the order in which they stand."""
    places = dict.fromkeys(_place(row) for row in (*one, *two))
    for place in places:
        old = [row for row in one if _place(row) == place]
        new = [row for row in two if _place(row) == place]
        said_old, said_new = [_said(row) for row in old], [_said(row) for row in new]
        gone = [row for row in old if _said(row) not in said_new]
        come = [row for row in new if _said(row) not in said_old]
        for n in range(max(len(gone), len(come))):
            yield gone[n] if n < len(gone) else None, come[n] if n < len(come) else None


def _place(row: Row | None) -> tuple[object, ...]:
    """What makes two rows speak of the same thing."""
    match row:
        case Report():
            return (row.trigger,)
        case RelationClaim():
            return (row.start, row.a, row.b)
        case CausalClaim():
            return (row.trigger,)
        case Stance():
            return (row.object, row.actor)
    return ()


def _said(row: Row) -> tuple[object, ...]:
    match row:
        case Report():
            parties = (row.sources, row.targets, row.symmetric)
            return (row.event, row.mode, *parties, row.first, row.last, row.status)
        case RelationClaim():
            return (row.level, row.change, row.first, row.last)
        case CausalClaim():
            return (row.cause, row.effect, row.sign, row.kind, row.negated)
        case Stance():
            return (row.stance, row.sign, row.object_actor)
