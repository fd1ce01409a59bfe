"""Saved pages of invented sites. Each line begins with what it ought to be: P prose, L label, F furniture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from comity.documents import Document
from comity.documents.cues import cues, folded

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"), key=str)
KINDS = {"P": "prose", "L": "label", "F": "furniture"}
Reads = Callable[..., Document]


def page(path: Path) -> tuple[str, list[tuple[str, str]]]:
    lines = path.read_text("utf-8").split("\n")
    marked = [(line[2:], KINDS[line[0]]) for line in lines if line]
    return "\n".join(line[2:] for line in lines), marked


def judged(document: Document) -> list[tuple[str, str]]:
    return [(document.text[p.start : p.end], p.kind) for p in document.passages]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_of_a_page_is_of_its_kind(path: Path, document: Reads) -> None:
    text, marked = page(path)
    wrong = [
        (found, expected, line)
        for (line, expected), (read, found) in zip(marked, judged(document("page.txt", text)), strict=True)
        if (read, found) != (line.removeprefix("- "), expected) and (read, found) != (line, expected)
    ]
    assert wrong == []


def test_what_pages_state_becomes_metadata(document: Reads) -> None:
    def facts(name: str) -> tuple[object, ...]:
        read = document("page.txt", page(Path(__file__).parent / "pages" / name)[0])
        published = read.published and (str(read.published.first), str(read.published.last))
        return read.title, read.outlet, read.author, published, read.published_basis

    assert facts("lake-herald.txt") == (
        "Uganda and Rwanda reopen their border after three years",
        "The Lake Herald",
        "Grace Nantongo and Paul Okello",
        ("2019-05-09", "2019-05-09"),
        "text",
    )
    assert facts("strait-institute.txt") == (
        "Why Manila and Tokyo need each other",
        "Strait Institute",
        "Maria Santos",
        ("2015-03-03", "2015-03-03"),
        "text",
    )
    assert facts("gazette.txt")[:4] == (
        "Kathmandu, Delhi agree to redraw hill boundary",
        None,
        "Sita Gurung",
        ("2021-05-12", "2021-05-12"),
    )
    assert facts("magazine.txt")[3] == ("2020-11-01", "2020-12-31")
    assert facts("journal.txt")[1:4] == (
        "Journal of Steppe Affairs",
        "Gulnara Isakova",
        ("2021-08-02", "2021-08-02"),
    )
    assert facts("broadcaster.txt")[2:4] == ("Aminata Diallo", ("2024-05-15", "2024-05-15"))
    assert facts("blog.txt")[3] == ("2023-10-05", "2023-10-05")
    assert facts("wire.txt") == ("Chile, Bolivia resume talks on sea access", None, None, None, "none")


# prose that has the words of a cue in it
INNOCENT = [
    "Britain would join US at the talks in Doha, its foreign secretary said.",
    "Iran will become a member of the Shanghai group next year, Moscow said.",
    "An agreement can be reached on the border before winter, he added.",
    "Washington accused Beijing of copyright theft and of forcing firms to hand over plans.",
    "Few states subscribe to this doctrine, and fewer act on it in a crisis.",
    "The statement does not reflect the position of Beijing, its envoy said.",
    "Analysts expect to see more clashes along the line of control.",
    "China has a legitimate interest in the strait, the ministry said.",
    "Ships were loading grain at Odesa when the missiles struck the port.",
    "Russia and China share this view of the war and say so in public.",
    "The two sides follow each other on the map like shadows.",
    "The general sources of conflict are land and water, and both are scarce.",
    "Related disputes over fish and gas have soured ties since 2009.",
    "The opinions of the smaller states were not asked at the summit.",
    "Get the terms wrong, diplomats warn, and the truce will not hold.",
    "Next year Japan will take over the chair of the group.",
    "Also on Monday, Egypt recalled its ambassador from Ankara.",
    "Read the treaty and it says nothing about islands at all.",
    "Moscow saw no reason to comment on the report by the agency.",
    "Live fire drills began at dawn: the navy sent four ships.",
    "By March the rebels held the north, and France sent troops.",
    "Home to two million refugees, Jordan asked for more aid.",
    "Turkey hosts talks: Kyiv and Moscow send their defence ministers.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", INNOCENT)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_prose_with_a_cue_s_words_is_prose(sentence: str, place: str, document: Reads) -> None:
    around = [
        "The talks between the two governments opened on Monday in the old customs house.",
        "Nobody expected much of them, and the ministers lowered hopes before they sat down.",
        "The host offered tea and a draft of four pages, which both delegations took away.",
        "On the second day they argued about the order of the agenda until it was dark.",
    ]
    at = {"first": 0, "middle": 2, "last": 4}[place]
    text = "\n\n".join(["Talks open in the old customs house", *around[:at], sentence, *around[at:]])
    assert (sentence, "prose") in judged(document("a.txt", text))


# one line in the middle of an article, and why it is not read
FURNITURE = [
    ("Also Read | Sweden joins exercise in the Baltic", "links to other stories"),
    ("Must read: Peru recalls envoy", "links to other stories"),
    ("Subscribe to our channel for more", "subscription or newsletter"),
    ("Story continues below this ad", "links to other stories"),
    ("Advertisement", "advertisement"),
    ("We and our partners use cookies to store information on a device.", "cookie and privacy notice"),
    ("Follow us on Telegram", "share buttons"),
    ("Photo: Reuters", "picture credit"),
    ("(Visited 1,204 times, 3 visits today)", "counters"),
    ("5 min read", "counters"),
    ("Opinions expressed in this article belong solely to the author.", "disclaimer"),
    ("Republish this article for free under a Creative Commons licence.", "share buttons"),
    ("World | Africa | Analysis", "navigation"),
    ("12 March 2021, 10:15 am", "date line"),
    ("Last updated: 12 March 2021", "date of publication"),
    ("Have a tip? Write to the newsroom.", "contact and submissions"),
    ("Correction: An earlier version of this story gave a wrong date.", "note by the editors"),
]


@pytest.mark.parametrize(("line", "reason"), FURNITURE, ids=[line[:20] for line, _ in FURNITURE])
def test_furniture_in_the_middle_is_known_by_its_cue(
    line: str, reason: str, document: Reads, kinds: Callable[[Document], dict[str, tuple[str, str]]]
) -> None:
    text = (
        "Two governments talk\n\nThe talks between the two governments opened on Monday in the old customs house.\n\n"
        f"{line}\n\nNobody expected much of them, and the ministers lowered hopes before they sat down to eat.\n"
    )
    assert kinds(document("a.txt", text))[line[:40]] == ("furniture", reason)


def test_a_heading_between_paragraphs_is_a_label_and_a_run_of_lines_is_not(document: Reads) -> None:
    prose = "The envoy left the capital on Friday and did not say when he would be back."
    text = f"A title of four words\n\n{prose}\n\nThe road back\n\n{prose}\n\nOne loud headline here\nAnother loud headline\nA third headline\n\n{prose}"
    kinds = dict(judged(document("a.txt", text)))
    assert kinds["The road back"] == "label"
    assert kinds["Another loud headline"] == "furniture"


def test_a_lone_sentence_and_a_lone_headline_are_read(document: Reads) -> None:
    assert judged(document("a.txt", "Iran rejects offer of talks")) == [("Iran rejects offer of talks", "prose")]
    assert judged(document("a.txt", "Iran rejected the offer.")) == [("Iran rejected the offer.", "prose")]


def test_the_title_said_again_is_furniture(document: Reads) -> None:
    prose = "The envoy left the capital on Friday and did not say when he would be back."
    title = "Envoy leaves the capital without a word"
    text = f"{title}\n\nThe Lake Post{title}\n\n{title}\n\n{prose}\n"
    assert [kind for _, kind in judged(document("a.txt", text))] == ["label", "furniture", "furniture", "prose"]


def test_an_actor_with_the_author_s_surname_is_no_note_on_the_author(document: Reads) -> None:
    prose = "Imran Khan is visiting the capital this week, and his hosts have promised him a loan and a bridge."
    text = f"A visit with two purposes\n\nBy Ayesha Khan\n\n{prose}\n\nAyesha Khan is a lecturer in history.\n"
    assert [kind for _, kind in judged(document("a.txt", text))] == ["label", "furniture", "prose", "furniture"]


def test_clauses_that_end_in_a_comma_or_semicolon_are_read(document: Reads) -> None:
    clauses = [
        "Recalling its earlier decisions on the lake,",
        "1. Calls on both states to hold talks;",
        "2. Decides to meet again in June.",
    ]
    assert [kind for _, kind in judged(document("a.txt", "\n\n".join(clauses)))] == ["prose"] * 3


def test_nothing_is_deleted_and_blank_space_alone_is_outside(document: Reads) -> None:
    for path in PAGES:
        read = document("page.txt", page(path)[0])
        inside = {i for p in read.passages for i in range(p.start, p.end)}
        assert all(read.text[i].isspace() or read.text[i] in "-*" for i in range(len(read.text)) if i not in inside)


def test_every_cue_is_one_that_its_own_words_can_match() -> None:
    assert len(cues()) > 80
    assert {cue.place for cue in cues()} == {"any", "edge"}


def test_a_line_is_folded_for_cues() -> None:
    assert folded("»  Don’t  MISS our Story") == "don't miss our story"
    assert folded("join US and us") == "join u.s. and us"
