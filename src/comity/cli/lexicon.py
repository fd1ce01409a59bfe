"""`comity lexicon`: check a file of one's own words, and look up what the lexicon knows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from comity.cli.explaining import short_needs
from comity.cli.opening import opened
from comity.cli.output import count, note, print_json, say

if TYPE_CHECKING:
    from comity.documents.model import Document, Failure
    from comity.reading.events.rows import Row
    from comity.reading.lexicons.changes import Change
    from comity.reading.lexicons.compare import RowEffect
    from comity.reading.lexicons.own import OwnLexicon
    from comity.reading.reader import Reader

_ROWS_TOLD: Final = 4


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(
        help="Your own words for acts, relations, causes and stances: check a file of them, look words up.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command()(check)
    group.command()(show)
    app.add_typer(group, name="lexicon")


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file of your own words.")],
    on: Annotated[
        list[Path] | None,
        typer.Option("--on", metavar="DOCS", help="Documents or folders to read without and with it; may be repeated."),
    ] = None,
    project: Annotated[
        Path | None, typer.Option("--project", metavar="DIR", help="Read the documents of this project so.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what is wrong in a file of your own words, and what its rows change.

    In a project's folder, the project's documents are read without it and with it, if nothing else is said.
    """
    from comity.reading.lexicons.compare import effects, remarks
    from comity.reading.lexicons.own import OwnLexicon

    own = OwnLexicon.examine(file)
    told, noted = sorted(effects(own), key=lambda e: (e.line, e.row.lemma)), remarks(own)
    data: dict[str, Any] = {
        "file": str(file),
        "rows": len(own.rows),
        "problems": [{"line": p.line, "what": p.what, "hint": p.hint} for p in own.problems],
        "remarks": [{"line": r.line, "what": r.what} for r in noted],
        "words": [_effect_data(e) for e in told],
    }
    if not as_json:
        _print_problems(own)
        _print_effects(own, told)
        _print_remarks(data["remarks"])
    failures: list[Failure] = []
    documents = _documents(on or [], project, failures)
    if documents is not None:
        reader, with_own = _readers(own, project)
        data |= _on_documents(documents, reader, with_own, failures, as_json=as_json)
    if as_json:
        print_json(data)
    for failure in failures:
        note(f"comity: {failure.path}: {failure.reason}" + (f" ({failure.detail})" if failure.detail else ""))
    if own.problems or failures:
        raise typer.Exit(1 if own.problems else 3)


def _print_problems(own: OwnLexicon) -> None:
    lines = len({p.line for p in own.problems})
    said = f", {count(lines, 'line')} wrong" if lines else ""
    say(f"{own.path.name}: {count(len(own.rows), 'row')} right{said}")
    for problem in own.problems:
        say(f"  line {problem.line}: {problem.what}.")
        say(f"    {problem.hint}")


def _print_effects(own: OwnLexicon, told: list[RowEffect]) -> None:
    if not told:
        return
    new = {(e.part, e.row.lemma) for e in told if e.new}
    known = {(e.part, e.row.lemma) for e in told} - new
    replaced = {(r.lemma, r.line, e.part) for e in told for r in e.replaced}
    never = sum(e.never is not None for e in told)
    say("")
    say(
        f"acts: {count(len(new), 'new word')}, {len(known)} that comity knows; "
        f"{count(len(replaced), 'row')} of comity's outranked; {count(never, 'row')} that can never win"
    )
    for effect in told:
        say(f"  line {effect.line}: {_sense(effect.row)}")
        for line in _effect_lines(effect, own.path.name):
            say(f"    {line}")


def _effect_lines(effect: RowEffect, name: str) -> Iterator[str]:
    if effect.never is not None:
        first = _placed(effect.never, effect.part, name)
        yield f"can never win: {first} is tried before it and fits wherever it does."
        if not effect.row.first and not effect.never.own:
            yield "Give it another need, or write first in the column rank."
        return
    if effect.same is not None:
        yield f"comity has this row: {_placed(effect.same, effect.part, name)}"
    replaced = [r for r in effect.replaced if r != effect.same]
    for row in replaced[:_ROWS_TOLD]:
        yield f"outranks {_placed(row, effect.part, name)}, which can no longer win"
    for row in effect.before[:_ROWS_TOLD]:
        yield f"goes before {_placed(row, effect.part, name)}, where both fit"
    for rows, more in ((replaced, "outranked"), (effect.before, "that it goes before")):
        if len(rows) > _ROWS_TOLD:
            yield f"and {len(rows) - _ROWS_TOLD} more {more}"
    if effect.new:
        yield "a new word"
    elif not (effect.same or replaced or effect.before):
        yield "beside the rows that comity has for the word"


def _print_remarks(remarks: list[dict[str, Any]]) -> None:
    if remarks:
        say("")
        say("worth a second look")
        for remark in remarks:
            say(f"  line {remark['line']}: {remark['what']}")


def _documents(on: list[Path], folder: Path | None, failures: list[Failure]) -> Iterator[Document] | None:
    """The documents to read, what cannot be opened put with the failures; None where nothing is to be read."""
    from comity.errors import UsageError
    from comity.project import Project
    from comity.project.settings import FILE_NAME

    if on:
        for path in on:
            if not path.exists():
                raise UsageError(f"There is no file or folder {str(path)!r}.")
        return opened(on, failures)
    if folder is None and not Path(FILE_NAME).is_file():
        return None
    return opened(Project.open(folder or Path()).document_paths(), failures)


def _readers(own: OwnLexicon, folder: Path | None) -> tuple[Reader, Reader]:
    """comity's reader without and with the words; with the actors of the project, where it is one's documents."""
    from comity.actors import Registry
    from comity.project import Project
    from comity.project.correcting import take_up
    from comity.project.settings import FILE_NAME
    from comity.reading import Reader

    here = Path() if folder is None and Path(FILE_NAME).is_file() else folder
    if here is None:
        return Reader(), Reader(lexicon=own)
    project = Project.open(here)
    registry = Registry.default(project.extra_actors(), take_up(project).actors)
    any_language = project.any_language
    return (
        Reader(registry, any_language=any_language),
        Reader(registry, any_language=any_language, lexicon=own),
    )


def _on_documents(
    documents: Iterator[Document], reader: Reader, with_own: Reader, failures: list[Failure], *, as_json: bool
) -> dict[str, Any]:
    from comity.documents.model import Failure
    from comity.errors import ComityError
    from comity.reading.lexicons.changes import changes

    read, total, rows = 0, {"appears": 0, "vanishes": 0, "changes": 0}, []
    for document in documents:
        read += 1
        if sys.stderr.isatty():
            print(f"\r\x1b[2Kreading {document.id}", end="", file=sys.stderr)
        try:
            before, after = reader.read(document), with_own.read(document)
        except ComityError:
            raise
        except Exception as error:  # whatever one document does to the reader, the others are read
            detail = f"{type(error).__name__}: {error}"
            failures.append(Failure(document.path or Path(document.id), "the reader failed", detail))
            continue
        for change in changes(before, after):
            if sys.stderr.isatty():
                print("\r\x1b[2K", end="", file=sys.stderr)
            total[change.kind] += 1
            start, end = change.evidence
            sentence = " ".join(document.text[start:end].split())
            if as_json:
                rows.append(_change_data(change, document, sentence))
            else:
                _print_change(change, document, sentence, first=sum(total.values()) == 1)
    if sys.stderr.isatty():
        print("\r\x1b[2K", end="", file=sys.stderr)
    if not as_json:
        say("")
        several = {"appears": "appear", "vanishes": "vanish", "changes": "change"}
        said = ", ".join(f"{n} {kind if n == 1 else several[kind]}" for kind, n in total.items())
        say(f"on {count(read, 'document')}: of reports and claims, {said}")
    if not read:
        note("There is no document there.")
    return {"documents": read, **total, "changes_in_documents": rows}


def _print_change(change: Change, document: Document, sentence: str, *, first: bool) -> None:
    if first:
        say("")
        say("in documents  (+ appears, - vanishes)")
    say(f"  {document.id}, character {change.evidence[0]}: {sentence}")
    for mark, row in (("-", change.before), ("+", change.after)):
        if row is not None:
            say(f"    {mark} {_row_told(change.table, row, document.text)}")


def _row_told(table: str, row: object, text: str) -> str:
    from comity.cli.explaining import line_of

    return line_of(table, row, text)


def _change_data(change: Change, document: Document, sentence: str) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "document": document.id,
        "kind": change.kind,
        "table": change.table,
        "sentence": sentence,
        "before": None if change.before is None else asdict(change.before),
        "after": None if change.after is None else asdict(change.after),
    }


def _effect_data(effect: RowEffect) -> dict[str, Any]:
    def placed(row: Row | None) -> str | None:
        return None if row is None else _placed(row, effect.part, "")

    return {
        "line": effect.line,
        "word": effect.row.lemma + (f"_{effect.row.particle}" if effect.row.particle else ""),
        "row": _sense(effect.row),
        "new": effect.new,
        "same": placed(effect.same),
        "outranked": [placed(r) for r in effect.replaced],
        "before": [placed(r) for r in effect.before],
        "never": placed(effect.never),
    }


def _sense(row: Row) -> str:
    """A row as people read it: "lift [obj:penalty] → CONCEDE, frame sv-on"."""
    word = row.lemma + (f"_{row.particle}" if row.particle else "")
    needs = short_needs(" ".join(map(str, row.needs)))
    act = "no event" if row.type is None else " ".join(p for p in (row.type, row.mode) if p)
    more = (
        ("" if row.type is None else f", frame {row.frame}")
        + ("" if row.strong else ", weak")
        + (", first" * row.first)
    )
    return f"{word}{f' [{needs}]' if needs else ''} → {act}{more}"


def _placed(row: Row, part: str, name: str) -> str:
    return f"{name if row.own else f'{part}.csv'}:{row.line} {_sense(row)}"


def show(
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="WORD", help="A word, class, frame or event type; without it, the form of a file of words."
        ),
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", metavar="CSV", help="Your own words stand beside comity's.")
    ] = None,
) -> None:
    """Show what the lexicon knows of a word, class, frame or type; without one, how to write a file of your own."""
    from comity.cli import wordbook
    from comity.errors import UsageError
    from comity.reading.lexicons.own import OwnLexicon

    if word is None:
        lines = list(wordbook.form())
    else:
        own = None if lexicon is None else OwnLexicon.read(lexicon)
        lines = list(wordbook.entry(word, own))
        if not lines:
            meant = " or ".join(wordbook.near(word, own))
            hint = f"Did you mean {meant}?" if meant else "Words stand there in their base form: attack, not attacked."
            raise UsageError(f"The lexicon knows no {word!r}.", hint=hint)
    for line in lines:
        say(line)
