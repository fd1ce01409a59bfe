"""Who 'we', 'our' and 'I' are: the speaker of a quotation; outside of one, whoever the document says that it speaks for."""

from __future__ import annotations

from typing import Final

from comity.reading.mentions.cues import cues
from comity.reading.mentions.draft import Draft
from comity.reading.mentions.scene import NOMINAL, Scene, uses

_OPENS: Final = frozenset({"“", "«"})
_CLOSES: Final = frozenset({"”", "»"})
_EITHER: Final = frozenset({'"', "``", "''"})
_NEAR: Final = 9  # words from 'we' to who they say they are ("We, the leaders of Togo and Benin")


class Voices:
    """The speakers of one document, paragraph by paragraph."""

    def __init__(self) -> None:
        self._author: Draft | None = None
        self._begun = False

    def speak(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """`drafts` of a paragraph with those that its words for the speaker stand for, in order."""
        words = scene.words
        first = [k for k, word in enumerate(words.lower) if word in uses()["speaker"] and not words.taken[k]]
        if not self._begun:
            self._author, self._begun = _author(scene, drafts), True
        if not first:
            return drafts
        quotes = _quotes(words.text)
        at = {k: draft for draft in drafts for k in range(draft.i, draft.j)}
        speakers: dict[tuple[int, int], Draft | None] = {}
        last: Draft | None = None
        found = list(drafts)
        for k in first:
            inside = next((q for q in quotes if q[0] < k < q[1]), None)
            if inside is None:
                self._author = _named_after(scene, k, at) or self._author
                speaker = self._author
            else:
                if inside not in speakers:
                    last = speakers[inside] = _speaker(scene, inside, quotes, at) or last
                speaker = speakers[inside]
            if speaker is not None and speaker.actors:
                found.append(_first_person(scene, k, speaker))
        found.sort(key=lambda d: (d.i, d.j))
        return found


def _first_person(scene: Scene, k: int, speaker: Draft) -> Draft:
    """speaker_rule: 'we' is the speaker; 'our envoy' acts for the speaker."""
    words = scene.words
    kind = speaker.kind if speaker.kind in ("group", "organisation") else "state"
    noun = words.head[k]
    if words.lower[k] in ("our", "my") and k < noun < k + 5 and words.pos[noun] in NOMINAL and not words.taken[noun]:
        ending = scene.registry.agents.ending(words.lower, noun, k + 1)
        if ending is not None and not ending[1].materiel and words.lower[noun] not in cues()["other"]:
            agent = ending[1]
            return Draft(k, noun + 1, noun, speaker.actors, kind, "agent", sector=agent.sector, person=agent.person)
    return Draft(k, k + 1, k, speaker.actors, kind, "pronoun", sector=speaker.sector, plural=True)


def _quotes(text: list[str]) -> list[tuple[int, int]]:
    """Tokens of the opening and the closing mark of each quotation; an open one goes to the paragraph's end."""
    found: list[tuple[int, int]] = []
    opened = -1
    for k, word in enumerate(text):
        if opened < 0 and (word in _OPENS or word in _EITHER):
            opened = k
        elif opened >= 0 and (word in _CLOSES or word in _EITHER):
            found.append((opened, k))
            opened = -1
    if opened >= 0:
        found.append((opened, len(text)))
    return found


def _speaker(scene: Scene, quote: tuple[int, int], quotes: list[tuple[int, int]], at: dict[int, Draft]) -> Draft | None:
    """quoted_speaker_rule: the subject of the word of saying beside the quotation, in the sentences that it touches; else
    the subject of the sentence that a colon, or nothing but its end, parts from it."""
    words = scene.words
    opened, closed = quote
    start = words.bounds[words.sentence[opened]][0]
    end = words.bounds[words.sentence[min(closed, len(words) - 1)]][1]
    outside = [k for k in range(start, end) if not any(a < k < b for a, b in quotes)]
    near = sorted(outside, key=lambda k: k - closed if k >= closed else opened - k)
    for k in near:
        if words.lower[k] in uses()["speech"]:
            for n in outside:
                if words.head[n] == k and words.dep[n] in ("nsubj", "nsubjpass"):
                    return at.get(n)
    if start == opened and opened > 0 and not any(a < opened - 1 < b for a, b in quotes):
        before = range(words.bounds[words.sentence[opened - 1]][0], opened)
        for n in before:
            if words.dep[n] == "nsubj" and words.head[words.head[n]] == words.head[n]:
                subject = at.get(n)
                return subject if subject is not None and (subject.person or words.text[opened - 1] == ":") else None
    return None


def _named_after(scene: Scene, k: int, at: dict[int, Draft]) -> Draft | None:
    """self_naming_rule: 'We, the leaders of Togo and Benin'."""
    words = scene.words
    if words.lower[k] not in ("we", "i") or k + 1 >= len(words) or words.text[k + 1] != ",":
        return None
    for n in range(k + 2, min(k + 2 + _NEAR, len(words))):
        if words.text[n] == "," or words.pos[n] == "VERB":
            return None
        if n in at and at[n].actors:
            row = [at[n]]
            for m in range(at[n].j, len(words)):
                if m in at and at[m] is not row[-1]:
                    row.append(at[m])
                elif m not in at and words.lower[m] not in (",", "and", "the", "of"):
                    break
            actors = tuple(dict.fromkeys(a for draft in row for a in draft.actors))
            return Draft(at[n].i, row[-1].j, at[n].head, actors, row[0].kind, "anaphor", plural=True)
    return None


def _author(scene: Scene, drafts: list[Draft]) -> Draft | None:
    """statement_rule: a text whose first subject is a ministry, a government or an organisation may speak for it."""
    words = scene.words
    for draft in drafts:
        if words.sentence[draft.head] > 0:
            return None
        if words.dep[draft.head] in ("nsubj", "nsubjpass"):
            body = draft.kind == "organisation" or (draft.sector == "GOV" and not draft.person and not draft.plural)
            named = draft.resolved in ("agent", "organisation")
            return draft if body and named and len(draft.actors) == 1 else None
    return None
