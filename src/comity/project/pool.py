"""Other processes that open and read documents, each watched: one that hangs or dies costs one document, not the build.

A worker is `python -m comity.project.worker`, spoken to over its pipes: no fork, so that it works the same on every
system, and no import of the caller's script, so that a build can be called from a script or a notebook.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, Final

from comity.errors import ComityError, ProjectError
from comity.project.work import Load, Plan, Read, Trouble

Task = Load | Read
Outcome = tuple[Task, Trouble | None]

_LENGTH: Final = 8
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


def send(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message)
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """The next message. Raises EOFError when the other side has gone."""
    head = pipe.read(_LENGTH)
    data = pipe.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return pickle.loads(data)


class Pool:
    """Up to `jobs` workers, started when there is work for them. Use as a context: leaving it ends them."""

    def __init__(self, plan: Plan, *, jobs: int, seconds: float) -> None:
        self._plan = plan
        self._seconds = seconds
        self._hands = [_Hand(plan, seconds) for _ in range(max(1, jobs))]

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for hand in self._hands:
            hand.end()

    def run(self, tasks: Iterable[Task], *, jobs: int) -> Iterator[Outcome]:
        """Outcomes as they come, in any order. Raises what stops every task: a missing model, a full disk."""
        waiting, lock = iter(tasks), threading.Lock()
        done: queue.Queue[Outcome | BaseException | None] = queue.Queue(maxsize=64)
        stop = threading.Event()

        def work(hand: _Hand) -> None:
            try:
                while not stop.is_set():
                    with lock:
                        task = next(waiting, None)
                    if task is None:
                        break
                    done.put((task, hand.do(task)))
            except BaseException as error:  # handed over to the caller's thread, which raises it
                done.put(error)
            finally:
                done.put(None)

        hands = self._hands[: max(1, jobs)]
        threads = [threading.Thread(target=work, args=(hand,), daemon=True) for hand in hands]
        for thread in threads:
            thread.start()
        left = len(threads)
        try:
            while left:
                outcome = done.get()
                if outcome is None:
                    left -= 1
                elif isinstance(outcome, BaseException):
                    raise outcome
                else:
                    yield outcome
        finally:
            stop.set()
            if left:
                for hand in hands:
                    hand.end()


class _Hand:
    """One worker process, begun anew when it has died."""

    def __init__(self, plan: Plan, seconds: float) -> None:
        self._plan = plan
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def do(self, task: Task) -> Trouble | None:
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        self._late = False
        watch = threading.Timer(self._seconds, self._give_up, (process,))
        watch.daemon = True
        watch.start()
        try:
            send(process.stdin, task)
            answer = receive(process.stdout)
        except (EOFError, OSError):
            self.end()
            return self._died(process)
        finally:
            watch.cancel()
        if isinstance(answer, ComityError | OSError):
            raise answer
        if not isinstance(answer, Trouble | None):
            raise ProjectError(f"A worker answered {answer!r}.")
        return answer

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join(p for p in sys.path if p)
        environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": paths}
        command = [sys.executable, "-P", "-m", "comity.project.worker"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._process = process
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it died at once: the first task will find out
            send(process.stdin, self._plan)
        return process

    def _give_up(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()

    def _died(self, process: subprocess.Popen[bytes]) -> Trouble:
        if self._late:
            return Trouble(
                "took too long",
                f"more than {self._seconds:g} seconds",
                "Split it, or raise max_seconds under [reading] in comity.toml.",
                retry=True,
            )
        detail = f"the process that read it ended with status {process.returncode}"
        return Trouble("the reader stopped", detail, "Build again; with --jobs 1 if memory is short.", retry=True)
