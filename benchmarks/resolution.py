"""Who is meant: how many of the words that stand for a party, in the annotated paragraphs of `training/corpus/`, a mention
covers, and how many of these mentions name the annotated actor.

A party is one place in a text (`source_spans`, `target_spans`, `a_span` ...) with all the ids that stand on it. It is found where a
mention overlaps it; exact where that mention means just these actors (or these among others that it names too: "Thai and Cambodian
soldiers"), near where it means the same lineages (Russia for the Soviet Union) or an organ of theirs (the Security Council for the
United Nations), wrong where it means others, open where it means nobody yet. A party whose id is a slug that no table has
(`protesters`) is right where a mention of a group, an organisation or a person that means no state covers it.
Figures are given for the nine tenths whose errors are looked at and for the tenth kept apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from training.corpus import kept_apart, load

from comity.actors import Registry
from comity.documents.load import from_text
from comity.intervals import Interval

if TYPE_CHECKING:
    from comity.reading.context import Mention

Row = dict[str, Any]
Span = tuple[int, int]

_SAME: Final = {"UNO": "UN", "AFU": "AU", "LON": "LEAGUE-OF-NATIONS", "WB": "WORLD-BANK", "IBRD": "WORLD-BANK"}
"""Other codes for actors of the tables. Slugs that are a name of one ("warsaw-pact") are read as that actor."""
_PRONOUNS: Final = re.compile(
    r"(I|me|my|mine|we|us|ours?|yours?|you|its?|itself|they|them|theirs?|themselves|he|him|his|himself|she|hers?|herself|who|whom|whose)$",
    re.I,
)
_SETS: Final = re.compile(
    r"^(both|all|each|neither|either|one another|two|three|four|five|six|the (two|three|four|five|six|pair|trio|latter|former|other)"
    r"|these|those|others?)\b",
    re.I,
)
_ROLES: Final = (
    ("name", "name"),
    ("demonym", "adjective"),
    ("people", "adjective"),
    ("organisation", "organisation or group"),
    ("group", "organisation or group"),
    ("seat", "capital or seat"),
    ("place", "place"),
    ("person", "leader or minister"),
)
KINDS: Final = (
    "name",
    "adjective",
    "organisation or group",
    "capital or seat",
    "place",
    "leader or minister",
    "other name",
    "pronoun",
    "set",
    "description",
    "people or group",
)


@dataclass(frozen=True, slots=True)
class Party:
    """Words that stand for a party: characters of the text, the annotated ids, what kind of words they are."""

    span: Span
    words: str
    ids: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A party, the mention that covers it best, and what became of it: exact, near, wrong, open or none."""

    document: str
    party: Party
    mention: Mention | None
    outcome: str


@cache
def slugs(registry: Registry) -> dict[str, str]:
    """Slug of a name -> the one actor that it names."""
    found: dict[str, set[str]] = {}
    for actor in registry.actors():
        for text in (actor.id, actor.name, *registry.names(actor.id)):
            found.setdefault(_slug(text), set()).add(actor.id)
    return {slug: ids.pop() for slug, ids in found.items() if len(ids) == 1}


def _id(id: str, registry: Registry) -> str:
    id = _SAME.get(id, id)
    return id if id in registry else slugs(registry).get(_slug(id), id)


def parties(row: Row, registry: Registry) -> list[Party]:
    """The parties of a paragraph, each place once, in the order of the text."""
    places: dict[Span, dict[str, None]] = {}

    def add(id: str | None, span: list[int] | None) -> None:
        if id is not None and span is not None:
            places.setdefault((span[0], span[1]), {})[_id(id, registry)] = None

    for report in row["reports"]:
        for ids, spans in (("sources", "source_spans"), ("targets", "target_spans")):
            for id, span in zip(report[ids], report[spans], strict=True):
                add(id, span)
    for claim in row["relations"]:
        add(claim["a"], claim.get("a_span"))
        add(claim["b"], claim.get("b_span"))
    for stance in row["stances"]:
        add(stance["actor"], stance.get("actor_span"))
        add(stance.get("object_actor"), stance.get("object_actor_span"))
    found = []
    for (start, end), held in sorted(places.items()):
        words, codes = row["text"][start:end], frozenset(held)
        found.append(Party((start, end), words, codes, _kind(words, codes, registry)))
    return found


def _kind(words: str, ids: frozenset[str], registry: Registry) -> str:
    if _PRONOUNS.match(words):
        return "pronoun"
    if len(ids) > 1 or _SETS.match(words):
        return "set"
    hits = registry.find(words)
    roles = hits[0].roles() if hits else frozenset()
    for role, kind in _ROLES:
        if role in roles:
            return kind
    bare = re.sub(r"^(the|a|an|its|their|his|her|our)\s+", "", words, flags=re.I)
    if bare[:1].isupper():
        return "other name"
    return "description" if all(id in registry for id in ids) else "people or group"


def judge(row: Row, registry: Registry) -> list[Judged]:
    """Every party of a paragraph with the mention found for it. Reads the paragraph."""
    from comity.reading.parse import parse
    from comity.reading.reader import context_of

    published = row["document"]["published"]
    day = None if published is None else Interval(*(date.fromisoformat(d) for d in published))
    document = from_text(row["text"], id=row["id"], published=day)
    context = context_of(document, parse(document, (), registry), registry)
    judged = []
    for party in parties(row, registry):
        mention = _covering(party.span, context.mentions)
        judged.append(Judged(row["id"], party, mention, _outcome(party, mention, registry)))
    return judged


def _covering(span: Span, mentions: Iterable[Mention]) -> Mention | None:
    """The mention that shares most characters with the span; of equals the shortest."""
    best: tuple[int, int] | None = None
    found = None
    for mention in mentions:
        shared = min(span[1], mention.span[1]) - max(span[0], mention.span[0])
        rank = (shared, mention.span[0] - mention.span[1])
        if shared > 0 and (best is None or rank > best):
            best, found = rank, mention
    return found


def _outcome(party: Party, mention: Mention | None, registry: Registry) -> str:
    if mention is None:
        return "none"
    known = {id for id in party.ids if id in registry}
    ours = set(mention.actors)
    if not known:
        if any(registry.actor(id).kind == "state" for id in ours) and mention.kind != "person":
            return "wrong"
        return "exact" if mention.kind in ("group", "organisation", "person") else "wrong" if ours else "open"
    if not ours:
        return "open"
    named_too = known < ours and len(mention.actors) > 1 and mention.resolved in ("agent", "name", "title+name")
    if ours == known or named_too:
        return "exact"
    if {_whole(id, registry) for id in ours} == {_whole(id, registry) for id in known}:
        return "near"
    return "wrong"


def _whole(id: str, registry: Registry) -> str:
    """The lineage of an actor, or of what it is an organ of."""
    actor = registry.actor(id)
    if actor.parent is not None and actor.kind == "organisation":
        return registry.lineage(actor.parent)
    organ = (
        actor.kind == "group"
        and len(actor.home) == 1
        and (actor.sector in ("SPY", "MIL", "COP") or actor.standing == "firm")
    )
    return registry.lineage(actor.home[0] if organ else id)


def _slug(id: str) -> str:
    return re.sub(r"[^a-z0-9]", "", id.lower())


def lines(judged: Iterable[Judged], what: str) -> Iterator[str]:
    """A table: per kind of words, the parties, and the shares (per cent) found, exact, near, wrong and open."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("all", *KINDS)}
    for each in judged:
        for kind in ("all", each.party.kind):
            counts[kind][each.outcome] += 1
    yield f"who is meant, {what:<27} parties  found  exact   near  wrong   open  right of resolved"
    for kind, outcomes in counts.items():
        total = sum(outcomes.values())
        if not total:
            continue
        right, resolved = outcomes["exact"] + outcomes["near"], total - outcomes["none"] - outcomes["open"]
        shares = [total - outcomes["none"], outcomes["exact"], outcomes["near"], outcomes["wrong"], outcomes["open"]]
        figures = "  ".join(f"{100 * n / total:5.1f}" for n in shares)
        yield f"  {kind:<38} {total:7}  {figures}  {100 * right / resolved if resolved else 0.0:9.1f}"


def measure() -> Iterator[str]:
    """The lines of both parts of the corpus."""
    registry = Registry.default()
    paragraphs = load()
    for what, apart in (("looked at", False), ("kept apart", True)):
        yield from lines(
            (j for row in paragraphs if kept_apart(row["id"]) == apart for j in judge(row, registry)), what
        )


if __name__ == "__main__":
    for line in measure():
        print(line)
