"""`comity read --explain`: sentence by sentence, how a document was read; for people in a terminal, or as JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from comity.documents.model import Document
    from comity.reading import Reader
    from comity.reading.explain.told import CueTold, Found, RowTold, SentenceTold, SlotTold, WordTold

WIDTH: Final = 100
_LABEL: Final = 12
_OUTRANKED: Final = 2
_WORDS: Final = 4
"""Of long lists so much is shown; the JSON holds all."""


def show(reader: Reader, document: Document, *, as_json: bool, containing: str | None) -> int:
    """Print how a document was read; only sentences that hold `containing`, where it is given. How many were printed."""
    from comity.documents.visible import visible
    from comity.reading.explain.story import explain

    reading, sentences = explain(reader, document)
    wanted = [s for s in sentences if containing is None or containing.casefold() in s.text.casefold()]
    if as_json:
        for sentence in wanted:
            data = asdict(sentence)
            whole = {"schema": data.pop("schema"), **data}
            sys.stdout.write(json.dumps(whole, ensure_ascii=False, default=str, separators=(",", ":")) + "\n")
        return len(wanted)
    print(visible(reading.document.title or reading.id))
    for problem in reading.problems:
        print(visible(f"  not read: {problem.reason}"))
    for sentence in wanted:
        print()
        for line in told(sentence, document.text):
            print(visible(line))
    if wanted:
        print()
    return len(wanted)


def told(sentence: SentenceTold, text: str) -> Iterator[str]:
    """The lines for one sentence, none wider than WIDTH but for single long words."""
    heading = " heading" if sentence.kind == "label" else ""
    yield f"── sentence {sentence.number}{heading}, characters {sentence.start}–{sentence.end} ".ljust(WIDTH, "─")
    yield from textwrap.wrap(" ".join(sentence.text.split()), WIDTH)
    if sentence.unread:
        yield f"  {sentence.unread}"
    yield ""
    yield from _parse(sentence)
    for name, found in (("actors", sentence.actors), ("dates", sentence.dates), ("amounts", sentence.amounts)):
        if found:
            yield ""
            yield name
            yield from _found(found)
    for word in sentence.words:
        yield ""
        yield from _word(word, sentence)
    if sentence.own_unmet:
        yield ""
        yield "words of your own that were not met"
        for line in sentence.own_unmet:
            yield from _wrapped("  ", line)
    if sentence.cues:
        yield ""
        yield "words of relations, causes and stances"
        for cue in sentence.cues:
            yield from _cue(cue)
    if sentence.weighed:
        yield ""
        yield "the two readers, weighed"
        for weighed in sentence.weighed:
            finding = line_of(weighed.table, weighed.finding, text)
            yield from _wrapped(f"  {weighed.share:.2f} {weighed.reader.ljust(8)}", f"{finding}: {weighed.outcome}")
    yield ""
    yield from _result(sentence, text)


def _parse(sentence: SentenceTold) -> Iterator[str]:
    rows = [("", "token", "lemma", "tag", "depends", "on")]
    words = {t.i: t.text for t in sentence.tokens}
    for t in sentence.tokens:
        on = f"{t.head} {words.get(t.head, '')}" if t.head else "-"
        rows.append((str(t.i), t.text, t.lemma, t.tag, t.dep, on))
    widths = [min(24, max(len(row[column]) for row in rows)) for column in range(6)]
    for row in rows:
        cells = [cell[:24].ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[0] = row[0].rjust(widths[0])
        yield ("  " + "  ".join(cells)).rstrip()


def _found(found: tuple[Found, ...]) -> Iterator[str]:
    width = min(40, max(len(f.text) for f in found))
    for f in found:
        shown = " ".join(f.text.split())
        how = f"  ({f.how})" if f.how else ""
        yield from _wrapped("  " + (shown if len(shown) <= 40 else shown[:39] + "…").ljust(width) + "  ", f.value + how)


def _word(word: WordTold, sentence: SentenceTold) -> Iterator[str]:
    report = next((r for r in sentence.reports if r["id"] == word.report), None)
    if report is not None:
        outcome = _report(report)
    else:
        outcome = "no report: " + (word.lost or "no row fits")
        outcome += f" ('{word.lost_to}')" if word.lost_to else ""
    yield from _wrapped(f"'{word.text}' ({word.kind})  ", outcome)
    yield from _rows(word.rows)
    if word.carried_by:
        yield from _wrapped(_label("carried by"), f"'{word.carried_by}'")
    for side in ("source", "target"):
        slots = [s for s in word.slots if s.side == side]
        if slots:
            yield from _wrapped(_label(side), "; ".join(_slots(slots)))
    for change in word.changes:
        if change.step.endswith("frame filled") and change.field in ("sources", "targets", "status"):
            continue  # told below by slot and by word
        yield from _wrapped(_label(change.field), f"{change.before} → {change.after}, when {change.step}")
    heard = [h for n, h in enumerate(word.status) if n == 0 or h.status != word.status[n - 1].status]
    if heard:
        yield from _wrapped(_label("status"), " → ".join(f"{h.status} by '{h.word}'" for h in heard))
    if word.date is not None:
        yield from _wrapped(_label("date"), _date(word))
    if word.voice is not None:
        yield from _wrapped(_label("says so"), _voice(word))


def _rows(rows: tuple[RowTold, ...]) -> Iterator[str]:
    near = [r for r in rows if not (r.unmet or "").startswith("particle")]
    others = [r for r in near if r.outcome == "outranked"]
    shown = [r for r in near if r.outcome != "outranked"] + others[:_OUTRANKED]
    width = max((len(r.place) for r in shown), default=0)
    for n, row in enumerate(shown):
        sense = " ".join(p for p in (row.type or "no event", row.mode, f"frame {row.frame}" if row.frame else "") if p)
        mark = "✓" if row.outcome in ("won", "no event") else " "
        why = {
            "won": "fits",
            "no event": "fits",
            "outranked": "not tried, since one before it fits",
            "unmet": f"{'vetoed by' if str(row.unmet).startswith('!') else 'lacks'} {short_needs(row.unmet or '')}",
        }[row.outcome]
        needs = f"[{short_needs(row.needs)}]"
        start = (_label("rows") if n == 0 else " " * (_LABEL + 2)) + f"{mark} {row.place.ljust(width)}  "
        yield from _wrapped(start, f"{row.lemma} {needs} → {sense}: {why}")
    left = [f"{len(others) - _OUTRANKED} more not tried"] * (len(others) > _OUTRANKED)
    left += [f"{len(rows) - len(near)} for other particles"] * (len(rows) > len(near))
    if left:
        yield " " * (_LABEL + 4) + ", ".join(left) + ": --json has them"


def short_needs(needs: str) -> str:
    """The needs with long lists of words cut."""
    said = []
    for need in needs.split():
        kind, sign, listed = need.partition("=")
        words = listed.split("|")
        said.append(need if len(words) <= _WORDS else f"{kind}{sign}{'|'.join(words[:_WORDS])}|…")
    return " ".join(said)


def _slots(slots: list[SlotTold]) -> Iterator[str]:
    """The slots in the order in which they were looked in, those where nobody stands taken together."""
    for empty, group in groupby(slots, key=lambda s: not s.found):
        if empty:
            yield f"{', '.join(s.slot for s in group)}: nobody"
            continue
        for s in group:
            name = f"{s.slot} by the order of words" if s.by_order else s.slot
            yield f"{name}: {' and '.join(s.found)}{'' if s.taken else ', on the other side already'}"


def _date(word: WordTold) -> str:
    date = word.date
    assert date is not None
    days = "none" if date.first is None else date.first if date.first == date.last else f"{date.first} to {date.last}"
    said = f"{days} ({date.basis}) by '{date.text}'" if date.text else f"{days} ({date.basis})"
    costs = f"; dates of the sentence by distance: {', '.join(f'{t} {c:g}' for t, c in date.weighed)}" * bool(
        date.weighed
    )
    return f"{said}: {date.why}{costs}"


def _voice(word: WordTold) -> str:
    voice = word.voice
    assert voice is not None
    if voice.voice == "document":
        return "the document itself"
    who = f"'{voice.speaker}'" if voice.speaker else "somebody"
    named = f" = {voice.actor}" if voice.actor else ""
    return f"{who}{named} ({voice.voice})" + (f" by '{voice.cue}'" if voice.cue else "")


def _cue(cue: CueTold) -> Iterator[str]:
    listed = f"{cue.reads}: {cue.listed}" if cue.listed else cue.reads
    if cue.made:
        outcome = ", ".join(dict.fromkeys(cue.made)) + ("; " + "; ".join(cue.why) if cue.why else "")
    else:
        outcome = "no claim: " + ("; ".join(cue.why) or "what stands around it does not fill its pattern")
    yield from _wrapped(f"  '{cue.text}' ({listed})  ", outcome)


def _result(sentence: SentenceTold, text: str) -> Iterator[str]:
    lines = [("report", _report(r)) for r in sentence.reports]
    lines += [("relation", _relation(r)) for r in sentence.relations]
    lines += [("cause", _cause(r, text)) for r in sentence.causes]
    lines += [("stance", _stance(r, text)) for r in sentence.stances]
    for n, (kind, line) in enumerate(lines):
        yield from _wrapped(("result " if n == 0 else " " * 7) + kind.ljust(10), line)
    if not lines:
        yield "result nothing"


def line_of(table: str, row: object, text: str) -> str:
    """A report or claim of a reading in one line. `table`: reports, relations, causes or stances."""
    from comity.reading.contract import plain

    data = plain(row)
    if table == "reports":
        return _report(data)
    if table == "relations":
        return _relation(data)
    return _cause(data, text) if table == "causes" else _stance(data, text)


def _report(r: dict[str, Any]) -> str:
    act = r["event"] + (f" {r['mode']}" if r["mode"] else "")
    arrow = "↔" if r["symmetric"] else "→"
    parties = f"{', '.join(r['sources']) or '?'} {arrow} {', '.join(r['targets']) or '?'}"
    days = (
        "undated" if r["first"] is None else r["first"] if r["first"] == r["last"] else f"{r['first']} to {r['last']}"
    )
    return f"{act}: {parties}, {days}, {r['status']}, confidence {r['confidence']:.2f}, {r['rule']}"


def _relation(r: dict[str, Any]) -> str:
    level = {1: "good", -1: "bad", 0: "neither", None: "open"}[r["level"]]
    change = {1: "better", -1: "worse", 0: "as before", None: "open"}[r["change"]]
    return f"{r['a']}–{r['b']}: level {level}, change {change}, confidence {r['confidence']:.2f}, {r['rule']}"


def _cause(r: dict[str, Any], text: str) -> str:
    sign = {1: "raises", -1: "lowers", 0: "leaves as it is", None: "drives"}[r["sign"]]
    marks = ("not: " if r["negated"] else "") + ("perhaps: " if r["hedged"] else "")
    said = f"{marks}'{_words(text, r['cause'])}' {sign} '{_words(text, r['effect'])}'"
    return f"{said} ({r['kind']}), confidence {r['confidence']:.2f}, {r['rule']}"


def _stance(r: dict[str, Any], text: str) -> str:
    toward = f" (toward {r['object_actor']})" if r["object_actor"] else ""
    said = f"{r['actor']} {r['stance']} '{_words(text, r['object'])}'{toward}"
    return f"{said}, sign {r['sign']}, confidence {r['confidence']:.2f}, {r['rule']}"


def _words(text: str, span: Iterable[int]) -> str:
    start, end = span
    return " ".join(text[start:end].split())


def _label(name: str) -> str:
    return "  " + name.ljust(_LABEL)


def _wrapped(start: str, text: str) -> Iterator[str]:
    """`text` after `start`, its further lines set in below its first."""
    inset = " " * min(len(start), WIDTH // 2)
    yield from textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=inset, break_on_hyphens=False) or [
        start
    ]
