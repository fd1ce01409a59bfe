"""The panel as a table: every pair in every period in which both exist, with what is known of it then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.exchange.panel import datasets, facts, levels, size
from comity.exchange.panel.asked import TEXT, Asked, Notes, Sides
from comity.exchange.panel.columns import PANEL, SCORED
from comity.exchange.panel.loading import load
from comity.exchange.panel.periods import Carrier, Lineages, Period, period, periods
from comity.exchange.panel.texts import COUNTED, Cell, Told, told

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from comity.actors import Registry
    from comity.record import Record

EARLIEST: Final = date(1945, 1, 1)
"""A panel begins no earlier unless it is asked to: the tables of states do not reach further back."""
_ROWS: Final = """
    CREATE TEMP TABLE rows AS
    SELECT row_number() OVER (ORDER BY p.a, p.b, t.ix) AS row, p.a, p.b, t.ix, t.period, t.year, t.month,
           greatest(t.first, x.first, y.first) AS first, least(t.last, x.last, y.last) AS last,
           x.lineage AS lineage_a, y.lineage AS lineage_b, least(x.lineage, y.lineage) AS one,
           greatest(x.lineage, y.lineage) AS other, x.name AS name_a, y.name AS name_b, x.kind AS kind_a, y.kind AS kind_b,
           x.carries AND y.carries AS carries,
           nullif(concat_ws('; ', CASE WHEN x.after IS NOT NULL AND x.first BETWEEN t.first AND t.last
                                       THEN x.after || ' > ' || x.actor END,
                                  CASE WHEN y.after IS NOT NULL AND y.first BETWEEN t.first AND t.last
                                       THEN y.after || ' > ' || y.actor END), '') AS succession
    FROM pairs p JOIN carriers x ON x.actor = p.a JOIN carriers y ON y.actor = p.b CROSS JOIN periods t
    WHERE greatest(t.first, x.first, y.first) <= least(t.last, x.last, y.last)
"""
_NUMBERED: Final = """
    LEFT JOIN numbers {name} ON {name}.actor = r.{side} AND {name}.scheme = '{scheme}'
        AND r.last BETWEEN {name}.first AND {name}.last
"""
_FOLLOWED: Final = """
    CREATE TEMP TABLE followed AS
    SELECT r.row, count(DISTINCT f.document) AS documents
    FROM rows r JOIN follows f ON f.ix = r.ix AND f.lineage = r.one AND f.first <= r.last AND f.last >= r.first
                JOIN follows g ON g.ix = r.ix AND g.lineage = r.other AND g.document = f.document
                              AND g.first <= r.last AND g.last >= r.first
    GROUP BY r.row
"""
_FACTS: Final = """
    CREATE TEMP TABLE said AS
    WITH held AS (SELECT r.row, f.sign, f.open AND f.first < r.first AS unsure, f.kind
                  FROM rows r JOIN facts f ON f.a = r.one AND f.b = r.other AND f.first <= r.last AND f.last >= r.first),
         marked AS (SELECT *, kind || CASE WHEN unsure THEN '?' ELSE '' END AS kind_then FROM held)
    SELECT row, string_agg(DISTINCT kind_then, ';' ORDER BY kind_then) AS kinds,
           count(*) FILTER (sign > 0 AND NOT unsure) AS positive, count(*) FILTER (sign < 0 AND NOT unsure) AS negative,
           bool_or(NOT unsure) AS sure
    FROM marked GROUP BY row
"""
_TIES: Final = """
    CREATE TEMP TABLE ties AS
    WITH joint AS (
        SELECT CASE WHEN m.alliance THEN 'alliance' ELSE 'membership' END AS kind, m.organisation AS name, m.member AS a,
               n.member AS b, greatest(m.first, n.first) AS first, least(m.last, n.last) AS last
        FROM members m JOIN members n USING (organisation)
        UNION ALL SELECT kind, name, a, b, first, last FROM treaties)
    SELECT r.row, string_agg(DISTINCT j.name, ';' ORDER BY j.name) FILTER (j.kind = 'alliance') AS alliances,
           string_agg(DISTINCT j.name, ';' ORDER BY j.name) FILTER (j.kind = 'partnership') AS partnerships,
           count(DISTINCT j.name) FILTER (j.kind = 'membership') AS memberships
    FROM rows r JOIN joint j ON j.a = r.a AND j.b = r.b AND j.first <= r.last AND j.last >= r.first
    GROUP BY r.row
"""


def panel(
    record: Record, registry: Registry, asked: Asked, notes: Notes, tell: Callable[[str], None] | None = None
) -> pa.Table:
    """The rows of `columns.PANEL`, sorted by dyad and period, with the types of the store. `tell` is told beforehand where
    they will be many.

    Raises UsageError for an origin or issue that there is none of, where nothing is left to write, and where the rows would be
    more than `size.MOST` and `asked.large` is not set.
    """
    import duckdb

    datasets.check_origin(record, asked.origin)
    _check_issue(asked.issue)
    names = {row["id"]: row["name"] for row in record.sql("SELECT id, name FROM actors ORDER BY id").to_pylist()}
    lineages = Lineages(registry, names)
    if asked.origin == TEXT:
        found = told(record, asked, lineages, notes)
        dyads, inside = found.pairs | _dyads_of_facts(record, asked), _text_span(found, asked)
    else:
        found = None
        dyads, inside = datasets.pairs(record, asked), datasets.span(record, asked.origin)
    when = _when(asked, inside)
    pairs = _pairs(dyads, lineages, asked)
    if not pairs or not when:
        raise UsageError("No dyad has any evidence, so there is no panel.", hint="Ask for less, or for --all-pairs.")
    size.check(size.rows(pairs, lineages, when), asked, tell)
    with duckdb.connect() as db:
        _grid(db, pairs, lineages, when)
        if found is not None:
            _texts(db, record, found, when, notes)
        else:
            datasets.count(db, record, asked, lineages, when, notes)
        _scores(db, record, asked)
        return _whole(db, asked)


def _check_issue(issue: str) -> None:
    from comity.record.asking.filters import check
    from comity.vocabulary import issues

    check(issue, ["all", *issues()], "issue")


def _dyads_of_facts(record: Record, asked: Asked) -> set[tuple[str, str]]:
    if asked.issue != "all":
        return set()
    rows = record.sql("SELECT DISTINCT a, b FROM standing_facts WHERE origin = 'text'").to_pylist()
    return {(row["a"], row["b"]) for row in rows}


def _text_span(found: Told, asked: Asked) -> tuple[date, date] | None:
    """First and last day of the periods in which the texts tell of something that can be placed in one: up to the last act
    or claim that is known to lie behind its text. Plans and forecasts reach no further."""
    seen = [ix for (_, _, ix), cell in found.cells.items() if cell.seen]
    if not seen:
        return None
    known = [ix for (_, _, ix), cell in found.cells.items() if cell.known]
    return period(min(seen), asked.unit).first, period(max(known or seen), asked.unit).last


def _when(asked: Asked, inside: tuple[date, date] | None) -> list[Period]:
    """The periods of the panel. Raises UsageError where nothing says which, or they end before they begin."""
    first = asked.since or (max(inside[0], EARLIEST) if inside else None)
    last = asked.until or (inside[1] if inside else None)
    if first is None or last is None:
        raise UsageError(
            f"Nothing is dated to a {asked.unit}, so there is no panel of {asked.unit}s.",
            hint="Say from when to when: --since and --until." if asked.unit == "year" else "Try --unit year.",
        )
    if first > last:
        raise UsageError(
            f"The panel would end on {last}, before it begins on {first}.", hint="Change --since or --until."
        )
    return periods(first, last, asked.unit)


def _pairs(dyads: set[tuple[str, str]], lineages: Lineages, asked: Asked) -> list[tuple[str, str]]:
    """Ordered pairs of actors: each carrier of the one lineage with each of the other."""
    sides = Sides(lineages, asked.directed)
    found: set[tuple[str, str]] = set()
    members = {
        one: [c.actor for c in lineages.carriers([one])] for one in sorted({id for pair in dyads for id in pair})
    }
    for a, b in dyads:
        for x in members[a]:
            for y in members[b]:
                found.update(sides.both(x, y))
    if asked.every:
        states = lineages.states()
        for n, x in enumerate(states):
            for y in states[n + 1 :]:
                if lineages.lineage(x) != lineages.lineage(y):
                    found.update(sides.both(x, y))
    return sorted(found)


def _grid(
    db: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[str, str]], lineages: Lineages, when: Sequence[Period]
) -> None:
    actors = sorted({actor for pair in pairs for actor in pair})
    carriers = [lineages.carrier(actor) for actor in actors]
    load(db, "pairs", "a VARCHAR, b VARCHAR", pairs)
    load(
        db,
        "carriers",
        "actor VARCHAR, lineage VARCHAR, name VARCHAR, kind VARCHAR, first DATE, last DATE, after VARCHAR, carries BOOLEAN",
        [_carrier(one, lineages) for one in carriers],
    )
    columns = "ix INTEGER, period VARCHAR, year INTEGER, month INTEGER, first DATE, last DATE"
    load(db, "periods", columns, [(p.ix, p.name, p.year, p.month, p.first, p.last) for p in when])
    columns = "actor VARCHAR, scheme VARCHAR, number INTEGER, first DATE, last DATE"
    load(db, "numbers", columns, [(n.actor, n.scheme, n.number, n.first, n.last) for n in lineages.numbers(actors)])
    columns = "organisation VARCHAR, alliance BOOLEAN, member VARCHAR, first DATE, last DATE"
    members = facts.by_tables(lineages, actors)
    load(db, "members", columns, [tuple(m[name] for name in facts.TABLE_COLUMNS) for m in members])
    columns = "name VARCHAR, kind VARCHAR, a VARCHAR, b VARCHAR, first DATE, last DATE"
    bound = facts.by_treaties(actors)
    load(db, "treaties", columns, [tuple(t[name] for name in facts.TREATY_COLUMNS) for t in bound])
    db.execute(_ROWS)
    db.execute(_TIES)


def _carrier(one: Carrier, lineages: Lineages) -> tuple[Any, ...]:
    carries = (
        lineages.on(one.lineage, one.last) == one.actor
    )  # not East Germany: its lineage is Germany's, which was there
    return (one.actor, one.lineage, one.name, one.kind, one.first, one.last, one.after, carries)


def _texts(db: duckdb.DuckDBPyConnection, record: Record, found: Told, when: Sequence[Period], notes: Notes) -> None:
    columns = ", ".join(f"{name} {'DOUBLE' if name == 'goldstein_sum' else 'INTEGER'}" for name in COUNTED)
    rows = [(a, b, ix, cell.seen, *cell.row()) for (a, b, ix), cell in sorted(found.cells.items())]
    load(db, "cells", f"a VARCHAR, b VARCHAR, ix INTEGER, seen BOOLEAN, {columns}", rows)
    columns = "document VARCHAR, lineage VARCHAR, ix INTEGER, first DATE, last DATE"
    load(db, "follows", columns, found.followed)
    said, undated = facts.by_texts(record)
    columns = "a VARCHAR, b VARCHAR, kind VARCHAR, sign INTEGER, first DATE, last DATE, open BOOLEAN"
    load(db, "facts", columns, [tuple(row[name] for name in facts.TEXT_COLUMNS) for row in said])
    if undated:
        notes.left_out["standing facts without a date, in no row"] += undated
    _outside(found.cells, when, notes)
    db.execute(_FOLLOWED)
    db.execute(_FACTS)
    counts = ", ".join(
        f"CASE WHEN covered THEN coalesce(c.{name}, 0) END AS {name}"
        if name not in ("wider", "not_done")  # told all the same: of a time too wide, of a time to come
        else f"CASE WHEN covered OR c.{name} > 0 THEN coalesce(c.{name}, 0) END AS {name}"
        for name in COUNTED
    )
    db.execute(f"""
        CREATE TEMP TABLE counted AS
        SELECT r.row, coalesce(f.documents, 0) > 0 OR coalesce(c.seen, false) AS covered,
               greatest(coalesce(f.documents, 0), coalesce(c.documents, 0)) AS covering_documents,
               NULL::INTEGER AS covering_days, {counts},
               CASE WHEN c.events > 0 THEN round(c.goldstein_sum / c.events, 6) END AS goldstein_mean,
               s.kinds AS text_facts, CASE WHEN covered OR s.sure THEN coalesce(s.positive, 0) END AS text_positive,
               CASE WHEN covered OR s.sure THEN coalesce(s.negative, 0) END AS text_negative
        FROM rows r LEFT JOIN cells c ON c.a = r.a AND c.b = r.b AND c.ix = r.ix LEFT JOIN followed f ON f.row = r.row
             LEFT JOIN said s ON s.row = r.row
    """)


def _outside(cells: Mapping[tuple[str, str, int], Cell], when: Sequence[Period], notes: Notes) -> None:
    """Note what the periods of the panel leave out."""
    out = sum(c.events for (_, _, ix), c in cells.items() if not when[0].ix <= ix <= when[-1].ix)
    if out:
        said = f"acts (of each dyad) before {when[0].name} or after {when[-1].name}, which --since and --until reach"
        notes.left_out[said] += out
    plans = sum(c.not_done for (_, _, ix), c in cells.items() if ix > when[-1].ix)
    if plans:
        notes.left_out[f"acts not done (of each dyad) after {when[-1].name}, which --until reaches"] += plans


def _scores(db: duckdb.DuckDBPyConnection, record: Record, asked: Asked) -> None:
    """Scores at the last day of each row of the actor that carries its lineage then."""
    ends = [row[0] for row in db.execute("SELECT DISTINCT last FROM rows ORDER BY last").fetchall()]
    db.register("levels", levels.at(record, asked.origin, asked.issue, ends, directed=asked.directed))


def _whole(db: duckdb.DuckDBPyConnection, asked: Asked) -> pa.Table:
    made = {
        "days": "(r.last - r.first) + 1",
        "dyad": "r.one || '-' || r.other",
        "origin": "?",
        "issue": "?",
        "directed": "?",
        "table_alliances": "t.alliances",
        "table_partnerships": "t.partnerships",
        "table_memberships": "CASE WHEN r.kind_a = 'state' AND r.kind_b = 'state' THEN coalesce(t.memberships, 0) END",
    }
    made |= {f"{scheme}_{side}": f"{scheme}_{side}.number" for scheme in ("cow", "gw", "iso") for side in ("a", "b")}
    made |= {name: f"l.{name}" for name in SCORED}
    held = [row[0] for row in db.execute("DESCRIBE counted").fetchall()]
    made |= {name: f"c.{name}" for name in held if name != "row"}
    columns = ", ".join(f'({made.get(c.name, f"r.{c.name}")})::{c.type} AS "{c.name}"' for c in PANEL.columns)
    joins = "".join(
        _NUMBERED.format(name=f"{scheme}_{side}", side=side, scheme=scheme)
        for scheme in ("cow", "gw", "iso")
        for side in ("a", "b")
    )
    way = "CASE WHEN r.lineage_a = r.one THEN 'forth' ELSE 'back' END" if asked.directed else "'both'"
    query = f"""
        SELECT {columns} FROM rows r JOIN counted c ON c.row = r.row LEFT JOIN ties t ON t.row = r.row {joins}
        LEFT JOIN levels l ON l.a = r.one AND l.b = r.other AND l."end" = r.last AND l.direction = {way}
            AND r.carries
        ORDER BY r.one, r.other, r.lineage_a = r.other, r.ix, r.first, r.a, r.b
    """
    return db.sql(query, params=[asked.origin, asked.issue, asked.directed]).to_arrow_table()
