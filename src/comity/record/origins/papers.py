"""The documents as sources: by what names each can be credited, whose text it is, and what each report credits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from comity.record.origins.credits import Credit, credits, goes_on, wire_credits
from comity.record.origins.outlets import Names, authors_of, is_agency
from comity.record.origins.retold import Fingerprint, fingerprint

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter

_DOCUMENTS: Final = """
    SELECT id, coalesce(source_group, id) AS source_group, title, outlet, author, published_last
    FROM documents WHERE status = 'read' OR status IS NULL ORDER BY id
"""
_HEAD, _TAIL = 700, 160
_ENDS: Final = f"""
    SELECT t.document_id, substring(t."text", 1, {_HEAD}) AS head, right(t."text", {_TAIL}) AS tail
    FROM texts t JOIN documents d ON d.id = t.document_id WHERE d.status = 'read' ORDER BY 1
"""
_BEFORE: Final = 400
"""Characters before a sentence in which an outlet can have been named whose report goes on in it."""
_EVIDENCE: Final = f"""
    SELECT r.id, r.document_id, least(r.start, {_BEFORE}) AS before, r.claimed_start - r.start AS claimed_start,
           r.claimed_end - r.start AS claimed_end, r.start AS start,
           substring(t."text", greatest(r.start - {_BEFORE}, 0) + 1, least(r.start, {_BEFORE}) + r."end" - r.start) AS said
    FROM reports r JOIN texts t ON t.document_id = r.document_id ORDER BY r.id
"""
_LONGEST: Final = 40_000
"""So many characters of a document's prose are looked at for a story that it retells."""
_PROSE: Final = """
    SELECT t.document_id, t."text", p.start, p."end" FROM texts t
    LEFT JOIN passages p ON p.document_id = t.document_id AND p.kind = 'prose'
    WHERE list_contains(?, t.document_id) ORDER BY t.document_id, p.start
"""
_NOBODY: Final = frozenset(
    str.split(
        "admin administrator editor editors editorial staff agencies agency correspondent reporter newsroom desk team "
        "bureau contributor guest anonymous unknown web monitoring wires"
    )
)
"""Words of bylines that name no person."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a source. `own` are the keys that make it one source with every other text that has one of them
    (its text's group; the agency whose text it is, else its authors, else its outlet), `known_as` all by which others
    can credit it. `signed`: a person or an agency answers for it."""

    id: str
    group: str
    published: int | None
    own: frozenset[str]
    known_as: frozenset[str]
    outlet: str | None
    signed: bool
    wire: Credit | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence of a report credits; `speaks`: the speaker that was read there is the credited outlet itself;
    `text` is the sentence."""

    credits: tuple[Credit, ...]
    speaks: bool
    text: str


def papers(store: StoreWriter) -> tuple[dict[str, Paper], Names]:
    """Every document that was read, by id, and the names by which texts can credit them."""
    rows = list(store.rows(_DOCUMENTS))
    names = Names.of(rows)
    ends = {row["document_id"]: wire_credits(names, row["head"] or "", row["tail"] or "") for row in store.rows(_ENDS)}
    return {row["id"]: _paper(row, names, ends.get(row["id"], [])) for row in rows}, names


def _paper(row: dict[str, Any], names: Names, wires: list[Credit]) -> Paper:
    group = f"text:{row['source_group']}"
    outlet = names.outlet(row["outlet"]) if row["outlet"] else None
    authors = [names.author(a) for a in authors_of(row["author"]) if _NOBODY.isdisjoint(a.casefold().split())]
    persons = {key for key in authors if key.startswith("author:")}
    agencies = {credit.key for credit in wires} or {k for k in (outlet, *authors) if k is not None and is_agency(k)}
    if agencies:
        own = agencies
    elif persons:
        own = persons
    else:
        own = {outlet} if outlet is not None else set()
    prints = outlet is not None and bool(agencies) and outlet not in agencies  # a paper with an agency's text
    known_as = {group, *own, *authors, *([outlet] if outlet and not prints else [])}
    published = row["published_last"]
    return Paper(
        id=row["id"],
        group=group,
        published=published.toordinal() if isinstance(published, date) else None,
        own=frozenset({group, *own}),
        known_as=frozenset(known_as),
        outlet=outlet,
        signed=bool(agencies or persons),
        wire=wires[0] if wires else None,
    )


def told(store: StoreWriter, names: Names, registry: Registry) -> Iterator[tuple[str, Told]]:
    """(report id, what its sentence credits) for each report."""
    state_of = _states(registry)
    sentences: dict[str, tuple[Credit, ...]] = {}
    for row in store.rows(_EVIDENCE):
        before, said = row["said"][: row["before"]], row["said"][row["before"] :]
        found = sentences.get(said)
        if found is None:
            found = sentences[said] = tuple(credits(names, said, state_of))
        if not found and before and goes_on(said):
            found = tuple(credits(names, before, state_of)[-1:])
            yield row["id"], Told(found, False, said)
            continue
        claimed = row["claimed_start"], row["claimed_end"]
        speaks = None not in claimed and any(c.start < claimed[1] and claimed[0] < c.end for c in found)
        yield row["id"], Told(found, speaks, said)


def _states(registry: Registry) -> Callable[[str], str | None]:
    @cache
    def state_of(word: str) -> str | None:
        if not word:
            return None
        actor = registry.resolve(word, None).actor
        return actor if actor is not None and actor in registry and registry.actor(actor).kind == "state" else None

    return state_of


def fingerprints(store: StoreWriter, documents: Iterable[str]) -> dict[str, Fingerprint]:
    """The anchors of the prose of documents, by id."""
    found: dict[str, Fingerprint] = {}
    wanted = sorted(documents)
    for first in range(0, len(wanted), 500):
        prose: dict[str, list[str]] = {}
        store.flush()
        with store.db.cursor() as cursor:
            cursor.execute(_PROSE, [wanted[first : first + 500]])
            while batch := cursor.fetchmany(5_000):
                for id, text, start, end in batch:
                    prose.setdefault(id, []).append(text[:_LONGEST] if start is None else text[start:end])
        found.update({id: fingerprint("\n\n".join(parts)[:_LONGEST]) for id, parts in prose.items()})
    return found
