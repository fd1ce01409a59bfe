"""From the CSV tables to actors, names, persons, memberships and lineages; every row is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Final, get_args

from comity.actors.finding import fold, words_of
from comity.actors.model import Actor, ActorKind, Lineage, Membership, Name, Office, Person, Role, Span, Term
from comity.actors.rows import Readable, Row, read_rows

SECTORS: Final = frozenset(
    [
        "GOV",
        "LEG",
        "JUD",
        "MIL",
        "COP",
        "SPY",
        "PRM",
        "REB",
        "UAF",
        "PTY",
        "OPP",
        "ELI",
        "CVL",
        "SOC",
        "REL",
        "BUS",
        "LAB",
        "AGR",
        "JRN",
        "EDU",
        "MED",
        "REF",
        "CRM",
        "PRE",
        "UNK",
        "NGO",
        "IGO",
    ]
)
_STANDINGS: Final = ("member", "partial", "dependency")
_NUMERALS: Final = frozenset(
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XVI", "Jr", "Sr"]
)
_FAMILY_FIRST: Final = frozenset({"CHN", "TWN", "PRK", "KOR", "HKG", "MAC"})
_CROWNS: Final = frozenset({"King", "Queen", "Pope", "Prince", "Princess"})
_PATRONYMS: Final = frozenset({"bin", "ibn", "bint"})


@dataclass(slots=True)
class Tables:
    """Everything that the files say."""

    actors: dict[str, Actor] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    lineages: list[Lineage] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    neighbours: set[frozenset[str]] = field(default_factory=set)

    def actor_of(self, row: Row, column: str, value: str) -> str:
        if value not in self.actors:
            raise row.fail(f"no actor has the id {value!r} ('{column}')", "Use an id that a table defines (PAK, NATO).")
        return value


def load(*extra: Path) -> Tables:
    """The project's own tables and, after them, the user's files of actors and aliases. Raises TableError."""
    tables = Tables()
    _states(tables)
    _organisations(tables)
    _groups(tables)
    _lineages(tables)
    _names(tables)
    _seats(tables)
    _places(tables)
    _phrases(tables)
    _neighbours(tables)
    terms = list(_terms(tables))
    _memberships(tables)
    for path in extra:
        terms += _extra(tables, path)
    _persons(tables, terms)
    return tables


def table_files() -> list[Readable]:
    """The project's own CSV files, in the order of their names."""
    folder = resources.files("comity.actors") / "data"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)


def code_files() -> list[Readable]:
    """The modules that read the tables, in the order of their names."""
    folder = resources.files("comity.actors")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".py")), key=lambda f: f.name)


def table(name: str, columns: str) -> Iterator[Row]:
    """Rows of one of the project's own tables; of none if it does not exist."""
    for file in table_files():
        if file.name == name:
            yield from read_rows(file, columns.split())


def _checked() -> frozenset[str]:
    return frozenset(row["id"] for row in table("checked.csv", "table id list") if row["table"] in ("states", "years"))


def _add_actor(tables: Tables, row: Row, actor: Actor) -> None:
    if actor.id in tables.actors:
        raise row.fail(f"the id {actor.id!r} is taken", "Give every actor an id of its own.")
    tables.actors[actor.id] = actor


def _states(tables: Tables) -> None:
    checked = _checked()
    for row in table("states.csv", "id name standing parent aliases adjectives people from to cow gw source"):
        id, valid = row.need("id"), row.span()
        actor = Actor(
            id,
            row.need("name"),
            "state",
            valid,
            lineage=id,
            standing=row.one_of("standing", _STANDINGS),
            parent=row["parent"] or None,
            cow=row.number("cow"),
            gw=row.number("gw"),
            source=row.need("source"),
            checked=id in checked,
        )
        _add_actor(tables, row, actor)
        for text in (actor.name, *row.several("aliases")):
            tables.names.append(Name(text, id, "name"))
        for text in row.several("adjectives"):
            tables.names.append(Name(text, id, "demonym"))
        for text in row.several("people"):
            tables.names.append(Name(text, id, "people"))
    for row in table("prefixes.csv", "prefix actor source"):
        tables.names.append(Name(row.need("prefix"), row.need("actor"), "prefix"))


def _organisations(tables: Tables) -> None:
    for row in table("organisations.csv", "id name aliases kind from to seat source"):
        id = row.need("id")
        _add_actor(
            tables,
            row,
            Actor(id, row.need("name"), "organisation", row.span(), lineage=id, standing=row["kind"], parent=row["parent"] or None,
                  sector="NGO" if row["kind"] == "ngo" else "IGO", source=row.need("source"), checked=bool(row["checked"])),
        )  # fmt: skip
        texts = dict.fromkeys((row["name"], id, *row.several("aliases")))
        for text in texts:
            tables.names.append(Name(text, id, "organisation"))


def _groups(tables: Tables) -> None:
    for row in table("groups.csv", "id name aliases kind home sector from to source"):
        id = row.need("id")
        home = tuple(tables.actor_of(row, "home", state) for state in row.several("home"))
        sector = row.one_of("sector", SECTORS)
        _add_actor(
            tables,
            row,
            Actor(id, row.need("name"), "group", row.span(), lineage=id, standing=row.need("kind"), home=home,
                  sector=sector, source=row.need("source")),
        )  # fmt: skip
        for text in dict.fromkeys((row["name"], *row.several("aliases"))):
            tables.names.append(Name(text, id, "group", sector=sector))


def _lineages(tables: Tables) -> None:
    for row in table("lineages.csv", "earlier later on break kind source"):
        earlier, later = (tables.actor_of(row, c, row.need(c)) for c in ("earlier", "later"))
        on = row.day("on")
        if on is None:
            raise row.fail("'on' is empty", "Write the first day of the later one.")
        broken = row.one_of("break", ("true", "false")) == "true"
        kind = row.one_of("kind", ("continues", "part"))
        tables.lineages.append(Lineage(earlier, later, on, broken, kind))
    follows = {x.earlier: x.later for x in tables.lineages if x.kind == "continues"}
    for id, actor in tables.actors.items():
        end = id
        while end in follows:
            end = follows[end]
        if end != actor.lineage:
            tables.actors[id] = _replaced(actor, lineage=end)


def _replaced(actor: Actor, **changes: str) -> Actor:
    from dataclasses import replace

    return replace(actor, **changes)  # type: ignore[arg-type]


def _names(tables: Tables) -> None:
    for row in table("names.csv", "alias actor kind from to source"):
        role: Role = "demonym" if row.one_of("kind", ("name", "demonym")) == "demonym" else "name"
        actor = tables.actor_of(row, "actor", row.need("actor"))
        tables.names.append(Name(row.need("alias"), actor, role, row.span(), dated=True))


def _seats(tables: Tables) -> None:
    for row in table("seats.csv", "aliases actor kind sector from to source"):
        actor = row.need("actor")
        if actor not in tables.actors and any(a.kind == "organisation" for a in tables.actors.values()):
            tables.actor_of(row, "actor", actor)
        elif actor not in tables.actors:
            continue
        kind, sector = row.one_of("kind", ("capital", "building", "city", "service")), row.one_of("sector", SECTORS)
        for text in row.several("aliases"):
            tables.names.append(Name(text, actor, "seat", row.span(), detail=kind, sector=sector))


def _places(tables: Tables) -> None:
    for row in table("places.csv", "names actor kind from to source"):
        kind = row.one_of("kind", ("city", "province", "region", "island", "crossing", "site"))
        valid = row.span()
        for actor in row.several("actor"):
            tables.actor_of(row, "actor", actor)
            for text in row.several("names"):
                tables.names.append(
                    Name(text, actor, "place", valid, dated=bool(row["from"] or row["to"]), detail=kind)
                )


def _phrases(tables: Tables) -> None:
    for row in table("not_actors.csv", "phrase why"):
        tables.names.append(Name(row.need("phrase"), "", "none", detail=row.need("why")))


def _neighbours(tables: Tables) -> None:
    for row in table("neighbours.csv", "state neighbours source"):
        state = tables.actor_of(row, "state", row.need("state"))
        for other in row.several("neighbours"):
            pair = frozenset((state, tables.actor_of(row, "neighbours", other)))
            if len(pair) < 2 or pair in tables.neighbours:
                raise row.fail(f"{state} and {other} stand twice", "Write a pair of neighbours once.")
            tables.neighbours.add(pair)


_OFFICES: Final = get_args(Office)


def _terms(tables: Tables) -> Iterator[tuple[Row, tuple[str, ...], Term]]:
    for file in table_files():
        if file.name.startswith(("leaders", "ministers")):
            for row in read_rows(file, ["person", "aliases", "state", "office", "from", "to", "source"]):
                yield row, row.several("aliases"), _term(tables, row)


def _term(tables: Tables, row: Row) -> Term:
    state = tables.actor_of(row, "state", row.need("state"))
    office: Office = row.one_of("office", _OFFICES)  # type: ignore[assignment]
    return Term(row.need("person"), state, office, row.span(), row.need("source"), bool(row["checked"]))


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")


def _persons(tables: Tables, terms: list[tuple[Row, tuple[str, ...], Term]]) -> None:
    """Terms of one name in one lineage are one person."""
    grouped: dict[tuple[str, str], tuple[dict[str, None], list[Term]]] = {}
    for _, aliases, term in terms:
        held = grouped.setdefault((term.person, tables.actors[term.state].lineage), ({}, []))
        held[0].update(dict.fromkeys(aliases))
        held[1].append(term)
    taken: set[str] = set()
    for (name, lineage), (spellings, held_terms) in grouped.items():
        id = slug(name)
        if id in taken:
            id = f"{id}-{lineage.lower()}"
        taken.add(id)
        held_terms.sort(key=lambda t: (str(t.valid.first or ""), t.office))
        tables.persons.append(Person(id, name, tuple(a for a in spellings if a != name), tuple(held_terms)))


def full_names(person: Person) -> Iterator[str]:
    """Names of two words or more: they name the person wherever they stand."""
    for text in dict.fromkeys((person.name, *person.aliases)):
        words = [w for w in text.split() if w.rstrip(".") not in _NUMERALS]
        if len(words) > 1:
            yield text
        if len(words) > 2 and words[-2].lower() in _PATRONYMS:
            yield " ".join(words[-2:])


def surnames(person: Person) -> Iterator[str]:
    """Single words that may stand for the person: family names and names of one word, accents folded.

    Monarchs and popes go by given names (Charles III, Hussein of Jordan, Pope Francis), which no bare word stands for.
    """
    first = bool(set(person.states()) & _FAMILY_FIRST)
    seen: dict[str, None] = {}
    for text in (person.name, *person.aliases):
        words = [w for w in text.split() if w.rstrip(".") not in ("Jr", "Sr")]
        regnal = "of" in words or any(w in _NUMERALS for w in words) or (len(words) == 2 and words[0] in _CROWNS)
        if not words or regnal or (len(words) > 1 and words[-2].lower() in _PATRONYMS):
            continue
        word = words[-1]
        if first and len(words) > 1 and (text == person.name or len(words) > 2 or "-" in word):
            word = words[0]  # Chou En-lai, Yoon Suk Yeol; but William Lai
        parts = words_of(word)
        if len(parts) > 1 and parts[0].lower() in ("al", "el", "ul") and parts[1] == "-":
            word = parts[-1]
        if len(word) > 1:
            seen[fold(word)] = None
    yield from seen


def _memberships(tables: Tables) -> None:
    for file in table_files():
        if file.name.startswith("memberships"):
            for row in read_rows(file, ["organisation", "member", "from", "to", "source"]):
                organisation = tables.actor_of(row, "organisation", row.need("organisation"))
                member = tables.actor_of(row, "member", row.need("member"))
                tables.memberships.append(Membership(organisation, member, row.span(), row.need("source")))


def _own_membership(tables: Tables, row: Row, valid: Span, source: str) -> None:
    """The user's own row stands in place of what the project's table says of the same days."""
    organisation = tables.actor_of(row, "organisation", row.need("organisation"))
    member = tables.actor_of(row, "actor", row.need("actor"))
    tables.memberships = [
        m
        for m in tables.memberships
        if (m.organisation, m.member) != (organisation, member) or not _meet(m.valid, valid)
    ]
    tables.memberships.append(Membership(organisation, member, valid, source, "human"))


def _meet(a: Span, b: Span) -> bool:
    return (a.first is None or b.last is None or a.first <= b.last) and (
        b.first is None or a.last is None or b.first <= a.last
    )


EXTRA_COLUMNS: Final = (
    "alias", "actor", "name", "kind", "from", "to", "state", "office", "organisation", "source",
)  # fmt: skip
_EXTRA_KINDS: Final = (*get_args(ActorKind), "demonym", "seat", "member")


def _extra(tables: Tables, path: Path) -> list[tuple[Row, tuple[str, ...], Term]]:
    """The user's rows. A row names an actor (`alias`, `actor`), and defines it when its id is new (`name`, `kind`).

    kind: state, organisation, group, place, person, demonym, seat, member. A person needs `state` and `office`; a
    member (`actor`) its `organisation` and no alias.
    """
    terms: list[tuple[Row, tuple[str, ...], Term]] = []
    for row in read_rows(path, ("alias", "actor", "kind"), name=str(path)):
        kind, valid, source = row.one_of("kind", _EXTRA_KINDS), row.span(), row["source"] or "user"
        if kind == "member":
            _own_membership(tables, row, valid, source)
            continue
        alias = row.need("alias")
        if kind == "person":
            office: Office = row.one_of("office", _OFFICES)  # type: ignore[assignment]
            state = tables.actor_of(row, "state", row.need("state"))
            terms.append((row, (alias,), Term(row["name"] or alias, state, office, valid, source)))
            continue
        id = row.need("actor")
        if id not in tables.actors:
            if kind in ("demonym", "seat", "place"):
                tables.actor_of(row, "actor", id)
            tables.actors[id] = Actor(
                id, row["name"] or alias, kind, valid, lineage=id, source=source, origin="human"  # type: ignore[arg-type]
            )  # fmt: skip
            valid = Span()
        role: Role = "name" if kind == "state" else kind  # type: ignore[assignment]
        dated = valid != Span() or any(n.text == alias and n.actor != id for n in tables.names)
        tables.names.append(Name(alias, id, role, valid, dated=dated, sector="GOV" if kind == "seat" else None))
    return terms
