"""Events that a person gives: each stands in a small document of its own, with who gave it and from what source."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from comity.corrections import fields
from comity.corrections.model import Entry
from comity.intervals import Interval
from comity.reading.ids import report_id
from comity.record.joining.merging import grain_of
from comity.record.rows import Row

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

PREFIX: Final = "correction "


def add_event(store: StoreWriter, entry: Entry, id: str) -> None:
    """Rows of the document that an event given by a person makes, and of its report; `id` is the correction's."""
    given = dict(entry.given)
    document = PREFIX + id
    kind = given["event_type"]
    sides = [("source", a) for a in fields.actors_of(given.get("sources"))]
    sides += [("target", a) for a in fields.actors_of(given.get("targets"))]
    text, cue, places = _worded(entry, kind, sides)
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    end = text.index("\n") if "\n" in text else len(text)
    own = report_id(sha, text[:end], kind, kind, 0)
    when = Interval.parse(given["date"]) if given.get("date") else None
    first, last = (when.first, when.last) if when else (None, None)
    grain = grain_of(first.toordinal(), last.toordinal()) if first and last else None
    store.add("documents", [_document(document, entry, text, sha)])
    store.add("texts", [(document, text)])
    store.add("passages", [(document, 0, len(text), "prose", "given by a person")])
    report: Row = (
        *(own, document, 0, end, *cue, kind, given.get("mode"), given.get("issue"), given.get("thing")),
        *(given.get("place"), first, last, grain, "explicit" if when else "none", given.get("status", "happened")),
        *(given.get("symmetric") == "true", None, None, None, "document", 1.0, "person", "given", False, [id], "human"),
    )
    store.add("reports", [report])
    counted = {"source": 0, "target": 0}
    for (role, actor), (start, stop) in zip(sides, places, strict=True):
        store.add("report_actors", [(own, role, counted[role], actor, start, stop, "corrected")])
        store.add("mentions", [(document, start, stop, actor, "state", "corrected", "human")])
        counted[role] += 1
    for value, unit in fields.amounts_of(given.get("amounts")):
        store.add("quantities", [(own, 0, end, value, *fields.unit_and_currency(unit))])


def _worded(
    entry: Entry, kind: str, sides: list[tuple[str, str]]
) -> tuple[str, tuple[int, int], list[tuple[int, int]]]:
    """The text of its document, where the type stands in it, and where each actor does."""
    given = dict(entry.given)
    text, places = "", []
    for role in ("source", "target"):
        for side, actor in sides:
            if side == role:
                text += ", " if text and not text.endswith(" ") else ""
                places.append((len(text), len(text) + len(actor)))
                text += actor
        if role == "source":
            text += " " if text else ""
            cue = len(text), len(text) + len(kind)
            text += kind + (" " if any(side == "target" for side, _ in sides) else "")
    told = [given.get(name) for name in ("mode", "thing", "place", "amounts", "date", "status")]
    text += "".join(f", {' '.join(word.split())}" for word in told if word) + "."
    if given.get("quote"):
        text += f"\n\n{given['quote'].strip()}"
    text += f"\n\nGiven by {entry.who}, from: {given['source']}"
    return text, cue, places


def _document(id: str, entry: Entry, text: str, sha: str) -> Row:
    from comity import tables

    known = {
        "id": id,
        "status": "read",
        "title": f"Given by {entry.who}",
        "outlet": dict(entry.given)["source"],
        "author": entry.who,
        "published_basis": "none",
        "language": "en",
        "format": "correction",
        "path": "corrections.jsonl",
        "other_paths": [],
        "sha256": sha,
        "text_sha256": sha,
        "characters": len(text),
        "source_group": id,
        "problems": [],
        "origin": "human",
    }
    return tuple(known.get(name) for name in tables.DOCUMENTS.names())
