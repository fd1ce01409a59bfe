"""What holds for any bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import docx as made_docx
from made_files import page_lines, paragraph, pdf

from comity.documents import Document, DocumentSettings, Failure, sketch
from comity.documents.load import extract, from_text
from comity.errors import DocumentError

PIECES = st.sampled_from(
    [
        "Iran met Iraq on Monday and agreed to nothing at all.", "By Ann Lee", "Also read:", "Next", "Home | World", "Published: 3 May 2019",
        "12\t13\t14", "A heading here", "Title: x", "Date: 2019", "---", "# Head", "- item", "```", "| a | b |", "![x](y)", "<p>", "</p>",
        "<table><tr><td>", "<script>", "&amp;", "\u202e", "\u200b", "\0", "\x1b[2J", "é", "…", "\r", "\f", "\u2028", " ", "    ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", " ", "\r\n"]).map(lambda between: between.join(parts))
)
PDF = pdf([page_lines(["Iran met Iraq on Monday and agreed to nothing at all."])])
DOCX = made_docx(paragraph("Iran met Iraq on Monday and agreed to nothing at all."))
FEW = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def check(document: Document) -> None:
    last = 0
    for passage in document.passages:
        assert last <= passage.start < passage.end <= len(document.text)
        assert passage.kind in ("prose", "label", "furniture")
        assert passage.reason
        piece = document.text[passage.start : passage.end]
        assert piece == piece.strip()
        last = passage.end
    assert document.text_sha256 == hashlib.sha256(document.text.encode("utf-8")).hexdigest()
    assert "\0" not in document.text
    assert document.title is None or (document.title.strip() and len(document.title) <= 500)
    sketch(document)


@pytest.mark.parametrize("format", ["txt", "md", "html", "pdf", "docx"])
@FEW
@given(data=st.binary(max_size=300))
def test_any_bytes_raise_nothing_but_document_error(format: str, data: bytes) -> None:
    with suppress(DocumentError):
        made, _ = extract(data, format)
        assert made.text.strip()


@pytest.mark.parametrize(("format", "whole"), [("pdf", PDF), ("docx", DOCX)])
@FEW
@given(data=st.data())
def test_damaged_files_raise_nothing_but_document_error(format: str, whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(broken), whole[:cut]):
        with suppress(DocumentError):
            assert extract(damaged, format, DocumentSettings(max_seconds=5))[0].text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@FEW
@given(text=TEXTS)
def test_passages_are_in_range_disjoint_and_sorted(
    opened: Callable[..., list[Document | Failure]], name: str, text: str
) -> None:
    for found in opened(name, text.encode("utf-8", "replace")):
        if isinstance(found, Document):
            check(found)


@FEW
@given(TEXTS)
def test_a_text_at_hand_keeps_every_character_in_its_place(text: str) -> None:
    read = from_text(text)
    assert len(read.text) == len(text)
    check(read)


@FEW
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert from_text(text) == from_text(text)
