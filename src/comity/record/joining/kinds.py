"""Kinds of act by the words for them: visits, signings, deliveries (`act_kinds.csv`)."""

from __future__ import annotations

from functools import cache, lru_cache

from comity.record.joining.acts import rows


@cache
def _beginnings() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    """Kind, how its words begin, its whole words."""
    table = []
    for row in rows("act_kinds.csv"):
        words = row["begins"].split("|")
        begins = tuple(word for word in words if not word.endswith("$"))
        table.append((row["kind"], begins, frozenset(word[:-1] for word in words if word.endswith("$"))))
    return tuple(table)


@lru_cache(maxsize=50_000)
def kinds_of_act(trigger: str) -> frozenset[str]:
    """The kinds of act that a trigger can name; empty when no list has it."""
    return frozenset(kind for kind, begins, whole in _beginnings() if trigger in whole or trigger.startswith(begins))
