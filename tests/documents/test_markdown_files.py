from __future__ import annotations

from collections.abc import Callable

from comity.documents import Document

FILE = """---
title: "The lake treaty: what it says"
outlet: Lake Quarterly
author: [Ann Lee, Bo Chan]
date: 2018-04-02  # day of issue
tags: [a, b]
---

# The lake treaty: what it says

![Ministers sign the treaty at Entebbe](sign.jpg)

Kenya, Uganda and Tanzania signed a treaty on the lake in
[Entebbe](https://post.example/x) on Monday. It took **nine** years.

## What it *says* ##

The states share the fish. They agree on three things:

1. Kenya stops trawling in Ugandan waters.
2. Uganda opens its archive,
   and lets Kenya copy it.
- Tanzania hosts the secretariat.

| year | catch |
|------|-------|
| 2016 | 512   |

> Nobody will starve for this treaty, the minister said.

```
SELECT 1;
```

What follows
------------

Also read: [Burundi leaves the court](https://post.example/y)

Rwanda may join.

[1]: https://post.example/z
"""


def passages(document: Document) -> list[tuple[str, str, str]]:
    return [(p.kind, p.reason, " ".join(document.text[p.start : p.end].split())) for p in document.passages]


def test_each_part_of_markdown_is_of_its_kind(document: Callable[..., Document]) -> None:
    read = document("a.md", FILE)
    assert read.text == FILE
    assert passages(read)[1:] == [
        ("label", "title", "The lake treaty: what it says"),
        ("label", "caption", "Ministers sign the treaty at Entebbe"),
        (
            "prose",
            "prose",
            "Kenya, Uganda and Tanzania signed a treaty on the lake in [Entebbe](https://post.example/x) on Monday. It took **nine** years.",
        ),
        ("label", "heading", "What it *says*"),
        ("prose", "prose", "The states share the fish. They agree on three things:"),
        ("prose", "list", "Kenya stops trawling in Ugandan waters."),
        ("prose", "list", "Uganda opens its archive, and lets Kenya copy it."),
        ("prose", "list", "Tanzania hosts the secretariat."),
        ("furniture", "table", "| year | catch |"),
        ("furniture", "table", "|------|-------|"),
        ("furniture", "table", "| 2016 | 512 |"),
        ("prose", "prose", "> Nobody will starve for this treaty, the minister said."),
        ("furniture", "code", "``` SELECT 1; ```"),
        ("label", "heading", "What follows"),
        ("furniture", "links to other stories", "Also read: [Burundi leaves the court](https://post.example/y)"),
        ("prose", "prose", "Rwanda may join."),
        ("furniture", "code", "[1]: https://post.example/z"),
    ]
    assert passages(read)[0][:2] == ("furniture", "header")


def test_front_matter_is_given(document: Callable[..., Document]) -> None:
    read = document("a.md", FILE)
    assert (read.title, read.outlet, read.author) == (
        "The lake treaty: what it says",
        "Lake Quarterly",
        "Ann Lee, Bo Chan",
    )
    assert read.published is not None
    assert (read.published.first.isoformat(), read.published_basis) == ("2018-04-02", "given")


def test_toml_front_matter_and_dashed_lists_are_read(document: Callable[..., Document]) -> None:
    read = document("a.md", '+++\ntitle = "Fish"\ndate = 2018-04\n+++\n\nThe states share the fish.\n')
    assert (read.title, read.published and read.published.days) == ("Fish", 30)
    read = document("b.md", "---\nauthor:\n  - Ann Lee\n---\n\nThe states share the fish.\n")
    assert read.author == "Ann Lee"


def test_front_matter_with_a_date_that_is_none_says_so(document: Callable[..., Document]) -> None:
    read = document("a.md", "---\ndate: 2018-02-30\n---\nThe states share the fish.\n")
    assert read.problems == ("the front matter gives a date that is none: '2018-02-30'",)


def test_an_open_fence_and_an_open_header_end_with_the_file(document: Callable[..., Document]) -> None:
    assert [k for k, _, _ in passages(document("a.md", "The states share the fish.\n\n```\nx = 1\n"))] == [
        "prose",
        "furniture",
    ]
    assert "share the fish" in passages(document("b.md", "---\ntitle: x\n\nThe states share the fish.\n"))[-1][2]
