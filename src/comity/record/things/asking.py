"""What can be asked of a record about things: which there are, and one with its life, figures, names, members and events."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.record.things.keys import slug_of
from comity.record.things.naming.lexicon import KINDS

if TYPE_CHECKING:
    import pyarrow as pa

Sql = Callable[..., "pa.Table"]
"""`Record.sql`."""

_OF_ACTOR: Final = """list_has_any(list_append(t.parties, t.id), (SELECT list(id) FROM actors WHERE lineage =
    coalesce((SELECT lineage FROM actors WHERE id = ?), ?)))"""
_TEXTS: Final = 'SELECT document_id, "text" FROM texts WHERE list_contains(?, document_id)'
_DOCUMENTS: Final = (
    "SELECT id, title, outlet, published_first, published_last FROM documents WHERE list_contains(?, id)"
)
_EVENTS: Final = """
    SELECT e.id, e.event_type, e.mode, e.status, e.first, e.last, e.sources, e.targets, e.symmetric, e.documents, x.reports
    FROM event_things x JOIN events e ON e.id = x.event_id WHERE x.thing_id = ? ORDER BY e.first NULLS LAST, e.last, e.id
"""
_NAMES: Final = """
    SELECT n.name, n.says, count(*) AS times, list(DISTINCT n.document_id ORDER BY n.document_id) AS document_ids
    FROM thing_mentions m JOIN named_things n ON n.document_id = m.document_id AND n.start = m.start AND n."end" = m."end"
    WHERE m.thing_id = ? AND n.says != 'pronoun' AND (n.kind = 'organisation') = ? GROUP BY n.name, n.says ORDER BY times DESC, n.name, n.says
"""


def things(sql: Sql, *, kind: str | None = None, actor: str | None = None) -> pa.Table:
    """The table `things`, those in most documents first. `actor`: those that it, or another actor of its lineage, is a party
    to. Raises UsageError for a kind that there is none of."""
    if kind is not None and kind not in KINDS:
        raise UsageError(f"There is no kind of thing called {kind!r}.", hint=f"It can be {', '.join(KINDS)}.")
    wanted, values = [], []
    if kind is not None:
        wanted.append("t.kind = ?")
        values.append(kind)
    if actor is not None:
        wanted.append(_OF_ACTOR)
        values += [actor, actor]
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    return sql(f"SELECT t.* FROM things t {where} ORDER BY t.documents DESC, t.mentions DESC, t.id", values)


def thing_id(sql: Sql, name: str) -> str:
    """The id of the thing that a person means by its id, its name or another name of it, in any case of letters. Raises
    UsageError when there is none, with what comes close, and when there are several."""
    rows = sql("SELECT id, name, kind, aliases FROM things ORDER BY mentions DESC, id").to_pylist()
    wanted = name.strip().casefold()
    for fits in (
        lambda r: r["id"].casefold() == wanted,
        lambda r: r["name"].casefold() == wanted,
        lambda r: wanted in (a.casefold() for a in r["aliases"]),
        lambda r: slug_of(name) in {slug_of(a) for a in (r["name"], *r["aliases"])},
        lambda r: any(f"-{slug_of(name)}-" in f"-{slug_of(a)}-" for a in (r["name"], *r["aliases"])),
    ):
        found = [r for r in rows if fits(r)]
        if len(found) == 1:
            return str(found[0]["id"])
        if found:
            listed = ", ".join(f"{r['id']} ({r['kind']})" for r in found[:5])
            raise UsageError(f"Several things are called {name!r}.", hint=f"Give the id: {listed}")
    raise UsageError(f"No thing {name!r} is named in these documents.", hint=_close(rows, name))


def _close(rows: Sequence[dict[str, Any]], name: str) -> str:
    from rapidfuzz import process, utils

    known = {f"{r['id']}|{n}": n for r in rows for n in (r["name"], *r["aliases"])}
    near = process.extract(name, known, limit=6, score_cutoff=55, processor=utils.default_process)
    shown = dict.fromkeys(f"{text} ({key.split('|')[0]})" for text, _, key in near)
    return f"Close: {', '.join(list(shown)[:3])}." if shown else "List those that the documents name: comity things"


def event_ids(sql: Sql, name: str) -> list[str]:
    """The ids of the events that concern the thing of that name, sorted. Raises UsageError as `thing_id` does."""
    rows = sql("SELECT event_id FROM event_things WHERE thing_id = ? ORDER BY event_id", [thing_id(sql, name)])
    return [str(id) for id in rows.column(0).to_pylist()]


def thing(sql: Sql, name: str) -> dict[str, Any]:
    """One thing as a dictionary of its columns, with lists of rows: `names` (as it is called, how often, in which
    documents), `stages` and `facts` with their `sentences` ({document_id, start, end, sentence}), `event_rows`, `told_in` (its
    documents) and, of an organisation, `members`: {member, name, first, last, in_table, told, differs}."""
    id = thing_id(sql, name)
    row: dict[str, Any] = sql("SELECT * FROM things WHERE id = ?", [id]).to_pylist()[0]
    organisation = row["kind"] == "organisation"
    stages = sql("SELECT * FROM thing_stages WHERE thing_id = ? ORDER BY ordinal", [id]).to_pylist()
    facts = sql(
        """SELECT * FROM thing_facts WHERE thing_id = ? ORDER BY field, number NULLS LAST, value, document_id, start, word_start""",
        [id],
    ).to_pylist()
    places = [tuple(p) for s in stages for p in json.loads(s["evidence"])]
    documents = sorted({p[0] for p in places} | {f["document_id"] for f in facts})
    texts = {r["document_id"]: r["text"] for r in sql(_TEXTS, [documents]).to_pylist()}
    for stage in stages:
        stage["sentences"] = [_sentence(texts, *p) for p in json.loads(stage.pop("evidence"))]
    for fact in facts:
        fact["sentence"] = _sentence(texts, fact["document_id"], fact["start"], fact["end"])["sentence"]
    row["names"] = sql(_NAMES, [id, organisation]).to_pylist()
    row["stages"] = [s for s in stages if not (organisation and s["stage"].startswith("member "))]
    row["facts"] = facts
    row["event_rows"] = sql(_EVENTS, [id]).to_pylist()
    mentioned = sql("SELECT DISTINCT document_id FROM thing_mentions WHERE thing_id = ? ORDER BY 1", [id])
    row["told_in"] = sql(_DOCUMENTS, [mentioned.column(0).to_pylist()]).to_pylist()
    if organisation:
        row["members"] = _members(sql, id, [s for s in stages if s["stage"].startswith("member ")])
    return row


def _sentence(texts: dict[str, str], document: str, start: int, end: int) -> dict[str, Any]:
    return {"document_id": document, "start": start, "end": end, "sentence": texts.get(document, "")[start:end]}


def _members(sql: Sql, organisation: str, told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Members by the table and by the documents, one row a member; `differs` where a document gives another year than the
    table, or a member that the table's list does not have; None where nothing can be compared."""
    rows = sql("SELECT * FROM memberships WHERE organisation = ? ORDER BY member, first", [organisation]).to_pylist()
    actors = {r["id"]: r for r in sql("SELECT id, name, lineage FROM actors").to_pylist()}
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        id = row["member"]
        held = found.setdefault(id, _member(id, actors, in_table=True))
        held["spans"].append((row["first"], row["last"]))
    for stage in told:
        for id in stage["parties"]:
            held = found.setdefault(id, _member(id, actors, in_table=False))
            keys = ("stage", "status", "first", "last", "document_ids", "sentences")
            held["told"].append({key: stage[key] for key in keys})
    for held in found.values():
        spans = held.pop("spans")
        held["first"], held["last"] = (
            spans[0] if len(spans) == 1 else (spans[0][0], spans[-1][1]) if spans else (None, None)
        )
        for one in held["told"]:
            one["differs"] = _differs(one, spans, listed=bool(rows))
        judged = [one["differs"] for one in held["told"] if one["differs"] is not None]
        held["differs"] = any(judged) if judged else None
    return sorted(found.values(), key=lambda m: (m["first"] or date.max, m["member"]))


def _member(id: str, actors: dict[str, dict[str, Any]], *, in_table: bool) -> dict[str, Any]:
    name = actors[id]["name"] if id in actors else id
    return {"member": id, "name": name, "in_table": in_table, "spans": [], "told": []}


def _differs(told: dict[str, Any], spans: Sequence[tuple[date | None, date | None]], *, listed: bool) -> bool | None:
    """membership_year_rule: by years; a table that begins or ends nowhere says nothing."""
    if told["status"] != "happened" or not listed:
        return None
    if not spans:
        return True if told["stage"] == "member joined" else None
    days = [first if told["stage"] == "member joined" else last for first, last in spans]
    known = [day.year for day in days if day is not None]
    if told["first"] is None or told["last"] is None:
        return None
    if not known:
        return None if told["stage"] == "member joined" else True
    return not any(told["first"].year <= year <= told["last"].year for year in known)
