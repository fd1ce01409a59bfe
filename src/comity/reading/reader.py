"""A document goes in, its reading comes out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal, get_args

from comity.errors import UsageError
from comity.reading.context import Context, Mention, Paragraph
from comity.reading.lexicons.in_use import using
from comity.reading.model import (
    ActorMention,
    CausalClaim,
    DocumentInfo,
    PassageInfo,
    Problem,
    Reading,
    RelationClaim,
    Report,
    Stance,
)

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.documents.model import Document
    from comity.reading.explain.trace import Trace
    from comity.reading.lexicons.own import OwnLexicon

ReaderName = Literal["parser", "trained", "both"]
READERS: Final[tuple[ReaderName, ...]] = get_args(ReaderName)
DEFAULT: Final[ReaderName] = "both"

Found = tuple[Sequence[Report], Sequence[RelationClaim], Sequence[CausalClaim], Sequence[Stance]]


def reader_named(name: str | None) -> ReaderName | None:
    """The reader of that name; None for the default. Raises UsageError."""
    for known in READERS:
        if name == known:
            return known
    if name:
        raise UsageError(f"There is no reader {name!r}.", hint=f"Choose one of: {', '.join(READERS)}.")
    return None


class Reader:
    """Reads documents in English: by rule over a dependency parse, with a small trained network, or with both.

    `reader`: parser, trained or both; by default both, or the parser alone where no network is installed.
    `registry` says who is who (by default the project's own tables). `any_language` reads what is not English too.
    `lexicon` holds words of the user's own, which stand beside the project's.
    """

    def __init__(
        self,
        registry: Registry | None = None,
        *,
        any_language: bool = False,
        lexicon: OwnLexicon | None = None,
        reader: ReaderName | None = None,
    ) -> None:
        from comity.actors import Registry
        from comity.reading.trained.network import trained

        self.registry = registry or Registry.default()
        self.any_language = any_language
        self.lexicon = lexicon
        self.reader: ReaderName = reader or (DEFAULT if trained() else "parser")

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same document could be read differently: code, lexicon, model, actor tables, settings."""
        from comity.reading.parse import model_version

        own = "" if self.lexicon is None else self.lexicon.fingerprint
        parts = (self.reader, source_hash(), model_version(), self.registry.fingerprint, str(self.any_language), own)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def read(self, document: Document, trace: Trace | None = None) -> Reading:
        """Raises nothing of its own; a document that is not read says why in `problems`. `trace` takes notes on how
        everything was decided."""
        return next(iter(self.read_many([document], trace)))

    def read_many(self, documents: Iterable[Document], trace: Trace | None = None) -> Iterator[Reading]:
        """One reading a document, in order, as they come."""
        from comity.reading.parse import parse, unparsed

        for document in documents:
            problems = [Problem(p) for p in document.problems]
            if document.language not in (None, "en") and not self.any_language:
                problems.append(Problem(f"not English ({document.language}), not read"))
                yield Reading(document.id, _info(document), _passages(document), problems=tuple(problems))
                continue
            kept_out = unparsed(document)
            problems += [Problem("a long run without words, not read", *span) for span in kept_out]
            with using(None if self.lexicon is None else self.lexicon.lexicons):
                reading = self._read(document, parse(document, kept_out, self.registry), problems, trace)
            yield reading

    def _read(
        self, document: Document, paragraphs: list[Paragraph], problems: list[Problem], trace: Trace | None = None
    ) -> Reading:
        context = context_of(document, paragraphs, self.registry)
        if trace is not None:
            context.trace, trace.context = trace, context
        reports, relations, causes, stances = self._found(context)
        return Reading(
            id=document.id,
            document=_info(document),
            passages=_passages(document),
            actors=tuple(row for mention in context.mentions for row in _actor_rows(mention)),
            dates=tuple(context.dates),
            reports=tuple(reports),
            relations=tuple(relations),
            causes=tuple(causes),
            stances=tuple(stances),
            problems=tuple(problems),
        )

    def _found(self, context: Context) -> Found:
        if self.reader == "parser":
            return rules_of(context)
        from comity.reading.trained.joining import join
        from comity.reading.trained.proposals import begin

        proposals = begin(context)
        rules: Found = ([], [], [], []) if self.reader == "trained" else rules_of(context)
        return join(context, rules, proposals())


def rules_of(context: Context) -> Found:
    """What the rules find in a document."""
    from comity.reading.causes import find_causes
    from comity.reading.domains import of
    from comity.reading.events import find_events
    from comity.reading.relations import find_relations
    from comity.reading.stances import find_stances

    events, domains = find_events(context), of(context)
    relations, causes, stances = find_relations(context), find_causes(context), find_stances(context)
    return (
        events,
        domains.told(relations, "relations"),
        domains.told(causes, "causes"),
        domains.told(stances, "stances"),
    )


def context_of(document: Document, paragraphs: list[Paragraph], registry: Registry) -> Context:
    """The parsed document with its dates, amounts and mentions: what every reader starts from."""
    from comity.reading.amounts import find_amounts
    from comity.reading.dates import find_dates
    from comity.reading.mentions import find_mentions

    context = Context(document, registry, paragraphs)
    context.dates = find_dates(paragraphs, document.published)
    context.amounts = find_amounts(paragraphs)
    context.mentions = find_mentions(context)
    return context


def _info(document: Document) -> DocumentInfo:
    published = document.published
    return DocumentInfo(
        title=document.title,
        outlet=document.outlet,
        author=document.author,
        published=None if published is None else (published.first, published.last),
        published_basis=document.published_basis,
        language=document.language,
    )


def _passages(document: Document) -> tuple[PassageInfo, ...]:
    return tuple(PassageInfo(p.start, p.end, p.kind, p.reason) for p in document.passages)


def _actor_rows(mention: Mention) -> Iterator[ActorMention]:
    """A set of actors ("both countries") is one row an actor, all with the same span."""
    start, end = mention.span
    for actor in mention.actors or (None,):
        yield ActorMention(start, end, actor, mention.kind, mention.resolved)


def source_hash() -> str:
    """Hash of every file of this package, code and lexicons: what decides how a text is read."""
    digest = hashlib.sha256()
    for package in ("comity.reading", "comity.vocabulary"):
        root = resources.files(package)
        with resources.as_file(root) as folder:
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".py", ".csv", ".toml", ".txt", ".onnx", ".npz", ".json"}:
                    digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
