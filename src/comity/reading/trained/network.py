"""Running the network: the encoder by onnxruntime, its heads by numpy. One window at a time, so that what is read of a
paragraph never hangs on what else is read with it."""

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
MODEL: Final = "reader.onnx"
HEADS: Final = "heads.npz"
FITTED: Final = "fitted.json"
_OUTPUTS: Final = {**{name: len(labels) for name, labels in PRESENT.items()}, **TRAITS}


@dataclass(frozen=True, slots=True)
class Told:
    """What the network says of one window: per output, log-odds of each choice for each piece; and the pieces' vectors."""

    states: Floats
    scores: dict[str, Floats]

    def shares(self, output: str, piece: int) -> Floats:
        """Probability of each choice of this output at one piece."""
        return _softmax(self.scores[output][piece])


class Network:
    """The trained network, loaded once a process."""

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
        with np.load(folder / HEADS) as stored:
            heads = {name: stored[name].astype(np.float32) for name in stored.files}
        self._tell, self._tell_bias = heads["tell_weight"].T, heads["tell_bias"]
        self._left, self._left_bias = heads["left_weight"], heads["left_bias"]
        self._right, self._right_bias = heads["right_weight"], heads["right_bias"]
        self._reach, self._apart, self._base = heads["reach"], heads["apart"], heads["base"]

    def read(self, window: Window) -> Told:
        feed = {
            "ids": np.asarray([window.ids], dtype=np.int64),
            "slots": np.asarray([window.slots], dtype=np.int64),
            "forms": np.asarray([window.forms], dtype=np.int64),
        }
        states: Floats = self._session.run(None, feed)[0][0]
        told = states @ self._tell + self._tell_bias
        scores, at = {}, 0
        for name, width in _OUTPUTS.items():
            scores[name] = told[:, at : at + width]
            at += width
        return Told(states, scores)

    def links(self, told: Told, piece: int, link: str, sentences: NDArray[np.int64]) -> Floats:
        """Log-odds that each piece of the window is linked so to the word at `piece`. `sentences`: of each piece."""
        number = LINKS.index(link)
        rows = slice(number * WIDTH, (number + 1) * WIDTH)
        left = self._left[rows] @ told.states[piece] + self._left_bias[rows]
        # (W h_j + b) . left for all j at once, without the projection of every piece
        scores = told.states @ (self._right[rows].T @ left) + self._right_bias[rows] @ left
        scores = scores / np.sqrt(np.float32(WIDTH))
        distance = np.arange(len(scores)) - piece
        scores += self._reach[number][np.searchsorted(_REACH, distance, side="right")]
        scores += self._base[number] + self._apart[number] * (sentences != sentences[piece])
        found: Floats = scores.astype(np.float32)
        return found


_REACH: Final = np.asarray(REACH)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares


def folder() -> Path:
    return Path(str(resources.files(__package__))) / "data"


def trained() -> bool:
    """Whether a trained network lies in the package."""
    return all((folder() / name).exists() for name in (MODEL, HEADS, FITTED))


@cache
def network(threads: int = 1) -> Network:
    return Network(folder(), threads)


@cache
def settings() -> dict[str, Any]:
    """What was fitted after training: thresholds, and how its scores become shares of right ones."""
    found: dict[str, Any] = json.loads((folder() / FITTED).read_text(encoding="utf-8"))
    return found
