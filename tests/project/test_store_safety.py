"""The store is never lost and never seen half: killed builds, two builds at once, damage, other versions, full disks."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from plain_projects import built, contents, named_as
from plain_reader import PlainReader

from comity.errors import BuildInProgress, ProjectError, StoreError
from comity.project import Project
from comity.project.generations import Generations
from comity.tables import SCHEMA_VERSION

Write = Callable[..., Path]

KILLED = """
    # Builds in a child process that kills itself before its n-th change on disk, for n = 0, 5, 10 ... until one build ends.
    import os, signal, sys, tempfile
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from plain_projects import contents
    from comity.project import Project
    from plain_reader import PlainReader
    import duckdb, pyarrow, comity.project.build, comity.record.derive, comity.record.record, comity.show.report, comity.actors

    comity.actors.Registry.default()
    left = [0]

    def counted(action):
        def run(*args, **options):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return action(*args, **options)
        return run

    def in_child(action):
        child = os.fork()
        if child == 0:
            try:
                action()
            finally:
                os._exit(1)
        return os.waitpid(child, 0)[1]

    def build(steps):
        left[0] = steps
        for place, name in ((os, "fsync"), (os, "replace"), (os, "rename"), (Path, "replace"), (Path, "rename"),
                            (tempfile, "mkstemp"), (tempfile, "mkdtemp"), (Path, "unlink")):
            setattr(place, name, counted(getattr(place, name)))
        Project.open({root!r}).build(reader=PlainReader())
        os._exit(0)

    def look():
        found = contents(Project.open({root!r}))
        print(len(found["events"]), flush=True)
        os._exit(0)

    for steps in range(0, 400, 5):
        ended = in_child(lambda: build(steps)) == 0
        assert in_child(look) == 0
        if ended:
            break
"""


def run_python(code: str, **values: object) -> subprocess.CompletedProcess[str]:
    script = textwrap.dedent(code).format(here=str(Path(__file__).parent), **values)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no kill -9 here")
def test_a_build_killed_at_any_step_leaves_a_whole_record(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened", "PAK ASSAULT IND 1999-05-26 happened")
    done = run_python(KILLED, root=str(project.root))
    assert done.returncode == 0, done.stderr
    events = done.stdout.split()
    assert len(events) > 5, "the build was not killed often enough for this to mean anything"
    assert events == sorted(events)
    assert set(events) == {"1", "2"}
    assert not list(project.store.glob(".new-*"))
    assert not list(project.root.glob(".report*"))
    fresh = Project.init(project.root.parent / "fresh", documents=project.root / "documents")
    shutil.copy(project.root / "ids.jsonl", fresh.root)
    named_as(fresh, project)
    built(fresh)
    assert contents(project) == contents(fresh) != before
    assert project.report_path.read_bytes() == fresh.report_path.read_bytes()


HOLDING = """
    import sys, time
    from pathlib import Path
    from comity.project.lock import building
    with building(Path({state!r})):
        print("held", flush=True)
        time.sleep({seconds})
"""


@contextmanager
def lock_held(project: Project, seconds: float) -> Iterator[subprocess.Popen[str]]:
    project.state.mkdir(exist_ok=True)
    code = textwrap.dedent(HOLDING).format(state=str(project.state), seconds=seconds)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_build_says_who_holds_the_project(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    with lock_held(project, 60) as holder:
        with pytest.raises(BuildInProgress) as error:
            built(project)
        assert f"process {holder.pid} " in error.value.message


def test_a_second_build_can_wait(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    with lock_held(project, 0.5):
        assert built(project, wait=True).changed


def test_a_lock_whose_holder_died_is_no_hindrance(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    with lock_held(project, 60) as holder:
        holder.kill()
        holder.wait()
        assert (project.state / "build.owner").exists()
        assert built(project).changed
    assert not (project.state / "build.owner").exists()


def test_a_reader_keeps_its_record_while_builds_go_on(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    with project.record() as old:
        assert old.events().num_rows == 1
        for number in range(4):
            write(f"more{number}.txt", f"PAK CONSULT IND 201{number}-05-03 happened")
            built(project)
        assert old.events().num_rows == 1
    with project.record() as new:
        assert new.events().num_rows == 5
    names = sorted(p.name for p in project.store.iterdir())
    assert len(names) == 3, "the last two generations and the pointer"
    assert (project.store / "current").read_text().strip() == names[1]


def edit_manifest(project: Project, **values: object) -> None:
    current = Generations(project.store).current()
    assert current is not None
    path = current.folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_a_newer_store_is_refused_with_both_versions(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    edit_manifest(project, schema=SCHEMA_VERSION + 1, comity="9.9")
    for action in (project.record, lambda: built(project)):
        with pytest.raises(StoreError, match=rf"9\.9, schema {SCHEMA_VERSION + 1}.*schema {SCHEMA_VERSION}"):
            action()


def test_an_older_store_is_built_again_without_reading(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    edit_manifest(project, schema=0)
    with pytest.raises(StoreError, match=r"schema 0.*comity build"):
        project.record()
    reader = PlainReader()
    result = built(project, reader=reader)
    assert reader.seen == []
    assert result.changed
    assert contents(project) == before


@pytest.mark.parametrize("damage", ["cut", "garbage", "gone", "manifest", "pointer", "pages"])
def test_a_damaged_store_is_named_and_built_again(project: Project, write: Write, damage: str) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    current = Generations(project.store).current()
    assert current is not None
    store = current.store
    damaged = {"manifest": current.folder / "manifest.json", "pointer": project.store / "current"}.get(damage, store)
    whole = damaged.read_bytes()
    match damage:
        case "cut":
            damaged.write_bytes(whole[:16384])  # its heads are there, no table is whole
        case "gone":
            damaged.unlink()
        case "pages":
            damaged.write_bytes(whole[:12288] + b"\xaa" * (len(whole) - 12288))
        case _:
            damaged.write_bytes(b"\x00nonsense" * 100)
    with pytest.raises(StoreError, match=re.escape(str(damaged))), project.record() as record:
        record.sql("SELECT * FROM events")
    result = built(project)
    assert result.changed
    assert result.read == 0
    assert contents(project) == before


def test_without_its_state_a_project_is_built_again(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    shutil.rmtree(project.state)
    built(project)
    assert contents(project) == before


def test_a_damaged_cache_entry_is_made_again(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    for kind in ("readings", "documents", "files"):
        (entry,) = (project.cache / kind).glob("??/*")
        entry.write_bytes(entry.read_bytes()[:-5] + b"wrong")
        shutil.rmtree(project.store)
        built(project)
        assert contents(project) == before, kind


def no_room(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere/full")


@pytest.mark.parametrize(
    "where", ["comity.project.cache.write_atomically", "comity.project.generations.write_atomically"]
)
def test_a_full_disk_is_named_and_the_old_record_stays(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    write("two.txt", "PAK CONSULT IND 2016-05-03 happened")
    with monkeypatch.context() as patch:
        patch.setattr(where, no_room)
        with pytest.raises(ProjectError, match="no room left to write /somewhere/full"):
            built(project)
    assert contents(project) == before
    assert built(project).changed


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_named(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    project.root.chmod(0o555)
    try:
        with pytest.raises(ProjectError, match="cannot be written"):
            built(project)
    finally:
        project.root.chmod(0o755)


def test_a_full_disk_inside_duckdb_is_told(project: Project, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    from comity.record.store import StoreWriter

    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    write("two.txt", "PAK CONSULT IND 2016-05-03 happened")

    def full(*_: object) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(StoreWriter, "flush", full)
        with pytest.raises(ProjectError, match=r"No space left on device.*as it was"):
            built(project)
    assert contents(project) == before
