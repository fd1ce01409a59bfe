"""What is said of a user's own rows beside comity's, and which readings they change."""

from __future__ import annotations

from pathlib import Path

import event_reading
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents.load import from_text
from comity.reading import Reader
from comity.reading.events.lexicon import PARTS, shipped
from comity.reading.events.rows import NEEDS, Need, Row, need
from comity.reading.explain.trace import Trace
from comity.reading.lexicons.changes import changes
from comity.reading.lexicons.compare import RowEffect, covers, effects, implies, remarks
from comity.reading.lexicons.own import OwnLexicon

HEADER = "pos,lemmas,needs,type,mode,frame,issue,strength,rank,class,level,change,prepositions,stance,sign"
CLASSES = {"arms": frozenset({"gun", "tank"}), "guns": frozenset({"gun"})}


def own(folder: Path, *rows: str) -> OwnLexicon:
    path = folder / "mine.csv"
    filled = [row + "," * (HEADER.count(",") - row.count(",")) for row in rows]
    path.write_text("\n".join([HEADER, *filled]) + "\n")
    return OwnLexicon.read(path)


def effect(folder: Path, *rows: str) -> RowEffect:
    """Of the last row."""
    return max(effects(own(folder, *rows)), key=lambda e: e.line)


@pytest.mark.parametrize(
    ("have", "wanted", "held"),
    [
        ("obj:guns", "obj", True),
        ("obj:guns", "obj:arms", True),
        ("obj:arms", "obj:guns", False),
        ("obj=gun", "obj:guns", True),
        ("obj=gun|tank", "obj:guns", False),
        ("obj=gun", "obj=gun|tank", True),
        ("obj:arms", "subj:arms", False),
        ("prep:to:arms", "prep:to", True),
        ("prep:to:arms", "prep:at", False),
        ("!obj", "!obj:arms", True),
        ("!obj:arms", "!obj", False),
        ("!obj:arms", "!obj:guns", True),
        ("noobj", "!obj:arms", True),
        ("obj", "!obj:arms", False),
        ("!obj:arms", "obj", False),
    ],
)
def test_a_need_holds_wherever_a_narrower_one_does(have: str, wanted: str, held: bool) -> None:
    assert implies(need(have), need(wanted), CLASSES) is held


_NOUN_NEEDS = st.builds(
    Need,
    st.sampled_from(["obj", "subj", "of"]),
    st.just(""),
    st.just(""),
    st.frozensets(st.sampled_from(["gun", "tank", "ship"])),
    st.booleans(),
)


@given(
    _NOUN_NEEDS,
    _NOUN_NEEDS,
    st.dictionaries(st.sampled_from(["obj", "subj", "of"]), st.sampled_from(["gun", "tank", "ship"])),
)
def test_implication_is_right_in_every_sentence(have: Need, wanted: Need, sentence: dict[str, str]) -> None:
    """A sentence here is what stands in each place."""

    def holds(one: Need) -> bool:
        there = sentence.get(one.kind)
        return (there is not None and (not one.words or there in one.words)) != one.negated

    if implies(have, wanted, CLASSES) and holds(have):
        assert holds(wanted)


@pytest.mark.model
def test_a_row_that_is_said_never_to_win_wins_in_no_sentence() -> None:
    """Comity's own rows, over the sentences of the event tests."""
    lexicon = shipped()
    never = {
        (row.lemma, row.line, row.type)
        for part in PARTS
        for rows in lexicon.part(part).values()
        for n, row in enumerate(rows)
        if any(covers(other, row, lexicon.classes) for other in rows[:n])
    }
    won = set()
    for row in event_reading.rows():
        trace = Trace()
        event_reading.reader().read(event_reading.document(row["sentence"]), trace)
        won |= {(w.won.lemma, w.won.line, w.won.type) for w in trace.words.values() if w.won is not None}
    assert len(won) > 150
    assert won & never == set()


def test_a_new_word(tmp_path: Path) -> None:
    found = effect(tmp_path, "verb,hoodwink,obj:ACTOR,ACCUSE,,svo")
    assert found.new
    assert (found.same, found.replaced, found.before, found.never) == (None, (), (), None)


def test_a_row_that_comity_has(tmp_path: Path) -> None:
    theirs = next(row for row in shipped().verbs["visit"] if [str(n) for n in row.needs] == ["obj"])
    found = effect(tmp_path, f"verb,visit,obj,{theirs.type},{theirs.mode},{theirs.frame}")
    assert found.same == theirs
    assert found.never is None


def test_rows_that_are_outranked(tmp_path: Path) -> None:
    found = effect(tmp_path, "verb,lift,obj:penalty,RETREAT,,sv-on")
    assert {str(r.needs[0]) for r in found.replaced} >= {"obj:penalty", "obj:curfew"}, "a curfew is a penalty"
    assert all(r.type == "CONCEDE" for r in found.replaced)


def test_rows_with_fewer_needs_are_outranked_only_where_one_is_put_first(tmp_path: Path) -> None:
    plain = effect(tmp_path, "verb,visit,,-")
    assert "obj" not in {str(n) for r in plain.replaced for n in r.needs}
    first = effect(tmp_path, "verb,visit,,-,,,,,first")
    assert set(shipped().verbs["visit"]) <= set(first.replaced)


def test_a_row_that_can_never_win(tmp_path: Path) -> None:
    found = effect(tmp_path, "verb,lift,obj:penalty obj,-", "verb,lift,obj:penalty,RETREAT,,sv-on")
    assert found.never is not None
    assert (found.never.own, found.never.line) == (True, 2)
    assert found.before == ()
    wide = effect(tmp_path, "verb,hoodwink,obj,ACCUSE,,svo", "verb,hoodwink,obj=ally,REJECT,,svo")
    assert wide.never is not None, "as many needs, and the first of them is wider"
    narrow = effect(tmp_path, "verb,hoodwink,obj,ACCUSE,,svo", "verb,hoodwink,obj=ally inf,REJECT,,svo")
    assert narrow.never is None


@pytest.mark.model
def test_a_row_that_can_never_win_gives_no_report(tmp_path: Path) -> None:
    text = "Kenya hoodwinked its ally in May 2003. Chad lifted its embargo on Mali."
    rows = ("verb,hoodwink,obj,ACCUSE,,svo", "verb,hoodwink,obj=ally,REJECT,,svo")
    assert effect(tmp_path, *rows).never is not None
    reading = Reader(reader="parser", lexicon=own(tmp_path, *rows)).read(from_text(text))
    assert "REJECT" not in {r.event for r in reading.reports}


@pytest.mark.model
def test_what_is_worth_a_second_look(tmp_path: Path) -> None:
    said = remarks(
        own(
            tmp_path,
            "verb,attacked,,ASSAULT,,attack",
            "verb,roll back,prep:to,RETREAT,,sv-from",
            "noun,demarche,,REQUEST,,n-demand",
            "class,tank,,,,,,,,arms",
            "class,tulip,,,,,,,,armz",
            "quality,frosty blossomy,,,,,,,,,-1",
        )
    )
    lines = {(r.line, r.what.split(":")[0]) for r in said}
    assert [r.line for r in said] == [2, 3, 5, 6, 7]
    assert "'attack'" in said[0].what
    assert "roll_back" in said[1].what
    assert "tank" in said[2].what
    assert "comity has 'arms'" in said[3].what
    assert (7, "quality 'frosty'") in lines


@pytest.mark.model
def test_hardly_a_word_of_comitys_is_taken_for_another_form(tmp_path: Path) -> None:
    """Two thousand words that are base forms but for a few on purpose, where the parser leaves a form as it is."""
    said = []
    for pos, part in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives")):
        words = " ".join(shipped().part(part))  # type: ignore[arg-type]
        said += [r.what for r in remarks(own(tmp_path, f"{pos},{words},,-")) if "form of" in r.what]
    assert len(said) < 6, said


@pytest.mark.model
def test_which_reports_appear_vanish_and_change(tmp_path: Path) -> None:
    mine = own(
        tmp_path,
        "verb,hoodwink,obj:ACTOR,ACCUSE,,svo",
        "verb,bomb,,-,,,,,first",
        "verb,visit,obj,REJECT,,svo,,,first",
        "stance-verb,ogle,,,,,,,,,,,-,wants,1",
    )
    document = from_text(
        "Kenya hoodwinked Uganda. Chad bombed Mali in May 2003. Niger visited Ghana. Togo expelled two envoys of Benin. "
        "Angola ogles a port."
    )
    found = changes(Reader(reader="parser").read(document), Reader(reader="parser", lexicon=mine).read(document))
    assert [(c.kind, c.table) for c in found] == [
        ("appears", "reports"),
        ("vanishes", "reports"),
        ("changes", "reports"),
        ("appears", "stances"),
    ]
    assert document.text[slice(*found[1].evidence)] == "Chad bombed Mali in May 2003."
    assert changes(Reader(reader="parser").read(document), Reader(reader="parser").read(document)) == []


def test_every_kind_of_need_can_be_told(tmp_path: Path) -> None:
    """What a need says is read back as the same need."""
    for kind, (takes, _, _) in NEEDS.items():
        for text in {"": [kind], "noun": [kind, f"{kind}:arms"], "some noun": [f"!{kind}:arms"]}.get(takes, []):
            assert str(need(text)) == text
    assert str(need("prep:to=talk|ally")) == "prep:to=ally|talk"
    assert (
        Row("a", None, (), None, None, "", None, True, 0).rank < Row("a", None, (), "AID", None, "", None, True, 0).rank
    )
