"""The events as ordered pairs of parties, which much analysis of world politics starts from; made for an export, not kept in
the store.

An event with two sources and one target gives two rows. One whose parties may stand on either side gives each pair both
ways round, with `directed` false: count such rows once. Where one side is not known, or there is none, it is empty.
"""

from __future__ import annotations

from typing import Final

from comity.tables.model import table

DYADS: Final = table(
    "event_dyads",
    "one row an event and ordered pair of its parties; made for the export",
    "event_id source target",
    """
    event_id | VARCHAR | the event
    source | VARCHAR | actor id, as of its date; NULL: not known
    target | VARCHAR | actor id, as of its date; NULL: none or not known
    directed | BOOLEAN | false: the parties share the act, and the pair stands both ways round
    source_cow | INTEGER | Correlates of War number of the source
    target_cow | INTEGER | Correlates of War number of the target
    source_gw | INTEGER | Gleditsch-Ward number of the source
    target_gw | INTEGER | Gleditsch-Ward number of the target
    first | DATE | first day on which it can have happened
    last | DATE | last such day
    event_type | VARCHAR | PLOVER type
    mode | VARCHAR | PLOVER mode
    quad | TINYINT | 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    score | DOUBLE | PLOVER score of the type or mode, -10 to 10
    issue | VARCHAR | the matter
    status | VARCHAR | the furthest that its reports say it got: planned and denied acts are here too
    independent_sources | INTEGER | how many independent sources tell of it
    confidence | DOUBLE | 0 to 1
""",
)
QUERY: Final = """(
    WITH sides AS (SELECT id, "symmetric" AS shared,
                       CASE WHEN "symmetric" THEN list_concat(sources, targets) ELSE sources END AS ones,
                       CASE WHEN "symmetric" THEN list_concat(sources, targets) ELSE targets END AS others FROM events),
         full_sides AS (SELECT id, shared, CASE WHEN len(ones) = 0 THEN [NULL] ELSE ones END AS ones,
                            CASE WHEN len(others) = 0 OR (shared AND len(list_distinct(others)) < 2) THEN [NULL] ELSE others END AS others
                        FROM sides),
         lefts AS (SELECT id, shared, unnest(ones) AS source, others FROM full_sides),
         pairs AS (SELECT DISTINCT id, shared, source, target FROM
                   (SELECT id, shared, source, unnest(others) AS target FROM lefts)
                   WHERE NOT shared OR source IS DISTINCT FROM target)
    SELECT p.id AS event_id, p.source, p.target, NOT p.shared AS directed, s.cow AS source_cow, t.cow AS target_cow,
           s.gw AS source_gw, t.gw AS target_gw, e.first, e.last, e.event_type, e.mode, e.quad, e.score, e.issue, e.status,
           e.independent_sources, e.confidence
    FROM pairs p JOIN events e ON e.id = p.id LEFT JOIN actors s ON s.id = p.source LEFT JOIN actors t ON t.id = p.target)"""
