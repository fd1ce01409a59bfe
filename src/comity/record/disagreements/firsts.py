"""Firsts that cannot all be right: two acts both called the first, and acts that lie before or between.

"The first visit since 1999" disagrees with a visit in 2003, "the first ever drill" with a drill a year earlier; two
documents that call drills of two years the first disagree with each other. What one document tells together it knows
of: only acts told by others count against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.claims_of_firsts import FirstClaim, by_kind, claims_of_firsts, offices_in, who_did
from comity.record.disagreements.claims_of_lasts import claims_of_lasts
from comity.record.disagreements.model import Disagreement, Place, shown
from comity.record.disagreements.sides import of_sides
from comity.record.disagreements.statuses import DONE
from comity.record.disagreements.told import Told, words_of_act, words_of_date, year_of
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

_NAMES: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WHY: Final = {
    "first": "an act of that kind lies before it",
    "last": "an act of that kind lies after it",
    "only": "there is another act of that kind",
}
_UNKNOWN_OFFICE: Final = 0.7
_OTHER_WORDS: Final = 0.75
_NEIGHBOUR_DATE: Final = 0.9
_MOST_RIVALS: Final = 6
"""Where more acts than this lie before a first, the acts recur and the claim means something narrower."""


@dataclass(frozen=True, slots=True)
class _Act:
    """One report of an act that may count against a claim."""

    report: Sighting
    event_id: str
    first: int
    last: int


def firsts_differ(
    events: Iterable[Event], told: Told, claims: Sequence[FirstClaim] | None = None
) -> list[Disagreement]:
    """At most one disagreement for each kind of act by the same parties, with the same limit. `claims`: those of the
    events' reports, where they were read before."""
    events = list(events)
    home = {r.id: e.id for e in events for r in e.reports}
    claims = read_claims(events, told) if claims is None else claims
    wanted = by_kind(claims)
    misdated = {c.report.id for c in claims if not c.own_date}
    acts: dict[tuple[object, ...], list[_Act]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            key = who_did(report)
            if key in wanted and report.id not in misdated and report.status in DONE and _dated(report):
                acts[key].append(_Act(report, event.id, report.first or 0, report.last or 0))
    found = []
    for key, of_kind in wanted.items():
        open_claims = sorted(of_kind, key=lambda c: (c.first is None, c.first or 0, c.report.id))
        taken: set[str] = set()
        for claim in open_claims:
            if claim.report.id in taken:
                continue
            made = _against(claim, open_claims, acts.get(key, []), told, home)
            if made is not None:
                found.append(made[0])
                taken |= made[1]
    return found


def read_claims(events: Iterable[Event], told: Told) -> list[FirstClaim]:
    """All claims of firsts, lasts and onlys that the reports of these events make."""
    reports = [r for e in events for r in e.reports]
    return [*claims_of_firsts(reports, told), *claims_of_lasts(reports, told)]


def _dated(report: Sighting) -> bool:
    return report.first is not None and report.basis not in ("context", "none") and not report.contradicted


def _against(
    claim: FirstClaim, claims: Sequence[FirstClaim], acts: Sequence[_Act], told: Told, home: dict[str, str]
) -> tuple[Disagreement, set[str]] | None:
    """The disagreement around one claim, and the ids of the claims in it."""
    sides: dict[str, list[Sighting]] = defaultdict(list)
    places: dict[str, list[Place]] = defaultdict(list)
    days: list[tuple[int, int]] = []
    joined = grading.JOINED["ordinal"]
    others = [c for c in claims if c is not claim and told.source(c.report) != told.source(claim.report)]
    said = _shown(claim)
    rivals = [c for c in others if _rival(claim, c)]
    named: list[FirstClaim] = []
    for rival in sorted(rivals, key=lambda c: ((c.last or 0) - (c.first or 0), c.report.id)):
        same = next((c for c in named if _agrees(c, rival) and c.since == rival.since), None)
        named += [] if same else [rival]
        sides[_shown(same or rival)].append(rival.report)
        places[_shown(same or rival)].append(rival.place)
        days.append(_days(rival))
        joined = min(joined, grading.JOINED["ordinal"] * _likeness(claim, rival))
    if not rivals:
        against = [a for a in acts if _counts_against(a, claim, acts, told)]
        if not against or len({a.event_id for a in against}) > _MOST_RIVALS:
            return None
        nearest = against if claim.since else [min(against, key=lambda a: (a.first, a.report.id))]
        for act in nearest:
            value = f"one in {shown(act.first, act.last)}"
            sides[value].append(act.report)
            places[value] += [words_of_act(told, act.report), words_of_date(told, act.report)]
            days.append((act.first, act.last))
        known = all(_office_known(claim, a, told) for a in nearest)
        joined *= 1.0 if known else _UNKNOWN_OFFICE
    own = [claim, *(c for c in others if _agrees(c, claim) and _shown(c) == said)]
    for c in own:
        sides[said].append(c.report)
        places[said].append(c.place)
    if len(sides) < 2:
        return None
    told_of = list(sides.values())
    joined *= _NEIGHBOUR_DATE if not claim.own_date else 1.0
    firm = min(grading.FIRM.get(r.basis, 0.3) for reports in told_of[: len(told_of) - 1] for r in reports)
    read = grading.read_sure(told_of)
    apart = max((grading.days_apart(_days(claim), d) for d in days), default=0.0)
    if rivals and claim.since != rivals[0].since:
        apart = max(apart, _limits_apart(claim, rivals[0]))
    parties = claim.report
    ids = sorted(home[r.id] for reports in told_of for r in reports)
    about = " ".join(_about(claim).split())
    made = of_sides(
        ids[0],
        "kind",
        sides,
        told,
        places=places,
        about=about,
        actors=tuple(dict.fromkeys((*parties.sources, *parties.targets))),
        apart=apart,
        sure=grading.sure(read, joined, max(firm, 0.5)),
        why="two acts of one kind by the same actors are called so" if rivals else _WHY[claim.word],
    )
    return made, {c.report.id for c in (*own, *rivals)}


def _about(claim: FirstClaim) -> str:
    report = claim.report
    who = f"{', '.join(sorted(report.source_side))} > {', '.join(sorted(report.target_side))}"
    if report.symmetric or not report.source_side or not report.target_side:
        who = ", ".join(sorted(report.parties))
    offices = f" of a {' or '.join(sorted(claim.offices))}" if claim.offices else ""
    word = _NAMES[claim.ordinal - 1] if claim.word == "first" else claim.word
    return f"{word} {claim.kind[1] if claim.kind[1] == 'visit' else report.trigger}{offices}: {who}"


def _shown(claim: FirstClaim) -> str:
    if claim.word != "first":
        return f"the {claim.word} in {shown(claim.report.first, claim.report.last)}"
    since = "" if claim.since is None else f" since {_years(claim.since)}"
    when = "" if claim.first is None else f" in {shown(claim.first, claim.last)}"
    return f"the {_NAMES[claim.ordinal - 1]}{since}{when}"


def _years(days: tuple[int, int]) -> str:
    first, last = year_of(days[0]), year_of(days[1])
    return str(first) if first == last else f"about {(first + last) // 2}"


def _days(claim: FirstClaim) -> tuple[int, int]:
    if claim.word != "first":
        return claim.report.first or 1, claim.report.last or 1
    return (claim.first, claim.last) if claim.first is not None and claim.last is not None else (1, 1)


def _same_office(a: frozenset[str], b: frozenset[str]) -> bool:
    return a == b


def _rival(a: FirstClaim, b: FirstClaim) -> bool:
    """Whether both cannot be right: the same ordinal for acts at two times, or two limits for one act."""
    if a.word != "first" or b.word != "first":
        return False
    if a.ordinal != b.ordinal or not _same_office(a.offices, b.offices) or a.persons != b.persons:
        return False
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    at_one_time = a.first <= b.last and b.first <= a.last
    if at_one_time:
        return _limits_differ(a, b)
    if a.since is None and b.since is None:
        return True
    early, late = sorted((a, b), key=lambda c: c.first or 0)
    return late.since is None or late.since[1] < (early.first or 0)


def _limits_differ(a: FirstClaim, b: FirstClaim) -> bool:
    """Two limits for one act: the first ever is not the first since 1999; since 1999 is not since 2005."""
    if a.since is None and b.since is None:
        return False
    if a.since is None or b.since is None:
        return bool(a.offices) or a.words <= b.words or b.words <= a.words
    return a.since[1] < b.since[0] or b.since[1] < a.since[0]


def _limits_apart(a: FirstClaim, b: FirstClaim) -> float:
    if a.since is None or b.since is None:
        return 0.5
    return grading.days_apart(a.since, b.since)


def _agrees(a: FirstClaim, b: FirstClaim) -> bool:
    return a.word == b.word and a.ordinal == b.ordinal and a.offices == b.offices and not _rival(a, b)


def _likeness(a: FirstClaim, b: FirstClaim) -> float:
    """Lower where the two name other kinds of the act (naval, joint)."""
    return 1.0 if a.words <= b.words or b.words <= a.words else _OTHER_WORDS


def _counts_against(act: _Act, claim: FirstClaim, acts: Sequence[_Act], told: Told) -> bool:
    """Whether it lies before the claim's act (and after its limit), was told by somebody else alone, and by one in the
    same office as far as the sentence says."""
    if claim.ordinal != 1 or claim.first is None or act.last >= claim.first:
        return False
    if claim.since is not None and act.first <= claim.since[1]:
        return False
    own = claim.report
    if claim.word == "only" and act.first <= (own.last or 0) and (own.first or 0) <= act.last:
        return False
    of_event = [a.report for a in acts if a.event_id == act.event_id]
    if any(r.group == claim.report.group or told.source(r) == told.source(claim.report) for r in of_event):
        return False
    if claim.persons and not claim.persons & act.report.persons:
        return False
    offices = _offices_of(act, told)
    return not claim.offices or bool(offices & claim.offices)


def _office_known(claim: FirstClaim, act: _Act, told: Told) -> bool:
    return bool(claim.offices) or not _offices_of(act, told)


def _offices_of(act: _Act, told: Told) -> frozenset[str]:
    """Of whoever acts in the sentence: the words before the word for the act, and after "by" or "of" behind it."""
    sentence = told.sentences.get(act.report.id)
    if sentence is None:
        return frozenset()
    start, end = (at - sentence.start for at in sentence.trigger)
    return offices_in(sentence.text[max(start - 80, 0) : start] + " | " + sentence.text[end : end + 50])
