"""Who is meant by a body, a kind or a short name: 'police', 'the island', 'the Fund', 'the North', 'Congress', 'European'."""

from __future__ import annotations

import pytest
from mention_reading import who

DAY = "2016-05-05"

CASES = [
    # home_rule
    ("Kenya closed the border. Police arrested a smuggler.", "Police", "KEN"),
    ("Kenya and Uganda closed the border. Police arrested a smuggler.", "Police", "-"),
    ("Kenya closed the border. Inspectors from abroad arrived.", "Inspectors", "-"),
    ("Peru voted. The authorities counted for a week.", "The authorities", "PER"),
    # possessor_rule
    ("Vladimir Putin's own troops entered Georgia.", "troops", "RUS"),
    ("Paul Kagame's government expelled an envoy.", "government", "RWA"),
    ("Paul Kagame's critics left.", "critics", "none"),
    # kind_rule
    (
        "Bahrain shut its ports. Prices rose. Ships waited. Much rain fell. Nobody left the sheikhdom.",
        "the sheikhdom",
        "BHR",
    ),
    ("Cuba and Malta met. Rain fell. Snow fell. Prices rose. Nobody left the island.", "the island", "none"),
    # short_name_rule
    ("Ghana asked the International Monetary Fund for help. Later the Fund said no.", "the Fund", "IMF"),
    ("Ghana asked its neighbours for help. Later the Fund said no.", "the Fund", "none"),
    ("The European Union met Iran. Iran thanked the Union.", "the Union", "EU"),
    # divided_state_rule
    ("North Korea fired a rocket. Japan says that the North will fire another.", "the North", "PRK"),
    ("Ghana is dry. Farmers in the North left.", "the North", "none"),
    # congress_rule
    ("The United States fined a bank. It was Congress that had pressed for it.", "Congress", "USA"),
    ("Peru fined a bank. It was Congress that had pressed for it.", "Congress", "PER"),
    ("India fined a bank. It was Congress that had pressed for it.", "Congress", "none"),
    # union_adjective_rule
    ("Iran met European negotiators.", "European negotiators", "EU"),
    ("Iran likes European history.", "European", "none"),
    # a rank or a courtesy before the name
    ("General Suharto flew to Japan in May 1975.", "General Suharto", "IDN"),
    ("Mr Carter thanked Egypt for freeing an American in May 1979.", "Carter", "USA"),
    ("Carter thanked Egypt for freeing an American in May 1979.", "Carter", "none"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "actors"), CASES)
def test_who_is_meant(text: str, words: str, actors: str) -> None:
    assert who(text, words, DAY) == actors


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Chad and Niger took in the herders. They thanked France.", "They", "none"),
        ("Chad and Niger met on Monday. They thanked France.", "They", "TCD+NER"),
        ("Israel made its case. South Africa told it to wait.", "it", "ISR"),
    ],
)
def test_pronouns_stay_open_where_something_nearer_may_be_meant(text: str, words: str, actors: str) -> None:
    assert who(text, words, DAY) == actors


@pytest.mark.model
def test_a_ministry_of_several_words_is_headed_by_its_first() -> None:
    from mention_reading import heads

    assert (
        heads("The Ministry of Foreign Affairs of Peru summoned him.")["Ministry of Foreign Affairs of Peru"]
        == "Ministry"
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "actors", "day"),
    [
        ("Ghana met with Houphouët-Boigny, who had called for it.", "Houphouët-Boigny", "CIV", "1985-05-05"),
        ("Nikos Anastasiades sent Egypt a letter.", "Nikos Anastasiades", "CYP", "2018-05-05"),
        ("Mark Thatcher sent Egypt a letter.", "Mark Thatcher", "-", "2018-05-05"),
        ("The Stasi arrested a Dane.", "Stasi", "DDR", "1975-05-05"),
        ("The KGB arrested a Dane.", "KGB", "SUN", "1975-05-05"),
        ("Mussolini sent Greece a note in October 1940.", "Mussolini", "ITA", "1999-05-05"),
    ],
)
def test_leaders_and_services_of_their_time(text: str, words: str, actors: str, day: str) -> None:
    assert who(text, words, day) == actors


@pytest.mark.model
def test_it_is_not_what_the_relative_clause_hangs_from() -> None:
    text = "Peru left the talks on Monday, angering Chile, which had asked it for help."
    assert who(text, "it", DAY) == "PER"
