"""The annotated texts in one form, whatever they were written in.

Of each text: its events, relation claims, causal claims and stances as rows with `start` and `end` of the sentence, and the
half it belongs to: "looked at" texts served to mend errors, "not looked at" texts only ever to measure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading import Reader
from comity.reading.contract import to_dict

Row = dict[str, Any]
HERE: Final = Path(__file__).parent / "accuracy"
SEEN: Final = "looked at"
UNSEEN: Final = "not looked at"
KINDS: Final = ("events", "relations", "causes", "stances")


@dataclass(frozen=True, slots=True)
class Text:
    id: str
    text: str
    published: Interval | None
    half: str
    family: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    """By kind; a kind that the text is not annotated for is left out."""


def read(reader: Reader, texts: Iterable[Text]) -> list[Row]:
    """The texts' readings, as JSON."""
    documents = (from_text(text.text, id=text.id, published=text.published) for text in texts)
    return [to_dict(reading) for reading in reader.read_many(documents)]


def sentences() -> list[Text]:
    """Single news sentences, about ten a type."""
    out = []
    for row in _lines(HERE / "sentences.jsonl"):
        events = [{"start": 0, "end": len(row["text"]), **event} for event in row["events"]]
        half = SEEN if int(row["id"][1:]) % 2 == 1 else UNSEEN
        out.append(Text(row["id"], row["text"], None, half, "sentence", {"events": events}))
    return out


def analyses() -> list[Text]:
    """Six analyses of about 600 words."""
    gold = _lines(HERE / "annotations.jsonl")
    dates = json.loads((HERE / "dates.json").read_text(encoding="utf-8"))
    out = []
    for name, day in dates.items():
        text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
        rows = {
            key: [r for r in gold if r["doc"] == name and r["kind"] == kind]
            for key, kind in zip(KINDS, ("event", "relation", "causal", "stance"), strict=True)
        }
        half = SEEN if name in ("b01", "b02", "b03") else UNSEEN
        out.append(Text(name, text, Interval.parse(day) if day else None, half, "analysis", rows))
    return out


def families() -> list[Text]:
    """Test sentences by kind (passive, nominal, ...); odd ones were looked at. All are annotated for events, and for claims
    those of the family of that name."""
    texts = [
        _from_reading(row, SEEN if n % 2 == 0 else UNSEEN) for n, row in enumerate(_lines(HERE / "families.jsonl"))
    ]
    return [
        replace(t, rows={kind: rows for kind, rows in t.rows.items() if _OF_FAMILY.get(kind, t.family) == t.family})
        for t in texts
    ]


_OF_FAMILY: Final = {"relations": "relation", "causes": "causal", "stances": "stance"}


def nothing() -> list[Text]:
    """Sentences without any event between actors; odd ones were looked at."""
    return [_from_reading(row, SEEN if n % 2 == 0 else UNSEEN) for n, row in enumerate(_lines(HERE / "nothing.jsonl"))]


def plain() -> list[Text]:
    """Paragraphs of plain news, plain analysis, and of other matters (sport, weather, markets, fiction) in which politics
    is rare; odd ones were looked at. The family is the kind."""
    texts = [_from_reading(row, SEEN if n % 2 == 0 else UNSEEN) for n, row in enumerate(_lines(HERE / "plain.jsonl"))]
    return [replace(t, family=_PLAIN[t.id[:3]]) for t in texts]


_PLAIN: Final = {"pw-": "plain news", "pa-": "plain analysis", "pn-": "other matters"}


def paragraphs(rows: Iterable[Row], half: str) -> list[Text]:
    """Paragraphs of the training corpus in this form."""
    return [_from_reading(row, half) for row in rows]


def _from_reading(row: Row, half: str) -> Text:
    published = row["document"]["published"]
    interval = Interval.parse("/".join(published)) if published else None
    rows = {
        "events": row["reports"],
        "relations": [{**r, "sign": r["level"]} for r in row["relations"]],
        "causes": [
            {**r, "polarity": r["sign"], "cause_span": r["cause"], "effect_span": r["effect"]}
            for r in row["causes"]
            if not r["negated"]
        ],
        "stances": row["stances"],
    }
    return Text(row["id"], row["text"], interval, half, row["about"]["matter"], rows)


def _lines(path: Path) -> Sequence[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
