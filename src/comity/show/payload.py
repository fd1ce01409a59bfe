"""The store as the page carries it: compact columns for the record, one small block a document for its text.

The page reads blocks of JSON. The core block holds every table that has one row an event, claim or actor; the text
of a document, with its passages, dates and mentions, is a block of its own that is parsed only when it is looked at.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final, Protocol

import comity
from comity import tables
from comity.relations.tally import CHANGE, LEVEL
from comity.vocabulary import issues, types

PAYLOAD_VERSION: Final = 1
EPOCH: Final = date(1970, 1, 1).toordinal()

CORE_TABLES: Final = (
    tables.DOCUMENTS,
    tables.ACTORS,
    tables.REPORTS,
    tables.REPORT_ACTORS,
    tables.QUANTITIES,
    tables.RELATION_CLAIMS,
    tables.CAUSAL_CLAIMS,
    tables.STANCES,
    tables.EVENTS,
    tables.EVENT_REPORTS,
    tables.DISAGREEMENTS,
    tables.TALLIES,
)
BY_DOCUMENT: Final = (tables.PASSAGES, tables.DATES, tables.MENTIONS)
EVIDENCE: Final = (tables.REPORTS, tables.RELATION_CLAIMS, tables.CAUSAL_CLAIMS, tables.STANCES)

Columns = dict[str, list[Any]]
Span = tuple[int, int]


class Store(Protocol):
    """What the report needs of a record: an SQL query in, a `pyarrow.Table` out."""

    def sql(self, query: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Payload:
    """`core` is one JSON object. `texts` yields one a document, in the order of `core`'s documents; None: no text."""

    core: dict[str, Any]
    texts: Iterator[dict[str, Any] | None]


def collect(store: Store, title: str) -> Payload:
    """Read the store once. Rows come in the order of their values, so that the same store gives the same bytes."""
    read = {table.name: _rows(store, table) for table in (*CORE_TABLES, *BY_DOCUMENT)}
    ids: list[str] = read["documents"]["id"]
    places = {table.name: _runs(read[table.name]["document_id"]) for table in BY_DOCUMENT}
    core = {
        "payload": PAYLOAD_VERSION,
        "schema": tables.SCHEMA_VERSION,
        "version": comity.__version__,
        "title": title,
        "changed_ids": _changed_ids(store, {*read["event_reports"]["report_id"], *read["events"]["id"]}),
        "vocabulary": vocabulary(),
        "tally": {"level": LEVEL, "change": CHANGE},
        "tables": {table.name: _encode_all(read[table.name]) for table in CORE_TABLES},
        "coverage": _encode_all(_coverage(ids, read, places["passages"])),
        "set_apart": _set_apart(read["passages"]),
    }
    return Payload(core, _texts(store, ids, read, places))


def vocabulary() -> dict[str, Any]:
    """Types with quad class and score, issues with their meaning, and the words in which the page says each value."""
    words: dict[str, dict[str, list[str]]] = {}
    for row in _words():
        words.setdefault(row["kind"], {})[row["value"]] = [row["label"], row["about"]]
    return {
        "types": [[type.name, type.quad, type.score, type.meaning] for type in types().values()],
        "issues": [[issue, meaning] for issue, meaning in issues().items()],
        "words": words,
    }


def _changed_ids(store: Store, known: Set[str]) -> dict[str, str]:
    """Ids of earlier builds, with the id of this one that each leads to, for the links that people keep."""
    changed: Mapping[str, str] = getattr(store, "changed_ids", {})
    found = {}
    for old in sorted(changed.keys() - known):
        passed, id = {old}, changed[old]
        while id not in known and id in changed and id not in passed:
            passed.add(id)
            id = changed[id]
        if id in known:
            found[old] = id
    return found


def encode(values: Sequence[Any]) -> Any:
    """A column (values of one type, or None) as JSON, the smallest way that is quick to undo.

    {"c": v} all the same; {"d": [...], "i": [...]} codes into a list of distinct values, -1 for none;
    {"d": [...], "l": [[...]]} lists of such codes; else the plain list. Dates are days since 1970-01-01.
    """
    sample = next((value for value in values if value is not None), None)
    if isinstance(sample, list):
        distinct: dict[Any, int] = {}
        coded = [[distinct.setdefault(item, len(distinct)) for item in value or ()] for value in values]
        return {"d": list(distinct), "l": coded}
    plain = _plain(values, sample)
    if isinstance(sample, str):
        texts = dict.fromkeys(plain)
        if len(texts) == 1:
            return {"c": sample}
        texts.pop(None, None)
        if len(texts) <= len(plain) // 2:
            code = {None: -1, **{text: place for place, text in enumerate(texts)}}
            return {"d": list(texts), "i": [code[text] for text in plain]}
        return plain
    if plain and plain.count(plain[0]) == len(plain):
        return {"c": plain[0]}
    return plain


def _plain(values: Sequence[Any], sample: Any) -> list[Any]:
    match sample:
        case bool():
            return [None if value is None else int(value) for value in values]
        case date():
            return [None if value is None else value.toordinal() - EPOCH for value in values]
        case float():
            return [None if value is None else _short(value) for value in values]
    return list(values)


def _short(value: float) -> float | int | None:
    """Four decimals are more than any score or confidence here has; whole numbers go without. JSON knows no NaN."""
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else round(value, 4)


def _encode_all(columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    rows = len(next(iter(columns.values()), ()))
    return {"n": rows, "columns": {name: encode(values) for name, values in columns.items()}}


def _rows(store: Store, table: tables.Table) -> Columns:
    names = ", ".join(f'"{name}"' for name in table.names())
    order = ", ".join(f'"{name}"' for name in dict.fromkeys((*table.key, *table.names())))
    columns: Columns = store.sql(f'SELECT {names} FROM "{table.name}" ORDER BY {order}').to_pydict()
    return columns


def _runs(document_ids: Sequence[str]) -> dict[str, Span]:
    """Where each document's rows stand in a table that is sorted by document."""
    runs: dict[str, Span] = {}
    for place, document in enumerate(document_ids):
        first = runs[document][0] if document in runs else place
        runs[document] = first, place + 1
    return runs


def _coverage(ids: Sequence[str], read: Mapping[str, Columns], passages: Mapping[str, Span]) -> Columns:
    """For each document: paragraphs of prose, in how many of them something was coded, labels and furniture; and the
    characters of its prose, with those that stand in a sentence in which something was coded."""
    spans: dict[str, list[Span]] = {}
    for table in EVIDENCE:
        columns = read[table.name]
        for document, start, end in zip(columns["document_id"], columns["start"], columns["end"], strict=True):
            if start is not None and end is not None:
                spans.setdefault(document, []).append((start, end))
    starts, ends, kinds = (read["passages"][name] for name in ("start", "end", "kind"))
    counts: Columns = {name: [] for name in ("prose", "coded", "labels", "furniture", "characters", "characters_coded")}
    for document in ids:
        first, last = passages.get(document, (0, 0))
        of_kind = Counter(kinds[first:last])
        prose = [(starts[i], ends[i]) for i in range(first, last) if kinds[i] == "prose"]
        covered = _covered(prose, _joined(spans.get(document, [])))
        counts["prose"].append(of_kind["prose"])
        counts["coded"].append(sum(map(bool, covered)))
        counts["labels"].append(of_kind["label"])
        counts["furniture"].append(of_kind["furniture"])
        counts["characters"].append(sum(end - start for start, end in prose))
        counts["characters_coded"].append(sum(covered))
    return counts


def _joined(spans: list[Span]) -> list[Span]:
    """The same ground in spans that do not overlap, in order."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart


def _covered(passages: list[Span], apart: list[Span]) -> list[int]:
    """How many characters of each passage stand in one of the spans; both are in order and do not overlap."""
    found, at = [], 0
    for start, end in passages:
        while at < len(apart) and apart[at][1] <= start:
            at += 1
        total, k = 0, at
        while k < len(apart) and apart[k][0] < end:
            total += min(end, apart[k][1]) - max(start, apart[k][0])
            k += 1
        found.append(total)
    return found


def _set_apart(passages: Columns) -> list[list[Any]]:
    """Passages by kind and reason: [kind, reason, how many, characters], the most frequent first."""
    number: Counter[tuple[str, str]] = Counter()
    length: Counter[tuple[str, str]] = Counter()
    for kind, reason, start, end in zip(*(passages[c] for c in ("kind", "reason", "start", "end")), strict=True):
        number[kind, reason or ""] += 1
        length[kind, reason or ""] += end - start
    ordered = sorted(number, key=lambda key: (-number[key], key))
    return [[kind, reason, number[kind, reason], length[kind, reason]] for kind, reason in ordered]


def _texts(
    store: Store, ids: Sequence[str], read: Mapping[str, Columns], places: Mapping[str, Mapping[str, Span]]
) -> Iterator[dict[str, Any] | None]:
    table = tables.TEXTS.name
    rows = store.sql(f'SELECT document_id, "text" FROM "{table}" ORDER BY document_id').to_pydict()
    texts = dict(zip(rows["document_id"], rows["text"], strict=True))
    for document in ids:
        text = texts.get(document)
        if text is None:
            yield None
            continue
        block: dict[str, Any] = {"text": text}
        for part in BY_DOCUMENT:
            first, last = places[part.name].get(document, (0, 0))
            columns = {
                name: values[first:last]
                for name, values in read[part.name].items()
                if name not in ("document_id", "origin")
            }
            block[part.name] = _encode_all(columns)
        yield block


def _words() -> Iterator[dict[str, str]]:
    lines = files("comity.show").joinpath("words.csv").read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))
