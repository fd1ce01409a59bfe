"""What two reports have in common, and what sets them apart: named features, each a number.

    features(a, b, corpus) -> {"parties_same": 1.0, "dates_meet": 4.2, ...}, or None where they cannot be one event

Features that are not named are 0. What each weighs is in `weights.csv`. Both directions give the same.
"""

from __future__ import annotations

import re
from math import log
from typing import Final, Literal

from comity.record.joining.acts import opposite_trade, rows, single_act
from comity.record.joining.corpus import Corpus
from comity.record.joining.kinds import kinds_of_act
from comity.record.joining.marks import in_order
from comity.record.joining.pairs import (
    COPIED,
    FEWEST_WORDS,
    amounts_match,
    amounts_near,
    both_can_lead,
    named,
    neighbours,
    one_victim,
    other_persons,
    places_match,
)
from comity.record.joining.sighting import (
    COMMON_OBJECTS,
    Sighting,
    content_words,
    headline,
    jaccard,
    like_trigger,
    reach,
    spans_of,
    stems,
)

Found = dict[str, float]
Span = tuple[int, int]
Roles = Literal["same", "missing", "only_one", "subset", "swapped", "visitor", "extra", "other", "apart"]

_HORIZON: Final = 3650.0
"""Two acts of the same parties and type fall within about ten years of each other: how telling an overlap is."""
_FIRM: Final = {"explicit": 1.0, "relative": 1.0, "narrative": 0.9, "context": 0.5, "none": 0.0}
_SOON: Final = 14
_SLIP: Final = 200
_LASTS: Final = 15
LASTING: Final = frozenset(("exercise", "withdraw", "strike", "invade", "visit", "meet", "demonstrate"))
_NEAR_AMOUNT: Final = 1.25
_FEWEST_TELLING: Final = 3
_SAME_ACT: Final = ("act_same_word", "act_same_kind")
_LEAST_TELLING: Final = 0.7
_WIDE: Final = 300
_YEAR: Final = 366
_TELLING: Final = (
    "thing_same", "thing_told", "amount_same", "names_same", "copied", "act_once", "words_near_same", "place_same", "headline", "told_again",
)  # fmt: skip
_MOST_WORDS: Final = 12.0
_DONE: Final = frozenset(("happened", "ongoing", "stalled"))
_NOT_DONE: Final = frozenset(("hypothetical", "demanded"))
_NUMBER: Final = re.compile(r"\d+")
_ACCORDS: Final = stems(row["word"] for row in rows("accord_words.csv"))
_STANDING: Final = tuple(row["begins"] for row in rows("standing_words.csv"))
_PLAIN: Final = _ACCORDS | stems(COMMON_OBJECTS)


def features(a: Sighting, b: Sighting, corpus: Corpus) -> Found | None:
    """What speaks for and against one event; None where the two cannot be one."""
    roles = parties_between(a, b)
    if roles == "apart":
        return None
    found: Found = {"nothing_known": 1.0, "parties_meet": 1.0}
    if roles != "same":
        found[f"parties_{roles}"] = 1.0
    if not _type(a, b, found) or not _dates(a, b, corpus, found):
        return None
    _act(a, b, found)
    _thing(a, b, corpus, found)
    _amounts_and_places(a, b, found)
    _words(a, b, corpus, found)
    _documents(a, b, found)
    _undated(a, b, found)
    _status(a, b, found)
    return found


def parties_between(a: Sighting, b: Sighting) -> Roles:
    """How the parties of two reports go together; apart when they have none in common."""
    shared = a.parties & b.parties
    if not shared:
        return "apart"
    free = a.symmetric or b.symmetric or (both_can_lead(a.event_type) and both_can_lead(b.event_type))
    if a.parties == b.parties:
        if len(a.parties) == 1:
            return "only_one" if free or a.source_side == b.source_side else "swapped"
        if (a.source_side, a.target_side) == (b.source_side, b.target_side):
            return "same"
        if not free:
            return "same" if not _crossed(a, b) else "swapped"
        if a.symmetric or b.symmetric or not _crossed(a, b) or opposite_trade(a, b):
            return "same"
        return "visitor" if "visit" in (a.mode, b.mode) else "same"
    if a.parties < b.parties or b.parties < a.parties:
        less = a if a.parties < b.parties else b
        if not free and _crossed(a, b):
            return "swapped"
        return "missing" if not less.source_side or not less.target_side else "subset"
    if not free and _crossed(a, b):
        return "other"
    return "extra" if len(shared) > 1 else "other"


def _crossed(a: Sighting, b: Sighting) -> bool:
    """Whether one has as source what the other has as target only."""
    return bool(
        (a.source_side & b.target_side) - (a.target_side | b.source_side)
        or (b.source_side & a.target_side) - (b.target_side | a.source_side)
    )


def _type(a: Sighting, b: Sighting, found: Found) -> bool:
    found["type_meets"] = 1.0
    if a.event_type == b.event_type:
        if a.mode and b.mode:
            found["mode_same" if a.mode == b.mode else "mode_other"] = 1.0
        return True
    known = neighbours().get(frozenset((a.event_type, b.event_type)))
    if known is None:
        return False
    found[f"type_{known[0]}"] = 1.0
    return True


def _act(a: Sighting, b: Sighting, found: Found) -> None:
    left, right = kinds_of_act(a.trigger), kinds_of_act(b.trigger)
    if like_trigger(a, b):
        found["act_same_kind"] = found["act_same_word"] = 1.0
        if single_act(a) and single_act(b):
            found["act_once"] = 1.0
    elif left & right or opposite_trade(a, b):
        found["act_same_kind"] = 1.0
    elif left and right:
        found["act_other_kind"] = 1.0
    if one_victim(a, b):
        found["act_once"] = 1.0
    order = in_order(a.marks, b.marks)
    if order is not None:
        found["order_same" if order else "order_other"] = 1.0


def _dates(a: Sighting, b: Sighting, corpus: Corpus, found: Found) -> bool:
    ours, theirs = _best_spans(a, b)
    if ours is None or theirs is None:
        found["dates_none"] = 1.0
        if ours is not None or theirs is not None:
            dated, vague = (a, b) if theirs is None else (b, a)
            if vague.published is not None and vague.status in _DONE:
                ahead = ((ours or theirs) or (0, 0))[0] - vague.published
                if ahead > 0 and dated.basis != "context":
                    found["dates_after"] = 1.0
                elif -_SOON <= ahead <= 0:
                    found["dates_soon"] = 1.0
        elif _published_soon(a, b):
            found["dates_soon"] = 1.0
        _rivals(a, b, corpus, found)
        return True
    firm = min(_FIRM[a.basis], _FIRM[b.basis])
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        days = ours[1] - ours[0] + theirs[1] - theirs[0] + 1
        if not (a.basis == b.basis == "context" and a.document == b.document):
            found["dates_meet"] = max(log(_HORIZON / days), 0.0) * max(firm, 0.5)
        if days == 1 and firm > 0.5:
            found["dates_same_day"] = 1.0
        _rivals(a, b, corpus, found)
        return True
    gap = max(ours[0], theirs[0]) - min(ours[1], theirs[1])
    middle = abs(ours[0] + ours[1] - theirs[0] - theirs[1]) / 2
    if headline(a, b) and "explicit" not in (x.basis for x in (a, b) if x.label):
        found["dates_weak_apart"] = log(1 + gap)
    elif gap <= max(reach(a), reach(b)):
        found["dates_weak_apart"] = log(1 + gap)
    else:
        which = "dates_slipped" if _slipped(a, b) else "dates_lasting" if _lasting(a, b, middle) else "dates_apart"
        found[which] = log(1 + middle) * max(firm, 0.6)
        if a.document == b.document and which == "dates_apart":
            found["told_as_two"] = 1.0
    return True


def _best_spans(a: Sighting, b: Sighting) -> tuple[Span | None, Span | None]:
    """The days that the two can mean, those that lie closest; a date that only stands near may be another's."""
    spans = [(p, q) for p in spans_of(a) for q in spans_of(b)]
    if not spans:
        return next(iter(spans_of(a)), None), next(iter(spans_of(b)), None)
    return min(spans, key=lambda s: (max(s[0][0], s[1][0]) - min(s[0][1], s[1][1]) > 0, abs(sum(s[0]) - sum(s[1])), s))


def _slipped(a: Sighting, b: Sighting) -> bool:
    """Whether a day that was planned came and went before the act."""
    return any(
        plan.status in ("planned", "stalled") and (plan.first or 0) < (deed.first or 0) <= (plan.last or 0) + _SLIP
        for plan, deed in ((a, b), (b, a))
        if deed.status != plan.status
    )


def _lasting(a: Sighting, b: Sighting, middle: float) -> bool:
    """Whether both tell of an act that goes on for days, at different days of it."""
    return middle <= _LASTS and bool(kinds_of_act(a.trigger) & LASTING and kinds_of_act(b.trigger) & LASTING)


def _rivals(a: Sighting, b: Sighting, corpus: Corpus, found: Found) -> None:
    rivals = corpus.rivals(a, b)
    if rivals > 1:
        found["rivals"] = log(rivals)


def _published_soon(a: Sighting, b: Sighting) -> bool:
    return (
        a.published is not None
        and b.published is not None
        and a.document != b.document
        and abs(a.published - b.published) <= _SOON
    )


def _thing(a: Sighting, b: Sighting, corpus: Corpus, found: Found) -> None:
    if not a.thing or not b.thing:
        only, other = (a, b) if a.thing else (b, a)
        if only.thing and only.thing_words:
            told = stems(only.thing_words) & (stems(other.words) | stems(other.names))
            worth = corpus.telling(a, b, told)
            if worth > 0.5:
                found["thing_told"] = min(worth / 4, 1.5)
        return
    numbers = [frozenset(_NUMBER.findall(x.thing)) for x in (a, b) if x.thing]
    ours, theirs = stems(a.thing_words), stems(b.thing_words)
    shared = ours & theirs
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        found["thing_other_number"] = 1.0
        return
    if shared and (shared - _ACCORDS or ours == theirs):
        whole = len(shared) / min(len(ours), len(theirs))
        found["thing_same"] = min(corpus.telling(a, b, shared) / 5, 1.5) * (0.5 + whole / 2)
    elif _other_names(a, b):
        found["thing_other_name"] = 1.0
    elif ours & _ACCORDS and theirs & _ACCORDS:
        found["thing_kind"] = 1.0
    elif ours - _PLAIN and theirs - _PLAIN:
        found["thing_other"] = 1.0
    if "thing_same" not in found:
        for x, y in ((a, b), (b, a)):
            told = stems(x.thing_words - y.thing_words) & (stems(y.focus) | stems(y.names))
            worth = corpus.telling(a, b, told - _ACCORDS)
            if worth > 0.5:
                found["thing_told"] = max(found.get("thing_told", 0.0), min(worth / 4, 1.5))


def _other_names(a: Sighting, b: Sighting) -> bool:
    """Whether the things bear names, and neither name stands in the other's sentence."""
    ours, theirs = a.names & a.thing_words, b.names & b.thing_words
    return bool(ours and theirs) and not ours & (b.names | b.words) and not theirs & (a.names | a.words)


def _amounts_and_places(a: Sighting, b: Sighting, found: Found) -> None:
    amounts = amounts_match(a, b)
    if amounts is not None:
        near = amounts or amounts_near(a, b, _NEAR_AMOUNT)
        found["amount_same" if amounts else "amount_near" if near else "amount_other"] = 1.0
    places = places_match(a, b)
    if places is not None:
        found["place_same" if places else "place_other"] = 1.0
    elif a.place or b.place:
        placed, other = (a, b) if a.place else (b, a)
        words = content_words(placed.place)
        if words and words <= (other.words | other.names):
            found["place_told"] = 1.0


def _words(a: Sighting, b: Sighting, corpus: Corpus, found: Found) -> None:
    if a.document == b.document and a.start < b.end and b.start < a.end:
        return
    if min(len(a.words), len(b.words)) >= FEWEST_WORDS and jaccard(a.words, b.words) >= COPIED:
        if a.document != b.document and not other_persons(a, b):
            one_act = like_trigger(a, b) or kinds_of_act(a.trigger) & kinds_of_act(b.trigger)
            found["copied" if one_act else "one_sentence"] = 1.0
            return
    names = a.names & b.names
    if names:
        found["names_same"] = min(corpus.telling(a, b, stems(names)) / 3, 2.0)
    elif a.names and b.names and not (a.names & b.words or b.names & a.words):
        found["names_other"] = 1.0
    if other_persons(a, b) and not names:
        found["persons_other"] = 1.0
    shared = corpus.stems(a) & corpus.stems(b)
    near = shared & stems(a.focus) & stems(b.focus)
    if near:
        found["words_near_same"] = min(corpus.telling(a, b, near), _MOST_WORDS) / 4
    if shared - near:
        found["words_same"] = min(corpus.telling(a, b, shared - near), _MOST_WORDS) / 4
    if not shared and not names and min(len(corpus.stems(a)), len(corpus.stems(b))) >= _FEWEST_TELLING:
        found["words_other"] = 1.0


def _undated(a: Sighting, b: Sighting, found: Found) -> None:
    """Without dates, parties and a type say little: a relation is full of such acts."""
    if (_standing(a) or _standing(b)) and "copied" not in found:
        found["standing"] = 1.0
    alike = any(found.get(name, 0.0) >= _LEAST_TELLING for name in _TELLING)
    if max(a.days or 0, b.days or 0) > _WIDE and not alike and found.keys().isdisjoint(_SAME_ACT):
        found["dates_wide_unlike"] = 1.0
    if not _vague(a) and not _vague(b) and not (a.basis == b.basis == "context" and a.document == b.document):
        return
    if _vague(a) and _vague(b):
        found["dates_both_none"] = 1.0
    if not alike:
        found["dates_none_unlike"] = 1.0


def _standing(a: Sighting) -> bool:
    """Whether it tells how a relation stands, without a date of its own."""
    return (_vague(a) or a.basis == "context") and a.trigger.startswith(_STANDING)


def _vague(a: Sighting) -> bool:
    """Undated, or within some years that only stand near."""
    return a.days is None or (a.days > _YEAR and a.basis in ("context", "narrative"))


def _documents(a: Sighting, b: Sighting, found: Found) -> None:
    if headline(a, b):
        shared = stems(a.words) & stems(b.words)
        if shared - stems(COMMON_OBJECTS) or like_trigger(a, b):
            found["headline"] = 1.0
        return
    if a.document != b.document:
        return
    if a.start < b.end and b.start < a.end:
        found["one_sentence"] = 1.0
        return
    if a.years and b.years and not a.years & b.years:
        found["told_as_two"] = 1.0
    elif amounts_match(a, b) is False and not amounts_near(a, b, _NEAR_AMOUNT):
        found["told_as_two"] = 1.0
    later = max(a, b, key=lambda r: (r.start, r.id))
    if "the" in later.marks and later.basis not in ("explicit", "relative") and "act_same_kind" in found:
        found["told_again"] = 1.0
    else:
        found["one_document"] = 1.0


def _status(a: Sighting, b: Sighting, found: Found) -> None:
    if (a.status in _NOT_DONE and b.status in _DONE) or (b.status in _NOT_DONE and a.status in _DONE):
        found["status_apart"] = 1.0
    for plan, deed in ((a, b), (b, a)):
        if plan.status != "planned" or deed.status not in _DONE or plan.published is None or deed.last is None:
            continue
        if plan.published > deed.last + _SOON and "explicit" not in (plan.basis,):
            found["plan_late"] = 1.0
