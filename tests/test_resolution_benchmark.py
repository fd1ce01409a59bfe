"""The measure of who is meant: parties of an annotated paragraph, and what became of each."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks import resolution

from comity.actors import Registry
from comity.reading.context import Mention

REGISTRY = Registry.default()
TEXT = "Kenya thanked the Security Council. Both states met protesters, and it left."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def report(sources: dict[str, str], targets: dict[str, str]) -> dict[str, Any]:
    return {
        "sources": list(sources.values()),
        "source_spans": [span(w) for w in sources],
        "targets": list(targets.values()),
        "target_spans": [span(w) for w in targets],
    }


IT = [TEXT.index("it left"), TEXT.index("it left") + 2]
ROW: dict[str, Any] = {
    "id": "kenya-01",
    "document": {"published": ["2019-03-04", "2019-03-04"]},
    "text": TEXT,
    "reports": [
        report({"Kenya": "KEN"}, {"the Security Council": "UNO"}),
        report({"Both states": "KEN"}, {"protesters": "protesters"}),
        report({"Both states": "UGA"}, {}),
    ],
    "relations": [],
    "stances": [{"actor": "KEN", "actor_span": IT, "object_actor": None}],
}


def mention(words: str, actors: tuple[str, ...], kind: Any = "state", resolved: str = "name") -> Mention:
    start, end = span(words)
    return Mention(0, 0, 1, 0, (start, end), actors, kind, resolved)


def test_a_place_in_the_text_is_one_party_with_all_its_ids() -> None:
    found = resolution.parties(ROW, REGISTRY)
    assert [(p.words, sorted(p.ids), p.kind) for p in found] == [
        ("Kenya", ["KEN"], "name"),
        ("the Security Council", ["UN"], "organisation or group"),
        ("Both states", ["KEN", "UGA"], "set"),
        ("protesters", ["protesters"], "people or group"),
        ("it", ["KEN"], "pronoun"),
    ]


@pytest.mark.parametrize(
    ("words", "found", "outcome"),
    [
        ("Kenya", mention("Kenya", ("KEN",)), "exact"),
        ("Kenya", mention("Kenya", ("UGA",)), "wrong"),
        ("Kenya", mention("Kenya", ()), "open"),
        ("Kenya", None, "none"),
        ("the Security Council", mention("Security Council", ("UNSC",), "organisation"), "near"),
        ("Both states", mention("Both states", ("UGA", "KEN"), resolved="anaphor"), "exact"),
        ("Both states", mention("Both states", ("KEN",), resolved="anaphor"), "wrong"),
        ("protesters", mention("protesters", (), "group", "unknown"), "exact"),
        ("protesters", mention("protesters", ("KEN",), "state", "agent"), "wrong"),
    ],
)
def test_outcomes(words: str, found: Mention | None, outcome: str) -> None:
    party = next(p for p in resolution.parties(ROW, REGISTRY) if p.words == words)
    assert resolution._outcome(party, found, REGISTRY) == outcome


def test_the_table_adds_up() -> None:
    party = resolution.parties(ROW, REGISTRY)[0]
    judged = [resolution.Judged("kenya-01", party, None, o) for o in ("exact", "exact", "wrong", "none")]
    rows = [line.split() for line in resolution.lines(judged, "by hand")]
    assert rows[1] == ["all", "4", "75.0", "50.0", "0.0", "25.0", "0.0", "66.7"]
    assert rows[2][0] == "name"


@pytest.mark.model
def test_a_paragraph_is_read_and_judged() -> None:
    judged = {j.party.words: j.outcome for j in resolution.judge(ROW, REGISTRY)}
    assert judged["Kenya"] == "exact"
    assert judged["the Security Council"] == "near"
