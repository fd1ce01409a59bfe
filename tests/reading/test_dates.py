"""Each rule of the date grammar finds its phrases and values them; traps stay text."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from comity.intervals import Interval
from comity.reading.context import Paragraph
from comity.reading.dates import find_dates
from comity.reading.dates.finder import rules_used
from comity.reading.dates.grammar import rules
from comity.reading.model import DateMention

PUBLISHED = Interval.day(date(2018, 8, 15))  # a Wednesday
BLANK = spacy.blank("en")


def read(text: str, published: Interval | None = PUBLISHED) -> list[tuple[str, DateMention]]:
    """Each line of the text as a paragraph: (words, date)."""
    paragraphs: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(len(paragraphs), at, at + len(line), "prose", BLANK(line)))
        at += len(line) + 1
    return [(text[m.start : m.end], m) for m in find_dates(paragraphs, published)]


# rule, text, words of the date, its first and last day, TIMEX3 value
DATED = [
    ("iso_date_rule", "Signed 2011-03-09 in Oslo.", "2011-03-09", "2011-03-09", "2011-03-09"),
    ("numeric_date_rule", "Posted 23-02-2011.", "23-02-2011", "2011-02-23", "2011-02-23"),
    ("numeric_date_rule", "Posted 2/23/2011.", "2/23/2011", "2011-02-23", "2011-02-23"),
    ("numeric_date_rule", "Posted on 05.06.2011 in Bern.", "05.06.2011", "2011-06-05", "2011-06-05"),
    ("day_month_year_rule", "On 23 February 2011 they met.", "23 February 2011", "2011-02-23", "2011-02-23"),
    ("day_month_year_rule", "on Monday, the 3rd of March, 2014", "Monday, the 3rd of March, 2014", "2014-03-03", "2014-03-03"),
    ("month_day_year_rule", "On Feb. 23, 2011, they met.", "Feb. 23, 2011", "2011-02-23", "2011-02-23"),
    ("month_day_year_rule", "On March 3rd 1871 it ended.", "March 3rd 1871", "1871-03-03", "1871-03-03"),
    ("day_span_year_rule", "The fair of 10-12 November 2014 closed.", "10-12 November 2014", "2014-11-10/2014-11-12", None),
    ("day_span_year_rule", "between 10 and 12 November 2014", "10 and 12 November 2014", "2014-11-10/2014-11-12", None),
    ("month_year_rule", "It fell in February 2011.", "February 2011", "2011-02", "2011-02"),
    ("month_span_year_rule", "exports in January-March 2014", "January-March 2014", "2014-01-01/2014-03-31", "2014-Q1"),
    ("season_year_rule", "in the spring of 1971", "the spring of 1971", "1971-03-01/1971-05-31", "1971-SP"),
    ("season_year_rule", "in the winter of 1971-72", "the winter of 1971-72", "1971-12-01/1972-02-29", "1971-WI"),
    ("quarter_year_rule", "in the third quarter of 2008", "the third quarter of 2008", "2008-07-01/2008-09-30", "2008-Q3"),
    ("quarter_year_rule", "Trade grew in Q3 2008.", "Q3 2008", "2008-07-01/2008-09-30", "2008-Q3"),
    ("half_rule", "in the second half of 2008", "the second half of 2008", "2008-07-01/2008-12-31", "2008-H2"),
    ("half_rule", "in the first half of the 1950s", "the first half of the 1950s", "1950-01-01/1954-12-31", "195"),
    ("half_rule", "the second half of the 19th century", "the second half of the 19th century", "1850-01-01/1899-12-31", "18"),
    ("year_rule", "Peace came in 1955.", "1955", "1955", "1955"),
    ("short_year_rule", "He was jailed in '68.", "'68", "1968", "1968"),
    ("year_span_rule", "the war of 1979-1989", "1979-1989", "1979-01-01/1989-12-31", None),
    ("year_span_rule", "the budget for 2014-15", "2014-15", "2014-01-01/2015-12-31", None),
    ("decade_rule", "trade in the 1950s", "the 1950s", "1950-01-01/1959-12-31", "195"),
    ("decade_rule", "trade in the '80s", "the '80s", "1980-01-01/1989-12-31", "198"),
    ("decade_rule", "trade in the late sixties", "the late sixties", "1967-01-01/1969-12-31", "196"),
    ("century_rule", "maps of the 19th century", "the 19th century", "1800-01-01/1899-12-31", "18"),
    ("century_rule", "a map of the twenty-first century", "the twenty-first century", "2000-01-01/2099-12-31", "20"),
    ("era_year_rule", "They came in AD 712.", "AD 712", "0712", "0712"),
    ("fiscal_year_rule", "The budget of FY 2016 was cut.", "FY 2016", "2016", "FY2016"),
    ("deictic_day_rule", "They met yesterday.", "yesterday", "2018-08-14", "2018-08-14"),
    ("deictic_day_rule", "They met yesterday morning.", "yesterday morning", "2018-08-14", "2018-08-14TMO"),
    ("two_days_off_rule", "It sank the day before yesterday.", "the day before yesterday", "2018-08-13", "2018-08-13"),
    ("weekday_rule", "They met on Tuesday.", "Tuesday", "2018-08-14", "2018-08-14"),
    ("weekday_rule", "They will meet on Tuesday.", "Tuesday", "2018-08-21", "2018-08-21"),
    ("weekday_rule", "They met on Wednesday.", "Wednesday", "2018-08-15", "2018-08-15"),
    ("weekday_rule", "They met late on Thursday night.", "Thursday night", "2018-08-09", "2018-08-09TNI"),
    ("weekday_rule", "They met on Friday last week.", "Friday last week", "2018-08-10", "2018-08-10"),
    ("weekday_rule", "They met last Wednesday.", "last Wednesday", "2018-08-08", "2018-08-08"),
    ("weekday_rule", "The border stays shut until Sunday.", "Sunday", "2018-08-19", "2018-08-19"),
    ("month_day_rule", "They met on February 23.", "February 23", "2018-02-23", "2018-02-23"),
    ("month_day_rule", "They will meet on 3 March.", "3 March", "2019-03-03", "2019-03-03"),
    ("day_of_month_rule", "They meet on the 14th of next month.", "the 14th of next month", "2018-09-14", "2018-09-14"),
    ("weekday_rule", "They meet next Tuesday and Wednesday.", "Wednesday", "2018-08-22", "2018-08-22"),
    ("day_span_rule", "They met on 10-12 June.", "10-12 June", "2018-06-10/2018-06-12", None),
    ("month_rule", "They met in October.", "October", "2017-10", "2017-10"),
    ("month_rule", "They met last July.", "last July", "2018-07", "2018-07"),
    ("month_rule", "between April and June 2014", "April", "2014-04", "2014-04"),
    ("month_of_year_rule", "It lapses in October of next year.", "October of next year", "2019-10", "2019-10"),
    ("season_rule", "They met last summer.", "last summer", "2017-06-01/2017-08-31", "2017-SU"),
    ("quarter_rule", "Profits fell in the second quarter.", "the second quarter", "2018-04-01/2018-06-30", "2018-Q2"),
    ("quarter_rule", "the first quarter of last year", "the first quarter of last year", "2017-01-01/2017-03-31", "2017-Q1"),
    ("unit_rule", "They met this week.", "this week", "2018-08-13/2018-08-19", "2018-W33"),
    ("unit_rule", "They met last year.", "last year", "2017", "2017"),
    ("unit_rule", "It opens next month.", "next month", "2018-09", "2018-09"),
    ("unit_rule", "They met last night.", "last night", "2018-08-14", "2018-08-14TNI"),
    ("unit_rule", "over the past decade", "the past decade", "2008-08-15/2018-08-15", "P1DE"),
    ("stretch_rule", "over the past five years", "the past five years", "2013-08-15/2018-08-15", "P5Y"),
    ("stretch_rule", "over the next two weeks", "the next two weeks", "2018-08-15/2018-08-29", "P2W"),
    ("ago_rule", "They met three years ago.", "three years ago", "2015", "2015"),
    ("ago_rule", "It fell a decade ago.", "a decade ago", "2008", "2008"),
    ("ago_rule", "It fell ten days ago.", "ten days ago", "2018-08-05", "2018-08-05"),
    ("from_now_rule", "It ends two weeks from now.", "two weeks from now", "2018-08-27/2018-09-02", "2018-W35"),
    ("part_of_day_rule", "They met this morning.", "this morning", "2018-08-15", "2018-08-15TMO"),
    ("part_of_this_unit_rule", "It opens by year-end.", "year-end", "2018-09-01/2018-12-31", "2018"),
    ("the_unit_rule", "at the end of the year", "the end of the year", "2018-09-01/2018-12-31", "2018"),
    ("end_of_the_unit_rule", "In 1971 it sank. It rose by the year's end.", "the year's end", "1971-09-01/1971-12-31", "1971"),
    ("year_rule", "In 2012 two ships sank.", "2012", "2012", "2012"),
    ("next_weekday_rule", "On 3 May 1988 it sank. The following Monday it rose.", "The following Monday", "1988-05-09", "1988-05-09"),
    ("next_month_rule", "In June 1988 it sank. The following March it rose.", "The following March", "1989-03", "1989-03"),
    ("next_month_rule", "In 1933 it sank. The next October it rose.", "The next October", "1934-10", "1934-10"),
    ("next_month_rule", "It sank on 20 March 1971. The hull had split in the previous September.", "the previous September", "1970-09", "1970-09"),
    ("next_month_rule", "In May 1971 it sank. It rose the next spring.", "the next spring", "1972-03-01/1972-05-31", "1972-SP"),
    ("that_month_rule", "In 1971 it sank. It rose that October.", "that October", "1971-10", "1971-10"),
    ("that_month_rule", "In May 1971 it sank. That summer it rose.", "That summer", "1971-06-01/1971-08-31", "1971-SU"),
    ("month_before_rule", "In May 1971 it sank. The hull had split the summer before.", "the summer before", "1970-06-01/1970-08-31", "1970-SU"),
    ("day_of_story_rule", "In May 1971 it sank. It rose on the 22nd.", "on the 22nd", "1971-05-22", "1971-05-22"),
    ("day_of_story_rule", "In May 1971 it sank. It rose on the twenty-fourth.", "on the twenty-fourth", "1971-05-24", "1971-05-24"),
    ("month_of_the_year_before_rule", "In 1971 it sank. It was built in May of the year before.", "May of the year before", "1970-05", "1970-05"),
    ("month_of_year_rule", "In 1971 it sank. It rose in January of the next year.", "January of the next year", "1972-01", "1972-01"),
    ("same_unit_rule", "In 1971 it sank. The same year it rose.", "The same year", "1971", "1971"),
    ("next_unit_rule", "In 1971 it sank. The following year it rose.", "The following year", "1972", "1972"),
    ("next_unit_rule", "In 1994 it sank. It rose in the next decade.", "the next decade", "2000-01-01/2009-12-31", "200"),
    ("shift_rule", "In 1971 it sank. Two years later it rose.", "Two years later", "1973", "1973"),
    ("shift_rule", "On 3 May 1988 it sank. Three days earlier it had left.", "Three days earlier", "1988-04-30", "1988-04-30"),
    ("unit_before_rule", "In 1971 it sank. It had left the year before.", "the year before", "1970", "1970"),
    ("year_earlier_rule", "from year-earlier levels", "year-earlier", "2017", "2017"),
    ("same_time_last_year_rule", "In July sales rose from the same month last year.", "the same month last year", "2017-07", "2017-07"),
    ("clock_rule", "The vote ended at 16:08 UTC.", "16:08 UTC", "2018-08-15", "2018-08-15T16:08Z"),
    ("clock_rule", "They met at 3 p.m. on Tuesday.", "3 p.m. on Tuesday", "2018-08-14", "2018-08-14T15:00"),
    ("noon_rule", "The truce began at noon.", "noon", "2018-08-15", "2018-08-15T12:00"),
    ("holiday_rule", "They met on Christmas Day 1991.", "Christmas Day 1991", "1991-12-25", "1991-12-25"),
    ("holiday_rule", "Mass was said on Easter Monday 2011.", "Easter Monday 2011", "2011-04-25", "2011-04-25"),
]  # fmt: skip

# rule, text, words, TIMEX3 value: no days
TIMELESS = [
    ("duration_rule", "a two-day visit", "two-day", "P2D"),
    ("duration_rule", "after 9 years of war", "9 years", "P9Y"),
    ("duration_rule", "a four-decade-old embargo", "four-decade-old", "P4DE"),
    ("duration_rule", "two and a half years of talks", "two and a half years", "P2.5Y"),
    ("duration_rule", "nearly five months of talks", "nearly five months", "P5M"),
    ("duration_rule", "more than 60 days of talks", "more than 60 days", "P60D"),
    ("duration_rule", "It took three hours.", "three hours", "PT3H"),
    ("one_unit_rule", "It took a year.", "a year", "P1Y"),
    ("one_unit_rule", "It costs $5 million a year.", "a year", "P1Y"),
    ("duration_rule", "half a century of peace", "half a century", "P50Y"),
    ("one_unit_rule", "It took an hour and a half.", "an hour and a half", "PT1.5H"),
    ("half_unit_rule", "a half-century of peace", "a half-century", "P50Y"),
    ("vague_duration_rule", "after several years", "several years", "PXY"),
    ("plural_unit_rule", "for decades", "decades", "PXDE"),
    ("unit_long_rule", "a year-long siege", "year-long", "P1Y"),
    ("unit_long_rule", "the worst single-day fall", "single-day", "P1D"),
    ("every_rule", "They meet every two weeks.", "every two weeks", "P2W"),
    ("every_rule", "They meet each Tuesday.", "each Tuesday", "XXXX-WXX-2"),
    ("times_a_unit_rule", "They meet twice a year.", "twice a year", "P1Y"),
    ("frequency_rule", "the annual drill", "annual", "P1Y"),
    ("weekdays_rule", "They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
    ("reference_rule", "They recently met.", "recently", "PAST_REF"),
    ("reference_rule", "They are currently at war.", "currently", "PRESENT_REF"),
    ("reference_rule", "Ties grew in recent years.", "recent years", "PAST_REF"),
    ("ago_rule", "They met several months ago.", "several months ago", "PAST_REF"),
    ("stretch_rule", "in the last few months", "the last few months", "PXM"),
]


def days(text: str) -> tuple[date, date]:
    if text == "0712":
        return date(712, 1, 1), date(712, 12, 31)
    interval = Interval.parse(text)
    return interval.first, interval.last


@pytest.mark.parametrize(("rule", "text", "words", "interval", "timex"), DATED)
def test_a_date_has_its_words_days_and_value(
    rule: str, text: str, words: str, interval: str, timex: str | None
) -> None:
    found = dict(read(text))
    assert words in found, found
    mention = found[words]
    assert (mention.first, mention.last) == days(interval)
    assert mention.timex == timex
    assert (words, rule) in rules_used(text)


@pytest.mark.parametrize(("rule", "text", "words", "timex"), TIMELESS)
def test_a_length_or_a_repeated_time_has_a_value_and_no_days(rule: str, text: str, words: str, timex: str) -> None:
    found = dict(read(text))
    assert words in found, found
    mention = found[words]
    assert (mention.timex, mention.first if mention.grain != "interval" else None) == (timex, None)
    assert (words, rule) in rules_used(text)


def test_every_rule_has_a_test() -> None:
    tested = {row[0] for row in (*DATED, *TIMELESS)}
    assert {r.name for r in rules()} <= tested


@pytest.mark.parametrize(
    "text",
    [
        "The Mi-35 and the S-400 arrived with an AK-47.",
        "The G-20 praised the 5+1 group after 9/11.",
        "Resolution 1973 passed; Article 370 did not.",
        "Flight 1989 was a Boeing 787.",
        "They sent 2000 troops and 1900 tonnes of rice.",
        "It cost $1950 and weighed 2000 kg.",
        "The 1,800-km road cost 2,014 lives.",
        "They may march on Turin, the minister may say.",
        "Theresa May met April Brown and August Wilson.",
        "The general, 63 years old, praised a 40-year-old Kenyan.",
        "They won 3-2 and scored 16:9.",
        "Call 555-2014-1999 or room 1984.",
        "Prices rose 1990%.",
        "On 30 February 2011 nothing happened, nor on 31/04/2011.",
        "the Sunday Times on the Good Friday Agreement",
        "the first half of the game and the third round",
        "a fall in prices and a spring in his step",
    ],
)
def test_what_is_no_date_stays_text(text: str) -> None:
    assert read(text) == []


def test_parts_of_a_period_narrow_its_days_and_keep_its_value() -> None:
    for text, words, interval, modifier in (
        ("in the early 1950s", "the early 1950s", "1950-01-01/1953-12-31", "early"),
        ("in the mid-1960s", "the mid-1960s", "1964-01-01/1966-12-31", "mid"),
        ("in late 2014", "late 2014", "2014-09-01/2014-12-31", "late"),
        ("in early June 2014", "early June 2014", "2014-06-01/2014-06-10", "early"),
        ("in the late 19th century", "the late 19th century", "1867-01-01/1899-12-31", "late"),
    ):
        ((found, mention),) = read(text)
        assert (found, (mention.first, mention.last), mention.modifier) == (words, days(interval), modifier)


def test_signals_are_noted_and_since_reaches_to_publication() -> None:
    ((_, since),) = read("They have traded since 2011.")
    assert (since.first, since.last, since.modifier, since.timex) == (
        date(2011, 1, 1),
        date(2018, 8, 15),
        "since",
        "2011",
    )
    ((_, until),) = read("They traded until 1971.")
    assert (until.modifier, until.first) == ("until", date(1971, 1, 1))
    ((_, by),) = read("They will leave by 2025.")
    assert by.modifier == "before"


def test_about_three_years_ago_is_approximate() -> None:
    ((words, mention),) = read("They met about three years ago.")
    assert (words, mention.modifier, mention.grain) == ("about three years ago", "approximate", "year")


def test_earlier_this_month_ends_with_publication() -> None:
    ((words, mention),) = read("They met earlier this month.")
    assert (words, mention.first, mention.last) == ("earlier this month", date(2018, 8, 1), date(2018, 8, 15))


def test_a_paragraph_about_a_past_year_dates_its_months_by_that_year() -> None:
    found = dict(read("In 2014 they met. In June of that year they quarrelled. In October they parted."))
    assert found["June of that year"].first == date(2014, 6, 1)
    assert found["October"].first == date(2014, 10, 1)
    assert found["October"].basis == "narrative"


def test_a_new_paragraph_about_the_present_leaves_the_story() -> None:
    found = read("In 2014 they met.\nThey met again in July.")
    assert found[1][1].first == date(2018, 7, 1)


def test_a_year_in_mid_sentence_does_not_date_a_month_of_the_same_sentence() -> None:
    found = dict(read("Since its opening in 2003 and as of February it has grown."))
    assert found["February"].first == date(2018, 2, 1)


def test_without_publication_relative_dates_have_no_days() -> None:
    for text in ("They met on Tuesday.", "They met last year.", "They met three years ago.", "They met in October."):
        ((_, mention),) = read(text, None)
        assert (mention.first, mention.last, mention.basis, mention.timex) == (None, None, "none", None)
    ((_, explicit),) = read("They met in 1961.", None)
    assert explicit.first == date(1961, 1, 1)


def test_a_publication_known_to_the_month_gives_all_it_may_mean() -> None:
    month = Interval.month(2021, 9)
    ((_, today),) = read("They met today.", month)
    assert (today.first, today.last, today.timex) == (month.first, month.last, "2021-09")
    ((_, last),) = read("They met last year.", month)
    assert last.timex == "2020"


def test_the_document_shows_whether_the_day_or_the_month_comes_first() -> None:
    found = [m for _, m in read("Posted 02/23/2011.\nPosted 03/04/2011.")]
    assert found[1].first == date(2011, 3, 4)
    assert read("Posted 03/04/2011.")[0][1].first == date(2011, 4, 3)


def test_an_ambiguous_numeric_date_close_to_publication_is_read_as_that() -> None:
    assert read("Posted 8/10/2018.")[0][1].first == date(2018, 8, 10)


def test_a_date_that_is_not_fronted_dates_only_the_sentences_after_it() -> None:
    found = dict(read("He served from 1987 until 1991 and died Jan. 5."))
    assert found["Jan. 5"].first == date(2018, 1, 5)


def test_ends_of_a_range_are_two_dates() -> None:
    assert [w for w, _ in read("from 1979 to 1988")] == ["1979", "1988"]
