"""The `comity` command: options that hold for all commands, and what happens to errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from comity.cli import (
    actors,
    audit,
    balance,
    build,
    claims,
    correct,
    differing,
    documents,
    dyad,
    events,
    export,
    importing,
    lexicon,
    log,
    querying,
    read,
    report,
    reports,
    scores,
    showing,
    sources,
    system,
    things,
    validate,
)
from comity.errors import ComityError

app = typer.Typer(
    name="comity",
    help="Reads documents about world politics and builds a record of who did what to whom, when, according to whom: "
    "every figure opens the sentences behind it.",
    epilog="Start with: comity build FOLDER   (a folder of articles; its report is comity-FOLDER/report.html)",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from comity import __version__

        typer.echo(f"comity {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


for group in (
    build,
    read,
    documents,
    actors,
    dyad,
    scores,
    events,
    showing,
    reports,
    claims,
    things,
    sources,
    differing,
    system,
    querying,
    export,
    importing,
    validate,
    report,
    correct,
    log,
    audit,
    lexicon,
    balance,
):
    group.add_to(app)


def main() -> None:
    """Entry point. Exit status: 0 ok, 1 failed, 2 usage, 3 finished with failed documents."""
    try:
        app(prog_name="comity")
    except ComityError as error:
        from comity.documents.visible import visible

        print(f"comity: {visible(error.message, lines=True)}", file=sys.stderr)
        if error.hint:
            print(f"  {visible(error.hint)}", file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:  # `comity events | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
