"""A user's own file of words: read, checked line by line, joined with comity's."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from comity.errors import TableError
from comity.reading.causes.lexicon import build as causes
from comity.reading.events import lexicon as events
from comity.reading.events.rows import SLOTS, Fault, Frame, Part, Row, faults, frame_faults, made, slots
from comity.reading.lexicons.form import COLUMNS, EVENT_PARTS, FORMS, Form, Reads
from comity.reading.lexicons.in_use import Lexicons
from comity.reading.relations.lexicon import build as relations
from comity.reading.stances.lexicon import build as stances

_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line of the file, from 1, and what would be right."""

    line: int
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A line without faults. `words` are its lemmas, an underscore between the words of one."""

    line: int
    pos: str
    words: tuple[str, ...]
    cells: dict[str, str]

    @property
    def form(self) -> Form:
        return FORMS[self.pos]

    @property
    def part(self) -> Part | None:
        """The table of triggers that it extends; None for what is no trigger."""
        return EVENT_PARTS.get(self.pos)

    def triggers(self) -> Iterator[Row]:
        """A row of the table of triggers for each lemma."""
        if self.part is not None:
            for word in self.words:
                first = self.cells.get("rank") == "first"
                yield made(self.part, word, self.cells, order=self.line, line=self.line, own=True, first=first)


@dataclass(frozen=True, slots=True, eq=False)
class OwnLexicon:
    """A user's own words and comity's, joined in `lexicons`. `fingerprint` changes with the file's bytes."""

    path: Path
    rows: tuple[OwnRow, ...]
    problems: tuple[Problem, ...]
    lexicons: Lexicons
    fingerprint: str

    @classmethod
    def read(cls, path: Path) -> OwnLexicon:
        """The lexicon in a file, to read with. Raises TableError where the file cannot be read or a line is wrong."""
        own = cls.examine(path)
        if own.problems:
            told = "\n".join(f"{path.name}, line {p.line}: {p.what}. {p.hint}" for p in own.problems[:_TOLD])
            more = len(own.problems) - _TOLD
            raise TableError(
                told + (f"\n... and {more} more" if more > 0 else ""), hint=f"All of them: comity lexicon check {path}"
            )
        return own

    @classmethod
    def examine(cls, path: Path) -> OwnLexicon:
        """The same with the lines that are right, and what is wrong with the others in `problems`.

        Raises TableError where the file cannot be read at all.
        """
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise TableError(f"{path.name}: cannot be read ({error}).", hint="Give a CSV file in UTF-8.") from error
        rows, problems = _read(path.name, text)
        return cls(path, tuple(rows), tuple(problems), _joined(rows), hashlib.sha256(data).hexdigest())


def _read(name: str, text: str) -> tuple[list[OwnRow], list[Problem]]:
    problems: list[Problem] = []
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise TableError(f"{name}: has no rows.", hint=f"Its first line names the columns, for example: {COLUMNS_HINT}")
    header = _header(name, *lines[0])
    found: list[tuple[int, dict[str, str]]] = []
    for n, line in lines[1:]:
        try:
            values = next(csv.reader([line], strict=True))
        except csv.Error as error:
            problems.append(Problem(n, f"no line of a CSV file ({error})", "Check the double quotes of the line."))
            continue
        if len(values) != len(header):
            hint = f"The columns are {','.join(header)}; a cell that holds a comma stands in double quotes."
            problems.append(Problem(n, f"{len(values)} cells, but {len(header)} columns", hint))
            continue
        cells = {k: v.strip() for k, v in zip(header, values, strict=True)}
        if any(cells.values()):
            found.append((n, cells))
    named = [c for _, c in found if c["pos"] in ("class", "frame") and not any(_faults(c, (), {}))]
    classes = {*events.shipped().classes, *(c["class"] for c in named if c["pos"] == "class")}
    frames = {f.name: f for c in named if c["pos"] == "frame" for f in _frames(c)}
    frames = {**events.shipped().frames, **frames}
    rows: list[OwnRow] = []
    for n, cells in found:
        wrong = list(_faults(cells, classes, frames))
        problems += [Problem(n, fault.what, fault.hint) for fault in wrong]
        if not wrong:
            rows.append(OwnRow(n, cells["pos"], tuple(dict.fromkeys(cells["lemmas"].split())), cells))
    return rows, sorted(problems, key=lambda p: p.line)


def _header(name: str, line: int, text: str) -> list[str]:
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if "," not in text and mark in text:
            raise TableError(
                f"{name}, line {line}: the columns stand apart by {called}.", hint="Save the table as CSV with commas."
            )
    header = [cell.strip() for cell in next(csv.reader([text]))]
    for column in ("pos", "lemmas"):
        if column not in header:
            raise TableError(
                f"{name}, line {line}: the column '{column}' is missing.",
                hint=f"The first line names the columns, for example: {COLUMNS_HINT}",
            )
    for column in header:
        if column not in COLUMNS:
            near = get_close_matches(column, COLUMNS, 1)
            meant = f"Did you mean {near[0]}? " if near else ""
            raise TableError(
                f"{name}, line {line}: there is no column {column!r}.", hint=f"{meant}Known: {', '.join(COLUMNS)}."
            )
    twice = next((c for n, c in enumerate(header) if c in header[:n]), None)
    if twice is not None:
        raise TableError(f"{name}, line {line}: the column {twice!r} stands there twice.", hint="Take one out.")
    return header


COLUMNS_HINT: Final = "pos,lemmas,needs,type,mode,frame,issue"


def _frames(cells: dict[str, str]) -> Iterator[Frame]:
    """The frames of a row, one a name."""
    source, target = slots(cells.get("source", "")), slots(cells.get("target", ""))
    for name in cells["lemmas"].split():
        yield Frame(name, source, target, cells.get("symmetric") == "yes")


def _faults(cells: dict[str, str], classes: Collection[str], frames: dict[str, Frame]) -> Iterator[Fault]:
    pos = cells["pos"]
    if pos not in FORMS:
        near = get_close_matches(pos, FORMS, 1)
        meant = f"Did you mean {near[0]}? " if near else ""
        yield Fault(f"'pos' is {pos!r}" if pos else "'pos' is empty", f"{meant}Write one of: {', '.join(FORMS)}.")
        return
    yield from FORMS[pos].faults(pos, cells)
    part = EVENT_PARTS.get(pos)
    if part is not None:
        yield from faults(part, cells, classes, frames)
        return
    if pos == "frame":
        yield from frame_faults(cells, events.shipped().frames, _prepositions())
    if not cells["lemmas"]:
        yield Fault("'lemmas' is empty", "Write the base forms of the words, with spaces between them.")
    for word in cells["lemmas"].split() if pos != "frame" else ():
        if word != word.lower():
            yield Fault(f"{word!r} has capitals, so that it can never be met", f"Write {word.lower()!r}.")


def _prepositions() -> frozenset[str]:
    """Those that comity's own frames name, and those that are looked for by the order of words."""
    named = {s.name for f in events.shipped().frames.values() for s in (*f.source, *f.target)}
    return events.words("prepositions").union(named - set(SLOTS))


def _joined(rows: list[OwnRow]) -> Lexicons:
    classes: dict[str, frozenset[str]] = {}
    claims: dict[Reads, list[tuple[str, dict[str, str]]]] = {"relations": [], "causes": [], "stances": []}
    for row in rows:
        if row.pos == "class":
            name = row.cells["class"]
            classes[name] = classes.get(name, frozenset()).union(row.words)
        elif row.form.into is not None:
            for word in row.words:
                claims[row.form.reads].append(row.form.into(word.replace("_", " "), row.cells))
    triggers = [(row.part, trigger) for row in rows if row.part is not None for trigger in row.triggers()]
    frames = [frame for row in rows if row.pos == "frame" for frame in _frames(row.cells)]
    return Lexicons(
        events.build(triggers, classes, frames),
        relations(claims["relations"]),
        causes(claims["causes"]),
        stances(claims["stances"]),
    )
