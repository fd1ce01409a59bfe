"""How each sentence of a document was read: from the reader's own notes (`trace`) to what people and programs can read.

`explain(reader, document)` reads the document, with the reader's own decisions noted, and tells it sentence by sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from comity.reading.contract import plain, to_dict
from comity.reading.explain.told import (
    CueTold,
    DateTold,
    Found,
    HeardTold,
    RowTold,
    SentenceTold,
    SlotTold,
    TokenTold,
    VoiceTold,
    WeighedTold,
    WordTold,
)
from comity.reading.explain.trace import Cue, Dated, Trace, Tried, Word
from comity.reading.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from comity.documents.model import Document
    from comity.reading.context import Context, Paragraph
    from comity.reading.events.parties import Party
    from comity.reading.events.rows import Row
    from comity.reading.lexicons.own import OwnLexicon
    from comity.reading.model import Reading, Report
    from comity.reading.reader import Reader


@dataclass(slots=True)
class _Teller:
    """What is needed to tell the sentences of one document."""

    context: Context
    trace: Trace
    rows: dict[str, Any]
    own: OwnLexicon | None
    number: int = 0

    @property
    def own_name(self) -> str:
        return "" if self.own is None else self.own.path.name


def explain(reader: Reader, document: Document) -> tuple[Reading, list[SentenceTold]]:
    """The reading of a document, and how each sentence of it was read, in order; none where it is not read at all."""
    trace = Trace()
    reading = reader.read(document, trace)
    if trace.context is None:
        return reading, []
    teller = _Teller(trace.context, trace, to_dict(reading), reader.lexicon)
    told = []
    for paragraph in trace.context.paragraphs:
        for sentence in paragraph.doc.sents:
            teller.number += 1
            told.append(_sentence(teller, paragraph, sentence))
    return reading, told


def _sentence(teller: _Teller, paragraph: Paragraph, sentence: Tokens) -> SentenceTold:
    context, trace = teller.context, teller.trace
    start, end = paragraph.span(sentence)
    text = context.document.text
    here = range(sentence.start, sentence.end)
    words = [trace.words[paragraph.index, i] for i in here if (paragraph.index, i) in trace.words]
    cues = sorted((c for c in trace.cues.values() if c.at[0] == paragraph.index and c.at[1] in here), key=_place)
    long = (paragraph.index, sentence.start) in trace.long

    def claims(table: str) -> tuple[dict[str, Any], ...]:
        """Those whose trigger, or evidence where there is none, begins in the sentence."""
        return tuple(row for row in teller.rows[table] if start <= row.get("trigger", (row["start"],))[0] < end)

    return SentenceTold(
        document=context.document.id,
        number=teller.number,
        start=start,
        end=end,
        text=text[start:end],
        kind=paragraph.kind,
        unread="too long to be read for acts" if long else None,
        tokens=tuple(_token(t, sentence) for t in sentence if not t.is_space),
        actors=tuple(_actors(context, paragraph, here)),
        dates=tuple(_dates(context, (start, end))),
        amounts=tuple(
            Found(a.start, a.end, text[a.start : a.end], f"{a.value:,.15g} {a.unit or ''}".strip(), "")
            for a in context.amounts
            if start <= a.start < end
        ),
        words=tuple(_word(teller, paragraph, word) for word in words),
        cues=tuple(_cue(paragraph, cue) for cue in cues),
        own_unmet=tuple(_own_unmet(teller, sentence)),
        weighed=tuple(
            WeighedTold(w.table, plain(w.finding), w.reader, round(w.share, 2), w.outcome)
            for w in trace.weighings
            if start <= w.start < end
        ),
        reports=claims("reports"),
        relations=claims("relations"),
        causes=claims("causes"),
        stances=claims("stances"),
    )


def _own_unmet(teller: _Teller, sentence: Tokens) -> Iterator[str]:
    """A user's verb that the parser took for a noun is never met, and nothing else would tell him."""
    for row in () if teller.own is None else teller.own.rows:
        wanted = _TAGS.get(row.pos.rpartition("-")[2])
        for word in row.words if wanted else ():
            base = word.partition("_")[0]
            stem = base.removesuffix("e")
            forms = {base, f"{base}s", f"{base}es", f"{stem}ed", f"{stem}ing"}
            for token in sentence:
                if token.lower_ in forms and token.pos_ not in _TAKEN.get(str(wanted), ()):
                    taken = f"the parser takes it for {_CALLED.get(token.pos_, token.pos_)} ({token.tag_}) here"
                    yield f"'{token.text}' ({teller.own_name}:{row.line}, {row.pos}): {taken}"


_TAGS: Final = {"verb": "VERB", "move": "VERB", "noun": "NOUN", "tie": "NOUN", "role": "NOUN", "adjective": "ADJ"}
_TAKEN: Final = {"VERB": ("VERB", "AUX"), "NOUN": ("NOUN", "PROPN"), "ADJ": ("ADJ", "VERB")}
_CALLED: Final = {
    "NOUN": "a noun", "VERB": "a verb", "ADJ": "an adjective", "PROPN": "a name", "ADV": "an adverb", "AUX": "an auxiliary"
}  # fmt: skip


def _place(cue: Cue) -> tuple[int, str]:
    return cue.at[1], cue.reads


def _token(token: Token, sentence: Tokens) -> TokenTold:
    root = token.head == token
    at = token.i - sentence.start + 1
    return TokenTold(
        at, token.text, token.lemma_, token.tag_, token.dep_, 0 if root else token.head.i - sentence.start + 1
    )


def _actors(context: Context, paragraph: Paragraph, here: range) -> Iterator[Found]:
    for mention in context.mentions:
        if mention.paragraph == paragraph.index and mention.i in here:
            start, end = mention.span
            value = ", ".join(mention.actors) or "nobody"
            if not mention.actors and mention.candidates:
                value = "open: " + " or ".join(mention.candidates)
            how = f"{mention.kind}, {mention.resolved}" + (f", {mention.sector}" if mention.sector else "")
            yield Found(start, end, context.document.text[start:end], value, how)


def _dates(context: Context, span: Span) -> Iterator[Found]:
    for date in context.dates:
        if span[0] <= date.start < span[1]:
            value = _days(date.first, date.last) if date.first else date.timex or "no day"
            how = ", ".join(p for p in (date.grain, date.basis, date.modifier) if p)
            yield Found(date.start, date.end, context.document.text[date.start : date.end], value, how)


def _days(first: object, last: object) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def _word(teller: _Teller, paragraph: Paragraph, word: Word) -> WordTold:
    doc, at = paragraph.doc, word.at
    token = doc[at[1]]
    start, end = paragraph.span(token)
    reported = word.report
    kept = None if reported is None else _kept(teller, reported)
    lost = word.lost or _without_row(word) if reported is None else None if kept else _UNKEPT
    return WordTold(
        start=start,
        end=end,
        text=token.text,
        lemma=token.lemma_,
        kind=word.kind or token.pos_.lower(),
        rows=tuple(_rows(teller, word)),
        passed_over=word.passed_over,
        carried_by=None if word.light is None else _group(doc[word.light]),
        slots=tuple(SlotTold(s.side, s.slot, s.by_order, _parties(s.found), _parties(s.taken)) for s in word.slots),
        changes=tuple(word.changes),
        status=tuple(HeardTold(_group(doc[h.word]), h.status) for h in word.heard),
        date=_date(teller, paragraph, teller.trace.dates[at]) if at in teller.trace.dates else None,
        voice=_voice(teller, paragraph, word),
        lost=lost,
        lost_to=None if reported or word.lost_to is None else doc[word.lost_to].text,
        report=kept,
    )


def _kept(teller: _Teller, report: Report) -> str | None:
    """The id under which the reading holds a report of the rules; None where it does not."""
    rows = (r for r in teller.rows["reports"] if (tuple(r["trigger"]), r["event"]) == (report.trigger, report.event))
    return next((str(row["id"]) for row in rows), None)


_UNKEPT: Final = "a report of the rules that was left out when the readers were joined"


def _without_row(word: Word) -> str | None:
    if word.passed_over is not None:
        return word.passed_over
    if word.won is not None and word.won.type is None:
        return "in this sense it is no event"
    return "no row of the lexicon fits" if word.won is None else None


def _parties(parties: list[Party]) -> tuple[str, ...]:
    return tuple("+".join(p.actors) + ("" if p.how == "direct" else f" ({p.how})") for p in parties)


def _rows(teller: _Teller, word: Word) -> Iterator[RowTold]:
    """The rows that were tried, in order, then those that were not, since another had won."""
    for tried in word.tried:
        yield _row(teller, word, tried.row, tried)
    for row in word.rows[len(word.tried) :] if word.tried else ():
        yield _row(teller, word, row, None)


def _row(teller: _Teller, word: Word, row: Row, tried: Tried | None) -> RowTold:
    table = "verbs" if word.kind in ("verb", "gerund") else f"{word.kind}s"
    unmet = None
    if tried is not None and tried.unmet is not None:
        unmet = f"particle '{row.particle}'" if tried.unmet.kind == "particle" else str(tried.unmet)
    outcome = "outranked" if tried is None else "unmet" if unmet else "no event" if row.type is None else "won"
    return RowTold(
        place=f"{teller.own_name if row.own else table + '.csv'}:{row.line}",
        lemma=row.lemma + (f"_{row.particle}" if row.particle else ""),
        needs=" ".join(map(str, row.needs)),
        type=row.type,
        mode=row.mode,
        frame=row.frame or None,
        outcome=outcome,
        unmet=unmet,
    )


def _date(teller: _Teller, paragraph: Paragraph, dated: Dated) -> DateTold:
    first, last, basis, mention = dated.date
    doc = paragraph.doc
    return DateTold(
        first=None if first is None else str(first),
        last=None if last is None else str(last),
        basis=basis,
        text=None if mention is None else teller.context.document.text[mention.start : mention.end],
        why=dated.why,
        weighed=tuple((doc[i].text, round(cost, 2)) for i, cost in dated.costs),
    )


def _voice(teller: _Teller, paragraph: Paragraph, word: Word) -> VoiceTold | None:
    if word.report is None:
        return None
    said, text = word.report.claimed_by, teller.context.document.text
    speaker = teller.trace.speakers.get(word.at)
    cue = None if speaker is None else _group(paragraph.doc[speaker].head)
    return VoiceTold(said.voice, said.actor, None if said.span is None else text[slice(*said.span)], cue)


def _cue(paragraph: Paragraph, cue: Cue) -> CueTold:
    token = paragraph.doc[cue.at[1]]
    start, end = paragraph.span(token)
    return CueTold(start, end, token.text, cue.reads, cue.listed, tuple(cue.made), tuple(dict.fromkeys(cue.why)))


def _group(token: Token) -> str:
    """A word with its auxiliaries, negation and particle: "did not agree", "called off"."""
    held = [c for c in token.children if c.dep_ in ("aux", "auxpass", "neg", "prt")]
    return " ".join(t.text for t in sorted((token, *held), key=lambda t: t.i))
