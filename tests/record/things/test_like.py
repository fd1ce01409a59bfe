"""Things that may be one: works that share one end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plain_texts import record_of

from comity.record.things.like import Work, ends_of, may_be_one


def work(id: str, *ends: str, family: str = "pipeline", parties: str = "", year: int | None = None) -> Work:
    day = date(year, 1, 1) if year else None
    return Work(id, family, frozenset(ends), frozenset(parties.split()), day, day)


def test_same_end_rule() -> None:
    found = may_be_one([work("a", "orvel", "tamsin"), work("b", "orvel", "kalwin"), work("c", "seldon", "brackmoor")])
    assert found == {"a": ("b",), "b": ("a",)}


def test_what_is_not_like() -> None:
    one = work("a", "orvel", "tamsin", parties="CHD", year=1990)
    for other in (
        work("b", "orvel", "tamsin"),
        work("b", "orvel", "kalwin", family="rail"),
        work("b", "orvel", "kalwin", parties="MLI"),
        work("b", "orvel", "kalwin", year=2005),
    ):
        assert may_be_one([one, other]) == {}


def test_ends() -> None:
    assert ends_of(["Orvel to Tamsin"], []) == {"orvel", "tamsin"}
    assert ends_of([], [("orvel", "tamsin")]) == {"orvel", "tamsin"}
    assert ends_of([], [("<IRN>", "<PAK>")]) == frozenset()
    assert ends_of(["Orvel to Tamsin", "Orvel to Kalwin"], []) == frozenset()


def test_two_routes_of_one_line_are_linked(tmp_path: Path) -> None:
    texts = {
        "a": "India and Nepal signed an agreement on a gas pipeline from Orvel to Tamsin.",
        "b": "India and Nepal will build a gas pipeline from Orvel to Kalwin.",
    }
    record = record_of(texts, tmp_path / "store.duckdb")
    facts = record.sql("SELECT thing_id, value FROM thing_facts WHERE field = 'may be' ORDER BY 1").to_pylist()
    assert [(f["thing_id"], f["value"]) for f in facts] == [
        ("orvel-kalwin-pipeline", "gas pipeline from Orvel to Tamsin"),
        ("orvel-tamsin-pipeline", "gas pipeline from Orvel to Kalwin"),
    ]
