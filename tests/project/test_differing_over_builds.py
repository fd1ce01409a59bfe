"""Disagreements and agreements in a built project: rows, evidence, queries, commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from plain_projects import built

from comity.cli import main
from comity.errors import UsageError
from comity.project import Project

Write = Callable[..., Path]


@pytest.fixture
def differing(project: Project, write: Write) -> Project:
    write(
        "alpha.txt",
        "KEN RETREAT UGA 2014-06-02 happened | tea embargo | The tea embargo ended.",
        "KEN AID UGA 2009-03-04 happened | flood relief | They gave $500.",
        "KEN ~ UGA 2011 +",
        "Farmers along the lake had waited for years, and ferries ran again from the smaller harbours that spring.",
    )
    write(
        "beta.txt",
        "KEN RETREAT UGA 2015 happened | tea embargo | It ended later.",
        "KEN AID UGA 2009-03-04 happened | flood relief | It came to $700.",
        "KEN ~ UGA 2011 -",
        "Nobody in the capital would say who had pressed for it; traders guessed, and a mayor wrote a bitter letter.",
    )
    write(
        "gamma.txt",
        "KEN AID UGA 2009-03 happened | flood relief | The sum was $701, they wrote.",
        "The water stood in the streets for nine days before pumps arrived by rail, and schools opened late in autumn.",
    )
    built(project)
    return project


def rows(project: Project, **wanted: Any) -> list[dict[str, Any]]:
    with project.record() as record:
        return list(record.disagreements(**wanted).to_pylist())


def test_each_side_opens_to_the_words_that_say_it(differing: Project) -> None:
    found = {(r["field"], r["value"]): r for r in rows(differing)}
    assert set(found) == {
        ("amount", "500 USD"),
        ("amount", "700 USD"),
        ("date", "2014-06-02"),
        ("date", "2015"),
        ("relation", "bad"),
        ("relation", "good"),
    }
    with differing.record() as record:
        texts = dict(zip(*record.sql("SELECT document_id, text FROM texts").to_pydict().values(), strict=True))
    words = {
        key: [texts[document][start:end] for document, start, end in json.loads(row["evidence"])]
        for key, row in found.items()
    }
    assert words["date", "2014-06-02"] == ["2014-06-02"]
    assert words["amount", "700 USD"] == ["$700", "$701"]
    assert words["relation", "bad"] == ["KEN ~ UGA 2011 -"]
    assert found["amount", "700 USD"]["sources"] == 2
    assert {r["grade"] for r in found.values()} <= {"plain", "likely", "possible"}
    assert all(0 < r["apart"] <= 1 and 0 < r["sure"] <= 1 and r["why"] for r in found.values())


def test_disagreements_are_asked_for_by_field_grade_and_actor(differing: Project) -> None:
    assert {r["field"] for r in rows(differing, field="date")} == {"date"}
    assert {r["field"] for r in rows(differing, actors=["KEN", "UGA"])} == {"amount", "date", "relation"}
    assert rows(differing, actors=["FRA"]) == []
    grades = [r["grade"] for r in rows(differing)]
    assert sorted(grades, key=["plain", "likely", "possible"].index) == grades, "the plainest first"
    for wanted in ({"field": "colour"}, {"grade": "huge"}):
        with pytest.raises(UsageError, match="It can be"):
            rows(differing, **wanted)


def test_agreements_count_sources(differing: Project) -> None:
    with differing.record() as record:
        facts = {(r["field"], r["value"]): r for r in record.agreements().to_pylist()}
        assert facts["happened", "AID"]["sources"] == 3
        assert facts["date", "2009-03-04"]["document_ids"] == ["alpha", "beta", "gamma"]
        assert facts["amount", "700 USD"]["document_ids"] == ["beta", "gamma"]
        assert {r["sources"] for r in record.agreements(sources=3).to_pylist()} == {3}
        assert record.agreements(actors=["FRA"]).num_rows == 0
        with pytest.raises(UsageError, match="It can be happened"):
            record.agreements(field="colour")


def test_a_copy_neither_disagrees_nor_agrees(project: Project, write: Write) -> None:
    lines = ["KEN AID UGA 2009-03-04 happened | flood relief | They gave $500."]
    filling = [f"In paragraph {n} the paper goes on about roads, rivers and the price of tea." for n in range(12)]
    write("alpha.txt", *lines, *filling)
    write("beta.txt", *lines, *filling, "A last line of its own.")
    built(project)
    with project.record() as record:
        assert record.sql("SELECT count(DISTINCT source_group) FROM documents").column(0).to_pylist() == [1]
        assert (record.disagreements().num_rows, record.agreements().num_rows) == (0, 0)


def test_rows_do_not_depend_on_the_order_of_documents(project: Project, tmp_path: Path, differing: Project) -> None:
    other = Project.init(tmp_path / "turned")
    for new, old in (("z.txt", "alpha.txt"), ("y.txt", "beta.txt"), ("x.txt", "gamma.txt")):
        text = (project.root / "documents" / old).read_text(encoding="utf-8")
        (other.root / "documents" / new).write_text(text, encoding="utf-8")
    built(other)
    kept = ("id", "field", "about", "value", "apart", "sure", "grade")
    assert {tuple(r[k] for k in kept) for r in rows(other)} == {tuple(r[k] for k in kept) for r in rows(differing)}


def run(monkeypatch: pytest.MonkeyPatch, *args: object) -> int:
    monkeypatch.setattr(sys, "argv", ["comity", *map(str, args)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_the_commands_show_sides_with_their_sentences(
    differing: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--project", differing.root)
    assert run(monkeypatch, "disagreements", *asked, "--sentences") == 0
    shown = capsys.readouterr()
    assert "alpha: “KEN RETREAT UGA [[2014-06-02]] happened | tea embargo | The tea embargo ended.”" in shown.out
    assert "3 disagreements" in shown.err
    assert run(monkeypatch, "disagreements", *asked, "--field", "amount", "--json", "--sentences") == 0
    sides = json.loads(capsys.readouterr().out)
    assert {s["field"] for s in sides} == {"amount"}
    assert all(s["sentences"] for s in sides)
    assert run(monkeypatch, "disagreements", *asked, "--grade", "possible", "--actor", "France") == 2
    assert "No actor" in capsys.readouterr().err
    assert run(monkeypatch, "disagreements", *asked, "--grade", "huge") == 2
    assert "plain, likely, possible" in capsys.readouterr().err
    assert run(monkeypatch, "agreements", *asked, "--sources", "3") == 0
    shown = capsys.readouterr()
    assert "AID KEN > UGA" in shown.out
    assert "independent sources agree" in shown.err
    assert run(monkeypatch, "agreements", *asked, "--field", "amount", "--json", "--sentences") == 0
    (fact,) = json.loads(capsys.readouterr().out)
    assert [s["sentence"].count("[[$7") for s in fact["sentences"]] == [1, 1]
