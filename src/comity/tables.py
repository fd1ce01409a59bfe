"""The schema of the store: the only place where a table's columns are named.

Every table is flat, its rows sort by its first columns, and it is exported as it stands. `start` and `end` count
characters of the document's text; dates are real dates; NULL means that the sources leave it open, never zero.
A row's `origin` is where it comes from: text, table, imported or human.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SCHEMA_VERSION: Final = 1
"""Raised whenever a table changes: a store of another version is built again, never misread."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str  # a DuckDB type
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def create(self) -> str:
        columns = ", ".join(f'"{c.name}" {c.type}' for c in self.columns)
        return f'CREATE TABLE "{self.name}" ({columns})'


def _table(name: str, about: str, key: str, columns: str) -> Table:
    rows = [line.split("|") for line in columns.splitlines() if line.strip()]
    return Table(name, about, tuple(Column(n.strip(), t.strip(), a.strip()) for n, t, a in rows), tuple(key.split()))


_PLACE_IN_TEXT = """
    document_id | VARCHAR | the document
    start | INTEGER | first character of the evidence
    end | INTEGER | one past its last character
"""

DOCUMENTS = _table(
    "documents",
    "one row a document, failed files included",
    "id",
    """
    id | VARCHAR | readable and unique in the project
    status | VARCHAR | read, set aside (not read, for the reason given) or failed
    reason | VARCHAR | why it was set aside or failed
    title | VARCHAR | title
    outlet | VARCHAR | who published it
    author | VARCHAR | who wrote it
    published_first | DATE | first day on which it can have been published
    published_last | DATE | last such day
    published_basis | VARCHAR | given, text, url, metadata or none
    language | VARCHAR | ISO 639-1
    encoding | VARCHAR | of the file
    format | VARCHAR | txt, md, html, pdf, docx, jsonl
    path | VARCHAR | as the user would name it
    other_paths | VARCHAR[] | files with the same content
    sha256 | VARCHAR | of the file's bytes
    text_sha256 | VARCHAR | of the text
    characters | INTEGER | length of the text
    source_group | VARCHAR | documents of one group are copies of one text and count as one source
    problems | VARCHAR[] | what was odd, and what was done about it
    origin | VARCHAR | text or imported
""",
)

TEXTS = _table(
    "texts",
    "the text of each document, as it was read",
    "document_id",
    """
    document_id | VARCHAR | the document
    text | VARCHAR | its text
""",
)

PASSAGES = _table(
    "passages",
    "one row a passage",
    "document_id start",
    _PLACE_IN_TEXT
    + """
    kind | VARCHAR | prose, label or furniture
    reason | VARCHAR | why it is of that kind
""",
)

ACTORS = _table(
    "actors",
    "every actor that a row of the store names",
    "id",
    """
    id | VARCHAR | ISO 3166-1 alpha-3 (the withdrawn one for former states), acronym or slug
    name | VARCHAR | its usual name
    kind | VARCHAR | state, organisation, group, person or place
    valid_from | DATE | NULL: before 1945
    valid_to | DATE | NULL: still
    lineage | VARCHAR | id of the lineage along which relations run (SUN and RUS: RUS)
    cow | INTEGER | Correlates of War number
    gw | INTEGER | Gleditsch-Ward number
    source | VARCHAR | what the row rests on
    checked | BOOLEAN | whether that source was opened or an independent list agreed
    origin | VARCHAR | table or human
""",
)

MEMBERSHIPS = _table(
    "memberships",
    "who belonged to which organisation when",
    "organisation member first",
    """
    organisation | VARCHAR | actor id
    member | VARCHAR | actor id
    first | DATE | NULL: before 1945 or not known
    last | DATE | NULL: still
    source | VARCHAR | what the row rests on
    origin | VARCHAR | table or human
""",
)

MENTIONS = _table(
    "mentions",
    "one row a mention of an actor",
    "document_id start actor",
    _PLACE_IN_TEXT
    + """
    actor | VARCHAR | actor id; NULL: not resolved
    kind | VARCHAR | state, organisation, group, person or place
    resolved | VARCHAR | how: name, demonym, seat, leader, anaphor ...
    origin | VARCHAR | text
""",
)

DATES = _table(
    "dates",
    "one row a date in a text",
    "document_id start",
    _PLACE_IN_TEXT
    + """
    first | DATE | first day meant
    last | DATE | last day meant
    grain | VARCHAR | day, month, year ...
    basis | VARCHAR | explicit, relative, narrative, context or none
    modifier | VARCHAR | early, late, approximate, since ...
    timex | VARCHAR | TIMEX3 value
    origin | VARCHAR | text
""",
)

REPORTS = _table(
    "reports",
    "what one document says happened",
    "id",
    """
    id | VARCHAR | stable: a hash of document text, evidence, trigger, type and ordinal
"""
    + _PLACE_IN_TEXT
    + """
    trigger_start | INTEGER | the words that name the act
    trigger_end | INTEGER | one past their last character
    event_type | VARCHAR | PLOVER type of the act
    mode | VARCHAR | PLOVER mode
    issue | VARCHAR | the matter (see vocabulary)
    thing | VARCHAR | what the act is about, where named
    place | VARCHAR | where, where told
    first | DATE | first day on which it can have happened
    last | DATE | last such day
    grain | VARCHAR | of the interval: day, month, year, longer
    date_basis | VARCHAR | explicit, relative, narrative, context or none
    status | VARCHAR | happened, ongoing, planned, stalled, denied, demanded, hypothetical
    symmetric | BOOLEAN | whether its actors may stand on either side
    claimed_by | VARCHAR | actor id of who says so, where that is not the document
    claimed_start | INTEGER | span of the speaker
    claimed_end | INTEGER | one past its last character
    voice | VARCHAR | document, quoted, reported or unnamed
    confidence | DOUBLE | 0 to 1
    reader | VARCHAR | which reader found it
    rule | VARCHAR | by which rule
    origin | VARCHAR | text or imported
""",
)

REPORT_ACTORS = _table(
    "report_actors",
    "the actors of a report",
    "report_id role ordinal",
    """
    report_id | VARCHAR | the report
    role | VARCHAR | source or target
    ordinal | INTEGER | from 0
    actor | VARCHAR | actor id, as of the report's date
    start | INTEGER | span of the mention
    end | INTEGER | one past its last character
    resolved | VARCHAR | how the mention was resolved
""",
)

QUANTITIES = _table(
    "quantities",
    "the amounts in a report",
    "report_id start",
    """
    report_id | VARCHAR | the report
    start | INTEGER | first character
    end | INTEGER | one past the last
    value | DOUBLE | the number
    unit | VARCHAR | what is counted or measured; NULL for money
    currency | VARCHAR | ISO 4217; NULL for anything else
""",
)

_CLAIM = """
    claimed_by | VARCHAR | actor id of who says so, where that is not the document
    voice | VARCHAR | document, quoted, reported or unnamed
    hedged | BOOLEAN | may, reportedly, seems ...
    confidence | DOUBLE | 0 to 1
    rule | VARCHAR | by which rule it was read
    origin | VARCHAR | text or human
"""

RELATION_CLAIMS = _table(
    "relation_claims",
    "a document says that a tie is good or bad, or changed",
    "id",
    """
    id | VARCHAR | stable
"""
    + _PLACE_IN_TEXT
    + """
    trigger_start | INTEGER | the words that say so
    trigger_end | INTEGER | one past their last character
    a | VARCHAR | actor id
    b | VARCHAR | actor id
    level | TINYINT | -1, 0, 1; NULL where left open
    change | TINYINT | -1, 0, 1; NULL where left open
    first | DATE | from when
    last | DATE | to when
"""
    + _CLAIM,
)

CAUSAL_CLAIMS = _table(
    "causal_claims",
    "a document says that one thing drives another",
    "id",
    """
    id | VARCHAR | stable
"""
    + _PLACE_IN_TEXT
    + """
    trigger_start | INTEGER | the words that link them
    trigger_end | INTEGER | one past their last character
    cause_start | INTEGER | span of the cause
    cause_end | INTEGER | one past its last character
    effect_start | INTEGER | span of the effect
    effect_end | INTEGER | one past its last character
    sign | TINYINT | 1 raises, -1 lowers; NULL where left open
    kind | VARCHAR | influence, motive, purpose, enabling, evaluative
    negated | BOOLEAN | the document says that it does not
"""
    + _CLAIM,
)

STANCES = _table(
    "stances",
    "a document says that an actor wants, supports, opposes, needs or fears something",
    "id",
    """
    id | VARCHAR | stable
"""
    + _PLACE_IN_TEXT
    + """
    actor | VARCHAR | actor id
    stance | VARCHAR | wants, supports, opposes, needs, fears
    object_start | INTEGER | span of what it is about
    object_end | INTEGER | one past its last character
    object_actor | VARCHAR | actor id, where the object is one
    sign | TINYINT | 1 for, -1 against; NULL where left open
"""
    + _CLAIM,
)

EVENTS = _table(
    "events",
    "what happened, once, however many documents report it",
    "id",
    """
    id | VARCHAR | the smallest id of its reports; any of their ids finds it
    event_type | VARCHAR | PLOVER type
    mode | VARCHAR | PLOVER mode
    issue | VARCHAR | the matter
    quad | TINYINT | 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    score | DOUBLE | PLOVER score of the type or mode, -10 to 10
    status | VARCHAR | the furthest that its reports say it got
    first | DATE | first day on which it can have happened
    last | DATE | last such day
    grain | VARCHAR | day, month, year, longer
    date_basis | VARCHAR | the best basis among its reports
    symmetric | BOOLEAN | whether its actors may stand on either side
    thing | VARCHAR | what it is about, where named
    place | VARCHAR | where, where told
    sources | VARCHAR[] | actor ids, as of its date
    targets | VARCHAR[] | actor ids, as of its date
    reports | INTEGER | how many reports
    documents | INTEGER | how many documents
    independent_sources | INTEGER | how many of these are not copies of another
    confidence | DOUBLE | 0 to 1
    origin | VARCHAR | text or imported
""",
)

EVENT_REPORTS = _table(
    "event_reports",
    "which reports make an event, and why",
    "event_id report_id",
    """
    event_id | VARCHAR | the event
    report_id | VARCHAR | the report
    why | VARCHAR | what joined it to the others
""",
)

DISAGREEMENTS = _table(
    "disagreements",
    "a field on which an event's reports differ; one row a side",
    "event_id field side",
    """
    event_id | VARCHAR | the event
    field | VARCHAR | date, amount, place, status, party ...
    side | INTEGER | from 0
    value | VARCHAR | what this side says
    report_ids | VARCHAR[] | the reports that say it
    document_ids | VARCHAR[] | their documents
""",
)

TALLIES = _table(
    "tallies",
    "a simple tally of cooperation and hostility per dyad and period",
    "a b first",
    """
    a | VARCHAR | lineage id, the smaller of the two
    b | VARCHAR | lineage id
    first | DATE | first day of the period
    last | DATE | last day of the period
    cooperation | DOUBLE | sum of positive scores of events and relation claims
    hostility | DOUBLE | sum of negative scores, as a positive number
    balance | DOUBLE | (cooperation - hostility) / (cooperation + hostility), -1 to 1
    events | INTEGER | how many events are in it
    claims | INTEGER | how many relation claims
    documents | INTEGER | from how many documents
    event_ids | VARCHAR[] | the events counted
    claim_ids | VARCHAR[] | the relation claims counted
""",
)

TABLES: Final[tuple[Table, ...]] = (
    DOCUMENTS,
    TEXTS,
    PASSAGES,
    ACTORS,
    MEMBERSHIPS,
    MENTIONS,
    DATES,
    REPORTS,
    REPORT_ACTORS,
    QUANTITIES,
    RELATION_CLAIMS,
    CAUSAL_CLAIMS,
    STANCES,
    EVENTS,
    EVENT_REPORTS,
    DISAGREEMENTS,
    TALLIES,
)
