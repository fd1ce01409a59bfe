"""The story of a relation as text: phases, turning points and what carries them, issues, differences, what it rests on."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.cli import output
from comity.cli.chart import chart
from comity.cli.listing import SHORT_ID, parties
from comity.relations.dating import short, written
from comity.relations.naming import INTERVAL, as_now, sign

if TYPE_CHECKING:
    from comity.relations.story import Basis, Course, Level, Parting, Phase, Piece, Side, Story, TurningPoint

WIDEST: Final = 100
DIFFERENCES: Final = 4
SAYINGS: Final = 4
LITTLE: Final = ("unclear", "no evidence")
_SAID: Final = ((("level", 1), "good"), (("level", -1), "bad"), (("change", 1), "better"), (("change", -1), "worse"))


def tell(story: Story, *, asked: str, since: date | None, until: date | None) -> None:
    """Print the story. `asked` is the issue that was asked for; `since` and `until` cut the chart."""
    output.say(f"{_named(story.a)} and {_named(story.b)}" + _origin(story))
    course = story.course
    if course is None:
        when = " in that time" if since or until else ""
        matter = " on that matter" if asked != "all" else ""
        say(f"Nothing dated is told of the two{matter}{when} that says how they stand: there is no score.")
    else:
        _tell_course(story, course, since, until)
        for other in story.others:
            if other.towards is not None:
                _tell_side(story, other)
        _tell_issues(course, [other for other in story.others if other.towards is None])
    _tell_differences(story)
    _tell_sayings(story)
    if story.origin == "text":
        _tell_basis(story.basis, course)
    elif course is not None:
        heading("The acts behind it")
        say(f"comity events --dataset {story.origin} --actor {story.a.id} --actor {story.b.id}", 2)


def say(text: str, indent: int = 0, hang: int = 0) -> None:
    """A paragraph, wrapped to the terminal, further lines indented by `hang` more."""
    first, rest = " " * indent, " " * (indent + hang)
    flat = " ".join(text.split())
    lines = textwrap.wrap(
        flat, width(), initial_indent=first, subsequent_indent=rest, break_long_words=True, break_on_hyphens=False
    )
    output.say("\n".join(lines))


def heading(text: str) -> None:
    output.say(f"\n{text}")


def width() -> int:
    return min(output.terminal_width(), WIDEST)


def _named(side: Side) -> str:
    return f"{side.name} ({side.id}{'; ' + ', '.join(side.before) if side.before else ''})"


def _origin(story: Story) -> str:
    return "" if story.origin == "text" else f", by the imported data set {story.origin}"


def _tell_course(story: Story, course: Course, since: date | None, until: date | None) -> None:
    matter = "" if course.issue == "all" else f" on {course.issue}"
    now = _now(course) if course.phases else "no phases: evidence of fewer than three days"
    say(f"Their relation{matter}: {now}. {_level(course.latest)}")
    first = max(since or date.min, course.knots[0].day) if course.knots else None
    if first is not None and (last := until or story.until) > first:
        output.say("\n" + "\n".join(chart(course, first, last, width())))
        say("█ score from -1 to 1, ░ its 90% interval, dots: no evidence" + _numbered(course), 6)
    _tell_phases(course)
    _tell_turning_points(course.turning_points)
    _tell_partings(course.partings)


def _now(course: Course) -> str:
    """The title of the last phase, no firmer than how they stand on the day."""
    last = course.phases[-1]
    return last.title if last.open else as_now(last.title, last.name, course.latest.mean, course.latest.sd)


def _numbered(course: Course) -> str:
    return "; numbers: turning points" if course.turning_points else ""


def _level(level: Level) -> str:
    low, high = level.interval
    good = level.positive >= 0.5
    sure = (
        f"{'good' if good else 'bad'} with probability {_probability(level.positive if good else 1 - level.positive)}"
    )
    return f"{_on(level)}: {level.mean:.2f}, 90% between {low:.2f} and {high:.2f}; {sure}."


def _on(level: Level) -> str:
    """The day where a person asked for it: where a record ends is nobody's date."""
    told = None if level.evidence is None else short(level.evidence, *(level.known or (level.evidence, level.evidence)))
    if level.asked:
        return f"On {level.day}" + (f" (last evidence: {told})" if told and level.evidence != level.day else "")
    return "At the end of the record" + (f" (last evidence: {told})" if told else "")


def _tell_phases(course: Course) -> None:
    if course.phases:
        heading("Phases")
    for group in _grouped(course.phases):
        if len(group) > 2:
            _tell_little(group)
            continue
        for phase in group:
            if phase.mean is None or phase.sd is None:
                say(f"{phase.title}", 2)
                continue
            days = sum(phase.first <= knot.day <= phase.last for knot in course.knots)
            counts = _counts(phase.events, phase.claims, phase.facts) or f"{output.count(days, 'day')} of evidence"
            away = ", ".join(output.when(date(one.year, 1, 1), date(other.year, 12, 31)) for one, other in phase.wavers)
            wavers = f"; the score was on the other side of 0 in {away}" if away else ""
            say(f"{phase.title}: {phase.mean:.2f} ± {INTERVAL * phase.sd:.2f} ({counts}){wavers}", 2, 2)
            for piece in phase.evidence:
                _tell_piece(piece, 4)


def _grouped(phases: Iterable[Phase]) -> list[list[Phase]]:
    """Runs of phases that say little stand together."""
    groups: list[list[Phase]] = []
    for phase in phases:
        if groups and phase.name in LITTLE and groups[-1][-1].name in LITTLE:
            groups[-1].append(phase)
        else:
            groups.append([phase])
    return groups


def _tell_little(group: Sequence[Phase]) -> None:
    told = [phase for phase in group if phase.mean is not None]
    years = ", ".join(phase.title.removeprefix(phase.name).strip(", ") for phase in told)
    counts = _counts(*(sum(getattr(phase, kind) for phase in told) for kind in ("events", "claims", "facts")))
    when = f"since {group[0].first.year}" if group[-1].open else f"{group[0].first.year}–{group[-1].last.year}"
    say(f"unclear {when}, for long without evidence: {counts} ({years})", 2, 2)
    for phase in told:
        for piece in phase.evidence[:1]:
            _tell_piece(piece, 4)


def _tell_turning_points(turns: Sequence[TurningPoint]) -> None:
    if turns:
        heading("Turning points")
    for turn in turns:
        when = written(turn.day, turn.first, turn.last)
        step = f"from {turn.before:.2f} to {turn.after:.2f}, {turn.size:+.2f} ± {INTERVAL * turn.sd:.2f}"
        rests = " It rests on:" if turn.evidence else ""
        say(f"{turn.number}. {turn.name}: {when}; {step}, probability {_probability(turn.probability)}.{rests}", 2, 3)
        told: str | None = None
        for piece in sorted(turn.evidence, key=lambda p: (p.first or date.max, p.sentence or "", p.id)):
            _tell_piece(piece, 5, quoted=piece.sentence != told)
            told = piece.sentence
        _tell_date(turn)


def _tell_date(turn: TurningPoint) -> None:
    """The evidence that fixes when a relation turned, opened where it is not among what carries the turn."""
    carrying = {piece.id for piece in turn.evidence}
    told = []
    for text, pieces in (("last evidence before", turn.before_it), ("first after", turn.after_it)):
        if pieces:
            told.append(f"the {text}, " + " and ".join(f"{piece.kind} {piece.id[:SHORT_ID]}" for piece in pieces))
    if told:
        say(f"Its date hangs on {'; and on '.join(told)}.", 5)
    for piece in (*turn.before_it, *turn.after_it):
        if piece.id not in carrying:
            _tell_piece(piece, 5)


def _tell_partings(partings: Sequence[Parting]) -> None:
    if partings:
        heading("Where the score and both plain measures say opposite things: look at the evidence")
    for one in partings:
        figures = f"score {one.score:.2f}, log-odds {one.log_odds:.2f}, decayed mean {one.decayed:.2f}"
        say(f"{output.when(one.first, one.last)}, at its last evidence: {figures}", 2, 2)


def _probability(value: float) -> str:
    return "above 0.99" if value > 0.99 else f"{value:.2f}"


def _tell_piece(piece: Piece, indent: int, *, quoted: bool = True) -> None:
    who = parties({"symmetric": piece.symmetric, "sources": piece.sources, "targets": piece.targets})
    loss = "" if piece.influence is None else f"; without it the step is {piece.influence:.2f} less"
    more = f" and {piece.documents - 1} more" if piece.documents > 1 else ""
    told = f" ({piece.outlet or piece.document_id}{more})" if piece.document_id else ""
    untold = piece.kind == "fact" and piece.last is None
    when = "since when is not told:" if untold and piece.first is None else _when(piece.first, piece.last)
    say(f"{when}  {who} {piece.what}, {piece.kind} {piece.id[:SHORT_ID]}{told}{loss}", indent, 2)
    if piece.sentence and quoted:
        say(f"“{piece.sentence}”", indent + 2)


def _when(first: date | None, last: date | None) -> str:
    return f"from {first}" if first is not None and last is None else output.when(first, last)


def _counts(events: int, claims: int, facts: int) -> str:
    told = [(events, "event"), (claims, "claim"), (facts, "standing fact")]
    return ", ".join(output.count(number, word) for number, word in told if number)


def _tell_side(story: Story, course: Course) -> None:
    names = {story.a.id: story.a.name, story.b.id: story.b.name}
    one, other = course.towards or ("", "")
    heading(f"{names.get(one, one)} towards {names.get(other, other)}")
    if course.phases:
        say("; ".join(phase.title for phase in course.phases), 2)
    say(_level(course.latest), 2)
    _tell_turning_points(course.turning_points)


def _tell_issues(course: Course, others: Sequence[Course]) -> None:
    if not others:
        return
    if course.issue != "all":
        heading("All matters together")
        for other in others:
            say("; ".join(phase.title for phase in other.phases) + f". {_level(other.latest)}", 2)
        return
    heading("By issue")
    rows: list[dict[str, Any]] = []
    for other in others:
        if other.phases:
            low, high = other.latest.interval
            rows.append(
                {
                    "issue": other.issue,
                    "score": f"{other.latest.mean:.2f}",
                    "between": f"{low:.2f} to {high:.2f}",
                    "days": len(other.knots),
                    "phases": "; ".join(phase.title for phase in other.phases),
                }
            )
    columns = [
        ("issue", "issue"),
        ("score", "score#"),
        ("between", "90% between"),
        ("days", "days#"),
        ("phases", "phases"),
    ]
    if rows:
        output.print_table(rows, columns)
    whole = sign(course.latest.mean, course.latest.sd)
    against = [o.issue for o in others if whole and sign(o.latest.mean, o.latest.sd) == -whole]
    if against:
        say(f"Now surely the other way than all matters together: {', '.join(against)}.", 2)
    little = [other.issue for other in others if not other.phases]
    if little:
        say(f"Too little evidence of their own: {', '.join(little)}.", 2)


def _tell_differences(story: Story) -> None:
    found = story.differences
    if not found:
        return
    heading(f"Where sources differ ({len(found)})")
    for one in found[:DIFFERENCES]:
        sides = " | ".join(f"{value} ({', '.join(documents) or 'a table'})" for value, documents in one.sides)
        event = f", event {one.event_id[:SHORT_ID]}" if one.event_id else ""
        say(f"{one.field}, {one.what}: {sides}{event}", 2, 2)
    if len(found) > DIFFERENCES:
        say(f"All of them: comity disagreements --actor {story.a.id} --actor {story.b.id}", 2)


def _tell_sayings(story: Story) -> None:
    found = story.sayings
    if not found:
        return
    counts = Counter(word for saying in found for (field, value), word in _SAID if getattr(saying, field) == value)
    told = ", ".join(f"{counts[word]} {word}" for _, word in _SAID if counts[word])
    heading(f"What is said of their relation ({len(found)}: {told})")
    by_others = [s for s in found if s.claimed_by]
    own = [s for s in found if not s.claimed_by]
    for one in sorted([*by_others, *own][:SAYINGS], key=lambda s: (s.first or date.max, s.id)):
        says = f"{one.claimed_by} in " if one.claimed_by else ""
        say(f"{_when(one.first, one.last)}  {says}{one.outlet or one.document_id}: “{one.sentence}”", 2, 2)
    if len(found) > SAYINGS:
        say(f"All of them: comity claims --actor {story.a.id} --actor {story.b.id}", 2)


def _tell_basis(basis: Basis, course: Course | None) -> None:
    heading("What this rests on, and what is missing")
    documents, sources = output.count(basis.documents, "document"), output.count(basis.sources, "independent source")
    say(f"{_counts(basis.events, basis.claims, basis.facts) or 'Nothing dated'}, from {documents} and {sources}.", 2)
    if basis.corrections:
        say(f"Corrections that it rests on: {', '.join(basis.corrections)}.", 2)
    if basis.silent:
        spans = ", ".join(str(one) if one == other else f"{one}–{other}" for one, other in basis.silent)
        say(f"No act dated to a year is told of in {spans}.", 2)
    undated = [(basis.undated_events, "act"), (basis.undated_claims, "statement")]
    if any(number for number, _ in undated):
        told = " and ".join(output.count(number, word) for number, word in undated if number)
        say(f"Without a date, so that no score rests on them: {told}.", 2)
    if basis.not_done:
        say("Not counted: " + ", ".join(f"{number} {status}" for status, number in basis.not_done) + ".", 2)
    if course is not None and len(course.knots) < 3:
        say("With so little, the score says hardly more than what was supposed before: see the interval.", 2)
