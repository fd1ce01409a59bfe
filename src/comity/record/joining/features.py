"""What two reports have in common, and what sets them apart: named features, each a number.

    features(a, b, corpus) -> {"parties_same": 1.0, "dates_meet": 4.2, ...}, or None where they cannot be one event

Features that are not named are 0. What each weighs is in `weights.csv`. Both directions give the same.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Final, Literal

from comity.record.joining.acts import opposite_trade, rows
from comity.record.joining.corpus import Corpus
from comity.record.joining.marks import in_order
from comity.record.joining.pairs import (
    COPIED,
    FEWEST_WORDS,
    amounts_match,
    amounts_near,
    both_can_lead,
    neighbours,
    one_victim,
    other_persons,
    places_match,
)
from comity.record.joining.sighting import (
    COMMON_OBJECTS,
    Sighting,
    headline,
    jaccard,
    like_trigger,
    reach,
    same_passage,
    stems,
)
from comity.record.joining.singling import two_readings, unsingled
from comity.record.joining.traits import Traits

Found = dict[str, float]
Span = tuple[int, int]
Telling = Callable[[frozenset[str]], float]
Roles = Literal["same", "missing", "only_one", "subset", "swapped", "visitor", "extra", "other", "complement", "apart"]

_HORIZON: Final = 3650.0
"""Two acts of the same parties and type fall within about ten years of each other: how telling an overlap is."""
_FIRM: Final = {"explicit": 1.0, "relative": 1.0, "narrative": 0.9, "context": 0.5, "none": 0.0}
_SOON: Final = 14
_SLIP: Final = 200
_BASE_APART: Final = 3.0
_LASTS: Final = 15
LASTING: Final = frozenset(("exercise", "withdraw", "strike", "invade", "visit", "demonstrate"))
_NEAR_AMOUNT: Final = 1.25
_FEWEST_TELLING: Final = 3
_MOST_WORDS: Final = 12.0
_DONE: Final = frozenset(("happened", "ongoing", "stalled"))
_NOT_DONE: Final = frozenset(("hypothetical", "demanded"))
_ACCORDS: Final = stems(row["word"] for row in rows("accord_words.csv"))
_NOT_COPIED: Final = frozenset(("dates_apart", "thing_other_name", "thing_other_number"))
_COMMON: Final = stems(COMMON_OBJECTS)
_PLAIN: Final = _ACCORDS | _COMMON
_BARELY: Final = 0.5


def features(a: Sighting, b: Sighting, corpus: Corpus) -> Found | None:
    """What speaks for and against one event; None where the two cannot be one."""
    found = outline(a, b, corpus)
    if found is not None:
        fill(a, b, corpus, found)
    return found


def outline(a: Sighting, b: Sighting, corpus: Corpus) -> Found | None:
    """What parties, types and dates say, which is quickly seen; None where they rule it out."""
    near = a.event_type == b.event_type or frozenset((a.event_type, b.event_type)) in neighbours()
    if not near and b.id not in a.governs and b.id not in a.governed:
        return None
    roles = parties_between(a, b)
    if roles == "apart":
        return None
    one = two_readings(a, b, roles)
    if not near and not one:
        return None
    found: Found = {"nothing_known": 1.0, "parties_meet": 1.0}
    if roles != "same":
        found[f"parties_{roles}"] = 1.0
    if one:
        found["one_reading"] = 1.0
    _type(corpus.traits(a), corpus.traits(b), found)
    _dates(corpus.traits(a), corpus.traits(b), found)
    return found


def fill(a: Sighting, b: Sighting, corpus: Corpus, found: Found) -> None:
    """Add to an outline what the words and the other fields say."""
    p, q = corpus.traits(a), corpus.traits(b)
    parties = corpus.between(a, b)
    if "dates_meet" in found or "dates_none" in found:
        rivals = corpus.rivals(a, b, parties)
        if rivals > 1:
            found["rivals"] = log(rivals)

    def telling(shared: frozenset[str]) -> float:
        return corpus.telling(parties, shared) if shared else 0.0

    _act(p, q, found)
    _thing(p, q, telling, found)
    _amounts_and_places(p, q, found)
    _words(p, q, telling, found)
    _documents(p, q, found)
    unsingled(p, q, parties_between(a, b), telling, found)
    _status(a, b, found)


def parties_between(a: Sighting, b: Sighting) -> Roles:
    """How the parties of two reports go together; apart when they have none in common."""
    shared = a.parties & b.parties
    if not shared:
        one_sided = (not a.target_side and not b.source_side) or (not b.target_side and not a.source_side)
        return "complement" if one_sided and not a.symmetric and not b.symmetric else "apart"
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


def _type(p: Traits, q: Traits, found: Found) -> None:
    a, b = p.report, q.report
    found["type_meets"] = 1.0
    if a.event_type != b.event_type:
        if frozenset((a.event_type, b.event_type)) not in neighbours():
            return
        found[f"type_{neighbours()[frozenset((a.event_type, b.event_type))][0]}"] = 1.0
    elif a.mode and b.mode:
        found["mode_same" if a.mode == b.mode else "mode_other"] = 1.0
    elif a.event_type == b.event_type and (_by_phone(p, q) or _by_phone(q, p)):
        found["mode_other"] = 1.0


def _by_phone(p: Traits, q: Traits) -> bool:
    """Whether one speaks of a telephone call, and the other of people who met."""
    called = p.report.mode == "phone" or "phone" in p.kinds
    return (
        called
        and q.report.mode != "phone"
        and "phone" not in q.kinds
        and (q.report.mode == "visit" or bool(q.kinds & {"visit", "meet"}))
    )


def _act(p: Traits, q: Traits, found: Found) -> None:
    a, b = p.report, q.report
    if like_trigger(a, b):
        found["act_same_kind"] = found["act_same_word"] = 1.0
        if p.once and q.once:
            found["act_once"] = 1.0
    elif p.kinds & q.kinds or (p.gives and q.takes) or (p.takes and q.gives):
        found["act_same_kind"] = 1.0
    elif p.kinds and q.kinds:
        found["act_other_kind"] = 1.0
    if one_victim(a, b):
        found["act_once"] = 1.0
    if a.marks and b.marks:
        order = in_order(a.marks, b.marks)
        if order is not None:
            found["order_same" if order else "order_other"] = 1.0
        elif "again" in a.marks | b.marks and "1" in a.marks | b.marks:
            found["order_again"] = 1.0


def _dates(p: Traits, q: Traits, found: Found) -> None:
    a, b = p.report, q.report
    if not p.spans or not q.spans:
        _undated_pair(p, q, found)
        return
    ours, theirs = _best_spans(p, q)
    firm = min(_FIRM[a.basis], _FIRM[b.basis])
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        if p.wide or q.wide:
            _undated_pair(p, q, found)
            return
        days = ours[1] - ours[0] + theirs[1] - theirs[0] + 1
        if "context" in (a.basis, b.basis) and a.document == b.document:
            found["dates_meet"] = 0.0
        else:
            found["dates_meet"] = max(log(_HORIZON / days), 0.0) * max(firm, 0.5)
        if days == 1 and firm > 0.5:
            found["dates_same_day"] = 1.0
        return
    gap = max(ours[0], theirs[0]) - min(ours[1], theirs[1])
    middle = abs(ours[0] + ours[1] - theirs[0] - theirs[1]) / 2
    if gap <= max(reach(a), reach(b)) or (headline(a, b) and "explicit" not in [x.basis for x in (a, b) if x.label]):
        found["dates_weak_apart"] = log(1 + gap)
        return
    which = "dates_slipped" if _slipped(a, b) else "dates_lasting" if _lasting(p, q, middle) else "dates_apart"
    found[which] = (_BASE_APART + log(1 + middle)) * max(firm, 0.6)
    if a.document == b.document and which == "dates_apart":
        found["told_as_two"] = 1.0


def _undated_pair(p: Traits, q: Traits, found: Found) -> None:
    found["dates_none"] = 1.0
    if not p.spans and not q.spans:
        if _published_soon(p.report, q.report):
            found["dates_soon"] = 1.0
        return
    dated, vague = (p, q.report) if p.spans else (q, p.report)
    if vague.published is not None and vague.status in _DONE:
        ahead = dated.spans[0][0] - vague.published
        if ahead > 0 and dated.report.basis != "context":
            found["dates_after"] = 1.0
        elif -_SOON <= ahead <= 0:
            found["dates_soon"] = 1.0


def _best_spans(p: Traits, q: Traits) -> tuple[Span, Span]:
    """The days that the two can mean, those that lie closest; a date that only stands near may be another's."""
    if len(p.spans) == 1 and len(q.spans) == 1:
        return p.spans[0], q.spans[0]
    return min(
        ((x, y) for x in p.spans for y in q.spans),
        key=lambda s: (max(s[0][0], s[1][0]) - min(s[0][1], s[1][1]) > 0, abs(sum(s[0]) - sum(s[1])), s),
    )


def _slipped(a: Sighting, b: Sighting) -> bool:
    """Whether a day that was planned came and went before the act."""
    return any(
        plan.status in ("planned", "stalled") and (plan.first or 0) < (deed.first or 0) <= (plan.last or 0) + _SLIP
        for plan, deed in ((a, b), (b, a))
        if deed.status != plan.status
    )


def _lasting(p: Traits, q: Traits, middle: float) -> bool:
    """Whether both tell of an act that goes on for days, at different days of it."""
    return middle <= _LASTS and bool(p.kinds & LASTING and q.kinds & LASTING)


def _published_soon(a: Sighting, b: Sighting) -> bool:
    return (
        a.published is not None
        and b.published is not None
        and a.document != b.document
        and abs(a.published - b.published) <= _SOON
    )


def _thing(p: Traits, q: Traits, telling: Telling, found: Found) -> None:
    if not p.thing and not q.thing:
        return
    if not p.thing or not q.thing:
        only, other = (p, q) if p.thing else (q, p)
        worth = telling(only.thing & other.said)
        if worth > _BARELY:
            found["thing_told"] = min(worth / 4, 1.5)
        return
    if p.numbers and q.numbers and not p.numbers & q.numbers:
        found["thing_other_number"] = 1.0
        return
    shared = p.thing & q.thing
    if shared and (shared - _ACCORDS or p.thing == q.thing):
        whole = len(shared) / min(len(p.thing), len(q.thing))
        found["thing_same"] = min(telling(shared) / 5, 1.0) * (0.5 + whole / 2)
        return
    if _other_names(p.report, q.report):
        found["thing_other_name"] = 1.0
    elif p.thing - _PLAIN and q.thing - _PLAIN:
        found["thing_other"] = 1.0
    elif p.thing & _ACCORDS and q.thing & _ACCORDS:
        found["thing_kind"] = 1.0
    worth = max(telling((x.thing - y.thing - _ACCORDS) & (y.focus | y.names)) for x, y in ((p, q), (q, p)))
    if worth > _BARELY:
        found["thing_told"] = min(worth / 4, 1.5)


def _other_names(a: Sighting, b: Sighting) -> bool:
    """Whether the things bear names, and neither name stands in the other's sentence."""
    ours, theirs = a.names & a.thing_words, b.names & b.thing_words
    return bool(ours and theirs) and not ours & (b.names | b.words) and not theirs & (a.names | a.words)


def _amounts_and_places(p: Traits, q: Traits, found: Found) -> None:
    a, b = p.report, q.report
    if a.amounts and b.amounts:
        amounts = amounts_match(a, b)
        if amounts is not None:
            near = amounts or amounts_near(a, b, _NEAR_AMOUNT)
            found["amount_same" if amounts else "amount_near" if near else "amount_other"] = 1.0
    if a.place and b.place:
        places = places_match(a, b)
        if places is not None:
            found["place_same" if places else "place_other"] = 1.0
    elif a.place or b.place:
        placed, other = (p, b) if a.place else (q, a)
        if placed.place and placed.place <= (other.words | other.names):
            found["place_told"] = 1.0


def _words(p: Traits, q: Traits, telling: Telling, found: Found) -> None:
    a, b = p.report, q.report
    if same_passage(a, b):
        return
    others = other_persons(a, b)
    shared = p.words & q.words
    names = a.names & b.names
    if (
        a.document != b.document
        and not others
        and len(shared) + len(names) >= FEWEST_WORDS - 1
        and _copied(p, q, found)
    ):
        found["copied" if "act_same_kind" in found else "one_sentence"] = 1.0
        return
    if names:
        found["names_same"] = min(telling(stems(names)) / 3, 2.0)
    if others and not (a.persons & b.names or b.persons & a.names):
        found["persons_other"] = 1.0
    if not names and a.names and b.names and not (a.names & b.words or b.names & a.words):
        found["names_other"] = 1.0
    if shared:
        near = shared & p.focus & q.focus
        if near:
            found["words_near_same"] = min(telling(near), _MOST_WORDS) / 4
        if len(near) < len(shared):
            found["words_same"] = min(telling(shared - near), _MOST_WORDS) / 4
    elif not names and len(p.words) >= _FEWEST_TELLING and len(q.words) >= _FEWEST_TELLING:
        found["words_other"] = 1.0


def _copied(p: Traits, q: Traits, found: Found) -> bool:
    """Whether both say it in the same words, of one day and thing: else the words are a formula."""
    if not _NOT_COPIED.isdisjoint(found) or (p.thing and q.thing and not p.thing & q.thing):
        return False
    a, b = p.report, q.report
    return min(len(a.words), len(b.words)) >= FEWEST_WORDS and jaccard(a.words, b.words) >= COPIED


def _documents(p: Traits, q: Traits, found: Found) -> None:
    a, b = p.report, q.report
    if headline(a, b):
        if (p.said & q.said) - _COMMON or like_trigger(a, b):
            found["headline"] = 1.0
        return
    if a.document != b.document:
        return
    if same_passage(a, b):
        if "one_reading" not in found:
            found["one_sentence"] = 1.0
        return
    if (
        (a.years and b.years and not a.years & b.years)
        or (amounts_match(a, b) is False and not amounts_near(a, b, _NEAR_AMOUNT))
        or "thing_other" in found
    ):
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
