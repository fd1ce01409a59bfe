"""Does the record make one event of the reports that tell of one? Stories with near twins, against their annotation.

    python -m benchmarks.clusters [STORY]     figures; with a looked-at story's name, its events and what became of them

A story is a few short documents that tell several events in different words, each report annotated with the event that
it tells of. All stories together are one record. Scored are B-cubed precision, recall and F1 (Bagga and Baldwin 1998)
over reports, beside two plain baselines. The stories of odd number were looked at in development.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks.annotated import SEEN, UNSEEN
from comity.actors import Registry
from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading.model import ActorMention, Amount, ClaimedBy, DateMention, DocumentInfo, Reading, Report
from comity.record.actors import lineages
from comity.record.joining.clusters import clusters
from comity.record.joining.loading import sightings
from comity.record.joining.sighting import Sighting
from comity.record.rows import document_row, reading_rows
from comity.record.store import StoreWriter
from comity.vocabulary import modes

Row = dict[str, Any]
FILE: Final = Path(__file__).parent / "accuracy" / "clusters.jsonl"


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the event that it tells of: `key` is unique over all stories."""

    sighting: Sighting
    key: str
    story: str
    half: str


def stories() -> list[Row]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def told() -> list[Told]:
    """Every annotated report of every story, as the record compares it."""
    registry = Registry.default()
    keys: dict[str, tuple[str, str, str]] = {}
    with tempfile.TemporaryDirectory() as folder, StoreWriter(Path(folder) / "stories.duckdb") as store:
        for number, story in enumerate(stories()):
            for written in story["documents"]:
                first = (
                    Interval.parse("/".join(written["document"]["published"]))
                    if written["document"]["published"]
                    else None
                )
                document = from_text(written["text"], id=written["id"], published=first)
                reading = _reading(written, registry)
                group = written["copy_of"] or written["id"]
                row = document_row(document, len(document.text), shown=document.id, also=(), group=group)
                store.add_document(row, reading_rows(document, reading))
                for report, made in zip(written["reports"], reading.reports, strict=True):
                    key = f"{story['story']}/{report['key']}"
                    keys[made.id] = key, story["story"], SEEN if number % 2 == 0 else UNSEEN
        return [Told(s, *keys[s.id]) for s in sightings(store, lineages(registry))]


def _reading(written: Row, registry: Registry) -> Reading:
    """The annotation as a reading: what stands there, and no more."""
    mentions: dict[tuple[int, int], ActorMention] = {}
    dates: dict[tuple[int, int], DateMention] = {}
    reports = []
    for row in written["reports"]:
        sides = [
            *zip(row["sources"], row["source_spans"], strict=True),
            *zip(row["targets"], row["target_spans"], strict=True),
        ]
        for actor, (start, end) in sides:
            words = written["text"][start:end]
            place = registry.lookup(words)
            kind = "state" if place is not None or not words[:1].isupper() else "person"
            mentions[start, end] = ActorMention(start, end, actor, kind, "name")  # type: ignore[arg-type]
        first, last = (date.fromisoformat(row[key]) if row[key] else None for key in ("first", "last"))
        if row["date_span"]:
            start, end = row["date_span"]
            dates[start, end] = DateMention(start, end, first, last, "day", row["date_basis"])
        said = row["claimed_by"]
        reports.append(
            Report(
                id=row["id"],
                start=row["start"],
                end=row["end"],
                trigger=(row["trigger"][0], row["trigger"][1]),
                event=row["event"],
                mode=row["mode"] if (row["event"], row["mode"]) in modes() else None,
                issue=None,
                sources=tuple(row["sources"]),
                source_spans=tuple((a, b) for a, b in row["source_spans"]),
                targets=tuple(row["targets"]),
                target_spans=tuple((a, b) for a, b in row["target_spans"]),
                symmetric=row["symmetric"],
                first=first,
                last=last,
                date_basis=row["date_basis"],
                status=row["status"],
                claimed_by=ClaimedBy(said["actor"], tuple(said["span"]) if said["span"] else None, said["voice"]),
                thing=row["thing"],
                place=row["place"],
                amounts=tuple(Amount(**amount) for amount in row["amounts"]),
                confidence=0.8,
                rule="annotated",
            )
        )
    info = DocumentInfo(None, written["outlet"], None, None, "none", "en")
    actors, days = sorted(mentions.values(), key=_place), sorted(dates.values(), key=_place)
    return Reading(written["id"], info, actors=tuple(actors), dates=tuple(days), reports=tuple(reports))


def _place(mention: ActorMention | DateMention) -> tuple[int, int]:
    return mention.start, mention.end


def by_record(reports: Iterable[Sighting]) -> dict[str, str]:
    """Report id -> the event that the record makes of it."""
    return {report.id: group[0].id for group in clusters(reports) for report in group}


def by_pair_type_year(reports: Iterable[Sighting]) -> dict[str, Hashable]:
    """The plain way: same parties, type and year are one event; an undated report is alone."""
    return {
        r.id: (tuple(sorted(r.parties)), r.event_type, date.fromordinal(r.first).year) if r.first else r.id
        for r in reports
    }


def b_cubed(
    made: Mapping[str, Hashable], right: Mapping[str, Hashable], over: Sequence[str]
) -> tuple[float, float, float]:
    """Precision, recall and F1 (0 to 1) of the groups `made` against `right`, over these reports."""
    in_made, in_right = _members(made), _members(right)
    precision = recall = 0.0
    for report in over:
        mine, true = in_made[made.get(report, report)], in_right[right[report]]
        shared = len(mine & true) or 1
        precision += shared / (len(mine) or 1)
        recall += shared / len(true)
    p, r = precision / len(over), recall / len(over)
    return p, r, 2 * p * r / (p + r)


def _members(groups: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for report, group in groups.items():
        found[group].add(report)
    return found


def measure(halves: Sequence[str] = (SEEN, UNSEEN)) -> Iterator[str]:
    """Lines with the figures of the record and of two baselines."""
    known = told()
    right = {t.sighting.id: t.key for t in known}
    ways: dict[str, Callable[[Iterable[Sighting]], Mapping[str, Hashable]]] = {
        "every report an event": lambda reports: {r.id: r.id for r in reports},
        "pair, type and year": by_pair_type_year,
        "the record": by_record,
    }
    made = {name: way([t.sighting for t in known]) for name, way in ways.items()}
    for half in halves:
        over = [t.sighting.id for t in known if t.half == half]
        events = len({right[id] for id in over})
        yield f"{half}: {len(over)} reports of {events} events"
        for name, groups in made.items():
            p, r, f = b_cubed(groups, right, over)
            yield f"    {name}: B-cubed precision {100 * p:.1f}, recall {100 * r:.1f}, F1 {100 * f:.1f}"


def show(story: str) -> Iterator[str]:
    """The events of a looked-at story, their reports, and which event of the record each report is in."""
    known = told()
    made = by_record(t.sighting for t in known)
    chosen = [t for t in known if t.story == story and t.half == SEEN]
    texts = {d["id"]: d["text"] for s in stories() for d in s["documents"]}
    for key in sorted({t.key for t in chosen}):
        yield key
        for t in sorted((t for t in chosen if t.key == key), key=lambda t: made[t.sighting.id]):
            s = t.sighting
            when = (
                "?" if s.first is None or s.last is None else f"{date.fromordinal(s.first)}/{date.fromordinal(s.last)}"
            )
            parties = f"{','.join(s.sources)}>{','.join(s.targets)}"
            yield f"    {made[s.id][:6]} {s.document} {s.event_type} {parties} {when} {s.basis} {s.thing or ''}"
            yield f"        {texts[s.document][s.start : s.end]}"


if __name__ == "__main__":
    for line in show(sys.argv[1]) if len(sys.argv) > 1 else measure((SEEN,)):
        print(line)
