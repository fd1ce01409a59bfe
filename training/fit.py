"""Fitting how the two readers are weighed: logistic models of which findings are right, on texts that neither was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from benchmarks.annotated import KINDS, SEEN, Text, analyses, families, nothing, paragraphs, plain, sentences
from benchmarks.calibration import expected_error
from benchmarks.matching import READ, RIGHT, match
from numpy.typing import NDArray

from comity.actors import Registry
from comity.documents.load import from_text
from comity.reading.contract import to_dict
from comity.reading.model import DocumentInfo, Reading
from comity.reading.parse import parse
from comity.reading.reader import context_of, rules_of
from comity.reading.trained.candidates import Candidates, candidates
from comity.reading.trained.choosing import Candidate, selected
from comity.reading.trained.proposals import begin
from training import corpus
from training.corpus import kept_apart

GROUPS: Final = ("rules", "trained")
FOLDS: Final = 5
RIDGE: Final = 1.0
_NAMES: Final = {"events": "reports", "relations": "relations", "causes": "causes", "stances": "stances"}
Floats = NDArray[np.float64]
Row = dict[str, Any]


def texts() -> list[Text]:
    """What is fitted on: paragraphs kept apart from training, and the halves of the other sets that were looked at."""
    kept = paragraphs((d for d in corpus.load() if kept_apart(d["id"])), SEEN)
    own = [t for t in (*sentences(), *analyses(), *families(), *nothing(), *plain()) if t.half == SEEN]
    return [*kept, *own]


def found(chosen_texts: Iterable[Text]) -> list[tuple[Text, Candidates]]:
    """Every text with the candidates of both readers."""
    registry = Registry.default()
    out = []
    for text in chosen_texts:
        document = from_text(text.text, id=text.id, published=text.published)
        context = context_of(document, parse(document, None, registry), registry)
        rules = rules_of(context)
        out.append((text, candidates(context, *rules, begin(context)())))
    return out


def _rows(text: Text, kind: str, items: Sequence[Any]) -> list[Row]:
    """The findings as the reading's JSON has them."""
    blank = DocumentInfo(None, None, None, None, "none", "en")
    row: Row = to_dict(Reading(text.id, blank, **{_NAMES[kind]: tuple(items)}))  # type: ignore[arg-type]
    made: list[Row] = row[READ[kind]]
    return made


def _right(text: Text, kind: str, made: Sequence[Row]) -> list[bool]:
    """Which findings are right as they stand, each asked for itself."""
    return [bool(match(text.text, text.rows.get(kind, []), [row], RIGHT[kind])) for row in made]


def logistic(x: Floats, y: Floats) -> Floats:
    """Weights of a logistic model with a ridge on all but the first (the constant), by Newton's method."""
    x = np.column_stack([np.ones(len(x)), x])
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - penalty * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def fit(found_in: Sequence[tuple[Text, Candidates]]) -> tuple[dict[str, Any], list[str]]:
    """The fitted settings, and lines that say how well they do on texts left out in turn."""
    settings: dict[str, Any] = {}
    lines: list[str] = []
    for kind in KINDS:
        asked = [(t, getattr(c, _NAMES[kind])) for t, c in found_in if kind in t.rows]
        rows = [_rows(t, kind, [c.make() for c in group]) for t, group in asked]
        truth = [_right(t, kind, made) for (t, _), made in zip(asked, rows, strict=True)]
        folds = [_weights(asked, truth, [n for n in range(len(asked)) if n % FOLDS != fold]) for fold in range(FOLDS)]
        held = [(folds[n % FOLDS], t, c, rows[n]) for n, (t, c) in enumerate(asked)]
        least = LEAST[kind]
        settings[kind] = {**_weights(asked, truth, range(len(asked))), "least": least}
        lines.append(f"{kind}: {len(asked)} texts")
        for what, bar in (("rules alone", RULES_ALONE), ("joined", least)):
            found, right, annotated = counts = _count(held, kind, {"least": bar})
            lines.append(f"    {what}: F1 {_f1(counts):.1f} ({found} found, {right} right, {annotated} annotated)")
        sure = [pair for row in held for pair in _sure(row, kind, {"least": least})]
        lines.append(f"    calibration error {100 * expected_error(sure):.1f} over {len(sure)}")
    return settings, lines


_CLAIMS: Final = {"rules": 0.0, "trained": 0.6}
LEAST: Final = {
    "events": {"rules": 0.1, "trained": 0.6},
    "relations": _CLAIMS,
    "causes": _CLAIMS,
    "stances": _CLAIMS,
}
"""What the network alone proposes stays where it is clearly likelier right than wrong; an event that a rule found goes where
hardly any such finding is right. At 0.5 the network's findings add a point of F1 on these texts, and more acts beside the one
that a sentence is about."""
RULES_ALONE: Final = {"rules": 0.0, "trained": 1.0}


def _weights(
    asked: Sequence[tuple[Text, list[Candidate[Any]]]], truth: Sequence[list[bool]], which: Iterable[int]
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    chosen_rows = list(which)
    for group in GROUPS:
        pairs = [
            (c.figures, flag)
            for n in chosen_rows
            for c, flag in zip(asked[n][1], truth[n], strict=True)
            if c.group == group
        ]
        x = np.asarray([figures for figures, _ in pairs], dtype=np.float64)
        y = np.asarray([flag for _, flag in pairs], dtype=np.float64)
        out[group] = [round(float(w), 4) for w in logistic(x, y)]
    return out


Held = tuple[dict[str, Any], Text, list[Candidate[Any]], list[Row]]
"""Weights fitted without the text, the text, its candidates, and the same as rows of JSON."""


def _made(held: Held, choice: Mapping[str, Any]) -> list[Row]:
    weights, _, group, rows = held
    of = {id(candidate): row for candidate, row in zip(group, rows, strict=True)}
    return [{**of[id(c)], "confidence": share} for share, c in selected(group, {**weights, **choice})]


def _count(rows: Iterable[Held], kind: str, choice: Mapping[str, Any]) -> tuple[int, int, int]:
    """Found, right and annotated."""
    found = right = annotated = 0
    for held in rows:
        text = held[1]
        made = [row for row in _made(held, choice) if not row.get("negated")]
        gold = text.rows.get(kind, [])
        found += len(made)
        right += len(match(text.text, gold, made, RIGHT[kind]))
        annotated += sum(not g.get("optional") for g in gold)
    return found, right, annotated


def _sure(held: Held, kind: str, choice: Mapping[str, Any]) -> list[tuple[float, bool]]:
    text = held[1]
    made = _made(held, choice)
    pairs = dict(match(text.text, text.rows.get(kind, []), made, RIGHT[kind]))
    return [(row["confidence"], n in pairs) for n, row in enumerate(made)]


def _f1(row: Sequence[int]) -> float:
    return 200 * row[1] / (row[0] + row[2]) if row[0] + row[2] else 0.0


def write(settings: dict[str, Any], folder: Path) -> None:
    (folder / "fitted.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
