"""Text -> lexemes, and the string of their kinds that the grammar's patterns run over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from comity.reading.dates.lexicon import CODE, MONTHS, ORDINALS, SHORT_MONTHS, SHORT_WEEKDAYS, WORDS, not_dates
from comity.reading.number_words import NUMBER_PHRASE, number
from comity.reading.number_words import WORDS as NUMBER_WORDS

_LEX: Final = re.compile(
    r"""(?<!\s)\s*+(?:
      (?P<word>[^\W\d_]++)(?!-?\d)
    | (?P<ISO>\d{4}-\d\d-\d\d(?!\d|-\d))
    | (?P<NUMERIC>\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/]|[-.]\d))
    | (?P<YEARS>[12]\d{3}[-–/](?:[12]\d{3}|\d\d)(?![\d/%]|[-–.,]\d))
    | (?P<DECADE>(?:1\d|20)\d0'?s\b|'?[2-9]0'?s\b)
    | (?P<ORD>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<DAYS>(?:0?[1-9]|[12]\d|3[01])\s?[-–]\s?(?:0?[1-9]|[12]\d|3[01])\b(?![-–:/.,]\d|\s?%))
    | (?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
    | (?P<QNAME>Q[1-4]\b|[1-4]Q\b)
    | (?P<HNAME>H[12]\b|[12]H\b)
    | (?P<FYNAME>FY'?(?:\d{4}|\d\d)\b)
    | (?P<SHORTYEAR>'\d\d\b(?!\s?[ap]\.?m))
    | (?P<NONUMBER>
          [$€£₹¥\#]\s?\d[\d.,]{0,24}
        | (?!(?:mid|pre|post|early|late|since|non|ex|until|pro|anti)-\d)[A-Za-z]+-?\d[\w-]*
        | \d{13,}[\d.,]*
        | \d+(?:\.\d+){2,}
        | \d[\d.,/]{0,24}\s?%
        | \d+[-:]\d+[-:\d]*
        | \d+(?!\s?[ap]\.?m\b)[A-Za-z]\w*
        | \d+/\d+(?:/\d+)*
      )
    | (?P<NUM>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,12})?|\d{0,12}\.\d{1,12}|\d{1,12})
    | (?P<broken>[^\W\d_]+)
    | (?P<POSS>'s\b)
    | (?P<mark>\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What begins with a word and runs beyond it: looked for at words that may open it.
_LONGER: Final = re.compile(
    rf"""
      (?P<ORD>(?:twenty|thirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)
    | (?P<AMPM>[ap]\.m\.)
    | (?P<ERA>A\.D\.|B\.C\.(?:E\.)?)
    | (?P<FYNAME>FY\s'?(?:\d{{4}}|\d\d)\b)
    | (?P<SHORTMONTH>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)
    | (?P<SHORTWEEKDAY>(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)(?:\.|\b(?=,?\s\d|,?\s(?:Jan|Feb|Mar|Apr|May|Ju|Aug|Sep|Oct|Nov|Dec))))
    | (?P<NUMWORD>(?:half\ an?\b|{NUMBER_PHRASE})(?:\ and\ a\ half\b)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENERS: Final = frozenset({*NUMBER_WORDS, *SHORT_MONTHS, *SHORT_WEEKDAYS, "half", "a", "p", "b", "fy"})
_MARKS: Final = {",": "COMMA", "-": "HYPHEN", "–": "DASH", "—": "DASH", "(": "OPEN", ")": "CLOSE", ".": "STOP",
                 ";": "STOP", ":": "STOP", "!": "STOP", "?": "STOP", "'": "POSS"}  # fmt: skip
_ORDINAL_TENS: Final = {"twenty": 20, "thirty": 30}

Value = int | float | str | None


@dataclass(frozen=True, slots=True)
class Lexemes:
    """The lexemes of one text: `kinds` has one character for each, the lists run parallel to it."""

    text: str
    kinds: str
    starts: list[int]
    ends: list[int]
    values: list[Value]

    def word(self, i: int) -> str:
        """The i-th lexeme in lower case; "" outside the text."""
        return self.text[self.starts[i] : self.ends[i]].lower() if 0 <= i < len(self.kinds) else ""

    def kind_is(self, i: int, *kinds: str) -> bool:
        return 0 <= i < len(self.kinds) and self.kinds[i] in {CODE[k] for k in kinds}

    def glued(self, i: int) -> bool:
        """Whether the i-th lexeme begins where the one before it ends."""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]


def lex(text: str) -> Lexemes:
    """Cuts a text into lexemes. White space is left out."""
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    words, code, other = WORDS, CODE, CODE["OTHER"]
    identifiers = not_dates()[0]
    previous = ""
    reached = 0
    for m in _LEX.finditer(text):
        group = m.lastgroup
        if group is None:
            continue
        start, end = m.span(group)
        if start < reached:
            continue
        value: Value = None
        token = m[group]
        longer = None
        if group == "word" or group == "broken":
            lower = token.lower()
            if lower in _OPENERS:
                longer = _LONGER.match(text, start)
        if longer is not None and longer.lastgroup is not None:
            group, token = longer.lastgroup, longer[0]
            end = reached = longer.end()
        elif group == "word" or group == "broken":
            known = words.get(lower)
            if known is not None:
                kind, value = code[known.kind], known.value
                if known.kind == "WEEKDAY" and token[0].islower():
                    kind = other
            elif token in MONTHS or (token.isupper() and token.title() in MONTHS):
                kind, value = code["MONTH"], MONTHS[token.title()]
            else:
                kind = other
            previous = lower
            kinds.append(kind)
            starts.append(start)
            ends.append(end)
            values.append(value)
            continue
        kind_name, value = _special(group, token)
        if previous in identifiers and kind_name in ("NUM", "DAYNUM", "YEAR", "YEARS", "NUMWORD"):
            kind_name = "NONUMBER"
        if token != ".":
            previous = ""
        kinds.append(code[kind_name])
        starts.append(start)
        ends.append(end)
        values.append(value)
    return Lexemes(text, "".join(kinds), starts, ends, values)


def _special(group: str, token: str) -> tuple[str, Value]:
    """Kind and value of a lexeme that is not a plain word."""
    match group:
        case "NUM":
            if "," in token or "." in token:
                return "NUM", float(token.replace(",", ""))
            value = int(token)
            if len(token) <= 2 and 1 <= value <= 31:
                return "DAYNUM", value
            return ("YEAR" if len(token) == 4 and 1000 <= value <= 2199 else "NUM"), value
        case "NUMWORD":
            return "NUMWORD", _number_word(token)
        case "ORD":
            tens, _, ones = token.lower().partition("-")
            value = _ORDINAL_TENS[tens] + ORDINALS[ones] if ones else int(token[:-2])
            return ("ORD" if 1 <= value <= 99 else "OTHER"), value
        case "SHORTMONTH":
            if not token[0].isupper():
                return "OTHER", None
            return "SHORTMONTH", SHORT_MONTHS[token.rstrip(".").lower()]
        case "SHORTWEEKDAY":
            if not token[0].isupper():
                return "OTHER", None
            return "SHORTWEEKDAY", SHORT_WEEKDAYS[token.rstrip(".").lower()]
        case "DECADE":
            return "DECADE", int(re.sub(r"\D", "", token))
        case "mark":
            return _MARKS.get(token, "OTHER"), token
        case "QNAME" | "HNAME":
            return (group, int(re.sub(r"\D", "", token))) if token.isupper() else ("OTHER", None)
        case "FYNAME":
            return group, int(re.sub(r"\D", "", token))
        case "ERA" | "AMPM":
            return group, token.lower().replace(".", "")
    return group, token


def _number_word(token: str) -> float | None:
    lower = token.lower()
    extra = 0.0
    if lower.endswith(" and a half"):
        lower, extra = lower[: -len(" and a half")], 0.5
    value = 0.5 if lower in ("half a", "half an") else number(lower)
    return None if value is None else value + extra
