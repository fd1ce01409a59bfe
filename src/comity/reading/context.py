"""What the parts of the parser reader share while one document is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from comity.reading.model import ActorKind, Amount, DateMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

    from comity.actors import Registry
    from comity.documents.model import Document
    from comity.reading.domains import Domains
    from comity.reading.explain.trace import Trace


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One passage that is read, parsed. Character `i` of `doc` is character `start + i` of the document's text."""

    index: int
    start: int
    end: int
    kind: str  # prose or label
    doc: Doc

    @property
    def text(self) -> str:
        """The paragraph as it was parsed. spaCy would put it together anew from its words each time."""
        return text_of(self.doc)

    def span(self, tokens: Tokens | Token) -> Span:
        """The tokens' place in the document's text."""
        if hasattr(tokens, "start_char"):
            several = cast("Tokens", tokens)
            return self.start + several.start_char, self.start + several.end_char
        return self.start + tokens.idx, self.start + tokens.idx + len(tokens.text)


def text_of(doc: Doc) -> str:
    """The doc's text, put together once."""
    text: str | None = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of one actor, or of a set ("both countries"): tokens [i, j) of a paragraph, syntactic head `head`.

    `actors` are ids as of the date the mention is about, empty when unresolved. `resolved` says how.
    """

    paragraph: int
    i: int
    j: int
    head: int
    span: Span
    actors: tuple[str, ...]
    kind: ActorKind
    resolved: str
    candidates: tuple[str, ...] = ()
    sector: str | None = None  # PLOVER sector, where the words tell (MIL for "Kenyan troops")


@dataclass(slots=True)
class Context:
    """A document under way. Mentions, dates and amounts are sorted by place; each part reads what earlier parts set."""

    document: Document
    registry: Registry
    paragraphs: list[Paragraph]
    dates: list[DateMention] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    trace: Trace | None = None
    """Where each part notes how it decided; None when nobody asks."""
    domains: Domains | None = None
    """What its sentences are about, from when somebody asks (`domains.of`)."""

    def mentions_by_paragraph(self) -> dict[int, list[int]]:
        """The places in `mentions` of each paragraph's, by the paragraph's index; paragraphs without any are left out."""
        found: dict[int, list[int]] = {}
        for number, mention in enumerate(self.mentions):
            found.setdefault(mention.paragraph, []).append(number)
        return found
