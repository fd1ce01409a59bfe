"""Which rows are kept, which with a flag, which are left out and why: the SQL over the rows of all files.

Every row of a file is kept or left out, with its reason: nothing else can become of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from comity.exchange.importing.acts import act, issue_of
from comity.exchange.importing.days import EARLIEST, days
from comity.exchange.importing.parties import AMBIGUOUS, NO_COUNTRY, UNKNOWN, Parties, Spell
from comity.tables import IMPORTED_EVENTS

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from comity.actors import Registry

LONG_BEFORE: Final = 28
"""An act dated so many days before its row was made: GDELT counts some back a month, a year, ten years."""
_DIFFERS: Final = 0.05
LEFT_OUT: Final = (
    "wrong number of columns",
    "unreadable line",
    "missing date",
    "impossible date",
    "no act",
    "unreadable weight",
    "duplicate",
    "conflicting duplicate, an earlier row",
)
"""Why a row is left out."""


_MEANT: Final = """
    LEFT JOIN days_of d ON d.day = r.day AND d.last_day IS NOT DISTINCT FROM r.last
    LEFT JOIN acts a ON a.code IS NOT DISTINCT FROM r.code AND a.type IS NOT DISTINCT FROM r.type AND a.mode IS NOT DISTINCT FROM r.mode
"""
_UNUSABLE: Final = """
    CASE WHEN r.broken IS NOT NULL THEN r.broken
         WHEN r.day IS NULL THEN 'missing date'
         WHEN d.first IS NULL THEN 'impossible date'
         WHEN NOT coalesce(a.known, false) AND try_cast(r.weight AS DOUBLE) IS NULL
         THEN CASE WHEN r.weight IS NOT NULL AND coalesce(r.code, r.type) IS NULL THEN 'unreadable weight' ELSE 'no act' END END
"""


def look_up(db: duckdb.DuckDBPyConnection, registry: Registry, layouts: Sequence[Any]) -> None:
    """Tables of what dates, acts, parties, places and contexts mean, one row for each that the rows have: `raw` must be there."""
    full = layouts[0].full_codes
    forms = layouts[0].date_format
    _make(
        db,
        "days_of",
        "day VARCHAR, last_day VARCHAR, first DATE, last DATE, grain VARCHAR",
        (
            (day, last, found.first, found.last, found.grain)
            for day, last in _distinct(db, "day", "last")
            if day is not None and (found := days(day, last, forms)) is not None
        ),
    )
    _make(
        db,
        "added_on",
        "added VARCHAR, added_day DATE",
        (
            (text, found.last)
            for (text,) in _distinct(db, "added")
            if text is not None and (found := days(text)) is not None
        ),
    )
    _make(
        db,
        "acts",
        "code VARCHAR, type VARCHAR, mode VARCHAR, event_type VARCHAR, event_mode VARCHAR, issue VARCHAR, quad TINYINT, "
        "score DOUBLE, goldstein DOUBLE, swapped BOOLEAN, known BOOLEAN, flags VARCHAR[]",
        (
            (code, type, mode, *meant[:-1], list(meant.flags))
            for code, type, mode in _distinct(db, "code", "type", "mode")
            for meant in (act(code, type, mode, full_codes=full),)
        ),
    )
    _make(
        db,
        "matters",
        "contexts VARCHAR, issue VARCHAR",
        ((text, issue_of(text)) for (text,) in _distinct(db, "contexts") if text is not None),
    )
    parties = Parties(registry)
    written = {text for (text,) in _distinct(db, "source")} | {text for (text,) in _distinct(db, "target")}
    _make(
        db,
        "parties",
        "party VARCHAR, since DATE, until DATE, actors VARCHAR[], lineages VARCHAR[], flags VARCHAR[], unheard VARCHAR[]",
        (
            (
                *(text, s.first, s.last, list(s.actors), [_lineage(registry, a) for a in s.actors], list(s.flags)),
                _unheard(parties, text, s),
            )
            for text in sorted(t for t in written if t is not None)
            for s in parties.spells(text)
            if s.actors or s.flags != (NO_COUNTRY,)  # of whom there can be millions, each by a name of his own
        ),
    )
    _make(
        db,
        "states_of",
        "place_key VARCHAR, since DATE, until DATE, actor VARCHAR",
        (
            (text, s.first, s.last, s.actors[0])
            for (text,) in _distinct(db, "place_key")
            if text is not None
            for s in parties.spells(text)
            if s.actors
        ),
    )


def unknown(db: duckdb.DuckDBPyConnection, most: int) -> list[tuple[str, int]]:
    """The codes and names of countries that nobody knows, or that are ambiguous on the day of the row, with their numbers of
    rows that are kept, the commonest first."""
    sides = " UNION ALL ".join(
        f"SELECT r.{side} AS party, d.first {_JOINED.format(raw='raw')} "
        f"WHERE r.{side} IN (SELECT party FROM unheard) AND ({_LEFT_OUT}) IS NULL"
        for side in ("source", "target")
    )
    found = db.execute(
        f"""
        WITH unheard AS (SELECT party, since, until, unnest(unheard) AS written FROM parties), sides AS ({sides})
        SELECT u.written, count(*) AS n FROM sides s
        JOIN unheard u ON u.party = s.party AND s.first BETWEEN u.since AND u.until
        GROUP BY u.written ORDER BY n DESC, u.written LIMIT ?""",
        [most],
    ).fetchall()
    return [(written, int(rows)) for written, rows in found]


def _unheard(parties: Parties, party: str, spell: Spell) -> list[str]:
    """Which of the codes and names of a party mean nobody, or several, in that time."""
    if not {UNKNOWN, AMBIGUOUS} & set(spell.flags):
        return []
    keys = dict.fromkeys(key for key in party.split("|") if key)
    doubtful = [
        k
        for k in keys
        if {UNKNOWN, AMBIGUOUS} & {f for s in parties.spells(k) if s.first <= spell.first <= s.last for f in s.flags}
    ]
    return [key.partition(":")[2] for key in doubtful]


def _lineage(registry: Registry, actor: str) -> str:
    return registry.lineage(actor) if actor in registry else actor


def _distinct(db: duckdb.DuckDBPyConnection, *columns: str) -> list[tuple[Any, ...]]:
    named = ", ".join(columns)
    return db.execute(f"SELECT DISTINCT {named} FROM raw WHERE broken IS NULL ORDER BY {named}").fetchall()


def _make(db: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Any) -> None:
    db.execute(f"CREATE TEMP TABLE {name} ({columns})")
    held = [list(column) for column in zip(*rows, strict=True)]
    if held:
        kinds = [part.rsplit(" ", 1)[1] for part in columns.split(", ")]
        given = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        db.execute(f"INSERT INTO {name} SELECT {given}", held)


def find_twice(db: duckdb.DuckDBPyConnection, *, unique: bool) -> None:
    """The table `twice`: of each row whose id or, without one, whose content stands there more than once, what becomes of it.

    Of rows that are alike to the letter the first is kept. Of rows of one id that say different things the last that can be
    used is kept where an id means one row (`unique`), else all are. What `look_up` makes must be there.
    """
    db.execute(
        "CREATE TEMP TABLE ids AS SELECT id FROM raw WHERE id IS NOT NULL AND broken IS NULL GROUP BY id HAVING count(*) > 1"
    )
    db.execute(
        "CREATE TEMP TABLE alike AS SELECT hash FROM raw WHERE id IS NULL AND broken IS NULL GROUP BY hash HAVING count(*) > 1"
    )
    ended = "'conflicting duplicate, an earlier row'" if unique else "NULL"
    db.execute(
        f"""
        CREATE TEMP TABLE twice AS
        WITH several AS (SELECT r.file, r.line, r.id, r.hash, ({_UNUSABLE}) IS NULL AS usable,
                                row_number() OVER (PARTITION BY r.id, r.hash ORDER BY r.file, r.line) AS copy
                         FROM raw r {_MEANT} WHERE r.broken IS NULL AND r.id IN (SELECT id FROM ids)),
             firsts AS (SELECT *, count(*) OVER (PARTITION BY id) AS versions,
                               row_number() OVER (PARTITION BY id ORDER BY usable DESC, file DESC, line DESC) AS from_last,
                               row_number() OVER (PARTITION BY id ORDER BY file, line) AS version
                        FROM several WHERE copy = 1)
        SELECT s.file, s.line,
               CASE WHEN s.copy > 1 THEN 'duplicate' WHEN f.from_last > 1 THEN {ended} END AS left_out,
               CASE WHEN s.copy = 1 AND f.versions > 1 THEN 'conflicting duplicate' END AS flag,
               CASE WHEN {str(not unique).lower()} AND f.version > 1 THEN f.version END AS number
        FROM several s LEFT JOIN firsts f ON f.file = s.file AND f.line = s.line
        UNION ALL
        SELECT file, line, NULL, 'identical rows', NULL FROM raw
        WHERE broken IS NULL AND id IS NULL AND hash IN (SELECT hash FROM alike)"""
    )


_JOINED: Final = f"""
    FROM {{raw}} r {_MEANT}
    LEFT JOIN added_on n ON n.added = r.added
    LEFT JOIN twice t ON t.file = r.file AND t.line = r.line
"""
_LEFT_OUT: Final = f"coalesce({_UNUSABLE}, t.left_out)"


def left_out(db: duckdb.DuckDBPyConnection, examples: int) -> list[tuple[str, int, list[tuple[int, int, str]]]]:
    """Of each reason: (reason, rows, the first rows as (file, line, what stands there))."""
    query = f"""
        WITH judged AS (SELECT {_LEFT_OUT} AS reason, r.file, r.line, coalesce(r.text, r.day, '') AS day, r.code, r.type, r.id {_JOINED.format(raw="raw")})
        SELECT reason, count(*), min((file, line), {examples}) FROM judged WHERE reason IS NOT NULL GROUP BY reason ORDER BY reason"""
    found = []
    for reason, rows, places in db.execute(query).fetchall():
        shown = []
        for place in places:
            file, line = tuple(place.values()) if isinstance(place, dict) else place
            cells = db.execute(
                "SELECT coalesce(text, CASE ? WHEN 'impossible date' THEN concat_ws(' to ', day, last) "
                "WHEN 'unreadable weight' THEN concat('weight ', weight) WHEN 'no act' THEN coalesce(code, type, 'no code') ELSE concat_ws(' ', id, day, their_source, their_target, coalesce(code, type)) END) "
                "FROM raw WHERE file = ? AND line = ?",
                [reason, file, line],
            ).fetchall()
            shown.append((file, line, str(cells[0][0]) if cells else ""))
        found.append((reason, rows, shown))
    return found


def _number(text: str, kind: str = "INTEGER") -> str:
    return f"try_cast({text} AS {kind})"


def events(
    name: str, files: str, *, has_ids: bool, weighs: bool, since: date | None, theirs_first: bool = False
) -> str:
    """The SELECT that gives the rows of `tables.IMPORTED_EVENTS` in the order of the files, of as many rows of `raw` as stand
    in what is put for {raw}. `files` is the name of a table of their numbers and names. `theirs_first`: what a row says of its
    weight counts before what its code says."""
    own = "'" + name.replace("'", "''") + "'"
    their_weight = _number("r.weight", "DOUBLE")
    weight = f"CASE WHEN {their_weight} BETWEEN -10 AND 10 THEN {their_weight} END"
    begins = f"d.first < DATE '{since or EARLIEST}'"
    flags = [
        ("t.flag IS NOT NULL", "t.flag"),
        (f"r.id IS NULL AND {str(has_ids).lower()}", "'missing id'"),
        ("r.more IS NOT NULL", "r.more"),
        ("n.added_day < d.first", "'future date'"),
        (f"n.added_day - d.first >= {LONG_BEFORE} AND d.grain = 'day'", "'dated long before'"),
        (begins, "'before the data set begins'"),
        ("r.source IS NULL AND NOT coalesce(r.symmetric = 'true' AND len(g.actors) > 1, false)", "'no source'"),
        ("r.target IS NULL AND NOT coalesce(r.symmetric = 'true' AND len(s.actors) > 1, false)", "'no target'"),
        ("d.last > least(s.until, g.until)", "'actor changes within its date'"),
        (
            "len(s.lineages) > 0 AND len(g.lineages) > 0 AND list_has_all(s.lineages, g.lineages) AND list_has_all(g.lineages, s.lineages)",
            "'self-tie'",
        ),
        (f"r.weight IS NULL AND {str(weighs).lower()}", "'missing weight'"),
        (f"r.weight IS NOT NULL AND {weight} IS NULL", "'impossible weight'"),
        (f"abs({weight} - a.goldstein) > {_DIFFERS}", "'weight differs from its code'"),
    ]
    listed = ", ".join(f"CASE WHEN {when} THEN {flag} END" for when, flag in flags)
    nobody = f"['{NO_COUNTRY}']"
    sides = (
        f"coalesce({table}.flags, CASE WHEN r.{side} IS NULL THEN [] ELSE {nobody} END)"
        for side, table in (("source", "s"), ("target", "g"))
    )
    both = f"{', '.join(sides)}, coalesce(a.flags, [])"
    swap = "coalesce(a.swapped, false)"
    columns = {
        "id": f"{own} || ':' || coalesce(r.id || CASE WHEN t.number IS NOT NULL THEN '#' || t.number ELSE '' END, r.file || '.' || r.line)",
        "event_type": "a.event_type",
        "mode": "a.event_mode",
        "issue": "coalesce(CASE WHEN r.issue IS NOT NULL THEN r.issue END, m.issue, a.issue)",
        "quad": f"coalesce(a.quad, CASE WHEN {_number('r.quad', 'TINYINT')} BETWEEN 1 AND 4 THEN {_number('r.quad', 'TINYINT')} END)",
        "score": f"coalesce(a.score, CASE WHEN coalesce(r.code, r.type) IS NULL THEN {weight} END)",
        "status": "coalesce(r.status, 'happened')",
        "first": "d.first",
        "last": "d.last",
        "grain": "coalesce(r.grain, d.grain)",
        "date_basis": "r.date_basis",
        "symmetric": "coalesce(r.symmetric = 'true', false)",
        "thing": "r.thing",
        "place": "r.place",
        "sources": f"coalesce(CASE WHEN {swap} THEN g.actors ELSE s.actors END, [])",
        "targets": f"coalesce(CASE WHEN {swap} THEN s.actors ELSE g.actors END, [])",
        "reports": _number("r.reports"),
        "documents": _number("r.documents"),
        "independent_sources": _number("r.independent"),
        "confidence": _number("r.confidence", "DOUBLE"),
        "corrected": "CASE WHEN r.corrected IS NULL THEN [] ELSE string_split(r.corrected, '|') END",
        "origin": "'imported'",
        "dataset": own,
        "their_id": "r.id",
        "their_type": "concat_ws(' ', r.code, r.type, r.mode)",
        "their_weight": their_weight,
        "goldstein": "a.goldstein",
        "weight": f"coalesce({weight}, a.goldstein, a.score)"
        if theirs_first
        else f"coalesce(a.goldstein, {weight}, a.score)",
        "their_source": "r.their_source",
        "their_target": "r.their_target",
        "place_state": "p.actor",
        "publisher": "r.publisher",
        "mentions": _number("r.mentions"),
        "outlets": _number("r.outlets"),
        "added": "n.added_day",
        "flags": f"list_sort(list_distinct(list_concat(list_filter([{listed}], lambda x: x IS NOT NULL), {both})))",
        "file": "f.name",
        "line": "r.line",
    }
    told = ", ".join(f'({columns[c.name]})::{c.type} AS "{c.name}"' for c in IMPORTED_EVENTS.columns)
    told = told.replace("{", "{{").replace("}", "}}")
    return f"""
        SELECT {told} {_JOINED}
        LEFT JOIN matters m ON m.contexts = r.contexts
        LEFT JOIN parties s ON s.party = r.source AND d.first BETWEEN s.since AND s.until
        LEFT JOIN parties g ON g.party = r.target AND d.first BETWEEN g.since AND g.until
        LEFT JOIN states_of p ON p.place_key = r.place_key AND d.first BETWEEN p.since AND p.until
        LEFT JOIN {files} f ON f.number = r.file
        WHERE ({_LEFT_OUT}) IS NULL ORDER BY r.file, r.line"""
