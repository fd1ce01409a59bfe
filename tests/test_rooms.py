"""One way through the house: a room imports the rooms before it and none of those after it."""

from __future__ import annotations

import ast
from pathlib import Path

import comity

SOURCE = Path(comity.__file__).parent

BEFORE = {
    "errors": set(),
    "intervals": set(),
    "tables": {"errors"},
    "vocabulary": {"errors"},
    "actors": {"errors", "intervals", "vocabulary"},
    "documents": {"errors", "intervals"},
    "corrections": {"errors", "intervals", "vocabulary", "actors"},
    "reading": {"errors", "intervals", "vocabulary", "actors", "documents"},
    "record": {"errors", "intervals", "tables", "vocabulary", "actors", "corrections", "documents", "reading"},
    "audit": {"errors", "intervals", "tables", "vocabulary", "actors", "corrections", "reading", "record"},
    "engines": {"errors", "tables"},
    "relations": {"errors", "intervals", "tables", "vocabulary", "actors", "documents", "reading", "record", "engines"},
    "system": {"errors", "intervals", "tables", "vocabulary", "actors", "record", "engines", "relations"},
    "exchange": {
        "errors",
        "intervals",
        "tables",
        "vocabulary",
        "actors",
        "documents",
        "reading",
        "record",
        "engines",
        "relations",
        "system",
    },
    "validation": {"errors", "tables", "actors", "record", "engines", "relations", "system", "exchange"},
    "show": {"errors", "intervals", "tables", "vocabulary", "record", "relations", "system"},
}
"""Of each room, the rooms that it may know. The project, the command line and the front door know them all."""


def imported(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("comity."):
            rooms.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            rooms |= {name.name.split(".")[1] for name in node.names if name.name.startswith("comity.")}
    return rooms


def test_no_room_imports_a_later_one() -> None:
    wrong = []
    for room, known in BEFORE.items():
        paths = [SOURCE / f"{room}.py"] if (SOURCE / f"{room}.py").exists() else sorted((SOURCE / room).rglob("*.py"))
        assert paths, room
        for path in paths:
            later = imported(path) - known - {room}
            wrong += [f"{path.relative_to(SOURCE)} imports comity.{name}" for name in sorted(later)]
    assert wrong == []
