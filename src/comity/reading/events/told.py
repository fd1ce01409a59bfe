"""What a document has told so far, so that "the embargo was lifted" finds whose embargo on whom that was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from comity.reading.events.lexicon import lexicon
from comity.reading.events.parties import Party, agentive, lemma
from comity.reading.events.syntax import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft

_UNDOING: Final = frozenset({"CONCEDE", "SANCTION", "RETREAT"})
_JUDGING: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_GOING_IN: Final = ("invasion", "occupation", "deployment")
_CALLED: Final = {
    "sell": "sale", "buy": "purchase", "invade": "invasion", "deploy": "deployment", "annex": "annexation",
    "offer": "offer", "agree": "agreement", "demand": "demand", "invite": "invitation", "arrest": "arrest",
    "bomb": "bombing", "attack": "attack", "visit": "visit", "propose": "proposal", "request": "request",
    "threaten": "threat", "promise": "promise", "withdraw": "withdrawal", "expel": "expulsion", "blockade": "blockade",
    "test": "test", "raid": "raid", "strike": "strike", "occupy": "occupation", "sanction": "sanction", "boycott": "boycott",
}  # fmt: skip


@dataclass(slots=True)
class Told:
    """The last act of a document under each noun that can stand for it."""

    acts: dict[str, tuple[list[Party], list[Party]]] = field(default_factory=dict)
    last: tuple[list[Party], list[Party]] | None = None

    def remember(self, draft: Draft) -> None:
        if not draft.sources or not (draft.targets or draft.symmetric) or _guessed(draft):
            return
        for word in _names(draft):
            self.acts[word] = (draft.sources, draft.targets)
        if len({a for p in (*draft.sources, *draft.targets) for a in p.actors}) == 2:
            self.last = (draft.sources, draft.targets)

    def complete(self, draft: Draft) -> None:
        """told_before_rule: the parties of the act that a verb's definite object stands for, where it names none."""
        if draft.view.kind != "verb" or draft.targets:
            return
        if _between_them(draft):
            if self.last is not None:
                draft.sources = _as_told([*self.last[0], *self.last[1]], set())
            return
        act = next((self.acts[w] for w in _back(draft) if w in self.acts), None)
        if act is None and draft.mode == "withdraw":
            act = self._gone_in(draft)
        if act is None:
            return
        own = {a for p in draft.sources for a in p.actors}
        if draft.symmetric and len(own) > 1:
            return
        sources, targets = act
        if draft.type in _UNDOING:
            if own and not own & {a for p in (*sources, *targets) for a in p.actors}:
                return  # somebody else's
            if not draft.sources:
                draft.sources = _as_told(sources, set())
                own = {a for p in draft.sources for a in p.actors}
            draft.targets = _as_told([*targets, *sources] if draft.symmetric else targets, own)
        elif draft.type in _JUDGING and draft.sources:
            draft.targets = _as_told(sources if draft.type == "ACCUSE" else [*sources, *targets], own)[:2]

    def _gone_in(self, draft: Draft) -> tuple[list[Party], list[Party]] | None:
        """Where the troops that come home had gone."""
        own = {a for p in draft.sources for a in p.actors}
        for word in _GOING_IN:
            act = self.acts.get(word)
            if act is not None and own and own == {a for p in act[0] for a in p.actors}:
                return act
        return None


def _between_them(draft: Draft) -> bool:
    """ "Relations were normalised": those of the two that were spoken of last."""
    ties = lexicon().classes["ties"]
    return (
        draft.symmetric
        and is_passive(draft.token)
        and not draft.sources
        and any(lemma(o) in ties for o in draft.view.obj)
    )


def _as_told(parties: list[Party], own: set[str]) -> list[Party]:
    return [Party(p.mention, p.actors, p.span, "told", p.i) for p in parties if not set(p.actors) & own]


def _guessed(draft: Draft) -> bool:
    return any(p.how in ("topic", "clause", "told", "sentence") for p in (*draft.sources, *draft.targets))


def _names(draft: Draft) -> list[str]:
    """The nouns by which the act may be called again."""
    if draft.view.kind != "verb":
        return [lemma(draft.token)]
    objects = [lemma(o) for o in draft.view.obj if o.pos_ == "NOUN" and not agentive(o)]
    called = _CALLED.get(draft.token.lemma_.lower())
    return [w for w in objects if w in lexicon().nouns] + ([called] if called else [])


def _back(draft: Draft) -> list[str]:
    """The object's word where it points back: "the sale", "this demand"."""
    heads = [*draft.view.obj, *(o for w in ("against", "to", "over", "about") for o in draft.view.prep(w))]
    return [lemma(o) for o in heads if o.pos_ == "NOUN" and _points_back(o)]


def _points_back(noun: Token) -> bool:
    bare = not any(
        c.dep_ in ("amod", "compound", "poss", "prep", "acl", "relcl") and c.pos_ != "VERB" for c in noun.children
    )
    return bare and any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.lefts)
