"""What `comity lexicon show` prints: all that the lexicon knows of a word, or how a file of one's own words is written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from comity.reading.events.lexicon import Lexicon
    from comity.reading.events.rows import Frame, Row
    from comity.reading.lexicons.in_use import Lexicons
    from comity.reading.lexicons.own import OwnLexicon

_WIDTH: Final = 100
_VALUES: Final = {
    "level": "1 good, -1 bad, 0 neither, empty where the word leaves it open",
    "change": "1 became better, -1 worse, 0 as before, empty where the word leaves it open",
    "flips": "1 where a bad tie turns the sense round: a tension that eases is for the better",
    "sign": "1 raises, or is for; -1 lowers, or is against; 0 neither; empty (causes only) where the word leaves it open",
    "prepositions": "what leads to the object, | between alternatives; of stances - is the direct object, to an infinitive, "
    "that a clause; of bonds * also a plural subject",
}
_EXAMPLE: Final = """\
pos,lemmas,needs,type,mode,frame,issue
verb,ghost,obj:ACTOR,REJECT,,svo,
verb,schmooze,prep:with:ACTOR,CONSULT,,pair-with,diplomacy
noun,countersanction,,SANCTION,discontinue,n-penalty,
verb,court,obj:victim,-,,,"""


def form() -> Iterator[str]:
    """How to write a file of one's own words: its columns, and what may stand in each."""
    from comity.reading.events.lexicon import shipped
    from comity.reading.events.rows import NEEDS, SLOTS, TESTS
    from comity.reading.lexicons.form import COLUMNS, FORMS
    from comity.vocabulary import issues, modes, types

    lexicon = shipped()
    yield "A file of your own words is a CSV file. Its first line names columns; those that no row uses may be left out."
    yield ""
    yield from (f"  {line}" for line in _EXAMPLE.splitlines())
    yield ""
    yield from _wrap("columns", ", ".join(COLUMNS))
    yield from _wrap("lemmas", "base forms with spaces between them; a verb's particle after an underscore: roll_back")
    yield from _wrap("needs", "conditions, all of which must hold, with spaces between them; ! before one denies it")
    yield from _wrap("type", "an event type, or - where the word in this sense is no event")
    yield from _wrap("strength", "of nouns: full, or weak for one that is an act only with two parties")
    yield from _wrap("rank", "first: tried before comity's rows, whatever they need")
    yield "Of the rows of a word that fit, the one with most needs wins; of as many, yours comes before comity's."
    yield ""
    yield "pos, and the columns that it takes"
    for name, made in FORMS.items():
        yield from _wrap(name, f"{made.says}: {', '.join(made.columns)}", 16)
    yield ""
    yield "values of the columns for relations, causes and stances"
    for name, says in _VALUES.items():
        yield from _wrap(name, says, 16)
    for pos in ("cause-verb", "connective", "cause-noun", "stance-verb"):
        for column, values in (FORMS[pos].allowed or {}).items():
            if column in FORMS[pos].columns and column != "sign":
                yield from _wrap(f"{column} ({pos})", ", ".join(values), 20)
    yield ""
    yield "needs"
    for name, (takes, parts, asks) in NEEDS.items():
        shape = {"": name, "noun": f"{name}, {name}:CLASS, {name}=a|b", "some noun": f"{name}:CLASS, {name}=a|b"}
        shape |= {"prep": "prep:to, prep:to:CLASS, prep:to=a|b", "words": f"{name}=a|b"}
        yield from _wrap(shape[takes], f"{asks} ({', '.join(parts)})", 36)
    for name, says in TESTS.items():
        yield from _wrap(f"instead of CLASS: {name}", says, 36)
    yield ""
    yield "types and modes"
    for name, kind in types().items():
        held = ", ".join(m for t, m in modes() if t == name)
        yield from _wrap(name, kind.meaning + (f"; modes: {held}" if held else ""), 16)
    yield ""
    yield "frames: where source and target stand, by comity lexicon show FRAME"
    yield from _wrap("", ", ".join(lexicon.frames), 2)
    yield ""
    yield "slots of a frame, tried in order until one names an actor; + before one adds it to those before"
    for name, says in SLOTS.items():
        yield from _wrap(name, says, 16)
    yield from _wrap("to, on, with ...", "what the preposition governs", 16)
    yield ""
    yield "classes of nouns, by comity lexicon show CLASS"
    yield from _wrap("", ", ".join(lexicon.classes), 2)
    yield ""
    yield from _wrap("issues", ", ".join(issues()))


def near(word: str, own: OwnLexicon | None) -> list[str]:
    """Words, classes and frames of the lexicon of acts that are spelt like a word that it does not have."""
    from comity.reading.events.lexicon import shipped

    lexicon = shipped() if own is None else own.lexicons.events
    known = [*lexicon.verbs, *lexicon.nouns, *lexicon.adjectives, *lexicon.classes, *lexicon.frames]
    return get_close_matches(word.lower(), dict.fromkeys(known), 3, 0.75)


def entry(word: str, own: OwnLexicon | None) -> Iterator[str]:
    """All that the lexicon knows of a word, class, frame or event type; nothing where it knows none."""
    from comity.reading.causes.lexicon import shipped as causes
    from comity.reading.events.lexicon import shipped as events
    from comity.reading.lexicons.in_use import Lexicons
    from comity.reading.relations.lexicon import shipped as relations
    from comity.reading.stances.lexicon import shipped as stances
    from comity.vocabulary import modes, types

    known = Lexicons(events(), relations(), causes(), stances()) if own is None else own.lexicons
    lexicon, name = known.events, "" if own is None else own.path.name
    if word.upper() in types():
        kind = types()[word.upper()]
        yield from _wrap(f"type {kind.name}", f"{kind.meaning}; score {kind.score:g}")
        for (type_, mode), told in modes().items():
            if type_ == kind.name:
                yield from _wrap(f"  mode {mode}", told.meaning, 18)
    if word in lexicon.frames:
        yield from _frame(lexicon.frames[word])
    if word in lexicon.classes:
        yield from _wrap(f"class {word}", " ".join(sorted(lexicon.classes[word])))
    word = word.lower()
    yield from _acts(word.partition("_")[0], lexicon, name)
    yield from _claims(word.replace("_", " "), known)


def _frame(frame: Frame) -> Iterator[str]:
    for side, slots in (("source", frame.source), ("target", frame.target)):
        said = " ".join(("+ " if slot.also else "") + slot.name for slot in slots) or "none"
        yield from _wrap(f"frame {frame.name}, {side}", said)
    if frame.symmetric:
        yield "  the parties share the act"


def _acts(word: str, lexicon: Lexicon, name: str) -> Iterator[str]:
    rows = [(part, row) for part in ("verbs", "nouns", "adjectives") for row in getattr(lexicon, part).get(word, ())]
    if rows:
        yield f"'{word}' as an act, in the order in which its rows are tried"
    for part, row in rows:
        yield from _wrap(f"  {name if row.own else part + '.csv'}:{row.line}", _sense(row, lexicon), 18)
    verb = lexicon.gerunds.get(word)
    if verb is not None:
        yield f"'{word}' is read as a noun of the verb '{verb}'"
    light = [(v, e) for v, e in lexicon.light.items() if v.partition("_")[0] == word]
    for verb, effect in light:
        yield f"'{verb}' lends its subject to the noun of an act below it ({effect})"
    kinds = {"V": "verb", "N": "noun", "A": "adjective", "P": "predicate", "R": "adverb", "M": "modal verb"}
    for (pos, lemma), effect in lexicon.governors.items():
        if lemma.partition("_")[0] == word:
            yield f"'{lemma}' as a {kinds[pos]} makes the act below it {effect}"
    classes = [c for c, members in lexicon.classes.items() if word in members]
    if classes:
        yield from _wrap(f"'{word}' is in", f"the class{'es' * (len(classes) > 1)} {', '.join(classes)}")


def _sense(row: Row, lexicon: Lexicon) -> str:
    word = row.lemma + (f"_{row.particle}" if row.particle else "")
    needs = " ".join(map(str, row.needs)) or "no needs"
    if row.type is None:
        return f"{word} [{needs}] → no event"
    frame = lexicon.frames[row.frame]
    sides = " / ".join(" ".join(s.name for s in side) or "none" for side in (frame.source, frame.target))
    strength = "" if row.strong else ", weak"
    return f"{word} [{needs}] → {row.type}{' ' + row.mode if row.mode else ''}, frame {row.frame} ({sides}){strength}"


def _claims(phrase: str, known: Lexicons) -> Iterator[str]:
    word, *rest = phrase.split(" ")
    relations, causes, stances = known.relations, known.causes, known.stances
    level = {1: "good", -1: "bad", 0: "neither good nor bad", None: "open"}
    change = {1: "better", -1: "worse", 0: "as before", None: "open"}
    nouns = {"tie": relations.ties, "change of a tie": relations.changes, "role": relations.roles}
    for kind, held in {**nouns, "quality of a tie": relations.qualities}.items():
        if word in held:
            yield f"relations: {word} is a {kind}: level {level[held[word].level]}, change {change[held[word].change]}"
    if word in relations.moves:
        move = relations.moves[word]
        yield f"relations: {word} says what happens to a tie: level {level[move.level]}, change {change[move.change]}"
    for bond in relations.bonds.get(word, ()):
        to = " ".join(sorted(bond.prepositions)) or "its object"
        told = f"level {level[bond.colour.level]}, change {change[bond.colour.change]}"
        yield f"relations: {' '.join((word, *bond.follows))} ({bond.pos}) toward {to}: {told}"
    sign = {1: "raises", -1: "lowers", 0: "neither raises nor lowers", None: "open"}
    for frame in causes.verbs.get(word, ()):
        yield f"causes: {' '.join((word, *frame.particle))}: {frame.frame}, {sign[frame.sign]}, {frame.kind}"
    if word in causes.nouns:
        noun = causes.nouns[word]
        yield f"causes: {word}, a noun for the {noun.role}: {sign[noun.sign]}, {noun.kind}"
    if word in causes.adjectives:
        adjective = causes.adjectives[word]
        yield f"causes: {word} {'/'.join(sorted(adjective.prepositions))}: of the {adjective.role}, {adjective.kind}"
    for joint in causes.connectives.get(word, ()):
        if not rest or joint.words == (word, *rest):
            yield f"causes: {' '.join(joint.words)}: {joint.frame}, {sign[joint.sign]}, {joint.kind}"
    for pos, held_ in (("verb", stances.verbs), ("noun", stances.nouns), ("adjective", stances.adjectives)):
        for attitude in held_.get(word, ()):
            follows = f" {attitude.follows}" if attitude.follows else ""
            to = " ".join(sorted(attitude.prepositions))
            yield f"stances: {word}{follows} ({pos}): {attitude.stance}, sign {attitude.sign}, object after {to}"


def _wrap(label: str, text: str, width: int = 12) -> Iterator[str]:
    start = f"{label.ljust(width)}  " if label else " " * width
    yield from textwrap.wrap(text, _WIDTH, initial_indent=start, subsequent_indent=" " * min(len(start), 40)) or [start]
