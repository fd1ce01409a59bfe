"""Words for those who act ("troops", "foreign minister"), and their PLOVER sectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from comity.actors.tables import SECTORS, table

LONGEST: Final = 4
"""Words of the longest agent phrase that is looked up."""


@dataclass(frozen=True, slots=True)
class Agent:
    """number: s singular, p plural, c a body. `alone`: names somebody even where no state stands with it.

    `person`: one human being. `materiel`: acts only as the subject of an act ("jets struck").
    """

    words: str
    sector: str
    number: str
    person: bool
    alone: bool
    materiel: bool


class Agents:
    """Look-up of agent words, in lower case."""

    def __init__(self, agents: dict[str, Agent]) -> None:
        self._agents = agents

    @classmethod
    def default(cls) -> Agents:
        return _default()

    def get(self, words: str) -> Agent | None:
        return self._agents.get(words)

    def ending(self, lower: Sequence[str], at: int, start: int = 0) -> tuple[int, Agent] | None:
        """The longest agent phrase that ends with word `at` and begins no earlier than `start`: its first word, and it."""
        agents = self._agents
        word = lower[at]
        found = agents.get(word)
        result = None if found is None else (at, found)
        for first in range(at - 1, max(start, at - LONGEST + 1) - 1, -1):
            word = f"{lower[first]} {word}"
            found = agents.get(word)
            if found is not None:
                result = (first, found)
        return result

    def sector(self, words: str) -> str | None:
        """'soldiers' -> 'MIL'; None for a word that is no agent."""
        agent = self._agents.get(words.lower())
        return None if agent is None else agent.sector


@cache
def _default() -> Agents:
    agents: dict[str, Agent] = {}
    for row in table("agents.csv", "words sector number person alone"):
        sector = row.one_of("sector", SECTORS)
        number = row.one_of("number", ("s", "p", "c"))
        person = row.one_of("person", ("0", "1")) == "1"
        alone = row.one_of("alone", ("0", "1", "m"))
        for words in row.several("words"):
            agents.setdefault(words, Agent(words, sector, number, person, alone == "1", alone == "m"))
    return Agents(agents)
