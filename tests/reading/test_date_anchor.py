"""Which date an event has: in narrative history, in news, in between."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import pytest

from comity.documents.model import Document
from comity.intervals import Interval
from comity.reading.context import Context, Paragraph
from comity.reading.dates import find_dates
from comity.reading.dates.anchor import EventDate, date_for
from comity.reading.dates.named_times import named_times
from comity.reading.model import Status

if TYPE_CHECKING:
    from comity.actors import Registry

pytestmark = pytest.mark.model

# text, day of publication, (word of the event, its date or None)
CASES: list[tuple[str, str | None, list[tuple[str, str | None]]]] = [
("In 1961 Norway opened a consulate in Lagos. It closed the mission four years later. In 1972 the two countries signed a trade treaty, and in 1980 Nigeria nationalised the Norwegian company. Oslo protested.", "2019-05-04",
 [("opened","1961"),("closed","1965"),("signed","1972"),("nationalised","1980"),("protested","1980")]),
("In 2014 Malta recalled its envoy. In June of that year Tunisia expelled two Maltese diplomats. In October the ministers met in Rome. The following year the embassies reopened.", "2021-03-10",
 [("recalled","2014"),("expelled","2014-06"),("met","2014-10"),("reopened","2015")]),
("Peru's president will meet his counterpart on Thursday. He said on Tuesday that Chile had withdrawn its patrol boats. Chile has denied the claim.", "2018-08-15",
 [("meet","2018-08-16"),("said","2018-08-14"),("withdrawn","2018-08-14"),("denied","2018-08-15")]),
("The 1975 border accord, which was renewed in 1998, collapsed after Angola sent troops in 2003.", "2010-01-01",
 [("accord","1975"),("renewed","1998"),("collapsed","2003"),("sent","2003")]),
("Finland condemned the 1998 tests at the time, but in 2004 it lifted the sanctions it had imposed.", "2010-01-01",
 [("lifted","2004"),("tests","1998")]),
("After the Cold War Hungary sought closer ties with Austria. Vienna supported its bid to join the Union in 1994.", "2010-01-01",
 [("sought","1991-12-26"),("supported","1994")]),
("From 1979 to 1988 Cuba kept soldiers in the province. Between 1990 and 1992 it withdrew them and handed the bases over.", "2010-01-01",
 [("kept","1979/1988"),("withdrew","1990/1992"),("handed","1990/1992")]),
("The visit of the Danish king to Oman in 1987 led to a port agreement. Danish firms built the harbour in the early 1990s.", "2010-01-01",
 [("visit","1987"),("built","1990/1993")]),
("Kenya signed a fisheries pact with Somalia in March and is training its coast guard.", "2018-08-15",
 [("signed","2018-03"),("training","2018-08-15")]),
("Brazil sold the jets in 2009. Ecuador has since bought more. The two armies hold joint drills every year.", "2020-02-01",
 [("sold","2009"),("bought","2020-02-01"),("hold","2020-02-01")]),
("Georgia's prime minister visited Baku last week, days after Armenia reopened the road. A recent visit to Yerevan had gone badly.", "2020-02-12",
 [("visited","2020-W06"),("reopened","2020-W06"),]),
("Ghana expelled traders. The traders protested.", None, [("expelled",None),("protested",None)]),
("During the 1950s the Soviet Union backed India over the dispute. Pakistan joined the pact and offered bases.", "2024-01-01",
 [("backed","1950/1959"),("joined","1950/1959"),("offered","1950/1959")]),
("In 2011, to the surprise of its neighbours, Laos lifted its embargo and, within four years, would sell Burma its first boats.", "2020-02-12",
 [("lifted","2011"),("sell","2015")]),
("Sudan annexed the strip in 1995. Its 2008 shelling of the port killed forty people. The annexation of the strip was never recognised.", "2020-02-12",
 [("annexed","1995"),("shelling","2008"),("killed","2008"),("annexation","1995")]),
("Relations were cordial until 1967, when Mali closed the border and seized trucks. The dispute was settled by Algerian mediation in 1970.", "2020-02-12",
 [("closed","1967"),("seized","1967"),("settled","1970"),("mediation","1970")]),
("Togo deported the envoy on 3 May 1988. Two days later Benin retaliated. The next month the presidents met at the border, and talks resumed in August.", "2020-02-12",
 [("deported","1988-05-03"),("retaliated","1988-05-05"),("met","1988-06"),("resumed","1988-08")]),
]  # fmt: skip


def context(text: str, published: str | None, registry: Registry | None = None) -> Context:
    from comity.reading.parse import load_model

    nlp = load_model()
    paragraphs: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(len(paragraphs), at, at + len(line), "prose", nlp(line)))
        at += len(line) + 1
    day = Interval.parse(published) if published else None
    document = Document("d", text, "", "", "txt", published=day)
    return Context(document, cast("Registry", registry), paragraphs, dates=find_dates(paragraphs, day))


def dated(text: str, published: str | None, word: str, status: Status | None = None) -> EventDate:
    c = context(text, published)
    for paragraph in c.paragraphs:
        for token in paragraph.doc:
            if token.text == word:
                return date_for(c, paragraph, token, status)
    raise AssertionError(word)


def days(value: str) -> tuple[date, date]:
    if "W" in value:
        year, week = value.split("-W")
        first = date.fromisocalendar(int(year), int(week), 1)
        return first, first + timedelta(days=6)
    interval = Interval.parse(value)
    return interval.first, interval.last


@pytest.mark.parametrize(
    ("text", "published", "word", "value"),
    [(text, published, word, value) for text, published, words in CASES for word, value in words],
)
def test_an_event_has_the_date_of_its_clause_or_of_its_story(
    text: str, published: str | None, word: str, value: str | None
) -> None:
    first, last, basis, _ = dated(text, published, word)
    assert (first, last) == (days(value) if value else (None, None))
    assert (basis == "none") == (value is None)


def test_what_the_sentence_says_is_explicit_and_what_the_story_says_is_not() -> None:
    text = "In 1961 Norway opened a consulate in Lagos. Ghana protested."
    assert dated(text, "2019-05-04", "opened")[2] == "explicit"
    first, _, basis, mention = dated(text, "2019-05-04", "protested")
    assert (first, basis) == (date(1961, 1, 1), "narrative")
    assert mention is not None


def test_an_undated_act_of_a_history_does_not_take_the_day_of_publication() -> None:
    text = "The 1950s were cold years between the two.\nLater Oman expelled the envoy."
    assert dated(text, "2019-05-04", "expelled")[0] != date(2019, 5, 4)


def test_the_present_takes_publication_as_a_stand_in() -> None:
    first, last, basis, mention = dated("Oman wants a port of its own.", "2019-05-04", "wants")
    assert (first, last, basis, mention) == (date(2019, 5, 4), date(2019, 5, 4), "context", None)


def test_what_is_recent_lies_in_the_months_before_publication() -> None:
    first, last, basis, _ = dated("The recent visit to Yerevan went badly.", "2020-02-12", "visit")
    assert last == date(2020, 2, 12)
    assert first is not None
    assert date(2019, 11, 1) < first < date(2020, 2, 1)
    assert basis == "context"


def test_without_publication_the_present_has_no_date() -> None:
    assert dated("Oman wants a port of its own.", None, "wants") == (None, None, "none", None)


def test_another_mention_of_the_same_event_lends_its_date() -> None:
    text = "Sudan annexed the Halfa strip in 1995.\nCritics of the annexation of Halfa fell silent."
    first, _, basis, _ = dated(text, "2020-01-01", "annexation")
    assert (first, basis) == (date(1995, 1, 1), "context")


def test_a_heading_or_the_paragraph_before_dates_what_has_no_date() -> None:
    text = "In 1961 Norway opened a consulate in Lagos.\nThe consul expelled two clerks."
    first, _, basis, _ = dated(text, "2019-05-04", "expelled")
    assert (first, basis) == (date(1961, 1, 1), "context")


def test_named_events_have_their_days() -> None:
    text = "After the Second World War and before the Six Day War."
    found = [(text[m.start : m.end], m.first, m.basis) for m in named_times(text)]
    assert found == [
        ("Second World War", date(1939, 9, 1), "context"),
        ("Six Day War", date(1967, 6, 5), "context"),
    ]


def test_named_events_are_whole_words() -> None:
    assert list(named_times("the 19/11 line, cold warriors, Cold Warsaw")) == []


def test_an_undated_act_of_a_leader_falls_in_his_term() -> None:
    from comity.actors import Registry

    c = context("Indira Gandhi distrusted the envoy.", "2020-01-01", Registry.default())
    token = next(t for t in c.paragraphs[0].doc if t.text == "distrusted")
    first, last, basis, mention = date_for(c, c.paragraphs[0], token)
    assert (first, last) == (date(1966, 1, 24), date(1984, 10, 31))
    assert (basis, mention) == ("context", None)


def test_a_thing_of_an_age_reaches_back_by_it() -> None:
    text = "In 2011 Laos lifted its four-decade-old embargo on Burma."
    first, last, basis, _ = dated(text, "2020-01-01", "embargo")
    assert (first, last, basis) == (date(1971, 1, 1), date(2011, 12, 31), "context")
    assert dated(text, "2020-01-01", "lifted")[0] == date(2011, 1, 1)


ODD = "The ninety-century-old feud, 99 centuries old, ended within 99 years of 1971; after the Cold War, 9/11 and the Gulf War it slept."


@pytest.mark.parametrize("published", ["2020-02-12", "2020", None])
@pytest.mark.parametrize("text", [*(case[0] for case in CASES), ODD, "1947 to 1968", "?"])
def test_every_word_has_a_date_that_runs_forwards_or_none(text: str, published: str | None) -> None:
    c = context(text, published)
    for paragraph in c.paragraphs:
        for token in paragraph.doc:
            first, last, basis, _ = date_for(c, paragraph, token)
            assert (first is None) == (last is None) == (basis == "none")
            assert first is None or last is None or first <= last


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "published", "event", "first"),
    [
        # a story whose first year stands in mid-sentence
        (
            "Nothing changed the two states more than 1971. In March of that year Kenya expelled the envoy of Chad. "
            "In December Kenya recognised Peru.",
            "2016-12-17",
            "SUPPORT",
            "1971-12-01",
        ),
        # what is to come is no scene
        (
            "Kenya and Uganda signed a treaty in 2019. The railway will open in 2040. Kenya accused Chad of smuggling.",
            "2020-03-01",
            "ACCUSE",
            "2019-01-01",
        ),
        # the year of a name is not the date
        (
            "In June 2018 Kenyan and Chadian soldiers held a joint exercise, Desert Shield 2018, at Moroto.",
            "2019-03-01",
            "COOPERATE",
            "2018-06-01",
        ),
    ],
)
def test_stories_scenes_and_names(text: str, published: str, event: str, first: str) -> None:
    import comity

    dates = [str(r.first) for r in comity.read(text, date=published).reports if r.event == event]
    assert dates == [first]


@pytest.mark.parametrize(
    ("text", "published", "word", "value"),
    [
        # own_clause_rule
        ("The war that began in 1879 cost Oman its coast.", "2018-10-02", "war", "1879"),
        ("A loan arranged by Norway in 1983 has kept Chad solvent.", "2018-10-02", "loan", "1983"),
        # adjacent_date_rule
        ("The withdrawal of Chad in May 2018 and the killing of the envoy in January 2020 shook the region.", None, "killing", "2020-01"),
        # a date before its noun is the noun's, even where the sentence tells of a record
        ("Mali shelled the port on Saturday, the bloodiest day since the February 1 coup.", "2021-03-28", "coup", "2021-02-01"),
        # the date that labels or opens a sentence
        ("June 1982: Oman and Chad form a council.", None, "form", "1982-06"),
        # several dates of one act
        ("Norwegian bans on Chadian fish in 2006 and 2013 hurt the ports.", None, "bans", "2006/2013"),
        # since_clause_rule
        ("The road has been shut since Chad lost the war of 1992.", "2010-05-04", "shut", "1992-01-01/2010-05-04"),
        # counted_rule, in both directions
        ("On Thursday Benin expelled the consul, two weeks after Togo had seized the ship.", "2019-07-23", "expelled", "2019-07-18"),
        ("On Thursday Benin expelled the consul, two weeks after Togo had seized the ship.", "2019-07-23", "seized", "2019-W27"),
        ("A day after the coup of 3 May 1988 Togo closed the port.", None, "closed", "1988-05-04"),
        # for_rule
        ("For two decades Oman has backed the rebels.", "2023-05-20", "backed", "2003-05-20/2023-05-20"),
        ("In 1990 Chad moved its army. For three years it kept the province.", None, "kept", "1990-01-01/1993-12-31"),
        # span_of_noun_rule
        ("On 4 May 1990 Chad freed the envoy after three years of captivity.", None, "captivity", "1987-05-04/1990-05-04"),
        # what a story tells next is of its year, not of its month
        ("In March 1948 Norway withdrew its advisers. Chad closed the port.", None, "closed", "1948"),
        # a news item comes back to its day
        ("On Tuesday Ghana recalled its envoy. The quarrel began when Mali seized a ship in 2015. Togo offered talks.", "2019-07-23", "offered", "2019-07-23"),
        # until_now_rule
        ("Much has changed in the last decade. Chad has expelled two envoys.", "2024-05-04", "expelled", "2014-05-04/2024-05-04"),
        ("Much has changed in the last decade.\nChad has expelled two envoys.", "2024-05-04", "expelled", "2014-05-04/2024-05-04"),
        # paragraph_year_rule
        ("Few remember the ship that Mali seized in May 1991. Togo protested.", None, "protested", "1991"),
    ],
)  # fmt: skip
def test_dates_of_clauses_lengths_and_stories(text: str, published: str | None, word: str, value: str) -> None:
    first, last, _, _ = dated(text, published, word)
    assert (first, last) == days(value)


@pytest.mark.parametrize("status", ["planned", "demanded", "hypothetical"])
def test_what_has_not_happened_has_only_a_date_that_is_stated(status: Status) -> None:
    story = "In 1961 Norway opened a consulate. Chad sought a visit."
    assert dated(story, "1975-05-04", "visit")[0] == date(1961, 1, 1)
    assert dated(story, "1975-05-04", "visit", status) == (None, None, "none", None)
    stated = "Chad will open a consulate in 1980."
    assert dated(stated, "1975-05-04", "open", status)[0] == date(1980, 1, 1)
