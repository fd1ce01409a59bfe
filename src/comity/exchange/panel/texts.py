"""What the texts tell, by dyad and period: counts of acts and of claims, and which periods each document follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from comity.exchange.panel.asked import Asked, Notes, Sides
from comity.exchange.panel.periods import Lineages, number, place

if TYPE_CHECKING:
    from comity.record import Record

DONE: Final = frozenset(("happened", "ongoing"))
"""Statuses of acts that count; all others are acts not done."""
Key = tuple[str, str, int]
"""a, b and the number of the period."""
_EVENTS: Final = """
    SELECT e.id, e.sources, e.targets, e."symmetric", e.status, e.first, e.last, e.quad, e.score, e.reports,
           list(DISTINCT r.document_id ORDER BY r.document_id) AS documents,
           list(DISTINCT coalesce(s.source, r.document_id)) AS tellers,
           coalesce(bool_and(e.first > d.published_last), false) AS ahead
    FROM events e JOIN event_reports er ON er.event_id = e.id JOIN reports r ON r.id = er.report_id
         JOIN documents d ON d.id = r.document_id LEFT JOIN report_sources s ON s.report_id = r.id
    WHERE ? = 'all' OR e.issue = ? GROUP BY ALL ORDER BY e.id
"""
_CLAIMS: Final = """
    SELECT c.id, c.a, c.b, c.level, c.change, c.first, c.last, d.source_group,
           coalesce(c.first > d.published_last, false) AS ahead, d.published_last IS NULL AS undated,
           substring(t."text", c.start + 1, c."end" - c.start) AS words
    FROM relation_claims c JOIN documents d ON d.id = c.document_id LEFT JOIN texts t ON t.document_id = c.document_id
    ORDER BY c.id
"""
_FOLLOWED: Final = """
    SELECT t.document_id, t.actor, t.first, t.last FROM (
        SELECT r.document_id, p.actor, r.first, r.last FROM reports r JOIN report_actors p ON p.report_id = r.id
        WHERE NOT coalesce(r.rejected, false) AND p.actor IS NOT NULL
        UNION SELECT document_id, unnest([a, b]), first, last FROM relation_claims) t
    JOIN documents d ON d.id = t.document_id
    WHERE t.first IS NOT NULL AND t.last IS NOT NULL AND (d.published_last IS NULL OR t.first <= d.published_last)
    ORDER BY ALL
"""
"""What lies after a document's own day is a plan or a forecast: of that time the document cannot tell."""


@dataclass(slots=True)
class Cell:
    """What is told of a dyad in a period. `seen`: by somebody who wrote after it, not only foreseen; `known`: nor by a text of
    which nobody knows the day."""

    events: int = 0
    quads: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    shared: int = 0
    not_done: int = 0
    wider: int = 0
    reports: int = 0
    documents: set[str] = field(default_factory=set)
    tellers: set[str] = field(default_factory=set)
    total: float = 0.0
    claims: int = 0
    good: int = 0
    bad: int = 0
    seen: bool = False
    known: bool = False

    def row(self) -> tuple[Any, ...]:
        """In the order of `COUNTED`."""
        quads = self.quads
        return (
            *(self.events, quads[0] + quads[1], quads[2] + quads[3], *quads),
            *(self.shared, self.not_done, self.wider, self.reports, len(self.documents), len(self.tellers)),
            *(round(self.total, 6), self.claims, self.good, self.bad),
        )


COUNTED: Final = (
    *("events", "cooperative", "hostile"),
    *("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
    *("shared", "not_done", "wider", "reports", "documents", "independent_sources", "goldstein_sum"),
    *("claims", "claims_good", "claims_bad"),
)


@dataclass(slots=True)
class Told:
    """`cells`: what is told, by dyad and period; `pairs`: every dyad of which anything is told, undated or not, by lineages;
    `followed`: (document, lineage, period, first day, last day) for each period in which a document tells of an actor."""

    cells: dict[Key, Cell]
    pairs: set[tuple[str, str]]
    followed: list[tuple[str, str, int, date, date]]


def told(record: Record, asked: Asked, lineages: Lineages, notes: Notes) -> Told:
    """Everything that the texts of a record tell, in the periods that are asked for."""
    found = Told({}, set(), [])
    sides = Sides(lineages, asked.directed)
    for row in record.sql(_EVENTS, [asked.issue, asked.issue]).to_pylist():
        _event(row, found, asked, sides, notes)
    seen: set[tuple[object, ...]] = set()
    for row in record.sql(_CLAIMS).to_pylist() if asked.issue == "all" else ():
        key = (row["source_group"], row["words"], row["a"], row["b"], row["level"], row["change"])
        if row["source_group"] is None or key not in seen:  # a copy says nothing new
            seen.add(key)
            _claim(row, found, asked, sides, notes)
    for row in record.sql(_FOLLOWED).to_pylist():
        ix = place(row["first"], row["last"], asked.unit)
        if ix is not None:
            found.followed.append((row["document_id"], lineages.lineage(row["actor"]), ix, row["first"], row["last"]))
    return found


def _event(row: Mapping[str, Any], found: Told, asked: Asked, sides: Sides, notes: Notes) -> None:
    done = row["status"] in DONE
    pairs = list(_pairs(row, sides.lineages))
    for one, other in pairs:
        found.pairs.add(_lineages(one, other, sides.lineages))
    if not pairs:
        return
    ix = place(row["first"], row["last"], asked.unit)
    if ix is None:
        if row["first"] is None or row["last"] is None:
            notes.left_out["events without a date, in no row"] += 1
        else:
            notes.left_out[f"events dated wider than a {asked.unit}, in the column wider and no other"] += 1
            if done:
                _wider(row, pairs, found, asked, sides)
        return
    placed = False
    for one, other in pairs:
        held = _held(one, other, row["first"], row["last"], sides.lineages)
        if held is None:
            continue
        placed = True
        ways = sides.both(*held) if row["symmetric"] else sides.of(*held)
        for a, b in ways:
            _count(found.cells.setdefault((a, b, ix), Cell()), row, done)
    if not placed:
        notes.left_out["events of an actor that did not exist on their date, in no row"] += 1


def _count(cell: Cell, row: Mapping[str, Any], done: bool) -> None:
    if not done:
        cell.not_done += 1
        cell.seen = cell.seen or not row["ahead"]
        return
    cell.seen = cell.known = True
    cell.events += 1
    cell.quads[row["quad"] - 1] += 1
    cell.shared += bool(row["symmetric"])
    cell.reports += row["reports"]
    cell.documents.update(row["documents"])
    cell.tellers.update(row["tellers"])
    cell.total += row["score"]


def _wider(row: Mapping[str, Any], pairs: list[tuple[str, str]], found: Told, asked: Asked, sides: Sides) -> None:
    """Count an act in every period in which it may have happened."""
    first = max(row["first"], asked.since or row["first"])
    last = min(row["last"], asked.until or row["last"])
    for ix in range(number(first, asked.unit), number(last, asked.unit) + 1) if first <= last else ():
        for one, other in pairs:
            for a, b in sides.both(one, other) if row["symmetric"] else sides.of(one, other):
                found.cells.setdefault((a, b, ix), Cell()).wider += 1


def _claim(row: Mapping[str, Any], found: Told, asked: Asked, sides: Sides, notes: Notes) -> None:
    one, other = row["a"], row["b"]
    if one is None or other is None or sides.lineages.lineage(one) == sides.lineages.lineage(other):
        return
    found.pairs.add(_lineages(one, other, sides.lineages))
    if row["ahead"]:
        notes.left_out["relation claims about days after their document appeared (forecasts), in no row"] += 1
        return
    ix = place(row["first"], row["last"], asked.unit)
    if ix is None:
        dated = row["first"] is not None and row["last"] is not None
        how = f"dated wider than a {asked.unit}" if dated else "without a date"
        notes.left_out[f"relation claims {how}, in no row"] += 1
        return
    held = _held(one, other, row["first"], row["last"], sides.lineages)
    if held is None:
        notes.left_out["relation claims of an actor that did not exist on their date, in no row"] += 1
        return
    sign = row["level"] if row["level"] else row["change"] or 0
    for a, b in sides.both(*held):
        cell = found.cells.setdefault((a, b, ix), Cell())
        cell.seen = True
        cell.known = cell.known or not row["undated"]
        cell.claims += 1
        cell.good += sign > 0
        cell.bad += sign < 0


def _pairs(row: Mapping[str, Any], lineages: Lineages) -> Iterator[tuple[str, str]]:
    """Every pair of those who share an act, else each source with each target; none within a lineage."""
    sources, targets = list(dict.fromkeys(row["sources"] or ())), list(dict.fromkeys(row["targets"] or ()))
    if row["symmetric"]:
        both = sorted({*sources, *targets})
        pairs = [(x, y) for n, x in enumerate(both) for y in both[n + 1 :]]
    else:
        pairs = [(x, y) for x in sources for y in targets]
    return ((x, y) for x, y in pairs if lineages.lineage(x) != lineages.lineage(y))


def _lineages(one: str, other: str, lineages: Lineages) -> tuple[str, str]:
    a, b = sorted((lineages.lineage(one), lineages.lineage(other)))
    return a, b


def _held(one: str, other: str, first: date, last: date, lineages: Lineages) -> tuple[str, str] | None:
    """The two actors as they were on the days of an act; None where one of them did not exist."""
    found = []
    for actor in (one, other):
        span = lineages.carrier(actor)
        if span.first <= last and first <= span.last:
            found.append(actor)
        else:
            middle = first + timedelta(days=(last - first).days // 2)
            carrier = lineages.on(lineages.lineage(actor), middle)
            if carrier is None:
                return None
            found.append(carrier)
    return found[0], found[1]
