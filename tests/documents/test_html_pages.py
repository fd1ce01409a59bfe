from __future__ import annotations

from collections.abc import Callable

import pytest

from comity.documents import Document, Failure

LEAD = "Morocco and Spain agreed on Monday to reopen the customs post, officials in both capitals said after talks that lasted nine hours."
MORE = "The post had been shut for four years, and thousands of porters lost their living when it closed without a word of warning."
LAST = "Algeria, which was not asked, recalled its ambassador from Madrid and stopped the sale of gas through the older of two pipelines."
HEAD = """<meta charset="utf-8"><title>A customs post reopens | The Strait Courier</title>
<meta property="og:title" content="A customs post reopens"><meta property="og:site_name" content="The Strait Courier">
<meta name="author" content="Leila Haddad"><meta property="article:published_time" content="2022-05-17T06:00:00+01:00">
<link rel="canonical" href="https://courier.example/2022/05/17/customs-post">"""


def page(body: str, head: str = HEAD) -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


ARTICLE = f"""<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>
<header><h1>A customs post reopens</h1><p>By Leila Haddad</p><p>Published 17 May 2022</p></header>
<article><figure><img src=a.jpg alt=x><figcaption>Ministers of Morocco and Spain in Rabat, May 2022.</figcaption></figure>
<p>{LEAD}</p>
<p><strong>Also read: <a href=/z>Turkey sends troops to Libya</a></strong></p>
<p>{MORE}<br><br>The first lorries crossed before dawn.</p>
<h2>Who was not asked</h2>
<p>{LAST}</p>
<p><a href=/1>Iran strikes tanker in the Gulf</a></p>
<table><tr><th>Year</th><th>Lorries</th></tr><tr><td>2018</td><td>5600</td></tr><tr><td>2022</td><td>12</td></tr></table>
<p>Madrid has promised to pay for a new quay on the Moroccan side, and the two governments will meet again before the summer is out.</p>
<p>Leila Haddad is a reporter at the Strait Courier who covers trade.</p></article>
<aside><h3>Most read</h3><ul><li><a href=/2>Saudi Arabia expels envoy</a></li></ul></aside>
<section id=comments><h3>Comments</h3><p>Great article, Spain must invade Morocco at once before it is too late for everybody involved.</p></section>
<footer><p>© 2022 The Strait Courier. All rights reserved.</p></footer>"""


def read_lines(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"prose": [], "label": [], "furniture": []}
    for p in document.passages:
        found[p.kind].append(document.text[p.start : p.end])
    return found


def test_the_article_is_read_and_all_else_that_is_visible_kept(document: Callable[..., Document]) -> None:
    read = document("a.html", page(ARTICLE))
    lines = read_lines(read)
    assert lines["prose"] == [
        LEAD,
        MORE,
        "The first lorries crossed before dawn.",
        LAST,
        "Madrid has promised to pay for a new quay on the Moroccan side, and the two governments will meet again before the summer is out.",
    ]
    assert lines["label"] == [
        "A customs post reopens",
        "Ministers of Morocco and Spain in Rabat, May 2022.",
        "Who was not asked",
    ]
    for furniture in (
        "Home",
        "By Leila Haddad",
        "Also read: Turkey sends troops to Libya",
        "Iran strikes tanker in the Gulf",
        "2018 | 5600",
        "Saudi Arabia expels envoy",
        "© 2022 The Strait Courier. All rights reserved.",
    ):
        assert furniture in lines["furniture"]
    assert any("Spain must invade" in line for line in lines["furniture"])


def test_the_page_s_head_and_its_lines_say_what_it_is(document: Callable[..., Document]) -> None:
    read = document("a.html", page(ARTICLE))
    assert (read.title, read.outlet, read.author) == ("A customs post reopens", "The Strait Courier", "Leila Haddad")
    assert read.published is not None
    assert (read.published.first.isoformat(), read.published_basis, read.problems) == ("2022-05-17", "text", ())
    assert (read.language, read.encoding) == ("en", "utf-8")


def test_without_a_stated_date_the_address_then_the_metadata_are_asked(document: Callable[..., Document]) -> None:
    body = ARTICLE.replace("<p>Published 17 May 2022</p>", "")
    assert document("a.html", page(body)).published_basis == "url"
    read = document("b.html", page(body, HEAD[: HEAD.index("<link")]))
    assert (read.published_basis, read.problems) == ("metadata", ())
    assert document("c.html", page(body, "<title>x</title>")).published is None


def test_a_stated_date_and_metadata_that_disagree_are_both_told(document: Callable[..., Document]) -> None:
    read = document("a.html", page(ARTICLE, HEAD.replace("2022-05-17T", "2021-01-02T").replace("/2022/05/17/", "/")))
    assert read.published_basis == "text"
    assert read.problems == (
        "dates disagree: 2022-05-17 ('published') is taken, 2021-01-02 (the page's metadata (article:published_time)) is not",
    )


def test_json_ld_gives_what_meta_elements_do_not(document: Callable[..., Document]) -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
    "headline": "A customs post reopens", "datePublished": "2022-05-16", "author": [{"name": "Leila Haddad"}, {"name": "Bo Chan"}],
    "publisher": {"name": "The Strait Courier"}}]}</script>"""
    read = document(
        "a.html",
        page(f"<article><h1>A customs post reopens</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>", head),
    )
    assert (read.title, read.outlet, read.author) == (
        "A customs post reopens",
        "The Strait Courier",
        "Leila Haddad, Bo Chan",
    )
    assert read.published is not None
    assert read.published.first.isoformat() == "2022-05-16"


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">{}</p>',
        '<div style="color:red;visibility:hidden"><p>{}</p></div>',
        "<p hidden>{}</p>",
        '<p class="gone">{}</p>',
        '<p id="away">{}</p>',
        '<span class="visually-hidden">{}</span>',
        "<script>var x = '{}';</script>",
        "<style>.x {{ content: '{}' }}</style>",
        "<noscript>{}</noscript>",
        "<template><p>{}</p></template>",
        "<!-- {} -->",
        '<textarea>{}</textarea>',
        '<iframe src="https://attacker.example">{}</iframe>',
        '<input type="hidden" value="{}">',
        '<p style="font-size:0">{}</p>',
    ],
)  # fmt: skip
def test_what_a_reader_would_not_see_is_not_in_the_text(document: Callable[..., Document], hidden: str) -> None:
    secret = "France attacked Spain on Monday with four ships and nobody saw it."
    head = HEAD + "<style>.gone, .other { color: red; display:none } #away{visibility: hidden}</style>"
    read = document(
        "a.html", page(f"<article><p>{LEAD}</p>{hidden.format(secret)}<p>{MORE}</p><p>{LAST}</p></article>", head)
    )
    assert "attacked" not in read.text
    assert LEAD in read.text
    assert LAST in read.text


def test_nothing_is_fetched(document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = HEAD + '<meta http-equiv="refresh" content="0; url=https://attacker.example/">'
    body = f'<base href="https://attacker.example/"><img src="https://attacker.example/a.png"><link rel=stylesheet href="//x"><article><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>'
    assert LEAD in document("a.html", page(body, head)).text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("utf-8", "utf-16"),
        ("iso-8859-2", "iso-8859-2"),
    ],
)
def test_a_false_charset_does_no_harm(document: Callable[..., Document], encoding: str, declared: str) -> None:
    words = "The envoy José Núñez left Rabat".replace("ñ", "ń" if encoding == "iso-8859-2" else "ñ")
    body = f"<article><p>{LEAD}</p><p>{words} on Monday, and his car was seen at the border before the night was over.</p><p>{LAST}</p></article>"
    read = document("a.html", page(body, f'<meta charset="{declared}">').encode(encoding))
    assert words in read.text


def test_a_page_without_an_article_is_judged_line_by_line(document: Callable[..., Document]) -> None:
    read = document("a.html", page("<p>Iran rejected the offer.</p>", "<title>x</title>"))
    assert read_lines(read)["prose"] == ["Iran rejected the offer."]
    assert read.problems == ("no main text was told from the page's structure; its lines were judged one by one",)


def test_a_page_of_divisions_says_who_and_when_between_title_and_text(document: Callable[..., Document]) -> None:
    body = (
        "<div><a href=/>Courier</a> <a href=/a>Africa</a></div><div>Two ports reopen at last</div>"
        f"<div>17 May 2022 | by Leila Haddad</div><div><div>{LEAD}</div><div>{MORE}</div><div>{LAST}</div></div>"
    )
    read = document("a.html", page(body, "<title>Two ports reopen at last - The Courier</title>"))
    assert (read.title, read.outlet, read.author) == ("Two ports reopen at last", "The Courier", "Leila Haddad")
    assert read.published is not None
    assert (read.published.first.isoformat(), read.published_basis) == ("2022-05-17", "text")
    assert read_lines(read)["prose"] == [LEAD, MORE, LAST]


def test_what_is_no_name_is_no_author(document: Callable[..., Document]) -> None:
    for name in (
        "https://courier.example/staff/7",
        "@courier",
        "Nobody at our desk wrote this piece alone or together",
    ):
        head = f'<meta name="author" content="{name}"><title>x</title>'
        body = f"<article><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>"
        assert document("a.html", page(body, head)).author is None


def test_preformatted_text_is_unwrapped(document: Callable[..., Document]) -> None:
    import textwrap

    body = f"<pre>{textwrap.fill(LEAD, 60)}\n\n{textwrap.fill(MORE, 60)}\n</pre>"
    read = document("a.html", page(body, "<title>x</title>"))
    assert [" ".join(line.split()) for line in read_lines(read)["prose"]] == [LEAD, MORE]


def test_tables_that_lay_out_a_page_are_read(document: Callable[..., Document]) -> None:
    body = f"<table><tr><td><a href=/>Home</a></td><td><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></td></tr></table>"
    assert read_lines(document("a.html", page(body)))["prose"] == [LEAD, MORE, LAST]


def test_a_web_page_named_txt_is_read_as_one(document: Callable[..., Document]) -> None:
    read = document("a.txt", page(ARTICLE))
    assert read.format == "html"
    assert read.problems[-1:] == ("named as txt but holds a web page; read as one",)


@pytest.mark.parametrize("body", ["", "<script>x</script>", "<img src=x>", "   "])
def test_a_page_without_words_is_empty(failure: Callable[..., Failure], body: str) -> None:
    assert failure("a.html", page(body)).reason == "empty"


def test_deep_and_broken_markup_ends(opened: Callable[..., list[Document | Failure]]) -> None:
    for content in (
        "<div>" * 20_000 + "words",
        "<p>" * 20_000 + "words",
        "<a <b <c" * 5_000,
        "<table><tr><td>" * 3_000 + "x",
        "&" * 10_000,
        "<html>" + "<br>" * 50_000 + "words",
    ):
        (found,) = opened("a.html", content)
        assert isinstance(found, Document | Failure)
