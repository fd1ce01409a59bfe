"""Which things a report, and so an event, concerns."""

from __future__ import annotations

from typing import Any

import pytest
from plain_texts import read, registry

from comity.record.store import StoreWriter
from comity.record.things.derive import find_things, named_by
from comity.record.things.naming import thing_rows
from comity.tables import REPORTS

CASES = [
    ("what it says it is about", "Russia and India discussed the Orvel dam and the Tamsin dam.", "discussed", "Tamsin dam", ["tamsin-dam"]),
    ("the same noun", "They reached an agreement to build a $2 billion gas pipeline from Orvel to Tamsin.", "agreement", "$2 billion gas pipeline", ["orvel-tamsin-pipeline"]),
    ("the only one near", "Russia condemned the Orvel dam.", "condemned", None, ["orvel-dam"]),
    ("another verb's object", "Sanctions on Russia delayed the Orvel dam.", "Sanctions", None, []),
    ("the subject of another verb", "The Orvel dam helped India to arm.", "arm", None, []),
    ("in the passive", "The Orvel dam was later attacked by India.", "attacked", None, ["orvel-dam"]),
    ("two near", "Russia condemned the Orvel dam and the Tamsin dam.", "condemned", None, []),
    ("parted from it", "They signed a pact for the Orvel dam and held a first exercise.", "exercise", None, []),
    ("in another clause", "The Orvel dam is a matter that he hopes to settle during his visit.", "visit", None, []),
    ("another thing", "Russia sold tanks beside the Orvel dam.", "sold", "tanks", []),
    ("an organisation acts", "Russia left the SCO.", "left", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "trigger", "thing", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_report_thing_rule(
    why: str, text: str, trigger: str, thing: str | None, wanted: list[str], tmp_path: Any
) -> None:
    named, _ = thing_rows(*read(text))
    at = text.index(trigger)
    report = dict.fromkeys(REPORTS.names()) | {
        "id": "r", "document_id": "a", "start": 0, "end": len(text), "trigger_start": at, "trigger_end": at + len(trigger), "thing": thing,
        "rejected": False,
    }  # fmt: skip
    with StoreWriter(tmp_path / "store.duckdb") as store:
        store.add("texts", [("a", text)])
        store.add("named_things", named)
        store.add("reports", [tuple(report.values())])
        things = find_things(store, registry())
    assert list(things.of_report.get("r", ())) == wanted
    assert named_by(things, ["r"]) == (things.names[wanted[0]] if wanted else None)


def test_an_event_is_not_named_after_what_one_of_many_reports_adds(tmp_path: Any) -> None:
    text = "Russia condemned the Orvel dam."
    report = dict.fromkeys(REPORTS.names()) | {
        "id": "r", "document_id": "a", "start": 0, "end": len(text), "trigger_start": 7, "trigger_end": 16, "rejected": False,
    }  # fmt: skip
    with StoreWriter(tmp_path / "store.duckdb") as store:
        store.add("texts", [("a", text)])
        store.add("named_things", thing_rows(*read(text))[0])
        store.add("reports", [tuple(report.values())])
        things = find_things(store, registry())
    assert named_by(things, ["r", "s", "t"]) == "Orvel dam"
    assert named_by(things, ["r", "s", "t", "u"]) is None
