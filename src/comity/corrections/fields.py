"""The fields of a report that may be changed: how their values are written, checked and read.

A value is always one text (or None for "not told"), in the log, in the store and on the command line:

    event_type CONSULT          sources, targets  PAK, RUS
    mode       visit            thing, place      the words
    issue      energy           amounts           2500000000 USD; 40 helicopters
    status     happened         date              2014, 2014-06, 2014-06-02 or 2014-06-02/2014-06-09
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from comity.corrections.model import NotUnderstood
from comity.errors import UsageError
from comity.intervals import Interval
from comity.vocabulary import issues, modes, types

Amount = tuple[float, str | None]  # value, currency or unit
FIELDS: Final = (
    "event_type", "mode", "issue", "status", "date", "sources", "targets", "thing", "place", "amounts",
)  # fmt: skip
SETTLED: Final = (
    *("date", "amount", "count", "place", "party", "status", "kind", "duration", "cause", "relation"),
    *("membership", "founding"),
)
"""Fields on which documents can disagree."""
STATUSES: Final = ("happened", "ongoing", "planned", "stalled", "denied", "demanded", "hypothetical")
OF_EVENT: Final = frozenset(("date", "place", "status", "party"))
"""Fields that an event has itself: what was settled holds there whether documents differ or not."""
NONE: Final = "none"
"""What a person writes for "not told"."""
_AMOUNT: Final = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(\S.*)?\Z")
_MOST: Final = 300

Resolve = Callable[[str], str]
"""From an id or a name to the id of an actor. Raises UsageError."""


def canonical(field: str, text: str, *, resolve: Resolve, event_type: str | None = None) -> str | None:
    """What a person wrote for a field, as it is kept; None for "none".

    `event_type` is that of the report, which a mode must belong to. Raises UsageError with what is allowed.
    """
    known(field)
    text = " ".join(text.split())
    if text.casefold() in (NONE, ""):
        if field in ("event_type", "status"):
            raise UsageError(f"A report always has a {field}.", hint=f"Choose one of: {', '.join(_allowed(field))}")
        return None
    if field in ("sources", "targets"):
        return ", ".join(dict.fromkeys(resolve(part.strip()) for part in re.split("[,;]", text) if part.strip()))
    value = {"event_type": str.upper, "issue": str.lower, "status": str.lower, "mode": str.lower}.get(field, str)(text)
    try:
        check("change", field, value)
    except NotUnderstood as error:
        raise UsageError(f"{text!r} cannot be the {field}: {error}.", hint=_hint(field)) from None
    if field == "mode" and event_type is not None and (event_type, value) not in modes():
        of_type = [name for kind, name in modes() if kind == event_type]
        hint = f"Choose one of: {', '.join(of_type)}" if of_type else f"{event_type} has no modes."
        raise UsageError(f"{event_type} has no mode {value!r}.", hint=hint)
    if field == "date":
        return told_date(Interval.parse(value).first, Interval.parse(value).last)
    return told_amounts(amounts_of(value)) if field == "amounts" else value


def known(field: str) -> None:
    """Raises UsageError when there is no such field."""
    if field not in FIELDS:
        raise UsageError(
            f"A report has no field {field!r} that can be changed.", hint=f"It can be {', '.join(FIELDS)}."
        )


def check(kind: str, field: str | None, value: str | None) -> None:
    """Whether a value can stand in a field. Raises NotUnderstood."""
    if kind == "settle":
        if field not in SETTLED:
            raise NotUnderstood(f"there is no disagreement on {field!r}")
        if not value:
            raise NotUnderstood("it gives no value to settle on")
        if field == "date":
            _date(value)
        if field == "status" and value not in STATUSES:
            raise NotUnderstood(f"there is no status {value!r}")
        return
    if field not in FIELDS:
        raise NotUnderstood(f"a report has no field {field!r} that can be changed")
    if value is None:
        if field in ("event_type", "status"):
            raise NotUnderstood(f"a report always has a {field}")
        return
    if field in ("event_type", "issue", "status", "mode"):
        if value not in _allowed(field):
            raise NotUnderstood(f"there is no {field} {value!r}")
    elif field == "date":
        _date(value)
    elif field == "amounts":
        try:
            amounts_of(value)
        except ValueError as error:
            raise NotUnderstood(str(error)) from None
    elif not value.strip() or len(value) > _MOST:
        raise NotUnderstood("it is empty, or far too long")


def settled(field: str, value: str, sides: Iterable[str], resolve: Resolve) -> str:
    """Another value than those of the sides that a person settles on, as it is kept.

    An amount, count or duration is a number with a unit that a side has; a membership or founding is a date. What is
    told in comity's own words (kind, cause, relation) is one of the sides. Raises NotUnderstood and UsageError.
    """
    check("settle", field, value)
    if field in ("amount", "count", "duration"):
        try:
            found = amounts_of(value)
        except ValueError as error:
            raise NotUnderstood(str(error)) from None
        units = _units(sides)
        if len(found) != 1 or (units and (found[0][1] or "").casefold() not in {u.casefold() for u in units}):
            raise NotUnderstood(f"it must be one number with its unit ({', '.join(units) or 'such as 20 USD'})")
    elif field in ("membership", "founding"):
        _date(value)
    elif field == "party":
        parts = value.split(" to ")
        if len(parts) > 2:
            raise NotUnderstood("parties are written 'PAK to RUS' or 'PAK, RUS'")
        return " to ".join(", ".join(resolve(p.strip()) for p in part.split(",") if p.strip()) for part in parts)
    elif field == "place":
        if not any(c.isalpha() for c in value) or len(value) > _MOST:
            raise NotUnderstood("it is no name of a place")
    elif field not in ("date", "status"):
        raise NotUnderstood(f"of {field} one of what they say holds")
    return value


def _units(values: Iterable[str]) -> list[str]:
    """The units of those values that are a number with a unit, each once."""
    matches = (_AMOUNT.match(value) for value in values)
    return list(dict.fromkeys(match[2] for match in matches if match and match[2]))


def _date(value: str) -> None:
    try:
        Interval.parse(value)
    except ValueError:
        raise NotUnderstood("it is no date") from None


def _allowed(field: str) -> list[str]:
    if field == "mode":
        return sorted({name for _, name in modes()})
    return {"event_type": list(types()), "issue": list(issues()), "status": list(STATUSES)}[field]


def _hint(field: str) -> str:
    if field == "date":
        return "Write a day (2014-06-02), a month (2014-06), a year (2014), two of these (2014-06/2014-08), or none."
    if field == "amounts":
        return "Write numbers with units, such as: 2500000000 USD; 40 helicopters"
    return f"Choose one of: {', '.join(_allowed(field))}" if field in ("event_type", "issue", "status", "mode") else ""


# as they are kept


def told_date(first: date | None, last: date | None) -> str | None:
    """Two days in the fewest words; `Interval.parse` reads it back."""
    if first is None or last is None:
        return None
    when = Interval(first, last)
    if first == last:
        return first.isoformat()
    if when == Interval.year(first.year):
        return f"{first.year:04d}"
    if when == Interval.month(first.year, first.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.isoformat()}/{last.isoformat()}"


def told_actors(ids: Iterable[str | None]) -> str | None:
    return ", ".join(id for id in ids if id) or None


def actors_of(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def told_amounts(amounts: Iterable[Amount]) -> str | None:
    return "; ".join(f"{value:.15g} {unit or ''}".rstrip() for value, unit in amounts) or None


def unit_and_currency(unit: str | None) -> tuple[str | None, str | None]:
    """As the table `quantities` has them: three capitals are a currency."""
    money = unit is not None and len(unit) == 3 and unit.isascii() and unit.isupper()
    return (None, unit) if money else (unit, None)


def amounts_of(text: str | None) -> tuple[Amount, ...]:
    """Raises ValueError for what is no number with a unit."""
    found: list[Amount] = []
    for part in (text or "").split(";"):
        if not part.strip():
            continue
        match = _AMOUNT.match(part.strip())
        if match is None:
            raise ValueError(f"{part.strip()!r} is no number with a unit")
        found.append((float(match[1].replace(",", "")), match[2]))
    return tuple(found)
