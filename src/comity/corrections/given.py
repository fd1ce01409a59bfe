"""Aliases and facts that a person gives: what they must say, and as rows for the registry of actors.

alias   name, actor, kind, from, to
fact    fact=member: member, organisation, from, to, source
        fact=leader: person, state, office, from, to, source
        fact=event:  event_type, sources, targets, date, status, mode, issue, thing, place, amounts, source, quote
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final, get_args

from comity.actors.model import Office
from comity.actors.tables import EXTRA_COLUMNS
from comity.corrections.fields import check
from comity.corrections.model import Entry, NotUnderstood
from comity.intervals import Interval

OFFICES: Final = get_args(Office)
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "alias": ("name", "actor", "kind"),
    "member": ("member", "organisation"),
    "leader": ("person", "state", "office"),
    "event": ("event_type", "sources", "source"),
}
EVENT_FIELDS: Final = (
    "event_type",
    "mode",
    "issue",
    "status",
    "date",
    "sources",
    "targets",
    "thing",
    "place",
    "amounts",
)


def what(kind: str, given: Mapping[str, str]) -> str:
    """alias, member, leader or event. Raises NotUnderstood for a fact of another sort."""
    sort = "alias" if kind == "alias" else given.get("fact", "")
    if sort not in NEEDED:
        raise NotUnderstood(f"a fact can be {', '.join(s for s in NEEDED if s != 'alias')}, not {sort!r}")
    return sort


def check_given(kind: str, given: Mapping[str, str]) -> None:
    """Raises NotUnderstood when something is missing or cannot be."""
    sort = what(kind, given)
    for name in NEEDED[sort]:
        if not given.get(name):
            raise NotUnderstood(f"{name!r} is missing")
    if sort == "event":
        for field in EVENT_FIELDS:
            if field in given:
                check("change", field, given[field])
        return
    if sort == "leader" and given["office"] not in OFFICES:
        raise NotUnderstood(f"there is no office {given['office']!r}")
    days = []
    for name, last in (("from", False), ("to", True)):
        if given.get(name):
            try:
                when = Interval.parse(given[name])
            except ValueError:
                raise NotUnderstood(f"{name!r} is {given[name]!r}, which is no date") from None
            days.append(when.last if last else when.first)
    if len(days) == 2 and days[0] > days[1]:
        raise NotUnderstood("it ends before it begins")


def registry_rows(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """Rows of the form of a user's own actor file (`EXTRA_COLUMNS`), in the order of the entries."""
    rows = []
    for entry in entries:
        given, row = dict(entry.given), dict.fromkeys(EXTRA_COLUMNS, "")
        row |= {"from": given.get("from", ""), "to": given.get("to", "")}
        row["source"] = given.get("source") or f"correction {entry.id}"
        sort = what(entry.kind, given)
        if sort == "alias":
            row |= {"alias": given["name"], "actor": given["actor"], "kind": given["kind"]}
        elif sort == "member":
            row |= {"kind": "member", "actor": given["member"], "organisation": given["organisation"]}
        elif sort == "leader":
            row |= {"kind": "person", "alias": given["person"], "name": given["person"]}
            row |= {"state": given["state"], "office": given["office"]}
        rows.append({name: " ".join(value.split()) for name, value in row.items()})
    return rows


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as the text of an actor file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, EXTRA_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
