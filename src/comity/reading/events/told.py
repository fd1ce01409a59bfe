"""What a document has told so far, so that "the embargo was lifted" finds whose embargo on whom that was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from comity.reading.events.lexicon import lexicon
from comity.reading.events.parties import Party, agentive, lemma
from comity.reading.events.syntax import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.events.triggers import Draft

_UNDOING: Final = frozenset({"CONCEDE", "SANCTION", "RETREAT"})
_JUDGING: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_ASKING: Final = frozenset({"REQUEST", "AGREE", "THREATEN"})
_GOING_IN: Final = ("invasion", "occupation", "deployment")
_SEIZING: Final = ("invasion", "occupation", "annexation", "blockade", "conquest")
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
    open: dict[str, list[Party]] = field(default_factory=dict)
    """Who asked, offered or threatened, where it was not told to whom."""
    seized: dict[tuple[str, str], list[Party]] = field(default_factory=dict)
    """Who invaded, occupied or annexed whom; nobody where several did."""
    last: tuple[list[Party], list[Party]] | None = None
    spoken: tuple[Doc, int, list[Party]] | None = None
    """Who asked, offered or threatened last: the paragraph, where his sentence ended, and he."""

    def remember(self, draft: Draft) -> None:
        if draft.type in _ASKING and draft.sources:
            self.spoken = draft.token.doc, draft.token.sent.end, draft.sources
        if draft.type in _ASKING and draft.sources and not draft.targets and not draft.symmetric:
            for word in _names(draft):
                self.open[word] = draft.sources
                self.acts.pop(word, None)
        if not draft.sources or not (draft.targets or draft.symmetric) or _guessed(draft):
            return
        for word in _names(draft):
            self.acts[word] = (draft.sources, draft.targets)
        for word in _names(draft):
            for target in {a: None for p in draft.targets for a in p.actors}:
                if word in _SEIZING:
                    known = self.seized.setdefault((word, target), draft.sources)
                    if _ids(known) != _ids(draft.sources):
                        self.seized[word, target] = []
        if len({a for p in (*draft.sources, *draft.targets) for a in p.actors}) == 2:
            self.last = (draft.sources, draft.targets)

    def complete(self, draft: Draft) -> None:
        """told_before_rule: the parties of the act that a verb's definite object stands for, where it names none."""
        if draft.view.kind == "noun":
            self._doer(draft)
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
            self._answer(draft)
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

    def _doer(self, draft: Draft) -> None:
        """told_doer_rule: "Iraq invaded Kuwait. ... the invasion of Kuwait": by the only one who was told to have done it."""
        word = lemma(draft.token)
        if word not in _SEIZING or draft.sources or not draft.targets or draft.view.unnamed("source"):
            return
        found = [self.seized.get((word, a), []) for p in draft.targets for a in p.actors]
        if found and found[0] and all(_ids(f) == _ids(found[0]) for f in found):
            draft.sources = _as_told(found[0], _ids(draft.targets))

    def _answer(self, draft: Draft) -> None:
        """told_before_rule: "T proposed talks. S rejected the proposal": who answers, answers who spoke."""
        if draft.type not in _JUDGING or not draft.sources:
            return
        own = {a for p in draft.sources for a in p.actors}
        asked = next((self.open[w] for w in _back(draft) if w in self.open), [])
        if not asked and draft.type == "REJECT" and self.spoken is not None and _bare(draft):
            doc, end, speakers = self.spoken
            asked = speakers if doc is draft.token.doc and end == draft.token.sent.start else []
        draft.targets = _as_told(asked, own)[:1]

    def _gone_in(self, draft: Draft) -> tuple[list[Party], list[Party]] | None:
        """Where the troops that come home had gone."""
        own = {a for p in draft.sources for a in p.actors}
        for word in _GOING_IN:
            act = self.acts.get(word)
            if act is not None and own and own == {a for p in act[0] for a in p.actors}:
                return act
        return None


def _ids(parties: list[Party]) -> set[str]:
    return {a for p in parties for a in p.actors}


def _bare(draft: Draft) -> bool:
    """ "S refused", "S turned it down": what is refused was said before."""
    objects = draft.view.obj
    below = any(c.dep_ in ("xcomp", "ccomp") for c in draft.token.children)
    return not below and all(o.lower_ in ("it", "this", "that", "them", "both") for o in objects)


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
