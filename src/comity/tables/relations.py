"""Tables of how relations stand through time, and of the system that they make.

`a` and `b` are lineage ids, `a` < `b`. `direction` is `both`, `forth` (a towards b) or `back` (b towards a). `issue` is an
issue of the vocabulary, or `all`. `origin` is `text`, or the name of an imported data set: the two are never mixed.
"""

from __future__ import annotations

from comity.tables.model import table

_RELATION = """
    a | VARCHAR | lineage id, the smaller of the two
    b | VARCHAR | lineage id
    direction | VARCHAR | both, forth (a towards b) or back (b towards a)
    issue | VARCHAR | the matter, or all
    origin | VARCHAR | text, or the name of an imported data set
"""
_RESTS_ON = """
    event_ids | VARCHAR[] | the events that it rests on
    claim_ids | VARCHAR[] | the relation claims
    fact_ids | VARCHAR[] | the standing facts
"""
_SYSTEM = """
    date | DATE | the day
    issue | VARCHAR | the matter, or all
    origin | VARCHAR | text, or the name of an imported data set
"""

STANDING_FACTS = table(
    "standing_facts",
    "what holds between two actors for a while: an alliance, an embargo, broken relations, a war",
    "id",
    """
    id | VARCHAR | stable: a hash of what it says
    a | VARCHAR | lineage id, the smaller of the two
    b | VARCHAR | lineage id
    kind | VARCHAR | alliance, membership, partnership, embargo, sanctions, broken relations, war, occupation
    name | VARCHAR | of the treaty or organisation, where it has one
    sign | TINYINT | 1 or -1
    first | DATE | NULL: not known
    last | DATE | NULL: still, or not known
    event_ids | VARCHAR[] | the events that tell of its beginning and end
    claim_ids | VARCHAR[] | the relation claims that tell of it
    evidence | VARCHAR | JSON: [[document id, start, end], ...], the sentences where neither an event nor a claim tells of it
    source | VARCHAR | what a row of a table rests on
    origin | VARCHAR | text or table: one from a table is drawn apart and moves no score
""",
)

SCORES = table(
    "scores",
    "how good a relation is, -1 to 1, at the dates where evidence falls; other dates are computed from these",
    "a b direction issue origin date",
    _RELATION
    + """
    date | DATE | the day at which the evidence counts
    filter_mean | DOUBLE | score as known on that day
    filter_sd | DOUBLE | its standard deviation
    mean | DOUBLE | score, seen from the end of the record
    sd | DOUBLE | its standard deviation
    observed | DOUBLE | weighted mean of the evidence of that day, -1 to 1
    observed_sd | DOUBLE | its standard error
    weight | DOUBLE | how many independent events of full weight the evidence counts for
    clipped | BOOLEAN | whether it was so far off that it was pulled in
    log_odds | DOUBLE | baseline: log-odds of cooperation, of what was told in the five years before
    log_odds_sd | DOUBLE | its standard error
    decayed | DOUBLE | baseline: decayed mean of the weights of events
    documents | INTEGER | from how many documents
    independent_sources | INTEGER | from how many independent sources
    succession | VARCHAR | where an actor succeeded another since the evidence before (SUN > RUS): a possible break
"""
    + _RESTS_ON
    + """
    corrected | VARCHAR[] | ids of the corrections that it rests on
""",
)

SCORE_MODELS = table(
    "score_models",
    "the parameters behind scores, one row a model",
    "origin direction issue",
    """
    origin | VARCHAR | text, or the name of an imported data set
    direction | VARCHAR | both, or directed
    issue | VARCHAR | the matter, or all
    mu | DOUBLE | the level to which a relation without evidence returns
    spread | DOUBLE | standard deviation of relations around it
    memory | DOUBLE | days in which what is known of a relation fades to 1/e
    noise | DOUBLE | standard deviation of one event of full weight
    noise_floor | DOUBLE | standard error that no number of reports of one day gets below
    dyads | INTEGER | how many dyads they were fitted on
    events | INTEGER | how many pieces of evidence
    basis | VARCHAR | prior, fitted (pooled marginal likelihood, with priors), or all (those of all matters together)
""",
)

SOURCE_EFFECTS = table(
    "source_effects",
    "how much friendlier or harsher than others a source writes; taken off before scores are made",
    "origin source",
    """
    origin | VARCHAR | text, or the name of an imported data set
    source | VARCHAR | key of the source
    effect | DOUBLE | on the scale of scores
    sd | DOUBLE | its standard deviation
    events | INTEGER | on how many pieces of evidence it rests
""",
)

TURNING_POINTS = table(
    "turning_points",
    "when a relation turned, by how much, and on what evidence",
    "id",
    """
    id | VARCHAR | stable: a hash of the relation and the events that carry it
"""
    + _RELATION
    + """
    name | VARCHAR | thaw, rapprochement, reconciliation, chill or break
    date | DATE | the day from which the evidence shows it
    first | DATE | it turned on this day at the earliest
    last | DATE | and on this at the latest
    before | DOUBLE | level over the evidence of up to two memories before
    after | DOUBLE | the same after
    size | DOUBLE | after less before
    sd | DOUBLE | standard deviation of the size
    probability | DOUBLE | that the relation turned in this direction
    carried_by | VARCHAR[] | ids of the events, claims and facts that carry it, the strongest first
    influences | DOUBLE[] | how much smaller the step would be without each
"""
    + _RESTS_ON
    + """
    corrected | VARCHAR[] | ids of the corrections that it rests on
""",
)

PHASES = table(
    "phases",
    "the phases of a relation, one after another",
    "a b direction issue origin ordinal",
    _RELATION
    + """
    ordinal | INTEGER | from 0
    first | DATE | its first day
    last | DATE | its last day
    open | BOOLEAN | whether it is the last one, still going on where the record ends
    name | VARCHAR | hostile, cold, mixed, friendly, close, thaw, chill, no evidence ...
    title | VARCHAR | as a person would write it: hostile 1979-1988, thaw from 2011
    mean | DOUBLE | mean score; NULL without evidence
    sd | DOUBLE | its standard deviation
    probability | DOUBLE | that the sign is right
"""
    + _RESTS_ON
    + """
    corrected | VARCHAR[] | ids of the corrections that it rests on
""",
)

SYSTEM_YEARS = table(
    "system_years",
    "the signed network at the end of each year, and how balanced it is",
    "origin issue date",
    _SYSTEM
    + """
    actors | INTEGER | states and groups with a tie that counts
    ties | INTEGER | ties with evidence that counts still
    positive | INTEGER | of them positive, with a probability of 0.9 or more
    negative | INTEGER | negative, the same
    undetermined | INTEGER | neither
    faded | INTEGER | ties beside these, so long without evidence that they are back where an unknown relation stands
    frustration_lower | DOUBLE | frustration index of the determined ties: lower bound
    frustration_upper | DOUBLE | upper bound
    certified | BOOLEAN | whether the two are equal
    frustration_low | DOUBLE | 5% quantile over draws of the scores
    frustration_median | DOUBLE | median over draws
    frustration_high | DOUBLE | 95% quantile over draws
    draws | INTEGER | how many networks were drawn
    triangles | INTEGER | triangles of determined ties
    balanced | INTEGER | of them balanced
    weakly_balanced | INTEGER | balanced, or with three negative ties
    balance | DOUBLE | share of balanced triangles, weighted by strength; NULL without triangles
    walk_balance | DOUBLE | walk-based balance, 0 to 1
    blocs | INTEGER | how many blocs
    agreement | DOUBLE | likeness of the blocs with those of the year before (adjusted Rand index)
""",
)

SYSTEM_TIES = table(
    "system_ties",
    "the ties of the network at the end of each year",
    "origin issue date a b",
    _SYSTEM
    + """
    a | VARCHAR | lineage id, the smaller of the two
    b | VARCHAR | lineage id
    mean | DOUBLE | score on that day
    sd | DOUBLE | its standard deviation
    positive | DOUBLE | probability that it is above zero
    sign | TINYINT | 1 or -1 where that is at least 0.9 either way; 0: undetermined
    weight | DOUBLE | weight of the evidence, faded
    latest | DATE | day of the last evidence before
    against | BOOLEAN | whether the tie stands against the partition with the least frustration
    change | VARCHAR | since the year before: new, faded; turned positive, turned negative (from the other sign); now surely positive, now surely negative, no longer sure (a probability passed 0.9, by itself no change of the relation); empty
    event_ids | VARCHAR[] | the events of that year behind the change, or the next ones, towards which the score moves; without a change the last ones before
    claim_ids | VARCHAR[] | the relation claims, the same
    fact_ids | VARCHAR[] | standing facts, the same
""",
)

SYSTEM_ACTORS = table(
    "system_actors",
    "where each actor stands in the network at the end of each year",
    "origin issue date actor",
    _SYSTEM
    + """
    actor | VARCHAR | lineage id
    shown | VARCHAR | its id on that day (SUN in 1971)
    bloc | INTEGER | number of its bloc, matched over years; NULL: in none, as who is with most of it in half of the draws or fewer
    sure | DOUBLE | share of draws in which it is with most of its bloc
    swings | DOUBLE | share of draws in which it is on the other side, as seen from the rest
    turning | INTEGER | change of the frustration index if its least sure tie turned its sign; NULL where not computed
    turning_with | VARCHAR | the other end of that tie, a lineage id
    without | INTEGER | change of the frustration index if it were not there; NULL where not computed
    friends | INTEGER | positive ties
    foes | INTEGER | negative ties
    pulled_by | VARCHAR[] | the two others of the unbalanced triangle that pulls on it most; empty where none does
    pull | DOUBLE | how hard, 0 to 1
""",
)
