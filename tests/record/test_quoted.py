"""Who is quoted, how often, and what rests on nobody else's word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from comity import tables
from comity.record.record import Record
from comity.record.sources import source_name
from comity.record.store import StoreWriter


def row(table: tables.Table, **given: Any) -> tuple[Any, ...]:
    return tuple(given.get(column.name) for column in table.columns)


def store(path: Path, reports: list[tuple[str, str, str, str | None, str]], claims: int = 0) -> Path:
    """`reports`: id, document, event, speaker, voice."""
    with StoreWriter(path) as out:
        for document in sorted({r[1] for r in reports}):
            out.add("documents", [row(tables.DOCUMENTS, id=document, status="read", source_group=document)])
        out.add("actors", [row(tables.ACTORS, id="RUS", name="Russia")])
        for id, document, event, speaker, voice in reports:
            known = {"id": id, "document_id": document, "claimed_by": speaker, "voice": voice, "rejected": False}
            out.add("reports", [row(tables.REPORTS, **known)])
            out.add("event_reports", [row(tables.EVENT_REPORTS, event_id=event, report_id=id)])
        for n in range(claims):
            known = {"id": f"c{n}", "document_id": "a", "claimed_by": "RUS", "voice": "reported"}
            out.add("relation_claims", [row(tables.RELATION_CLAIMS, **known)])
    return path


def test_speakers_with_what_only_they_say(tmp_path: Path) -> None:
    reports = [
        ("1", "a", "e1", "RUS", "quoted"),
        ("2", "b", "e1", "RUS", "reported"),
        ("3", "a", "e2", "RUS", "reported"),
        ("4", "b", "e2", None, "document"),
        ("5", "a", "e3", "PAK", "quoted"),
        ("6", "a", "e3", "RUS", "quoted"),
        ("7", "b", "e4", None, "unnamed"),
    ]
    with Record(store(tmp_path / "s.duckdb", reports, claims=2)) as record:
        russia, pakistan = record.quoted()
    assert (russia["actor"], russia["name"], russia["reports"], russia["claims"]) == ("RUS", "Russia", 4, 2)
    assert (russia["quoted"], russia["reported"], russia["documents"]) == (2, 4, 2)
    assert (russia["events"], russia["only_they_say"]) == (3, 1)
    assert (pakistan["actor"], pakistan["name"], pakistan["only_they_say"]) == ("PAK", "PAK", 0)


def test_one_source_says_whom_it_quotes(tmp_path: Path) -> None:
    reports = [("1", "a", "e1", "RUS", "quoted"), ("2", "a", "e2", "RUS", "quoted"), ("3", "a", "e3", None, "unnamed")]
    with Record(store(tmp_path / "s.duckdb", reports)) as record:
        assert record.source("a")["quotes"] == [{"actor": "RUS", "name": "Russia", "reports": 2}]


def test_keys_are_shown_by_name() -> None:
    shown = [source_name(key) for key in ("outlet:ap", "outlet:delta post", "state-media:SYR", "author:ann writer")]
    assert shown == ["Associated Press", "delta post", "state media of SYR", "ann writer"]
