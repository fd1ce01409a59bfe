"""Pairs of little texts: what disagrees is found, what only reads as if is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from told_apart import ACROSS, WITHIN, Pair, Said
from told_by_hand import one_event, own_events, report, told_of

from comity.actors import Registry
from comity.record.disagreements import Disagreement, across, within
from comity.record.disagreements.places import gazetteer
from comity.record.disagreements.works import Named, works_differ, works_in
from comity.record.joining.sighting import Sighting


def reports(said: Iterable[Said], documents: str = "ab") -> list[Any]:
    return [report(str(n), document=d, **one) for n, (d, one) in enumerate(zip(documents, said, strict=True), 1)]


def found(one: bool, of: list[Any]) -> list[Disagreement]:
    if one:
        return within(one_event(of), told_of(of), gazetteer(Registry.default()))
    works = [
        work
        for made, sentence in of
        for work in works_in(made.document, made.claimed_by or made.group, sentence.text, sentence.start, _named(made))
    ]
    return [*across(own_events(of), told_of(of)), *works_differ(works)]


def _named(made: Sighting) -> list[Named]:
    return [Named(made.start, made.start, actor, own=True) for actor in sorted(made.parties)]


@pytest.mark.parametrize("pair", [*WITHIN, *ACROSS], ids=lambda pair: pair[0])
def test_what_two_documents_differ_on(pair: Pair) -> None:
    _, fields, one, said = pair
    made = found(one, reports(said))
    assert tuple(sorted(d.field for d in made)) == fields
    for d in made:
        assert len(d.sides) > 1
        assert 0 < d.apart <= 1
        assert 0 < d.sure <= 1
        assert all(side.evidence for side in d.sides), "each side opens to its words"


@pytest.mark.parametrize("pair", [*WITHIN, *ACROSS], ids=lambda pair: pair[0])
def test_the_order_of_documents_does_not_matter(pair: Pair) -> None:
    _, _, one, said = pair
    made = {(d.field, frozenset(s.value for s in d.sides)) for d in found(one, reports(said))}
    turned = {(d.field, frozenset(s.value for s in d.sides)) for d in found(one, reports(said[::-1]))}
    assert made == turned


@pytest.mark.parametrize("pair", [*WITHIN, *ACROSS], ids=lambda pair: pair[0])
def test_copies_of_one_text_never_disagree(pair: Pair) -> None:
    _, _, one, said = pair
    copies = [{**one_said, "group": "wire"} for one_said in said]
    assert found(one, reports(copies)) == []


@pytest.mark.parametrize("pair", [*WITHIN, *ACROSS], ids=lambda pair: pair[0])
def test_one_speaker_quoted_twice_never_disagrees_with_himself(pair: Pair) -> None:
    _, _, one, said = pair
    quoted = [{**one_said, "claimed_by": "KEN", "voice": "quoted"} for one_said in said]
    assert found(one, reports(quoted)) == []
