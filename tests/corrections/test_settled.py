"""A disagreement is settled: the value holds for the event, and the sides stay told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from plain_projects import built, contents

from comity.errors import UsageError
from comity.project import Project

Write = Callable[..., Path]


@pytest.fixture
def differing(project: Project, write: Write) -> Project:
    """Two papers tell of one lifting of an embargo and date it differently; two others of one loan, of two sums."""
    write("one.txt", "RUS RETREAT PAK 2014-06-02 happened | arms embargo | The embargo on helicopters was lifted.")
    write("two.txt", "RUS RETREAT PAK 2015-03-04 happened | arms embargo | So ended the embargo on helicopters.")
    write("three.txt", "CHN AID PAK 2016-05-03 happened | port of Ormara | A loan of $900 for the port of Ormara.")
    write(
        "four.txt", "CHN AID PAK 2016-05-03 happened | port of Ormara | They lent $500 to build it, the port of Ormara."
    )
    built(project)
    return project


def rows(project: Project, query: str) -> list[dict[str, Any]]:
    with project.record() as record:
        found: list[dict[str, Any]] = record.sql(query).to_pylist()
        return found


def sides(project: Project, field: str) -> list[dict[str, Any]]:
    return rows(project, f"SELECT * FROM disagreements WHERE field = '{field}' ORDER BY id, side")


def test_the_sides_stay_and_say_what_was_settled(differing: Project) -> None:
    before = contents(differing)
    id = next(r["id"] for r in sides(differing, "amount") if r["event_id"] is not None)
    amounts = [r for r in sides(differing, "amount") if r["id"] == id]
    made = differing.corrections.settle(id, "amount", amounts[1]["value"], why="the bank says so")
    built(differing)
    after = [r for r in sides(differing, "amount") if r["id"] == id]
    assert [(r["value"], r["settled"], r["corrected"]) for r in after] == [
        (r["value"], amounts[1]["value"], [made.id]) for r in amounts
    ]
    loans = rows(differing, "SELECT * FROM events WHERE event_type = 'AID'")
    assert [e["corrected"] for e in loans] == [[made.id]] * len(loans)
    differing.corrections.undo(made.id)
    built(differing)
    assert {**contents(differing), "corrections": []} == {**before, "corrections": []}


def test_a_settled_date_is_that_of_the_event_and_the_difference_is_still_told(differing: Project) -> None:
    dates = sides(differing, "date")
    assert {r["value"] for r in dates} == {"2014-06-02", "2015-03-04"}
    made = differing.corrections.settle(dates[0]["id"], "date", "2014-06-02")
    built(differing)
    embargo = rows(differing, "SELECT * FROM events WHERE event_type = 'RETREAT'")
    assert {str(e["first"]) for e in embargo} == {"2014-06-02"}
    assert all(e["corrected"] == [made.id] for e in embargo)
    assert {r["settled"] for r in sides(differing, "date")} == {"2014-06-02"}
    assert [row["state"] for row in differing.log()] == ["applied"]


def test_another_value_than_those_of_the_sides_may_hold(differing: Project) -> None:
    dates = sides(differing, "date")
    differing.corrections.settle(dates[0]["event_id"], "date", "2014-06")
    built(differing)
    (event, *_) = rows(differing, "SELECT * FROM events WHERE event_type = 'RETREAT'")
    assert (str(event["first"]), str(event["last"]), event["grain"]) == ("2014-06-01", "2014-06-30", "month")
    with pytest.raises(UsageError, match="cannot be settled on"):
        differing.corrections.settle(dates[0]["event_id"], "date", "in spring")


def test_the_later_of_two_settlements_holds(differing: Project) -> None:
    event = sides(differing, "date")[0]["event_id"]
    differing.corrections.settle(event, "date", "2014-06-02")
    differing.corrections.settle(event, "date", "2015-03-04")
    built(differing)
    assert [row["state"] for row in differing.log()] == ["undone", "applied"]
    assert {r["settled"] for r in sides(differing, "date")} == {"2015-03-04"}


def test_what_does_not_differ_cannot_be_settled(differing: Project) -> None:
    event = sides(differing, "date")[0]["event_id"]
    with pytest.raises(UsageError) as error:
        differing.corrections.settle(event, "place", "Rawalpindi")
    assert "does not differ on 'place'" in str(error.value)
    assert "They differ on: date" in str(error.value)


def test_a_settled_date_holds_when_the_other_paper_is_gone(differing: Project) -> None:
    event = sides(differing, "date")[0]["event_id"]
    differing.corrections.settle(event, "date", "2015-03-04")
    (differing.root / "documents" / "two.txt").unlink()
    built(differing)
    (row,) = rows(differing, "SELECT * FROM events WHERE event_type = 'RETREAT'")
    assert str(row["first"]) == "2015-03-04"
    (line,) = differing.log()
    assert (line["state"], line["note"]) == ("applied", "the documents no longer differ on it")


def test_what_is_settled_of_a_part_of_an_event_leaves_its_own_fields() -> None:
    import sys

    sys.path.insert(0, str(Path(__file__).parents[1] / "record"))
    from hand_made import lineage, sighting

    from comity.corrections.apply import Settled
    from comity.record.corrected.standing import Standing
    from comity.record.joining.merging import merge

    alone = [merge([sighting("1", when="2015")], lineage)]
    settled = {"reports": ("1",), "field": "place", "value": "Karachi and Multan"}
    (whole,) = Standing(settled=(Settled("c", **settled),)).settle(alone)
    (part,) = Standing(settled=(Settled("c", **settled, about="the route", whole=False),)).settle(alone)
    assert (whole.place, part.place) == ("Karachi and Multan", None)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("amount", "banana", None),
        ("amount", "700", None),
        ("amount", "700 EUR", None),
        ("amount", "700 USD", "700 USD"),
        ("count", "40 helicopters", "40 helicopters"),
        ("count", "many helicopters", None),
        ("date", "in spring", None),
        ("date", "2014-06", "2014-06"),
        ("membership", "banana", None),
        ("membership", "2018", "2018"),
        ("status", "banana", None),
        ("status", "planned", "planned"),
        ("place", "Multan", "Multan"),
        ("place", "?!", None),
        ("party", "pak to rus", "PAK to RUS"),
        ("party", "PAK to RUS to IND", None),
        ("kind", "the third one", None),
    ],
)
def test_a_value_of_another_kind_than_the_field_is_refused(field: str, value: str, kept: str | None) -> None:
    from comity.corrections.fields import settled
    from comity.corrections.model import NotUnderstood

    sides = {"amount": ("900 USD", "500 USD"), "count": ("30 helicopters", "35 helicopters")}.get(field, ("a", "b"))
    if kept is None:
        with pytest.raises(NotUnderstood):
            settled(field, value, sides, str.upper)
    else:
        assert settled(field, value, sides, str.upper) == kept


def test_a_settlement_that_takes_the_place_of_another_says_so(differing: Project) -> None:
    id = sides(differing, "amount")[0]["id"]
    first = differing.corrections.settle(id, "amount", "500 USD")
    assert not any("takes the place" in line for line in first.told)
    with pytest.raises(UsageError, match="cannot be settled on"):
        differing.corrections.settle(id, "amount", "banana")
    second = differing.corrections.settle(id, "amount", "700 USD", who="B. Reader")
    assert "It takes the place of 500 USD, settled by A. Reader" in second.told[2]


def test_a_settlement_is_found_when_the_disagreement_is_told_in_other_words(differing: Project) -> None:
    """In the log it has another id and is about other words, as an earlier build may have told it."""
    import json

    id = sides(differing, "amount")[0]["id"]
    differing.corrections.settle(id, "amount", "500 USD")
    line = json.loads(differing.corrections_path.read_text(encoding="utf-8"))
    line["given"] |= {"disagreement": "0" * 16, "about": "what it was called once"}
    differing.corrections_path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    built(differing)
    assert {r["settled"] for r in sides(differing, "amount") if r["id"] == id} == {"500 USD"}
    assert [row["state"] for row in differing.log()] == ["applied"]


def test_a_settlement_is_not_given_to_a_disagreement_between_other_values(differing: Project) -> None:
    import json

    differing.corrections.settle(sides(differing, "amount")[0]["id"], "amount", "70 USD")
    line = json.loads(differing.corrections_path.read_text(encoding="utf-8"))
    line["given"] |= {"disagreement": "0" * 16, "about": "what it was called once"}
    line["old"] = "70 USD | 75 USD"
    differing.corrections_path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    built(differing)
    assert {r["settled"] for r in sides(differing, "amount")} == {None}
    assert [row["state"] for row in differing.log()] == ["not found"]


def test_a_settlement_that_reaches_no_event_says_so(differing: Project) -> None:
    amount = differing.corrections.settle(sides(differing, "amount")[0]["id"], "amount", "500 USD")
    assert "No field of an event changes by it" in amount.told[-1]
    assert "comity correct change REPORT amounts" in amount.told[-1]
    dated = differing.corrections.settle(sides(differing, "date")[0]["id"], "date", "2015-03-04")
    assert not any("No field of an event changes" in line for line in dated.told)
