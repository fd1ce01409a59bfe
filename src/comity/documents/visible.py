"""Text made safe to show in a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, lone surrogates, and marks that cannot be seen or that turn the direction of a line
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]")
_UNSAFE_BUT_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]")
_SEEN = re.compile(f"[^\\s{INVISIBLE}]")


def visible(text: str, *, lines: bool = False) -> str:
    r"""The text with everything written out that a terminal would obey or hide: ESC becomes `\x1b`, a right-to-left
    override `\u202e`, a byte of a file name that is not UTF-8 `\xff`. With `lines`, newlines and tabs stay.
    """
    return (_UNSAFE_BUT_LINES if lines else _UNSAFE).sub(_written_out, text)


def is_blank(text: str) -> bool:
    """Whether nothing in it can be seen: white space and invisible marks at most."""
    return _SEEN.search(text) is None


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:  # a byte that os.fsdecode could not decode
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
