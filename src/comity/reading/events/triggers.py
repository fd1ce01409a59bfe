"""From a sentence to drafts: which words name acts, and by which row of the lexicon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import Row, lexicon, words
from comity.reading.events.parties import Party, Scene, compound, is_agent_word, lemma
from comity.reading.events.view import View
from comity.reading.mentions.cues import cues

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from comity.reading.model import Status

_MODIFIERS: Final = ("compound", "nmod", "amod", "npadvmod", "quantmod")
_PROPER_OK: Final = frozenset({"n-accord", "n-talks", "n-attack", "n-kill", "n-exercise", "n-visit", "n-trade"})
_CONTAINERS: Final = words("containers")
_MANNER: Final = words("manner")
_CEASING: Final = words("ceasing")
_SPANS: Final = words("spans")
_ENDS: Final = frozenset({"end", "halt", "close", "stop", "standstill"})
_OBLIGATION: Final = frozenset({"must", "should", "ought"})
_REQUEST_ROW: Final = Row("must", None, (), "REQUEST", None, "request", None, True, -1)


@dataclass(slots=True)
class Draft:
    """A report under way. `below`: drafts that stand in its complement or object and are part of what it says."""

    token: Token
    view: View
    row: Row
    type: str
    mode: str | None
    rule: str
    symmetric: bool
    sources: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    status: Status = "happened"
    below: list[Draft] = field(default_factory=list)
    light: str | None = None
    dropped: bool = False
    filled: bool = False
    own_target: bool = False
    """Whether who does it stands in the target's place too: done at home, and nobody else is to be looked for."""
    trigger: tuple[int, int] = (0, 0)
    lost: str = ""
    lost_to: Draft | None = field(default=None, repr=False, compare=False)

    def drop(self, why: str, to: Draft | None = None) -> None:
        """It is no act of its own. `to`: the draft whose part or copy it is."""
        self.dropped, self.lost, self.lost_to = True, why, to


def find(scene: Scene, sentence: Tokens) -> list[Draft]:
    """All drafts of a sentence, in order, without parties."""
    drafts = []
    trace = scene.context.trace
    for token in sentence:
        mention = scene.mention(token.i)
        if mention is not None and (token.pos_ != "NOUN" or token.i != mention.head or _names(token)):
            if trace is not None:
                trace.passed_over(token, lexicon().nouns.get(lemma(token)), "it is part of an actor's name")
            continue
        draft = _draft(scene, token)
        if draft is not None:
            drafts.append(draft)
    if trace is not None:
        trace.step("its row was chosen", drafts)
    _join_light_verbs(scene, drafts)
    if trace is not None:
        trace.step("verbs and nouns of one act were joined", drafts)
    return drafts


def _names(token: Token) -> bool:
    """Whether the word says who somebody is: not "Chadian opposition to the dam", an act."""
    after = token.i + 1
    act = token.lemma_ in ("opposition", "resistance") and after < len(token.doc) and token.doc[after].lower_ == "to"
    return is_agent_word(token) and not act


def _draft(scene: Scene, token: Token) -> Draft | None:
    pos = token.pos_
    lex = lexicon()
    if pos == "VERB" or (pos == "AUX" and token.dep_ not in ("aux", "auxpass")):
        rows = lex.verbs.get(token.lemma_.lower())
        obliged = _obligation(scene, token)
        if obliged is not None:
            return obliged
        if rows is None:
            return None
        view = View(scene, token, "verb")
        if token.dep_ in _MODIFIERS and not _attributive(view):
            return _pass(scene, token, rows, "it stands before a noun, without its doer")
        return _first(view, rows)
    if pos in ("NOUN", "PROPN") or (token.i and token.doc[token.i - 1].text == "-" and compound(token) in lex.nouns):
        if token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
            return _contained(scene, token)
        rows = lex.nouns.get(compound(token) or "") or lex.nouns.get(lemma(token))
        if rows is not None:
            if _adverbial(token):
                return _pass(scene, token, rows, "it says how something was done")
            if pos == "PROPN" and not any(row.frame in _PROPER_OK for row in rows):
                return _pass(scene, token, rows, "it is part of a proper name")
            return _first(View(scene, token, "noun"), rows)
        verb = lex.gerunds.get(token.lower_)
        if verb is not None and pos == "NOUN":
            view = View(scene, token, "gerund")
            if view.obj or view.subj:
                return _first(view, lex.verbs[verb])
            return _pass(scene, token, lex.verbs[verb], "a noun in -ing without its doer or object")
        return None
    if pos == "ADJ":
        rows = lex.adjectives.get(token.lower_)
        if rows is not None:
            return _first(View(scene, token, "adjective"), rows)
    return None


def _adverbial(token: Token) -> bool:
    """ "withdrew in protest", "spoke in support": how something was done."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ == "in"
        and lemma(token) in _MANNER
        and not any(True for _ in token.children)
    )


def _contained(scene: Scene, token: Token) -> Draft | None:
    """An act named before a noun that only says that it is one ("a mediation effort", "the rescue mission")."""
    head = token.head
    rows = lexicon().nouns.get(lemma(token))
    if rows is None or lemma(head) not in _CONTAINERS or scene.cover[head.i] >= 0:
        return _pass(scene, token, rows, f"it only says what kind of {head.text} is meant")
    return _first(View(scene, head, "noun"), rows)


def _attributive(view: View) -> bool:
    """A participle before a noun is an act only with its doer ("French-backed forces")."""
    if view.token.tag_ != "VBN" or not view.subj or not view.fill("subj"):
        return False
    return view.token.lower_ not in cues()["patron"] or bool(view.fill("obj"))  # "Iran-backed gunmen": whose?


def _pass(scene: Scene, token: Token, rows: list[Row] | None, why: str) -> Draft | None:
    """Always None; the reason is noted where somebody asks."""
    if scene.context.trace is not None:
        scene.context.trace.passed_over(token, rows, why)
    return None


def _first(view: View, rows: list[Row]) -> Draft | None:
    trace = view.scene.context.trace
    for row in rows:
        unmet = view.unmet(row)
        if trace is not None:
            trace.tried(view, rows, row, unmet)
        if unmet is None:
            if row.type is None:
                return None
            if view.kind == "gerund" and not row.needs and not (view.fill("own") or (view.obj and view.fill("poss"))):
                return _pass(view.scene, view.token, rows, "a noun in -ing whose object names nobody")
            draft = Draft(view.token, view, row, row.type, row.mode, _rule(view), lexicon().frames[row.frame].symmetric)
            _cease(draft)
            return draft
    return None


def _cease(draft: Draft) -> None:
    """ceased_rule: to stop buying is to cut trade, to stop shelling to hold fire."""
    token = draft.token
    if token.tag_ == "VBG" and token.dep_ in ("xcomp", "dobj") and token.head.lemma_ in _CEASING:
        draft.type, draft.mode = lexicon().stops.get(draft.type, (draft.type, draft.mode))


def _rule(view: View) -> str:
    if view.kind == "noun":
        return "noun-rule"
    if view.kind == "gerund":
        return "gerund-rule"
    if view.kind == "adjective":
        return "adjective-rule"
    if syntax.is_passive(view.token):
        return "passive-verb-rule"
    if view.token.tag_ == "VBG" and view.token.dep_ in ("advcl", "acl", "pcomp", "dobj", "pobj", "nsubj", "csubj"):
        return "participle-rule"
    return "active-verb-rule"


def _obligation(scene: Scene, token: Token) -> Draft | None:
    """ "S said that T must ..." is a request of S to T."""
    must = any(c.dep_ == "aux" and c.lower_ in _OBLIGATION for c in token.children)
    if not must and token.dep_ == "xcomp" and token.head.lemma_ == "have" and token.head.dep_ == "ccomp":
        must = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    if not must:
        return None
    from comity.reading.attribution import speaker_of

    speaker = speaker_of(token)
    if speaker is None or (speaker.pos_ == "PRON" and not scene.named(speaker)):
        return None
    view = View(scene, token, "verb")
    subject = view._named(syntax.surface_subject(token))
    by = scene.named(speaker)
    if subject and {a for p in subject for a in p.actors} <= {a for p in by for a in p.actors}:
        return None
    draft = Draft(token, view, _REQUEST_ROW, "REQUEST", None, "must-rule", False)
    draft.sources, draft.targets, draft.filled = by, subject, True
    return draft


def _join_light_verbs(scene: Scene, drafts: list[Draft]) -> None:
    """Lend each event noun its light verb, and let a verb that was read together with its object swallow it."""
    lex = lexicon()
    by_token = {d.token.i: d for d in drafts}
    for draft in drafts:
        if draft.view.kind not in ("noun", "gerund"):
            continue
        over = _reader(draft.token, by_token)
        if over is not None:
            draft.drop("it is read as part of the verb", over)  # "came to the aid of T"
            over.below.append(draft)
            continue
        verb = syntax.governing_verb(_spanned(draft.token))
        if verb is None:
            continue
        object_like = draft.token.dep_ not in ("nsubj",) or syntax.is_passive(verb)
        over = by_token.get(verb.i)
        if over is not None and not object_like and over.type == draft.type:  # "the strikes killed ..."
            over.drop("its subject names the same act", draft)
            draft.below.append(over)
            continue
        if over is not None and not object_like and over.type in ("RETREAT", "SANCTION", "CONSULT"):
            read = next((n for n in over.row.needs if n.kind == "subj" and n.test), None)
            if read is not None and over.view._any([draft.token], read):
                draft.drop("it is read as part of the verb", over)  # "the truce took effect"
                over.below.append(draft)
                continue
        verbal = over is not None and object_like and over.view.kind == "verb"
        told = draft.view.fill("poss") or draft.view.fill("by")
        if (
            over is not None
            and verbal
            and over.type == draft.type
            and told
            and (syntax.is_passive(verb) or not over.view.subj)
        ):
            over.drop("its object names the same act with its doer", draft)  # "Chad's plea to Mali was renewed"
            draft.below.append(over)
            continue
        if over is not None and draft.type == "PROTEST" and over.type in ("COERCE", "ASSAULT"):
            continue  # "broke up a rally": two acts
        if over is not None and verbal and _reads_object(over) and _shares_act(over, draft):
            draft.drop("verb and object are read as one act", over)
            over.below.append(draft)
            continue
        effect = _effect(lex.light, verb)
        if effect is None or not object_like:
            continue
        if over is not None and over.row.needs:
            continue
        if effect == "end" and draft.token.dep_ == "pobj" and verb == draft.token.head.head:
            continue  # "ended with an agreement"
        draft.light = effect
        draft.view.light = verb
        draft.view._subj = None
        draft.rule = {"end": "stopped-rule", "announce": "announced-rule"}.get(effect, "light-verb-rule")
        if effect == "end" and draft.type in lex.stops:
            draft.type, draft.mode = lex.stops[draft.type]
        if over is not None:
            over.drop("it only carries the noun", draft)


def _reader(noun: Token, by_token: dict[int, Draft]) -> Draft | None:
    """The verb whose row names this very noun after its preposition."""
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
        return None
    over = by_token.get(noun.head.head.i)
    if over is None or over.dropped:
        return None
    read = any(n.kind == "prep" and n.word == noun.head.lower_ and lemma(noun) in n.words for n in over.row.needs)
    return over if read else None


def _spanned(noun: Token) -> Token:
    """ "ended the long period of cooperation": the act stands below a word for its time or kind."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in _SPANS:
        return noun.head.head
    return noun


def _effect(light: dict[str, str], verb: Token) -> str | None:
    text = verb.lemma_.lower()
    if text == "bring" and any(lemma(t) in _ENDS for t in syntax.prepositional(verb, "to")):
        return "end"  # "brought its aid to an end"
    for child in verb.children:
        if child.dep_ == "prt" or (child.dep_ == "advmod" and child.lower_ in ("ahead", "forward", "through")):
            return light.get(f"{text}_{child.lower_}")
    return light.get(text)


def _reads_object(draft: Draft) -> bool:
    return any(n.kind == "obj" and (n.test not in ("", "ACTOR") or n.words) and not n.negated for n in draft.row.needs)


def _shares_act(verb: Draft, noun: Draft) -> bool:
    """Whether verb and noun name one act: the same type, or a noun that has no other doer."""
    if verb.type == noun.type:
        return True
    own = [*noun.view.fill("poss"), *noun.view.fill("mod"), *noun.view.fill("by")]
    if verb.type != "SUPPORT":
        return not own
    doers = {a for p in verb.view.fill("subj") for a in p.actors}
    return {a for p in own for a in p.actors} <= doers  # "settled their dispute"
