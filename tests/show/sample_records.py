"""Two records for the tests of what is shown: a small one in invented texts, and a large one of regular content."""

from __future__ import annotations

from datetime import date, timedelta

from sample_store import SCORES, Sample


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


HOSTILE = "</script><img src=x onerror=alert(1)> -- \u2028 <!-- \u202etfel"


def cenepa() -> Sample:
    """Peru and Ecuador, 1981 to 1999, in texts written for these tests; with one document that means harm."""
    s = Sample()
    for id, name in (
        ("PER", "Peru"),
        ("ECU", "Ecuador"),
        ("BRA", "Brazil"),
        ("CHL", "Chile"),
        ("USA", "United States"),
    ):
        s.actor(id, name)
    s.actor("YUG", "Yugoslavia", lineage="SRB", valid_to=date(2003, 2, 4))
    s.actor("SRB", "Serbia", valid_from=date(2003, 2, 4))
    s.actor("OAS", "Organisation of American States", kind="organisation")

    s.document(
        "andes-review",
        [
            ("furniture", "menu", "Home | Politics | Economy | Subscribe"),
            ("label", "title", "A border that took fifty years to draw"),
            ("prose", "sentence", "In January 1981 Peruvian helicopters attacked an outpost that Ecuador had built in the hills. "
             "The firing stopped after five days."),
            ("prose", "sentence", "Soldiers of Peru attacked Ecuador again on 26 January 1995, in the upper valley. Brazil urged both sides to stop."),
            ("prose", "sentence", "On 26 October 1998 Peru and Ecuador signed a treaty of peace in Brasilia. The treaty, which Brazil had helped "
             "to draft, opened trade because the road through the hills was safe again."),
            ("prose", "sentence", "The weather in the valley is wet for most of the year."),
            ("prose", "sentence", "Ties between Peru and Ecuador have been warm ever since. Peru wants a railway to the coast."),
            ("furniture", "subscription", "Enjoyed this? Sign up for our letter."),
        ],
        title="A border that took fifty years to draw", outlet="Andes Review", author="M. Salas",
        published_first=date(2001, 5, 4), published_last=date(2001, 5, 4), published_basis="text", format="html",
    )  # fmt: skip
    s.document(
        "harbour-post",
        [
            ("label", "title", "Peace on the ridge"),
            ("prose", "sentence", "Peru and Ecuador signed their peace on 24 October 1998, and Washington promised 30 million dollars for schools. "
             "Ecuador denied that it had mined the valley."),
            ("prose", "sentence", "Chile will visit Peru next spring, an official said. Peru demanded an apology from Chile."),
            ("prose", "sentence", "🕊 Doves 🕊 were let go in the square: Brazil praised Peru for its patience."),
        ],
        title="Peace on the ridge", outlet="Harbour Post",
        published_first=date(1998, 11, 1), published_last=date(1998, 11, 1), published_basis="given",
    )  # fmt: skip
    s.document(
        "wire-copy",
        [("prose", "sentence", "Peru and Ecuador signed their peace on 24 October 1998, a wire report said.")],
        title="Peace signed", outlet="Evening Wire", source_group="harbour-post",
        published_first=date(1998, 11, 2), published_last=date(1998, 11, 2), published_basis="metadata",
    )  # fmt: skip
    s.document(
        "hostile",
        [
            ("label", "title", HOSTILE),
            ("prose", "sentence", f"Peru accused Chile of {HOSTILE} in the north. Follow javascript:alert(1) to read on."),
        ],
        title=HOSTILE, outlet="javascript:alert(1)", author="<b>Nobody</b>", path="javascript:alert(1)",
        problems=["hidden marks were kept"],
    )  # fmt: skip
    s.add(
        "documents",
        id="notas",
        status="set aside",
        reason="not English (es)",
        title="Notas",
        path="notas.txt",
        language="es",
        characters=120,
        published_basis="none",
    )
    s.add("documents", id="broken", status="failed", reason="not text", path="broken.txt", published_basis="none")

    per, ecu = ("PER", "Peru"), ("ECU", "Ecuador")
    s.event(s.report("andes-review", "In January 1981 Peruvian helicopters attacked an outpost that Ecuador had built in the hills.", "attacked", "ASSAULT",
                     [("PER", "Peruvian")], [ecu], first=date(1981, 1, 1), last=date(1981, 1, 31), grain="month", date_basis="explicit", issue="territory", mode="airstrike"))  # fmt: skip
    s.event(s.report("andes-review", "Soldiers of Peru attacked Ecuador again on 26 January 1995, in the upper valley.", "attacked", "ASSAULT", [per], [ecu],
                     first=date(1995, 1, 26), issue="territory"))  # fmt: skip
    s.event(
        s.report(
            "andes-review",
            "Brazil urged both sides to stop.",
            "urged",
            "REQUEST",
            [("BRA", "Brazil")],
            [],
            first=date(1995, 1, 26),
            date_basis="context",
        )
    )
    signed = s.report("andes-review", "On 26 October 1998 Peru and Ecuador signed a treaty of peace in Brasilia.", "signed", "SUPPORT", [per, ecu], [],
                      first=date(1998, 10, 26), symmetric=True, issue="territory", place="Brasilia")  # fmt: skip
    again = s.report("harbour-post", "Peru and Ecuador signed their peace on 24 October 1998, and Washington promised 30 million dollars for schools.", "signed", "SUPPORT",
                     [per, ecu], [], first=date(1998, 10, 24), symmetric=True, issue="territory")  # fmt: skip
    copied = s.report("wire-copy", "Peru and Ecuador signed their peace on 24 October 1998, a wire report said.", "signed", "SUPPORT", [per, ecu], [],
                      first=date(1998, 10, 24), symmetric=True, issue="territory", voice="reported")  # fmt: skip
    peace = s.event(signed, again, copied, why="same parties, type and nearly the same day")
    s.event(s.report("harbour-post", "Peru and Ecuador signed their peace on 24 October 1998, and Washington promised 30 million dollars for schools.", "promised", "AGREE",
                     [("USA", "Washington")], [], first=date(1998, 10, 24), status="planned", issue="aid", amount=("30 million dollars", 3e7, "USD")))  # fmt: skip
    s.event(
        s.report(
            "harbour-post",
            "Ecuador denied that it had mined the valley.",
            "mined",
            "ASSAULT",
            [ecu],
            [],
            status="denied",
            issue="territory",
        )
    )
    s.event(s.report("harbour-post", "Chile will visit Peru next spring, an official said.", "visit", "CONSULT", [("CHL", "Chile")], [per],
                     first=date(1999, 3, 1), last=date(1999, 5, 31), status="planned", voice="unnamed", issue="diplomacy", date_basis="relative"))  # fmt: skip
    s.event(
        s.report(
            "harbour-post",
            "Peru demanded an apology from Chile.",
            "apology",
            "CONCEDE",
            [("CHL", "Chile")],
            [per],
            status="demanded",
        )
    )
    s.event(s.report("harbour-post", "🕊 Doves 🕊 were let go in the square: Brazil praised Peru for its patience.", "praised", "SUPPORT", [("BRA", "Brazil")], [per],
                     first=date(1998, 11, 1), date_basis="relative"))  # fmt: skip
    s.event(
        s.report(
            "hostile", f"Peru accused Chile of {HOSTILE} in the north.", "accused", "ACCUSE", [per], [("CHL", "Chile")]
        )
    )

    for side, (value, reports, documents) in enumerate(
        [("1998-10-26", [signed], ["andes-review"]), ("1998-10-24", [again, copied], ["harbour-post", "wire-copy"])]
    ):
        s.add(
            "disagreements",
            id="d1ffe7e9ce000001",
            event_id=peace,
            actors=["ECU", "PER"],
            apart=0.2,
            sure=0.8,
            grade="likely",
            why="reports of one event",
            sources=1,
            corrected=[],
            field="date",
            side=side,
            value=value,
            report_ids=reports,
            document_ids=documents,
        )
    tie = s.claim(
        "relation_claims",
        "andes-review",
        "Ties between Peru and Ecuador have been warm ever since.",
        {"trigger": "warm"},
        a="ECU",
        b="PER",
        level=1,
    )
    s.claim("causal_claims", "andes-review", "The treaty, which Brazil had helped to draft, opened trade because the road through the hills was safe again.",
            {"trigger": "because", "cause": "the road through the hills was safe again", "effect": "opened trade"}, sign=1, kind="influence", negated=False)  # fmt: skip
    s.claim(
        "stances",
        "andes-review",
        "Peru wants a railway to the coast.",
        {"object": "a railway to the coast"},
        actor="PER",
        stance="wants",
        sign=1,
    )
    s.claim(
        "stances",
        "andes-review",
        "Brazil urged both sides to stop.",
        {"object": "both sides to stop"},
        actor="BRA",
        stance="wants",
        object_actor="PER",
        sign=1,
    )

    by_id = {row["id"]: row for row in s.rows["events"]}
    for number in (1981, 1995, 1998):
        first, last = year(number)
        events = [
            id
            for id, row in by_id.items()
            if row["first"]
            and first <= row["first"] <= last
            and {"PER", "ECU"} == set(row["sources"] + row["targets"])
            and row["status"] == "happened"
        ]
        good = sum(by_id[id]["score"] for id in events if by_id[id]["score"] > 0)
        bad = -sum(by_id[id]["score"] for id in events if by_id[id]["score"] < 0)
        s.add("tallies", a="ECU", b="PER", first=first, last=last, cooperation=good, hostility=bad, balance=(good - bad) / (good + bad), events=len(events),
              claims=int(number == 1998), documents=1, event_ids=events, claim_ids=[tie] if number == 1998 else [])  # fmt: skip
    first, last = year(1998)
    s.add("tallies", a="BRA", b="PER", first=first, last=last, cooperation=5.0, hostility=0.0, balance=1.0, events=1, claims=0, documents=1,
          event_ids=[id for id, row in by_id.items() if row["sources"] == ["BRA"] and row["targets"] == ["PER"]], claim_ids=[])  # fmt: skip

    s.day("andes-review", "January 1981", date(1981, 1, 1), date(1981, 1, 31))
    s.day("andes-review", "26 January 1995", date(1995, 1, 26))
    s.day("andes-review", "26 October 1998", date(1998, 10, 26))
    s.day("harbour-post", "24 October 1998", date(1998, 10, 24))
    s.mention("andes-review", "Peruvian", "PER", "demonym")
    s.mention("harbour-post", "Washington", "USA", "seat")
    s.mention("harbour-post", "Brazil", "BRA")
    return s


def synthetic(documents: int, *, per_document: int = 20, states: int = 60) -> Sample:
    """A large store of made-up, regular content: for sizes and timings."""
    s = Sample()
    names = [f"S{number:02d}" for number in range(states)]
    for id in names:
        s.actor(id, f"State {id}")
    kinds = list(SCORES)
    words = "the delegation returned to the capital after long talks about transit fees and river levels along the common line "
    tallies: dict[tuple[str, str, int], list[tuple[str, float]]] = {}
    for number in range(documents):
        id = f"doc-{number:04d}"
        passages, made = [("furniture", "menu", "Home | World | Subscribe")], []
        for k in range(per_document):
            turn = number * 7 + k * 13
            a, b = names[turn % states], names[(turn * 3 + 1 + k) % states]
            b = b if b != a else names[(turn + 1) % states]
            kind = kinds[(turn + k) % len(kinds)]
            when = date(1960, 1, 1) + timedelta(days=(turn * 97) % 22000)
            sentence = f"State {a} acted ({kind.lower()}, case {number}-{k}) towards State {b} on {when.isoformat()}."
            passages.append(("prose", "sentence", f"{sentence} {(words * 2).strip().capitalize()}."))
            made.append((sentence, a, b, kind, when, turn))
            passages.append(("prose", "sentence", f"Case {number}-{k} aside, {words.strip()}."))
        s.document(
            id,
            passages,
            title=f"Dispatch {number}",
            outlet=f"Outlet {number % 17}",
            published_first=date(2020, 1, 1),
            published_last=date(2020, 1, 1),
            published_basis="given",
        )
        for sentence, a, b, kind, when, turn in made:
            status = "planned" if turn % 9 == 0 else "happened"
            report = s.report(
                id,
                sentence,
                "acted",
                kind,
                [(a, f"State {a}")],
                [(b, f"State {b}")],
                first=None if turn % 11 == 0 else when,
                status=status,
                issue=["trade", "defence", "energy"][turn % 3],
            )
            s.mention(id, sentence.split(" acted")[0], a)
            event = s.quick_event(report, [a], [b])
            if status == "happened" and turn % 11:
                tallies.setdefault((min(a, b), max(a, b), when.year), []).append((event, SCORES[kind][1]))
            if turn % 5 == 0:
                s.claim(
                    "causal_claims",
                    id,
                    sentence,
                    {"trigger": "acted", "cause": f"State {a}", "effect": f"State {b}"},
                    sign=1,
                    kind="influence",
                    negated=False,
                )
            if turn % 4 == 0:
                s.claim("relation_claims", id, sentence, {"trigger": "acted"}, a=a, b=b, level=1 if turn % 8 else -1)
    for (a, b, when), events in sorted(tallies.items()):
        good = sum(score for _, score in events if score > 0)
        bad = -sum(score for _, score in events if score < 0)
        first, last = year(when)
        s.add("tallies", a=a, b=b, first=first, last=last, cooperation=good, hostility=bad, balance=(good - bad) / (good + bad) if good + bad else None,
              events=len(events), claims=0, documents=len(events), event_ids=[id for id, _ in events], claim_ids=[])  # fmt: skip
    return s
