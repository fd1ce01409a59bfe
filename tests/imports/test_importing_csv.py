"""Any table: columns by mapping or by guess, actors and dates as they are written there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from event_files import brought_in, flags, left_out
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ProjectError, UsageError
from comity.exchange.importing.mapped import records
from comity.exchange.importing.mapping import gathered


def test_columns_are_guessed_by_their_names_and_said() -> None:
    done, (event,) = brought_in("csv", "Event_ID,Date,Actor1,Actor2,CAMEO_Code\na1,2001-02-03,Kenya,Uganda,042\n")
    assert (event["id"], event["first"], event["event_type"]) == ("set:a1", date(2001, 2, 3), "CONSULT")
    assert (event["sources"], event["targets"]) == (["KEN"], ["UGA"])
    assert "file1.txt: source is taken from 'Actor1' (guessed)" in done.notes


def test_what_is_said_goes_before_what_is_guessed() -> None:
    how: dict[str, Any] = {"columns": {"source": "target", "target": "source", "weight": "g"}}
    done, (event,) = brought_in("csv", "date;source;target;g;note\n1999;KEN;UGA;-3.5;x\n", **how)
    assert (event["sources"], event["targets"]) == (["UGA"], ["KEN"])
    assert (event["weight"], event["score"], event["event_type"], event["grain"]) == (-3.5, -3.5, None, "year")
    assert done.mapping == how["columns"]
    assert event["flags"] == ["no code"]


def test_a_weight_that_a_table_has_counts_before_that_of_its_code() -> None:
    _, (own, code) = brought_in("csv", "date,source,target,type,weight\n2001,KEN,UGA,163,-5\n2002,KEN,UGA,163,\n")
    assert (own["weight"], own["flags"]) == (-5.0, ["weight differs from its code"])
    assert (code["weight"], code["flags"]) == (-8.0, ["missing weight"])


@pytest.mark.parametrize(("weights", "noted"), [("4", "below 0"), ("-0.5", "beyond 1"), ("-4", None)])
def test_weights_that_look_like_another_scale_are_noted(weights: str, noted: str | None) -> None:
    rows = "".join(f"2001-01-{n:02d},KEN,UGA,{weights}\n" for n in range(1, 12))
    done, _ = brought_in("csv", "date,source,target,weight\n" + rows)
    assert [str(noted) in note for note in done.notes if note.startswith("No weight")] == ([True] if noted else [])


@pytest.mark.parametrize(
    ("actors", "text", "id"),
    [
        ("any", "Pakistan", "PAK"),
        ("any", "PAK", "PAK"),
        ("any", "PAKGOVMIL", "PAK"),
        ("any", "NATO", "NATO"),
        ("iso", "PAK", "PAK"),
        ("cow", "770", "PAK"),
        ("cow", "770.0", "PAK"),
        ("gw", "770", "PAK"),
        ("fips", "PK", "PAK"),
        ("cameo", "TMP", "TLS"),
        ("name", "UNITED KINGDOM", "GBR"),
        ("iso", "Pakistan", None),
        ("cow", "PAK", None),
        ("any", "Nowhere at all", None),
    ],
)
def test_actors_as_they_are_written(actors: str, text: str, id: str | None) -> None:
    table = f"date,source,target,type\n2005-06-07,{text},IND,CONSULT\n"
    _, (event,) = brought_in("csv", table, actors=actors)
    assert event["sources"] == ([id] if id else [])
    assert id is not None or event["flags"] != []


def test_dates_are_never_guessed_between_day_and_month() -> None:
    table = "date,source,target,type\n03/04/2005,KEN,UGA,CONSULT\n2005-06-07,KEN,UGA,CONSULT\n"
    done, events = brought_in("csv", table)
    assert left_out(done) == {"impossible date": 1}
    done, events = brought_in("csv", table, date_format="%d/%m/%Y")
    assert [e["first"] for e in events] == [date(2005, 4, 3)]


def test_an_interval_of_days_and_an_actor_that_changes_within_it() -> None:
    table = (
        "start,end,source,target,type\n1991-12-20,1991-12-31,RUS,USA,CONSULT\n1991-12-20,1991-12-01,RUS,USA,CONSULT\n"
    )
    done, (event,) = brought_in("csv", table, columns={"date": "start"})
    assert (event["first"], event["last"], event["sources"]) == (date(1991, 12, 20), date(1991, 12, 31), ["SUN"])
    assert event["flags"] == ["actor changes within its date"]
    assert left_out(done) == {"impossible date": 1}


def test_types_may_be_plovers_or_cameos_row_by_row() -> None:
    table = "date,source,target,type\n2001-01-01,KEN,UGA,aid\n2001-01-02,KEN,UGA,190\n2001-01-03,KEN,UGA,14\n2001-01-04,KEN,UGA,bribe\n2001-01-05,KEN,UGA,\n"
    done, events = brought_in("csv", table)
    assert [e["event_type"] for e in events] == ["AID", "ASSAULT", "PROTEST"]
    assert left_out(done) == {"no act": 2}


def test_quoted_cells_may_hold_anything_and_a_stray_quote_swallows_nothing() -> None:
    table = 'date,source,target,type,place\n2001-01-01,KEN,UGA,AID,"Mbale,\nold ""town"""\n2001-01-02,KEN,UGA,AID,5" pipe\n2001-01-03,KEN,UGA,AID,x\n'
    done, events = brought_in("csv", table)
    assert [(e["line"], e["place"]) for e in events] == [(2, 'Mbale,\nold "town"'), (4, '5" pipe'), (5, "x")]
    assert done.left_out == 0


def test_rows_without_ids_that_are_alike_are_kept_and_marked() -> None:
    table = "date,source,target,type\n2001-01-01,KEN,UGA,AID\n2001-01-01,KEN,UGA,AID\n2001-01-02,KEN,UGA,AID\n"
    _, events = brought_in("csv", table)
    assert flags(events) == [["identical rows"], ["identical rows"], []]
    assert [e["id"] for e in events] == ["set:1.2", "set:1.3", "set:1.4"]


@pytest.mark.parametrize(
    ("table", "how", "told"),
    [
        ("a,b,c\n1,2,3\n", {}, "no column says the date; it has a, b, c"),
        ("date,b,c\n1,2,3\n", {}, "no column says the source"),
        ("date,source,c\n1,2,3\n", {}, "no column says what was done"),
        ("date,source,type\n1,2,3\n", {"columns": {"source": "who"}}, "has no column 'who'"),
        ("date,source,type\n1,2,3\n", {"columns": {"doer": "source"}}, "A column cannot be 'doer'"),
        ("date,source,type\n1,2,3\n", {"actors": "latin"}, "Actors cannot be written as 'latin'"),
    ],
)
def test_a_mapping_that_cannot_be_is_told(table: str, how: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        brought_in("csv", table, **how)


def test_a_mapping_from_a_file_with_pairs_over_it(tmp_path: Path) -> None:
    toml, table = tmp_path / "m.toml", tmp_path / "m.csv"
    toml.write_text('actors = "cow"\ndate_format = "%d.%m.%Y"\n[columns]\nsource = "a"\ntarget = "b"\n')
    table.write_text("meaning,column\nsource,a\ntarget,b\n")
    assert gathered(["target=c"], toml) == ({"source": "a", "target": "c"}, "cow", "%d.%m.%Y")
    assert gathered([], table).columns == {"source": "a", "target": "b"}
    for pair in ("source", "=a", "source="):
        with pytest.raises(UsageError, match="is no mapping"):
            gathered([pair], None)
    toml.write_text("speed = 3\n")
    with pytest.raises(UsageError, match="It says speed"):
        gathered([], toml)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=12,
    )
)
def test_a_table_written_with_quotes_comes_back(rows: list[list[str]]) -> None:
    text = "".join(",".join('"' + c.replace('"', '""') + '"' for c in row) + "\n" for row in rows)
    found = list(records(iter(_lines(text)), ","))
    assert [cells for _, cells in found] == rows
    assert found[0][0] == 1


@given(st.text(st.sampled_from('a",\n'), max_size=200))
def test_every_line_of_any_text_is_in_some_record(text: str) -> None:
    found = list(records(iter(_lines(text)), ","))
    assert sum("a" in cell for _, cells in found for cell in cells) > 0 or "a" not in text
    assert sum(cell.count("a") for _, cells in found for cell in cells) == text.count("a")
    assert [line for line, _ in found] == sorted({line for line, _ in found})


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")[:-1]] + ([text.split("\n")[-1]] if text.split("\n")[-1] else [])


def test_only_what_was_not_resolved_on_its_day_is_listed_as_unknown() -> None:
    rows = ["1999,Yemen,KEN,-5", "2001,Yemen,Ruritania,-5", "2002,Ruritania,KEN,-5", "1975-02-03,Yemen,KEN,-5"]
    done, _ = brought_in("csv", "date,source,target,weight\n" + "\n".join([*rows, "2001-02-30,Utopia,KEN,1"]) + "\n")
    assert done.unknown == (("Ruritania", 2), ("Yemen", 1))
    done, _ = brought_in("csv", "date,source,target,weight\n1999,Yemen,KEN,-5\n2001,Yemen,KEN,-5\n")
    assert done.unknown == ()


@pytest.mark.parametrize("name", ["the West", "The West", "Africa", "Middle East", "WST"])
def test_a_region_is_no_unknown_country(name: str) -> None:
    done, (event,) = brought_in("csv", f"date,source,target,weight\n1999,{name},KEN,-5\n")
    assert (event["sources"], done.unknown) == ([], ())
    assert "region, no state" in event["flags"]


def test_decimal_commas_are_read_between_semicolons() -> None:
    _, events = brought_in("csv", "date;source;target;weight\n1999;KEN;UGA;-2,5\n2000;KEN;UGA;3\n2001;KEN;UGA;,5\n")
    assert [e["weight"] for e in events] == [-2.5, 3.0, 0.5]


def test_a_weight_that_is_no_number_is_named() -> None:
    rows = 'date,source,target,weight\n1999,KEN,UGA,"2,5"\n2000,KEN,UGA,2.5\n'
    done, (event,) = brought_in("csv", rows)
    assert event["weight"] == 2.5
    assert left_out(done) == {"unreadable weight": 1}
    assert done.problems[0].examples == (("file1.txt", 2, "weight 2,5"),)
    with pytest.raises(ProjectError, match=r"unreadable weight .*weight 2,5"):
        brought_in("csv", 'date,source,target,weight\n1999,KEN,UGA,"2,5"\n')
