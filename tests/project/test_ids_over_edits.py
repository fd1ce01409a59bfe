"""Ids over edits: whatever is done to the documents, an id that once stood for a line opens what that line says now."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_projects import article, built

from comity.errors import UsageError
from comity.project import Project

LINES = (
    "PAK CONSULT RUS 2016-05-03 happened",
    "PAK ASSAULT IND 1999-05-26 happened",
    "RUS RETREAT PAK 2014-06-02 happened | arms embargo",
    "IND AID AFG 2003 happened",
    "CHN ~ PAK 2015 +",
)
EDITS = ("insert", "rename", "add", "rename and insert", "forget the caches", "append")


class Documents:
    """Two documents of lines, on disk, which edits change."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = root
        self.chance = chance
        self.texts = {"a.txt": list(LINES[:3]), "b.txt": list(LINES[2:])}
        self.write()

    def write(self) -> None:
        for path in self.root.glob("*.txt"):
            path.unlink()
        for name, lines in self.texts.items():
            (self.root / name).write_text(article(f"This is the paper {lines[-1]} of another hand.", *lines), "utf-8")

    def edit(self, kind: str, number: int) -> None:
        name = self.chance.choice(sorted(self.texts))
        if "rename" in kind:
            self.texts[f"r{number}.txt"] = self.texts.pop(name)
            name = f"r{number}.txt"
        if "insert" in kind:
            at = self.chance.randrange(len(self.texts[name]) + 1)
            self.texts[name].insert(at, f"Paragraph number {number} was put in here.")
        if kind == "append":
            self.texts[name].append(f"It ends with words of number {number}.")
        if kind == "add":
            self.texts[f"x{number}.txt"] = [f"Another paper, {number}.", *self.chance.sample(LINES, 2)]
        self.write()


def said(project: Project) -> dict[str, str]:
    """Each id of a report, an event or a claim, and the line that it stands for."""
    with project.record() as record:
        reports = record.reports().to_pylist()
        claims = record.claims("relation").to_pylist()
        return {row["id"]: row["sentence"].strip() for row in (*reports, *claims)}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EDITS), min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_an_id_opens_what_it_once_stood_for_as_long_as_somebody_says_it(
    tmp_path_factory: pytest.TempPathFactory, edits: list[str], chance: random.Random
) -> None:
    project = Project.init(tmp_path_factory.mktemp("edits") / "p")
    documents = Documents(project.root / "documents", chance)
    built(project)
    ever = said(project)
    for number, kind in enumerate(edits):
        if kind == "forget the caches":
            shutil.rmtree(project.state / "cache", ignore_errors=True)
        else:
            documents.edit(kind, number)
        built(project)
        now = said(project)
        with project.record() as record:
            for id, line in ever.items():
                if line not in now.values():
                    continue
                means = record.current_id(id)
                assert now[means] == line, (kind, line)
                if "~" not in line:
                    event = record.event(id)
                    assert line in {row["sentence"].strip() for row in event["evidence"]}
        ever |= now


def test_a_rebuild_from_nothing_gives_the_same_ids(project: Project) -> None:
    for name, lines in (("a.txt", LINES[:3]), ("b.txt", LINES[2:])):
        (project.root / "documents" / name).write_text(article(*lines), "utf-8")
    built(project)
    before = said(project)
    shutil.rmtree(project.state)
    (project.root / "documents" / "a.txt").rename(project.root / "documents" / "z.txt")
    built(project)
    assert said(project) == before
    assert not (project.root / "ids.jsonl").exists()


def test_an_event_that_another_document_joins_with_a_smaller_id_opens_by_its_old_one(project: Project) -> None:
    line = LINES[0]
    folder = project.root / "documents"
    (folder / "a.txt").write_text(article("The first paper.", line), "utf-8")
    built(project)
    with project.record() as record:
        (old,) = record.events().column("id").to_pylist()
    new = old
    for number in range(12):
        (folder / f"other{number}.txt").write_text(
            article(f"Paper {number}.", f"{line} | | In words {number}."), "utf-8"
        )
        built(project)
        with project.record() as record:
            ids = record.events().column("id").to_pylist()
            assert record.event_id(old) in ids
            new = record.event_id(old)
        if new < old:
            break
    assert new < old
    with project.record() as record:
        assert record.event(old)["id"] == new
        assert record.event(old)["documents"] >= 2


def test_a_claim_whose_text_changed_opens_by_its_old_id(project: Project) -> None:
    path = project.root / "documents" / "a.txt"
    path.write_text(article("CHN ~ PAK 2015 +", "CHN ~ PAK 2016 -"), "utf-8")
    built(project)
    with project.record() as record:
        old = {row["sentence"]: row["id"] for row in record.claims("relation").to_pylist()}
    path.write_text(article("A paragraph in front.", "CHN ~ PAK 2015 +", "CHN ~ PAK 2016 -"), "utf-8")
    built(project)
    with project.record() as record:
        for sentence, id in old.items():
            (row,) = record.claims("relation", id=id).to_pylist()
            assert (row["sentence"], row["id"] != id) == (sentence, True)


def test_what_is_gone_with_all_that_said_it_is_told(project: Project) -> None:
    path = project.root / "documents" / "a.txt"
    path.write_text(article(LINES[0]), "utf-8")
    built(project)
    with project.record() as record:
        (old,) = record.events().column("id").to_pylist()
    path.write_text(article(LINES[3]), "utf-8")
    built(project)
    with project.record() as record, pytest.raises(UsageError, match="none took its place"):
        record.current_id(old)


def test_a_thing_that_is_called_otherwise_opens_by_its_old_id(project: Project) -> None:
    folder = project.root / "documents"
    (folder / "a.txt").write_text(
        article("The Tamsin dam was completed in 1987. Pakistan paid for the Tamsin dam."), "utf-8"
    )
    built(project)
    with project.record() as record:
        assert record.things().column("id").to_pylist() == ["tamsin-dam"]
    renamed = "The Orvel dam, formerly known as the Tamsin dam, was completed in 1987. The Orvel dam is large."
    (folder / "b.txt").write_text(article("Another paper.", renamed), "utf-8")
    built(project)
    with project.record() as record:
        assert record.current_id("tamsin-dam") == "orvel-dam"
        assert record.thing("tamsin-dam")["name"] == "Orvel dam"
