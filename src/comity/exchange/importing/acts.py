"""What an event code, or a type and mode, mean."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from comity.exchange.importing.tables import rows
from comity.vocabulary import cameo, modes, types, weight
from comity.vocabulary.cameo import codes

_HOSTS: Final = "043"
"""Who hosts a visit is the source in CAMEO; in PLOVER the guest is."""
_HIGHEST_ROOT: Final = 20


class Act(NamedTuple):
    """`type` and `mode` are PLOVER's, None where it has none for the code; `score` is PLOVER's, `goldstein` that of a code
    of CAMEO. `swapped`: source and target change places. `known`: whether anything is known of the act."""

    type: str | None
    mode: str | None
    issue: str | None
    quad: int | None
    score: float | None
    goldstein: float | None
    swapped: bool
    known: bool
    flags: tuple[str, ...]


def act(code: str | None, type: str | None, mode: str | None, *, full_codes: bool) -> Act:
    """What an act is. `type` may be a PLOVER type or, in a table of one's own, a CAMEO code. `full_codes`: the data set has
    codes of three and four digits only, so that one of two has lost its zero."""
    if type is not None and code is None and re.fullmatch(r"\d+(\.0)?", type.strip()):
        code, type = type, None
    if type is not None:
        return _plover(type, mode)
    if code is None:
        return Act(None, None, None, None, None, None, False, False, ("no code",))
    return _cameo(code, full_codes=full_codes)


def _plover(type: str, mode: str | None) -> Act:
    name = type.strip().upper()
    if name not in types():
        return Act(None, None, None, None, None, None, False, False, ("unknown code",))
    found: str | None = None
    flags: tuple[str, ...] = ()
    if mode is not None:
        found = _modes().get((name, re.sub(r"[^a-z]", "", mode.lower())))
        flags = () if found else ("unknown mode",)
    return Act(name, found, None, types()[name].quad, weight(name, found), None, False, True, flags)


@cache
def _modes() -> dict[tuple[str, str], str]:
    return {(type, mode.replace("-", "")): mode for type, mode in modes()}


def _cameo(code: str, *, full_codes: bool) -> Act:
    flags: list[str] = []
    text = code.strip().removesuffix(".0")
    if text.isdecimal() and text.isascii():
        short = len(text) == 1 or (full_codes and len(text) == 2)
        lost = short or (len(text) in (2, 3) and int(text[:2]) > _HIGHEST_ROOT)
        if lost and _has_lost_its_zero(text):
            text = "0" + text
            flags.append("leading zero lost")
    try:
        found = cameo(text)
    except KeyError:
        return Act(None, None, None, None, None, None, False, False, (*flags, "unknown code"))
    if not found.listed:
        flags.append("code not in CAMEO")
    if found.type is None:
        flags.append("no PLOVER type")
    score = None if found.type is None else weight(found.type, found.mode)
    quad = found.quad if found.type is None else types()[found.type].quad
    swapped = text.startswith(_HOSTS)
    return Act(found.type, found.mode, found.issue, quad, score, found.goldstein, swapped, True, tuple(flags))


def _has_lost_its_zero(text: str) -> bool:
    """Whether a zero before it makes it a code, or one right below a code that is no root: 999 is nothing of root 09."""
    padded = "0" + text
    return padded in codes() or (len(padded) > 3 and padded[:-1] in codes())


def issue_of(contexts: str) -> str | None:
    """The issue that PLOVER's contexts, joined by ; or |, come nearest to; the narrowest of several. An issue by its own name
    stays what it is."""
    from comity.vocabulary import issues

    given = [re.sub(r"[ -]+", "_", part.strip().lower()) for part in re.split(r"[;|,]", contexts) if part.strip()]
    for name in given:
        if name in issues() and name not in _issues():
            return name
    ranked = [(list(_issues()).index(name), issue) for name in given if (issue := _issues().get(name))]
    return min(ranked)[1] if ranked else None


@cache
def _issues() -> dict[str, str]:
    return {row["context"]: row["issue"] for row in rows("contexts.csv")}
