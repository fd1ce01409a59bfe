"""What else a report says: the matter, the named thing, the place, the amounts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from comity.reading.events.lexicon import table
from comity.reading.events.parties import Scene, lemma

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft
    from comity.reading.model import Amount

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_LOCATIVE: Final = frozenset({"in", "at", "near", "off", "outside", "inside", "around", "across"})
_DEFAULT_ISSUE: Final = {
    "CONSULT": "diplomacy",
    "SUPPORT": "diplomacy",
    "AGREE": "diplomacy",
    "MOBILIZE": "defence",
    "ASSAULT": "defence",
    "PROTEST": "politics",
}
_NEAR: Final = 3
_FAR: Final = 1


@cache
def _cues() -> dict[str, tuple[int, str]]:
    cues: dict[str, tuple[int, str]] = {}
    for rank, row in enumerate(table("issue_cues.csv")):
        for word in row["lemmas"].split():
            cues.setdefault(word, (rank, row["issue"]))
    return cues


@cache
def _things() -> frozenset[str]:
    return frozenset(word for row in table("thing_nouns.csv") for word in row["lemmas"].split())


def issue_of(draft: Draft, sentence: Tokens) -> str | None:
    """The lexicon's hint, else the issue with most cue words, those in the trigger's own phrase counted threefold."""
    if draft.row.issue is not None and draft.row.issue != "diplomacy":
        return draft.row.issue
    cues = _cues()
    votes: dict[str, int] = {}
    first: dict[str, int] = {}
    low, high = draft.token.left_edge.i, draft.token.right_edge.i
    for token in sentence:
        found = cues.get(lemma(token)) or cues.get(token.lower_)
        if found is None:
            continue
        rank, issue = found
        near = low <= token.i <= high and abs(token.i - draft.token.i) < 15
        votes[issue] = votes.get(issue, 0) + (_NEAR if near else _FAR)
        first.setdefault(issue, rank)
    votes.pop("diplomacy", None) if len(votes) > 1 else None
    if votes:
        return min(votes, key=lambda name: (-votes[name], first[name]))
    return draft.row.issue or _DEFAULT_ISSUE.get(draft.type)


def thing_of(scene: Scene, draft: Draft) -> str | None:
    """The named thing that the act is about ("the Baku-Supsa pipeline"), as the text writes it."""
    heads: list[Token] = [*draft.view.obj, draft.token] if draft.view.kind != "noun" else [draft.token]
    for word in ("on", "for", "of", "over", "about"):
        heads += draft.view.prep(word)
    for head in heads:
        if lemma(head) not in _things() or head.pos_ not in ("NOUN", "PROPN"):
            continue
        first = head.i
        named = head.pos_ == "PROPN"
        for child in head.lefts:
            if child.dep_ in ("compound", "amod", "nmod", "nummod") or (child.pos_ == "PROPN" and child.dep_ != "poss"):
                first = min(first, child.left_edge.i)
                named = named or any(t.pos_ == "PROPN" for t in child.subtree)
        if named and first < head.i and head.i - first < 8:
            text: str = head.doc[first : head.i + 1].text
            return text.removeprefix("the ").removeprefix("The ")
    return None


def place_of(draft: Draft) -> str | None:
    """Where it happened, as the text names it."""
    for source in (draft.token, draft.view.light):
        if source is None:
            continue
        for child in source.subtree:
            if child.dep_ == "prep" and child.lower_ in _LOCATIVE and abs(child.i - draft.token.i) < 20:
                for leaf in child.children:
                    if leaf.dep_ == "pobj" and leaf.ent_type_ in _PLACES:
                        first = leaf.i
                        while (
                            first > 0
                            and leaf.doc[first - 1].ent_type_ == leaf.ent_type_
                            and leaf.doc[first].ent_iob_ == "I"
                        ):
                            first -= 1
                        return str(leaf.doc[first : leaf.i + 1].text)
    return None


def amounts_of(scene: Scene, draft: Draft) -> tuple[Amount, ...]:
    """The amounts within the trigger's phrase, up to the next clause."""
    low, high = draft.token.left_edge, draft.token.right_edge
    start = scene.paragraph.start + low.idx
    end = scene.paragraph.start + high.idx + len(high)
    return tuple(a for a in scene.context.amounts if start <= a.start and a.end <= end)
