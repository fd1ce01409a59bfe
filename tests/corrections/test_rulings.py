"""What holds of a log: a pure function of its lines and the reports as they were read."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from made_up import Texts, entry, lines

from comity.corrections.apply import Rulings, decide, in_force
from comity.corrections.model import Entry

SENTENCES = tuple(f"Paragraph {n} says that Kenya met Uganda once more, for the {n}th time." for n in range(6))


def texts() -> Texts:
    made = Texts({"herald": "\n\n".join(SENTENCES)})
    for sentence in SENTENCES:
        made.add("herald", sentence, "met", date="2014")
    return made


REPORTS = texts()
ANCHORS = [REPORTS.anchor(coded) for coded in REPORTS.coded]


def judged(*entries: Entry) -> Rulings:
    return decide(in_force(lines(*entries)), REPORTS)


def states(rulings: Rulings) -> list[str]:
    return [o.state for o in rulings.outcomes]


def change(n: int, old: str | None, new: str | None, why: str = "") -> Entry:
    return entry("change", field="date", old=old, new=new, reports=(ANCHORS[n],), why=why)


def fields(rulings: Rulings, n: int) -> dict[str, str | None]:
    ruled = rulings.reports.get(REPORTS.coded[n].id)
    return {} if ruled is None else ruled.fields


def test_a_change_holds_and_says_by_which_line() -> None:
    made = change(0, "2014", "2015")
    rulings = judged(made)
    assert fields(rulings, 0) == {"date": "2015"}
    assert rulings.reports[REPORTS.coded[0].id].corrections() == [made.id]


def test_the_later_of_two_changes_holds() -> None:
    rulings = judged(change(0, "2014", "2015"), change(0, "2015", "2016"))
    assert fields(rulings, 0) == {"date": "2016"}
    assert states(rulings) == ["undone", "applied"]
    assert rulings.outcomes[0].note == "replaced by line 2"


def test_a_change_made_after_another_stands_when_that_one_is_undone() -> None:
    first = change(0, "2014", "2015")
    rulings = judged(first, change(0, "2015", "2016"), entry("undo", first.id))
    assert fields(rulings, 0) == {"date": "2016"}
    assert states(rulings) == ["undone", "applied", "applied"]


def test_a_change_made_for_a_value_that_was_never_there_is_a_conflict() -> None:
    rulings = judged(change(0, "1999", "2015"))
    assert states(rulings) == ["conflict"]
    assert fields(rulings, 0) == {}


def test_a_change_to_what_is_read_by_now_holds_and_says_so() -> None:
    rulings = judged(change(0, "2013", "2014"))
    assert (states(rulings), rulings.outcomes[0].note) == (["applied"], "it is read so by now")


def test_an_undo_may_be_undone() -> None:
    first = change(0, "2014", "2015")
    undo = entry("undo", first.id)
    assert fields(judged(first, undo), 0) == {}
    again = judged(first, undo, entry("undo", undo.id))
    assert fields(again, 0) == {"date": "2015"}
    assert states(again) == ["applied", "undone", "applied"]


def test_an_undo_holds_wherever_it_stands() -> None:
    first = change(0, "2014", "2015")
    assert fields(judged(entry("undo", first.id), first), 0) == {}


def test_an_undo_of_nothing_is_not_found() -> None:
    rulings = judged(entry("undo", "0000"))
    assert (states(rulings), rulings.outcomes[0].note) == (["not found"], "there is no correction 0000")


def test_a_line_that_stands_twice_counts_once() -> None:
    rulings = judged(change(0, "2014", "2015"), change(0, "2014", "2015"))
    assert states(rulings) == ["applied", "undone"]
    assert rulings.outcomes[1].note == "line 1 says the same"
    assert fields(rulings, 0) == {"date": "2015"}


def test_lines_that_undo_each_other_in_a_circle_hold_not() -> None:
    one, other = entry("undo", "b" * 12), entry("undo", "a" * 12)
    made = lines(one, other)
    text = [m.text.replace(m.id or "", id) for m, id in zip(made, ("a" * 12, "b" * 12), strict=True)]
    from comity.corrections.log import _line

    outcomes = in_force([_line(n, t) for n, t in enumerate(text, 1)])
    assert all(o.state in ("undone", "applied") for o in outcomes)
    assert sum(o.state == "applied" for o in outcomes) < 2


def test_of_reject_and_accept_the_later_holds() -> None:
    reject, accept = entry("reject", reports=(ANCHORS[0],)), entry("accept", reports=(ANCHORS[0],))
    id = REPORTS.coded[0].id
    assert judged(reject, accept).reports[id].verdict == "accept"
    assert judged(reject, accept).rejected == []
    assert judged(accept, reject).reports[id].verdict == "reject"


def test_a_rejection_of_what_is_read_otherwise_by_now_is_a_conflict() -> None:
    other = Texts(REPORTS.texts)
    was = other.add("herald", SENTENCES[0], "met", event_type="AGREE")
    stale = entry("reject", reports=(other.anchor(was),))
    rulings = judged(stale)
    assert states(rulings) == ["conflict"]
    assert "it was made for AGREE KEN > UGA" in (rulings.outcomes[0].note or "")


def test_a_rejection_made_after_the_parties_were_changed_still_fits() -> None:
    changed = entry("change", field="sources", old="KEN", new="TZA", reports=(ANCHORS[0],))
    from dataclasses import replace

    rejected = entry("reject", reports=(replace(ANCHORS[0], coding="CONSULT TZA > UGA"),))
    assert states(judged(changed, rejected)) == ["applied", "applied"]


def retyped(field: str, old: str | None, new: str) -> Entry:
    return entry("change", field=field, old=old, new=new, reports=(ANCHORS[0],))


def test_a_mode_that_the_type_does_not_have_is_a_conflict_in_either_order() -> None:
    visit, accuse = retyped("mode", None, "visit"), retyped("event_type", "CONSULT", "ACCUSE")
    for both in ((visit, accuse), (accuse, visit)):
        rulings = judged(*both)
        told = {o.line.id: (o.state, o.note) for o in rulings.outcomes}
        assert told == {visit.id: ("conflict", "ACCUSE has no mode visit"), accuse.id: ("applied", None)}
        assert rulings.reports[REPORTS.coded[0].id].fields == {"event_type": "ACCUSE"}


def test_a_type_that_has_not_the_mode_as_read_lets_it_fall_and_says_so() -> None:
    other = Texts(REPORTS.texts)
    visit = other.add("herald", SENTENCES[0], "met", mode="visit")
    change = entry("change", field="event_type", old="CONSULT", new="ACCUSE", reports=(other.anchor(visit),))
    (outcome,) = decide(in_force(lines(change)), other).outcomes
    assert (outcome.state, outcome.note) == ("applied", "the mode visit falls: ACCUSE has none of that name")


def test_a_join_says_how_many_of_its_reports_were_found() -> None:
    from dataclasses import replace

    lost = replace(ANCHORS[2], report="gone", quote="Nothing of the kind was ever said in this newspaper.")
    rulings = judged(entry("join", reports=(ANCHORS[0], lost), others=(ANCHORS[1],)))
    assert (states(rulings), rulings.outcomes[0].note) == (["applied"], "2 of its 3 reports were found")
    assert states(judged(entry("join", reports=(lost,), others=(ANCHORS[1],)))) == ["not found"]


def test_an_accepted_report_that_is_read_no_more_is_restored() -> None:
    fewer = Texts({"herald": "New.\n\n" + REPORTS.texts["herald"]})
    accepted = entry("accept", reports=(ANCHORS[1],))
    rulings = decide(in_force(lines(accepted)), fewer)
    ((restored, id, place),) = rulings.restored
    assert (restored, id) == (accepted, accepted.id)
    assert fewer.texts["herald"][place.start : place.end] == SENTENCES[1]


ENTRIES = st.one_of(
    st.builds(lambda n, new: change(n, "2014", new), st.integers(0, 5), st.sampled_from(["2015", "2016", None])),
    st.builds(
        lambda n, new: entry("change", field="status", old="happened", new=new, reports=(ANCHORS[n],)),
        st.integers(0, 5),
        st.sampled_from(["planned", "denied"]),
    ),
    st.builds(lambda n, kind: entry(kind, reports=(ANCHORS[n],)), st.integers(0, 5), st.sampled_from(["reject", "accept"])),
    st.builds(lambda a, b: entry("join", reports=(ANCHORS[a],), others=(ANCHORS[b],)), st.integers(0, 2), st.integers(3, 5)),
    st.builds(lambda a, b: entry("split", reports=(ANCHORS[a],), others=(ANCHORS[b],)), st.integers(0, 2), st.integers(3, 5)),
)  # fmt: skip


def said(rulings: Rulings) -> tuple[object, ...]:
    reports = {id: (r.verdict, r.fields, r.by) for id, r in rulings.reports.items()}
    return (
        reports,
        sorted(map(repr, rulings.joins)),
        sorted(map(repr, rulings.splits)),
        sorted(map(repr, rulings.rejected)),
    )


def on_the_same(entries: list[Entry]) -> list[Entry]:
    """Of each report and field, and of each verdict, one line: order decides between two."""
    chosen: dict[tuple[object, ...], Entry] = {}
    for one in entries:
        verdict = "verdict" if one.kind in ("reject", "accept") else one.kind
        key = (verdict, one.field, one.reports, one.others)
        chosen.setdefault(key, one)
    return list(chosen.values())


@given(st.lists(ENTRIES, max_size=8), st.randoms(use_true_random=False))
def test_lines_about_different_things_hold_in_any_order(entries: list[Entry], chance: random.Random) -> None:
    apart = on_the_same(entries)
    shuffled = apart.copy()
    chance.shuffle(shuffled)
    assert said(judged(*apart)) == said(judged(*shuffled))


@given(st.lists(ENTRIES, max_size=6), st.data())
def test_undoing_a_line_is_as_if_it_had_not_been_said(entries: list[Entry], data: st.DataObject) -> None:
    entries = list(dict.fromkeys(entries))
    extra = data.draw(ENTRIES.filter(lambda e: e not in entries))
    place = data.draw(st.integers(0, len(entries)))
    undone = [*entries[:place], extra, *entries[place:], entry("undo", extra.id)]
    assert said(judged(*undone)) == said(judged(*entries))


@given(st.lists(ENTRIES, max_size=8))
def test_every_line_has_an_outcome_and_nothing_holds_that_is_not_applied(entries: list[Entry]) -> None:
    rulings = judged(*entries)
    assert [o.line.ordinal for o in rulings.outcomes] == list(range(1, len(entries) + 1))
    applied = {o.line.id for o in rulings.outcomes if o.state == "applied"}
    holding = {id for r in rulings.reports.values() for id in r.by.values()}
    holding |= {j.id for j in (*rulings.joins, *rulings.splits)} | {r.id for r in rulings.rejected}
    assert holding <= applied
