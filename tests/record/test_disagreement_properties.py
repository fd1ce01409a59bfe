"""What holds of disagreements whatever the reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from told_by_hand import one_event, own_events, report, told_of

from comity.record.disagreements import Disagreement, across, within
from comity.record.disagreements.agreements import agreements
from comity.record.disagreements.figures import compatible, plain
from comity.record.disagreements.grading import days_apart
from comity.record.disagreements.told import Told
from comity.record.joining.sighting import Sighting

DAYS = st.sampled_from(["2014", "2014-06", "2014-06-02", "2014-06-05", "2014-07", "2015", "2015-01-01", "2013-12"])
PLACES = st.sampled_from([None, "Busia", "central Busia", "Moroto"])
STATUSES = st.sampled_from(["happened", "planned", "denied", "ongoing"])
SUMS = st.sampled_from([5.0e8, 5.04e8, 7e8, 2e9])


@st.composite
def told(draw: st.DrawFn, one_text: bool = False) -> list[tuple[Sighting, object]]:
    made = []
    for n in range(draw(st.integers(2, 5))):
        value = draw(SUMS)
        words = f"${value / 1e6:,.0f} million"
        kind = draw(st.sampled_from(["lifted", "first"]))
        said = f"Kenya lifted its tea embargo against Uganda and gave it {words}."
        if kind == "first":
            said = f"For the first time Kenya lifted its tea embargo against Uganda and gave it {words}."
        document = f"d{draw(st.integers(0, 3))}"
        made.append(
            report(
                str(n + 1),
                said,
                "lifted",
                document=document,
                group="wire" if one_text else document,
                event_type="CONCEDE",
                sources=("KEN",),
                targets=("UGA",),
                names=("Kenya", "Uganda"),
                figures=((words, value, "USD"),),
                when=draw(DAYS),
                basis=draw(st.sampled_from(["explicit", "relative", "context"])),
                place=draw(PLACES),
                status=draw(STATUSES),
            )
        )
    return made


def found(reports: list[tuple[Sighting, object]]) -> list[Disagreement]:
    sentences: Told = told_of(reports)  # type: ignore[arg-type]
    return [
        *within(one_event(reports), sentences),  # type: ignore[arg-type]
        *across(own_events(reports), sentences),  # type: ignore[arg-type]
    ]


@settings(deadline=None, max_examples=60)
@given(told(one_text=True))
def test_copies_of_one_text_never_disagree_nor_agree(reports: list[tuple[Sighting, object]]) -> None:
    assert found(reports) == []
    assert agreements([one_event(reports)], [], told_of(reports)) == []  # type: ignore[arg-type]


@settings(deadline=None, max_examples=60)
@given(told(), st.randoms(use_true_random=False))
def test_the_order_in_which_documents_come_does_not_matter(reports: list[tuple[Sighting, object]], rng: object) -> None:
    shuffled = list(reports)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert found(reports) == found(shuffled)


@settings(deadline=None, max_examples=120)
@given(told(), st.data())
def test_a_date_widened_to_its_year_makes_no_disagreement_within_an_event(
    reports: list[tuple[Sighting, object]], data: st.DataObject
) -> None:
    before = any(d.field == "date" for d in within(one_event(reports), told_of(reports)))  # type: ignore[arg-type]
    n = data.draw(st.integers(0, len(reports) - 1))
    one, sentence = reports[n]
    year = date.fromordinal(one.first or 1).year
    wide = replace(one, first=date(year, 1, 1).toordinal(), last=date(year, 12, 31).toordinal())
    widened = [*reports[:n], (wide, sentence), *reports[n + 1 :]]
    after = any(d.field == "date" for d in within(one_event(widened), told_of(widened)))  # type: ignore[arg-type]
    assert before or not after


@settings(deadline=None, max_examples=60)
@given(DAYS, DAYS)
def test_two_events_whose_dates_overlap_never_disagree_on_them(a: str, b: str) -> None:
    said = "Kenya lifted its tea embargo against Uganda."
    known = {"event_type": "CONCEDE", "sources": ("KEN",), "targets": ("UGA",), "names": ("Kenya", "Uganda")}
    pair = [report(str(n), said, "lifted", document=d, when=when, **known) for n, d, when in ((1, "a", a), (2, "b", b))]
    left, right = pair[0][0], pair[1][0]
    overlap = (left.first or 0) <= (right.last or 0) and (right.first or 0) <= (left.last or 0)
    assert bool(across(own_events(pair), told_of(pair))) == (not overlap)


@settings(deadline=None, max_examples=60)
@given(told())
def test_sides_of_a_disagreement_are_told_by_somebody_and_two_of_them_by_different_texts(
    reports: list[tuple[Sighting, object]],
) -> None:
    home = {made.id: made.group for made, _ in reports}
    for d in found(reports):
        groups = [{home[id] for id in side.report_ids} for side in d.sides]
        assert all(groups)
        assert any(a != b for a, b in combinations(groups, 2)), "nobody disagrees with himself"
        assert 0 <= d.apart <= 1
        assert 0 <= d.sure <= 1


@given(st.floats(1, 1e12), st.floats(1, 1e12))
def test_compatible_figures_are_compatible_either_way(a: float, b: float) -> None:
    left, right = plain(a, "USD"), plain(b, "USD")
    assert compatible(left, right) == compatible(right, left)
    assert compatible(left, left)


@given(st.lists(st.integers(700_000, 740_000), min_size=4, max_size=4))
def test_days_apart_is_symmetric_and_grows_with_distance(days: list[int]) -> None:
    a, b = (min(days[:2]), max(days[:2])), (min(days[2:]), max(days[2:]))
    assert days_apart(a, b) == days_apart(b, a)
    assert 0 <= days_apart(a, b) < 1
    later = (b[0] + 40_000, b[1] + 40_000)
    much_later = (b[0] + 80_000, b[1] + 80_000)
    assert days_apart(a, later) <= days_apart(a, much_later)
