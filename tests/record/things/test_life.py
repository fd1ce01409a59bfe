"""One thing from what several documents call it, and its life put together."""

from __future__ import annotations

import itertools
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_texts import read, record_of, registry

from comity.errors import UsageError
from comity.record import Record
from comity.record.actors import lineages
from comity.record.store import StoreWriter
from comity.record.things.keys import key_maker
from comity.record.things.life import Told, last_stage, stages
from comity.record.things.naming.rows import thing_rows
from comity.record.things.resolving import resolve
from comity.tables import NAMED_THINGS, REPORTS, THING_TELLINGS

PIPELINE = {
    "gazette": (
        "In 2009, Russia and Pakistan agreed to build a gas pipeline from Orvel to Tamsin. Its cost was put at $2 billion.\n\n"
        "Work on the pipeline began in 2012. The pipeline was suspended in 2014 when a bank withdrew."
    ),
    "courier": (
        "The Tamsin-Orvel gas pipeline, since renamed the Silver Coast Gas Pipeline (SCGP), is to carry 12 bcm a year.\n\n"
        "Russia holds a 51 percent stake in the SCGP. The 1,100-km Silver Coast Gas Pipeline cost $2.4 billion and was completed in 2021."
    ),
    "herald": (
        "The Silver Coast pipeline was completed in March 2021. In 2010, Russia and Pakistan had reached an agreement to build "
        "the Orvel-Tamsin pipeline.\n\nThe SCGP project has had few friends in India."
    ),
}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record_of(PIPELINE, tmp_path_factory.mktemp("pipeline") / "record.duckdb")


def test_three_documents_tell_of_one_pipeline(pipeline: Record) -> None:
    (row,) = pipeline.things(kind="project").to_pylist()
    assert row["name"] == "Silver Coast Gas Pipeline"
    assert set(row["aliases"]) >= {
        "SCGP",
        "Tamsin-Orvel gas pipeline",
        "Orvel-Tamsin pipeline",
        "Silver Coast pipeline",
    }
    assert row["documents"] == 3
    assert sorted(row["parties"]) == ["PAK", "RUS"]
    assert row["stage"] == "built"


def test_its_life_is_told_stage_by_stage_with_its_sentences(pipeline: Record) -> None:
    life = pipeline.thing("SCGP")["stages"]
    told = [(s["stage"], s["status"], s["first"] and s["first"].year) for s in life]
    assert told == [
        ("agreed", "happened", 2009),
        ("agreed", "happened", 2010),
        ("built", "ongoing", 2012),
        ("stalled", "happened", 2014),
        ("built", "happened", 2021),
        ("renamed", "happened", None),
    ]
    built = life[4]
    assert (built["first"], built["last"]) == (date(2021, 3, 1), date(2021, 3, 31))
    assert built["document_ids"] == ["courier", "herald"]
    for stage in life:
        for row in stage["sentences"]:
            assert PIPELINE[row["document_id"]][row["start"] : row["end"]] == row["sentence"]


def test_what_is_told_of_it_stands_by_document(pipeline: Record) -> None:
    facts = {(f["field"], f["value"], f["document_id"]) for f in pipeline.thing("silver-coast-pipeline")["facts"]}
    assert {("sum", "$2 billion", "gazette"), ("sum", "$2.4 billion", "courier")} <= facts
    assert ("share", "51 percent", "courier") in facts
    assert ("length", "1,100-km", "courier") in facts
    assert ("route", "Orvel to Tamsin", "gazette") in facts


def test_a_thing_is_found_by_any_of_its_names(pipeline: Record) -> None:
    ids = {
        pipeline.thing(name)["id"]
        for name in ("scgp", "Tamsin-Orvel gas pipeline", "silver coast", "Orvel-Tamsin Pipeline")
    }
    assert len(ids) == 1
    with pytest.raises(UsageError, match="No thing"):
        pipeline.thing("Grand Canal")


def test_kinds_and_parties_filter(pipeline: Record) -> None:
    assert pipeline.things(kind="treaty").num_rows == 0
    assert pipeline.things(actor="RUS").num_rows == 1
    assert pipeline.things(actor="FRA").num_rows == 0
    with pytest.raises(UsageError):
        pipeline.things(kind="ship")


TABLES = ("things", "thing_mentions", "thing_stages", "thing_facts", "event_things")


def rows(record: Record) -> list[str]:
    return [repr(row) for table in TABLES for row in record.sql(f"SELECT * FROM {table} ORDER BY ALL").to_pylist()]


def test_the_order_of_documents_is_of_no_matter(tmp_path: Path, pipeline: Record) -> None:
    wanted = rows(pipeline)
    for n, order in enumerate(itertools.permutations(PIPELINE)):
        with record_of({id: PIPELINE[id] for id in order}, tmp_path / f"{n}.duckdb") as record:
            assert rows(record) == wanted


def test_a_document_more_about_something_else_changes_nothing(tmp_path: Path, pipeline: Record) -> None:
    wanted = rows(pipeline)
    with record_of({**PIPELINE, "other": "The Kalwin dam leaks."}, tmp_path / "more.duckdb") as record:
        assert set(wanted) <= set(rows(record))


# names that are one thing, and names that are not


@cache
def named_rows(text: str, id: str) -> list[dict[str, Any]]:
    """Rows of `named_things` of a document, but for organisations."""
    rows = [dict(zip(NAMED_THINGS.names(), row, strict=True)) for row in thing_rows(*read(text, id))[0]]
    return [row for row in rows if row["kind"] != "organisation"]


def ids(*texts: str) -> list[str]:
    """The ids of the things named in these documents, in their order."""
    named = [row for n, text in enumerate(texts) for row in named_rows(text, str(n))]
    place = [(row["document_id"], row["kind"], row["means"]) for row in named]
    found = resolve(named, key_maker(registry()), lineages(registry()))
    return [found[p].id for p in place]


SAME = [
    ("The Orvel-Tamsin pipeline leaks.", "They shut the Tamsin-Orvel gas pipeline."),
    ("The Iran-Pakistan pipeline stalled.", "The Pakistan-Iran gas pipeline stalled."),
    ("The Iran-Pakistan pipeline stalled.", "The IP pipeline stalled."),
    ("The Iranian-Pakistani pipeline stalled.", "The Iran-Pakistan pipeline stalled."),
    ("The Kalwin dam leaks.", "The Kalwin dam project is late."),
    ("The Kalwin dam leaks.", "Nobody pays for the Kalwin project."),
    ("The Kalwin dam leaks.", "The dam at Kalwin is full."),
    ("They shut Kalwin port.", "The port of Kalwin is shut."),
    ("They signed the Treaty of Westerport.", "The Westerport treaty lapsed."),
    ("They signed the Westerport Accords.", "The Westerport agreement lapsed."),
    ("They signed the 1979 Westerport treaty.", "The Westerport treaty lapsed."),
    ("Exercise Bold Heron began.", "The Bold Heron drills began."),
    ("A drill called Silver Lance-2018 began.", "The drills, dubbed Silver Lance 2019, began."),
    ("It flew the Su-30MKI.", "Two Su-30s fell."),
    ("It bought S-400s.", "The S400 missile system came late."),
    ("Iran left the Nuclear Non-Proliferation Treaty.", "Iran left the NPT."),
    ("A Kilo-class submarine sank.", "The Kilo submarine sank."),
    ("The Orvel Valley Gas Pipeline (OVGP) leaks.", "The OVGP project leaks."),
    ("Russia signed the 1995 fisheries treaty.", "The 1995 fisheries treaty bound Russia."),
]
APART = [
    ("The Orvel-Tamsin pipeline leaks.", "The Orvel-Kalwin pipeline leaks."),
    ("The Iran-Pakistan pipeline stalled.", "The Iran-Pakistan-India pipeline stalled."),
    ("The Orvel-Tamsin gas pipeline leaks.", "The Orvel-Tamsin oil pipeline leaks."),
    ("The Orvel-Tamsin pipeline leaks.", "The Orvel-Tamsin railway is shut."),
    ("The Kalwin dam leaks.", "The Kalwin airport is shut."),
    ("The Westerport Convention holds.", "The Westerport Protocol holds."),
    ("They signed the 1979 Westerport treaty.", "They signed the 1999 Westerport treaty."),
    ("Exercise Bold Heron began.", "Exercise Bold Falcon began."),
    ("The Su-30 fell.", "The Su-35 fell."),
    ("The Shaheen-II flew.", "The Shaheen-III flew."),
    ("Nord Stream was full.", "Nord Stream 2 stayed empty."),
    ("India shut the Friendship Bridge.", "Estonia shut the Friendship Bridge."),
    ("Norway signed the 1995 fisheries treaty.", "The 1995 fisheries treaty bound Japan."),
    ("The Orvel Valley Gas Pipeline (OVGP) leaks.", "The Ostra-Varn Grand Port (OVGP) is shut."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_thing(one: str, other: str) -> None:
    found = ids(one, other)
    assert len(found) >= 2
    assert len(set(found)) == 1, found


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_two_things(one: str, other: str) -> None:
    assert len(set(ids(one, other))) == 2


def test_what_could_be_either_stays_apart() -> None:
    gas, oil, bare = ids(
        "The Orvel-Tamsin gas pipeline leaks.",
        "The Orvel-Tamsin oil pipeline leaks.",
        "The Orvel-Tamsin pipeline leaks.",
    )
    assert len({gas, oil, bare}) == 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(sorted({text for pair in SAME + APART for text in pair})))
def test_resolving_any_order(texts: list[str]) -> None:
    assert things_by_text(texts) == things_by_text(sorted(texts))


def things_by_text(texts: list[str]) -> dict[str, list[str]]:
    named = [row for text in texts for row in named_rows(text, text)]
    place = [(row["document_id"], row["kind"], row["means"]) for row in named]
    found = resolve(named, key_maker(registry()), lineages(registry()))
    by_text: dict[str, list[str]] = {}
    for p in place:
        by_text.setdefault(p[0], []).append(found[p].id)
    return by_text


# stages put together


def told(
    stage: str, year: int | None, document: str = "a", *, status: str = "happened", parties: tuple[str, ...] = ()
) -> Told:
    first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    return Told(stage, status, first, last, parties, None, document, 0, 10)


def test_one_year_told_twice_is_one_stage_and_another_year_another() -> None:
    found = stages("project", [told("built", 1990, "a"), told("built", 1990, "b"), told("built", 1992, "c")])
    assert [(s.first and s.first.year, s.documents) for s in found] == [(1990, ("a", "b")), (1992, ("c",))]


def test_an_undated_stage_joins_the_only_dated_one() -> None:
    (one,) = stages("project", [told("built", 1990, "a"), told("built", None, "b")])
    assert one.documents == ("a", "b")
    assert len(stages("project", [told("built", 1990), told("built", 1995), told("built", None, "b")])) == 3


def test_deals_of_other_buyers_stay_apart() -> None:
    deals = [told("agreed", 2018, "a", parties=("IND", "RUS")), told("agreed", 2018, "b", parties=("CHN", "TUR"))]
    assert len(stages("weapon", deals)) == 2
    assert len(stages("treaty", deals)) == 1


def test_the_last_stage_is_what_came_not_what_is_planned() -> None:
    assert last_stage(stages("project", [told("agreed", 2009), told("built", 2030, status="planned")])) == "agreed"


@given(
    st.lists(
        st.builds(
            told,
            st.sampled_from(["built", "agreed", "stalled"]),
            st.sampled_from([None, 1990, 1991, 1992]),
            st.sampled_from("abc"),
            status=st.sampled_from(["happened", "planned"]),
            parties=st.sampled_from([(), ("IND",), ("RUS", "IND"), ("CHN",)]),
        ),
        max_size=12,
    ),
    st.sampled_from(["project", "weapon"]),
    st.randoms(use_true_random=False),
)
def test_stages_do_not_hang_on_the_order_and_lose_nothing(tellings: list[Told], kind: str, random: object) -> None:
    found = stages(kind, tellings)
    shuffled = list(tellings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert stages(kind, shuffled + tellings) == found
    assert {t.document for t in tellings} == {d for s in found for d in s.documents}
    for s in found:
        assert s.first is None or s.last is None or s.first <= s.last


def test_what_a_rejected_report_told_is_no_stage(tmp_path: Path) -> None:
    from comity.record.things.derive import derive_things, find_things

    columns = THING_TELLINGS.names()
    document, reading = read("Russia completed the Orvel dam in 1987.")
    named_here, tellings = thing_rows(document, reading)
    report = dict.fromkeys(REPORTS.names()) | {
        "id": "r",
        "document_id": "a",
        "start": 0,
        "end": 39,
        "trigger_start": 7,
        "trigger_end": 16,
    }
    for rejected in (False, True):
        with StoreWriter(tmp_path / f"{rejected}.duckdb") as store:
            store.add("named_things", named_here)
            store.add(
                "thing_tellings",
                [tuple({**dict(zip(columns, t, strict=True)), "report_id": "r"}.values()) for t in tellings],
            )
            store.add("reports", [tuple({**report, "rejected": rejected}.values())])
            derive_things(store, find_things(store, registry()), {"r": "r"})
            found = [row["event_id"] for row in store.rows("SELECT event_id FROM thing_stages")]
        assert found == ([] if rejected else ["r"])
