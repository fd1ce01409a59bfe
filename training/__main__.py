"""Run with `python -m training`: the corpus checked, extended, shown; the reader trained."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from training import authoring, corpus

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)


@app.command()
def check(files: list[Path]) -> None:
    """Say what is wrong in hand-written FILES, and count what they hold."""
    documents, wrong = corpus.compile_files(files)
    for line in wrong:
        print(line)
    print(corpus.counts(documents))
    raise typer.Exit(1 if wrong else 0)


@app.command()
def add(target: Path, files: list[Path]) -> None:
    """Translate hand-written FILES into the reading's JSON and write them to TARGET, one paragraph a line."""
    documents, wrong = corpus.compile_files(files)
    for line in wrong:
        print(line, file=sys.stderr)
    corpus.write(target, documents)
    print(corpus.counts(documents))


@app.command()
def show(file: Path) -> None:
    """Print a corpus FILE in the hand-written form, to be corrected and added again."""
    for document in corpus.load([file]):
        print("\n".join(authoring.render(document)), end="\n\n")


if __name__ == "__main__":
    app()
