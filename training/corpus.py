"""The corpus on disk: files of JSON lines, one paragraph a line, in the reading's JSON with its text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from training.authoring import compile_lines

Row = dict[str, Any]
FOLDER: Final = Path(__file__).parent / "corpus"
SECOND: Final = Path(__file__).parent / "second"
"""Paragraphs of the corpus that a second reader annotated without seeing the first's."""
KEYS: Final = ("reports", "relations", "causes", "stances")


def kept_apart(document: str) -> bool:
    """Whether a paragraph belongs to the tenth that is not trained on; its id decides, for good."""
    return hashlib.sha256(document.encode()).digest()[0] % 10 == 0


def compile_files(files: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """The paragraphs of hand-written files, and what is wrong in them. A slug used twice is wrong."""
    documents: list[Row] = []
    wrong: list[str] = []
    for file in files:
        done, lines = compile_lines(file.read_text(encoding="utf-8").splitlines(), file.name)
        documents += done
        wrong += lines
    wrong += [
        f"{slug}: this slug is used {n} times" for slug, n in Counter(d["id"] for d in documents).items() if n > 1
    ]
    return documents, wrong


def write(target: Path, documents: Iterable[Row]) -> None:
    lines = (json.dumps(document, ensure_ascii=False, separators=(",", ":")) for document in documents)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(files: Iterable[Path] | None = None) -> list[Row]:
    """The paragraphs of these files, or of the whole corpus in the order of the files' names."""
    chosen = sorted(FOLDER.glob("*.jsonl")) if files is None else list(files)
    return [json.loads(line) for file in chosen for line in file.read_text(encoding="utf-8").splitlines()]


def counts(documents: Iterable[Row]) -> str:
    """What the paragraphs hold, in a few lines."""
    totals: Counter[str] = Counter()
    tallies: dict[str, Counter[str]] = {
        name: Counter() for name in ("type", "status", "basis", "kind", "stance", "link")
    }
    for document in documents:
        totals["paragraphs"] += 1
        totals["sentences"] += len(document["sentences"])
        marked = {row["start"] for key in KEYS for row in document[key]}
        totals["sentences with nothing"] += sum(start not in marked for start, _ in document["sentences"])
        totals.update({key: len(document[key]) for key in KEYS})
        tallies["kind"][document["about"]["kind"]] += len(document["sentences"])
        for row in document["reports"]:
            tallies["type"][row["event"]] += 1
            tallies["status"][row["status"]] += 1
            tallies["basis"][row["date_basis"]] += 1
        tallies["stance"].update(row["stance"] for row in document["stances"])
        tallies["link"].update(row["kind"] for row in document["causes"])
    lines = [", ".join(f"{n} {name}" for name, n in totals.items())]
    lines += [f"{name}: " + ", ".join(f"{k} {n}" for k, n in tally.most_common()) for name, tally in tallies.items()]
    return "\n".join(lines)
