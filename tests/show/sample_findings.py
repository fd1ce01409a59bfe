"""A record with all that is found across documents: sides, agreements, near joins, a thing's life, members, corrections."""

from __future__ import annotations

import json
from datetime import date

from sample_records import HOSTILE, cenepa, year
from sample_store import Sample

OPENED = "Peru and Ecuador opened the Marañón bridge on 4 May 2006."
AGREED = "They had agreed on the Marañón bridge in 2001, for 12 million dollars."
STALLED = "Work on the crossing stood still for a year."
CHARTER = "Ecuador joined the Organisation of American States in 1950, and Peru did so in 1948."
LATER = "The Marañón bridge was opened in 2007 and cost 15 million dollars, Peru said."


def findings() -> Sample:
    """The record of `cenepa` with two more documents, and what follows from all of them."""
    s = cenepa()
    s.document("bridge-note", [("prose", "sentence", f"{OPENED} {AGREED} {STALLED} {CHARTER}")], title="A bridge at last",
               outlet="Ridge Weekly", author="T. Vela", published_first=date(2006, 6, 1), published_last=date(2006, 6, 1))  # fmt: skip
    s.document("bridge-again", [("prose", "sentence", f"{LATER} Dr. Vela was there.")], title="Costs of a bridge", outlet="Lima Ledger",
               published_first=date(2008, 2, 1), published_last=date(2008, 2, 1))  # fmt: skip
    pair = [("PER", "Peru"), ("ECU", "Ecuador")]
    opened = s.report("bridge-note", OPENED, "opened", "COOPERATE", pair, [], first=date(2006, 5, 4), symmetric=True)
    told = s.report("bridge-again", LATER, "opened", "COOPERATE", [("PER", "Peru")], [], first=date(2007, 1, 1), last=date(2007, 12, 31),
                    voice="reported", claimed_by="PER")  # fmt: skip
    rejected = s.report("bridge-note", STALLED, "stood", "RETREAT", [], [], rejected=True, corrected=["c0ffee000002"])
    bridge = s.event(opened, told, why="", corrected=["c0ffee000001"], sources=["PER", "ECU"])
    joined = s.rows["event_reports"][-2:]
    reason = "the same parties (+2.7); the same thing: bridge; crossing (+0.8); despite dates that are apart (-0.7)"
    for row, other in zip(joined, (told, opened), strict=True):
        row.update(closest=other, score=2.8, why=f"with {other}: {reason}")
    near = next(row["id"] for row in s.rows["events"] if row["event_type"] == "AGREE")
    a, b = sorted((bridge, near))
    s.add("near_joins", a=a, b=b, a_report=a, b_report=b, score=-0.4, why="parties in common (+2.7)",
          why_not="one is not dated (-2.5); no words in common (-0.6)")  # fmt: skip

    def place(document: str, words: str) -> list[object]:
        return [document, *s.span(document, words)]

    def spans(*places: list[object]) -> str:
        return json.dumps(list(places))

    for row in s.rows["reports"]:
        group = next(d["source_group"] for d in s.rows["documents"] if d["id"] == row["document_id"])
        copied = row["document_id"] != group
        s.add("report_sources", report_id=row["id"], source=f"text:{group}", kind="text",
              why=f"the same text as {group}" if copied else "its own text")  # fmt: skip
    said = next(row for row in s.rows["report_sources"] if row["report_id"] == told)
    said.update(source="speaker:PER", kind="speaker", why="passes on what PER says")

    common = {"event_id": bridge, "actors": ["PER", "ECU"], "corrected": [], "thing_id": None}
    for side, (value, report, words) in enumerate([("2006-05-04", opened, "4 May 2006"), ("2007", told, "2007")]):
        document = "bridge-again" if report == told else "bridge-note"
        s.add("disagreements", id="d1ffe7e9ce000002", field="date", about="", side=side, value=value, report_ids=[report], document_ids=[document],
              evidence=spans(place(document, words)), sources=1, apart=0.66, sure=0.72, grade="plain", why="reports of one event", **common)  # fmt: skip
    for side, (value, document, words) in enumerate(
        [
            ("12,000,000 USD", "bridge-note", "12 million dollars"),
            ("15,000,000 USD", "bridge-again", "15 million dollars"),
        ]
    ):
        s.add("disagreements", id="d1ffe7e9ce000003", field="amount", about="USD", side=side, value=value, report_ids=[], document_ids=[document],
              evidence=spans(place(document, words)), sources=1, apart=0.32, sure=0.3, grade="likely", why="texts about one thing",
              settled="12,000,000 USD", **(common | {"thing_id": "maranon-bridge", "corrected": ["c0ffee000003"]}))  # fmt: skip
    for side, (value, documents) in enumerate([("1950", ["bridge-note"]), ("comity's table: 1948-04-30", [])]):
        s.add("disagreements", id="d1ffe7e9ce000004", event_id=None, thing_id=None, field="membership", about="when ECU joined OAS",
              actors=["ECU", "OAS"], side=side, value=value, report_ids=[], document_ids=documents,
              evidence=spans(place("bridge-note", "1950")) if documents else "[]", sources=len(documents), apart=0.5, sure=0.7,
              grade="plain", why="the table of memberships has another day", corrected=[])  # fmt: skip
    s.add("agreements", id="a9ree00000000001", event_id=bridge, field="happened", about="", actors=["PER", "ECU"], value="COOPERATE", sources=2,
          report_ids=[opened, told], document_ids=["bridge-again", "bridge-note"],
          evidence=spans(place("bridge-note", "opened"), place("bridge-again", "opened")))  # fmt: skip
    s.add("agreements", id="a9ree00000000002", event_id=None, field="relation", about="ECU, PER", actors=["ECU", "PER"], value="good", sources=3,
          report_ids=[], document_ids=["andes-review"],
          evidence=spans(place("andes-review", "Ties between Peru and Ecuador have been warm ever since.")))  # fmt: skip

    first, last = year(2001)
    s.add("things", id="maranon-bridge", name="Marañón bridge", kind="project", aliases=["crossing"], parties=["PER", "ECU"], stage="built",
          first=first, last=date(2006, 5, 4), mentions=3, documents=2, events=1, corrected=[])  # fmt: skip
    s.add("things", id="OAS", name="Organisation of American States", kind="organisation", aliases=[], parties=["ECU", "PER"], mentions=1,
          documents=1, events=0, corrected=[])  # fmt: skip
    s.add(
        "things",
        id="odd",
        name=HOSTILE,
        kind="other",
        aliases=[HOSTILE],
        parties=[],
        mentions=1,
        documents=1,
        events=0,
        corrected=[],
    )
    for words, document, named, says in (
        ("Marañón bridge", "bridge-note", "maranon-bridge", "full"),
        ("crossing", "bridge-note", "maranon-bridge", "short"),
        ("Marañón bridge", "bridge-again", "maranon-bridge", "full"),
        ("Organisation of American States", "bridge-note", "OAS", "full"),
    ):
        start, end = s.span(document, words)
        kind = "organisation" if named == "OAS" else "project"
        s.add("thing_mentions", thing_id=named, document_id=document, start=start, end=end)
        s.add(
            "named_things",
            document_id=document,
            start=start,
            end=end,
            name=words,
            kind=kind,
            says=says,
            means=named,
            parties=[],
        )
    stages = [
        ("agreed", AGREED, first, last, None),
        ("built", OPENED, date(2006, 5, 4), date(2006, 5, 4), bridge),
        ("stalled", STALLED, None, None, None),
    ]
    for ordinal, (stage, words, begin, end, event) in enumerate(stages):
        s.add("thing_stages", thing_id="maranon-bridge", ordinal=ordinal, stage=stage, status="happened", first=begin, last=end,
              parties=["PER", "ECU"], event_id=event, document_ids=["bridge-note"], evidence=spans(place("bridge-note", words)))  # fmt: skip
    for ordinal, (actor, number) in enumerate([("PER", 1948), ("ECU", 1950)]):
        begin, end = year(number)
        s.add("thing_stages", thing_id="OAS", ordinal=ordinal, stage="member joined", status="happened", first=begin, last=end,
              parties=[actor], document_ids=["bridge-note"], evidence=spans(place("bridge-note", CHARTER)))  # fmt: skip
        s.add("memberships", organisation="OAS", member=actor, first=date(1948, 4, 30), source="made up")
    for document, sentence, words, value, number in (
        ("bridge-note", AGREED, "12 million dollars", "12 million dollars", 12e6),
        ("bridge-again", LATER, "15 million dollars", "15 million dollars", 15e6),
    ):
        (start, end), (low, high) = s.span(document, sentence), s.span(document, words)
        s.add("thing_facts", thing_id="maranon-bridge", field="sum", value=value, number=number, unit="USD", document_id=document,
              start=start, end=end, word_start=low, word_end=high, claimed_by="PER" if number > 13e6 else None)  # fmt: skip
    s.add(
        "event_things",
        event_id=bridge,
        thing_id="maranon-bridge",
        reports=2,
        document_ids=["bridge-again", "bridge-note"],
    )

    at = "2026-05-03T09:12:44Z"
    s.add("corrections", ordinal=1, id="c0ffee000001", kind="change", target=opened, field="date", old="2006", new="2006-05-04", who="A. Reader",
          at=at, why="the plaque says so", state="applied")  # fmt: skip
    s.add(
        "corrections",
        ordinal=2,
        id="c0ffee000002",
        kind="reject",
        target=rejected,
        who="A. Reader",
        at=at,
        why=HOSTILE,
        state="applied",
    )
    s.add("corrections", ordinal=3, id="c0ffee000003", kind="settle", target="d1ffe7e9ce000003", field="amount", old="12,000,000 USD | 15,000,000 USD",
          new="12,000,000 USD", who="A. Reader", at=at, state="applied")  # fmt: skip
    s.add("corrections", ordinal=4, id="c0ffee000004", kind="join", target="0" * 16, new="1" * 16, who="B. Reader", at=at, state="not found",
          note="its sentence is gone")  # fmt: skip
    return s
