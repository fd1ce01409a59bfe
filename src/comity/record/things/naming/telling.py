"""What sentences say of the life of a thing: a word of a stage near its name, with status, date and parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from comity.reading.model import DateMention
from comity.record.things.naming.bearing import about
from comity.record.things.naming.lexicon import StageWord, word_class
from comity.record.things.naming.page import Named
from comity.record.things.naming.parties import parties_of_name
from comity.record.things.naming.sentence import Sentence, Telling

_WINDOW: Final = 7
_SAID: Final = frozenset({"agreed", "proposed", "stalled", "ended", "renamed"})
"""Stages that are acts of speech or of giving up: that the matter is still to come says nothing of them."""
_DEEDS: Final = frozenset({"built", "delivered", "held", "financed"})
_AGREED: Final = frozenset({"agreed", "contracted", "pledged", "promised"})
_PROPOSED: Final = frozenset({"proposed", "offered", "suggested"})
_UNREAL: Final = ("denied", "demanded", "hypothetical")
_FIRM: Final = frozenset({"explicit", "relative"})
"""Bases of dates that a stage takes from its report: a year that a paragraph is in may be that of what was told before."""


def parties(sentence: Sentence) -> Iterator[Telling]:
    """The parties that the names of things, and the words right behind them, give them."""
    for named in sentence.named:
        own = parties_of_name(sentence, named) if named.kind not in ("organisation", "weapon") else ()
        if own:
            about = (named.start, named.end)
            yield Telling(
                *(sentence.start, sentence.end, about, "parties", "parties", about),
                parties=own,
                rule="name-parties-rule",
            )


def stages(sentence: Sentence) -> Iterator[Telling]:
    """Stages told of the things that a sentence names, each stage of each thing once."""
    things = [n for n in sentence.named if n.kind != "organisation"]
    told: dict[tuple[str, str, str], Telling] = {}
    for named in things:
        if named.kind == "treaty" and named.says == "full" and named.name[:4].isdigit():
            yield _of_its_year(sentence, named)
    for when, named in sentence.dates_of_names.items():
        if named.kind == "treaty" and when.first and when.last:
            told[named.means, "agreed", "happened"] = _of_its_date(sentence, named, when)
    if not things:
        return
    for first, last, held in sentence.stage_hits:
        start, end = sentence.words[first].start, sentence.words[last - 1].end
        if any(n.start < end and start < n.end for n in things):
            continue
        for meant, told_by in about(sentence, first, last, held, things):
            word = told_by
            status = _status(sentence, first, word)
            if word.words in ("begin", "start") and status == word.status:
                continue  # "the start of"
            word, status = _only_spoken_of(sentence, first, word, status)
            key = (meant.means, word.stage, status)
            telling = _telling(sentence, meant, word, start, end, status)
            if key not in told or (told[key].first is None and telling.first is not None):
                told[key] = telling
    for (means, stage, status), telling in told.items():
        if status != "planned" or (means, stage, "happened") not in told:  # "the deal to buy it was signed"
            yield telling


def _of_its_year(sentence: Sentence, named: Named) -> Telling:
    """dated_name_rule: 'the 1995 fisheries treaty' is of 1995."""
    year = int(named.name[:4])
    word = (named.start, named.start + 4)
    return Telling(
        sentence.start,
        sentence.end,
        (named.start, named.end),
        "stage",
        "agreed",
        word,
        "happened",
        date(year, 1, 1),
        date(year, 12, 31),
        parties_of_name(sentence, named),
        rule="dated-name-rule",
    )


def _of_its_date(sentence: Sentence, named: Named, when: DateMention) -> Telling:
    """dated_name_rule: 'the Sarpa Protocol of 1942'."""
    about = (named.start, named.end)
    place = (sentence.start, sentence.end, about, "stage", "agreed", (when.start, when.end), "happened")
    return Telling(*place, when.first, when.last, rule="dated-name-rule")


def _status(sentence: Sentence, first: int, word: StageWord) -> str:
    """status_rule: how far it got, by the words before it."""
    words = sentence.words
    window: list[str] = []
    for k in range(first - 1, max(first - 1 - _WINDOW, -1), -1):
        gap = sentence.page.text[words[k].end : words[k + 1].start]
        if any(c in gap for c in ",;:.—"):
            break
        window.insert(0, words[k].text.lower())
    near = window[-4:]
    if window[-4:-1] == ["was", "to", "have"] or window[-4:-1] == ["were", "to", "have"]:
        return "planned"
    if {"yet", "to"} <= set(near) or word_class("not") & set(near):
        return "denied"
    if near[-1:] == ["t"]:
        return "denied"
    if word_class("must") & set(near):
        return "demanded"
    if word_class("may") & set(near) or "threatened" in window:
        return "hypothetical"
    if word.stage == "agreed" and {"agreed", "contracted", "pledged"} & set(window):
        return "happened"
    infinitive = near[-1:] == ["to"] or near[-2:] == ["to", "be"] or near[-3:-1] == ["to", "be"]
    if infinitive and not (word_class("done") & set(near)):
        return "planned"
    if {"will", "shall", "would"} & set(near) or (word.words.endswith(" of") and _begins(near)):
        return "planned"
    if word.words in word_class("base") and word_class("will") & set(window):
        return "planned"
    if near[-1:] == ["being"]:
        return "ongoing"
    return word.status


def _only_spoken_of(sentence: Sentence, first: int, word: StageWord, status: str) -> tuple[StageWord, str]:
    """spoken_of_rule: 'agreed to help to build the dam' is an agreement, 'offered to finance it' a proposal, nothing built."""
    if status != "planned" or word.stage not in _DEEDS:
        return word, status
    start = sentence.words[first].start
    window = {w.text.lower() for w in sentence.words[max(first - _WINDOW, 0) : first]}
    if re.search(r"[,;:—.]", sentence.page.text[sentence.words[max(first - _WINDOW, 0)].start : start]):
        window = {w.text.lower() for w in sentence.words[max(first - 3, 0) : first]}
    if window & word_class("not"):
        return word, status
    for stage, spoken in (("agreed", _AGREED), ("proposed", _PROPOSED)):
        if window & spoken:
            return replace(word, stage=stage), "happened"
    return word, status


def _begins(near: list[str]) -> bool:
    """'to start the construction of'"""
    return any(near[k] == "to" and near[k + 1] in ("start", "begin", "launch") for k in range(len(near) - 1))


def _telling(sentence: Sentence, named: Named, word: StageWord, start: int, end: int, status: str) -> Telling:
    report = sentence.reported(start, end)
    told = Telling(
        sentence.start,
        sentence.end,
        (named.start, named.end),
        "stage",
        word.stage,
        (start, end),
        status,
        parties=sentence.parties(start, end, named),
        rule=f"{word.stage.replace(' ', '-')}-word-rule",
        claimed_by=sentence.speaker(),
    )
    when = sentence.date_near(start, end)
    if when is not None:
        told = replace(told, first=when.first, last=when.last)
    if report is None:
        return told
    others = sentence.bystanders(told.parties)
    parties = tuple(p for p in dict.fromkeys((*report.sources, *report.targets)) if p not in others)
    if named.kind == "treaty" and parties_of_name(sentence, named, whole=True):
        parties = told.parties
    told = replace(told, report_id=report.id, claimed_by=report.claimed_by.actor, parties=parties or told.parties)
    if report.first is not None and report.last is not None and report.date_basis in _FIRM:
        told = replace(told, first=report.first, last=report.last)
    takes = _UNREAL if word.stage in _SAID else (*_UNREAL, "planned")
    if report.status in takes and status == word.status:
        told = replace(told, status=report.status)
    return told
