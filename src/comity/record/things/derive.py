"""The rows about things: from the names and tellings of single documents, the reports and the events."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.actors.finding import fold
from comity.record.actors import lineages
from comity.record.things.keys import Key, key_maker
from comity.record.things.life import Stage, Told, last_stage, stage_of_event, stages
from comity.record.things.like import Work, ends_of, may_be_one
from comity.record.things.naming.titles import only_once
from comity.record.things.resolving import Thing, resolve

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter

Row = tuple[Any, ...]
_NAMED: Final = 'SELECT * FROM named_things ORDER BY document_id, start, "end", kind, means'
_TELLINGS: Final = """
    SELECT t.*, d.published_last AS published FROM thing_tellings t LEFT JOIN reports r ON r.id = t.report_id
    LEFT JOIN documents d ON d.id = t.document_id WHERE NOT coalesce(r.rejected, false) ORDER BY ALL
"""
_REPORTS: Final = """
    SELECT r.id, r.document_id, r.start, r."end", r.trigger_start, r.trigger_end, r.thing, r.event_type, r.status, r.first, r.last, r.date_basis,
           substring(t."text", r.start + 1, r."end" - r.start) AS said,
           (SELECT list(DISTINCT a.actor ORDER BY a.actor) FROM report_actors a WHERE a.report_id = r.id AND a.actor IS NOT NULL AND a.role IN ('source', 'target')) AS actors
    FROM reports r LEFT JOIN texts t ON t.document_id = r.document_id WHERE NOT coalesce(r.rejected, false)
      AND r.document_id IN (SELECT document_id FROM named_things WHERE kind != 'organisation') ORDER BY r.id
"""
_NEAR: Final = 45
"""A report concerns the only thing that its sentence names where the name stands within so many characters of its trigger."""
_FIRM: Final = frozenset({"explicit", "relative"})
"""Bases of dates that a stage takes from a report: a year that a paragraph is in may be that of what was told before."""
_PARTED: Final = re.compile(
    r"[,;:—.\n]|\b(?:and|or|but|that|which|who|whom|while|when|during|before|after)\b", re.IGNORECASE
)
_VERBS: Final = frozenset({
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "will", "would", "may", "might", "could", "can", "should", "did", "does",
})  # fmt: skip
_DESCRIBING: Final = frozenset({
    "advanced", "agreed", "armed", "armored", "armoured", "combined", "disputed", "limited", "planned", "promised", "proposed", "shared", "stalled",
    "unfinished", "united",
})  # fmt: skip
"""Participles that describe a thing; others between the word for an act and a name are verbs of their own."""
_PASSIVE: Final = re.compile(
    r"(?:has|have|had|is|are|was|were|be|been|being|will|would|not|never|to|also|first|later|soon|again|[a-z]+ly|-|'s|’s)",
    re.IGNORECASE,
)
_SHARE: Final = 3
_CLOSE: Final = 25
_PARTIES: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document names a thing."""

    start: int
    end: int
    name: str
    thing: str


@dataclass(slots=True)
class Things:
    """The things of a store. `places`: where each document names them, organisations too, sorted; `of_report`: the things that
    a report concerns, by its id; `named_in_report`: (report, thing) where the report itself says what it is about;
    `keys`: those of the names of projects; `own`: how often its name or the words behind it say whose it is."""

    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    former: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    keys: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    own: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    of_report: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named_in_report: set[tuple[str, str]] = field(default_factory=set)
    reports: list[dict[str, Any]] = field(default_factory=list)

    def at(self, document: str, start: int, end: int) -> list[Place]:
        """Those that begin in [start, end)."""
        places = self.places.get(document, [])
        return places[bisect_left(places, start, key=_start) : bisect_left(places, end, key=_start)]


def _start(place: Place) -> int:
    return place.start


def find_things(store: StoreWriter, registry: Registry) -> Things:
    """The things that the documents of a store name, and which of its reports concern them. Writes nothing."""
    lineage = lineages(registry)
    rows = list(store.rows(_NAMED))
    found = resolve((r for r in rows if r["kind"] != "organisation"), key_maker(registry), lineage)
    found = {e: t for e, t in found.items() if t.mentions > 1 or not only_once(t.name, t.kind)}
    things = Things()
    key_of = key_maker(registry)
    for one in {t.id: t for t in found.values()}.values():
        _add(things, one)
        if one.kind == "project":
            things.keys[one.id] = tuple(key_of(name, one.kind) for name in (one.name, *one.aliases))
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["kind"] == "organisation":
            id = row["means"]
            things.kinds[id] = "organisation"
            names[id][row["name"]] += row["says"] == "full"
        else:
            thing = found.get((row["document_id"], row["kind"], row["means"]))
            if thing is None:
                continue
            id = thing.id
        things.places.setdefault(row["document_id"], []).append(Place(row["start"], row["end"], row["name"], id))
    for id, counted in names.items():
        things.names[id] = registry.actor(id).name if id in registry else min(counted, key=lambda n: (-counted[n], n))
        others = sorted((n for n in counted if counted[n] and n != things.names[id]), key=lambda n: (-counted[n], n))
        things.aliases[id] = tuple(others)
    things.reports = list(store.rows(_REPORTS))
    for report in things.reports:
        concerned = _concerned(things, report)
        if concerned:
            things.of_report[report["id"]] = concerned
            if report["thing"]:
                things.named_in_report.update((report["id"], id) for id in concerned)
    return things


def _add(things: Things, thing: Thing) -> None:
    things.kinds[thing.id] = thing.kind
    things.names[thing.id] = thing.name
    things.aliases[thing.id] = thing.aliases
    things.former[thing.id] = thing.former


def _concerned(things: Things, report: Mapping[str, Any]) -> tuple[str, ...]:
    """report_thing_rule: the things named in the words for what the act is about; else the only thing that the sentence names,
    where it stands near the trigger. Organisations act, and are never what an act is about here."""
    inside = [
        p
        for p in things.at(report["document_id"], report["start"], report["end"])
        if things.kinds[p.thing] != "organisation"
    ]
    if not inside:
        return ()
    about = fold(report["thing"] or "").casefold()
    if about:
        named = [p.thing for p in inside if fold(p.name).casefold() in about or about in fold(p.name).casefold()]
        if named:
            return tuple(sorted(set(named)))
        inside = [p for p in inside if _one_noun(about, fold(p.name).casefold())]
    if len({p.thing for p in inside}) != 1:
        return ()
    return (inside[0].thing,) if any(_by(p, report) for p in inside) else ()


def _one_noun(about: str, name: str) -> bool:
    """Whether they are built on one noun: '$2 billion gas pipeline' and 'gas pipeline from Sarpa to Vinta'."""
    noun = about.split()[-1].removesuffix("s")
    return noun in {word.removesuffix("s") for word in name.split()} or name.split()[-1].removesuffix("s") in about


def _by(place: Place, report: Mapping[str, Any]) -> bool:
    """acted_on_rule: whether a name stands near the trigger of a report, nothing parts them, and no other verb comes between:
    'sanctions on Norland have frozen the dam' are no act on the dam; before the trigger, it stands in the passive or
    as part of a noun ('the Sarpa dam was attacked', 'the Sarpa dam attack')."""
    low, high = min(place.end, report["trigger_end"]), max(place.start, report["trigger_start"])
    between = (report["said"] or "")[max(low - report["start"], 0) : max(high - report["start"], 0)]
    if high - low > _NEAR or _PARTED.search(between) is not None:
        return False
    if place.start < report["trigger_start"]:
        return all(_PASSIVE.fullmatch(word) for word in between.split())
    words = between.lower().split()
    return not any(w in _VERBS or (w.endswith("ed") and len(w) > 4 and w not in _DESCRIBING) for w in words)


def derive_things(store: StoreWriter, things: Things, event_of: Mapping[str, str]) -> None:
    """Write things, thing_mentions, thing_stages, thing_facts and event_things. `event_of`: report id -> event id."""
    about = {
        (d, p.start, p.end, things.kinds[p.thing] == "organisation"): p.thing
        for d, places in things.places.items()
        for p in places
    }
    concerning: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for report in things.reports:
        for thing in things.of_report.get(report["id"], ()):
            concerning[thing, report["document_id"]].append(report)
    told: dict[str, list[Told]] = defaultdict(list)
    facts: set[Row] = set()
    heard: set[tuple[str, str]] = set()
    for row in store.rows(_TELLINGS):
        organisation = row["tells"] == "member"
        id = about.get((row["document_id"], row["about_start"], row["about_end"], organisation))
        if id is None:
            continue
        if row["tells"] == "parties":
            things.own[id].update(row["parties"] or ())
            continue
        if row["tells"] == "fact":
            facts.add(_fact_row(id, row))
            continue
        beside = row["report_id"] or _beside(concerning.get((id, row["document_id"]), ()), row)
        if beside:
            heard.add((id, beside))
        told[id].append(_told(row, event_of.get(beside or "")))
    for report in things.reports:
        for id in things.of_report.get(report["id"], ()):
            stage = stage_of_event(things.kinds[id], report["event_type"])
            if (
                stage is None
                or (report["id"], id) not in things.named_in_report
                or (id, report["id"]) in heard
                or _told_there(told.get(id, ()), report)
            ):
                continue
            told[id].append(_by_report(stage, report, event_of))
    lives = {id: stages(things.kinds[id], told.get(id, ())) for id in sorted(things.kinds)}
    facts |= _alike(things, lives, facts)
    by_event = _events(things, event_of)
    _write(store, things, lives, facts, by_event)


def _told_there(told: Iterable[Told], report: Mapping[str, Any]) -> bool:
    """Whether a word of the same sentence tells a stage already."""
    return any(
        t.document == report["document_id"] and t.start < report["end"] and report["start"] < t.end for t in told
    )


def _beside(reports: Iterable[Mapping[str, Any]], row: Mapping[str, Any]) -> str | None:
    """The only report on the thing whose trigger stands close to the words of a telling, in its sentence."""
    near = [
        r["id"]
        for r in reports
        if row["start"] <= r["trigger_start"] < row["end"]
        and max(r["trigger_start"] - row["word_end"], row["word_start"] - r["trigger_end"]) <= _CLOSE
    ]
    return str(near[0]) if len(near) == 1 else None


def _told(row: Mapping[str, Any], event: str | None) -> Told:
    parties = tuple(row["parties"] or ())
    return Told(
        row["field"],
        row["status"],
        row["first"],
        row["last"],
        parties,
        event,
        row["document_id"],
        row["start"],
        row["end"],
        published=row["published"],
    )


def _by_report(stage: str, report: Mapping[str, Any], event_of: Mapping[str, str]) -> Told:
    first, last = (report["first"], report["last"]) if report["date_basis"] in _FIRM else (None, None)
    place: tuple[str, int, int] = (report["document_id"], report["start"], report["end"])
    parties = tuple(report["actors"] or ())
    status = "happened" if stage == "agreed" and report["status"] == "planned" else report["status"]
    return Told(stage, status, first, last, parties, event_of.get(report["id"]), *place)


def _fact_row(id: str, row: Mapping[str, Any]) -> Row:
    figure = (row["value"], row["number"], row["unit"], row["actor"])
    place = (row["document_id"], row["start"], row["end"], row["word_start"], row["word_end"])
    return (id, row["field"], *figure, *place, row["claimed_by"])


def _alike(things: Things, lives: Mapping[str, list[Stage]], facts: set[Row]) -> set[Row]:
    """Facts that say which other thing each may be the same as, at the place where its first document names it first."""
    routes: dict[str, list[str]] = defaultdict(list)
    for row in sorted(facts, key=lambda row: tuple(map(str, row))):
        if row[1] == "route":
            routes[row[0]].append(row[2])
    works = []
    for id in sorted(things.keys):
        families = {key.family for key in things.keys[id]} - {"any", "", "known"}
        ends = ends_of(routes.get(id, ()), [key.tokens for key in things.keys[id]])
        if len(families) == 1 and ends:
            days = [(s.first, s.last) for s in lives[id] if s.first and s.last]
            parties = {p for s in lives[id] for p in s.parties} | set(things.own.get(id, ()))
            first, last = min((a for a, _ in days), default=None), max((b for _, b in days), default=None)
            works.append(Work(id, min(families), ends, frozenset(parties), first, last))
    named: dict[str, tuple[str, int, int]] = {}
    for document, places in sorted(things.places.items()):
        for p in places:
            named.setdefault(p.thing, (document, p.start, p.end))
    return {
        (id, "may be", things.names[other], None, None, None, *named[id], *named[id][1:], None)
        for id, others in may_be_one(works).items()
        for other in others
    }


def _events(things: Things, event_of: Mapping[str, str]) -> dict[tuple[str, str], tuple[int, set[str]]]:
    found: dict[tuple[str, str], tuple[int, set[str]]] = {}
    for report in things.reports:
        event = event_of.get(report["id"])
        for id in things.of_report.get(report["id"], ()) if event else ():
            count, documents = found.get((event or "", id), (0, set()))
            found[event or "", id] = count + 1, documents | {report["document_id"]}
    return found


def _write(
    store: StoreWriter,
    things: Things,
    lives: Mapping[str, list[Stage]],
    facts: set[Row],
    by_event: Mapping[tuple[str, str], tuple[int, set[str]]],
) -> None:
    documents: dict[str, set[str]] = defaultdict(set)
    mentions: Counter[str] = Counter()
    for document, places in things.places.items():
        for p in places:
            documents[p.thing].add(document)
            mentions[p.thing] += 1
    events = Counter(id for _, id in by_event)
    store.add(
        "things",
        (
            _thing_row(things, id, lives[id], len(documents[id]), mentions[id], events[id])
            for id in sorted(things.kinds)
        ),
    )
    store.add(
        "thing_mentions", sorted((p.thing, d, p.start, p.end) for d, places in things.places.items() for p in places)
    )
    store.add("thing_stages", (_stage_row(id, n, s) for id in sorted(lives) for n, s in enumerate(lives[id])))
    store.add("thing_facts", sorted(facts, key=lambda row: tuple(map(str, row))))
    store.add(
        "event_things", ((event, id, count, sorted(where)) for (event, id), (count, where) in sorted(by_event.items()))
    )


def _thing_row(things: Things, id: str, life: list[Stage], documents: int, mentions: int, events: int) -> Row:
    acting = Counter(p for s in life for p in s.parties)
    acting.update(things.own.get(id, Counter()))
    kind = things.kinds[id]
    parties = sorted(acting, key=lambda p: (-acting[p], p))
    parties = [p for p in parties if p != id][:_PARTIES]
    dated = [(s.first, s.last) for s in life if s.first and s.last and s.status in ("happened", "ongoing")]
    first: date | None = min((a for a, _ in dated), default=None)
    last: date | None = max((b for _, b in dated), default=None)
    names = list(things.aliases.get(id, ()))
    return (
        id,
        things.names[id],
        kind,
        names,
        parties,
        last_stage(life),
        first,
        last,
        mentions,
        documents,
        events,
        [],
        "text",
    )


def _stage_row(id: str, n: int, s: Stage) -> Row:
    return (
        id,
        n,
        s.stage,
        s.status,
        s.first,
        s.last,
        list(s.parties),
        s.event,
        list(s.documents),
        s.evidence,
        s.origin,
    )


def named_by(
    things: Things, reports: Iterable[str], source_of: Mapping[str, str] | None = None, done_to: bool = True
) -> str | None:
    """The name of the thing that an event is about: what most of its reports say that they are about; else what a third of
    them or more concern. None where there is none. Where acts of its type are not done to a thing (`done_to`), at least
    half of its sources must name it (`source_of`: report id -> its independent source)."""
    ids = list(reports)
    said = Counter(id for r in ids for id in things.of_report.get(r, ()) if (r, id) in things.named_in_report)
    counted = said or Counter(id for r in ids for id in things.of_report.get(r, ()))
    if not counted:
        return None
    best = min(counted, key=lambda id: (-counted[id], id))
    if not done_to and source_of is not None:
        naming = {source_of.get(r, r) for r in ids if best in things.of_report.get(r, ())}
        if 2 * len(naming) < len({source_of.get(r, r) for r in ids}):
            return None
    return things.names[best] if said or _SHARE * counted[best] >= len(ids) else None
