"""Pairs of little texts that disagree, or do not though they read as if. Each is (name, fields they differ on, whether
their reports are one event, what either document says)."""

from __future__ import annotations

from typing import Any

Said = dict[str, Any]
Pair = tuple[str, tuple[str, ...], bool, list[Said]]


def says(said: str, act: str, kind: str = "SUPPORT", **more: Any) -> Said:
    return {"said": said, "act": act, "event_type": kind, **more}


KU: Said = {"sources": ("KEN",), "targets": ("UGA",), "names": ("Kenya", "Uganda")}
UK: Said = {"sources": ("UGA",), "targets": ("KEN",), "names": ("Uganda", "Kenya")}
BOTH: Said = {"sources": ("KEN", "UGA"), "targets": (), "symmetric": True}
VISIT: Said = {**KU, "mode": "visit", "kind": "CONSULT"}


def aid(words: str, value: float, after: str = "", **more: Any) -> Said:
    return says(
        f"Kenya gave Uganda {words}{after}.",
        "gave",
        "AID",
        **KU,
        when="2009-03-04",
        figures=((words.split("~")[0], value, "USD"),),
        **more,
    )


def money(before: str, words: str, value: float, after: str = "") -> Said:
    said = f"Kenya gave Uganda {before}{words}{after}."
    return says(said, "gave", "AID", **KU, when="2009-03-04", figures=((words, value, "USD"),))


def dead(before: str, words: str, value: float, after: str, unit: str = "people") -> Said:
    said = f"In the raid on the market {before}{words}{after}."
    return says(
        said, "raid", "ASSAULT", sources=("KEN",), targets=("UGA",), when="2011-05-06", figures=((words, value, unit),)
    )


def line(said: str, act: str, when: str | None, *figures: tuple[str, float, str], kind: str = "AGREE") -> Said:
    return says(said, act, kind, **BOTH, when=when, figures=figures)


def visit(said: str, act: str, when: str | None, **more: Any) -> Said:
    return says(said, act, **{**VISIT, "names": (), "when": when, **more})


def lifted(when: str, said: str = "Kenya lifted its tea embargo against Uganda in {}.", **more: Any) -> Said:
    words = when[:4]
    return says(said.format(words), "lifted", "CONCEDE", **KU, when=when, date_words=words, **more)


WITHIN: list[Pair] = [
    ("a sum and a larger sum", ("amount",), True, [money("", "$500 million", 5e8), money("", "$700 million", 7e8)]),
    ("a quarter more", ("amount",), True, [money("", "$2 billion", 2e9, " for a dam"), money("", "$2.5 billion", 2.5e9, " for the dam")]),
    ("rounded", (), True, [money("", "$700 million", 7e8), money("", "$701 million", 7.01e8)]),
    ("rounded to two figures", (), True, [money("", "$1.2 billion", 1.2e9), money("", "$1.16 billion", 1.16e9)]),
    ("about", (), True, [money("about ", "$500 million", 5e8), money("", "$540 million", 5.4e8)]),
    ("about, and far from it", ("amount",), True, [money("about ", "$500 million", 5e8), money("", "$900 million", 9e8)]),
    ("at least, and more", (), True, [money("at least ", "$500 million", 5e8), money("", "$900 million", 9e8)]),
    ("at least, and less", ("amount",), True, [money("at least ", "$500 million", 5e8), money("", "$200 million", 2e8)]),
    ("up to, and less", (), True, [money("up to ", "$500 million", 5e8), money("", "$200 million", 2e8)]),
    ("up to, and more", ("amount",), True, [money("up to ", "$500 million", 5e8), money("", "$800 million", 8e8)]),
    ("nearly", (), True, [money("nearly ", "$500 million", 5e8), money("", "$470 million", 4.7e8)]),
    ("more than, and the figure below it", ("amount",), True, [money("more than ", "$500 million", 5e8), money("", "$300 million", 3e8)]),
    ("two currencies", (), True, [money("", "$500 million", 5e8), {**money("", "€700 million", 7e8), "figures": (("€700 million", 7e8, "EUR"),)}]),
    ("for two purposes", (), True, [money("", "$500 million", 5e8, " in flood relief"), money("", "$700 million", 7e8, " in military equipment")]),
    ("a sum and a yearly sum", (), True, [money("", "$500 million", 5e8, " in all"), money("", "$100 million", 1e8, " a year")]),
    ("two counts of dead", ("count",), True, [dead("", "12 people", 12, " were killed"), dead("", "30 people", 30, " were killed")]),
    ("dead and wounded", (), True, [dead("", "12 people", 12, " were killed"), dead("", "30 people", 30, " were wounded")]),
    ("dead, at least", (), True, [dead("at least ", "12 people", 12, " died"), dead("", "15 people", 15, " died")]),
    ("dead, more than the other has", ("count",), True, [dead("more than ", "40 people", 40, " died"), dead("", "15 people", 15, " died")]),
    ("two and three", ("count",), True, [dead("", "two soldiers", 2, " fell", "soldier"), dead("", "three soldiers", 3, " fell", "soldier")]),
    ("soldiers and villagers", (), True, [dead("", "two soldiers", 2, " died", "soldier"), dead("", "nine villagers", 9, " died", "villager")]),
    ("two models", (), True, [
        says("Kenya sold Uganda two KV-9 boats.", "sold", "COOPERATE", **KU, when="2012", figures=(("two KV-9 boats", 2, "boat"),)),
        says("Kenya sold Uganda six LB-30 boats.", "sold", "COOPERATE", **KU, when="2012", figures=(("six LB-30 boats", 6, "boat"),)),
    ]),
    ("one model, two counts", ("count",), True, [
        says("Kenya sold Uganda two KV-9 boats.", "sold", "COOPERATE", **KU, when="2012", figures=(("two KV-9 boats", 2, "boat"),)),
        says("Uganda bought six KV-9 boats from Kenya.", "bought", "COOPERATE", **UK, when="2012", figures=(("six KV-9 boats", 6, "boat"),)),
    ]),
    ("two days", ("date",), True, [
        says("Kenya and Uganda signed the ferry pact on 3 May 2011.", "signed", **BOTH, when="2011-05-03", date_words="3 May 2011"),
        says("Kenya and Uganda signed the ferry pact on 9 May 2011.", "signed", **BOTH, when="2011-05-09", date_words="9 May 2011"),
    ]),
    ("a year and a day in it", (), True, [
        says("Kenya and Uganda signed the ferry pact in 2011.", "signed", **BOTH, when="2011", date_words="2011"),
        says("Kenya and Uganda signed the ferry pact on 9 May 2011.", "signed", **BOTH, when="2011-05-09", date_words="9 May 2011"),
    ]),
    ("a month and its year", (), True, [
        says("They signed the pact in June 2014.", "signed", **BOTH, when="2014-06", date_words="June 2014"),
        says("They signed the pact in 2014.", "signed", **BOTH, when="2014", date_words="2014"),
    ]),
    ("a day that only stands near", (), True, [
        says("They signed the pact on 9 May 2011.", "signed", **BOTH, when="2011-05-09", date_words="9 May 2011"),
        says("They signed the pact.", "signed", **BOTH, when="2011-05-12", basis="context"),
    ]),
    ("two towns", ("place",), True, [
        says("They met in Busia.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Busia"),
        says("They met in Moroto.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Moroto"),
    ]),
    ("a town and its centre", (), True, [
        says("They met in Busia.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Busia"),
        says("They met in central Busia.", "met", "CONSULT", **BOTH, when="2011-05-03", place="central Busia"),
    ]),
    ("a city and its country", (), True, [
        says("They met in Nairobi.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Nairobi"),
        says("They met in Kenya.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Kenya"),
    ]),
    ("two capitals", ("place",), True, [
        says("They met in Nairobi.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Nairobi"),
        says("They met in Kampala.", "met", "CONSULT", **BOTH, when="2011-05-03", place="Kampala"),
    ]),
    ("who attacked whom", ("party",), True, [
        says("Kenya shelled Uganda.", "shelled", "ASSAULT", **KU, when="2011-05-03"),
        says("Uganda shelled Kenya.", "shelled", "ASSAULT", **UK, when="2011-05-03"),
    ]),
    ("one names nobody who did it", (), True, [
        says("Kenya shelled Uganda.", "shelled", "ASSAULT", **KU, when="2011-05-03"),
        says("Uganda was shelled.", "shelled", "ASSAULT", sources=(), targets=("UGA",), when="2011-05-03"),
    ]),
    ("who met whom does not matter", (), True, [
        says("Kenya met Uganda.", "met", "CONSULT", **KU, symmetric=True, when="2011-05-03"),
        says("Uganda met Kenya.", "met", "CONSULT", **UK, symmetric=True, when="2011-05-03"),
    ]),
    ("done and denied", ("status",), True, [
        says("Kenya shelled Uganda.", "shelled", "ASSAULT", **KU, when="2011-05-03"),
        says("Kenya did not shell Uganda.", "shell", "ASSAULT", **KU, when="2011-05-03", status="denied"),
    ]),
    ("done, and planned before it", (), True, [
        says("Kenya visited Uganda.", "visited", "CONSULT", **KU, when="2011-05-03", published="2011-05-04"),
        says("Kenya will visit Uganda.", "visit", "CONSULT", **KU, when="2011-05-03", status="planned", published="2011-05-01"),
    ]),
    ("done, and still only planned after it", ("status",), True, [
        says("Kenya visited Uganda.", "visited", "CONSULT", **KU, when="2011-05-03", published="2011-05-04"),
        says("Kenya plans to visit Uganda.", "visit", "CONSULT", **KU, when="2011-05-03", status="planned", published="2011-05-20"),
    ]),
]  # fmt: skip

ACROSS: list[Pair] = [
    ("one lifting in two years", ("date",), False, [lifted("2011"), lifted("2014-06")]),
    ("one lifting, a year and a month in it", (), False, [lifted("2014"), lifted("2014-06")]),
    ("two liftings far apart", (), False, [lifted("2001"), lifted("2014")]),
    ("a lifting planned and a lifting done", (), False, [lifted("2011"), lifted("2014", status="planned")]),
    ("an accession in two years", ("date",), False, [
        says("Kenya joined the EAC in 2000.", "joined", sources=("KEN",), targets=("EAC",), when="2000", date_words="2000"),
        says("Kenya and Uganda joined the EAC in 2001.", "joined", sources=("KEN", "UGA"), targets=("EAC",), when="2001", date_words="2001"),
    ]),
    ("two members join", (), False, [
        says("Kenya joined the EAC in 2000.", "joined", sources=("KEN",), targets=("EAC",), when="2000", date_words="2000"),
        says("Rwanda joined the EAC in 2007.", "joined", sources=("RWA",), targets=("EAC",), when="2007", date_words="2007"),
    ]),
    ("two drills called the first", ("kind",), False, [
        says("Kenya and Uganda held their first joint drill in May 2013.", "drill", "COOPERATE", **BOTH, when="2013-05", date_words="May 2013"),
        says("The first-ever joint drill of Kenya and Uganda took place in 2015.", "drill", "COOPERATE", **BOTH, when="2015", date_words="2015"),
    ]),
    ("one first drill at two grains", (), False, [
        says("Kenya and Uganda held their first joint drill in May 2013.", "drill", "COOPERATE", **BOTH, when="2013-05", date_words="May 2013"),
        says("The first-ever joint drill of Kenya and Uganda took place in 2013.", "drill", "COOPERATE", **BOTH, when="2013", date_words="2013"),
    ]),
    ("the first and the second drill", (), False, [
        says("Kenya and Uganda held their first joint drill in 2013.", "drill", "COOPERATE", **BOTH, when="2013", date_words="2013"),
        says("Kenya and Uganda held their second joint drill in 2015.", "drill", "COOPERATE", **BOTH, when="2015", date_words="2015"),
    ]),
    ("two drills called the third", ("kind",), False, [
        says("Kenya and Uganda held their third joint drill in 2013.", "drill", "COOPERATE", **BOTH, when="2013", date_words="2013"),
        says("Kenya and Uganda held their third joint drill in 2015.", "drill", "COOPERATE", **BOTH, when="2015", date_words="2015"),
    ]),
    ("the first ever, and one before it", ("kind",), False, [
        says("The first-ever joint drill of Kenya and Uganda took place in 2015.", "drill", "COOPERATE", **BOTH, when="2015", date_words="2015"),
        says("A joint drill of Kenya and Uganda in 2012 ended in rain.", "drill", "COOPERATE", **BOTH, when="2012", date_words="2012"),
    ]),
    ("the first ever, and one after it", (), False, [
        says("The first-ever joint drill of Kenya and Uganda took place in 2012.", "drill", "COOPERATE", **BOTH, when="2012", date_words="2012"),
        says("A joint drill of Kenya and Uganda in 2015 ended in rain.", "drill", "COOPERATE", **BOTH, when="2015", date_words="2015"),
    ]),
    ("the first since, and one between", ("kind",), False, [
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("visited, the first visit since, and one between", ("kind",), False, [
        visit("The Kenyan president visited Uganda in 2014; it was the first visit by a Kenyan president since 1998.", "visited", "2014"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("the first minister to do so, and one between", ("kind",), False, [
        visit("In 2014 the foreign minister visited Uganda, the first Kenyan foreign minister to do so in 16 years.", "visited", "2014"),
        visit("The Kenyan foreign minister visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("the first since, and one before that", (), False, [
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014"),
        visit("The Kenyan president visited Uganda in 1996.", "visited", "1996"),
    ]),
    ("the first since, and the one of that year", (), False, [
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014"),
        visit("The Kenyan president visited Uganda in March 1998.", "visited", "1998-03"),
    ]),
    ("the first president, and a minister between", (), False, [
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014"),
        visit("The Kenyan foreign minister visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("the first in so many years, and one between", ("kind",), False, [
        visit("For the first time in 16 years a Kenyan president will visit Uganda.", "visit", "2014", status="planned"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("two limits for one visit", ("kind",), False, [
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014-05"),
        visit("The visit was the first by a Kenyan president since 2005.", "visit", "2014-05"),
    ]),
    ("a limit in years and as a year", (), False, [
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014-05"),
        visit("It was the first visit by a Kenyan president in 16 years.", "visit", "2014-05"),
    ]),
    ("the first half and the first day are no firsts", (), False, [
        says("In the first half of 2015 a joint drill took place.", "drill", "COOPERATE", **BOTH, when="2015"),
        says("On the first day of the joint drill in 2013 it rained.", "drill", "COOPERATE", **BOTH, when="2013"),
    ]),
    ("the first since he took office is no first of all", (), False, [
        visit("It was the first visit by a Kenyan president since he took office.", "visit", "2014"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("the last until then, and a later one", ("kind",), False, [
        visit("The last visit by a Kenyan president was in 1998.", "visit", "1998", published="2014-05-01"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("the last until then, and one after it was written", (), False, [
        visit("The last visit by a Kenyan president was in 1998.", "visit", "1998", published="2004-05-01"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("last visited, and a later one", ("kind",), False, [
        visit("A Kenyan president last visited Uganda in 1998.", "visited", "1998", published="2014-05-01"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("the only one, and another", ("kind",), False, [
        says("The only joint drill of Kenya and Uganda took place in 2012.", "drill", "COOPERATE", **BOTH, when="2012", date_words="2012", published="2020-01-01"),
        says("Kenya and Uganda held a joint drill in 2015.", "drill", "COOPERATE", **BOTH, when="2015", date_words="2015"),
    ]),
    ("the only one, told twice", (), False, [
        says("The only joint drill of Kenya and Uganda took place in 2012.", "drill", "COOPERATE", **BOTH, when="2012", date_words="2012", published="2020-01-01"),
        says("Kenya and Uganda held a joint drill in May 2012.", "drill", "COOPERATE", **BOTH, when="2012-05", date_words="May 2012"),
    ]),
    ("last month is no last", (), False, [
        visit("The last two weeks of the visit in 1998 were quiet.", "visit", "1998", published="2014-05-01"),
        visit("The Kenyan president visited Uganda in 2006.", "visited", "2006"),
    ]),
    ("a railway of two costs", ("amount",), False, [
        line("Kenya and Uganda agreed on a $3 billion rail railway from Kisumu to Jinja.", "agreed", "2013", ("$3 billion", 3e9, "USD")),
        line("The $4.5 billion railway between Kisumu and Jinja was discussed by Kenya and Uganda.", "discussed", "2016", ("$4.5 billion", 4.5e9, "USD"), kind="CONSULT"),
    ]),
    ("a railway of two costs, one told behind it", ("amount",), False, [
        line("Kenya and Uganda agreed on a railway from Kisumu to Jinja, which would cost about $3 billion.", "agreed", "2013", ("$3 billion", 3e9, "USD")),
        line("The $4.5 billion railway between Kisumu and Jinja was discussed by Kenya and Uganda.", "discussed", "2016", ("$4.5 billion", 4.5e9, "USD"), kind="CONSULT"),
    ]),
    ("a railway of one cost", (), False, [
        line("Kenya and Uganda agreed on a $3 billion railway from Kisumu to Jinja.", "agreed", "2013", ("$3 billion", 3e9, "USD")),
        line("The $3 billion railway between Kisumu and Jinja was discussed by Kenya and Uganda.", "discussed", "2016", ("$3 billion", 3e9, "USD"), kind="CONSULT"),
    ]),
    ("two railways", (), False, [
        line("Kenya and Uganda agreed on a $3 billion railway from Kisumu to Jinja.", "agreed", "2013", ("$3 billion", 3e9, "USD")),
        line("The $5 billion railway between Malaba and Gulu was discussed by Kenya and Uganda.", "discussed", "2016", ("$5 billion", 5e9, "USD"), kind="CONSULT"),
    ]),
    ("a pipeline with two ends", ("place",), False, [
        line("Kenya and Uganda agreed on a pipeline from Eldoret to Kampala.", "agreed", "2013"),
        line("Kenya and Uganda spoke of the pipeline between Eldoret and the port of Lamu.", "spoke", "2016", kind="CONSULT"),
    ]),
    ("a pipeline of two lengths", ("count",), False, [
        line("Kenya and Uganda agreed on a 350 km pipeline from Eldoret to Kampala.", "agreed", "2013", ("350 km", 350, "km")),
        line("Kenya and Uganda spoke of the 480 km pipeline from Eldoret to Kampala.", "spoke", "2016", ("480 km", 480, "km"), kind="CONSULT"),
    ]),
    ("an embargo of two lengths", ("duration",), False, [
        lifted("2014", "Kenya lifted its four-decade-old tea embargo against Uganda in {}."),
        lifted("2014", "Kenya lifted its 13-year tea embargo against Uganda in {}."),
    ]),
    ("an embargo of one length", (), False, [
        lifted("2014", "Kenya lifted its four-decade-old tea embargo against Uganda in {}."),
        lifted("2014", "After 42 years of embargo Kenya lifted its tea ban against Uganda in {}."),
    ]),
]  # fmt: skip
