"""What a document has said so far: who its people are and whom they act for, and who was last spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.actors.model import Person


@dataclass(frozen=True, slots=True)
class Known:
    """A person named in full before: whom they act for, and their id where a table has them."""

    actors: tuple[str, ...]
    person: str | None
    former: bool
    title: str = ""


class Memory:
    """Grows while a document is read from its beginning."""

    def __init__(self, registry: Registry, text: str = "") -> None:
        self.registry = registry
        self._text = text
        self._in_full: dict[str, tuple[Person, ...]] = {}
        self._people: dict[str, Known] = {}

    def learn(self, names: tuple[str, ...], known: Known) -> None:
        """A full name: each of its words names the person from here on; the last full name of a word wins."""
        for word in names:
            if len(word) > 1 and word[0].isupper():
                held = self._people.get(word)
                if held is None or known.actors or not held.actors:
                    self._people[word] = known

    def named_in_full(self, surname: str) -> tuple[Person, ...]:
        """named_elsewhere_rule: the leaders of that family name whose full name stands anywhere in the document: 'PM Silva' in
        a headline is the one of the text below it."""
        if surname not in self._in_full:
            self._in_full[surname] = tuple(
                person
                for person in self.registry.persons_named(surname)
                if any(" " in name and name in self._text for name in (person.name, *person.aliases))
            )
        return self._in_full[surname]

    def recall(self, word: str) -> Known | None:
        return self._people.get(word)
