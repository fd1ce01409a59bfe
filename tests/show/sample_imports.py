"""An imported data set beside what was read: its account, its scores and its system, none of them from texts."""

from __future__ import annotations

from datetime import date

from sample_store import Sample
from sample_system import MODEL


def with_import(s: Sample) -> Sample:
    s.add("imports", name="andes-codes", format="csv", files=["/somewhere/else/andes.csv"], sha256=["0"], rows=12, kept=10, flagged=1, left_out=2,
          first=date(1994, 1, 1), last=date(1996, 12, 31), in_store=True, citation="Nobody (2000): Codes of the hills.")  # fmt: skip
    for line, value in enumerate(("1995-02-30", "1995-13-01"), start=3):
        s.add("import_problems", dataset="andes-codes", problem="impossible date", left_out=True, rows=2, file="/somewhere/else/andes.csv", line=line, value=value)  # fmt: skip
    for number, day in enumerate((date(1994, 3, 1), date(1996, 9, 1))):
        s.add("scores", a="CHL", b="PER", direction="both", issue="all", origin="andes-codes", date=day, filter_mean=-0.2 * number, filter_sd=0.2, mean=-0.2,
              sd=0.2, observed=-0.4, observed_sd=0.3, weight=1.0, clipped=False, event_ids=[f"x{number}"], claim_ids=[], fact_ids=[], corrected=[])  # fmt: skip
    s.add("score_models", origin="andes-codes", direction="both", issue="all", mu=MODEL.mu, spread=MODEL.spread, memory=MODEL.memory, noise=MODEL.noise,
          noise_floor=MODEL.noise_floor, dyads=1, events=10, basis="prior")  # fmt: skip
    s.add("system_years", date=date(1996, 12, 31), issue="all", origin="andes-codes", actors=2, ties=1, positive=0, negative=1, undetermined=0, faded=0,
          frustration_lower=0.0, frustration_upper=0.0, certified=True, triangles=0, balanced=0, weakly_balanced=0, blocs=0)  # fmt: skip
    return s
