"""Finding names in text: one pass over its words along a trie of the words of all names. Linear in the text's length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from comity.actors.model import AliasHit, Name

_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]|_")
_INVISIBLE: Final = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_SHORT: Final = (
    3  # letters up to which a word in capitals is no name by itself ('US' is spelt so, 'OSH' may be anything)
)
_NAMES: Final = ""  # the key under which a node keeps its names; no word is empty


def _folding() -> dict[int, str]:
    """One plain character for one accented or typographic one, so that offsets stay true."""
    table = {0x2018: "'", 0x2019: "'", 0x201B: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2212: "-"}
    for code in range(0xC0, 0x250):
        plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    table.update({0x131: "i", 0xD8: "O", 0xF8: "o", 0x141: "L", 0x142: "l", 0x110: "D", 0x111: "d"})
    return table


_FOLD: Final = _folding()


def fold(text: str) -> str:
    """Accents taken off and quotes and hyphens made plain; as long as the text itself."""
    return text if text.isascii() else text.translate(_FOLD)


def words_of(text: str) -> list[str]:
    return _WORD.findall(fold(text))


class NameTrie:
    """All names of a registry, by their words. Case counts, except that words in capitals also match ("PAKISTAN")."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._root: dict[str, Any] = {}
        for name in names:
            node = self._root
            for word in words_of(name.text):
                node = node.setdefault(word, {})
            held: tuple[Name, ...] = node.get(_NAMES, ())
            if name not in held:
                node[_NAMES] = (*held, name)

    def get(self, text: str) -> tuple[Name, ...]:
        """Names that are exactly this text."""
        node: dict[str, Any] | None = self._root
        for word in words_of(text):
            node = None if node is None else _step(node, word)
        return () if node is None else node.get(_NAMES, ())

    def find(self, text: str) -> list[AliasHit]:
        """Longest names in the text, from left to right, never overlapping. Invisible characters are ignored."""
        if text.isascii():
            return self._find(text, text, None)
        if any(ord(c) in _INVISIBLE for c in text):
            kept = [i for i, c in enumerate(text) if ord(c) not in _INVISIBLE]
            kept.append(len(text))
            return self._find(text, fold(text.translate(_INVISIBLE)), kept)
        return self._find(text, fold(text), None)

    def _find(self, text: str, folded: str, kept: list[int] | None) -> list[AliasHit]:
        root = self._root
        found = []
        matches = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
        count, at = len(matches), 0
        while at < count:
            word = matches[at][0]
            node = root.get(word)
            short = False
            if node is None and (word.isupper() or word == "The"):
                node, short = _step(root, word), len(word) <= _SHORT
            if node is None:
                at += 1
                continue
            names, stop, ahead = None if short else node.get(_NAMES), at + 1, at + 1
            while ahead < count and (node := _step(node, matches[ahead][0])) is not None:
                ahead += 1
                if _NAMES in node:
                    names, stop = node[_NAMES], ahead
            if names is None:
                at += 1
                continue
            start, end = matches[at][1], matches[stop - 1][2]
            if kept is not None:
                start, end = kept[start], kept[end - 1] + 1
            found.append(AliasHit(start, end, text[start:end], names))
            at = stop
        return found


def _step(node: dict[str, Any], word: str) -> dict[str, Any] | None:
    after: dict[str, Any] | None = node.get(word)
    if after is None and word.isupper() and len(word) > 1:
        after = node.get(word.capitalize()) or node.get(word.lower())
    elif after is None and word == "The":
        after = node.get("the")
    return after
