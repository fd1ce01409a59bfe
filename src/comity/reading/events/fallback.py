"""Parties that the trigger's own clause does not name: from the sentence, then from what the paragraph is about.

The record prefers a right pair with low confidence to none; what is taken from further off says so in `how`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events.parties import Party, Scene

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from comity.reading.events.triggers import Draft

NEEDS_TWO: Final = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "SANCTION", "AGREE", "REJECT", "REQUEST", "ACCUSE", "THREATEN", "CONCEDE", "ASSAULT", "COERCE"})
_SELF_SUFFICIENT: Final = frozenset({"RETREAT", "MOBILIZE", "PROTEST"})


def complete(scene: Scene, draft: Draft, sentence: Tokens, topic: list[Party], *, all_drafts: list[Draft]) -> None:
    """Fill an empty side of the draft, marking the party as taken from the sentence or the topic."""
    if draft.type in _SELF_SUFFICIENT and (draft.sources or draft.targets):
        return
    here = scene.within(sentence)
    if draft.symmetric:
        have = _actors(draft.sources) | _actors(draft.targets)
        if len(have) < 2:
            extra = _nearest(draft, here, have) or _of_topic(topic, have)
            if extra is not None:
                (draft.targets if draft.sources else draft.sources).append(extra)
        if len(_actors(draft.sources) | _actors(draft.targets)) < 2 and not draft.sources:
            extra = _of_topic(topic, _actors(draft.sources) | _actors(draft.targets))
            if extra is not None:
                draft.sources.append(extra)
        return
    if not draft.sources and not draft.view.unnamed("source"):
        extra = _nearest(draft, here, _actors(draft.targets), before=True) or _of_topic(topic, _actors(draft.targets))
        if extra is not None:
            draft.sources = [extra]
    if not draft.targets and draft.type in NEEDS_TWO and not draft.view.unnamed("target"):
        extra = _nearest(draft, here, _actors(draft.sources), before=False) or _of_topic(topic, _actors(draft.sources))
        if extra is not None:
            draft.targets = [extra]


def _actors(parties: list[Party]) -> set[str]:
    return {a for p in parties for a in p.actors}


def _nearest(draft: Draft, here: list[Party], used: set[str], *, before: bool | None = None) -> Party | None:
    """The nearest mention of somebody else; on the wanted side of the trigger first."""
    at = draft.token.i
    ranked = sorted(
        (p for p in here if not set(p.actors) & used),
        key=lambda p: (abs(p.i - at) + (6 if before is not None and (p.i < at) != before else 0), p.i),
    )
    return ranked[0] if ranked else None


def _of_topic(topic: list[Party], used: set[str]) -> Party | None:
    for party in topic:
        if not set(party.actors) & used:
            return Party(party.mention, party.actors, party.span, "topic", party.i)
    return None


def topic_before(scene: Scene, sentence: Tokens, title: list[Party]) -> list[Party]:
    """Who the text is about at this sentence: mentions of the paragraph before it, last first, then the document's pair."""
    earlier: list[Party] = []
    seen: set[str] = set()
    for number in reversed(scene.mentions):
        mention = scene.context.mentions[number]
        if mention.head >= sentence.start or not mention.actors or mention.actors[0] in seen:
            continue
        seen.update(mention.actors)
        earlier.append(Party(number, mention.actors, mention.span, "topic", mention.head))
        if len(earlier) >= 3:
            break
    return earlier + [p for p in title if not set(p.actors) & seen]
