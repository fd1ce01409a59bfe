"""Lengths of time and repeated times: they have a TIMEX3 value and no days of their own."""

from __future__ import annotations

from typing import Final

from comity.reading.dates import periods
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.situation import timeless

_FRAMES: Final = ("IN", "APPROX", "AFTER", "BEFORE", "SINCE", "OF")
_FRAMING: Final = frozenset(
    str.split("for been took take takes spent spend spends lasted last lasts just only mere and")
)
_QUALITIES: Final = frozenset(
    str.split("initial dark darkest heady golden old good bad opening closing happier better worst")
)
_PERSONS: Final = set(
    str.split(
        "man woman boy girl child student leader president politician minister general soldier teenager mother father son "
        "daughter journalist lawyer activist prince king widow veteran officer worker teacher farmer"
    )
)


def lasting(unit: str, amount: str) -> Meaning:
    answer = timeless("duration", periods.duration(unit, amount))
    return lambda _: answer


def repeated(timex: str) -> Meaning:
    answer = timeless("set", timex)
    return lambda _: answer


@rule(
    "THE? (?P<first>ORD)? (?P<number>NUMBER) (?:CONSECUTIVE|HYPHEN)* (?P<unit>ANY_UNIT) (?:HYPHEN (?P<old>OLD|LONG))?",
    left="approx",
)
def duration_rule(p: Phrase) -> Meaning | None:
    """'9 years', 'two-day', 'two and a half years', 'four-decade-old'; not '63-year-old man', 'is 63 years old'"""
    if is_age(p):
        return None
    value = p.value("number")
    if not isinstance(value, int | float) or value < 0:
        return None
    return lasting(p.text("unit") or "night", f"{value:g}")


def is_age(p: Phrase) -> bool:
    """'a 63-year-old general', '63 years old', '12 years of age'"""
    lexemes = p.lexemes
    if "old" in p.match.re.groupindex and p.kind("old", "OLD"):
        after = lexemes.word(p.j)
        years = lexemes.word(p.j - 3) in ("year", "month")
        proper = p.j < len(lexemes.starts) and lexemes.text[lexemes.starts[p.j]].isupper()
        return years and (not after.isalpha() or after in _PERSONS or proper or lexemes.kind_is(p.j, "AND", "IN", "AT"))
    if lexemes.kind_is(p.j, "OLD"):
        return True
    return lexemes.kind_is(p.j, "OF") and lexemes.kind_is(p.j + 1, "AGE")


@rule("(?P<an>AN) CONSECUTIVE? HYPHEN? (?P<unit>ONE_UNIT) (?P<half>AND AN HALF)?", left="approx")
def one_unit_rule(p: Phrase) -> Meaning | None:
    """'a year', 'an hour'; after a number or a price it is a rate: '$5 million a year'"""
    unit = p.text("unit")
    if unit == "quarter" or not unit or p.lexemes.kind_is(p.j, "OLD"):
        return None
    before = p.i - 1
    words = ("million", "billion", "trillion", "thousand", "percent", "times", "barrels", "dollars", "tonnes", "tons")
    if p.lexemes.kind_is(before, "NUM", "DAYNUM", "NUMWORD", "NONUMBER", "ONCE") or p.lexemes.word(before) in words:
        return repeated(periods.duration(unit, "1"))
    return lasting(unit, "1.5" if p.has("half") else "1")


@rule("HALF HYPHEN? AN? (?P<unit>ONE_UNIT)", "AN? (?P<half>HALF) HYPHEN? (?P<unit>ONE_UNIT)", left="approx")
def half_unit_rule(p: Phrase) -> Meaning | None:
    """'half a century' (50 years), 'half-hour'"""
    unit = p.text("unit")
    return lasting(unit, "0.5") if unit in ("century", "decade", "year", "hour", "day") else None


@rule("AN? (?P<vague>QUANT) OF? (?:MORE|CONSECUTIVE)? (?P<unit>UNITS)", "AN (?P<vague>QUANT) (?P<unit>UNITS)")
def vague_duration_rule(p: Phrase) -> Meaning | None:
    """'several years', 'a few days', 'a couple of weeks'; not 'in as many weeks'"""
    if p.lexemes.word(p.i - 1) == "as":
        return None
    return lasting(p.text("unit"), "2" if p.text("vague") == "couple" else "X")


@rule("THE? (?P<unit>UNITS) (?:HYPHEN (?:OLD|LONG))?")
def plural_unit_rule(p: Phrase) -> Meaning | None:
    """'for years', 'in decades', 'decades-old'"""
    lexemes = p.lexemes
    unit = p.text("unit")
    if unit in ("night", "weekend", "second"):
        return None
    framed = lexemes.kind_is(p.i - 1, *_FRAMES) or p.i == 0 or p.j - p.i > 1 or lexemes.word(p.i - 1) in _FRAMING
    if lexemes.kind_is(p.i, "THE"):
        framed = lexemes.word(p.i - 1) in ("over", "through", "down", "throughout")
    if lexemes.word(p.i - 1) in _QUALITIES or lexemes.kind_is(p.i - 1, "ORD", "FINAL", "EARLY", "LATE"):
        return None
    if not framed and not (lexemes.kind_is(p.j, "OF", "AFTER", "BEFORE") and not lexemes.kind_is(p.i, "THE")):
        return None
    return lasting(unit, "X")


@rule("(?P<unit>UNIT) HYPHEN LONG", "(?P<one>OTHER) HYPHEN (?P<unit>UNIT|QUARTER)")
def unit_long_rule(p: Phrase) -> Meaning | None:
    """'a year-long siege', 'the worst single-day fall', 'a multi-year loan' (how many is left open)"""
    unit = p.text("unit")
    if "one" not in p.match.re.groupindex:
        return lasting(unit, "1")
    match p.lexemes.word(p.i):
        case "single":
            return lasting(unit, "1")
        case "multi":
            return lasting(unit, "X")
    return None


@rule("EVERY (?P<number>NUMBER)? (?P<unit>ANY_UNIT)", "EVERY (?P<unit>WEEKDAY|MONTH|SEASON)")
def every_rule(p: Phrase) -> Meaning | None:
    """'every year', 'every two weeks', 'each Tuesday'"""
    if p.kind("unit", "WEEKDAY"):
        return repeated(f"XXXX-WXX-{p.integer('unit') + 1}")
    if p.kind("unit", "MONTH"):
        return repeated(f"XXXX-{p.integer('unit'):02d}")
    if p.kind("unit", "SEASON"):
        return repeated(f"XXXX-{p.text('unit')}")
    value = p.value("number") if "number" in p.match.re.groupindex else None
    amount = f"{value:g}" if isinstance(value, int | float) else "1"
    return repeated(periods.duration(p.text("unit") or "night", amount))


@rule("ONCE (?:AN|EVERY) (?P<unit>ONE_UNIT)")
def times_a_unit_rule(p: Phrase) -> Meaning | None:
    """'twice a year'"""
    return repeated(periods.duration(p.text("unit") or "night", "1"))


@rule("(?P<often>FREQUENCY)")
def frequency_rule(p: Phrase) -> Meaning | None:
    """'annual', 'weekly', 'daily'; not the newspaper 'China Daily'"""
    at = p.lexemes.starts[p.i]
    if p.lexemes.text[at].isupper() and p.i > 0 and p.lexemes.text[p.lexemes.starts[p.i - 1]].isupper():
        return None
    return repeated(p.text("often"))


@rule("(?P<weekday>WEEKDAYS)")
def weekdays_rule(p: Phrase) -> Meaning | None:
    """'on Mondays'"""
    return repeated(f"XXXX-WXX-{p.integer('weekday') + 1}")
