"""Every row in is kept, kept with a flag, or left out with a reason: whatever stands in the file."""

from __future__ import annotations

from event_files import GDELT, POLECAT, POLECAT_HEADER, brought_in, gdelt_row, left_out, line, lines, polecat_row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.exchange.importing import gdelt, polecat

_ODD = st.sampled_from(
    [
        "",
        "NULL",
        "None",
        "20150230",
        "99999999",
        "-10",
        "1e400",
        "nan",
        "inf",
        "036",
        "36",
        "ÿ",
        '"',
        "a|b",
        "cameo:x",
        "{id}",
    ]
)
_CELL = st.one_of(_ODD, st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6))
_COLUMN = st.sampled_from(gdelt.GDELT_2.columns)
_ROWS = st.lists(st.dictionaries(_COLUMN, _CELL, max_size=6), max_size=8)
_QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(_ROWS, st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=3))
def test_the_numbers_add_up_for_gdelt(rows: list[dict[str, str]], junk: list[str]) -> None:
    text = lines([gdelt_row(GLOBALEVENTID="99"), *(line(gdelt.GDELT_2, GDELT | row) for row in rows)]).encode()
    text += "".join(piece + "\n" for piece in junk).encode()
    _account(text, "gdelt", "")


@_QUICK
@given(st.lists(st.dictionaries(st.sampled_from(polecat.POLECAT.columns), _CELL, max_size=6), max_size=8))
def test_the_numbers_add_up_for_polecat(rows: list[dict[str, str]]) -> None:
    text = lines([POLECAT_HEADER, polecat_row(), *(line(polecat.POLECAT, POLECAT | row) for row in rows)])
    _account(text.encode(), "polecat", POLECAT_HEADER)


@_QUICK
@given(st.lists(st.tuples(*[_CELL] * 4), max_size=8))
def test_the_numbers_add_up_for_any_table(rows: list[tuple[str, ...]]) -> None:
    body = [",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows]
    text = lines(["date,source,target,type", "2001-01-01,KEN,UGA,AID", *body])
    _account(text.encode(), "csv", "date,source,target,type")


def _account(text: bytes, format: str, header: str) -> None:
    done, events = brought_in(format, text)
    clean = text.replace(b"\r\n", b"\n").replace(b"\r", b" ").replace(b"\x00", b" ").replace(b"\x1f", b" ")
    stand = [piece for piece in clean.decode().split("\n") if piece.strip(" ") and piece != header]
    assert done.rows == len(stand)
    assert done.kept == len(events)
    assert done.rows == done.kept + done.left_out
    assert sum(left_out(done).values()) == done.left_out
    assert done.flagged == sum(bool(e["flags"]) for e in events)
    told = {p.kind: p.rows for p in done.problems if not p.left_out and p.kind != "empty period"}
    assert told == {f: sum(f in e["flags"] for e in events) for f in {f for e in events for f in e["flags"]}}
    assert len({e["id"] for e in events}) == len(events)
    assert [e["line"] for e in events] == sorted(e["line"] for e in events)
    for event in events:
        assert event["first"] <= event["last"]
        assert event["weight"] is None or -10 <= event["weight"] <= 10
        assert None not in event["sources"] + event["targets"]
