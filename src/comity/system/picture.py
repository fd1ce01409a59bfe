"""The network of a day, or of several side by side, as one SVG file that needs nothing else.

Positive ties are drawn solid, negative ones dashed and in another colour, both the wider the further the score is from
zero; undetermined ones thin and grey; ties back at the prior not at all. Ties from tables are dotted arcs beside them.
Colours of actors are their blocs. It can be read in light and dark and without seeing colours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from comity.system.layout import Places
from comity.system.pulls import spoken
from comity.system.ties import Network, Tie
from comity.system.whole import Standing, System

_STYLE: Final = """
svg { font-family: system-ui, sans-serif; background: #ffffff; }
text { fill: #1c2430; } .soft { fill: #5b6573; }
.plus { stroke: #1d6fb8; fill: none; } .minus { stroke: #c2410c; fill: none; stroke-dasharray: 7 4; }
.open { stroke: #9aa3af; fill: none; stroke-width: 1.2; } .less { stroke-dasharray: 5 4; } .table { stroke: #6b7280; fill: none; stroke-width: 1.6; stroke-dasharray: 1 4; stroke-linecap: round; }
.actor { stroke: #1c2430; stroke-width: 1.2; } .none { fill: #ffffff; stroke: #9aa3af; } .swings { stroke-width: 2.6; stroke-dasharray: 3 2; }
.b0 { fill: #eef1f5; } .b1 { fill: #bfdcf5; } .b2 { fill: #f8d3b0; } .b3 { fill: #cfe8c6; } .b4 { fill: #e3cff0; } .b5 { fill: #f6e39a; } .b6 { fill: #f3c6cf; }
.b7 { fill: #c9e6e3; } .b8 { fill: #ddd6c5; } .id { font-weight: 600; text-anchor: middle; } .on { font-weight: 600; }
@media (prefers-color-scheme: dark) {
 svg { background: #14181f; } text { fill: #e7ebf0; } .soft { fill: #9aa6b5; } .plus { stroke: #6db3f2; } .minus { stroke: #fb923c; }
 .open { stroke: #5b6573; } .table { stroke: #aab4c0; } .actor { stroke: #e7ebf0; } .actor + .id { fill: #14181f; } .none { fill: #14181f; stroke: #5b6573; }
 .none + .id { fill: #9aa6b5; } .b0 { fill: #b8c0cb; }
}
"""
CROWD: Final = 14
"""More actors than this have no names beside their ids, and thinner lines."""
_COLOURS: Final = 8
_SWINGS: Final = 0.25
"""An actor that is on the other side in this share of draws has a dashed outline."""


def picture(systems: Sequence[System], places: Places, title: str) -> str:
    """An SVG document. One system is drawn large, several small and side by side, by date. `places` has every actor."""
    many = len(systems) > 1
    crowd = max((len(s.network.nodes) for s in systems), default=0)
    size = _panel(crowd, many)
    columns = min(len(systems), 4 if size < 400 else 2) if many else 1
    rows = math.ceil(len(systems) / columns)
    width, top = max(columns * size, 560), 44
    parts = []
    for n, system in enumerate(systems):
        x, y = (n % columns) * size + (width - columns * size) / 2, top + n // columns * size
        parts.append(f'<g transform="translate({_n(x)} {_n(y)})">{_drawn(system, places, size, small=many)}</g>')
    legend, height = _legend(systems, width, top + rows * size + 8)
    about = _about(systems)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" '
        f'role="img" aria-labelledby="title desc"><title id="title">{escape(title)}</title><desc id="desc">{escape(about)}</desc>'
        f"<style>{_STYLE}</style>"
        f'<text x="16" y="28" font-size="17" class="on">{escape(title)}</text>{"".join(parts)}{legend}</svg>\n'
    )


def _panel(crowd: int, many: bool) -> int:
    if many:
        return 300 if crowd <= CROWD else 520
    return 560 if crowd <= CROWD else min(1400, 620 + 10 * crowd)


def _drawn(system: System, places: Places, size: int, *, small: bool) -> str:
    network = system.network
    crowd = len(network.nodes)
    radius = (17 if small else 24) if crowd <= CROWD else (12 if small else 15)
    margin = radius + (26 if crowd <= CROWD and not small else 16)
    room = size - 2 * margin - (22 if small else 0)
    down = margin + (22 if small else 0)
    at = {x: (margin + places[x][0] * room, down + places[x][1] * room) for x in (n.lineage for n in network.nodes)}
    scale = (0.7 if small else 1.0) * (0.6 if crowd > CROWD else 1.0)
    out = (
        [f'<text x="{size / 2}" y="18" font-size="13" text-anchor="middle" class="on">{network.date}</text>']
        if small
        else []
    )
    bundles: dict[tuple[str, str], list[str]] = {}
    for treaty in network.drawn:
        bundles.setdefault((treaty.a, treaty.b), []).append(f"{treaty.name} ({treaty.kind})")
    for pair, names in bundles.items():
        out.append(
            _arc(at[pair[0]], at[pair[1]], f"{_pair(network, *pair)}, from tables: {'; '.join(dict.fromkeys(names))}")
        )
    order = {0: 0, 1: 1, -1: 2}
    shown = [t for t in network.ties if t.sign or not t.faded]
    for tie in sorted(shown, key=lambda t: (order[t.sign], t.strength, t.pair)):
        out.append(_line(network, tie, at[tie.a], at[tie.b], scale))
    out += [_actor(system, actor, at[actor.node.lineage], radius, crowd, small=small) for actor in system.actors]
    return "".join(out)


def _line(network: Network, tie: Tie, start: tuple[float, float], end: tuple[float, float], scale: float) -> str:
    name = {1: "plus", -1: "minus", 0: "open" if tie.mean >= 0 else "open less"}[tie.sign]
    width = "" if not tie.sign else f' stroke-width="{_n(scale * (1.4 + 6 * tie.strength))}"'
    told = f"{_pair(network, tie.a, tie.b)}: {_level(tie)}, last evidence {tie.latest}"
    return (
        f'<line class="{name}"{width} x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}">'
        f"<title>{escape(told)}</title></line>"
    )


def _arc(start: tuple[float, float], end: tuple[float, float], told: str) -> str:
    (x, y), (u, v) = start, end
    length = math.hypot(u - x, v - y) or 1.0
    bow = min(26.0, 0.16 * length)
    over = ((x + u) / 2 - (v - y) / length * bow, (y + v) / 2 + (u - x) / length * bow)
    path = f"M{_n(x)} {_n(y)} Q{_n(over[0])} {_n(over[1])} {_n(u)} {_n(v)}"
    return f'<path class="table" d="{path}"><title>{escape(told)}</title></path>'


def _actor(system: System, actor: Standing, at: tuple[float, float], radius: int, crowd: int, *, small: bool) -> str:
    node = actor.node
    silent = not (actor.friends or actor.foes or actor.open)
    swings = actor.swing.swings or 0.0
    colour = f"b{(actor.bloc - 1) % _COLOURS + 1}" if actor.bloc else "b0"
    kind = "actor none" if silent else f"actor {colour}" + (" swings" if swings >= _SWINGS else "")
    id = node.id if len(node.id) <= 8 else node.id[:7] + "…"
    letters = min(13 if crowd <= CROWD and not small else 10, 2 * radius / (0.68 * max(len(id), 1)))
    told = [spoken(system.network, node.lineage)]
    told.append("nothing told that counts" if silent else f"bloc {actor.bloc}" if actor.bloc else "in no bloc")
    if not node.exists:
        told.append("did not exist on this day")
    if not silent and swings:
        told.append(f"on the other side in {swings:.0%} of draws")
    x, y = at
    out = (
        f'<g><title>{escape(", ".join(told))}</title><circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{radius}"/>'
        f'<text class="id" x="{_n(x)}" y="{_n(y + letters / 3)}" font-size="{_n(letters)}">{escape(id)}</text>'
    )
    if crowd <= CROWD and not small:
        out += f'<text x="{_n(x)}" y="{_n(y + radius + 14)}" font-size="12" text-anchor="middle" class="soft">{escape(node.name)}</text>'
    return out + "</g>"


def _legend(systems: Sequence[System], width: float, y: float) -> tuple[str, float]:
    kinds = [
        ('<line class="plus" stroke-width="3.5" x1="0" y1="0" x2="34" y2="0"/>', "positive"),
        ('<line class="minus" stroke-width="3.5" x1="0" y1="0" x2="34" y2="0"/>', "negative"),
        ('<line class="open" x1="0" y1="0" x2="34" y2="0"/>', "undetermined"),
        ('<line class="open less" x1="0" y1="0" x2="34" y2="0"/>', "the same, leans negative"),
        ('<path class="table" d="M0 0 Q17 -8 34 0"/>', "treaty (from tables)"),
        ('<circle class="actor b0 swings" cx="17" cy="0" r="8"/>', "swings"),
        ('<circle class="actor none" cx="17" cy="0" r="8"/>', "nothing that counts"),
    ]
    out, x, row = [], 16.0, y + 14
    for mark, word in kinds:
        need = 52 + 7 * len(word)
        if x + need > width:
            x, row = 16.0, row + 24
        out.append(
            f'<g transform="translate({_n(x)} {_n(row)})">{mark}<text x="42" y="4" font-size="12">{word}</text></g>'
        )
        x += need
    blocs: dict[int, dict[str, None]] = {}
    for system in systems:
        for bloc in system.blocs:
            held = blocs.setdefault(bloc.number, {})
            for member in bloc.members:
                held[system.network.shown(member)] = None
    for number, members in sorted(blocs.items()):
        row += 22
        colour = f"b{(number - 1) % _COLOURS + 1}"
        names = ", ".join(members)
        most = int((width - 60) / 6.4)
        said = f"bloc {number}: {names}" + (" (at any of these dates)" if len(systems) > 1 else "")
        said = said if len(said) <= most else said[: most - 1] + "…"
        out.append(
            f'<circle class="actor {colour}" cx="24" cy="{_n(row)}" r="7"/><text x="42" y="{_n(row + 4)}" font-size="12">{escape(said)}</text>'
        )
    return "".join(out), row + 18


def _about(systems: Sequence[System]) -> str:
    said = []
    for system in systems:
        network = system.network
        told = [f"{_pair(network, t.a, t.b)} {_level(t)}" for t in network.determined]
        said.append(f"{network.date}: " + ("; ".join(told) if told else "no tie has a sure sign") + ".")
    return " ".join(said)


def _level(tie: Tie) -> str:
    if tie.sign:
        sure = tie.positive if tie.sign > 0 else 1 - tie.positive
        return f"{'positive' if tie.sign > 0 else 'negative'} ({tie.mean:+.2f}, probability {sure:.2f})"
    return f"undetermined ({tie.mean:+.2f}, positive with probability {tie.positive:.2f})"


def _pair(network: Network, a: str, b: str) -> str:
    return f"{network.shown(a)} and {network.shown(b)}"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
