"""Outlets, agencies and authors by the names that texts give them: a table of well-known ones, and the project's own.

    names = Names.of(documents)
    names.outlet("The Herald"), names.author("A. Writer")     # keys: outlet:reuters, outlet:herald, author:a. writer
    names.find(words)                                          # where a text names one of them

A key says who it is: `outlet:` with the key of the table or, for an outlet that only the project knows, its name;
`author:` with the name; `text:` with the source group of a document, where its title is named.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from comity.errors import TableError

_KINDS: Final = ("agency", "newspaper", "broadcaster", "magazine", "site")
WORD: Final = re.compile(r"[^\W_]+(?:['’./&-][^\W_]+)*")
_BEGINS: Final = re.compile(r"(?:(?<=\W)|^)(?:[A-Z\u00c0-\u024f\d]|dpa\b|tele)[^\W_]*(?:['’./&-][^\W_]+)*")
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
_AUTHORS: Final = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_STAFF: Final = re.compile(r"\s+(?:staff|news desk|newsroom|desk|reporter|correspondent|bureau)\b.*$", re.IGNORECASE)
_FEWEST_OF_TITLE: Final = 3
"""Words of a title that is taken for one where it stands in quotation marks."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the table: `official` says that a government owns or directs it."""

    key: str
    name: str
    kind: str
    state: str | None
    official: bool
    names: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text: the words from `first` up to `last` are those of `key`. `article`: it needs a 'the' before it,
    as its words are common ones. `author`: a person."""

    first: int
    last: int
    key: str
    article: bool
    author: bool


@cache
def known_outlets() -> dict[str, Outlet]:
    """The table `outlets.csv` by key. Raises TableError for a row that cannot be."""
    found: dict[str, Outlet] = {}
    for row in table("outlets.csv"):
        key = row["key"]
        if key in found or row["kind"] not in _KINDS or row["official"] not in ("", "yes") or not row["name"]:
            raise TableError(f"outlets.csv: the row {key!r} is there twice, or has a kind or a mark that cannot be.")
        names = tuple(n for n in row["names"].split("|") if n)
        domains = tuple(d for d in row["domains"].split("|") if d)
        found[key] = Outlet(key, row["name"], row["kind"], row["state"] or None, bool(row["official"]), names, domains)
    return found


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package; lines that begin with # say what it means."""
    text = resources.files("comity.record.origins").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def plain(name: str) -> str:
    """A name as names are compared: case folded, one space between words, no leading 'the'."""
    return _ARTICLE.sub("", _SPACE.sub(" ", name).strip()).casefold()


class Names:
    """The names by which texts of a project can credit somebody. `Names.of` takes rows of `documents`."""

    def __init__(self) -> None:
        self._outlets: dict[str, str] = {}
        self._domains: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._first: dict[str, list[tuple[tuple[str, ...], str, bool, bool]]] = {}
        for outlet in known_outlets().values():
            key = f"outlet:{outlet.key}"
            self._shown[key] = outlet.name
            self._domains.update(dict.fromkeys(outlet.domains, key))
            for name in (outlet.name, *outlet.names):
                self._outlets.setdefault(plain(name), key)
                self._add(name, key)

    @classmethod
    def of(cls, documents: Iterable[dict[str, Any]]) -> Names:
        """With the outlets, authors and titles of documents, given as {outlet, author, title, source_group}."""
        names = cls()
        for row in sorted(documents, key=lambda d: [str(d[k]) for k in ("outlet", "author", "title", "source_group")]):
            if row["outlet"]:
                key = names.outlet(row["outlet"])
                names._shown.setdefault(key, row["outlet"])
                names._outlets.setdefault(plain(row["outlet"]), key)
                names._add(row["outlet"], key)
            for author in authors_of(row["author"]):
                key = names.author(author)
                if key.startswith("author:"):
                    names._shown.setdefault(key, author)
                    if len(author.split()) > 1:
                        names._add(author, key, author=True)
            if row["title"] and len(row["title"].split()) >= _FEWEST_OF_TITLE:
                title = _title(row["title"])
                group = f"text:{row['source_group']}"
                names._titles[title] = min(group, names._titles.get(title, group))
        return names

    def _add(self, name: str, key: str, *, author: bool = False) -> None:
        bare = _ARTICLE.sub("", name.strip())
        words = tuple(WORD.findall(bare))
        if not words:
            return
        single = len(words) == 1 and not author
        article = bare != name.strip() and single  # The Hill, The National: common words without their article
        held = self._first.setdefault(words[0], [])
        if all(words != other for other, *_ in held):
            held.append((words, key, article, author))
            held.sort(key=lambda row: (-len(row[0]), row[0]))

    def outlet(self, name: str) -> str:
        """The key of an outlet, given as a name or an address of its pages."""
        bare = plain(name)
        site = bare.removeprefix("https://").removeprefix("http://").removeprefix("www.").split("/")[0]
        return self._outlets.get(bare) or self._domains.get(site) or f"outlet:{bare}"

    def author(self, name: str) -> str:
        """The key of one author: that of an outlet where a byline names one (Reuters Staff)."""
        bare = plain(name)
        known = self._outlets.get(bare) or self._outlets.get(plain(_STAFF.sub("", name)))
        return known or f"author:{bare}"

    def title(self, text: str) -> str | None:
        """The source group of the document that has this title, as text:GROUP."""
        return self._titles.get(_title(text)) if self._titles else None

    def shown(self, key: str) -> str:
        """A key as a person would write it."""
        return self._shown.get(key) or key.partition(":")[2]

    def may_name(self, text: str) -> bool:
        """Whether some word of a text can begin a name: quick, and true for every text in which `find` finds one."""
        return any(word in self._first or _bare(word) in self._first for word in _BEGINS.findall(text))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Names among the words of a text, longest first, left to right, never overlapping; letters as printed."""
        found: list[Hit] = []
        end = 0
        for i, word in enumerate(words):
            if i < end:
                continue
            for given, key, article, author in self._beginning(word):
                last = i + len(given)
                if last <= len(words) and all(
                    w == g or _bare(w) == g for w, g in zip(words[i:last], given, strict=True)
                ):
                    found.append(Hit(i, last, key, article, author))
                    end = last
                    break
        return found

    def _beginning(self, word: str) -> list[tuple[tuple[str, ...], str, bool, bool]]:
        bare = _bare(word)
        held = self._first.get(word, [])
        return held if bare == word else [*held, *self._first.get(bare, ())]


def authors_of(text: str | None) -> list[str]:
    """The authors that a byline names: 'By A. Writer and B. Scribe' are two."""
    if not text:
        return []
    bare = re.sub(r"^by\s+", "", text.strip(), flags=re.IGNORECASE)
    return [name for name in _AUTHORS.split(bare) if name]


def is_agency(key: str) -> bool:
    """Whether this is the key of an agency: who sells its stories to other outlets."""
    outlet = known_outlets().get(key.removeprefix("outlet:"))
    return outlet is not None and outlet.kind == "agency"


@cache
def official_outlets(state: str) -> tuple[str, ...]:
    """Keys of the outlets of the table that a state's government owns or directs, sorted."""
    return tuple(sorted(f"outlet:{o.key}" for o in known_outlets().values() if o.official and o.state == state))


def _bare(word: str) -> str:
    for ending in ("'s", "’s"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _title(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))
