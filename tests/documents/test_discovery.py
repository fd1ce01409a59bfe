from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

import pytest

from comity.documents import DocumentSettings, discover
from comity.errors import DocumentError

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


def names(folder: Path) -> list[str]:
    return [file.name for file in discover([folder]).files]


def aside(folder: Path) -> dict[str, str]:
    return {str(s.path): s.reason for s in discover([folder]).set_aside}


def failed(folder: Path) -> dict[str, str]:
    return {str(f.path): f.reason for f in discover([folder]).failures}


def write(folder: Path, *files: str) -> None:
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")


def test_files_of_all_kinds_are_found_sorted_with_names_relative_to_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.md", "sub/c.HTML", "sub/deep/d.htm", "e.pdf", "f.docx", "g.jsonl", "z.csv")
    found = discover([tmp_path])
    assert [(f.name, f.format) for f in found.files] == [
        ("a.md", "md"),
        ("b.txt", "txt"),
        ("e.pdf", "pdf"),
        ("f.docx", "docx"),
        ("g.jsonl", "jsonl"),
        ("sub/c.HTML", "html"),
        ("sub/deep/d.htm", "html"),
    ]
    assert [(str(s.path), s.reason) for s in found.set_aside] == [("z.csv", "not a kind of file that comity reads")]
    assert found.failures == ()
    assert found.files[0].size == 5
    assert found.files[0].sha256() == hashlib.sha256(b"words").hexdigest()


def test_hidden_files_and_folders_and_other_projects_are_set_aside_unopened(tmp_path: Path) -> None:
    write(
        tmp_path, ".secret.txt", ".git/objects/x.txt", "~$lock.docx", "inner/comity.toml", "inner/report.html", "a.txt"
    )
    assert names(tmp_path) == ["a.txt"]
    assert aside(tmp_path) == {
        ".git": "hidden",
        ".secret.txt": "hidden",
        "inner": "a comity project",
        "~$lock.docx": "hidden",
    }


def test_several_folders_are_told_apart_by_the_ends_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, "one/docs/a.txt", "two/docs/a.txt")
    found = discover([tmp_path / "one/docs", tmp_path / "two/docs"])
    assert [f.name for f in found.files] == ["one/docs/a.txt", "two/docs/a.txt"]


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    write(tmp_path, "docs/a.txt")
    found = discover([tmp_path / "docs", tmp_path / "docs/a.txt", tmp_path / "docs"])
    assert len(found.files) == 1


def test_a_named_file_keeps_the_path_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "docs/a.txt")
    monkeypatch.chdir(tmp_path)
    assert discover([Path("docs/a.txt")]).files[0].name == "docs/a.txt"
    assert discover([tmp_path / "docs/a.txt"]).files[0].name == "a.txt"


def test_a_path_that_is_not_there_or_no_document_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "a.xlsx")
    found = discover([tmp_path / "none.txt", tmp_path / "a.xlsx", Path("nul\0l")])
    assert [(str(f.path), f.reason) for f in found.failures] == [
        ("a.xlsx", "not a kind of file that comity reads"),
        ("none.txt", "no such file"),
        ("nul\\x00l", "no such file"),
    ]


def test_a_large_file_is_listed_before_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 2_000)
    (tmp_path / "lines.jsonl").write_bytes(b"x" * 2_000)
    found = discover([tmp_path], settings=DocumentSettings(max_bytes=1_000))
    assert [f.name for f in found.files] == ["lines.jsonl"]  # its limit is a line's
    (failure,) = found.failures
    assert (str(failure.path), failure.reason) == ("big.txt", "too large")
    assert failure.detail is not None
    assert "the limit is 0.001 MB" in failure.detail
    assert failure.hint


@posix
def test_links_are_not_followed_out_of_the_tree_and_loops_are_seen_once(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "docs/a.txt", "docs/sub/b.txt")
    docs = tmp_path / "docs"
    (docs / "sub/up").symlink_to(docs)
    (docs / "self").symlink_to(docs / "self2")
    (docs / "self2").symlink_to(docs / "self")
    (docs / "leak").symlink_to(tmp_path / "outside")
    (docs / "leak.txt").symlink_to(tmp_path / "outside/secret.txt")
    (docs / "twin.txt").symlink_to(docs / "a.txt")
    (docs / "dead.txt").symlink_to(docs / "nothing.txt")
    assert names(docs) == ["a.txt", "sub/b.txt"]
    assert aside(docs) == {
        "leak": "a link out of the folder: name its target to read it",
        "leak.txt": "a link out of the folder: name its target to read it",
        "self": "a link to nothing",
        "self2": "a link to nothing",
        "sub/up": "a link to what is in the folder anyway",
        "twin.txt": "a link to what is in the folder anyway",
    }
    assert failed(docs) == {"dead.txt": "no such file"}


@posix
def test_a_fifo_and_a_device_never_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    started = time.monotonic()
    assert failed(tmp_path) == {"pipe.txt": "not a regular file"}
    found = discover([tmp_path / "pipe.txt", Path("/dev/zero")])
    assert [f.reason for f in found.failures] == ["not a regular file", "not a regular file"]
    assert time.monotonic() - started < 5


@posix
def test_a_file_that_becomes_a_fifo_after_discovery_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (file,) = discover([tmp_path]).files
    file.path.unlink()
    os.mkfifo(file.path)
    with pytest.raises(DocumentError, match="not a regular file"):
        file.sha256()


@posix
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_listed_and_the_rest_found(tmp_path: Path) -> None:
    write(tmp_path, "shut/a.txt", "b.txt")
    (tmp_path / "shut").chmod(0)
    try:
        assert names(tmp_path) == ["b.txt"]
        assert failed(tmp_path) == {"shut": "no permission"}
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_failure_and_the_rest_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "shut/a.txt", "b.txt")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert names(tmp_path) == ["b.txt"]
    assert failed(tmp_path) == {"shut": "no permission"}


@posix
def test_names_that_are_not_utf_8_or_hold_controls_are_shown_escaped_and_read(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m\n.txt"
    try:
        Path(os.fsdecode(odd)).write_text("words")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    long = tmp_path / ("n" * 251 + ".txt")
    long.write_text("words")
    found = discover([tmp_path])
    assert [f.name for f in found.files] == [r"caf\xe9\x1b[31m\x0a.txt", "n" * 251 + ".txt"]
    assert found.files[0].sha256() == found.files[1].sha256()


def test_ten_thousand_files_are_found_quickly(tmp_path: Path) -> None:
    for i in range(100):
        folder = tmp_path / f"{i:02}"
        folder.mkdir()
        for j in range(100):
            (folder / f"{j:02}.txt").touch()
    started = time.monotonic()
    assert len(discover([tmp_path]).files) == 10_000
    assert time.monotonic() - started < 10
