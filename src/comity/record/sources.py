"""Who tells what: each outlet and author with its share, what only it says, and who is quoted.

    record.sources()                # a row an outlet, an author, a document without outlet, and a credited outlet
    record.source("The Herald")     # one of them: what only it says, whom it quotes, with whom it agrees
    record.quoted()                 # actors as speakers

From whom a single report comes in the end is the table `report_sources`; here its rows are counted. An event is told
*only* by a source when every document that tells of it is one of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.record.origins.outlets import authors_of, known_outlets, plain
from comity.record.rows import copied

if TYPE_CHECKING:
    from comity.record.record import Record

_DOCUMENTS: Final = (
    "SELECT id, title, outlet, author, published_first, published_last, source_group, status, reason "
    "FROM documents WHERE origin IS DISTINCT FROM 'human' ORDER BY id"
)
"""What a person gave is no document of a source, here and below."""
_REPORTS: Final = """
    SELECT r.id, r.document_id, er.event_id, r.claimed_by, r.voice, s.source, s.kind
    FROM reports r LEFT JOIN event_reports er ON er.report_id = r.id LEFT JOIN report_sources s ON s.report_id = r.id
    WHERE NOT coalesce(r.rejected, false) AND r.origin IS DISTINCT FROM 'human' ORDER BY r.id
"""
_SIDES: Final = """
    SELECT id, event_id, thing_id, field, about, side, value, document_ids, sources FROM disagreements ORDER BY id, side
"""
_QUOTED: Final = """
    WITH said AS (
        SELECT claimed_by AS actor, document_id, voice, 'report' AS kind FROM reports WHERE NOT coalesce(rejected, false)
        UNION ALL SELECT claimed_by, document_id, voice, 'claim' FROM relation_claims
        UNION ALL SELECT claimed_by, document_id, voice, 'claim' FROM causal_claims
        UNION ALL SELECT claimed_by, document_id, voice, 'claim' FROM stances),
    counted AS (
        SELECT actor, count(*) FILTER (kind = 'report') AS reports, count(*) FILTER (kind = 'claim') AS claims,
               count(*) FILTER (voice = 'quoted') AS quoted, count(*) FILTER (voice = 'reported') AS reported,
               count(DISTINCT document_id) AS documents, list(DISTINCT document_id ORDER BY document_id) AS document_ids
        FROM said WHERE actor IS NOT NULL AND voice IN ('quoted', 'reported') GROUP BY actor),
    told AS (
        SELECT er.event_id, count(*) AS reports, count(DISTINCT r.claimed_by) AS speakers, min(r.claimed_by) AS actor,
               count(*) FILTER (r.claimed_by IS NOT NULL AND r.voice IN ('quoted', 'reported')) AS spoken
        FROM event_reports er JOIN reports r ON r.id = er.report_id GROUP BY er.event_id),
    events AS (
        SELECT r.claimed_by AS actor, count(DISTINCT er.event_id) AS events,
               count(DISTINCT er.event_id) FILTER (t.spoken = t.reports AND t.speakers = 1) AS only_they_say
        FROM reports r JOIN event_reports er ON er.report_id = r.id JOIN told t ON t.event_id = er.event_id
        WHERE r.claimed_by IS NOT NULL AND r.voice IN ('quoted', 'reported') GROUP BY r.claimed_by)
    SELECT c.actor, coalesce(a.name, c.actor) AS name, c.reports, c.claims, c.quoted, c.reported,
           coalesce(e.events, 0) AS events, coalesce(e.only_they_say, 0) AS only_they_say, c.documents, c.document_ids
    FROM counted c LEFT JOIN events e ON e.actor = c.actor LEFT JOIN actors a ON a.id = c.actor
    ORDER BY c.reports DESC, c.claims DESC, c.actor
"""


@dataclass
class _Teller:
    """A source as it is counted: an outlet, an author, a document or a credited outlet."""

    kind: str
    name: str
    documents: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)


class Sources:
    """The sources of a record, loaded once."""

    def __init__(self, record: Record) -> None:
        rows = record.sql(_DOCUMENTS).to_pylist()
        self._original = {row["id"]: original for row in rows if (original := copied(row)) is not None}
        self.documents = {row["id"]: row for row in rows if row["status"] == "read" or row["id"] in self._original}
        self._printed: dict[str, set[str]] = defaultdict(set)
        for copy, original in self._original.items():
            self._printed[original] |= {copy, original}
        self.reports = {row["id"]: row for row in record.sql(_REPORTS).to_pylist()}
        self.events: dict[str, list[str]] = defaultdict(list)
        for id, row in self.reports.items():
            if row["event_id"] is not None:
                self.events[row["event_id"]].append(id)
        self._by_document: dict[str, list[str]] = defaultdict(list)
        for id, row in self.reports.items():
            self._by_document[row["document_id"]].append(id)
        self._groups: dict[str, list[str]] = defaultdict(list)
        for id, row in self.documents.items():
            self._groups[row["source_group"] or id].append(id)
        self._disputed: dict[str, list[list[dict[str, Any]]]] = defaultdict(list)
        for _, sides in groupby(record.sql(_SIDES).to_pylist(), key=itemgetter("id")):
            rows = list(sides)
            for document in sorted({d for side in rows for d in side["document_ids"]}):
                self._disputed[document].append(rows)
        self.tellers = [*self._own(), *self._credited()]

    def _own(self) -> list[_Teller]:
        """Outlets, then authors, then documents that have no outlet."""
        found: dict[tuple[str, str], _Teller] = {}
        printed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for id, row in self.documents.items():
            named = [("outlet", row["outlet"])] if row["outlet"] else [("document", id)]
            named += [("author", author) for author in authors_of(row["author"])]
            for kind, name in named:
                key = (kind, id if kind == "document" else plain(name))
                printed[key][name] += 1
                found.setdefault(key, _Teller(kind, name)).documents.append(id)
        for key, teller in found.items():
            teller.name = min(printed[key], key=lambda n: (-printed[key][n], n))
            texts = dict.fromkeys(self._original.get(d, d) for d in teller.documents)
            teller.reports = [r for d in texts for r in self._by_document.get(d, ())]
        order = ("outlet", "author", "document")
        return sorted(found.values(), key=lambda t: (order.index(t.kind), -len(t.reports), t.name))

    def _credited(self) -> list[_Teller]:
        """Outlets that are no document's own, but from which documents have what they say."""
        found: dict[str, _Teller] = {}
        for id, row in self.reports.items():
            key = row["source"] or ""
            if row["kind"] == "outlet" and key.startswith(("outlet:", "state-media:")):
                found.setdefault(key, _Teller("credited", source_name(key))).reports.append(id)
        for teller in found.values():
            teller.documents = sorted({self.reports[id]["document_id"] for id in teller.reports})
        own = {plain(d["outlet"]) for d in self.documents.values() if d["outlet"]}
        away = [t for t in found.values() if plain(t.name) not in own]
        return sorted(away, key=lambda t: (-len(t.reports), t.name))

    def row(self, teller: _Teller) -> dict[str, Any]:
        """What is counted of one source."""
        events = self.events_of(teller)
        days = [self.documents[d]["published_first"] for d in teller.documents if d in self.documents]
        ends = [self.documents[d]["published_last"] for d in teller.documents if d in self.documents]
        disputes = self.disputes(teller)
        taken = Counter(dispute["side"] for dispute in disputes)
        return {
            "name": teller.name,
            "kind": teller.kind,
            "documents": len(teller.documents),
            "reports": len(teller.reports),
            "reports_share": _share(len(teller.reports), len(self.reports)),
            "events": len(events),
            "events_share": _share(len(events), len(self.events)),
            "only_here": len(self.alone(teller)),
            "disagreements": len(disputes),
            "with_more": taken["more"],
            "with_fewer": taken["fewer"],
            "evenly": taken["even"],
            "first": min((d for d in days if d is not None), default=None),
            "last": max((d for d in ends if d is not None), default=None),
            "copies": self.copies(teller),
        }

    def events_of(self, teller: _Teller) -> list[str]:
        return sorted({e for id in teller.reports if (e := self.reports[id]["event_id"]) is not None})

    def alone(self, teller: _Teller) -> list[str]:
        """Events all of whose reports are this source's, and stand in no copy that another printed."""
        documents = set(teller.documents)
        own = set(teller.reports)
        if teller.kind != "credited":
            own = {r for r in own if documents.issuperset(self._printed.get(self.reports[r]["document_id"], ()))}
        return [event for event in self.events_of(teller) if own.issuperset(self.events[event])]

    def copies(self, teller: _Teller) -> list[list[str]]:
        """Groups of documents that are copies of one text, where one of its documents is among them."""
        of = {self.documents[d]["source_group"] or d for d in teller.documents if d in self.documents}
        return [self._groups[group] for group in sorted(of) if len(self._groups[group]) > 1]

    def disputes(self, teller: _Teller) -> list[dict[str, Any]]:
        """Disagreements in which it takes one side, and with how many others: more independent sources say so than say
        anything else (more), fewer, or as many (even). One that is on several sides of a disagreement takes none."""
        own = set(teller.documents)
        concerned = {sides[0]["id"]: sides for d in teller.documents for sides in self._disputed.get(d, ())}
        found = []
        for _, sides in sorted(concerned.items()):
            mine = [s for s in sides if own.intersection(s["document_ids"])]
            theirs = [s for s in sides if s is not mine[0]]
            if len(mine) != 1 or not theirs:
                continue
            most, size = max(s["sources"] or 0 for s in theirs), mine[0]["sources"] or 0
            found.append(
                {
                    **{key: mine[0][key] for key in ("id", "event_id", "thing_id", "field", "about")},
                    "says": mine[0]["value"],
                    "others_say": [{"value": s["value"], "documents": list(s["document_ids"])} for s in theirs],
                    "side": "more" if size > most else "fewer" if size < most else "even",
                }
            )
        return found

    def find(self, name: str) -> _Teller:
        """The source of that name, in any case of letters. Raises UsageError with what comes close."""
        from rapidfuzz import process

        wanted = plain(name)
        for teller in self.tellers:
            if plain(teller.name) == wanted:
                return teller
        for id in self.documents:
            if id.casefold() == name.strip().casefold():
                return _Teller("document", id, [id], list(self._by_document.get(self._original.get(id, id), ())))
        known = sorted({teller.name for teller in self.tellers} | set(self.documents))
        near = [text for text, *_ in process.extract(name, known, limit=3, score_cutoff=55)]
        hint = f"Close: {', '.join(near)}." if near else "List them with: comity sources"
        raise UsageError(f"{name!r} is no outlet, author or document of this project.", hint=hint)

    def read_of(self, name: str) -> list[str]:
        """Ids of the documents of a source; for an exact copy, of that which was read. Raises UsageError as `find`."""
        return list(dict.fromkeys(self._original.get(d, d) for d in self.find(name).documents))

    def shown(self, teller: _Teller, actors: Mapping[str, str]) -> dict[str, Any]:
        """All about one source."""
        row = self.row(teller)
        quotes: dict[str, list[str]] = defaultdict(list)
        for id in teller.reports:
            report = self.reports[id]
            if report["claimed_by"] and report["voice"] in ("quoted", "reported"):
                quotes[report["claimed_by"]].append(id)
        row["document_ids"] = list(teller.documents)
        row["alone"] = self.alone(teller)
        row["quotes"] = sorted(
            ({"actor": a, "name": actors.get(a, a), "reports": len(ids)} for a, ids in quotes.items()),
            key=lambda q: (-q["reports"], q["actor"]),
        )
        credits = Counter(self.reports[id]["source"] for id in teller.reports if self.reports[id]["kind"] == "outlet")
        row["credits"] = [
            {"name": source_name(key), "reports": n}
            for key, n in sorted(credits.items(), key=lambda c: (-c[1], c[0]))
            if key and plain(source_name(key)) != plain(teller.name)
        ]
        row["others"] = self._others(teller)
        row["disputes"] = self.disputes(teller)
        return row

    def _others(self, teller: _Teller) -> list[dict[str, Any]]:
        """The sources of its kind that tell of the same events: of how many, of how many independently, and on how many
        fields the two differ."""
        own_events = set(self.events_of(teller))
        own = set(teller.documents)
        mine = {id: self.reports[id]["source"] for id in teller.reports}
        disputes = self.disputes(teller)
        found = []
        for other in self.tellers:
            if other.kind not in (teller.kind, "document") or own.intersection(other.documents):
                continue
            shared = own_events.intersection(self.events_of(other))
            theirs = set(other.documents)
            differs = [d for d in disputes if any(theirs.intersection(s["documents"]) for s in d["others_say"])]
            if not shared and not differs:
                continue
            apart, told = 0, set(other.reports)
            for event in shared:
                keys = {mine[id] for id in self.events[event] if id in mine}
                others = {self.reports[id]["source"] for id in self.events[event] if id in told}
                apart += keys.isdisjoint(others)
            found.append(
                {
                    "name": other.name,
                    "events": len(shared),
                    "independently": apart,
                    "differ": len(differs),
                    "on": sorted({d["field"] for d in differs}),
                }
            )
        return sorted(found, key=lambda o: (-o["events"], -o["differ"], o["name"]))


def source_rows(record: Record) -> list[dict[str, Any]]:
    """A row a source: outlets, authors, documents without outlet, credited outlets; each with its counts."""
    sources = Sources(record)
    return [sources.row(teller) for teller in sources.tellers]


def source(record: Record, name: str) -> dict[str, Any]:
    """One source by name (an outlet, an author, a document's id). Raises UsageError when there is none."""
    sources = Sources(record)
    actors = {row["id"]: row["name"] for row in record.sql("SELECT id, name FROM actors").to_pylist()}
    return sources.shown(sources.find(name), actors)


def quoted_rows(record: Record) -> list[dict[str, Any]]:
    """A row an actor that somebody quotes: in how many reports and claims, documents and events, and of how many events
    nobody but this actor speaks."""
    rows: list[dict[str, Any]] = record.sql(_QUOTED).to_pylist()
    return rows


def documents_of(record: Record, name: str) -> list[str]:
    """Ids of the documents of an outlet or author, or the one of that id. Raises UsageError when there are none."""
    return Sources(record).read_of(name)


def source_name(key: str) -> str:
    """The key of a source as a person would write it."""
    kind, _, value = key.partition(":")
    if kind == "outlet" and value in known_outlets():
        return known_outlets()[value].name
    return f"state media of {value}" if kind == "state-media" else value


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
