"""Reports by hand with the sentences behind them, for tests of what is read in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hand_made import lineage, sighting

from comity.intervals import Interval
from comity.record.disagreements.told import Figure, Sentence, Told
from comity.record.joining.merging import Event, merge
from comity.record.joining.sighting import Sighting, without, wording


def report(
    id: str,
    said: str,
    act: str,
    *,
    names: tuple[str, ...] = (),
    persons: tuple[str, ...] = (),
    date_words: str | None = None,
    figures: tuple[tuple[str, float, str], ...] = (),
    **fields: Any,
) -> tuple[Sighting, Sentence]:
    """A report and its sentence. `act`: the word for it; `names`: words that name actors; `figures`: (words, value, unit).

    `when` may name a day, month or year; `date_words` are the words for it, where the sentence has them.
    """
    start = fields.pop("start", int(id, 36) * 1000)
    made = sighting(
        id,
        said=said,
        trigger=act.casefold(),
        start=start,
        amounts=tuple((value, unit) for _, value, unit in figures),
        persons=persons,
        **fields,
    )
    at = said.index(act)
    blank = [
        (said.index(name), said.index(name) + len(name)) for name in (*names, *([date_words] if date_words else []))
    ]
    plain = wording(
        without(said, blank), (at, at + len(act)), [(said.index(p), said.index(p) + len(p)) for p in persons]
    )
    made = replace(made, end=start + len(said), words=plain.words, focus=plain.focus, names=plain.names)
    dates = []
    if date_words and fields.get("when"):
        when = Interval.parse(fields["when"])
        spot = start + said.index(date_words)
        dates.append((spot, spot + len(date_words), when.first.toordinal(), when.last.toordinal()))
    counted = []
    for words, value, unit in figures:
        spot = start + said.index(words)
        counted.append(Figure(spot, spot + len(words), value, unit, len(unit) == 3 and unit.isupper()))
    sentence = Sentence(made.document, start, said, (start + at, start + at + len(act)), tuple(counted), tuple(dates))
    return made, sentence


def told_of(reports: Iterable[tuple[Sighting, Sentence]]) -> Told:
    return Told({made.id: sentence for made, sentence in reports})


def one_event(reports: Iterable[tuple[Sighting, Sentence]]) -> Event:
    return merge(sorted((made for made, _ in reports), key=lambda r: r.id), lineage)


def own_events(reports: Iterable[tuple[Sighting, Sentence]]) -> list[Event]:
    return [merge([made], lineage) for made, _ in sorted(reports, key=lambda r: r[0].id)]
