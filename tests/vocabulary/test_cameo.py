"""CAMEO's codes: weights of the published scale, types by PLOVER's manual."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.vocabulary import cameo, codes, goldstein, issues, modes, types

REFERENCE = Path(os.environ.get("COMITY_EVENT_DATA", Path(__file__).parents[3] / "shared" / "reference" / "event-data"))


@pytest.mark.parametrize(
    ("code", "weight"),
    [  # the CAMEO-Goldstein scale as GDELT publishes it
        ("01", 0.0),
        ("019", 3.4),
        ("0231", 3.4),
        ("042", 1.9),
        ("057", 8.0),
        ("0874", 10.0),
        ("130", -4.4),
        ("163", -8.0),
        ("172", -5.0),
        ("190", -10.0),
    ],
)
def test_weights_are_those_of_the_scale(code: str, weight: float) -> None:
    assert goldstein(code) == weight


def test_a_code_that_is_not_listed_weighs_as_the_one_above() -> None:
    assert goldstein("0429") == goldstein("042")
    assert not cameo("0429").listed
    assert cameo("042").listed


@pytest.mark.parametrize("code", ["", "1", "21", "2111", "abc", "99", "1a2"])
def test_what_is_no_code_is_an_error(code: str) -> None:
    with pytest.raises(KeyError):
        goldstein(code)


@pytest.mark.parametrize(
    ("code", "type", "mode"),
    [
        ("014", None, None),  # PLOVER codes no statements
        ("0232", None, None),  # nor appeals
        ("0353", "CONCEDE", None),  # intends to yield
        ("0331", "AGREE", None),
        ("043", "CONSULT", "visit"),
        ("055", "CONCEDE", None),  # apologises
        ("0842", "RETREAT", None),  # gives property back: the mode 'return' is gone
        ("0871", "CONCEDE", None),  # a truce that is declared
        ("116", "SANCTION", "convict"),
        ("163", "SANCTION", "discontinue"),
        ("1712", "ASSAULT", "destroy"),
        ("175", "ASSAULT", None),
        ("191", "COERCE", "restrict"),
        ("195", "ASSAULT", "aerial"),
        ("2042", "ASSAULT", "unconventional"),
    ],
)
def test_types_follow_the_manual_of_2021(code: str, type: str | None, mode: str | None) -> None:
    assert (cameo(code).type, cameo(code).mode) == (type, mode)


def test_every_code_stands_on_the_closed_lists() -> None:
    for code in codes().values():
        assert code.type is None or code.type in types()
        assert code.mode is None or (code.type, code.mode) in modes()
        assert code.issue is None or code.issue in issues()
        assert (code.type is None) == (code.code[:2] in ("01", "02"))


@given(st.from_regex(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}", fullmatch=True))
def test_every_code_under_a_root_has_a_weight_and_the_quad_of_its_root(code: str) -> None:
    found = cameo(code)
    assert -10 <= found.goldstein <= 10
    assert found.quad == cameo(code[:2]).quad


@pytest.mark.shared
def test_weights_agree_with_the_published_table() -> None:
    rows = _published("goldstein_cameo.csv")
    assert len(rows) > 300
    assert {r["cameo"]: float(r["goldstein"]) for r in rows} == {r["cameo"]: goldstein(r["cameo"]) for r in rows}


DEPARTURES = {
    "intent to yield is CONCEDE by the manual": "035 0351 0352 0353 0354 0355 0356",
    "an apology is CONCEDE by the manual": "055",
    "easing a curfew or an emergency is CONCEDE by the manual": "0813 0814",
    "a truce that is declared is CONCEDE by the manual": "0871",
    "modes that no longer exist": "0842 085 1712 1722 132 1321 1322 175 185 186 200 202 201 203",
    "a wider code than disarming; a blockade eased disarms nobody; a retreat is a withdrawal": "087 0872 0874",
    "its children say yield": "105 124 1241 1242",
    "a verdict is SANCTION by the manual": "116",
    "threatening protest limits, and ends no tie": "133",
    "an ultimatum goes by its content, which the code does not tell": "139",
    "strikes and boycotts in one code": "143 1431 1432 1433 1434",
    "an embargo ends an exchange: SANCTION by the manual": "163",
    "a bomb, not by suicide": "183",
    "aircraft": "195",
    "a root twice in the published table, with two types": "08",
    "all its children are inquiries, or allegations": "09 112",
}


@pytest.mark.shared
def test_types_agree_with_the_published_table_but_where_it_is_said_why() -> None:
    differ = set()
    for row in _published("cameo_to_plover_2021.csv"):
        found = cameo(row["cameo"])
        if (found.type, found.mode or "") != (row["plover_type"], row["plover_mode"]):
            differ.add(row["cameo"])
    assert differ == {code for told in DEPARTURES.values() for code in told.split()}


def _published(name: str) -> list[dict[str, str]]:
    path = REFERENCE / name
    if not path.is_file():
        pytest.skip(f"no {name}: set COMITY_EVENT_DATA")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
