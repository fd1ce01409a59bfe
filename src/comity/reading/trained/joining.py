"""Two readers, one reading: what the rules found and what the network proposes, weighed together.

Each finding becomes a candidate with a few figures: what the rule says it is worth, what the network says of the same words,
how sure it is of the parties. A logistic model fitted on texts that neither reader was made from turns them into one
confidence; candidates for the same words compete, and those below the threshold fall. So a confidence of 0.8 means that
eight in ten such findings were right there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from comity.reading.explain.trace import Weighed
from comity.reading.ids import Ordinals, report_id
from comity.reading.trained.candidates import candidates
from comity.reading.trained.choosing import Candidate, Note, chosen
from comity.reading.trained.network import settings
from comity.reading.trained.proposals import Proposals

if TYPE_CHECKING:
    from comity.reading.context import Context
    from comity.reading.explain.trace import Trace
    from comity.reading.model import CausalClaim, RelationClaim, Report, Stance
    from comity.reading.reader import Found


def join(
    context: Context, rules: Found, proposals: Proposals
) -> tuple[list[Report], list[RelationClaim], list[CausalClaim], list[Stance]]:
    """The findings of both readers, each once, with one confidence; `rule` says which reader found it."""
    fitted = settings()
    found = candidates(context, *rules, proposals)
    notes: dict[str, Note | None] = {
        table: None if context.trace is None else partial(_note, context.trace, table) for table in _TABLES
    }
    reports = chosen(found.reports, fitted["events"], notes["reports"])
    relations = chosen(found.relations, fitted["relations"], notes["relations"])
    causes = chosen(found.causes, fitted["causes"], notes["causes"])
    stances = chosen(found.stances, fitted["stances"], notes["stances"])
    return (
        _numbered(context, sorted(reports, key=lambda r: (r.trigger, r.event))),
        sorted(relations, key=lambda r: (r.trigger, r.a, r.b)),
        sorted(causes, key=lambda r: (r.start, r.trigger, r.cause, r.effect)),
        sorted(stances, key=lambda r: (r.start, r.object, r.actor, r.object_actor or "")),
    )


_TABLES: Final = ("reports", "relations", "causes", "stances")


def _note(trace: Trace, table: str, candidate: Candidate[Any], share: float, outcome: str) -> None:
    finding = candidate.make()
    reader = "rules" if candidate.group == "rules" else "network"
    trace.weighings.append(Weighed(finding.start, table, finding, reader, share, outcome))


def _numbered(context: Context, reports: Iterable[Report]) -> list[Report]:
    """Ids count the reports of the same words and type; those that stay are counted anew."""
    text, digest, ordinals = context.document.text, context.document.text_sha256, Ordinals()
    out = []
    for report in reports:
        words, word = text[report.start : report.end], text[slice(*report.trigger)]
        ordinal = ordinals.of(words, word, report.event)
        out.append(replace(report, id=report_id(digest, words, word, report.event, ordinal)))
    return out
