"""Bytes to text: which encoding, what was broken, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from comity.errors import DocumentError

# What a file begins with, and what it then is
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX, ODT ...)"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b\x08")
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without a byte-order mark, the encoding it was in, and what was odd."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Text of a file's bytes.

    In order: a byte-order mark; strict UTF-8; what the file declares; UTF-16 by its pattern of zeros; UTF-8 with
    some broken bytes, which are replaced and counted; Windows-1252 for Western text; else what charset-normalizer says.
    Strict UTF-8 goes before a declaration because it is hardly ever right by chance while declarations are often wrong.
    A few zeros are replaced by U+FFFD. Raises DocumentError ("empty", "not text").
    """
    if not data.strip():
        raise DocumentError("empty")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding)
    _refuse_known(data)
    wide = _utf16_without_bom(data)
    if wide is not None:
        return _finish(wide[0], wide[1], [f"{wide[1]} without a byte-order mark"])
    _refuse_controls(data)
    name = _known(declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, name)
    if name is not None and name.startswith("iso2022"):
        try:
            return _finish(data.decode(name), name, [])
        except UnicodeDecodeError:
            pass
    problems = []
    if name not in (None, "utf-8", "ascii") and not text.isascii():
        problems.append(f"declares {visible_name(declared)} but is UTF-8")
    return _finish(text, "utf-8", problems)


def refuse_binary(head: bytes) -> None:
    """Raises DocumentError ("not text", "not UTF-8") when a file that begins like this cannot be lines of UTF-8."""
    for bom, encoding in _BOMS[1:]:
        if head.startswith(bom):
            raise DocumentError("not UTF-8", detail=f"it is {encoding}", hint="Save it as UTF-8.")
    _refuse_known(head)
    _refuse_controls(head)


def _refuse_known(data: bytes) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise DocumentError("not text", detail=f"it begins like {kind}")


def _refuse_controls(data: bytes) -> None:
    controls = sum(data.count(bytes((b,))) for b in _CONTROLS)
    if controls > max(2, len(data) // 100):
        raise DocumentError("not text", detail=f"{controls} of {len(data)} bytes are control characters")


def visible_name(declared: str | None) -> str:
    return re.sub(r"[^\w.-]", "?", declared or "")[:40]


def _known(declared: str | None) -> str | None:
    """Python's name of a declared encoding of text, None when there is none such."""
    if not declared:
        return None
    try:
        found = codecs.lookup(declared.strip())
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in ("utf-7", "idna", "punycode"):
        return None
    # browsers read Latin-1 and ASCII as Windows-1252, and so do the pages' authors
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return _finish(data.decode(encoding), encoding, [])
    except UnicodeDecodeError:
        return _replaced(data, encoding)


def _utf16_without_bom(data: bytes) -> tuple[str, str] | None:
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for few, many, encoding in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        if many > 0.4 * half and few <= 0.02 * half:
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                return None
    return None


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    if declared is not None and declared != "utf-8" and not declared.startswith("utf-16"):
        try:
            return _finish(data.decode(declared), declared, [])
        except UnicodeDecodeError:
            pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    whole = sum(1 for c in loose[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    never = len(data.translate(None, bytes(range(0xFE))))  # bytes that no text has
    if whole > broken or never == high:
        return _replaced(data, "utf-8")
    if high <= 0.1 * len(data):
        try:
            return _finish(data.decode("cp1252"), "cp1252", [])
        except UnicodeDecodeError:
            pass
    else:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        if best is not None:
            try:
                return _finish(data.decode(best.encoding), best.encoding, ["the encoding is a guess"])
            except (UnicodeDecodeError, LookupError):
                pass
    return _replaced(data, "utf-8")


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd") - data.decode(encoding, "ignore").count("\ufffd")
    if broken > max(3, len(text) // 10):
        raise DocumentError("not text", detail=f"{broken} of {len(text)} characters do not decode")
    return _finish(
        text, encoding, [f"{broken} broken {'byte was' if broken == 1 else 'bytes were'} replaced by U+FFFD"]
    )


def _finish(text: str, encoding: str, problems: list[str]) -> Decoded:
    if text.startswith("\ufeff"):
        text = text[1:]
    text, zeros = without_zeros(text)
    if zeros > max(2, len(text) // 100):
        raise DocumentError("not text", detail=f"{zeros} of {len(text)} characters are zeros")
    if zeros:
        problems.append(f"{zeros} zero {'character was' if zeros == 1 else 'characters were'} replaced by U+FFFD")
    if not text.strip():
        raise DocumentError("empty")
    return Decoded(text, encoding, tuple(problems))


def without_zeros(text: str) -> tuple[str, int]:
    """The text with U+0000 and lone surrogates replaced by U+FFFD, one for one, and how many there were."""
    zeros = text.count("\0")
    if zeros:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text, lone = re.subn("[\ud800-\udfff]", "\ufffd", text)
        zeros += lone
    return text, zeros


def newlines(text: str) -> str:
    r"""The text with `\r\n` and `\r` as `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
