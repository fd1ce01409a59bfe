"""Who stands where: subjects, objects and prepositional objects of verbs and nouns in a dependency parse.

The small parser errs often, so each question falls back from the tree to the order of words. All functions return
lists of head tokens of noun phrases, conjuncts left to `parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT: Final = frozenset({"nsubj", "csubj", "expl"})
PASSIVE: Final = frozenset({"nsubjpass", "csubjpass"})
VERBAL: Final = frozenset({"VERB", "AUX"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
FINITE: Final = ("VBD", "VBZ", "VBP")
DEPTH: Final = 6
_BEFORE_NOUN: Final = frozenset(
    ("amod", "compound", "nmod", "nummod", "npadvmod", "advmod", "conj", "appos", "quantmod")
)

_ORDINALS: Final = frozenset({"first", "second", "third", "last", "latest", "only", "next", "sole"})
_LINKING: Final = frozenset({"be", "become", "remain"})
_CLEFT: Final = frozenset({"it", "this", "that", "what", "there", "these", "those"})
_HYPHENS: Final = ("-", "–", "‑")
_CAUSING: Final = words("causing")
_PHRASAL: Final = words("phrasal")
_SUBJECT_CONTROL: Final = words("subject_control")


def is_passive(verb: Token) -> bool:
    """Passive, also a bare participle after its noun ("sanctions imposed by ...")."""
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass"):
            return True
        if child.dep_ == "aux" and child.lemma_ == "have":
            return False
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl" and _main(verb):
        return False
    if verb.dep_ in ("acl", "amod", "relcl"):
        return True
    if verb.dep_ == "advcl" and not any(c.dep_ in ("aux", "dobj") for c in verb.children):
        return True
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ in VERBAL
        and not any(c.dep_ in ("nsubj", "aux", "dobj") for c in verb.children)
    ):
        return is_passive(verb.head)
    if any(c.dep_ == "nsubj" for c in verb.children) and any(c.dep_ == "dobj" for c in verb.children):
        return False  # "cut by half its aid"
    return any(c.dep_ == "agent" for c in verb.children)


def _main(participle: Token) -> bool:
    """main_verb_rule: "The paper called on T to ...", parsed as a noun with a participle: the past tense of the sentence."""
    head = participle.head
    if head.dep_ != "ROOT" or head.pos_ not in NOMINAL or participle.i < head.i:
        return False
    below = {c.dep_ for c in participle.children}
    calls = participle.lemma_ == "call" and any(c.lower_ in ("on", "for") for c in participle.children)
    promised = "xcomp" in below and participle.lemma_ not in _CAUSING  # "Chad, which ..., offered to mediate"
    return ("dobj" in below or "ccomp" in below or calls or promised) and "agent" not in below


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, found through conjunctions, control, participles and relative clauses."""
    own = [c for c in verb.children if c.dep_ in SUBJECT or c.dep_ in PASSIVE]
    if own:
        out = []
        for token in own:
            if token.lower_ in RELATIVE and token.tag_ in ("WP", "WDT") and verb.dep_ in ("relcl", "acl", "conj"):
                top = verb.head if verb.dep_ == "conj" else verb
                out += _of_whom(top.head) if top.dep_ in ("relcl", "acl") else [token]
            elif token.dep_ != "expl":
                out.append(token)
        return out
    if depth > DEPTH:
        return []
    head, dep = verb.head, verb.dep_
    if dep in ("aux", "auxpass") and head != verb:
        return surface_subject(head, depth + 1)
    if dep == "conj":
        own_noun = misjoined(verb)
        if own_noun is not None:
            return [own_noun]
        head = joined_to(verb)
        return surface_subject(head, depth + 1) if head.pos_ in VERBAL else []
    if dep in ("relcl", "acl"):
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        named = prepositional(head, "for") if infinitive else []
        if named and named[0].i < verb.i:
            return named  # "a call for T to leave"
        if infinitive and any(c.lower_ in _ORDINALS for c in (head, *head.lefts)):
            return _of_whom(head)
        if infinitive and dep == "acl":
            return owners(head, depth + 1)
        before = verb.doc[verb.i - 1]
        if verb.tag_ == "VBG" and before != head and before.dep_ == "pobj" and before.pos_ in NOMINAL:
            return [before]  # "in return for Chad dropping its claim"
        return [head]
    if dep == "xcomp":
        return controller(verb, depth + 1)
    if dep == "advcl" and head.lemma_ in _CAUSING and verb.tag_ == "VB":
        return [c for c in head.children if c.dep_ == "dobj"] or surface_subject(head, depth + 1)
    if dep in ("advcl", "ccomp", "dep", "parataxis") and head.pos_ in VERBAL and head != verb:
        if dep == "ccomp" and verb.tag_ not in ("VB", "VBG", "VBN"):
            return []
        return surface_subject(head, depth + 1)
    if dep == "pcomp":
        return _of_preposition(head, depth + 1)
    if dep in ("dobj", "pobj", "nsubj") and verb.tag_ == "VBG":
        return owners(verb, depth + 1)
    if dep == "amod":
        return [head] if verb.tag_ == "VBG" else []
    if dep == "acomp":
        return surface_subject(head, depth + 1)
    return []


def _of_whom(noun: Token) -> list[Token]:
    """first_to_rule: "Mali was the first state to ...", "Mali is the only country that ...": of whom the noun is said."""
    top = noun
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lower_ == "one":
        top = top.head.head  # "one of the first to"
    verb = top.head if top.dep_ in ("attr", "oprd") else top.head.head if top.dep_ == "pobj" else None
    if verb is None or verb.lemma_ not in _LINKING or (top.dep_ == "pobj" and top.head.lower_ != "among"):
        return [noun]
    said = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in _CLEFT]
    return said or [noun]


def joined_to(verb: Token) -> Token:
    """What a joined verb is joined to: a finite verb goes with the finite verb above, whatever the parser says
    ("accused T of using ... and expelled")."""
    head = verb.head
    if verb.tag_ not in FINITE:
        return head
    for _ in range(DEPTH):
        if head.tag_ in FINITE or head.head == head or head.pos_ not in VERBAL | {"ADP", "ADJ"}:
            break
        if head.dep_ not in ("xcomp", "pcomp", "prep", "advcl", "conj", "acl", "ccomp") or any(
            c.dep_ in ("aux", "auxpass") and c.tag_ in (*FINITE, "MD") for c in head.children
        ):
            break
        head = head.head
    return head if head.tag_ in FINITE or head.pos_ in VERBAL else verb.head


def misjoined(verb: Token) -> Token | None:
    """The subject of a joined clause that the parser hung on the noun before ("... from Mali and Algeria left")."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ != "conj" or any(c.dep_ == "nsubj" for c in verb.children):
        return None
    i = verb.i - 1
    while i > 0 and verb.doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    noun = verb.doc[i]
    if noun.pos_ in ("NOUN", "PROPN") and noun.dep_ == "conj" and verb.doc[noun.left_edge.i - 1].dep_ == "cc":
        return noun
    return None


def _of_preposition(prep: Token, depth: int) -> list[Token]:
    head = prep.head
    if head == prep:
        return []
    if head.dep_ == "prep" and head.pos_ == "ADP":
        return _of_preposition(head, depth)
    if head.pos_ in VERBAL:
        if prep.lower_ in ("into", "from"):  # "provoked T into leaving", "stopped T from leaving": T does it
            brought = surface_subject(head, depth) if is_passive(head) else _brought(head, prep)
            if brought:
                return brought
        if is_passive(head):
            return agents(head) or surface_subject(head, depth)
        return surface_subject(head, depth)
    if head.pos_ == "ADJ":
        return surface_subject(head.head, depth) if head.head.pos_ in VERBAL else []
    return owners(head, depth)


def _brought(verb: Token, prep: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "dobj" and c.i < prep.i]


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Whose it is ("Chad's plan to ..."), or who does what it is the object of ("Chad made a promise to ...")."""
    possessors = [c for c in noun.lefts if c.dep_ == "poss"]
    if possessors:
        return possessors
    modifiers = [
        c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") and (c.pos_ == "PROPN" or c.shape_[:1] == "X")
    ]
    if modifiers:
        return modifiers
    if depth > DEPTH:
        return []
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("by", "from"):
            return [c for c in prep.children if c.dep_ == "pobj"]
    head = noun.head
    if head != noun:
        if noun.dep_ in ("dobj", "attr", "nsubjpass", "oprd") and head.pos_ in VERBAL:
            if noun.dep_ == "nsubjpass":
                return agents(head)
            return [] if is_passive(head) else surface_subject(head, depth + 1)
        if noun.dep_ == "pobj":
            return _of_preposition(head, depth + 1)
        if noun.dep_ == "conj":
            return owners(head, depth + 1)
    return []


def controller(verb: Token, depth: int) -> list[Token]:
    """Who does the infinitive: the governor's object ("urged T to ...") or its subject ("agreed to ...")."""
    head = verb.head
    if head.pos_ == "ADJ" or (head.pos_ not in VERBAL and head.dep_ == "acomp"):
        top = head.head
        return surface_subject(top, depth) if top.pos_ in VERBAL else []
    if head.pos_ not in VERBAL:
        return owners(head, depth)
    if head.lemma_ not in _SUBJECT_CONTROL:
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.pos_ in NOMINAL and c.i < verb.i]
        if objects:
            return objects
        for prep in head.children:  # "called on T to ..."
            if prep.dep_ == "prep" and prep.lower_ in ("on", "upon", "to", "for", "with") and prep.i < verb.i:
                inner = [c for c in prep.children if c.dep_ == "pobj"]
                if inner and head.lemma_ in ("call", "appeal", "plead", "prevail"):
                    return inner
    return surface_subject(head, depth)


def agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive."""
    out = []
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            out += [c for c in child.children if c.dep_ == "pobj" and c.pos_ in NOMINAL]
    if not out:  # "was killed at the hands of T"
        out = [t for noun in prepositional(verb, "at") if noun.lower_ == "hands" for t in prepositional(noun, "of")]
    if not out:  # "was granted asylum by T", "was threatened with war by T": hung on the object
        for child in verb.children:
            if child.dep_ == "dobj":
                out += prepositional(child, "by")
            elif child.dep_ == "prep" and child.i > verb.i:
                out += [t for c in child.children if c.dep_ == "pobj" for t in prepositional(c, "by")]
    if not out:  # "was boarded and towed off by T"
        for child in verb.children:
            if child.dep_ == "conj" and child.tag_ == "VBN" and not any(c.dep_ == "nsubjpass" for c in child.children):
                out += [t for c in child.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    return out


_STATES: Final = words("states")


def describes(verb: Token) -> bool:
    """A passive in form only: what somebody is ("is opposed to", "was allied with")."""
    return verb.lemma_ in _STATES and is_passive(verb) and not agents(verb)


def subjects(verb: Token) -> list[Token]:
    """Who does it."""
    return agents(verb) if is_passive(verb) and not describes(verb) else surface_subject(verb)


def objects(verb: Token) -> list[Token]:
    """What or whom it is done to."""
    if is_passive(verb):
        held = [c for c in verb.children if c.dep_ == "dobj"]  # "was granted asylum"
        return [] if describes(verb) else surface_subject(verb) + held
    out = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd") and c.pos_ in NOMINAL | {"VERB", "ADJ", "X"}]
    if verb.dep_ == "relcl":
        out = [verb.head if c.lower_ in RELATIVE and c.tag_ in ("WDT", "WP") else c for c in out]
    relative = not out and verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN"
    if relative and any(c.dep_ in SUBJECT and c.lower_ not in RELATIVE for c in verb.children):
        return [verb.head]
    if not out:  # "lifted and eased the ban": the object of the last conjunct
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ in VERBAL and child.i - verb.i <= 3:
                return [c for c in child.children if c.dep_ == "dobj"]
    return out


def indirect(verb: Token) -> list[Token]:
    out = []
    for child in verb.children:
        if child.dep_ == "dative":
            inner = [c for c in child.children if c.dep_ == "pobj"]
            out += inner or [child]
    return out


def prepositional(head: Token, word: str) -> list[Token]:
    """Objects of a preposition hanging on the token, one step through another preposition ("away from")."""
    out = []
    for child in head.children:
        if child.dep_ in ("prep", "agent", "prt", "dative", "advmod") and child.lower_ == word:
            out += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if not out:
                for inner in child.children:
                    if inner.dep_ == "prep":
                        out += [c for c in inner.children if c.dep_ == "pobj"]
        elif child.dep_ in ("prep", "advmod", "prt"):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ == word:
                    out += [c for c in inner.children if c.dep_ == "pobj"]
                elif inner.dep_ == "pobj" and word in ("of", "to", "for") and inner.lower_ in _PHRASAL:
                    out += prepositional(inner, word)  # "in favour of"
    return out


def has_particle(verb: Token, word: str) -> bool:
    """Whether the verb stands with this particle or preposition ("called off", "call for")."""
    for part in word.split("_"):
        found = False
        for child in verb.children:
            if child.lower_ == part and child.dep_ in ("prt", "prep", "advmod", "acomp", "dative", "agent"):
                if part == "in" and child.dep_ == "prep" and any(c.dep_ == "pobj" for c in child.children):
                    continue  # "turned a ship away in 1990" is no "turned in"
                found = True
                break
        if not found:
            nxt = verb.i + 1
            doc = verb.doc
            found = nxt < len(doc) and doc[nxt].lower_ == part and doc[nxt].pos_ in ("ADP", "ADV", "PART", "SCONJ")
        if not found:
            return False
    return True


def complement(verb: Token) -> Token | None:
    """The verb of the clause below ("refused to V", "said that T V")."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in VERBAL | {"ADJ", "NOUN"}:
            return child
        if (
            child.dep_ in ("acl", "relcl")
            and verb.pos_ == "NOUN"
            and any(c.dep_ in SUBJECT and c.lower_ not in RELATIVE for c in child.children)
        ):
            return child
    for child in verb.children:
        if child.dep_ == "dobj" and child.tag_ == "VBG":
            return child
        if child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ == "pcomp" and inner.pos_ in VERBAL:
                    return inner
        if (
            child.dep_ == "advcl"
            and child.tag_ == "VB"
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        ):
            return child
        if child.dep_ == "dobj":  # "urged T to V" read as a noun with a clause of its own
            for inner in child.children:
                if inner.dep_ in ("acl", "relcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in inner.children):
                    return inner
    return None


def infinitive(token: Token) -> Token | None:
    """The infinitive that completes a verb, adjective or noun."""
    for child in token.children:
        if child.dep_ in ("xcomp", "acl", "advcl", "ccomp") and any(
            c.lower_ == "to" and c.dep_ == "aux" for c in child.children
        ):
            return child
        if child.dep_ == "dobj":
            for inner in child.children:
                if inner.dep_ in ("acl", "relcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in inner.children):
                    return inner
    return None


def premodifiers(noun: Token) -> list[Token]:
    """The words before a noun that describe it, through compounds ("Chad-Mali border talks")."""
    out = []
    for child in noun.lefts:
        if child.dep_ in _BEFORE_NOUN:
            out.append(child)
            out += premodifiers(child)
            out += [c for c in child.rights if c.dep_ in ("conj", "appos") or _hyphened(child, c)]
    return out


def _hyphened(first: Token, second: Token) -> bool:
    """ "the Chad-Mali talks", whatever the parser hangs the second name by."""
    return second.i == first.i + 2 and second.doc[first.i + 1].text in _HYPHENS


def governing_verb(noun: Token) -> Token | None:
    """The verb whose subject or object the noun is, also through a conjunction or "of"."""
    token = noun
    for _ in range(3):
        head = token.head
        if head == token:
            return None
        if token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd") and head.pos_ in VERBAL:
            return head
        if token.dep_ == "conj":
            token = head
            continue
        if (
            token.dep_ == "pobj"
            and head.dep_ == "prep"
            and head.head.pos_ in VERBAL
            and head.lower_ in ("in", "on", "with", "into", "for")
        ):
            return head.head
        return None
    return None
