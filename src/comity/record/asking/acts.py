"""The filters that events and reports share: who, what, when, about what, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypedDict, get_args

from comity.errors import UsageError
from comity.record.asking.filters import SAME_LINEAGE, TEXT_IN, Filter, Sql, among_names, check, close, forwards

if TYPE_CHECKING:
    from comity.record.record import Record

QUADS: Final = {
    "verbal-cooperation": 1,
    "material-cooperation": 2,
    "verbal-conflict": 3,
    "material-conflict": 4,
}


class ActFilters(TypedDict, total=False):
    """What can be asked of events and of reports alike; a key that is left out, or None, asks nothing.

    Actors are ids, and stand for all actors of their lineage. Where several values are given, parties must all fit, of
    everything else one must.
    """

    actor: str | None
    """takes part"""
    actors: Sequence[str]
    """each takes part"""
    source: Sequence[str]
    """each is on the side that acts; of acts whose parties may stand on either side, on any"""
    target: Sequence[str]
    """each is on the side that is acted on, or on any"""
    dyad: tuple[str, str] | None
    """the two stand on opposite sides, or share an act whose parties may stand on either"""
    event_type: str | Sequence[str] | None
    """PLOVER's types, in any case of letters"""
    mode: str | Sequence[str] | None
    quad: int | str | None
    """1 to 4, or verbal-cooperation, material-cooperation, verbal-conflict, material-conflict"""
    issue: str | Sequence[str] | None
    status: str | Sequence[str] | None
    since: date | None
    """can have happened on or after that day; the undated are left out"""
    until: date | None
    undated: bool | None
    """True: only the undated; False: none of them"""
    date_basis: str | Sequence[str] | None
    thing: str | None
    """a thing by its id or any of its names, or words of the column `thing`"""
    place: str | None
    """words of the place"""
    least_amount: float | None
    """a report of it has an amount of at least so much"""
    most_amount: float | None
    currency: str | None
    """ISO 4217, or a unit such as `soldiers`: what these amounts are counted in"""
    document: str | None
    outlet: str | None
    author: str | None
    told_by: str | None
    """an outlet, author or document"""
    claimed_by: str | None
    """on the word of this actor"""
    voice: str | Sequence[str] | None
    """document, quoted, reported or unnamed"""
    reader: str | None
    rule: str | None
    least_confidence: float | None
    corrected: bool | None
    """whether it rests on a correction"""
    disagreeing: bool | str | None
    """whether documents differ on it; or the field on which they do"""
    search: str | None
    """all these words in the evidence of one report"""


def several(value: str | Sequence[str] | None) -> list[str]:
    """One value, several or none, as a list."""
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def told_how(wanted: Filter, asked: Mapping[str, Any], act: str) -> None:
    """Adds what the columns of the act itself decide; `act` is the name under which the query knows its row, which has
    `sources` and `targets` as lists."""
    since, until = asked.get("since"), asked.get("until")
    forwards(since, until)
    _parties(wanted, asked, act)
    wanted.among(f"{act}.event_type", _types(asked))
    wanted.among(f"{act}.mode", _known(asked, "mode", _modes()))
    wanted.among(f"{act}.issue", _known(asked, "issue", _issues()))
    wanted.among(f"{act}.status", _known(asked, "status", statuses()))
    wanted.among(f"{act}.date_basis", _known(asked, "date_basis", date_bases()))
    wanted.add(f"{act}.last >= ?", since)
    wanted.add(f"{act}.first <= ?", until)
    if asked.get("undated") is not None:
        wanted.clauses.append(f"{act}.first IS {'' if asked['undated'] else 'NOT '}NULL")
    wanted.add(f"{act}.confidence >= ?", asked.get("least_confidence"))
    if asked.get("corrected") is not None:
        wanted.clauses.append(f"(len(coalesce({act}.corrected, [])) > 0) = {bool(asked['corrected'])}")


def on_whose_word(record: Record, wanted: Filter, asked: Mapping[str, Any]) -> None:
    """Adds what a single report decides; it is `r`, its document `d`, the text of that `t`."""
    sql = record.sql
    if asked.get("document") is not None:
        from comity.record.asking.documents import known_document

        known_document(sql, str(asked["document"]))
        wanted.equal("r.document_id", asked["document"])
    for column in ("outlet", "author"):
        if asked.get(column) is not None:
            name = among_names(sql, f"SELECT DISTINCT {column} FROM documents", str(asked[column]), column)
            wanted.equal(f"d.{column}", name)
    if asked.get("told_by") is not None:
        from comity.record.sources import documents_of

        wanted.among("r.document_id", documents_of(record, str(asked["told_by"])))
    wanted.named("r.claimed_by", asked.get("claimed_by"))
    wanted.among("r.voice", _known(asked, "voice", voices()))
    for column in ("reader", "rule"):
        if asked.get(column) is not None:
            known = f"SELECT DISTINCT unnest(string_split({column}, '+')) FROM reports"
            name = among_names(sql, known, str(asked[column]), column)
            wanted.add(f"list_contains(string_split(r.{column}, '+'), ?)", name)
    _amounts(sql, wanted, asked)
    wanted.words(TEXT_IN.format("r"), asked.get("search"))


def _parties(wanted: Filter, asked: Mapping[str, Any], act: str) -> None:
    both = f"list_concat({act}.sources, {act}.targets)"
    one = asked.get("actor")
    wanted.concerning(both, [*(asked.get("actors") or ()), *([one] if one else ())])
    for key, side in (("source", "sources"), ("target", "targets")):
        for actor in several(asked.get(key)):
            on_side = f"list_has_any({act}.{side}, {SAME_LINEAGE})"
            either = f"({act}.symmetric AND list_has_any({both}, {SAME_LINEAGE}))"
            wanted.add(f"({on_side} OR {either})", *[actor] * 4)
    pair: tuple[str, str] | None = asked.get("dyad")
    if pair is not None:
        a, b = pair
        has = f"list_has_any({{}}, {SAME_LINEAGE})"
        ways = [("sources", "targets"), ("targets", "sources")]
        across = [f"({has.format(f'{act}.{x}')} AND {has.format(f'{act}.{y}')})" for x, y in ways]
        shared = f"({act}.symmetric AND {has.format(both)} AND {has.format(both)})"
        wanted.add(f"({' OR '.join([*across, shared])})", *[a, a, b, b] * 3)


def _types(asked: Mapping[str, Any]) -> list[str]:
    from comity.vocabulary import types

    named = several(asked.get("event_type"))
    chosen = [check(name.upper(), list(types()), "event type") for name in named]
    quad = asked.get("quad")
    if quad is None:
        return chosen
    number = QUADS.get(str(quad)) or (int(str(quad)) if str(quad) in ("1", "2", "3", "4") else None)
    if number is None:
        check(str(quad), [*QUADS, "1", "2", "3", "4"], "quad class")
    of = [name for name, kind in types().items() if kind.quad == number]
    return [name for name in of if name in chosen] or ["none"] if chosen else of


def _modes() -> list[str]:
    from comity.vocabulary import modes

    return sorted({name for _, name in modes()})


def _issues() -> list[str]:
    from comity.vocabulary import issues

    return list(issues())


def statuses() -> list[str]:
    from comity.reading.model import Status

    return list(get_args(Status))


def date_bases() -> list[str]:
    from comity.reading.model import DateBasis

    return list(get_args(DateBasis))


def voices() -> list[str]:
    from comity.reading.model import Voice

    return list(get_args(Voice))


def _known(asked: Mapping[str, Any], key: str, known: Sequence[str]) -> list[str]:
    what = {"date_basis": "basis of a date"}.get(key, key)
    return [check(value, known, what) for value in several(asked.get(key))]


def _amounts(sql: Sql, wanted: Filter, asked: Mapping[str, Any]) -> None:
    inner = Filter()
    inner.add("q.value >= ?", asked.get("least_amount"))
    inner.add("q.value <= ?", asked.get("most_amount"))
    if asked.get("currency") is not None:
        unit = among_names(
            sql, "SELECT DISTINCT coalesce(currency, unit) FROM quantities", str(asked["currency"]), "currency or unit"
        )
        inner.add("coalesce(q.currency, q.unit) = ?", unit)
    wanted.within("EXISTS (SELECT 1 FROM quantities q WHERE q.report_id = r.id AND {})", inner)


def about_thing(sql: Sql, wanted: Filter, name: str | None, act: str, event: str) -> None:
    """Adds the thing; `event` is the column that holds the id of the event."""
    if name is None:
        return
    from comity.record.things.asking import event_ids

    holds = f"contains(lower({act}.thing), lower(?))"
    said = sql("SELECT count(*) FROM events WHERE contains(lower(thing), lower(?))", [name]).column(0).to_pylist()
    try:
        ids = event_ids(sql, name)
    except UsageError:
        if not said[0]:
            raise
        ids = []
    wanted.add(f"(list_contains(?, {event}) OR {holds})", ids, name)


def at_place(sql: Sql, wanted: Filter, name: str | None, act: str, table: str) -> None:
    """Adds the place. Raises UsageError where none is called so."""
    if name is None:
        return
    query = f"SELECT DISTINCT place FROM {table} WHERE place IS NOT NULL ORDER BY place"
    known = [str(value) for value in sql(query).column(0).to_pylist()]
    if not any(name.casefold() in place.casefold() for place in known):
        listed = f"There are: {', '.join(known[:12])}" if known else "No place is told."
        raise UsageError(f"No place {name!r} is told of.", hint=close(name, known, listed))
    wanted.add(f"contains(lower({act}.place), lower(?))", name)
