"""GDELT files: layouts, codes, and the traps of its rows."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
from event_files import GDELT, brought_in, flags, gdelt_1_row, gdelt_row, kinds, left_out, line, lines

from comity.errors import ProjectError, UsageError
from comity.exchange.importing import gdelt, reading_in


def test_a_row_keeps_what_it_says_beside_what_it_means() -> None:
    done, (event,) = brought_in("gdelt", lines([gdelt_row(ActionGeo_FullName="Mbale", ActionGeo_CountryCode="UG")]))
    assert (done.rows, done.kept, done.flagged, done.left_out) == (1, 1, 0, 0)
    assert (event["event_type"], event["mode"], event["issue"], event["quad"]) == ("AGREE", None, "diplomacy", 1)
    assert (event["sources"], event["targets"]) == (["KEN"], ["UGA"])
    assert (event["first"], event["last"], event["grain"]) == (date(2015, 3, 10), date(2015, 3, 10), "day")
    assert (event["id"], event["their_id"], event["their_type"]) == ("set:100", "100", "036")
    assert (event["their_weight"], event["goldstein"], event["weight"], event["score"]) == (4.0, 4.0, 4.0, 2.5)
    assert (event["mentions"], event["outlets"], event["documents"]) == (6, 2, 5)
    assert (event["place"], event["place_state"], event["publisher"]) == ("Mbale", "UGA", "paper.example")
    assert (event["reports"], event["independent_sources"], event["confidence"]) == (None, None, None)
    assert (event["origin"], event["dataset"], event["added"]) == ("imported", "set", date(2015, 3, 10))


@pytest.mark.parametrize("layout", gdelt.LAYOUTS[:3], ids=lambda x: str(len(x.columns)))
@pytest.mark.parametrize("header", [False, True])
def test_files_of_57_58_and_61_columns_with_a_header_or_without(layout: object, header: bool) -> None:
    assert isinstance(layout, type(gdelt.GDELT_1))
    rows = [line(layout, GDELT), line(layout, GDELT, GLOBALEVENTID="101")]
    done, events = brought_in("gdelt", lines(["\t".join(layout.columns)] * header + rows))
    assert done.layouts == (layout.name,)
    assert [(e["their_id"], e["line"]) for e in events] == [("100", 1 + header), ("101", 2 + header)]


def test_the_reduced_files_have_whole_actor_codes_and_no_ids() -> None:
    header = "\t".join(gdelt.REDUCED.columns)
    rows = [
        "20030105\tKENGOV\tIGOUNO\t043\t2\t5\t1\t2.8" + "\t0" * 9,
        "20030105\tREB\t---\t190\t1\t1\t4\t-10.0" + "\t0" * 9,
    ]
    done, (visit, fight) = brought_in("gdelt", lines([header, *rows]))
    assert done.layouts == (gdelt.REDUCED.name,)
    assert (visit["sources"], visit["targets"]) == (["UN"], ["KEN"])  # the guest is the source
    assert (visit["id"], visit["documents"]) == ("set:1.2", 5)
    assert fight["flags"] == ["actor without a country", "no target"]


def test_a_copy_saved_with_commas_is_read_by_its_column_names() -> None:
    columns = [c for c in gdelt.GDELT_2.columns if not c.startswith("Actor1Geo")]
    cells = GDELT | {"ActionGeo_FullName": '"Mbale, Uganda"'}
    text = lines([",".join(columns), ",".join(cells.get(c, "") for c in columns)])
    _, (event,) = brought_in("gdelt", text)
    assert (event["place"], event["sources"], event["line"]) == ("Mbale, Uganda", ["KEN"], 2)


def test_zipped_and_gzipped_files_are_opened(tmp_path: Path) -> None:
    zipped, packed = tmp_path / "a.export.CSV.zip", tmp_path / "b.csv.gz"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.export.CSV", lines([gdelt_row()]))
    packed.write_bytes(gzip.compress(lines([gdelt_row(GLOBALEVENTID="2")]).encode()))
    done, events = brought_in("gdelt", zipped, packed)
    assert [name for name, _, _ in done.files] == ["a.export.CSV.zip", "b.csv.gz"]
    assert [e["file"] for e in events] == ["a.export.CSV.zip", "b.csv.gz"]


def test_a_broken_zip_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", lines([gdelt_row()] * 50))
    whole = bytearray(path.read_bytes())
    whole[60:80] = b"\0" * 20
    path.write_bytes(bytes(whole))
    with pytest.raises(UsageError, match="cannot be unpacked"):
        brought_in("gdelt", path)


def test_actors_are_those_of_the_day() -> None:
    rows = [
        gdelt_row(GLOBALEVENTID="1", SQLDATE="19850101", DATEADDED="19850101", Actor1CountryCode="RUS"),
        gdelt_row(GLOBALEVENTID="2", SQLDATE="19911226", DATEADDED="19911226", Actor1CountryCode="RUS"),
        gdelt_row(GLOBALEVENTID="3", SQLDATE="19850101", DATEADDED="19850101", Actor1CountryCode="UKR"),
        gdelt_row(GLOBALEVENTID="4", Actor1CountryCode="ROM"),
        gdelt_row(GLOBALEVENTID="5", Actor1CountryCode="", Actor1Code="IGOUNO", Actor1KnownGroupCode="UNO"),
        gdelt_row(GLOBALEVENTID="6", Actor1CountryCode="", Actor1Code="SSDGOV"),
    ]
    _, events = brought_in("gdelt", lines(rows))
    assert [e["sources"] for e in events] == [["SUN"], ["RUS"], ["UKR"], ["ROU"], ["UN"], ["SSD"]]
    assert events[2]["flags"] == ["actor not there then"]


def test_actors_that_are_no_state_or_unknown_are_kept_with_a_flag() -> None:
    rows = [
        gdelt_row(GLOBALEVENTID="1", Actor1CountryCode="AFR", Actor1Code="AFR"),
        gdelt_row(GLOBALEVENTID="2", Actor1CountryCode="QQQ", Actor1Code="QQQ"),
        gdelt_row(GLOBALEVENTID="3", Actor1CountryCode="", Actor1Code="REB"),
        gdelt_row(GLOBALEVENTID="4", Actor1CountryCode="", Actor1Code=""),
        gdelt_row(GLOBALEVENTID="5", Actor2CountryCode="KEN"),
    ]
    done, events = brought_in("gdelt", lines(rows))
    expected = [["region, no state"], ["unknown country"], ["actor without a country"], ["no source"], ["self-tie"]]
    assert flags(events) == expected
    assert [e["their_source"] for e in events[:3]] == ["AFR", "QQQ", "REB"]
    assert (done.kept, done.flagged) == (5, 5)


def test_codes_that_nobody_knows_are_listed_with_their_numbers() -> None:
    rows = [gdelt_row(GLOBALEVENTID=str(n), Actor1CountryCode=c) for n, c in enumerate(("QQQ", "KEN", "ZZY", "QQQ"))]
    done, _ = brought_in("gdelt", lines(rows))
    assert done.unknown == (("QQQ", 2), ("ZZY", 1))


def test_geographic_codes_are_fips_and_not_iso() -> None:
    codes = {"CH": "CHN", "AU": "AUT", "GM": "DEU", "SU": "SDN", "UP": "UKR", "PG": None, "": None}
    rows = [gdelt_row(GLOBALEVENTID=str(n), ActionGeo_CountryCode=code) for n, code in enumerate(codes)]
    _, events = brought_in("gdelt", lines(rows))
    assert [e["place_state"] for e in events] == list(codes.values())


@pytest.mark.parametrize("day", ["20150230", "20151301", "99991231", "2015", "soon", "17001231"])
def test_impossible_dates_are_left_out(day: str) -> None:
    if day == "2015":  # a year is a date, of that grain
        _, (event, _) = brought_in("gdelt", lines([gdelt_row(SQLDATE=day, GLOBALEVENTID="1"), gdelt_row()]))
        assert (event["grain"], event["last"]) == ("year", date(2015, 12, 31))
        return
    done, events = brought_in("gdelt", lines([gdelt_row(SQLDATE=day, GLOBALEVENTID="1"), gdelt_row()]))
    assert left_out(done) == {"impossible date": 1}
    assert done.problems[0].examples == (("file1.txt", 1, day),)
    assert len(events) == 1


def test_dates_that_the_data_set_cannot_mean_are_flagged() -> None:
    rows = [
        gdelt_row(GLOBALEVENTID="1", SQLDATE="20150401"),
        gdelt_row(GLOBALEVENTID="2", SQLDATE="20140310"),
        gdelt_row(GLOBALEVENTID="3", SQLDATE="19700101", DATEADDED="19700101"),
        gdelt_row(GLOBALEVENTID="4", DATEADDED="20150311001500"),
    ]
    _, events = brought_in("gdelt", lines(rows))
    assert flags(events) == [["future date"], ["dated long before"], ["before the data set begins"], []]


def test_weights_and_codes_that_are_missing_or_odd() -> None:
    rows = [
        gdelt_row(GLOBALEVENTID="1", GoldsteinScale=""),
        gdelt_row(GLOBALEVENTID="2", GoldsteinScale="40"),
        gdelt_row(GLOBALEVENTID="3", GoldsteinScale="-4.0"),
        gdelt_row(GLOBALEVENTID="4", EventCode=""),
        gdelt_row(GLOBALEVENTID="5", EventCode="", GoldsteinScale=""),
        gdelt_row(GLOBALEVENTID="6", EventCode="---"),
        gdelt_row(GLOBALEVENTID="7", EventCode="014", GoldsteinScale="0.0"),
        gdelt_row(GLOBALEVENTID="8", EventCode="36"),
        gdelt_row(GLOBALEVENTID="9", EventCode="0369"),
    ]
    done, events = brought_in("gdelt", lines(rows))
    assert flags(events) == [
        ["missing weight"],
        ["impossible weight"],
        ["weight differs from its code"],
        ["no code"],
        ["unknown code"],
        ["no PLOVER type"],
        ["leading zero lost"],
        ["code not in CAMEO"],
    ]
    assert left_out(done) == {"no act": 1}
    assert [e["weight"] for e in events] == [4.0, 4.0, 4.0, 4.0, 4.0, 0.0, 4.0, 4.0]
    assert [e["event_type"] for e in events] == ["AGREE"] * 3 + [None] * 3 + ["AGREE"] * 2
    assert events[3]["score"] == 4.0  # nothing but the weight says what was done
    assert events[5]["score"] is None


def test_copies_are_left_out_and_of_rows_that_differ_the_last_is_kept() -> None:
    rows = [
        gdelt_row(GLOBALEVENTID="1"),
        gdelt_row(GLOBALEVENTID="1"),
        gdelt_row(GLOBALEVENTID="2", NumMentions="1"),
        gdelt_row(GLOBALEVENTID="2", NumMentions="2"),
        gdelt_row(GLOBALEVENTID="3"),
    ]
    done, events = brought_in("gdelt", lines(rows[:3]), lines(rows[3:]))
    assert left_out(done) == {"duplicate": 1, "conflicting duplicate, an earlier row": 1}
    assert [(e["their_id"], e["mentions"], e["flags"]) for e in events] == [
        ("1", 6, []),
        ("2", 2, ["conflicting duplicate"]),
        ("3", 6, []),
    ]


def test_lines_that_are_no_rows_are_left_out_with_their_place() -> None:
    text = lines(
        [
            gdelt_row(),
            "",
            "100\tonly three\tcells",
            gdelt_row(GLOBALEVENTID="9") + "\textra",
            gdelt_row(GLOBALEVENTID="10") + "\t\t",
        ]
    )
    done, events = brought_in("gdelt", text)
    assert (done.rows, done.kept) == (4, 2)
    (problem,) = done.problems
    assert (problem.kind, problem.rows) == ("wrong number of columns", 2)
    assert [line for _, line, _ in problem.examples] == [3, 4]
    assert [e["line"] for e in events] == [1, 5]


def test_quotes_and_odd_bytes_in_cells_harm_no_row() -> None:
    rows = [
        gdelt_row(GLOBALEVENTID="1", ActionGeo_FullName='The "old town, Gulu'),
        gdelt_row(GLOBALEVENTID="2", ActionGeo_FullName="Bogot\xe1"),
        gdelt_row(GLOBALEVENTID="3", ActionGeo_FullName="a\x1fb\x00c"),
    ]
    done, events = brought_in("gdelt", lines(rows).replace("\n", "\r\n").encode("latin-1"))
    assert [e["place"] for e in events] == ['The "old town, Gulu', "Bogotá", "a b c"]
    assert done.notes == ("file1.txt: 1 line was no UTF-8, read as ISO-8859-1",)


def test_a_line_without_end_is_left_out_and_harms_no_other() -> None:
    done, events = brought_in("gdelt", lines([gdelt_row(), "x" * 3_000_000, gdelt_row(GLOBALEVENTID="2")]))
    assert left_out(done) == {"wrong number of columns": 1}
    assert [e["line"] for e in events] == [1, 3]


def test_empty_days_are_told_where_most_days_have_rows() -> None:
    days = ["01", "02", "03", "05", "06", "09"]
    rows = [gdelt_row(GLOBALEVENTID=d, SQLDATE=f"201503{d}") for d in days]
    done, _ = brought_in("gdelt", lines(rows))
    (problem,) = done.problems
    assert (problem.kind, problem.left_out, problem.rows) == ("empty period", False, 3)
    assert [shown for _, _, shown in problem.examples] == ["2015-03-04", "2015-03-07 to 2015-03-08"]


@pytest.mark.parametrize("at_a_time", [1, 70, 500])
def test_events_are_the_same_and_in_order_however_few_rows_are_in_hand(
    monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    rows = [gdelt_row(GLOBALEVENTID=str(n % 280), Actor1CountryCode=("KEN", "", "RUS")[n % 3]) for n in range(300)]
    texts = lines(rows), lines(["", gdelt_row(GLOBALEVENTID="900")]), lines([gdelt_row(GLOBALEVENTID="901")])
    _, whole = brought_in("gdelt", *texts)
    monkeypatch.setattr(reading_in, "_AT_A_TIME", at_a_time)
    _, events = brought_in("gdelt", *texts)
    assert events == whole
    assert [(e["file"], e["line"]) for e in events] == sorted((e["file"], e["line"]) for e in events)
    assert len(events) == 282


def test_an_import_of_which_nothing_can_be_kept_fails_and_says_why() -> None:
    with pytest.raises(ProjectError, match="Not one of 1 rows could be kept: impossible date"):
        brought_in("gdelt", lines([gdelt_row(SQLDATE="20151399")]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\t".join("x" * 16), "the mentions table of GDELT 2"),
        ("\t".join("x" * 27), "the knowledge graph of GDELT 2"),
        ("just words", "its first line has 1 column separated by tabs, not 61 or 58 or 57 or 17"),
        ('{"event": ["AID"], "source": []}', "it looks like PLOVER JSON lines"),
        ("", "is empty"),
        ("\n\n", "holds no row"),
    ],
)
def test_another_file_is_told_by_name(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        brought_in("gdelt", text)


def test_one_wrong_file_stops_all_before_anything_is_read() -> None:
    with pytest.raises(UsageError, match=r"file2\.txt is not GDELT"):
        brought_in("gdelt", lines([gdelt_1_row()]), "a,b\n1,2\n")


def test_problems_add_up() -> None:
    rows = [gdelt_row(GLOBALEVENTID="1", SQLDATE="x"), gdelt_row(GLOBALEVENTID="2"), "1\t2"]
    done, events = brought_in("gdelt", lines(rows))
    assert done.rows == done.kept + done.left_out == 3
    assert sum(left_out(done).values()) == done.left_out == 2
    assert kinds(done)["impossible date"] == 1
    assert len(events) == done.kept


def test_a_code_that_no_zero_makes_one_is_unknown() -> None:
    codes = {"999": None, "379": "AGREE", "99": None, "0999": "ACCUSE", "95": None}
    rows = [gdelt_row(GLOBALEVENTID=str(n), EventCode=code) for n, code in enumerate(codes)]
    _, events = brought_in("gdelt", lines(rows))
    assert [e["event_type"] for e in events] == list(codes.values())
    assert ["unknown code" in f for f in flags(events)] == [True, False, True, False, True]
    assert {"code not in CAMEO", "leading zero lost"} <= set(flags(events)[1])
    assert events[0]["goldstein"] is None


def test_of_conflicting_rows_the_last_that_can_be_used_is_kept() -> None:
    rows = [
        gdelt_row(NumMentions="1"),
        gdelt_row(NumMentions="2"),
        gdelt_row(SQLDATE="20150230"),
        gdelt_row(EventCode="999", GoldsteinScale=""),
    ]
    done, (event,) = brought_in("gdelt", lines(rows))
    assert (event["mentions"], event["flags"]) == (2, ["conflicting duplicate"])
    assert left_out(done) == {"conflicting duplicate, an earlier row": 1, "impossible date": 1, "no act": 1}
