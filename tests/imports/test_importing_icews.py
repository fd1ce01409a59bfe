"""ICEWS files: names for countries, NULL, quotes, codes without their zero."""

from __future__ import annotations

from datetime import date

from event_files import ICEWS_HEADER, brought_in, flags, icews_row, left_out, lines


def test_a_row_keeps_what_it_says_beside_what_it_means() -> None:
    done, (event,) = brought_in("icews", lines([ICEWS_HEADER, icews_row()]))
    assert done.layouts == ("ICEWS (20 columns)",)
    assert (event["sources"], event["targets"], event["event_type"]) == (["PER"], ["CHL"], "AGREE")
    assert (event["their_source"], event["first"]) == ("Ministry (Peru), Peru", date(2012, 5, 4))
    assert (event["place"], event["place_state"], event["publisher"]) == ("Peru", "PER", "A Wire")
    assert (event["line"], event["flags"]) == (2, [])


def test_a_file_without_a_header_with_quotes_and_tabs_at_the_end() -> None:
    quoted = "\t".join(f'"{cell}"' for cell in icews_row().split("\t"))
    _, (event,) = brought_in("icews", lines([quoted + "\t\t"]))
    assert (event["sources"], event["their_id"], event["flags"]) == (["PER"], "7001", [])


def test_codes_read_as_numbers_get_their_zero_back() -> None:
    codes = {
        "36": "AGREE",
        "42": "CONSULT",
        "10": None,
        "231": None,
        "871": "CONCEDE",
        "0871": "CONCEDE",
        "112": "ACCUSE",
    }
    rows = [icews_row(Event_ID=str(n), CAMEO_Code=code, Intensity="NULL") for n, code in enumerate(codes)]
    _, events = brought_in("icews", lines([ICEWS_HEADER, *rows]))
    assert [e["event_type"] for e in events] == list(codes.values())
    lost = ["leading zero lost" in f for f in flags(events)]
    assert lost == [True, True, True, True, True, False, False]
    assert [e["goldstein"] for e in events] == [4.0, 1.9, 0.0, 3.4, 9.0, 9.0, -2.0]


def test_countries_by_their_english_names_as_of_the_day() -> None:
    names = {
        "Russian Federation": ["RUS"],
        "Democratic Republic of Congo": ["COD"],
        "Congo": ["COG"],
        "Occupied Palestinian Territory": ["PSE"],
        "Cote d'Ivoire": ["CIV"],
        "North Korea": ["PRK"],
        "Ruritania": [],
    }
    rows = [icews_row(Event_ID=str(n), Source_Country=name) for n, name in enumerate(names)]
    _, events = brought_in("icews", lines([ICEWS_HEADER, *rows]))
    assert [e["sources"] for e in events] == list(names.values())
    assert events[-1]["flags"] == ["unknown country"]


def test_an_actor_without_a_country_is_looked_up_by_its_name() -> None:
    rows = [
        icews_row(Event_ID="1", Source_Country="NULL", Source_Name="United Nations"),
        icews_row(Event_ID="2", Source_Country="NULL", Source_Name="Unidentified Gunmen"),
        icews_row(Event_ID="3", Source_Country="NULL", Source_Name="NULL"),
    ]
    _, events = brought_in("icews", lines([ICEWS_HEADER, *rows]))
    assert [e["sources"] for e in events] == [["UN"], [], []]
    assert flags(events) == [[], ["actor without a country"], ["no source"]]


def test_domestic_rows_are_kept_and_marked() -> None:
    _, (event,) = brought_in("icews", lines([ICEWS_HEADER, icews_row(Target_Country="Peru")]))
    assert (event["sources"], event["targets"], event["flags"]) == (["PER"], ["PER"], ["self-tie"])


def test_dates_of_a_time_of_day_and_dates_that_are_none() -> None:
    rows = [
        icews_row(Event_ID="1", Event_Date="2012-05-04 00:00:00"),
        icews_row(Event_ID="2", Event_Date="NULL"),
        icews_row(Event_ID="3", Event_Date="2012-02-30"),
    ]
    done, events = brought_in("icews", lines([ICEWS_HEADER, *rows]))
    assert [e["first"] for e in events] == [date(2012, 5, 4)]
    assert left_out(done) == {"impossible date": 1, "missing date": 1}


def test_records_of_protests_as_json_one_a_line_or_spread() -> None:
    text = """{"id": "1", "date": "2020-03-04", "event": "141", "eventText": "x", "ccode": "PER", "location": [{"city": "Ica"}], "protesteridentity": "Teachers (Peru): Education: Peru"}
{
  "id": "2", "date": "2020-03-05",
  "event": "145", "eventText": "x", "ccode": "CHL",
  "location": [], "protesteridentity": null
}
{"id": "3", "date":
{"id": "4", "date": "2020-03-07", "event": "141", "eventText": "x", "ccode": "PER", "protesteridentity": "Peru"}
"""
    done, events = brought_in("icews", text)
    assert [(e["their_id"], e["line"], e["mode"]) for e in events] == [
        ("1", 1, "demo"),
        ("2", 2, "riot"),
        ("4", 8, "demo"),
    ]
    assert [e["sources"] for e in events] == [["PER"], [], ["PER"]]
    assert left_out(done) == {"unreadable line": 1}
