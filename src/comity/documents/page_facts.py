"""What a web page says of itself in its head: title, site, author, address, date of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from comity.documents.extract import Facts, Stated
from comity.documents.published import parse_given

_PUBLISHED: Final = frozenset(
    [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "sailthru.date",
        "parsely-pub-date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publication-date",
        "article.published",
        "originalpublicationdate",
        "rnews:datepublished",
        "cxenseparse:recs:publishtime",
        "bt:pubdate",
        "created",
        "article_date_original",
    ]
)
_TITLE: Final = (
    "og:title",
    "citation_title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "headline",
)
_SITE: Final = ("og:site_name", "citation_journal_title", "application-name", "dc.publisher", "dcterms.publisher")
_AUTHOR: Final = (
    "author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author",
)
_ARTICLES: Final = ("Article", "Posting", "Report", "News")
_JSON_DATE: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
_SUFFIX: Final = re.compile(r"\s+(?:[|»•·–—-]|::)\s+(?P<site>[^|»•·–—]{2,60})\Z")


def page_facts(root: Any, source: str, *, small: bool = True) -> Facts:
    """Title, outlet, author, address and dates from meta elements, JSON-LD and `time` elements; the rest from
    trafilatura and htmldate unless the page is not `small`. The file's time stamp is never asked. `root` is the page as lxml parsed it."""
    facts = Facts()
    metas = _metas(root)
    facts.title = _first(metas, _TITLE)
    facts.outlet = _first(metas, _SITE)
    facts.author = _author(_first(metas, _AUTHOR))
    for row in _json_ld(root):
        facts.title = facts.title or _text(row.get("headline"))
        facts.author = facts.author or _author(_named(row.get("author")))
        facts.outlet = facts.outlet or _named(row.get("publisher"))
    head_title = next((t.text for t in root.iter("title") if t.text and t.text.strip()), None)
    if facts.title is None and head_title:
        facts.title = " ".join(head_title.split())
    if facts.title:
        _without_site(facts)
    facts.url = _address(root, metas)
    _dates(root, source, metas, facts)
    if small and (facts.author is None or facts.outlet is None):
        _ask_trafilatura(root, facts)
    return facts


def _metas(root: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, []).append(" ".join(content.split())[:500])
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    for script in list(root.iter("script"))[:200]:
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > 500_000:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        rows = data if isinstance(data, list) else [data]
        for row in rows:
            graph = row.get("@graph") if isinstance(row, dict) else None
            for item in graph if isinstance(graph, list) else [row]:
                if isinstance(item, dict) and any(k in str(item.get("@type")) for k in _ARTICLES):
                    yield item


def _text(value: Any) -> str | None:
    return " ".join(value.split())[:500] if isinstance(value, str) and value.strip() else None


def _named(value: Any) -> str | None:
    """A name, or the names of a list, of what JSON-LD calls a person or organisation."""
    if isinstance(value, list):
        names = [name for name in map(_named, value[:10]) if name]
        return ", ".join(names) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _author(names: str | None) -> str | None:
    """Names that are ones: no address, no handle, no sentence."""
    if not names or "://" in names or len(names) > 120:
        return None
    names = re.sub(r"^[Bb]y\s+", "", names).replace("; ", ", ")
    parts = [part for part in re.split(r",\s+|\s+(?:and|&)\s+", names) if part]
    return names if parts and all(len(part.split()) <= 6 and not part.startswith("@") for part in parts) else None


def split_title(title: str) -> tuple[str, str] | None:
    """The parts of 'Title - Site', None when there is no such end."""
    match = _SUFFIX.search(title)
    return (title[: match.start()].strip(), match["site"].strip()) if match else None


def _without_site(facts: Facts) -> None:
    """Takes ` | Site` off the title, and the site's name from there when nothing else gives one."""
    assert facts.title is not None
    match = _SUFFIX.search(facts.title)
    if match is None:
        return
    site = match["site"].strip()
    known = facts.outlet is not None and site.lower() == facts.outlet.lower()
    short = len(site.split()) <= 5 and "|»".find(facts.title[match.start() : match.end()].strip()[:1]) >= 0
    if known or short:
        facts.title = facts.title[: match.start()].strip()
        facts.outlet = facts.outlet or site


def _address(root: Any, metas: dict[str, list[str]]) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))[:2_000]
    address = _first(metas, ("og:url", "twitter:url", "parsely-link"))
    return address if address and address.startswith("http") else None


def _dates(root: Any, source: str, metas: dict[str, list[str]], facts: Facts) -> None:
    for name in sorted(_PUBLISHED & metas.keys()):
        for value in metas[name]:
            published = parse_given(value)
            if published is not None:
                facts.dates.append(Stated(published, "metadata", 0, f"the page's metadata ({name})"))
    for value in _JSON_DATE.findall(source)[:1]:
        published = parse_given(value)
        if published is not None:
            facts.dates.append(Stated(published, "metadata", 1, "the page's metadata (JSON-LD)"))
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "datePublished" in (element.get("itemprop") or ""):
            published = parse_given(element.get("datetime") or element.text or "")
            if published is not None:
                facts.dates.append(Stated(published, "metadata", 2, "a time element"))


def _ask_trafilatura(root: Any, facts: Facts) -> None:
    from copy import deepcopy

    from trafilatura.metadata import extract_metadata

    guess = extract_metadata(
        deepcopy(root),
        date_config={"extensive_search": False, "original_date": True, "max_date": "2200-01-01"},
        extensive=False,
    )
    facts.author = facts.author or _author(guess.author)
    if facts.outlet is None and guess.sitename and "." not in guess.sitename:
        facts.outlet = guess.sitename[:200]
    if not facts.dates and guess.date:
        published = parse_given(guess.date)
        if published is not None:
            facts.dates.append(Stated(published, "metadata", 9, "a date found in the page's code"))
