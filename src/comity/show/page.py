"""The page around the data: its parts put together, each script and style named by its hash in the policy."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from comity.show.payload import Payload

_UNSAFE: Final = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def embed(value: Any) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.translate(_UNSAFE) if any(c in text for c in "<>&\u2028\u2029") else text
    return text.replace("--", "-\\u002d") if "--" in text else text


def digest(content: str) -> str:
    """The source expression of a Content-Security-Policy for an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def script() -> str:
    """Every module of static/js, in the order of their names, in one closed scope."""
    return '"use strict";\n(() => {\n' + _joined("js") + "})();\n"


@cache
def style() -> str:
    return _joined("css")


def policy() -> str:
    """Nothing is fetched, nothing is sent, and only this page's own script and style run."""
    return (
        f"default-src 'none'; script-src '{digest(script())}'; style-src '{digest(style())}'; "
        "base-uri 'none'; form-action 'none'"
    )


def render(payload: Payload) -> Iterator[str]:
    """The page in pieces, in order, so that a large record is never held as one string."""
    from jinja2 import Environment, StrictUndefined

    skeleton = files("comity.show").joinpath("static/page.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(skeleton)
    counts = {name: table["n"] for name, table in payload.core["tables"].items()}
    page = template.render(
        title=visible(payload.core["title"]), version=payload.core["version"], policy=policy(), counts=counts
    )
    before, between, after = _split(page, "<!-- style -->", "<!-- data -->")
    yield before
    yield f"<style>{style()}</style>"
    yield between
    yield f'<script type="application/json" id="record">{embed(payload.core)}</script>\n'
    for place, text in enumerate(payload.texts):
        if text is not None:
            yield f'<script type="application/json" id="text-{place}">{embed(text)}</script>\n'
    yield f"<script>{script()}</script>"
    yield after


def visible(text: str) -> str:
    """Marks that would reorder or hide text, written out as their code points."""
    return "".join(f"[U+{ord(c):04X}]" if _hidden(ord(c)) else c for c in text)


def _hidden(code: int) -> bool:
    return (
        (code < 0x20 and code not in (0x09, 0x0A, 0x0D))
        or 0x7F <= code <= 0x9F
        or code in (0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF)
        or 0x2028 <= code <= 0x202E
        or 0x2060 <= code <= 0x2069
    )


def _joined(kind: str) -> str:
    folder = files("comity.show").joinpath("static", kind)
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(f".{kind}")), key=lambda part: part.name)
    text = "".join(_bare(part.name, part.read_text(encoding="utf-8")) for part in parts)
    if f"</{'script' if kind == 'js' else 'style'}" in text.lower():
        raise ValueError(f"a file of static/{kind} holds the tag that would end it")
    return text


def _bare(name: str, text: str) -> str:
    """The lines without their indentation, blank lines and whole-line comments: a fifth less in every report. Raises
    ValueError where a template literal runs over lines, since its spaces would be lost."""
    lines = [line.strip() for line in text.splitlines()]
    if any(line.count("`") % 2 for line in lines):
        raise ValueError(f"static/{name}: a template literal runs over several lines")
    kept = (line for line in lines if line and not line.startswith("//"))
    return "".join(line + "\n" for line in kept if not (line.startswith("/*") and line.endswith("*/")))


def _split(page: str, *marks: str) -> list[str]:
    parts = []
    for mark in marks:
        part, found, page = page.partition(mark)
        if not found:
            raise ValueError(f"static/page.html has no {mark}")
        parts.append(part)
    return [*parts, page]
