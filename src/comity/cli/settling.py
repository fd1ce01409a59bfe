"""Settling in the terminal what coders coded differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from comity.audit.codings import Coded
from comity.cli import output
from comity.cli.coding import Back, Dialogue, Quit, Skip, paragraph, told

if TYPE_CHECKING:
    from comity.audit.sheet import Shown

Differing = Sequence[tuple["Shown", Mapping[str, tuple[Coded, ...]]]]


def settle_all(dialogue: Dialogue, differing: Differing) -> int:
    """Ask of each sentence which coding holds, or for another; return how many were settled."""
    done: set[str] = set()
    at = 0
    while at < len(differing):
        shown, codings = differing[at]
        output.say(f"\n{at + 1} of {len(differing)}   {shown.title}")
        paragraph(shown)
        names = list(codings)
        for number, name in enumerate(names, 1):
            output.say(f"  {number}  {name}: {'; '.join(map(told, codings[name])) or 'nothing'}")
        try:
            said = dialogue.answer("Which holds? (a number, o another, s skip, b back, q stop) ").casefold()
            if said == "s":
                raise Skip
            if said == "o":
                events = dialogue.events(shown)
            elif said.isdecimal() and 0 < int(said[:4]) <= len(names):
                events = codings[names[int(said) - 1]]
            else:
                output.note(f"Say a number from 1 to {len(names)}, o, s, b or q.")
                continue
        except Quit:
            break
        except Skip:
            at += 1
            continue
        except Back:
            at = max(0, at - 1)
            continue
        dialogue.audit.settle(shown.key, events)
        done.add(shown.key)
        at += 1
    return len(done)
