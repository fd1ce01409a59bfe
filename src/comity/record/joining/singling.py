"""Whether two reports share anything that singles one act out, besides parties, a type and a common word for the act.

A relation is full of acts of one type. Where a date does not tell them apart, because there is none, or one of a year or
a term of office, something else must: a thing, a place, a figure, rare words, the same person on the same errand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from comity.record.joining.kinds import kinds_of_act
from comity.record.joining.pairs import neighbours
from comity.record.joining.sighting import Sighting, headline, stems
from comity.record.joining.traits import Traits

Found = dict[str, float]
Telling = Callable[[frozenset[str]], float]

_LEAST: Final = 0.7
_RARE: Final = 1.5
_RARE_PERSON: Final = 2.5
_MONTH: Final = 31
_SOME_WEEKS: Final = 62
_COMMON_GROUND: Final = ("act_same_kind", "thing_kind", "thing_told", "place_told")
_WIDE: Final = 300
_STOPPED: Final = frozenset(("stalled", "denied"))
_SINGLING: Final = (
    "thing_same", "thing_told", "amount_same", "copied", "act_once", "words_near_same", "place_same", "headline",
    "told_again", "one_reading",
)  # fmt: skip
_SURE: Final = ("dates_same_day", "copied", "headline", "one_reading")
_RECURRING: Final = frozenset(("CONSULT", "ASSAULT", "ACCUSE", "REQUEST", "REJECT", "PROTEST", "THREATEN", "COERCE"))
_SINGLED_OUT: Final = (
    "thing_same", "thing_told", "amount_same", "names_same", "copied", "act_once", "place_same", "place_told", "headline",
    "told_again", "one_reading",
)  # fmt: skip
_UPON: Final = frozenset(("extend", "ratify", "join", "lift", "break", "ban", "withdraw", "condemn", "deliver"))
"""Kinds of act that are done to an accord made before."""
_BOTH: Final = frozenset(("same", "visitor", "swapped", "extra", "subset"))


def two_readings(a: Sighting, b: Sighting, roles: str) -> bool:
    """one_phrase_rule: whether two reports of one sentence read the same act twice: the word of the one stands in the words of
    the other, the parties are the same, no date parts them, and their types border on each other, or the act that is read a second time was
    stopped by the first ('suspended aid')."""
    if b.id in a.governs:
        head, part = a, b
    elif b.id in a.governed:
        head, part = b, a
    else:
        return False
    if roles not in ("same", "missing", "subset") or not (
        a.symmetric or b.symmetric or a.source_side & b.source_side or a.target_side & b.target_side
    ):
        return False
    if a.trigger == b.trigger or (a.first and b.first and (a.first, a.last) != (b.first, b.last)):
        return False
    if kinds_of_act(head.trigger) & _UPON and "treaty" in kinds_of_act(part.trigger):
        return False
    types = frozenset((a.event_type, b.event_type))
    return len(types) == 1 or types in neighbours() or (part.status in _STOPPED and head.status not in _STOPPED)


def alike(p: Traits, q: Traits, roles: str, telling: Telling, found: Found) -> bool:
    """Whether something singles the act out. The names of leaders, who stand in every sentence about their countries,
    do so only where the same one goes to the same place, or where they are rare."""
    if any(found[name] >= _LEAST for name in _SINGLING if name in found):
        return True
    if "names_same" not in found or "mode_other" in found:
        return False
    if roles == "same" and "mode_same" in found and len(p.report.parties) > 1:
        return True
    a, b = p.report, q.report
    persons, shared = a.persons | b.persons, a.names & b.names
    if shared & (a.thing_words | b.thing_words):
        return True
    return any(telling(stems((name,))) >= (_RARE_PERSON if name in persons else _RARE) for name in sorted(shared))


def _borrowed(a: Sighting, b: Sighting) -> bool:
    """Whether one of two dates of a document only stands near, so that it may be the other's."""
    if "context" in (a.basis, b.basis):
        return True
    return "narrative" in (a.basis, b.basis) and (a.first, a.last) == (b.first, b.last) and (a.days or 0) > _SOME_WEEKS


def _other_host(a: Sighting, b: Sighting) -> bool:
    """Whether the one visits something that is none of the other's parties and that the other does not speak of."""
    if a.mode != "visit" or a.target_side or not b.target_side:
        return False
    said = a.names - a.persons
    return bool(said) and said.isdisjoint(b.names | b.words)


def _one_sums_up(a: Sighting, b: Sighting) -> bool:
    """Whether one of the two, and not within one month, tells of several acts in the plural."""
    if ("many" in a.marks) == ("many" in b.marks):
        return False
    return ((a if "many" in a.marks else b).days or _WIDE) > _MONTH


def unsingled(p: Traits, q: Traits, roles: str, telling: Telling, found: Found) -> None:
    """What speaks against one event because nothing singles it out."""
    a, b = p.report, q.report
    if (p.standing or q.standing) and "copied" not in found:
        found["standing"] = 1.0
    if _one_sums_up(a, b) and found.keys().isdisjoint(_SURE):
        found["many_one"] = 1.0
    if _other_host(a, b) or _other_host(b, a):
        found["host_other"] = 1.0
    singled = alike(p, q, roles, telling, found)
    if a.event_type != b.event_type and found.keys().isdisjoint(_SURE):
        close = "dates_meet" in found and max(a.days or 0, b.days or 0) <= _SOME_WEEKS
        shared = singled or close or not found.keys().isdisjoint(_COMMON_GROUND)
        if roles not in _BOTH or len(a.parties & b.parties) < 2 or not shared:
            found["type_unlike"] = 1.0
    borrowed = a.document == b.document and not headline(a, b) and _borrowed(a, b)
    vague = p.vague or q.vague or borrowed
    wide = max(a.days or 0, b.days or 0) > _WIDE
    if wide and {a.event_type, b.event_type} & _RECURRING and found.keys().isdisjoint(_SINGLED_OUT):
        found["dates_wide_recurring"] = 1.0
    if wide and not singled:
        if "act_same_kind" not in found:
            found["dates_wide_unlike"] = 1.0
        if roles in ("subset", "extra", "visitor") and not {"words_same", "words_near_same"} & found.keys():
            found["dates_wide_parties"] = 1.0
    if p.vague and q.vague:
        found["dates_both_none"] = 1.0
    if vague and not singled:
        found["dates_none_unlike"] = 1.0
