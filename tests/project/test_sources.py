"""Sources over builds: from whom reports come, whose share is what, and what only one of them tells."""

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
TELLS = "RUS RETREAT PAK 2014-06-02 happened | arms embargo | "
HEADER = "path,outlet,author,published\n"


def make(project: Project, write: Write, texts: dict[str, tuple[str, ...]], sheet: str = "") -> None:
    for name, lines in texts.items():
        write(name, *lines)
    (project.root / "documents" / "documents.csv").write_text(HEADER + sheet, encoding="utf-8")
    built(project)


def the_event(project: Project) -> dict[str, Any]:
    """The one event about the embargo."""
    with project.record() as record:
        (row,) = record.events(event_type="RETREAT").to_pylist()
        return record.event(row["id"])


def why(event: dict[str, Any]) -> dict[str, str]:
    return {row["document_id"]: row["source_why"] for row in event["evidence"]}


def test_reports_that_credit_one_outlet_are_one_source_with_its_own(project: Project, write: Write) -> None:
    texts = {
        "a.txt": (TELLS + "Reuters reported that the embargo was gone.",),
        "b.txt": (TELLS + "It is over, according to Reuters.",),
        "c.txt": (TELLS + "The arms embargo ended that day.",),
        "d.txt": (TELLS + "Now there is no embargo any more.",),
    }
    make(project, write, texts, "c.txt,Reuters,,2014-06-03\nd.txt,The Herald,,2014-06-04\n")
    event = the_event(project)
    assert (event["documents"], event["independent_sources"]) == (4, 2)
    assert event["confidence"] == 0.96  # 1 - 0.2 * 0.2
    told = why(event)
    assert told["a"].startswith("credits Reuters (“Reuters reported”)")
    assert told["b"].startswith("credits Reuters (“according to Reuters”)")
    assert told["d"] == "its own text"


def test_a_dateline_makes_a_text_the_agencys(project: Project, write: Write) -> None:
    texts = {
        "a.txt": (TELLS + "It came to its end.",),
        "b.txt": (TELLS + "Nobody keeps to it now.",),
        "c.txt": (TELLS + "Arms can be sold.",),
    }
    for name, lines in texts.items():
        path = write(name, *lines)
        if name != "c.txt":
            path.write_text(f"MOSCOW, 3 June (AFP) - {path.read_text(encoding='utf-8')}", encoding="utf-8")
    (project.root / "documents" / "documents.csv").write_text(HEADER + "a.txt,The Herald,,\nb.txt,Delta Post,,\n")
    built(project)
    event = the_event(project)
    assert event["independent_sources"] == 2
    assert {row["source"] for row in event["evidence"]} == {"outlet:afp", "text:c"}
    assert "a text of Agence France-Presse" in why(event)["a"]


def test_a_sentence_printed_in_a_longer_text_is_one_source(project: Project, write: Write) -> None:
    said = "With two signatures in a cold hall the generals put an end to what had stood between them for years."
    texts = {
        "a.txt": (TELLS + said,),
        "b.txt": ("The valley has been poor for long, and its roads are bad.", TELLS + said, "Rice is dear this year."),
        "c.txt": (TELLS + "What was forbidden is now allowed.",),
    }
    make(project, write, texts)
    event = the_event(project)
    assert event["independent_sources"] == 2
    assert why(event)["b"] == "the same sentence as in a"


def test_a_story_retold_within_days_is_one_source_and_later_it_is_not(project: Project, write: Write) -> None:
    wire = (
        "Four of the 27 lorries that stood at Torkham left for Kabul at dawn, driver Yusuf Karim said.",
        "“They gave us tea and let us pass without a word,” he said. Customs officer Dmitri Panin counted 1,340 crates.",
    )
    again = (
        "At Torkham there stood 27 lorries; four of them, as driver Jusuf Karim tells, set out for Kabul at dawn.",
        "He says: “They gave us tea and let us pass without a word.” It was 1,340 crates that officer Dmitriy Panin counted.",
    )
    texts = {"a.txt": (TELLS + "Arms may go.", *wire), "b.txt": (TELLS + "No ban is left.", *again)}
    make(project, write, texts, "a.txt,Kivu Lens,,2014-06-03\nb.txt,Delta Post,,2014-06-05\n")
    event = the_event(project)
    assert event["independent_sources"] == 1
    assert why(event)["b"].startswith("the same story as a, in other words (likeness 0.")
    make(project, write, texts, "a.txt,Kivu Lens,,2014-06-03\nb.txt,Delta Post,,2015-06-05\n")
    assert the_event(project)["independent_sources"] == 2


SHEET = "a.txt,The Herald,A. Writer,2014-06-10\nb.txt,Delta Post,,2014-06-20\nc.txt,The Herald,C. Pen,2016-01-05\n"
TEXTS = {
    "a.txt": (TELLS + "The embargo ended.", "PAK CONSULT CHN 2011-03-04 happened", "PAK ~ RUS 2014 +"),
    "b.txt": (TELLS + "An embargo came to its end.",),
    "c.txt": (TELLS + "Nothing is banned.", "PAK CONSULT RUS 2016-01-04 happened | | Xinhua reported the talks."),
    "d.txt": ("PAK ASSAULT IND ? denied",),
}


@pytest.fixture
def whole(project: Project, write: Write) -> Project:
    make(project, write, TEXTS, SHEET)
    return project


def test_shares_of_outlets_authors_and_documents(whole: Project) -> None:
    with whole.record() as record:
        rows = {(row["kind"], row["name"]): row for row in record.sources()}
    assert list(rows) == [
        ("outlet", "The Herald"),
        ("outlet", "Delta Post"),
        ("author", "A. Writer"),
        ("author", "C. Pen"),
        ("document", "d"),
        ("credited", "Xinhua"),
    ]
    herald = rows["outlet", "The Herald"]
    assert (herald["documents"], herald["reports"], herald["events"], herald["only_here"]) == (2, 4, 3, 2)
    assert (herald["reports_share"], herald["events_share"]) == (round(4 / 6, 4), 0.75)
    assert (str(herald["first"]), str(herald["last"])) == ("2014-06-10", "2016-01-05")
    assert rows["outlet", "Delta Post"]["only_here"] == 0
    assert rows["document", "d"]["only_here"] == 1
    assert rows["credited", "Xinhua"]["reports"] == 1


def test_one_source_with_what_only_it_says_and_who_tells_the_same(whole: Project) -> None:
    with whole.record() as record:
        herald = record.source("the herald")
        writer = record.source("a. writer")
        assert [e["event_type"] for e in map(record.event, herald["alone"])] == ["CONSULT", "CONSULT"]
        with pytest.raises(UsageError) as told:
            record.source("Herold")
    assert herald["document_ids"] == ["a", "c"]
    assert herald["credits"] == [{"name": "Xinhua", "reports": 1}]
    (post,) = [o for o in herald["others"] if o["name"] == "Delta Post"]
    assert (post["events"], post["independently"], post["differ"]) == (1, 1, 0)
    assert [o["name"] for o in writer["others"]] == ["C. Pen"]
    assert "The Herald" in (told.value.hint or "")


def test_events_by_who_tells_them(whole: Project) -> None:
    with whole.record() as record:

        def types(**wanted: Any) -> list[str]:
            return sorted(row["event_type"] for row in record.events(**wanted).to_pylist())

        assert types(told_by="The Herald") == ["CONSULT", "CONSULT", "RETREAT"]
        assert types(told_by="The Herald", alone=True) == ["CONSULT", "CONSULT"]
        assert types(told_by="Delta Post", alone=True) == []
        assert types(alone=True) == ["ASSAULT", "CONSULT", "CONSULT"]
        assert types(least_sources=2) == ["RETREAT"]
        with pytest.raises(UsageError, match="no outlet, author or document"):
            record.events(told_by="Nobody")


def test_copies_are_listed_and_count_once(project: Project, write: Write) -> None:
    body = (
        "The road over the pass was closed by snow for two weeks, and the traders of the valley waited for news of it. "
        * 3,
    )
    texts = {"a.txt": (TELLS + "It ended.", *body), "b.txt": (TELLS + "It ended.", *body, "One more line stands here.")}
    make(project, write, texts, "a.txt,The Herald,,\nb.txt,Delta Post,,\n")
    assert the_event(project)["independent_sources"] == 1
    assert why(the_event(project))["b"] == "the same text as a"
    with project.record() as record:
        assert [row["copies"] for row in record.sources()] == [[["a", "b"]], [["a", "b"]]]


def test_names_and_order_of_files_are_of_no_matter(project: Project, write: Write, tmp_path: Path) -> None:
    make(project, write, TEXTS, SHEET)
    other = Project.init(tmp_path / "other")
    for name, lines in TEXTS.items():
        source = project.root / "documents" / name
        (other.root / "documents" / f"z{9 - 'abcd'.index(name[0])}.txt").write_bytes(source.read_bytes())
        del lines
    sheet = SHEET
    for old, new in (("a.txt", "z9.txt"), ("b.txt", "z8.txt"), ("c.txt", "z7.txt")):
        sheet = sheet.replace(old, new)
    (other.root / "documents" / "documents.csv").write_text(HEADER + sheet, encoding="utf-8")
    built(other)
    counted = []
    for one in (project, other):
        with one.record() as record:
            rows = record.sql("SELECT id, independent_sources, confidence FROM events ORDER BY id").to_pylist()
            counted.append((rows, [{**r, "name": ""} for r in record.sources()]))
    assert counted[0] == counted[1]


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *args: str) -> tuple[str, str]:
    monkeypatch.setattr(sys, "argv", ["comity", *args])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    return capsys.readouterr()


def test_commands(whole: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    place = ("--project", str(whole.root))
    out, err = run(capsys, monkeypatch, "sources", *place)
    assert "The Herald" in out
    assert "comity sources show NAME" in err
    rows = json.loads(run(capsys, monkeypatch, "sources", "--kind", "author", "--json", *place)[0])
    assert [row["name"] for row in rows] == ["A. Writer", "C. Pen"]
    out, _ = run(capsys, monkeypatch, "sources", "show", "The Herald", *place)
    assert "Only it tells of 2 events" in out
    assert "Xinhua: 1 report" in out
    assert json.loads(run(capsys, monkeypatch, "sources", "show", "d", "--json", *place)[0])["document_ids"] == ["d"]
    assert json.loads(run(capsys, monkeypatch, "sources", "--quoted", "--json", *place)[0]) == []
    rows = json.loads(run(capsys, monkeypatch, "events", "--sources", "2", "--json", *place)[0])
    assert [row["event_type"] for row in rows] == ["RETREAT"]
    out, _ = run(capsys, monkeypatch, "sources", "--only-source", "Delta Post", "--json", *place)
    assert [row["name"] for row in json.loads(out)] == ["Delta Post"]
    (talks,) = json.loads(run(capsys, monkeypatch, "events", "--since", "2016", "--json", *place)[0])
    out, _ = run(capsys, monkeypatch, "events", "show", talks["id"], *place)
    assert "source: credits Xinhua (“Xinhua reported”)" in out
