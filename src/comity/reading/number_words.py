"""Numbers written out: 'twenty-five', 'two hundred and six thousand', 'half a million', 'a dozen'."""

from __future__ import annotations

import re
from typing import Final

ONES: Final = {
    word: n
    for n, word in enumerate(
        str.split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS: Final = {
    word: 10 * n for n, word in enumerate(str.split("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
WORDS: Final = {**ONES, **TENS, "dozen": 12}

_UNIT = "|".join(sorted(WORDS, key=len, reverse=True))
_ANY = "|".join(sorted([*WORDS, *SCALES], key=len, reverse=True))

NUMBER_PHRASE: Final = rf"(?:{_UNIT})\b(?:(?:[ -]|\ and\ )(?:{_ANY})\b)*"
"""A regular expression (no flags needed but IGNORECASE) for a cardinal that begins with a number word."""

_SPLIT = re.compile(r"[\s-]+")


def number(text: str) -> float | None:
    """The cardinal that `text` writes out ('Twenty-five', 'one hundred and six'), or None when it is not one.

    Digits are allowed as parts ('20 thousand', '2.5 million'), with commas between thousands. 'a' and 'an' count as
    one before a scale ('a million'); 'half a' halves what follows.
    """
    total, group, seen, factor = 0.0, 0.0, False, 1.0
    last_small = 0  # 1 after a word below ten, 2 after a word of the tens, 0 otherwise
    for word in _SPLIT.split(text.lower().strip()):
        if word in ("and", "a", "an", ""):
            continue
        if word == "half":
            factor = 0.5
        elif word in ONES:
            if last_small == 1 or (last_small == 2 and not 0 < ONES[word] < 10):
                return None
            group, seen, last_small = group + ONES[word], True, 1
        elif word in TENS:
            if last_small:
                return None
            group, seen, last_small = group + TENS[word], True, 2
        elif word == "dozen":
            group, seen, last_small = (group or 1) * 12, True, 0
        elif word == "hundred":
            group, seen, last_small = (group or 1) * 100, True, 0
        elif word in SCALES:
            total, group, seen, last_small = total + (group or 1) * SCALES[word], 0.0, True, 0
        else:
            try:
                group, seen, last_small = group + float(word.replace(",", "")), True, 1
            except ValueError:
                return None
    return (total + group) * factor if seen else None
