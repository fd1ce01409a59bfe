"""Fitting how the two readers are weighed: logistic models of which findings are right, on texts that neither was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from benchmarks.annotated import KINDS, SEEN, Text, analyses, families, nothing, paragraphs, sentences
from benchmarks.calibration import expected_error
from benchmarks.matching import LEVELS, READ, match
from numpy.typing import NDArray

from comity.actors import Registry
from comity.documents.load import from_text
from comity.reading.contract import to_dict
from comity.reading.model import DocumentInfo, Reading
from comity.reading.parse import parse
from comity.reading.reader import context_of, rules_of
from comity.reading.trained.joining import Candidate, Candidates, candidates, chosen
from comity.reading.trained.proposals import begin
from training import corpus
from training.corpus import kept_apart

GROUPS: Final = ("rules", "trained")
FOLDS: Final = 5
RIDGE: Final = 1.0
_NAMES: Final = {"events": "reports", "relations": "relations", "causes": "causes", "stances": "stances"}
_FAMILY: Final = {"relations": "relation", "causes": "causal", "stances": "stance"}
Floats = NDArray[np.float64]
Row = dict[str, Any]


def texts() -> list[Text]:
    """What is fitted on: paragraphs kept apart from training, and the halves of the other sets that were looked at."""
    kept = paragraphs((d for d in corpus.load() if kept_apart(d["id"])), SEEN)
    own = [t for t in (*sentences(), *analyses(), *families(), *nothing()) if t.half == SEEN]
    return [*kept, *own]


def _asked(text: Text, kind: str) -> bool:
    """Whether the text is annotated for this kind."""
    if kind == "events" or text.family in ("analysis", "nothing"):
        return kind in text.rows
    if text.family == "sentence":
        return False
    from_families = text.id.startswith("fam-")
    return text.family == _FAMILY[kind] if from_families else True


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


def labels(text: Text, kind: str, group: Sequence[Candidate[Any]]) -> list[bool]:
    """Which candidates are right as they stand, each asked for itself."""
    same = LEVELS[kind][-1][1] if kind != "causes" else LEVELS[kind][0][1]
    made = _rows(text, kind, [c.make() for c in group])
    return [bool(match(text.text, text.rows.get(kind, []), [row], same)) for row in made]


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
        asked = [(t, getattr(c, _NAMES[kind])) for t, c in found_in if _asked(t, kind)]
        truth = [labels(t, kind, group) for t, group in asked]
        settings[kind] = _weights(asked, truth, range(len(asked)))
        curve: dict[float, list[int]] = {}
        sure: list[tuple[float, bool]] = []
        for fold in range(FOLDS):
            inside = [n for n in range(len(asked)) if n % FOLDS != fold]
            held = _weights(asked, truth, inside)
            for n in range(fold, len(asked), FOLDS):
                _count(asked[n], kind, held, curve)
                sure += _sure(asked[n], kind, {**held, "least": 0.5})
        best = max(curve, key=lambda least: _f1(curve[least]))
        settings[kind]["least"] = best
        predicted, right, annotated = curve[best]
        lines.append(
            f"{kind}: {len(asked)} texts, threshold {best:.2f}: F1 {_f1(curve[best]):.1f} "
            f"({predicted} found, {right} right, {annotated} annotated); calibration error {100 * expected_error(sure):.1f}"
        )
        lines.append("    " + "  ".join(f"{least:.2f} {_f1(row):.1f}" for least, row in sorted(curve.items())))
        for group in GROUPS:
            flags = [
                flag
                for (_, c), t in zip(asked, truth, strict=True)
                for x, flag in zip(c, t, strict=True)
                if x.group == group
            ]
            lines.append(f"    {group}: {len(flags)} candidates, {sum(flags)} right")
    return settings, lines


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


def _count(
    asked: tuple[Text, list[Candidate[Any]]], kind: str, held: dict[str, Any], curve: dict[float, list[int]]
) -> None:
    text, group = asked
    same = LEVELS[kind][-1][1] if kind != "causes" else LEVELS[kind][0][1]
    gold = text.rows.get(kind, [])
    for least in np.arange(0.2, 0.71, 0.05).round(2):
        made = _rows(text, kind, chosen(group, {**held, "least": float(least)}))
        made = [row for row in made if not row.get("negated")]
        row = curve.setdefault(float(least), [0, 0, 0])
        row[0] += len(made)
        row[1] += len(match(text.text, gold, made, same))
        row[2] += sum(not g.get("optional") for g in gold)


def _sure(asked: tuple[Text, list[Candidate[Any]]], kind: str, held: dict[str, Any]) -> list[tuple[float, bool]]:
    text, group = asked
    same = LEVELS[kind][-1][1] if kind != "causes" else LEVELS[kind][0][1]
    made = _rows(text, kind, chosen(group, held))
    pairs = dict(match(text.text, text.rows.get(kind, []), made, same))
    return [(row["confidence"], n in pairs) for n, row in enumerate(made)]


def _f1(row: Sequence[int]) -> float:
    return 200 * row[1] / (row[0] + row[2]) if row[0] + row[2] else 0.0


def write(settings: dict[str, Any], folder: Path) -> None:
    (folder / "fitted.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
