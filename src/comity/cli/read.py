"""`comity read`: read documents without a project."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from comity.cli import explaining
from comity.cli.opening import opened

if TYPE_CHECKING:
    from comity.documents.model import Document, Failure
    from comity.reading import Reading


_STANDARD_INPUT: Final = Path("-")


def add_to(app: typer.Typer) -> None:
    app.command()(read)


def read(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="Documents (.txt .md .html .pdf .docx .jsonl) or folders of them; - for a text on standard input.",
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print one line of JSON a document, in order (schema comity-reading/1); with --explain, one a sentence.",
        ),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Show how each sentence was read: parse, actors, dates, words met, rows of the lexicon and why they lost.",
        ),
    ] = False,
    sentence: Annotated[
        str | None,
        typer.Option("--sentence", metavar="TEXT", help="With --explain: only sentences in which this text stands."),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="Read this text instead of a file.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Day, month or year on which --text or - was published."),
    ] = None,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Read documents that are not in English too.")
    ] = False,
    which: Annotated[
        str | None,
        typer.Option(
            "--reader",
            metavar="parser|trained|both",
            help="Read by rules over a parse, with the trained network, or with both (default both).",
        ),
    ] = None,
    actors: Annotated[
        Path | None, typer.Option("--actors", metavar="CSV", help="A file of your own with more actors and aliases.")
    ] = None,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", metavar="CSV", help="A file of your own with more words; see comity lexicon check."),
    ] = None,
) -> None:
    """Read documents and print what they report, without making a project."""
    from comity.actors import Registry
    from comity.documents.model import Failure
    from comity.documents.visible import visible
    from comity.errors import ModelMissing, UsageError
    from comity.reading import Reader
    from comity.reading.contract import to_json
    from comity.reading.lexicons.own import OwnLexicon
    from comity.reading.reader import reader_named

    given = _given(files or [], text, date)
    paths = [path for path in files or [] if path != _STANDARD_INPUT]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {str(path)!r}.")
    if sentence is not None and not explain:
        raise UsageError("--sentence chooses what --explain shows.", hint="Add --explain.")
    failures: list[Failure] = []
    shown = 0
    own = None if lexicon is None else OwnLexicon.read(lexicon)
    reader = Reader(Registry.default(actors), any_language=any_language, lexicon=own, reader=reader_named(which))
    for document in chain(given, opened(paths, failures)):
        try:
            if explain:
                shown += explaining.show(reader, document, as_json=as_json, containing=sentence)
                continue
            reading = reader.read(document)
        except ModelMissing:
            raise
        except Exception as error:  # whatever one document does to the reader, the others are read
            detail = f"{document.id}: {type(error).__name__}: {error}"
            failures.append(Failure(document.path or Path(document.id), "the reader failed", detail))
            continue
        if as_json:
            sys.stdout.write(to_json(reading) + "\n")
        else:
            _show(reading, document)
    for failure in failures:
        where = visible(str(failure.path))
        print(
            f"comity: {where}: {failure.reason}" + (f" ({visible(failure.detail)})" if failure.detail else ""),
            file=sys.stderr,
        )
        if failure.hint:
            print(f"  {failure.hint}", file=sys.stderr)
    if sentence is not None and not shown:
        print(f"comity: there is no sentence with {sentence!r}.", file=sys.stderr)
    if failures:
        raise typer.Exit(3)


def _given(files: list[Path], text: str | None, date: str | None) -> list[Document]:
    """The texts that stand in no file: --text, and standard input for -."""
    from comity.documents.load import from_text
    from comity.errors import UsageError
    from comity.intervals import Interval

    if not files and text is None:
        raise UsageError("Nothing to read.", hint="Give a file or folder, - for standard input, or --text TEXT.")
    texts = [text] if text is not None else []
    if _STANDARD_INPUT in files:
        texts.append(sys.stdin.read())
    if date is not None and not texts:
        raise UsageError("--date is for --text and -.", hint="A file's date of publication is read from the file.")
    try:
        published = None if date is None else Interval.parse(date)
    except ValueError:
        raise UsageError(f"--date {date!r} is no date.", hint="Write YYYY, YYYY-MM or YYYY-MM-DD.") from None
    return [from_text(each, published=published) for each in texts]


def _show(reading: Reading, document: Document) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from comity.documents.visible import visible

    console = Console()
    console.print(Text(visible(reading.document.title or reading.id), style="bold"))
    for problem in reading.problems:
        console.print(Text(f"  {visible(problem.reason)}", style="yellow"))
    table = Table(box=None, pad_edge=False, expand=True)
    for name, ratio in (("when", 2), ("who", 2), ("what", 2), ("to whom", 2), ("status", 1), ("sentence", 8)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for r in reading.reports:
        table.add_row(
            _when(r.first, r.last),
            ", ".join(r.sources),
            r.event + (f" ({r.mode})" if r.mode else ""),
            ", ".join(r.targets),
            r.status,
            Text(visible(" ".join(document.text[r.start : r.end].split()))),
        )
    console.print(table)
    console.print(
        f"  {len(reading.reports)} reports, {len(reading.relations)} relation claims, {len(reading.causes)} causal claims, "
        f"{len(reading.stances)} stances. Everything: comity read --json\n"
    )


def _when(first: object, last: object) -> str:
    if first is None:
        return "undated"
    return str(first) if first == last else f"{first} to {last}"
