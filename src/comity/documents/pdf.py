"""PDF files: the text layer, lines joined to paragraphs, heads and feet of the pages set apart."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from comity.documents import extract as hints
from comity.documents.extract import Extract, Facts, Stated, TextBuilder
from comity.documents.settings import DocumentSettings
from comity.errors import DocumentError
from comity.intervals import Interval

_FEWEST_LETTERS: Final = 15  # a page, on average
_EDGE: Final = 3  # lines at the head and foot of a page that can be running lines
_END: Final = re.compile(r"[.!?…:;][\"'”’»)\]\d]*\Z")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|p\.)?\s*[-–—|]*\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|]*(?:\s*(?:of|/)\s*\d{1,4})?\Z", re.I
)
_BULLET: Final = re.compile(r"(?:[-*•‣◦·▪●■–]|\(?\d{1,3}[.)]|\([a-z]\))\s")
_LAYOUT_MARKS: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DEFAULT_TITLES: Final = re.compile(
    r"(?:untitled.*|microsoft word.*|document\d*|.*\.(?:docx?|pdf|indd|tex|qxd|rtf)|title|anonymous)\Z", re.I
)


@dataclass(slots=True)
class _Row:
    """A printed line. `gap` is the distance to the line above in units of its size (0: not known)."""

    text: str
    size: float
    gap: float
    running: bool = False
    new_page: bool = False


def extract(data: bytes, settings: DocumentSettings) -> Extract:
    """The text of all pages. Raises DocumentError: "needs a password", "no text layer", "damaged", "too many pages",
    "took too long"; a file of which one page cannot be read is not read at all."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if not data.lstrip()[:1024].startswith(b"%PDF") and b"%PDF-" not in data[:1024]:
        raise DocumentError("not a PDF", detail="it does not begin like one")
    if b"%%EOF" not in data[-2_048:]:
        raise DocumentError("damaged", detail="it ends too early", hint="Fetch it again.")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("needs a password", hint="Save it without a password.")
        pages = len(reader.pages)
        if pages > settings.max_pages:
            raise DocumentError("too many pages", detail=f"{pages}; the limit is {settings.max_pages}")
        rows = _rows(reader, settings)
        facts = Facts()
        _properties(reader, facts)
    except DocumentError:
        raise
    except DependencyError as error:
        raise DocumentError(
            "needs a password",
            detail="it is encrypted with AES",
            hint="Save it without encryption, or install `cryptography`.",
        ) from error
    except FileNotDecryptedError as error:
        raise DocumentError("needs a password", hint="Save it without a password.") from error
    except (PyPdfError, Exception, RecursionError) as error:
        raise DocumentError("damaged", detail=f"{type(error).__name__}: {str(error)[:120]}") from error
    if not pages:
        raise DocumentError("damaged", detail="it has no pages")
    if sum(c.isalpha() for row in rows for c in row.text) < _FEWEST_LETTERS * pages:
        raise DocumentError(
            "no text layer", detail=f"{pages} scanned page(s)", hint="Run text recognition (OCR) on it first."
        )
    builder = TextBuilder()
    _compose(rows, builder)
    return Extract(builder.text(), builder.blocks, facts)


def _rows(reader: Any, settings: DocumentSettings) -> list[_Row]:
    deadline = time.monotonic() + settings.max_seconds
    pages: list[list[_Row]] = []
    characters = 0
    for number, page in enumerate(reader.pages, 1):
        if time.monotonic() > deadline:
            raise DocumentError("took too long", detail=f"{settings.max_seconds:g} s, at page {number}")
        chunks: list[tuple[str, float, float]] = []

        def visit(text: str, cm: Any, tm: Any, font: Any, size: Any, chunks: list[Any] = chunks) -> None:
            if text:
                scale = (abs(tm[3]) or abs(tm[1]) or 1.0) * (abs(cm[3]) or abs(cm[1]) or 1.0)
                chunks.append((text, tm[4] * cm[1] + tm[5] * cm[3] + cm[5], float(size or 0) * scale))

        try:
            page.extract_text(visitor_text=visit)
        except (Exception, RecursionError) as error:
            raise DocumentError(
                "damaged", detail=f"page {number} of {len(reader.pages)} cannot be read: {type(error).__name__}"
            ) from error
        pages.append(_page_rows(chunks))
        characters += sum(len(row.text) for row in pages[-1])
        if characters > settings.max_bytes:
            raise DocumentError("too large", detail=f"over {settings.max_bytes} characters of text at page {number}")
    _mark_running(pages)
    return [row for page in pages for row in page]


def _page_rows(chunks: Sequence[tuple[str, float, float]]) -> list[_Row]:
    rows: list[_Row] = []
    parts: list[str] = []
    heights: list[float] = []
    sizes: list[tuple[int, float]] = []
    last: float | None = None

    def close() -> None:
        nonlocal last
        text = _LAYOUT_MARKS.sub("", " ".join("".join(parts).split()))
        if text:
            size = max(sizes)[1] if sizes else 0.0
            height = heights[0] if heights else None
            gap = abs(last - height) / size if last is not None and height is not None and size > 0 else 0.0
            rows.append(_Row(text, size, gap))
            last = height if height is not None else last
        parts.clear()
        heights.clear()
        sizes.clear()

    for text, height, size in chunks:
        pieces = text.split("\n")
        for i, piece in enumerate(pieces):
            if i:
                close()
            if piece:
                parts.append(piece)
            if piece.strip():
                heights.append(height)
                sizes.append((len(piece.strip()), size))
    close()
    return rows


def _mark_running(pages: Sequence[Sequence[_Row]]) -> None:
    """Page numbers, and lines that stand at the edge of at least three pages, or of half of two to five."""

    def key(row: _Row) -> str:
        return re.sub(r"\d+", "#", row.text.lower())

    def edges(page: Sequence[_Row]) -> list[_Row]:
        return list(page[:_EDGE]) + [row for row in page[-_EDGE:] if all(row is not r for r in page[:_EDGE])]

    counts = Counter(k for page in pages for k in {key(row) for row in edges(page)})
    for page in pages:
        for row in edges(page):
            often = counts[key(row)] >= 3 or (len(pages) in (2, 3) and counts[key(row)] == len(pages))
            if (often and len(row.text.split()) <= 20) or (_PAGE_NUMBER.match(row.text) and row in (page[0], page[-1])):
                row.running = True
        first = next((row for row in page if not row.running), None)
        if first is not None:
            first.new_page = True


def _compose(rows: Sequence[_Row], builder: TextBuilder) -> None:
    """Rows to paragraphs: a new one begins after a wide gap, at another size, after a line that ends early with the end
    of a sentence, at a bullet. Running lines follow the paragraph that they interrupt."""
    body = [row for row in rows if not row.running]
    sizes: Counter[float] = Counter()
    for row in body:
        sizes[round(row.size, 1)] += len(row.text)
    normal = sizes.most_common(1)[0][0] if sizes else 0.0
    width = max((len(row.text) for row in body if abs(row.size - normal) < 0.6), default=0)
    lengths = sorted(len(row.text) for row in body if abs(row.size - normal) < 0.6)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else width
    gaps = [row.gap for row in body if 0.8 < row.gap < 3 and not row.new_page]
    leading = median(gaps) if gaps else 0.0
    joined = _joined_words(body)
    paragraph: list[_Row] = []
    waiting: list[_Row] = []

    def close() -> None:
        if paragraph:
            builder.add(_join([row.text for row in paragraph], joined), _hint(paragraph, normal))
            paragraph.clear()
        for row in waiting:
            builder.add(row.text, hints.RUNNING)
        waiting.clear()

    for row in rows:
        if row.running:
            waiting.append(row)
            continue
        if paragraph and _begins(row, paragraph[-1], width, leading):
            close()
        paragraph.append(row)
    close()


def _begins(row: _Row, last: _Row, width: int, leading: float) -> bool:
    if abs(row.size - last.size) > 0.6 or _BULLET.match(row.text):
        return True
    ended = _END.search(last.text) is not None
    early = len(last.text) < 0.75 * width
    if row.new_page:
        return ended and (early or not row.text[0].islower())
    if leading and row.gap > 1.35 * leading:
        return True
    return early and (ended or not (row.text[0].islower() or last.text[-1] in ",-–—"))


def _hint(paragraph: Sequence[_Row], normal: float) -> str | None:
    size = paragraph[0].size
    text = " ".join(row.text for row in paragraph)
    if normal and size > normal + 1.2 and len(text.split()) <= 30:
        return hints.HEADING
    if normal and size < normal - 1.2 and re.match(r"\d{1,3}\s?\S", text):
        return hints.FOOTNOTE
    return None


def _joined_words(rows: Sequence[_Row]) -> frozenset[str]:
    """Words with a hyphen inside that stand within lines: these keep theirs at the end of a line too."""
    return frozenset(word.lower() for row in rows for word in re.findall(r"\w+-\w+", row.text))


def _join(lines: Sequence[str], hyphenated: frozenset[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        split = re.search(r"(\w+)-\Z", text)
        following = re.match(r"[a-zà-ÿ]+", line)
        if split and following and split[1][-1].isalpha():
            keeps = f"{split[1]}-{following.group()}".lower() in hyphenated
            text = text + line if keeps else text[:-1] + line
        else:
            text = f"{text} {line}"
    return text


def _properties(reader: Any, facts: Facts) -> None:
    info = reader.metadata
    if info is None:
        return
    title, author = (info.title or ""), (info.author or "")
    if isinstance(title, str) and title.strip() and not _DEFAULT_TITLES.match(title.strip()):
        facts.title = " ".join(title.split())[:500]
    if (
        isinstance(author, str)
        and author.strip()
        and author.strip().lower() not in ("user", "admin", "administrator", "author", "anonymous", "unknown")
    ):
        facts.author = " ".join(author.split())[:200]
    try:
        created = info.creation_date
    except (ValueError, TypeError):
        created = None
    if created is not None and created.year > 1980:
        facts.dates.append(Stated(Interval.day(created.date()), "metadata", 6, "the file's properties (created)"))
