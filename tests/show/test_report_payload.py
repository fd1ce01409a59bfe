"""The record as the page carries it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from hypothesis import given
from hypothesis import strategies as st
from sample_store import DuckStore

from comity import tables
from comity.show.encoding import EPOCH, encode, encode_ids, encode_places, encode_reasons
from comity.show.payload import _covered, _joined, collect, vocabulary


def decode(column: Any, rows: int) -> list[Any]:
    """What the page's script does with a column."""
    if isinstance(column, list):
        return column
    if "c" in column:
        return [column["c"]] * rows
    if "l" in column:
        return [[column["d"][code] for code in codes] for codes in column["l"]]
    return [None if code < 0 else column["d"][code] for code in column["i"]]


@given(st.lists(st.one_of(st.none(), st.sampled_from(["a", "b", "a longer one"]), st.text(max_size=5))))
def test_encode_of_texts_can_be_undone(values: list[str | None]) -> None:
    assert decode(encode(values), len(values)) == values


@given(st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9))))
def test_encode_of_numbers_can_be_undone(values: list[int | None]) -> None:
    assert decode(encode(values), len(values)) == values


@given(st.lists(st.lists(st.sampled_from(["PER", "ECU", "CHL"]), max_size=3), min_size=1))
def test_encode_of_lists_can_be_undone(values: list[list[str]]) -> None:
    coded = encode(values)
    assert decode(coded, len(values)) == values


def test_encode_keeps_none_apart_from_zero_and_false_from_true() -> None:
    assert decode(encode([None, 0, None]), 3) == [None, 0, None]
    assert decode(encode([True, False]), 2) == [1, 0]
    assert decode(encode([None, None]), 2) == [None, None]


def test_encode_writes_dates_as_days_since_1970() -> None:
    assert encode([date(1970, 1, 2), date(1969, 12, 31), None]) == [1, -1, None]
    assert date.fromordinal(encode([date(1947, 8, 14), None])[0] + EPOCH) == date(1947, 8, 14)


def test_collect_carries_every_row_of_the_core_tables(store: DuckStore) -> None:
    core = collect(store, "t").core
    for table in ("events", "reports", "causal_claims", "stances", "disagreements", "tallies", "documents"):
        assert core["tables"][table]["n"] == store.sql(f"SELECT count(*) AS n FROM {table}").to_pydict()["n"][0]


def test_every_span_that_the_page_carries_slices_back_to_the_text(store: DuckStore) -> None:
    payload = collect(store, "t")
    reports = payload.core["tables"]["reports"]
    columns = {name: decode(column, reports["n"]) for name, column in reports["columns"].items()}
    documents = payload.core["tables"]["documents"]
    ids = decode(documents["columns"]["id"], documents["n"])
    texts = {id: block["text"] for id, block in zip(ids, payload.texts, strict=True) if block}
    triggers = {
        texts[document][start:end]
        for document, start, end in zip(
            columns["document_id"], columns["trigger_start"], columns["trigger_end"], strict=True
        )
    }
    assert triggers == {"attacked", "urged", "signed", "promised", "mined", "visit", "apology", "praised", "accused"}


def test_coverage_counts_paragraphs_in_which_nothing_was_coded(store: DuckStore) -> None:
    core = collect(store, "t").core
    documents, coverage = core["tables"]["documents"], core["coverage"]
    ids = decode(documents["columns"]["id"], documents["n"])
    counted = {name: decode(column, coverage["n"]) for name, column in coverage["columns"].items()}
    place = ids.index("andes-review")
    sentences = ("The firing stopped after five days.", "The weather in the valley is wet for most of the year.")
    unread = sum(map(len, sentences)) + 4  # and the spaces between sentences
    assert {name: values[place] for name, values in counted.items()} == {
        "prose": 5,
        "coded": 4,  # the paragraph on the weather holds nothing
        "labels": 1,
        "furniture": 2,
        "characters": 570,
        "characters_coded": 570 - unread,
    }


SPAN = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPAN, max_size=8), st.lists(st.integers(0, 70), max_size=8, unique=True))
def test_covered_agrees_with_counting_every_character(spans: list[tuple[int, int]], cuts: list[int]) -> None:
    cuts.sort()
    passages = list(pairwise(cuts))
    marked = {place for start, end in spans for place in range(start, end)}
    counted = [sum(place in marked for place in range(start, end)) for start, end in passages]
    assert _covered(passages, _joined(spans)) == counted


def test_documents_without_text_have_no_block_of_their_own(store: DuckStore) -> None:
    payload = collect(store, "t")
    documents = payload.core["tables"]["documents"]
    ids = decode(documents["columns"]["id"], documents["n"])
    without = {id for id, block in zip(ids, payload.texts, strict=True) if block is None}
    assert without == {"broken", "notas"}


def test_changed_ids_lead_through_every_build_to_an_id_of_this_one(store: DuckStore) -> None:
    known = store.sql("SELECT id FROM events ORDER BY id LIMIT 1").to_pydict()["id"][0]

    class Remembers:
        changed_ids: ClassVar = {"first": "second", "second": known, "lost": "gone", "round": "about", "about": "round"}

        def sql(self, query: str) -> Any:
            return store.sql(query)

    assert collect(Remembers(), "t").core["changed_ids"] == {"first": known, "second": known}


def test_encode_has_no_number_that_json_does_not_know() -> None:
    assert encode([float("nan"), 1.5, float("inf")]) == [None, 1.5, None]


def test_vocabulary_has_words_for_every_type_and_status() -> None:
    words = vocabulary()
    assert {row[0] for row in words["types"]} == set(words["words"]["event_type"])
    statuses = {"happened", "ongoing", "planned", "stalled", "denied", "demanded", "hypothetical"}
    assert set(words["words"]["status"]) == statuses


def test_an_empty_store_still_makes_a_payload(tmp_path: Any) -> None:
    import duckdb

    with duckdb.connect(str(tmp_path / "empty.duckdb")) as connection:
        for table in tables.TABLES:
            connection.execute(table.create())
    empty = DuckStore(tmp_path / "empty.duckdb")
    payload = collect(empty, "nothing")
    assert payload.core["tables"]["events"]["n"] == 0
    assert list(payload.texts) == []
    empty.connection.close()


IDS = ["a1", "b2", "c3"]
PLACES = {id: place for place, id in enumerate(IDS)}


def undone(column: Any) -> list[Any]:
    """What the page's script does with a column of ids."""
    if "l" in column:
        return [[IDS[place] for place in places] for places in column["l"]]
    return [None if place < 0 else IDS[place] for place in column["i"]] if "i" in column else IDS


@given(st.lists(st.one_of(st.none(), st.sampled_from(IDS)), min_size=1).filter(any))
def test_ids_of_other_rows_can_be_undone(values: list[str | None]) -> None:
    assert undone(encode_ids(values, "reports", PLACES)) == values


@given(st.lists(st.lists(st.sampled_from(IDS), max_size=3), min_size=1).filter(any))
def test_lists_of_ids_of_other_rows_can_be_undone(values: list[list[str]]) -> None:
    assert undone(encode_ids(values, "reports", PLACES)) == values


def test_ids_that_are_in_no_row_are_carried_as_they_are() -> None:
    coded = encode_ids(["a1", "elsewhere", "b2"], "reports", PLACES)
    assert decode(coded, 3) == ["a1", "elsewhere", "b2"]
    assert encode_ids(IDS, "reports", PLACES) == {"r": "reports"}


def test_reasons_are_parted_at_their_weights_only() -> None:
    column = encode_reasons(
        ["with b2: the same thing: a bridge; a crossing (+0.8); one is not dated (-0.3)", "the only report", None],
        ["b2", None, None],
    )
    assert decode(column, 3) == [
        ["the same thing: a bridge; a crossing (+0.8)", "one is not dated (-0.3)"],
        ["the only report"],
        [],
    ]


def test_places_of_evidence_are_flat_and_leave_out_documents_that_are_not_there() -> None:
    assert encode_places(['[["b2", 5, 9], ["gone", 1, 2], ["a1", 0, 3]]', "[]", None], PLACES) == [
        [1, 5, 4, 0, 0, 3],
        [],
        [],
    ]


def test_every_place_of_a_finding_slices_back_to_its_words(findings_store: DuckStore) -> None:
    payload = collect(findings_store, "t")
    texts = [block["text"] if block else "" for block in payload.texts]

    def said(flat: list[int]) -> list[str]:
        return [texts[doc][start : start + size] for doc, start, size in zip(*[iter(flat)] * 3, strict=True)]

    core = payload.core["tables"]
    found = [words for flat in core["disagreements"]["columns"]["evidence"] for words in said(flat)]
    assert found[:4] == ["4 May 2006", "2007", "12 million dollars", "15 million dollars"] or set(found) == {
        "4 May 2006", "2007", "12 million dollars", "15 million dollars", "1950",
    }  # fmt: skip
    assert said(core["things"]["columns"]["named"][1]) == ["Marañón bridge", "Marañón bridge", "crossing"]


def test_outlets_authors_and_documents_are_carried_with_their_documents(findings_store: DuckStore) -> None:
    core = collect(findings_store, "t").core
    kinds = {(kind, name) for kind, name, *_ in core["tellers"]}
    assert {("outlet", "Andes Review"), ("author", "M. Salas"), ("outlet", "Lima Ledger")} <= kinds


def test_only_named_members_of_named_organisations_are_carried(findings_store: DuckStore) -> None:
    members = collect(findings_store, "t").core["memberships"]
    assert members["n"] == 2
    assert decode(members["columns"]["organisation"], 2) == ["OAS", "OAS"]
