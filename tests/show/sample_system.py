"""Scores, turning points, phases and a system for a sample record, by the real filter and the simplest of rules elsewhere."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import Any

from sample_store import Sample

from comity.relations.curve import Curve
from comity.relations.ou import Model, filter_smooth
from comity.system.ties import probability, sign_of

MODEL = Model(mu=0.0, spread=0.5, memory=2500.0, noise=0.3, noise_floor=0.1)
FADED = 0.1
Pair = tuple[str, str]


def scored(s: Sample, *, directed: bool = True) -> dict[Pair, Curve]:
    """Fill scores, their model and the system from the events and dated claims of the sample."""
    evidence = _evidence(s)
    found: dict[Pair, Curve] = {}
    for direction in ("both", "forth", "back") if directed else ("both",):
        kept = {
            pair: [row for row in rows if direction == "both" or direction in row["sides"]]
            for pair, rows in evidence.items()
        }
        curves = _knots(s, {pair: rows for pair, rows in kept.items() if rows}, direction, "all")
        found = found or curves
    issues = sorted({row["issue"] for rows in evidence.values() for row in rows if row["issue"]})
    for issue in issues:
        of = {pair: [row for row in rows if row["issue"] == issue] for pair, rows in evidence.items()}
        _knots(s, {pair: rows for pair, rows in of.items() if rows}, "both", issue)
        _model(s, "both", issue)
    for direction in ("both", "directed"):
        _model(s, direction, "all")
    _system(s, found)
    return found


def told(s: Sample) -> None:
    """A turning point, phases and standing facts of the record of `cenepa`."""
    pair = {"a": "ECU", "b": "PER", "direction": "both", "issue": "all", "origin": "text", "corrected": []}
    events = {
        row["event_type"]: row["id"]
        for row in reversed(s.rows["events"])
        if {"PER", "ECU"} == {*row["sources"], *row["targets"]}
    }
    [tie] = [row["id"] for row in s.rows["relation_claims"]]
    s.add("turning_points", id="7u4ce00000000001", date=date(1998, 10, 24), first=date(1996, 2, 1), last=date(1998, 10, 26), before=-0.6, after=0.4, size=1.0,
          sd=0.2, probability=0.99, event_ids=[events["SUPPORT"]], claim_ids=[tie], fact_ids=[], **pair)  # fmt: skip
    for ordinal, (name, title, first, last, mean, ids) in enumerate(
        [
            ("hostile", "hostile 1981", date(1981, 1, 1), date(1985, 12, 31), -0.6, [events["ASSAULT"]]),
            ("no evidence", "no evidence 1986-1994", date(1986, 1, 1), date(1994, 12, 31), None, []),
            ("friendly", "friendly from 1998", date(1995, 1, 1), date(1998, 12, 31), 0.4, [events["SUPPORT"]]),
        ]
    ):
        s.add("phases", ordinal=ordinal, first=first, last=last, open=ordinal == 2, name=name, title=title, mean=mean, sd=None if mean is None else 0.2,
              probability=None if mean is None else 0.97, event_ids=ids, claim_ids=[tie] if ordinal == 2 else [], fact_ids=["fac7000000000001"] if ordinal == 0 else [], **pair)  # fmt: skip
    fact = {"a": "ECU", "b": "PER", "last": None, "event_ids": [], "claim_ids": [], "evidence": "[]"}
    s.add("standing_facts", id="fac7000000000001", kind="occupation", name=None, sign=-1, first=date(1981, 1, 1), origin="text", source=None,
          **(fact | {"event_ids": [events["ASSAULT"]]}))  # fmt: skip
    s.add("standing_facts", id="fac7000000000002", kind="alliance", name="A pact of the hills", sign=1, first=date(1947, 9, 2), origin="table", source="made up", **fact)  # fmt: skip


def _evidence(s: Sample) -> dict[Pair, list[dict[str, Any]]]:
    line = {row["id"]: row["lineage"] for row in s.rows["actors"]}
    found: dict[Pair, list[dict[str, Any]]] = defaultdict(list)
    for event in s.rows["events"]:
        if event["status"] not in ("happened", "ongoing") or event["first"] is None or not event["score"]:
            continue
        left, right = event["sources"], event["targets"]
        pairs = combinations([*left, *right], 2) if event["symmetric"] else ((x, y) for x in left for y in right)
        for x, y in pairs:
            a, b = sorted((line[x], line[y]))
            sides = {"forth", "back"} if event["symmetric"] else {"forth" if line[x] == a else "back"}
            day = event["first"] + (event["last"] - event["first"]) / 2
            row = {"day": day, "g": event["score"] / 10, "id": event["id"], "issue": event["issue"], "sides": sides}
            found[a, b].append(row)
    return found


def _knots(s: Sample, evidence: dict[Pair, list[dict[str, Any]]], direction: str, issue: str) -> dict[Pair, Curve]:
    pairs = sorted(evidence)
    days: list[list[date]] = [sorted({row["day"] for row in evidence[pair]}) for pair in pairs]
    on = [[[row for row in evidence[p] if row["day"] == day] for day in every] for p, every in zip(pairs, days, strict=True)]  # fmt: skip
    observed = [sum(row["g"] for row in rows) / len(rows) for every in on for rows in every]
    weights = [len(rows) for every in on for rows in every]
    variance = [MODEL.noise**2 / weight + MODEL.noise_floor**2 for weight in weights]
    starts = [0]
    for every in days:
        starts.append(starts[-1] + len(every))
    made = filter_smooth([d.toordinal() for every in days for d in every], observed, variance, starts, MODEL)
    found = {}
    for n, pair in enumerate(pairs):
        low, high = starts[n], starts[n + 1]
        for k in range(low, high):
            rows = on[n][k - low]
            s.add("scores", a=pair[0], b=pair[1], direction=direction, issue=issue, origin="text", date=days[n][k - low],
                  filter_mean=float(made.filter_mean[k]), filter_sd=float(made.filter_var[k] ** 0.5), mean=float(made.mean[k]), sd=float(made.var[k] ** 0.5),
                  observed=observed[k], observed_sd=variance[k] ** 0.5, weight=float(weights[k]), clipped=False, log_odds=observed[k], decayed=observed[k],
                  documents=1, independent_sources=1, event_ids=[row["id"] for row in rows], claim_ids=[], fact_ids=[], corrected=[])  # fmt: skip
        values = (made.filter_mean, made.filter_var**0.5, made.mean, made.var**0.5)
        ordinals = [d.toordinal() for d in days[n]]
        found[pair] = Curve(ordinals, *(value[low:high] for value in values), weights[low:high], model=MODEL)
    return found


def _model(s: Sample, direction: str, issue: str) -> None:
    s.add("score_models", origin="text", direction=direction, issue=issue, mu=MODEL.mu, spread=MODEL.spread, memory=MODEL.memory, noise=MODEL.noise,
          noise_floor=MODEL.noise_floor, dyads=2, events=5, basis="prior")  # fmt: skip


def _system(s: Sample, curves: dict[Pair, Curve]) -> None:
    """A row a year: a bloc is what positive ties hold together, and the frustration index counts every parting."""
    if not curves:
        return
    first, last = (date.fromordinal(int(f(f(c.days) for c in curves.values()))).year for f in (min, max))
    before: dict[Pair, int] = {}
    of_year: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for row in s.rows["scores"]:
        if row["issue"] == "all" and row["direction"] == "both":
            of_year[row["a"], row["b"], row["date"].year] += row["event_ids"]
    for year in range(first, last + 1):
        day, signs = date(year, 12, 31), {}
        for pair, curve in sorted(curves.items()):
            mean, sd = curve.at(day)
            if curve.latest(day) is None or sd * sd > (1 - FADED) * MODEL.spread**2:
                continue
            signs[pair] = sign_of(probability(mean, sd))
            change = "" if before.get(pair) == signs[pair] else "new" if pair not in before else "no longer sure"
            change = {1: "turned positive", -1: "turned negative"}.get(signs[pair], change) if change and pair in before else change  # fmt: skip
            events = of_year.get((*pair, year), [])
            s.add("system_ties", date=day, issue="all", origin="text", a=pair[0], b=pair[1], mean=mean, sd=sd, positive=probability(mean, sd), sign=signs[pair],
                  weight=curve.weight(day), latest=curve.latest(day), against=False, change=change, event_ids=events, claim_ids=[], fact_ids=[])  # fmt: skip
        sure = {pair: sign for pair, sign in signs.items() if sign}
        actors = sorted({x for pair in signs for x in pair})
        bloc = {x: n for n, members in enumerate(_components(sure)) for x in members}
        s.add("system_years", date=day, issue="all", origin="text", actors=len(actors), ties=len(signs), positive=sum(v > 0 for v in sure.values()),
              negative=sum(v < 0 for v in sure.values()), undetermined=len(signs) - len(sure), faded=0, frustration_lower=0.0, frustration_upper=0.0, certified=True,
              frustration_low=0.0, frustration_median=0.0, frustration_high=1.0, draws=100, triangles=0, balanced=0, weakly_balanced=0, blocs=len(set(bloc.values())))  # fmt: skip
        for x in actors:
            own = [sign for pair, sign in sure.items() if x in pair]
            s.add("system_actors", date=day, issue="all", origin="text", actor=x, shown=x, bloc=bloc.get(x), sure=0.9, swings=0.3 if x == "PER" else 0.0,
                  turning=0, friends=own.count(1), foes=own.count(-1), pulled_by=[], pull=None)  # fmt: skip
        before = signs


def _components(signs: dict[Pair, int]) -> list[set[str]]:
    found: list[set[str]] = []
    for pair in sorted(pair for pair, sign in signs.items() if sign > 0):
        joined = [group for group in found if group & set(pair)]
        found = [group for group in found if group not in joined] + [set(pair).union(*joined)]
    return sorted(found, key=sorted)
