"""From a context to its reports."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval
from comity.reading import domains
from comity.reading.attribution import claimed_by
from comity.reading.dates.anchor import date_for
from comity.reading.events import details, triggers
from comity.reading.events.confidence import LABEL, confidence
from comity.reading.events.content import drop_contents
from comity.reading.events.fallback import complete
from comity.reading.events.filling import absorb, fill, nest
from comity.reading.events.lexicon import lexicon
from comity.reading.events.parties import Party, Scene, lemma
from comity.reading.events.sharing import share
from comity.reading.events.told import Told
from comity.reading.ids import Ordinals, report_id
from comity.reading.model import Report
from comity.reading.status import status_of

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Span as Tokens

    from comity.reading.context import Context
    from comity.reading.events.triggers import Draft
    from comity.reading.model import DateBasis

_OWN: Final = ("explicit", "relative", "narrative")
_NOMINAL_RULES: Final = ("noun-rule", "gerund-rule", "participle-rule")
_DONE: Final = ("happened", "ongoing")
_NOBODY: Final = "its clause names no actor where the frame looks"
_NONE: Final = "no party was found"
_SELF: Final = "no party is left, since nobody acts on himself"
_PASSING: Final = "a noun that names no doer, beside an act that does"
_TWICE: Final = "the same act, told better by another word"
OFTEN: Final = 3
LONGEST: Final = 120
"""Sentences beyond this many tokens are lists or broken text; they are not read for events."""


def find_events(context: Context) -> list[Report]:
    """The reports of a document, in order of their triggers."""
    by_paragraph = context.mentions_by_paragraph()
    ordinals = Ordinals()
    pair, told = _leading(context), Told()
    out: list[Report] = []
    for paragraph in context.paragraphs:
        numbers = by_paragraph.get(paragraph.index, [])
        scene = Scene.of(context, paragraph, numbers)
        if context.trace is not None:
            context.trace.paragraph(paragraph)
        for sentence in paragraph.doc.sents:
            if len(sentence) > LONGEST:
                if context.trace is not None:
                    context.trace.too_long(sentence)
                continue
            for draft in read_sentence(scene, sentence, pair, told):
                out.append(report_of(scene, sentence, draft, ordinals))
    return out


def read_sentence(scene: Scene, sentence: Tokens, pair: list[Party], told: Told) -> list[Draft]:
    """The finished drafts of one sentence, one an act."""
    drafts = triggers.find(scene, sentence)
    if not drafts:
        return []
    matters = domains.of(scene.context)
    for draft in drafts:
        matter = None if draft.row.own else matters.voids(draft.type, scene.paragraph.index, draft.token.i)
        if matter is not None and not draft.dropped:
            draft.drop(f"its sentence is about {matter}")
    label = scene.paragraph.kind == "label"
    trace = scene.context.trace
    for draft in drafts:
        if not draft.dropped:
            word = draft.view.light if draft.rule == "stopped-rule" else None
            heard = None if trace is None else partial(trace.heard, draft)
            draft.status = status_of(word or draft.token, draft.type, label=label, heard=heard)
    nest(drafts)
    for draft in drafts:
        fill(scene, draft)
    _note(scene, "its status was told and its frame filled", drafts)
    absorb(drafts)
    _note(scene, "acts to come were taken into the promise, request or refusal above", drafts)
    drop_contents(drafts)
    _note(scene, "the matter of acts was left out", drafts)
    live = [d for d in drafts if not d.dropped and (_stands(d) or _lost(scene, d, _NOBODY))]
    for draft in live:
        _drill(draft)
    others = frozenset(d.token.i for d in live)
    here = scene.within(sentence) if live else []
    for draft in live:
        told.complete(draft)
        complete(scene, draft, pair, others, here)
    share(live, here)
    _one_deed(live)
    _note(scene, "missing parties were looked for further off", live)
    kept = _distinct(scene, [d for d in live if not d.dropped and _weighs(scene, d)])
    kept = [d for d in kept if not _in_passing(d, kept) or _lost(scene, d, _PASSING)]
    _note(scene, "what was found was weighed", live)
    for draft in kept:
        told.remember(draft)
    return kept


def _note(scene: Scene, step: str, drafts: list[Draft]) -> None:
    if scene.context.trace is not None:
        scene.context.trace.step(step, drafts)


def _lost(scene: Scene, draft: Draft, why: str, to: Draft | None = None) -> bool:
    """Always False; the reason is noted where somebody asks. `to`: the draft that tells the act instead."""
    if scene.context.trace is not None:
        scene.context.trace.lost(draft, why, to)
    return False


def _weighs(scene: Scene, draft: Draft) -> bool:
    """Whether enough is known of an act to report it."""
    named = bool(draft.sources or draft.targets)
    if not _settle(draft):
        return _lost(scene, draft, _SELF if named else _NONE)
    why = _thin(draft)
    return why is None or _lost(scene, draft, why)


def _one_deed(live: list[Draft]) -> None:
    """when_rule: "two were killed when S opened fire": the doer of the one and the victim of the other."""
    for draft in live:
        if draft.type != "ASSAULT" or draft.sources or not draft.targets or draft.view.kind != "verb":
            continue
        for other in live:
            below = other.token.dep_ == "advcl" and other.token.head == draft.token
            when = any(c.lower_ in ("when", "as", "after") for c in other.token.children)
            if other.type == "ASSAULT" and below and when and other.sources and not other.targets:
                known = _actors(draft.targets)
                draft.sources = [replace(p, how="clause") for p in other.sources if not set(p.actors) & known]
                other.drop("the same deed", draft)


def _drill(draft: Draft) -> None:
    """Two that drill do so together; who trains or arms nobody else, trains his own."""
    own = draft.type == "AID" and draft.token.lemma_ in ("train", "arm", "equip", "drill") and draft.view.kind == "verb"
    own = own and bool(draft.sources) and not draft.targets and not draft.view.fill("own")
    if own and any(lemma(o) in lexicon().classes["troops"] for o in draft.view.obj):
        draft.type, draft.mode = "MOBILIZE", "troops"
    drill = draft.view.kind == "noun" and lemma(draft.token) in lexicon().classes["exercise"]
    if draft.type == "MOBILIZE" and drill and len(_actors(draft.sources)) > 1:
        draft.type, draft.mode, draft.symmetric = "COOPERATE", None, True


def _stands(draft: Draft) -> bool:
    """A weak noun is an act only with a party next to it, or where it is called mutual."""
    if draft.sources or draft.targets:
        return True
    return draft.view.kind == "noun" or draft.rule == "passive-verb-rule"


def _thin(draft: Draft) -> str | None:
    """Why too little is known of an act to report it: a weak noun with one party only ("his commitments"), a deed that
    somebody did not do to anybody named ...; None where it is enough."""
    if draft.status == "denied" and len(_parties(draft)) < 2:
        return "denied, and fewer than two parties are known"
    if draft.symmetric and draft.rule == "passive-verb-rule" and not draft.sources and len(_parties(draft)) < 2:
        return "one party of a mutual act, in the passive"  # "battles were fought in Mali"
    if draft.status == "hypothetical" and len(_parties(draft)) < 2:
        return "a mere possibility, with one party"
    if draft.status == "demanded" and draft.rule == "participle-rule" and len(_parties(draft)) < 2:
        return "what is asked for, with one party"
    guessed = any(p.how in ("clause", "topic", "sentence") for p in (*draft.sources, *draft.targets))
    if draft.status in ("demanded", "hypothetical") and draft.view.kind == "noun" and guessed:
        return "a noun for what did not happen, its parties not in its own clause"
    if guessed and (draft.row.frame.startswith("n-role") or (not draft.row.strong and _by_topic(draft))):
        return "a weak noun or a role, its parties not in its own clause"
    if draft.token.lemma_ == "want" and not draft.targets:
        return "a wish that is asked of nobody"  # "wants buyers"
    if draft.type == "THREATEN" and draft.view.kind == "noun" and not draft.sources:
        return "a threat by nobody"  # "the threat of drought"
    if draft.view.kind != "noun" or draft.row.strong or draft.light is not None:
        return None
    if any(d.dropped and d.type == draft.type and d.view.kind == "verb" for d in draft.below):
        return None  # "the coup toppled T": the verb says it too
    return "a weak noun with fewer than two parties" if len(_parties(draft)) < 2 else None


def _in_passing(draft: Draft, kept: list[Draft]) -> bool:
    """agentless_noun_rule: a noun or participle that names no doer ("after the attack on Accra") is no event beside one
    that does."""
    if draft.rule not in _NOMINAL_RULES or draft.sources or draft.symmetric or draft.below or draft.type == "PROTEST":
        return False
    return any(d.sources for d in kept)


def _by_topic(draft: Draft) -> bool:
    return any(p.how == "topic" for p in (*draft.sources, *draft.targets))


def _settle(draft: Draft) -> bool:
    """Nobody acts on himself; an act without anybody is none."""
    sources = {a for p in draft.sources for a in p.actors}
    if draft.symmetric:
        seen = {p.mention for p in draft.sources}
        draft.targets = [p for p in draft.targets if p.mention not in seen and not set(p.actors) <= sources]
        return bool(sources | {a for p in draft.targets for a in p.actors})
    draft.targets = [p for p in draft.targets if not set(p.actors) <= sources]
    shared = draft.row.frame == "share" or draft.type in ("AGREE", "COOPERATE")
    if not draft.targets and len(sources) > 1 and shared:
        draft.symmetric = True  # "both agreed": with each other
    return bool(draft.sources or draft.targets)


def _distinct(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """One of several words for one act: same type, parties and time, the better one stays."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (len(_parties(d)) < 2, -confidence(d), d.token.i)):
        same = next((d for d in kept if _same_act(scene, d, draft)), None)
        if same is None or _lost(scene, draft, _TWICE, same):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.token.i)


def _same_act(scene: Scene, a: Draft, b: Draft) -> bool:
    if a.type != b.type:
        return False
    if _guessed_again(a, b) or _guessed_again(b, a):
        return True
    if a.symmetric or b.symmetric:
        alike = _nested(_parties(a), _parties(b))
    else:
        alike = _nested(_actors(a.sources), _actors(b.sources)) and _nested(_actors(a.targets), _actors(b.targets))
        alike = alike and bool(_parties(a) & _parties(b))
    if a.type == "COOPERATE" and a.row.frame != b.row.frame and min(len(_parties(a)), len(_parties(b))) > 1:
        return False  # a purchase is no drill
    if not alike or (_coordinate(a, b) and a.mode != b.mode):
        return False
    one, other = (date_for(scene.context, scene.paragraph, d.token) for d in (a, b))
    if "explicit" in (one[2], other[2]) and one[:2] != other[:2] and one[0] is not None and other[0] is not None:
        return False
    return a.status == b.status or "happened" not in (a.status, b.status)


def _guessed_again(a: Draft, b: Draft) -> bool:
    """The same doer's same act, where one draft names the other side and the other had to guess it ("flew to Mali, his
    first visit ...")."""
    if a.symmetric or b.symmetric or b.view.kind != "noun" or not b.targets or not a.targets:
        return False
    if any(p.how in ("topic", "clause") for p in a.targets) or _actors(a.sources) != _actors(b.sources):
        return False
    return all(p.how in ("topic", "clause") for p in b.targets)


def _nested(a: set[str], b: set[str]) -> bool:
    return a <= b or b <= a


def _coordinate(a: Draft, b: Draft) -> bool:
    """Two verbs joined by "and": two acts, unless they are of one mode."""
    if a.view.kind != "verb" or b.view.kind != "verb":
        return False
    return (a.token.head == b.token and a.token.dep_ == "conj") or (b.token.head == a.token and b.token.dep_ == "conj")


def _actors(parties: list[Party]) -> set[str]:
    return {a for p in parties for a in p.actors}


def _parties(draft: Draft) -> set[str]:
    return {a for p in (*draft.sources, *draft.targets) for a in p.actors}


def _leading(context: Context) -> list[Party]:
    """The two actors that the document is about: those that it names most, both often."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, mention in enumerate(context.mentions):
        if len(mention.actors) == 1 and mention.kind != "place":
            counts[mention.actors[0]] = counts.get(mention.actors[0], 0) + 1
            first.setdefault(mention.actors[0], number)
    pair = sorted((a for a in counts if counts[a] >= OFTEN), key=lambda a: (-counts[a], first[a]))[:2]
    out = []
    for actor in pair:
        mention = context.mentions[first[actor]]
        out.append(Party(first[actor], mention.actors, mention.span, "topic", mention.head))
    return out


def report_of(scene: Scene, sentence: Tokens, draft: Draft, ordinals: Ordinals, worth: float | None = None) -> Report:
    """The finished report of a draft: its date, speaker, thing, place and amounts are found here. `worth`: its confidence,
    where that is not the rule's."""
    context, paragraph = scene.context, scene.paragraph
    document, trace = context.document, context.trace
    start, end = paragraph.span(sentence)
    text = document.text
    while end > start and text[end - 1].isspace():
        end -= 1
    trigger = paragraph.span(draft.token)
    voiced = draft.type == "REQUEST" and draft.status == "demanded"  # the demand itself was made
    first, last, basis, _ = date_for(context, paragraph, draft.token, None if voiced else draft.status)
    when = (first, last, basis)
    stated = basis in ("explicit", "relative")
    if stated and first and document.published and first > document.published.last and draft.status in _DONE:
        draft.status = "planned"
    words, word = text[start:end], text[trigger[0] : trigger[1]]
    sources, source_spans = _sides(context, draft.sources, when)
    targets, target_spans = _sides(context, draft.targets, when)
    report = Report(
        id=report_id(document.text_sha256, words, word, draft.type, ordinals.of(words, word, draft.type)),
        start=start,
        end=end,
        trigger=trigger,
        event=draft.type,
        mode=draft.mode,
        issue=details.issue_of(draft, sentence),
        sources=sources,
        source_spans=source_spans,
        targets=targets,
        target_spans=target_spans,
        symmetric=draft.symmetric,
        first=first,
        last=last,
        date_basis=basis,
        status=draft.status,
        claimed_by=claimed_by(context, paragraph, draft.token),
        thing=details.thing_of(scene, draft),
        place=details.place_of(draft),
        amounts=details.amounts_of(scene, draft),
        confidence=round(
            (confidence(draft) if worth is None else worth) * (LABEL if paragraph.kind == "label" else 1), 2
        ),
        rule=draft.rule,
    )
    if trace is not None:
        trace.step("its date was found", [draft])
        trace.report(draft, report)
    return report


def _sides(
    context: Context, parties: list[Party], when: tuple[date | None, date | None, DateBasis]
) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Actor ids as of the event's own date where the text gives one, with their spans."""
    actors: list[str] = []
    spans: list[tuple[int, int]] = []
    first, last, basis = when
    days = Interval(first, last) if first and last and first <= last and basis in _OWN else None
    for party in parties:
        for named in party.actors:
            actor = named
            if days is not None and named in context.registry:
                actor = context.registry.at(named, days).actor or named
            if actor not in actors:
                actors.append(actor)
                spans.append(party.span)
    return tuple(actors), tuple(spans)
