"""The setting reading.lexicon: a build reads with the user's words, in whatever process, and again when they change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plain_projects import built

from comity.errors import SettingsError, TableError
from comity.project import Project
from comity.project.settings import ReadingSection

Write = Callable[..., Path]


def reads_with(project: Project, name: str) -> None:
    project.settings = project.settings.model_copy(update={"reading": ReadingSection(lexicon=name)})


def test_a_build_with_other_words_reads_again(project: Project, write: Write) -> None:
    write("a.txt", "PAK CONSULT RUS 2016-05-03 happened")
    assert built(project).read == 1
    words = project.root / "words.csv"
    words.write_text("pos,lemmas,type,frame\nverb,hoodwink,ACCUSE,svo\n")
    reads_with(project, "words.csv")
    assert built(project).read == 1
    assert not built(project).changed
    words.write_text("pos,lemmas,type,frame\nverb,bamboozle,ACCUSE,svo\n")
    assert built(project).read == 1


def test_a_setting_that_names_no_file_says_so(project: Project) -> None:
    reads_with(project, "absent.csv")
    with pytest.raises(SettingsError, match=r"reading\.lexicon names absent\.csv"):
        built(project)


def test_a_bad_line_is_told_before_anything_is_read(project: Project, write: Write) -> None:
    write("a.txt", "PAK CONSULT RUS 2016-05-03 happened")
    (project.root / "words.csv").write_text("pos,lemmas,type,frame\nverb,hoodwink,ACUSE,svo\n")
    reads_with(project, "words.csv")
    with pytest.raises(TableError, match=r"words\.csv, line 2: 'ACUSE' is no event type"):
        built(project)


@pytest.mark.model
def test_workers_read_with_it(project: Project, write: Write) -> None:
    write("a.txt", "Kenya hoodwinked Uganda in May 2003.")
    (project.root / "words.csv").write_text("pos,lemmas,type,frame\nverb,hoodwink,ACCUSE,svo\n")
    assert project.build(jobs=1).events == 0
    reads_with(project, "words.csv")
    assert project.build(jobs=1).events == 1
