from __future__ import annotations

import pytest

from comity.documents.decode import decode, newlines
from comity.errors import DocumentError

SENTENCE = "“Kenya’s envoy”, he said, left Nairobi — at once."


@pytest.mark.parametrize(
    ("encoding", "bom", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_each_encoding_gives_the_text_without_a_byte_order_mark(encoding: str, bom: bytes, named: str) -> None:
    decoded = decode(bom + SENTENCE.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SENTENCE, named)


def test_latin_1_names_keep_their_letters() -> None:
    text = "The envoys José and Zoë met in São Paulo."
    assert decode(text.encode("latin-1")).text == text


def test_cyrillic_in_a_single_byte_encoding_is_guessed_and_says_so() -> None:
    text = "Министр иностранных дел заявил, что переговоры будут продолжены в понедельник. " * 4
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert decoded.problems == ("the encoding is a guess",)


def test_declared_encoding_is_used_when_the_bytes_are_not_utf_8() -> None:
    text = "Český ministr přijel do Žiliny"
    assert decode(text.encode("iso-8859-2"), declared="ISO-8859-2").text == text


def test_false_declaration_gives_way_to_utf_8() -> None:
    decoded = decode("Kraków signs".encode(), declared="windows-1252")
    assert decoded.text == "Kraków signs"
    assert decoded.problems == ("declares windows-1252 but is UTF-8",)


@pytest.mark.parametrize("declared", ["utf-16", "no-such-charset", "rot13", "base64", "", "utf-7", "\x00"])
def test_declaration_that_cannot_be_is_left_alone(declared: str) -> None:
    assert decode(b"plain words", declared=declared).text == "plain words"


def test_broken_bytes_in_utf_8_are_replaced_and_counted() -> None:
    data = "Málaga, Córdoba, Türkiye ".encode() * 3 + b"\xff\xfe and \xc3( after" + " été".encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("( after été")
    assert decoded.text.count("\ufffd") == 3
    assert decoded.problems == ("3 broken bytes were replaced by U+FFFD",)


def test_one_zero_is_replaced_in_place_and_noted() -> None:
    decoded = decode(b"Cairo and\0Khartoum agreed on a date for the talks.")
    assert decoded.text == "Cairo and\ufffdKhartoum agreed on a date for the talks."
    assert decoded.problems == ("1 zero character was replaced by U+FFFD",)


def test_a_stray_byte_in_plain_ascii_is_replaced() -> None:
    assert decode(b"talks in \xff Cairo went on").text == "talks in \ufffd Cairo went on"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + b"\0" * 50,
        bytes(range(256)) * 40,
        b"abc\0\0\0def\0\0" * 100,
        b"PK\x03\x04 whatever",
        b"%PDF-1.7 whatever",
        b"\xff\xfe" + b"\x00\xd8" * 40,
    ],
)
def test_what_is_no_text_is_told_by_its_content(data: bytes) -> None:
    with pytest.raises(DocumentError) as raised:
        decode(data)
    assert raised.value.reason == "not text"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe", b"\xff\xfe\n\0"])
def test_empty_and_blank_files_are_empty(data: bytes) -> None:
    with pytest.raises(DocumentError) as raised:
        decode(data)
    assert raised.value.reason == "empty"


def test_line_ends_become_one() -> None:
    assert newlines("a\r\nb\rc\nd\r") == "a\nb\nc\nd\n"
