"""Which corrections a score rests on: those of its events, and those by which reports that would have counted were rejected."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comity.record.store import StoreWriter
from comity.relations.evidence import Dyad
from comity.relations.tally import Act, dyads
from comity.relations.weights import COUNTED

_CORRECTED: Final = "SELECT id, corrected FROM events WHERE len(corrected) > 0 ORDER BY id"
_REJECTED: Final = """
    SELECT r.id, r.corrected, r."symmetric", r.status, r.issue, r.first, r.last,
           list(p.actor ORDER BY p.ordinal) FILTER (p.role = 'source') AS sources,
           list(p.actor ORDER BY p.ordinal) FILTER (p.role = 'target') AS targets
    FROM reports r JOIN report_actors p ON p.report_id = r.id WHERE r.rejected AND p.actor IS NOT NULL
    GROUP BY ALL ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class Corrected:
    """`events`: event id -> ids of corrections. `rejected`: dyad -> (issue, middle day, ids of corrections) of each report
    that counted until a person rejected it."""

    events: Mapping[str, Sequence[str]]
    rejected: Mapping[Dyad, Sequence[tuple[str | None, int, Sequence[str]]]]

    @classmethod
    def of(cls, store: StoreWriter, lineage: Callable[[str], str]) -> Corrected:
        rejected: dict[Dyad, list[tuple[str | None, int, Sequence[str]]]] = defaultdict(list)
        for row in store.rows(_REJECTED):
            if row["status"] not in COUNTED or row["first"] is None or row["last"] is None:
                continue
            parties = (tuple(row["sources"] or ()), tuple(row["targets"] or ()), row["symmetric"])
            act = Act(row["id"], *parties, 0.0, row["status"], row["first"], row["last"], ())
            middle = (row["first"].toordinal() + row["last"].toordinal()) // 2
            for dyad in dyads(act, lineage):
                rejected[dyad].append((row["issue"], middle, row["corrected"]))
        return cls({row["id"]: row["corrected"] for row in store.rows(_CORRECTED)}, rejected)

    def of_knots(self, dyad: Dyad, issue: str, days: Sequence[int]) -> dict[int, set[str]]:
        """Place of a knot -> ids of the rejections nearest to it. `days` are the knots' days, ascending."""
        found: dict[int, set[str]] = defaultdict(set)
        for matter, day, ids in self.rejected.get(dyad, ()):
            if issue not in ("all", matter):
                continue
            after = bisect_left(days, day)
            near = [n for n in (after - 1, after) if 0 <= n < len(days)]
            found[min(near, key=lambda n: (abs(days[n] - day), n))].update(ids)
        return found
