"""Asking for what documents claim of relations, causes and stances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, TypedDict

from comity.record.asking.acts import several, voices
from comity.record.asking.documents import known_document
from comity.record.asking.filters import TEXT_IN, Filter, among_names, check, forwards, only_known

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record.record import Record

KINDS: Final = ("relation", "cause", "stance")
STANCES: Final = ("wants", "supports", "opposes", "needs", "fears")
CAUSES: Final = ("influence", "motive", "purpose", "enabling", "evaluative")
_TABLES: Final = {"relation": "relation_claims", "cause": "causal_claims", "stance": "stances"}
_CUE: Final = {"relation": "c.trigger_start", "cause": "c.trigger_start", "stance": "c.object_start"}
_PARTIES: Final = {
    "relation": "[c.a, c.b]",
    "cause": """(SELECT coalesce(list(DISTINCT m.actor), []) FROM mentions m WHERE m.document_id = c.document_id
                 AND m.start >= c.start AND m."end" <= c."end" AND m.actor IS NOT NULL)""",
    "stance": "[c.actor, c.object_actor]",
}
_WORDS: Final = 'substring(t."text", c.{0}_start + 1, c.{0}_end - c.{0}_start) AS {0}'
_MORE: Final = {
    "relation": "",
    "cause": f", {_WORDS.format('cause')}, {_WORDS.format('effect')}",
    "stance": f", {_WORDS.format('object')}",
}


class ClaimFilters(TypedDict, total=False):
    """What can be asked of claims; a key that is left out, or None, asks nothing."""

    id: str | None
    """the claim of this id, or what took its place"""
    actors: Sequence[str]
    """ids; each is a party, itself or another of its lineage: of a causal claim, named in its sentence"""
    sign: int | None
    """-1, 0 or 1: the level of a relation, whether a cause raises or lowers, whether a stance is for or against"""
    change: int | None
    """of relations: -1 became worse, 1 better"""
    sort: str | Sequence[str] | None
    """the stance (wants, opposes ...), or the kind of cause (motive, purpose ...)"""
    since: date | None
    """of relations: from that day on"""
    until: date | None
    hedged: bool | None
    negated: bool | None
    claimed_by: str | None
    voice: str | Sequence[str] | None
    document: str | None
    outlet: str | None
    author: str | None
    rule: str | None
    least_confidence: float | None
    search: str | None


def claims(record: Record, kind: str, asked: ClaimFilters) -> pa.Table:
    """See `Record.claims`."""
    check(kind, KINDS, "kind of claim")
    only_known(asked, ClaimFilters)
    forwards(asked.get("since"), asked.get("until"))
    wanted = Filter()
    id = asked.get("id")
    wanted.equal("c.id", None if id is None else record.current_id(id))
    wanted.concerning(_PARTIES[kind], asked.get("actors") or ())
    _only_of(kind, asked)
    wanted.equal("c.level" if kind == "relation" else "c.sign", asked.get("sign"))
    wanted.equal("c.change", asked.get("change"))
    sorts = [check(s, STANCES if kind == "stance" else CAUSES, f"kind of {kind}") for s in several(asked.get("sort"))]
    wanted.among("c.stance" if kind == "stance" else "c.kind", sorts)
    wanted.add("c.last >= ?", asked.get("since"))
    wanted.add("c.first <= ?", asked.get("until"))
    wanted.equal("c.hedged", asked.get("hedged"))
    wanted.equal("c.negated", asked.get("negated"))
    wanted.named("c.claimed_by", asked.get("claimed_by"))
    wanted.among("c.voice", [check(v, voices(), "voice") for v in several(asked.get("voice"))])
    document = asked.get("document")
    if document is not None:
        known_document(record.sql, document)
        wanted.equal("c.document_id", document)
    for column in ("outlet", "author"):
        name = asked.get(column)
        if name is not None:
            found = among_names(record.sql, f"SELECT DISTINCT {column} FROM documents", str(name), column)
            wanted.equal(f"d.{column}", found)
    rule = asked.get("rule")
    if rule is not None:
        known = f"SELECT DISTINCT unnest(string_split(rule, '+')) FROM {_TABLES[kind]}"
        wanted.add("list_contains(string_split(c.rule, '+'), ?)", among_names(record.sql, known, rule, "rule"))
    wanted.add("c.confidence >= ?", asked.get("least_confidence"))
    wanted.words(TEXT_IN.format("c"), asked.get("search"))
    return record.sql(
        f"""SELECT c.*{_MORE[kind]}, {TEXT_IN.format("c")} AS sentence FROM {_TABLES[kind]} c
        LEFT JOIN documents d ON d.id = c.document_id LEFT JOIN texts t ON t.document_id = c.document_id
        {wanted} ORDER BY c.document_id, c.start, {_CUE[kind]}, c.id""",
        wanted.values,
    )


def _only_of(kind: str, asked: Mapping[str, object]) -> None:
    """Raises UsageError for a filter that claims of this kind do not have."""
    from comity.errors import UsageError

    held: dict[str, tuple[str, ...]] = {
        "change": ("relation",),
        "since": ("relation",),
        "until": ("relation",),
        "negated": ("cause",),
    }
    held["sort"] = ("cause", "stance")
    for name, kinds in held.items():
        if asked.get(name) not in (None, ()) and kind not in kinds:
            raise UsageError(f"Claims about a {kind} have no {name}.", hint=f"It can be asked of: {', '.join(kinds)}")
