"""What sentences say of a thing in figures and names: sums, shares, length, capacity, numbers, its route, other names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from comity.reading.amounts import measured_in
from comity.reading.model import Amount
from comity.reading.number_words import NUMBER_PHRASE, number
from comity.record.things.naming.lexicon import squeezed
from comity.record.things.naming.page import Named
from comity.record.things.naming.sentence import Sentence, Telling
from comity.record.things.naming.titles import name_before, place_after

_CURRENCY: Final = re.compile(r"[A-Z]{3}\Z|rupee\Z")
_COST: Final = re.compile(
    r"\b(?:cost(?:s|ing|ed)?|worth|valued|price[ds]?|price tag|invest(?:s|ed|ing|ment|ments)?|fund(?:s|ed|ing)?|loans?|lend|lent|financ(?:e|es|ed|ing)|"
    r"budget(?:ed)?|estimated|credits?|grants?|provid(?:e|ed|es|ing)|pay|paid|spend|spent)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"\b(?:shares?|stakes?|equity|shareholding|shareholders?|owns?|owned|holds?|held|ownership|finance[ds]?|financing|fund(?:s|ed|ing)?|contribut\w+|"
    r"cover(?:s|ed)?|pay|paid)\b",
    re.IGNORECASE,
)
_NO_SHARE: Final = re.compile(
    r"\b(?:complete[d]?|finished|done|ready|interest|growth|tariffs?|tax(?:es)?|inflation|rate)\b", re.IGNORECASE
)
_HELD_BY: Final = re.compile(
    r"[\s,]*(?:(?:shares?|stakes?|equity|of|in|it|the|is|was|are|were|being|owned|held|financed|funded|will|be|belongs?|project)[\s,]+)*(?:by|for|to|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_PARTING: Final = re.compile(
    r"[,;]|\b(?:while|and|but|from|as|by|when|after|before|although|than|since)\b", re.IGNORECASE
)
_CAPACITY: Final = re.compile(
    r"\b(?:capacity|capable|carry|carries|transport\w*|pump\w*|produc\w+|generat\w+|handl\w+|deliver\w*|supply|supplies|suppl\w+|"
    r"annual(?:ly)?|per (?:year|day|annum|hour)|a (?:year|day)|each year|every year|throughput|output)\b",
    re.IGNORECASE,
)
_LENGTHS: Final = frozenset({"km", "mile", "metre"})
_CAPACITIES: Final = frozenset({
    "MW", "GW", "kW", "kWh", "MWh", "GWh", "TWh", "billion cubic metres", "billion cubic feet", "cubic metre", "cubic foot", "barrel per day", "barrel",
    "tonne", "ton", "cubic km", "TEU",
})  # fmt: skip
_LONG: Final = frozenset({"pipeline", "rail", "road", "canal", "bridge", "tunnel", "grid", "corridor", "any", "known"})
_ELSEWHERE: Final = re.compile(
    r"\s*(?:away|off|north|south|east|west|from|of|inside|outside|deep|wide|apart|upstream|downstream|range|tall|high|thick|above|below)\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}|{NUMBER_PHRASE}|(?:a|two|three|four|five)\s+dozen)\s+"
    r"(?:(?:new|more|additional|second-hand|used|advanced|modern|upgraded|further|Russian|American|Chinese|French|British|Soviet|German|Turkish|Israeli|"
    r"Russian-made|US-made|American-made|Chinese-made|Soviet-made|attack|combat|fighter|multirole|multi-role|transport)\s+){0,2}$",
    re.IGNORECASE,
)  # fmt: skip
_MEN: Final = re.compile(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{NUMBER_PHRASE})\s+(?:[a-z]+\s+)?(?P<what>troops|soldiers|personnel|servicemen|warships|ships|vessels|aircraft|tanks|marines|commandos)\b",
    re.IGNORECASE,
)
_ENDS: Final = {"from": ("to",), "between": ("and",), "linking": ("to", "with", "and"), "connecting": ("to", "with", "and"),
    "links": ("to", "with", "and"), "connects": ("to", "with", "and"), "link": ("to", "with", "and"), "connect": ("to", "with", "and")}  # fmt: skip
_RUNNING: Final = frozenset({
    "that", "which", "will", "would", "to", "is", "was", "be", "run", "runs", "running", "ran", "stretching", "stretches", "extending", "extends", "project",
    "line", "going", "goes", "meant", "designed", "intended", "planned", "laid", "built", "all", "the", "way", "system", "route", "gas", "oil",
})  # fmt: skip
_WAY: Final = 9
_CLOSE: Final = 30


def facts(sentence: Sentence, aliases: Sequence[Named]) -> Iterator[Telling]:
    """Figures and names told of the things that a sentence names."""
    things = [n for n in sentence.named if n.kind != "organisation"]
    for alias in aliases:
        yield _fact(sentence, alias, "name", (alias.start, alias.end), alias.name, rule=f"{alias.says}-name-rule")
    if not things:
        return
    yield from _counts(sentence, things)
    alone = len({n.means for n in things}) == 1
    for amount in measured_in(sentence.text()):
        start, end = sentence.start + amount.start, sentence.start + amount.end
        named = min(things, key=lambda n: (max(n.start - end, start - n.end), n.start))
        close = 0 <= named.start - end <= _CLOSE and not _PARTING.search(sentence.page.text[end : named.start])
        if any(n.start < end and start < n.end for n in things) or not (alone or close):
            continue
        yield from _measured(sentence, named, amount, start, end, close)
    for named in things:
        if named.kind == "project":
            yield from _route(sentence, named)


def _measured(sentence: Sentence, named: Named, amount: Amount, start: int, end: int, close: bool) -> Iterator[Telling]:
    text, unit = sentence.text(), amount.unit or ""
    value = squeezed(sentence.page.text[start:end])
    around = sentence.page.text[max(sentence.start, start - 70) : min(sentence.end, end + 50)]
    if _CURRENCY.match(unit):
        if close or (_COST.search(around) and named.kind in ("project", "weapon", "treaty", "other")):
            yield _fact(sentence, named, "sum", (start, end), value, rule="sum-rule", number=amount.value, unit=unit)
    elif unit == "percent":
        if named.kind in ("project", "other") and _SHARE.search(around) and not _NO_SHARE.search(around):
            yield _fact(
                sentence,
                named,
                "share",
                (start, end),
                value,
                actor=_owner(sentence, start, end),
                rule="share-rule",
                number=amount.value,
                unit=unit,
            )
    elif unit in _LENGTHS:
        if named.kind == "project" and named.family in _LONG and not _ELSEWHERE.match(sentence.page.text, end):
            yield _fact(
                sentence, named, "length", (start, end), value, rule="length-rule", number=amount.value, unit=unit
            )
    elif unit in _CAPACITIES and named.kind == "project" and (_CAPACITY.search(text) or close):
        yield _fact(
            sentence, named, "capacity", (start, end), value, rule="capacity-rule", number=amount.value, unit=unit
        )


def _owner(sentence: Sentence, start: int, end: int) -> str | None:
    """Whose share it is: the actor named nearest before it ("Norland holds 51 percent"), or behind "by" and "for"."""
    text = sentence.page.text
    usable = [m for m in sentence.mentions if m.actor and m.kind != "place"]
    for m in usable:
        gap = text[end : m.start]
        for n in reversed(sentence.named):
            if end <= n.start and n.end <= m.start:
                gap = gap[: n.start - end] + gap[n.end - end :]
        if m.start >= end and _HELD_BY.fullmatch(gap):
            return m.actor
    before = [m for m in usable if m.end <= start and not any(n.start <= m.start < n.end for n in sentence.named)]
    return before[-1].actor if before else None


def _counts(sentence: Sentence, things: Sequence[Named]) -> Iterator[Telling]:
    """count_rule: 'four Mi-35 helicopters'; '200 troops' of an exercise."""
    text = sentence.page.text
    for named in things:
        if named.kind != "weapon":
            continue
        match = _BEFORE.search(text, max(sentence.start, named.start - 60), named.start)
        count = None if match is None else _number(match["number"])
        if match is not None and count is not None and not (1900 <= count <= 2100 and len(match["number"]) == 4):
            yield _fact(
                sentence,
                named,
                "count",
                match.span("number"),
                squeezed(text[match.start("number") : named.end]),
                number=count,
                rule="count-rule",
            )
    exercises = {n.means: n for n in things if n.kind == "exercise"}
    if len(exercises) != 1:
        return
    named = next(iter(exercises.values()))
    for match in _MEN.finditer(text, sentence.start, sentence.end):
        count = _number(match["number"])
        if count is not None:
            yield _fact(
                sentence,
                named,
                "count",
                match.span(),
                squeezed(match[0]),
                number=count,
                unit=match["what"].lower(),
                rule="count-rule",
            )


def _number(written: str) -> float | None:
    low = squeezed(written).lower()
    if low[0].isdigit():
        return float(low.replace(",", ""))
    if low.endswith("dozen"):
        first = number(low.removesuffix("dozen").strip()) if low.split()[0] != "a" else 1
        return None if first is None else 12.0 * first
    found = number(low)
    return None if found is None else float(found)


def _route(sentence: Sentence, named: Named) -> Iterator[Telling]:
    """route_fact_rule: 'the Friendship line links Sarpa with Vinta'; 'a pipeline from Sarpa to Vinta'."""
    page = sentence.page
    first = page.word_at(named.start if named.says == "described" else named.end)
    for at in range(first, min(first + _WAY, sentence.last)):
        low = page.words[at].text.lower()
        inside = named.says == "described" and page.words[at].start < named.end
        if low not in _ENDS:
            if at > first and not inside and "," in page.text[page.words[at - 1].end : page.words[at].start]:
                return
            if not inside and low not in _RUNNING:
                return
            continue
        one = place_after(page, at + 1)
        if one is None or one >= sentence.last or page.words[one].text.lower() not in _ENDS[low]:
            continue
        other = place_after(page, one + 1)
        if other is None or other > sentence.last:
            continue
        ends = f"{name_before(page, one)} to {name_before(page, other)}"
        start, end = page.words[at + 1].start, page.words[other - 1].end
        yield _fact(sentence, named, "route", (start, end), ends, rule="route-fact-rule")
        return


def _fact(
    sentence: Sentence, named: Named, field: str, word: tuple[int, int], value: str, *, rule: str, number: float | None = None,
    unit: str | None = None, actor: str | None = None,
) -> Telling:  # fmt: skip
    return Telling(
        sentence.start, sentence.end, (named.start, named.end), "fact", field, word, value=value, number=number, unit=unit, actor=actor,
        claimed_by=sentence.speaker(), rule=rule,
    )  # fmt: skip
