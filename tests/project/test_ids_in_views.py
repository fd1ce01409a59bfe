"""An event of the whole record is found in the record of a part of its documents, though its id there is another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plain_projects import built

from comity.errors import UsageError
from comity.project import Project

Write = Callable[..., Path]


def test_an_id_of_the_whole_record_opens_in_a_view(project: Project, write: Write) -> None:
    for name in ("one", "two", "three"):
        write(f"{name}.txt", f"The paper {name}.", f"PAK CONSULT RUS 2016-05-03 happened | | In words of {name}.")
    write("four.txt", "PAK ASSAULT IND 1999-05-26 happened")
    built(project)
    with project.record() as record:
        (meeting,) = record.events(event_type="CONSULT").to_pylist()
        (attack,) = record.events(event_type="ASSAULT").to_pylist()
        reports = record.evidence(meeting["id"]).to_pylist()
    assert meeting["documents"] == 3
    namer = next(row["document_id"] for row in reports if row["report_id"] == meeting["id"])
    with project.record(without_sources=[namer]) as view:
        found = view.event(meeting["id"])
        assert (found["documents"], found["id"] != meeting["id"]) == (2, True)
        assert view.event_id(meeting["id"][:8]) == found["id"]
        assert view.event(attack["id"])["event_type"] == "ASSAULT"
    with project.record(only_sources=["four"]) as view:
        with pytest.raises(UsageError, match="None of these documents tells"):
            view.event(meeting["id"])
        with pytest.raises(UsageError, match="There is no event"):
            view.event("0123456789abcdef")
