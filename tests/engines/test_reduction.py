"""Event rows to daily statistics: by cases worked by hand, and by a plain reading of the rules in Python."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imported_rows import DAY, events, row

from comity import tables
from comity.engines import daily, engine
from comity.engines.duckdb import DuckDBEngine
from comity.engines.reduction import FATES, accounted, behind, binned

LINEAGES = {"SUN": "RUS", "YUG": "SRB"}


@pytest.fixture(scope="module")
def here() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(memory="500MB") as made:
        yield made


def reduced(here: DuckDBEngine, *rows: dict[str, Any], issues: bool = False) -> list[dict[str, Any]]:
    return daily(events(*rows), LINEAGES, issues=issues, on=here).to_pylist()


def fates(here: DuckDBEngine, *rows: dict[str, Any]) -> dict[str, int]:
    counted = here.table(accounted(here.read(events(*rows))), ("fate",)).to_pylist()
    return {r["fate"]: r["rows"] for r in counted}


def test_the_columns_are_those_of_the_table(here: DuckDBEngine) -> None:
    made = daily(events(row(["USA"], ["CHN"])), on=here)
    assert tuple(made.column_names) == tables.DYAD_DAYS.names()


def test_sums_of_one_day_by_hand(here: DuckDBEngine) -> None:
    (found,) = reduced(
        here,
        row(["USA"], ["CHN"], 4.0, quad=1, confidence=0.5),
        row(["USA"], ["CHN"], -10.0, quad=4, confidence=1.0),
        row(["USA"], ["CHN"], 0.0, quad=3, confidence=0.25),
    )
    assert (found["events"], found["weight"], found["weight2"]) == (3, 1.75, 0.25 + 1 + 0.0625)
    assert found["total"] == pytest.approx(0.5 * 0.4 - 1.0, abs=1e-12)
    assert (found["cooperative"], found["hostile"]) == (1, 1)
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    assert [found[name] for name in quads] == [1, 0, 1, 1]


@pytest.mark.parametrize(
    ("mentions", "counts"), [(None, 1.0), (0, 1.0), (1, 1.0), (5, 2.609), (20, 3.996), (900, 3.996)]
)
def test_mentions_count_less_and_less_and_are_capped(here: DuckDBEngine, mentions: int | None, counts: float) -> None:
    """1 + ln 5 = 2.6094, 1 + ln 20 = 3.9957."""
    (found,) = reduced(here, row(["USA"], ["CHN"], 1.0, mentions=mentions))
    assert found["weight"] == counts
    assert found["total"] == pytest.approx(0.1 * counts, abs=1e-12)


def test_an_event_runs_from_each_source_to_each_target_once(here: DuckDBEngine) -> None:
    found = reduced(here, row(["FRA", "GBR", "FRA"], ["EGY", "FRA"]))
    pairs = [(r["source"], r["target"], r["events"], r["mutual"]) for r in found]
    assert pairs == [("FRA", "EGY", 1, False), ("GBR", "EGY", 1, False), ("GBR", "FRA", 1, False)]


def test_actors_of_one_lineage_are_one(here: DuckDBEngine) -> None:
    (found,) = reduced(here, row(["SUN", "RUS"], ["USA"]), row(["RUS"], ["USA"]))
    assert (found["source"], found["target"], found["events"]) == ("RUS", "USA", 2)
    assert reduced(here, row(["SUN"], ["RUS"])) == []


def test_a_symmetric_event_stands_once_for_every_two_of_its_parties(here: DuckDBEngine) -> None:
    found = reduced(here, row(["USA", "CAN"], ["MEX"], symmetric=True), row(["MEX", "CAN"], [], symmetric=True))
    pairs = [(r["source"], r["target"], r["events"]) for r in found]
    assert pairs == [("CAN", "MEX", 2), ("CAN", "USA", 1), ("MEX", "USA", 1)]
    assert all(r["mutual"] for r in found)


def test_an_open_date_is_taken_in_the_middle(here: DuckDBEngine) -> None:
    (found,) = reduced(here, row(["USA"], ["CHN"], first=date(1972, 2, 1), last=date(1972, 2, 28)))
    assert found["day"] == date(1972, 2, 14)


def test_issues_stand_beside_the_whole(here: DuckDBEngine) -> None:
    rows = (row(["USA"], ["CHN"], 2.0, issue=issue) for issue in ("trade", "trade", "defence", None, "all", ""))
    found = reduced(here, *rows, issues=True)
    assert [(r["issue"], r["events"], r["weight"]) for r in found] == [
        ("all", 6, 6.0),
        ("defence", 1, 1.0),
        ("trade", 2, 2.0),
    ]


def test_what_does_not_count_is_told_by_its_reason(here: DuckDBEngine) -> None:
    wide = {"first": date(1950, 1, 1), "last": date(1959, 12, 31)}
    assert fates(
        here,
        row(["USA"], ["CHN"]),
        row(["USA"], ["CHN"], flags=None),
        row(["USA"], ["CHN"], flags=["weight differs from its code"]),
        row(["USA"], ["CHN"], status="planned"),
        row(["USA"], ["CHN"], status=None),
        row(["USA"], ["CHN"], first=None),
        row(["USA"], ["CHN"], first=DAY, last=DAY - timedelta(days=1)),
        row(["USA"], ["CHN"], flags=["self-tie", "future date"]),
        row(["USA"], ["CHN"], flags=["dated long before"]),
        row(["USA"], ["CHN"], **wide),
        row(["USA"], ["CHN"], None),
        row(["USA"], ["CHN"], 11.0),
        row(["USA"], ["CHN"], math.nan),
        row(["USA"], ["CHN"], confidence=0.0),
        row(["USA"], ["CHN"], confidence=math.nan),
        row([], ["CHN"]),
        row(["USA"], ["", None]),  # type: ignore[list-item]
        row(["USA"], ["USA"]),
        row(["USA"], [], symmetric=True),
    ) == {
        "counted": 3,
        "not done": 2,
        "no date": 2,
        "doubtful date": 2,
        "date wider than a year": 1,
        "no weight": 5,
        "no actor": 2,
        "within one actor": 2,
    }


def test_no_rows_give_no_rows(here: DuckDBEngine) -> None:
    assert reduced(here) == []
    assert fates(here) == {}


def test_each_direction_gets_the_symmetric_events_and_both_get_them_once(here: DuckDBEngine) -> None:
    rows = [row(["USA"], ["CHN"], 1.0), row(["CHN"], ["USA"], -1.0), row(["CHN"], ["USA"], 3.0, symmetric=True)]
    days = here.read(daily(events(*rows), on=here))
    order = ("a", "b", "direction")
    (both,) = here.table(binned(days), order).to_pylist()
    assert (both["a"], both["b"], both["direction"], both["events"]) == ("CHN", "USA", "both", 3)
    assert both["total"] == pytest.approx(0.3, abs=1e-12)
    back, forth = here.table(binned(days, direction="directed"), order).to_pylist()
    assert (back["direction"], back["events"], forth["direction"], forth["events"]) == ("back", 2, "forth", 2)
    assert (back["total"], forth["total"]) == (pytest.approx(0.4), pytest.approx(0.2))


def test_a_month_counts_as_of_its_last_day_with_an_event(here: DuckDBEngine) -> None:
    days = [date(2001, 1, 3), date(2001, 1, 20), date(2001, 2, 1)]
    rows = [row(["USA"], ["CHN"], first=day, last=day) for day in days]
    found = here.table(binned(here.read(daily(events(*rows), on=here))), ("date",)).to_pylist()
    assert [(r["date"], r["events"]) for r in found] == [(days[1], 2), (days[2], 1)]
    found = here.table(binned(here.read(daily(events(*rows), on=here)), bin="day"), ("date",)).to_pylist()
    assert [r["date"] for r in found] == days


_ACTORS = st.lists(st.sampled_from(("RUS", "SUN", "USA", "CHN", "", "local-group")), max_size=3)
_ROWS = st.builds(
    row,
    _ACTORS,
    _ACTORS,
    st.none() | st.integers(-120, 120).map(lambda n: n / 10),
    symmetric=st.booleans(),
    status=st.sampled_from(("happened", "happened", "ongoing", "denied")),
    first=st.none() | st.dates(date(1990, 1, 1), date(1990, 1, 9)),
    last=st.dates(date(1990, 1, 7), date(1990, 1, 12)),
    confidence=st.none() | st.integers(0, 10).map(lambda n: n / 10),
    mentions=st.none() | st.integers(0, 40),
    flags=st.sampled_from(([], [], ["ambiguous actor"], ["future date"])),
)


def by_the_rules(rows: list[dict[str, Any]]) -> tuple[dict[Any, list[float]], Counter[str]]:
    """Number of events, W, W2 and total of each directed dyad and day, and the number of rows that count."""
    sums: dict[Any, list[float]] = {}
    counted: Counter[str] = Counter()
    for r in rows:
        sure = 1.0 if r["confidence"] is None else r["confidence"]
        if "future date" in r["flags"] or r["status"] == "denied" or r["first"] is None or r["last"] < r["first"]:
            continue
        if r["weight"] is None or abs(r["weight"]) > 10 or sure == 0:
            continue
        s, t = ({LINEAGES.get(x, x) for x in r[side] if x} for side in ("sources", "targets"))
        pairs = set(combinations(sorted(s | t), 2)) if r["symmetric"] else {(x, y) for x, y in product(s, t) if x != y}
        counted["counted"] += bool(pairs)
        day = r["first"] + (r["last"] - r["first"]) // 2
        w = round(sure * (1 + math.log(min(max(r["mentions"] or 1, 1), 20))), 3)
        for pair in pairs:
            cell = sums.setdefault((*pair, day, r["symmetric"]), [0, 0.0, 0.0, 0.0])
            for n, value in enumerate((1, w, w * w, w * r["weight"] / 10)):
                cell[n] += value
    return sums, counted


@settings(deadline=None, max_examples=30)
@given(st.lists(_ROWS, max_size=12), st.randoms())
def test_any_rows_give_what_the_rules_say_in_any_order(
    here: DuckDBEngine, rows: list[dict[str, Any]], rng: Any
) -> None:
    found = reduced(here, *rows)
    sums, counted = by_the_rules(rows)
    cells = {(r["source"], r["target"], r["day"], r["mutual"]): r for r in found}
    assert cells.keys() == sums.keys()
    for key, expected in sums.items():
        made = [cells[key][name] for name in ("events", "weight", "weight2", "total")]
        assert made == pytest.approx(expected, abs=2e-3)
    told = fates(here, *rows)
    assert sum(told.values()) == len(rows)
    assert set(told) <= set(FATES)
    assert told.get("counted", 0) >= counted["counted"]  # two of one lineage are two actors there
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert reduced(here, *shuffled) == found


@settings(deadline=None, max_examples=12)
@given(st.lists(_ROWS, min_size=1, max_size=12))
def test_behind_each_row_are_as_many_events_as_it_says(here: DuckDBEngine, rows: list[dict[str, Any]]) -> None:
    given_rows = here.read(events(*rows))
    found = daily(given_rows, LINEAGES, on=here).to_pylist()
    for cell in found:
        dyad = (cell["source"], cell["target"])
        told = here.table(behind(given_rows, LINEAGES, *dyad, cell["day"], cell["day"]), ("id",)).to_pylist()
        of_both = [r for r in found if r["mutual"] and (r["source"], r["target"]) == tuple(sorted(dyad))]
        directed = [r for r in found if not r["mutual"] and (r["source"], r["target"]) == dyad]
        assert len(told) == sum(r["events"] for r in of_both + directed if r["day"] == cell["day"])


def test_a_missing_file_is_told(here: DuckDBEngine, tmp_path: Any) -> None:
    from comity.errors import ProjectError

    with pytest.raises(ProjectError, match=r"nothing\.parquet"):
        daily(tmp_path / "nothing.parquet", on=here)
    (tmp_path / "broken.parquet").write_bytes(b"no Parquet at all")
    with pytest.raises(ProjectError, match="arquet"):
        daily(tmp_path / "broken.parquet", on=here)


def test_the_engine_that_is_asked_for_is_opened() -> None:
    with engine("duckdb", memory="300MB") as made:
        assert made.kind == "duckdb"
