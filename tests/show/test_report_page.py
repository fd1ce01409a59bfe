"""report.html without a browser: its parts, its policy, what it may not hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_records import HOSTILE
from sample_store import DuckStore

from comity.errors import ProjectError
from comity.show import report
from comity.show.page import _bare, embed, script, style, visible


class Parts(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.title = ""
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in ("script", "style"):
            self.raw.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style"):
            tag, attributes, text = self.raw[-1]
            self.raw[-1] = (tag, attributes, text + data)
        elif self._open == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@pytest.fixture(scope="module")
def parts(page_file: Path) -> Parts:
    parser = Parts()
    parser.feed(page_file.read_text(encoding="utf-8"))
    return parser


def policy(parts: Parts) -> dict[str, list[str]]:
    given = [a["content"] or "" for tag, a in parts.elements if tag == "meta" and a.get("http-equiv")]
    assert len(given) == 1
    return {part.split()[0]: part.split()[1:] for part in given[0].split(";")}


def test_policy_allows_nothing_but_the_page_s_own_script_and_style(parts: Parts) -> None:
    rules = policy(parts)
    assert rules["default-src"] == ["'none'"]
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        texts = [text for kind, attributes, text in parts.raw if kind == tag and attributes.get("type") is None]
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert rules[rule] == [f"'sha256-{hash}'" for hash in hashes]
    assert not any("unsafe" in source for sources in rules.values() for source in sources)


def test_no_element_fetches_anything_or_carries_a_handler(parts: Parts) -> None:
    for tag, attributes in parts.elements:
        assert tag not in ("img", "link", "iframe", "object", "embed", "base")
        assert not any(name.startswith("on") or name in ("src", "style", "srcset") for name in attributes)
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]


def test_data_blocks_are_json_and_hold_no_tag(parts: Parts) -> None:
    blocks = [text for _, attributes, text in parts.raw if attributes.get("type") == "application/json"]
    assert len(blocks) == 1 + 4  # the record, and the documents that were read
    for text in blocks:
        assert not re.search(r"[<>&\u2028\u2029]|--", text)
        json.loads(text)
    assert any(json.loads(text).get("text", "").startswith(HOSTILE) for text in blocks)


def test_title_stands_as_text(parts: Parts) -> None:
    assert parts.title == "Peru & Ecuador </title>"


@given(
    st.recursive(
        st.one_of(st.none(), st.integers(), st.text()), lambda inner: st.lists(inner, max_size=3), max_leaves=6
    )
)
def test_embed_is_json_that_cannot_end_its_element(value: Any) -> None:
    text = embed(value)
    assert json.loads(text) == value
    assert not re.search(r"[<>&\u2028\u2029]|--", text)


def test_embed_breaks_up_every_way_out_of_a_script() -> None:
    text = embed(["</script>", "<!--", "-->", "---", "]]>"])
    assert "<" not in text
    assert "--" not in text


def test_visible_writes_out_marks_that_reorder_text() -> None:
    assert visible("a\u202eb\u200bc\x1b") == "a[U+202E]b[U+200B]c[U+001B]"
    assert visible("Perú, 🕊, नेपाल\u200d") == "Perú, 🕊, नेपाल\u200d"


def test_same_store_gives_the_same_bytes(store: DuckStore, tmp_path: Path) -> None:
    first = report.write(store, tmp_path / "a.html", title="x").read_bytes()
    second = report.write(store, tmp_path / "b.html", title="x").read_bytes()
    assert first == second


def test_no_path_of_this_machine_and_no_time_of_day_is_in_the_page(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    assert str(Path.home()) not in text
    assert str(page_file.parent) not in text
    assert not re.search(r"\b\d\d:\d\d:\d\d\b", text)


def test_write_leaves_the_old_report_whole_when_it_fails(store: DuckStore, tmp_path: Path) -> None:
    target = report.write(store, tmp_path / "report.html")
    before = target.read_bytes()

    class Breaks:
        def sql(self, query: str) -> Any:
            if 'FROM "texts"' in query:
                raise OSError(28, "No space left on device")
            return store.sql(query)

    with pytest.raises(ProjectError, match=r"report\.html.*No space"):
        report.write(Breaks(), target)
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_write_says_where_it_could_not_write(store: DuckStore, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="missing"):
        report.write(store, tmp_path / "missing" / "report.html")


def test_page_says_whose_description_it_is_and_how_to_read_it_without_a_script(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    assert "As these documents describe it" in text
    assert "<noscript>" in text
    assert "a measurement of the relation" in text


def test_script_and_style_are_carried_without_indentation_and_comments() -> None:
    lines = [*script().splitlines()[2:-1], *style().splitlines()]
    assert not [line for line in lines if line != line.strip() or not line or line.startswith("//")]


def test_a_template_literal_over_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="several lines"):
        _bare("x.js", "const a = `one\n  two`;\n")


def test_no_name_is_declared_twice_in_the_script() -> None:
    """A second function of one name would quietly take the place of the first."""
    names = re.findall(r"^(?:async )?function (\w+)", script(), re.M)
    assert sorted(set(names)) == sorted(names)
