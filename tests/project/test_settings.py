"""What comity.toml may say, and what is said when it says something else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from comity.errors import NoProject, SettingsError, UsageError
from comity.project import Project
from comity.project.settings import Settings, load, template


def test_the_template_writes_out_every_default_and_explains_it() -> None:
    text = template()
    assert Settings.model_validate(tomllib.loads(text)) == Settings()
    assert tomllib.loads(text) == Settings().model_dump(mode="json")
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert lines[number - 1].startswith("#"), f"{line!r} is not explained"


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "comity.toml").write_text("")
    assert load(tmp_path / "comity.toml") == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tally]\n\nperiod = 'fortnight'\n", ("line 3", "tally.period", "'fortnight'", "'decade'")),
        ("[tally]\nperoid = 'year'\n", ("line 2", "'tally.peroid'", "period")),
        ("[reading]\njobs = -1\n", ("line 2", "reading.jobs", "greater than or equal to 0")),
        ("[reading]\njobs = 'two'\n", ("line 2", "reading.jobs", "valid integer")),
        ("\n[colours]\n", ("line 2", "'colours'", "documents, actors, reading, tally")),
        ("[documents]\npaths = []\n", ("line 2", "documents.paths", "at least 1")),
        ("[documents\n", ("not TOML", "line 1")),
    ],
)
def test_a_wrong_setting_is_named_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str, said: tuple[str, ...]
) -> None:
    path = tmp_path / "comity.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as error:
        load(path)
    for part in (str(path), *said):
        assert part in str(error.value)


def test_settings_that_are_not_text_say_so(tmp_path: Path) -> None:
    (tmp_path / "comity.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load(tmp_path / "comity.toml")


def test_open_without_a_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoProject, match="comity build FOLDER"):
        Project.open(tmp_path)


def test_init_does_not_overwrite(tmp_path: Path) -> None:
    Project.init(tmp_path / "p")
    with pytest.raises(UsageError, match="is a project already"):
        Project.init(tmp_path / "p")


def test_record_before_the_first_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoProject, match="not built yet"):
        Project.init(tmp_path / "p").record()


def test_documents_are_read_where_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    made = Project.for_documents("news")
    assert made.root == tmp_path / "comity-news"
    assert made.settings.documents.paths == ("../news",)
    assert made.document_paths() == [tmp_path / "news"]
    assert Project.for_documents("news/").root == made.root
    (tmp_path / "other").mkdir()
    with pytest.raises(UsageError, match=r"reads \.\./news, not other"):
        Project.for_documents("other", "comity-news")


def test_missing_documents_or_actor_file_are_told(tmp_path: Path) -> None:
    project = Project.init(tmp_path / "p", documents=tmp_path / "gone")
    with pytest.raises(SettingsError, match="gone"):
        project.build()
    (tmp_path / "p" / "comity.toml").write_text('[actors]\nextra = "mine.csv"\n')
    (tmp_path / "p" / "documents").mkdir()
    with pytest.raises(SettingsError, match=r"mine\.csv"):
        Project.open(tmp_path / "p").build()
