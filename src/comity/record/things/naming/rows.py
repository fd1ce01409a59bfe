"""One document -> rows of `named_things` and `thing_tellings`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from comity.documents.model import Document
from comity.reading.model import ActorMention, Reading
from comity.record.things.naming.aliases import aliases_in
from comity.record.things.naming.figures import facts
from comity.record.things.naming.members import members
from comity.record.things.naming.names import named_in
from comity.record.things.naming.page import Named, Page, capitals_and_smalls
from comity.record.things.naming.referring import owned, pointing, repeated, short_names
from comity.record.things.naming.sentence import Sentence, Telling
from comity.record.things.naming.telling import parties, stages
from comity.record.things.naming.text import Phrases
from comity.record.things.naming.weapons import designated

Row = tuple[Any, ...]
_REFERRING: Final = frozenset({"anaphor", "pronoun", "agent"})
_ALIASES: Final = frozenset({"acronym", "former", "later", "also"})


def thing_rows(document: Document, reading: Reading) -> tuple[list[Row], list[Row]]:
    """Rows of `named_things` and of `thing_tellings`, sorted by place. Nothing is read in passages that are furniture."""
    pages = _pages(document, reading)
    named, aliases = things_named(pages)
    named += _organisations(reading, pages)
    named = _with_parties(pages, sorted(named, key=lambda n: (n.start, n.end, n.means)))
    tellings = list(_tellings(pages, named, aliases, reading))
    of = document.id
    return (
        [(of, n.start, n.end, n.name, n.kind, n.says, n.means, list(n.parties), "text") for n in named],
        sorted((_row(of, t) for t in tellings), key=lambda row: (*row[1:5], row[5], row[6], row[7], str(row[12]))),
    )


def things_named(pages: Sequence[Page]) -> tuple[list[Named], list[Named]]:
    """Everything but organisations that a document names, and those of them that are other names given there."""
    capitals, smalls = capitals_and_smalls(pages)
    found: list[Named] = []
    aliases: list[Named] = []
    for page in pages:
        page.capitals, page.smalls = capitals, smalls
        names = [*designated(page), *named_in(page)]
        names.sort(key=lambda n: n.start)
        given = aliases_in(page, names)
        places = {(a.start, a.end) for a in given}
        found += [n for n in names if (n.start, n.end) not in places]
        aliases += given
    found = _joined([*found, *aliases])
    aliases = _at_places(found, aliases)
    known = short_names(found, pages)
    if known:
        phrases = Phrases(known, cased=True)
        headings = Phrases(known)
        for page in pages:
            found += list(repeated(page, known, phrases, headings))
    found.sort(key=lambda n: (n.start, n.end))
    found, aliases = _renamed_later(pages, found, aliases)
    found += list(pointing(pages, found))
    found.sort(key=lambda n: (n.start, n.end))
    starts = [n.start for n in found]
    for page in pages:
        found += list(owned(page, found[bisect_left(starts, page.start) : bisect_left(starts, page.end)]))
    return sorted(found, key=lambda n: (n.start, n.end)), aliases


def _renamed_later(pages: Sequence[Page], found: list[Named], aliases: list[Named]) -> tuple[list[Named], list[Named]]:
    """renamed_pronoun_rule: 'the project, which has been renamed the Sarpa Stream pipeline' names what was told of before."""
    kept = [list(page.taken) for page in pages]
    pointed = list(pointing(pages, found))
    for page, taken in zip(pages, kept, strict=True):
        page.taken[:] = taken
    more: list[Named] = []
    starts, ends = [n.start for n in pointed], [n.start for n in found]
    for page in pages:
        inside = pointed[bisect_left(starts, page.start) : bisect_left(starts, page.end)]
        others = found[bisect_left(ends, page.start) : bisect_left(ends, page.end)]
        more += [alias for alias in aliases_in(page, inside, others) if alias.means != alias.name]
    if not more:
        return found, aliases
    places = {(n.start, n.end) for n in more}
    joined = _joined([*(n for n in found if (n.start, n.end) not in places), *more])
    return joined, _at_places(joined, [*aliases, *more])


def _at_places(found: list[Named], wanted: list[Named]) -> list[Named]:
    places = {(n.start, n.end) for n in wanted}
    return [n for n in found if (n.start, n.end) in places]


def _joined(found: list[Named]) -> list[Named]:
    """What is called by a name that was given to another thing of the document is that thing: chains are followed."""
    means: dict[str, str] = {}
    for n in found:
        if n.says in _ALIASES and n.name != n.means:
            means.setdefault(n.name, n.means)
    result = []
    for n in found:
        target, seen = n.means, {n.means}
        while target in means and means[target] not in seen:
            target = means[target]
            seen.add(target)
        result.append(n if target == n.means else Named(n.start, n.end, n.name, n.kind, n.family, n.says, target))
    return result


def _pages(document: Document, reading: Reading) -> list[Page]:
    mentions = sorted(reading.actors, key=lambda m: (m.start, m.end))
    starts = [m.start for m in mentions]
    pages = []
    for passage in reading.passages:
        if passage.kind == "furniture":
            continue
        inside = mentions[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        pages.append(Page(document.text, passage.start, passage.end, passage.kind == "label", inside))
    return pages


def _organisations(reading: Reading, pages: Sequence[Page]) -> Iterator[Named]:
    """Organisations of the actor tables, wherever the reading found them."""
    for page in pages:
        for m in page.mentions:
            if m.kind == "organisation" and m.actor is not None:
                says = "pronoun" if m.resolved in _REFERRING else "full"
                text = " ".join(page.text[m.start : m.end].split())
                yield Named(m.start, m.end, text, "organisation", "organisation", says, m.actor)


def _with_parties(pages: Sequence[Page], named: list[Named]) -> list[Named]:
    """Each with the actors named in its sentence, outside the names of things."""
    inside = [(n.start, n.end) for n in named if n.kind != "organisation"]
    found, at = [], [n.start for n in named]
    for page in pages:
        places = [m.start for m in page.mentions]
        for start, end in page.sentences:
            here = named[bisect_left(at, start) : bisect_left(at, end)]
            if not here:
                continue
            actors: dict[str, None] = {}
            for m in page.mentions[bisect_left(places, start) : bisect_left(places, end)]:
                k = bisect_left(inside, (m.start + 1,)) - 1
                held = k >= 0 and inside[k][0] <= m.start and m.end <= inside[k][1]
                if m.actor and m.kind != "place" and not held:
                    actors.setdefault(m.actor)
            found += [replace(n, parties=tuple(actors)) for n in here]
    return found


def _tellings(
    pages: Sequence[Page], named: Sequence[Named], aliases: Sequence[Named], reading: Reading
) -> Iterator[Telling]:
    if not named:
        return
    dates = sorted(reading.dates, key=lambda d: (d.start, d.end))
    reports = sorted(reading.reports, key=lambda r: (r.trigger, r.id))
    by_place: list[tuple[Sequence[Any], list[int]]] = [
        (rows, [row.start for row in rows]) for rows in (named, dates, aliases)
    ]
    by_place.append((reports, [r.trigger[0] for r in reports]))
    for page in pages:
        places = [m.start for m in page.mentions]
        for start, end in page.sentences:
            here = [rows[bisect_left(at, start) : bisect_left(at, end)] for rows, at in by_place]
            if not here[0]:
                continue
            inside: Sequence[ActorMention] = page.mentions[bisect_left(places, start) : bisect_left(places, end)]
            words = page.word_at(start), page.word_at(end)
            sentence = Sentence(page, start, end, *words, here[0], inside, here[1], here[3])
            yield from stages(sentence)
            yield from parties(sentence)
            yield from facts(sentence, here[2])
            yield from members(sentence)


def _row(of: str, t: Telling) -> Row:
    return (
        *(of, t.start, t.end, *t.about, t.tells, t.field, *t.word, t.status, t.first, t.last, list(t.parties)),
        *(t.value, t.number, t.unit, t.actor, t.report_id, t.claimed_by, t.rule),
    )
