"""Where the reports of one event, and texts about one thing, differ; and on what independent sources agree."""

from comity.record.disagreements.finding import across, differing, within
from comity.record.disagreements.model import FIELDS, Disagreement, Side, shown
from comity.record.disagreements.twice_dated import dated_differently

__all__ = ["FIELDS", "Disagreement", "Side", "across", "dated_differently", "differing", "shown", "within"]
