from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from comity.documents import Document, Given, discover, load_file


def given(folder: Path, name: str) -> Given:
    return next(f.given for f in discover([folder]).files if f.name == name)


def failures(folder: Path) -> list[tuple[str, str | None]]:
    return [(f.reason, f.detail) for f in discover([folder]).failures]


def test_rows_give_metadata_to_the_files_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.txt").write_text("words")
    (tmp_path / "documents.csv").write_text(
        'Path,Title,Outlet,Author,Published,Note\na.txt,"Dams, again",Lake Post,,2019-05,x\nsub/b.txt,B,,Ann Lee,2020-01-02,\n'
    )
    assert given(tmp_path, "a.txt") == Given("Dams, again", "Lake Post", None, "2019-05")
    assert given(tmp_path, "sub/b.txt") == Given("B", None, "Ann Lee", "2020-01-02")
    assert failures(tmp_path) == []


def test_the_nearer_table_wins(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.txt").write_text("words")
    (tmp_path / "documents.csv").write_text("path,title\nsub/b.txt,far\n")
    (tmp_path / "sub/documents.csv").write_text("path,title\nb.txt,near\n")
    assert given(tmp_path, "sub/b.txt").title == "near"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_encodings_are_told(tmp_path: Path, separator: str) -> None:
    (tmp_path / "a.txt").write_text("words")
    rows = [["path", "title", "author"], ["a.txt", "Öl und Macht", "Jörg Groß"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    (tmp_path / "documents.csv").write_bytes(text.encode("cp1252"))
    assert given(tmp_path, "a.txt") == Given("Öl und Macht", None, "Jörg Groß", None)


@pytest.mark.parametrize("path", ["../a.txt", "/etc/passwd", "sub/../../a.txt", "..\\a.txt", "C:\\a.txt"])
def test_a_row_never_leads_out_of_its_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/documents.csv").write_text(f"path,title\n{path},x\n")
    ((reason, detail),) = failures(tmp_path / "docs")
    assert reason == "bad row"
    assert detail is not None
    assert "is not a path in this folder" in detail


def test_rows_without_a_file_and_repeated_rows_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "documents.csv").write_text("path,title\na.txt,first\na.txt,second\nnone.txt,x\n")
    assert given(tmp_path, "a.txt").title == "first"
    assert failures(tmp_path) == [
        ("bad row", "line 3: 'a.txt' is named twice; the first row is taken"),
        ("bad row", "line 4: there is no file 'none.txt' beside it"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name,title\na.txt,x\n", "no column `path`"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not text"),
        (b'path,title\n"a.txt,' + b"x" * 200_000, "not a table"),
    ],
)
def test_a_table_that_cannot_be_read_is_listed_and_the_files_found(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "documents.csv").write_bytes(content)
    found = discover([tmp_path])
    assert [f.name for f in found.files] == ["a.txt"]
    assert [f.reason for f in found.failures] == [reason]


def test_an_empty_table_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "documents.csv").write_bytes(b"")
    assert failures(tmp_path) == []


def test_what_is_given_goes_before_what_the_file_says(document: Callable[..., Document]) -> None:
    read = document(
        "a.txt",
        "A title of its own\n\nBy Ann Lee\n\nPublished: 3 March 2015\n\nThe ministers met on Monday and agreed on nothing at all.\n",
        given=Given("Given title", "Lake Post", "Bo Chan", "2016-07"),
    )
    assert (read.title, read.outlet, read.author) == ("Given title", "Lake Post", "Bo Chan")
    assert read.published is not None
    assert (str(read.published.first), str(read.published.last)) == ("2016-07-01", "2016-07-31")
    assert read.published_basis == "given"
    assert read.problems == ("dates disagree: 2016-07 (documents.csv) is taken, 2015-03-03 ('published') is not",)


def test_a_date_that_is_none_is_noted_and_the_text_asked(document: Callable[..., Document]) -> None:
    read = document("a.txt", "Published: 3 March 2015\n\nThe ministers met.", given=Given(published="30 February 2016"))
    assert read.published_basis == "text"
    assert read.problems == ("documents.csv gives a date that is none: '30 February 2016'",)


def test_a_jsonl_line_s_own_metadata_goes_before_the_table(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "text": "Words here.", "date": "2014"}\n{"id": "2", "text": "More words."}\n'
    )
    (tmp_path / "documents.csv").write_text("path,outlet,published\na.jsonl,Lake Post,2019\n")
    (file,) = discover([tmp_path]).files
    one, two = load_file(file)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert one.published is not None
    assert two.published is not None
    assert (one.published.first.year, two.published.first.year) == (2014, 2019)
    assert one.outlet == two.outlet == "Lake Post"
