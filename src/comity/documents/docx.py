"""Word documents: paragraphs with their styles, tables, notes; nothing is unpacked before its size is checked."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from comity.documents import extract as hints
from comity.documents.extract import Extract, Facts, Stated, TextBuilder
from comity.documents.settings import DocumentSettings
from comity.errors import DocumentError
from comity.intervals import Interval

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O|E\x00N)|\x00<\x00!\x00[DE]", re.I)
_DEFAULT_TITLES: Final = re.compile(
    r"(?:word document|document\d*|untitled.*|microsoft word.*|title|.*\.docx?)\Z", re.I
)


def extract(data: bytes, settings: DocumentSettings) -> Extract:
    """The paragraphs in order, a blank line between two; tracked deletions and field codes are left out.

    Raises DocumentError: "needs a password", "not a Word document", "damaged", "unsafe archive", "unsafe XML",
    "no text".
    """
    _check(data, settings)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:
        raise DocumentError("not a Word document", detail=str(error)[:160]) from error
    builder = TextBuilder()
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    _paragraphs(document.element.body, styles, builder)
    _margins(document, builder)
    _notes(document, builder)
    text = builder.text()
    if not text.strip():
        raise DocumentError("no text", hint="It may hold pictures of text only.")
    facts = Facts()
    _properties(document, facts)
    return Extract(text, builder.blocks, facts)


def _check(data: bytes, settings: DocumentSettings) -> None:
    """Refuses what would unpack to too much, and XML that declares entities, before anything else opens it."""
    if not data:
        raise DocumentError("empty")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise DocumentError("needs a password", hint="Save it without a password.")
        raise DocumentError("not a Word document", detail="it is in the old .doc format", hint="Save it as .docx.")
    if not data.startswith(b"PK"):
        raise DocumentError("not a Word document", detail="it is no ZIP archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > settings.max_members:
                raise DocumentError(
                    "unsafe archive", detail=f"{len(members)} parts; the limit is {settings.max_members}"
                )
            total = 0
            for member in members:
                total += member.file_size
                ratio = member.file_size / max(1, member.compress_size)
                if total > settings.max_unpacked_bytes:
                    limit = settings.max_unpacked_bytes / 1e6
                    raise DocumentError("unsafe archive", detail=f"it would unpack to over {limit:g} MB")
                if member.file_size > 1_000_000 and ratio > settings.max_ratio:
                    raise DocumentError("unsafe archive", detail=f"a part would unpack to {ratio:.0f} times its size")
                if member.flag_bits & 1:
                    raise DocumentError("needs a password", hint="Save it without a password.")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        before = b""
                        while piece := part.read(1 << 20):
                            if _DOCTYPE.search(before + piece):
                                raise DocumentError("unsafe XML", detail="a part declares a document type or entities")
                            before = piece[-16:]
            if "word/document.xml" not in archive.namelist() and not any(
                m.filename.endswith("document.xml") for m in members
            ):
                raise DocumentError("not a Word document", detail="it holds no document part")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError("damaged", detail=f"{type(error).__name__}: {str(error)[:120]}") from error


def _paragraphs(root: Any, styles: dict[str, str], builder: TextBuilder) -> None:
    """Every paragraph in order, those in text boxes and content controls too; rows of data tables as one line."""
    done: set[Any] = set()
    for element in root.iter(f"{_W}p", f"{_W}tbl"):
        if element in done or _in(element, _FALLBACK):
            continue
        if element.tag == f"{_W}tbl":
            if _is_data(element):
                for row in element.iter(f"{_W}tr"):
                    cells = [" ".join(_text(p) for p in cell.iter(f"{_W}p")).strip() for cell in row.iter(f"{_W}tc")]
                    builder.add(" | ".join(cell for cell in cells if cell), hints.TABLE)
                done.update(element.iter(f"{_W}p", f"{_W}tbl"))
            continue
        for piece in _text(element).split("\n"):
            builder.add(piece, _hint(element, styles))


def _in(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _is_data(table: Any) -> bool:
    cells = [" ".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in table.iter(f"{_W}tc")]
    return len(cells) >= 4 and all(len(cell.split()) <= 25 for cell in cells)


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(node.iterancestors(f"{_W}p")) is not paragraph or _in(node, f"{_W}del") or _in(node, f"{_W}moveFrom"):
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}tab":
            if node.getparent().tag == f"{_W}r":
                parts.append("\t")
        else:
            parts.append(" " if node.get(f"{_W}type") == "page" else "\n")
    return re.sub(r"[ \u00ad\u200b\u2060\ufeff]*\n[ ]*", "\n", re.sub("[\u00ad\u200b\u2060\ufeff]", "", "".join(parts)))


def _hint(paragraph: Any, styles: dict[str, str]) -> str | None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return None
    style = properties.find(f"{_W}pStyle")
    name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
    if name == "title":
        return hints.TITLE
    if name.startswith("heading") or name == "subtitle" or properties.find(f"{_W}outlineLvl") is not None:
        return hints.HEADING
    if name == "caption":
        return hints.CAPTION
    if name.startswith(("toc ", "table of")):
        return hints.LINKS
    if name.startswith(("header", "footer")):
        return hints.RUNNING
    if name.startswith("list") or properties.find(f"{_W}numPr") is not None:
        return hints.LIST
    return None


def _margins(document: Any, builder: TextBuilder) -> None:
    """Heads and feet of the pages, each once, at the end."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            for paragraph in part.paragraphs:
                text = _text(paragraph._p).strip()
                if text and text not in seen:
                    seen.add(text)
                    builder.add(text, hints.RUNNING)


def _notes(document: Any, builder: TextBuilder) -> None:
    """Footnotes and endnotes, at the end."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        root = etree.fromstring(relation.target_part.blob, parser)
        for paragraph in root.iter(f"{_W}p"):
            builder.add(_text(paragraph), hints.FOOTNOTE)


def _properties(document: Any, facts: Facts) -> None:
    core = document.core_properties
    title, author = (core.title or "").strip(), (core.author or "").strip()
    if title and not _DEFAULT_TITLES.match(title):
        facts.title = title[:500]
    if author and author.lower() not in (
        "python-docx",
        "user",
        "admin",
        "administrator",
        "author",
        "microsoft office user",
    ):
        facts.author = author[:200]
    if core.created is not None and core.created.year > 1980 and (core.author or "") != "python-docx":
        facts.dates.append(Stated(Interval.day(core.created.date()), "metadata", 6, "the file's properties (created)"))
