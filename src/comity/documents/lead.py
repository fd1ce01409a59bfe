"""Lines that state what a document is: byline, date of publication, a header of Key: value lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from comity.documents.extract import HEADER, Block, Facts, Stated
from comity.documents.published import WEAK_RANK, Dated, dates_in, parse_given

_NAME: Final = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Amb|Sir|Dame)\.?\s)?[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:\s(?:(?:al|den|bin|bint|de|del|della|der|di|du|el|ibn|la|le|van|von|ul|ur)[\s-]){0,2}[A-ZÀ-ÖØ-Þ][\w’'.-]*){0,4}"
_NAMES: Final = rf"{_NAME}(?:(?:,\s|\s(?:and|&|with)\s|,\sand\s){_NAME}){{0,4}}"
_BYLINE: Final = re.compile(
    rf"(?i:by|written by|reported by|story by|words by|posted by|author|authors|analysis by|commentary by)(?:\s*:)?\s+(?P<names>{_NAMES})(?P<rest>.*)\Z",
    re.DOTALL,
)
_STATED: Final = (
    # words before a date, and how good they are
    (re.compile(r"(?:first|originally|initially)\s+(?:published|posted|appeared|printed)", re.I), 10, "'first published'"),
    (re.compile(r"date\s+of\s+publication|publication\s+date|publish(?:ed|ing)\s+date|\bpublished\b|\bpublication\b|\bpub(?:\.|lished)?\s+date", re.I), 20, "'published'"),
    (re.compile(r"\b(?:posted|issued|released|filed|uploaded|submitted|dated|circulated)\b", re.I), 30, "'posted'"),
    (re.compile(r"\bdate\b", re.I), 35, "'date'"),
    (re.compile(r"\b(?:last\s+)?(?:updated?|modified|revised|edited|amended)\b", re.I), 60, "'updated'"),
)  # fmt: skip
_NOT_STATED: Final = re.compile(
    r"\b(?:accessed|retrieved|viewed|today|expires?|valid|event|born|visited|downloaded|saved)\b", re.I
)
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.I)
_TIME: Final = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?\b)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.I)
_FILLER: Final = re.compile(
    r"\b(?:at|on|the|of|and|gmt|utc|ist|est|edt|pst|pdt|pt|et|ct|mt|cst|cdt|pkt|cet|cest|eet|msk|jst|hkt|sgt|aest|bst|hrs|hours?|minutes?|mins?|days?|weeks?|months?|years?|about|am|pm|published|posted|updated|last|first|date|dated|issued|released|modified|revised|edition|issue|print|by|time|ago|min|read)\b|[\W_\d]+",
    re.I,
)
_KEY: Final = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{1,24}?)\s*[:=]\s+(?P<value>\S[^\n]{0,300})\Z")
_KEYS: Final = {
    "title": "title", "headline": "title", "outlet": "outlet", "source": "outlet", "publication": "outlet",
    "publisher": "outlet", "newspaper": "outlet", "journal": "outlet", "site": "outlet", "author": "author", "authors": "author",
    "by": "author", "byline": "author", "writer": "author", "published": "date", "date": "date", "publication date": "date",
    "date published": "date", "published on": "date", "url": "url", "link": "url", "address": "url",
    "language": "", "from": "", "to": "", "cc": "", "sent": "date", "subject": "title", "section": "", "tags": "", "keywords": "", "id": "", "copyright": "", "location": "", "place": "",
    "length": "", "word count": "", "edition": "", "page": "", "type": "", "document type": "", "country": "", "category": "",
}  # fmt: skip


def header_blocks(text: str, blocks: Sequence[Block], facts: Facts) -> list[Block]:
    """Marks a leading run of two or more `Key: value` lines as a header, and takes their values as given.

    At least one key must be title, author, outlet, date or address; an unknown key ends the run.
    """
    run: list[tuple[str, str]] = []
    for block in blocks[:12]:
        if block.hint is not None:
            break
        match = _KEY.match(text[block.start : min(block.end, block.start + 400)])
        if match is None or match["key"].strip().lower() not in _KEYS:
            break
        run.append((_KEYS[match["key"].strip().lower()], match["value"].strip()))
    if len(run) < 2 or not any(key for key, _ in run):
        return list(blocks)
    for key, value in run:
        give(facts, key, value, "the header")
    return [Block(b.start, b.end, HEADER, b.apart) if i < len(run) else b for i, b in enumerate(blocks)]


def give(facts: Facts, key: str, value: str, where: str) -> str | None:
    """Sets one of title, outlet, author, url or date as given on purpose, where it is not set yet.

    Returns a problem for people when a date is none."""
    value = value.strip().strip("\"'").strip()
    if not value:
        return None
    if key == "date":
        published = parse_given(value)
        if published is None:
            return f"{where} gives a date that is none: {value[:40]!r}"
        facts.dates.append(Stated(published, "given", len(facts.dates), where))
    elif key in ("title", "outlet", "author", "url") and getattr(facts, key) is None:
        setattr(facts, key, value[:500])
        facts.given.add(key)
    return None


@dataclass(frozen=True, slots=True)
class Byline:
    author: str
    outlet: str | None


def byline_rule(line: str) -> Byline | None:
    """'By X', 'Written by X and Y | Outlet | date': the names, and the outlet where it stands between bars."""
    line = line.strip(" *_\n\t")
    if len(line) > 250:
        return None
    match = _BYLINE.match(line)
    if match is None:
        return None
    names, rest = match["names"].rstrip(" ,.-"), match["rest"]
    if len(names) < 4 or " " not in names or _is_date(names):
        return None
    if rest.strip() and not re.match(
        r"\s*(?:[,|/·•–—(-]|\d|on\s|in\s|for\s|at\s|@|\n|updated|published|posted)", rest, re.I
    ):
        return None
    if re.search(r"[a-z]{3,}[.!?]\s*\Z", rest) and len(rest.split()) > 8:
        return None
    parts = [part.strip() for part in re.split(r"\s*[|•·]\s*", rest) if part.strip()]
    outlets = [p for p in parts if not _is_date(p) and len(p) <= 60 and p[0].isupper() and "|" in rest]
    return Byline(names, outlets[0] if outlets else None)


def _is_date(text: str) -> bool:
    return next(dates_in(text), None) is not None or _WEEKDAY.fullmatch(text.strip()) is not None


def stated_date_rule(line: str) -> tuple[Dated, int, str] | None:
    """The date that a short line states as the day of publication, its rank and the words that say so."""
    if len(line) > 250 or len(line.split()) > 24 or _NOT_STATED.search(line):
        return None
    for pattern, rank, where in _STATED:
        for cue in pattern.finditer(line):
            between = 40
            for dated in dates_in(line):
                if 0 <= dated.start - cue.end() <= between:
                    return dated, rank, where
    return None


def date_line_rule(line: str) -> Dated | None:
    """A line that is a date, with or without weekday and time of day, and nothing else."""
    if len(line) > 120:
        return None
    found = next(dates_in(line), None)
    if found is None or found.published.days > 62:
        return None
    return found if words_besides(line, found) == 0 else None


@dataclass(frozen=True, slots=True)
class Signature:
    """A line under a title: who, for whom, when."""

    author: str | None
    outlet: str | None
    dated: Dated


def signature_rule(line: str) -> Signature | None:
    """'Name | Outlet | 3 March 2015', 'Name, Institute of Z, 3 March 2015', 'Outlet | 3 March 2015': parts between bars
    or commas, the last a date, nothing else."""
    if len(line) > 160 or len(line.split()) > 18:
        return None
    found = next(dates_in(line), None)
    if found is None or found.published.days > 62:
        return None
    before = _WEEKDAY.sub("", line[: found.start]).strip()
    after = _FILLER.sub("", _TIME.sub("", line[found.end :]))
    names = before.rstrip(" ,|•·–—(")
    if after or not names or before == names:
        return None
    barred = re.search(r"[|•·]", before) is not None
    parts = [part.strip() for part in re.split(r"\s*[|•·]\s*" if barred else r",\s+", names) if part.strip()]
    author = next((p for p in parts if _PERSON.fullmatch(p) and not is_outlet(p)), None)
    others = [p for p in parts if p != author and p[0].isupper() and len(p.split()) <= 8]
    outlet = next((p for p in others if is_outlet(p)), others[0] if barred and others else None)
    if len(parts) > 4 or (author is None and outlet is None) or (not barred and author is None):
        return None
    return Signature(author, outlet, found)


_PERSON: Final = re.compile(rf"{_NAME.replace('{0,4}', '{1,3}')}")


def is_outlet(name: str) -> bool:
    """Whether a short name is like those of newspapers, journals, agencies and institutes: it ends with a word of theirs
    ('Lake Post'), has one before of, for or on ('Institute of River Studies'), or begins with Daily, Radio or Voice."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    if not 2 <= len(words) <= 8 or not words[0][0].isupper():
        return False
    known = [i for i, word in enumerate(words) if word[0].isupper() and word.lower() in _outlet_words()]
    before = {"of", "for", "on", "in"}
    return any(i == len(words) - 1 or words[i + 1].lower() in before for i in known) or (
        words[0].lower() in ("daily", "radio", "voice")
    )


def outlet_line_rule(line: str) -> bool:
    """A line that is the name of an outlet and nothing else: 'THE LAKE HERALD', 'Institute of River Studies'."""
    words = line.split()
    if not 2 <= len(words) <= 7 or not is_outlet(line) or re.search(r"[.!?:;|,\"“]", line):
        return False
    small = {"of", "for", "and", "on", "the", "in", "&", "de"}
    return all(word[0].isupper() or word in small for word in words)


def person_rule(line: str) -> str | None:
    """A line that is the name of a person and nothing else: two or three capitalised words, no outlet."""
    name = line.strip()
    if not 2 <= len(name.split()) <= 4 or name.isupper() or is_outlet(name) or not _PERSON.fullmatch(name):
        return None
    return name


def name_beside_date_rule(line: str) -> str | None:
    """'Sita Gurung Published May 12, 2021', 'Posted on May 12, 2021 by Sita Gurung': the name in a short line that
    states a date."""
    if len(line) > 160:
        return None
    before = re.match(r"(.{4,60}?)[\s|,·•–-]+(?:first\s+)?(?:published|updated|posted)\b", line, re.I)
    after = re.search(rf"\b[Bb]y:?\s+({_NAME})", line)
    return (person_rule(before[1]) if before else None) or (person_rule(after[1]) if after else None)


@cache
def _outlet_words() -> frozenset[str]:
    source = resources.files("comity.documents").joinpath("data/outlet_words.csv").read_text("utf-8")
    return frozenset(line.strip() for line in source.splitlines()[1:] if not line.startswith("#")) - {"word"}


_DATELINE: Final = re.compile(
    r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .’'-]{2,40}(?:,\s*[A-Z][A-Za-z. ]{1,30})?)[,:]?\s*(?:\([^)]{2,30}\)\s*)?(?P<date>[^–—:(]{0,40}?)\s*(?:\((?P<agency>[A-Z][\w. /-]{1,30})\))?\s*(?:[–—:]|--?)\s"
)


def dateline_rule(line: str) -> tuple[Dated, str | None] | None:
    """'TASHKENT, 3 March 2015 (Agency) - The ...' at the head of a paragraph: its date, and the agency."""
    match = _DATELINE.match(line[:160])
    if match is None:
        return None
    found = next(dates_in(match["date"]), None)
    return (found, match["agency"]) if found and found.published.days == 1 else None


def words_besides(line: str, found: Dated) -> int:
    """How many words a line has besides a date, a time of day and the words that go with these."""
    rest = line[: found.start] + " " + line[found.end :]
    return len(_FILLER.sub(" ", _TIME.sub(" ", _WEEKDAY.sub(" ", rest))).split())


def weak(dated: Dated, where: str) -> Stated:
    return Stated(dated.published, "text", WEAK_RANK, where)


def has_weekday(line: str) -> bool:
    return _WEEKDAY.search(line) is not None
