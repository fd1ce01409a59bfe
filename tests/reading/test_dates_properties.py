"""What holds for every text: spans lie in it, intervals run forwards, relative dates move with publication."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from comity.intervals import Interval
from comity.reading.context import Paragraph
from comity.reading.dates import find_dates, periods
from comity.reading.model import DateMention

WORDS = str.split(
    "the early late mid end of on in since until by before after last next this that same following previous past few "
    "three 3 12 31 1955 2014 2022 23rd second two-day years year month months week day days decade century quarter half ago later "
    "earlier Tuesday Sundays February May Oct. spring summer today yesterday now recently every annual 1950s '80s "
    "2014-15 10-12 2011-03-09 23/02/2011 14:30 UTC p.m. a an and to between from , . - ( ) troops will met said not "
    "Resolution 1973 $5 million AD BC FY 2016 Q3 Christmas 19th weekend morning night some about more than"
)
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.text(max_size=60),
)
# The Gregorian calendar repeats after 400 years, weekdays and all.
CYCLE = timedelta(days=146_097)


@cache
def blank() -> Any:
    return spacy.blank("en")


def read(text: str, published: Interval | None, offset: int = 0) -> list[DateMention]:
    return find_dates([Paragraph(0, offset, offset + len(text), "prose", blank()(text))], published)


@given(texts, st.dates(date(1700, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_and_intervals_run_forwards(text: str, day: date, width: int) -> None:
    published = Interval(day, day + timedelta(days=width))
    mentions = read(text, published, 7)
    reached = 7
    for mention in mentions:
        assert reached <= mention.start < mention.end <= 7 + len(text)
        reached = mention.end
        assert (mention.first is None) == (mention.last is None)
        if mention.first is not None and mention.last is not None:
            assert mention.first <= mention.last
    assert mentions == read(text, published, 7)


@given(texts, st.dates(date(1900, 1, 1), date(2099, 12, 31)))
@settings(max_examples=300, deadline=None)
def test_relative_dates_move_with_publication(text: str, day: date) -> None:
    before = [m for m in read(text, Interval.day(day)) if m.basis == "relative"]
    after = {m.start: m for m in read(text, Interval.day(day + CYCLE))}
    for mention in before:
        moved = after.get(mention.start)
        if moved is None or moved.basis != "relative":
            continue  # a year that was past is now part of a story, or the other way round
        assert (mention.first is None) == (moved.first is None)
        if mention.first is not None and mention.last is not None:
            assert moved.first == mention.first + CYCLE
            assert moved.last == mention.last + CYCLE


@pytest.mark.parametrize(
    "unit", ["1", "1.", "12/12/12/", "1,000,", "January-", "on Tuesday ", "last the next ", "'", " ", "$", "10-"]
)
def test_long_runs_of_one_thing_are_read_to_the_end(unit: str) -> None:
    text = (unit * 20_000)[:12_000]
    reached = 0
    doc = Doc(blank().vocab, words=[text], spaces=[False])  # the tokenizer itself is slow on such lines
    for mention in find_dates([Paragraph(0, 0, len(text), "prose", doc)], Interval.day(date(2018, 8, 15))):
        assert reached <= mention.start < mention.end <= len(text)
        reached = mention.end


@given(texts)
@settings(max_examples=200, deadline=None)
def test_without_publication_nothing_is_relative(text: str) -> None:
    assert all(m.basis in ("explicit", "narrative", "none") for m in read(text, None))


@given(
    st.dates(date(1, 1, 1), date(9900, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "century"]),
)
def test_a_period_holds_its_day_and_keeps_its_name(day: date, unit: str) -> None:
    period = periods.containing(unit, day)
    assert period.first <= day <= period.last
    assert periods.containing(unit, period.last) == period
    if period.first.year > 9 and period.grain != "century":
        assert periods.named(period.first, period.last) == period


@given(st.dates(date(1583, 1, 1), date(4099, 1, 1)))
def test_easter_is_a_sunday_in_spring(day: date) -> None:
    easter = periods.easter(day.year)
    assert easter.weekday() == 6
    assert date(day.year, 3, 22) <= easter <= date(day.year, 4, 25)


def test_easter_of_years_that_are_known() -> None:
    # J. Meeus, Astronomical Algorithms (1991), ch. 8: examples and table
    assert [periods.easter(y) for y in (1818, 1991, 1992, 1993, 2000)] == [
        date(1818, 3, 22),
        date(1991, 3, 31),
        date(1992, 4, 19),
        date(1993, 4, 11),
        date(2000, 4, 23),
    ]
