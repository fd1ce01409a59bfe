"""Tables of what follows from all documents together."""

from __future__ import annotations

from comity.tables.model import PLACE_IN_TEXT, table

EVENTS = table(
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
    independent_sources | INTEGER | how many independent sources tell of it: see report_sources
    confidence | DOUBLE | 0 to 1
    corrected | VARCHAR[] | ids of the corrections that it rests on
    origin | VARCHAR | text or imported
""",
)

EVENT_REPORTS = table(
    "event_reports",
    "which reports make an event, and why",
    "event_id report_id",
    """
    event_id | VARCHAR | the event
    report_id | VARCHAR | the report
    closest | VARCHAR | the report of this event that it is likest to; NULL for the only one
    score | DOUBLE | how much speaks for these two being one event; NULL for the only one
    why | VARCHAR | what joined it to the others
""",
)

NEAR_JOINS = table(
    "near_joins",
    "two events that nearly became one, each pair once",
    "a b",
    """
    a | VARCHAR | event id, the smaller of the two
    b | VARCHAR | event id
    a_report | VARCHAR | the report of the one that is likest to the other
    b_report | VARCHAR | the report of the other
    score | DOUBLE | how much speaks for one event
    why | VARCHAR | what speaks for it
    why_not | VARCHAR | what kept them apart
""",
)

REPORT_SOURCES = table(
    "report_sources",
    "from whom a report comes in the end: reports of one source do not confirm each other",
    "report_id",
    """
    report_id | VARCHAR | the report
    source | VARCHAR | key of the independent source
    kind | VARCHAR | text (the document's own), speaker, outlet (another outlet is credited)
    why | VARCHAR | in words
""",
)

DISAGREEMENTS = table(
    "disagreements",
    "a field on which reports of one event, texts about one thing, or a text and a table differ; one row a side",
    "id side",
    """
    id | VARCHAR | stable: a hash of what it is about and of the field
    event_id | VARCHAR | the event; the smallest id where several are meant; of a thing, its stage's; NULL where there is none
    thing_id | VARCHAR | the thing, where it is about one
    field | VARCHAR | date, amount, count, place, party, status, kind, duration, cause, relation, membership, founding
    about | VARCHAR | what of it, in words: the unit counted, the act that is called the first, the two actors; empty where the field says it
    actors | VARCHAR[] | the actors that it concerns
    side | INTEGER | from 0
    value | VARCHAR | what this side says
    report_ids | VARCHAR[] | the reports that say it; empty for a claim or a table
    document_ids | VARCHAR[] | their documents; empty for what a table of the project says
    evidence | VARCHAR | JSON: [[document id, start, end], ...], the words that say it
    sources | INTEGER | how many independent sources say it
    apart | DOUBLE | how far the sides are apart, 0 to 1
    sure | DOUBLE | how sure it is that they speak of the same and that both are read aright, 0 to 1
    grade | VARCHAR | plain, likely or possible
    why | VARCHAR | what joins the sides, and how far apart they are, in words
    settled | VARCHAR | the value that a person settled on; NULL: open
    corrected | VARCHAR[] | ids of the corrections that it rests on
""",
)

AGREEMENTS = table(
    "agreements",
    "a fact that two or more independent sources agree on",
    "id",
    """
    id | VARCHAR | stable: a hash of what it is about, the field and the value
    event_id | VARCHAR | the event; NULL for a relation
    field | VARCHAR | happened, date, amount, count, place, party, status, kind, relation
    about | VARCHAR | what of it, in words; empty where the field says it
    actors | VARCHAR[] | the actors that it concerns
    value | VARCHAR | what they say
    sources | INTEGER | how many independent sources say it
    report_ids | VARCHAR[] | the reports that say it; empty for a relation
    document_ids | VARCHAR[] | their documents
    evidence | VARCHAR | JSON: [[document id, start, end], ...], the words that say it
""",
)

THINGS = table(
    "things",
    "what acts are about and what has a life of its own",
    "id",
    """
    id | VARCHAR | a readable slug
    name | VARCHAR | the name that is used most
    kind | VARCHAR | project, treaty, exercise, weapon, organisation, other
    aliases | VARCHAR[] | other names in the documents
    parties | VARCHAR[] | actor ids, those that most evidence names first
    stage | VARCHAR | the last stage that is told to have come: see thing_stages
    first | DATE | first day of what is dated about it
    last | DATE | last day
    mentions | INTEGER | how often the documents name it
    documents | INTEGER | in how many documents
    events | INTEGER | how many events concern it
    corrected | VARCHAR[] | ids of the corrections that it rests on
    origin | VARCHAR | text, table or human
""",
)

THING_MENTIONS = table(
    "thing_mentions",
    "where the documents name a thing",
    "thing_id document_id start",
    """
    thing_id | VARCHAR | the thing
"""
    + PLACE_IN_TEXT,
)

THING_STAGES = table(
    "thing_stages",
    "the stages in the life of a thing",
    "thing_id ordinal",
    """
    thing_id | VARCHAR | the thing
    ordinal | INTEGER | from 0, by date; undated ones last
    stage | VARCHAR | proposed, agreed, in force (a treaty), financed, renamed, built (ongoing: begun), delivered (a weapon), held (an exercise), stalled, resumed, ended; member joined, member left
    status | VARCHAR | as of reports: happened, ongoing, planned, ...
    first | DATE | first day on which it can have happened
    last | DATE | last such day
    parties | VARCHAR[] | actor ids
    event_id | VARCHAR | its event; NULL where only a sentence tells of it
    document_ids | VARCHAR[] | the documents that tell of it
    evidence | VARCHAR | JSON: [[document id, start, end], ...], the sentences
    origin | VARCHAR | text, table or human
""",
)

THING_FACTS = table(
    "thing_facts",
    "what is told of a thing: sums, shares, lengths, capacity, route, former names",
    "thing_id field value document_id start",
    """
    thing_id | VARCHAR | the thing
    field | VARCHAR | sum, share, length, capacity, count, route, name, may be (another thing that it may be the same as)
    value | VARCHAR | as a person would write it
    number | DOUBLE | the number, where it is one
    unit | VARCHAR | its unit or currency
    actor | VARCHAR | actor id, where it belongs to one (a share)
"""
    + PLACE_IN_TEXT
    + """
    word_start | INTEGER | the words that say so
    word_end | INTEGER | one past their last character
    claimed_by | VARCHAR | actor id of who says so, where that is not the document
""",
)

EVENT_THINGS = table(
    "event_things",
    "which things an event concerns",
    "event_id thing_id",
    """
    event_id | VARCHAR | the event
    thing_id | VARCHAR | the thing
    reports | INTEGER | how many of its reports name it
    document_ids | VARCHAR[] | the documents in which they do
""",
)

CORRECTIONS = table(
    "corrections",
    "what people put right, and what became of it in this build",
    "ordinal",
    """
    ordinal | INTEGER | its line in corrections.jsonl, from 1
    id | VARCHAR | its id
    kind | VARCHAR | reject, accept, change, join, split, settle, alias, fact, undo
    target | VARCHAR | the report, event, thing or actor that it is about
    field | VARCHAR | the field changed or settled
    old | VARCHAR | the value that it was made for
    new | VARCHAR | the value given
    who | VARCHAR | who made it
    at | VARCHAR | when, ISO 8601
    why | VARCHAR | the reason given
    state | VARCHAR | applied, undone, not found, conflict, not understood
    note | VARCHAR | why it was not applied, in words
""",
)

TALLIES = table(
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
    corrected | VARCHAR[] | ids of the corrections that it rests on, rejections of acts that would count here included
""",
)
