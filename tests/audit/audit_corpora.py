"""Sentences with what was found in them and what is there, by chance; and samples of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from comity.audit.drawing import draw
from comity.audit.events import Event
from comity.audit.frame import Sentence
from comity.audit.sample import Sample, Sampled

TYPES = ("CONSULT", "SUPPORT", "AGREE", "COOPERATE", "ACCUSE", "SANCTION", "ASSAULT", "REQUEST")
MISSED = (0.25, 0.2, 0.07, 0.02)
"""How often a sentence with claims only, two actors, one and none tells of an event all the same."""


@dataclass
class SimulatedCorpus:
    """`truth` gives for each sentence how many events were found, are there, and are both."""

    sentences: list[Sentence]
    truth: dict[str, tuple[int, int, int]]

    @classmethod
    def drawn(cls, rng: random.Random, size: int) -> SimulatedCorpus:
        """Three in ten with reports, right more often where confidence is high; corpora differ in how hard they are."""
        corpus = cls([], {})
        easy, harder = rng.uniform(-0.1, 0.08), rng.uniform(0.6, 1.4)
        shares = [rng.expovariate(1) for _ in TYPES]
        for number in range(size):
            s = Sentence(f"s{number}", "d", number, number + 1)
            right = 0
            if rng.random() < 0.3:
                for _ in range(1 + (rng.random() < 0.2)):
                    sure = rng.betavariate(4, 2)
                    s.found.append(Event(rng.choices(TYPES, shares)[0], confidence=sure))
                    right += rng.random() < 0.35 + 0.6 * sure + easy
                there = right + (rng.random() < 0.15 * harder)
            else:
                kind = rng.choices(range(4), (0.1, 0.2, 0.25, 0.45))[0]
                s.claims, s.actors = int(kind == 0), (2, 2, 1, 0)[kind]
                there = int(rng.random() < MISSED[kind] * harder)
            corpus.sentences.append(s)
            corpus.truth[s.key] = (len(s.found), there, right)
        return corpus

    @classmethod
    def of_kinds(cls, kinds: Sequence[int]) -> SimulatedCorpus:
        """Of kind 0 to 3 with a report of a type; 4 with a claim; 5 two actors, 6 one, 7 none."""
        corpus = cls([], {})
        for number, kind in enumerate(kinds):
            s = Sentence(f"s{number}", "d", number, number + 1)
            if kind < 4:
                s.found.append(Event(TYPES[kind], confidence=number % 10 / 10))
            s.claims, s.actors = int(kind == 4), {5: 2, 6: 1}.get(kind, 0)
            corpus.sentences.append(s)
        return corpus


def sample_of(sentences: Sequence[Sentence], wanted: int, seed: int) -> Sample:
    strata, drawn = draw(sentences, wanted, seed)
    made = (Sampled(d.sentence.key, "d", "", 0, 1, "", "", "", d.stratum, strata[d.stratum].probability) for d in drawn)
    return Sample(1, seed, 1, "", tuple(strata), tuple(made))
