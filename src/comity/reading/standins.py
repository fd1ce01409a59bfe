"""Stand-ins: the parser sees the same name whatever the state, so that a parse does not hang on which states are named.

The small model has met "France" ten thousand times and "Lesotho" hardly ever, and it parses them differently. Names,
adjectives, peoples and capitals of states are replaced by a well-known word of the same form, and the parse is laid over the
words of the text. A name of several words is one word to the parser, its words hanging on the last. British words are shown
in American spelling, for the same reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from comity.reading.spelling import american, british

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from comity.actors import Registry
    from comity.actors.model import AliasHit

_ROLES: Final = ("person", "people", "name", "demonym", "organisation", "group", "seat", "place", "prefix")
"""What a name is taken for where it may be several things."""
_STATE: Final = "Russia"


def with_standins(nlp: Language, text: str, registry: Registry) -> tuple[Doc, Doc | None]:
    """The text tokenised, and the same with stand-ins for names, or None where it has no word to replace.

    `user_data["names"]` of the first lists every name found: its first and last token and its role.
    """
    from spacy.tokens import Doc

    doc = nlp.make_doc(text)
    doc.user_data["text"] = text
    found: dict[int, tuple[int, str]] = {}
    names = doc.user_data["names"] = []
    for hit in registry.find(text):
        span = doc.char_span(hit.start, hit.end)
        if span is None:
            continue  # part of a word
        first, last = span.start, span.end - 1
        roles = hit.roles()
        if "none" not in roles:
            names.append((first, last, next(role for role in _ROLES if role in roles)))
        word = _standin(doc, hit, first, last)
        if word is not None:
            found[first] = (last, word)
    texts = [token.text for token in doc]
    named = {i for first, (last, _) in found.items() for i in range(first, last + 1)}
    spelt = {i: word for i, text in enumerate(texts) if i not in named and (word := _american(text)) is not None}
    if not found and not spelt:
        return doc, None
    words: list[str] = []
    spaces: list[bool] = []
    lengths: list[int] = []  # how many words of the text each word of the masked one is
    at = 0
    while at < len(texts):
        last, word = found.get(at, (at, spelt.get(at, texts[at])))
        words.append(word)
        spaces.append(bool(doc[last].whitespace_))
        lengths.append(last + 1 - at)
        at = last + 1
    masked = Doc(doc.vocab, words=words, spaces=spaces)
    masked.user_data["lengths"] = lengths
    masked.user_data["replaced"] = frozenset(found)
    masked.user_data["spelt"] = spelt
    return doc, masked


def _american(word: str) -> str | None:
    """The word as the parser was taught to spell it; None where that is how it is spelt."""
    other = american(word.lower())
    if other == word.lower():
        return None
    return other.capitalize() if word[:1].isupper() else other


def _standin(doc: Doc, hit: AliasHit, first: int, last: int) -> str | None:
    """The word that stands for the name, or None where the name is left as it is."""
    roles = hit.roles()
    following = doc[last + 1].text if last + 1 < len(doc) and doc[last].whitespace_ else ""
    if "none" in roles or not hit.text[:1].isupper():
        return None
    if "people" in roles and "demonym" not in roles:
        return "Germans"
    if "demonym" in roles and "name" not in roles:
        return "Chinese" if "people" in roles else "German"  # "the Portuguese are": adjective and people in one
    if roles & {"person", "organisation", "group"} or (following[:1].isupper() and following[1:].islower()):
        return None  # "Jordan Smith", "China Daily"
    preceding = doc[first - 1].lower_ if first else ""
    if "name" in roles:
        return "Netherlands" if preceding == "the" else _STATE
    capital = roles == {"seat"} and any(name.detail == "capital" for name in hit.names)
    return "Paris" if capital and preceding != "the" else None


def lay_over(doc: Doc, masked: Doc) -> Doc:
    """The parse of `masked` on the tokens of `doc`, which is returned."""
    import numpy as np
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG

    attributes = [TAG, POS, MORPH, LEMMA, DEP, ENT_IOB, ENT_TYPE, SENT_START]
    lengths = np.asarray(masked.user_data["lengths"])
    source = masked.to_array(attributes)
    rows = np.repeat(source, lengths, axis=0)
    lasts = np.cumsum(lengths) - 1  # where the last word of each lies
    heads = masked.to_array(HEAD).astype(np.int64) + np.arange(len(masked))
    absolute = np.repeat(lasts[heads], lengths)
    strings = doc.vocab.strings
    compound = strings.add("compound")
    lemma_column, dep_column, iob_column, start_column = 3, 4, 5, 7
    replaced = masked.user_data["replaced"]
    at = 0
    for length in lengths:
        if at in replaced:
            last = at + int(length) - 1
            for i in range(at, last):
                absolute[i] = last
                rows[i, dep_column] = compound
            for i in range(at, last + 1):
                rows[i, lemma_column] = strings.add(doc[i].text)
                if i > at:
                    rows[i, start_column] = np.uint64(2**64 - 1)
                    if rows[at, iob_column] == 3:
                        rows[i, iob_column] = 1
        at += int(length)
    for i in masked.user_data["spelt"]:  # the lemma keeps the text's spelling
        rows[i, lemma_column] = strings.add(british(strings[int(rows[i, lemma_column])]))
    offsets = absolute.astype(np.int64) - np.arange(len(doc))
    full: Any = np.column_stack([rows, offsets.astype(np.uint64)])
    doc.from_array([*attributes, HEAD], full)
    return doc
