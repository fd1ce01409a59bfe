from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from made_files import Line, page_lines, pdf

from comity.documents import Document, Failure

FIRST = "Norway and Finland will build a railway across the fells, their transport ministers said in Tromso on Monday. The line is to carry ore, timber and, should it ever come to that, soldiers. It will take eleven years."
SECOND = "Sweden was asked to join and has not answered. Its government is waiting for a report on reindeer, which the herders expect to be long."


def paragraphs(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.start : p.end]) for p in document.passages]


def test_lines_are_joined_to_paragraphs(document: Callable[..., Document]) -> None:
    read = document("a.pdf", pdf([page_lines([FIRST, SECOND])]))
    assert paragraphs(read) == [("prose", FIRST), ("prose", SECOND)]
    assert read.format == "pdf"


def test_a_larger_line_is_a_heading_and_the_first_the_title(document: Callable[..., Document]) -> None:
    page: list[Line] = [(60, 800, 18, "Rails over the fells"), (60, 770, 11, "By Kari Lund, 4 May 2021")]
    read = document(
        "a.pdf",
        pdf([[*page, *page_lines([FIRST], top=740), (60, 650, 15, "Who pays"), *page_lines([SECOND], top=620)]]),
    )
    assert paragraphs(read) == [
        ("label", "Rails over the fells"),
        ("furniture", "By Kari Lund, 4 May 2021"),
        ("prose", FIRST),
        ("label", "Who pays"),
        ("prose", SECOND),
    ]
    assert (read.title, read.author, str(read.published.first if read.published else None)) == (
        "Rails over the fells",
        "Kari Lund",
        "2021-05-04",
    )


def test_heads_and_feet_of_pages_are_set_apart_and_a_paragraph_goes_on_over_them(
    document: Callable[..., Document],
) -> None:
    pages = []
    names = ["Norway", "Finland", "Sweden", "Denmark"]
    for number, name in enumerate(names, 1):
        told = " and ".join(f"{name} owes {i} crowns to {other}" for i, other in enumerate(names * 5, 10 * number))
        body = page_lines([f"{told},"], top=740)
        pages.append([(60, 800, 9, "Northern Papers 12"), *body, (300, 40, 9, f"{number}")])
    read = document("a.pdf", pdf(pages))
    assert [kind for kind, _ in paragraphs(read)] == ["prose"] + ["furniture"] * 8
    assert {text for kind, text in paragraphs(read) if kind == "furniture"} == {
        "Northern Papers 12",
        "1",
        "2",
        "3",
        "4",
    }


def test_words_parted_at_the_end_of_a_line_are_one_again(document: Callable[..., Document]) -> None:
    lines: list[Line] = [
        (60, 700, 11, "The two govern-"),
        (60, 686, 11, "ments signed a long-term plan, and the long-"),
        (60, 672, 11, "term plan is a secret."),
    ]
    assert (
        document("a.pdf", pdf([lines])).text
        == "The two governments signed a long-term plan, and the long-term plan is a secret."
    )


def test_properties_are_metadata_and_noted(document: Callable[..., Document]) -> None:
    read = document(
        "a.pdf",
        pdf([page_lines([FIRST])], info={"Title": "Rails", "Author": "Kari Lund", "CreationDate": "D:20210504120000Z"}),
    )
    assert (read.title, read.author, read.published_basis) == ("Rails", "Kari Lund", "metadata")
    assert read.problems == ("the date of publication is from the file's properties (created) only",)


def test_a_stated_date_goes_before_the_properties(document: Callable[..., Document]) -> None:
    read = document(
        "a.pdf", pdf([page_lines(["Published: 4 May 2019", FIRST])], info={"CreationDate": "D:20210504120000Z"})
    )
    assert read.published_basis == "text"
    assert read.problems == (
        "dates disagree: 2019-05-04 ('published') is taken, 2021-05-04 (the file's properties (created)) is not",
    )


def encrypted(password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([page_lines([FIRST])])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_encrypted_scanned_and_truncated_are_three_errors(failure: Callable[..., Failure]) -> None:
    whole = pdf([page_lines([FIRST, SECOND])] * 3)
    reasons = {
        "encrypted": failure("a.pdf", encrypted("secret")).reason,
        "scanned": failure("b.pdf", pdf([[], [(60, 40, 9, "2")]])).reason,
        "truncated": failure("c.pdf", whole[: len(whole) // 2]).reason,
    }
    assert reasons == {"encrypted": "needs a password", "scanned": "no text layer", "truncated": "damaged"}


def test_a_file_that_only_forbids_changes_is_read(document: Callable[..., Document]) -> None:
    assert document("a.pdf", encrypted("")).text == FIRST


@pytest.mark.parametrize("data", [b"plain text", b"%PDF-1.4\n%%EOF", b"%PDF-1.4\n" + b"\xff" * 3_000 + b"\n%%EOF"])
def test_what_is_no_pdf_is_a_failure(failure: Callable[..., Failure], data: bytes) -> None:
    assert failure("a.pdf", data).reason in ("not a PDF", "damaged")


def test_pages_and_time_are_limited(failure: Callable[..., Failure]) -> None:
    data = pdf([page_lines([FIRST])] * 5)
    assert failure("a.pdf", data, max_pages=4).reason == "too many pages"
    assert failure("a.pdf", data, max_seconds=-1.0).reason == "took too long"
    assert failure("a.pdf", data, max_packed_bytes=500).reason == "too large"
    assert failure("a.pdf", data, max_bytes=500).reason == "too large"


def test_a_page_that_leads_to_itself_ends(failure: Callable[..., Failure]) -> None:
    data = pdf([page_lines([FIRST])]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert failure("a.pdf", data).reason in ("damaged", "no text layer")
