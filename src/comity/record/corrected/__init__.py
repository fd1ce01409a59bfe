"""Corrections in the record: reports are changed before anything follows from them, the rest holds while it does."""

from comity.record.corrected.reports import StoredReports, correct_reports
from comity.record.corrected.standing import NOTHING, Standing

__all__ = ["NOTHING", "Standing", "StoredReports", "correct_reports"]
