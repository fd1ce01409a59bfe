"""Learns the weights by which reports are joined, from the looked-at stories and hand-made pairs.

    python -m benchmarks.weights            figures, each story measured with weights learned without it
    python -m benchmarks.weights --write    and writes the weights learned from all of them to weights.csv

A logistic model over the features of pairs of reports (joining/features.py), with a Gaussian prior around the weights
that were set by argument (PULL is its precision) and their signs kept: it stays near what was argued where the few
hundred reports say little. Each pair counts twice, as annotated and with thing, place and amounts taken away, since
texts seldom are read as fully as a person annotates them. Deterministic.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.annotated import SEEN
from benchmarks.clusters import Told, b_cubed, told
from benchmarks.pairs import corpus as beside
from benchmarks.pairs import pairs
from comity.record.joining import weighing
from comity.record.joining.candidates import candidates
from comity.record.joining.clusters import clusters
from comity.record.joining.corpus import Corpus
from comity.record.joining.features import Found, features
from comity.record.joining.sighting import Sighting
from comity.record.joining.weighing import Weight, weights

PULL: Final = 1.0
"""Precision of the prior: a weight strays by about 1 / sqrt(PULL) where nothing speaks for more."""
_HAND_MADE: Final = 2.0
"""A hand-made pair counts as so many: each was written for a kind of case that the stories have few of."""
LEANING: Final = 0.8
"""Added to what speaks for one event: pairs are learned one by one, but the reports of an event vouch for each other."""
_STEPS: Final = 4000
_FILE: Final = Path(weighing.__file__).parent / "weights.csv"

Vector = NDArray[np.float64]


def examples(known: Sequence[Told]) -> list[tuple[str, Found, bool, float]]:
    """(story, features, whether one event, how much it counts) for each candidate pair."""
    found = []
    for bare in (False, True):
        reports = sorted((_bare(t.sighting) if bare else t.sighting for t in known), key=lambda r: r.id)
        of = {t.sighting.id: t for t in known}
        corpus = Corpus(reports)
        for i, j in candidates(reports):
            a, b = reports[i], reports[j]
            pair = features(a, b, corpus)
            if pair is not None and of[a.id].story == of[b.id].story:
                found.append((of[a.id].story, pair, of[a.id].key == of[b.id].key, 0.5))
    made = pairs()
    for one in made:
        measured = features(one.a, one.b, beside(made, one))
        if measured is not None:
            found.append(("", measured, one.same, _HAND_MADE))
    return found


def _bare(report: Sighting) -> Sighting:
    return replace(report, thing=None, thing_words=frozenset(), place=None, amounts=(), mode=None)


def fit(rows: Sequence[tuple[str, Found, bool, float]], pull: float = PULL) -> dict[str, float]:
    """Weights that make the examples likeliest, by projected gradient descent with momentum (Nesterov 1983)."""
    table = list(weights().values())
    at = {weight.name: n for n, weight in enumerate(table)}
    measured = np.zeros((len(rows), len(table)))
    for n, (_, pair, _, _) in enumerate(rows):
        for name, value in pair.items():
            measured[n, at[name]] = value
    right = np.array([same for _, _, same, _ in rows], dtype=float)
    counts = np.array([count for _, _, _, count in rows])
    stated = np.array([weight.stated for weight in table])
    free = np.array([weight.learned for weight in table])
    signs = np.array([weight.sign for weight in table], dtype=float)
    step = 1.0 / (0.25 * float(np.linalg.norm(measured * np.sqrt(counts)[:, None], 2)) ** 2 + pull)
    now = stated.copy()
    ahead = now.copy()
    for turn in range(_STEPS):
        odds: Vector = 1.0 / (1.0 + np.exp(-measured @ ahead))
        slope = measured.T @ (counts * (odds - right)) + pull * (ahead - stated)
        new = ahead - step * slope
        new = np.where(free, np.where(new * signs < 0, 0.0, new), stated)
        ahead = new + turn / (turn + 3) * (new - now)
        now = new
    now[at["nothing_known"]] += LEANING
    return {weight.name: round(float(value), 2) + 0.0 for weight, value in zip(table, now, strict=True)}


def with_weights(used: Mapping[str, float]) -> dict[str, Weight]:
    return {name: replace(weight, used=used[name]) for name, weight in weights().items()}


def cross_validated(
    known: Sequence[Told], rows: Sequence[tuple[str, Found, bool, float]]
) -> tuple[float, float, float]:
    """B-cubed over all looked-at reports, those of each story joined by weights learned without it."""
    made: dict[str, str] = {}
    for story in sorted({t.story for t in known}):
        used = fit([row for row in rows if row[0] != story])
        made.update(_joined([t for t in known if t.story == story], known, used))
    return b_cubed(made, {t.sighting.id: t.key for t in known}, [t.sighting.id for t in known])


def _joined(wanted: Sequence[Told], known: Sequence[Told], used: Mapping[str, float]) -> dict[str, str]:
    ids = {t.sighting.id for t in wanted}
    before = dict(weights())
    table = weights()
    assert isinstance(table, dict)
    try:
        table.update(with_weights(used))
        groups = clusters(t.sighting for t in known)
    finally:
        table.update(before)
    return {report.id: group[0].id for group in groups for report in group if report.id in ids}


def write(used: Mapping[str, float]) -> None:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    notes = [line for line in lines if line.startswith("#")]
    table = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    with _FILE.open("w", encoding="utf-8", newline="") as out:
        out.write("\n".join(notes) + "\n")
        writer = csv.DictWriter(out, table[0].keys(), lineterminator="\n")
        writer.writeheader()
        for row in table:
            writer.writerow({**row, "weight": used[row["feature"]]})


def main() -> None:
    known = [t for t in told() if t.half == SEEN]
    rows = examples(known)
    right = {t.sighting.id: t.key for t in known}
    ids = [t.sighting.id for t in known]
    stated = {name: weight.stated for name, weight in weights().items()}
    used = fit(rows)
    for what, (p, r, f) in (
        ("weights as stated", b_cubed(_joined(known, known, stated), right, ids)),
        ("learned, each story without itself", cross_validated(known, rows)),
        ("learned from all of them", b_cubed(_joined(known, known, used), right, ids)),
    ):
        print(f"{what}: B-cubed precision {100 * p:.1f}, recall {100 * r:.1f}, F1 {100 * f:.1f}")
    wrong = wrong_pairs(used)
    print(f"hand-made pairs that come out wrong: {len(wrong)} of {len(pairs())}: {'; '.join(wrong)}")
    if "--write" in sys.argv:
        write(used)


def wrong_pairs(used: Mapping[str, float]) -> list[str]:
    """The reasons of the hand-made pairs that a weighing alone gets wrong."""
    made = pairs()
    found = []
    for pair in made:
        measured = features(pair.a, pair.b, beside(made, pair))
        odds = None if measured is None else sum(used[name] * value for name, value in measured.items())
        if (odds is not None and odds > 0) != pair.same:
            found.append(f"{pair.why} ({'cannot be' if odds is None else f'{odds:+.1f}'})")
    return found


if __name__ == "__main__":
    main()
