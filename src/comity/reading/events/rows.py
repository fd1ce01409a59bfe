"""What a row of the trigger tables may say, and what is said of one that makes no sense.

`faults(part, cells, ...)` -> each fault with what would be right; `made(...)` -> the Row of a lemma.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

from comity.vocabulary import issues, modes, types

Part = Literal["verbs", "nouns", "adjectives"]

NO_EVENT: Final = "-"
TESTS: Final = {
    "ACTOR": "an actor, or somebody's person or body",
    "HEAD": "the word itself is an actor, a person or a body",
    "ORG": "an organisation",
    "PEOPLE": "a crowd or a people",
}
NEEDS: Final[dict[str, tuple[str, tuple[Part, ...], str]]] = {
    # kind: (what may follow it, where it is allowed, what it asks)
    "obj": ("noun", ("verbs",), "a direct object, or the subject of a passive"),
    "noobj": ("", ("verbs",), "no direct object"),
    "subj": ("noun", ("verbs", "nouns", "adjectives"), "who does it"),
    "prep": ("prep", ("verbs", "nouns", "adjectives"), "a preposition with what it governs"),
    "of": ("noun", ("nouns",), "what stands after 'of'"),
    "mod": ("some noun", ("nouns",), "a word before the noun"),
    "comp": ("noun", ("verbs", "adjectives"), "the subject of the clause below"),
    "inf": ("", ("verbs", "nouns", "adjectives"), "an infinitive below"),
    "clause": ("", ("verbs", "adjectives"), "a that-clause below"),
    "pair": ("", ("verbs", "nouns", "adjectives"), "two actors"),
    "pl": ("", ("nouns",), "the plural"),
    "active": ("", ("verbs",), "not the passive"),
    "adv": ("words", ("verbs", "nouns", "adjectives"), "one of these words within the next five"),
    "adj": ("words", ("verbs", "nouns", "adjectives"), "one of these words within the next thirteen"),
    "text": ("words", ("verbs", "nouns", "adjectives"), "this very form of the word"),
}
"""The kinds of need that `View` can answer."""
SLOTS: Final = {
    "subj": "who does it: the subject, the by-phrase of a passive, whoever does the infinitive",
    "obj": "the direct object, or the subject of a passive, where it is an actor",
    "own": "whose the object is",
    "iobj": "the indirect object",
    "poss": "the possessor before a noun",
    "mod": "any actor before a noun",
    "pmod": "as mod; a town only where two are named",
    "amod": "as mod, but no town and no bare name of a country",
    "tmod": "as mod, but only a town or the bare name of a country",
    "anti": "the actor after 'anti-' before a noun",
    "ofs": "after 'of', where the noun stands after 'with', 'by', 'under' ...",
    "gov": "the subject of the verb that governs the noun",
    "and": "what is joined to the noun by 'and'",
    "appos": "what stands in apposition to the noun",
    "cop": "of whom the noun is said",
    "comp": "the subject of the clause below",
    "down": "the target, else the source, of an act named below",
    "downsrc": "the source, else the target, of an act named below",
}
"""The slots of a frame, beside prepositions, which stand for what they govern."""
_FORM: Final = {
    "": "{0}",
    "noun": "{0}, {0}:CLASS, {0}:ACTOR or {0}=word|word",
    "some noun": "{0}:CLASS, {0}:ACTOR or {0}=word|word",
    "prep": "{0}:to, {0}:to:CLASS, {0}:to:ACTOR or {0}:to=word|word",
    "words": "{0}=word|word",
}
_FRAMES_OF: Final[dict[Part, tuple[str, ...]]] = {
    "verbs": ("sv", "pair", "attack"),
    "nouns": ("n-",),
    "adjectives": ("adj-",),
}
_PARTICLES: Final = frozenset({
    "about", "across", "along", "apart", "around", "aside", "at", "away", "behind", "by", "for", "from",
    "in", "into", "of", "off", "on", "onto", "out", "over", "through", "to", "together", "toward",
    "towards", "under", "up", "upon", "with", "without",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of a row. kind: one of NEEDS; `word` is the preposition of a prep need; `test` a class of
    classes.csv, one of TESTS or empty; `words` literal lemmas."""

    kind: str
    word: str = ""
    test: str = ""
    words: frozenset[str] = frozenset()
    negated: bool = False

    def __str__(self) -> str:
        parts = ":".join(p for p in (self.kind, self.word, self.test) if p)
        return ("!" if self.negated else "") + parts + ("=" + "|".join(sorted(self.words)) if self.words else "")


@dataclass(frozen=True, slots=True)
class Row:
    """One sense of a trigger. `type` is None where this sense is no event. `line` is its line in its table, or in the
    user's own file where `own`; `first`: tried before rows with more needs."""

    lemma: str
    particle: str | None
    needs: tuple[Need, ...]
    type: str | None
    mode: str | None
    frame: str
    issue: str | None
    strong: bool
    order: int
    line: int = 0
    own: bool = False
    first: bool = False

    @property
    def rank(self) -> tuple[bool, int, bool, bool, int]:
        """Rows of a word are tried in this order: with most needs first; of as many the user's own, then senses that
        are no event, then as they stand in the table."""
        weight = len(self.needs) + (self.particle is not None)
        return not self.first, -weight, not self.own, self.type is not None, self.order


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a party stands; `also` is set where it adds to the slots before it instead of replacing them."""

    name: str
    also: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    name: str
    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    symmetric: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, and what would be right."""

    what: str
    hint: str


def slots(text: str) -> tuple[Slot, ...]:
    found, also = [], False
    for word in text.split():
        if word == "+":
            also = True
            continue
        found.append(Slot(word, also))
        also = False
    return tuple(found)


def need(text: str) -> Need:
    """The need that a cell's word says, unchecked: "!obj:arms", "prep:to=talk|summit"."""
    negated = text.startswith("!")
    text = text.lstrip("!")
    literals: frozenset[str] = frozenset()
    if "=" in text:
        text, _, literal = text.partition("=")
        literals = frozenset(literal.split("|"))
    kind, *rest = text.split(":")
    word = rest.pop(0) if kind == "prep" and rest else ""
    return Need(kind, word, ":".join(rest), literals, negated)


def made(
    part: Part,
    word: str,
    cells: Mapping[str, str],
    *,
    order: int,
    line: int = 0,
    own: bool = False,
    first: bool = False,
) -> Row:
    """The row of one of its lemmas. The cells must be without `faults`."""
    lemma, _, particle = word.partition("_") if part == "verbs" else (word, "", "")
    kind = None if cells["type"] == NO_EVENT else cells["type"]
    return Row(
        lemma,
        particle or None,
        tuple(need(text) for text in cells.get("needs", "").split()),
        kind,
        cells.get("mode") or None,
        cells.get("frame", ""),
        cells.get("issue") or None,
        cells.get("strength", "full") != "weak",
        order,
        line,
        own,
        first,
    )


def faults(
    part: Part, cells: Mapping[str, str], classes: Collection[str], frames: Mapping[str, Frame]
) -> Iterator[Fault]:
    """Everything that is wrong with a row of verbs.csv, nouns.csv or adjectives.csv, or of a user's own file."""
    words = cells["lemmas"].split()
    if not words:
        yield Fault("'lemmas' is empty", "Write the base forms of the words, with spaces between them.")
    for word in words:
        yield from _lemma_faults(part, word)
    yield from _sense_faults(part, cells, frames)
    needs = [need(text) for text in cells.get("needs", "").split()]
    for one in needs:
        yield from _need_faults(part, one, classes)
    for one in needs:
        if not one.negated and Need(one.kind, one.word, one.test, one.words, True) in needs:
            yield Fault(f"the needs {str(one)!r} and '!{one}' exclude each other", "Take one of them out.")
    if {"obj", "noobj"} <= {n.kind for n in needs if not n.negated}:
        yield Fault("'obj' and 'noobj' exclude each other", "Take one of them out.")
    if cells.get("strength", "") not in ("", "full", "weak"):
        yield Fault(f"'strength' is {cells['strength']!r}", "Write full, weak or nothing.")


def frame_faults(cells: Mapping[str, str], frames: Collection[str], prepositions: Collection[str]) -> Iterator[Fault]:
    """Everything that is wrong with a frame of a user's own. `frames`: the names that are taken."""
    for name in cells["lemmas"].split():
        if name in frames:
            yield Fault(f"comity has a frame {name!r}", "Choose another name.")
    if not cells.get("source") and not cells.get("target"):
        yield Fault("'source' and 'target' are both empty", f"Write slots: {', '.join(SLOTS)}, or prepositions.")
    for side in ("source", "target"):
        for slot in slots(cells.get(side, "")):
            if slot.name not in SLOTS and slot.name not in prepositions:
                known = _or_one_of(slot.name, [*SLOTS, *sorted(prepositions)])
                yield Fault(f"{slot.name!r} is no slot of a frame", known)


def _lemma_faults(part: Part, word: str) -> Iterator[Fault]:
    if word != word.lower():
        yield Fault(f"{word!r} has capitals, so that it can never be met", f"Write {word.lower()!r}.")
    if part == "verbs" and word.count("_") > 1:
        first, second, *_ = word.split("_")
        yield Fault(
            f"{word!r} has more than one particle", f"Write '{first}_{second}' and say the rest as a need, prep:WORD."
        )
    elif part == "verbs" and word in _PARTICLES:
        yield Fault(f"{word!r} is no verb", "A verb and its particle are joined by an underscore: roll_back.")
    elif part != "verbs" and "_" in word:
        before, _, last = word.rpartition("_")
        yield Fault(
            f"{word!r} is not one word", f"Write {last!r} and say the rest as a need: mod={before.replace('_', '|')}."
        )


def _sense_faults(part: Part, cells: Mapping[str, str], frames: Mapping[str, Frame]) -> Iterator[Fault]:
    kind, mode, frame, issue = (cells.get(name, "") for name in ("type", "mode", "frame", "issue"))
    if not kind:
        yield Fault("'type' is empty", f"Write one of {', '.join(types())}; or - where this sense is no event.")
        return
    if kind == NO_EVENT:
        if mode or frame or issue:
            yield Fault("a sense that is no event has mode, frame or issue", "Leave these cells empty.")
        return
    if kind not in types():
        yield Fault(f"{kind!r} is no event type", _or_one_of(kind.upper(), types(), "or - where it is no event"))
    elif mode and (kind, mode) not in modes():
        known = [m for t, m in modes() if t == kind]
        said = _or_one_of(mode, known) if known else "Leave 'mode' empty."
        yield Fault(f"{kind} has no mode {mode!r}", said)
    if frame not in frames:
        usual = [f for f in frames if f.startswith(_FRAMES_OF[part])]
        known = list(frames) if frame else usual
        yield Fault(f"{frame!r} is no frame" if frame else "'frame' is empty", _or_one_of(frame, known))
    if issue and issue not in issues():
        yield Fault(f"{issue!r} is no issue", _or_one_of(issue, issues()))


def _need_faults(part: Part, one: Need, classes: Collection[str]) -> Iterator[Fault]:
    said = repr(str(one))
    if one.kind not in NEEDS:
        if one.kind in TESTS or one.kind in classes:
            yield Fault(f"{said} says no place", f"Write it after its need, without a space between: obj:{one.kind}.")
        else:
            yield Fault(f"{said}: there is no need {one.kind!r}", _or_one_of(one.kind, NEEDS))
        return
    takes, parts, asks = NEEDS[one.kind]
    form = f"{one.kind!r} asks for {asks}; it is written {_FORM[takes].format(one.kind)}."
    if part not in parts:
        yield Fault(f"{said}: {part} have no need {one.kind!r}", f"{form} It is for {' and '.join(parts)}.")
    if takes == "" and (one.test or one.words):
        yield Fault(f"{said}: nothing can follow {one.kind!r}", form)
        return
    if takes == "words" and (not one.words or one.test):
        yield Fault(f"{said}: no words to look for", form)
        return
    if takes == "prep" and not one.word:
        yield Fault(f"{said}: no preposition", form)
    if takes == "some noun" and not (one.test or one.words):
        yield Fault(f"{said}: no class or words to look for", form)
    if one.test and one.words:
        yield Fault(f"{said}: a class and words at once", form)
    if one.test and one.test not in TESTS and one.test not in classes:
        yield Fault(f"{said}: {one.test!r} is no class of nouns", _or_one_of(one.test, [*TESTS, *classes]))
    elif one.kind == "mod" and one.test in TESTS and one.test != "ACTOR":
        yield Fault(f"{said}: {one.test!r} cannot be asked of a word before the noun", form)
    for word in sorted(one.words):
        if not word or word != word.lower():
            yield Fault(f"{said}: {word!r} can never be met", "Write the words in small letters, | between them.")


def _or_one_of(value: str, known: Collection[str], more: str = "") -> str:
    """ "Did you mean ...?" where something is near, and what is allowed."""
    near = get_close_matches(value, list(known), 3, 0.6) if value else []
    listed = ", ".join(known) if len(known) <= 24 else ", ".join([*list(known)[:20], "..."])
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}Known: {listed}{'; ' + more if more else ''}."
