"""Who is who, and when: states, seats, leaders, organisations, groups, agents; and how a mention is resolved."""

from comity.actors.model import Actor, AliasHit, Membership, Name, Person, Resolution, Term
from comity.actors.registry import Registry

__all__ = ["Actor", "AliasHit", "Membership", "Name", "Person", "Registry", "Resolution", "Term"]
