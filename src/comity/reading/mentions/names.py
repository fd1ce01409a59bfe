"""Names in a paragraph: which words name which actor there, and whether they stand for an actor or a place at all."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from comity.actors.model import AliasHit
from comity.reading.mentions.cues import cues
from comity.reading.mentions.draft import Named

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.reading.context import Context
    from comity.reading.mentions.asof import Calendar
    from comity.reading.mentions.sentence import Words

_UNION: Final = frozenset({"European", "Europeans"})
_UNION_FROM: Final = 1958
_COMPOUND: Final = re.compile(r"\b(?:([a-z]{3,})([-–‑])([A-Z][A-Za-z]+)|([A-Z][A-Za-z]+)([-–‑])([a-z]{3,}))\b")
_HYPHENS: Final = frozenset("-–‑‐—/")


def find_names(words: Words, context: Context, calendar: Calendar, spoken_of: Container[str]) -> list[Named]:
    """Names of states, seats, places, groups, organisations and full names of persons, in order, resolved as of their date.

    `spoken_of` holds the actors that earlier paragraphs named.
    """
    paragraph = words.paragraph
    registry, text = context.registry, context.document.text[paragraph.start : paragraph.end]
    text = _with_capitals(registry, text)
    hits = registry.find(text)
    if any(hit.text in cues()["needs_home"] for hit in hits):
        hits = [hit for hit in hits if hit.text not in cues()["needs_home"] or _at_home(hit, hits, context, spoken_of)]
    found: list[Named] = []
    for n, hit in enumerate(hits):
        i, j = words.tokens(hit.start, hit.end)
        if hit.names[0].role == "none":
            for k in range(i, j):
                words.taken[k] = True
            continue
        before, after = _joined_before(text, hit), _joined_after(text, hit)
        partner_before = before and n > 0 and hits[n - 1].end == hit.start - 1 and hits[n - 1].names[0].role != "none"
        partner_after = after and n + 1 < len(hits) and hits[n + 1].start == hit.end + 1
        if hit.roles() == {"prefix"} and not partner_after:
            continue
        if len(hit.names) > 1 and not (partner_after and "prefix" in hit.roles()):
            hit = _without_prefixes(hit)
        head = words.outside_head(i, j)
        named = Named(i, j, head, hit, registry.resolve(hit, calendar.at(i)), partner_before or partner_after)
        named.shared_token = words.starts[i] < hit.start or words.ends[j - 1] > hit.end
        if not partner_before and before and not _reads_prefix(text, hit, named):
            _take(words, i, j)
            continue
        if not partner_after and after and not _reads_suffix(text, hit, named):
            _take(words, i, j)
            continue
        if _is_something_else(words, named) or (
            hit.text in _UNION and not _of_the_union(words, named, calendar, context)
        ):
            continue
        if i > 0 and words.lower[i - 1] == "ethnic" and hit.roles() <= {"demonym", "people"}:
            _take(words, i, j)  # ethnic_rule: "ethnic Russians" are of another state
            continue
        if "seat" in hit.roles() and not hit.roles() & {"name", "demonym"}:
            named.place = named.place or named.resolution.kind == "place" or seat_rule(words, named)
        if found:
            _adjective_rule(context, found[-1], named)
        found.append(named)
    return found


def _with_capitals(registry: Registry, text: str) -> str:
    """compound_rule: both halves of a compound are names if one is: 'sino-Indian', 'soviet-Egypt', 'Franco-german'."""

    def mended(match: re.Match[str]) -> str:
        first, hyphen, second = (part for part in match.groups() if part is not None)
        known = [_is_half(registry, word) for word in (first, second)]
        return (
            f"{first[:1].upper()}{first[1:]}{hyphen}{second[:1].upper()}{second[1:]}" if all(known) else match.group()
        )

    return _COMPOUND.sub(mended, text)


def _is_half(registry: Registry, word: str) -> bool:
    hit = registry.lookup(word[:1].upper() + word[1:])
    return hit is not None and bool(hit.roles() & {"prefix", "demonym", "name"})


def _adjective_rule(context: Context, before: Named, named: Named) -> None:
    """adjective_rule: 'Pakistani Kashmir', 'Iraqi Kurds': whose part of a divided place, whose citizens of a people in
    several states."""
    owner = before.resolution.actor
    if before.j != named.i or owner is None or "demonym" not in before.hit.roles():
        return
    people = named.resolution.actor
    if people is not None and named.resolution.kind == "group":
        actor = context.registry.actor(people)
        if len(actor.home) > 1 and owner in actor.home and actor.sector == "CVL":
            named.resolution = replace(before.resolution, how="demonym")
    elif people is None and any(candidate == owner for candidate, _ in named.resolution.candidates):
        named.resolution = replace(named.resolution, actor=owner, candidates=((owner, 1.0),))


def _at_home(hit: AliasHit, hits: list[AliasHit], context: Context, spoken_of: Container[str]) -> bool:
    """acronym_rule: an acronym that means other things too is read where its home, a member or its full name is in the text."""
    registry = context.registry
    for name in hit.names:
        actor = registry.actor(name.actor)
        if actor.name != hit.text and actor.name in context.document.text:
            return True
        homes = {*actor.home, *(m.member for m in registry.memberships(actor.id))}
        if any(home in spoken_of for home in homes) or any(n.actor in homes for h in hits for n in h.names):
            return True
    return False


def _take(words: Words, i: int, j: int) -> None:
    for k in range(i, j):
        words.taken[k] = True


def _without_prefixes(hit: AliasHit) -> AliasHit:
    names = tuple(n for n in hit.names if n.role != "prefix")
    return hit if not names or len(names) == len(hit.names) else AliasHit(hit.start, hit.end, hit.text, names)


def _joined_before(text: str, hit: AliasHit) -> bool:
    return (
        hit.start > 1
        and text[hit.start - 1] in _HYPHENS
        and text[hit.start - 2].isalnum() | (text[hit.start - 2] == ".")
    )


def _joined_after(text: str, hit: AliasHit) -> bool:
    return hit.end + 1 < len(text) and text[hit.end] in _HYPHENS and text[hit.end + 1].isalpha()


def _reads_prefix(text: str, hit: AliasHit, named: Named) -> bool:
    """prefix_rule: 'pro-Russian', 'post-Soviet' name no actor; 'anti-Russian' names the one it is against."""
    start = hit.start - 2
    while start >= 0 and text[start].isalpha():
        start -= 1
    word = text[start + 1 : hit.start - 1].lower()
    if word in cues()["skip_prefix"] or word == "ex":
        return False
    named.against = word in cues()["against_prefix"]
    return True


def _reads_suffix(text: str, hit: AliasHit, named: Named) -> bool:
    """suffix_rule: 'US-brokered' and 'US-backed' act, 'Pakistan-based' is a place, 'Russian-made' is neither."""
    end = hit.end + 1
    while end < len(text) and text[end].isalpha():
        end += 1
    word = text[hit.end + 1 : end]
    if text[hit.end] in "—/" or word[0].isupper():
        return True
    if word in cues()["doer"]:
        named.doer = True
        return True
    if word in cues()["patron"]:
        named.patron = True
        return True
    if word in cues()["based"]:
        named.place = True
        return True
    return False


def _of_the_union(words: Words, named: Named, calendar: Calendar, context: Context) -> bool:
    """union_adjective_rule: 'European leaders', 'European sanctions' are the Union's, 'European history' is not."""
    when = calendar.at(named.i)
    if when is not None and when.last.year < _UNION_FROM:
        return False
    if named.hit.text == "Europeans":
        return words.dep[named.head] in ("nsubj", "nsubjpass", "dobj", "pobj", "poss")
    agents = context.registry.agents
    after = words.lower[named.j : named.j + 3]
    return any(word in cues()["union_noun"] or agents.get(word) is not None for word in after)


def _is_something_else(words: Words, named: Named) -> bool:
    """homonym_rule: 'Michael Jordan' is a person, the 'Georgia' beside 'Texas' a part of the United States."""
    i, j = named.i, named.j
    if j - i > 1 or named.partner:
        return False
    word = words.text[i]
    if word not in cues()["given_name"]:
        return (
            words.pos[i] in ("VERB", "ADV", "AUX", "PRON")
            and not word.isupper()
            and not named.hit.roles() & {"name", "demonym", "people"}
        )
    if words.ent[i] == "PERSON":
        before = i > 0 and words.ent[i - 1] == "PERSON" and words.sentence[i - 1] == words.sentence[i]
        after = j < len(words) and words.ent[j] == "PERSON"
        if before or after:
            return True
    if word == "Georgia":
        near = words.text[max(0, i - 4) : j + 3]
        return not cues()["us_context"].isdisjoint(near)
    return False


def seat_rule(words: Words, named: Named) -> bool:
    """Whether a seat is read as a place: after in, at or near; after to or from with travel; as what was visited; as a venue."""
    table = cues()
    h = named.head
    for _ in range(4):  # 'in Paris and London' hangs London from Paris
        if words.dep[h] in ("conj", "appos") and words.head[h] < h:
            h = words.head[h]
        else:
            break
    dep, up = words.dep[h], words.head[h]
    if dep == "pobj":
        preposition = words.lower[up]
        if preposition in table["place_preposition"]:
            return True
        if preposition in ("to", "from", "for", "toward", "towards", "of", "between"):
            governor = words.head[up]
            steps = 0
            while words.dep[governor] == "prep" and steps < 2:
                governor, steps = words.head[words.head[governor]], steps + 1
            if preposition == "of":
                return words.lower[governor] in table["part_of_place"]
            return not table["travel"].isdisjoint(words.lower[min(governor, up) : max(governor + 1, up)])
    if dep in ("dobj", "nsubjpass"):
        return words.lower[up] in table["reached"]
    if dep in ("compound", "nmod", "amod") and up > h and words.lower[up] in table["venue"]:
        return True
    if dep in ("npadvmod", "nmod") and up < h:
        return True
    return _dateline(words, named)


def _dateline(words: Words, named: Named) -> bool:
    """dateline_rule: 'CAIRO (AP) -', 'Cairo, 3 May', 'CAIRO:' say where a report was written."""
    j = named.j
    if j >= len(words):
        return False
    mark = words.text[j]
    if mark == "," and j + 1 < len(words) and words.ent[j + 1] == "DATE":
        return words.dep[named.head] not in ("nsubj", "nsubjpass", "dobj")
    return mark == ":" or (words.first_in_sentence(named.i) and mark in ("(", "—", "–"))
