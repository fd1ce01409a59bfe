"""Who did what to whom: one sentence an act, then the ways in which acts and parties may be confused."""

from __future__ import annotations

import pytest
from event_reading import document, only, read, reader, reports, rows, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.reading.events.confidence import RULES
from comity.vocabulary import types

pytestmark = pytest.mark.model

PRESENT = {"happened", "ongoing"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["sentence"][:60])
def test_sentence(row: dict[str, str]) -> None:
    sources, targets = set(row["sources"].split()), set(row["targets"].split())
    for report in reports(row["sentence"]):
        if report.event != row["type"]:
            continue
        a, b = set(report.sources), set(report.targets)
        if (a | b == sources | targets) if report.symmetric else (a, b) == (sources, targets):
            assert report.status == row["status"] or {report.status, row["status"]} == PRESENT
            return
    pytest.fail(f"not found; read: {told(row['sentence'])}")


def test_the_sentences_cover_every_type() -> None:
    assert {row["type"] for row in rows()} == set(types())


# one rule, one sentence: (rule, sentence, type, sources, targets)
RULED = [
    ("active-verb-rule", "Estonia thanked Georgia.", "SUPPORT", ("EST",), ("GEO",)),
    ("passive-verb-rule", "Georgia was thanked by Estonia.", "SUPPORT", ("EST",), ("GEO",)),
    ("participle-rule", "Estonia left the hall, condemning Georgia.", "ACCUSE", ("EST",), ("GEO",)),
    ("gerund-rule", "The expelling of Georgian diplomats by Estonia went on.", "SANCTION", ("EST",), ("GEO",)),
    ("noun-rule", "Estonia's invasion of Georgia was unthinkable.", "ASSAULT", ("EST",), ("GEO",)),
    ("light-verb-rule", "Estonia conducted negotiations with Georgia.", "CONSULT", ("EST",), ("GEO",)),
    ("stopped-rule", "Estonia abandoned the occupation of Georgia.", "CONCEDE", ("EST",), ("GEO",)),
    ("announced-rule", "Estonia unveiled loans to Georgia.", "AID", ("EST",), ("GEO",)),
    ("adjective-rule", "Estonia is supportive of Georgia.", "SUPPORT", ("EST",), ("GEO",)),
    ("must-rule", "Estonia said that Georgia must open the archive.", "REQUEST", ("EST",), ("GEO",)),
]


@pytest.mark.parametrize(("rule", "sentence", "event", "sources", "targets"), RULED, ids=[r[0] for r in RULED])
def test_rule(rule: str, sentence: str, event: str, sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
    report = only(sentence, event)
    assert (report.sources, report.targets) == (sources, targets)
    assert report.rule == rule


def test_every_rule_is_tested() -> None:
    assert {r[0] for r in RULED} == set(RULES)


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Peru met the demands of Chile.", "CONSULT"),
        ("Peru and Chile face the threat of drought.", "THREATEN"),
        ("Peru executed a plan to help the south.", "ASSAULT"),
        ("Peru fights poverty.", "ASSAULT"),
        ("Peru struck a balance between growth and debt.", "ASSAULT"),
        ("Peru released a report on Chile.", "RETREAT"),
        ("The Cold War divided Germany.", "ASSAULT"),
        ("Peru enjoys good relations with Chile.", "SUPPORT"),
        ("Peru is a member of the United Nations Security Council.", "SUPPORT"),
        ("Peru launched a satellite over Chile.", "ASSAULT"),
    ],
)
def test_near_misses_are_no_such_act(sentence: str, event: str) -> None:
    assert event not in [r.event for r in reports(sentence)]


def test_what_was_promised_is_part_of_the_promise() -> None:
    assert told("Kenya promised to send Malawi medicine.") == [("AGREE", ("KEN",), ("MWI",), "happened")]


def test_a_promise_of_harm_is_a_threat() -> None:
    assert [r.event for r in reports("Kenya vowed to bomb Malawi.")] == ["THREATEN"]


def test_an_ended_meeting_is_refused_and_an_ended_embargo_conceded() -> None:
    assert only("Ghana called off the talks with Togo.", "REJECT").mode == "meet"
    assert only("Ghana lifted the embargo on Togo.", "CONCEDE").targets == ("TGO",)


def test_lifting_depends_on_what_is_lifted() -> None:
    assert not [r for r in reports("Ghana lifted its forecast for Togo.") if r.event == "CONCEDE"]


def test_several_acts_of_a_sentence_keep_their_parties() -> None:
    text = "After Chad expelled Libyan diplomats, Niger recalled its ambassador from Mali and Algeria invaded Tunisia."
    found = {(r.event, r.sources, r.targets) for r in reports(text)}
    assert found == {
        ("SANCTION", ("TCD",), ("LBY",)),
        ("SANCTION", ("NER",), ("MLI",)),
        ("ASSAULT", ("DZA",), ("TUN",)),
    }


def test_noun_and_verb_of_one_act_are_one_report() -> None:
    assert len(reports("Laos held talks with Brunei on Monday.")) == 1


def test_two_dated_visits_are_two_reports() -> None:
    text = "Nepal's king visited Bhutan in 1975, and Nepal's king visited Bhutan in 1984."
    visits = [r for r in reports(text) if r.event == "CONSULT"]
    assert len(visits) == 2
    assert {r.first.year for r in visits if r.first} == {1975, 1984}


def test_subjects_are_shared_by_joined_verbs() -> None:
    text = "Finland praised Norway and condemned Sweden."
    assert {(r.event, r.sources, r.targets) for r in reports(text)} == {
        ("SUPPORT", ("FIN",), ("NOR",)),
        ("ACCUSE", ("FIN",), ("SWE",)),
    }


def test_an_unknown_doer_is_not_replaced_by_a_guess() -> None:
    report = only("In Mali, a farmer attacked soldiers from Niger.", "ASSAULT")
    assert report.sources == ()


def test_harm_is_not_done_by_an_attitude() -> None:
    assert all(
        r.sources != ("CHN",) for r in reports("China's coolness has hit Mongolia hard.") if r.event == "ASSAULT"
    )


def test_both_sides_of_a_joint_exercise_share_it() -> None:
    report = only("Thailand held a joint naval exercise with Australia.", "COOPERATE")
    assert report.symmetric
    assert {*report.sources, *report.targets} == {"THA", "AUS"}


def test_spans_slice_back_to_the_text() -> None:
    text = "On Monday Kuwait urged Iraq to free two pilots.\nIraq's refusal to free the Kuwaiti pilots came at once."
    for r in read(text).reports:
        assert text[r.trigger[0] : r.trigger[1]].isalpha()
        assert r.start <= r.trigger[0] < r.trigger[1] <= r.end
        assert len(r.sources) == len(r.source_spans)
        assert len(r.targets) == len(r.target_spans)
        for start, end in (*r.source_spans, *r.target_spans):
            assert text[start:end].strip()


def test_confidence_falls_with_the_distance_of_the_parties() -> None:
    near = only("Sudan's invasion of Chad failed.", "ASSAULT").confidence
    one_sided = only("The invasion of Chad failed.", "ASSAULT").confidence
    assert 0 < one_sided < near <= 1


def test_actors_are_those_of_the_events_date() -> None:
    assert only("In 1979 Moscow invaded Afghanistan.", "ASSAULT").sources == ("SUN",)
    assert only("In 1999 Moscow condemned Serbia.", "ACCUSE").sources == ("RUS",)


def test_what_is_dated_after_publication_is_planned() -> None:
    (report,) = reports("Peru visits Chile on 3 May 2031.", "2031-04-02")
    assert report.status == "planned"


def test_issue_comes_from_trigger_and_words_around_it() -> None:
    assert only("Qatar sold gas to Jordan.", "COOPERATE").issue == "energy"
    assert only("Kuwait and Oman signed an agreement on fisheries.", "SUPPORT").issue == "water"


def test_named_things_are_told() -> None:
    report = only("Iran and Armenia signed the Meghri Rail Agreement.", "SUPPORT")
    assert report.thing == "Meghri Rail Agreement"


def test_amounts_of_the_act_are_kept() -> None:
    report = only("France lent Lebanon 200 million euros.", "AID")
    assert [(a.value, a.unit) for a in report.amounts] == [(200e6, "EUR")]


def test_reading_twice_gives_the_same() -> None:
    text = "Chad and Mali met in Niamey. Mali accused Chad of treachery."
    read.cache_clear()
    first = read(text)
    read.cache_clear()
    assert read(text) == first


WORDS = [
    "Chad",
    "Mali",
    "Kenya's",
    "Chadian",
    "the",
    "a",
    "talks",
    "treaty",
    "signing",
    "of",
    "with",
    "between",
    "to",
    "from",
    "and",
    ",",
    ".",
    "said",
    "that",
    "it",
    "will",
    "not",
    "never",
    "refused",
    "agreed",
    "sanctions",
    "lifted",
    "visit",
    "attack",
    "troops",
    "joint",
    "exercise",
    "by",
    "on",
    "in",
    "if",
    "who",
    "which",
    "ruled",
    "bombing",
    "mutual",
    "planned",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_give_reports_whose_spans_hold(words: list[str]) -> None:
    text = " ".join(words)
    for r in reader().read(document(text)).reports:
        assert 0 <= r.start <= r.trigger[0] < r.trigger[1] <= r.end <= len(text)
        assert r.event in types()
        assert 0 < r.confidence <= 1
        assert not set(r.sources) & set(r.targets)
        assert r.sources or r.targets


FURTHER = [
    (
        "who brings another to act is its target",
        "Kuwait's complaint prompted Qatar to recall its envoy.",
        "SANCTION",
        ("QAT",),
        ("KWT",),
    ),
    (
        "a step that is judged is somebody's",
        "Ghana closed the port to trawlers, a step that Benin denounced.",
        "ACCUSE",
        ("BEN",),
        ("GHA",),
    ),
    (
        "who is put out of a place is put out by its holder",
        "Three Cuban doctors were expelled from Bolivia.",
        "SANCTION",
        ("BOL",),
        ("CUB",),
    ),
    ("its allies are not itself", "Chad came under attack from its neighbours.", "ASSAULT", (), ("TCD",)),
    ("an appeal goes to who answers it", "Chile ignored Peru's appeal.", "REQUEST", ("PER",), ("CHL",)),
    (
        "help is for who was helped",
        "The opening of the Kenyan port with Japanese help was a success.",
        "AID",
        ("JPN",),
        ("KEN",),
    ),
    ("a country's bare name before an act is its theme", "The Iraq invasion was a mistake.", "ASSAULT", (), ("IRQ",)),
    ("an arrest in a place is its authorities'", "A Dutch pilot was arrested in Kenya.", "COERCE", ("KEN",), ("NLD",)),
    ("a crowd is of its place", "Students in Nepal marched against India.", "PROTEST", ("NPL",), ("IND",)),
    (
        "a finite verb goes with the finite verb",
        "Fiji accused Tonga of wanting to provoke a quarrel and expelled its envoy.",
        "SANCTION",
        ("FJI",),
        None,
    ),
]


@pytest.mark.parametrize(("claim", "sentence", "event", "sources", "targets"), FURTHER, ids=[f[0] for f in FURTHER])
def test_parties_from_further_off(
    claim: str, sentence: str, event: str, sources: tuple[str, ...], targets: tuple[str, ...] | None
) -> None:
    report = only(sentence, event)
    assert report.sources == sources
    assert targets is None or report.targets == targets


def test_two_that_drill_do_so_together() -> None:
    assert only("Togo and Benin held regular drills.", "COOPERATE").symmetric


def test_a_demand_inside_a_protest_is_no_request() -> None:
    found = [r.event for r in reports("Nepalese students marched in Kathmandu to demand elections.")]
    assert found == ["PROTEST"]


@pytest.mark.model
def test_who_invites_stands_after_at_the_invitation_of() -> None:
    import comity

    reports = comity.read("At the invitation of Peru, the Omani foreign minister visited Lima in June 2019.").reports
    assert ("AGREE", ("PER",), ("OMN",)) in [(r.event, r.sources, r.targets) for r in reports]
