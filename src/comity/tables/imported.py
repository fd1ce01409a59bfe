"""Tables of event data made by others. Imported events never stand among those read: they have tables of their own, with
the same columns."""

from __future__ import annotations

from comity.tables.model import Table, table
from comity.tables.record import EVENTS

IMPORTS = table(
    "imports",
    "the data sets of others that were imported",
    "name",
    """
    name | VARCHAR | name of the data set in this project
    format | VARCHAR | gdelt, icews, polecat, plover or csv
    files | VARCHAR[] | the files, as they were given
    sha256 | VARCHAR[] | hashes of their bytes
    rows | BIGINT | rows in the files
    kept | BIGINT | of them kept
    flagged | BIGINT | of these kept with a flag
    left_out | BIGINT | left out: see import_problems
    first | DATE | first day of an event
    last | DATE | last day
    in_store | BOOLEAN | whether its events stand in imported_events; else they stay in its Parquet file
    citation | VARCHAR | whom to cite
""",
)

_OWN = """
    dataset | VARCHAR | name of the data set
    their_id | VARCHAR | id in the data set
    their_type | VARCHAR | event code there
    their_weight | DOUBLE | weight given there: Goldstein scale or intensity
    goldstein | DOUBLE | Goldstein weight of the CAMEO code, -10 to 10; NULL: not coded in CAMEO
    weight | DOUBLE | what the act counts, -10 to 10: goldstein, else theirs, else score; of a CSV theirs first
    their_source | VARCHAR | source actor as written there
    their_target | VARCHAR | target actor as written there
    place_state | VARCHAR | id of the state where it took place, as of its date, where given
    publisher | VARCHAR | outlet or story, where given
    mentions | INTEGER | how many mentions the row counts, where given
    outlets | INTEGER | in how many outlets, where given: copies among them count too
    added | DATE | the day on which the data set took it in, where given
    flags | VARCHAR[] | what is doubtful about the row
    file | VARCHAR | the file that it stands in
    line | BIGINT | its line, from 1
"""

IMPORTED_EVENTS = Table(
    "imported_events",
    "events of imported data sets: the columns of events, and their own",
    (*EVENTS.columns, *table("own", "", "", _OWN).columns),
    ("dataset", "id"),
)

IMPORT_PROBLEMS = table(
    "import_problems",
    "rows of imported files that were left out or kept with a flag, by kind; examples of each",
    "dataset problem file line",
    """
    dataset | VARCHAR | name of the data set
    problem | VARCHAR | impossible date, unknown country, missing weight, self-tie, duplicate, conflicting duplicate ...
    left_out | BOOLEAN | whether such rows were left out; else they were kept with a flag
    rows | BIGINT | how many rows
    file | VARCHAR | an example: its file
    line | BIGINT | its line, from 1
    value | VARCHAR | what stands there
""",
)

DYAD_DAYS = table(
    "dyad_days",
    "daily sufficient statistics of events per directed dyad: what scores of large data sets are made from",
    "dataset source target day issue mutual",
    """
    dataset | VARCHAR | text, or the name of an imported data set
    source | VARCHAR | lineage id
    target | VARCHAR | lineage id
    day | DATE | the day
    issue | VARCHAR | the matter, or all
    mutual | BOOLEAN | whether these are symmetric events: each stands here once, source < target, and speaks for both directions
    events | BIGINT | how many events
    weight | DOUBLE | sum of weights w: confidence, times what its mentions count for
    weight2 | DOUBLE | sum of w squared
    total | DOUBLE | sum of w g, g from -1 to 1
    cooperative | BIGINT | how many with g above 0
    hostile | BIGINT | how many with g below 0
    verbal_cooperation | BIGINT | quad class 1
    material_cooperation | BIGINT | quad class 2
    verbal_conflict | BIGINT | quad class 3
    material_conflict | BIGINT | quad class 4
""",
)
