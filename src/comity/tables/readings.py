"""Tables of what single documents say."""

from __future__ import annotations

from comity.tables.model import PLACE_IN_TEXT, table

MENTIONS = table(
    "mentions",
    "one row a mention of an actor",
    "document_id start actor",
    PLACE_IN_TEXT
    + """
    actor | VARCHAR | actor id; NULL: not resolved
    kind | VARCHAR | state, organisation, group, person or place
    resolved | VARCHAR | how: name, demonym, seat, leader, anaphor ...
    origin | VARCHAR | text
""",
)

DATES = table(
    "dates",
    "one row a date in a text",
    "document_id start",
    PLACE_IN_TEXT
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

REPORTS = table(
    "reports",
    "what one document says happened",
    "id",
    """
    id | VARCHAR | stable: a hash of document text, evidence, trigger, type and ordinal
"""
    + PLACE_IN_TEXT
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
    rejected | BOOLEAN | whether a person rejected it: it makes no event then
    corrected | VARCHAR[] | ids of the corrections that it rests on
    origin | VARCHAR | text or imported
""",
)

REPORT_ACTORS = table(
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

QUANTITIES = table(
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

RELATION_CLAIMS = table(
    "relation_claims",
    "a document says that a tie is good or bad, or changed",
    "id",
    """
    id | VARCHAR | stable
"""
    + PLACE_IN_TEXT
    + """
    trigger_start | INTEGER | the words that say so
    trigger_end | INTEGER | one past their last character
    a | VARCHAR | actor id
    b | VARCHAR | actor id
    level | TINYINT | -1, 0, 1; NULL where left open
    change | TINYINT | -1, 0, 1; NULL where left open
    first | DATE | from when
    last | DATE | to when; NULL where only the first day is known
    date_basis | VARCHAR | text; publication (its day stands in for a present without a date); no earlier (such a text of an unknown day: the last date of which it tells); NULL: undated
"""
    + _CLAIM,
)

CAUSAL_CLAIMS = table(
    "causal_claims",
    "a document says that one thing drives another",
    "id",
    """
    id | VARCHAR | stable
"""
    + PLACE_IN_TEXT
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

STANCES = table(
    "stances",
    "a document says that an actor wants, supports, opposes, needs or fears something",
    "id",
    """
    id | VARCHAR | stable
"""
    + PLACE_IN_TEXT
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

NAMED_THINGS = table(
    "named_things",
    "where a document names a project, treaty, exercise, weapon or organisation, as it names it",
    "document_id start",
    PLACE_IN_TEXT
    + """
    name | VARCHAR | the words
    kind | VARCHAR | project, treaty, exercise, weapon, organisation, other
    says | VARCHAR | full (its name), described (a pipeline from A to B), acronym, former, later or also (another name of it), short (a part of it) or pronoun (the project)
    means | VARCHAR | the name under which this document gives the thing in full; an organisation's is its actor id
    parties | VARCHAR[] | actor ids named in the same sentence, outside names of things
    origin | VARCHAR | text
""",
)

THING_TELLINGS = table(
    "thing_tellings",
    "what a sentence says of a thing that it names: a stage of its life, a figure, a member, whose it is",
    "document_id start",
    PLACE_IN_TEXT
    + """
    about_start | INTEGER | where it names the thing: a row of named_things
    about_end | INTEGER | one past its last character
    tells | VARCHAR | stage, fact, member, or parties (whose it is, by its name)
    field | VARCHAR | the stage, as in thing_stages; or the field, as in thing_facts
    word_start | INTEGER | the words that say so
    word_end | INTEGER | one past their last character
    status | VARCHAR | of a stage or member: happened, ongoing, planned, denied, demanded, hypothetical ...
    first | DATE | first day on which it can have happened
    last | DATE | last such day
    parties | VARCHAR[] | actor ids; of a member: the member
    value | VARCHAR | of a fact, as a person would write it
    number | DOUBLE | the number, where it is one
    unit | VARCHAR | its unit or currency
    actor | VARCHAR | actor id of whose share it is
    report_id | VARCHAR | the report that tells the same
    claimed_by | VARCHAR | actor id of who says so, where that is not the document
    rule | VARCHAR | by which rule
""",
)
