"""Drawing a stratified sample."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.drawing import allocate, draw
from comity.audit.events import Event
from comity.audit.frame import Sentence
from comity.errors import UsageError

TYPES = ["CONSULT", "SUPPORT", "ACCUSE", "SANCTION"]


def sentence(number: int, kind: int, confidence: float = 0.7) -> Sentence:
    """Of kind 0 to 3 with a report of that type; 4 with a claim; 5, 6, 7 with two actors, one and none."""
    made = Sentence(f"s{number}", "d", number, number + 1)
    if kind < 4:
        made.found.append(Event(TYPES[kind], confidence=confidence))
    made.claims = int(kind == 4)
    made.actors = {5: 2, 6: 1}.get(kind, 0)
    return made


corpora = st.lists(st.tuples(st.integers(0, 7), st.floats(0, 1)), min_size=1, max_size=300).map(
    lambda kinds: [sentence(i, *kind) for i, kind in enumerate(kinds)]
)


@given(corpora, st.integers(10, 200), st.integers(0, 5))
def test_probabilities_sum_to_the_sample_and_weights_to_the_sentences(
    sentences: list[Sentence], wanted: int, seed: int
) -> None:
    strata, drawn = draw(sentences, wanted, seed)
    assert len(drawn) == min(wanted, len(sentences))
    assert sum(a.sentences * a.probability for a in strata) == pytest.approx(len(drawn))
    assert all(0 <= a.drawn <= a.sentences for a in strata)
    assert len({d.sentence.key for d in drawn}) == len(drawn)
    counted = Counter(d.stratum for d in drawn)
    assert [counted[i] for i in range(len(strata))] == [a.drawn for a in strata]
    if all(a.drawn for a in strata):
        assert sum(1 / strata[d.stratum].probability for d in drawn) == pytest.approx(len(sentences))


@given(corpora, st.integers(10, 100), st.randoms(use_true_random=False))
def test_the_order_of_documents_is_of_no_matter(sentences: list[Sentence], wanted: int, random: object) -> None:
    strata, drawn = draw(sentences, wanted, 3)
    mixed = list(sentences)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    again, drawn_again = draw(mixed, wanted, 3)
    assert again == strata
    assert [d.sentence.key for d in drawn_again] == [d.sentence.key for d in drawn]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=40), st.integers(1, 500))
def test_an_allocation_has_the_size_that_is_wanted(sizes: list[int], wanted: int) -> None:
    counts = allocate(sizes, wanted)
    assert sum(counts) == min(wanted, sum(sizes))
    assert all(0 <= n <= size for n, size in zip(counts, sizes, strict=True))
    if sum(min(2, size) for size in sizes) <= wanted:
        assert all(n >= min(2, size) for n, size in zip(counts, sizes, strict=True))


def test_an_allocation_goes_by_the_square_root() -> None:
    assert allocate([100, 400, 900], 60) == [10, 20, 30]
    assert allocate([4, 10_000], 50) == [2, 48]


def test_another_seed_draws_others_and_the_same_seed_the_same() -> None:
    sentences = [sentence(i, i % 8) for i in range(400)]
    keys = [[d.sentence.key for d in draw(sentences, 100, seed)[1]] for seed in (1, 1, 2)]
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


def test_a_larger_sample_of_one_seed_holds_the_smaller() -> None:
    sentences = [sentence(i, i % 8) for i in range(800)]
    small, large = ({d.sentence.key for d in draw(sentences, n, 1)[1]} for n in (100, 200))
    assert len(small - large) <= 5


def test_every_sentence_of_a_stratum_is_drawn_as_often_as_any_other() -> None:
    sentences = [sentence(i, 7 if i < 60 else 6) for i in range(90)]
    times: Counter[str] = Counter()
    for seed in range(600):
        times.update(d.sentence.key for d in draw(sentences, 30, seed)[1])
    strata, _ = draw(sentences, 30, 0)
    expected = {a.stratum.name: 600 * a.probability for a in strata}
    for s in sentences:
        name = "one actor" if s.actors else "nobody named"
        assert times[s.key] == pytest.approx(expected[name], abs=4.5 * (600 * 0.25) ** 0.5)


def test_rare_types_are_put_together_and_the_least_confident_report_decides() -> None:
    sentences = [sentence(i, 7) for i in range(5000)] + [sentence(9000 + i, i % 4, 0.9) for i in range(4)]
    strata, _ = draw(sentences, 20, 1)
    assert [a.stratum.name for a in strata] == ["rarer events", "nobody named"]
    two = sentence(1, 0, 0.95)
    two.found.append(Event("ACCUSE", confidence=0.3))
    strata, _ = draw([two] * 1 + [sentence(i, 7) for i in range(2, 40)], 20, 1)
    assert strata[0].stratum.name == "ACCUSE, confidence below 0.6"


def test_the_first_part_of_a_sample_is_spread_over_the_strata() -> None:
    sentences = [sentence(i, i % 8, (i % 10) / 10) for i in range(2000)]
    strata, drawn = draw(sentences, 200, 1)
    first = Counter(d.stratum for d in drawn[:100])
    for number, allotted in enumerate(strata):
        assert abs(first[number] - allotted.drawn / 2) <= 1


@pytest.mark.parametrize(("count", "wanted"), [(0, 200), (50, 3)])
def test_nothing_to_draw_from_is_said(count: int, wanted: int) -> None:
    with pytest.raises(UsageError):
        draw([sentence(i, 7) for i in range(count)], wanted, 1)
