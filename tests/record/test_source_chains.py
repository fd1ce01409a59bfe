"""From whom the documents of one event have it in the end, and how many sources that makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.record.origins.chains import Source, Tie, chain
from comity.record.origins.papers import Paper
from comity.record.origins.printed import printed_twice


@dataclass(frozen=True)
class Doc:
    """A document of an event: whose text it is, whom it credits, who speaks in it (None: the document itself)."""

    id: str
    text: str | None = None
    outlet: str | None = None
    author: str | None = None
    credits: tuple[str, ...] = ()
    speakers: tuple[str | None, ...] = (None,)

    def paper(self) -> Paper:
        group = f"text:{self.text or self.id}"
        outlet = f"outlet:{self.outlet}" if self.outlet else None
        author = f"author:{self.author}" if self.author else None
        own = {group, *([author] if author else [outlet] if outlet else [])}
        known_as = {key for key in (*own, outlet) if key}
        return Paper(self.id, group, None, frozenset(own), frozenset(known_as), outlet, author is not None, None)


def traced(*docs: Doc, ties: tuple[Tie, ...] = ()) -> dict[str, Source]:
    return chain(
        {d.id: d.paper() for d in docs}, ties, {d.id: d.credits for d in docs}, {d.id: d.speakers for d in docs}
    )


def count(*docs: Doc, ties: tuple[Tie, ...] = ()) -> int:
    return len({source.key for source in traced(*docs, ties=ties).values()})


@pytest.mark.parametrize(
    ("docs", "number"),
    [
        ([Doc("a"), Doc("b")], 2),
        ([Doc("a"), Doc("b", text="a")], 1),
        ([Doc("a", outlet="herald"), Doc("b", outlet="herald")], 1),
        ([Doc("a", outlet="herald", author="x"), Doc("b", outlet="herald", author="y")], 2),
        ([Doc("a", outlet="herald", author="x"), Doc("b", outlet="post", author="x")], 1),
        ([Doc("a", outlet="herald", author="x"), Doc("b", outlet="herald")], 1),
        # credited outlets
        ([Doc("a", credits=("outlet:ap",)), Doc("b", credits=("outlet:ap",))], 1),
        ([Doc("a", credits=("outlet:ap",)), Doc("b", credits=("outlet:afp",))], 2),
        ([Doc("a", outlet="ap"), Doc("b", credits=("outlet:ap",)), Doc("c")], 2),
        ([Doc("a", outlet="ap"), Doc("b", outlet="afp"), Doc("c", credits=("outlet:ap", "outlet:afp"))], 2),
        ([Doc("c", credits=("outlet:ap", "outlet:afp"))], 1),
        # along a chain, and in a ring
        ([Doc("a", outlet="h", credits=("outlet:ap",)), Doc("b", credits=("outlet:h",))], 1),
        ([Doc("a", outlet="h", credits=("outlet:p",)), Doc("b", outlet="p", credits=("outlet:h",))], 1),
        ([Doc("a", outlet="h", credits=("outlet:h",)), Doc("b")], 2),
        # speakers
        ([Doc("a", speakers=("RUS",)), Doc("b", speakers=("RUS", "RUS"))], 1),
        ([Doc("a", speakers=("RUS",)), Doc("b", speakers=("PAK",))], 2),
        ([Doc("a", speakers=("RUS",)), Doc("b", speakers=("RUS", None))], 2),
        ([Doc("a", outlet="tass"), Doc("b", speakers=("RUS",), credits=("outlet:tass",))], 1),
        ([Doc("a", speakers=("RUS",), credits=("outlet:tass",)), Doc("b", speakers=("RUS",))], 1),
        # a state's media at large
        ([Doc("a", credits=("state-media:SYR",)), Doc("b", credits=("state-media:SYR",))], 1),
        ([Doc("a", outlet="sana"), Doc("b", credits=("state-media:SYR",))], 1),
        ([Doc("a", outlet="irna"), Doc("b", credits=("state-media:SYR",))], 2),
        # another document is named by its title
        ([Doc("a"), Doc("b", credits=("text:a",))], 1),
    ],
)
def test_how_many_sources(docs: list[Doc], number: int) -> None:
    assert count(*docs) == number
    assert count(*reversed(docs)) == number


def test_ties_chain_and_say_why() -> None:
    found = traced(
        Doc("a"), Doc("b"), Doc("c"), Doc("d"), ties=(Tie("a", "b", "sentence"), Tie("b", "c", "story:0.80"))
    )
    assert len({found[id].key for id in "abc"}) == 1
    assert found["d"].key == "text:d"
    assert (found["d"].via, found["d"].kind) == (None, "text")
    assert found["c"].via == Tie("b", "c", "story:0.80")


def test_kinds() -> None:
    found = traced(Doc("a", outlet="ap"), Doc("b", credits=("outlet:ap",)), Doc("c", speakers=("RUS",)))
    assert [found[id].kind for id in "abc"] == ["text", "outlet", "speaker"]
    assert found["b"].credited == ("outlet:ap",)
    assert found["c"].key == "speaker:RUS"


def test_a_source_is_called_by_the_text_that_appeared_first() -> None:
    docs = {d.id: d.paper() for d in (Doc("a", text="t", outlet="late"), Doc("b", text="t", outlet="soon"))}
    docs = {"a": replace(docs["a"], published=20), "b": replace(docs["b"], published=10)}
    found = chain(docs, (), {"a": (), "b": ()}, {"a": (None,), "b": (None,)})
    assert {source.key for source in found.values()} == {"outlet:soon"}


KEYS = ["outlet:h", "outlet:p", "outlet:ap", "outlet:afp", "author:x", "text:1"]
some_docs = st.lists(
    st.builds(
        Doc,
        id=st.just(""),
        text=st.sampled_from([None, None, "1", "2"]),
        outlet=st.sampled_from([None, "h", "p", "ap"]),
        author=st.sampled_from([None, None, "x", "y"]),
        credits=st.lists(st.sampled_from(KEYS), max_size=2, unique=True).map(tuple),
        speakers=st.sampled_from([(None,), (None,), ("RUS",), ("PAK",), ("RUS", None)]),
    ),
    min_size=1,
    max_size=6,
).map(lambda docs: [replace(d, id=str(n), text=d.text or f"t{n}") for n, d in enumerate(docs)])


@settings(max_examples=300)
@given(some_docs, st.data())
def test_a_copy_never_adds_a_source_wherever_it_is_printed(docs: list[Doc], data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(docs))
    outlet = data.draw(st.sampled_from([None, "h", "p", "ap", "q"]))
    author = data.draw(st.sampled_from([None, "x", "z"]))
    assert count(*docs, replace(of, id="copy", outlet=outlet, author=author)) <= count(*docs)


@given(some_docs, st.data())
def test_the_order_of_documents_is_of_no_matter(docs: list[Doc], data: st.DataObject) -> None:
    assert traced(*docs) == traced(*data.draw(st.permutations(docs)))


@given(some_docs)
def test_a_document_that_nothing_ties_to_the_others_is_one_more_and_changes_none(docs: list[Doc]) -> None:
    before, after = traced(*docs), traced(*docs, Doc("z", outlet="far away"))
    assert {id: after[id] for id in before} == before
    assert count(*docs, Doc("z", outlet="far away")) == count(*docs) + 1


@given(some_docs, st.data())
def test_a_tie_never_adds_a_source_that_was_not_credited(docs: list[Doc], data: st.DataObject) -> None:
    a, b = data.draw(st.sampled_from(docs)).id, data.draw(st.sampled_from(docs)).id
    plain = [replace(d, credits=(), speakers=(None,)) for d in docs]
    assert count(*plain, ties=(Tie(min(a, b), max(a, b), "sentence"),)) <= count(*plain)


SENTENCE = "The two envoys left the palace by a side door and drove to the airport without a word to the crowd."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SENTENCE, True),
        ("On Monday, " + SENTENCE[0].lower() + SENTENCE[1:], True),
        ("The envoys said nothing to the crowd when they drove from the palace to the airport by a side road.", False),
        ("The two envoys left the palace.", False),
    ],
)
def test_a_sentence_printed_in_two_texts(other: str, same: bool) -> None:
    assert printed_twice({"1": SENTENCE, "2": other}) == ({("1", "2")} if same else set())


def test_words_that_one_speaker_said_to_several_are_no_copy() -> None:
    said = "“We will keep the port closed until every one of our sailors is back with his family in Tripoli,” {} said."
    sentences = {"1": said.format("the admiral"), "2": said.format("Admiral Haddad")}
    assert printed_twice(sentences) == set()
