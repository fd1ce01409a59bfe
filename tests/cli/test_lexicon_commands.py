"""`comity read --explain` and `comity lexicon` as a person types them, and what docs/lexicon.md and the README say of them."""

from __future__ import annotations

import io
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from running import Run

from comity.cli.explaining import WIDTH
from comity.reading.lexicons.form import COLUMNS, FORMS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SENTENCE = "Kenya lifted its embargo on Uganda in May 2003."
pytestmark = pytest.mark.model


def blocks(page: str, language: str) -> list[str]:
    return [text for name, text in re.findall(r"```(\w*)\n(.*?)```", page, re.DOTALL) if name == language]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("comity.reading.reader.DEFAULT", "parser")


@pytest.fixture
def words(run: Run) -> Path:
    """The page's own file of words, and a folder of articles beside it."""
    (csv,) = blocks(PAGE, "csv")
    Path("articles").mkdir()
    Path("articles/one.txt").write_text(
        "Kenya ghosted Uganda in May 2003. Chad pined for a port. Mali visited Niger in 2004.\n"
    )
    path = Path("words.csv")
    path.write_text(csv)
    return path


def test_explain_shows_every_step_within_a_hundred_columns(run: Run) -> None:
    done = run("read", "--explain", "--text", SENTENCE)
    assert done.status == 0
    assert max(len(line) for line in done.out.splitlines()) <= WIDTH
    for part in (
        "lifted   lift     VBD  ROOT",
        "Kenya   KEN  (state, name)",
        "May 2003  2003-05-01 to 2003-05-31  (month, explicit)",
        "'lifted' (verb)  CONCEDE: KEN → UGA",
        "lift [obj:curfew] → CONCEDE frame home: lacks obj:curfew",
        "✓ verbs.csv:",
        "source        subj: KEN",
        "'embargo' (noun)  no report: the matter of an act that ended",
        "happened by 'lifted'",
        "a date of its own clause",
        "the document itself",
        "result report",
    ):
        assert re.sub(r" +", " ", part) in re.sub(r" +", " ", done.out), part


def test_explain_as_json_is_one_object_a_sentence(run: Run) -> None:
    done = run("read", "--explain", "--json", "--text", f"{SENTENCE} Chad opposes the levy.")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["number"] for line in lines] == [1, 2]
    assert {line["schema"] for line in lines} == {"comity-explanation/1"}
    assert [r["event"] for r in lines[0]["reports"]] == ["CONCEDE"]
    assert [s["actor"] for s in lines[1]["stances"]] == ["TCD"]


def test_explain_can_be_limited_to_a_sentence(run: Run) -> None:
    done = run("read", "--explain", "--sentence", "LEVY", "--text", f"{SENTENCE} Chad opposes the levy.")
    assert "sentence 2" in done.out
    assert "embargo" not in done.out
    none = run("read", "--explain", "--sentence", "zebra", "--text", SENTENCE)
    assert "no sentence with 'zebra'" in none.err


def test_a_text_may_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Kenya attacked Uganda yesterday."))
    done = run("read", "-", "--json", "--date", "2003-05-04")
    (report,) = json.loads(done.out)["reports"]
    assert (report["first"], report["event"]) == ("2003-05-03", "ASSAULT")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Nothing to read"),
        (("--text", "a", "--date", "soon"), "--date 'soon' is no date"),
        (("--text", "a", "--sentence", "b"), "Add --explain"),
        (("absent.txt",), "no file or folder 'absent.txt'"),
    ],
)
def test_wrong_options_say_what_to_do(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("read", *arguments)
    assert (done.status, done.out) == (2, "")
    assert says in done.err


def test_what_is_wrong_is_told_by_line(run: Run) -> None:
    Path("mine.csv").write_text(
        "pos,lemmas,type,frame\nverb,visit,CONSULT,visit\nverb,snub,REJCT,svo\nnuon,ruse,ACCUSE,n-blame\n"
    )
    done = run("lexicon", "check", "mine.csv")
    assert done.status == 1
    assert done.out.startswith(
        "mine.csv: 1 row right, 2 lines wrong\n  line 3: 'REJCT' is no event type.\n    Did you mean REJECT?"
    )
    assert "line 4: 'pos' is 'nuon'." in done.out
    read = run("read", "--lexicon", "mine.csv", "--text", SENTENCE)
    assert (read.status, read.out) == (1, "")
    assert "line 3" in read.err


def test_what_it_changes_is_told_with_the_sentences(run: Run, words: Path) -> None:
    done = run("lexicon", "check", words, "--on", "articles")
    assert done.status == 0
    assert "Kenya ghosted Uganda in May 2003.\n    + REJECT: KEN → UGA, 2003-05-01 to 2003-05-31, happened" in done.out
    assert "+ TCD wants 'a port'" in done.out
    assert "on 1 document: of reports and claims, 2 appear, 0 vanish, 0 change" in done.out


def test_the_same_as_json(run: Run, words: Path) -> None:
    data = json.loads(run("lexicon", "check", words, "--on", "articles", "--json").out)
    assert (data["rows"], data["problems"], data["documents"], data["appears"]) == (7, [], 1, 2)
    assert [c["table"] for c in data["changes_in_documents"]] == ["reports", "stances"]
    ghost = next(w for w in data["words"] if w["word"] == "ghost")
    assert ghost["line"] == 3


def test_in_a_projects_folder_its_documents_are_read(run: Run, words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.project import Project

    Project.for_documents("articles", "project")
    assert "on 1 document: " in run("lexicon", "check", words, "--project", "project").out
    monkeypatch.chdir("project")
    assert "on 1 document: " in run("lexicon", "check", Path("..") / words).out


def test_a_word_a_class_a_frame_and_a_type_can_be_looked_up(run: Run, words: Path) -> None:
    lift = run("lexicon", "show", "lift").out
    assert lift.index("obj:curfew") < lift.index("obj:penalty]")
    assert "lends its subject" in lift
    assert "zeppelin" not in run("lexicon", "show", "arms").out
    assert "zeppelin" in run("lexicon", "show", "arms", "--lexicon", words).out
    assert "words.csv:3" in run("lexicon", "show", "ghost", "--lexicon", words).out
    assert "subj" in run("lexicon", "show", "sv-on").out
    assert "mode visit" in run("lexicon", "show", "consult").out
    unknown = run("lexicon", "show", "xyzzy")
    assert unknown.status == 2
    assert "base form" in unknown.err
    assert "Did you mean attack" in run("lexicon", "show", "attackd").err


def test_the_form_of_a_file_is_told_whole(run: Run) -> None:
    told = run("lexicon", "show").out
    assert max(len(line) for line in told.splitlines()) <= 112
    for name in (
        *FORMS,
        *COLUMNS,
        "obj:CLASS",
        "CONSULT",
        "third-party",
        "n-talks",
        "arms",
        "defence",
        "gerund",
        "supports",
        "purpose",
    ):
        assert name in told, name
    example = [line.strip() for line in told.splitlines()[2:7]]
    assert example[0].startswith("pos,lemmas")
    Path("mine.csv").write_text("\n".join(example) + "\n")
    assert run("lexicon", "check", "mine.csv").out.startswith(f"mine.csv: {len(example) - 1} rows right\n")


def test_the_lines_of_the_page_run(run: Run, words: Path) -> None:
    lines = [line for b in blocks(PAGE, "") for line in b.splitlines()]
    assert len(lines) == 4
    for line in lines:
        assert run(*shlex.split(line)[1:]).status == 0, line
    assert "can never win" not in run("lexicon", "check", words).out.replace("0 rows that can never win", "")


def test_the_python_lines_of_the_page_run(words: Path) -> None:
    (lines,) = blocks(PAGE, "python")
    names: dict[str, Any] = {}
    exec(lines, names)  # the page's own lines
    assert [r.event for r in names["reading"].reports] == ["REJECT"]


def test_a_document_that_cannot_be_read_is_told_and_the_rest_goes_on(run: Run, words: Path) -> None:
    Path("articles/empty.txt").write_text("")
    done = run("lexicon", "check", words, "--on", "articles")
    assert done.status == 3
    assert "empty.txt: empty" in done.err
    assert "on 1 document: " in done.out


def test_whatever_a_text_holds_its_explanation_fits_the_terminal(run: Run) -> None:
    text = (
        f"{'Kenya' * 60} attacked Uganda\x1b[31m. {'very ' * 130}long. \u202eEgypt–Sudan talks began 😀. " + "$" * 150
    )
    done = run("read", "--explain", "--text", text)
    assert done.status == 0
    assert max(len(line) for line in done.out.splitlines()) <= WIDTH + 8, "control characters are written out"
    assert "\x1b" not in done.out
    assert "too long to be read for acts" in done.out


def test_the_lines_of_the_readme_run(run: Run, words: Path) -> None:
    (block,) = [b for b in blocks(README, "") if "--explain" in b]
    for line in block.splitlines():
        assert run(*shlex.split(line, comments=True)[1:]).status == 0, line


def test_the_page_names_every_kind_of_row_and_the_setting() -> None:
    from comity.project.settings import ReadingSection

    for name in FORMS:
        assert f"`{name}`" in PAGE, name
    assert "lexicon" in ReadingSection.model_fields
