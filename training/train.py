"""Fine-tuning: the network learns the corpus, a tenth of which is kept apart to choose by."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional as F

from comity.reading.trained.labels import ENDS, LINKS, PARTIES, PRESENT, TRAITS
from training.corpus import kept_apart
from training.examples import Example, Trigger
from training.model import Network, Start

BATCH: Final = 480
"""Word pieces of a batch, padding included."""
UNSURE: Final = 0.05
"""Label smoothing: annotators differ, and a score near 0 or 1 would be sure of what they are not."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How training runs. `keep`: which of the six layers are kept; learning rates of the encoder and of the heads."""

    keep: tuple[int, ...] = (0, 1, 2, 3)
    epochs: int = 16
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    seed: int = 7


@dataclass(slots=True)
class Counts:
    """Found, right and annotated, by what is counted."""

    rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, predicted: int, right: int, gold: int) -> None:
        row = self.rows.setdefault(name, [0, 0, 0])
        row[0] += predicted
        row[1] += right
        row[2] += gold

    def f1(self, name: str) -> float:
        predicted, right, gold = self.rows.get(name, (0, 0, 0))
        return 200 * right / (predicted + gold) if predicted + gold else 0.0

    def __str__(self) -> str:
        return "  ".join(f"{name} {self.f1(name):.1f}" for name in self.rows)


def train(
    examples: Sequence[Example],
    settings: Settings,
    report: Callable[[str], None],
    keep: Callable[[Network], None] | None = None,
) -> Network:
    """The network after the last epoch. Deterministic for one machine, thread count and version of torch.

    `keep` is called after each epoch, to save what is there.
    """
    torch.manual_seed(settings.seed)
    shuffler = random.Random(settings.seed)
    torch.use_deterministic_algorithms(True)
    network = Network(len(settings.keep))
    network.encoder.start_from(Start.installed().folder, settings.keep)
    learnt = [e for e in examples if not kept_apart(e.document)]
    chosen_by = [e for e in examples if kept_apart(e.document)]
    network.encoder.words.weight.requires_grad_(False)  # 10 million numbers for 4,000 sentences; forms tell names apart
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=0.01,
    )
    steps = settings.epochs * len(list(_batches(learnt)))
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    begun = time.monotonic()
    for epoch in range(settings.epochs):
        network.train()
        order = list(learnt)
        shuffler.shuffle(order)
        batches = list(_batches(order))
        shuffler.shuffle(batches)
        total = 0.0
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        minutes = (time.monotonic() - begun) / 60
        report(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {minutes:.1f} min; {measure(network, chosen_by)}")
        if keep is not None:
            keep(network)
    network.eval()
    return network


def _batches(examples: Iterable[Example]) -> Iterator[list[Example]]:
    """Windows of like length together."""
    pool: list[Example] = []
    for example in sorted(examples, key=lambda e: len(e.window.ids)):
        if pool and (len(pool) + 1) * len(example.window.ids) > BATCH:
            yield pool
            pool = []
        pool.append(example)
    if pool:
        yield pool


def _pad(rows: Iterable[Sequence[int]], length: int, value: int = 0) -> Tensor:
    return torch.tensor([[*row, *[value] * (length - len(row))] for row in rows])


def states(network: Network, batch: Sequence[Example]) -> Tensor:
    length = max(len(e.window.ids) for e in batch)
    ids = _pad((e.window.ids for e in batch), length)
    used = _pad(([1] * len(e.window.ids) for e in batch), length)
    mask = (1.0 - used.float())[:, None, None, :] * -1e9
    slots, forms = _pad((e.window.slots for e in batch), length), _pad((e.window.forms for e in batch), length)
    found: Tensor = network.encoder(ids, slots, forms, mask)
    return found


def _loss(network: Network, batch: Sequence[Example]) -> Tensor:
    hidden = states(network, batch)
    told = network.told(hidden)
    length = hidden.shape[1]
    own = torch.zeros(len(batch), length, dtype=torch.bool)
    for n, example in enumerate(batch):
        own[n, example.own] = True
    loss = torch.zeros(())
    for kind in PRESENT:
        gold = torch.zeros(len(batch), length, dtype=torch.long)
        for n, example in enumerate(batch):
            for piece, label in example.classes[kind].items():
                gold[n, piece] = label
        loss = loss + 4 * F.cross_entropy(told[kind][own], gold[own], label_smoothing=UNSURE / 5)
    rows, triggers = _triggers(batch)
    if not triggers:
        return loss
    at = torch.tensor([t.piece for t in triggers])
    for trait in TRAITS:
        with_it = [i for i, t in enumerate(triggers) if trait in t.traits]
        if with_it:
            gold = torch.tensor([triggers[i].traits[trait] for i in with_it])
            scores = told[trait][rows[with_it], at[with_it]]
            loss = loss + 0.3 * F.cross_entropy(scores, gold, label_smoothing=UNSURE)
    sentences = _pad((e.sentences for e in batch), length, -2)
    scores = network.linked(hidden, rows, at, sentences)
    return loss + _party_loss(scores, batch, rows, triggers) + 0.5 * _end_loss(scores, sentences, rows, at, triggers)


def _triggers(batch: Sequence[Example]) -> tuple[Tensor, list[Trigger]]:
    rows = [n for n, e in enumerate(batch) for _ in e.triggers]
    return torch.tensor(rows, dtype=torch.long), [t for e in batch for t in e.triggers]


def _party_loss(scores: Tensor, batch: Sequence[Example], rows: Tensor, triggers: Sequence[Trigger]) -> Tensor:
    wanted, weight, asked = torch.zeros(scores.shape), torch.zeros(scores.shape), 0
    for i, trigger in enumerate(triggers):
        candidates = batch[int(rows[i])].candidates
        for role in PARTIES:
            if role not in trigger.links:
                continue
            asked += 1
            link = LINKS.index(role)
            weight[i, link, candidates] = 1.0
            weight[i, link, sorted(trigger.open[role])] = 0.0
            right = sorted(trigger.links[role])
            wanted[i, link, right], weight[i, link, right] = 1.0, 1.0
    smooth = wanted * (1 - UNSURE) + UNSURE / 2
    return F.binary_cross_entropy_with_logits(scores, smooth, weight=weight, reduction="sum") / max(1, asked)


def _end_loss(scores: Tensor, sentences: Tensor, rows: Tensor, at: Tensor, triggers: Sequence[Trigger]) -> Tensor:
    here = sentences[rows] == sentences[rows, at][:, None]
    total, count = torch.zeros(()), 0
    for role in ENDS:
        link = LINKS.index(role)
        with_it = [i for i, t in enumerate(triggers) if role in t.links]
        gold = [min(triggers[i].links[role]) for i in with_it]
        with_it = [i for i, g in zip(with_it, gold, strict=True) if bool(here[i, g])]
        if not with_it:
            continue
        gold = [min(triggers[i].links[role]) for i in with_it]
        masked = scores[with_it, link].masked_fill(~here[with_it], -1e9)
        total = total + F.cross_entropy(masked, torch.tensor(gold), reduction="sum")
        count += len(gold)
    return total / max(1, count)


@torch.no_grad()
def measure(network: Network, examples: Sequence[Example]) -> Counts:
    """F1 of what the network says of these windows: words that carry something with their class; parties and ends of
    annotated words; shares of right traits (as F1, which is the same there)."""
    network.eval()
    counts = Counts()
    for batch in _batches(examples):
        hidden = states(network, batch)
        told = network.told(hidden)
        for kind in PRESENT:
            best = told[kind].argmax(-1)
            for n, example in enumerate(batch):
                said = {p: int(best[n, p]) for p in example.own if int(best[n, p])}
                gold = example.classes[kind]
                counts.add(kind, len(said), sum(gold.get(p) == label for p, label in said.items()), len(gold))
        rows, triggers = _triggers(batch)
        if not triggers:
            continue
        at = torch.tensor([t.piece for t in triggers])
        sentences = _pad((e.sentences for e in batch), hidden.shape[1], -2)
        scores = network.linked(hidden, rows, at, sentences)
        for i, trigger in enumerate(triggers):
            example = batch[int(rows[i])]
            for trait, label in trigger.traits.items():
                counts.add(trait, 1, int(told[trait][int(rows[i]), trigger.piece].argmax()) == label, 1)
            for role in PARTIES:
                if role in trigger.links:
                    link = LINKS.index(role)
                    said = {p for p in example.candidates if float(scores[i, link, p]) > 0}
                    right = trigger.links[role]
                    counts.add(role, len(said - trigger.open[role]), len(said & right), len(right))
            for role in ENDS:
                if role in trigger.links:
                    here = [p for p, s in enumerate(example.sentences) if s == example.sentences[trigger.piece]]
                    best_piece = max(here, key=lambda p: float(scores[i, LINKS.index(role), p]))
                    counts.add(role, 1, best_piece in trigger.links[role], 1)
    return counts
