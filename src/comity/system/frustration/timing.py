"""How much time is left."""

from __future__ import annotations

import time


class Clock:
    """Runs from when it is made; `seconds` None is without end. Whether there may be `branching` goes with it."""

    def __init__(self, seconds: float | None = None, *, branching: bool = True) -> None:
        self.branching = branching
        self._began = time.monotonic()
        self._seconds = seconds

    def elapsed(self) -> float:
        return time.monotonic() - self._began

    def left(self) -> float | None:
        """Seconds left, not below zero; None without a limit."""
        return None if self._seconds is None else max(self._seconds - self.elapsed(), 0.0)

    def over(self) -> bool:
        return self._seconds is not None and self.elapsed() >= self._seconds

    def share(self, part: int, whole: int) -> Clock:
        """A clock for a part of what remains to be done."""
        left = self.left()
        seconds = None if left is None else left * part / max(whole, 1)
        return Clock(seconds, branching=self.branching)
