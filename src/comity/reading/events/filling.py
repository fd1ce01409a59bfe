"""Who is source and who is target of each draft: by its frame, then through what it governs, then from further off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import Slot, lexicon, words
from comity.reading.events.parties import Party, Scene, agentive, lemma
from comity.reading.events.senses import figure

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft

SPEECH: Final = ("AGREE", "REQUEST", "REJECT", "THREATEN")
_HARM: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN"})
_PLANNING: Final = words("planning")
_PREPOSITIONS: Final = words("prepositions")
_IDLE: Final = words("idle")
_WISHING: Final = words("wishing")
_TURNING: Final = words("turning")
_WILLED: Final = frozenset({"REQUEST", "AID", "AGREE", "THREATEN", "REJECT", "SUPPORT"})
_PUSHING: Final = words("pushing")
_STATEMENTS: Final = words("statements")
_SAYING: Final = frozenset({"REQUEST", "ACCUSE", "REJECT", "AGREE"})
_PLACES_OF_TARGET: Final = ("obj", "iobj")
_INSTRUMENTS: Final = frozenset({"diplomat", "troops", "arms", "ships", "warships"})
_TRADED: Final = words("traded")
_FATES: Final = words("fates")
_FRIENDLY: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_CONTENT: Final = (
    "xcomp",
    "ccomp",
    "acl",
    "pcomp",
    "advcl",
    "dobj",
    "pobj",
    "prep",
    "conj",
    "attr",
    "nsubjpass",
    "relcl",
    "compound",
    "acomp",
)


def nest(drafts: list[Draft]) -> None:
    """Hang each draft below the speech act or accusation whose content it is."""
    by_token = {d.token.i: d for d in drafts if not d.dropped}
    for draft in drafts:
        if draft.dropped:
            continue
        node: Token = draft.token
        for _ in range(6):
            head, dep = (syntax.joined_to(node) if node.dep_ == "conj" else node.head), node.dep_
            if head == node or dep not in _CONTENT or dep == "relcl":
                break
            if dep == "advcl" and node.tag_ != "VB":
                break
            if dep == "prep" and node.lower_ in (
                "after",
                "before",
                "during",
                "since",
                "following",
                "despite",
                "amid",
                "by",
                "in",
            ):
                break
            above = by_token.get(head.i)
            if above is not None and dep != "conj" and (above.type in SPEECH or above.type == "ACCUSE"):
                above.below.append(draft)
                break
            if dep == "conj" and above is not None and any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
                break
            node = head


def absorb(drafts: list[Draft]) -> None:
    """One type beats a type to come: what was promised, asked or refused is part of the promise, request or refusal."""
    for draft in drafts:
        _by_status(draft)
    _purposes(drafts)
    for draft in drafts:
        if draft.type == "PROTEST" and not draft.dropped:
            _demands(draft, drafts)
        if draft.type == "AGREE" and draft.token.lemma_ in _IDLE and not [d for d in draft.below if not d.dropped]:
            draft.drop("a plan without an act in it")
        if draft.dropped or not draft.below:
            continue
        if draft.type in SPEECH:
            _conditions(draft, drafts)
        live = [d for d in draft.below if not d.dropped]
        verbal = [d for d in live if d.view.kind == "verb"]
        if draft.type == "ACCUSE":
            for d in live:
                if d in verbal or not (d.sources or d.targets):
                    d.drop("what somebody is accused of", draft)
            continue
        if draft.type not in SPEECH:
            continue
        if draft.type == "AGREE":
            if draft.token.lemma_ in _PLANNING and live:
                draft.drop("the plan gives way to the act that is planned", live[0])
                continue
            harmful = any(d.type in _HARM for d in verbal)
            if draft.token.lemma_ in _TURNING and harmful:
                draft.type = "THREATEN"
        for d in live:
            if d in verbal or d.status not in ("happened", "ongoing"):
                d.drop("what was promised, asked, threatened or refused", draft)
        if draft.mode is None:
            draft.mode = _mode(draft.type, [d.type for d in draft.below])


def _conditions(draft: Draft, drafts: list[Draft]) -> None:
    """What somebody is to do or not to do, lest a threat come true ("unless T withdraws"), is part of the threat."""
    for clause in (c for head in (draft.token, *draft.token.children) for c in head.children if c.dep_ == "advcl"):
        if any(m.dep_ == "mark" and m.lower_ in ("unless", "if", "until") for m in clause.children):
            for inner in drafts:
                if inner.status == "hypothetical" and (inner.token == clause or clause.is_ancestor(inner.token)):
                    inner.drop("the condition of what was said", draft)


def _by_status(draft: Draft) -> None:
    """ "will not accept" is a refusal, "will strike" a threat."""
    if draft.dropped:
        return
    if draft.status == "denied" and draft.type in _FRIENDLY and draft.view.kind == "verb" and _will(draft.token):
        draft.type, draft.mode, draft.status = (
            "REJECT",
            {"CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "yield"}.get(draft.type),
            "happened",
        )
    elif draft.type == "REQUEST" and (
        draft.status == "ongoing" or (draft.status == "happened" and draft.token.lemma_ in _WISHING)
    ):
        draft.status = "demanded"
    elif draft.status == "planned" and draft.type == "PROTEST":
        draft.type, draft.mode, draft.status = "THREATEN", "restrict", "happened"
    elif draft.type == "AGREE" and draft.view.kind == "verb":
        below = syntax.infinitive(draft.token)
        if below is not None and any(c.dep_ == "neg" for c in below.children):
            draft.type, draft.mode = "REJECT", None


def _purposes(drafts: list[Draft]) -> None:
    """What an act is for ("opened fire to disperse the crowd") is no second act."""
    by_token = {d.token.i: d for d in drafts if not d.dropped}
    for draft in drafts:
        token = draft.token
        if (
            draft.dropped
            or draft.view.kind != "verb"
            or token.dep_ != "advcl"
            or token.tag_ != "VB"
            or draft.status == "happened"
        ):
            continue
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children):
            above = by_token.get(token.head.i)
            if above is not None and above.type not in SPEECH:
                draft.drop("what another act was for", above)


def _will(verb: Token) -> bool:
    return any(
        c.dep_ == "aux" and c.lower_ in ("will", "would", "wo", "can", "ca", "could", "shall") for c in verb.children
    )


def _demands(protest: Draft, drafts: list[Draft]) -> None:
    """What a protest demands or blames is no event beside it."""
    top = protest.view.light or protest.token
    for draft in drafts:
        asked = draft.type in ("REQUEST", "ACCUSE") or draft.status == "demanded"
        if asked and draft is not protest and (top.is_ancestor(draft.token) or protest.token.is_ancestor(draft.token)):
            draft.drop("what a protest demands or blames", protest)
            fill(draft.view.scene, draft)
            known = {a for p in protest.sources for a in p.actors}
            protest.targets = protest.targets or [p for p in draft.targets if not set(p.actors) <= known]


def _mode(kind: str, below: list[str]) -> str | None:
    if not below:
        return None
    first = below[0]
    if kind in ("REQUEST", "REJECT"):
        if first == "CONSULT":
            return "meet"
        if first in ("RETREAT", "CONCEDE"):
            return "yield"
        if first in ("AID", "COOPERATE", "SUPPORT", "AGREE"):
            return "assist"
        return "change"
    if kind == "THREATEN":
        return {
            "ASSAULT": "violence",
            "MOBILIZE": "violence",
            "SANCTION": "relations",
            "COERCE": "restrict",
            "PROTEST": "restrict",
        }.get(first)
    return None


def fill(scene: Scene, draft: Draft) -> None:
    """Fill sources and targets by the draft's frame."""
    if draft.filled:
        return
    draft.filled = True
    frame = lexicon().frames[draft.row.frame]
    draft.sources = _fill(scene, draft, "source", frame.source)
    if draft.type in _HARM and draft.view.kind == "verb" and not _acts(scene, draft):
        draft.sources = []
    why = None if draft.row.own else figure(scene, draft)
    if why is not None:
        draft.drop(why)
    if draft.type == "PROTEST" and draft.view.light is not None and _lifeless_rally(draft):
        draft.drop("done by nobody")
    if draft.type in _WILLED and draft.view.kind == "verb" and _lifeless(scene, draft):
        draft.drop("a thing does it, not an actor")
    if draft.type == "MOBILIZE" and not draft.sources and draft.view.kind == "verb":
        draft.sources = draft.view.fill("own")  # "Chad's army was put on alert": its own
    draft.targets = _fill(scene, draft, "target", frame.target, draft.sources)
    _take_over(scene, draft)
    if draft.view.kind == "noun" and lemma(draft.token) in _FATES and not draft.targets:
        _suffer(draft)
    if draft.light == "receive" and draft.view.light is not None:
        got = draft.view._named(syntax.subjects(draft.view.light))
        if got:
            giver = [p for p in draft.sources if p.mention not in {q.mention for q in got}] or draft.view.fill("from")
            giver = giver or [p for p in draft.view.fill("of") if p.mention not in {q.mention for q in got}]
            draft.sources, draft.targets = giver, got
    if draft.view.kind != "verb" and draft.view.light is not None and draft.light != "receive" and not draft.sources:
        draft.sources = draft.view.fill("subj")


def _suffer(draft: Draft) -> None:
    """fate_rule: "Chad's defeat", "the envoy's murder by rebels": the owner of such a noun is whom it befell."""
    owned = draft.view.fill("poss")
    if not owned or draft.view.prep("of"):
        return
    draft.targets = owned
    taken = {p.mention for p in owned}
    doers = [p for word in ("by", "in") for p in draft.view.fill(word) if p.mention not in taken]
    draft.sources = [p for p in doers[:1] if not set(p.actors) <= {a for q in owned for a in q.actors}]


def _acts(scene: Scene, draft: Draft) -> bool:
    """Harm is done by somebody, or by his arms and acts; "the Chadian attitude" harms nobody."""
    lex = lexicon()
    if any(need.kind == "subj" and (need.test not in ("", "ACTOR") or need.words) for need in draft.row.needs):
        return True  # the row says who or what does it
    for noun in draft.view.subj:
        text = lemma(noun)
        if agentive(noun) or scene.party(noun.i, "direct") is not None:
            return True
        if any(row.type in _HARM or row.type in _SAYING for row in lex.nouns.get(text, ())):
            return True
        if text in _STATEMENTS or any(c.dep_ in ("compound", "nmod") and agentive(c) for c in noun.lefts):
            return True  # "a letter warning T", "army bulldozers"
        if any(text in lex.classes[name] for name in ("arms", "ships", "troops", "weaponuse", "crowd", "victim")):
            return True
    return not draft.view.subj


def _lifeless_rally(draft: Draft) -> bool:
    """ "shares staged a rally": held by nobody."""
    nouns = syntax.subjects(draft.view.light) if draft.view.light is not None else []
    return bool(nouns) and all(lemma(n) in _TRADED for n in nouns)


def _lifeless(scene: Scene, draft: Draft) -> bool:
    """no_agent_rule: "sanctions pushed T to look elsewhere", "the discount helped T": a cause, nobody's act."""
    nouns = draft.view.subj
    if draft.token.lemma_ not in _PUSHING or not nouns:
        return False
    return not any(
        n.pos_ in ("PRON", "PROPN") or agentive(n) or scene.named(n) or lemma(n) in _STATEMENTS for n in nouns
    )


def _fill(
    scene: Scene, draft: Draft, side: str, slots: tuple[Slot, ...], used: list[Party] | None = None
) -> list[Party]:
    """The parties of a side; who is on the other side already cannot stand here too."""
    other = {a for p in used or () for a in p.actors}
    taken = {p.mention for p in used or ()}
    out: list[Party] = []
    trace = scene.context.trace
    for guess in (False, True):
        for slot in slots:
            if out and (guess or not slot.also):
                continue
            found, before = _slot(scene, draft, slot.name, guess=guess), len(out)
            for party in found:
                if (
                    used
                    and set(party.actors) <= other
                    and party.mention not in taken
                    and slot.name in _PLACES_OF_TARGET
                    and not _instrument(draft)
                ):
                    draft.own_target = True
                if party.mention not in taken and not set(party.actors) <= other:
                    taken.add(party.mention)
                    out.append(party)
            if trace is not None and (found or not guess):
                trace.slot(draft, side, slot.name, guess, found, out[before:])
    return out


def _instrument(draft: Draft) -> bool:
    """ "recalled its envoy", "massed its troops": the object is what the act is done with, not whom it is done to."""
    return any(n.kind == "obj" and n.test in _INSTRUMENTS and not n.negated for n in draft.row.needs)


def _take_over(scene: Scene, draft: Draft) -> None:
    """A verb that swallowed its object ("mounted an invasion of T") has the noun's parties where its own are missing."""
    for inner in draft.below:
        if not inner.dropped or inner.type != draft.type:
            continue
        fill(scene, inner)
        sources = {a for p in draft.sources for a in p.actors}
        targets = {a for p in draft.targets for a in p.actors}
        if draft.symmetric:
            draft.targets += [p for p in (*inner.sources, *inner.targets) if not set(p.actors) <= sources | targets]
            continue
        if not draft.targets:
            draft.targets = [p for p in inner.targets if not set(p.actors) <= sources]
        if not draft.sources:
            draft.sources = [p for p in inner.sources if not set(p.actors) <= targets]


def _slot(scene: Scene, draft: Draft, name: str, *, guess: bool) -> list[Party]:
    if name in ("down", "downsrc"):
        return [] if guess else _below(scene, draft, source_first=name == "downsrc")
    if guess and name not in _PREPOSITIONS:
        return []
    return draft.view.fill(name, guess=guess)


def _below(scene: Scene, draft: Draft, *, source_first: bool) -> list[Party]:
    for inner in draft.below:
        fill(scene, inner)
        first, second = (inner.sources, inner.targets) if source_first else (inner.targets, inner.sources)
        own = {p.mention for p in draft.view.fill("subj")}
        for parties in (first, second):
            kept = [p for p in parties if p.mention not in own]
            if kept:
                return kept
    below = (
        syntax.complement(draft.token) if draft.view.kind in ("verb", "adjective") else syntax.infinitive(draft.token)
    )
    if below is not None:
        own = {p.mention for p in draft.view.fill("subj")}
        found = [p for p in _content(scene, below) if p.mention not in own]
        return found[:1]
    return []


def _content(scene: Scene, verb: Token) -> list[Party]:
    """The first actors that a clause names after its verb."""
    out: list[Party] = []
    for token in verb.subtree:
        if token.i > verb.i:
            party = scene.party(token.i, "clause")
            if party is not None and party.mention not in {p.mention for p in out}:
                out.append(party)
    return out
