"""From what the network proposes to rows of the reading: dates, speakers, issue and things are found as for the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, cast

from comity.reading.attribution import claimed_by, hedged
from comity.reading.clauses import VERBS, disowned
from comity.reading.events.engine import report_of
from comity.reading.events.lexicon import lexicon
from comity.reading.events.parties import Party, Scene
from comity.reading.events.rows import Row
from comity.reading.events.triggers import Draft
from comity.reading.events.view import Kind, View
from comity.reading.ids import Ordinals
from comity.reading.model import TRAINED, CausalClaim, RelationClaim, Report, Stance
from comity.reading.relations.colours import is_unreal
from comity.reading.relations.period import period_of
from comity.reading.trained.proposals import AGREED, Act, Attitude, Claim, Link, Tie

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph
    from comity.reading.model import Span, Status

_KINDS: Final[dict[str, Kind]] = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective"}


class Maker:
    """Makes rows for one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.mentions = context.mentions
        self._paragraphs: dict[int, Paragraph] = {p.index: p for p in context.paragraphs}
        self._order = sorted(context.paragraphs, key=lambda p: p.start)
        self._begins = [p.start for p in self._order]
        self._scenes: dict[int, Scene] = {}
        self._ordinals = Ordinals()
        self._numbers = context.mentions_by_paragraph()
        self.actors_at: dict[Span, list[tuple[str, ...]]] = {}
        """Whom the mentions at a place name."""
        for mention in context.mentions:
            self.actors_at.setdefault(mention.span, []).append(mention.actors)

    def place(self, span: Span) -> tuple[int, int]:
        """Paragraph and token at which the span begins."""
        paragraph = self._order[max(0, bisect_right(self._begins, span[0]) - 1)]
        found = paragraph.doc.char_span(
            max(0, span[0] - paragraph.start), max(1, span[0] - paragraph.start + 1), alignment_mode="expand"
        )
        return paragraph.index, 0 if found is None else found.start

    def sentence(self, paragraph: int, token: int) -> int:
        """Where the sentence of a token begins, in characters of the document."""
        found = self._paragraphs[paragraph]
        return found.start + found.doc[token].sent.start_char

    def above(self, paragraph: int, token: int) -> tuple[int, ...]:
        """The words that govern a token, from near to far."""
        return tuple(t.i for t in self._paragraphs[paragraph].doc[token].ancestors)

    def own_word(self, paragraph: int, token: int) -> bool:
        """Whether the user's own lexicon has this word for an act."""
        words = lexicon()
        lemma = self._paragraphs[paragraph].doc[token].lemma_.lower()
        return any(row.own for part in (words.verbs, words.nouns, words.adjectives) for row in part.get(lemma, ()))

    def token(self, paragraph: int, token: int) -> Token:
        return self._paragraphs[paragraph].doc[token]

    def span(self, paragraph: int, tokens: tuple[int, int]) -> Span:
        """Characters of tokens [i, j], j included, without the marks at their ends."""
        found = self._paragraphs[paragraph]
        i, j = tokens
        while i < j and found.doc[i].is_punct:
            i += 1
        while j > i and found.doc[j].is_punct:
            j -= 1
        return found.start + found.doc[i].idx, found.start + found.doc[j].idx + len(found.doc[j])

    def _scene(self, paragraph: int) -> Scene:
        scene = self._scenes.get(paragraph)
        if scene is None:
            scene = Scene.of(self.context, self._paragraphs[paragraph], self._numbers.get(paragraph, []))
            self._scenes[paragraph] = scene
        return scene

    def _parties(self, ties: Iterable[Tie]) -> list[Party]:
        """The likeliest mention of each actor."""
        best: dict[tuple[str, ...], Tie] = {}
        for tie in ties:
            actors = self.mentions[tie.mention].actors
            if self._apart(tie.mention):
                continue
            if actors and tie.chance >= AGREED and (actors not in best or tie.chance > best[actors].chance):
                best[actors] = tie
        chosen = sorted(best.values(), key=lambda t: t.mention)
        return [
            Party(
                t.mention,
                self.mentions[t.mention].actors,
                self.mentions[t.mention].span,
                "direct",
                self.mentions[t.mention].head,
            )
            for t in chosen
        ]

    def _apart(self, number: int) -> bool:
        mention = self.mentions[number]
        return self._scene(mention.paragraph).apart(self.token(mention.paragraph, mention.head))

    def sides(self, act: Act) -> tuple[list[Party], list[Party]]:
        """Sources and targets; nobody acts on himself."""
        sources, targets = self._parties(act.sources), self._parties(act.targets)
        doers = {a for p in sources for a in p.actors}
        return sources, [p for p in targets if not set(p.actors) <= doers]

    def report(self, act: Act, sources: list[Party], targets: list[Party]) -> Report:
        scene, token = self._scene(act.paragraph), self.token(act.paragraph, act.token)
        view = View(scene, token, _KINDS.get(token.pos_, "noun"))
        row = Row(token.lemma_, None, (), act.type, None, "trained", None, True, 0)
        draft = Draft(token, view, row, act.type, None, TRAINED, act.symmetric, sources, targets)
        draft.status = cast("Status", act.status)
        return report_of(scene, token.sent, draft, self._ordinals, act.chance)

    def relations(self, claim: Claim) -> Iterator[tuple[RelationClaim, float]]:
        """Every pair among those that the network names, with the chance of the less likely one; none where the words
        speak of what is wanted, possible or hindered."""
        ties = [t for t in claim.between if t.chance >= AGREED]
        chances: dict[str, float] = {}
        for tie in ties:
            for actor in self.mentions[tie.mention].actors:
                chances[actor] = max(tie.chance, chances.get(actor, 0.0))
        token = self.token(claim.paragraph, claim.token)
        named = self._named_before(claim.paragraph, token)
        if len(named) > 1:
            chances = {actor: chance for actor, chance in chances.items() if actor in named}
        actors = sorted(chances, key=lambda a: -chances[a])[:3]
        verb = next((t for t in (token, *token.ancestors) if t.pos_ in VERBS), None)
        if disowned(token) or (verb is not None and is_unreal(verb)):
            return
        paragraph = self._paragraphs[claim.paragraph]
        start, end = paragraph.span(token.sent)
        first, last = period_of(self.context, paragraph, token)
        for n, one in enumerate(actors):
            for other in actors[n + 1 :]:
                yield (
                    RelationClaim(
                        start=start,
                        end=end,
                        trigger=paragraph.span(token),
                        a=min(one, other),
                        b=max(one, other),
                        level=claim.level,
                        change=claim.change,
                        first=first,
                        last=last,
                        claimed_by=claimed_by(self.context, paragraph, token),
                        hedged=hedged(token),
                        confidence=round(claim.chance, 2),
                        rule=TRAINED,
                    ),
                    min(chances[one], chances[other]),
                )

    def _named_before(self, paragraph: int, noun: Token) -> set[str]:
        """The actors that a noun's own modifiers name: "the Kenya-Egypt friendship" is theirs, whoever continues it."""
        start = self._paragraphs[paragraph].span(noun)[0]
        modifiers = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod", "npadvmod")]
        if noun.pos_ != "NOUN" or not modifiers:
            return set()
        first = self._paragraphs[paragraph].span(min((c.left_edge for c in modifiers), key=lambda t: t.i))[0]
        inside = (m for m in self.mentions if first <= m.span[0] and m.span[1] <= start)
        return {m.actors[0] for m in inside if len(m.actors) == 1}

    def cause(self, link: Link) -> CausalClaim:
        token = self.token(link.paragraph, link.token)
        paragraph = self._paragraphs[link.paragraph]
        start, end = paragraph.span(token.sent)
        return CausalClaim(
            start=start,
            end=end,
            trigger=paragraph.span(token),
            cause=self.span(link.paragraph, link.cause),
            effect=self.span(link.paragraph, link.effect),
            sign=link.sign,
            kind=link.kind,
            hedged=link.hedged,
            negated=link.negated,
            claimed_by=claimed_by(self.context, paragraph, token),
            confidence=round(link.chance, 2),
            rule=TRAINED,
        )

    def stances(self, attitude: Attitude) -> Iterator[tuple[Stance, float]]:
        """One row an actor that holds it."""
        toward = max(attitude.toward, key=lambda t: t.chance, default=None)
        others = self.mentions[toward.mention].actors if toward is not None and toward.chance >= AGREED else ()
        token = self.token(attitude.paragraph, attitude.token)
        paragraph = self._paragraphs[attitude.paragraph]
        start, end = paragraph.span(token.sent)
        seen: set[str] = set()
        for tie in sorted(attitude.holders, key=lambda t: -t.chance):
            if tie.chance < AGREED:
                continue
            for actor in self.mentions[tie.mention].actors:
                if actor in seen:
                    continue
                seen.add(actor)
                other = next((a for a in others if a != actor), None)
                yield (
                    Stance(
                        start=start,
                        end=end,
                        actor=actor,
                        stance=attitude.stance,
                        object=self.span(attitude.paragraph, attitude.object),
                        object_actor=other,
                        sign=attitude.sign,
                        hedged=hedged(token),
                        claimed_by=claimed_by(self.context, paragraph, token),
                        confidence=round(attitude.chance, 2),
                        rule=TRAINED,
                    ),
                    tie.chance,
                )
