"""A paragraph's tokens as plain lists: read once, so that the rules cost dictionary look-ups and not attribute calls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.reading.context import Paragraph


@dataclass(slots=True)
class Words:
    """Token `k` of a paragraph: its text, lower-cased text, part of speech, dependency, head and sentence number."""

    paragraph: Paragraph
    text: list[str]
    lower: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    ent: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]  # of each sentence, in tokens
    taken: list[bool] = field(default_factory=list)  # covered by a mention or set aside

    @classmethod
    def of(cls, paragraph: Paragraph) -> Words:
        doc = paragraph.doc
        text, lower, pos, dep, head, ent, starts, ends = [], [], [], [], [], [], [], []
        for token in doc:
            word, start = token.text, token.idx
            text.append(word)
            lower.append(word.lower())
            pos.append(token.pos_)
            dep.append(token.dep_)
            head.append(token.head.i)
            ent.append(token.ent_type_)
            starts.append(start)
            ends.append(start + len(word))
        bounds = [(s.start, s.end) for s in doc.sents] if text else []
        sentence = [n for n, (start, end) in enumerate(bounds) for _ in range(start, end)]
        for start, end in bounds:
            if _in_title_case(text[start:end]):  # where every word is a capital, the recogniser sees people everywhere
                ent[start:end] = ["" if label == "PERSON" else label for label in ent[start:end]]
        return cls(
            paragraph, text, lower, pos, dep, head, ent, starts, ends, sentence, bounds, [False] * len(text)
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.text)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Tokens [i, j) that hold characters [start, end) of the paragraph."""
        i = bisect_right(self.starts, start) - 1
        j = bisect_left(self.starts, end)
        return max(i, 0), max(j, i + 1)

    def outside_head(self, i: int, j: int) -> int:
        """The token of [i, j) that hangs from outside: the head of the phrase."""
        head = self.head
        for k in range(j - 1, i - 1, -1):
            up = head[k]
            if up == k or not i <= up < j:
                return k
        return j - 1

    def span(self, i: int, j: int) -> tuple[int, int]:
        base = self.paragraph.start
        return base + self.starts[i], base + self.ends[j - 1]

    def first_in_sentence(self, k: int) -> bool:
        return self.bounds[self.sentence[k]][0] == k


_LONG = 4  # letters from which a word has its capital in a headline


def _in_title_case(words: list[str]) -> bool:
    """Whether a sentence is set as a headline: no full stop, five long words or more, all but one with a capital."""
    if words[-1] in (".", "!", "?", '"'):
        return False
    long = [w for w in words if len(w) >= _LONG and w.isalpha()]
    return len(long) >= 5 and sum(w[0].isupper() for w in long) >= len(long) - 1
