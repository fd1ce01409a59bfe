"""Which offices a title names, and whether a person of the tables is meant at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from comity.actors.finding import fold
from comity.intervals import Interval

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.actors.model import Person

GRACE: Final = timedelta(days=30)
"""Who left office so lately is still read as of the office: most reports of a fall follow it by days."""

PAST: Final = timedelta(days=15 * 365)
"""Who left office so long ago is read as of the office, unless the text gives a time after it."""

SOON: Final = timedelta(days=2 * 365)
"""Who takes office so soon stands for the state already: candidates, those elected, and dates that are a little out."""

HEADS: Final = ("head_of_state", "head_of_government", "effective_ruler")
OFFICES: Final[dict[str, tuple[str, ...]]] = {
    "president": ("head_of_state", "effective_ruler"),
    "prime minister": ("head_of_government",),
    "premier": ("head_of_government",),
    "chancellor": ("head_of_government", "head_of_state"),
    "king": ("head_of_state",),
    "queen": ("head_of_state",),
    "emir": ("head_of_state",),
    "sultan": ("head_of_state",),
    "shah": ("head_of_state",),
    "taoiseach": ("head_of_government",),
    "foreign minister": ("foreign_minister",),
    "fm": ("foreign_minister",),
    "external affairs minister": ("foreign_minister",),
    "foreign secretary": ("foreign_minister",),
    "secretary of state": ("foreign_minister",),
    "defence minister": ("defence_minister",),
    "defense minister": ("defence_minister",),
    "defence secretary": ("defence_minister",),
    "defense secretary": ("defence_minister",),
    "secretary": ("foreign_minister", "defence_minister"),
    "minister": ("foreign_minister", "defence_minister", "head_of_government"),
    "leader": ("head_of_state", "head_of_government", "effective_ruler", "head_of_organisation"),
    "ruler": ("head_of_state", "effective_ruler"),
    "dictator": ("head_of_state", "head_of_government", "effective_ruler"),
    "strongman": ("head_of_state", "head_of_government", "effective_ruler"),
    "emperor": ("head_of_state",),
    "ayatollah": ("head_of_state", "effective_ruler"),
    "supreme leader": ("head_of_state", "effective_ruler"),
    "crown prince": ("head_of_government", "effective_ruler"),
    "vice president": ("senior_official",),
    "ambassador": ("senior_official",),
}
SHORT: Final = frozenset({"pm", "president", "premier", "chancellor"})

_LIKE: Final = 2  # letters that two spellings of a given name share
_ONE_NAME: Final = frozenset({"muhammad", "mohamed", "mohammed", "mohammad", "muhammed", "mohamad"})


def belongs(registry: Registry, persons: list[Person], when: Interval | None) -> bool:
    """elder_statesman_rule: who held an office of one state before still belongs to it; so does who is about to, where the
    state is there. Long before the first office, the nearest date is not the one that the person is told of at."""
    first = min((t.valid.first for p in persons for t in p.terms if t.valid.first is not None), default=None)
    if first is None or when is None:
        return False
    ahead = first - when.first
    if ahead <= timedelta(0) or ahead >= PAST:
        return True
    there = all(registry.actor(s).valid.covers(when.first) for p in persons for s in p.states())
    return ahead <= SOON and there


def spelt_otherwise(registry: Registry, names: tuple[str, ...], when: Interval) -> Person | None:
    """spelling_rule: 'Nikos Anastasiades' is Nicos Anastasiades: the one in office then whose family name it is and whose
    given name begins alike."""
    about = Interval(when.first - GRACE, when.last + GRACE)
    given = fold(names[0]).lower()
    found = [
        p
        for p in registry.persons_named(names[-1])
        if registry.states_of(p, about)
        and any(_alike(given, fold(text.split()[0]).lower()) for text in (p.name, *p.aliases))
    ]
    return found[0] if len(found) == 1 else None


def _alike(one: str, other: str) -> bool:
    if one in _ONE_NAME and other in _ONE_NAME:
        return True
    if len(other.rstrip(".")) == 1:
        return one[0] == other[0]
    return len(one) > _LIKE and one[:_LIKE] == other[:_LIKE]
