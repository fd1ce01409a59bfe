"""Commands on what the documents differ and agree: disagreements, agreements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import SHORT_ID, ProjectOption, actor_id, choice
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, as_data, print_rows

if TYPE_CHECKING:
    from comity.record import Record

ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", "-a", help="Whom it concerns, by name or id; give it twice for a dyad.")
]
SentencesOption = Annotated[
    bool, typer.Option("--sentences", "-s", help="With the sentences, the words that say it marked.")
]
_SIDES = 'SELECT document_id, "text" FROM texts WHERE list_contains(?, document_id) ORDER BY document_id'
_SENTENCES = """SELECT id, document_id, start, "end" FROM reports WHERE list_contains(?, id)"""
_SHOWN = 100
_AROUND = 160
"""Characters shown on each side of the words, where no report says which sentence they stand in."""


def add_to(app: typer.Typer) -> None:
    app.command()(disagreements)
    app.command()(agreements)


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def disagreements(
    project: ProjectOption = None,
    actor: ActorOption = None,
    field: Annotated[
        str | None,
        typer.Option(help="date, amount, count, place, party, status, kind, duration, cause, relation, membership ..."),
    ] = None,
    grade: Annotated[str | None, typer.Option(help="plain, likely or possible.")] = None,
    sentences: SentencesOption = False,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List where documents differ, the plainest first: on dates, sums, places, parties, firsts, causes; who says what."""
    from comity.record.disagreements import FIELDS
    from comity.record.disagreements.model import GRADES

    field = choice(field, FIELDS, "a field that documents can differ on")
    grade = choice(grade, GRADES, "a grade")
    with opened(project, view) as record:
        of = [actor_id(record, a) for a in actor or ()]
        table = record.disagreements(actors=of, field=field, grade=grade)
        rows = output.rows_of(table)
        told = _sentences(record, rows) if sentences else []
    for row, said in zip(rows, told, strict=False):
        row["sentences"] = said
    known = [*table.column_names, *(["sentences"] if sentences else [])]
    if as_data(shape):
        print_rows(rows, shape, known=known, what="side", hint="", default=lambda _: [])
        return
    if not rows:
        output.note("No disagreements.")
        return
    whole = [list(sides) for _, sides in groupby(rows, key=lambda row: row["id"])]
    limit = _SHOWN if shape["limit"] is None else shape["limit"]
    shown = whole if limit == 0 else whole[:limit]
    for sides in shown:
        _print_one(sides)
    grades = [sides[0]["grade"] for sides in whole]
    counted = ", ".join(f"{grades.count(g)} {g}" for g in GRADES if g in grades)
    rest = f" {len(shown)} are shown; --limit 0 shows all." if len(shown) < len(whole) else ""
    hint = "" if sentences else " The sentences: comity disagreements --sentences"
    output.note(f"{output.count(len(whole), 'disagreement')}: {counted}.{rest}{hint}")


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def agreements(
    project: ProjectOption = None,
    actor: ActorOption = None,
    field: Annotated[
        str | None, typer.Option(help="happened, date, amount, count, place, party, status, kind or relation.")
    ] = None,
    least: Annotated[int, typer.Option("--sources", min=2, help="At least so many independent sources.")] = 2,
    sentences: SentencesOption = False,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List facts that several independent sources agree on, those of most sources first."""
    from comity.record.disagreements.agreements import FIELDS

    field = choice(field, FIELDS, "a field that documents can agree on")
    with opened(project, view) as record:
        of = [actor_id(record, a) for a in actor or ()]
        table = record.agreements(actors=of, field=field, sources=least)
        rows = output.rows_of(table)
        told = _sentences(record, rows) if sentences else []
    for row, said in zip(rows, told, strict=False):
        row["sentences"] = said
    known = [*table.column_names, *(["sentences"] if sentences else [])]
    if sentences and not as_data(shape):
        shown = rows if shape["limit"] == 0 else rows[: shape["limit"] or _SHOWN]
        for row in shown:
            short = (row["event_id"] or "")[:SHORT_ID]
            output.say(f"{row['sources']} sources: {row['field']} {row['value']}  {row['what']}  {short}")
            _print_sentences(row["sentences"])
        rest = f" {len(shown)} are shown; --limit 0 shows all." if len(shown) < len(rows) else ""
        output.note(f"{output.count(len(rows), 'agreement')}.{rest}")
        return
    hint = "Each is a fact on which several independent sources agree."
    print_rows(rows, shape, known=known, what="agreement", hint=hint, default=_agreed)


def _agreed(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["short"] = (row["event_id"] or "")[:SHORT_ID]
    columns = [("sources", "sources#"), ("field", "they agree on"), ("value", "that"), ("what", "of")]
    return [*columns, ("document_ids", "which documents"), ("short", "event")]


def _print_one(sides: Sequence[Mapping[str, Any]]) -> None:
    first = sides[0]
    event = f"  [{(first['event_id'] or first['id'])[:SHORT_ID]}]"
    about = f": {first['about']}" if first["about"] and first["about"] != first["what"] else ""
    output.say(f"{first['grade']}  {first['field']}{about}  ({first['what'] or first['about']}){event}")
    for side in sides:
        documents = output.cell(side["document_ids"])
        sources = f", {output.count(side['sources'], 'source')}" if side["sources"] and side["sources"] > 1 else ""
        output.say(f"  {output.cell(side['value'])}" + (f"  ({documents}{sources})" if documents else ""))
        _print_sentences(side.get("sentences") or ())
    settled = f"; settled: {first['settled']}" if first["settled"] else ""
    output.say(f"    apart {_figure(first['apart'])}, sure {_figure(first['sure'])}; {first['why']}{settled}\n")


def _figure(value: float | None) -> str:
    return "?" if value is None else f"{value:.2f}"


def _print_sentences(told: Sequence[Mapping[str, Any]]) -> None:
    for one in told:
        output.say(f"      {one['document_id']}: “{output.cell(one['sentence'])}”")


def _sentences(record: Record, rows: Sequence[Mapping[str, Any]]) -> list[list[dict[str, str]]]:
    """Of each row the sentences behind it, each once, with the words that say it in double square brackets."""
    places = [[tuple(place) for place in json.loads(row["evidence"] or "[]")] for row in rows]
    documents = sorted({document for of in places for document, _, _ in of})
    texts = dict(zip(*record.sql(_SIDES, [documents]).to_pydict().values(), strict=True)) if documents else {}
    ids = sorted({id for row in rows for id in row["report_ids"]})
    spans = {r["id"]: (r["document_id"], r["start"], r["end"]) for r in record.sql(_SENTENCES, [ids]).to_pylist()}
    found = []
    for row, of in zip(rows, places, strict=True):
        around: dict[tuple[str, int, int], list[tuple[int, int]]] = {
            spans[id]: [] for id in row["report_ids"] if id in spans
        }
        for document, start, end in of:
            home = next((s for s in around if s[0] == document and s[1] <= start and end <= s[2]), None)
            home = home or _around(document, start, end, texts.get(document, ""))
            around.setdefault(home, []).append((start, end))
        said = [
            {"document_id": document, "sentence": _marked(texts.get(document, ""), start, end, marks)}
            for (document, start, end), marks in sorted(around.items())
        ]
        found.append([dict(pairs) for pairs in dict.fromkeys(tuple(one.items()) for one in said)])
    return found


def _around(document: str, start: int, end: int, text: str) -> tuple[str, int, int]:
    """The sentence, as far as full stops and line ends show it."""
    low = max(text.rfind(stop, 0, start) + len(stop) for stop in (". ", "\n", "! ", "? ") if stop)
    ends = [at + 1 for at in (text.find(stop, end) for stop in (". ", "\n", "! ", "? ")) if at >= 0]
    low = low if start - low <= _AROUND else start - _AROUND
    return document, max(low, 0), min([*ends, end + _AROUND, len(text)])


def _marked(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    said, at = "", start
    for low, high in sorted(set(marks)):
        if low >= at and (low, high) != (start, end):
            said += text[at:low] + "[[" + text[low:high] + "]]"
            at = high
    return said + text[at:end]
