"""`comity claims`: what documents claim of relations, causes and stances."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import WIDE, ProjectOption, SinceOption, UntilOption, actor_id, day
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows

_TEXT = str | None
CLAIM_OPTIONS: Final[Options] = {
    "actor": Annotated[
        list[str] | None, typer.Option("--actor", "-a", help="A party, by name or id; give it twice for a dyad.")
    ],
    "sign": Annotated[
        int | None,
        typer.Option("--sign", metavar="N", min=-1, max=1, help="1 good, raises, for; -1 bad, lowers, against."),
    ],
    "change": Annotated[
        int | None, typer.Option("--change", metavar="N", min=-1, max=1, help="Of relations: 1 better, -1 worse.")
    ],
    "sort_of": Annotated[
        list[str] | None,
        typer.Option("--of", metavar="SORT", help="Of stances: wants, opposes ...; of causes: motive, purpose ..."),
    ],
    "since": SinceOption,
    "until": UntilOption,
    "hedged": Annotated[bool | None, typer.Option("--hedged/--plain", help="What is said to be possible, or plainly.")],
    "negated": Annotated[
        bool | None, typer.Option("--negated/--affirmed", help="Of causes: said not to be, or to be.")
    ],
    "claimed_by": Annotated[_TEXT, typer.Option("--claimed-by", metavar="ACTOR", help="On the word of this actor.")],
    "voice": Annotated[
        list[str] | None, typer.Option("--voice", metavar="VOICE", help="document, quoted, reported or unnamed.")
    ],
    "document": Annotated[_TEXT, typer.Option("--document", metavar="ID", help="Only of this document.")],
    "outlet": Annotated[_TEXT, typer.Option("--outlet", metavar="NAME", help="Only of this outlet.")],
    "author": Annotated[_TEXT, typer.Option("--author", metavar="NAME", help="Only of this author.")],
    "rule": Annotated[_TEXT, typer.Option("--rule", metavar="RULE", help="Found by this rule.")],
    "least_confidence": Annotated[
        float | None, typer.Option("--min-confidence", metavar="N", min=0.0, max=1.0, help="At least so sure, 0 to 1.")
    ],
    "search": Annotated[
        _TEXT, typer.Option("--search", metavar="WORDS", help="Only what has these words in its sentence.")
    ],
}
"""Filters of claims."""


def add_to(app: typer.Typer) -> None:
    app.command()(claims)


@takes(asked=CLAIM_OPTIONS, view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def claims(
    kind: Annotated[str, typer.Option("--kind", "-k", help="relation, cause or stance.")] = "relation",
    project: ProjectOption = None,
    *,
    asked: Options,
    view: Options,
    shape: Options,
) -> None:
    """List claims: that a relation is good or bad, that one thing drives another, that an actor wants or opposes something."""
    with opened(project, view) as record:
        wanted = {name: value for name, value in asked.items() if value not in (None, [])}
        wanted["actors"] = [actor_id(record, name) for name in wanted.pop("actor", ())]
        if "claimed_by" in wanted:
            wanted["claimed_by"] = actor_id(record, wanted["claimed_by"])
        if "sort_of" in wanted:
            wanted["sort"] = wanted.pop("sort_of")
        wanted["since"] = day(wanted.get("since"), end=False)
        wanted["until"] = day(wanted.get("until"), end=True)
        table = record.claims(kind, **wanted)
    others = ", ".join(k for k in ("relation", "cause", "stance") if k != kind)
    print_rows(
        output.rows_of(table),
        shape,
        known=table.column_names,
        what={"relation": "relation claim", "cause": "causal claim"}.get(kind, "stance"),
        hint=f"Others: --kind {others.replace(', ', ' or --kind ')}",
        default=lambda rows: _columns(kind, rows),
    )


_SIGNS: Final[dict[str, dict[int | None, str]]] = {
    "relation": {1: "good", -1: "bad", 0: "neither"},
    "cause": {1: "raises", -1: "lowers", 0: "neither"},
    "stance": {1: "for", -1: "against", 0: "neither"},
}

_MOVED: Final[dict[int | None, str]] = {1: "better", -1: "worse", 0: "as before"}


def _columns(kind: str, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["way"] = _SIGNS[kind].get(row["level" if kind == "relation" else "sign"], "")
        row["when"] = output.when(row["first"], row["last"]) if row.get("first") else ""
        row["moved"] = _MOVED.get(row.get("change"), "")
    middle = {
        "relation": [("a", "between"), ("b", "and"), ("way", "is"), ("moved", "became"), ("when", "when")],
        "cause": [("cause", "cause"), ("way", "way"), ("effect", "effect"), ("kind", "kind")],
        "stance": [("actor", "actor"), ("stance", "stance"), ("object", "of what"), ("way", "way")],
    }[kind]
    columns = [("document_id", "document"), *middle, ("claimed_by", "says")]
    if output.terminal_width() >= WIDE:
        columns.append(("sentence", "sentence"))
    return columns
