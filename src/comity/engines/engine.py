"""What an engine is: it reads event rows, runs an Ibis expression over them and hands on the rows."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeAlias, Union

from comity import tables

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Source: TypeAlias = Union[str, Path, "pa.Table", "ir.Table"]
"""A Parquet file, or a table."""
DAY_ORDER: Final = tables.DYAD_DAYS.key
"""The key of `dyad_days`: sorted by it, the same rows are the same bytes."""
MOST_MEMORY: Final = 8
"""Gigabytes that an engine takes at the most unless it is told how much."""


class Engine(ABC):
    """One place where expressions run. Use as a context, or close it."""

    kind: str

    @abstractmethod
    def read(self, source: Source | Sequence[Path]) -> ir.Table:
        """An Ibis table of this engine. Raises ProjectError where a file is missing or is no Parquet."""

    @abstractmethod
    def table(self, expression: ir.Table, order: Sequence[str]) -> pa.Table:
        """The rows of an expression, sorted, in memory."""

    @abstractmethod
    def write(self, expression: ir.Table, path: Path, order: Sequence[str]) -> int:
        """Write the rows of an expression, sorted, as one Parquet file, and return how many. Memory does not grow with
        them. Raises ProjectError where the disk is full."""

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def memory_or_default(memory: str) -> str:
    """What was set, or half of the machine's memory, `MOST_MEMORY` GB at the most."""
    if memory:
        return memory
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return "2GB"
    return f"{max(1, min(MOST_MEMORY, whole // 2**31))}GB"
