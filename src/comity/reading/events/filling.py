"""Who is source and who is target of each draft: by its frame, then through what it governs, then from further off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import Slot, lexicon
from comity.reading.events.parties import Party, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft

SPEECH: Final = ("AGREE", "REQUEST", "REJECT", "THREATEN")
_HARM: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN"})
_PLANNING: Final = frozenset({"plan", "intend", "decide", "resolve", "schedule", "prepare", "undertake", "allow", "permit", "let"})
_TURNING: Final = frozenset({"vow", "promise", "pledge", "volunteer", "guarantee"})
_CONTENT: Final = ("xcomp", "ccomp", "acl", "pcomp", "advcl", "dobj", "pobj", "prep", "conj", "attr", "nsubjpass", "relcl", "compound")


def nest(drafts: list[Draft]) -> None:
    """Hang each draft below the speech act or accusation whose content it is."""
    by_token = {d.token.i: d for d in drafts if not d.dropped}
    for draft in drafts:
        if draft.dropped:
            continue
        node: Token = draft.token
        for _ in range(6):
            head, dep = node.head, node.dep_
            if head is node or dep not in _CONTENT or dep == "relcl":
                break
            if dep == "advcl" and not (node.tag_ == "VB"):
                break
            if dep == "prep" and node.lower_ in ("after", "before", "during", "since", "following", "despite", "amid", "by", "in"):
                break
            above = by_token.get(head.i)
            if above is not None and dep != "conj":
                if above.type in SPEECH or above.type == "ACCUSE":
                    above.below.append(draft)
                break
            if dep == "conj" and above is not None and any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
                break
            node = head


def absorb(drafts: list[Draft]) -> None:
    """One type beats a type to come: what was promised, asked or refused is part of the promise, request or refusal."""
    for draft in drafts:
        if draft.dropped or not draft.below:
            continue
        live = [d for d in draft.below if not d.dropped]
        verbal = [d for d in live if d.view.kind == "verb"]
        if draft.type == "ACCUSE":
            for d in verbal:
                d.dropped = True
            continue
        if draft.type not in SPEECH:
            continue
        if draft.type == "AGREE":
            if draft.token.lemma_ in _PLANNING and live:
                draft.dropped = True
                continue
            if draft.token.lemma_ in _TURNING and any(d.type in _HARM for d in verbal):
                draft.type = "THREATEN"
        for d in live:
            if d in verbal or d.status not in ("happened", "ongoing"):
                d.dropped = True
        if draft.mode is None:
            draft.mode = _mode(draft.type, [d.type for d in draft.below])


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
        return {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "COERCE": "restrict", "PROTEST": "restrict"}.get(first)
    return None


def fill(scene: Scene, draft: Draft) -> None:
    """Fill sources and targets by the draft's frame."""
    if draft.filled:
        return
    draft.filled = True
    frame = lexicon().frames[draft.row.frame]
    draft.sources = _fill(scene, draft, frame.source)
    draft.targets = _fill(scene, draft, frame.target, [p.mention for p in draft.sources])
    if draft.light == "receive" and draft.view.light is not None:
        got = draft.view._named(syntax.subjects(draft.view.light))
        if got:
            giver = [p for p in draft.sources if p.mention not in {q.mention for q in got}] or draft.view.fill("from")
            draft.sources, draft.targets = giver, got
    if draft.view.kind != "verb" and draft.view.light is not None and draft.light != "receive" and not draft.sources:
        draft.sources = draft.view._named(syntax.subjects(draft.view.light))


def _fill(scene: Scene, draft: Draft, slots: tuple[Slot, ...], used: list[int] | None = None) -> list[Party]:
    taken = set(used or ())
    out: list[Party] = []
    for slot in slots:
        if out and not slot.also:
            continue
        for party in _slot(scene, draft, slot.name):
            if party.mention not in taken:
                taken.add(party.mention)
                out.append(party)
    return out


def _slot(scene: Scene, draft: Draft, name: str) -> list[Party]:
    if name in ("down", "downsrc"):
        return _below(scene, draft, source_first=name == "downsrc")
    return draft.view.fill(name)


def _below(scene: Scene, draft: Draft, *, source_first: bool) -> list[Party]:
    for inner in draft.below:
        fill(scene, inner)
        first, second = (inner.sources, inner.targets) if source_first else (inner.targets, inner.sources)
        own = {p.mention for p in draft.view.fill("subj")}
        for parties in (first, second):
            kept = [p for p in parties if p.mention not in own]
            if kept:
                return kept
    below = syntax.complement(draft.token) if draft.view.kind in ("verb", "adjective") else syntax.infinitive(draft.token)
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
