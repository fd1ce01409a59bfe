"""Whether a word of a stage is about a thing named near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from comity.record.things.naming.lexicon import StageWord, heads, word_class, words
from comity.record.things.naming.page import Named
from comity.record.things.naming.sentence import Sentence
from comity.record.things.naming.text import words_of

_NEAR_AFTER: Final = 14
_NEAR_BEFORE: Final = 9
_BREAKS: Final = (";", ":", "—", " – ", "\n")
_CLOSES: Final = re.compile(r"\s*,\s+(?:was|were|is|are|has|have|had|will|would)\b")
_FOLLOWS: Final = re.compile(
    r"\s*(?:[.,;:)!?\"”’(]|(?:in|on|by|at|after|before|since|until|during|with|between|and|when|last|this|earlier|again|under|from|for|because|as|two|three)\b)",
    re.IGNORECASE,
)


def about(
    sentence: Sentence, first: int, last: int, held: Sequence[StageWord], things: Sequence[Named]
) -> Iterator[tuple[Named, StageWord]]:
    """The thing that a word of a stage is about: the one behind it, where nothing stands between; else the one before."""
    words = sentence.words
    behind = next((n for n in things if n.start >= words[last - 1].end), None)
    before = next((n for n in reversed(things) if n.end <= words[first].start), None)
    options: list[tuple[Named, StageWord]] = []
    if behind is not None and _joined(sentence, words[last - 1].end, behind.start, after=False):
        for n in _coordinated(sentence, behind, things):
            options += [(n, w) for w in held if w.where != "after" and _of(w, n) and _governs(sentence, first, w, n)]
    if not options and before is not None and _joined(sentence, before.end, words[first].start, after=True):
        told_of = _subject(sentence, before) and _suffers(sentence, first, last, before)
        for n in _coordinated(sentence, before, things) if told_of else ():
            options += [(n, w) for w in held if w.where != "before" and _of(w, n)]
    seen = set()
    for named, word in options:
        if (named.means, word.stage) not in seen:
            seen.add((named.means, word.stage))
            yield named, word


def _subject(sentence: Sentence, named: Named) -> bool:
    """subject_rule: 'the strikers at the Sarpa dam resumed' tells nothing of the dam; 'work on the dam' does."""
    before = [w.text.lower() for w in sentence.words if w.end <= named.start][-5:]
    while (
        before
        and before[-1] not in word_class("beside")
        and (before[-1] in word_class("article") or before[-1] in words("modifiers.txt"))
    ):
        before.pop()
    return not before or before[-1] not in word_class("beside")


def _suffers(sentence: Sentence, first: int, last: int, named: Named) -> bool:
    """passive_rule: what was done to a thing named before stands in the passive, or as a participle: 'the dam was built',
    'the dam built in 1990', but not 'the treaty froze spending'."""
    text = sentence.words[first].text.lower()
    plain = text.endswith("ed") or text in word_class("participle")
    if last - first > 1 or not plain or text in word_class("intransitive"):
        return True
    near = {w.text.lower() for w in sentence.words[max(first - 4, 0) : first] if w.start >= named.end}
    if near & word_class("be"):
        return True
    end = sentence.words[last - 1].end
    return bool(_FOLLOWS.match(sentence.page.text, end, sentence.end)) or end >= sentence.end


def _governs(sentence: Sentence, first: int, word: StageWord, named: Named) -> bool:
    """undone_work_rule: 'froze work on the dam' begins nothing; 'left the treaty a dead letter' leaves none."""
    if word.stage not in ("stalled", "resumed", "ended") and word.words.endswith((" on", " of", " for")):
        near = {w.text.lower() for w in sentence.words[max(first - 3, 0) : first]}
        if near & word_class("undoing"):
            return False
    if word.words in ("left", "quit"):
        return bool(_FOLLOWS.match(sentence.page.text, named.end, sentence.end)) or named.end >= sentence.end
    return True


def _of(word: StageWord, named: Named) -> bool:
    return not word.kinds or named.kind in word.kinds


def _coordinated(sentence: Sentence, named: Named, things: Sequence[Named]) -> list[Named]:
    """The thing, and those listed with it: 'signed the Sarpa and Vinta treaties'."""
    found = [named]
    at = things.index(named)
    for step in (1, -1):
        n, last = at + step, named
        while 0 <= n < len(things):
            one, other = (last, things[n]) if step > 0 else (things[n], last)
            gap = words_of(sentence.page.text, one.end, max(other.start, one.end))
            low = {w.text.lower() for w in gap} - heads().keys()
            plain = (
                len(gap) < 6
                and "and" in low
                and not low & (word_class("apart") | word_class("turns"))
                and all(w.text.islower() for w in gap)
            )
            if not (low <= word_class("listing") or plain) or things[n].kind != named.kind:
                break
            found.append(things[n])
            n, last = n + step, things[n]
    return found


def _joined(sentence: Sentence, start: int, end: int, *, after: bool) -> bool:
    """Whether the words between a thing and a word of a stage let the one be about the other."""
    text = sentence.page.text[start:end]
    if any(mark in text for mark in _BREAKS):
        return False
    between = [w for w in sentence.words if start <= w.start and w.end <= end]
    low = [w.text.lower() for w in between]
    if not after:
        if low and low[-1] in heads() and text.rstrip(" \"“‘'").endswith(","):  # "held their exercise, Bold Heron 2011"
            text = text.rstrip(" \"“‘',")
        return (
            len(low) <= _NEAR_BEFORE and "," not in text and not (word_class("apart") | word_class("turns")) & set(low)
        )
    if len(low) > _NEAR_AFTER:
        return False
    opening = text.lstrip(" )]\"”’'")
    text = opening[1:] if opening.startswith(",") and start in sentence.aside_ends else text
    if text.strip() == ",":
        return True  # "the treaty, suspended in 2011,"
    if _CLOSES.match(text):
        text = text.lstrip()[1:]  # "the accord, the Sarpa Treaty, was signed"
    aside = text.count(",") % 2
    if aside or word_class("turns") & set(low):
        return False
    outside = text.split(",")[0] + text.split(",")[-1] if "," in text else text
    actor = any(
        start <= m.start < end and text[m.start - start :][: m.end - m.start] in outside and _acts(sentence, m.start)
        for m in sentence.mentions
    )
    return not actor


def _acts(sentence: Sentence, place: int) -> bool:
    """Whether an actor named there stands as subject: nothing like 'with', 'in', 'by', 'of' or 'between' leads to it."""
    before = [w for w in sentence.words if w.end <= place][-3:]
    low = [w.text.lower() for w in before]
    return not {
        "with",
        "in",
        "by",
        "of",
        "between",
        "and",
        "to",
        "from",
        "for",
        "through",
        "into",
        "via",
        "across",
        "at",
    } & set(low)
