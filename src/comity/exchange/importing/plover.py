"""PLOVER records (2021) as JSON lines, others' and comity's own: an event that comity exported comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from comity.exchange.importing.model import Layout

CITATION: Final = "Open Event Data Alliance (2021): PLOVER: Political Language Ontology for Verifiable Event Records."
TRAPS: Final = (
    "PLOVER's scale is not Goldstein's: near it, and not the same.",
    "Of several types in one record the first counts; such rows are flagged.",
)
_COLUMNS: Final = (
    *("id", "day", "last", "source", "target", "their_source", "their_target", "type", "mode", "issue", "contexts"),
    *("weight", "status", "grain", "date_basis", "symmetric", "thing", "place", "reports", "documents", "independent"),
    *("confidence", "corrected", "publisher", "more"),
)
LINES: Final = Layout("plover", "PLOVER JSON lines", _COLUMNS, {name: f"{{{name}}}" for name in _COLUMNS}, weighs=False)
_MARKS: Final = {"future": "planned", "hypothetical": "hypothetical", "negation": "denied"}
_NAMELESS: Final = frozenset(("IGO", "NGO", "IMG", "ISM", "MNC"))
_LONGEST: Final = 2000
"""Lines that one record may be spread over."""
Cells = list[str | None]


def cells(record: dict[str, Any]) -> Cells | None:
    """A record as cells in the order of `LINES.columns`; None where it is none of PLOVER."""
    try:
        return _cells(record)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _cells(record: dict[str, Any]) -> Cells:
    own = record.get("comity") or {}
    was = own.get("original") or {}
    events, modes, contexts = (_list(record.get(name)) for name in ("event", "mode", "context"))
    source, target = _list(record.get("source")), _list(record.get("recipient"))
    sides = own.get("sides") or {}
    shared = bool(own.get("symmetric")) or (len(source) > 1 and not target)
    given = {
        "id": record.get("id"),
        "day": record.get("date"),
        "last": record.get("enddate"),
        "source": _keys(source, sides.get("sources")),
        "target": _keys(target, sides.get("targets")),
        "their_source": _names(source),
        "their_target": _names(target),
        "type": was.get("event_type") if was else next(iter(events), None),
        "mode": was.get("mode") if was else next(iter(modes), None),
        "issue": own.get("issue"),
        "contexts": None if own else ";".join(c for c in contexts if c not in _MARKS),
        "weight": None if was else record.get("event_scale"),
        "status": own.get("status") or next((_MARKS[c] for c in contexts if c in _MARKS), "happened"),
        "grain": own.get("grain"),
        "date_basis": own.get("date_basis"),
        "symmetric": "true" if shared else "false",
        "thing": own.get("thing"),
        "place": (record.get("event_loc") or {}).get("name"),
        "reports": own.get("reports"),
        "documents": own.get("documents"),
        "independent": own.get("independent_sources"),
        "confidence": own.get("confidence"),
        "corrected": "|".join(own.get("corrected") or ()),
        "publisher": None if own else (record.get("cite_info") or {}).get("publication"),
        "more": "several types" if len(events) > 1 else None,
    }
    return [_text(given[name]) for name in _COLUMNS]


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return json.dumps(value) if isinstance(value, float) else str(value)


def _keys(actors: list[Any], own: list[str] | None) -> str | None:
    """Who is meant: by comity's ids where it wrote the record, else by PLOVER's codes or, of those that no country's, by name."""
    if own is not None:
        return "|".join(f"actor:{id}" for id in own)
    return "|".join(_key(actor) for actor in actors)


def _key(actor: Any) -> str:
    if not isinstance(actor, dict):
        return f"plover:{actor}".replace("|", " ")
    known = (actor.get("comity") or {}).get("actor")
    if known:
        return f"actor:{known}"
    code, name = actor.get("code"), actor.get("identifier_text") or actor.get("actor_text")
    if name and (not code or code in _NAMELESS):
        return f"name:{name}".replace("|", " ")
    return f"plover:{code}".replace("|", " ") if code else "bare:"


def _names(actors: list[Any]) -> str:
    found = []
    for actor in actors:
        told = [actor.get(k) for k in ("code", "sector", "actor_text")] if isinstance(actor, dict) else [actor]
        found.append(" ".join(str(x) for x in told if x))
    return "; ".join(found)


def protest_cells(record: dict[str, Any]) -> Cells | None:
    """A record of ICEWS-to-jsonl as the cells of `icews.PROTESTS`."""
    try:
        place: dict[str, Any] = next(iter(record.get("location") or ()), {})
        who = record.get("protesteridentity") or None
        country = str(who).rsplit(": ", 1)[-1] if who else None
        where = [place.get(k) for k in ("city", "district", "province", "country")]
        given = [
            *(record.get("id"), record.get("date"), country, who, record.get("event"), record.get("publication")),
            ", ".join(str(x) for x in where if x and x != "NULL"),
            record.get("ccode"),
        ]
        return [_text(value) for value in given]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def records(text: Iterable[str]) -> Iterator[tuple[int, str, dict[str, Any] | None]]:
    """(its first line from 1, text, record or None where it is none) of JSON objects, one a line or spread over several: one
    that is spread begins with its brace at the start of a line."""
    held: list[str] = []
    first = 0
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        if held and line.startswith("{"):
            yield first, "".join(held), None
            held = []
        first = first if held else number
        held.append(line)
        if line.rstrip().endswith("}"):
            found = _parsed("".join(held))
            if found is not None or len(held) > _LONGEST:
                yield first, "".join(held), found
                held = []
        elif not held[0].startswith("{"):
            yield first, "".join(held), None
            held = []
    if held:
        yield first, "".join(held), None


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
