"""Stretches of a parsed sentence that claims point at: noun phrases, clauses, who the subject of a verb is.

Ranges are [first, past the last) token of the paragraph's Doc, always without gaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES: Final = frozenset({"advcl", "relcl", "acl", "ccomp", "xcomp", "parataxis", "conj", "pcomp", "csubj", "ROOT"})
NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBS: Final = frozenset({"VERB", "AUX"})
MODALS: Final = frozenset({"can", "could", "may", "might", "would"})
HEDGES: Final = frozenset({
    "likely", "unlikely", "perhaps", "possibly", "probably", "apparently", "arguably", "potentially", "presumably",
    "reportedly", "allegedly", "seemingly", "ostensibly", "maybe", "conceivably", "supposedly",
})  # fmt: skip
SEEMING: Final = frozenset({"seem", "appear", "threaten", "risk", "suggest", "believe", "fear", "expect"})
NEGATIONS: Final = frozenset({"not", "n't", "never", "no", "hardly", "scarcely", "barely", "neither", "nor", "without"})

_LEADING: Final = frozenset({"CC", "IN", "WRB", ",", ":", "``", "''", ".", "-LRB-", "-RRB-", "HYPH", "_SP", "NFP"})
_TRAILING: Final = frozenset({"CC", "WDT", ",", ":", "``", "''", ".", "-LRB-", "-RRB-", "HYPH", "_SP", "NFP", "IN"})
_ASIDES: Final = frozenset({"which", "while", "where", "whose"})
_OPENERS: Final = frozenset({
    "however", "meanwhile", "moreover", "similarly", "also", "furthermore", "additionally", "besides", "instead", "indeed",
    "nevertheless", "nonetheless", "still", "then", "therefore", "thus", "hence", "consequently", "finally", "again", "even",
    "only", "just", "soon", "partly", "largely", "mainly", "mostly", "simply", "shortly", "immediately", "days", "later", "perhaps",
    "particularly", "especially", "notably", "primarily", "chiefly", "apparently", "reportedly", "allegedly",
})  # fmt: skip


def trim(doc: Doc, span: Range, *, keep_openers: bool = False) -> Range:
    """The range without conjunctions, punctuation and linking adverbs at its ends; may be empty."""
    i, j = span
    while i < j:
        token = doc[i]
        tag = token.tag_
        if (tag in _LEADING and not (tag == "IN" and token.dep_ not in {"mark", "cc"})) or (
            not keep_openers
            and token.lower_ in _OPENERS
            and token.pos_ in {"ADV", "SCONJ", "NOUN"}
            and token.dep_ != "ROOT"
        ):
            i += 1
        else:
            break
    while j > i:
        token = doc[j - 1]
        tag = token.tag_
        if tag in _TRAILING and not (tag == "IN" and token.dep_ != "mark" and j - i < 3):
            j -= 1
        else:
            break
    return i, j


def subtree(token: Token) -> Range:
    """The smallest range that holds the token and all that hangs on it."""
    return token.left_edge.i, token.right_edge.i + 1


def without(span: Range, *holes: Range | None, around: int) -> Range:
    """The longest part of `span` that holds token `around` and touches none of the holes."""
    i, j = span
    for hole in holes:
        if hole is None or hole[0] >= hole[1]:
            continue
        if hole[0] > around:
            j = min(j, hole[0])
        elif hole[1] <= around:
            i = max(i, hole[1])
    return (i, j) if i < j else (around, around + 1)


def aside(doc: Doc, span: Range, after: int, *, always: bool = True) -> Range:
    """The range without a ", which ..." (or "where", "whose", "while") after token `after`: an aside with a claim of its own.

    `always` False: only where the aside closes the range.
    """
    i, j = span
    for k in range(after + 1, j - 1):
        if (
            doc[k].text == ","
            and doc[k + 1].lower_ in (_ASIDES if always else {"which"})
            and (always or doc[k + 1].head.right_edge.i + 1 >= j)
        ):
            return i, k
    return span


def phrase(token: Token, *holes: Range | None) -> Range:
    """A noun phrase with all that modifies it, but for a ", which ..."."""
    span = aside(token.doc, without(subtree(token), *holes, around=token.i), token.i)
    return trim(token.doc, span, keep_openers=True)


def clause(verb: Token, *holes: Range | None) -> Range:
    """The clause of `verb`, without the words that join it to its sentence and without the holes.

    A dateline before a colon and what somebody says about the clause ("..., officials said") stay out.
    """
    doc = verb.doc
    i, j = without(subtree(verb), *holes, around=verb.i)
    lead = shared(verb)
    if lead != verb:
        i = without((lead.left_edge.i, j), *holes, around=verb.i)[0]
    for child in verb.children:
        if child.dep_ in {"mark", "preconj"} or (child.dep_ == "parataxis" and child.pos_ == "VERB"):
            edge = subtree(child)
            i, j = without((i, j), edge, around=verb.i)
        elif child.dep_ == "advcl":
            edge = subtree(child)
            if (
                edge[1] <= verb.i
                or _is_marked(child)
                or (child.tag_ == "VBG" and edge[0] > 0 and doc[edge[0] - 1].text == ",")
            ):
                i, j = without((i, j), edge, around=verb.i)
    first = lead.i
    for child in lead.lefts:
        if child.dep_ in SUBJECTS:
            first = child.left_edge.i
    for k in range(first - 1, i - 1, -1):
        if doc[k].text in {":", ";", "—", "–", "--"}:
            i = k + 1
            break
    i = _past_opening(lead, i)
    for k in range(verb.i + 1, j):
        if doc[k].text == ";":
            j = k
            break
    return trim(doc, aside(doc, (i, j), verb.i, always=False))


def _past_opening(verb: Token, i: int) -> int:
    """Where the clause begins once a phrase that only sets the scene ("In March 2001, ...", "Under Chad's rule ...") is left out."""
    found = own_subject(verb)
    if found is None or not i < found.left_edge.i < verb.i:
        return i
    first = found.left_edge.i
    for child in verb.lefts:
        if i <= child.i < first and child.dep_ not in {"prep", "npadvmod", "punct", "advmod", "cc"}:
            return i
    return first


def shared(verb: Token) -> Token:
    """The first verb of a coordination that shares its subject: "marched and burned tyres" is one doing."""
    while verb.dep_ == "conj" and verb.head.pos_ in VERBS and own_subject(verb) is None:
        verb = verb.head
    return verb


def _is_marked(verb: Token) -> bool:
    """Whether a clause begins with its own joining word ("after", "when", "although")."""
    return any(c.dep_ in {"mark", "advmod"} and c.tag_ in {"IN", "WRB"} and c.i == verb.left_edge.i for c in verb.lefts)


def stretch(token: Token, *holes: Range | None) -> Range:
    """The clause of a verb, or the phrase of anything else."""
    return clause(token, *holes) if token.pos_ in VERBS else phrase(token, *holes)


def own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    return None


def subject(verb: Token) -> Token | None:
    """Who or what does it: the verb's own subject, or that of the verb it is joined to or depends on.

    A relative pronoun stands for the noun that its clause hangs on; a participle after a noun has that noun.
    """
    seen = 0
    while seen < 8:
        seen += 1
        found = own_subject(verb)
        if found is not None:
            if found.tag_ in {"WDT", "WP"} or (found.lower_ == "that" and verb.dep_ == "relcl"):
                return antecedent(verb)
            return found
        if verb.dep_ == "conj" and verb.head.pos_ in VERBS:
            verb = verb.head
        elif verb.dep_ in {"xcomp", "aux", "auxpass"}:
            controller = next((c for c in verb.head.children if c.dep_ == "dobj"), None)
            if controller is not None and verb.head.lemma_ not in {"promise", "threaten"}:
                return controller
            verb = verb.head
        elif verb.dep_ == "acl":
            return verb.head if verb.tag_ in {"VBG", "VBN"} else None
        elif verb.dep_ == "relcl":
            return antecedent(verb)
        elif verb.dep_ == "pcomp" and verb.head.lower_ in {"from", "of"}:
            # "accused Chad of arming rebels": Chad is said to do it
            return next((c for c in verb.head.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        elif verb.dep_ in {"advcl", "pcomp", "prep"}:
            verb = verb.head
            while verb.dep_ in {"prep", "pcomp"} and verb.pos_ not in VERBS:
                verb = verb.head
        elif verb.dep_ in {"ccomp"} and verb.tag_ in {"VB", "VBG"}:
            verb = verb.head
        else:
            return None
    return None


def antecedent(verb: Token) -> Token:
    """What a relative clause hangs on."""
    while verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        verb = verb.head
    return verb.head


def matrix(verb: Token) -> Token:
    """The verb that governs an infinitive chain: for "began to withdraw" the verb "began"."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in VERBS and own_subject(verb) is None:
        if any(c.dep_ == "dobj" and c.i < verb.i for c in verb.head.children):
            break
        verb = verb.head
    return verb


def is_negated(token: Token) -> bool:
    """Whether the verb, or a determiner of the noun, denies it."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in NEGATIONS:
            return True
    return token.dep_ == "xcomp" and token.head.lemma_ in {"fail", "refuse", "cease", "decline"}


def is_hedged(verb: Token) -> bool:
    """Whether the clause is put as possible rather than as so."""
    for child in verb.children:
        if (child.dep_ == "aux" and child.lower_ in MODALS) or child.lower_ in HEDGES:
            return True
    return verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in SEEMING


_FEELINGS: Final = frozenset({
    "dismay", "delight", "chagrin", "annoyance", "relief", "shock", "surprise", "horror", "irritation", "consternation", "displeasure", "satisfaction",
    "discomfort", "embarrassment", "alarm", "disappointment", "anger", "fury", "joy", "astonishment", "amazement", "frustration", "outrage",
})  # fmt: skip


def bystander(token: Token) -> bool:
    """bystander_rule: who only looks on: "to Ethiopia's dismay", "to the relief of Ethiopia"."""
    feeling = token.head
    if token.dep_ == "pobj" and feeling.lower_ in ("of", "in"):
        feeling = feeling.head
    elif token.dep_ not in ("poss", "amod", "compound"):
        return False
    return feeling.lemma_.lower() in _FEELINGS and feeling.head.lower_ == "to" and feeling.dep_ == "pobj"


_DISOWNED: Final = frozenset(
    {"impression", "illusion", "misconception", "myth", "notion", "fantasy", "delusion", "pretence", "rumour", "rumor"}
)


def disowned(token: Token) -> bool:
    """disowned_rule: whether it stands in what is said to be thought and no more: "the illusion that T was friendly"."""
    return any(
        t.dep_ in ("acl", "ccomp") and t.head.pos_ == "NOUN" and t.head.lemma_.lower() in _DISOWNED
        for t in (token, *token.ancestors)
    )
