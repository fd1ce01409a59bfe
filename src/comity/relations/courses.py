"""The course of each relation: its turning points and phases, as rows of the store made from the scores in it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from comity.record.rows import Row
    from comity.record.store import StoreWriter
    from comity.relations.curve import Curve
    from comity.relations.dating import Told
    from comity.relations.levels import Levels
    from comity.relations.phases import Phase
    from comity.relations.turning import Turn

LEAST_DAYS: Final = 3
"""A relation on one issue, or of one side towards the other, has phases from so many days of evidence on."""
_PIECES: Final = ("event_ids", "claim_ids", "fact_ids")
_SERIES: Final = "SELECT DISTINCT issue, direction FROM scores WHERE origin = '{}' ORDER BY issue, direction"
_EVIDENCE: Final = """
    SELECT a, b, date, event_ids, claim_ids, fact_ids, corrected FROM scores
    WHERE origin = '{}' AND issue = '{}' AND direction = '{}' ORDER BY a, b, date
"""
_DATES: Final = """
    SELECT id, first, last FROM events UNION ALL SELECT id, first, last FROM relation_claims
    UNION ALL SELECT id, first, last FROM standing_facts
"""
_UNTIL: Final = """
    SELECT greatest((SELECT max(date) FROM scores WHERE origin = '{0}'),
                    (SELECT max(published_last) FROM documents WHERE status = 'read' AND '{0}' = 'text')) AS until
"""

Evidence = Sequence[dict[str, Any]]
"""What each evidence day of a relation rests on, in the order of days."""
Relation = tuple[str, str, str, str, str]


def derive_courses(store: StoreWriter, origin: str = "text") -> None:
    """Write `turning_points` and `phases` of every relation with scores of this origin."""
    from comity.relations.curve import curves

    until = next(store.rows(_UNTIL.format(_quoted(origin))))["until"]
    told = {row["id"]: (row["first"], row["last"]) for row in store.rows(_DATES)} if origin == "text" else {}
    for series in list(store.rows(_SERIES.format(_quoted(origin)))):
        issue, direction = series["issue"], series["direction"]
        evidence: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in store.rows(_EVIDENCE.format(*map(_quoted, (origin, issue, direction)))):
            evidence[row["a"], row["b"]].append(row)
        for (a, b), curve in curves(store, origin=origin, issue=issue, direction=direction).items():
            turned, phased = course_rows((a, b, direction, issue, origin), curve, evidence[a, b], until, told)
            store.add("turning_points", turned)
            store.add("phases", phased)


def course_rows(
    relation: Relation, curve: Curve, evidence: Evidence, until: date, told: Mapping[str, Told] | None = None
) -> tuple[list[Row], list[Row]]:
    """Rows of `turning_points` and of `phases` of one relation (a, b, direction, issue, origin), up to the day `until`.
    None where it has too few days of evidence. `told` says between which days a piece of evidence falls, by its id."""
    from comity.relations.dating import covers, spans
    from comity.relations.levels import Levels, pieces_of
    from comity.relations.phases import phases
    from comity.relations.turning import turns

    if relation[2:4] != ("both", "all") and len(curve.days) < LEAST_DAYS:
        return [], []
    resting = [[id for column in _PIECES for id in row[column] or ()] for row in evidence]
    days = [row["date"] for row in evidence]
    between = [
        [(first.toordinal(), last.toordinal()) for first, last in made(days, resting, told)] if told and days else None
        for made in (spans, covers)
    ]
    levels = Levels(curve, pieces_of(resting), *between)
    found = turns(levels)
    phased = phases(levels, found, until.toordinal())
    return _turning_rows(relation, levels, found, evidence), _phase_rows(relation, phased, evidence)


def _turning_rows(relation: Relation, levels: Levels, found: Sequence[Turn], evidence: Evidence) -> list[Row]:
    from comity.relations.naming import sign, turn_name

    edges = [0, *(turn.at for turn in found), len(levels.days)]
    rows: list[Row] = []
    for n, turn in enumerate(found):
        before, after = (sign(*levels.level(edges[m], edges[m + 1])) for m in (n, n + 1))
        name = turn_name(turn.size, before, after, turn.before)
        kinds = [
            [id for id in turn.carried if any(id in (row[column] or ()) for row in evidence)] for column in _PIECES
        ]
        days = (_day(turn.day), _day(turn.first), _day(turn.last))
        figures = (turn.before, turn.after, turn.size, turn.sd, turn.probability)
        carried = (list(turn.carried), [round(x, 6) for x in turn.influences])
        told = (*relation, str(days[0]), *sorted(turn.carried))
        rests_on = (*kinds, _corrections(evidence[edges[n] : edges[n + 2]]))
        rows.append((_id(told), *relation, name, *days, *map(_rounded, figures), *carried, *rests_on))
    return rows


def _phase_rows(relation: Relation, found: Iterable[Phase], evidence: Evidence) -> list[Row]:
    rows: list[Row] = []
    for ordinal, phase in enumerate(found):
        held = evidence[phase.begin : phase.end]
        kinds = [list(dict.fromkeys(id for row in held for id in row[column] or ())) for column in _PIECES]
        days = (date.fromordinal(phase.first), date.fromordinal(phase.last))
        figures = map(_rounded, (phase.mean, phase.sd, phase.probability))
        told = (phase.open, phase.name, phase.title)
        rows.append((*relation, ordinal, *days, *told, *figures, *kinds, _corrections(held)))
    return rows


def _corrections(evidence: Evidence) -> list[str]:
    """Ids of the corrections on which any of these days rests."""
    return sorted({id for row in evidence for id in row["corrected"] or ()})


def _day(number: float) -> date:
    return date.fromordinal(int(number))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _id(told: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _quoted(text: str) -> str:
    return text.replace("'", "''")
