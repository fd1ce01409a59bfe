"""A user's own words: what a bad line says, how good ones stand beside comity's, and that the reader goes by them."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.documents.load import from_text
from comity.errors import TableError
from comity.reading import Reader
from comity.reading.events.lexicon import lexicon, shipped
from comity.reading.events.parties import Scene
from comity.reading.events.rows import NEEDS, TESTS
from comity.reading.events.view import View
from comity.reading.explain.trace import Trace
from comity.reading.lexicons.form import COLUMNS, FORMS
from comity.reading.lexicons.in_use import using
from comity.reading.lexicons.own import OwnLexicon

HEADER = "pos,lemmas,needs,type,mode,frame,issue,strength,rank"


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """Rows may leave out their last cells."""
    path = folder / "mine.csv"
    width = header.count(",")
    filled = [row + "," * (width - row.count(",")) for row in rows]
    path.write_text("\n".join(["# words of my own", header, *filled]) + "\n", encoding="utf-8")
    return path


def own(folder: Path, *rows: str, header: str = HEADER) -> OwnLexicon:
    return OwnLexicon.read(write(folder, *rows, header=header))


@pytest.mark.parametrize(
    ("row", "what", "hint"),
    [
        ("verbs,hoodwink,,ACCUSE,,svo", "'pos' is 'verbs'", "Did you mean verb?"),
        ("verb,hoodwink,,ACUSE,,svo", "'ACUSE' is no event type", "Did you mean ACCUSE"),
        ("verb,hoodwink,,,,svo", "'type' is empty", "ACCUSE"),
        ("verb,hoodwink,,ACCUSE,disaprove,svo", "ACCUSE has no mode 'disaprove'", "disapprove"),
        ("verb,hoodwink,,RETREAT,visit,svo", "RETREAT has no mode 'visit'", "withdraw"),
        ("verb,hoodwink,,ACCUSE,,swo", "'swo' is no frame", "Did you mean svo"),
        ("verb,hoodwink,,ACCUSE,,", "'frame' is empty", "sv-to"),
        ("verb,hoodwink,,ACCUSE,,svo,enregy", "'enregy' is no issue", "Did you mean energy"),
        ("verb,hoodwink,object,ACCUSE,,svo", "there is no need 'object'", "Did you mean obj"),
        ("verb,hoodwink,obj:armz,ACCUSE,,svo", "'armz' is no class of nouns", "Did you mean arms"),
        ("verb,hoodwink,obj obj=ally !obj,ACCUSE,,svo", "'obj' and '!obj' exclude each other", "out"),
        ("verb,hoodwink,obj noobj,ACCUSE,,svo", "'obj' and 'noobj' exclude each other", "out"),
        ("verb,hoodwink,prep,ACCUSE,,svo", "no preposition", "prep:to"),
        ("verb,hoodwink,adv,ACCUSE,,svo", "no words to look for", "adv=word|word"),
        ("verb,hoodwink,inf:arms,ACCUSE,,svo", "nothing can follow 'inf'", "an infinitive below"),
        ("verb,hoodwink,mod=trade,ACCUSE,,svo", "verbs have no need 'mod'", "for nouns"),
        ("noun,hoodwinking,mod,ACCUSE,,n-blame", "no class or words", "mod=word|word"),
        ("noun,hoodwinking,mod:ORG,ACCUSE,,n-blame", "'ORG' cannot be asked", "mod:ACTOR"),
        ("verb,Hoodwink,,ACCUSE,,svo", "'Hoodwink' has capitals", "'hoodwink'"),
        ("verb,hoodwink,obj=Ally,ACCUSE,,svo", "'Ally' can never be met", "small letters"),
        ("verb,look_forward_to,,AGREE,,svo", "more than one particle", "'look_forward'"),
        ("verb,hood wink into,,AGREE,,svo", "'into' is no verb", "roll_back"),
        ("noun,gas_deal,,AGREE,,n-accord", "'gas_deal' is not one word", "mod=gas"),
        ("verb,,,AGREE,,svo", "'lemmas' is empty", "base forms"),
        ("verb,hoodwink,,-,,svo", "a sense that is no event has", "empty"),
        ("noun,ruse,,ACCUSE,,n-blame,,feeble", "'strength' is 'feeble'", "weak"),
        ("verb,hoodwink,,ACCUSE,,svo,,,last", "'rank' is 'last'", "first"),
        ("verb,hoodwink,,ACCUSE,,svo,,weak", "'strength' is 'weak', but 'verb' has no use for it", "needs"),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_what_would_be_right(tmp_path: Path, row: str, what: str, hint: str) -> None:
    found = OwnLexicon.examine(write(tmp_path, "verb,bamboozle,,ACCUSE,,svo", row))
    assert [p.line for p in found.problems] == [4] * len(found.problems)
    assert any(what in p.what and hint in p.hint for p in found.problems), found.problems
    assert [r.words for r in found.rows] == [("bamboozle",)], "the other line stands"
    with pytest.raises(TableError, match=r"mine\.csv, line 4: ") as error:
        OwnLexicon.read(tmp_path / "mine.csv")
    assert "comity lexicon check" in str(error.value.hint)


CLAIMS = "pos,lemmas,prepositions,level,change,flips,frame,role,kind,sign,stance,class"


@pytest.mark.parametrize(
    ("row", "what", "hint"),
    [
        ("class,zeppelin", "'class' is empty", "Write it"),
        ("quality,rosy", "'level' and 'change' are both empty", "1, 0 or -1"),
        ("quality,rosy,,good", "'level' is 'good'", "-1, 0, 1"),
        ("quality,rosy,,1,,,,cause", "'role' is 'cause', but 'quality' has no use for it", "level, change"),
        ("cause-verb,beget,,,,,objekt,,influence,1", "'frame' is 'objekt'", "Did you mean object"),
        ("cause-verb,beget,,,,,object,,,1", "'kind' is empty", "influence"),
        ("stance-verb,covet,-,,,,,,,1,want", "'stance' is 'want'", "Did you mean wants"),
        ("stance-verb,covet,-,,,,,,,,wants", "'sign' is empty", "1"),
        ("stance-verb,Covet,-,,,,,,,1,wants", "capitals", "'covet'"),
        ("tie,,,1", "'lemmas' is empty", "base forms"),
    ],
)
def test_a_bad_line_about_claims_says_so_too(tmp_path: Path, row: str, what: str, hint: str) -> None:
    found = OwnLexicon.examine(write(tmp_path, row, header=CLAIMS))
    assert any(what in p.what and hint in p.hint for p in found.problems), found.problems
    assert not found.rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no rows"),
        ("pos;lemmas;type\n", "semicolons"),
        ("pos\tlemmas\ttype\n", "tabs"),
        ("pos,type\n", "the column 'lemmas' is missing"),
        ("pos,lemmas,tipe\n", "no column 'tipe'"),
        ("pos,lemmas,pos\n", "stands there twice"),
    ],
)
def test_a_file_of_another_form_says_so(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mine.csv").write_text(text)
    with pytest.raises(TableError, match=said):
        OwnLexicon.examine(tmp_path / "mine.csv")


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        OwnLexicon.read(tmp_path / "absent.csv")
    (tmp_path / "mine.csv").write_bytes(b"pos,lemmas\nverb,p\xe9\n")
    with pytest.raises(TableError, match="cannot be read"):
        OwnLexicon.read(tmp_path / "mine.csv")


def test_lines_that_are_no_csv_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text('pos,lemmas,class\nclass,"zeppelin,arms\nclass,airship\n\nclass,airship,arms\n,,\n')
    found = OwnLexicon.examine(path)
    assert [p.line for p in found.problems] == [2, 3]
    assert [r.line for r in found.rows] == [5]


def test_every_kind_of_row_names_columns_that_a_file_may_have() -> None:
    for form in FORMS.values():
        assert {*form.columns, *form.required, *(form.allowed or {})} <= {*COLUMNS, "flips"}


def test_own_rows_come_first_among_rows_with_as_many_needs(tmp_path: Path) -> None:
    mine = own(tmp_path, "verb,visit,obj,REJECT,,svo").lexicons.events
    plain = [row for row in mine.verbs["visit"] if len(row.needs) == 1]
    assert plain[0].own
    assert plain[0].type == "REJECT"
    assert len(mine.verbs["visit"]) == len(shipped().verbs["visit"]) + 1
    most = max(len(row.needs) for rows in shipped().verbs.values() for row in rows)
    demanding = next(rows for rows in shipped().verbs.values() if len(rows[0].needs) == most)
    lemma = demanding[0].lemma
    assert not own(tmp_path, f"verb,{lemma},,-").lexicons.events.verbs[lemma][0].own
    assert own(tmp_path, f"verb,{lemma},,-,,,,,first").lexicons.events.verbs[lemma][0].own


def test_only_what_reads_with_it_goes_by_it(tmp_path: Path) -> None:
    mine = own(tmp_path, "verb,hoodwink bamboozle,obj,ACCUSE,,svo", "noun,ruse,,ACCUSE,,n-blame,,weak")
    before = lexicon()
    with using(mine.lexicons):
        assert {"hoodwink", "bamboozle"} <= set(lexicon().verbs)
        assert lexicon().gerunds["hoodwinking"] == "hoodwink"
        assert [row.strong for row in lexicon().nouns["ruse"]] == [False]
    assert lexicon() is before
    assert "hoodwink" not in lexicon().verbs


def test_a_class_of_ones_own_and_more_words_for_one_of_comitys(tmp_path: Path) -> None:
    header = "pos,lemmas,class,needs,type,frame"
    mine = own(
        tmp_path,
        "class,zeppelin,arms",
        "class,tulip orchid,flowers",
        "verb,send,,obj:flowers,SUPPORT,sv-to",
        header=header,
    )
    classes = mine.lexicons.events.classes
    assert classes["arms"] == shipped().classes["arms"] | {"zeppelin"}
    assert classes["flowers"] == {"tulip", "orchid"}
    people = own(tmp_path, "class,satrap,person", header=header).lexicons.events
    assert "satrap" in people.groups & people.agents
    assert "satrap" not in shipped().agents


def test_a_frame_of_ones_own(tmp_path: Path) -> None:
    header = "pos,lemmas,needs,type,frame,source,target,symmetric"
    mine = own(tmp_path, "verb,ghost,,REJECT,from-to", "frame,from-to,,,,from + by,subj obj,no", header=header)
    frame = mine.lexicons.events.frames["from-to"]
    assert [(s.name, s.also) for s in frame.source] == [("from", False), ("by", True)]
    assert [s.name for s in frame.target] == ["subj", "obj"]


@pytest.mark.parametrize(
    ("row", "what", "hint"),
    [
        ("frame,svo,,,,subj,obj", "comity has a frame 'svo'", "another name"),
        ("frame,mine,,,,,", "both empty", "subj"),
        ("frame,mine,,,,subject,obj", "'subject' is no slot", "Known: subj"),
        ("frame,mine,,,,subj,obj,maybe", "'symmetric' is 'maybe'", "yes"),
        ("frame,,,,,subj,obj", "'lemmas' is empty", "base forms"),
    ],
)
def test_a_bad_frame_is_told_and_rows_that_name_it_too(tmp_path: Path, row: str, what: str, hint: str) -> None:
    header = "pos,lemmas,needs,type,frame,source,target,symmetric"
    found = OwnLexicon.examine(write(tmp_path, row, "verb,ghost,,REJECT,mine", header=header))
    assert any(what in p.what and hint in p.hint for p in found.problems if p.line == 3), found.problems
    assert [p.what for p in found.problems if p.line == 4] == ["'mine' is no frame"]


def test_a_class_with_a_fault_is_none_that_a_row_may_ask_for(tmp_path: Path) -> None:
    header = "pos,lemmas,class,needs,type,frame"
    found = OwnLexicon.examine(write(tmp_path, "class,Tulip,flowers", "verb,send,,obj:flowers,AID,svo", header=header))
    assert [p.line for p in found.problems] == [3, 4]


@pytest.mark.model
def test_parties_stand_where_ones_own_frame_says(tmp_path: Path) -> None:
    header = "pos,lemmas,needs,type,frame,source,target"
    mine = own(tmp_path, "frame,back-to-front,,,,obj,subj", "verb,ghost,,REJECT,back-to-front", header=header)
    (report,) = Reader(reader="parser", lexicon=mine).read(from_text("Kenya ghosted Uganda in May 2003.")).reports
    assert (report.sources, report.targets) == (("UGA",), ("KEN",))


def test_words_of_claims_take_the_place_of_comitys(tmp_path: Path) -> None:
    mine = own(
        tmp_path,
        "role,ally,,-1",
        "quality,rosy,,1",
        "move,blossom,,,-1,0",
        "bond-verb,cosy_up,to,1",
        "cause-verb,beget,,,,,object,,influence,1",
        "cause-noun,upshot,,,,,,effect,influence,1",
        "cause-adjective,begotten,by,,,,,effect,influence,1",
        "connective,in_the_slipstream_of,,,,,before,,influence,1",
        "stance-verb,covet,-|that,,,,,,,1,wants",
        header=CLAIMS,
    ).lexicons
    assert mine.relations.roles["ally"].level == -1
    assert "ally" not in mine.relations.ties
    assert mine.relations.qualities["rosy"].level == 1
    assert mine.relations.moves["blossom"].change == -1
    assert mine.relations.bonds["cosy"][0].follows == ("up",)
    assert mine.causes.verbs["beget"][0].frame == "object"
    assert mine.causes.nouns["upshot"].role == "effect"
    assert mine.causes.adjectives["begotten"].prepositions == {"by"}
    joint = next(c for c in mine.causes.connectives["in"] if c.words == ("in", "the", "slipstream", "of"))
    assert joint.rule in mine.causes.confidence
    assert mine.stances.verbs["covet"][0].prepositions == {"-", "that"}


_CELL = st.one_of(
    st.sampled_from(
        ["", "verb", "noun", "class", "attack", "obj", "obj:", "prep::ACTOR", "!", "=", "AID", "-", "svo", "first", "1"]
    ),
    st.text(max_size=8),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=1, max_size=10), max_size=6), st.booleans())
def test_whatever_stands_in_a_file_is_told_or_refused(rows: list[list[str]], headed: bool) -> None:
    """Every line is either a row or has problems; a file without a header that makes sense is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.csv"
        text = io.StringIO()
        csv.writer(text).writerows([[*HEADER.split(","), "class"], *rows] if headed else rows)
        path.write_text(text.getvalue(), encoding="utf-8", errors="surrogatepass")
        try:
            found = OwnLexicon.examine(path)
        except TableError:
            return
        assert not {r.line for r in found.rows} & {p.line for p in found.problems}
        assert all(p.what and p.hint for p in found.problems)


@pytest.mark.model
def test_every_need_that_is_allowed_can_be_asked_of_a_sentence(tmp_path: Path) -> None:
    tests = [*TESTS, "arms", "person"]
    said: dict[str, list[str]] = {}
    for kind, (takes, parts, _) in NEEDS.items():
        place = f"{kind}:of" if takes == "prep" else kind
        forms = [place] * (takes in ("", "noun", "prep"))
        forms += [f"{place}={word}" for word in ("enemy",) if takes]
        forms += [f"{place}:{test}" for test in tests if "noun" in takes or takes == "prep"]
        for part in parts:
            said.setdefault(part, []).extend(
                forms if kind != "mod" else [f for f in forms if f[4:] not in TESTS or "ACTOR" in f]
            )
    rows = [
        f"{pos},{word},{sign}{one},AID,,{frame},,,first"
        for pos, part, word, frame in (
            ("verb", "verbs", "attack", "svo"),
            ("noun", "nouns", "talk", "n-talks"),
            ("adjective", "adjectives", "angry", "adj-of"),
        )
        for one in said[part]
        for sign in ("", "!")
    ]
    mine = own(tmp_path, *rows)
    assert len(mine.rows) == len(rows) > 80
    trace = Trace()
    document = from_text("Kenya attacked its enemy in May. Talks of Chad and Mali began. Togo is angry at Benin.")
    Reader(reader="parser", lexicon=mine).read(document, trace)
    assert trace.context is not None
    paragraph = trace.context.paragraphs[0]
    scene = Scene.of(trace.context, paragraph, list(range(len(trace.context.mentions))))
    met: set[str] = set()
    with using(mine.lexicons):
        for kind, part, word in (
            ("verb", "verbs", "attack"),
            ("noun", "nouns", "talk"),
            ("adjective", "adjectives", "angry"),
        ):
            token = next(t for t in paragraph.doc if t.lemma_.lower() == word)
            view = View(scene, token, kind)  # type: ignore[arg-type]
            asked = [r for r in mine.lexicons.events.part(part)[word] if r.own]  # type: ignore[arg-type]
            met |= {f"{kind} {row.needs[0]}" for row in asked if view.unmet(row) is None}
    for told in ("obj", "obj=enemy", "subj:ACTOR", "subj:HEAD", "!noobj", "active", "!inf"):
        assert f"verb {told}" in met
    for told in ("!obj", "noobj", "obj:ORG", "!active"):
        assert f"verb {told}" not in met
    assert {"noun of:ACTOR", "noun pair", "noun pl", "noun !mod:arms", "adjective !inf"} <= met


@pytest.mark.model
def test_a_reader_goes_by_it_and_says_so_in_its_fingerprint(tmp_path: Path) -> None:
    mine = own(
        tmp_path,
        "verb,hoodwink,obj:ACTOR,ACCUSE,,svo",
        "stance-verb,covet,,,,,,,,-,1,wants",
        "quality,rosy,,,,,,,,,,,1",
        header=HEADER + ",prepositions,sign,stance,level",
    )
    document = from_text(
        "Kenya hoodwinked Uganda in May 2003. Chad covets a port. Ties between Mali and Niger are rosy."
    )
    plain, with_own = Reader(reader="parser"), Reader(reader="parser", lexicon=mine)
    reading = with_own.read(document)
    assert [(r.event, r.sources, r.targets) for r in reading.reports] == [("ACCUSE", ("KEN",), ("UGA",))]
    assert [(s.actor, s.stance) for s in reading.stances] == [("TCD", "wants")]
    assert [(c.a, c.b, c.level) for c in reading.relations] == [("MLI", "NER", 1)]
    assert not plain.read(document).reports
    assert with_own.fingerprint != plain.fingerprint
    assert Reader(reader="parser", lexicon=mine).fingerprint == with_own.fingerprint
