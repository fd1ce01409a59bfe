"""Running the network by onnxruntime: one window at a time, so that what is read of a paragraph never hangs on what else is
read with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from comity.reading.trained.labels import LINKS, PRESENT, REACH, TRAITS, WIDTH

if TYPE_CHECKING:
    from comity.reading.trained.pieces import Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
MODEL: Final = "reader.onnx"
HEADS: Final = "heads.npz"
FITTED: Final = "fitted.json"
_OUTPUTS: Final = {**{name: len(labels) for name, labels in PRESENT.items()}, **TRAITS}


@dataclass(frozen=True, slots=True)
class Told:
    """What the network says of one window. `shares`: per output, probability of each choice, (pieces, choices).
    `left`, `right`: each piece's two sides of links, (pieces, links, WIDTH)."""

    shares: dict[str, Floats]
    left: Floats
    right: Floats


class Network:
    """The trained network, loaded once a process."""

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
        )
        with np.load(folder / HEADS) as stored:
            self._reach, self._apart, self._base = (stored[name] for name in ("reach", "apart", "base"))

    def read(self, window: Window) -> Told:
        feed = {
            "ids": np.asarray([window.ids], dtype=np.int64),
            "slots": np.asarray([window.slots], dtype=np.int64),
            "forms": np.asarray([window.forms], dtype=np.int64),
        }
        told, left, right = (found[0] for found in self._session.run(None, feed))
        shares, at = {}, 0
        for name, width in _OUTPUTS.items():
            shares[name] = _softmax(told[:, at : at + width])
            at += width
        shape = (len(window.ids), len(LINKS), WIDTH)
        return Told(shares, left.reshape(shape), right.reshape(shape))

    def links(self, told: Told, link: str, marked: Marked) -> Floats:
        """Log-odds that each piece of the window is linked so to each of the marked ones, (marked, pieces)."""
        number = LINKS.index(link)
        scores = told.left[marked.pieces, number] @ told.right[:, number].T / _ROOT
        scores += self._reach[number][marked.steps]
        scores += self._base[number] + self._apart[number] * marked.apart
        found: Floats = scores
        return found


class Marked:
    """Some pieces of a window beside all of them. `steps`: how far apart, as the network tells distances; `apart`: whether
    in another sentence. `sentences`: of each piece of the window."""

    def __init__(self, pieces: Ints, sentences: Ints) -> None:
        self.pieces = pieces
        distance = np.arange(len(sentences)) - pieces[:, None]
        self.steps: Ints = _STEPS[np.clip(distance, -_FAR, _FAR) + _FAR]
        self.apart: NDArray[np.bool_] = sentences != sentences[pieces][:, None]


_SLOW: Final = ["LayerNormFusion", "SkipLayerNormFusion"]
"""The runtime's one operator for these layers takes longer than the few it is made of: a seventh of the network's time."""
_FAR: Final = max(REACH) + 1
_STEPS: Final = np.searchsorted(np.asarray(REACH), np.arange(-_FAR, _FAR + 1), side="right")
_ROOT: Final = np.float32(np.sqrt(WIDTH))


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def folder() -> Path:
    return Path(str(resources.files(__package__))) / "data"


def trained() -> bool:
    """Whether a trained network lies in the package."""
    return all((folder() / name).exists() for name in (MODEL, HEADS, FITTED))


@cache
def network(threads: int | None = None) -> Network:
    """`threads`: by default one, since it runs beside the rules and in as many workers as a build has. What is read does not
    hang on it."""
    return Network(folder(), threads or 1)


@cache
def settings() -> dict[str, Any]:
    """What was fitted after training: thresholds, and how its scores become shares of right ones."""
    found: dict[str, Any] = json.loads((folder() / FITTED).read_text(encoding="utf-8"))
    return found
