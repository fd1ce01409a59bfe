"""Real rows of other data sets, where the samples lie beside the checkout or COMITY_EVENT_DATA says where."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from event_files import brought_in

from comity.exchange.importing import gdelt

FOLDER = Path(os.environ.get("COMITY_EVENT_DATA", Path(__file__).parents[3] / "shared" / "reference" / "event-data"))
pytestmark = pytest.mark.shared


def sample(name: str) -> Path:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no {name}: set COMITY_EVENT_DATA")
    return path


def test_rows_of_gdelt_2() -> None:
    done, events = brought_in("gdelt", sample("gdelt2_events_sample.export.CSV"))
    assert (done.rows, done.kept) == (7, 7)
    assert Counter(f for e in events for f in e["flags"])["dated long before"] == 7
    visit = next(e for e in events if e["their_id"] == "669666359")
    assert (visit["sources"], visit["targets"], visit["mode"]) == (["SAU"], ["EGY"], "visit")  # Egypt is the host
    assert (visit["place_state"], visit["publisher"]) == ("EGY", "www.thearabweekly.com")
    assert not [e for e in events if "weight differs from its code" in e["flags"]]


def test_records_of_icews_as_json() -> None:
    done, events = brought_in("icews", sample("icews_sample.jsonl"))
    assert (done.rows, done.kept) == (4, 4)
    assert [e["sources"] for e in events] == [["ARM"], ["BIH"], ["BIH"], ["BLR"]]
    assert {e["event_type"] for e in events} == {"PROTEST"}


@pytest.mark.parametrize(
    ("layout", "name"), [(gdelt.GDELT_1, "gdelt1_columns.csv"), (gdelt.GDELT_2, "gdelt2_columns.csv")]
)
def test_columns_of_gdelt_stand_in_the_published_order(layout: object, name: str) -> None:
    assert isinstance(layout, type(gdelt.GDELT_1))
    with sample(name).open(encoding="utf-8") as file:
        published = [row["name"] for row in csv.DictReader(file)]
    assert [c.lower() for c in layout.columns] == [c.lower() for c in published]
