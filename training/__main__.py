"""Run with `python -m training`: the corpus checked, extended, shown; the reader trained."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from benchmarks.annotated import Text

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


@app.command()
def train(epochs: int = 12, layers: int = 4, threads: int = 2) -> None:
    """Train the network, export it into the package, and fit how its findings are weighed against the rules'."""
    import torch

    from comity.reading.trained.network import folder
    from training import fit
    from training.examples import Lost, examples
    from training.export import export
    from training.train import Settings
    from training.train import train as learn

    torch.set_num_threads(threads)
    lost = Lost()
    rows = list(examples(corpus.load(), lost))
    print(f"{len(rows)} windows; {lost.lost} of {lost.parties} annotated parties are no mention and cannot be learnt")
    network = learn(rows, Settings(keep=tuple(range(layers)), epochs=epochs), print)
    print(f"{export(network, folder()) / 1e6:.1f} MB")
    _fit(fit.texts())


@app.command()
def weigh() -> None:
    """Fit anew how the two readers are weighed, with the network that is there."""
    from training import fit

    _fit(fit.texts())


def _fit(texts: list[Text]) -> None:
    from comity.reading.trained.network import folder
    from training import fit

    fitted, lines = fit.fit(fit.found(texts))
    fit.write(fitted, folder())
    print("\n".join(lines))


@app.command()
def agree() -> None:
    """Say how far the second reader of a sample agrees with the first."""
    from training.agreement import agreement

    for line in agreement(corpus.load(), corpus.load(sorted(corpus.SECOND.glob("*.jsonl")))):
        print(line)


if __name__ == "__main__":
    app()
