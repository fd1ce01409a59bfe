"""Scores out of a record: what counts and what does not, where it is placed, and what may not matter."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import claim, day, derived, event, knots, told

from comity.record.joining.merging import Event
from comity.relations.priors import PRIOR
from comity.relations.scoring import place, variances
from comity.relations.weights import act_weight, claim_value, claim_weight


def act(
    id: str, when: str | None, kind: str = "SUPPORT", sources: str = "IND", targets: str = "PAK", **more: Any
) -> Event:
    return event(told(id, sources.split(), targets.split(), when, event_type=kind, **more))


def test_one_act_by_hand(tmp_path: Path) -> None:
    [row] = knots(derived(tmp_path, [act("e1", "1960-05-01", confidence=0.8)])["scores"], "IND", "PAK")
    r = 0.4**2 / 0.8 + 0.15**2  # the noise of 0.8 acts, and the floor; the spread before is 0.4
    gain = 0.16 / (0.16 + r)
    assert row["date"] == day("1960-05-01")
    assert row["observed"] == pytest.approx(0.5)
    assert row["observed_sd"] == pytest.approx(r**0.5, abs=1e-6)
    assert row["mean"] == row["filter_mean"] == pytest.approx(gain * 0.5, abs=1e-6)
    assert row["sd"] == pytest.approx((0.16 * (1 - gain)) ** 0.5, abs=1e-6)
    assert row["weight"] == pytest.approx(0.16 / r, abs=1e-6)
    assert (row["log_odds"], row["decayed"]) == (pytest.approx(np.log(3), abs=1e-6), pytest.approx(0.5))
    assert (row["event_ids"], row["claim_ids"], row["documents"], row["independent_sources"]) == (["e1"], [], 1, 1)


def test_acts_that_were_not_done_do_not_count(tmp_path: Path) -> None:
    acts = [act(f"e{n}", "1960", status=status) for n, status in enumerate(("planned", "denied", "demanded", "hypothetical", "stalled"))]  # fmt: skip
    assert derived(tmp_path, acts)["scores"] == []
    assert len(derived(tmp_path, [*acts, act("x", "1960", status="ongoing")])["scores"]) > 0


def test_what_nobody_is_sure_of_at_all_does_not_count(tmp_path: Path) -> None:
    [row] = knots(derived(tmp_path, [act("e1", "1960", confidence=0.0), act("e2", "1961")])["scores"], "IND", "PAK")
    assert row["event_ids"] == ["e2"]


def test_what_has_no_date_is_in_no_score(tmp_path: Path) -> None:
    assert derived(tmp_path, [act("e1", None)], [claim("c1", "IND", "PAK", None, level=1)])["scores"] == []


def test_who_acts_on_whom_counts_in_that_direction(tmp_path: Path) -> None:
    rows = derived(tmp_path, [act("e1", "1960"), act("e2", "1965", sources="PAK", targets="IND"), act("e3", "1970", sources="IND PAK", targets="")])["scores"]  # fmt: skip
    assert [r["event_ids"] for r in knots(rows, "IND", "PAK", "forth")] == [["e1"], ["e3"]]
    assert [r["event_ids"] for r in knots(rows, "IND", "PAK", "back")] == [["e2"], ["e3"]]
    assert [r["event_ids"] for r in knots(rows, "IND", "PAK")] == [["e1"], ["e2"], ["e3"]]


def test_each_matter_has_scores_of_its_own(tmp_path: Path) -> None:
    found = derived(tmp_path, [act("e1", "1960", issue="trade"), act("e2", "1961", kind="ASSAULT", issue="defence")])
    assert [r["event_ids"] for r in knots(found["scores"], "IND", "PAK", issue="trade")] == [["e1"]]
    assert knots(found["scores"], "IND", "PAK", issue="defence")[0]["mean"] < 0
    assert {r["issue"]: r["basis"] for r in found["score_models"] if r["direction"] == "both"} == {"all": "prior", "trade": "all", "defence": "all"}  # fmt: skip


def test_evidence_runs_along_the_lineage_with_a_break(tmp_path: Path) -> None:
    acts = [act("e1", "1985-03-01", sources="SUN"), act("e2", "1999-03-01", sources="RUS")]
    first, second = knots(derived(tmp_path, acts)["scores"], "PAK", "RUS")
    assert (first["succession"], second["succession"]) == (None, "SUN > RUS")
    same = [act("e1", "1985-03-01", sources="IND"), act("e2", "1999-03-01", sources="IND")]
    assert first["mean"] < knots(derived(tmp_path, same)["scores"], "IND", "PAK")[0]["mean"]


def test_a_claim_about_a_span_speaks_for_all_of_it(tmp_path: Path) -> None:
    rows = knots(derived(tmp_path, [], [claim("c1", "IND", "PAK", "1960..1979", level=-1)])["scores"], "IND", "PAK")
    assert (rows[0]["date"], rows[-1]["date"]) == (day("1960-01-01"), day("1979-12-31"))
    assert all((b["date"] - a["date"]).days <= 731 for a, b in pairwise(rows))
    inside = rows[len(rows) // 2]
    noise = 0.4**2 / (0.9 * 2)  # what a claim of such confidence counts for, if said of one day
    assert inside["sd"] ** 2 == pytest.approx(0.4**2 / np.sqrt(1 + 0.4**2 / noise), rel=0.05)
    year = knots(derived(tmp_path, [], [claim("c1", "IND", "PAK", "1970", level=-1)])["scores"], "IND", "PAK")
    assert [r["claim_ids"] for r in year] == [["c1"]]
    assert year[0]["sd"] < inside["sd"]  # a statement about many years is looser about each of them


def test_a_claim_of_change_never_pulls_back(tmp_path: Path) -> None:
    friends = [act(f"e{n}", f"19{60 + n}", kind="COOPERATE") for n in range(8)]
    better = claim("c1", "IND", "PAK", "1968", change=1)
    before, after = knots(derived(tmp_path, friends, [better])["scores"], "IND", "PAK")[-2:]
    faded = before["filter_mean"] * np.exp(-(after["date"] - before["date"]).days / PRIOR.memory)
    assert after["filter_mean"] == pytest.approx(faded, abs=1e-5)
    assert after["filter_sd"] < 0.3
    foes = [act(f"e{n}", f"19{60 + n}", kind="ASSAULT") for n in range(8)]
    rows = knots(derived(tmp_path, foes, [better])["scores"], "IND", "PAK")
    assert rows[-1]["filter_mean"] > rows[-2]["filter_mean"]


def test_a_loose_date_says_less_and_too_loose_a_one_nothing(tmp_path: Path) -> None:
    sds = [knots(derived(tmp_path, [act("e1", when)])["scores"], "IND", "PAK")[0]["sd"] for when in ("1965-07-02", "1965", "1961..1969")]  # fmt: skip
    assert sds[0] < sds[1] < sds[2] < 0.4
    assert derived(tmp_path, [act("e1", "1900..1999")])["scores"] == []


def test_variance_of_a_loosely_dated_act_is_that_of_the_best_linear_estimate() -> None:
    """Against numbers drawn at random: the level in the middle of a span, given an act on a day of it that is not known."""
    draw = np.random.Generator(np.random.PCG64(4))
    n, half, weight = 400_000, 1500.0, 0.7
    middle = draw.normal(0, PRIOR.spread, n)
    phi = np.exp(-np.abs(draw.uniform(-half, half, n)) / PRIOR.memory)
    level = phi * middle + draw.normal(0, 1, n) * PRIOR.spread * np.sqrt(1 - phi**2)
    seen = level + draw.normal(0, 1, n) * PRIOR.noise / weight**0.5
    slope = np.cov(middle, seen)[0, 1] / seen.var()
    left = (middle - slope * seen).var()
    from comity.relations.evidence import Piece

    piece = Piece("A", "B", True, True, None, 0, int(2 * half), False, 0.5, weight, 0, "event", "e", (), ())
    ours, loose = variances(place([piece], {("A", "B"): 0}), PRIOR)
    assert not loose[0]
    assert 1 / (1 / PRIOR.spread**2 + 1 / ours[0]) == pytest.approx(left, rel=0.01)


def test_weights_say_how_telling_an_act_is() -> None:
    assert act_weight(0.5, 0.8, 2) == pytest.approx(0.8)
    assert act_weight(0.0, 0.8, 2) == pytest.approx(0.2)  # what friends and foes do alike
    assert act_weight(0.5, 0.8, 4) == pytest.approx(0.4)  # one pair among four parties
    assert claim_value(-1, 1) == (-0.5, 0)
    assert claim_value(None, 1) == (0.25, 1)
    assert claim_value(None, 0) is None
    assert claim_weight(0, 0.5, True) == pytest.approx(0.5)


def test_words_read_as_an_act_are_no_claim_too(tmp_path: Path) -> None:
    reports = {"reports": [{"id": "r", "document_id": "doc", "trigger_start": 10, "trigger_end": 20}]}
    reports["event_reports"] = [{"event_id": "e1", "report_id": "r"}]
    same = claim("c1", "IND", "PAK", "1960", level=1, trigger_start=15, trigger_end=18)
    [row] = knots(derived(tmp_path, [act("e1", "1960")], [same], extra=reports)["scores"], "IND", "PAK")
    assert row["claim_ids"] == []
    undated = derived(tmp_path, [act("e1", None)], [same], extra=reports)["scores"]
    assert [
        row["claim_ids"] for row in knots(undated, "IND", "PAK")
    ] != []  # an act that counts nowhere stands for nothing


def many(seed: int) -> tuple[list[Event], list[dict[str, Any]]]:
    draw = random.Random(seed)
    pairs = [("IND", "PAK"), ("PAK", "RUS"), ("CHN", "PAK"), ("SUN", "USA")]
    acts, claims = [], []
    for n in range(draw.randrange(1, 14)):
        a, b = draw.sample(draw.choice(pairs), 2)
        kind = draw.choice(("SUPPORT", "ASSAULT", "CONSULT", "ACCUSE", "COOPERATE", "REQUEST"))
        when = draw.choice(("1960", "1961-03", "1962-05-06", "1975..1979", "1985", None))
        acts.append(act(f"e{n}", when, kind, a, b, confidence=draw.uniform(0.2, 1), document=f"d{n % 3}"))
        if draw.random() < 0.5:
            claims.append(claim(f"c{n}", a, b, when, level=draw.choice((-1, 1, None)), change=draw.choice((-1, 1, None)), start=8 * n, end=8 * n + 8, document_id=f"d{n % 3}"))  # fmt: skip
    return acts, claims


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 100_000))
def test_what_may_not_matter_and_what_always_holds(tmp_path: Path, seed: int) -> None:
    acts, claims = many(seed)
    found = derived(tmp_path, acts, claims)
    assert derived(tmp_path, acts[::-1], claims[::-1]) == found  # the order of what comes in
    for row in found["scores"]:
        assert -1 <= row["mean"] <= 1
        assert -1 <= row["filter_mean"] <= 1
        assert 0 < row["sd"] <= 0.4 + 1e-6
        assert row["sd"] <= row["filter_sd"] + 1e-6
        assert row["event_ids"] or row["claim_ids"] or row["fact_ids"]
    copies = [{**c, "id": f"{c['id']}x", "document_id": f"{c['document_id']}x"} for c in claims]
    groups = {c["document_id"]: c["document_id"][:-1] for c in copies}
    again = derived(tmp_path, acts, [*claims, *copies], groups=groups)["scores"]  # claims of copied documents
    measured = ("a", "b", "direction", "issue", "date", "mean", "sd", "weight", "log_odds", "decayed")
    assert [{k: r[k] for k in measured} for r in again] == [{k: r[k] for k in measured} for r in found["scores"]]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 100_000))
def test_more_evidence_never_widens_the_interval_of_its_day(tmp_path: Path, seed: int) -> None:
    acts, _ = many(seed)
    dated = [e for e in acts if e.first is not None]
    if not dated:
        return
    one = dated[0]
    more = replace(one, id="more", reports=(replace(one.reports[0], id="more"),))
    before, after = (derived(tmp_path, given)["scores"] for given in (acts, [*acts, more]))
    sds = {(r["a"], r["b"], r["direction"], r["issue"], r["date"]): r["filter_sd"] for r in before}
    for row in after:
        key = (row["a"], row["b"], row["direction"], row["issue"], row["date"])
        assert row["filter_sd"] <= sds.get(key, 0.4) + 1e-6


def test_mirrored_acts_mirror_the_score(tmp_path: Path) -> None:
    good, bad = ([act(f"e{n}", f"19{60 + 3 * n}-02-01", kind) for n in range(3)] for kind in ("SUPPORT", "PROTEST"))
    up, down = (knots(derived(tmp_path, acts)["scores"], "IND", "PAK") for acts in (good, bad))
    for one, other in zip(up, down, strict=True):
        for name in ("mean", "filter_mean", "observed", "decayed", "log_odds"):
            assert one[name] == pytest.approx(-other[name], abs=1e-6)
        assert one["sd"] == other["sd"]


def test_a_rejected_report_leaves_and_is_told(tmp_path: Path) -> None:
    report = {"id": "gone", "document_id": "doc", "status": "happened", "symmetric": False, "rejected": True}
    report |= {"first": day("1960-06-01"), "last": day("1960-06-01"), "corrected": ["fix1"], "issue": "trade"}
    parties = [{"report_id": "gone", "role": role, "ordinal": 0, "actor": actor} for role, actor in (("source", "IND"), ("target", "PAK"))]  # fmt: skip
    acts = [act("e1", "1955"), act("e2", "1961")]
    rows = derived(tmp_path, acts, extra={"reports": [report], "report_actors": parties})["scores"]
    assert [r["corrected"] for r in knots(rows, "IND", "PAK")] == [[], ["fix1"]]


def test_models_are_fitted_where_there_is_enough(tmp_path: Path) -> None:
    acts = [act(f"e{n}", f"{1950 + n}-02-01", ("SUPPORT", "CONSULT")[n % 2]) for n in range(40)]
    model = next(r for r in derived(tmp_path, acts, memory=None)["score_models"] if (r["direction"], r["issue"]) == ("both", "all"))  # fmt: skip
    assert (model["basis"], model["events"], model["dyads"]) == ("fitted", 40, 1)
    assert 0.1 < model["noise"] < 0.4  # acts that hardly differ
    given_memory = derived(tmp_path, acts, memory=500.0)["score_models"]
    assert {r["memory"] for r in given_memory} == {500.0}
