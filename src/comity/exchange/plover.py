"""Events as PLOVER records (2021): JSON lines with the field names of the specification, one event a line.

    {"id": ..., "date": "2016-05-03", "source": [{"code": "PAK"}], "recipient": [{"code": "RUS"}], "event": ["CONSULT"], ...}

What PLOVER has no field for stands under `comity`: the sentences with their characters, who claims it, the status, how the
date is known. Four things are put as PLOVER wants them, and what they were is kept under `comity.original`:

- an act to come is the type that PLOVER has for it: a visit, treaty or aid that is planned is AGREE, a withdrawal CONCEDE;
- other acts that did not, or not yet, happen have one of its marks (future, hypothetical, negation) as a context;
- an act whose parties may stand on either side has all of them as `source`, and no `recipient`: one record, not two (who
  was named on which side is in `comity.sides`);
- `date` and `enddate` are the first and last day on which it can have happened.

`id`, `date`, `source` and `event` are required there; an event without date or doer is incomplete and goes to a file of its
own. Source: PLOVER manual, draft 0.8 (Open Event Data Alliance, 2021), chapters on contexts, actors and data fields.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.actors.model import Actor
    from comity.record import Record

CODEBOOK: Final = "PLOVER 0.8 (2021)"
_SPEAKING: Final = ("seat", "leader", "title+name", "office")
_EVENTS: Final = "SELECT * FROM events e {} ORDER BY e.first NULLS LAST, e.last, e.id"
_REPORTS: Final = """
    SELECT er.event_id, r.*, s.source, d.title, d.outlet, d.author, d.language, d.published_first, d.published_last,
           substring(t."text", r.start + 1, r."end" - r.start) AS quote,
           substring(t."text", r.trigger_start + 1, r.trigger_end - r.trigger_start) AS trigger_text
    FROM event_reports er JOIN reports r ON r.id = er.report_id LEFT JOIN documents d ON d.id = r.document_id
    LEFT JOIN texts t ON t.document_id = r.document_id LEFT JOIN report_sources s ON s.report_id = r.id
    ORDER BY er.event_id, r.document_id, r.start, r.trigger_start, r.id
"""
_PARTIES: Final = """
    SELECT ra.report_id, ra.role, ra.ordinal, ra.actor, ra.start, ra."end", ra.resolved,
           substring(t."text", ra.start + 1, ra."end" - ra.start) AS said
    FROM report_actors ra JOIN reports r ON r.id = ra.report_id LEFT JOIN texts t ON t.document_id = r.document_id
    ORDER BY ra.report_id, ra.role, ra.ordinal
"""
_AMOUNTS: Final = (
    'SELECT report_id, start, "end", value, unit, currency FROM quantities ORDER BY report_id, start, "end", value'
)
_THINGS: Final = "SELECT event_id, thing_id FROM event_things ORDER BY event_id, reports DESC, thing_id"
_DISAGREEMENTS: Final = "SELECT DISTINCT event_id, id FROM disagreements WHERE event_id IS NOT NULL ORDER BY ALL"


class Written(NamedTuple):
    """A type as PLOVER writes it, and the mark that goes with it."""

    type: str
    mode: str | None
    context: str | None


def written(event_type: str, mode: str | None, status: str) -> Written:
    """plover_status_rule: how PLOVER writes an act of this type that got so far."""
    becomes, mark = _statuses()[status]
    other = becomes.get(event_type)
    if other is None:
        return Written(event_type, mode, mark)
    return Written(other, mode if other == event_type else None, None)


@cache
def _statuses() -> dict[str, tuple[dict[str, str], str | None]]:
    found = {}
    for row in _rows("statuses.csv"):
        becomes = dict(pair.split(">") for pair in row["becomes"].split())
        found[row["status"]] = (becomes, row["context"] or None)
    return found


@cache
def contexts() -> dict[str, str | None]:
    """Issue -> PLOVER's context, None where it has none."""
    return {row["issue"]: row["context"] or None for row in _rows("contexts.csv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("comity.exchange").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


def records(record: Record, ids: Sequence[str] | None = None, *, texts: bool = True) -> Iterator[dict[str, Any]]:
    """The events of a record, or those of these ids, as PLOVER records, by date. Without `texts` the words of documents stay
    out, and only the characters where they stand are given."""
    from comity import __version__
    from comity.actors import Registry

    registry = Registry.default()
    sql = record.sql
    where, values = ("WHERE e.id IN (SELECT unnest(?))", [list(ids)]) if ids is not None else ("", None)
    events = sql(_EVENTS.format(where), values).to_pylist()
    wanted = {event["id"] for event in events}
    parties = _by(sql(_PARTIES).to_pylist(), "report_id")
    amounts = _by(sql(_AMOUNTS).to_pylist(), "report_id")
    reports = _by((r for r in sql(_REPORTS).to_pylist() if r["event_id"] in wanted), "event_id")
    things = _by(sql(_THINGS).to_pylist(), "event_id")
    disputes = _by(sql(_DISAGREEMENTS).to_pylist(), "event_id")
    names = {row["id"]: row for row in sql("SELECT id, name, kind FROM actors").to_pylist()}
    for event in events:
        id = event["id"]
        told = [_Told(r, parties.get(r["id"], []), amounts.get(r["id"], [])) for r in reports.get(id, [])]
        found = _record(event, told, _Actors(registry, names, told), texts=texts, coder=f"comity {__version__}")
        own = found["comity"]
        own["things"] = [row["thing_id"] for row in things.get(id, [])]
        own["disagreements"] = [row["id"] for row in disputes.get(id, [])]
        if own["things"]:
            found["link"] = own["things"][0]
        yield found


def complete(record: Mapping[str, Any]) -> bool:
    """Whether it has all that PLOVER requires."""
    return bool(record["id"] and record["date"] and record["source"] and record["event"])


def line(record: Mapping[str, Any]) -> str:
    """A record as its line."""
    return json.dumps(record, ensure_ascii=False, default=str) + "\n"


def _by(rows: Any, key: str) -> dict[str, list[dict[str, Any]]]:
    return {value: list(group) for value, group in groupby(rows, key=itemgetter(key))}


class _Told(NamedTuple):
    report: dict[str, Any]
    parties: list[dict[str, Any]]
    amounts: list[dict[str, Any]]


class _Actors:
    """Actors as PLOVER's actor objects."""

    def __init__(self, registry: Registry, names: Mapping[str, dict[str, Any]], told: Sequence[_Told]) -> None:
        self._registry = registry
        self._names = names
        self._told = told

    def object(self, id: str, *, texts: bool) -> dict[str, Any]:
        """{code, sector, actor_text, identifier_text, comity: {actor, kind}}; code is ISO's for a state, IGO, NGO, MNC or
        IMG for others, the state where a group is at home in one."""
        said = [p for t in self._told for p in t.parties if p["actor"] == id]
        known = self._registry.actor(id) if id in self._registry else None
        kind = known.kind if known else self._names.get(id, {}).get("kind")
        code, sector = _code(known) if known else (id if kind == "state" else None, None)
        if sector is None and kind == "state" and any(p["resolved"] in _SPEAKING for p in said):
            sector = "GOV"
        found: dict[str, Any] = {"code": code or {"organisation": "IGO"}.get(str(kind), "IMG")}
        if sector:
            found["sector"] = sector
        words = next((p["said"] for p in said if p["said"]), None)
        if texts and words:
            found["actor_text"] = words
        found["identifier_text"] = known.name if known else self._names.get(id, {}).get("name", id)
        found["comity"] = {"actor": id, "kind": kind}
        return found


def _code(actor: Actor) -> tuple[str | None, str | None]:
    if actor.kind == "state":
        if actor.standing == "partial" and actor.parent:
            return actor.parent, "PRE"
        return actor.id, actor.sector
    if actor.kind == "organisation":
        return ("NGO" if actor.sector == "NGO" else "IGO"), None
    if actor.sector == "BUS" and len(actor.home) != 1:
        return "MNC", None
    if len(actor.home) == 1:
        return actor.home[0], actor.sector
    return "IMG", actor.sector


def _record(
    event: dict[str, Any], told: Sequence[_Told], actors: _Actors, *, texts: bool, coder: str
) -> dict[str, Any]:
    from comity.vocabulary import types, weight

    kind, mode, mark = written(event["event_type"], event["mode"], event["status"])
    sides = [*event["sources"], *event["targets"]] if event["symmetric"] else event["sources"]
    recipients = [] if event["symmetric"] else event["targets"]
    best = max(told, key=lambda t: (t.report["confidence"] or 0.0, t.report["id"]), default=None)
    marks = [c for c in (contexts().get(event["issue"] or ""), mark) if c]
    found: dict[str, Any] = {
        "id": event["id"],
        "date": event["first"],
        "enddate": event["last"],
        "source": [actors.object(a, texts=texts) for a in dict.fromkeys(sides)],
        "recipient": [actors.object(a, texts=texts) for a in dict.fromkeys(recipients)],
        "event": [kind],
        "mode": [mode] if mode else [],
        "context": marks,
        "quad_code": types()[kind].quad,
        "event_scale": weight(kind, mode),
    }
    if event["place"]:
        found["event_loc"] = {"name": event["place"]}
    if best is not None:
        report = best.report
        if texts:
            found["event_text"] = list(dict.fromkeys(t.report["trigger_text"] for t in told))
            found["text"] = report["quote"]
        found["text_info"] = {"start": report["start"], "end": report["end"]}
        cited = {"citation": report["document_id"], "title": report["title"], "publication": report["outlet"]}
        cited |= {"language": report["language"], "coder": coder, "codebook": CODEBOOK}
        found["cite_info"] = {name: value for name, value in cited.items() if value is not None}
    found["coder"] = coder
    changed = (kind, mode) != (event["event_type"], event["mode"])
    found["comity"] = {
        "original": {name: event[name] for name in ("event_type", "mode", "quad", "score")} if changed else None,
        "status": event["status"],
        "symmetric": event["symmetric"],
        "sides": {"sources": event["sources"], "targets": event["targets"]},
        "date_basis": event["date_basis"],
        "grain": event["grain"],
        "issue": event["issue"],
        "thing": event["thing"],
        "confidence": event["confidence"],
        "reports": event["reports"],
        "documents": event["documents"],
        "independent_sources": event["independent_sources"],
        "corrected": event["corrected"],
        "evidence": [_evidence(t, texts=texts) for t in told],
    }
    return found


def _evidence(told: _Told, *, texts: bool) -> dict[str, Any]:
    """One report: offsets count characters of the document's text, as in the table `texts`."""
    report = told.report
    found = {
        "report": report["id"],
        "document": report["document_id"],
        "outlet": report["outlet"],
        "published": [report["published_first"], report["published_last"]],
        "start": report["start"],
        "end": report["end"],
        "quote": report["quote"],
        "trigger": [report["trigger_start"], report["trigger_end"]],
        "actors": [
            {"actor": p["actor"], "role": p["role"], "start": p["start"], "end": p["end"]} for p in told.parties
        ],
        "amounts": [{name: a[name] for name in ("start", "end", "value", "unit", "currency")} for a in told.amounts],
        "date": [report["first"], report["last"]],
        "date_basis": report["date_basis"],
        "status": report["status"],
        "claimed_by": report["claimed_by"],
        "voice": report["voice"],
        "source": report["source"],
        "confidence": report["confidence"],
        "rule": report["rule"],
    }
    if not texts:
        del found["quote"]
    return found
