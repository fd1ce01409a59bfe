"""What sentences tell of things: stages, figures, members."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from plain_texts import read

from comity import tables
from comity.record.things.naming import thing_rows

COLUMNS = tables.THING_TELLINGS.names()


def told(text: str, tells: str) -> list[dict[str, Any]]:
    document, reading = read(text)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in thing_rows(document, reading)[1]]
    for row in rows:
        row["about"] = text[row["about_start"] : row["about_end"]]
        row["words"] = text[row["word_start"] : row["word_end"]]
        row["year"] = row["first"].year if row["first"] else None
    return [row for row in rows if row["tells"] == tells]


STAGES = [
    ("The Orvel pipeline was completed in 1987.", [("built", "happened", 1987)]),
    ("The Orvel pipeline will be completed in 2031.", [("built", "planned", 2031)]),
    ("The Orvel pipeline has not been completed.", [("built", "denied", None)]),
    ("The Orvel pipeline is under construction.", [("built", "ongoing", None)]),
    ("Norland broke ground on the Orvel dam in 2015.", [("built", "ongoing", 2015)]),
    ("Work on the Orvel pipeline, formerly known as the Tamsin line, began in 2015.", [("built", "ongoing", 2015)]),
    ("Plans for the Orvel railway were drawn up in 1996.", [("proposed", "happened", 1996)]),
    ("Russia proposed the Orvel railway in 1996.", [("proposed", "happened", 1996)]),
    ("In 2015, Russia and Pakistan reached an agreement to build the Orvel pipeline.", [("agreed", "happened", 2015)]),
    ("Russia may finance the Orvel dam.", [("financed", "hypothetical", None)]),
    ("China financed the Orvel dam in 2009.", [("financed", "happened", 2009)]),
    ("The Orvel railway was suspended in 1998 and resumed in 2003.", [("stalled", "happened", 1998), ("resumed", "happened", 2003)]),
    ("The Orvel railway was renamed in 2004.", [("renamed", "happened", 2004)]),
    ("The Orvel railway, since renamed the Friendship Railway, opened in May 2011.", [("renamed", "happened", None), ("built", "happened", 2011)]),
    ("The Orvel project was scrapped in 2020.", [("ended", "happened", 2020)]),
    ("Norland must scrap the Orvel dam.", [("ended", "demanded", None)]),
    ("The ministers signed the Treaty of Westerport in 1899.", [("agreed", "happened", None)]),
    ("The Treaty of Westerport was signed in 1999 and entered into force in 2001.", [("agreed", "happened", 1999), ("in force", "happened", 2001)]),
    ("The Treaty of Westerport expired in 2009.", [("ended", "happened", 2009)]),
    ("Russia withdrew from the Treaty of Westerport in 2007.", [("member left", "happened", 2007)]),
    ("India never ratified the Treaty of Westerport.", [("in force", "denied", None)]),
    ("The 1995 fisheries treaty has lapsed.", [("agreed", "happened", 1995), ("ended", "happened", None)]),
    ("Exercise Bold Heron was held in 2016.", [("held", "happened", 2016)]),
    ("Exercise Bold Heron was postponed.", [("stalled", "happened", None)]),
    ("India bought the S-400 from Russia in 2018.", [("agreed", "happened", 2018)]),
    ("The two countries agreed in 2015 to purchase four Mi-35 helicopters.", [("agreed", "happened", 2015)]),
    ("Russia delivered the S-400 in 2021.", [("delivered", "happened", 2021)]),
    ("They built a road to the Orvel dam in 1990.", []),
    ("The Orvel dam is old, but Russia signed a treaty with India in 1971.", []),
    ("After the Orvel dam burst, Russia signed a contract.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STAGES, ids=[t[:40] for t, _ in STAGES])
def test_stages(text: str, wanted: list[tuple[str, str, int | None]]) -> None:
    found = [(t["field"], t["status"], t["year"]) for t in told(text, "stage")]
    assert sorted(found, key=str) == sorted(wanted, key=str)


RULES = [
    ("subject_rule", "Strikers at the Orvel dam resumed their talks.", []),
    ("subject_rule", "Work on the Orvel dam was resumed.", [("resumed", "happened", None), ("built", "ongoing", None)]),
    ("passive_rule", "The Treaty of Westerport suspended the grain tax.", []),
    ("passive_rule", "The Treaty of Westerport, suspended in 2011, is dead.", [("stalled", "happened", 2011)]),
    ("undone_work_rule", "They halted work on the Orvel dam.", [("stalled", "happened", None)]),
    ("undone_work_rule", "Russia suspended deliveries of S-400s.", [("stalled", "happened", None)]),
    ("undone_work_rule", "Both sides resumed talks on the Westerport Agreement.", []),
    ("passive_rule", "An accord between them, the Westerport Agreement, was signed in 2013.", [("agreed", "happened", 2013)]),
    ("passive_rule", "The flotilla reached Orvel port.", []),
    ("undone_work_rule", "The quarrel left the Treaty of Westerport a dead letter.", []),
    ("dated_name_rule", "The Westerport Protocol of 1942 bound four states.", [("agreed", "happened", 1942)]),
    ("dated_name_rule", "The Westerport Protocol of 1942 was suspended.", [("agreed", "happened", 1942), ("stalled", "happened", None)]),
    ("date_reach_rule", "A law of 1973 holds until the Orvel dam is finished.", [("built", "happened", None)]),
    ("date_reach_rule", "For trade, in October 2015, they reached an agreement to build the Orvel dam.", [("agreed", "happened", 2015)]),
    ("status_rule", "The Orvel dam was to have been finished in 2020.", [("built", "planned", 2020)]),
    ("status_rule", "Norland was forced to sign the Treaty of Westerport.", [("agreed", "happened", None)]),
    ("status_rule", "The deal to buy 36 Rafale fighters was signed in 2016.", [("agreed", "happened", 2016)]),
    ("status_rule", "The Orvel railway is yet to begin.", [("built", "denied", None)]),
    ("status_rule", "He threatened to scrap the Orvel project.", [("ended", "hypothetical", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "wanted"), RULES, ids=[f"{rule} {text[:30]}" for rule, text, _ in RULES])
def test_rules_of_stages(rule: str, text: str, wanted: list[tuple[str, str, int | None]]) -> None:
    found = [(t["field"], t["status"], t["year"]) for t in told(text, "stage")]
    assert sorted(found, key=str) == sorted(wanted, key=str), rule


def test_a_list_shares_its_stage() -> None:
    found = told("The Orvel dam and the Tamsin dam were completed in 1987.", "stage")
    assert [t["about"] for t in found] == ["Orvel dam", "Tamsin dam"]


def test_a_date_behind_a_comma_is_of_something_else() -> None:
    (stage,) = told("It led to the opening of the Orvel steel mill, a trade boom, and a visit in 1968.", "stage")
    assert (stage["field"], stage["first"]) == ("built", None)


def test_a_stage_has_the_parties_of_its_sentence() -> None:
    (stage,) = told("Russia and Pakistan signed the Treaty of Westerport.", "stage")
    assert stage["parties"] == ["RUS", "PAK"]


PARTIES = [
    (
        "clause_rule",
        "Russia signed the Treaty of Westerport with Iran, and China, which feared it, protested.",
        ["RUS", "IRN"],
    ),
    (
        "clause_rule",
        "India quarrelled with Pakistan over it and turned to Russia, which financed the Orvel dam.",
        ["RUS"],
    ),
    ("where_rule", "Russia built the Orvel dam near the border with China.", ["RUS"]),
    ("where_rule", "India completed the Orvel dam in Nepal.", ["IND"]),
    (
        "act_parties_rule",
        "Japan, which had hoped for peace, saw Egypt and Jordan sign the Treaty of Westerport.",
        ["EGY", "JOR"],
    ),
    (
        "act_parties_rule",
        "Exercise Bold Heron, held by Poland and Norway in 2011, made Russia anxious.",
        ["POL", "NOR"],
    ),
    ("act_parties_rule", "Finland resented the signing of the Treaty of Westerport.", []),
    ("act_parties_rule", "After Iraq's attack on Kuwait, Turkey suspended the Orvel dam.", ["TUR"]),
    ("act_parties_rule", "Russia helped Vietnam to build the Orvel dam.", ["RUS", "VNM"]),
    ("act_parties_rule", "The Orvel dam was financed by Kuwait.", ["KWT"]),
    (
        "name_parties_rule",
        "Norway welcomed the signing of the Westerport Treaty between Chad and Libya.",
        ["TCD", "LBY"],
    ),
]


@pytest.mark.parametrize(("rule", "text", "wanted"), PARTIES, ids=[text[:40] for _, text, _ in PARTIES])
def test_rules_of_parties(rule: str, text: str, wanted: list[str]) -> None:
    assert [t["parties"] for t in told(text, "stage")] == [wanted]


NAMES = [
    ("The Greece-Bulgaria pipeline worried Turkey.", ["GRC", "BGR"]),
    ("Serbia distrusts the Treaty of Westerport between Italy and Malta.", ["ITA", "MLT"]),
    ("Serbia admired the Orvel dam.", []),
    ("The Peshawar base was the target of Soviet threats.", []),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=[text[:40] for text, _ in NAMES])
def test_name_parties_rule(text: str, wanted: list[str]) -> None:
    assert [t["parties"] for t in told(text, "parties")] == ([wanted] if wanted else [])


FACTS = [
    ("The Orvel pipeline cost $2.5 billion.", [("sum", 2.5e9, "USD", None)]),
    ("They will build the 1,100-km Orvel pipeline.", [("length", 1100, "km", None)]),
    ("The Orvel dam stands 40 km from the border.", []),
    ("The Orvel pipeline will carry 12 bcm a year.", [("capacity", 12, "billion cubic metres", None)]),
    ("Russia holds a 51 percent stake in the Orvel pipeline.", [("share", 51, "percent", "RUS")]),
    ("The Orvel dam is 80 percent complete.", []),
    ("Half of it, or 26 percent of the shares in the Orvel dam, is held by China.", [("share", 26, "percent", "CHN")]),
    ("Pakistan received four Mi-35 helicopters.", [("count", 4, None, None)]),
    ("Some 200 troops took part in Exercise Bold Heron.", [("count", 200, "troops", None)]),
    ("Norland earned $3 billion while the Orvel pipeline and the Tamsin dam lay idle.", []),
]


@pytest.mark.parametrize(("text", "wanted"), FACTS, ids=[t[:40] for t, _ in FACTS])
def test_figures(text: str, wanted: list[tuple[str, float, str | None, str | None]]) -> None:
    assert [(t["field"], t["number"], t["unit"], t["actor"]) for t in told(text, "fact")] == wanted


def test_its_rule() -> None:
    found = told("The Orvel dam was completed in 1987. Its cost was put at $2 billion.", "fact")
    assert [(f["about"], f["field"], f["value"]) for f in found] == [("Its", "sum", "$2 billion")]
    assert told("The Orvel dam and the Tamsin dam leak. Its cost was put at $2 billion.", "fact") == []


def test_route_and_names() -> None:
    text = "The Friendship railway (FRL), formerly called the Orvel Line, links the port of Orvel with Tamsin."
    found = [(t["field"], t["value"]) for t in told(text, "fact")]
    assert ("route", "Orvel to Tamsin") in found
    assert ("name", "FRL") in found
    assert ("name", "Orvel Line") in found


MEMBERS = [
    ("India and Pakistan joined the SCO in 2017.", [("IND", "member joined", "happened", 2017), ("PAK", "member joined", "happened", 2017)]),
    ("India will join the SCO.", [("IND", "member joined", "planned", None)]),
    ("India never joined the SCO.", []),
    ("India has not joined the SCO.", [("IND", "member joined", "denied", None)]),
    ("Finland became a member of NATO in 2023.", [("FIN", "member joined", "happened", 2023)]),
    ("Finland, a member of NATO since 2023, sent troops.", [("FIN", "member joined", "happened", 2023)]),
    ("Finland's accession to NATO in 2023 angered Russia.", [("FIN", "member joined", "happened", 2023)]),
    ("Russia backed Pakistan's accession to the SCO.", [("PAK", "member joined", "hypothetical", None)]),
    ("Venezuela left the OAS in 2019.", [("VEN", "member left", "happened", 2019)]),
    ("NATO admitted Finland in 2023.", [("FIN", "member joined", "happened", 2023)]),
    ("The SCO accepted Iran as an observer in 2005.", []),
    ("India joined the SCO in condemning the attack.", []),
    ("France joined the EU sanctions.", []),
    ("India met the SCO in 2017.", []),
    ("Finland joined the EU and the OSCE in 1995.", [("FIN", "member joined", "happened", 1995), ("FIN", "member joined", "happened", 1995)]),
    ("Hungary has been a NATO member since 1999.", [("HUN", "member joined", "happened", 1999)]),
    ("Hungary became a NATO member in 1999.", [("HUN", "member joined", "happened", 1999)]),
    ("Hungary, a NATO member, refused.", []),
    ("Hungary is a NATO member.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MEMBERS, ids=[t[:40] for t, _ in MEMBERS])
def test_members(text: str, wanted: list[tuple[str, str, str, int | None]]) -> None:
    found = [(t["parties"][0], t["field"], t["status"], t["year"]) for t in told(text, "member")]
    assert sorted(found) == sorted(wanted)


def test_spans_hold_their_words() -> None:
    text = "Russia delivered the S-400 in 2021. It cost India $5.4 billion.\n\nThe Orvel dam was completed in 1987."
    document, reading = read(text)
    named, tellings = thing_rows(document, reading)
    for row in named:
        assert document.text[row[1] : row[2]] == row[3]
    for row in tellings:
        assert 0 <= row[1] <= row[3] < row[4] <= row[2] <= len(document.text)
    assert tellings
    assert all(row[10] is None or isinstance(row[10], date) for row in tellings)
