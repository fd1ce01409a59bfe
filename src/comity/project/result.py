"""What a build says when it is done."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """A document that was not read. `reason` is a short fixed phrase."""

    path: str
    reason: str
    detail: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """`documents` counts those in the record: read ones (of which `reused` were read in an earlier build and `read`
    in this one) and `set_aside` ones. `failed` lists files that could not be read. `changed` is False when there was
    nothing to do. `seconds` is by room; `notes` are for people."""

    documents: int
    read: int
    reused: int
    set_aside: int
    failed: tuple[Listed, ...]
    events: int
    disagreements: int
    generation: str
    report_path: Path
    changed: bool
    set_aside_documents: tuple[Listed, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0, or 3 where documents failed."""
        return 3 if self.failed else 0

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {**asdict(self), "report_path": str(self.report_path), "exit_status": self.exit_status}
