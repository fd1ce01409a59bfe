"""Scores and the system as the page carries them: nothing lost but digits that do not count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_store import DuckStore
from test_report_payload import decode

from comity.show.encoding import EPOCH, encode, encode_scaled
from comity.show.payload import collect


def unscaled(column: dict[str, Any]) -> list[float | None]:
    return [None if value is None else value / column["x"] for value in column["v"]]


@given(st.lists(st.one_of(st.none(), st.floats(-3, 3))))
def test_scaled_numbers_are_off_by_no_more_than_half_a_step(values: list[float | None]) -> None:
    back = unscaled(encode_scaled(values, 1000))
    assert [value is None for value in back] == [value is None for value in values]
    assert all(abs(x - y) <= 0.0005 + 1e-12 for x, y in zip(back, values, strict=True) if x is not None and y is not None)  # fmt: skip


def test_scaled_numbers_that_are_none_are_null() -> None:
    assert encode_scaled([float("nan"), float("inf"), None, 0.0], 10)["v"] == [None, None, None, 0]


def test_lists_of_days_are_numbers_too() -> None:
    column = encode([[date(1970, 1, 2), date(1969, 12, 31)], None, [date(1970, 1, 2)]])
    assert column == {"d": [1, -1], "l": [[0, 1], [], [0]]}


def test_every_knot_is_carried_in_the_run_of_its_relation(store: DuckStore) -> None:
    carried = collect(store, "t").core["scores"]
    runs, knots = carried["runs"], carried["knots"]
    columns = {name: decode(column, runs["n"]) for name, column in runs["columns"].items()}
    of_run = [run for run, rows in enumerate(columns["rows"]) for _ in range(rows)]
    assert len(of_run) == knots["n"]
    drawn = {
        (columns["a"][run], columns["b"][run], columns["direction"][run], columns["issue"][run], day + EPOCH): (mean, sd)
        for run, day, mean, sd in zip(of_run, knots["columns"]["date"], unscaled(knots["columns"]["filter_mean"]), unscaled(knots["columns"]["sd"]), strict=True)
    }  # fmt: skip
    rows = store.sql("SELECT * FROM scores WHERE origin = 'text' AND (issue = 'all' OR direction = 'both')").to_pylist()
    assert len(rows) == len(drawn) > 0
    for row in rows:
        found = drawn[row["a"], row["b"], row["direction"], row["issue"], row["date"].toordinal()]
        assert found == pytest.approx((row["filter_mean"], row["sd"]), abs=0.0006)


def test_every_tie_keeps_its_sign_and_every_change_what_is_behind_it(store: DuckStore) -> None:
    core = collect(store, "t").core
    carried, events = core["system"], decode(core["tables"]["events"]["columns"]["id"], core["tables"]["events"]["n"])
    days = {name: decode(column, carried["days"]["n"]) for name, column in carried["days"]["columns"].items()}
    of_day = [day + EPOCH for day, ties in zip(days["date"], days["ties"], strict=True) for _ in range(ties)]
    pairs = [tuple(carried["pairs"][place]) for place in carried["tie_pair"]]
    signs = [mark % 3 - 1 for mark in carried["tie_mark"]]
    changes = carried["changes"]["columns"]
    behind = {
        tie: [events[place] for place in places]
        for tie, places in zip(changes["tie"], changes["event_ids"]["l"], strict=True)
    }
    found = {
        (day, *pair): (sign, behind.get(tie, [])) for tie, (day, pair, sign) in enumerate(zip(of_day, pairs, signs, strict=True))
    }  # fmt: skip
    rows = store.sql("SELECT * FROM system_ties").to_pylist()
    assert len(rows) == len(found) > 0
    for row in rows:
        changed = row["event_ids"] if row["change"] else []
        assert found[row["date"].toordinal(), row["a"], row["b"]] == (row["sign"], changed)


def test_where_actors_stood_is_carried_for_each_day(store: DuckStore) -> None:
    carried = collect(store, "t").core["system"]
    counts = decode(carried["days"]["columns"]["actors"], carried["days"]["n"])
    assert sum(counts) == carried["actors"]["n"] == store.sql("SELECT count(*) AS n FROM system_actors").to_pylist()[0]["n"]  # fmt: skip
