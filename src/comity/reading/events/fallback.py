"""Parties that the trigger's own clause does not name: from the clauses around it, then from what the document is about.

The record prefers a right pair with low confidence to none; what is taken from further off says so in `how`. Somebody
who stands in the place but is no known actor ("the rebels") is never replaced by a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import lexicon, words
from comity.reading.events.parties import Party, Scene, lemma
from comity.vocabulary import types

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft

ONE_SIDED: Final = frozenset({"RETREAT", "MOBILIZE"})
"""Types that commonly have no target: none is looked for."""
_MUTUAL: Final = words("mutual")
_BACKGROUND: Final = words("background")
_SPOKEN: Final = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "REJECT"})
_INSTIGATING: Final = words("instigating")
_MOVES: Final = words("moves")
_RESPONDING: Final = words("responding")
_WHERE: Final = ("at", "outside", "near")
_WITHIN: Final = ("in", "across", "through", "throughout", "around", "over")
_SHAKING: Final = words("shaking")
_THEME: Final = words("theme")
_CONDITIONS: Final = frozenset({"unless", "if", "until"})
_PERISHING: Final = words("perishing")
_FOLLOWING: Final = ("after", "during", "following")
"""Who speaks or acts after talks with somebody took part in them."""
_ADDRESSED: Final = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "CONCEDE"})
_LETTERS: Final = frozenset({"letter", "message", "note", "cable", "telegram", "reply", "memorandum", "call", "appeal"})
_CLIMB: Final = 6


def complete(scene: Scene, draft: Draft, pair: list[Party], others: frozenset[int], here: list[Party]) -> None:
    """Fill an empty side of the draft. `pair`: the two actors that the document names most; `others`: tokens of other
    acts of the sentence, whose parties are theirs; `here`: the sentence's mentions."""
    known = _actors(draft.sources) | _actors(draft.targets)
    if not draft.sources and draft.type == "PROTEST" and draft.view.kind == "noun":
        near = [*draft.view.fill("in"), *_shaken(scene, draft)]  # "anti-T riots in S"
        draft.sources = _marching(scene, draft) or [p for p in near if not set(p.actors) & known][:1]
        return
    if not draft.sources and draft.type == "PROTEST" and draft.view.unnamed("source"):
        at = [p for word in _WHERE for p in draft.view.fill(word) if p.how == "of"]  # "at a prison in S"
        outside = [t for word in _WHERE for noun in draft.view.prep(word) for t in syntax.prepositional(noun, "in")]
        beyond = [p for noun in outside for p in scene.named(noun) if not set(p.actors) & _actors(draft.targets)]
        draft.sources = (beyond or at or draft.view.fill("in"))[:1]  # the crowd is of the place
        if not draft.sources:
            taken = _actors(draft.targets)
            around = [p for word in _WHERE for p in draft.view.fill(word)]
            around = [p for p in here if scene.context.mentions[p.mention].kind == "place"] + around
            draft.sources = [p for p in around if not set(p.actors) & taken][:1]
        draft.targets = [p for p in draft.targets if not set(p.actors) & _actors(draft.sources)]
        return
    if draft.type == "PROTEST" and draft.mode == "obstruct" and not draft.sources:
        draft.sources, draft.targets = draft.targets, []  # "protesters blocked Accra's streets": their own
        return
    if not known and draft.type == "ASSAULT" and draft.view.kind == "noun":
        draft.targets = _victims(scene, draft, known)
        known = _actors(draft.targets)
    if not known:
        if draft.view.kind == "noun" and any(scene.apart(c) for c in draft.token.lefts):
            return  # "following the Lusaka agreement": whose it was is known, and not told here
        if draft.view.kind == "noun" and draft.row.strong and not draft.symmetric:
            draft.sources = _above(scene, draft, known)
        elif _mutual(draft) or (
            draft.symmetric and (_definite(draft) if draft.view.kind == "noun" else draft.token.tag_ == "VBG")
        ):
            both = _two(here, pair)
            draft.sources, draft.targets = both[:1], both[1:]
        return
    if draft.symmetric:
        if len(known) < 2 and not draft.view.unnamed("target"):
            draft.targets += (
                _inside(scene, draft, known, others)
                or _partner(scene, draft, known, pair)
                or _above(scene, draft, known)
            )
        return
    if not draft.targets and draft.type == "ASSAULT" and draft.view.kind == "noun":
        draft.targets = _victims(scene, draft, known)
    if not draft.sources and draft.type == "ASSAULT" and draft.view.kind == "verb" and _armed(draft):
        near = [p for p in draft.view.fill("in") if not set(p.actors) & known][:1]  # "Rebels ambushed T in S"
        draft.sources = [Party(p.mention, p.actors, p.span, "clause", p.i) for p in near]
    if not draft.sources and not draft.view.unnamed("source"):
        draft.sources = _above(scene, draft, known)
    if not draft.sources and draft.status == "planned" and draft.rule == "passive-verb-rule":
        draft.sources = _threatening(scene, draft, known)
    if not draft.targets and draft.own_target and not types()[draft.type].cooperative:
        draft.targets = _its(draft, known)
    if not draft.targets and draft.type == "RETREAT":  # "left its base in T"
        bases = [t for noun in (*draft.view.prep("from"), *draft.view.obj) for t in syntax.prepositional(noun, "in")]
        found = [p for noun in bases for p in scene.named(noun) if not set(p.actors) & known]
        draft.targets = [Party(p.mention, p.actors, p.span, "clause", p.i) for p in found[:1]]
    if not draft.targets and len(known) > 1 and types()[draft.type].cooperative:
        return  # several did it with one another
    if not draft.targets and draft.type not in ONE_SIDED and not draft.own_target and not _taken(draft):
        draft.targets = _inside(scene, draft, known, others)
        if not draft.targets and not _joins_by_name(draft):
            draft.targets = _host(scene, draft, known) or _partner(scene, draft, known, pair)
        if not draft.targets and draft.view.kind == "verb":
            draft.targets = _instigator(scene, draft, known)
        if not draft.targets and draft.type in _SPOKEN:
            draft.targets = _conditioned(scene, draft, known) or _answering(scene, draft, known)
        if not draft.targets and draft.type in _ADDRESSED:
            draft.targets = _addressed(scene, draft, known)
        if not draft.targets and draft.view.kind == "noun":
            draft.targets = _above(scene, draft, known)


def _joins_by_name(draft: Draft) -> bool:
    """joined_name_rule: who "entered the Bandung Pact" did it with its members, not with whom the text is about."""
    joins = any(n.kind == "obj" and n.test in ("club", "accord") and not n.negated for n in draft.row.needs)
    return joins and any(t.pos_ == "PROPN" for t in draft.view.obj)


def _marching(scene: Scene, draft: Draft) -> list[Party]:
    """ "youths threw stones during protests against T": the people who are the clause's subject are the crowd."""
    node = draft.token
    for _ in range(_CLIMB):
        node = node.head
        if node.pos_ in syntax.VERBAL:
            nouns = [n for n in syntax.surface_subject(node) if draft.view.people(n)]
            return [p for n in nouns for p in scene.named(n)]
    return []


def _shaken(scene: Scene, draft: Draft) -> list[Party]:
    """ "riots broke out in S", "a general strike paralysed S", "S was hit by strikes": where the crowd is."""
    token = draft.token
    verb = token.head if token.dep_ in ("nsubj", "nsubjpass") else token.head.head
    if verb.pos_ not in syntax.VERBAL:
        return []
    nouns: list[Token] = []
    if token.dep_ in ("nsubj", "nsubjpass"):
        nouns = [t for word in _WITHIN for t in syntax.prepositional(verb, word)]
        if verb.lemma_ in _SHAKING:
            nouns += syntax.objects(verb)
    elif token.dep_ == "pobj" and verb.lemma_ in _SHAKING and syntax.is_passive(verb):
        nouns = syntax.surface_subject(verb)
    return [p for noun in nouns for p in scene.named(noun)]


def _its(draft: Draft, known: set[str]) -> list[Party]:
    """ "accused T of spying and expelled its consul": not the own consul, but that of the one whom the verb before names."""
    verb = draft.token
    owned = [c for noun in draft.view.obj for c in noun.lefts if c.tag_ == "PRP$"]
    if verb.dep_ != "conj" or not owned or any(c.lower_ == "own" for noun in draft.view.obj for c in noun.lefts):
        return []
    nouns = syntax.objects(syntax.joined_to(verb))
    named = [p for noun in nouns for p in draft.view.scene.named(noun) if not set(p.actors) & known]
    return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in named[:1]]


def _armed(draft: Draft) -> bool:
    lex = lexicon()
    return any(n.pos_ == "NOUN" and lemma(n) in lex.classes["troops"] | lex.classes["victim"] for n in draft.view.subj)


def _taken(draft: Draft) -> bool:
    """Whether somebody unknown stands in the target's place."""
    slots = {slot.name for slot in lexicon().frames[draft.row.frame].target}
    if any(need.kind == "obj" and (need.words or need.test not in ("", "ACTOR", "HEAD")) for need in draft.row.needs):
        slots.discard("obj")  # the object is part of the act: "withdrew its envoy"
    return (draft.view.kind == "noun" or "obj" in slots) and draft.view.unnamed("target")


def _actors(parties: list[Party]) -> set[str]:
    return {a for p in parties for a in p.actors}


def _mutual(draft: Draft) -> bool:
    return any(c.lower_ in _MUTUAL for c in draft.token.lefts)


def _two(here: list[Party], pair: list[Party]) -> list[Party]:
    """The only two actors of the sentence; in a sentence that names nobody else, the document's pair."""
    there: dict[str, Party] = {}
    for party in here:
        for actor in party.actors:
            there.setdefault(actor, party)
    if len(there) == 2:
        first, second = there.values()
        return [first] if first.mention == second.mention else [first, second]
    if len(pair) == 2 and set(there) <= _actors(pair):
        return pair
    return []


def _host(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """ "the opening of the Mombasa terminal with Japanese help": whose matter the help went to."""
    token = draft.token
    if draft.view.kind != "noun" or token.dep_ != "pobj" or token.head.lower_ not in ("with", "through", "by", "under"):
        return []
    top = token.head.head
    if top.pos_ in syntax.VERBAL:
        named = [p for noun in syntax.surface_subject(top) for p in scene.named(noun)]
        return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in named if not set(p.actors) & known][:1]
    for i in range(token.head.i - 1, top.left_edge.i - 1, -1):
        party = scene.party(i, "clause")
        if party is not None and not set(party.actors) & known:
            return [party]
    return []


def _definite(draft: Draft) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "these", "those") for c in draft.token.lefts)


def _inside(scene: Scene, draft: Draft, known: set[str], others: frozenset[int]) -> list[Party]:
    """The first other actor in the trigger's own phrase, after it and before the next clause."""
    token = draft.token
    doc, end = token.doc, min(token.right_edge.i, token.sent.end - 1)
    for clause in token.rights:
        if clause.dep_ in ("conj", "parataxis") and clause.pos_ in syntax.VERBAL:
            own = [c.left_edge.i for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")]
            end = min(end, *(i - 1 for i in own)) if own else end  # "deplored the raid, and T ..."
    for i in range(token.i + 1, end + 1):
        if (
            i in others
            or (doc[i].pos_ == "VERB" and doc[i].dep_ in ("relcl", "conj", "ccomp", "advcl") and doc[i].tag_ != "VB")
            or doc[i].text == ";"
        ):
            break
        if doc[i].dep_ == "pobj" and doc[i].head.lower_ == "against" and types()[draft.type].cooperative:
            continue  # "a pact against T"
        party = scene.party(i, "clause")
        if (
            party is not None
            and doc[i].dep_ in ("nsubj", "nsubjpass")
            and doc[i].head.i > i
            and doc[i].head.dep_ != "relcl"
        ):
            break  # the next clause begins
        if party is not None and not set(party.actors) & known:
            return [party]
    return []


def _partner(scene: Scene, draft: Draft, known: set[str], pair: list[Party]) -> list[Party]:
    """In a document about two actors, what one of them does in concert it does with the other."""
    if len(pair) != 2 or not types()[draft.type].cooperative:
        return []
    there = {a for n in scene.mentions for a in scene.context.mentions[n].actors}
    if not _actors(pair) <= there:
        return []
    for one, other in (pair, pair[::-1]):
        if set(one.actors) & known and not set(other.actors) & known:
            return [other]
    return []


def _instigator(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """Who made the source act ("T's move prompted S to ..."), or whose step is judged (".., a step that S denounced")."""
    verb, head = draft.token, draft.token.head
    nouns: list[Token] = []
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and head.lemma_ in _INSTIGATING and not types()[draft.type].cooperative:
        nouns = syntax.surface_subject(head)
    elif verb.dep_ == "relcl" and head.lemma_ in _MOVES and head.dep_ in ("appos", "npadvmod", "dobj", "conj", "dep"):
        top = verb.sent.root
        nouns = syntax.surface_subject(top) if top != verb else []
    named = [p for noun in nouns for p in scene.named(noun)]
    return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in named if not set(p.actors) & known][:1]


def _addressed(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """letter_rule: "in a letter to T, S asked for ...": what is said there is said to T."""
    if draft.view.kind != "verb":
        return []
    letters = [t for t in syntax.prepositional(draft.token, "in") if lemma(t) in _LETTERS]
    named = [p for noun in letters for t in syntax.prepositional(noun, "to") for p in scene.named(t)]
    return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in named if not set(p.actors) & known][:1]


def _threatening(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """ "S said that T's planes would be shot down": by S, if by anybody."""
    from comity.reading.attribution import speaker_of

    speaker = speaker_of(draft.token) if not types()[draft.type].cooperative else None
    named = scene.named(speaker) if speaker is not None else []
    return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in named if not set(p.actors) & known][:1]


def _conditioned(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """condition_rule: "threatened to strike unless T left": who is to meet the condition."""
    if draft.view.kind != "verb":
        return []
    heads = [draft.token, *(c for c in draft.token.children if c.dep_ in ("xcomp", "ccomp", "dobj"))]
    for clause in (c for head in heads for c in head.children if c.dep_ in ("advcl", "ccomp")):
        if any(m.dep_ == "mark" and m.lower_ in _CONDITIONS for m in clause.children):
            named = [p for noun in syntax.surface_subject(clause) for p in scene.named(noun)]
            found = [p for p in named if not set(p.actors) & known]
            if found:
                return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in found[:1]]
    return []


def _answering(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """ "rejected Oman's appeal": the appeal went to who rejected it."""
    verb = syntax.governing_verb(draft.token)
    if draft.view.kind != "noun" or verb is None or verb.lemma_.lower() not in _RESPONDING:
        return []
    found = [p for noun in syntax.subjects(verb) for p in scene.named(noun)]
    return [Party(p.mention, p.actors, p.span, "answer", p.i) for p in found if not set(p.actors) & known][:1]


def _undergone(draft: Draft, prep: Token) -> bool:
    """ "was shaken by an attack", "died in a raid": the subject did not do it."""
    verb = prep.head
    if verb.pos_ not in syntax.VERBAL or draft.view.light is verb:
        return False
    if prep.lower_ == "by":
        return syntax.is_passive(verb)
    return prep.lower_ in ("in", "during") and (verb.lemma_ in _PERISHING or syntax.is_passive(verb))


def _victims(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """ "two soldiers of T died in an attack", "T was shaken by a raid": who underwent it."""
    prep = draft.token.head
    if draft.token.dep_ != "pobj" or not _undergone(draft, prep):
        return []
    named = [p for noun in syntax.surface_subject(prep.head) for p in scene.named(noun)]
    return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in named if not set(p.actors) & known][:1]


def _above(scene: Scene, draft: Draft, known: set[str]) -> list[Party]:
    """The subject of the nearest clause above that is somebody else."""
    node: Token = draft.token
    for _ in range(_CLIMB):
        head = node.head
        if node is draft.token and node.dep_ == "relcl" and lemma(head) in lexicon().nouns:
            break  # "..., over a raid that killed two": the raid did
        if node.dep_ == "prep" and node.lower_ in ("over", "about"):
            break  # "cut ties over a raid"
        if node.dep_ in ("dobj", "nsubjpass") and lexicon().light.get(head.lemma_) is None:
            break  # what is done to an act is not the act
        if node.dep_ == "pobj" and head.dep_ in ("agent", "prep") and _undergone(draft, head):
            break
        for_talks = draft.type == "CONSULT" and head.pos_ in syntax.VERBAL  # "came to Lisbon for talks"
        if node.dep_ == "prep" and (
            (node.lower_ == "for" and not for_talks) or (head.pos_ in ("NOUN", "PROPN") and node.lower_ in _THEME)
        ):
            break
        if node.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
            break
        if (
            head == node
            or node.dep_ in ("ccomp", "parataxis")
            or (
                node.dep_ == "prep"
                and node.lower_ in _BACKGROUND
                and not (draft.symmetric and node.lower_ in _FOLLOWING)
            )
        ):
            break
        if head.pos_ in syntax.VERBAL and node.dep_ not in ("nsubj", "nsubjpass"):
            for noun in syntax.surface_subject(head):
                for party in scene.named(noun):
                    inside = (
                        head.dep_ not in ("relcl", "acl") and noun.left_edge.i <= draft.token.i <= noun.right_edge.i
                    )
                    if not set(party.actors) & known and not inside:
                        return [Party(party.mention, party.actors, party.span, "clause", party.i)]
        node = head
    return []
