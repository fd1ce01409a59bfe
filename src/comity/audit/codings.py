"""What people coded: append-only, one JSON object a line, one file a coder in a project's folder `audit`.

    audit/coding-anna.jsonl
    {"coder": "Anna", "at": "...", "sentence": "s0c...", "quote": "...", "events": [{"type": "CONSULT", ...}]}

No event in the list means that the sentence tells of none. A line with "skipped": true takes back what the coder said
before. The last line of a sentence holds. What cannot be understood is told and left alone.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, get_args

from comity.audit.events import Event, Lineage, lineages
from comity.errors import UsageError
from comity.intervals import Interval
from comity.reading.model import Status
from comity.vocabulary import types

STATUSES: Final[tuple[str, ...]] = get_args(Status)
SETTLED: Final = "settled"
"""The name under which what two coders settled on is kept."""
_SLUG: Final = re.compile(r"[^a-z0-9]+")
_DATE: Final = re.compile(r"\d{4}(-\d{1,2}(-\d{1,2})?)?(/\d{4}(-\d{1,2}(-\d{1,2})?)?)?")


class NotUnderstood(ValueError):
    """What was given cannot be an event; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as a person coded it. `sources` and `targets` are actor ids, or words for an actor that comity does not know;
    `date` as written: a day, month, year or two of them with a stroke between."""

    type: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    status: str = "happened"
    date: str | None = None

    def data(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "sources": list(self.sources),
            "targets": list(self.targets),
            "status": self.status,
            "date": self.date,
        }

    def event(self, lineage: Lineage) -> Event:
        """As it is compared. Two or more parties on one side and none on the other, of a type whose parties may share a side, stand on either."""
        sources, targets = (lineages(side, lineage) for side in (self.sources, self.targets))
        shared = types()[self.type].symmetric and len({*sources, *targets}) > 1 and not (sources and targets)
        days = None if self.date is None else Interval.parse(self.date)
        first, last = (None, None) if days is None else (days.first, days.last)
        return Event(self.type, sources, targets, self.status, first, last, shared)


@dataclass(frozen=True, slots=True)
class Coding:
    """What holds of one coder: by sentence, the events; sentences that were skipped are not there."""

    coder: str
    events: Mapping[str, tuple[Coded, ...]]
    bad: tuple[str, ...] = ()
    """Lines that are not understood, each with its number and why."""


def coded(
    type: str,
    sources: str = "",
    targets: str = "",
    status: str = "",
    date: str = "",
    *,
    actor: Callable[[str], str] = str,
) -> Coded:
    """An event from what a person wrote: a PLOVER type or an unambiguous beginning or number of one; actors with commas or semicolons
    between them; a status or its beginning; a date. Raises NotUnderstood."""
    return Coded(
        type=type_of(type),
        sources=_actors(sources, actor),
        targets=_actors(targets, actor),
        status=status_of(status),
        date=date_of(date),
    )


def type_of(said: str) -> str:
    """A type from its name, an unambiguous beginning of it, or its number in PLOVER's list. Raises NotUnderstood."""
    names = tuple(types())
    word = said.strip().upper()
    if word.isdecimal() and word.isascii():
        if 0 < int(word[:9]) <= len(names):
            return names[int(word) - 1]
        raise NotUnderstood(f"there is no type number {word}: they run from 1 to {len(names)}")
    return _begun(word, names, "an event type")


def status_of(said: str) -> str:
    """A status from an unambiguous beginning; nothing is `happened`. Raises NotUnderstood."""
    return _begun(said.strip().lower(), STATUSES, "a status") if said.strip() else "happened"


def date_of(said: str) -> str | None:
    """A date as it is kept. Raises NotUnderstood."""
    text = said.strip()
    if not text or text == "?":
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        Interval.parse(text)
    except ValueError:
        raise NotUnderstood(f"{text!r} is not a date: write 2014-06-02, 2014-06, 2014 or 2014-06/2014-08") from None
    return text


def _begun(word: str, known: Sequence[str], what: str) -> str:
    if word in known:
        return word
    found = [name for name in known if word and name.startswith(word)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotUnderstood(f"{word!r} could be {' or '.join(found)}")
    raise NotUnderstood(f"{word!r} is not {what}: {', '.join(known)}")


def _actors(said: str, actor: Callable[[str], str]) -> tuple[str, ...]:
    names = (" ".join(part.split()) for part in re.split(r"[;,\n]", said))
    return tuple(sorted({actor(name) for name in names if name and name != "?"}))


# the files


def path_of(folder: Path, coder: str) -> Path:
    """The file of a coder. Raises UsageError for a name without a letter or digit."""
    return folder / f"coding-{_slug(coder)}.jsonl"


def _slug(coder: str) -> str:
    plain = unicodedata.normalize("NFKD", coder).casefold()
    name = _SLUG.sub("-", plain).strip("-")
    if not name and any(c.isalnum() for c in coder):
        name = "-".join(f"{ord(c):x}" for c in coder if c.isalnum())
    if not name:
        raise UsageError(f"{coder!r} is no name for a coder.", hint="Give one with letters: --coder anna")
    return name[:60]


def read_all(folder: Path) -> list[Coding]:
    """The codings of a folder, by coder; what was settled comes with the others, under the name `settled`."""
    return [read(path) for path in sorted(folder.glob("coding-*.jsonl"))]


def read(path: Path) -> Coding:
    """The coding in a file; an empty one where there is none."""
    name = path.stem.removeprefix("coding-")
    coder = name
    events: dict[str, tuple[Coded, ...]] = {}
    bad = []
    data = path.read_bytes() if path.is_file() else b""
    for number, raw in enumerate(data.split(b"\n"), 1):
        text = raw.decode("utf-8", "backslashreplace").strip().removeprefix("\ufeff")
        if not text:
            continue
        try:
            row = json.loads(text)
            key, found = _line(row)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            bad.append(f"{path.name}, line {number}: {error or type(error).__name__}")
            continue
        coder = str(row.get("coder") or name)
        if found is None:
            events.pop(key, None)
        else:
            events[key] = found
    return Coding(coder, events, tuple(bad))


def _line(row: Any) -> tuple[str, tuple[Coded, ...] | None]:
    key = row["sentence"]
    if not isinstance(key, str):
        raise NotUnderstood("its sentence is no text")
    if row.get("skipped"):
        return key, None
    return key, tuple(_event(e) for e in row["events"])


def _event(row: Any) -> Coded:
    sides = []
    for side in ("sources", "targets"):
        given = row.get(side) or []
        if not isinstance(given, list) or not all(isinstance(a, str) for a in given):
            raise NotUnderstood(f"its {side} are no list of names")
        sides.append(tuple(sorted(set(given))))
    return Coded(
        type_of(str(row["type"])),
        sides[0],
        sides[1],
        status_of(str(row.get("status") or "")),
        date_of(str(row.get("date") or "")),
    )


def append(
    folder: Path,
    coder: str,
    rows: Sequence[tuple[str, str, tuple[Coded, ...] | None]],
    lock: Path,
) -> None:
    """Add lines (sentence, its words, events or None for skipped) at the end; on disk when this returns.

    Raises OSError, and UsageError for a name without a letter or digit.
    """
    from filelock import FileLock

    path = path_of(folder, coder)
    folder.mkdir(parents=True, exist_ok=True)
    lock.parent.mkdir(parents=True, exist_ok=True)
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    lines = []
    for key, quote, events in rows:
        said: dict[str, Any] = {"coder": coder, "at": at, "sentence": key, "quote": quote}
        said |= {"skipped": True} if events is None else {"events": [e.data() for e in events]}
        lines.append(json.dumps(said) + "\n")
    with FileLock(lock):
        data = path.read_bytes() if path.exists() else b""
        cut = bool(data) and not data.endswith(
            b"\n"
        )  # a line that a crash cut short is ended, so that it spoils no other
        with path.open("ab") as out:
            out.write((("\n" if cut else "") + "".join(lines)).encode("ascii"))
            out.flush()
            os.fsync(out.fileno())
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
