"""What a correction is: one line of `corrections.jsonl`, as a value and as JSON.

    {"schema": "comity-correction/1", "id": "5b0c...", "kind": "change", "target": "0f3a...", "field": "date",
     "old": "2014", "new": "2015-06", "who": "A. Reader", "at": "2026-05-03T09:12:44Z", "why": "the communique is of 2015",
     "reports": [{"report": "0f3a...", "document": "herald-12", "text_sha256": "...", "quote": "...", "before": "...",
                  "after": "...", "trigger": "met", "trigger_at": 14, "event_type": "CONSULT", "coding": "CONSULT PAK > RUS"}]}

A line about a report holds what is needed to find it again when its id has changed: an anchor.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final, Literal, get_args

SCHEMA: Final = "comity-correction/1"

Kind = Literal["reject", "accept", "change", "join", "split", "settle", "alias", "fact", "undo"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
ABOUT_ONE_REPORT: Final = frozenset(("reject", "accept", "change"))
ABOUT_ACTORS: Final = frozenset(("member", "leader"))
"""Facts that the registry of actors takes in; the others are events."""
_ID_LENGTH: Final = 12
_MOST_TEXT: Final = 20_000


class NotUnderstood(ValueError):
    """A line of the log says nothing that comity can act on; the message says why."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One report, so that it is found again: its id, and the words where it stands with some 60 characters around.

    `trigger_at` is where the trigger begins in the quote. `coding` is how the report was read, in short.
    """

    report: str
    document: str
    text_sha256: str
    quote: str
    before: str
    after: str
    trigger: str
    trigger_at: int
    event_type: str
    coding: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction.

    `target` is the id or name that it is about, for people. `reports`: those that it is about; of a join those of the
    one event, of a split those that are taken out, of a settlement all of the event. `others`: those of the other
    event, or those that stay. `beside`: ids of the reports that stood in one event with a rejected one. `given`: what
    an alias, a fact or an accepted report says, and which disagreement is settled, about what. `field`, `old` and `new` are written as `fields.told` writes them.
    """

    kind: Kind
    target: str
    who: str
    at: str
    why: str = ""
    field: str | None = None
    old: str | None = None
    new: str | None = None
    reports: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    beside: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """12 hexadecimal digits: a hash of all that it says."""
        said = json.dumps(self._data(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]

    def given_as(self, name: str) -> str | None:
        return dict(self.given).get(name)

    def line(self) -> str:
        """The entry as a line of the log, without its end. All but ASCII is escaped, so that any text can be kept."""
        return json.dumps({"schema": SCHEMA, "id": self.id, **self._data()})

    def _data(self) -> dict[str, Any]:
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        data["reports"] = [asdict(a) for a in self.reports]
        data["others"] = [asdict(a) for a in self.others]
        data["beside"] = list(self.beside)
        data["given"] = dict(self.given)
        return {name: value for name, value in data.items() if value not in (None, [], {})}


def entry_of(data: object) -> Entry:
    """The entry that a line's JSON means. Raises NotUnderstood."""
    if not isinstance(data, dict):
        raise NotUnderstood("it is no JSON object")
    schema = data.get("schema")
    if schema != SCHEMA:
        raise NotUnderstood(f"its schema is {schema!r}; this comity knows {SCHEMA}")
    kind = data.get("kind")
    if kind not in KINDS:
        raise NotUnderstood(f"its kind is {kind!r}; known are {', '.join(KINDS)}")
    entry = Entry(
        kind=kind,
        target=_text(data, "target"),
        who=_text(data, "who"),
        at=_time(_text(data, "at")),
        why=_optional(data, "why") or "",
        field=_optional(data, "field"),
        old=_optional(data, "old"),
        new=_optional(data, "new"),
        reports=_anchors(data, "reports"),
        others=_anchors(data, "others"),
        beside=_texts(data, "beside"),
        given=_given(data),
    )
    _check_whole(entry)
    return entry


def _check_whole(entry: Entry) -> None:
    """Whether all is there that the kind needs."""
    if entry.kind in ABOUT_ONE_REPORT and len(entry.reports) != 1:
        raise NotUnderstood(f"to {entry.kind} takes one report, and it names {len(entry.reports)}")
    if entry.kind in ("join", "split") and not (entry.reports and entry.others):
        raise NotUnderstood(f"to {entry.kind} takes reports on both sides")
    if entry.kind == "settle" and not (entry.reports or entry.given_as("disagreement")):
        raise NotUnderstood("it names neither a report nor a disagreement that it settles")
    if entry.kind in ("change", "settle"):
        from comity.corrections.fields import check

        check(entry.kind, entry.field, entry.new)
    if entry.kind in ("alias", "fact"):
        from comity.corrections.given import check_given

        check_given(entry.kind, dict(entry.given))


def _text(data: Mapping[str, object], name: str) -> str:
    value = _optional(data, name)
    if not value:
        raise NotUnderstood(f"{name!r} is missing")
    return value


def _optional(data: Mapping[str, object], name: str) -> str | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotUnderstood(f"{name!r} is no text")
    if len(value) > _MOST_TEXT:
        raise NotUnderstood(f"{name!r} has {len(value)} characters")
    return value


def _texts(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise NotUnderstood(f"{name!r} is no list of texts")
    return tuple(value)


def _given(data: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    value = data.get("given", {})
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise NotUnderstood("'given' is no object of texts")
    return tuple(sorted(value.items()))


def _anchors(data: Mapping[str, object], name: str) -> tuple[Anchor, ...]:
    value = data.get(name, [])
    if not isinstance(value, list):
        raise NotUnderstood(f"{name!r} is no list")
    return tuple(_anchor(item) for item in value)


def _anchor(data: object) -> Anchor:
    if not isinstance(data, dict):
        raise NotUnderstood("a report is no JSON object")
    at = data.get("trigger_at")
    if not isinstance(at, int) or isinstance(at, bool) or at < 0:
        raise NotUnderstood("'trigger_at' is no whole number")
    texts: dict[str, str] = {}
    for field in fields(Anchor):
        if field.name != "trigger_at":
            texts[field.name] = _optional(data, field.name) or ""
    if not texts["report"] or not texts["quote"]:
        raise NotUnderstood("a report has no id or no quote")
    return Anchor(**texts, trigger_at=at)


def _time(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(f"'at' is {text!r}, which is no time") from None
    return text
