"""A mention while it is being made."""

from __future__ import annotations

from dataclasses import dataclass

from comity.actors.model import ActorKind, AliasHit, Resolution


@dataclass(slots=True)
class Draft:
    """Tokens [i, j) of a paragraph, head `head`. `plural`: they, not it. `person`: one human being, by name or by title.

    `names`: the words of a person's name. `own`: tokens of the name itself, without title. `former`: out of office.
    """

    i: int
    j: int
    head: int
    actors: tuple[str, ...]
    kind: ActorKind
    resolved: str
    candidates: tuple[str, ...] = ()
    sector: str | None = None
    plural: bool = False
    person: bool = False
    names: tuple[str, ...] = ()
    title: str = ""
    former: bool = False
    chars: tuple[int, int] | None = None  # where the mention is narrower than its tokens ("U.S.-Japan")
    persons: tuple[str, ...] = ()  # ids of office-holders
    resolved_as: str = ""  # what kind of name an ambiguous mention is
    set_of: int = 0  # how many a set anaphor means; 0: no set


@dataclass(slots=True)
class Named:
    """A name found in a paragraph: tokens [i, j), what it resolves to, and how it stands there."""

    i: int
    j: int
    head: int
    hit: AliasHit
    resolution: Resolution
    partner: bool = False  # joined by a hyphen to another name
    doer: bool = False  # "US-brokered"
    place: bool = False
    against: bool = False  # "anti-American"
    patron: bool = False  # "Iran-backed"
    shared_token: bool = False
