from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.documents import Document, Failure

Opened = Callable[..., list[Document | Failure]]


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_a_line_is_a_document_with_its_text_as_it_is(opened: Opened) -> None:
    text = "  Iran\r\nand Iraq\u200b met. \n\n"
    row = {
        "id": "007",
        "text": text,
        "date": "2014-03",
        "title": "A meeting",
        "source": "Lake Post",
        "author": ["A", "B"],
    }
    (read,) = opened("a.jsonl", lines(row))
    assert isinstance(read, Document)
    assert (read.id, read.text, read.title, read.outlet, read.author) == ("007", text, "A meeting", "Lake Post", "A, B")
    assert read.published is not None
    assert (read.published.days, read.published_basis) == (31, "given")
    assert read.sha256 == hashlib.sha256(json.dumps(row).encode()).hexdigest()
    assert read.text_sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_event_text_is_taken_for_text_and_a_number_for_an_id(opened: Opened) -> None:
    (read,) = opened("a.jsonl", lines({"id": 12, "event_text": "Iran and Iraq met."}))
    assert isinstance(read, Document)
    assert (read.id, read.text, read.published) == ("12", "Iran and Iraq met.", None)


def test_a_line_without_id_is_named_by_its_file_and_number(opened: Opened) -> None:
    one, two = opened("my wire.jsonl", lines({"text": "One here."}, "", {"text": "Two here.", "id": None}))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, two.id) == ("my-wire-1", "my-wire-3")


def test_a_bad_line_is_a_failure_with_its_number_and_the_rest_is_read(opened: Opened) -> None:
    found = opened(
        "a.jsonl",
        lines(
            {"text": "Good one."},
            "{broken",
            "[1, 2]",
            {"id": "x"},
            {"text": "  "},
            {"text": 5},
            "[" * 50_000,
            {"text": "Good two."},
        ),
    )
    assert [(f.reason, (f.detail or "")[:7]) for f in found if isinstance(f, Failure)] == [
        ("not JSON", "line 2:"),
        ("not a JSON object", "line 3"),
        ("no text", "line 4"),
        ("empty", "line 5"),
        ("no text", "line 6"),
        ("not JSON", "line 7:"),
    ]
    assert [d.text for d in found if isinstance(d, Document)] == ["Good one.", "Good two."]


def test_a_line_over_the_limit_is_skipped_and_the_rest_is_read(opened: Opened) -> None:
    found = opened("a.jsonl", lines({"text": "x" * 3_000_000}, {"text": "Good two."}), max_bytes=1_000)
    assert isinstance(found[0], Failure)
    assert found[0].reason == "too large"
    assert isinstance(found[1], Document)
    assert found[1].text == "Good two."


def test_zeros_and_lone_surrogates_are_replaced_one_for_one(opened: Opened) -> None:
    (read,) = opened("a.jsonl", '{"id": "a", "text": "Iran\\u0000 and \\ud800 Iraq met."}\n')
    assert isinstance(read, Document)
    assert read.text == "Iran\ufffd and \ufffd Iraq met."
    assert len(read.problems) == 1


@pytest.mark.parametrize("date", ["2014-02-30", "soon", True, {"a": 1}, [], ""])
def test_a_date_that_is_none_leaves_the_document_undated(opened: Opened, date: object) -> None:
    (read,) = opened("a.jsonl", lines({"text": "Iran and Iraq met.", "date": date}))
    assert isinstance(read, Document)
    assert read.published is None


def test_an_empty_file_is_a_failure(opened: Opened) -> None:
    (found,) = opened("a.jsonl", "\n \n")
    assert isinstance(found, Failure)
    assert found.reason == "empty"


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(opened: Opened) -> None:
    found = opened("a.jsonl", b'\xef\xbb\xbf{"text": "One here."}\r\n{"text": "Two here."}')
    assert [d.text for d in found if isinstance(d, Document)] == ["One here.", "Two here."]


@given(
    st.lists(
        st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda t: json.dumps({"text": t}).encode())),
        max_size=6,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_lines_become_documents_and_failures(opened: Opened, rows: list[bytes]) -> None:
    found = opened("a.jsonl", b"\n".join(rows))
    assert found
    assert all(isinstance(f, Document | Failure) for f in found)
