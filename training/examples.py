"""From annotated paragraphs to what the network is taught: windows of word pieces with labels on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from comity.actors import Registry
from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading.context import Context, Mention
from comity.reading.parse import parse
from comity.reading.reader import context_of
from comity.reading.trained.labels import CAUSE, EVENTS, LINKS, PRESENT, RELATION, SIGNS, STANCES, STATUSES, TRAITS
from comity.reading.trained.pieces import Window, windows

Row = dict[str, Any]
Span = tuple[int, int]


@dataclass(slots=True)
class Trigger:
    """One word that carries something. `traits`: what is to be told of it, by the name of the trait. `links`: pieces by
    role, all of which are right; `open`: pieces by role that are neither right nor wrong (other mentions of a party)."""

    piece: int
    traits: dict[str, int]
    links: dict[str, set[int]] = field(default_factory=dict)
    open: dict[str, set[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Example:
    """A window with its labels: for each kind of trigger the class of each own piece, then the triggers themselves.
    `candidates`: pieces at the heads of mentions, which may be parties. `own`: pieces on which a trigger may stand."""

    document: str
    window: Window
    own: list[int]
    candidates: list[int]
    sentences: list[int]
    classes: dict[str, dict[int, int]]
    triggers: list[Trigger]


@dataclass(slots=True)
class Lost:
    """How many annotated parties no mention covers: what no reader that goes by mentions can find."""

    parties: int = 0
    lost: int = 0
    words: Counter[str] = field(default_factory=Counter)


def examples(documents: Iterable[Row], lost: Lost | None = None) -> Iterator[Example]:
    """The windows of annotated paragraphs, labelled."""
    registry = Registry.default()
    lost = lost or Lost()
    for row in documents:
        published = row["document"]["published"]
        interval = Interval(*(date.fromisoformat(day) for day in published)) if published else None
        document = from_text(row["text"], id=row["id"], published=interval)
        context = context_of(document, parse(document), registry)
        for window in windows(context):
            yield _label(row, context, window, lost)


def _label(row: Row, context: Context, window: Window, lost: Lost) -> Example:
    paragraph = next(p for p in context.paragraphs if p.index == window.paragraph)
    doc, base = paragraph.doc, paragraph.start
    mentions = [m for m in context.mentions if m.paragraph == window.paragraph and window.first <= m.head < window.last]
    starts = {base + token.idx: token.i for token in doc}

    def token_at(char: int) -> int | None:
        while char >= base and char not in starts:
            char -= 1
        found = starts.get(char)
        return found if found is not None and window.first <= found < window.last else None

    def party(actor: str, span: Span) -> tuple[set[int], set[int]] | None:
        lost.parties += 1
        mention = _mention_of(mentions, actor, span, registry=context.registry)
        if mention is None:
            lost.lost += 1
            lost.words[row["text"][slice(*span)]] += 1
            return None
        alike = {window.piece(m.head) for m in mentions if actor in m.actors or set(m.actors) & set(mention.actors)}
        piece = window.piece(mention.head)
        return {piece}, alike - {piece}

    own_tokens = range(window.own, window.last)
    sentence_of = {t.i: n for n, sent in enumerate(doc.sents) for t in sent}
    sentences = [-1] * len(window.ids)
    for i in range(window.first, window.last):
        sentences[window.piece(i)] = sentence_of[i]
    classes: dict[str, dict[int, int]] = {name: {} for name in PRESENT}
    triggers: list[Trigger] = []

    def open_trigger(kind: str, annotation: Row, label: int, traits: dict[str, int]) -> Trigger | None:
        token = token_at(annotation["trigger"][0])
        if token is None or token not in own_tokens:
            return None
        piece = window.piece(token)
        classes[kind][piece] = label
        trigger = Trigger(piece, traits)
        triggers.append(trigger)
        return trigger

    def tie(trigger: Trigger, role: str, pairs: Iterable[tuple[str, Span]]) -> None:
        right, unsure, whole = set(), set(), True
        for actor, span in pairs:
            found = party(actor, span)
            if found is None:
                whole = False
            else:
                right |= found[0]
                unsure |= found[1]
        if whole or right:
            trigger.links[role] = trigger.links.get(role, set()) | right
            trigger.open[role] = (trigger.open.get(role, set()) | unsure) - trigger.links[role]

    def ends(trigger: Trigger, first: str, last: str, span: Span) -> None:
        i, j = token_at(span[0]), token_at(span[1] - 1)
        if i is not None and j is not None:
            trigger.links[first], trigger.links[last] = {window.piece(i)}, {window.piece(j)}

    for r in row["reports"]:
        traits = {"status": STATUSES.index(r["status"]), "symmetric": int(r["symmetric"])}
        trigger = open_trigger("event", r, EVENTS.index(r["event"]), traits)
        if trigger:
            tie(trigger, "source", zip(r["sources"], r["source_spans"], strict=True))
            tie(trigger, "target", zip(r["targets"], r["target_spans"], strict=True))
    for r in row["relations"]:
        traits = {"level": SIGNS.index(r["level"]), "change": SIGNS.index(r["change"])}
        trigger = open_trigger("relation", r, 1, traits)
        if trigger:
            tie(trigger, "between", [(r["a"], r["a_span"]), (r["b"], r["b_span"])])
    for r in row["causes"]:
        traits = {
            "sign": SIGNS.index(r["sign"]),
            "link": CAUSE.index(r["kind"]),
            "hedged": int(r["hedged"]),
            "negated": int(r["negated"]),
        }
        trigger = open_trigger("cause", r, 1, traits)
        if trigger:
            ends(trigger, "cause-first", "cause-last", r["cause"])
            ends(trigger, "effect-first", "effect-last", r["effect"])
    for r in row["stances"]:
        traits = {"attitude": SIGNS.index(r["sign"])}
        trigger = open_trigger("stance", r, STANCES.index(r["stance"]), traits)
        if trigger:
            tie(trigger, "holder", [(r["actor"], r["actor_span"])])
            tie(trigger, "toward", [(r["object_actor"], r["object_actor_span"])] if r["object_actor"] else [])
            ends(trigger, "object-first", "object-last", r["object"])
    own = sorted({window.piece(i) for i in own_tokens})
    candidates = sorted({window.piece(m.head) for m in mentions})
    return Example(row["id"], window, own, candidates, sentences, classes, triggers)


def _mention_of(mentions: list[Mention], actor: str, span: Span, *, registry: Registry) -> Mention | None:
    """The mention that the annotator's words are: of this actor if one is, else the one that fits them best."""
    line = registry.lineage(actor) if actor in registry else actor
    best: tuple[tuple[bool, int, int], Mention] | None = None
    for mention in mentions:
        shared = min(mention.span[1], span[1]) - max(mention.span[0], span[0])
        if shared <= 0:
            continue
        same = any(a == actor or (a in registry and registry.lineage(a) == line) for a in mention.actors)
        rank = (same, shared, mention.span[0] - mention.span[1])
        if best is None or rank > best[0]:
            best = rank, mention
    return best[1] if best else None


__all__ = ["LINKS", "RELATION", "TRAITS", "Example", "Lost", "Trigger", "examples"]
