"""Time expressions that are listed by name: holidays, and words such as 'recently'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache

from comity.reading.dates import periods
from comity.reading.dates.grammar import Candidate, Meaning, always
from comity.reading.dates.lexer import Lexemes
from comity.reading.dates.lexicon import holidays, references
from comity.reading.dates.situation import Answer, Situation, timeless, unanchored


@cache
def _list_pattern() -> re.Pattern[str]:
    names = sorted([*holidays(), *references()], key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names) + r")(?![\w-])", re.IGNORECASE
    )


def listed(lexemes: Lexemes) -> Iterator[Candidate]:
    """Holidays and vague references, which are listed by name."""
    for m in _list_pattern().finditer(lexemes.text):
        phrase = re.sub(r"\s+", " ", m[0].lower())
        i, j = bisect_left(lexemes.starts, m.start()), bisect_left(lexemes.starts, m.end())
        if i >= j or lexemes.starts[i] != m.start():
            continue
        if phrase in holidays():
            if (
                not m[0][0].isupper()
                or (m[0].isupper() and phrase == "easter")
                or lexemes.word(j) in ("agreement", "accords", "accord", "island")
            ):
                continue
            at = j + (lexemes.kind_is(j, "OF") and lexemes.kind_is(j + 1, "YEAR"))
            year = lexemes.values[at] if lexemes.kind_is(at, "YEAR") else None
            yield Candidate(
                i,
                at + 1 if year is not None else j,
                "holiday_rule",
                _holiday(phrase, year if isinstance(year, int) else None),
                frozenset(),
            )
        else:
            timex, follows = references()[phrase]
            if follows.match(lexemes.text, m.end()):
                yield Candidate(i, j, "reference_rule", always(timeless("interval", timex)), frozenset())


def _holiday(name: str, year: int | None) -> Meaning:
    """'Christmas', 'Good Friday 1998'"""
    spec = holidays()[name]

    def on(y: int) -> periods.Period:
        if spec.startswith("easter"):
            return periods.shifted("day", periods.easter(y), int(spec[len("easter") :]))
        if ":" in spec:
            month, weekday, nth = (int(x) for x in spec.split(":"))
            return periods.day(periods.nth_weekday(y, month, weekday, nth))
        month, day = (int(x) for x in spec.split("-"))
        return periods.day(date(y, month, day))

    def resolve(s: Situation) -> Answer | None:
        if year is not None:
            return Answer.of(on(year), "explicit")
        if s.narrative_year is not None:
            return Answer.of(on(s.narrative_year), "narrative")
        if s.publication is None:
            return unanchored("day")

        def choose(d: date) -> periods.Period:
            known = [on(y) for y in (d.year - 1, d.year, d.year + 1)]
            if s.tense() == "future":
                return next(x for x in known if x.first >= d)
            if s.is_past():
                return [x for x in known if x.first <= d][-1]
            return min(known, key=lambda x: abs((x.first - d).days))

        return s.relative(choose, "day")

    return resolve
