"""Two readers, one reading: what the rules found and what the network proposes, weighed together.

Each finding becomes a candidate with a few figures: what the rule says it is worth, what the network says of the same words,
how sure it is of the parties. A logistic model fitted on texts that neither reader was made from turns them into one
confidence; candidates for the same words compete, and those below the threshold fall. So a confidence of 0.8 means that
eight in ten such findings were right there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from comity.reading.explain.trace import Weighed
from comity.reading.ids import Ordinals, report_id
from comity.reading.trained.labels import EVENTS
from comity.reading.trained.making import Maker
from comity.reading.trained.network import settings
from comity.reading.trained.proposals import AGREED, Act, Attitude, Claim, Link, Proposals, Tie

if TYPE_CHECKING:
    from comity.reading.context import Context
    from comity.reading.explain.trace import Trace
    from comity.reading.model import CausalClaim, RelationClaim, Report, Span, Stance
    from comity.reading.reader import Found

T = TypeVar("T")

NEAR: Final = 2
"""Words between two triggers that may still be of one act ("held [brief] talks")."""
BOTH: Final = "+trained"
ALONE: Final = "trained"


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A finding with its figures. `make` gives it, at a cost that is not spent on what falls. `group`: rules (which the
    network may agree with) or trained; `place`: paragraph and token of its trigger, `key`: what makes two candidates one."""

    make: Callable[[], T]
    group: str
    figures: tuple[float, ...]
    place: tuple[int, int]
    key: tuple[Any, ...]
    agreed: bool
    certain: bool = False
    """Whether it stays whatever the figures say: a user's own word found it."""
    above: tuple[int, ...] = ()
    """Of an act: the words that govern its own, from near to far."""
    done: bool = True
    """Of an act: whether it happened or goes on."""


@dataclass(frozen=True, slots=True)
class Candidates:
    reports: list[Candidate[Report]]
    relations: list[Candidate[RelationClaim]]
    causes: list[Candidate[CausalClaim]]
    stances: list[Candidate[Stance]]


def join(
    context: Context, rules: Found, proposals: Proposals
) -> tuple[list[Report], list[RelationClaim], list[CausalClaim], list[Stance]]:
    """The findings of both readers, each once, with one confidence; `rule` says which reader found it."""
    fitted = settings()
    found = candidates(context, *rules, proposals)
    notes: dict[str, Note | None] = {
        table: None if context.trace is None else partial(_note, context.trace, table) for table in _TABLES
    }
    reports = chosen(found.reports, fitted["events"], notes["reports"])
    relations = chosen(found.relations, fitted["relations"], notes["relations"])
    causes = chosen(found.causes, fitted["causes"], notes["causes"])
    stances = chosen(found.stances, fitted["stances"], notes["stances"])
    return (
        _numbered(context, sorted(reports, key=lambda r: (r.trigger, r.event))),
        sorted(relations, key=lambda r: (r.trigger, r.a, r.b)),
        sorted(causes, key=lambda r: (r.start, r.trigger, r.cause, r.effect)),
        sorted(stances, key=lambda r: (r.start, r.object, r.actor, r.object_actor or "")),
    )


_TABLES: Final = ("reports", "relations", "causes", "stances")


def _note(trace: Trace, table: str, candidate: Candidate[Any], share: float, outcome: str) -> None:
    finding = candidate.make()
    reader = "rules" if candidate.group == "rules" else "network"
    trace.weighings.append(Weighed(finding.start, table, finding, reader, share, outcome))


def _numbered(context: Context, reports: Iterable[Report]) -> list[Report]:
    """Ids count the reports of the same words and type; those that stay are counted anew."""
    text, digest, ordinals = context.document.text, context.document.text_sha256, Ordinals()
    out = []
    for report in reports:
        words, word = text[report.start : report.end], text[slice(*report.trigger)]
        ordinal = ordinals.of(words, word, report.event)
        out.append(replace(report, id=report_id(digest, words, word, report.event, ordinal)))
    return out


def _share(candidate: Candidate[Any], fitted: Mapping[str, Any]) -> float:
    """Share of right ones among findings with such figures."""
    weights = fitted[candidate.group]
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, (1.0, *candidate.figures), strict=True))))


Note = Callable[[Candidate[Any], float, str], None]


def chosen(found: Sequence[Candidate[T]], fitted: Mapping[str, Any], note: Note | None = None) -> list[T]:
    """The findings that stay, with their confidence and who found them."""
    out: list[T] = []
    for share, candidate in selected(found, fitted, note):
        item: Any = candidate.make()
        rule = item.rule + BOTH if candidate.group == "rules" and candidate.agreed else item.rule
        out.append(replace(item, confidence=round(share, 2), rule=rule))
    return out


def selected(
    found: Sequence[Candidate[T]], fitted: Mapping[str, Any], note: Note | None = None
) -> list[tuple[float, Candidate[T]]]:
    """The candidates that stay, those of the rules first, each with its share: at the same words a rule's finding is
    believed before the network's, whose parties are less sure. `fitted`: of each group the weights and the least share that
    stays. `note` hears of each candidate its share and what became of it."""
    scored = [(_share(c, fitted), n, c) for n, c in enumerate(found)]
    kept: list[tuple[float, Candidate[T]]] = []
    for share, _, candidate in sorted(scored, key=lambda x: (x[2].group != "rules", -x[0], x[1])):
        rival = any(_one(candidate, other) for _, other in kept)
        low = share < fitted["least"][candidate.group] + _surplus(candidate) and not candidate.certain
        if not rival and not low:
            kept.append((share, candidate))
        if note is not None:
            note(candidate, share, "another reading of the same words" if rival else "too unsure" if low else "kept")
    return kept


def _one(a: Candidate[Any], b: Candidate[Any]) -> bool:
    """Whether two candidates are one finding. Two of the rules are never: they were told apart before."""
    if a.group == b.group == "rules" or a.place[0] != b.place[0]:
        return False
    if a.key == b.key or (a.group != b.group and abs(a.place[1] - b.place[1]) <= 1):
        return True
    return isinstance(a.key, ActKey) and isinstance(b.key, ActKey) and _one_act(a, a.key, b, b.key)


ONE_SIDED: Final = 0.15
"""By how much surer the network must be of an act with one party only, which says nothing of a dyad."""


def _surplus(candidate: Candidate[Any]) -> float:
    alone = candidate.group != "rules" and isinstance(candidate.key, ActKey) and len(candidate.key.parties) < 2
    return ONE_SIDED if alone else 0.0


class ActKey(NamedTuple):
    """What tells acts of one sentence apart."""

    type: str
    sentence: int
    sources: frozenset[str]
    targets: frozenset[str]

    @property
    def parties(self) -> frozenset[str]:
        return self.sources | self.targets


_SAYING: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
_ENDING: Final = frozenset({"CONCEDE", "RETREAT", "SANCTION", "REJECT"})


def _one_act(a: Candidate[Any], one: ActKey, b: Candidate[Any], other: ActKey) -> bool:
    """Two words of one sentence for one act: the same type, and the parties of one among those of the other. Or an act that
    is no more than what another one asks, refuses, offers or threatens, or what it puts an end to, between the same parties."""
    if one.sentence != other.sentence:
        return False
    if one.type == other.type:
        nested = one.sources <= other.sources and one.targets <= other.targets
        around = one.sources >= other.sources and one.targets >= other.targets
        return nested or around or one.parties == other.parties
    for inner, its, outer, whose in ((a, one, b, other), (b, other, a, one)):
        if inner.group == "rules" or outer.place[1] not in inner.above or not its.parties <= whose.parties:
            continue
        asked = whose.type in _SAYING and not inner.done
        ended = whose.type in _ENDING and inner.above[0] == outer.place[1]
        if asked or ended:
            return True
    return False


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


def _beside(proposals: Sequence[Any], place: tuple[int, int], worth: Callable[[Any], float], near: int = NEAR) -> Any:
    """The proposal at the words of a rule's finding, or next to them, that agrees with it most."""
    here = [p for p in proposals if p.paragraph == place[0] and abs(p.token - place[1]) <= near]
    return max(here, key=lambda p: (worth(p), -abs(p.token - place[1])), default=None)


def _events(maker: Maker, reports: Sequence[Report], acts: Sequence[Act]) -> list[Candidate[Report]]:
    out: list[Candidate[Report]] = []
    matched: dict[tuple[int, int], Report] = {}
    for report in reports:
        place = maker.place(report.trigger)
        number = EVENTS.index(report.event)
        act: Act | None = _beside(acts, place, partial(_chance_of, number))
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
    sources, targets = _chances(maker, act.sources), _chances(maker, act.targets)
    out = []
    for mine, right, other in ((report.source_spans, sources, targets), (report.target_spans, targets, sources)):
        for span in mine:
            best = right.get(span, 0.0)
            out.append(max(best, other.get(span, 0.0)) if report.symmetric else best)
    return out


def _chances(maker: Maker, ties: Iterable[Tie]) -> dict[Span, float]:
    """By the mention's place; other mentions of the same actor count for it."""
    by_actor: dict[tuple[str, ...], float] = {}
    for tie in ties:
        actors = maker.mentions[tie.mention].actors
        by_actor[actors] = max(tie.chance, by_actor.get(actors, 0.0))
    return {m.span: by_actor[m.actors] for m in maker.mentions if m.actors in by_actor}


def _claims(
    maker: Maker, relations: Sequence[RelationClaim], claims: Sequence[Claim]
) -> list[Candidate[RelationClaim]]:
    out: list[Candidate[RelationClaim]] = []
    for relation in relations:
        place = maker.place(relation.trigger)
        claim: Claim | None = _beside(claims, place, lambda p: float(p.chance), near=4)
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
    spans = [(maker.span(link.paragraph, link.cause), maker.span(link.paragraph, link.effect)) for link in links]
    for cause in causes:
        place = maker.place(cause.trigger)
        best, same = 0.02, 0.0
        for link, (first, second) in zip(links, spans, strict=True):
            if link.paragraph != place[0]:
                continue
            alike = min(_overlap(cause.cause, first), _overlap(cause.effect, second))
            if alike > same or (abs(link.token - place[1]) <= NEAR and link.chance > best):
                best, same = max(best, link.chance), max(same, alike)
        figures = (logit(cause.confidence), logit(best), same, float(cause.hedged))
        key = (maker.sentence(*place), cause.cause, cause.effect)
        out.append(Candidate(partial(_given, cause), "rules", figures, place, key, same >= 0.5))
    for link in links:
        made = maker.cause(link)
        others = [c for c in causes if min(_overlap(c.cause, made.cause), _overlap(c.effect, made.effect)) >= 0.5]
        if others or (made.cause[0] < made.effect[1] and made.effect[0] < made.cause[1]):
            continue
        near = any(
            maker.place(c.trigger)[0] == link.paragraph and abs(maker.place(c.trigger)[1] - link.token) <= NEAR
            for c in causes
        )
        proposed = (logit(link.chance), float(near))
        key = (maker.sentence(link.paragraph, link.token), made.cause, made.effect)
        out.append(Candidate(partial(_given, made), "trained", proposed, (link.paragraph, link.token), key, False))
    return out


def _attitudes(maker: Maker, stances: Sequence[Stance], attitudes: Sequence[Attitude]) -> list[Candidate[Stance]]:
    out: list[Candidate[Stance]] = []
    made = [(a, stance, chance) for a in attitudes for stance, chance in maker.stances(a)]
    for stance in stances:
        place = maker.place(stance.object)
        here = maker.sentence(*place)
        agreeing = [
            a.chance
            for a, other, _ in made
            if (other.actor, other.sign) == (stance.actor, stance.sign) and maker.sentence(a.paragraph, a.token) == here
        ]
        toward = any(
            (other.actor, other.sign, other.object_actor) == (stance.actor, stance.sign, stance.object_actor)
            and maker.sentence(a.paragraph, a.token) == here
            for a, other, _ in made
        )
        figures = (logit(stance.confidence), logit(max(agreeing, default=0.02)), float(toward), float(stance.hedged))
        key = (here, stance.actor, stance.sign, stance.object_actor)
        out.append(Candidate(partial(_given, stance), "rules", figures, (place[0], -1 - place[1]), key, bool(agreeing)))
    told = {(maker.sentence(*maker.place(s.object)), s.actor, s.sign) for s in stances}
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
