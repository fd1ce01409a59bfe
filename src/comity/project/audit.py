"""Auditing a project's record, from Python; the command line says the same words.

    project.audit.draw(200)                                    a sample of sentences
    project.audit.export("sample.csv")                         to be coded in a spreadsheet
    project.audit.import_("sample.csv", coder="Anna")
    project.audit.result()["references"][0]["levels"]          precision and recall

People's work stands in the folder `audit` of the project, apart from what a build may delete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.audit import codings, sample, sheet
from comity.audit.codings import SETTLED, Coded, Coding
from comity.audit.estimates import LEVEL
from comity.errors import NoProject, UsageError
from comity.project.files import explained, write_atomically

if TYPE_CHECKING:
    from comity.audit.actors import Names
    from comity.audit.result import Given
    from comity.audit.sample import Sample
    from comity.audit.sheet import Shown
    from comity.intervals import Interval
    from comity.project.folder import Project
    from comity.record.record import Record

FOLDER: Final = "audit"
DRAWN: Final = 200


class Audit:
    """The audit of a project: its last sample, and what people coded of it."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def folder(self) -> Path:
        return self._project.root / FOLDER

    def draw(self, sentences: int = DRAWN, *, seed: int | None = None, again: bool = False) -> Sample:
        """Draw a sample from the last build and write it to `audit/sample-N.json`.

        The seed is by default that of the sample before, so that a larger sample holds most of a smaller one; or 1. What was
        coded of an earlier sample counts in a new one where it holds the same sentences. Raises UsageError
        when there is a sample already and not `again`, NoProject when nothing was built yet.
        """
        from comity.audit.drawing import check_size, draw
        from comity.audit.frame import frame

        check_size(sentences)
        known = sample.numbers(self.folder)
        if known and not again:
            self._check_there_are(sentences)
            raise UsageError(
                f"There is a sample already: {sample.path_of(self.folder, known[-1])}.",
                hint="Code it: comity audit code. Draw another, for example a larger one: comity audit --sample 400 --new",
            )
        number = known[-1] + 1 if known else 1
        before = sample.load(sample.path_of(self.folder, known[-1])).seed if known else 1
        chosen = before if seed is None else seed
        with self._project.record() as record:
            strata, drawn = draw(frame(record), sentences, chosen)
            made = sample.make(record, number, chosen, strata, drawn)
        with explained(self._project.root):
            self.folder.mkdir(exist_ok=True)
            write_atomically(sample.path_of(self.folder, number), sample.packed(made))
        return made

    def _check_there_are(self, sentences: int) -> None:
        """Raises UsageError for more sentences than there are."""
        from comity.audit.frame import frame

        with self._project.record() as record:
            there = len(frame(record))
        if sentences > there:
            raise UsageError(
                f"{sentences} sentences cannot be drawn: there are {there}.", hint="Give a smaller number with --new."
            )

    @property
    def begun(self) -> bool:
        """Whether a sample is drawn."""
        return bool(sample.numbers(self.folder))

    def sample(self, number: int | None = None) -> Sample:
        """The last sample, or the one of this number. Raises NoProject when there is none."""
        known = sample.numbers(self.folder)
        if not known or (number is not None and number not in known):
            which = "" if number is None else f" {number}"
            raise NoProject(f"There is no sample{which} to audit by.", hint="Draw one: comity audit --sample 200")
        return sample.load(sample.path_of(self.folder, number or known[-1]))

    def codings(self) -> list[Coding]:
        """What people coded, by coder."""
        with explained(self.folder):
            return codings.read_all(self.folder)

    def shown(self, wanted: Sample | None = None) -> list[Shown]:
        """The sentences of a sample that still stand, in order, as a coder sees them: with what stands before and after in the
        paragraph, title and date, and nothing of what comity found."""
        chosen = wanted or self.sample()
        with self._project.record() as record:
            return list(_shown(record, chosen))

    def code(self, sentence: str, events: Sequence[Coded], *, coder: str) -> None:
        """Write down what a coder finds in a sentence of the sample; no events: it tells of none.

        Raises UsageError for a sentence that the sample does not have.
        """
        self._write(coder, {sentence: tuple(events)})

    def skip(self, sentence: str, *, coder: str) -> None:
        """Take back what a coder said of a sentence."""
        self._write(coder, {sentence: None})

    def settle(self, sentence: str, events: Sequence[Coded]) -> None:
        """What holds of a sentence that coders coded differently."""
        self._write(SETTLED, {sentence: tuple(events)})

    def event(
        self,
        type: str,
        sources: str = "",
        targets: str = "",
        status: str = "",
        date: str = "",
        *,
        when: Interval | None = None,
    ) -> Coded:
        """An event from what a person wrote; actors by id or name as of `when`. Raises UsageError."""
        try:
            return codings.coded(type, sources, targets, status, date, actor=lambda name: self.names.id(name, when))
        except codings.NotUnderstood as error:
            raise UsageError(f"This is not understood: {error}.") from None

    def export(self, path: str | Path, *, coder: str | None = None) -> int:
        """Write the sample as CSV, with what `coder` coded already if one is given; return how many sentences.

        Raises UsageError when the file exists.
        """
        target = Path(path)
        if target.exists():
            raise UsageError(f"{target} exists already.", hint="Give another name, so that nobody's work is lost.")
        if coder is not None:
            self.check_coder(coder)
        done = {} if coder is None else dict(codings.read(codings.path_of(self.folder, coder)).events)
        shown = self.shown()
        with explained(target.parent):
            write_atomically(target, sheet.export(shown, done))
        return len(shown)

    def import_(self, path: str | Path, *, coder: str) -> dict[str, int]:
        """Take in a filled-in file; return how many sentences were `coded`, `changed` (coded otherwise before), and
        left `open`. Raises UsageError with every row that is not understood; then nothing is taken in."""
        from comity.audit.codings import path_of, read

        self.check_coder(coder)
        shown = {s.key: s for s in self.shown()}
        told = sheet.coding(
            Path(path),
            {key: s.text for key, s in shown.items()},
            lambda name, key: self.names.id(name, _interval(shown[key].published)),
        )
        before = read(path_of(self.folder, coder)).events
        fresh = {key: events for key, events in told.items() if before.get(key) != events}
        self._write(coder, dict(fresh))
        still = sum(key not in before and key not in told for key in shown)
        return {"coded": len(told), "changed": sum(key in before for key in fresh), "open": still}

    def result(self, *, level: float = LEVEL, number: int | None = None) -> dict[str, Any]:
        """Precision, recall, corrected counts and agreement: see `comity.audit.result.result`.

        Raises NoProject when there is no sample, UsageError for a level that is none.
        """
        from comity.audit.result import result

        if not 0.5 <= level < 1:
            raise UsageError(f"{level} is no level for an interval.", hint="Give 0.95, 0.9 or the like.")
        with self._given(number) as (record, given):
            return result(record, given, level)

    def differing(self) -> list[tuple[Shown, dict[str, tuple[Coded, ...]]]]:
        """Sentences that coders coded differently, not settled yet, with what each of them coded."""
        from comity.audit.result import differing

        with self._given(None) as (record, given):
            keys = differing(given)
            shown = {s.key: s for s in _shown(record, given.sample)}
        return [
            (shown[key], {name: own[key] for name, own in given.coders.items() if key in own})
            for key in keys
            if key in shown
        ]

    def fingerprint(self) -> str:
        """Changes with the samples and codings; empty when there are none."""
        from comity.project.fingerprints import digest, of_file

        files = sorted(p for kind in ("sample-*.json", "coding-*.jsonl") for p in self.folder.glob(kind))
        return digest(*(f"{p.name} {of_file(p)}" for p in files)) if files else ""

    @cached_property
    def names(self) -> Names:
        from comity.actors import Registry
        from comity.audit.actors import Names
        from comity.project.correcting import take_up

        return Names(Registry.default(self._project.extra_actors(), take_up(self._project).actors))

    @contextmanager
    def _given(self, number: int | None) -> Iterator[tuple[Record, Given]]:
        from comity.audit.frame import lineage_of
        from comity.audit.result import gather

        chosen = self.sample(number)
        with self._project.record() as record:
            yield record, gather(record, chosen, self.codings(), lineage_of(record, lambda id: self.names.lineage(id)))

    def _write(self, coder: str, told: dict[str, tuple[Coded, ...] | None]) -> None:
        if coder != SETTLED:
            self.check_coder(coder)
        quotes = {s.key: s.quote for s in self.sample().sentences}
        for key in told:
            if key not in quotes:
                raise UsageError(
                    f"There is no sentence {key!r} in the sample.", hint="Its sentences: comity audit export"
                )
        if not told:
            return
        rows = [(key, quotes[key], events) for key, events in told.items()]
        with explained(self._project.root):
            codings.append(self.folder, coder, rows, self._project.state / "audit.lock")

    def check_coder(self, coder: str) -> None:
        """Raises UsageError for a name that no coder can have."""
        if codings.path_of(self.folder, coder) == codings.path_of(self.folder, SETTLED):
            raise UsageError(
                f"{coder!r} is the name for what coders settled on.", hint="Give the coder's own: --coder anna"
            )


def _shown(record: Record, chosen: Sample) -> Iterator[Shown]:
    from comity.audit.sheet import Shown

    places = sample.find(chosen.sentences, record)
    ids = sorted({p.document for p in places.values() if p is not None})
    query = """SELECT d.id, d.title, d.published_first AS first, d.published_last AS last, t.text FROM documents d
        JOIN texts t ON t.document_id = d.id WHERE list_contains(?, d.id)"""
    about = {row["id"]: row for row in record.sql(query, [ids]).to_pylist()}
    query = """SELECT document_id, start, "end" FROM passages WHERE kind = 'prose' AND list_contains(?, document_id)
        ORDER BY document_id, start"""
    passages: dict[str, list[tuple[int, int]]] = {}
    for row in record.sql(query, [ids]).to_pylist():
        passages.setdefault(row["document_id"], []).append((row["start"], row["end"]))
    for number, s in enumerate(chosen.sentences, 1):
        place = places[s.key]
        if place is None:
            continue
        row = about[place.document]
        text: str = row["text"]
        around = [p for p in passages.get(place.document, ()) if p[0] <= place.start < p[1]]
        first, last = around[0] if around else (place.start, place.end)
        published = ""
        if row["first"] is not None:
            published = str(row["first"]) if row["first"] == row["last"] else f"{row['first']}/{row['last']}"
        yield Shown(
            number, s.key, place.document, row["title"] or "", published,
            text[first : place.start], text[place.start : place.end], text[place.end : max(last, place.end)],
        )  # fmt: skip


def _interval(published: str) -> Interval | None:
    from comity.intervals import Interval

    return Interval.parse(published) if published else None
