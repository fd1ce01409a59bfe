"""The date that a story has reached, and how far it goes for what is told after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval
from comity.reading.dates.attachment import Anchor, is_future, verb_above
from comity.reading.model import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENING: Final = 4
_UNDER: Final = frozenset({"under", "by", "with", "through", "following", "after", "in"})
_LABEL: Final = 8
_SHORT: Final = 31
_CURRENT: Final = timedelta(days=7)


def reached(anchors: Sequence[Anchor], published: Interval | None) -> DateMention | None:
    """The last of these dates that governs a sentence. What is to come is no scene: after "the line will open in 2030" the
    story goes on where it was. A news item that has begun in the last days comes back to them after what it tells of earlier.
    """
    scene: DateMention | None = None
    for anchor in anchors:
        mention = anchor.mention
        if mention.first is None or not sets_scene(anchor):
            continue
        if published is not None and mention.first > published.last:
            continue
        if scene is not None and _is_current(scene, published) and not _is_current(mention, published):
            continue
        scene = mention
    return scene


def _is_current(mention: DateMention, published: Interval | None) -> bool:
    if published is None or mention.first is None or mention.last is None or mention.modifier == "since":
        return False
    return published.first - _CURRENT <= mention.last and mention.first >= published.first - 2 * _CURRENT


def coarsened(scene: DateMention | None, published: Interval | None) -> DateMention | None:
    """The scene as it dates what is told in later sentences: a month or season no longer holds, its year does."""
    if scene is None or scene.first is None or scene.last is None or _is_current(scene, published):
        return scene
    within = (
        scene.grain == "interval" and scene.first.year == scene.last.year and (scene.last - scene.first).days > _SHORT
    )
    if not within and scene.grain not in ("month", "season", "quarter", "half"):
        return scene
    return year_of(scene)


def year_of(mention: DateMention) -> DateMention:
    """The mention as the whole year that it begins in."""
    if mention.first is None:
        return mention
    year = mention.first.year
    return replace(mention, first=date(year, 1, 1), last=date(year, 12, 31), grain="year")


def opens(anchor: Anchor, start: int) -> bool:
    """Whether a date opens the sentence that starts at token `start`, so that it holds for all of it."""
    return (
        not anchor.premodifier
        and not anchor.named
        and anchor.first_token - start <= _OPENING
        and (
            all(
                t.pos_ not in ("NOUN", "PROPN", "VERB", "AUX", "PRON")
                for t in anchor.root.doc[start : anchor.first_token]
            )
        )
    )


def opening_phrase(
    token: Token, anchors: Sequence[Anchor], start: int, published: Interval | None
) -> DateMention | None:
    """opening_phrase_rule: 'Under a treaty signed in 2019, Oman offered ...': what is told after it, in the sentence that
    starts at token `start`, is of that date or later, and not of the one that the story had reached before."""
    verb = verb_above(token)
    while verb is not None and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    if verb is None:
        return None
    for anchor in anchors:
        if not start <= anchor.first_token < verb.i or anchor.is_compared or anchor.named:
            continue
        phrase = anchor.word
        while phrase.head not in (phrase, verb):
            phrase = phrase.head
        opens_it = phrase.i == start and phrase.dep_ == "prep" and phrase.lower_ in _UNDER
        if opens_it and anchor.word.dep_ in ("acl", "relcl") and not is_future(anchor.mention, published):
            return anchor.mention
    return None


def sets_scene(anchor: Anchor) -> bool:
    """A date carries the story on when it dates a clause of the sentence, not a noun within it or an aside."""
    if anchor.premodifier or anchor.named or anchor.is_compared or anchor.mention.modifier == "since":
        return False
    if anchor.mention.grain in ("decade", "century") and not anchor.fronted:
        return False
    token = anchor.word
    for _ in range(12):
        if token.dep_ in ("relcl", "acl", "parataxis", "appos"):
            return False
        if token.head == token:
            return True
        token = token.head
    return True


def with_label(start: int, doc: Doc) -> int:
    """The sentence's first token, or that of the date before it: in 'June 1982: The two form a coalition' the parser may
    see two sentences."""
    if start == 0 or doc[start - 1].lower_ not in (":", "–", "—"):
        return start
    before = doc[start - 1].sent.start
    return before if start - before <= _LABEL else start
