"""Whom a sentence credits, and whom a text."""

from __future__ import annotations

import pytest

from comity.record.origins.credits import credits, goes_on, wire_credits
from comity.record.origins.outlets import Names, authors_of, known_outlets, official_outlets

STATES = {"Syrian": "SYR", "Syria": "SYR", "Iran": "IRN", "North Korea": "PRK", "Russian": "RUS"}
DOCUMENTS = [
    {
        "outlet": "The Delta Herald",
        "author": "Ann Writer and Bo Scribe",
        "title": "How the dam was built",
        "source_group": "g1",
    },
    {"outlet": "Kivu Lens", "author": None, "title": "Mines", "source_group": "g2"},
]


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.of(DOCUMENTS)


def keys(names: Names, text: str) -> list[str]:
    return [c.key for c in credits(names, text, STATES.get)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Reuters reported on Monday that the dam was full.", "outlet:reuters"),
        ("Reuters news agency has reported that the dam was full.", "outlet:reuters"),
        ("The dam, Xinhua later said, was full.", "outlet:xinhua"),
        ("The dam was full, according to Xinhua.", "outlet:xinhua"),
        ("The dam was full, according to a report by the state news agency Tasnim.", "outlet:tasnim"),
        ("The envoy left for home (AP).", "outlet:ap"),
        ("The envoy left for home (Reuters, 3 May).", "outlet:reuters"),
        ("The minister told the Financial Times that ships had left.", "outlet:financial-times"),
        ("In an interview with Al Jazeera, he ruled it out.", "outlet:al-jazeera"),
        ("Speaking to BBC News, she called it a lie.", "outlet:bbc"),
        ("Two aides denied the quarrel in short notes to AFP and left.", "outlet:afp"),
        ("Envoys who talked to The Guardian doubted it.", "outlet:guardian"),
        ("Ferries had stopped for good (see Kommersant, 2 May 2011).", "outlet:kommersant"),
        ("Syrian state television showed a burning depot.", "state-media:SYR"),
        ("The Russian daily Kommersant wrote that jets had arrived.", "outlet:kommersant"),
        ("Jets had arrived, wrote the newspaper.", None),
        ("A Bloomberg report put the loan at 3 billion dollars.", "outlet:bloomberg"),
        ("The sale was first reported by Jane's Defence Weekly.", "outlet:janes"),
        ("Quoting TASS, the embassy confirmed the visit.", "outlet:tass"),
        ("The Hindu reported that the talks had failed.", "outlet:hindu"),
        ("The Washington Post's account names two generals.", "outlet:washington-post"),
        ("An article in Der Spiegel names two generals.", "outlet:der-spiegel"),
        ("As Ann Writer argues in the Delta Herald, the deal is dead.", "author:ann writer"),
        ("The Delta Herald wrote that the deal is dead.", "outlet:delta herald"),
        ("The mine had closed, Kivu Lens reported.", "outlet:kivu lens"),
        ("“How the Dam Was Built” says that nobody was asked.", "text:g1"),
        ("Syrian state television reported three strikes.", "state-media:SYR"),
        ("Citing Syrian state media, the ministry counted three strikes.", "state-media:SYR"),
        ("North Korea's state media said the missile flew.", "state-media:PRK"),
        ("The Syrian state news agency SANA reported three strikes.", "outlet:sana"),
    ],
)
def test_credited(names: Names, text: str, key: str | None) -> None:
    assert keys(names, text)[:1] == ([key] if key else [])


@pytest.mark.parametrize(
    "text",
    [
        "The government banned the New York Times and the BBC.",
        "Police beat a Reuters photographer.",
        "Dawn broke over the city.",
        "Ann Writer met the minister.",
        "Economist John Doe said that prices would rise.",
        "A Hindu said it.",
        "The court fined Le Monde.",
        "Russia sold jets (Mi-35) to Pakistan.",
        "The state media law was reported to parliament.",
        "He bought a share of Bloomberg for 3 billion dollars.",
        "MENA countries met in Cairo.",
        "The ministers said that the talks went well.",
    ],
)
def test_named_is_not_credited(names: Names, text: str) -> None:
    assert keys(names, text) == []


def test_the_words_that_credit_are_told_and_the_span_is_that_of_the_name(names: Names) -> None:
    text = "Ships had left, according to the Xinhua news agency."
    (credit,) = credits(names, text, STATES.get)
    assert text[credit.start : credit.end] == "Xinhua"
    assert credit.said == "according to the Xinhua"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The agency added that two were hurt.", True),
        ("The paper said that two were hurt.", True),
        ("The agency was founded in 1904.", False),
        ("The daily bread was short.", False),
    ],
)
def test_a_sentence_can_go_on_with_what_an_outlet_reports(text: str, on: bool) -> None:
    assert goes_on(text) is on


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("KHARTOUM, 3 May (Reuters) - Ships left.", "outlet:reuters"),
        ("ANKARA (AP) — Ships left.", "outlet:ap"),
        ("BEIJING, Nov. 3 (Xinhua) -- Ships left.", "outlet:xinhua"),
        ("MOSCOW, May 3. /TASS/. Ships left.", "outlet:tass"),
        ("(AFP) - Ships left.", "outlet:afp"),
        ("Ships leave\n\nBy Jane Doe, Associated Press\n\nShips left.", "outlet:ap"),
        ("Source: Anadolu Agency\n\nShips left.", "outlet:anadolu"),
        ("Ships left.\n\n(With inputs from PTI)", "outlet:pti"),
        ("Ships left. (AFP)", "outlet:afp"),
        ("Photo: (Reuters)\n\nShips left.", None),
        ("By Jane Doe\n\nShips left.", None),
        ("The Union (AU) - a body of states.", None),
        ("Ships left, as Reuters has it, and others came.", None),
    ],
)
def test_whose_text_it_is(names: Names, head: str, key: str | None) -> None:
    assert [c.key for c in wire_credits(names, head, head)] == ([key] if key else [])


def test_the_table_of_outlets_gives_each_name_to_one_row() -> None:
    names = Names()
    for outlet in known_outlets().values():
        assert names.outlet(outlet.name) == f"outlet:{outlet.key}", outlet.name
        for domain in outlet.domains:
            assert names.outlet(f"https://www.{domain}/news/1") == f"outlet:{outlet.key}", domain
    assert "outlet:sana" in official_outlets("SYR")


def test_names_of_outlets_and_authors_are_brought_to_one_form(names: Names) -> None:
    assert names.outlet("the  delta herald") == names.outlet("Delta Herald") == "outlet:delta herald"
    assert names.author("Reuters Staff") == "outlet:reuters"
    assert names.author("Ann Writer") == "author:ann writer"
    assert authors_of("By Ann Writer, Bo Scribe and C. Pen") == ["Ann Writer", "Bo Scribe", "C. Pen"]
