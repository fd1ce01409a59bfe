"""Relation claims: a document's statement that the tie of two actors is good or bad, or became better or worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.attribution import claimed_by, hedged
from comity.reading.clauses import NEGATIONS, disowned
from comity.reading.model import RelationClaim
from comity.reading.referents import Referents
from comity.reading.relations.bonds import bonds_of
from comity.reading.relations.colours import is_unreal, paint
from comity.reading.relations.lexicon import Colour, Lexicon, lexicon
from comity.reading.relations.pairs import pairs_of
from comity.reading.relations.period import period_of
from comity.reading.relations.roles import Told, roles_of
from comity.reading.relations.topics import Pair, Topic

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph
    from comity.reading.model import Sign

__all__ = ["find_relations"]

_TREATIES: Final = frozenset({"treaty", "pact", "accord", "agreement", "declaration"})
_STATED: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "ROOT"})
_SPORT: Final = frozenset({
    "cup", "league", "tournament", "goal", "striker", "midfielder", "coach", "stadium", "final", "semi-final", "semifinal", "championship", "penalty",
    "football", "soccer", "rugby", "cricket", "team", "medal", "fan", "match", "player", "qualifier", "tennis", "basketball", "hockey", "referee",
})  # fmt: skip
_SELDOM: Final = frozenset({"rarely", "seldom"})
_BEFORE: Final = frozenset({"once", "formerly", "previously"})


def find_relations(context: Context) -> list[RelationClaim]:
    """Every relation claim of the document's paragraphs, sorted by place; one row a pair where a set of actors is meant.

    `level` and `change` are None where the text leaves them open; a claim has at least one of them.
    """
    words = lexicon()
    topic = Topic(context)
    out: list[RelationClaim] = []
    for paragraph in context.paragraphs:
        who = Referents(context, paragraph.index, onlookers=False)
        out.extend(_read(context, paragraph, who, words, topic))
    out.sort(key=lambda c: (c.trigger, c.a, c.b))
    return out


def _read(context: Context, paragraph: Paragraph, who: Referents, words: Lexicon, topic: Topic) -> list[RelationClaim]:
    out: list[RelationClaim] = []
    if _is_sport(paragraph):
        return out
    told_here: set[tuple[int, Pair, Sign | None]] = set()
    for token in paragraph.doc:
        pos = token.pos_
        if pos not in {"NOUN", "VERB", "ADJ", "PROPN"}:
            continue
        lemma = token.lemma_.lower()
        found: list[Told] = []
        if pos in {"NOUN", "PROPN"}:
            phrase = _phrase(token, words) if lemma in words.phrases else None
            if phrase is None and lemma in words.idioms:
                found = _idiom(token, who, words, topic)
            elif phrase is not None:
                found = _tie(token, phrase, who, words, topic, known=True)
            elif lemma in words.ties:
                found = _tie(token, words.ties[lemma], who, words, topic)
            elif lemma in words.changes:
                found = _bare_change(token, who, words, topic)
            elif lemma in words.roles:
                found = roles_of(token, who, words, topic)
        if not found and lemma in words.bonds:
            found = bonds_of(token, who, words, topic)
        made: list[str] = []
        for told in found:
            colour = None if disowned(told.trigger) else _denied(told)
            if colour is None:
                who.why(token, "denied, unreal or of a time gone by")
                continue
            for pair in told.pairs:
                low, high = sorted(pair)
                key = (token.sent.start, (low, high), colour.level or colour.change)
                if key in told_here:
                    who.why(token, f"the sentence says so of {low} and {high} already")
                    continue
                told_here.add(key)
                made.append(told.rule)
                topic.note(pair, told.at, paragraph.index)
                out.append(_claim(context, paragraph, told, colour, pair, words))
        if context.trace is not None:
            context.trace.cue("relations", paragraph.index, token, words.listed(token), made)
    return out


def _is_sport(paragraph: Paragraph) -> bool:
    """Rivals on the field are none in the world: at least two words of the game in the paragraph."""
    said = {t.lemma_.lower() for t in paragraph.doc if t.pos_ in {"NOUN", "PROPN"}}
    return len(said & _SPORT) > 1


def _phrase(noun: Token, words: Lexicon) -> Colour | None:
    """The colour of a noun with the words that make a tie of it: "bad blood", "old wounds", "no love lost"."""
    said = {c.lower_ for c in noun.lefts}
    return next((colour for with_it, colour in words.phrases[noun.lemma_.lower()] if with_it <= said), None)


def _idiom(noun: Token, who: Referents, words: Lexicon, topic: Topic) -> list[Told]:
    """For example "the visit broke the ice", "that reopened the wound": the tie of the pair that the text is about."""
    verb = noun.head
    colour = words.idioms[noun.lemma_.lower()].get(verb.lemma_) if noun.dep_ in {"dobj", "nsubjpass"} else None
    if colour is None or is_unreal(verb) or any(c.dep_ == "neg" for c in verb.children):
        who.why(noun, "not the object of the verb of its turn of phrase, or denied or unreal")
        return []
    if any(c.dep_ == "poss" or (c.dep_ == "prep" and c.lower_ != "in") for c in noun.children):
        return []
    found = pairs_of(noun, who, topic)
    pair = topic.current(noun, who.paragraph, apart=True)
    pairs = found.pairs or ([] if pair is None else [pair])
    return [Told(pairs, colour, verb, verb, "topic-pair-rule")] if pairs else []


def _tie(noun: Token, own: Colour, who: Referents, words: Lexicon, topic: Topic, *, known: bool = False) -> list[Told]:
    if noun.lemma_ in {"division", "divide"} and not any(
        c.lower_ in {"between", "among", "with"} for c in noun.children
    ):
        return []
    if noun.dep_ == "compound" and noun.head.lemma_ in _TREATIES and own.level and noun.head.dep_ in _STATED:
        found = pairs_of(noun.head, who, topic)  # "the friendship treaty of Chad and Niger"
        rule = "tie-noun-rule" if found.how != "topic" else "topic-pair-rule"
        return [Told(found.pairs, Colour(own.level, None), noun, noun, rule)] if found.pairs else []
    if noun.dep_ == "compound" or noun.text == "Gulf" or _in_a_name(noun, who):
        who.why(noun, "part of a name or of a compound")
        return []
    if noun.lemma_ == "deficit" and not any(t.lemma_ in {"trust", "confidence"} for t in noun.subtree):
        return []
    painted = paint(noun, own, words)
    if (painted.denied and not known) or painted.unreal or not painted.told:
        for pair in pairs_of(noun, who, topic).pairs[:1]:
            topic.note(pair, noun, who.paragraph)
        why = "denied" if painted.denied else "unreal" if painted.unreal else "nothing says how the tie is or became"
        who.why(noun, why)
        return []
    found = pairs_of(noun, who, topic)
    if painted.open and found.how == "topic":
        who.why(noun, "its colour is open, and its pair is not named with it")
        return []
    if not found.pairs:
        who.why(noun, "no pair of actors is found whose tie it is")
    rule = painted.rule if found.how != "topic" else "topic-pair-rule"
    return (
        [Told(found.pairs, Colour(painted.level, painted.change), painted.trigger, painted.at, rule)]
        if found.pairs
        else []
    )


def _in_a_name(noun: Token, who: Referents) -> bool:
    """For example "the Northern Alliance", "Treaty of Friendship": a word of a name says nothing of a tie."""
    if noun.pos_ != "PROPN":
        return False
    if who.at(noun) or noun.ent_type_ in {"ORG", "LAW", "EVENT", "WORK_OF_ART", "PERSON", "FAC", "PRODUCT"}:
        return True
    return noun.head.lower_ == "of" and noun.head.head.pos_ == "PROPN"


def _bare_change(noun: Token, who: Referents, words: Lexicon, topic: Topic) -> list[Told]:
    """A noun of change that names the pair itself: "the thaw between Chad and Niger"."""
    if any(c.dep_ == "prep" and any(g.lemma_.lower() in words.ties for g in c.children) for c in noun.children):
        who.why(noun, "what changed is named, and read there")
        return []
    found = pairs_of(noun, who, topic)
    if (
        found.how == "topic"
        or not found.pairs
        or not any(c.lower_ in {"between", "with"} for c in noun.children if c.dep_ == "prep")
    ):
        who.why(noun, "no pair of actors is named with it, by 'between' or 'with'")
        return []
    return [Told(found.pairs, words.changes[noun.lemma_.lower()], noun, noun, "change-noun-rule")]


def _denied(told: Told) -> Colour | None:
    """The colour, turned round where a bond or role is denied ("is no ally of", "does not trust"); None where it is
    said of a time gone by without a date."""
    colour = told.colour
    if not told.rule.startswith(("bond", "role")):
        return colour
    verb = told.trigger if told.trigger.pos_ == "VERB" else told.trigger.head
    if told.rule.startswith("bond") and verb.pos_ in {"VERB", "AUX"} and is_unreal(verb) and not _in_deed(verb, colour):
        return None
    nodes = (told.at, told.trigger)
    if any(c.lower_ in _BEFORE and c.dep_ == "advmod" for n in nodes for c in n.children):
        return None
    negated = any(c.dep_ == "neg" or c.lower_ in NEGATIONS or c.lower_ in _SELDOM for n in nodes for c in n.children)
    if told.trigger.pos_ == "ADJ" and told.trigger.head.pos_ in {"AUX", "VERB"}:
        negated = negated or any(c.dep_ == "neg" for c in told.trigger.head.children)
    if not negated:
        return colour
    if told.at.lemma_ in {"make", "become", "turn"}:
        return None  # who did not become an ally need be no enemy
    return Colour(-1, None) if colour.level == 1 else None


def _in_deed(verb: Token, colour: Colour) -> bool:
    """For example "sent warships to support Chad": an act done for it shows how they stand, if not what came of it."""
    return (
        colour.change is None
        and verb.dep_ == "advcl"
        and verb.tag_ == "VB"
        and verb.head.tag_ in {"VBD", "VBZ", "VBP"}
        and any(c.dep_ in {"dobj", "prep"} and c.i < verb.i for c in verb.head.children)
    )


def _claim(
    context: Context, paragraph: Paragraph, told: Told, colour: Colour, pair: Pair, words: Lexicon
) -> RelationClaim:
    sentence = told.trigger.sent
    first, last = period_of(context, paragraph, told.trigger)
    start, end = paragraph.span(sentence)
    return RelationClaim(
        start=start,
        end=end,
        trigger=paragraph.span(told.trigger),
        a=pair[0],
        b=pair[1],
        level=colour.level,
        change=colour.change,
        first=first,
        last=last,
        claimed_by=claimed_by(context, paragraph, told.trigger),
        hedged=hedged(told.at),
        confidence=words.confidence.get(told.rule, 0.4),
        rule=told.rule,
    )
