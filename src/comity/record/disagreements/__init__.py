"""Where the reports of one event, and texts about one thing, differ; and on what independent sources agree."""

from comity.record.disagreements.finding import Disagreement, dated_differently, shown, within

__all__ = ["Disagreement", "dated_differently", "shown", "within"]
