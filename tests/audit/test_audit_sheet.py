"""The sample as a file for a spreadsheet, and back; also files from hands that mean no good."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.audit.codings import STATUSES, Coded
from comity.audit.sheet import CODED, SHOWN, WHAT_TYPE_SAYS, Shown, coding, export
from comity.errors import UsageError
from comity.vocabulary import types

SENTENCES = [
    Shown(
        1,
        "s1",
        "d",
        "=cmd|' /C calc'!A0",
        "2014-06-01",
        "",
        'Kenya aided Chad, "quickly"; so it is said.',
        "It was so.",
    ),
    Shown(2, "s2", "d", "", "", "@before", "-Uganda left.\nAt last.", "+after"),
]
KNOWN = {s.key: s.text for s in SENTENCES}


def taken(path: Path) -> dict[str, tuple[Coded, ...]]:
    return coding(path, KNOWN, lambda name, key: name)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def filled(path: Path, *cells: str, head: str = "sentence,type,sources,targets,status,date") -> Path:
    path.write_text("\n".join((head, *cells)) + "\n", encoding="utf-8")
    return path


def test_a_fresh_file_has_a_row_a_sentence_and_nothing_of_what_was_found() -> None:
    found = rows(export(SENTENCES, {}))
    assert list(found[0]) == [*SHOWN, *CODED, WHAT_TYPE_SAYS]
    assert [row["sentence"] for row in found] == ["s1", "s2"]
    assert all(row[name] == "" for row in found for name in CODED)


def test_no_cell_begins_a_formula() -> None:
    for row in rows(export(SENTENCES, {"s1": (Coded("AID", ("=1+1",), ("@x",)),)})):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


names = st.lists(st.sampled_from(["KEN", "UGA", "elders of the hills", "=SUM(A1)", "@x"]), max_size=2).map(
    lambda n: tuple(sorted(set(n)))
)
coded_events = st.builds(
    Coded,
    st.sampled_from(list(types())),
    names,
    names,
    st.sampled_from(STATUSES),
    st.sampled_from([None, "2014", "2014-06", "2014-06/2014-08"]),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["s1", "s2"]), st.lists(coded_events, max_size=3).map(tuple)))
def test_what_is_written_is_read_again(codings: dict[str, tuple[Coded, ...]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(export(SENTENCES, codings))
        assert taken(path) == codings


def test_a_filled_in_file_is_taken(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.csv", "s1,cons,KEN; UGA,,p,2014-06", "s1,aid,KEN,TCD,,", "s2,Nothing,,,,", ",,,,,")
    assert taken(path) == {
        "s1": (Coded("CONSULT", ("KEN", "UGA"), (), "planned", "2014-06"), Coded("AID", ("KEN",), ("TCD",))),
        "s2": (),
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_spreadsheets_make_of_a_file_is_read(tmp_path: Path, encoding: str, mark: str) -> None:
    text = mark.join(("Sentence", "Type", "Sources")) + "\r\n" + mark.join(("s1", "AID", "Área")) + "\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert taken(tmp_path / "a.csv") == {"s1": (Coded("AID", ("Área",)),)}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("s9,AID,,,,", "row 2: 's9' is no sentence of this sample"),
        (",AID,,,,", "row 2: it has no sentence"),
        ("s1,PARTY,,,,", "row 2: 'PARTY' is not an event type"),
        ("s1,a,,,,", "row 2: 'A' could be AGREE or AID"),
        ("s1,99,,,,", "row 2: there is no type number 99"),
        ("s1,AID,,,soon,", "row 2: 'soon' is not a status"),
        ("s1,AID,,,,02/06/2014", "row 2: '02/06/2014' is not a date"),
        ("s1,AID,,,,2014-13", "row 2: '2014-13' is not a date"),
        ("s1,,KEN,,,", "row 2: it has sources and no type"),
        ("s1,nothing,KEN,,,", "row 2: it says 'nothing' and has sources"),
        ("s1,nothing,,,,\ns1,AID,,,,", "row 2: sentence s1 has an event in another row"),
    ],
)
def test_each_row_that_is_wrong_is_told(tmp_path: Path, cells: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        taken(filled(tmp_path / "a.csv", cells))
    assert said in error.value.message
    assert "nothing was imported" in error.value.message


def test_many_wrong_rows_are_told_in_part(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="500 rows") as error:
        taken(filled(tmp_path / "a.csv", *["s9,AID,,,,"] * 500))
    assert "and 480 more" in error.value.message
    assert len(error.value.message) < 3000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04\x00\x00\x00",
        b"\xff\xfeA",
        b"type,type,sentence\n",
        b"a,b\n1,2\n",
        b'sentence,type\n"s1,AID' + b"x" * 200_000,
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(UsageError):
        taken(tmp_path / "a.csv")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        taken(tmp_path / "none.csv")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(b"sentence,type,date\n" + data)
        with contextlib.suppress(UsageError):
            assert taken(path).keys() <= KNOWN.keys()
