"""comity balance: any signed network from a CSV file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.errors import UsageError
from comity.exchange.ties import read_ties

MIXED = """source,target,sign,weight
Ghana,Togo,1,2.5
Ghana,Mali,-1,1
Togo,Mali,positive,0.7
Mali,Chad,-,3
Mali,Mali,1,1
Chad,Ghana,+,
Chad,Togo,maybe,1
Togo,Ghana,-1,0.2
,Togo,1,1
Chad,Togo,1,-4
Chad,Togo,friend,1
"""


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["balance", *arguments], catch_exceptions=False)


@pytest.fixture
def mixed(tmp_path: Path) -> str:
    path = tmp_path / "ties.csv"
    path.write_text(MIXED, encoding="utf-8")
    return str(path)


def test_it_prints_the_index_the_sides_and_the_ties_against_them(mixed: str) -> None:
    said = run(mixed).stdout
    assert "4 actors, 6 ties: 3 positive, 3 negative; weight 8.4" in said
    assert "frustration index 0.9 (certain" in said
    assert "side 0 (3): Ghana, Togo, Chad" in said
    assert "Togo   Mali    +         0.7" in said
    assert "++- 2" in said


def test_rows_that_cannot_be_used_are_counted_and_listed(mixed: str) -> None:
    noted = run(mixed).stderr
    assert "5 of 11 rows could not be used; 1 rows tell of a pair again, 1 of them with the other sign" in noted
    assert "line 6: Mali, Mali: a tie with itself" in noted
    assert "line 7: Chad, Ghana: no weight" in noted
    assert "line 8: Chad, Togo: unknown sign 'maybe'" in noted
    assert "line 9: Togo, Ghana: conflicting: the other sign, after line 2" in noted
    assert "line 10: ?, Togo: an actor is missing" in noted


def test_json_is_one_object_with_everything(mixed: str) -> None:
    found = json.loads(run(mixed, "--json", "--blocs", "3").stdout)
    assert found["frustration"]["lower"] == found["frustration"]["upper"] == 0.9
    assert found["frustration"]["certified"] is True
    assert found["partition"] == {"Ghana": 0, "Togo": 0, "Mali": 1, "Chad": 0}
    assert [p["line"] for p in found["problems"]] == [6, 7, 8, 9, 10, 11]
    assert found["rows"] == 11
    assert found["blocs"]["upper"] == 0.9
    assert {"a": "Togo", "b": "Mali", "sign": 1, "weight": 0.7} in found["frustrated"]


def test_one_tie_a_pair_where_asked(mixed: str) -> None:
    assert json.loads(run(mixed, "--json", "--conflicting", "drop").stdout)["ties"] == 4
    assert json.loads(run(mixed, "--json", "--conflicting", "sum").stdout)["weight"] == 8
    with pytest.raises(UsageError, match="no rule"):
        run(mixed, "--conflicting", "first")


def test_columns_by_other_names_orders_and_separators(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("\ufeffWeight;Sign;Actor1;Actor2\n2;pos;A;B\n\n1;−1;B;C\n", encoding="utf-8")
    assert read_ties(path).ties == [("A", "B", 1, 2), ("B", "C", -1, 1)]
    path.write_text("# a comment\nA\tB\t+\nB\tC\t-\n", encoding="utf-8")
    assert read_ties(path).ties == [("A", "B", 1, 1), ("B", "C", -1, 1)]


def test_values_are_signs_and_weights_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("A,B,4\nB,C,-2.5\nA,C,0\n", encoding="utf-8")
    read = read_ties(path, values=True)
    assert [(a, b, s, float(w)) for a, b, s, w in read.ties] == [("A", "B", 1, 4.0), ("B", "C", -1, 2.5)]
    assert [(p.line, p.problem) for p in read.problems] == [(3, "no sign (0: undetermined)")]


@pytest.mark.parametrize(
    ("content", "said"), [("", "no rows"), ("who,whom\nA,B\n", "no column for"), ("a,b,sign\nA,B,?\n", "no tie")]
)
def test_files_that_hold_no_network_say_so(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        run(str(path))
    with pytest.raises(UsageError, match="cannot be read"):
        run(str(tmp_path / "none.csv"))


def test_a_comma_is_a_point_where_semicolons_divide(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("a;b;sign;weight\nA;B;1,0;1,5\nB;C;-1;,5\n", encoding="utf-8")
    assert [(a, b, s, float(w)) for a, b, s, w in read_ties(path).ties] == [("A", "B", 1, 1.5), ("B", "C", -1, 0.5)]
    path.write_text("A;B;-1,5\nB;C;2\n", encoding="utf-8")
    read = read_ties(path, values=True)
    assert [(a, b, s, float(w)) for a, b, s, w in read.ties] == [("A", "B", -1, 1.5), ("B", "C", 1, 2)]


def test_a_sign_of_zero_is_no_tie_and_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("a,b,sign\nA,B,1\nB,C,0\nA,C,\nA,D,5\n", encoding="utf-8")
    noted = run(str(path)).stderr
    assert "1 of 4 rows could not be used; 2 rows of 4 with no sign (0 or nothing): no tie" in noted
    assert "line 5: A, D: unknown sign '5' (numbers of any size: --values)" in noted
    path.write_text("A,B,5\nB,C,-3\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        run(str(path))
    assert "--values" in str(refused.value.hint)


def test_a_table_of_many_dates_is_asked_for_one(tmp_path: Path) -> None:
    path = tmp_path / "system_ties.csv"
    head = "date,issue,origin,a,b,mean,sd,positive,sign,weight"
    rows = ["1984-12-31,all,text,A,B,.6,.1,.99,1,2.5", "1985-12-31,all,text,A,B,-.6,.1,.01,-1,1.5"]
    path.write_text("\n".join([head, *rows, "1985-12-31,all,text,B,C,.1,.4,.6,0,1"]) + "\n", encoding="utf-8")
    assert "2 dates, 1984-12-31 to 1985-12-31, and the ties of all of them are taken together" in run(str(path)).stderr
    found = run(str(path), "--on", "1985")
    assert "1 tie: 0 positive, 1 negative; weight 1.5" in found.stdout
    assert "1 row of 2 with no sign" in found.stderr
    assert "dates" not in found.stderr
    with pytest.raises(UsageError, match="no row of 1990"):
        run(str(path), "--on", "1990")


@pytest.mark.parametrize(("rule", "weight"), [("add", 3), ("negative", 1), ("positive", 1), ("drop", 1), ("sum", 3)])
def test_two_rows_of_one_sign(rule: str, weight: int, tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("a,b,sign,weight\nA,B,1,1\nB,A,1,2\n", encoding="utf-8")
    assert json.loads(run(str(path), "--json", "--conflicting", rule).stdout)["weight"] == weight
