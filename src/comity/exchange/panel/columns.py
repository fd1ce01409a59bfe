"""The columns of the panel: one row a dyad and month or year."""

from __future__ import annotations

from typing import Final

from comity.tables.model import table

PANEL: Final = table(
    "panel",
    "one row a dyad and month or year; an empty cell is missing, and never means zero",
    "a b period",
    """
    a | VARCHAR | actor id, as valid in the period: ISO 3166-1 alpha-3 of a state; the one that acts where directed is true
    b | VARCHAR | actor id of the other
    period | VARCHAR | the year (2014) or the month (2014-06)
    year | INTEGER | the year
    month | INTEGER | 1 to 12; empty in a panel of years
    first | DATE | first day of the row: of the period, or of the younger actor where it begins within
    last | DATE | last day of the row: of the period, or of the actor that ends first
    days | INTEGER | how many days that are
    succession | VARCHAR | in the first row of an actor that succeeded another: SUN > RUS; a possible break
    dyad | VARCHAR | the lineages of both, the same over a succession: what to cluster by
    lineage_a | VARCHAR | lineage id of a
    lineage_b | VARCHAR | lineage id of b
    name_a | VARCHAR | name of a
    name_b | VARCHAR | name of b
    kind_a | VARCHAR | state, organisation, group, person or place
    kind_b | VARCHAR | the same of b
    cow_a | INTEGER | Correlates of War number of a in that period
    cow_b | INTEGER | the same of b
    gw_a | INTEGER | Gleditsch-Ward number of a in that period
    gw_b | INTEGER | the same of b
    iso_a | INTEGER | ISO 3166-1 numeric code of a in that period (without leading zeros)
    iso_b | INTEGER | the same of b
    origin | VARCHAR | text, or the name of an imported data set
    issue | VARCHAR | the matter, or all
    directed | BOOLEAN | whether rows are what a does to b, rather than what passes between them
    covered | BOOLEAN | whether the sources cover this dyad in this row at all: see README.txt; where false, counts are missing
    covering_documents | INTEGER | texts: how many documents cover it
    covering_days | INTEGER | data sets: on how many days of the row the set has any event, of any dyad
    events | INTEGER | acts that happened or are going on and that are dated within the row
    cooperative | INTEGER | of them cooperation: by quad class; of data sets, with a score above zero
    hostile | INTEGER | of them conflict: by quad class; of data sets, with a score below zero (one of zero is neither)
    verbal_cooperation | INTEGER | quad class 1
    material_cooperation | INTEGER | quad class 2
    verbal_conflict | INTEGER | quad class 3
    material_conflict | INTEGER | quad class 4
    shared | INTEGER | of the events, those that the two share (a meeting, a treaty); in a directed panel such an act is in both rows
    not_done | INTEGER | texts: acts that were planned, demanded, denied, stalled or hypothetical; in no other count
    wider | INTEGER | texts: acts that may have happened in this row, but are dated too widely to be counted in any
    reports | INTEGER | texts: how many reports tell of the events
    documents | INTEGER | texts: from how many documents
    independent_sources | INTEGER | texts: from how many independent sources
    goldstein_sum | DOUBLE | sum of the scores of the events, -10 to 10 each (data sets: weighted)
    goldstein_mean | DOUBLE | their mean (data sets: weighted); missing where there is no event
    claims | INTEGER | texts: statements about the tie that are dated within the row
    claims_good | INTEGER | of them that it is good or became better
    claims_bad | INTEGER | of them that it is bad or became worse
    score | DOUBLE | score on the last day of the row from evidence up to that day (the filter), -1 to 1; use this one to forecast
    score_sd | DOUBLE | its standard deviation
    score_low | DOUBLE | lower end of its 90% interval
    score_high | DOUBLE | upper end of its 90% interval
    score_positive | DOUBLE | probability that it is above zero
    smoothed | DOUBLE | score on the last day of the row from the whole record (the smoother): it sees what came later; not for forecasts
    smoothed_sd | DOUBLE | its standard deviation
    smoothed_low | DOUBLE | lower end of its 90% interval
    smoothed_high | DOUBLE | upper end of its 90% interval
    last_evidence | DATE | day of the last evidence up to the end of the row; the scores are missing where there is none
    evidence_days | INTEGER | days from that day to the end of the row
    log_odds | DOUBLE | baseline: ln((C + 0.5) / (K + 0.5)), C and K the cooperative and hostile pieces of evidence of the five years up to the last evidence, 1 each
    decayed | DOUBLE | baseline: decayed mean, as on the day of the last evidence
    text_facts | VARCHAR | kinds of what the texts say holds in the row (alliance, embargo ...), divided by ; and with ? where it began before and no end is told
    text_positive | INTEGER | how many such facts (without ?) bind
    text_negative | INTEGER | how many divide
    table_alliances | VARCHAR | alliances and treaties of alliance that bind both by comity's tables, divided by ;
    table_partnerships | VARCHAR | treaties of friendship or partnership between them by comity's tables, divided by ;
    table_memberships | INTEGER | organisations other than alliances that both belong to by comity's tables
""",
)
"""`a` < `b` by lineage; both orders in a directed panel. In the store's types; see `exchange.schema` for those of others."""
SCORED: Final = (
    *("score", "score_sd", "score_low", "score_high", "score_positive"),
    *("smoothed", "smoothed_sd", "smoothed_low", "smoothed_high"),
    *("last_evidence", "evidence_days", "log_odds", "decayed"),
)
