"""What both readers found in a document, side by side, each finding with the figures that it is weighed by."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from comity.reading.trained.choosing import ActKey, Candidate
from comity.reading.trained.labels import EVENTS
from comity.reading.trained.making import Maker
from comity.reading.trained.proposals import AGREED, Act, Attitude, Claim, Link, Proposals, Tie

if TYPE_CHECKING:
    from comity.reading.context import Context
    from comity.reading.model import CausalClaim, RelationClaim, Report, Sign, Span, Stance

T = TypeVar("T")
P = TypeVar("P", Act, Claim, Link)

NEAR: Final = 2
"""Words between two triggers that may still be of one act ("held [brief] talks")."""


@dataclass(frozen=True, slots=True)
class Candidates:
    reports: list[Candidate[Report]]
    relations: list[Candidate[RelationClaim]]
    causes: list[Candidate[CausalClaim]]
    stances: list[Candidate[Stance]]


def candidates(
    context: Context,
    reports: Sequence[Report],
    relations: Sequence[RelationClaim],
    causes: Sequence[CausalClaim],
    stances: Sequence[Stance],
    proposals: Proposals,
) -> Candidates:
    """All findings of both readers with their figures, before any choice."""
    maker = Maker(context)
    return Candidates(
        _events(maker, reports, proposals.acts),
        _claims(maker, relations, proposals.claims),
        _links(maker, causes, proposals.links),
        _attitudes(maker, stances, proposals.attitudes),
    )


def _given(item: T) -> T:
    return item


def _chance_of(number: int, act: Act) -> float:
    return act.chances[number]


def logit(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))


def _by_paragraph(proposals: Iterable[P]) -> dict[int, list[P]]:
    found: dict[int, list[P]] = {}
    for proposal in proposals:
        found.setdefault(proposal.paragraph, []).append(proposal)
    return found


def _beside(
    proposals: Mapping[int, list[P]], place: tuple[int, int], worth: Callable[[P], float], near: int = NEAR
) -> P | None:
    """The proposal at the words of a rule's finding, or next to them, that agrees with it most."""
    here = [p for p in proposals.get(place[0], ()) if abs(p.token - place[1]) <= near]
    return max(here, key=lambda p: (worth(p), -abs(p.token - place[1])), default=None)


def _events(maker: Maker, reports: Sequence[Report], acts: Sequence[Act]) -> list[Candidate[Report]]:
    out: list[Candidate[Report]] = []
    matched: dict[tuple[int, int], Report] = {}
    near = _by_paragraph(acts)
    for report in reports:
        place = maker.place(report.trigger)
        number = EVENTS.index(report.event)
        act = _beside(near, place, partial(_chance_of, number))
        sides = _sides(maker, report, act)
        figures = (
            logit(report.confidence),
            logit(act.chances[number] if act else 0.02),
            logit(act.chance if act else 0.05),
            min(sides, default=0.0),
            sum(sides) / len(sides) if sides else 0.0,
            float(not report.targets and not report.symmetric),
            float(bool(act) and act.status == report.status) if act else 0.5,
        )
        agreed, own = act is not None and act.type == report.event, maker.own_word(*place)
        if act is not None:
            matched[act.paragraph, act.token] = report
            place = (place[0], act.token) if agreed else place
        key = ActKey(report.event, maker.sentence(*place), frozenset(report.sources), frozenset(report.targets))
        out.append(Candidate(partial(_given, report), "rules", figures, place, key, agreed, own))
    for act in acts:
        sources, targets = maker.sides(act)
        if not sources and not targets:
            continue  # nobody whom the mentions resolve
        rules = matched.get((act.paragraph, act.token))
        chances = [t.chance for t in (*act.sources, *act.targets) if t.chance >= AGREED]
        proposed = (
            logit(act.chances[EVENTS.index(act.type)]),
            logit(act.chance),
            min(chances, default=0.5),
            sum(chances) / len(chances) if chances else 0.5,
            float(bool(sources)),
            float(bool(targets) or act.symmetric),
            act.status_chance,
            float(rules is not None and rules.event == act.type),
            float(rules is not None and rules.event != act.type),
        )
        doers, others = (frozenset(a for p in side for a in p.actors) for side in (sources, targets))
        at = act.paragraph, act.token
        make = partial(maker.report, act, sources, targets)
        done = act.status in ("happened", "ongoing")
        key = ActKey(act.type, maker.sentence(*at), doers, others)
        out.append(Candidate(make, "trained", proposed, at, key, False, above=maker.above(*at), done=done))
    return out


def _sides(maker: Maker, report: Report, act: Act | None) -> list[float]:
    """How sure the network is of each party of the report, in its place (either place where the act has two sides)."""
    if act is None:
        return []
    sources, targets = _by_actors(maker, act.sources), _by_actors(maker, act.targets)
    out = []
    for mine, right, other in ((report.source_spans, sources, targets), (report.target_spans, targets, sources)):
        for span in mine:
            best = _chance_at(maker, span, right)
            out.append(max(best, _chance_at(maker, span, other)) if report.symmetric else best)
    return out


def _by_actors(maker: Maker, ties: Iterable[Tie]) -> dict[tuple[str, ...], float]:
    """The best chance of any mention of these actors."""
    by_actor: dict[tuple[str, ...], float] = {}
    for tie in ties:
        actors = maker.mentions[tie.mention].actors
        by_actor[actors] = max(tie.chance, by_actor.get(actors, 0.0))
    return by_actor


def _chance_at(maker: Maker, span: Span, by_actor: Mapping[tuple[str, ...], float]) -> float:
    """Of the mention at this place; other mentions of the same actors count for it."""
    known = [actors for actors in maker.actors_at.get(span, ()) if actors in by_actor]
    return by_actor[known[-1]] if known else 0.0


def _claims(
    maker: Maker, relations: Sequence[RelationClaim], claims: Sequence[Claim]
) -> list[Candidate[RelationClaim]]:
    out: list[Candidate[RelationClaim]] = []
    beside = _by_paragraph(claims)
    for relation in relations:
        place = maker.place(relation.trigger)
        claim = _beside(beside, place, lambda p: p.chance, near=4)
        sign = (relation.level or 0) or (relation.change or 0)
        theirs = 0 if claim is None else ((claim.level or 0) or (claim.change or 0))
        figures = (
            logit(relation.confidence),
            logit(claim.chance if claim else 0.02),
            float(claim is not None and theirs == sign),
            float(relation.hedged),
        )
        key = (maker.sentence(*place), frozenset((relation.a, relation.b)), sign)
        out.append(
            Candidate(partial(_given, relation), "rules", figures, place, key, claim is not None and theirs == sign)
        )
    for claim in claims:
        for relation, chance in maker.relations(claim):
            sign = (relation.level or 0) or (relation.change or 0)
            if not sign:
                continue
            key = (maker.sentence(claim.paragraph, claim.token), frozenset((relation.a, relation.b)), sign)
            proposed = (logit(claim.chance), chance)
            out.append(
                Candidate(partial(_given, relation), "trained", proposed, (claim.paragraph, claim.token), key, False)
            )
    return out


def _links(maker: Maker, causes: Sequence[CausalClaim], links: Sequence[Link]) -> list[Candidate[CausalClaim]]:
    out: list[Candidate[CausalClaim]] = []
    beside = _by_paragraph(links)
    told: dict[int, list[tuple[CausalClaim, tuple[int, int]]]] = {}
    for cause in causes:
        place = maker.place(cause.trigger)
        told.setdefault(place[0], []).append((cause, place))
        best, same = 0.02, 0.0
        for link in beside.get(place[0], ()):
            first, second = maker.span(link.paragraph, link.cause), maker.span(link.paragraph, link.effect)
            alike = min(_overlap(cause.cause, first), _overlap(cause.effect, second))
            if alike > same or (abs(link.token - place[1]) <= NEAR and link.chance > best):
                best, same = max(best, link.chance), max(same, alike)
        figures = (logit(cause.confidence), logit(best), same, float(cause.hedged))
        key = (maker.sentence(*place), cause.cause, cause.effect)
        out.append(Candidate(partial(_given, cause), "rules", figures, place, key, same >= 0.5))
    for link in links:
        made = maker.cause(link)
        here = told.get(link.paragraph, ())
        known = any(min(_overlap(c.cause, made.cause), _overlap(c.effect, made.effect)) >= 0.5 for c, _ in here)
        if known or (made.cause[0] < made.effect[1] and made.effect[0] < made.cause[1]):
            continue
        near = any(abs(place[1] - link.token) <= NEAR for _, place in here)
        proposed = (logit(link.chance), float(near))
        key = (maker.sentence(link.paragraph, link.token), made.cause, made.effect)
        out.append(Candidate(partial(_given, made), "trained", proposed, (link.paragraph, link.token), key, False))
    return out


def _attitudes(maker: Maker, stances: Sequence[Stance], attitudes: Sequence[Attitude]) -> list[Candidate[Stance]]:
    out: list[Candidate[Stance]] = []
    made = [(a, stance, chance) for a in attitudes for stance, chance in maker.stances(a)]
    alike: dict[tuple[int, str, Sign | None], list[tuple[Attitude, Stance]]] = {}
    for attitude, stance, _ in made:
        here = maker.sentence(attitude.paragraph, attitude.token)
        alike.setdefault((here, stance.actor, stance.sign), []).append((attitude, stance))
    told = set()
    for stance in stances:
        place = maker.place(stance.object)
        here = maker.sentence(*place)
        told.add((here, stance.actor, stance.sign))
        same = alike.get((here, stance.actor, stance.sign), [])
        agreeing = [a.chance for a, _ in same]
        toward = any(other.object_actor == stance.object_actor for _, other in same)
        figures = (logit(stance.confidence), logit(max(agreeing, default=0.02)), float(toward), float(stance.hedged))
        key = (here, stance.actor, stance.sign, stance.object_actor)
        out.append(Candidate(partial(_given, stance), "rules", figures, (place[0], -1 - place[1]), key, bool(agreeing)))
    for attitude, stance, chance in made:
        here = maker.sentence(attitude.paragraph, attitude.token)
        if (here, stance.actor, stance.sign) in told:
            continue
        proposed = (logit(attitude.chance), chance, float(stance.object_actor is not None))
        key = (here, stance.actor, stance.sign, stance.object_actor)
        out.append(
            Candidate(partial(_given, stance), "trained", proposed, (attitude.paragraph, attitude.token), key, False)
        )
    return out


def _overlap(a: Span, b: Span) -> float:
    """Shared characters as a share of the longer."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0.0, shared / max(a[1] - a[0], b[1] - b[0], 1))
