"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

# Words that English texts are full of and texts in other languages are not
_ENGLISH: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "with",
        "for",
        "was",
        "by",
        "from",
        "which",
        "this",
        "are",
        "were",
        "has",
        "have",
        "had",
        "its",
        "their",
        "would",
    ]
)
_ENGLISH_SHARE: Final = 0.15
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 6_000  # characters
_FEWEST_LETTERS: Final = 60
_SUREST: Final = 0.8

# Languages in which a user's documents may well be: fewer rivals make fewer mistakes on texts full of names
LANGUAGES: Final = frozenset(
    [
        "en",
        "fr",
        "de",
        "es",
        "it",
        "pt",
        "nl",
        "ru",
        "uk",
        "be",
        "bg",
        "sr",
        "hr",
        "bs",
        "sl",
        "mk",
        "pl",
        "cs",
        "sk",
        "sv",
        "da",
        "no",
        "fi",
        "et",
        "lv",
        "lt",
        "el",
        "he",
        "id",
        "ms",
        "vi",
        "th",
        "ro",
        "hu",
        "tr",
        "az",
        "ka",
        "hy",
        "kk",
        "ky",
        "uz",
        "tg",
        "ps",
        "ar",
        "fa",
        "ur",
        "hi",
        "bn",
        "pa",
        "ne",
        "ta",
        "zh",
        "ja",
        "ko",
        "sw",
        "am",
        "sq",
    ]
)


def language_of(text: str) -> tuple[str | None, float]:
    """ISO 639-1 code and confidence (0 to 1); (None, 0.0) when the text has under 60 letters or it cannot be told.

    Plain English is told by its commonest words; the rest by py3langid (Lui and Baldwin 2012), restricted to
    `LANGUAGES`. Under a confidence of 0.8 the answer is None: such a text is read.
    """
    words = _WORD.findall(text[:_SAMPLE])
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None, 0.0
    share = sum(1 for w in words if w.lower() in _ENGLISH) / len(words)
    if share >= _ENGLISH_SHARE:
        return "en", 1.0
    code, sure = _identifier().classify(text[:_SAMPLE])
    return (str(code), float(sure)) if sure >= _SUREST else (None, float(sure))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(LANGUAGES & set(identifier.labels)))
    return identifier
