"""The form of a user's own file of words: one CSV whose column `pos` says what a row is, and which columns that takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

from comity.reading.causes.lexicon import FRAMES, JOINS, KINDS, ROLES
from comity.reading.events.rows import Fault, Part
from comity.reading.stances.lexicon import STANCES

Reads = Literal["events", "relations", "causes", "stances"]

_SIGNS: Final = ("-1", "0", "1", "")
_JOIN_RULES: Final = {
    "before": "because-of-rule",
    "clause": "because-rule",
    "after": "so-rule",
    "adverb": "therefore-rule",
    "purpose": "purpose-phrase-rule",
}
"""Under which of comity's rules a user's connective is counted, so that it has a confidence."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of row. `columns`: those it takes beside pos and lemmas; `required`: those that cannot be empty."""

    reads: Reads
    says: str
    columns: tuple[str, ...]
    required: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] | None = None
    into: Callable[[str, Mapping[str, str]], tuple[str, dict[str, str]]] | None = None

    def faults(self, pos: str, cells: Mapping[str, str]) -> Iterator[Fault]:
        """What is wrong with the cells of a row, but for what events say themselves (`events.rows.faults`)."""
        for name, value in cells.items():
            if value and name not in ("pos", "lemmas", *self.columns):
                takes = ", ".join(("lemmas", *self.columns))
                yield Fault(f"'{name}' is {value!r}, but {pos!r} has no use for it", f"{pos!r} takes {takes}.")
        for name in self.required:
            if not cells.get(name):
                values = [v for v in (self.allowed or {}).get(name, ()) if v]
                yield Fault(f"'{name}' is empty", f"Write one of: {', '.join(values)}." if values else "Write it.")
        for name, known in (self.allowed or {}).items():
            value = cells.get(name, "")
            if value and value not in known:
                near = get_close_matches(value, known, 1)
                meant = f"Did you mean {near[0]}? " if near else ""
                shown = ", ".join(v for v in known if v)
                yield Fault(f"'{name}' is {value!r}", f"{meant}Write one of: {shown}{' or nothing' * ('' in known)}.")
        if self.reads == "relations" and not (cells.get("level") or cells.get("change")):
            yield Fault("'level' and 'change' are both empty", "Write 1, 0 or -1 in one of them.")


def _relation_noun(kind: str) -> Form:
    says = {
        "tie": "a noun for the tie itself",
        "change": "a noun for what happened to a tie",
        "role": "what one is to the other",
    }

    def into(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        return "nouns.csv", {"noun": word, "kind": kind, **_signs(cells)}

    return Form("relations", says[kind], ("level", "change"), (), _COLOURS, into)


def _quality(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    return "qualities.csv", {"word": word, **_signs(cells)}


def _move(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    return "moves.csv", {"verb": word, **_signs(cells), "flips": cells.get("flips", "")}


def _bond(pos: str) -> Form:
    def into(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        return "bonds.csv", {"pos": pos, "words": word, "prepositions": cells.get("prepositions", ""), **_signs(cells)}

    says = f"what an actor does or is toward another ({pos})"
    return Form("relations", says, ("prepositions", "level", "change"), (), _COLOURS, into)


def _cause_verb(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    return "verbs.csv", {"verb": word, "frame": cells["frame"], "sign": cells.get("sign", ""), "kind": cells["kind"]}


def _cause_noun(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    return "nouns.csv", {"noun": word, "role": cells["role"], "sign": cells.get("sign", ""), "kind": cells["kind"]}


def _cause_adjective(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    row = {"adjective": word, "prepositions": cells["prepositions"], "role": cells["role"]}
    return "adjectives.csv", {**row, "sign": cells.get("sign", ""), "kind": cells["kind"]}


def _connective(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    row = {"phrase": word, "frame": cells["frame"], "sign": cells.get("sign", ""), "kind": cells["kind"]}
    return "connectives.csv", {**row, "hosts": "", "hedged": "", "rule": _JOIN_RULES[cells["frame"]]}


def _stance(pos: str) -> Form:
    def into(word: str, cells: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        row = {"pos": pos, "word": word, "prepositions": cells["prepositions"]}
        return "words.csv", {**row, "stance": cells["stance"], "sign": cells["sign"]}

    allowed = {"stance": tuple(sorted(STANCES)), "sign": ("-1", "0", "1")}
    columns = ("prepositions", "stance", "sign")
    return Form("stances", f"by which an actor wants, supports, opposes ... ({pos})", columns, columns, allowed, into)


def _signs(cells: Mapping[str, str]) -> dict[str, str]:
    return {"level": cells.get("level", ""), "change": cells.get("change", "")}


_COLOURS: Final = {"level": _SIGNS, "change": _SIGNS, "flips": ("0", "1", "")}
_LINK: Final = {"sign": _SIGNS, "kind": tuple(sorted(KINDS)), "role": tuple(sorted(ROLES))}
_EVENT: Final = ("needs", "type", "mode", "frame", "issue", "strength", "rank")

EVENT_PARTS: Final[dict[str, Part]] = {"verb": "verbs", "noun": "nouns", "adjective": "adjectives"}
FORMS: Final[dict[str, Form]] = {
    "verb": Form("events", "a verb that tells of an act", (*_EVENT[:5], "rank"), (), {"rank": ("first", "")}),
    "noun": Form("events", "a noun that tells of an act", _EVENT, (), {"rank": ("first", "")}),
    "adjective": Form("events", "an adjective that tells of an act", (*_EVENT[:5], "rank"), (), {"rank": ("first", "")}),
    "class": Form("events", "more words for a class of nouns, or a new class", ("class",), ("class",)),
    "frame": Form(
        "events", "where source and target stand, under a name of your own", ("source", "target", "symmetric"), (),
        {"symmetric": ("yes", "no", "")},
    ),
    "tie": _relation_noun("tie"),
    "change": _relation_noun("change"),
    "role": _relation_noun("role"),
    "quality": Form("relations", "how a tie is", ("level", "change"), (), _COLOURS, _quality),
    "move": Form("relations", "a verb for what happened to a tie", ("level", "change", "flips"), (), _COLOURS, _move),
    "bond-verb": _bond("verb"),
    "bond-noun": _bond("noun"),
    "bond-adjective": _bond("adjective"),
    "cause-verb": Form(
        "causes", "a verb for a causal link", ("frame", "sign", "kind"), ("frame", "kind"),
        {**_LINK, "frame": tuple(sorted(FRAMES))}, _cause_verb,
    ),
    "cause-noun": Form(
        "causes", "a noun for a causal link", ("role", "sign", "kind"), ("role", "kind"), _LINK, _cause_noun
    ),
    "cause-adjective": Form(
        "causes", "an adjective for a causal link", ("prepositions", "role", "sign", "kind"),
        ("prepositions", "role", "kind"), _LINK, _cause_adjective,
    ),
    "connective": Form(
        "causes", "words that join cause and effect", ("frame", "sign", "kind"), ("frame", "kind"),
        {**_LINK, "frame": tuple(sorted(JOINS))}, _connective,
    ),
    "stance-verb": _stance("verb"),
    "stance-noun": _stance("noun"),
    "stance-adjective": _stance("adjective"),
}  # fmt: skip
"""The values of `pos`."""

COLUMNS: Final = ("pos", "lemmas", *dict.fromkeys(c for form in FORMS.values() for c in form.columns))
"""Every column that a file may have; a column that no row of it uses can be left out."""
