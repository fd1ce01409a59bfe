"""What a figure in a sentence means: between which bounds, of what, and what befell those counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import floor, inf, log10
from typing import Final

from comity.errors import TableError
from comity.record.disagreements.model import Place
from comity.record.disagreements.told import NOTHING, Figure, Sentence, Told
from comity.record.disagreements.words import rows
from comity.record.joining.sighting import Sighting, content_words

_ROUNDING: Final = 0.02
_ABOUT: Final = 0.15
_MOST_ROUNDED: Final = 0.05
"""A figure that is another one rounded is the same, if rounding changed it by no more than this."""
_ROLE_REACH: Final = 45
_OF_WHAT: Final = re.compile(r"\s+(?:(?:of|in|for|worth of)\s+)?((?:[\w’'-]+\s+){0,3}[\w’'-]+)")
_CLAUSE: Final = re.compile(r"[,;:.()]|\b(?:and|but|while|to|from|between|by|at|on|that|which|who)\b")
_DESIGNATION: Final = re.compile(r"\d.*[^\W\d_]|[^\W\d_].*\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its bounds (`low` to `high`), the words for what is counted or paid for, and its roles."""

    value: float
    low: float
    high: float
    unit: str
    money: bool
    about: frozenset[str]
    roles: frozenset[str]
    hedged: bool
    place: Place | None


@cache
def _hedges() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str]]:
    table: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for row in rows("hedges.csv"):
        if row["where"] not in table or row["meant"] not in ("about", "nearly", "least", "most"):
            raise TableError(
                f"hedges.csv: {row['words']}: where is before or after; meant about, nearly, least or most."
            )
        table[row["where"]][row["words"]] = row["meant"]
    before, after = (
        "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(table[k], key=len, reverse=True)) for k in table
    )
    return (
        re.compile(rf"\b({before})\s+(?:the\s+|a\s+)?[$€£¥]?\s*$", re.IGNORECASE),
        table["before"],
        re.compile(rf"^[\w\s]{{0,20}}?\b({after})\b", re.IGNORECASE),
        table["after"],
    )


@cache
def _roles() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    table = {row["begins"]: frozenset(row["role"].split(" or ")) for row in rows("count_roles.csv")}
    longest = sorted(table, key=lambda begins: (-len(begins), begins))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})"), table


def figures(report: Sighting, told: Told = NOTHING) -> list[Reading]:
    """The figures of a report. Without its sentence: as they are, of nothing in particular."""
    sentence = told.sentences.get(report.id)
    if sentence is None or not sentence.figures:
        return [plain(value, unit) for value, unit in report.amounts]
    return [read(figure, sentence) for figure in sentence.figures]


def plain(value: float, unit: str) -> Reading:
    low, high = _bounds(value, None, exact=not _is_money(unit))
    return Reading(value, low, high, unit, _is_money(unit), frozenset(), frozenset(), False, None)


def read(figure: Figure, sentence: Sentence) -> Reading:
    meant = _meant(figure, sentence)
    low, high = _bounds(figure.value, meant, exact=not figure.money)
    inside = sentence.text[figure.start - sentence.start : figure.end - sentence.start]
    about = content_words(inside) - content_words(figure.unit) - {"million", "billion", "trillion", "thousand", "dozen"}
    if figure.money:
        about = _paid_for(sentence.after(figure.end, 60))
    about = frozenset(w for w in about if not w.isnumeric() and w not in _number_words())
    place = (sentence.document, figure.start, figure.end)
    roles = _roles_beside(figure, sentence)
    return Reading(figure.value, low, high, figure.unit, figure.money, about, roles, meant is not None, place)


def comparable(a: Reading, b: Reading) -> bool:
    """Whether two figures count the same: one unit, no different kinds of it, nothing else that befell them."""
    if a.unit != b.unit or (a.roles and b.roles and not a.roles & b.roles):
        return False
    if ({"yearly", "monthly", "daily"} & a.roles) != ({"yearly", "monthly", "daily"} & b.roles):
        return False
    if not a.about or not b.about or a.about & b.about:
        return _designations(a) <= _designations(b) or _designations(b) <= _designations(a)
    return False


def compatible(a: Reading, b: Reading) -> bool:
    """Whether both can be right: their bounds overlap, or one is the other rounded."""
    if a.low <= b.high and b.low <= a.high:
        return True
    return _rounded(a.value, b.value) or _rounded(b.value, a.value)


def _designations(a: Reading) -> frozenset[str]:
    return frozenset(w for w in a.about if _DESIGNATION.search(w))


def _bounds(value: float, meant: str | None, *, exact: bool) -> tuple[float, float]:
    small = exact and abs(value) < 10 and value == int(value)
    slack = 0.0 if small else _ROUNDING * abs(value)
    match meant:
        case "about":
            return value - _ABOUT * abs(value), value + _ABOUT * abs(value)
        case "nearly":
            return value - _ABOUT * abs(value), value + slack
        case "least":
            return value - slack, inf
        case "most":
            return min(0.0, value), value + slack
    return value - slack, value + slack


def _rounded(coarse: float, fine: float) -> bool:
    """Whether `coarse` is `fine` rounded to as many figures as it has itself."""
    if coarse <= 0 or fine <= 0 or abs(coarse - fine) > _MOST_ROUNDED * max(coarse, fine):
        return False
    digits = f"{coarse:.6e}"
    significant = len(digits.split("e")[0].replace(".", "").rstrip("0")) or 1
    scale = 10.0 ** (floor(log10(fine)) - significant + 1)
    return abs(round(fine / scale) * scale - coarse) <= 1e-6 * coarse


def _meant(figure: Figure, sentence: Sentence) -> str | None:
    before, known_before, after, known_after = _hedges()
    if found := before.search(sentence.before(figure.start, 30)):
        return known_before[" ".join(found[1].casefold().split())]
    inside = sentence.text[figure.start - sentence.start : figure.end - sentence.start]
    if found := re.match(rf"({'|'.join(map(re.escape, sorted(known_before, key=len, reverse=True)))})\s", inside, re.I):
        return known_before[found[1].casefold()]
    if found := after.match(sentence.after(figure.end, 30)):
        return known_after[" ".join(found[1].casefold().split())]
    return None


def _paid_for(after: str) -> frozenset[str]:
    """The words for what a sum buys: those of the noun phrase that follows it."""
    found = _OF_WHAT.match(after)
    if not found:
        return frozenset()
    phrase = found[1]
    cut = _CLAUSE.search(phrase)
    return content_words(phrase[: cut.start()] if cut else phrase)


def _roles_beside(figure: Figure, sentence: Sentence) -> frozenset[str]:
    """What the nearest word with a role, in the same clause, says of those counted: what follows goes before."""
    beside = {
        1: re.split(r"[;.]|,\s", sentence.after(figure.end, _ROLE_REACH))[0],
        2: re.split(r"[;.]|,\s", sentence.before(figure.start, _ROLE_REACH))[-1],
    }
    nearest: tuple[int, frozenset[str]] | None = None
    pattern, roles = _roles()
    for side, text in beside.items():
        lowered = text.casefold()
        for found in pattern.finditer(lowered):
            away = found.start() if side == 1 else len(lowered) - found.start()
            if nearest is None or away < nearest[0]:
                nearest = away, roles[found[0]]
    return nearest[1] if nearest else frozenset()


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


@cache
def _number_words() -> frozenset[str]:
    ones = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    more = "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred several"
    return frozenset(f"{ones} {more}".split())
