"""The log keeps every line, whoever wrote it, and loses none that two processes write at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import Texts, entry

from comity.corrections.log import append, read
from comity.corrections.model import Entry, NotUnderstood, entry_of

TEXTS = Texts({"herald": "Kenya met Uganda in Mombasa."})
ANCHOR = TEXTS.anchor(TEXTS.add("herald", "Kenya met Uganda in Mombasa.", "met"))
REJECT = entry("reject", reports=(ANCHOR,), why="a film")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    log = tmp_path / "corrections.jsonl"
    assert read(log) == []
    append(log, [REJECT], tmp_path / "state" / "lock")
    append(log, [entry("undo", REJECT.id)], tmp_path / "state" / "lock")
    found = read(log)
    assert [line.entry for line in found] == [REJECT, entry("undo", REJECT.id)]
    assert [line.ordinal for line in found] == [1, 2]
    assert found[0].id == REJECT.id
    assert not any(line.edited for line in found)


@given(st.text(), st.text(min_size=1), st.dictionaries(st.text(), st.text()))
def test_any_text_comes_back_as_it_was(why: str, target: str, given: dict[str, str]) -> None:
    said = entry("undo", target, why=why, given=tuple(sorted(given.items())))
    assert entry_of(json.loads(said.line())) == said
    assert "\n" not in said.line()


HOSTILE = (
    b"<<<<<<< HEAD",
    b"{",
    b'{"schema": "comity-correction/1"}',
    b'{"schema": "comity-correction/9", "kind": "reject"}',
    b'["a list"]',
    b"null",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"schema": "comity-correction/1", "kind": "reject", "target": "x", "who": "w", "at": "yesterday"}',
    b'{"schema": "comity-correction/1", "kind": "reject", "target": "x", "who": "w", "at": "2026-01-01T00:00:00Z"}',
    b'{"schema": "comity-correction/1", "kind": "reject", "target": 7, "who": "w", "at": "2026-01-01T00:00:00Z"}',
    b'{"schema": "comity-correction/1", "kind": "change", "target": "x", "who": "w", "at": "2026-01-01T00:00:00Z", "reports": [{}]}',
)


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_bad_line_is_told_and_spoils_no_other(tmp_path: Path, bad: bytes) -> None:
    log = tmp_path / "corrections.jsonl"
    good = REJECT.line().encode()
    log.write_bytes(good + b"\n" + bad + b"\n\n" + good + b"\r\n")
    first, told, last = read(log)
    assert (first.entry, last.entry, last.ordinal) == (REJECT, REJECT, 4)
    assert told.entry is None
    assert told.remark
    before = log.read_bytes()
    append(log, [REJECT], tmp_path / "lock")
    assert log.read_bytes() == before + good + b"\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"field": "colour", "new": "red"}, "no field 'colour'"),
        ({"field": "date", "new": "soon"}, "no date"),
        ({"field": "status", "new": None}, "always has a status"),
        ({"field": "event_type", "new": "DANCE"}, "no event_type 'DANCE'"),
        ({"field": "amounts", "new": "many"}, "no number"),
    ],
)
def test_a_change_that_cannot_be_is_not_understood(change: dict[str, str | None], said: str) -> None:
    line = entry("change", reports=(ANCHOR,), **change).line()
    with pytest.raises(NotUnderstood) as error:
        entry_of(json.loads(line))
    assert said in str(error.value)


def test_half_a_line_that_a_crash_left_is_ended_and_the_next_is_whole(tmp_path: Path) -> None:
    log = tmp_path / "corrections.jsonl"
    log.write_bytes(REJECT.line().encode()[:50])
    append(log, [REJECT], tmp_path / "lock")
    half, whole = read(log)
    assert (half.entry, whole.entry) == (None, REJECT)


def test_a_line_that_was_changed_by_hand_says_so(tmp_path: Path) -> None:
    log = tmp_path / "corrections.jsonl"
    log.write_text(REJECT.line().replace("a film", "a book") + "\n", encoding="utf-8")
    (line,) = read(log)
    assert line.edited
    assert line.id == REJECT.id
    assert isinstance(line.entry, Entry)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    log, lock, each = tmp_path / "corrections.jsonl", tmp_path / "lock", 40
    code = (
        "import sys; from pathlib import Path; from comity.corrections.log import append;"
        "from comity.corrections.model import Entry\n"
        f"for n in range({each}): append(Path(sys.argv[1]), [Entry('undo', f'{{sys.argv[3]}}-{{n}}', 'w', "
        "'2026-01-01T00:00:00Z', why='x' * 3000)], Path(sys.argv[2]))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(log), str(lock), name]) for name in ("a", "b")]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    found = read(log)
    assert len(found) == 2 * each
    for name in ("a", "b"):
        targets = [line.entry.target for line in found if line.entry and line.entry.target.startswith(name)]
        assert targets == [f"{name}-{n}" for n in range(each)]
