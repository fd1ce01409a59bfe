"""When two reports are one event: what forbids it, what speaks for it, and how much.

Two reports of one event have the same parties along their lineages, types that can name one act, and dates that
overlap. Whether they then are one is a sum of evidence, `score`, held against `THRESHOLD`. A shared day of the same
act by the same parties is enough; a shared year is not, without a shared thing, sentence, place or amount: visits,
talks and accusations recur. The weights are set by argument, not fitted.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from comity.errors import TableError
from comity.record.joining.acts import opposite_trade, rows
from comity.record.joining.sighting import Sighting, headline, jaccard, like_trigger, overlap, stems
from comity.vocabulary import types

THRESHOLD: Final = 4.5
FLOOR: Final = 1.5
"""Reports of one event that are not directly joined must still have this much evidence between them."""

_SAME_PARTIES: Final = 1.0
_SAME_TYPE: Final = 1.0
_BY_LONGER_INTERVAL: Final = ((1, 3.0), (7, 2.5), (31, 2.0), (92, 1.5), (366, 1.0))
_CONTEXT_DATE: Final = 0.5  # a date that only stands near is worth half
_NAMED_THING: Final = 3.0
_COMMON_THING: Final = 1.5  # "talks", "agreement": one plain word
_SAME_MODE: Final = 0.5
_OTHER_MODE: Final = -2.0
_SAME_ISSUE: Final = 0.5
_OTHER_ISSUE: Final = -0.5
_SAME_PLACE: Final = 1.0
_OTHER_PLACE: Final = -1.5
_SAME_AMOUNT: Final = 2.0
_OTHER_AMOUNT: Final = -1.5
_SAME_DOCUMENT: Final = 2.5  # a document seldom contradicts itself: differences weigh more within one
COPIED: Final = (0.8, 4.0)
FEWEST_WORDS: Final = 4  # sentences shorter than this are not compared
_LIKE_WORDS: Final = ((0.5, 2.0), (0.3, 1.0))
_SAME_TRIGGER: Final = 0.5  # the same verb or noun for the act
_OTHER_PERSONS: Final = -3.0  # a visit of the one minister and a visit of another
_SAME_NAME: Final = 1.0  # a place, person, ship or model that both sentences name besides the parties
_IN_HEADLINE: Final = (0.4, 3.0)  # a headline tells in few words what the body tells
_DATES_APART: Final = -0.5
_NOTHING_BESIDES: Final = -1.0  # only parties, type and a month or year in common
_SECOND_TRIGGER: Final = -1.5  # another verb of the same sentence is mostly another act

Parties = Literal["same", "partial", "apart"]


@cache
def neighbours() -> dict[frozenset[str], tuple[str, str]]:
    """Pairs of types that may name one act -> (what they need besides, why)."""
    table = {}
    for row in rows("neighbours.csv"):
        for name in (row["a"], row["b"]):
            if name not in types():
                raise TableError(f"neighbours.csv: {name!r} is no event type.")
        if row["needs"] not in ("day", "thing", "either"):
            raise TableError(f"neighbours.csv: needs is {row['needs']!r}; it can be day, thing or either.")
        table[frozenset((row["a"], row["b"]))] = row["needs"], row["why"]
    return table


@cache
def families() -> dict[str, str]:
    """Type -> the first type, by name, that can be reached from it over neighbours."""
    home = {name: name for name in sorted(types())}
    for pair in sorted(neighbours(), key=sorted):
        low, high = sorted(home[name] for name in pair)
        home = {name: low if root == high else root for name, root in home.items()}
    return home


def parties_match(a: Sighting, b: Sighting) -> Parties:
    """same: the same actors in the same roles (roles are free where both sides act alike); partial: one names only
    some of the other's actors, or the roles differ in an act that both sides can lead; apart: anything else."""
    if a.source_side == b.source_side and a.target_side == b.target_side and a.symmetric == b.symmetric:
        return "same"
    shared = _both_can_lead(a.event_type) and _both_can_lead(b.event_type)
    either_way = a.symmetric or b.symmetric
    if a.parties == b.parties:
        if shared and opposite_trade(a, b):
            return "same"
        if shared:
            one_led = {"visit"} & {a.mode, b.mode} or not {a.event_type, b.event_type} <= {"CONSULT", "COOPERATE"}
            return "partial" if one_led and not either_way else "same"
        return "partial" if either_way else "apart"
    if not (a.parties < b.parties or b.parties < a.parties):
        return "apart"
    if either_way or shared:
        return "partial"
    sources = a.source_side <= b.source_side or b.source_side <= a.source_side
    targets = a.target_side <= b.target_side or b.target_side <= a.target_side
    met = a.source_side & b.source_side or (a.target_side == b.target_side and not (a.source_side and b.source_side))
    return "partial" if sources and targets and met else "apart"


def _both_can_lead(event_type: str) -> bool:
    """Whether either party can be told as the one that acts: cooperation with a shared side."""
    known = types()[event_type]
    return known.symmetric and known.cooperative


def things_match(a: Sighting, b: Sighting) -> bool | None:
    """True: the same thing; False: two things; None: one of them names none, or it cannot be told."""
    if not a.thing_words or not b.thing_words:
        return None
    if a.thing_words <= b.thing_words or b.thing_words <= a.thing_words or jaccard(a.thing_words, b.thing_words) >= 0.5:
        return True
    return None if a.thing_words & b.thing_words else False


def objects_match(a: Sighting, b: Sighting) -> bool | None:
    """As `things_match`; where a thing is missing, a designation (Mi-35) in both sentences tells, or a name and a
    figure."""
    things = things_match(a, b)
    if things is not None:
        return things
    shared = a.names & b.names
    if any(any(c.isdigit() for c in name) for name in shared) or (shared and amounts_match(a, b)):
        return True
    return None


def named(thing: str | None, words: frozenset[str]) -> bool:
    """Whether a thing's words single it out: more than one of them, or a name or number in it."""
    return len(words) > 1 or bool(thing and any(c.isupper() or c.isdigit() for c in thing[1:]))


def amounts_match(a: Sighting, b: Sighting) -> bool | None:
    """True: a figure in common; False: figures of the same unit, none in common; None: nothing to compare."""
    units = {unit for _, unit in a.amounts} & {unit for _, unit in b.amounts}
    if not units:
        return None
    return any(u == w and close(v, x) for v, u in a.amounts if u in units for x, w in b.amounts)


def close(a: float, b: float) -> bool:
    """The same figure, up to rounding (2 in 100)."""
    return abs(a - b) <= 0.02 * max(abs(a), abs(b))


def places_match(a: Sighting, b: Sighting) -> bool | None:
    if not a.place or not b.place:
        return None
    left, right = a.place.casefold(), b.place.casefold()
    return left == right or left in right or right in left


def same_sentence(a: Sighting, b: Sighting) -> bool:
    """One sentence, or a copy of it in another document."""
    if a.document == b.document:
        return a.start < b.end and b.start < a.end
    return _likeness(a, b) >= COPIED[0] and not other_persons(a, b)


def _likeness(a: Sighting, b: Sighting) -> float:
    return jaccard(a.words, b.words) if min(len(a.words), len(b.words)) >= FEWEST_WORDS else 0.0


def score(a: Sighting, b: Sighting) -> float | None:
    """How much speaks for one event (about 0 to 12, to be held against THRESHOLD); None when it cannot be one."""
    if overlap(a, b) is False:
        return None
    parties = parties_match(a, b)
    if parties == "apart":
        return None
    things = things_match(a, b)
    if things is False or _told_as_two(a, b):
        return None
    same_day = a.days == 1 and b.days == 1 and overlap(a, b) is True
    one_object = objects_match(a, b) is True
    total = 0.0
    if a.event_type == b.event_type:
        total += _SAME_TYPE
    else:
        found = neighbours().get(frozenset((a.event_type, b.event_type)))
        if found is None:
            return None
        shared = {"day": same_day, "thing": one_object, "either": same_day or one_object}
        if not shared[found[0]]:
            return None
    if parties == "same":
        total += _SAME_PARTIES
    elif not same_day and not one_object:
        return None
    harder = _SAME_DOCUMENT if a.document == b.document else 1.0
    of_words = _word_evidence(a, b)
    besides = _thing_evidence(a, b, things) + of_words
    total += _date_evidence(a, b)
    if a.mode and b.mode and a.event_type == b.event_type:
        total += _SAME_MODE if a.mode == b.mode else _OTHER_MODE
    if not same_day and {a.event_type, b.event_type} == {"CONSULT"} and other_persons(a, b):
        total += _OTHER_PERSONS
    if a.issue and b.issue:
        total += _SAME_ISSUE if a.issue == b.issue else _OTHER_ISSUE
    places = places_match(a, b)
    if places is not None:
        besides += _SAME_PLACE if places else _OTHER_PLACE * harder
    amounts = amounts_match(a, b)
    if amounts is not None:
        besides += _SAME_AMOUNT if amounts else _OTHER_AMOUNT * harder
    if not besides and not same_day and not headline(a, b):
        total += _NOTHING_BESIDES
    if _dated_apart(a, b):
        if not (one_object or _alike(a, b)):
            return None
        total += _DATES_APART
    return total + besides


def other_persons(a: Sighting, b: Sighting) -> bool:
    """Whether both name persons, and none in common."""
    return bool(a.persons and b.persons) and not a.persons & b.persons


def _told_as_two(a: Sighting, b: Sighting) -> bool:
    """Whether one document gives the two sentences other years or other sums: it knows of two acts."""
    if a.document != b.document or same_sentence(a, b):
        return False
    if a.years and b.years and not a.years & b.years:
        return True
    return amounts_match(a, b) is False


def _dated_apart(a: Sighting, b: Sighting) -> bool:
    """Whether their dates, of which one is weak, share no day."""
    if a.first is None or b.first is None or headline(a, b) or a.contradicted or b.contradicted:
        return False
    return not overlap(a, b)


def one_victim(a: Sighting, b: Sighting) -> bool:
    """Whether both tell of the killing of the same person, who has two names or more: nobody is killed twice."""
    return a.mode == b.mode == "targeted" and a.event_type == b.event_type and len(a.names & b.names) > 1


def _alike(a: Sighting, b: Sighting) -> bool:
    """Whether the words alone say that it is one act: a copy, one person killed, or like words and a name in common."""
    if same_sentence(a, b) or one_victim(a, b):
        return True
    return bool(a.names & b.names) and _likeness(a, b) >= _LIKE_WORDS[-1][0]


def _date_evidence(a: Sighting, b: Sighting) -> float:
    if a.days is None or b.days is None or not overlap(a, b):
        return 0.0
    longer = max(a.days, b.days)
    worth = next((worth for days, worth in _BY_LONGER_INTERVAL if longer <= days), 0.0)
    return worth * _CONTEXT_DATE if "context" in (a.basis, b.basis) else worth


def _thing_evidence(a: Sighting, b: Sighting, same: bool | None) -> float:
    if not same:
        return 0.0
    return _NAMED_THING if named(a.thing, a.thing_words) and named(b.thing, b.thing_words) else _COMMON_THING


def _word_evidence(a: Sighting, b: Sighting) -> float:
    if same_sentence(a, b):
        if a.trigger != b.trigger:
            return _SECOND_TRIGGER
        return 0.0 if a.document == b.document else COPIED[1]
    likeness = _likeness(a, b)
    worth = next((worth for least, worth in _LIKE_WORDS if likeness >= least), 0.0)
    worth = _IN_HEADLINE[1] if _in_headline(a, b) else worth
    worth += _SAME_TRIGGER if like_trigger(a, b) else 0.0
    return worth + _SAME_NAME if a.names & b.names else worth


def _in_headline(a: Sighting, b: Sighting) -> bool:
    """Whether one is a headline much of which, and more than one word, stands in the sentence of the other."""
    if not headline(a, b):
        return False
    label, body = (a, b) if a.label else (b, a)
    said, told = stems(label.words), stems(body.words)
    return len(said & told) >= max(2, _IN_HEADLINE[0] * len(said))


def explain(a: Sighting, b: Sighting) -> str:
    """In words, what joins two reports."""
    said = ["the same parties" if parties_match(a, b) == "same" else "parties in common"]
    if a.event_type == b.event_type:
        said.append(f"both {a.event_type}")
    else:
        said.append(f"{a.event_type} and {b.event_type} ({neighbours()[frozenset((a.event_type, b.event_type))][1]})")
    if overlap(a, b):
        said.append("the same day" if a.days == 1 and b.days == 1 else "dates that overlap")
    if things_match(a, b):
        said.append(f"the same thing ({a.thing})" if a.thing == b.thing else f"the same thing ({a.thing}; {b.thing})")
    if amounts_match(a, b):
        said.append("the same amount")
    if places_match(a, b):
        said.append(f"the same place ({a.place})")
    if a.document != b.document and same_sentence(a, b):
        said.append("the same sentence")
    elif headline(a, b):
        said.append("a headline and the text below it")
    elif not same_sentence(a, b) and _likeness(a, b) >= _LIKE_WORDS[-1][0]:
        said.append("like words")
    if not same_sentence(a, b) and like_trigger(a, b):
        both = a.trigger if a.trigger == b.trigger else f"{a.trigger}, {b.trigger}"
        said.append(f"the same word for it ({both})")
    if not same_sentence(a, b) and a.names & b.names:
        said.append(f"both name {', '.join(sorted(a.names & b.names))}")
    return "; ".join(said)
