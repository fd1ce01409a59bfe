"""Whether a reading stays the same when the text changes in ways that do not change what it says.

Two states' names give way to two others everywhere; spelling becomes American; quotes become curly; a heading comes before;
paragraphs change places. Counted are the reports that have a like one in the other reading, of all in either (both ways).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from benchmarks.annotated import UNSEEN, Text, analyses, families
from comity.documents.load import from_text
from comity.reading import Reader
from comity.reading.contract import to_dict

Row = dict[str, Any]

OTHERS: Final = (
    ("CHL", "Chile", "Chilean", "Chileans", "Santiago"),
    ("PER", "Peru", "Peruvian", "Peruvians", "Lima"),
    ("THA", "Thailand", "Thai", "Thais", "Bangkok"),
    ("DNK", "Denmark", "Danish", "Danes", "Copenhagen"),
)
"""States that stand in: for a state the first of these that the text does not name. None has changed its name since 1900."""
UNCHANGING: Final = (
    ("PRT", "Portugal", "Portuguese", "Portuguese", "Lisbon"),
    ("JPN", "Japan", "Japanese", "Japanese", "Tokyo"),
    ("CHN", "China", "Chinese", "Chinese", "Beijing"),
)
"""The same for states whose people bear the adjective's name ("the Portuguese want"): the grammar of the text must stay."""
PLAIN: Final = frozenset({"name", "demonym", "seat", "anaphor", "pronoun", "agent"})
"""How a state may be named where it is to be renamed: a leader's or a city's name would go on naming it."""
SPELLINGS: Final = {
    "neighbour": "neighbor", "defence": "defense", "favour": "favor", "harbour": "harbor", "colour": "color",
    "labour": "labor", "honour": "honor", "rumour": "rumor", "centre": "center", "programme": "program",
    "organis": "organiz", "recognis": "recogniz", "criticis": "criticiz", "mobilis": "mobiliz", "normalis": "normaliz",
    "cancelled": "canceled", "travelled": "traveled", "signalled": "signaled",
}  # fmt: skip


def measure(reader: Reader) -> Iterator[str]:
    """The share of reports that stay, for each change of the text."""
    texts = [*analyses(), *(t for t in families() if t.half == UNSEEN)]
    before = [_reports(reader, t, t.text) for t in texts]
    changes: Sequence[tuple[str, Callable[[str], str]]] = (
        ("American spelling", american),
        ("curly quotes", curly),
        ("a heading before", lambda text: f"World affairs\n\n{text}"),
    )
    for what, change in changes:
        yield _line(what, [(b, _reports(reader, t, change(t.text))) for t, b in zip(texts, before, strict=True)])
    pairs = []
    for text, rows in zip(texts, before, strict=True):
        for renamed, names in _renamings(reader, text):
            pairs.append((_renamed(rows, names), _reports(reader, text, renamed)))
    yield _line("two states renamed", pairs)
    analyses_only = [(t, b) for t, b in zip(texts, before, strict=True) if t.family == "analysis"]
    turned = [(_undated(b), _undated(_reports(reader, t, _turned(t.text)))) for t, b in analyses_only]
    yield _line("paragraphs in another order, dates aside", turned)
    alone = [sum((_undated(_reports(reader, t, p)) for p in _parts(t.text)), Counter()) for t, _ in analyses_only]
    own = [(b & single, a & single) for (b, a), single in zip(turned, alone, strict=True)]
    yield _line("the same, of what a paragraph says without those before it", own)


def _line(what: str, pairs: list[tuple[Counter[Row], Counter[Row]]]) -> str:
    same = sum((a & b).total() for a, b in pairs)
    either = sum((a | b).total() for a, b in pairs)
    return f"stability, {what}: {100 * same / either:.1f} per cent of {either} reports the same" if either else what


def _reports(reader: Reader, text: Text, words: str) -> Counter[Any]:
    reading = to_dict(reader.read(from_text(words, id=text.id, published=text.published)))
    return Counter(
        (
            r["event"],
            tuple(sorted(r["sources"])),
            tuple(sorted(r["targets"])),
            r["symmetric"],
            r["status"],
            r["first"],
            r["last"],
        )
        for r in reading["reports"]
    )


def _renamings(reader: Reader, text: Text) -> Iterator[tuple[str, dict[str, str]]]:
    """The text with its two commonest states renamed; nothing where that would change more than names.

    A state that is named otherwise than by plain names too (a leader, a region, another city) would go on being named, and one
    that had ceased to be when the text was published cannot do what another could.
    """
    registry = reader.registry
    reading = to_dict(reader.read(from_text(text.text, id=text.id, published=text.published)))
    counts: Counter[str] = Counter()
    forms: dict[str, Forms] = {}
    barred = set()
    for row in reading["actors"]:
        actor = row["actor"]
        if actor is None or actor not in registry or registry.actor(actor).kind != "state":
            continue
        counts[actor] += 1
        own = forms.setdefault(actor, _forms(reader, actor))
        last = registry.actor(actor).valid.last
        gone = last is not None and (text.published is None or last < text.published.first)
        if gone or row["resolved"] not in PLAIN or _otherwise(reader, text.text[row["start"] : row["end"]], row, own):
            barred.add(actor)
    states = [a for a, _ in counts.most_common() if a not in barred][:2]
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    for state in states:
        both = set(forms[state][1]) & set(forms[state][2])
        pool = UNCHANGING if any(word in text.text for word in both) else OTHERS
        free = (o for o in pool if o[0] not in {*counts, *names.values()} and not any(w in text.text for w in o[1:]))
        code, *new = next(free, ("",))
        if code:
            names[state] = code
            for old, one in zip(forms[state], new, strict=True):
                for word in old:
                    words.setdefault(word, one)  # "Fiji" is a name before it is an adjective
    if names:
        yield _replaced(reader, text.text, words), names


Forms = tuple[list[str], list[str], list[str], list[str]]


def _otherwise(reader: Reader, words: str, row: Row, forms: Forms) -> bool:
    """Whether a mention names its state by another word than its own forms."""
    own = {word for group in forms for word in group}
    hits = [hit.text for hit in reader.registry.find(words)]
    if row["resolved"] in ("anaphor", "pronoun", "agent"):
        return bool(hits) and not any(hit in own for hit in hits)  # "fishermen of Martinique"
    return words not in own


def _replaced(reader: Reader, text: str, words: dict[str, str]) -> str:
    """The text with each name that is one of `words` replaced; a name within another ("South Sudan") is none of them."""
    parts, at = [], 0
    for hit in reader.registry.find(text):
        if hit.text in words:
            before = text[at : hit.start]
            parts.append(re.sub(r"\b([Aa])n $", r"\1 ", before))
            parts.append(words[hit.text])
            at = hit.end
    return "".join([*parts, text[at:]])


def _forms(reader: Reader, state: str) -> Forms:
    """Names, adjectives, peoples and capitals of a state."""
    roles: dict[str, list[str]] = {"name": [], "demonym": [], "people": [], "seat": []}
    for word in reader.registry.names(state):
        hit = reader.registry.lookup(word)
        for name in hit.names if hit is not None else ():
            if name.actor == state and name.role in roles and (name.role != "seat" or name.detail == "capital"):
                roles[name.role].append(word)
    return roles["name"], roles["demonym"], roles["people"], roles["seat"]


def _renamed(rows: Counter[Any], names: dict[str, str]) -> Counter[Any]:
    out: Counter[Any] = Counter()
    for (event, sources, targets, *rest), n in rows.items():
        sides = (tuple(sorted(names.get(a, a) for a in side)) for side in (sources, targets))
        out[(event, *sides, *rest)] += n
    return out


def _undated(rows: Counter[Any]) -> Counter[Any]:
    out: Counter[Any] = Counter()
    for row, n in rows.items():
        out[row[:5]] += n
    return out


def american(text: str) -> str:
    for british, other in SPELLINGS.items():
        for old, new in ((british, other), (british.capitalize(), other.capitalize())):
            text = re.sub(rf"{old}(?!m)", new, text)  # "criticism" is the same on both sides
    return text


def curly(text: str) -> str:
    text = re.sub(r'(?<!\w)"(?=\w)', "\u201c", text).replace('"', "\u201d")
    return re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)


def _parts(text: str) -> list[str]:
    return [p for p in text.split("\n\n") if p.strip()]


def _turned(text: str) -> str:
    parts = _parts(text)
    return "\n\n".join([*parts[len(parts) // 2 :], *parts[: len(parts) // 2]])
