"""What held for a while: read from acts and their ends, from spans, treaties and claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_records import claim, day, derived, event, knots, told

from comity.record.joining.merging import Event
from comity.relations.standing_kinds import has_word, standing_kinds


def act(id: str, when: str, kind: str, trigger: str, sources: str, targets: str = "", **more: Any) -> Event:
    words = frozenset(more.pop("words", "").split())
    return event(
        told(id, sources.split(), targets.split(), when, event_type=kind, trigger=trigger, words=words, **more)
    )


def facts(folder: Path, *acts: Event, **more: Any) -> list[tuple[Any, ...]]:
    rows = derived(folder, acts, **more)["standing_facts"]
    return [(r["a"], r["b"], r["kind"], str(r["first"]), str(r["last"]), r["event_ids"]) for r in rows]


EMBARGO = act("e1", "1980-02-01", "SANCTION", "embargo", "USA", "SUN", words="grain embargo")
LIFTED = act("e2", "1983-05-01", "CONCEDE", "lifted", "USA", "SUN", words="grain embargo")


def test_an_act_and_its_end_are_a_fact_between_them(tmp_path: Path) -> None:
    found = derived(tmp_path, [EMBARGO, LIFTED])
    [row] = found["standing_facts"]
    assert (row["kind"], row["sign"], row["origin"]) == ("embargo", -1, "text")
    assert (row["first"], row["last"], row["event_ids"]) == (day("1980-02-01"), day("1983-05-01"), ["e1", "e2"])
    rows = knots(found["scores"], "RUS", "USA")
    assert all(r["fact_ids"] == [row["id"]] for r in rows[:-1])
    assert not any("e1" in r["event_ids"] for r in rows)  # told once, as what lasted
    assert any("e2" in r["event_ids"] for r in rows)  # the lifting is an act of its own
    assert all(r["mean"] < 0 for r in rows[:-1])


def test_one_side_does_it_to_the_other(tmp_path: Path) -> None:
    other = act("e2", "1983-05-01", "CONCEDE", "lifted", "SUN", "USA", words="embargo")
    kinds = facts(tmp_path, EMBARGO, other)
    assert ("RUS", "USA", "embargo", "1980-02-01", "1983-05-01", ["e1", "e2"]) not in kinds
    scores = derived(tmp_path, [EMBARGO, LIFTED])["scores"]
    assert knots(scores, "RUS", "USA", "back")  # the United States towards the Soviet Union
    assert not any(r["fact_ids"] for r in knots(scores, "RUS", "USA", "forth"))


def test_an_end_alone_tells_that_it_held_the_year_before(tmp_path: Path) -> None:
    found = derived(tmp_path, [LIFTED])
    [row] = found["standing_facts"]
    assert (row["first"], row["last"]) == (None, day("1983-05-01"))
    dates = [r["date"] for r in knots(found["scores"], "RUS", "USA") if r["fact_ids"]]
    assert all(day("1982-05-01") <= d < day("1983-05-01") for d in dates)
    assert dates


def test_an_order_without_a_told_end_counts_half_for_as_long_as_such_last(tmp_path: Path) -> None:
    later = act("e9", "1999-01-01", "CONSULT", "met", "RUS USA")
    found = derived(tmp_path, [EMBARGO, later])
    [row] = found["standing_facts"]
    assert row["last"] is None
    held = [r["date"] for r in knots(found["scores"], "RUS", "USA") if r["fact_ids"]]
    assert day("1988-01-01") < max(held) < day("1991-12-26")
    cut = act("e9", "1982-01-01", "CONSULT", "met", "SUN USA")
    short = derived(tmp_path, [EMBARGO, cut])["scores"]
    assert max(r["date"] for r in knots(short, "RUS", "USA") if r["fact_ids"]) <= day("1982-01-01")  # the record ends


def test_an_invasion_and_the_withdrawal_are_an_occupation(tmp_path: Path) -> None:
    invaded = act("e1", "1979-12-27", "ASSAULT", "invaded", "SUN", "AFG")
    left = act("e2", "1989-02-15", "RETREAT", "withdrawal", "SUN", place="Afghanistan")
    bombed = act("e3", "1984", "ASSAULT", "bombed", "SUN", "AFG")
    assert ("AFG", "RUS", "occupation", "1979-12-27", "1989-02-15", ["e1", "e2"]) in facts(
        tmp_path, invaded, left, bombed
    )


def test_an_end_too_late_ends_something_else(tmp_path: Path) -> None:
    war = act("e1", "1965-08", "ASSAULT", "war", "IND PAK")
    assert facts(tmp_path, war, act("e2", "1965-09-23", "AGREE", "agreed", "IND PAK", words="ceasefire")) == [
        ("IND", "PAK", "war", "1965-08-01", "1965-09-23", ["e1", "e2"])
    ]
    assert facts(tmp_path, war, act("e2", "2003-11-26", "AGREE", "agreed", "IND PAK", words="ceasefire")) == []


def test_what_began_again_is_a_second_fact(tmp_path: Path) -> None:
    again = act("e3", "1986-01-01", "SANCTION", "embargo", "USA", "SUN")
    ended = act("e4", "1988-01-01", "RETREAT", "lifted", "USA", "SUN", words="embargo")
    found = sorted(f[3:5] for f in facts(tmp_path, EMBARGO, LIFTED, again, ended))
    assert found == [("1980-02-01", "1983-05-01"), ("1986-01-01", "1988-01-01")]


def test_a_word_for_a_state_over_years_lasted_as_long(tmp_path: Path) -> None:
    assert facts(tmp_path, act("e1", "1965..1975", "SANCTION", "embargo", "USA", "PAK")) == [
        ("PAK", "USA", "embargo", "1965-01-01", "1975-12-31", ["e1"])
    ]
    assert facts(tmp_path, act("e1", "1965..1975", "SANCTION", "punished", "USA", "PAK")) == []
    backed = act("e1", "1965..1975", "SUPPORT", "backed", "USA", "PAK")
    assert [f[2] for f in facts(tmp_path, backed)] == ["partnership"]
    near = act("e1", "1965..1975", "SUPPORT", "backed", "USA", "PAK", basis="context")  # the span is something else's
    assert facts(tmp_path, near) == []


def test_a_claim_of_alliance_over_years_counts_once(tmp_path: Path) -> None:
    said = claim("c1", "PAK", "USA", "1954..1962", level=1, trigger_start=4, trigger_end=12)
    assert derived(tmp_path, [], [said])["standing_facts"] == []  # no such word
    found = derived(tmp_path, [], [said], texts={"doc": "the alliance of both"})
    [row] = found["standing_facts"]
    assert (row["kind"], row["claim_ids"]) == ("alliance", ["c1"])
    assert all(r["fact_ids"] and not r["claim_ids"] for r in found["scores"])
    assert {round(r["observed"], 6) for r in found["scores"]} == {0.7}


def test_treaties_and_members_stand(tmp_path: Path) -> None:
    signed = event(told("e1", ["SUN", "IND"], (), "1971-08-09", event_type="SUPPORT", trigger="signed"))
    joined = event(told("e2", ["PAK"], ["SCO"], "2017-06-09", event_type="SUPPORT", trigger="joined"))
    things = [
        {"id": "pact", "name": "Treaty of Mutual Assistance", "kind": "treaty"},
        {"id": "SCO", "name": "Shanghai Cooperation Organisation", "kind": "organisation"},
    ]
    stage = {"status": "happened", "document_ids": ["doc"]}
    stages = [
        {**stage, "thing_id": "pact", "ordinal": 0, "stage": "agreed", "first": day("1971-08-09"), "last": day("1971-08-09"), "parties": ["IND", "SUN"], "event_id": "e1"},
        {**stage, "thing_id": "pact", "ordinal": 1, "stage": "ended", "first": day("1990-01-01"), "last": day("1990-12-31"), "parties": ["IND", "SUN"]},
        {**stage, "thing_id": "SCO", "ordinal": 0, "stage": "member joined", "first": day("2017-06-09"), "last": day("2017-06-09"), "parties": ["PAK"], "event_id": "e2"},
    ]  # fmt: skip
    found = derived(tmp_path, [signed, joined], extra={"things": things, "thing_stages": stages})
    rows = [(r["a"], r["b"], r["kind"], r["name"], str(r["last"])) for r in found["standing_facts"]]
    assert sorted(rows) == [
        ("IND", "RUS", "alliance", "Treaty of Mutual Assistance", "1990-12-31"),
        ("PAK", "SCO", "membership", "Shanghai Cooperation Organisation", "None"),
    ]
    held = [r for r in knots(found["scores"], "IND", "RUS") if r["fact_ids"]]
    assert held[-1]["date"] == day("1990-07-02")
    assert all(r["mean"] > 0.2 for r in held)


def test_no_treaty_stands_once_the_two_come_to_blows(tmp_path: Path) -> None:
    signed = event(told("e1", ["IND", "PAK"], (), "1966-01-10", event_type="SUPPORT", trigger="signed"))
    war = act("e2", "1971-12-03", "ASSAULT", "attacked", "PAK", "IND")
    things = [{"id": "pact", "name": "Treaty of Friendship", "kind": "treaty"}]
    stages: list[dict[str, Any]] = [
        {"thing_id": "pact", "ordinal": 0, "stage": "agreed", "status": "happened", "document_ids": ["doc"]}
    ]
    stages[0] |= {"first": day("1966-01-10"), "last": day("1966-01-10"), "parties": ["IND", "PAK"], "event_id": "e1"}
    late = act("e3", "1990-01-01", "CONSULT", "met", "IND PAK")
    found = derived(tmp_path, [signed, war, late], extra={"things": things, "thing_stages": stages})["scores"]
    assert max(r["date"] for r in knots(found, "IND", "PAK") if r["fact_ids"]) == day("1971-12-02")


def test_kinds_are_checked_and_words_are_beginnings() -> None:
    assert [k.name for k in standing_kinds()][:2] == ["embargo", "sanctions"]
    assert all(k.sign * k.value > 0 for k in standing_kinds())
    assert has_word("An arms Embargo, lifted", ("embargo",))
    assert not has_word("disembargo", ("embargo",))
    assert not has_word("anything", ())


def test_a_kind_that_cannot_be_is_refused() -> None:
    from comity.errors import TableError
    from comity.relations.standing_kinds import _kind

    row = {"kind": "feud", "sign": "1", "value": "-0.5", "types": "ASSAULT", "lasting": "", "begins": "", "ends": "", "ended": "", "told": "", "years": "1", "mutual": "", "stands": "0", "throughout": ""}  # fmt: skip
    with pytest.raises(TableError, match="feud"):
        _kind(row)


def test_what_decides_a_relation_says_as_much_of_each_day_as_if_said_of_it() -> None:
    """Against the level left by one statement about one day, in the middle of a long span."""
    import numpy as np

    from comity.relations.evidence import Piece
    from comity.relations.ou import Model, filter_smooth
    from comity.relations.scoring import observe, place

    model = Model(0.0, 0.4, 6000.0, 0.4, 1e-6)  # knots lie much closer than this memory
    for throughout, left in ((True, 1 + 0.16 / 0.1), (False, np.sqrt(1 + 0.16 / 0.1))):
        said = (True, -0.9, 1.6, 0, "fact", "f", (), ())
        piece = Piece("A", "B", True, True, None, 0, 40_000, *said, throughout)  # type: ignore[arg-type]
        _, seen, _ = observe(place([piece], {("A", "B"): 0}), model)
        found = filter_smooth(seen.day, seen.value, seen.variance, seen.starts, model)
        assert found.var[len(found.var) // 2] == pytest.approx(0.16 / left, rel=0.1)
