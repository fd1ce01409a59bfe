"""Who writes friendlier than others: found from what several tell, never from what they choose to tell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_records import derived, event, knots, told

from comity.relations.priors import PRIOR
from comity.relations.source_effects import WIDTH, source_effects


def drawn(
    seed: int, pieces: int, sources: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[tuple[str]], np.ndarray]:
    """Relation, day, value and teller of pieces of evidence, and the sources' true effects."""
    draw = np.random.Generator(np.random.PCG64(seed))
    effects = draw.normal(0, WIDTH, sources)
    relation, teller = draw.integers(0, 40, pieces), draw.integers(0, sources, pieces)
    level = draw.normal(0, 0.4, 40)
    value = level[relation] + effects[teller] + draw.normal(0, PRIOR.noise, pieces)
    return relation, draw.uniform(0, 9_000, pieces), value, [(f"s{n}",) for n in teller], effects - effects.mean()


def test_effects_are_found_where_sources_tell_of_the_same() -> None:
    relation, days, value, told_by, truth = drawn(1, 12_000, 6)
    found = source_effects(relation, days, value, np.ones(len(value)), told_by, PRIOR)
    ours = np.array([e.effect for e in found]) - np.mean([e.effect for e in found])
    np.testing.assert_allclose(ours, truth, atol=0.04)
    assert all(e.sd < 0.02 for e in found)


def test_few_pieces_hardly_tell_of_an_effect() -> None:
    relation, days, value, told_by, _ = drawn(2, 30, 6)
    found = source_effects(relation, days, value, np.ones(len(value)), told_by, PRIOR)
    assert max(abs(e.effect) for e in found) < 0.05
    assert all(e.sd > 0.9 * WIDTH for e in found)


def test_who_writes_of_wars_is_not_harsh_for_that() -> None:
    relation = np.repeat([0, 1], 50)
    value = np.repeat([-0.9, 0.5], 50)
    told_by = [("war",)] * 50 + [("peace",)] * 50
    found = source_effects(relation, np.zeros(100), value, np.ones(100), told_by, PRIOR)
    assert [(e.source, e.effect, e.sd, e.pieces) for e in found] == [("peace", 0.0, WIDTH, 0), ("war", 0.0, WIDTH, 0)]


def test_an_effect_is_taken_off_before_scores_are_made(tmp_path: Path) -> None:
    acts = [
        event(
            told(f"{kind[0]}{n}", ["IND"], ["PAK"], f"1960-0{1 + n % 9}-0{1 + n // 9}", event_type=kind, document=kind)
        )
        for n in range(60)
        for kind in ("SUPPORT", "CONSULT")
    ]
    found = derived(tmp_path, acts)
    effects = {r["source"]: (r["effect"], r["events"]) for r in found["source_effects"]}
    assert effects["text:SUPPORT"][0] > 0.05
    assert effects["text:CONSULT"][0] == pytest.approx(-effects["text:SUPPORT"][0], abs=1e-3)
    assert effects["text:CONSULT"][1] == 60
    assert 0.25 < knots(found["scores"], "IND", "PAK")[0]["observed"] < 0.5
