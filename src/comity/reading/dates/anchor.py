"""Which date an event has: the one its clause states, else the one the story is in, else none.

In order: a date that hangs on the event's word or governs its clause; a named event that it is dated by; another
mention of the same event that is dated; the date that the story of the paragraph has reached; for what is told in the
present or perfect, the day of publication as a stand-in; else none. Only the first is stated by the text; the others
have the basis "narrative" or "context".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval
from comity.reading.dates.attachment import (
    NEAR,
    STATED,
    Anchor,
    attached_to,
    closest,
    is_due,
    is_future,
    preposition_before,
    since_between,
    told_by,
    verb_above,
)
from comity.reading.dates.bounds import Bounds, bounds_of
from comity.reading.dates.coordinated import joined
from comity.reading.dates.lengths import (
    Length,
    aged,
    belongs,
    counted,
    counted_days,
    elapsed,
    lasted,
    lengths_of,
    spanning,
)
from comity.reading.dates.named_times import named_times
from comity.reading.dates.scene import coarsened, opening_phrase, opens, reached, with_label, year_of
from comity.reading.dates.tense import Form, clause_form
from comity.reading.dates.twins import Twins
from comity.reading.dates.vague import adrift, vaguely
from comity.reading.dates.when import told_when
from comity.reading.model import DateBasis, DateMention, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.context import Context, Paragraph

EventDate = tuple[date | None, date | None, DateBasis, DateMention | None]

_NONE: Final[EventDate] = (None, None, "none", None)
_NEWS: Final = timedelta(days=62)
_RECORD_REACH: Final = 160
_RECORD: Final = re.compile(
    r"\b(?:first|last|only|latest|best|worst|most|least|largest|biggest|greatest|longest|strongest|weakest|lowest|highest"
    r"|closest|sharpest|\w+iest|(?:after|in)\s+(?:\w+\s+){1,3}(?:years?|decades?|months?))\b[^.;:]{0,140}?"
    r"\bsince\b[^,.;:()]{0,90}$",
    re.IGNORECASE,
)
_YEARS: Final = (366, 11323)
"""A stretch of over a year up to now, and of at most 31, is the time of what is told in the perfect after it."""
_NOT_YET: Final = ("planned", "demanded", "hypothetical")


def date_for(context: Context, paragraph: Paragraph, token: Token, status: Status | None = None) -> EventDate:
    """(first day, last day, basis, the date mention it rests on) of the event that `token` of the paragraph tells of.

    Days are None, and the basis "none", when nothing dates it. The basis "context" with no mention means the day of
    publication as a stand-in, or the term of a leader whom the sentence names and who had left office by then. `status`
    is how far the event got, where known: what is yet to come or may never come has a date only where one is stated.
    """
    return anchors_of(context).date_for(paragraph, token, status)


def anchors_of(context: Context) -> Anchors:
    """The dates of a document made ready for asking; kept while the same document is asked about."""
    global _latest
    if _latest is None or _latest[0] is not context or _latest[1] is not context.dates:
        _latest = (context, context.dates, Anchors(context))
    return _latest[2]


class Anchors:
    """The dates of one document by paragraph and sentence."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.published = context.document.published
        self.paragraphs = context.paragraphs
        self._anchors: dict[int, list[Anchor]] = {}
        self._lengths: dict[int, list[Length]] = {}
        self._texts: dict[int, str] = {}
        self._bounds: dict[tuple[int, int], Bounds] = {}
        self._dates = joined(context)
        self._starts = [m.start for m in self._dates]
        self._twins: Twins | None = None

    def date_for(self, paragraph: Paragraph, token: Token, status: Status | None = None) -> EventDate:
        date, why = self._decide(paragraph, token, status)
        if self._context.trace is not None:
            self._context.trace.dated(paragraph, token, why, date)
        return date

    def _decide(
        self, paragraph: Paragraph, token: Token, status: Status | None, spans: list[Length] | None = None
    ) -> tuple[EventDate, str]:
        """The date, and why this one. `spans` are the lengths of time that may have a say: those of the sentence."""
        anchors, trace = self.anchors(paragraph), self._context.trace
        sentence = token.sent
        start = with_label(sentence.start, token.doc)
        here = [a for a in anchors if start <= a.first_token < sentence.end]
        here = [a for a in here if not is_due(token, a, self.published)]
        if spans is None:
            spans = [n for n in self._lengths_of(paragraph) if sentence.start <= n.i < sentence.end]
        by_length = self._by_length(paragraph, token, here, spans) if spans else None
        if by_length is not None:
            return by_length
        weighed: list[tuple[int, float]] | None = None if trace is None else []
        best = closest(token, here, weighed)
        if trace is not None and weighed:
            trace.weighed(paragraph, token, weighed)
        then = told_when(token, here, best) if here else None
        if then is not None:
            return (then.first, then.last, then.basis, then), "the date before its 'when'"
        far = self._counted(paragraph, token, here, spans, best) if spans else None
        if far is not None:
            return far, "so much time after or before another event"
        form = clause_form(token)
        if best is not None and best[0] <= NEAR and self._goes_on(token, best[1], form):
            return (best[1].mention.first, self._until(best[1]), best[1].mention.basis, best[1].mention), "since then"
        if best is not None and best[0] <= NEAR and form in ("perfect", "present") and best[1].is_since(token):
            return self._from_then_on(best[1].mention), "since the end of what is named"
        if best is not None and best[0] <= STATED:
            return _stated(best[1]), "a date of its own clause"
        if spans:
            lasting = self._lasting(paragraph, token, here, spans)
            if lasting is not None:
                return lasting, "a length of time in its clause"
        if status in _NOT_YET:
            if best is not None and best[0] <= NEAR and self._is_future(best[1].mention):
                return _stated(best[1]), "a date to come in its sentence"
            return _NONE, "no date is stated for what has not happened"
        twin = self._told_elsewhere(token)
        if twin is not None:
            return (twin.first, twin.last, "context", twin), "another mention of the same event has it"
        if best is not None and best[0] <= NEAR and not self._is_future(best[1].mention):
            first, last, _, mention = _stated(best[1])
            return (first, last, "context", mention), "a date further off in the sentence"
        opening = next((a for a in here if opens(a, start) and a.first_token < token.i), None)
        if opening is not None and (form in ("past", None) or opening.is_label):
            return _stated(opening), "the date that opens the sentence"
        vague = None if self.published is None else vaguely(paragraph, token, self._in(paragraph), self.published)
        if vague is not None:
            return vague, "a word such as 'recently' or 'now'"
        under = opening_phrase(token, here, start, self.published) if form in ("past", None) else None
        if under is not None:
            year = year_of(under)
            return (year.first, year.last, "context", under), "the date of what opens the sentence"
        return self._told(paragraph, token, form)

    def _by_length(
        self, paragraph: Paragraph, token: Token, here: list[Anchor], spans: list[Length]
    ) -> tuple[EventDate, str] | None:
        """The date of an event whose own words say how old it is or how long it took, or how long after another it was."""
        before = [a.mention for a in here if a.first_token < token.i]
        scene = self._scene(paragraph, token.sent.start)
        told = here[0].mention if here else scene
        first, last = (told.first, told.last) if told is not None else self._published_days()
        old = aged(token, spans, first, last)
        if old is not None:
            return (*old, told), "an age before the word, told back from the date that the story has reached"
        origin = before[-1] if before else scene
        later = elapsed(token, spans, origin)
        if later is not None:
            return (*later, origin), "as much time after the date that the story has reached"
        took = spanning(token, spans, first, last)
        if took is not None:
            return (*took, told), "as long as its own phrase says, up to what is told"
        return None

    def _counted(
        self,
        paragraph: Paragraph,
        token: Token,
        here: list[Anchor],
        spans: list[Length],
        best: tuple[float, Anchor] | None,
    ) -> EventDate | None:
        """The date of an event that is told as so long after or before another, whichever of the two is dated. `best` is the
        nearest date, which may be its own."""
        for length, upper, below, direction in counted(spans):
            within = best is not None and (best[1].word == below or below.is_ancestor(best[1].word))
            is_stated = best is not None and best[0] <= STATED
            if belongs(token, below) and not token.is_ancestor(below):
                origin = closest(upper, [a for a in here if not below.is_ancestor(a.word) and a.word != below])
                if (within and is_stated) or origin is None or origin[0] > STATED:
                    continue
                (first, last, _, mention), direction = _stated(origin[1]), -direction
            elif belongs(token, upper, fronted=length.i < upper.i) and (within or not is_stated):
                (first, last, _, mention), _ = self._decide(paragraph, below, None, [])
            else:
                continue
            if first is None or last is None or mention is None:
                continue
            days = counted_days(length, direction, first, last)
            if days is not None:
                return (*days, mention)
        return None

    def _lasting(self, paragraph: Paragraph, token: Token, here: list[Anchor], spans: list[Length]) -> EventDate | None:
        before = [a.mention for a in here if a.first_token < token.i]
        scene = before[-1] if before else self._scene(paragraph, token.sent.start)
        days = lasted(token, spans, clause_form(token), scene, self.published)
        return None if days is None else (*days, scene)

    def _lengths_of(self, paragraph: Paragraph) -> list[Length]:
        known = self._lengths.get(paragraph.index)
        if known is None:
            known = self._lengths[paragraph.index] = lengths_of(paragraph, self._in(paragraph))
        return known

    def _goes_on(self, token: Token, anchor: Anchor, form: Form | None) -> bool:
        """since_clause_rule: 'has been shut since the war of 1992', 'since the army left in 2005': from then until now."""
        if form not in ("perfect", "present") or anchor.mention.modifier == "since" or self.published is None:
            return False
        return not self._is_future(anchor.mention) and since_between(token, anchor.word)

    def _from_then_on(self, named: DateMention) -> EventDate:
        """'has been under pressure since the war': from its end until now, which an undated document does not tell."""
        if self.published is None or named.last is None or self._is_future(named):
            return _NONE
        return named.last, self.published.last, "context", named

    def _until(self, anchor: Anchor) -> date | None:
        return anchor.mention.last if self.published is None else self.published.last

    def _told(self, paragraph: Paragraph, token: Token, form: Form | None) -> tuple[EventDate, str]:
        """The date of what no date of its sentence dates: the story's, a leader's term, or publication's."""
        if self.published is None:
            unknown = adrift(paragraph, self._in(paragraph), token.sent.end)
            if unknown is not None and not any(
                unknown < a.first_token < token.sent.start for a in self.anchors(paragraph)
            ):
                return _NONE, "a time that only the day of publication would tell"
        scene = coarsened(self._scene(paragraph, token.sent.start), self.published)
        bounds = self._bounds_of(paragraph, token)
        if scene is not None and scene.first is not None and scene.last is not None:
            possible = bounds.allow(Interval(scene.first, scene.last))
            if possible and form not in ("present", "perfect", "future"):
                return (scene.first, scene.last, "narrative", scene), "the date that the story has reached"
        stretch = self._stretch(paragraph, scene) if form == "perfect" else None
        if stretch is not None:
            return (
                stretch.first,
                stretch.last,
                "narrative",
                stretch,
            ), "the stretch of time up to now that is spoken of"
        if self.published is None or bounds.allow(self.published):
            if form in ("present", "perfect", "future"):
                return self._stand_in(), f"told in the {form} tense: the day of publication as a stand-in"
            if form in ("past", None) and scene is None and self._is_news(paragraph):
                return self._stand_in(), "news: the day of publication as a stand-in"
        if form not in ("present", "perfect", "future"):
            topic = self._topic(paragraph)
            if topic is not None and topic.first and topic.last and bounds.allow(Interval(topic.first, topic.last)):
                return (topic.first, topic.last, "context", topic), "the time of the heading or the paragraph before"
            near = self._nearest_year(paragraph, token)
            if near is not None and near.first and near.last and bounds.allow(Interval(near.first, near.last)):
                return (near.first, near.last, "context", near), "the year that the paragraph speaks of"
        term = bounds.term() if form != "future" else None
        if term is not None:
            return (term.first, term.last, "context", None), "the term of a leader whom the sentence names"
        return _NONE, "nothing dates it"

    def _bounds_of(self, paragraph: Paragraph, token: Token) -> Bounds:
        sentence = token.sent
        key = (paragraph.index, sentence.start)
        if key not in self._bounds:
            self._bounds[key] = bounds_of(self._context, paragraph, sentence)
        return self._bounds[key]

    def anchors(self, paragraph: Paragraph) -> list[Anchor]:
        """The dates of a paragraph that have days, in order of place."""
        known = self._anchors.get(paragraph.index)
        if known is None:
            known = self._anchors[paragraph.index] = list(self._made(paragraph))
        return known

    def _made(self, paragraph: Paragraph) -> list[Anchor]:
        doc = paragraph.doc
        if not len(doc):
            return []
        mentions = [m for m in self._in(paragraph) if m.first is not None]
        spans = [(m.start, m.end) for m in mentions]
        named = [
            m for m in named_times(self._text(paragraph), paragraph.start)
            if not any(s < m.end and m.start < e for s, e in spans)
        ]  # fmt: skip
        if not mentions and not named:
            return []
        offsets: list[int] = doc.to_array("IDX").tolist()
        made: list[Anchor] = []
        for mention in sorted([*mentions, *named], key=lambda m: m.start):
            i = max(bisect_right(offsets, mention.start - paragraph.start) - 1, 0)
            j = max(bisect_left(offsets, mention.end - paragraph.start), i + 1)
            root = doc[i:j].root
            is_named = mention.basis == "context"
            word, premodifier = attached_to(root)
            if is_named:
                word, premodifier = told_by(doc[i], word), False
            verb = verb_above(word)
            record = None if is_named or not self._of_record(paragraph, mention) else _since(doc, i)
            made.append(Anchor(mention, i, root, word, premodifier, verb is not None and i < verb.i, is_named, record))
        return made

    def _text(self, paragraph: Paragraph) -> str:
        """The doc's text, which spaCy puts together anew each time it is asked."""
        if paragraph.index not in self._texts:
            self._texts[paragraph.index] = paragraph.doc.text
        return self._texts[paragraph.index]

    def _in(self, paragraph: Paragraph) -> list[DateMention]:
        return self._dates[bisect_left(self._starts, paragraph.start) : bisect_left(self._starts, paragraph.end)]

    def _of_record(self, paragraph: Paragraph, mention: DateMention) -> bool:
        """since_record_rule: 'the first visit since 1999' was not in 1999."""
        start = max(0, mention.start - paragraph.start - _RECORD_REACH)
        return _RECORD.search(self._text(paragraph)[start : mention.end - paragraph.start]) is not None

    def _nearest_year(self, paragraph: Paragraph, token: Token) -> DateMention | None:
        """paragraph_year_rule: the year of the date last named in the paragraph, if only in passing, else of the next one."""
        told = [
            a.mention
            for a in self.anchors(paragraph)
            if not a.is_compared
            and a.mention.basis in ("explicit", "narrative")
            and a.mention.grain not in ("decade", "century", "interval")
            and not self._is_future(a.mention)
            and a.mention.modifier is None
        ]
        at = paragraph.start + token.idx
        before = [m for m in told if m.start < at]
        chosen = before[-1] if before else None
        return None if chosen is None else year_of(chosen)

    def _told_elsewhere(self, token: Token) -> DateMention | None:
        if self._twins is None:
            self._twins = Twins(a for p in self.paragraphs for a in self.anchors(p))
        return self._twins.date_of(token)

    def _published_days(self) -> tuple[date | None, date | None]:
        return (None, None) if self.published is None else (self.published.first, self.published.last)

    def _scene(self, paragraph: Paragraph, before: int) -> DateMention | None:
        """The date that the story has reached before token `before`."""
        return reached([a for a in self.anchors(paragraph) if a.first_token < before], self.published)

    def _is_future(self, mention: DateMention) -> bool:
        return is_future(mention, self.published)

    def _stretch(self, paragraph: Paragraph, scene: DateMention | None) -> DateMention | None:
        """until_now_rule: what 'has' happened after 'in the last decade', here or at the end of the paragraph before."""
        if scene is None and paragraph.index > 0:
            before = self.paragraphs[paragraph.index - 1]
            scene = self._scene(before, len(before.doc))
        if scene is None or scene.first is None or scene.last is None or self.published is None:
            return None
        years = _YEARS[0] < (scene.last - scene.first).days < _YEARS[1]
        return scene if years and scene.last >= self.published.first else None

    def _topic(self, paragraph: Paragraph) -> DateMention | None:
        """The time that the paragraph before has reached, or that the heading above names."""
        for other in reversed(self.paragraphs[: paragraph.index]):
            told = [a.mention for a in self.anchors(other) if a.mention.basis in ("explicit", "narrative")]
            if other.kind == "label":
                return told[0] if len(told) == 1 else None
            if other.index == paragraph.index - 1:
                scene = coarsened(self._scene(other, len(other.doc)), self.published)
                if scene is not None and scene.basis in ("explicit", "narrative"):
                    return scene
        return None

    def _is_news(self, paragraph: Paragraph) -> bool:
        """Whether past tense without a date means just before publication: so in a news item, not in a history."""
        if self.published is None:
            return False
        recent, old = 0, 0
        for other in self.paragraphs[: paragraph.index + 1]:
            near = other.index == paragraph.index
            for mention in self._in(other):
                if mention.first is None or mention.last is None:
                    continue
                if mention.last >= self.published.first - _NEWS:
                    recent += 1
                elif near or other.index + 2 >= paragraph.index:
                    old += 1
        return recent >= old and (recent > 0 or paragraph.index < 4)

    def _stand_in(self) -> EventDate:
        if self.published is None:
            return _NONE
        return self.published.first, self.published.last, "context", None


_latest: tuple[Context, list[DateMention], Anchors] | None = None


def _since(doc: Doc, i: int) -> int:
    """The last 'since' before token i."""
    return next((n for n in range(i - 1, -1, -1) if doc[n].lower_ == "since"), i)


def _stated(anchor: Anchor) -> EventDate:
    mention = anchor.mention
    basis: DateBasis = mention.basis
    if mention.modifier in ("before", "after", "until"):
        basis = "context"
    preposition = preposition_before(anchor.root.doc[anchor.first_token]) if anchor.named else None
    if preposition is not None and preposition.lower_ in ("after", "since", "following") and mention.last is not None:
        return mention.last, mention.last, "context", replace(mention, first=mention.last, modifier="after")
    return mention.first, mention.last, basis, mention


__all__ = ["Anchors", "EventDate", "anchors_of", "date_for"]
