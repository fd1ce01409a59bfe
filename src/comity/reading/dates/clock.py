"""Times of day: their TIMEX3 value has the clock, their days are the day they fall on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from comity.reading.dates import periods
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.periods import Period
from comity.reading.dates.situation import Answer, Situation

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


@rule(
    "(?P<clock>CLOCK) (?P<half>AMPM)? OPEN? (?P<zone>ZONE)? CLOSE? (?:ON? (?P<day>WEEKDAY|TODAY|YESTERDAY|TOMORROW|TONIGHT))?",
    "(?P<clock>DAYNUM) (?P<half>AMPM) (?P<zone>ZONE)? (?:ON? (?P<day>WEEKDAY|TODAY|YESTERDAY|TOMORROW|TONIGHT))?",
    "(?P<clock>YEAR|NUM) (?P<zone>ZONE) (?:ON? (?P<day>WEEKDAY|TODAY|YESTERDAY|TOMORROW|TONIGHT))?",
)
def clock_rule(p: Phrase) -> Meaning | None:
    """'16:08 UTC', '3 p.m. on Friday', '0800 GMT'; not the score '3:2'"""
    groups = p.match.re.groupindex
    if (
        "half" in groups
        and not p.has("half")
        and not p.has("zone")
        and not p.lexemes.kind_is(p.i - 1, "AT", "BY", "UNTIL", "FROM")
    ):
        return None
    time = clock_time(p.value("clock"), p.text("half") if "half" in groups else "")
    if time is None:
        return None
    zone = p.text("zone") if p.has("zone") else ""
    return at_time(p, time + zone)


def clock_time(clock: object, half: str) -> str | None:
    """The clock as TIMEX3 writes it after the T: "16:08". None when there is no such time."""
    if isinstance(clock, str):
        hour, minute = (int(x) for x in clock.split(":")[:2])
    elif isinstance(clock, int):
        hour, minute = (clock, 0) if half else divmod(clock, 100)
    else:
        return None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


def at_time(p: Phrase, time: str) -> Meaning:
    """That time of the weekday or day the phrase names, else of the story's last day, else of publication's."""

    def stamped(period: Period) -> Period:
        return replace(period, timex=f"{period.timex}T{time}")

    def resolve(s: Situation) -> Answer | None:
        if not p.has("day"):
            return s.from_story("day", lambda d: stamped(periods.day(d)), "day")
        if p.kind("day", "WEEKDAY"):
            weekday = p.integer("day")

            def to_period(d: date) -> Period:
                if s.tense() == "future":
                    return stamped(periods.day(d + timedelta(days=(weekday - d.weekday()) % 7)))
                return stamped(periods.day(d - timedelta(days=(d.weekday() - weekday) % 7)))

            return s.relative(to_period, "day")
        return s.relative(lambda d: stamped(periods.shifted("day", d, _DAYS[p.text("day")])), "day")

    return resolve


@rule("(?P<noon>NOON) (?:ON? (?P<day>WEEKDAY|TODAY|YESTERDAY|TOMORROW|TONIGHT))?")
def noon_rule(p: Phrase) -> Meaning | None:
    """'at noon', 'midnight on Friday'"""
    if not p.lexemes.kind_is(p.i - 1, "AT", "BY", "UNTIL", "BEFORE", "AFTER", "FROM", "SINCE") and not p.has("day"):
        return None
    return at_time(p, "12:00" if p.text("noon") == "noon" else "24:00")
