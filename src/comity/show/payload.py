"""The store as the page carries it: compact columns for the record, one small block a document for its text.

The page reads blocks of JSON. The core block holds every table that has one row an event, claim or actor; the text
of a document, with its passages, dates and mentions, is a block of its own that is parsed only when it is looked at.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Protocol

import comity
from comity import tables
from comity.relations.naming import CLOSE, HOSTILE, LEANS, MEANINGS
from comity.relations.tally import CHANGE, LEVEL
from comity.show.audited import audited
from comity.show.encoding import encode_all, encode_ids, encode_places, encode_reasons
from comity.show.findings import memberships, named, tellers, thing_names
from comity.show.imported import imported
from comity.show.scored import scores, system
from comity.vocabulary import issues, types

PAYLOAD_VERSION: Final = 1

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
    tables.NEAR_JOINS,
    tables.REPORT_SOURCES,
    tables.DISAGREEMENTS,
    tables.AGREEMENTS,
    tables.THINGS,
    tables.THING_STAGES,
    tables.THING_FACTS,
    tables.EVENT_THINGS,
    tables.CORRECTIONS,
    tables.TALLIES,
    tables.STANDING_FACTS,
    tables.SCORE_MODELS,
    tables.SOURCE_EFFECTS,
    tables.TURNING_POINTS,
    tables.PHASES,
    tables.SYSTEM_YEARS,
)
TEXT_ONLY: Final = ("score_models", "source_effects", "turning_points", "phases", "system_years")
"""Of these tables only what was read from texts: imported data sets are shown apart."""
IDS: Final = {
    "report_actors": {"report_id": "reports"},
    "quantities": {"report_id": "reports"},
    "event_reports": {"event_id": "events", "report_id": "reports", "closest": "reports"},
    "near_joins": {"a": "events", "b": "events", "a_report": "reports", "b_report": "reports"},
    "report_sources": {"report_id": "reports"},
    "disagreements": {"event_id": "events", "report_ids": "reports"},
    "agreements": {"event_id": "events", "report_ids": "reports"},
    "thing_stages": {"event_id": "events"},
    "event_things": {"event_id": "events"},
    "tallies": {"event_ids": "events", "claim_ids": "relation_claims"},
    "standing_facts": {"event_ids": "events", "claim_ids": "relation_claims"},
    "turning_points": {"event_ids": "events", "claim_ids": "relation_claims", "fact_ids": "standing_facts"},
    "phases": {"event_ids": "events", "claim_ids": "relation_claims", "fact_ids": "standing_facts"},
}
"""Columns that hold ids of another table's rows."""
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


def collect(store: Store, title: str, audit: Mapping[str, Any] | None = None) -> Payload:
    """Read the store once. Rows come in the order of their values, so that the same store gives the same bytes.

    `audit` is the result of an audit, where there is one.
    """
    read = {table.name: _rows(store, table) for table in (*CORE_TABLES, *BY_DOCUMENT, tables.THING_MENTIONS)}
    ids: list[str] = read["documents"]["id"]
    places = {table.name: _runs(read[table.name]["document_id"]) for table in BY_DOCUMENT}
    of_id = {
        name: {id: place for place, id in enumerate(read[name]["id"])}
        for name in ("documents", "events", "reports", "relation_claims", "standing_facts")
    }
    core = {
        "payload": PAYLOAD_VERSION,
        "schema": tables.SCHEMA_VERSION,
        "version": comity.__version__,
        "title": title,
        "changed_ids": _changed_ids(store, {*read["event_reports"]["report_id"], *read["events"]["id"]}),
        "vocabulary": vocabulary(),
        "tally": {"level": LEVEL, "change": CHANGE},
        "levels": {"hostile": HOSTILE, "leans": LEANS, "close": CLOSE},
        "meanings": MEANINGS,
        "tables": _encoded(read, of_id),
        "scores": scores(store, of_id),
        "system": system(store, of_id),
        "imports": imported(store),
        "thing_names": encode_all(thing_names(store)),
        "memberships": encode_all(memberships(store)),
        "tellers": tellers(store, read),
        "coverage": encode_all(_coverage(ids, read, places["passages"])),
        "set_apart": _set_apart(read["passages"]),
        "audit": audited(audit),
    }
    return Payload(core, _texts(store, ids, read, places))


def _encoded(read: Mapping[str, Columns], places: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """The core tables: ids of other rows by their place, evidence as flat lists, reasons as lists."""
    found: dict[str, Any] = {}
    for table in CORE_TABLES:
        columns = read[table.name]
        made = encode_all(columns)
        for name, target in IDS.get(table.name, {}).items():
            made["columns"][name] = encode_ids(columns[name], target, places[target])
        if "evidence" in columns:
            made["columns"]["evidence"] = encode_places(columns["evidence"], places["documents"])
        found[table.name] = made
    joined, near = read["event_reports"], read["near_joins"]
    found["event_reports"]["columns"]["why"] = encode_reasons(joined["why"], joined["closest"])
    for name in ("why", "why_not"):
        found["near_joins"]["columns"][name] = encode_reasons(near[name])
    found["things"]["columns"]["named"] = named(read["thing_mentions"], read["things"]["id"], places["documents"])
    return found


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


def _rows(store: Store, table: tables.Table) -> Columns:
    names = ", ".join(f'"{name}"' for name in table.names())
    order = ", ".join(f'"{name}"' for name in dict.fromkeys((*table.key, *table.names())))
    which = "WHERE origin = 'text'" if table.name in TEXT_ONLY else ""
    columns: Columns = store.sql(f'SELECT {names} FROM "{table.name}" {which} ORDER BY {order}').to_pydict()
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
            block[part.name] = encode_all(columns)
        yield block


def _words() -> Iterator[dict[str, str]]:
    lines = files("comity.show").joinpath("words.csv").read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))
