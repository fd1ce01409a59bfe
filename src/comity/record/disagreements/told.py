"""The sentences behind reports: their words, where figures and dates stand in them, who is named. Out of a store, or by hand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.record.disagreements.model import Place
from comity.record.joining.sighting import Sighting

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_SENTENCES: Final = """
    SELECT r.id, r.document_id, r.start, r.trigger_start, r.trigger_end,
           substring(t."text", r.start + 1, r."end" - r.start) AS said
    FROM reports r JOIN texts t ON t.document_id = r.document_id ORDER BY r.id, r.document_id
"""
_FIGURES: Final = """
    SELECT report_id, start, "end", value, coalesce(currency, unit, '') AS unit, currency IS NOT NULL AS money
    FROM quantities ORDER BY report_id, start, value
"""
_DATES: Final = """
    SELECT document_id, start, "end", first, last FROM dates WHERE first IS NOT NULL AND last IS NOT NULL ORDER BY ALL
"""
_NAMED: Final = """
    SELECT report_id, start, "end" FROM report_actors WHERE start IS NOT NULL AND list_contains({ids}, report_id)
    ORDER BY report_id, role, ordinal
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in a report: characters [start, end) of the document; `unit` is a noun or, of money, a currency."""

    start: int
    end: int
    value: float
    unit: str
    money: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The evidence of a report: its words, where in the document they begin, and the word for the act as a span of the
    document; the figures that the report has, and the dates that stand in it (day numbers, with their spans)."""

    document: str
    start: int
    text: str
    trigger: tuple[int, int]
    figures: tuple[Figure, ...] = ()
    dates: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def before(self, place: int, reach: int = 60) -> str:
        """The words before a place of the document, at most `reach` characters of them, within the sentence."""
        at = max(place - self.start, 0)
        return self.text[max(at - reach, 0) : at]

    def after(self, place: int, reach: int = 60) -> str:
        at = max(place - self.start, 0)
        return self.text[at : at + reach]

    def place(self, start: int, end: int) -> Place:
        """Characters [start, end) of the sentence, as a place in the document."""
        return self.document, self.start + start, self.start + end


@dataclass(frozen=True, slots=True)
class Told:
    """`sentences` and `named` (spans of actors) are by report id; `source` gives the independent source of a report:
    reports of one source cannot disagree, nor confirm each other. `odds`: the logarithm of the odds that two reports are
    one event, where they were weighed. `done`: by text, kind of act and parties, the reports that it was done."""

    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    source: Callable[[Sighting], str] = field(default=lambda report: source_of(report))
    named: Callable[[Iterable[str]], Mapping[str, list[tuple[int, int]]]] = field(default=lambda ids: {})
    odds: Callable[[Sighting, Sighting], float | None] | None = None
    done: Mapping[tuple[object, ...], Sequence[Sighting]] = field(default_factory=dict)

    def sources(self, reports: Iterable[Sighting]) -> frozenset[str]:
        return frozenset(self.source(r) for r in reports)


def source_of(report: Sighting) -> str:
    """A named speaker is one source wherever he is quoted; else the documents that are copies of one text are one."""
    if report.claimed_by and report.voice in ("quoted", "reported"):
        return f"speaker {report.claimed_by}"
    return f"text {report.group}" if report.claimed_by is None else f"text {report.group}, {report.claimed_by}"


NOTHING: Final = Told()


def told_in(
    store: StoreWriter,
    sources: Mapping[str, str] | None = None,
    odds: Callable[[Sighting, Sighting], float | None] | None = None,
) -> Told:
    """What the store holds. `sources`: report id -> key of its independent source, where that is known."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for row in store.rows(_FIGURES):
        figures[row["report_id"]].append(Figure(row["start"], row["end"], row["value"], row["unit"], row["money"]))
    dates: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    for row in store.rows(_DATES):
        first, last = row["first"].toordinal(), row["last"].toordinal()
        dates[row["document_id"]].append((row["start"], row["end"], first, last))
    sentences = {}
    for row in store.rows(_SENTENCES):
        document, start, said = row["document_id"], row["start"], row["said"] or ""
        of = dates.get(document, [])
        low, high = bisect_left(of, (start,)), bisect_left(of, (start + len(said),))
        sentences[row["id"]] = Sentence(
            document,
            start,
            said,
            (row["trigger_start"], row["trigger_end"]),
            tuple(figures.get(row["id"], ())),
            tuple(of[low:high]),
        )

    def named(ids: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        listed = ", ".join("'" + id.replace("'", "''") + "'" for id in sorted(set(ids)))
        if listed:
            for row in store.rows(_NAMED.format(ids=f"[{listed}]")):
                found[row["report_id"]].append((row["start"], row["end"]))
        return found

    known = sources or {}
    return Told(sentences, lambda report: known.get(report.id) or source_of(report), named, odds)


def in_sentence(told: Told, report: Sighting) -> Place:
    """The whole evidence of a report."""
    return report.document, report.start, report.end


def words_of_act(told: Told, report: Sighting) -> Place:
    """The word for the act; the whole evidence where it is not known."""
    sentence = told.sentences.get(report.id)
    return (report.document, *sentence.trigger) if sentence else in_sentence(told, report)


def words_of_date(told: Told, report: Sighting) -> Place:
    """The date in the sentence that says when: the one that has the report's days, or lies around or within them."""
    sentence = told.sentences.get(report.id)
    if sentence is None or report.first is None or report.last is None:
        return in_sentence(told, report)
    exact = [d for d in sentence.dates if (d[2], d[3]) == (report.first, report.last)]
    near = [d for d in sentence.dates if d[2] <= report.last and report.first <= d[3]]
    for start, end, *_ in exact or near:
        return report.document, start, end
    return in_sentence(told, report)


def words_of_place(told: Told, report: Sighting) -> Place:
    sentence = told.sentences.get(report.id)
    at = sentence.text.casefold().find((report.place or "\0").casefold()) if sentence else -1
    if sentence is None or at < 0:
        return in_sentence(told, report)
    return sentence.place(at, at + len(report.place or ""))


def year_of(day: int) -> int:
    return date.fromordinal(day).year
