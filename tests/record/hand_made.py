"""Hand-made sightings for the tests of the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.intervals import Interval
from comity.record.joining.sighting import Sighting, content_words, wording

LINEAGES = {"SUN": "RUS"}


def lineage(actor: str) -> str:
    return LINEAGES.get(actor, actor)


def sighting(id: str, **given: Any) -> Sighting:
    """A report. `when` is a date as `Interval.parse` takes it, or None; `said` is its sentence."""
    known: dict[str, Any] = {
        "document": "a",
        "said": f"sentence {id}",
        "event_type": "CONSULT",
        "mode": None,
        "issue": None,
        "thing": None,
        "place": None,
        "when": None,
        "basis": "explicit",
        "status": "happened",
        "symmetric": False,
        "sources": ("PAK",),
        "targets": ("RUS",),
        "amounts": (),
        "claimed_by": None,
        "voice": "document",
        "confidence": 0.8,
        "trigger": "met",
        "start": int(id, 36) * 100,
        "published": None,
        "label": False,
        "dates": (),
        "years": (),
        "persons": (),
        **given,
    }
    when = None if known["when"] is None else Interval.parse(known["when"])
    persons = [(known["said"].index(p), known["said"].index(p) + len(p)) for p in known["persons"]]
    said = wording(known["said"], (0, len(known["said"])), persons)
    source_side, target_side = (frozenset(map(lineage, known[k])) for k in ("sources", "targets"))
    return Sighting(
        id=id,
        document=known["document"],
        group=known.get("group", known["document"]),
        start=known["start"],
        end=known["start"] + 90,
        trigger=known["trigger"],
        event_type=known["event_type"],
        mode=known["mode"],
        issue=known["issue"],
        thing=known["thing"],
        place=known["place"],
        first=when.first.toordinal() if when else None,
        last=when.last.toordinal() if when else None,
        basis=known["basis"] if when else "none",
        status=known["status"],
        symmetric=known["symmetric"],
        sources=known["sources"],
        targets=known["targets"],
        source_side=source_side,
        target_side=target_side,
        parties=source_side | target_side,
        amounts=known["amounts"],
        claimed_by=known["claimed_by"],
        voice=known["voice"],
        confidence=known["confidence"],
        origin="text",
        published=date.fromisoformat(known["published"]).toordinal() if known["published"] else None,
        words=said.words,
        focus=said.focus,
        names=said.names,
        thing_words=content_words(known["thing"]),
        label=known["label"],
        dates=frozenset(known["dates"]),
        years=frozenset(known["years"]),
    )
