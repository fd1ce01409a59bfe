"""Amounts: money, shares, measures and counted things.

A number is an amount only with what it is an amount of; identifiers (S-400, Resolution 242, G-20), scores, dates, ages
and lengths of time are none. A range ("10-15 million euros") gives two amounts, its two ends. "Dozens of tanks" gives
none: no number is named.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from comity.errors import TableError
from comity.reading.dates.lexicon import not_dates
from comity.reading.dates.tense import is_parsed
from comity.reading.model import Amount
from comity.reading.number_words import NUMBER_PHRASE, number

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.context import Paragraph

_SCALES: Final = {
    "hundred": 100, "thousand": 1000, "k": 1000, "lakh": 10**5, "lakhs": 10**5, "million": 10**6, "mn": 10**6, "mln": 10**6,
    "m": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9, "bn": 10**9, "b": 10**9, "lakh crore": 10**12,
    "trillion": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
_SHORT: Final = {"m", "b", "k"}
_PEOPLE: Final = {"troop": "troops", "person": "people", "personnel": "personnel", "force": "forces"}
_CASUALTIES: Final = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|wound(?:ed|ing|s)?|injur(?:ed|ing|es)|execut(?:ed|ing)|detain(?:ed|ing)|arrest(?:ed|ing)|"
    r"captur(?:ed|ing))\s+(?:(?:at least|some|about|around|nearly|almost|over|more than|up to)\s+)?$",
    re.IGNORECASE,
)
_FATE: Final = re.compile(
    r"\s+(?:(?:others|more)\b|(?:(?:others|more|were|are|was|have been|had been)\s+)*(?:dead|killed|wounded|injured|detained|arrested|missing)\b)"
)
_RUPEES: Final = {
    "INR": ("india", "indian", "delhi", "mumbai"),
    "PKR": ("pakistan", "pakistani", "islamabad", "karachi", "lahore"),
}


@dataclass(frozen=True, slots=True)
class _Lexicon:
    currencies: dict[str, dict[str, str]]  # word -> qualifier -> unit
    measures: dict[str, str]
    uncounted: frozenset[str]
    pattern: re.Pattern[str]


def _table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    text = (resources.files("comity.reading") / "data" / name).read_text(encoding="utf-8")
    reader = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    rows = list(reader)
    if tuple(reader.fieldnames or ()) != columns:
        raise TableError(f"{name} has the columns {reader.fieldnames}, not {', '.join(columns)}.")
    return rows


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=len, reverse=True))


@cache
def _lexicon() -> _Lexicon:
    currencies: dict[str, dict[str, str]] = {}
    for row in _table("currencies.csv", ("word", "qualifier", "unit")):
        currencies.setdefault(row["word"], {})[row["qualifier"]] = row["unit"]
    measures = {row["word"]: row["unit"] for row in _table("measures.csv", ("word", "unit"))}
    uncounted = frozenset(row["word"] for row in _table("not_counted.csv", ("word",)))
    signs = [
        w
        for w in currencies
        if not w.isalpha() or (len(w) == 3 and currencies[w].get("") == ("CNY" if w == "rmb" else w.upper()))
    ]
    names = [w for w in currencies if w.isalpha() and w != "rs"]
    qualifiers = [q for by in currencies.values() for q in by if q]
    digits = r"\d{1,3}(?:,\d{2,3}){1,6}(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?"
    words = (
        rf"(?:half\s+an?|an?(?=[\s-](?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b)|{NUMBER_PHRASE})"
    )
    scale = (
        r"(?:lakh\s+crore|hundred|thousand|lakhs?|crores?|million|mln|mn|billion|bn|trillion|trn|tn|dozen)\b|[mbk]\b"
    )
    sign = rf"(?:{_alternatives([*signs, 'rs', 'rs.'])})"
    value = rf"(?:{digits}|\b{words}\b)"
    pattern = re.compile(
        rf"""
        (?:(?P<between>\bbetween\s+))?
        (?<![\w.,/+:\#$-])(?:(?P<sign>{sign})\s?)?
        (?P<a>{value})(?:[\s-]?(?P<a_scale>{scale}))?
        (?:(?P<join>\s?[-–]\s?|\s+(?(between)and|to)\s+)(?:{sign}\s?)?(?P<b>{value})(?:[\s-]?(?P<b_scale>{scale}))?)?
        (?![\w/+:]|[.,]\d|%%)
        (?:(?P<gap>\s?-?\s?)(?:(?P<measure>(?:{_alternatives(list(measures))})(?![\w]))
            |(?:(?:(?:worth\s)?(?:of\s)?)(?P<qualifier>(?:{_alternatives(qualifiers)})\s+)?)(?P<currency>(?:{_alternatives(names)})s?)(?!\w)))?
        """,
        re.VERBOSE | re.IGNORECASE,
    )
    return _Lexicon(currencies, measures, uncounted, pattern)


def find_amounts(paragraphs: Sequence[Paragraph]) -> list[Amount]:
    """The amounts of a document in order of place. Spans are characters of the document's text.

    `unit` is an ISO 4217 code; a plain word where the text leaves the currency open ("rupee"); "percent"; a measure
    ("km", "MW"); or the lemma of the counted noun ("helicopter", "troops"). Values are in that unit, scales worked in:
    'Rs 500 crore' is 5,000,000,000.
    """
    return [amount for paragraph in paragraphs for amount in _of_paragraph(paragraph)]


def measured_in(text: str) -> list[Amount]:
    """Sums of money, shares and measures in a text that was not parsed; counted things are left out. Spans are characters of `text`."""
    return list(_of_text(text, None))


def _of_paragraph(paragraph: Paragraph) -> Iterator[Amount]:
    for amount in _of_text(paragraph.text, paragraph.doc):
        yield Amount(paragraph.start + amount.start, paragraph.start + amount.end, amount.value, amount.unit)


def _of_text(text: str, doc: Doc | None) -> Iterator[Amount]:
    lexicon = _lexicon()
    at = 0
    while (m := lexicon.pattern.search(text, at)) is not None:
        at = max(m.end(), m.start() + 1)
        if _is_identifier(text, m):
            at = m.end("a")
            continue
        found = list(_read(doc, m, lexicon))
        if m["b"] is not None and not found:
            at = m.end("a")  # no range after all: the second number is looked at by itself
        for amount in found:
            at = max(at, amount.end) if m["b"] is None or amount.end > m.end("a") else at
            yield amount


def _read(doc: Doc | None, m: re.Match[str], lexicon: _Lexicon) -> Iterator[Amount]:
    if m["b"] is None:
        yield from _single(doc, m, lexicon)
        return
    unit, end = _unit(doc, m, "b", m.end(), lexicon)
    if unit is None:
        return
    low, high = _value(m["a"], m["a_scale"] or m["b_scale"]), _value(m["b"], m["b_scale"])
    if low is None or high is None or (low > high and m["a_scale"] is None):
        return
    yield Amount(_start(m), m.end("a_scale") if m["a_scale"] else m.end("a"), low, unit)
    yield Amount(m.start("b"), end, high, unit)


def _single(doc: Doc | None, m: re.Match[str], lexicon: _Lexicon) -> Iterator[Amount]:
    value = _value(m["a"], m["a_scale"])
    unit, end = _unit(doc, m, "a", m.end(), lexicon)
    if value is not None and unit is not None:
        yield Amount(_start(m), end, value, unit)


def _start(m: re.Match[str]) -> int:
    return m.start("sign") if m["sign"] else m.start("a")


def _value(digits: str, scale: str | None) -> float | None:
    if digits[0].isdigit():
        base = Decimal(digits.replace(",", ""))
    else:
        word = digits.lower()
        known = 0.5 if word.startswith("half") else 1.0 if word in ("a", "an") else number(word)
        if known is None:
            return None
        base = Decimal(str(known))
    if scale is None:
        return float(base)
    name = re.sub(r"\s+", " ", scale.lower())
    return float(base * (12 if name == "dozen" else _SCALES[name]))


def _unit(doc: Doc | None, m: re.Match[str], which: str, end: int, lexicon: _Lexicon) -> tuple[str | None, int]:
    """(unit, where the amount ends). No unit: no amount."""
    scale = (m[f"{which}_scale"] or "").lower()
    whole = end == m.end()
    if m["sign"]:
        sign = m["sign"].lower()
        unit = lexicon.currencies.get(sign, {}).get("")
        stop = m.end(f"{which}_scale") if scale else m.end(which)
        if whole and m["currency"] and _currency(m.string, m, lexicon) == unit:
            stop = m.end()
        return (_rupee(m.string) if unit == "rupee" else unit), stop
    if whole and m["measure"]:
        word = re.sub(r"\s+", " ", m["measure"].lower())
        return (None if scale in _SHORT else lexicon.measures[word]), m.end()
    if whole and m["currency"]:
        return _currency(m.string, m, lexicon), m.end()
    if scale in _SHORT and m.string[m.end(which)] == " ":
        return None, end
    stop = m.end(f"{which}_scale") if scale else m.end(which)
    return _counted(doc, m, which, stop, lexicon)


def _currency(text: str, m: re.Match[str], lexicon: _Lexicon) -> str | None:
    word = m["currency"].lower()
    by = lexicon.currencies.get(word) or lexicon.currencies.get(word.removesuffix("s")) or {}
    qualifier = (m["qualifier"] or "").strip().lower()
    unit = by.get(qualifier) or by.get("")
    if unit == "rupee":
        return _rupee(text)
    if unit is None and word == "won" and re.search("illion|thousand", m[0]):
        return "KRW"
    return unit


def _rupee(text: str) -> str:
    """Whose rupees: the country's that the passage names, where it names only one that has them."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    named = [unit for unit, names in _RUPEES.items() if words & set(names)]
    return named[0] if len(named) == 1 else "rupee"


_BEFORE_IDENTIFIER: Final = re.compile(
    r"(?:(?:^|[\s(])[A-Z]{1,3}\s|\bNos?\.?\s|\b(?:Group|Gang|P)\s?of\s|\d\s?[+/]\s?|[A-Za-z]-)$"
)
_CUE: Final = re.compile(r"([A-Za-z]+)\.?\s+$")


def _is_identifier(text: str, m: re.Match[str]) -> bool:
    """'S 400', 'Article 370', 'Group of Seven', '5+1'"""
    if m["sign"]:
        return False
    before = text[max(0, _start(m) - 24) : _start(m)]
    if _BEFORE_IDENTIFIER.search(before) and not re.search(r"\b(?:US|UN|EU|UK|A|I|UAE)\s$", before):
        return True
    cue = _CUE.search(before)
    if cue is not None and cue[1].lower() in not_dates()[0] and cue[1][0].isupper() and not m["measure"]:
        return True
    after = text[m.end("b") if m["b"] else m.end("a") :][:2]
    return after[:1] in ("+", "/", ":") or (after[:1] == "-" and text[m.end("a") :][1:2].isupper())


def _counted(doc: Doc | None, m: re.Match[str], which: str, stop: int, lexicon: _Lexicon) -> tuple[str | None, int]:
    """The noun that the number counts, and where it ends; people for '40 were killed'."""
    text = m.string
    if doc is None:
        return None, stop
    if text[stop : stop + 1] in ("-", "–", "%"):
        return ("people", stop + 7) if text[stop : stop + 7].lower() == "-strong" else (None, stop)
    fate = _FATE.match(text, stop)
    if fate is not None and not _looks_like_year(m[which], None) and m[which].lower() != "one":
        return "people", stop
    head = _noun_after(doc, m.start(which), stop)
    if head is not None:
        lemma = head.lemma_.lower() if head.lemma_ else head.lower_
        if lemma in lexicon.uncounted or head.lower_ in lexicon.uncounted:
            return None, stop
        if _looks_like_year(m[which], m[f"{which}_scale"]) and head.lower_ not in not_dates()[1]:
            return None, stop
        if m[which].lower() == "one" and not m[f"{which}_scale"]:
            return None, stop
        return _PEOPLE.get(lemma, lemma), head.idx + len(head.text)
    if m[which].lower() == "one" or _looks_like_year(m[which], None):
        return None, stop
    if _CASUALTIES.search(text, max(0, _start(m) - 48), _start(m)):
        return "people", stop
    return None, stop


def _looks_like_year(digits: str, scale: str | None) -> bool:
    return scale is None and len(digits) == 4 and digits.isdigit() and 1800 <= int(digits) <= 2100


def _noun_after(doc: Doc, start: int, stop: int) -> Token | None:
    """The noun that a number at characters [start, stop) modifies: by the parse, else the next plural noun close by."""
    span = doc.char_span(start, stop, alignment_mode="expand")
    if span is None or not len(span):
        return None
    last = span[-1]
    if is_parsed(doc):
        following = doc[last.i + 1] if last.i + 1 < len(doc) else None
        if following is not None and following.lower_ in not_dates()[1] and following.tag_ in ("NNS", "NN"):
            return following
        if last.ent_type_ in ("DATE", "TIME", "ORDINAL"):
            return None
        head = last.head
        while head != last and head.pos_ == "NUM" and head.head != head:
            head = head.head
        if (
            last.dep_ in ("nummod", "compound", "quantmod")
            and head.i > last.i
            and head.i - last.i <= 5
            and head.tag_ in ("NNS", "NN")
        ):
            if any(t.tag_ in ("CC", "CD", "IN") for t in doc[last.i + 1 : head.i]):
                return None
            return head if head.tag_ == "NNS" or head.lower_ in ("aircraft", "personnel", "police") else None
    tagged = bool(last.tag)
    for token in doc[last.i + 1 : last.i + 5]:
        if tagged:
            if token.tag_ == "NNS" or token.lower_ in ("people", "aircraft", "personnel", "police"):
                return token
            if token.tag_ not in ("JJ", "NN", "NNP", "VBN", "VBG", "HYPH", "RB", "JJR"):
                return None
        else:
            if not token.text.isalpha():
                return None
            if len(token.text) > 3 and token.text.endswith("s") and token.text.islower():
                return token
            if token.lower_ in ("people", "men", "women", "children", "aircraft", "personnel", "police"):
                return token
    return None
