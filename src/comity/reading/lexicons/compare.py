"""What a user's own rows do beside comity's: which are new, which rows they outrank, which of them can never win."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from comity.reading.causes.lexicon import shipped as causes
from comity.reading.events.lexicon import PARTS, shipped
from comity.reading.events.rows import Need, Part, Row
from comity.reading.relations.lexicon import shipped as relations
from comity.reading.stances.lexicon import shipped as stances

if TYPE_CHECKING:
    from comity.reading.lexicons.own import OwnLexicon, OwnRow

Classes = Mapping[str, frozenset[str]]

_ADVERBS: Final = frozenset({"back", "down", "forward", "ahead", "further", "short"})
_TAGS: Final[Mapping[Part, str]] = {"verbs": "VERB", "nouns": "NOUN", "adjectives": "ADJ"}


@dataclass(frozen=True, slots=True)
class RowEffect:
    """What one row does for one of its words. `new`: comity has no row for the word.

    `same`: a row of comity's with the same needs and sense. `replaced`: rows of comity's that can no longer win.
    `before`: rows that it goes before where both fit. `never`: the row for which it can never win.
    """

    line: int
    part: Part
    row: Row
    new: bool
    same: Row | None
    replaced: tuple[Row, ...]
    before: tuple[Row, ...]
    never: Row | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a line that is not wrong, but may not be what was meant."""

    line: int
    what: str


def effects(own: OwnLexicon) -> Iterator[RowEffect]:
    """What each row about acts does, by line and word."""
    joined, known = own.lexicons.events, shipped()
    for part in PARTS:
        for row in (r for rows in joined.part(part).values() for r in rows if r.own):
            rivals = joined.part(part)[row.lemma]
            at = rivals.index(row)
            never = next((r for r in rivals[:at] if covers(r, row, joined.classes)), None)
            later = [r for r in rivals[at + 1 :] if not r.own]
            replaced = tuple(r for r in later if covers(row, r, joined.classes))
            same = next((r for r in rivals if not r.own and _same(r, row)), None)
            before = tuple(r for r in later if r not in replaced and _together(row, r) and not _alike(row, r))
            yield RowEffect(
                row.line,
                part,
                row,
                row.lemma not in known.part(part),
                same,
                replaced,
                before if not never else (),
                never,
            )


def covers(one: Row, other: Row, classes: Classes) -> bool:
    """Whether `one` fits wherever `other` does."""
    if one.particle is not None and one.particle != other.particle:
        return False
    return all(any(implies(have, wanted, classes) for have in other.needs) for wanted in one.needs)


def implies(have: Need, wanted: Need, classes: Classes) -> bool:
    """Whether a place where `have` holds is one where `wanted` holds."""
    if have == wanted:
        return True
    if wanted.negated:
        if have.kind == "noobj" and wanted.kind == "obj":
            return True
        return have.negated and implies(_positive(wanted), _positive(have), classes)
    if have.negated or (have.kind, have.word) != (wanted.kind, wanted.word):
        return False
    if not wanted.test and not wanted.words:
        return True
    if have.words:
        return have.words <= (wanted.words or classes.get(wanted.test, frozenset()))
    within = have.test in classes and wanted.test in classes
    return within and classes[have.test] <= classes[wanted.test]


def _positive(need: Need) -> Need:
    return Need(need.kind, need.word, need.test, need.words)


def _together(one: Row, other: Row) -> bool:
    """Whether there may be a place where both fit."""
    if one.particle and other.particle and one.particle != other.particle:
        return False
    for a in one.needs:
        for b in other.needs:
            if a.negated != b.negated and _positive(a) == _positive(b):
                return False
            if {a.kind, b.kind} == {"obj", "noobj"} and not (a.negated or b.negated):
                return False
    return True


def _same(one: Row, other: Row) -> bool:
    needs = one.particle == other.particle and frozenset(one.needs) == frozenset(other.needs)
    return needs and _alike(one, other)


def _alike(one: Row, other: Row) -> bool:
    return (one.type, one.mode, one.frame, one.strong) == (other.type, other.mode, other.frame, other.strong)


def remarks(own: OwnLexicon) -> list[Remark]:
    """What is worth a second look, by line: classes, words of claims, words that are no base forms, lost particles."""
    found = [*_classes(own), *_claims(own), *_base_forms(own), *_apart(own)]
    return sorted(found, key=lambda r: (r.line, r.what))


def _classes(own: OwnLexicon) -> Iterator[Remark]:
    known, joined = shipped().classes, own.lexicons.events
    asked = {n.test for part in PARTS for rows in joined.part(part).values() for row in rows for n in row.needs}
    for row in own.rows:
        if row.pos != "class":
            continue
        name = row.cells["class"]
        held = [w for w in row.words if w in known.get(name, ())]
        if held:
            yield Remark(row.line, f"in the class {name!r} already: {', '.join(held)}")
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f" (comity has {near[0]!r})" if near else ""
            used = "" if name in asked else "; no row asks for it"
            yield Remark(row.line, f"{name!r} is a new class{meant}{used}")


def _claims(own: OwnLexicon) -> Iterator[Remark]:
    for row in own.rows:
        if row.form.into is None:
            continue
        for word in row.words:
            if _known_claim(row, word.replace("_", " ")):
                yield Remark(row.line, f"{row.pos} {word!r}: comity has this word; your row comes first")


def _known_claim(row: OwnRow, word: str) -> bool:
    first, *rest = word.split(" ")
    r, c, s = relations(), causes(), stances()
    follows = tuple(rest)
    kind = row.pos
    if kind in ("tie", "change", "role"):
        return any(word in held for held in (r.ties, r.changes, r.roles))
    if kind.startswith("bond-"):
        return any(b.follows == follows and b.pos == kind[5:] for b in r.bonds.get(first, ()))
    if kind.startswith("stance-"):
        held = {"verb": s.verbs, "noun": s.nouns, "adjective": s.adjectives}[kind[7:]]
        return any(a.follows == " ".join(rest) for a in held.get(first, ()))
    if kind == "cause-verb":
        return any(f.particle == follows for f in c.verbs.get(first, ()))
    if kind == "connective":
        return any(j.words == (first, *rest) for j in c.connectives.get(first, ()))
    plain: dict[str, Iterable[str]] = {
        "quality": r.qualities, "move": r.moves, "cause-noun": c.nouns, "cause-adjective": c.adjectives
    }  # fmt: skip
    return word in plain[kind]


def _apart(own: OwnLexicon) -> Iterator[Remark]:
    """Verbs after which a word stands that may be their particle: "roll back" are two verbs, "roll_back" is one."""
    for row in own.rows:
        words = row.cells["lemmas"].split() if row.part == "verbs" else ()
        for one, two in pairwise(words):
            if two in _ADVERBS and "_" not in one:
                yield Remark(row.line, f"'{one} {two}' are two verbs here; if one is meant, write '{one}_{two}'")


def _base_forms(own: OwnLexicon) -> Iterator[Remark]:
    """Words that the parser would give another base form, so that a row for them is never met."""
    wanted = [(row.line, w.split("_")[0], _TAGS[row.part]) for row in own.rows if row.part for w in row.words]
    bases = _bases([(word, tag) for _, word, tag in wanted])
    for line, word, tag in wanted:
        base = bases[word, tag]
        if base != word:
            yield Remark(line, f"{word!r} looks like a form of {base!r}: only base forms are met")


def _bases(words: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The base form of each (word, part of speech) by the parser's tables; the word itself where they have it as one, or
    know no better."""
    from spacy.tokens import Doc

    from comity.reading.parse import load_model

    asked = sorted(set(words))
    if not asked:
        return {}
    nlp = load_model()
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index", {})
    doc = lemmatizer(Doc(nlp.vocab, words=[w for w, _ in asked], pos=[p for _, p in asked]))
    found = {}
    for (word, tag), token in zip(asked, doc, strict=True):
        listed = known.get(tag.lower(), ())
        base = token.lemma_.lower()
        found[word, tag] = base if word not in listed and base in listed else word
    return found
