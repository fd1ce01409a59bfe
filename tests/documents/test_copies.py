from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents import Document, merge_duplicates, sketch, source_groups, text_key
from comity.documents.copies import HASHES, similarity

HEAD = "Peru and Ecuador reopen the jungle crossing"
STORY = """LIMA (Andes Wire) - Peru and Ecuador reopened their oldest jungle crossing on Friday, four years after floods tore away the bridge and the two governments fell out over who should pay for a new one.

The presidents of the two countries met in the middle of the river, on a pontoon that army engineers had put there the night before. They shook hands, exchanged pens and signed a protocol of nine pages that nobody outside the room has seen.

Trade between the provinces on both sides had fallen to a third of what it was. Coffee growers lost two harvests, and a hospital on the Ecuadorian side closed for want of nurses, most of whom had come across every morning.

A development bank in Caracas will lend eighty million dollars for the new bridge. Peru is to build the road on its side by the end of next year; Ecuador promised a customs house and a bus.

Opposition parties in Quito called the protocol a gift to Lima. They want it to be put to the assembly before any money is spent."""
SAME_SUBJECT = """Peru and Ecuador are talking again. The crossing that opened on Friday matters less for its traffic than for what it says about two presidents who need a success before they face voters.

Four years of quarrel over a washed-out bridge cost both provinces dearly, and the coffee growers most of all. Their unions, not the diplomats, brought the capitals back to the table, by blocking the highway for eleven days.

Money remains the weak point. A bank that has never lent for a road in the jungle is asked to pay for one that the rains will test each year. Whoever governs in Quito next spring can let the protocol lie.

There is also the matter of the mines upstream, on which both governments are silent. The river carries mercury from them to the villages that the new bridge is meant to help."""


@pytest.fixture
def of(document: Callable[..., Document]) -> Callable[[str], Document]:
    return lambda text: document("a.txt", text)


def groups(of: Callable[[str], Document], *texts: str) -> list[int]:
    """Which text each text is a copy of, by its place."""
    names = [f"d{i:03}" for i in range(len(texts))]
    found = source_groups({name: sketch(of(text)) for name, text in zip(names, texts, strict=True)})
    return [names.index(found[name]) for name in names]


def test_a_wire_story_is_one_source_however_papers_print_it(of: Callable[[str], Document]) -> None:
    paragraphs = STORY.split("\n\n")
    fewer = "\n\n".join(paragraphs[:-1])
    edited = (
        STORY.replace("oldest", "main")
        .replace("nine pages", "a few pages")
        .replace("Caracas", "Bogota")
        .replace("a third", "half")
    )
    longer = (
        STORY
        + "\n\nThe last war between the two neighbours was fought in 1995 over a stretch of forest not far from the crossing."
    )
    wrapped = "\n\n".join("\n".join(p[i : i + 400] for i in range(0, len(p), 400)) for p in paragraphs)
    assert groups(
        of,
        f"{HEAD}\n\n{STORY}",
        f"A bridge at last\n\nBy Our Staff\n\n{fewer}\n\nAlso read: Chile recalls envoy\n\n© Quito Post",
        edited,
        longer,
        wrapped.upper(),
    ) == [0, 0, 0, 0, 0]


def test_two_articles_on_one_subject_are_two_sources(of: Callable[[str], Document]) -> None:
    assert groups(of, STORY, SAME_SUBJECT) == [0, 1]


def test_an_article_that_quotes_a_paragraph_is_a_source_of_its_own(of: Callable[[str], Document]) -> None:
    quoting = f"{SAME_SUBJECT}\n\n{STORY.split(chr(10) * 2)[1]}"
    assert groups(of, STORY, quoting) == [0, 1]


def test_a_statement_and_an_article_that_prints_it_whole_are_two(of: Callable[[str], Document]) -> None:
    statement = " ".join(STORY.split("\n\n")[:2])
    assert groups(of, statement, f"{SAME_SUBJECT}\n\n{statement}") == [0, 1]


def test_short_reports_are_copies_only_word_for_word(of: Callable[[str], Document]) -> None:
    assert groups(
        of,
        "Peru's president met his Chilean counterpart in Arica on Monday to discuss trade.",
        "Peru's president met his Bolivian counterpart in Arica on Monday to discuss trade.",
        "Peru’s President met his Chilean counterpart in Arica on Monday, to discuss trade",
    ) == [0, 1, 0]


def test_the_furniture_around_two_stories_does_not_make_them_copies(of: Callable[[str], Document]) -> None:
    frame = "Subscribe to our newsletter\n\n{}\n\nThe views expressed in this article are those of the author and do not necessarily reflect those of the Andean Institute, its donors, its board, its staff or anybody else who has ever set foot in the building.\n\n© All rights reserved"
    assert groups(of, frame.format(STORY), frame.format(SAME_SUBJECT)) == [0, 1]


def test_a_sketch_is_small_and_the_same_every_time(of: Callable[[str], Document]) -> None:
    made = sketch(of(STORY))
    assert len(made) == HASHES
    assert all(0 <= x < 2**32 for x in made)
    assert made == sketch(of(STORY))
    assert made[:3] == (21780055, 69150327, 20677963)  # the same on every machine


def test_the_estimate_is_near_the_share_of_shingles_that_two_texts_have(of: Callable[[str], Document]) -> None:
    rng = random.Random(5)
    words = [f"w{i}" for i in range(3_000)]
    base = [rng.choice(words) for _ in range(1_000)]
    for kept in (300, 600, 900):
        other = base[:kept] + [rng.choice(words) for _ in range(1_000 - kept)]
        a, b = (f"{' '.join(t)}." for t in (base, other))
        exact = {tuple(base[i : i + 3]) for i in range(998)}, {tuple(other[i : i + 3]) for i in range(998)}
        share = len(exact[0] & exact[1]) / len(exact[0] | exact[1])
        assert similarity(sketch(of(a)), sketch(of(b))) == pytest.approx(share, abs=0.14)  # three standard errors


sketches = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4),
    st.one_of(
        st.tuples(st.integers(0, 3)),
        st.tuples(st.integers(0, 3), st.integers(0, 120)).map(lambda s: tuple([s[0]] * s[1] + [9] * (HASHES - s[1]))),
    ),
    max_size=12,
)


@given(sketches, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(given_sketches: dict[str, tuple[int, ...]], rng: random.Random) -> None:
    found = source_groups(given_sketches)
    items = list(given_sketches.items())
    rng.shuffle(items)
    assert source_groups(dict(items)) == found
    for id, group in found.items():
        assert group == min(other for other in found if found[other] == group)
        assert found[group] == group
        assert group <= id


def test_groups_of_many_documents_are_found_quickly_even_if_all_are_alike() -> None:
    rng = random.Random(1)
    different = {f"d{i:05}": tuple(rng.getrandbits(32) for _ in range(HASHES)) for i in range(5_000)}
    base = [rng.getrandbits(32) for _ in range(HASHES)]
    alike = {}
    for i in range(3_000):
        made = list(base)
        for place in rng.sample(range(HASHES), 20):
            made[place] = rng.getrandbits(32)
        alike[f"e{i:05}"] = tuple(made)
    started = time.monotonic()
    found = source_groups({**different, **alike})
    assert time.monotonic() - started < 20
    assert {found[id] for id in alike} == {"e00000"}
    assert len({found[id] for id in different}) == 5_000


def test_exact_duplicates_are_one_document_with_the_other_paths(of: Callable[[str], Document]) -> None:
    one = replace(of(STORY), path=Path("b.txt"), id="b")
    spaced = replace(of(STORY.replace("\n\n", "\n \n\n  ")), path=Path("a.txt"), id="a")
    other = replace(of(SAME_SUBJECT), path=Path("c.txt"), id="c")
    dated = replace(one, path=Path("z.txt"), id="z", published_basis="given")
    for order in ([one, spaced, other, dated], [dated, other, spaced, one]):
        merged = merge_duplicates(order)
        assert [(d.id, d.other_paths) for d in merged] == [("c", ()), ("z", (Path("a.txt"), Path("b.txt")))]
        assert merge_duplicates(merged) == merged
    assert text_key(one.text) == text_key(spaced.text) != text_key(other.text)
