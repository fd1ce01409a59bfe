"""Builds of odd inputs and in odd places, from end to end: what cannot be done is said, the rest is done, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from plain_projects import built, contents

from comity.project import Project

Write = Callable[..., Path]

LITTLE_ROOM = """
    # Builds with files held to a size that the store does not fit into, as a full disk would.
    import resource, sys
    sys.path.insert(0, {here!r})
    from comity.errors import ProjectError
    from comity.project import Project
    from plain_reader import PlainReader

    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
    try:
        Project.open({root!r}).build(reader=PlainReader())
    except ProjectError as error:
        print(error.message, "|", error.hint)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("size", [10, 20_000, 300_000])
def test_a_store_that_finds_no_room_is_told_and_leaves_nothing_behind(
    project: Project, write: Write, size: int
) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    write("two.txt", "PAK CONSULT IND 2016-05-03 happened")
    script = textwrap.dedent(LITTLE_ROOM).format(here=str(Path(__file__).parent), root=str(project.root), size=size)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "room" in done.stdout
    assert "The record of the last build is as it was." in done.stdout
    assert contents(project) == before
    assert not list(project.store.glob(".*"))
    assert built(project).changed


def test_one_bad_file_of_each_kind_stops_nothing(project: Project, write: Write) -> None:
    write("good.txt", "PAK CONSULT RUS 2016-05-03 happened")
    documents = project.root / "documents"
    bad = {
        "empty.pdf": (b"", "empty"),
        "marks.txt": (b"\xe2\x80\x8b\n", "empty"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(2_000), "not text"),
        "noise.jsonl": (bytes(range(256)) * 20, "not text"),
        "cut.pdf": (b"%PDF-1.7\n", "damaged"),
        "word.docx": (b"PK\x03\x04", "damaged"),
        "deep.html": (b"<html><body>" + b"<div>" * 5_000 + b"words", "damaged"),
        "\x1b[31mred\x1b[0m.pdf": (b"no", "not a PDF"),
    }
    for name, (data, _) in bad.items():
        (documents / name).write_bytes(data)
    result = built(project)
    listed = {f.path: f.reason for f in result.failed}
    assert listed == {name.replace("\x1b", r"\x1b"): reason for name, (_, reason) in bad.items()}
    assert (result.read, result.events, result.exit_status) == (1, 1, 3)
    assert {name: (documents / name).read_bytes() for name in bad} == {name: data for name, (data, _) in bad.items()}
