"""Causal claims: each rule on sentences of its own."""

from __future__ import annotations

import pytest
from claim_reading import read
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import TableError
from comity.reading.causes import find_causes
from comity.reading.causes.lexicon import lexicon, to_sign
from comity.reading.model import CausalClaim

pytestmark = pytest.mark.model


def claims(text: str) -> list[CausalClaim]:
    return find_causes(read(text))


def parts(text: str, rule: str) -> tuple[str, str, int | None]:
    """Cause, effect and sign of the only claim that the rule finds."""
    (claim,) = (c for c in claims(text) if c.rule == rule)
    return text[slice(*claim.cause)], text[slice(*claim.effect)], claim.sign


CASES = [
    ("verb-object-rule", "The coup triggered a wave of strikes in Bolivia.", "The coup", "a wave of strikes in Bolivia", 1),
    ("verb-object-rule", "The embargo led to shortages across Peru.", "The embargo", "shortages across Peru", 1),
    ("verb-from-rule", "The shortage stems from years of drought.", "years of drought", "The shortage", 1),
    ("verb-from-rule", "The riots followed the collapse of the currency.", "the collapse of the currency", "The riots", 1),
    ("verb-infinitive-rule", "The drought forced Kenya to import maize.", "The drought", "Kenya to import maize", 1),
    ("verb-from-doing-rule", "The treaty prevented Finland from joining the alliance.", "The treaty", "Finland from joining the alliance", -1),
    ("verb-state-rule", "The verdict made a settlement impossible.", "The verdict", "a settlement impossible", -1),
    ("verb-state-rule", "The referendum plunged the coalition into crisis.", "The referendum", "the coalition into crisis", -1),
    ("verb-change-rule", "The tariffs weakened the currency.", "The tariffs", "the currency", -1),
    ("verb-change-rule", "The pipeline strengthened the bargaining power of Qatar.", "The pipeline", "the bargaining power of Qatar", 1),
    ("passive-verb-rule", "The protests were sparked by a rise in bread prices.", "a rise in bread prices", "The protests", 1),
    ("idiom-rule", "The accord paved the way for elections in Nepal.", "The accord", "elections in Nepal", 1),
    ("idiom-rule", "The scandal dealt a blow to the coalition.", "The scandal", "the coalition", -1),
    ("noun-rule", "Corruption is the main cause of the unrest.", "Corruption", "the unrest", 1),
    ("noun-rule", "The famine was a result of the blockade.", "the blockade", "The famine", 1),
    ("noun-rule", "The debt is an obstacle to recovery.", "The debt", "recovery", -1),
    ("noun-rule", "Debt is one of the reasons why Laos changed course.", "Debt", "Laos changed course", 1),
    ("adjective-rule", "The quota is responsible for the shortage.", "The quota", "the shortage", 1),
    ("adjective-rule", "The loan is contingent on reform.", "reform", "The loan", 1),
    ("behind-rule", "Rising bread prices were behind the fall of the government.", "Rising bread prices", "the fall of the government", 1),
    ("verb-change-rule", "The scandal embittered relations with Malta.", "The scandal", "relations with Malta", -1),
    ("verb-change-rule", "A blockade would cost Peru the goodwill of Chile.", "A blockade", "the goodwill of Chile", -1),
    ("verb-change-rule", "The treaty opened the market to Chilean wine.", "The treaty", "the market to Chilean wine", 1),
    ("verb-change-rule", "The fall of the mayor, while the port was shut, reopened the debate.", "The fall of the mayor", "the debate", 1),
    ("verb-state-rule", "The drought pushed Chad towards Libya.", "The drought", "Chad towards Libya", 1),
    ("verb-state-rule", "The collapse of Zaire left Angola without a neighbour.", "The collapse of Zaire", "Angola without a neighbour", 1),
    ("verb-state-rule", "It was the flood that drew the old rivals together.", "the flood", "the old rivals together", 1),
    ("so-rule", "The verdict so angered the Danes that they left the court.", "The verdict so angered the Danes", "they left the court", 1),
    ("because-rule", "In 1994 Ghana raised rates because inflation had doubled.", "inflation had doubled", "Ghana raised rates", 1),
    ("answer-rule", "Peru imposed a ban, to which Chile replied by closing its ports.", "Peru imposed a ban", "closing its ports", 1),
    ("answer-rule", "Oslo answered the ban by cutting its aid.", "the ban", "cutting its aid", 1),
    ("because-of-rule", "Exports fell because of the drought.", "the drought", "Exports fell", -1),
    ("because-of-rule", "Prices rose due to a shortage of fuel.", "a shortage of fuel", "Prices rose", 1),
    ("response-rule", "Norway expelled two envoys in response to the raid.", "the raid", "Norway expelled two envoys", 1),
    ("wake-rule", "The airport was shut in the wake of the bombing.", "the bombing", "The airport was shut", 1),
    ("motive-phrase-rule", "The council stayed silent for fear of reprisals.", "reprisals", "The council stayed silent", 1),
    ("protest-rule", "Miners walked out in protest against the layoffs.", "the layoffs", "Miners walked out", 1),
    ("charge-rule", "Police arrested four men on charges of treason.", "treason", "Police arrested four men", 1),
    ("over-rule", "Chile and Peru quarrelled over fishing rights.", "fishing rights", "Chile and Peru quarrelled", 1),
    ("against-rule", "Farmers protested against the new levy.", "the new levy", "Farmers protested", 1),
    ("penalty-for-rule", "The court jailed the editor for insulting the king.", "insulting the king", "The court jailed the editor", 1),
    ("agitation-for-rule", "Teachers marched for higher pay.", "higher pay", "Teachers marched", 1),
    ("because-rule", "Ghana raised rates because inflation had doubled.", "inflation had doubled", "Ghana raised rates", 1),
    ("since-rule", "The talks matter since both armies are exhausted.", "both armies are exhausted", "The talks matter", 1),
    ("as-rule", "Shops closed as the rebels neared the capital.", "the rebels neared the capital", "Shops closed", 1),
    ("when-rule", "Markets panicked when the bank defaulted.", "the bank defaulted", "Markets panicked", 1),
    ("after-clause-rule", "Crowds gathered after the court released the general.", "the court released the general", "Crowds gathered", 1),
    ("after-phrase-rule", "The currency tumbled after the coup.", "the coup", "The currency tumbled", 1),
    ("condition-rule", "Oslo will withdraw if the shelling resumes.", "the shelling resumes", "Oslo will withdraw", 1),
    ("until-rule", "The union will strike until wages rise.", "wages rise", "The union will strike", -1),
    ("so-that-rule", "Ankara delayed the vote so that the talks could continue.", "the talks could continue", "Ankara delayed the vote", 1),
    ("so-rule", "The storm was so fierce that the port closed.", "The storm was so fierce", "the port closed", 1),
    ("purpose-phrase-rule", "Manila bought radars in order to watch its waters.", "watch its waters", "Manila bought radars", 1),
    ("purpose-infinitive-rule", "Sweden sent ships to clear the mines.", "to clear the mines", "Sweden sent ships", 1),
    ("motive-participle-rule", "Fearing a run on the banks, the ministry closed them.", "Fearing a run on the banks", "the ministry closed them", 1),
    ("feeling-rule", "Angered by the raid, Turkey recalled its envoy.", "Angered by the raid", "Turkey recalled its envoy", 1),
    ("means-rule", "The bank calmed markets by cutting rates.", "cutting rates", "The bank calmed markets", 1),
    ("harm-in-rule", "Six soldiers were killed in the clash.", "the clash", "Six soldiers were killed", 1),
    ("participial-result-rule", "The dam burst, destroying two villages.", "The dam burst", "destroying two villages", -1),
    ("participial-result-rule", "The bank collapsed, triggering a recession.", "The bank collapsed", "a recession", 1),
    ("reaction-rule", "Hungary vetoed the loan, to the dismay of its partners.", "Hungary vetoed the loan", "the dismay of its partners", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "text", "cause", "effect", "sign"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)]
)
def test_each_rule_finds_cause_effect_and_sign(rule: str, text: str, cause: str, effect: str, sign: int) -> None:
    assert parts(text, rule) == (cause, effect, sign)


def test_therefore_rule_takes_the_sentence_before_as_cause() -> None:
    text = "The harvest failed in the north. As a result, Ethiopia asked for grain."
    (claim,) = claims(text)
    assert text[slice(*claim.cause)] == "The harvest failed in the north"
    assert text[slice(*claim.effect)] == "Ethiopia asked for grain"
    assert (claim.start, claim.end) == (0, len(text))


def test_noun_purpose_rule() -> None:
    assert parts("A summit to settle the border dispute was held in Hanoi.", "noun-purpose-rule")[:2] == (
        "to settle the border dispute", "A summit")  # fmt: skip


def test_absolute_rule() -> None:
    cause, effect, _ = parts("With reserves running out, Ghana turned to the fund.", "absolute-rule")
    assert cause.endswith("reserves running out")
    assert effect == "Ghana turned to the fund"


def test_support_rule() -> None:
    assert parts("Dockers marched in support of the strike.", "support-rule")[0] == "the strike"


def test_which_stands_for_what_went_before() -> None:
    text = "The accord ended the blockade, which led to a boom in trade."
    claim = next(c for c in claims(text) if text[slice(*c.trigger)].startswith("led"))
    assert text[slice(*claim.cause)] in {"the blockade", "The accord ended the blockade"}
    assert text[slice(*claim.effect)] == "a boom in trade"


def test_a_pronoun_as_cause_brings_the_sentence_before_into_the_evidence() -> None:
    text = "Brazil devalued its currency. This triggered a flight of capital."
    (claim,) = claims(text)
    assert text[slice(*claim.cause)] == "This"
    assert text[claim.start : claim.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "France strengthened its garrison in Djibouti.",
        "The ministers agreed to limit the export of grain.",
        "Bolivia ended the subsidy.",
        "He was as tired as the others.",
        "The border has been closed since the war ended.",
        "As the minister said, the talks would go on.",
    ],
)
def test_an_act_a_wish_or_a_time_is_no_cause(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The levy caused a decline in trade.", -1),
        ("The truce halted the decline of trade.", 1),
        ("The raid led to the death of the general.", 1),
        ("The project stalled because of the strike.", -1),
        ("The thaw did not last because of the raid.", -1),
    ],
)
def test_the_sign_takes_in_the_direction_of_the_effect(text: str, sign: int) -> None:
    assert [c.sign for c in claims(text)] == [sign]


def test_an_open_sign_is_none() -> None:
    (claim,) = claims("The sanctions affected the election.")
    assert claim.sign is None


def test_negation_and_hedge_are_told_apart() -> None:
    (denied,) = claims("The sanctions did not lead to unrest.")
    assert (denied.negated, denied.hedged) == (True, False)
    (possible,) = claims("The sanctions could lead to unrest.")
    assert (possible.negated, possible.hedged) == (False, True)


def test_kinds() -> None:
    kinds = {c.rule: c.kind for text in (c[1] for c in CASES) for c in claims(text)}
    assert kinds["purpose-infinitive-rule"] == "purpose"
    assert kinds["motive-participle-rule"] == "motive"
    assert kinds["verb-object-rule"] == "influence"
    assert kinds["means-rule"] == "enabling"


def test_the_speaker_is_named() -> None:
    text = "Norway said that the embargo had led to shortages."
    (claim,) = claims(text)
    assert (claim.claimed_by.actor, claim.claimed_by.voice) == ("NOR", "reported")


def test_spans_lie_in_the_text_and_do_not_overlap() -> None:
    for _, text, *_ in CASES:
        for claim in claims(text):
            for start, end in (claim.cause, claim.effect, claim.trigger):
                assert claim.start <= start < end <= claim.end <= len(text)
            assert claim.cause[1] <= claim.effect[0] or claim.effect[1] <= claim.cause[0]
            assert 0 < claim.confidence < 1


_PIECES = ["because", "the coup", "triggered", "a riot", ",", "which", "led to", "Chile", "in order to", "as a result", ".",
           "forced", "to leave", "due to", "so that", "was", "by", "fearing", "after", "killed in", "with", "is the cause of"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
def test_any_jumble_of_words_is_read_without_harm(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for claim in claims(text):
        for start, end in (claim.cause, claim.effect, claim.trigger):
            assert 0 <= start < end <= len(text)


def test_every_rule_has_been_counted() -> None:
    words = lexicon()
    named = {c.rule for group in words.connectives.values() for c in group}
    assert named <= set(words.confidence)
    assert {c[0] for c in CASES} <= set(words.confidence)
    assert all(0 < v < 1 for v in words.confidence.values())


def test_a_bad_sign_in_a_table_is_refused() -> None:
    with pytest.raises(TableError):
        to_sign("2", "verbs.csv, stir")


def test_a_summing_up_noun_stands_for_what_it_turns_out_to_be() -> None:
    text = "One of the events that led to the war was the raid on Accra."
    claim = next(c for c in claims(text) if c.rule == "verb-object-rule")
    assert text[slice(*claim.cause)] == "the raid on Accra"
    assert text[slice(*claim.effect)] == "the war"


def test_time_that_something_took_is_no_purpose() -> None:
    assert claims("It took three years to rebuild the bridge.") == []


def test_a_plan_that_goes_awry_is_lowered() -> None:
    (claim,) = claims("The plan went awry because of a strike.")
    assert claim.sign == -1


@pytest.mark.parametrize(
    "text",
    [
        "Two days after the queen landed, the king opened a museum.",
        "She became the first minister to visit Chad.",
        "The dispute over the islands lasted for decades.",
        "The fair began by honouring the poets.",
        "The troops stayed until winter came.",
    ],
)
def test_counted_time_and_mere_content_are_no_cause(text: str) -> None:
    assert claims(text) == []
