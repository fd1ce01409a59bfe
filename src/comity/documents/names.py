"""Names and ids that people see, and text made safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# C0 and C1 controls, DEL, lone surrogates, and marks that cannot be seen or that turn the direction of a line
_MARKS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_MARKS}]")
_UNSAFE_BUT_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_MARKS}]")
_INVISIBLE = re.compile(f"[{_MARKS}]")


def visible(text: str, *, lines: bool = False) -> str:
    r"""The text with everything written out that a terminal would obey or hide: ESC becomes `\x1b`, a right-to-left
    override `\u202e`, a byte of a file name that is not UTF-8 `\xff`. With `lines`, newlines and tabs stay.
    """
    return (_UNSAFE_BUT_LINES if lines else _UNSAFE).sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:  # a byte that os.fsdecode could not decode
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text without its invisible marks. Character `i` of `text` is character `offsets[i]` of the original;
    `offsets` has one entry more than `text`, the original's length."""

    text: str
    offsets: tuple[int, ...]


def without_marks(text: str) -> Unmarked | None:
    """The text as it is to be matched: no bidi marks, zero-width characters and soft hyphens. None when it has none."""
    if not _INVISIBLE.search(text):
        return None
    kept = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
    return Unmarked("".join(text[i] for i in kept), (*kept, len(text)))


def slug(name: str) -> str:
    """A readable id from a file's stem: letters, digits, dots and hyphens, at most 80 characters; never empty.

    'Imran Khan in Moscow (final)' becomes 'Imran-Khan-in-Moscow-final', 'žena' 'zena', '000' stays '000'.
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^\w.]+", "-", plain.encode("utf-8", "ignore").decode(), flags=re.UNICODE)
    return plain.strip("-._")[:80].strip("-._") or "document"


def unique_ids(wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Ids that are unique over a set, in the order given, whatever that order is.

    Takes pairs of the id that a document would like and a hash (hex) of its text. An id that only one document wants
    is kept. Where several want it, none keeps it: each appends as many hex digits of its hash, at least six, as tell
    them all apart. So an id never passes silently from one document to another. Equal pairs get the same id.
    """
    pairs = [(name, digest) for name, digest in wanted]
    names = Counter(name for name, _ in set(pairs))
    taken = set(names)
    hashes: dict[str, list[str]] = {}
    for name, digest in sorted(set(pairs)):
        hashes.setdefault(name, []).append(digest)
    ids: dict[tuple[str, str], str] = {}
    for name in sorted(hashes):
        if names[name] == 1:
            ids[name, hashes[name][0]] = name
            continue
        for length in range(6, 65):
            made = [f"{name}-{digest[:length]}" for digest in hashes[name]]
            if len(set(made)) == len(made) and not taken.intersection(made):
                break
        taken.update(made)
        ids.update({(name, digest): new for digest, new in zip(hashes[name], made, strict=True)})
    return [ids[pair] for pair in pairs]
