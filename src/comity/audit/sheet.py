"""A sample as a file for a spreadsheet, and a coded one back.

One row a sentence, the columns from `type` on empty; a further event of a sentence is a further row with the same
`sentence`. `type` is a PLOVER type, `nothing` where the sentence tells of no event, and empty where it was not coded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.audit.codings import Coded, NotUnderstood, coded
from comity.errors import UsageError

SHOWN: Final = ("number", "sentence", "document", "title", "published", "before", "text", "after")
WHAT_TYPE_SAYS: Final = "(type blank: not coded; type nothing: no event)"
"""The last heading, of a column that stays empty."""
CODED: Final = ("type", "sources", "targets", "status", "date")
NOTHING: Final = ("nothing", "none", "no event", "-", "0")
MOST_BYTES: Final = 50_000_000
_MOST_TOLD: Final = 20
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as a coder sees it: nothing of what comity found."""

    number: int
    key: str
    document: str
    title: str
    published: str
    before: str
    text: str
    after: str


def export(sentences: Iterable[Shown], codings: Mapping[str, Sequence[Coded]]) -> bytes:
    """The file; what a coder coded already stands in it. Starts with a mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*SHOWN, *CODED, WHAT_TYPE_SAYS))
    for s in sentences:
        shown = (str(s.number), s.key, s.document, s.title, s.published, s.before, s.text, s.after)
        cells = [_harmless(" ".join(cell.split())) for cell in shown]
        events = codings.get(s.key)
        if not events:
            writer.writerow((*cells, *("nothing" if events is not None else "", "", "", "", "", "")))
        for event in events or ():
            sides = (_harmless("; ".join(side)) for side in (event.sources, event.targets))
            writer.writerow((*cells, event.type, *sides, event.status, event.date or "", ""))
    return ("\ufeff" + out.getvalue()).encode("utf-8", "surrogatepass")


def _harmless(cell: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def coding(path: Path, known: Mapping[str, str], actor: Callable[[str, str], str]) -> dict[str, tuple[Coded, ...]]:
    """What a filled-in file says, by sentence; rows without a type say nothing. `known` gives the words of the sentences that may be
    coded, `actor` who is meant by a name in a sentence.

    Raises UsageError with every row that cannot be understood; a file is taken whole or not at all.
    """
    rows = _rows(path)
    found: dict[str, list[Coded]] = {}
    nothing: dict[str, int] = {}
    wrong: list[str] = []
    for number, row in rows:
        try:
            key, event = _row(row, known, actor)
        except NotUnderstood as error:
            wrong.append(f"row {number}: {error}")
            continue
        if event is None:
            continue
        if event == NOTHING[0]:
            nothing[key] = number
            found.setdefault(key, [])
        elif isinstance(event, Coded):
            found.setdefault(key, []).append(event)
    wrong += [
        f"row {number}: sentence {key} has an event in another row and 'nothing' here"
        for key, number in nothing.items()
        if found[key]
    ]
    if wrong:
        more = f"\n  and {len(wrong) - _MOST_TOLD} more" if len(wrong) > _MOST_TOLD else ""
        told = "".join(f"\n  {line}" for line in wrong[:_MOST_TOLD])
        raise UsageError(
            f"{path}: {len(wrong)} row{'s' if len(wrong) > 1 else ''} cannot be understood; nothing was imported.{told}{more}",
            hint="Mend these rows and import the file again.",
        )
    return {key: tuple(events) for key, events in found.items()}


def _row(
    row: Mapping[str, str], known: Mapping[str, str], actor: Callable[[str, str], str]
) -> tuple[str, Coded | str | None]:
    """The sentence, and its event, `nothing`, or None where the row is not coded."""
    key = row.get("sentence", "").strip().lstrip("'")
    type = row.get("type", "").strip()
    rest = [name for name in CODED[1:] if row.get(name, "").strip()]
    if not type:
        if rest:
            raise NotUnderstood(f"it has {', '.join(rest)} and no type")
        return key, None
    if key not in known:
        said = f"{key!r} is no sentence of this sample" if key else "it has no sentence: take the id of the row above"
        raise NotUnderstood(said[:200])
    if type.casefold() in NOTHING:
        if rest:
            raise NotUnderstood(f"it says 'nothing' and has {', '.join(rest)}")
        return key, NOTHING[0]
    sources, targets = (row.get(name, "").strip().lstrip("'") for name in ("sources", "targets"))
    event = coded(type, sources, targets, row.get("status", ""), row.get("date", ""), actor=lambda n: actor(n, key))
    return key, event


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with their numbers as a spreadsheet counts them. Raises UsageError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: no sample is.")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    text = _decoded(path, data)
    first = text.splitlines()[0] if text.strip() else ""
    mark = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise UsageError(f"{path} is no CSV file: {error}.", hint="Save it as CSV (UTF-8).") from None
    heads = [cell.strip().casefold() for cell in lines[0]] if lines else []
    for name in ("sentence", "type"):
        if heads.count(name) != 1:
            raise UsageError(
                f"{path} has {'no' if name not in heads else 'more than one'} column {name!r}.",
                hint="Take a file from: comity audit export FILE.csv",
            )
    return [
        (number, dict(zip(heads, cells, strict=False)))
        for number, cells in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in cells)
    ]


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UsageError(f"{path} is no text.", hint="Save the sheet as CSV (UTF-8), not as a workbook.")
