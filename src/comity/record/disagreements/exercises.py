"""Where one exercise was held, by what its documents say of "the drill" anywhere: two towns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from comity.record.disagreements import grading
from comity.record.disagreements.model import Disagreement, Place, Side
from comity.record.disagreements.places import Gazetteer, holds, no_gazetteer
from comity.record.disagreements.told import Told
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_EXERCISE: Final = re.compile(r"(?:exercise|drill|man(?:o?eu|eu)v|war ?game)", re.IGNORECASE)
_HELD_AT: Final = re.compile(
    r"\b(?:exercises?|drills?|man(?:oeu|eu)vres?|maneuvers?|war ?games?)\b[^.;:]{0,60}?,? (?:at|near) (?:the )?(?:[a-z]+ (?:of|at) )?"
    r"(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
_OTHER: Final = re.compile(
    r"\b(?:attack|base|meeting|summit|talks|war|clash|shelling|visit|who|said|sea)\w*\b", re.IGNORECASE
)
_TWO_TOWNS: Final = 0.5
_READ: Final = 0.7
_TEXTS: Final = 'SELECT document_id, "text" FROM texts WHERE list_contains({ids}, document_id) ORDER BY document_id'


def exercise_places_differ(
    texts: Mapping[str, str], events: Iterable[Event], told: Told, known: Gazetteer = no_gazetteer
) -> list[Disagreement]:
    """exercise_place_rule: of each exercise that two sources report, the places that its documents give, where they tell of no
    other exercise and give one place each. What the reports themselves differ on is left to `places`."""
    found = []
    drills = exercises(events)
    several = Counter(d for e in drills for d in sorted({r.document for r in e.reports}))
    for event in drills:
        by_place: dict[str, list[tuple[Sighting, Place]]] = defaultdict(list)
        if len({r.place for r in event.reports if r.place}) > 1:
            continue
        for document in sorted({r.document for r in event.reports}):
            held = list(_held(texts.get(document, ""))) if several[document] == 1 else []
            if len({name for name, _, _ in held}) == 1:
                name, start, end = held[0]
                report = min((r for r in event.reports if r.document == document), key=lambda r: r.id)
                home = next((p for p in by_place if holds(name, p, known)), name)
                by_place[home].append((report, (document, start, end)))
        sources = [told.sources(r for r, _ in of) for of in by_place.values()]
        if len(by_place) != 2 or sources[0] & sources[1]:
            continue
        sides = [
            Side(name, tuple(sorted(r.id for r, _ in of)), tuple(sorted({r.document for r, _ in of})),
                 tuple(sorted(p for _, p in of)), len(told.sources(r for r, _ in of)))
            for name, of in sorted(by_place.items())
        ]  # fmt: skip
        joined = grading.one_event([[r for r, _ in of] for of in by_place.values()], told.odds)
        actors = tuple(dict.fromkeys((*event.sources, *event.targets)))
        sure = grading.sure(_READ, joined)
        found.append(
            Disagreement(event.id, "place", tuple(sides), "", None, actors, _TWO_TOWNS, sure, "reports of one event")
        )
    return found


def exercises(events: Iterable[Event]) -> list[Event]:
    """Events that some report calls an exercise."""
    return [e for e in events if any(_EXERCISE.match(r.trigger) for r in e.reports)]


def texts_of(store: StoreWriter, events: Iterable[Event]) -> dict[str, str]:
    """The texts of the documents that tell of these, where two documents tell of one."""
    wanted = {r.document for e in events if len(e.documents) > 1 for r in e.reports}
    listed = ", ".join("'" + id.replace("'", "''") + "'" for id in sorted(wanted))
    rows = store.rows(_TEXTS.format(ids=f"[{listed}]")) if wanted else ()
    return {row["document_id"]: row["text"] or "" for row in rows}


def _held(text: str) -> Iterable[tuple[str, int, int]]:
    for found in _HELD_AT.finditer(text):
        between = text[found.start() : found.start("place")].split(None, 1)[-1]
        if not _OTHER.search(between) and "\n\n" not in between:
            yield found["place"], *found.span("place")
