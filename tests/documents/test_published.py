from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents import Document
from comity.documents.extract import Stated
from comity.documents.lead import byline_rule, date_line_rule, dateline_rule, signature_rule, stated_date_rule
from comity.documents.published import choose, date_in_url, dates_in, parse_given, shown
from comity.intervals import Interval

PROSE = "The two ministers met on Monday in the old customs house and agreed to meet again.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-02-23", "2022-02-23"),
        ("2022/02/23", "2022-02-23"),
        ("23-02-2022", "2022-02-23"),
        ("03-04-2022", "2022-04-03"),
        ("3.4.2022", "2022-04-03"),
        ("12-31-2021", "2021-12-31"),
        ("03/04/2022", "2022-03-04/2022-04-03"),
        ("23/04/2022", "2022-04-23"),
        ("04/23/2022", "2022-04-23"),
        ("March 3, 2015", "2015-03-03"),
        ("Mar. 3rd, 2015", "2015-03-03"),
        ("3 March 2015", "2015-03-03"),
        ("3rd of March, 2015", "2015-03-03"),
        ("03-Mar-2015", "2015-03-03"),
        ("SEPT 9, 1999", "1999-09-09"),
        ("May 2015", "2015-05"),
        ("30 February 2015", None),
        ("31/04/2015", None),
        ("31-04-2015", None),
        ("1234567", None),
        ("version 2.10.2015.3", None),
        ("may 20", None),
    ],
)
def test_dates_are_found_in_the_forms_that_pages_use(text: str, expected: str | None) -> None:
    found = next(dates_in(text), None)
    assert (shown(found.published) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", "2022"),
        ("2022-02", "2022-02"),
        ("2022-2-3", "2022-02-03"),
        ("2022-02-23T09:09:03Z", "2022-02-23"),
        ("2022-02-23 09:09", "2022-02-23"),
        ("2022-02-01/2022-02-03", "2022-02-01/2022-02-03"),
        ("March 3, 2015", "2015-03-03"),
        ("0712", "0712"),
        ("2022-02-30", None),
        ("2022-13", None),
        ("0000", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_given_dates_may_be_partial_and_wrong_ones_are_none(text: str, expected: str | None) -> None:
    found = parse_given(text)
    assert (shown(found) if found else None) == expected


@given(st.text(max_size=200))
def test_no_text_makes_the_date_readers_fail(text: str) -> None:
    list(dates_in(text))
    parse_given(text)
    date_in_url(text)
    for rule in (byline_rule, date_line_rule, dateline_rule, signature_rule, stated_date_rule):
        rule(text)


@given(
    st.dates(date(1600, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y"]),
)
def test_every_day_comes_back_from_every_clear_form(day: date, form: str) -> None:
    (found,) = dates_in(day.strftime(form))
    assert found.published == Interval.day(day)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example/2019/05/14/two-capitals", "2019-05-14"),
        ("https://post.example/world/2019/5/two-capitals", "2019-05"),
        ("https://post.example/news/20190514-dam.html", "2019-05-14"),
        ("https://post.example/2019-05-14/x", "2019-05-14"),
        ("https://post.example/2019/13/40/x", None),
        ("https://20190514.example/x", None),
        ("https://post.example/article/1234567", None),
    ],
)
def test_addresses_hold_dates(url: str, expected: str | None) -> None:
    found = date_in_url(url)
    assert (shown(found) if found else None) == expected


@pytest.mark.parametrize(
    ("line", "rank"),
    [
        ("First published on: 23-02-2022 at 09:09:03 pm", 10),
        ("Published: March 3, 2015", 20),
        ("Publication date: 3 March 2015", 20),
        ("Posted on 3 March 2015", 30),
        ("Date: 2015-03-03", 35),
        ("Last updated 3 March 2015", 60),
    ],
)
def test_stated_date_rule_ranks_what_is_said_before_the_date(line: str, rank: int) -> None:
    found = stated_date_rule(line)
    assert found is not None
    assert found[1] == rank


@pytest.mark.parametrize(
    "line",
    [
        "Accessed 3 March 2015",
        "The treaty was published in full, and it was only on the morning of the Monday after, 3 March 2015, that it was read.",
        "Today is 3 March 2015",
    ],
)
def test_stated_date_rule_leaves_other_dates(line: str) -> None:
    assert stated_date_rule(line) is None


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("By Ann Lee", "Ann Lee", None),
        ("by Ann van der Lee and Bo Chan", "Ann van der Lee and Bo Chan", None),
        ("Written by Dr. Ann Lee 1:30 pm World, Analysis", "Dr. Ann Lee", None),
        ("By Ann Lee | Lake Post | 3 March 2015", "Ann Lee", "Lake Post"),
        ("By Ann Lee, Bo Chan, and Carl Diaz - March 3, 2015", "Ann Lee, Bo Chan, and Carl Diaz", None),
    ],
)
def test_byline_rule_takes_names_and_outlet(line: str, author: str, outlet: str | None) -> None:
    found = byline_rule(line)
    assert found is not None
    assert (found.author, found.outlet) == (author, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "By March 2015 the rebels held the north.",
        "By the end of the year nobody cared.",
        "By Monday Evening Prayers had ended and the crowd left the square, as Ann Lee had said it would.",
        "By train and bus",
        "By Friday",
        "By Iran and Iraq standards it was a small clash.",
    ],
)
def test_byline_rule_leaves_sentences(line: str) -> None:
    assert byline_rule(line) is None


def test_signature_rule_takes_name_outlet_and_date() -> None:
    found = signature_rule("Ann Lee, Institute of River Studies, 3 March 2015")
    assert found is not None
    assert (found.author, found.outlet) == ("Ann Lee", "Institute of River Studies")
    bars = signature_rule("Lake Post | Tuesday, March 3, 2015")
    assert bars is not None
    assert (bars.author, bars.outlet) == (None, "Lake Post")
    assert signature_rule("Summit in Delhi, 3 March 2015") is None


def test_dateline_rule_needs_a_year() -> None:
    found = dateline_rule("LA PAZ, 11 June 2019 (Andes Wire) - Chile and Bolivia agreed")
    assert found is not None
    assert found[0].published == Interval.day(date(2019, 6, 11))
    assert dateline_rule("LA PAZ, June 11 (Andes Wire) - Chile and Bolivia agreed") is None


def published(document: Document) -> tuple[str | None, str]:
    return (shown(document.published) if document.published else None, document.published_basis)


def test_a_stated_date_goes_before_the_day_a_page_was_saved(document: Callable[..., Document]) -> None:
    read = document(
        "a.txt",
        f"Friday, Oct 07, 2022\n\nTwo rivers, one treaty\n\n{PROSE}\nFirst published on: 23-02-2022 at 09:09 pm\n",
    )
    assert published(read) == ("2022-02-23", "text")
    assert read.problems == (
        "dates disagree: 2022-02-23 ('first published') is taken, 2022-10-07 (a bare date at the top) is not",
    )


def test_a_bare_date_at_the_top_is_taken_only_alone_and_says_so(document: Callable[..., Document]) -> None:
    read = document("a.txt", f"Friday, Oct 07, 2022\n\nTwo rivers, one treaty\n\n{PROSE}")
    assert published(read) == ("2022-10-07", "text")
    assert read.problems == (
        "the date of publication is from a bare date at the top; that may be the day on which the page was saved",
    )


def test_a_date_under_the_title_is_one_of_publication(document: Callable[..., Document]) -> None:
    read = document("a.txt", f"Two rivers, one treaty\n7 October 2022\n\n{PROSE}")
    assert published(read) == ("2022-10-07", "text")
    assert read.problems == ()


def test_first_published_goes_before_updated_and_both_are_noted(document: Callable[..., Document]) -> None:
    read = document("a.txt", f"Two rivers, one treaty\n\nUpdated: 9 May 2019\nPublished: 3 May 2019\n\n{PROSE}")
    assert published(read) == ("2019-05-03", "text")
    assert read.problems == ("dates disagree: 2019-05-03 ('published') is taken, 2019-05-09 ('updated') is not",)


def test_a_line_that_says_more_than_its_date_is_read(document: Callable[..., Document]) -> None:
    line = "Published: Friday, 3 May 2019, 8:11pm Three herders held after a night raid on the border market"
    read = document("a.txt", f"{line}\n\n{PROSE}")
    assert published(read) == ("2019-05-03", "text")
    assert {p.kind for p in read.passages} <= {"prose", "label"}


def test_dates_in_prose_are_not_dates_of_publication(document: Callable[..., Document]) -> None:
    read = document(
        "a.txt",
        f"Two rivers, one treaty\n\nThe treaty was published on 3 May 1959 and the three states signed it in Cairo.\n\n{PROSE}",
    )
    assert published(read) == (None, "none")


def test_the_file_s_time_stamp_is_never_a_date(document: Callable[..., Document]) -> None:
    assert published(document("a.txt", PROSE)) == (None, "none")


def test_a_header_gives_metadata(document: Callable[..., Document]) -> None:
    read = document(
        "a.txt",
        f"Title: Two rivers\nSource: Lake Post\nAuthor: Ann Lee\nDate: 2019-05\nURL: https://post.example/2019/05/14/x\n\n{PROSE}",
    )
    assert (read.title, read.outlet, read.author) == ("Two rivers", "Lake Post", "Ann Lee")
    assert published(read) == ("2019-05-14", "given")  # the month that was given, its day from the address
    assert [p.reason for p in read.passages] == ["header"] * 5 + ["prose"]


def test_prose_with_colons_is_no_header(document: Callable[..., Document]) -> None:
    read = document(
        "a.txt",
        "Iran: talks go on without a date for the next round.\nIraq: the two ministers met in the customs house.\n",
    )
    assert {p.kind for p in read.passages} == {"prose"}


def test_an_ambiguous_date_keeps_both_days(document: Callable[..., Document]) -> None:
    read = document("a.txt", f"Two rivers, one treaty\n\nPublished: 03/04/2022\n\n{PROSE}")
    assert published(read) == ("2022-03-04/2022-04-03", "text")


def test_a_future_date_is_taken_and_noted(document: Callable[..., Document]) -> None:
    read = document("a.txt", f"Two rivers, one treaty\n\nPublished: 3 May 2099\n\n{PROSE}")
    assert published(read) == ("2099-05-03", "text")
    assert read.problems == ("published in the future: 2099-05-03",)


def day(text: str, basis: str, rank: int) -> Stated:
    return Stated(Interval.parse(text), basis, rank, f"{basis} {rank}")


def test_choose_prefers_given_text_url_metadata_in_this_order() -> None:
    dates = [
        day("2019-01-01", "metadata", 0),
        day("2019-02-01", "url", 0),
        day("2019-03-01", "text", 60),
        day("2019-04-01", "given", 5),
    ]
    for basis in ("given", "text", "url", "metadata"):
        chosen, told, _ = choose(dates, today=date(2026, 1, 1))
        assert told == basis
        assert chosen is not None
        dates = [d for d in dates if d.basis != basis]
    assert choose([], today=date(2026, 1, 1)) == (None, "none", [])


def test_choose_lets_metadata_name_the_day_of_a_month_and_ignores_a_time_zone() -> None:
    chosen, basis, notes = choose([day("2019-05", "url", 0), day("2019-05-14", "metadata", 0)], today=date(2026, 1, 1))
    assert chosen is not None
    assert (shown(chosen), basis, notes) == ("2019-05-14", "url", [])
    _, _, notes = choose([day("2019-05-14", "url", 0), day("2019-05-15", "metadata", 0)], today=date(2026, 1, 1))
    assert notes == []


stated = st.builds(
    lambda n, basis, rank: Stated(Interval.day(date(2000, 1, 1 + n)), basis, rank, f"place {n}"),
    st.integers(0, 27),
    st.sampled_from(["given", "text", "url", "metadata"]),
    st.sampled_from([0, 10, 90]),
)


@given(st.lists(stated, min_size=1, max_size=5))
def test_choose_takes_one_of_the_dates_and_names_each_that_is_far_from_it(dates: list[Stated]) -> None:
    chosen, basis, notes = choose(dates, today=date(2026, 1, 1))
    assert chosen in {d.published for d in dates}
    assert basis in {d.basis for d in dates}
    far = {d.published for d in dates if chosen is not None and abs((d.published.first - chosen.first).days) > 1}
    assert sum("disagree" in note for note in notes) == len(far)
