"""The form in which annotated paragraphs are written by hand, and its translation into the reading's JSON and back.

A paragraph is a head line, then each sentence with its annotations under it; `guide.md` says what to mark:

    # slug | published | kind | region | period | matter
    S The sentence.
    E trigger | TYPE | sources > targets | status | date
    R trigger | a ~ b | level | change | date
    C trigger | cause | effect | sign | kind
    T trigger | holder | stance | sign | object | object actor

Any annotation line may end in `| hedged`, `| negated`, `| by WORDS=ID` or `| by unnamed WORDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from comity.errors import ComityError
from comity.intervals import Interval
from comity.reading.ids import report_id
from comity.reading.model import SCHEMA
from comity.vocabulary import types

Row = dict[str, Any]
Span = tuple[int, int]

KINDS: Final = ("news", "analysis", "report", "history", "statement")
STATUSES: Final = ("happened", "ongoing", "planned", "stalled", "denied", "demanded", "hypothetical")
BASES: Final = ("explicit", "relative", "narrative", "context", "none")
LINKS: Final = ("influence", "motive", "purpose", "enabling", "evaluative")
STANCES: Final = ("wants", "supports", "opposes", "needs", "fears", "neutral")
SIGNS: Final = {"+": 1, "-": -1, "0": 0, "?": None}

_ID: Final = re.compile(r"[A-Z]{2,4}|[A-Za-z][A-Za-z0-9-]*")
_DATE: Final = re.compile(r"(?P<value>\S+) (?P<basis>[a-z]+)(?: \"(?P<words>[^\"]+)\")?")
_OCCURRENCE: Final = re.compile(r"(?P<words>.*\S)/(?P<number>[1-9])")


class Malformed(ComityError):
    """A line that does not follow the form; the message says which and why."""


class _Paragraph:
    """One paragraph while it is being written down."""

    def __init__(self, head: str) -> None:
        parts = [part.strip() for part in head.split("|")]
        if len(parts) != 6:
            raise Malformed("a head line has six parts: slug, published, kind, region, period, matter")
        slug, published, kind, region, period, matter = parts
        if kind not in KINDS:
            raise Malformed(f"{kind!r} is not a kind of text: {', '.join(KINDS)}")
        self.published = None if published == "-" else Interval.parse(published)
        self.about = {"kind": kind, "region": region, "period": period, "matter": matter}
        self.slug = slug
        self.text = ""
        self.sentences: list[Span] = []
        self.rows: dict[str, list[Row]] = {"reports": [], "relations": [], "causes": [], "stances": []}
        self.seen: dict[tuple[str, ...], int] = {}

    def sentence(self, text: str) -> None:
        if self.text:
            self.text += " "
        self.sentences.append((len(self.text), len(self.text) + len(text)))
        self.text += text

    def find(self, words: str) -> Span:
        """Place of the words in the last sentence; `^words`: their last place in the sentences before it."""
        if not self.sentences:
            raise Malformed("an annotation stands before the first sentence")
        start, end = self.sentences[-1]
        number = None
        if found := _OCCURRENCE.fullmatch(words):
            words, number = found["words"], int(found["number"])
        before = words.startswith("^")
        words = words.removeprefix("^")
        if before:
            start, end = 0, start
        edge = r"(?<!\w){}(?!\w)" if words[:1].isalnum() and words[-1:].isalnum() else "{}"
        places = [m.span() for m in re.compile(edge.format(re.escape(words))).finditer(self.text, start, end)]
        if not places:
            raise Malformed(f"{words!r} does not stand in {'an earlier sentence' if before else 'the sentence'}")
        if before and number is None:
            return places[-1]
        if number is None and len(places) > 1:
            raise Malformed(
                f"{words!r} stands there {len(places)} times: say which, {words}/1 to {words}/{len(places)}"
            )
        if number is not None and number > len(places):
            raise Malformed(f"{words!r} stands there only {len(places)} times")
        return places[(number or 1) - 1]

    def party(self, text: str) -> tuple[str, Span]:
        words, equals, actor = text.strip().rpartition("=")
        if not equals or not words or not _ID.fullmatch(actor):
            raise Malformed(f"{text.strip()!r} is not a party: words of the text, =, the actor's id")
        return actor, self.find(words)

    def parties(self, text: str) -> tuple[list[str], list[Span]]:
        found = [] if text.strip() in ("", "-") else [self.party(part) for part in text.split(" + ")]
        return [actor for actor, _ in found], [span for _, span in found]

    def date(self, text: str) -> Row:
        if text in ("", "-", "none"):
            return {"first": None, "last": None, "date_basis": "none", "date_span": None}
        found = _DATE.fullmatch(text)
        if not found or found["basis"] not in BASES:
            raise Malformed(f'{text!r} is not a date: 2019-03 explicit "March 2019", or: 2019 context, or: -')
        interval = Interval.parse(found["value"])
        span = self.find(found["words"]) if found["words"] else None
        return {
            "first": interval.first.isoformat(),
            "last": interval.last.isoformat(),
            "date_basis": found["basis"],
            "date_span": span,
        }

    def annotate(self, mark: str, fields: list[str]) -> None:
        start, end = self.sentences[-1] if self.sentences else (0, 0)
        fields, extra = self._extras(fields)
        common: Row = {"start": start, "end": end, "trigger": self.find(fields[0])}
        if mark == "E":
            self.rows["reports"].append(
                common | self._report(common["trigger"], _pad(fields, 5)) | _pick(extra, "claimed_by")
            )
        elif mark == "R":
            self.rows["relations"].append(
                common | self._relation(_pad(fields, 5)) | _pick(extra, "claimed_by", "hedged")
            )
        elif mark == "C":
            self.rows["causes"].append(common | self._cause(_pad(fields, 5)) | extra)
        else:
            self.rows["stances"].append(common | self._stance(_pad(fields, 6)) | _pick(extra, "claimed_by", "hedged"))

    def _extras(self, fields: list[str]) -> tuple[list[str], Row]:
        extra: Row = {
            "hedged": False,
            "negated": False,
            "claimed_by": {"actor": None, "span": None, "voice": "document"},
        }
        rest = fields[:1]
        for field in fields[1:]:
            if field in ("hedged", "negated"):
                extra[field] = True
            elif field.startswith("by unnamed"):
                words = field.removeprefix("by unnamed").strip()
                extra["claimed_by"] = {"actor": None, "span": self.find(words) if words else None, "voice": "unnamed"}
            elif field.startswith("by "):
                actor, span = self.party(field.removeprefix("by "))
                extra["claimed_by"] = {"actor": actor, "span": span, "voice": "reported"}
            else:
                rest.append(field)
        return rest, extra

    def _report(self, trigger: Span, fields: list[str]) -> Row:
        _, event, sides, status, when = fields
        event, _, mode = event.partition(":")
        if event not in types():
            raise Malformed(f"{event!r} is not one of PLOVER's types")
        if status not in STATUSES:
            raise Malformed(f"{status!r} is not a status: {', '.join(STATUSES)}")
        symmetric = " <> " in f" {sides} "
        left, _, right = f" {sides} ".partition(" <> " if symmetric else " > ")
        (sources, source_spans), (targets, target_spans) = self.parties(left), self.parties(right)
        if not sources and not targets:
            raise Malformed("an event has at least one party")
        evidence = self.text[slice(*self.sentences[-1])]
        words = self.text[slice(*trigger)]
        ordinal = self.seen.setdefault((evidence, words, event), 0)
        self.seen[evidence, words, event] += 1
        return {
            "id": report_id(self.slug, evidence, words, event, ordinal),
            "event": event,
            "mode": mode or None,
            "sources": sources,
            "source_spans": source_spans,
            "targets": targets,
            "target_spans": target_spans,
            "symmetric": symmetric,
            "status": status,
            **self.date(when),
        }

    def _relation(self, fields: list[str]) -> Row:
        _, pair, level, change, when = fields
        a, tilde, b = pair.partition(" ~ ")
        if not tilde:
            raise Malformed(f"{pair!r} is not a pair: WORDS=ID ~ WORDS=ID")
        (a_id, a_span), (b_id, b_span) = self.party(a), self.party(b)
        return {
            "a": a_id,
            "a_span": a_span,
            "b": b_id,
            "b_span": b_span,
            "level": _sign(level),
            "change": _sign(change),
            **self.date(when),
        }

    def _cause(self, fields: list[str]) -> Row:
        _, cause, effect, sign, kind = fields
        if kind not in LINKS:
            raise Malformed(f"{kind!r} is not a kind of link: {', '.join(LINKS)}")
        return {"cause": self.find(cause), "effect": self.find(effect), "sign": _sign(sign), "kind": kind}

    def _stance(self, fields: list[str]) -> Row:
        _, holder, stance, sign, thing, toward = fields
        if stance not in STANCES:
            raise Malformed(f"{stance!r} is not a stance: {', '.join(STANCES)}")
        actor, span = self.party(holder)
        other, other_span = self.party(toward) if toward not in ("", "-") else (None, None)
        return {
            "actor": actor,
            "actor_span": span,
            "stance": stance,
            "sign": _sign(sign),
            "object": self.find(thing),
            "object_actor": other,
            "object_actor_span": other_span,
        }

    def document(self) -> Row:
        """The finished paragraph as a row of the reading's JSON, with its text."""
        published = self.published and [self.published.first.isoformat(), self.published.last.isoformat()]
        return {
            "schema": SCHEMA,
            "id": self.slug,
            "document": {"title": None, "outlet": None, "author": None, "published": published, "language": "en"},
            "about": self.about,
            "text": self.text,
            "sentences": self.sentences,
            **self.rows,
        }


def compile_lines(lines: Iterable[str], name: str) -> tuple[list[Row], list[str]]:
    """Documents written in the form above, and what is wrong with the lines that were left out: "name:line: why"."""
    done: list[Row] = []
    wrong: list[str] = []
    open_: _Paragraph | None = None
    for number, line in enumerate(lines, 1):
        line = line.strip()
        mark, _, rest = line.partition(" ")
        try:
            if not line or line.startswith("//"):
                continue
            if mark == "#":
                if open_ is not None and open_.text:
                    done.append(open_.document())
                open_ = None
                open_ = _Paragraph(rest)
            elif mark not in ("S", "E", "R", "C", "T"):
                raise Malformed(f"a line begins with #, S, E, R, C or T, not with {mark!r}")
            elif open_ is None:
                raise Malformed("the paragraph has no head line that can be read")
            elif mark == "S":
                open_.sentence(rest.strip())
            else:
                open_.annotate(mark, [field.strip() for field in rest.split("|")])
        except (Malformed, ValueError) as error:
            wrong.append(f"{name}:{number}: {error}")
    if open_ is not None and open_.text:
        done.append(open_.document())
    return done, wrong


def render(document: Row) -> Iterator[str]:
    """The document in the hand-written form: what `compile_lines` turns into the same document."""
    about, published = document["about"], document["document"]["published"]
    head = (document["id"], _iso(published), about["kind"], about["region"], about["period"], about["matter"])
    yield "# " + " | ".join(head)
    text = document["text"]
    for start, end in document["sentences"]:
        yield f"S {text[start:end]}"

        def words(span: Span, start: int = start, end: int = end) -> str:
            return _quoted(text, span, (start, end))

        for mark, key in (("E", "reports"), ("R", "relations"), ("C", "causes"), ("T", "stances")):
            for row in document[key]:
                if row["start"] == start:
                    yield f"{mark} " + " | ".join(
                        [words(row["trigger"]), *_RENDER[mark](row, words), *_endings(row, words)]
                    )


def _render_report(row: Row, words: Any) -> list[str]:
    sides = [
        " + ".join(f"{words(span)}={actor}" for actor, span in zip(row[ids], row[spans], strict=True)) or "-"
        for ids, spans in (("sources", "source_spans"), ("targets", "target_spans"))
    ]
    event = row["event"] + (f":{row['mode']}" if row["mode"] else "")
    return [event, (" <> " if row["symmetric"] else " > ").join(sides), row["status"], _render_date(row, words)]


def _render_relation(row: Row, words: Any) -> list[str]:
    pair = f"{words(row['a_span'])}={row['a']} ~ {words(row['b_span'])}={row['b']}"
    return [pair, _mark(row["level"]), _mark(row["change"]), _render_date(row, words)]


def _render_cause(row: Row, words: Any) -> list[str]:
    return [words(row["cause"]), words(row["effect"]), _mark(row["sign"]), row["kind"]]


def _render_stance(row: Row, words: Any) -> list[str]:
    toward = f"{words(row['object_actor_span'])}={row['object_actor']}" if row["object_actor"] else "-"
    return [
        f"{words(row['actor_span'])}={row['actor']}",
        row["stance"],
        _mark(row["sign"]),
        words(row["object"]),
        toward,
    ]


_RENDER: Final = {"E": _render_report, "R": _render_relation, "C": _render_cause, "T": _render_stance}


def _endings(row: Row, words: Any) -> Iterator[str]:
    yield from (name for name in ("hedged", "negated") if row.get(name))
    claim = row["claimed_by"]
    if claim["voice"] == "unnamed":
        yield "by unnamed" + (f" {words(claim['span'])}" if claim["span"] else "")
    elif claim["actor"]:
        yield f"by {words(claim['span'])}={claim['actor']}"


def _render_date(row: Row, words: Any) -> str:
    if row["date_basis"] == "none":
        return "-"
    value = f"{_iso((row['first'], row['last']))} {row['date_basis']}"
    return value + (f' "{words(row["date_span"])}"' if row["date_span"] else "")


def _quoted(text: str, span: Span, sentence: Span) -> str:
    """The words of a span as `find` looks them up again."""
    words = text[slice(*span)]
    earlier = span[0] < sentence[0]
    start, end = (0, sentence[0]) if earlier else sentence
    edge = r"(?<!\w){}(?!\w)" if words[:1].isalnum() and words[-1:].isalnum() else "{}"
    places = [m.span() for m in re.compile(edge.format(re.escape(words))).finditer(text, start, end)]
    mark = "^" if earlier else ""
    if len(places) == 1 or (earlier and places[-1] == tuple(span)):
        return mark + words
    return f"{mark}{words}/{places.index((span[0], span[1])) + 1}"


def _pad(fields: list[str], count: int) -> list[str]:
    if len(fields) > count:
        raise Malformed(f"{len(fields)} fields where there are {count}")
    if len(fields) < count - 1:
        raise Malformed(f"only {len(fields)} fields where there are {count}")
    return fields + ["-"] * (count - len(fields))


def _pick(extra: Row, *names: str) -> Row:
    return {name: extra[name] for name in names}


def _sign(text: str) -> int | None:
    if text not in SIGNS:
        raise Malformed(f"{text!r} is not a sign: + - 0 or ?")
    return SIGNS[text]


def _mark(sign: int | None) -> str:
    return {1: "+", -1: "-", 0: "0", None: "?"}[sign]


def _iso(days: tuple[str, str] | list[str] | None) -> str:
    """The shortest writing of an interval: 2019, 2019-03, 2019-03-04 or two of these with / between."""
    if days is None:
        return "-"
    first, last = days
    interval = Interval(date.fromisoformat(first), date.fromisoformat(last))
    for size in (4, 7, 10):
        if Interval.parse(first[:size]) == interval:
            return first[:size]
    for size in (4, 7, 10):
        if Interval.parse(f"{first[:size]}/{last[:size]}") == interval:
            return f"{first[:size]}/{last[:size]}"
    raise AssertionError(f"an interval of days cannot be written: {days}")
