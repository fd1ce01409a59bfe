"""Each rule of the mentions, on sentences written for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mention_reading import heads, mentions, read_mentions, who

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "words", "head"),
    [
        ("Omani Foreign Minister Badr Albusaidi flew home.", "Omani Foreign Minister Badr Albusaidi", "Albusaidi"),
        ("The Zambian government resigned.", "Zambian government", "government"),
        ("Nepal's Prime Minister Pushpa Kamal Dahal spoke.", "Nepal's Prime Minister Pushpa Kamal Dahal", "Dahal"),
        ("The president of Malawi signed it.", "president of Malawi", "president"),
        ("Angolan troops left.", "Angolan troops", "troops"),
        ("The Danish navy sailed.", "Danish navy", "navy"),
    ],
)
def test_a_phrase_is_one_mention_headed_by_its_head(text: str, words: str, head: str) -> None:
    assert heads(text, "2023-06-01").get(words) == head


def test_agent_phrase_rule_leaves_things_to_the_name_alone() -> None:
    assert ("Chilean", "CHL", "demonym") in mentions("Chilean copper is dear.")
    assert ("Chile", "CHL", "name") in mentions("Chile's invasion failed.")


def test_agent_of_rule_takes_every_state_named() -> None:
    text = "The foreign ministers of Laos, Thailand and Cambodia met."
    assert who(text, "foreign ministers of Laos, Thailand and Cambodia") == "LAO+THA+KHM"


def test_coordinated_demonyms_share_their_agent() -> None:
    assert who("Kenyan and Ugandan soldiers clashed.", "Kenyan and Ugandan soldiers") == "KEN+UGA"


def test_an_ally_of_a_state_is_not_that_state() -> None:
    assert who("Jordan's rivals rejoiced.", "Jordan's rivals") == "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Indo-Pakistani ties are cold.", {"IND", "PAK"}),
        ("Pak-Russia trade grew.", {"PAK", "RUS"}),
        ("Sino-Soviet quarrels lasted.", {"CHN", "SUN"}),
        ("U.S.-Japan talks began.", {"USA", "JPN"}),
        ("Brazil-Argentina-Chile flights resumed.", {"BRA", "ARG", "CHL"}),
        ("Franco-German plans stalled.", {"FRA", "DEU"}),
        ("Franco-german plans and an anglo-Irish row stalled.", {"FRA", "DEU", "GBR", "IRL"}),
        ("Long-term plans stalled, as did the pre-Ottoman and non-Greek ones.", set()),
        ("Anglo-Irish talks went on.", {"GBR", "IRL"}),
    ],
)
def test_compounds_name_each_of_their_parts(text: str, expected: set[str]) -> None:
    assert {actor for _, actor, _ in mentions(text)} == expected


def test_a_prefix_alone_names_nobody() -> None:
    assert mentions("The Indo-Pacific is wide.") == []


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Congo-based miners were ambushed by Mauritania-based smugglers.", "Mauritania", "@MRT"),
        ("Kazakh-made carts sell well.", "Kazakh", "none"),
        ("Pro-Serbian crowds marched.", "Serbian", "none"),
        ("Post-Soviet borders are long.", "Soviet", "none"),
        ("Anti-French riots broke out.", "French", "FRA"),
        ("A Swiss-brokered truce held.", "Swiss", "CHE"),
        ("The Saudi-led coalition bombed the port.", "Saudi-led coalition", "SAU"),
    ],
)
def test_suffix_rule_and_prefix_rule(text: str, words: str, expected: str) -> None:
    assert who(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Lisbon rejected the plan.", "Lisbon", "PRT"),
        ("Ties with Lisbon are good.", "Lisbon", "PRT"),
        ("The minister travelled to Lisbon.", "Lisbon", "@PRT"),
        ("They signed it in Lisbon and Rabat.", "Rabat", "@MAR"),
        ("The Lisbon summit failed.", "Lisbon", "@PRT"),
        ("He visited Lisbon.", "Lisbon", "@PRT"),
        ("Dissidents fled from Minsk.", "Minsk", "@BLR"),
    ],
)
def test_seat_rule_tells_governments_from_places(text: str, words: str, expected: str) -> None:
    assert who(text, words, "2019-03-03") == expected


def test_homonym_rule() -> None:
    assert who("Michael Jordan won again.", "Jordan") == "none"
    assert who("Voters in Georgia and Texas stayed home.", "Georgia") == "none"
    assert who("Georgia and Armenia signed a pact.", "Georgia") == "GEO"
    assert who("He ate turkey with us.", "turkey") == "none"


def test_a_mention_is_resolved_as_of_the_date_of_its_sentence() -> None:
    text = "In 1968 Moscow sent tanks to Prague. In 2014 Moscow sent men to Crimea."
    assert [actor for words, actor, _ in mentions(text) if words == "Moscow"] == ["SUN", "RUS"]
    assert who("Russia signed the pact in 1972.", "Russia") == "SUN"
    assert who("Russia signed the pact.", "Russia") == "RUS"
    assert who("Serbia protested in April 1999.", "Serbia") == "YUG"


def test_leader_rule_takes_the_office_on_the_date() -> None:
    assert who("Theresa May flew home in March 2017.", "Theresa May") == "GBR"
    assert who("Former prime minister Theresa May spoke.", "prime minister Theresa May", "2024-02-02") == "GBR"


def test_surname_rule_follows_the_last_full_name() -> None:
    text = "Kenyan envoy Amina Mohamed met Chad's Moussa Faki. Mohamed smiled. Faki did not."
    assert who(text, "Mohamed", "2017-01-05") == "KEN"
    assert who(text, "Faki", "2017-01-05") == "TCD"


def test_a_bare_surname_is_the_only_leader_of_that_name_in_office() -> None:
    assert who("Erdogan protested.", "Erdogan", "2019-05-05") == "TUR"
    assert who("Erdogan protested.", "Erdogan", "1985-05-05") == "none"
    assert who("The Park fell silent.", "Park", "2014-05-05") == "none"


def test_apposition_rule_gives_an_unknown_person_a_state() -> None:
    text = "Ahmed Bilal, the Sudanese spokesman, denied it. Bilal blamed others."
    assert who(text, "Bilal", "2016-01-01") == "SDN"


def test_administration_rule() -> None:
    assert who("The Reagan administration sold the jets.", "Reagan administration", "2020-01-01") == "USA"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Peru and Chile met. Both countries agreed.", "Both countries", "PER+CHL"),
        ("Peru-Chile ties are warm. The two sides trade.", "The two sides", "PER+CHL"),
        ("Peru sued Chile. The neighbours have not spoken since.", "The neighbours", "PER+CHL"),
        ("Peru, Chile and Bolivia met. The three nations agreed.", "The three nations", "PER+CHL+BOL"),
        ("Peru and Chile met. The pair agreed.", "The pair", "PER+CHL"),
        ("Peru and Chile trust each other.", "each other", "PER+CHL"),
        ("Peru sued Chile. The latter appealed.", "The latter", "CHL"),
        ("Peru and Chile met. Each side kept quiet.", "Each side", "PER+CHL"),
        ("Peru and Chile met. They agreed.", "They", "PER+CHL"),
        ("Peru recalled its envoy.", "its envoy", "PER"),
        ("Peru closed the border. It also banned the fruit.", "It", "PER"),
        ("While it lacks coal, Peru has gas.", "it", "PER"),
        ("Peru and Chile traded arms; both denied it.", "both", "PER+CHL"),
        ("Morocco met the rest. The kingdom stayed calm.", "The kingdom", "MAR"),
        ("Peru voted. The government fell.", "The government", "PER"),
        ("Police in Lima arrested two men.", "Police", "PER"),
        ("Boko Haram raided a village. The group took hostages.", "The group", "BOKO-HARAM"),
        ("The two Koreas signed a truce.", "Koreas", "KOR+PRK"),
    ],
)
def test_what_refers_back(text: str, words: str, expected: str) -> None:
    assert who(text, words, "2015-05-05") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is clear that rain will come. Peru waits.", "It"),
        ("The pipeline crosses Peru. It leaks.", "It"),
        ("Peru and Chile met. The first foreign minister was late.", "foreign minister"),
        ("Peru told Chile, Brazil and Bolivia. It was late. The two countries sighed.", "The two countries"),
        ("Peru and Chile met. The government fell.", "The government"),
    ],
)
def test_what_stays_open_is_not_guessed(text: str, words: str) -> None:
    assert who(text, words, "2015-05-05") in ("none", "-")


def test_the_title_gives_the_main_pair() -> None:
    text = "Trade is growing fast. The two countries built a port."
    assert who(text, "The two countries", "2015-05-05", "Togo and Benin draw closer") == "TGO+BEN"


def test_document_rule_settles_a_name_that_may_mean_several() -> None:
    assert who("Congo voted.", "Congo", "2015-05-05") == "-"
    assert who("DR Congo voted. Congo then rested.", "Congo", "2015-05-05") == "COD"


def test_ambiguous_mentions_keep_their_candidates() -> None:
    context = read_mentions("Congo voted.", "2015-05-05")
    assert context.mentions[0].candidates == ("COD", "COG")


def test_sectors_come_with_agents() -> None:
    context = read_mentions("Kenyan troops shelled Somali rebels, police said.", "2015-05-05")
    assert [m.sector for m in context.mentions] == ["MIL", "REB", "COP"]


def test_spans_slice_back_and_heads_lie_inside() -> None:
    text = "“Côte d’Ivoire’s president,” it said, met U.S.-Japan envoys.\nBoth sides – Peru and Chile – wept."
    context = read_mentions(text, "2015-05-05")
    assert context.mentions
    for m in context.mentions:
        paragraph = context.paragraphs[m.paragraph]
        assert 0 <= m.span[0] < m.span[1] <= len(text)
        assert m.i <= m.head < m.j <= len(paragraph.doc)
        assert text[m.span[0] : m.span[1]].strip()


def test_mentions_are_in_order_and_the_same_each_time() -> None:
    from comity.reading.mentions import find_mentions

    context = read_mentions("Peru and Chile met Bolivian envoys in Quito. Both countries left.", "2015-05-05")
    places = [(m.paragraph, m.i) for m in context.mentions]
    assert places == sorted(places)
    assert find_mentions(context) == context.mentions


def test_names_with_particles_hyphens_and_courtesies() -> None:
    text = "Ivorian envoy Koffi N'Guessan-Diop met Dutch minister Jan van der Velde. Mr van der Velde left; Ms Diop stayed."
    assert who(text, "Dutch minister Jan van der Velde", "2017-01-05") == "NLD"
    assert who("Ghanaian President Nana Akufo-Addo spoke. Akufo-Addo left.", "Akufo-Addo", "2019-01-05") == "GHA"
    assert who("Malawian President Peter Mutharika spoke. Mr Mutharika left.", "Mutharika", "2016-01-05") == "MWI"


def test_person_compound_rule() -> None:
    found = {words: actor for words, actor, _ in mentions("The Putin-Erdogan talks went on.", "2019-05-05")}
    assert found == {"Putin": "RUS", "Erdogan": "TUR"}


def test_shared_title_rule() -> None:
    text = "Chadian President Mahamat Deby, and Foreign Minister Abdel Gamal, flew home. Gamal was ill."
    assert who(text, "Gamal", "2024-08-08") in ("TCD", "-")  # never another state
    assert (
        who("Kenyan President William Ruto met Prime Minister Anna Berg.", "Prime Minister Anna Berg", "2024-08-08")
        == "-"
    )


def test_past_leader_rule() -> None:
    assert who("Kwame Nkrumah wanted a union.", "Kwame Nkrumah", "2022-05-05") == "GHA"


def test_elder_statesman_rule_keeps_the_state_and_says_that_the_office_is_over() -> None:
    assert who("In 2015 Jimmy Carter flew to Havana.", "Jimmy Carter", "2022-05-05") == "USA"
    assert who("Theresa May spoke.", "Theresa May", "2024-02-02") == "GBR"
    after, during = (read_mentions("Theresa May spoke.", day).mentions[0] for day in ("2024-02-02", "2018-02-02"))
    assert (after.sector, during.sector) == ("ELI", "GOV")
    assert who("Charles Taylor wrote a letter.", "Charles Taylor", "1990-08-01") == "-"  # seven years before his office


def test_longer_name_rule() -> None:
    assert who("Juan Carlos Varela signed it in Panama.", "Juan Carlos", "1990-05-05") == "none"


def test_seat_of_two_rule() -> None:
    assert who("Brussels fined Portugal on Monday.", "Brussels", "2019-05-05") == "EU"
    assert who("Belgium is small. Brussels fined Portugal on Monday.", "Brussels", "2019-05-05") == "BEL"


def test_speaker_rule() -> None:
    text = '"We shall rebuild our port," the Togolese president told reporters. "I thank Chad," he added.'
    assert who(text, "We", "2019-05-05") == "TGO"
    assert who(text, "I", "2019-05-05") == "TGO"
    statement = "The Ministry of Foreign Affairs of Peru rejects the note. We thank Chile for its help."
    assert who(statement, "We", "2019-05-05") == "PER"
    assert who("We, the leaders of Togo and Benin, met today.", "We", "2019-05-05") == "TGO+BEN"
    assert who("Prices rose in Togo. We know little about it.", "We", "2019-05-05") == "none"


def test_other_than_subject_rule() -> None:
    text = "China buys gas. China has never quarrelled with it."
    assert who(text, "it", "2019-05-05") == "none"


def test_days_are_no_leaders() -> None:
    assert mentions("Troops left on Friday.", "2025-12-10") == [("Troops", "-", "unknown")]


def test_her_may_be_a_state() -> None:
    assert who("Norway with her long coast waits.", "her", "2025-12-10") == "NOR"


PIECES = [
    "Peru",
    "Chile",
    "U.S.-Japan",
    "both",
    "countries",
    "the",
    "latter",
    "each",
    "other",
    "its",
    "their",
    "he",
    "President",
    "Erdogan",
    "Pak-",
    "Indo-",
    "“",
    "”",
    "—",
    "’s",
    "(",
    ")",
    ",",
    ".",
    "1971",
    "the",
    "government",
    "Moscow",
    "in",
    "to",
    "of",
    "and",
    "former",
    "troops",
    "SIGNED",
    "🙂",
    "\u202e",
    "\u200b",
    "the\xa0two",
    "ex-king",
    "Mr",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
def test_whatever_the_text_mentions_lie_in_it_and_never_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    context = read_mentions(text, "2010-10-10")
    end = 0
    for m in context.mentions:
        assert end <= m.span[0] < m.span[1] <= len(text)
        assert m.i <= m.head < m.j
        end = m.span[1]


def test_acronym_rule_needs_the_home() -> None:
    assert who("The PTI won in Punjab, Pakistan.", "PTI", "2019-05-05") == "PTI"
    assert who("The AMU shut its gates.", "AMU", "2019-05-05") == "none"


def test_dateline_rule() -> None:
    assert mentions("NEW DELHI: Rain fell.", "2019-05-05") == [("NEW DELHI", "@IND", "place")]


def test_namesake_rule() -> None:
    assert who("Students of Nelson Mandela University marched.", "Nelson Mandela", "1996-05-05") == "none"


def test_a_common_family_name_needs_its_state() -> None:
    assert who("Education must change, said Dlamini.", "Dlamini", "2015-06-01") == "none"
    assert who("Eswatini voted. Mr Dlamini smiled.", "Dlamini", "2015-06-01") in ("SWZ", "-")


def test_named_group_rule() -> None:
    found = mentions("The Colombian rebel group FARC laid down arms.", "2016-09-09")
    assert found == [("Colombian rebel group FARC", "FARC", "group")]
