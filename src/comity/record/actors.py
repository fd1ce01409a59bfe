"""The rows about actors that the store keeps: every actor that some row names, and its memberships."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from comity.record.rows import Row

if TYPE_CHECKING:
    from comity.actors import Registry


def lineages(registry: Registry) -> Callable[[str], str]:
    """Actor id -> the id of its lineage; an actor that no table knows is its own lineage."""

    @cache
    def lineage(actor: str) -> str:
        try:
            return registry.lineage(actor) or actor
        except KeyError:
            return actor

    return lineage


def actor_rows(registry: Registry, named: Iterable[str]) -> list[Row]:
    """Rows of `actors` for every id named, and for the lineages they belong to; sorted by id."""
    lineage = lineages(registry)
    ids = set(named)
    ids |= {lineage(actor) for actor in ids}
    return [_row(registry, id, lineage(id)) for id in sorted(ids)]


def _row(registry: Registry, id: str, lineage: str) -> Row:
    try:
        actor = registry.actor(id)
    except KeyError:
        return (id, id, None, None, None, lineage, None, None, None, None, "text")
    valid = (actor.valid.first, actor.valid.last)
    numbers = (actor.cow, actor.gw)
    return (id, actor.name, actor.kind, *valid, lineage, *numbers, actor.source, actor.checked, actor.origin)


def membership_rows(registry: Registry, organisations: Iterable[str]) -> list[Row]:
    """Rows of `memberships` for the organisations among these actors; sorted."""
    rows = {
        (m.organisation, m.member, m.valid.first, m.valid.last, m.source, m.origin)
        for organisation in organisations
        for m in registry.memberships(organisation)
    }
    return sorted(rows, key=lambda row: (row[0], row[1], str(row[2]), str(row[3])))
