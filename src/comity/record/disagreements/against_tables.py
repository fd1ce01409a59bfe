"""Documents against comity's own tables: when a state joined an organisation, when an organisation was founded, when a
state became independent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.record.disagreements import grading
from comity.record.disagreements.dates import is_firm
from comity.record.disagreements.model import TABLE_SAYS, Disagreement, Place, Side, shown
from comity.record.disagreements.sides import side
from comity.record.disagreements.statuses import DONE
from comity.record.disagreements.told import Told, words_of_date
from comity.record.joining.acts import single_act
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter

_JOINS: Final = ("join", "acced", "access", "admi")
_NOT_YET: Final = re.compile(
    r"\b(?:support(?:s|ed|ing)?|back(?:s|ed|ing)?|bids?|appl(?:y|ied|ication)|candida\w+|seek\w*|sought|hop\w+|wish\w*|"
    r"want\w*|oppos\w+|favou?r\w*|road|path|talks|negotiat\w+|invit\w+|promis\w+|welcom\w+|before|ahead of|towards?|until|"
    r"consider\w*|discuss\w*|push\w*|urg\w+|propos\w+|plan\w*|block\w*|veto\w*|ratif\w+)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_FOUNDED: Final = re.compile(
    r"^(?:\s*\([^()]{1,20}\))?\W{0,3}(?:which |that )?(?:was |were |itself |first )*"
    r"(?P<verb>founded|established|created|formed|set up|came into being|came into existence)"
    r"(?: [\w’'-]+){0,4}? in (?P<month>[A-Z][a-z]+ )?(?P<year>1[5-9]\d\d|20\d\d)\b"
)
_FOUNDING: Final = re.compile(
    r"\b(?:founding|foundation|establishment|creation|formation) of (?:the )?(?:\w+ )?$", re.IGNORECASE
)
_IN_YEAR: Final = re.compile(r"^(?:\s*\([^()]{1,20}\))?,? in (?:[A-Z][a-z]+ )?(?P<year>1[5-9]\d\d|20\d\d)\b")
_FREED: Final = re.compile(
    r"^(?:’s|'s)?\s*(?:had |first )?(?:(?:gained|won|achieved|declared|obtained|proclaimed|attained|became)(?: its| their)?(?: full)? "
    r"(?:independence|independent)|independence)(?: from (?:[\w’'-]+ ?){1,4}?)? in (?:[A-Z][a-z]+ )?(?P<year>1[5-9]\d\d|20\d\d)\b"
)
_FOUNDINGS: Final = """
    SELECT m.document_id, m.actor, m.start, m."end", coalesce(d.source_group, m.document_id) AS source_group,
           substring(t."text", greatest(m.start - 39, 1), least(m.start, 40)) AS before,
           substring(t."text", m."end" + 1, 110) AS after
    FROM mentions m JOIN texts t ON t.document_id = m.document_id LEFT JOIN documents d ON d.id = m.document_id
    WHERE m.actor IS NOT NULL AND m.kind IN ('organisation', 'state')
      AND regexp_matches(substring(t."text", m."end" + 1, 110), ' in ([A-Z][a-z]+ )?[12][0-9]{3}')
    ORDER BY m.document_id, m.start, m.actor
"""
_READ: Final = 0.85
"""How sure a pattern over plain text is, where no reading with a confidence stands behind it."""


@dataclass(frozen=True, slots=True)
class YearTold:
    """That an actor was founded ("founding") or became independent, as one document has it."""

    actor: str
    what: str
    year: int
    place: Place
    group: str


def memberships_differ(events: Iterable[Event], registry: Registry, told: Told) -> list[Disagreement]:
    """A document that has a state join in a year in which, by the table of memberships, it did not."""
    found: dict[tuple[str, str], dict[str, list[Sighting]]] = defaultdict(lambda: defaultdict(list))
    home = {}
    for event in events:
        if event.first is None or event.status not in DONE:
            continue
        for report in event.reports:
            if not is_joining(report, told) or not is_firm(report) or report.status not in DONE:
                continue
            home[report.id] = event.id
            for organisation in sorted(set(report.targets)):
                for member in sorted(set(report.sources)):
                    if _years(registry, organisation, member):
                        found[organisation, member][shown(report.first, report.last)].append(report)
    made: dict[tuple[object, ...], list[Disagreement]] = defaultdict(list)
    for (organisation, member), told_of in sorted(found.items()):
        days = _years(registry, organisation, member)
        wrong = {
            value: reports
            for value, reports in told_of.items()
            if not any((reports[0].first or 0) <= b and a <= (reports[0].last or 0) for a, b in days)
        }
        if not wrong:
            continue
        reports = [r for of in wrong.values() for r in of]
        sides = [side(v, of, told, [words_of_date(told, r) for r in of]) for v, of in sorted(told_of.items())]
        spans = [(r.first or 0, r.last or 0) for r in reports]
        apart = min(grading.days_apart(own, told_days) for own in days for told_days in spans)
        sure = grading.sure(
            grading.read_sure(list(wrong.values())), grading.JOINED["table"], grading.firmness(list(wrong.values()))
        )
        table = Side(f"{TABLE_SAYS}: {' and '.join(shown(a, b) for a, b in days)}", (), (), (), 0)
        same = organisation, tuple(sorted(r.id for r in reports)), tuple(days)
        made[same].append(
            Disagreement(
                min(home[r.id] for r in reports),
                "membership",
                (*sides, table),
                f"when {member} joined {organisation}",
                None,
                (member, organisation),
                round(apart, 4),
                sure,
                "the table of memberships has another day",
            )
        )
    return _joined_together(made)


def _joined_together(found: Mapping[tuple[object, ...], Sequence[Disagreement]]) -> list[Disagreement]:
    """joined_together_rule: members of one organisation that the same sentences give the same wrong year, against one day
    of the table, are one disagreement of them all, with every side of each."""
    made = []
    for of in found.values():
        fullest = max(of, key=lambda d: (len(d.sides), d.actors))
        members = tuple(sorted(d.actors[0] for d in of))
        organisation = fullest.actors[1]
        about = f"when {', '.join(members)} joined {organisation}"
        made.append(replace(fullest, about=about, actors=(*members, organisation)))
    return made


def without_dates_of_joining(found: Sequence[Disagreement]) -> list[Disagreement]:
    """joining_once_rule: that documents differ on when a state joined is told once, against the table: a difference on the
    date of an act all of whose reports stand there already is left out."""
    held = [{id for s in d.sides for id in s.report_ids} for d in found if d.field == "membership"]
    return [
        d
        for d in found
        if d.field != "date" or not any({id for s in d.sides for id in s.report_ids} <= ids for ids in held)
    ]


def is_joining(report: Sighting, told: Told) -> bool:
    """Whether it tells that somebody joined, not that he wants to, may or is helped to."""
    if single_act(report) != "never" or not report.trigger.startswith(_JOINS):
        return False
    sentence = told.sentences.get(report.id)
    return sentence is None or not _NOT_YET.search(sentence.before(sentence.trigger[0], 70))


def _years(registry: Registry, organisation: str, member: str) -> list[tuple[int, int]]:
    """The days on which it joined, as intervals: of a day, or of the year where the table has no day."""
    days = []
    for row in registry.memberships(organisation):
        if row.valid.first is not None and registry.lineage(row.member) == registry.lineage(member):
            days.append(_grain(row.valid.first))
    return sorted(days)


def _grain(day: date) -> tuple[int, int]:
    """A first of January is how a table writes a year."""
    if (day.month, day.day) == (1, 1):
        return day.toordinal(), date(day.year, 12, 31).toordinal()
    return day.toordinal(), day.toordinal()


def years_told(store: StoreWriter) -> list[YearTold]:
    """Years of founding and of independence, beside the names of organisations and states."""
    return [year for row in store.rows(_FOUNDINGS) if (year := _year_told(row)) is not None]


def _year_told(row: dict[str, Any]) -> YearTold | None:
    after, before = row["after"], row["before"]
    for what, pattern, offset in (
        ("founding", _FOUNDED, None),
        ("founding", _IN_YEAR, _FOUNDING),
        ("independence", _FREED, None),
    ):
        found = pattern.match(after)
        if found and (offset is None or offset.search(before)):
            start = row["end"] + found.start("year")
            place = (row["document_id"], start, start + 4)
            return YearTold(row["actor"], what, int(found["year"]), place, row["source_group"])
    return None


def foundings_differ(years: Sequence[YearTold], registry: Registry) -> list[Disagreement]:
    """Each actor whose year, as some document has it, is not the table's; documents that have the table's are named."""
    found: dict[tuple[str, str], dict[int, list[YearTold]]] = defaultdict(lambda: defaultdict(list))
    for told in years:
        found[told.actor, told.what][told.year].append(told)
    made = []
    for (actor, what), by_year in sorted(found.items()):
        day = registry.actor(actor).valid.first if actor in registry else None
        kind = registry.actor(actor).kind if actor in registry else None
        if kind != ("organisation" if what == "founding" else "state"):
            continue
        own = [y for y in by_year if day is not None and y == day.year]
        if len(by_year) < 2 and (day is None or own):
            continue
        groups = [frozenset(t.group for t in of) for of in by_year.values()]
        if day is None and not any(not a & b for a in groups for b in groups):
            continue
        sides = [_year_side(year, of) for year, of in sorted(by_year.items())]
        spans = [(date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()) for y in by_year]
        if day is not None:
            sides.append(Side(f"{TABLE_SAYS}: {day.isoformat()}", (), (), (), 0))
            spans.append((day.toordinal(), day.toordinal()))
        made.append(
            Disagreement(
                None,
                "founding",
                tuple(sides),
                f"{what} of {actor}",
                None,
                (actor,),
                round(grading.widest(spans), 4),
                grading.sure(_READ, grading.JOINED["table"]),
                "the table of actors has another day" if day is not None else "documents give different years",
            )
        )
    return made


def _year_side(year: int, told: Sequence[YearTold]) -> Side:
    documents = tuple(sorted({t.place[0] for t in told}))
    return Side(str(year), (), documents, tuple(sorted(t.place for t in told)), len({t.group for t in told}))
