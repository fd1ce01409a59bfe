"""Mentions: who is named or meant where in a document, resolved as of the time that the place is about.

Names, seats, persons with titles and agents come first; then, from left to right, what refers back to them; then who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.context import Context, Mention
from comity.reading.mentions.anaphora import read_back
from comity.reading.mentions.asof import Calendar
from comity.reading.mentions.centre import Centre
from comity.reading.mentions.discourse import Discourse
from comity.reading.mentions.memory import Memory
from comity.reading.mentions.names import find_names
from comity.reading.mentions.people import People
from comity.reading.mentions.phrases import Phrases
from comity.reading.mentions.scene import Scene
from comity.reading.mentions.sentence import Words
from comity.reading.mentions.speakers import Voices

if TYPE_CHECKING:
    from comity.reading.mentions.draft import Draft

__all__ = ["find_mentions"]


def find_mentions(context: Context) -> list[Mention]:
    """Mentions of the document, by place in the text. `context.dates` is read, `context.mentions` is left as it is."""
    memory, discourse = Memory(context.registry, context.document.text), Discourse()
    centre, voices, sentence = Centre(context), Voices(), 0
    found: list[Mention] = []
    for paragraph in context.paragraphs:
        words = Words.of(paragraph)
        if not len(words):
            continue
        calendar = Calendar(context, paragraph, words)
        named = find_names(words, context, calendar, discourse.counts)
        drafts = Phrases(words, context.registry, named).drafts()
        for draft in drafts:
            for k in range(draft.i, draft.j):
                words.taken[k] = True
        drafts += People(words, context.registry, calendar, memory, named, drafts, discourse.counts).drafts()
        drafts.sort(key=lambda d: (d.i, d.j))
        by_head = {draft.head: draft for draft in drafts}
        scene = Scene(words, context.registry, calendar, discourse, sentence, centre, by_head)
        drafts = voices.speak(scene, read_back(scene, drafts))
        sentence += len(words.bounds)
        found += [_mention(words, draft) for draft in drafts]
    return found


def _mention(words: Words, draft: Draft) -> Mention:
    return Mention(
        paragraph=words.paragraph.index,
        i=draft.i,
        j=draft.j,
        head=draft.head,
        span=draft.chars or words.span(draft.i, draft.j),
        actors=draft.actors,
        kind=draft.kind,
        resolved=draft.resolved,
        candidates=draft.candidates,
        sector=draft.sector,
    )
