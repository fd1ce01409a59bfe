"""A worker process: takes a plan and then tasks on standard input, answers on standard output (see `pool`)."""

from __future__ import annotations

import os
import signal
import sys
import threading

from comity.errors import ComityError
from comity.project.pool import receive, send
from comity.project.work import Plan, Trouble, Worker


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business: it ends its workers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to standard error, not between the answers
    try:
        plan = receive(sys.stdin.buffer)
        assert isinstance(plan, Plan)
        worker = Worker(plan)
        threading.Thread(target=worker.prepare, daemon=True).start()  # the model loads while files are opened
        while True:
            task = receive(sys.stdin.buffer)
            answer: Trouble | BaseException | None
            try:
                answer = worker.do(task)  # type: ignore[arg-type]
            except (ComityError, OSError) as error:
                answer = error
            send(answers, answer)
    except (EOFError, BrokenPipeError):
        pass


if __name__ == "__main__":
    main()
