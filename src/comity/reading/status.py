"""How far an act got: happened, ongoing, planned, stalled, denied, demanded or hypothetical.

Read from tense, modals and negation at the act's own word, then from each word above that governs it ("refused to",
"the planned", "called for the"), inside out. Denial of a denial is the act: "did not refuse to", "failed to prevent".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from comity.reading.events.lexicon import lexicon, words
from comity.reading.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL: Final = ("VERB", "AUX")
_NEGATORS: Final = words("negators")
_CONDITIONS: Final = words("conditions")
_OCCURRENCE: Final = words("occurrence")
_STANDSTILLS: Final = words("standstill")
_ADRIFT: Final = words("adrift")
_SPEECH: Final = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "REJECT"})
_RESISTING: Final = words("resisting")
_REPORTING: Final = words("reporting")
_ANNOUNCED_DONE: Final = frozenset({"SANCTION", "COERCE", "CONCEDE", "REJECT", "AGREE", "SUPPORT", "ACCUSE"})
"""Acts that are done by being announced."""
_GOVERNING: Final = frozenset(
    {"of", "for", "to", "on", "about", "with", "from", "into", "against", "at", "by", "without"}
)
_MAKING: Final = words("making")
_CLAIMING: Final = words("claiming")
_PARTAKING: Final = words("partaking")
_TRAVEL: Final = words("travel")
_SHARES: Final = words("shares")
_CANCELLING: Final = words("cancelling")
_FAVOURING: Final = words("favouring")
_JOINING: Final = words("joining")
_STEPS: Final = 9


def status_of(
    token: Token,
    event: str | None = None,
    *,
    label: bool = False,
    heard: Callable[[Token, Status], None] | None = None,
) -> Status:
    """The status of the act that `token` (verb, noun or adjective) names.

    `event` is its PLOVER type where known: an appeal that was rejected was still made. `label`: in a heading or
    caption the present tense tells what happened. `heard` is told each word that was heard, with the status after it.
    """
    status: Status = _own_verb(token, label) if token.pos_ in _VERBAL else _own_noun(token)
    if heard is not None:
        heard(token, status)
    node: Token | None = token
    for _ in range(_STEPS):
        if node is None or node.head == node:
            break
        head = node.head
        status, node = _above(node, status, token, event, label)
        if heard is not None:
            heard(head, status)
    return status


def _above(node: Token, status: Status, token: Token, event: str | None, label: bool) -> tuple[Status, Token | None]:
    """The status once the word above `node` was heard, and the word from which to go on; None to stop there."""
    head, dep = node.head, node.dep_
    if dep in ("relcl", "acl") and _to(node) and head.dep_ == "attr" and head.head.pos_ in _VERBAL:
        return _fold(status, _own_verb(head.head, label)), None  # "will be the first to visit"
    if dep == "relcl" and _to(node):
        dep = "acl"  # "a call for T to leave"
    if dep in ("relcl", "appos"):
        return status, None
    if dep == "advcl":
        if _conditional(node):
            return _fold(status, "hypothetical"), None
        if node == token and _to(node) and node.tag_ == "VB":
            return _purpose(head, status, label), head
        return status, None
    if dep == "conj":
        if node.pos_ in _VERBAL and any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
            below = node == token and head.pos_ in _VERBAL and head.dep_ in ("ccomp", "xcomp")
            return status, head if below else None
        return status, head
    if dep in ("nsubj", "nsubjpass", "csubj"):
        if node == token or node.pos_ in ("NOUN", "PROPN"):
            status = _from_predicate(node, head, status, label)
        return status, None
    aside = dep == "prep" and node.lower_ not in _GOVERNING and head.pos_ in _VERBAL and head.lemma_ not in _PARTAKING
    if aside and not _disowned(node, head, token):
        return status, None
    if dep in ("pobj", "pcomp") and head.lower_ in ("without", "absent"):
        status = _fold(status, "denied")
    status = _from_governor(node, head, dep, status, token, event, label)
    return status, None if _opaque(node, head, token) else head


def _disowned(node: Token, head: Token, token: Token) -> bool:
    """disowned_rule: "denied any part in the attack": not done by the one who denies it, unless it was another's anyway."""
    if node.lower_ != "in" or head.lemma_ != "deny" or token.pos_ != "NOUN":
        return False
    if any(c.dep_ == "poss" or (c.dep_ == "prep" and c.lower_ == "by") for c in token.children):
        return False
    return any(c.dep_ == "dobj" and c.lemma_ in _SHARES for c in head.children)


def _own_verb(verb: Token, label: bool) -> Status:
    modal: str | None = None
    be = perfect = False
    denied = False
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj") and child.lower_ in _NEGATORS):
            denied = not denied
        elif child.dep_ in ("aux", "auxpass"):
            if child.tag_ == "MD":
                modal = child.lower_
            elif child.lemma_ == "be":
                be = True
            elif child.lemma_ == "have":
                perfect = True
        elif child.dep_ == "advmod" and child.lower_ == "yet" and _to(verb):
            denied = True
    if not denied and any(c.dep_ in ("dobj", "nsubj", "nsubjpass") and _no(c) for c in verb.children):
        denied = True
    if verb.dep_ == "conj" and any(c.lower_ == "nor" and verb.head.i < c.i < verb.i for c in verb.head.children):
        denied = not denied  # "did not open an office, nor did it sign"
    if verb.dep_ == "conj" and modal is None and verb.tag_ == "VB" and verb.head.pos_ in _VERBAL:
        return _own_verb(verb.head, label)
    status: Status = "happened"
    if modal is not None:
        status = _modal(verb, modal)
    elif (verb.tag_ == "VBG" and be) or (verb.tag_ in ("VBZ", "VBP") and not perfect and not label):
        status = "ongoing"
    if _conditional(verb):
        status = "hypothetical"
    if denied:
        status = _fold(status, "denied")
    return status


def _modal(verb: Token, modal: str) -> Status:
    if modal == "would":
        return _would(verb)
    if modal in ("could", "can") and any(c.dep_ == "neg" for c in verb.children):
        return "happened"  # the negation then denies it
    effect = lexicon().governors.get(("M", modal))
    return effect if effect is not None else "happened"  # type: ignore[return-value]


def _would(verb: Token) -> Status:
    """Future in the past: a promise under a reporting verb, a mere idea under a condition, else a fact of a past narrative."""
    if any(_conditional(c) for c in verb.children if c.dep_ == "advcl"):
        return "hypothetical"
    node = verb
    for _ in range(4):
        head = node.head
        if node.dep_ == "ccomp" or (node.dep_ == "conj" and head.dep_ == "ccomp"):
            return "planned"
        if node.dep_ == "ROOT" and any(
            c.dep_ in ("ccomp", "parataxis") and c.lemma_ in _REPORTING for c in node.children
        ):
            return "planned"
        if node.dep_ == "conj" and head.tag_ == "VBD":
            return "happened"
        if node.dep_ not in ("conj",):
            break
        node = head
    dated = any(t.ent_type_ == "DATE" for t in verb.sent)
    return "happened" if dated and verb.dep_ in ("ROOT", "conj", "relcl") else "hypothetical"


def _own_noun(noun: Token) -> Status:
    governors = lexicon().governors
    status: Status = "happened"
    for child in noun.lefts:
        text = child.lower_
        if child.dep_ in ("amod", "advmod", "compound", "nmod"):
            effect = governors.get(("A", text)) or governors.get(("A", child.lemma_))
            if effect:
                status = _fold(status, effect)
        elif child.dep_ == "det" and text in ("no", "neither"):
            status = "denied"
        elif child.dep_ == "det" and text == "any":
            status = _fold(status, "hypothetical")
    if noun.pos_ == "ADJ":
        top = noun.head
        if top.pos_ in _VERBAL and noun.dep_ in ("acomp", "attr"):
            return _own_verb(top, False)
        return "ongoing"
    return status


def _from_predicate(subject: Token, verb: Token, status: Status, label: bool) -> Status:
    """The act is the subject: "the talks will begin", "the project has stalled", "the visit was postponed"."""
    lemma, dep = verb.lemma_.lower(), subject.dep_
    if lemma in _STANDSTILLS:
        plain = lemma not in ("go", "fall")
        if plain or any(c.lower_ in _ADRIFT for c in verb.children):
            return _fold(status, "stalled")
    if dep == "nsubjpass":
        effect = lexicon().governors.get(("V", lemma))
        if effect and effect != "keep":
            outer = _own_verb(verb, label)
            folded = _fold(status, effect)
            return _fold(folded, outer) if outer in ("denied", "hypothetical") else folded
    if lemma == "be":
        for child in verb.children:
            if child.dep_ in ("acomp", "attr"):
                effect = lexicon().governors.get(("A", child.lower_))
                if effect:
                    return _fold(status, effect)
        if any(
            c.dep_ == "prep" and c.lower_ == "on" and any(x.lower_ == "hold" for x in c.children) for c in verb.children
        ):
            return "stalled"
        if _own_verb(verb, label) == "hypothetical" and not _definite(subject):
            return _fold(status, "hypothetical")  # "a visit would be a mistake"
    if lemma in _OCCURRENCE or (dep == "nsubjpass" and (lemma in _MAKING or lemma in lexicon().light)):
        own = _own_verb(verb, label)
        if own in ("planned", "hypothetical", "denied", "demanded"):
            return _fold(status, own)
    return status


def _from_governor(
    node: Token, head: Token, dep: str, status: Status, token: Token, event: str | None, label: bool
) -> Status:
    """The status of the act once the word above it has been heard."""
    lemma = head.lemma_.lower()
    if head.pos_ in _VERBAL:
        return _from_verb(node, head, dep, status, token, event, label)
    if head.pos_ == "ADJ" or dep == "acomp":
        effect = lexicon().governors.get(("A", head.lower_)) or lexicon().governors.get(("P", head.lower_))
        return _fold(status, effect) if effect else status
    if head.pos_ in ("NOUN", "PROPN"):
        effect = lexicon().governors.get(("N", lemma))
        if token.lemma_ in _JOINING and lemma in _FAVOURING and node.lower_ == "for":
            effect = "demanded"  # "support for Togo's entry"
        if effect is None or not (dep in ("acl", "prep", "ccomp", "compound") or node.pos_ in _VERBAL):
            return status
        if dep == "prep" and node.lower_ not in ("of", "for", "to", "on", "about", "at", "like"):
            return status
        folded = _fold(status, effect)
        own = _own_noun(head)
        return _fold(folded, own) if own in ("denied", "hypothetical", "stalled") else folded
    return status


def _from_verb(
    node: Token, head: Token, dep: str, status: Status, token: Token, event: str | None, label: bool
) -> Status:
    lemma = head.lemma_.lower()
    effect = _governing_effect(node, head, dep, event)
    noun = token.pos_ in ("NOUN", "PROPN")
    if _subjunctive(node, dep) and (effect in ("demanded", "planned") or lemma in _CLAIMING):
        return _fold(status, "demanded")
    if dep == "ccomp" and (lemma in _REPORTING or effect in ("keep", None)):
        for child in head.children:  # "repeated its demand that ..."
            content = lexicon().governors.get(("N", child.lemma_)) if child.dep_ == "dobj" else None
            if content is not None:
                return _fold(status, content)
        return status
    if lemma in _FAVOURING and token.lemma_ in _JOINING and (dep == "dobj" or dep == "nsubjpass"):
        return _fold(status, "demanded")  # "backed Togo's entry": wished for
    outer = _own_verb(head, label)
    if effect in (None, "keep", "ongoing"):
        inherits = dep == "xcomp" or effect is not None or lexicon().light.get(lemma) is not None
        inherits = inherits or (outer == "denied" and token.tag_ in ("VB", "VBG"))  # "took no steps to open"
        return _fold(status, outer) if inherits and outer not in ("happened", "ongoing") else status
    if noun and lemma in _RESISTING and (event in _SPEECH or (event == "ASSAULT" and _definite(token))):
        return status
    if noun and effect == "hypothetical" and lemma in ("discuss", "fear", "debate") and _definite(token):
        return status
    if status == "denied" and effect in ("demanded", "hypothetical") and node.lemma_ in _CANCELLING:
        return "planned"  # "was advised to cancel the visit": it still stands
    folded = _fold(status, effect)
    if outer == "denied":
        return _fold(folded, "denied") if effect == "denied" else folded if effect == "demanded" else "denied"
    return _fold(folded, "hypothetical") if outer == "hypothetical" else folded


def _governing_effect(node: Token, head: Token, dep: str, event: str | None) -> str | None:
    """What the verb above says about the act; "to do" below "have", "be" and "go" counts as a modal."""
    lemma = head.lemma_.lower()
    if lemma == "announce" and event in _ANNOUNCED_DONE:
        return None
    if dep == "xcomp" and _to(node):
        if lemma == "have":
            if any(c.lower_ == "yet" for c in head.children):
                return "denied"
            return None if head.tag_ == "VBD" else "demanded"
        if lemma == "be" or (lemma == "go" and head.tag_ == "VBG"):
            return "planned"
    if lemma == "order" and dep in ("dobj", "nsubjpass") and node.pos_ in ("NOUN", "PROPN"):
        return None  # "ordered a call-up": one's own act, done by the order
    effect = _effect(head, lemma)
    if effect == "demanded" and dep == "xcomp":
        asked = any(c.dep_ in ("dobj", "dative") and c.i < node.i for c in head.children)
        own = any(c.dep_ == "nsubj" for c in node.children)
        if not asked and not own and any(c.dep_ == "nsubj" for c in head.children):
            return "planned"  # "wants to visit": what one wants to do oneself
    return effect


def _subjunctive(node: Token, dep: str) -> bool:
    """ "that Chad open the road"."""
    if dep != "ccomp" or node.tag_ != "VB" or _to(node) or any(c.dep_ == "aux" for c in node.children):
        return False
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children)


def _opaque(node: Token, head: Token, token: Token) -> bool:
    """Beyond a verb that speaks about a definite act ("condemn the Russian invasion") nothing more is said of the act."""
    if token.pos_ not in ("NOUN", "PROPN") or head.pos_ not in _VERBAL or node.dep_ not in ("dobj", "pobj", "prep"):
        return False
    lemma = head.lemma_.lower()
    if lemma in _MAKING or lexicon().light.get(lemma) is not None or _effect(head, lemma) is not None:
        return False
    return any((c.dep_ == "det" and c.lower_ in ("the", "this", "that")) or c.dep_ == "poss" for c in token.lefts)


def _effect(verb: Token, lemma: str) -> str | None:
    """What the verb says about the act below it; with a particle it is another verb ("rule", "rule out")."""
    governors = lexicon().governors
    for child in verb.children:
        if child.dep_ == "prt":
            return governors.get(("V", f"{lemma}_{child.lower_}"))
    return governors.get(("V", lemma))


def _purpose(head: Token, status: Status, label: bool) -> Status:
    """ "flew in to meet": done with the verb; "massed troops to deter": an aim."""
    if head.pos_ not in _VERBAL:
        return status
    lemma = head.lemma_.lower()
    own = _own_verb(head, label)
    if lemma in _TRAVEL or lemma in lexicon().light:
        return _fold(status, own) if own not in ("happened", "ongoing") else status
    effect = lexicon().governors.get(("V", lemma))
    return _fold(status, effect if effect in ("hypothetical", "demanded") else "planned")


def _fold(inner: Status, outer: str) -> Status:
    """The status of an act under a word that says `outer` about it."""
    if outer == "denied":
        return "happened" if inner == "denied" else "denied"
    if inner == "denied" or outer in ("keep", "happened"):
        return inner
    if outer == "ongoing":
        return "ongoing" if inner == "happened" else inner
    rank = {"happened": 0, "ongoing": 0, "planned": 1, "demanded": 2, "stalled": 3, "hypothetical": 4}
    return outer if rank[outer] >= rank[inner] else inner  # type: ignore[return-value]


def _conditional(verb: Token) -> bool:
    return verb.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITIONS for c in verb.children)


def _to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _no(noun: Token) -> bool:
    return noun.lower_ in ("nobody", "none", "nothing") or any(
        c.dep_ == "det" and c.lower_ in ("no", "neither") for c in noun.lefts
    )


def _definite(noun: Token) -> bool:
    return any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these")) or c.dep_ == "poss" for c in noun.lefts
    )
