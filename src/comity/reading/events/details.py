"""What else a report says: the matter, the named thing, the place, the amounts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import lexicon, table
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
_NO_THING: Final = 2
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


@cache
def _titled() -> frozenset[str]:
    return frozenset(
        w for row in table("thing_nouns.csv") if row["kind"] in ("exercise", "titled") for w in row["lemmas"].split()
    )


@cache
def _solid() -> frozenset[str]:
    """Things of steel and stone, which a number or kind tells apart: "six frigates", "a gas pipeline"."""
    classes = lexicon().classes
    kinds = {row["kind"]: frozenset(row["lemmas"].split()) for row in table("thing_nouns.csv")}
    return kinds["project"] | kinds["weapon"] | classes["ships"]


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
    below = syntax.complement(draft.token) if draft.view.kind in ("verb", "adjective") else None
    if below is not None and draft.type in ("AGREE", "REQUEST", "REJECT", "THREATEN"):
        heads += syntax.objects(below)  # "agreed to sell four helicopters"
    for word in ("on", "for", "of", "over", "about"):
        heads += draft.view.prep(word)
    for head in heads[:]:  # "an agreement on a gas pipeline", "a batch of missiles"
        heads += [t for word in ("on", "for", "of") for t in syntax.prepositional(head, word)]
    ranked = sorted((_rank(head), n) for n, head in enumerate(heads))
    return _written(heads[ranked[0][1]]) if ranked and ranked[0][0] < _NO_THING else None


def _rank(head: Token) -> int:
    """A thing by its name, then one that is told from its like by a number or a word of kind, then none."""
    if head.pos_ not in ("NOUN", "PROPN") or lemma(head) not in _things():
        return _NO_THING
    before = [c for c in head.lefts if _part(c)]
    if _after(head) > head.i + 1 and head.pos_ == "NOUN":
        return 0
    if not before or head.i - min(c.left_edge.i for c in before) >= 8:
        return _NO_THING
    if head.pos_ == "PROPN" or any(t.pos_ == "PROPN" for c in before for t in c.subtree):
        return 0
    return 1 if any(c.dep_ in ("compound", "nummod") for c in before) and lemma(head) in _solid() else _NO_THING


def _part(child: Token) -> bool:
    """Whether a word before the noun belongs to the thing's name: not "joint", "new", nor an act ("a purchase deal")."""
    if child.dep_ == "amod" and child.pos_ == "ADJ" and child.ent_type_ == "" and child.shape_[:1] != "X":
        return False
    return child.dep_ in ("compound", "amod", "nmod", "nummod") or (child.pos_ == "PROPN" and child.dep_ != "poss")


def _written(head: Token) -> str:
    first = min((c.left_edge.i for c in head.lefts if _part(c)), default=head.i)
    text: str = head.doc[first : _after(head)].text
    return text.removeprefix("the ").removeprefix("The ")


def _after(head: Token) -> int:
    """Past the name that follows its kind ("the exercise Blue Heron")."""
    doc, end = head.doc, head.i + 1
    if head.pos_ == "NOUN" and lemma(head) in _titled():
        while end < len(doc) and doc[end].pos_ == "PROPN" and end < head.i + 5:
            end += 1
    return end


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
