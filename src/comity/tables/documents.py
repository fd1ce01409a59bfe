"""Tables about documents, and about the actors they name."""

from __future__ import annotations

from comity.tables.model import PLACE_IN_TEXT, table

DOCUMENTS = table(
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

TEXTS = table(
    "texts",
    "the text of each document, as it was read",
    "document_id",
    """
    document_id | VARCHAR | the document
    text | VARCHAR | its text
""",
)

PASSAGES = table(
    "passages",
    "one row a passage",
    "document_id start",
    PLACE_IN_TEXT
    + """
    kind | VARCHAR | prose, label or furniture
    reason | VARCHAR | why it is of that kind
""",
)

ACTORS = table(
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
    origin | VARCHAR | table, human, or imported: only an imported data set has it
""",
)

MEMBERSHIPS = table(
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
