"""The network of a day from scores, through the years, and two dates compared; over a small store made by hand."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cold_war import EVIDENCE, add, write

from comity.actors import Registry
from comity.errors import UsageError
from comity.record.record import Record
from comity.record.store import StoreWriter
from comity.relations.curve import curves
from comity.system.comparing import compare
from comity.system.derive import derive_system
from comity.system.layout import places, usual
from comity.system.levels import relations
from comity.system.network import system, systems
from comity.system.picture import picture
from comity.system.table_ties import table_ties, treaties


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("cold-war") / "record.duckdb"
    write(path)
    with Record(path) as opened:
        yield opened


FOUR = ["PAK", "IND", "SUN", "USA"]


def test_a_tie_is_the_curve_on_that_day(record: Record) -> None:
    day = date(1985, 12, 31)
    found = system(record, on=day, actors=FOUR).network
    of = curves(record)
    assert len(found.ties) == len(EVIDENCE)
    for tie in found.ties:
        mean, sd = of[tie.pair].at(day)
        assert (tie.mean, tie.sd) == pytest.approx((mean, sd), abs=1e-6)
        assert tie.latest == of[tie.pair].latest(day)
        assert tie.weight == pytest.approx(of[tie.pair].weight(day), abs=1e-6)
    known = system(record, on=day, actors=FOUR, known=True).network
    assert {t.pair: (t.mean, t.sd) for t in known.ties} == {
        pair: pytest.approx(of[pair].at(day, known=True), abs=1e-6) for pair in of
    }


def test_actors_have_the_ids_of_that_day_and_are_found_by_any(record: Record) -> None:
    then, now = (system(record, on=date(year, 12, 31), actors=["Soviet Union", "Pakistan"]) for year in (1985, 2016))
    assert [n.id for n in then.network.nodes] == ["PAK", "SUN"]
    assert [n.id for n in now.network.nodes] == ["PAK", "RUS"]
    assert [t.sign for t in then.network.ties] == [-1]
    assert [t.sign for t in now.network.ties] == [1]


def test_a_pair_without_evidence_up_to_the_day_is_absent_and_one_long_past_says_so(record: Record) -> None:
    early = system(record, on=date(1971, 12, 31), actors=[*FOUR, "AFG"]).network
    assert ("RUS", "USA") in early.silent()
    assert ("AFG", "IND") in early.silent()
    assert {t.pair for t in early.ties} == {("IND", "PAK"), ("IND", "RUS"), ("PAK", "RUS")}
    late = system(record, on=date(2024, 12, 31), actors=FOUR).network
    (cold,) = [t for t in late.ties if t.pair == ("RUS", "USA")]
    assert cold.faded
    assert cold.sign == 0
    assert cold in late.faded
    assert cold.latest == date(1983, 9, 1)


def test_two_camps_of_the_cold_war(record: Record) -> None:
    then = system(record, on=date(1985, 12, 31), actors=FOUR)
    assert [b.members for b in then.blocs] == [("IND", "RUS"), ("PAK", "USA")]
    assert (then.balance.lower, then.balance.upper, then.balance.certified) == (0, 0, True)
    assert not then.balance.against


def test_a_score_that_rests_on_what_is_told_of_later_says_so(record: Record) -> None:
    pair = ["PAK", "RUS"]
    (seen,) = system(record, on=date(2013, 12, 31), actors=pair).network.ties
    (known,) = system(record, on=date(2013, 12, 31), actors=pair, known=True).network.ties
    assert (seen.latest, seen.ahead, seen.event_ids) == (date(1983, 1, 1), date(2014, 11, 20), ("pakrus2014",))
    assert (known.latest, known.ahead, known.event_ids) == (date(1983, 1, 1), None, ("pakrus1983",))
    assert seen.sign == 1
    assert known.sign == 0


def test_undetermined_ties_lean_and_so_do_the_likeliest_sides(record: Record) -> None:
    found = system(record, on=date(1979, 12, 31), actors=FOUR)
    assert {t.pair for t in found.network.undetermined} == {("PAK", "USA"), ("IND", "PAK")} - {
        t.pair for t in found.network.determined
    }
    assert found.likely == ((("IND", "RUS"), ("PAK", "USA")),)


def test_an_unknown_actor_issue_or_origin_says_what_there_is(record: Record) -> None:
    with pytest.raises(UsageError, match="No actor is called 'Atlantis'"):
        system(record, actors=["Atlantis"])
    with pytest.raises(UsageError) as raised:
        system(record, issue="energy")
    assert "all" in (raised.value.hint or "")
    with pytest.raises(UsageError) as raised:
        system(record, origin="gdelt")
    assert "text" in (raised.value.hint or "")


def test_without_a_day_it_is_that_of_the_last_evidence(record: Record) -> None:
    assert system(record).date == date(2016, 9, 24)


def test_a_day_may_be_text_and_a_year_means_its_end(record: Record) -> None:
    assert system(record, "1972").network.date == system(record, date(1972, 12, 31)).network.date == date(1972, 12, 31)
    with pytest.raises(UsageError, match="not a date"):
        system(record, "the seventies")


def test_years_say_what_changed_and_on_what_evidence(record: Record) -> None:
    years = {year.system.date.year: year for year in systems(record, [])}
    assert (min(years), max(years)) == (1971, 2016)
    turned = [
        (y, c) for y in years for pair, c in years[y].changes.items() if pair == ("PAK", "RUS") and c.after.sign > 0
    ]
    ((year, change),) = turned
    assert year < 2014
    assert (change.kind, change.event_ids, change.later) == ("now surely positive", ("pakrus2014",), True)
    assert change.before is not None
    assert change.before.sign == 0  # from no sign to one: not turned
    then = {y.system.date.year: y for y in systems(record, [], known=True)}
    assert then[2014].changes["PAK", "RUS"].event_ids == ("pakrus2014",)  # nobody knew before
    assert not then[2014].changes["PAK", "RUS"].later
    assert years[1980].changes["RUS", "USA"].kind == "new"
    kinds = [y.changes["RUS", "USA"].kind for _, y in sorted(years.items()) if ("RUS", "USA") in y.changes]
    assert kinds == ["new", "no longer sure", "faded"]


def test_two_dates_compared(record: Record) -> None:
    found = compare(record, date(2016, 12, 31), date(1985, 12, 31), actors=FOUR)
    assert (found.before.date.year, found.after.date.year) == (1985, 2016)
    moves = {m.pair: m for m in found.moves}
    turned = moves["PAK", "RUS"]
    assert turned.kind == "turned positive"
    assert turned.event_ids == ("pakrus2014", "pakrus2016")
    assert (turned.higher or 0) > 0.99
    assert moves["PAK", "USA"].event_ids == ("pakusa2011",)
    assert found.moves[0].kind
    with pytest.raises(UsageError):
        compare(record, date(1985, 12, 31), date(1985, 12, 31))


def test_the_rows_of_a_build_are_the_same_each_time_and_agree_with_a_day_asked(tmp_path: Path) -> None:
    registry = Registry.default()
    held = []
    for n in range(2):
        with StoreWriter(tmp_path / f"{n}.duckdb") as store:
            add(store, registry, {pair: EVIDENCE[pair] for pair in sorted(EVIDENCE, reverse=True)} if n else EVIDENCE)
            derive_system(store, registry)
        with Record(tmp_path / f"{n}.duckdb") as opened:
            names = ("system_years", "system_ties", "system_actors", "standing_facts")
            held.append({name: opened.sql(f"SELECT * FROM {name}").to_pylist() for name in names})
            day = system(opened, on=date(1985, 12, 31), draws=200)
    assert held[0] == held[1]
    (year,) = [row for row in held[0]["system_years"] if row["date"] == day.date]
    assert (year["positive"], year["negative"]) == (2, 3)
    assert year["frustration_upper"] == day.balance.upper
    actors = {row["actor"]: row for row in held[0]["system_actors"] if row["date"] == day.date}
    assert actors["RUS"]["shown"] == "SUN"
    assert {x: row["bloc"] for x, row in actors.items()} == {x: b.number for b in day.blocs for x in b.members}
    facts = held[0]["standing_facts"]
    assert {row["origin"] for row in facts} == {"table"}
    assert ("IND", "RUS", "partnership") in {(row["a"], row["b"], row["kind"]) for row in facts}


def test_tables_tell_of_treaties_on_their_days_and_move_nothing(record: Record) -> None:
    registry = Registry.default()
    names = {t.name for t in table_ties(registry, ["IND", "RUS"], date(1972, 1, 1))}
    assert names == {"Treaty of Peace, Friendship and Co-operation"}
    assert not table_ties(registry, ["IND", "RUS"], date(1971, 8, 8))
    nato = [t for t in table_ties(registry, ["FRA", "TUR"]) if "North Atlantic" in t.name]
    assert [str(t.first) for t in nato] == ["1952-02-18"]
    drawn = system(record, on=date(1972, 1, 1), actors=["USA", "JPN"])
    assert [t.pair for t in drawn.network.drawn] == [("JPN", "USA")]
    assert not drawn.network.ties
    assert drawn.balance.interval is None


def test_every_treaty_is_between_states_that_were_there() -> None:
    registry = Registry.default()
    for treaty in treaties():
        for state in (treaty.a, treaty.b):
            valid = registry.actor(state).valid
            assert treaty.valid.first is not None
            assert valid.covers(treaty.valid.first), treaty
            assert valid.last is None or (treaty.valid.last is not None and treaty.valid.last <= valid.last), treaty


def test_an_imported_origin_is_never_mixed_with_the_text(tmp_path: Path) -> None:
    registry = Registry.default()
    other = {("IND", "RUS"): [("1985-01-01", -0.9), ("1985-06-01", -0.9)]}
    with StoreWriter(tmp_path / "r.duckdb") as store:
        add(store, registry)
        add(store, registry, other, origin="others")
        derive_system(store, registry)
    with Record(tmp_path / "r.duckdb") as opened:
        (theirs,) = system(opened, on=date(1985, 12, 31), origin="others").network.ties
        ours = system(opened, on=date(1985, 12, 31)).network
        origins = opened.sql("SELECT DISTINCT origin FROM system_ties ORDER BY 1").to_pydict()["origin"]
    assert theirs.sign == -1
    assert next(t for t in ours.ties if t.pair == theirs.pair).sign == 1
    assert origins == ["others", "text"]


def test_the_picture_draws_what_is_sure_and_what_is_not(record: Record) -> None:
    of = relations(record)
    at = places(sorted({x for r in of for x in r.pair}), usual(of))
    found = [y.system for y in systems(record, [date(1985, 12, 31), date(2016, 12, 31)], actors=FOUR)]
    svg = ET.fromstring(picture(found, at, "Camps <then> & now"))
    name = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{name}title") == "Camps <then> & now"
    panels = svg.findall(f"{name}g")[:2]
    kinds = [sorted(line.get("class") or "" for line in panel.iter(f"{name}line")) for panel in panels]
    assert kinds[0] == ["minus", "minus", "minus", "plus", "plus"]
    assert "plus" in kinds[1]
    texts = [[t.text for t in panel.iter(f"{name}text")] for panel in panels]
    assert "SUN" in texts[0]
    assert "RUS" in texts[1]
    circles = [[(c.get("cx"), c.get("cy")) for c in panel.iter(f"{name}circle")] for panel in panels]
    assert circles[0] == circles[1]  # the same place at every date
    told = [t.text or "" for t in panels[0].iter(f"{name}title")]
    assert any("IND and SUN, from tables: Treaty of Peace" in t for t in told)


def test_places_are_apart_in_a_crowd() -> None:
    ids = [f"s{n:02d}" for n in range(60)]
    levels = {
        (a, b): 0.5 if (n + m) % 3 else -0.5
        for n, a in enumerate(ids)
        for m, b in enumerate(ids[:n])
        if (n * m) % 5 == 0
    }
    at = places(ids, {(min(p), max(p)): v for p, v in levels.items()})
    nearest = min(
        (at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2 for n, a in enumerate(ids) for b in ids[n + 1 :]
    )
    assert nearest**0.5 > 0.05  # of a picture 1,200 wide, with circles 30 wide
    assert at == places(list(reversed(ids)), {(min(p), max(p)): v for p, v in levels.items()})
