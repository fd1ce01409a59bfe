"""Level and change of a tie, from the words around the noun that names it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from comity.reading.causes.lexicon import rows, to_sign
from comity.reading.clauses import NEGATIONS, VERBS
from comity.reading.relations.lexicon import Colour, Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.model import Sign

_COPULAS: Final = frozenset(
    {"be", "remain", "stay", "seem", "appear", "become", "grow", "turn", "get", "stand", "look", "feel"}
)
_BECOMING: Final = frozenset({"become", "grow", "turn", "get"})
_PUTTING: Final = frozenset(
    {"put", "place", "plunge", "throw", "push", "send", "bring", "leave", "drive", "set", "keep", "take", "pull"}
)
_REAL: Final = frozenset({
    "begin", "start", "continue", "help", "manage", "come", "force", "lead", "serve", "cause", "allow", "enable", "push", "prompt", "go", "proceed",
    "oblige", "compel", "drive", "press", "persuade", "happen", "agree", "decide",
})  # fmt: skip
_AGREED: Final = frozenset({"agreement", "decision", "deal", "pact", "accord", "treaty", "declaration", "step", "move"})
_LASTING: Final = frozenset({"recover", "heal", "mend", "outlast", "outlive", "withstand", "hold"})
_SCANT: Final = frozenset({"no", "little", "scant", "scarce", "insufficient", "minimal"})
_COURSES: Final = frozenset(
    {
        "trajectory",
        "trend",
        "turn",
        "shift",
        "momentum",
        "course",
        "movement",
        "path",
        "direction",
        "spiral",
        "development",
    }
)
_PAST: Final = frozenset({"former", "erstwhile", "one-time", "onetime", "past", "ex", "previous", "once"})


@cache
def _states() -> dict[str, list[tuple[frozenset[str], Colour, bool]]]:
    out: dict[str, list[tuple[frozenset[str], Colour, bool]]] = {}
    for row in rows(__name__.rpartition(".")[0], "states.csv"):
        colour = Colour(to_sign(row["level"], "states.csv"), to_sign(row["change"], "states.csv"))
        out.setdefault(row["lead"], []).append((frozenset(row["nouns"].split("|")), colour, row["flips"] == "1"))
    return out


class Paint:
    """Collects what is said of one tie. `trigger` is the token that told the last thing."""

    def __init__(self, noun: Token, own: Colour, words: Lexicon) -> None:
        self.noun = noun
        self.own = own.level
        self.level: Sign | None = own.level
        self.change: Sign | None = own.change
        self.trigger = noun
        self.at = noun
        self.words = words
        self.rule = "tie-noun-rule"
        self.moved = False
        self.denied = False
        self.unreal = False
        self.open = False

    def add(self, colour: Colour, token: Token, rule: str, *, flips: bool = False, negated: bool = False) -> None:
        """`flips`: on a bad tie (rivalry) the change is turned round."""
        level, change = colour.level, colour.change
        if negated:
            level = None if level is None else _minus(level)
            change = 0 if change else change
        if level == 0:  # an intensity: the colour of the noun itself; "strong ties" are good ones
            level = self.own if self.own is not None or change is not None else 1
        if change is not None and flips and self.own == -1:
            change = _minus(change)
        if change == 1 and self.own == -1 and level is None:
            self.level = None  # tension that eased: less bad, and no more is said
        if level is not None:
            self.level = level if self.level is None else min(self.level, level)
        if change is not None and (not self.change or not self.moved):
            self.change, self.moved = change, True
            if change == -1 and self.own == 1 and level is None:
                self.level = None  # a friendship that soured
        self.trigger, self.rule = token, rule

    @property
    def told(self) -> bool:
        return bool(self.level) or bool(self.change)


def paint(noun: Token, own: Colour, words: Lexicon) -> Paint:
    """All that the sentence says of the tie that `noun` names."""
    out = Paint(noun, own, words)
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod", "advmod"} and child.i < noun.i:
            _quality(child, out)
        elif child.dep_ == "prep" and child.i > noun.i:
            _at(child, out)
        elif child.dep_ in {"relcl", "acl"} and child.i > noun.i:
            _moved(child, out, subject=True)
        elif child.dep_ == "det" and child.lower_ == "no":
            out.denied = True
    if own.level == 1 and any(c.lower_ in _SCANT for c in noun.lefts):
        out.denied, out.level, out.own = False, -1, -1
    _governed(noun, out)
    if any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "these", "those"}) for c in noun.lefts):
        if out.unreal and own.level:  # what may befall "this friendship" is open, that there is one is not
            out.unreal, out.open, out.level, out.change = False, True, own.level, own.change
    else:
        out.unreal = out.unreal or _merely_possible(noun)
    return out


_IMAGINED: Final = frozenset({
    "hope", "prospect", "idea", "talk", "dream", "desire", "wish", "need", "plan", "call", "proposal", "possibility", "chance", "vision", "likelihood",
})  # fmt: skip


def _merely_possible(noun: Token) -> bool:
    """Ties without a determiner that are wanted or possible: "to forge cordial relations", "warm ties could bring",
    "hopes for an alliance"."""
    head = noun.head
    steps = 0
    while head.pos_ == "ADP" and steps < 3:
        if head.head.pos_ not in {"ADP", *VERBS}:
            return head.lower_ in {"of", "for", "about"} and head.head.lemma_.lower() in _IMAGINED
        head = head.head
        steps += 1
    return head.pos_ in VERBS and is_unreal(head)


def _quality(word: Token, out: Paint) -> None:
    colour = out.words.qualities.get(word.lower_) or out.words.qualities.get(word.lemma_.lower())
    if colour is None:
        return
    less = any(c.lower_ in {"less", "not", "hardly", "least"} for c in word.children)
    if any(c.lower_ in {"more"} for c in word.children) and colour.change is None and colour.level:
        colour = Colour(colour.level, colour.level)
    flips = colour.level in (0, None)
    if colour.level == 1 and out.own == -1:
        return  # "strategic rivalry", "traditional enmity"
    out.add(colour, word, "quality-rule", flips=flips, negated=less)
    for other in word.children:
        if other.dep_ == "conj":
            _quality(other, out)


def _at(preposition: Token, out: Paint) -> bool:
    for nouns, colour, flips in _states().get(preposition.lower_, ()):
        for child in preposition.subtree:
            if child.lemma_.lower() in nouns or child.lower_ in nouns:
                out.add(colour, child, "state-rule", flips=flips)
                return True
    return False


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in verb.children)


def is_unreal(verb: Token) -> bool:
    """A change that is wanted, planned, possible or conditional rather than said to be so."""
    node = verb
    for _ in range(3):
        for child in node.children:
            if child.dep_ == "aux" and child.lower_ in {"can", "could", "may", "might", "would", "should", "must"}:
                return True
            if child.dep_ == "mark" and child.lower_ in {"if", "unless", "whether", "lest"}:
                return True
        if any(c.tag_ == "TO" for c in node.lefts):
            if node.dep_ == "acl" and node.head.lemma_ in _AGREED:
                return False
            if node.dep_ in {"xcomp", "ccomp"} and (node.head.lemma_ in _REAL or node.head.pos_ == "AUX"):
                node = node.head
                continue
            return True
        if node.dep_ == "conj":
            node = node.head
            continue
        if node.dep_ == "pcomp":
            return node.head.lower_ in {
                "for",
                "about",
                "of",
                "towards",
                "toward",
                "at",
            } and node.head.head.pos_ not in {"AUX"}
        break
    return False


def _moved(verb: Token, out: Paint, *, subject: bool) -> None:
    """A verb whose subject or object is the tie."""
    if verb.pos_ not in VERBS:
        return
    for nouns, colour, flips in _states().get(verb.lemma_, ()):
        after = [c for c in verb.children if c.i > verb.i]
        if any(
            c.lemma_ in nouns or c.lower_ in nouns
            for c in (*after, *(g for c in after if c.dep_ == "prep" for g in c.children))
        ):
            out.add(colour, verb, "state-rule", flips=flips, negated=_negated(verb))
            out.at = verb
            return
    if verb.lemma_ in _COPULAS:
        _complement(verb, out)
        return
    move = out.words.moves.get(verb.lemma_)
    if move is None and verb.lemma_ in _PUTTING and not subject:
        for child in verb.children:
            if child.dep_ == "prep" and child.i > verb.i and _at(child, out):
                out.at = verb
                return
    if move is not None and is_unreal(verb):
        out.unreal = True
        return
    if move is None:
        if verb.lemma_ in {"be", "begin", "start", "continue", "seem", "appear", "tend"}:
            for child in verb.children:
                if child.dep_ == "xcomp":
                    _moved(child, out, subject=subject)
        elif verb.lemma_ == "last" and _negated(verb):
            out.add(Colour(None, -1), verb, "move-rule")
            out.at = verb
        return
    change = move.change
    if subject and move.flips and any(c.dep_ == "dobj" for c in verb.children):
        return  # "the quarrel ended their friendship" does not end the quarrel
    if subject and verb.lemma_ in {"maintain", "keep", "continue", "hold", "promote"}:
        return
    negated = _negated(verb)
    level = move.level
    if negated and (level == 1 or verb.lemma_ in _LASTING) and out.own != -1:
        level, change, negated = None, -1, False  # "did not survive the war", "never recovered"
    out.add(Colour(level, change), verb, "move-rule", flips=move.flips, negated=negated)
    out.at = verb
    for child in verb.children:
        if child.dep_ == "prep":
            _at(child, out)


def _complement(verb: Token, out: Paint) -> None:
    """For example "ties are tense", "relations are at a low", "the relationship is not what it used to be"."""
    negated = _negated(verb)
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in {"acomp", "oprd", "xcomp", "conj"} and child.tag_ in {
            "JJ",
            "JJR",
            "JJS",
            "VBN",
            "VBD",
            "RB",
            "RBR",
            "VBG",
        }:
            colour = out.words.qualities.get(child.lower_) or out.words.qualities.get(child.lemma_)
            if colour is None and child.tag_ in {"VBN", "VBD"}:
                _moved(child, out, subject=True)
                continue
            if colour is None:
                continue
            compared = any(c.lower_ == "as" for c in child.children)
            if negated and compared:
                out.add(Colour(None, -1 if colour.level == 1 else None), child, "comparison-rule")
            else:
                if verb.lemma_ in _BECOMING and colour.change is None:
                    colour = Colour(colour.level, colour.level)
                if any(c.lower_ == "more" for c in child.children):
                    colour = Colour(colour.level, colour.change or colour.level)
                if colour.level == 0:
                    colour = Colour(out.own or 1, colour.change)
                out.add(colour, child, "predicate-rule", flips=colour.level is None, negated=negated)
            out.at = verb
        elif child.dep_ == "prep":
            if _at(child, out):
                out.at = verb
        elif child.dep_ in {"attr", "ccomp"} and negated and any(t.lower_ == "used" for t in child.subtree):
            out.add(Colour(None, -1), child, "comparison-rule")
            out.at = verb


def _governed(noun: Token, out: Paint) -> None:
    """What governs the tie: a verb, or a noun of change ("a thaw in relations")."""
    head = noun.head
    if noun.dep_ == "ROOT":
        return
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        _moved(head, out, subject=True)
        if head.pos_ in VERBS:
            for other in head.children:
                if (
                    other.dep_ == "conj"
                    and other.pos_ in VERBS
                    and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in other.children)
                ):
                    _moved(other, out, subject=True)
    elif noun.dep_ == "dobj":
        _moved(head, out, subject=False)
    elif noun.dep_ == "conj" and head.pos_ == "NOUN" and head.dep_ in {"dobj", "nsubj", "nsubjpass"}:
        _moved(head.head, out, subject=head.dep_ != "dobj")
    elif noun.dep_ in {"pobj", "pcomp"} and head.dep_ == "prep":
        above = head.head
        colour = _change_of(above, out.words)
        steps = 0
        while colour is None and steps < 2 and above.pos_ == "NOUN" and above.dep_ == "pobj":
            above = above.head.head
            colour = _change_of(above, out.words)
            steps += 1
        if (
            colour is None
            and head.lower_ == "of"
            and head.head.lemma_ in {"lack", "absence", "deficit", "want", "dearth"}
            and 1 in (out.own, out.level)
        ):
            out.level = None
            out.add(Colour(-1, None), head.head, "change-noun-rule")
        if colour is not None and head.lower_ in {"in", "of", "to", "between", "for", "over", "on"}:
            out.add(
                colour,
                above,
                "change-noun-rule",
                flips=True,
                negated=_negated(above) or any(c.lower_ == "no" for c in above.children),
            )
            out.at = above
            if (
                above.dep_ == "dobj"
                and above.head.pos_ in VERBS
                and (above.head.lemma_ == "fail" or above.head.head.lemma_ == "fail" or _negated(above.head))
            ):
                out.change = 0


def _change_of(noun: Token, words: Lexicon) -> Colour | None:
    """The change that a noun tells, by itself or with its adjective ("upward trajectory", "new chapter")."""
    if noun.pos_ != "NOUN":
        return None
    colour = words.changes.get(noun.lemma_.lower())
    if colour is None:
        said = {c.lower_ for c in noun.children if c.dep_ == "amod"}
        if said & {"upward", "positive", "rising", "improving"} and noun.lemma_ in _COURSES:
            return Colour(None, 1)
        if said & {"downward", "negative", "falling"} and noun.lemma_ in _COURSES:
            return Colour(None, -1)
        if said & {"new", "fresh"} and noun.lemma_ in {
            "chapter",
            "era",
            "page",
            "vigor",
            "vigour",
            "life",
            "start",
            "phase",
            "high",
            "impetus",
            "beginning",
        }:
            return Colour(None, 1)
        if said & {"new", "fresh"} and noun.lemma_ in {"low", "strain"}:
            return Colour(None, -1)
    return colour


def is_past(noun: Token) -> bool:
    """For example "a former ally": what was, and is not said to be."""
    return any(c.lower_ in _PAST or any(g.lower_ in _PAST for g in c.lefts) for c in noun.lefts if c.dep_ != "poss")


def _minus(sign: Sign) -> Sign:
    return 1 if sign == -1 else -1 if sign == 1 else 0
