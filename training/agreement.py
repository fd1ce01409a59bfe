"""How far two annotators of the same paragraphs agree: F1 of one against the other, at each level that is scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.annotated import KINDS, SEEN, paragraphs
from benchmarks.matching import LEVELS, READ, score

Row = dict[str, Any]


def agreement(first: Sequence[Row], second: Sequence[Row]) -> Iterator[str]:
    """Lines of figures over the paragraphs that both have, by id. Groups go by different slugs: the words count there."""
    others = {row["id"]: row for row in second}
    both = [row for row in first if row["id"] in others]
    for row in both:
        _same_slugs(row, others[row["id"]])
    texts = paragraphs(both, SEEN)
    for kind in KINDS:
        for level, same in LEVELS[kind]:
            rows = [(t.text, t.rows, {READ[kind]: others[t.id][READ[kind]]}) for t in texts]
            yield str(score(level, kind, same, rows))
    yield from _of_matched(both, others)


def _same_slugs(one: Row, other: Row) -> None:
    """Where both mark the same words as a party, the second's name for it becomes the first's."""
    names = {tuple(span): actor for actor, span in _spans(one)}
    for report in other["reports"]:
        for ids, spans in (("sources", "source_spans"), ("targets", "target_spans")):
            report[ids] = [_name(a, s, names) for a, s in zip(report[ids], report[spans], strict=True)]
    for stance in other["stances"]:
        stance["actor"] = _name(stance["actor"], stance["actor_span"], names)
        if stance["object_actor"]:
            stance["object_actor"] = _name(stance["object_actor"], stance["object_actor_span"], names)


def _name(actor: str, span: Sequence[int], names: dict[tuple[int, ...], str]) -> str:
    state = actor.isupper() and len(actor) == 3
    return actor if state else names.get(tuple(span), actor)


def _spans(row: Row) -> Iterator[tuple[str, Sequence[int]]]:
    for report in row["reports"]:
        yield from zip(report["sources"], report["source_spans"], strict=True)
        yield from zip(report["targets"], report["target_spans"], strict=True)
    for stance in row["stances"]:
        yield stance["actor"], stance["actor_span"]
        if stance["object_actor"]:
            yield stance["object_actor"], stance["object_actor_span"]


def _of_matched(both: Sequence[Row], others: dict[str, Row]) -> Iterator[str]:
    """Of events that both mark: the share with one status, and with dates in the same years."""
    from benchmarks.matching import match, one_event

    status = dates = total = dated = 0
    for row in both:
        second = others[row["id"]]["reports"]
        for i, j in match(row["text"], row["reports"], second, one_event):
            one, other = row["reports"][j], second[i]
            total += 1
            status += one["status"] == other["status"]
            if one["first"] and other["first"]:
                dated += 1
                dates += one["first"][:4] == other["first"][:4] and one["last"][:4] == other["last"][:4]
    yield f"of {total} events that both mark: status the same {100 * status / max(1, total):.0f} per cent"
    yield f"of {dated} that both date: years the same {100 * dates / max(1, dated):.0f} per cent"
