"""Coding sentences in the terminal: what a coder sees, is asked and answers.

What comity found in a sentence is never shown. Every sentence is on disk before the next one is asked.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from comity.audit.codings import STATUSES, Coded, NotUnderstood, date_of, status_of, type_of
from comity.cli import output
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.audit.sheet import Shown
    from comity.intervals import Interval
    from comity.project.audit import Audit

_WIDEST: Final = 100
_CONTEXT: Final = 1200
"""Characters of a paragraph that are shown before and after a sentence."""

Ask = Callable[[str], str]
Said = TypeVar("Said")


class Quit(Exception):
    """The coder wants to stop."""


class Back(Exception):
    """The coder wants the sentence before, or this one again."""


class Skip(Exception):
    """The coder leaves this sentence for later."""


@dataclass
class Dialogue:
    """`ask` puts a question and returns the answer; it raises EOFError or KeyboardInterrupt when there is none."""

    audit: Audit
    ask: Ask = lambda question: input(question)

    def code(self, shown: Sequence[Shown], done: Mapping[str, tuple[Coded, ...]], coder: str) -> int:
        """Go through the sentences that `coder` has not coded, from the first; return how many were coded now."""
        told = dict(done)
        todo = [i for i, s in enumerate(shown) if s.key not in told]
        coded = 0
        at = 0
        output.note(f"{coder}: {len(told)} of {len(shown)} coded. ? explains, q stops; everything is kept.")
        while at < len(todo):
            sentence = shown[todo[at]]
            self._present(sentence, len(shown), told.get(sentence.key))
            try:
                events = self.events(sentence)
            except Quit:
                break
            except Back:
                at = max(0, at - 1)
                continue
            except Skip:
                if sentence.key in told:
                    self.audit.skip(sentence.key, coder=coder)
                    del told[sentence.key]
                at += 1
                continue
            self.audit.code(sentence.key, events, coder=coder)
            coded += sentence.key not in told
            told[sentence.key] = events
            at += 1
        return coded

    def events(self, sentence: Shown) -> tuple[Coded, ...]:
        """The events of one sentence. Raises Quit, Back or Skip."""
        found: list[Coded] = []
        when = _when(sentence)
        while True:
            first = (
                "Event? (type, n nothing, s skip, b back, q stop, ? help) "
                if not found
                else "Another? (type, Enter: no more) "
            )
            said = self.answer(first)
            if found and said.casefold() in ("", "n"):
                return tuple(found)
            match said.casefold():
                case "n" | "nothing":
                    return ()
                case "s":
                    raise Skip
                case "":
                    output.note("n says that the sentence tells of no event; ? explains.")
                    continue
            try:
                event = self._event(type_of(said), when)
            except NotUnderstood as error:
                output.note(f"{error}. ? lists the types.")
                continue
            if event is not None:
                found.append(event)
                output.note(told(event))

    def _event(self, type: str, when: Interval | None) -> Coded | None:
        """One event of that type, or None where the coder begins it again."""
        try:
            sources = self._until(
                f"{type}: who acts? (names or ids, commas between; Enter: not told) ", lambda a: self._actors(a, when)
            )
            targets = self._until("  to whom? ", lambda a: self._actors(a, when))
            status = self._until("  how far it got? (Enter: happened) ", status_of)
            date = self._until("  when? (2014-06-02, 2014-06, 2014; Enter: not told) ", date_of)
        except Back:
            output.note("This event is begun again.")
            return None
        return Coded(type, sources, targets, status, date)

    def _until(self, question: str, understood: Callable[[str], Said]) -> Said:
        while True:
            try:
                return understood(self.answer(question))
            except (NotUnderstood, UsageError) as error:
                output.note(str(error))

    def _actors(self, said: str, when: Interval | None) -> tuple[str, ...]:
        before = set(self.audit.names.unknown)
        sources = self.audit.event("CONSULT", said, when=when).sources
        for name in sorted(self.audit.names.unknown - before):
            output.note(f"  comity has no actor {name!r}: it is kept as written.")
        return sources

    def answer(self, question: str) -> str:
        """What the coder says. Raises Quit or Back; help is given here."""
        while True:
            try:
                said = " ".join(self.ask(question).split())
            except (EOFError, KeyboardInterrupt):
                raise Quit from None
            match said.casefold():
                case "?" | "h" | "help":
                    explain()
                case "q" | "quit":
                    raise Quit
                case "b" | "back":
                    raise Back
                case _:
                    return said

    def _present(self, s: Shown, total: int, before: tuple[Coded, ...] | None) -> None:
        about = ", ".join(part for part in (s.title, s.published) if part)
        output.say(f"\n{s.number} of {total}   {about}")
        paragraph(s)
        if before is not None:
            output.say("  coded before: " + ("; ".join(map(told, before)) or "nothing"))


def paragraph(s: Shown) -> None:
    """The sentence in its paragraph, marked."""
    width = max(40, min(_WIDEST, output.terminal_width()))
    for text, mark in ((_last(s.before), "    "), (s.text, "  > "), (_first(s.after), "    ")):
        words = " ".join(text.split())
        if words:
            output.say(
                textwrap.fill(words, width, initial_indent=mark, subsequent_indent="    " if mark == "    " else "  > ")
            )


def _last(text: str) -> str:
    return text if len(text) <= _CONTEXT else "… " + text[-_CONTEXT:]


def _first(text: str) -> str:
    return text if len(text) <= _CONTEXT else text[:_CONTEXT] + " …"


def told(event: Coded) -> str:
    """'CONSULT RUS > PAK, planned, 2014-06'."""
    sides = ", ".join(event.sources) or "?"
    whom = f" > {', '.join(event.targets)}" if event.targets else ""
    return f"{event.type} {sides}{whom}, {event.status}" + (f", {event.date}" if event.date else "")


def explain() -> None:
    """The help page of the terminal."""
    from comity.vocabulary import types

    output.say(
        "\nCode what the marked sentence says, with its paragraph to understand it by. An event is an act of one actor"
        "\ntoward another or with it: done, going on, planned, demanded or denied. Not: how good relations are, what"
        "\nsomebody wants, why something is so. Type is the act itself, whatever became of it: a visit to come is CONSULT,"
        "\nplanned. One sentence may tell of several events. Names, or ids (PAK, NATO); whoever is not named stays empty."
        "\nParties of a meeting or treaty may stand on either side.\n"
    )
    for number, (name, type) in enumerate(types().items(), 1):
        output.say(f"  {number:2}  {name:<10} {type.meaning}")
    output.say("\n  A type by its number or any beginning that only it has (cons, 2).")
    output.say(f"  How far it got: {', '.join(STATUSES)}; a beginning will do (p for planned).")
    output.say(
        "  n nothing, s leave this one for later, b the one before (or this event again), q stop. All is kept.\n"
    )


def _when(s: Shown) -> Interval | None:
    from comity.intervals import Interval

    return Interval.parse(s.published) if s.published else None
