"""Our tables of leaders against independent lists: where they agree, where they differ, what we lack.

    python -m comity.actors.leader_check FOLDER [--all] [--write]

FOLDER holds the lists, which are no part of comity: `reign_leaders_*.csv` (REIGN, OEF Research: effective leaders by month since 1945;
columns stateabb, leader, sdate, smonth, syear, emonth, eyear) and `mledoze_countries.csv` (mledoze/countries; columns cca3, independent).
`--all` lists every difference; `--write` marks the rows on which REIGN agrees in their last column, `checked`. Nothing else is taken.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Final

from comity.actors.finding import fold
from comity.actors.rows import read_rows
from comity.errors import TableError
from comity.intervals import Interval

DATA: Final = Path(__file__).parent / "data"
MARK: Final = "reign"
NEAR: Final = timedelta(days=62)
"""How far two statements of a first day may lie apart and still agree."""
CLOSE: Final = timedelta(days=7)
"""The same where only half of the words of the name agree (REIGN writes some families' two names, some short forms)."""
ALIKE: Final = 0.75
"""Words of two transliterations of one name share at least this part of their letters (difflib's ratio)."""

_PARTICLES: Final = frozenset({"bin", "ibn", "the", "von", "van", "der"})
_RULING: Final = frozenset({"head_of_state", "head_of_government", "effective_ruler"})

# REIGN's abbreviations (those of the Correlates of War, but THI, PHI and FIJ) that are not the ISO code of the time.
_STATES: Final = {
    "UKG": "GBR", "IRE": "IRL", "NTH": "NLD", "FRN": "FRA", "MNC": "MCO", "SWZ": "CHE", "SPN": "ESP", "POR": "PRT",
    "GMY": "DEU", "GFR": "DEU", "GDR": "DDR", "CZE": "CSK", "CZR": "CZE", "SLO": "SVK", "SNM": "SMR", "MNG": "MNE",
    "MAC": "MKD", "CRO": "HRV", "BOS": "BIH", "KOS": "XKX", "SLV": "SVN", "BUL": "BGR", "MLD": "MDA", "ROM": "ROU",
    "LAT": "LVA", "LIT": "LTU", "GRG": "GEO", "SWD": "SWE", "DEN": "DNK", "ICE": "ISL", "CAP": "CPV", "EQG": "GNQ",
    "GAM": "GMB", "MAA": "MRT", "NIR": "NER", "CDI": "CIV", "GUI": "GIN", "BFO": "BFA", "SIE": "SLE", "TOG": "TGO",
    "CAO": "CMR", "NIG": "NGA", "CEN": "CAF", "CHA": "TCD", "CON": "COG", "DRC": "COD", "TAZ": "TZA", "BUI": "BDI",
    "ANG": "AGO", "MZM": "MOZ", "ZAM": "ZMB", "ZIM": "ZWE", "MAW": "MWI", "SAF": "ZAF", "LES": "LSO", "BOT": "BWA",
    "SWA": "SWZ", "MAG": "MDG", "MAS": "MUS", "SEY": "SYC", "MOR": "MAR", "ALG": "DZA", "LIB": "LBY", "SUD": "SDN",
    "LEB": "LBN", "KUW": "KWT", "BAH": "BHR", "UAE": "ARE", "OMA": "OMN", "TAJ": "TJK", "KYR": "KGZ", "KZK": "KAZ",
    "MON": "MNG", "ROK": "KOR", "BHU": "BTN", "BNG": "BGD", "MYA": "MMR", "SRI": "LKA", "MAD": "MDV", "NEP": "NPL",
    "CAM": "KHM", "DRV": "VDR", "MAL": "MYS", "SIN": "SGP", "BRU": "BRN", "INS": "IDN", "ETM": "TLS", "GUA": "GTM",
    "HON": "HND", "SAL": "SLV", "COS": "CRI", "BHM": "BHS", "HAI": "HTI", "TRI": "TTO", "BAR": "BRB", "GRN": "GRD",
    "SLU": "LCA", "SVG": "VCT", "AAB": "ATG", "SKN": "KNA", "PAR": "PRY", "URU": "URY", "AUL": "AUS", "AUS": "AUT",
    "THI": "THA", "PHI": "PHL", "FIJ": "FJI", "NEW": "NZL", "VAN": "VUT", "SOL": "SLB", "NAU": "NRU", "MSI": "MHL",
    "PAL": "PLW", "YPR": "YMD",
}  # fmt: skip

# Where one of its states is several of ours, one after another.
_RUNS: Final = {"RUS": ("SUN", "RUS"), "VDR": ("VDR", "VNM"), "YUG": ("YUG", "SCG", "SRB"), "YEM": ("YAR", "YEM")}
_ISO: Final = {"UNK": "XKX"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A term in REIGN. `states`: the ids under which we may have it; `last` is exact to the month."""

    states: tuple[str, ...]
    leader: str
    first: date
    last: date | None

    def __str__(self) -> str:
        until = f"{self.last:%Y-%m}" if self.last else "the end of the list"
        return f"{self.states[0]} {self.leader}, {self.first} to {until}"


@dataclass(frozen=True, slots=True)
class Ours:
    """A term of ours and where it stands. `first` is as wide as the row is vague."""

    file: str
    line: int
    person: str
    names: tuple[str, ...]
    state: str
    office: str
    first: Interval
    last: date | None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line} {self.state} {self.person}"
        return f"{where}, {self.office} from {self.first.first} to {self.last or 'now'}"

    def goes_by(self, leader: str, part: float = 1.0) -> bool:
        """Whether `leader` may be this person: `part` of its words, give or take their spelling, stand in one of our names."""
        wanted = _words(leader)
        return any(
            sum(_spelt(word, name) for word in wanted) >= part * len(wanted) > 0 for name in map(_words, self.names)
        )

    def starts(self, term: Listed, apart: timedelta) -> bool:
        """Whether the row's first day (or the month or year that it names) and the term's lie `apart` at most."""
        return self.first.first - apart <= term.first <= self.first.last + apart

    def overlaps(self, term: Listed) -> bool:
        return self.first.first <= (term.last or date.max) and term.first <= (self.last or date.max)


@dataclass(slots=True)
class Report:
    """What the comparison found. `agreed` are rows of ours; `differing` pairs of ours and theirs; `missing` terms of theirs."""

    rows: dict[str, int] = field(default_factory=dict)
    comparable: int = 0
    agreed: list[Ours] = field(default_factory=list)
    listed: int = 0
    differing: list[tuple[Ours, Listed]] = field(default_factory=list)
    missing: list[Listed] = field(default_factory=list)
    without_leader: list[str] = field(default_factory=list)


def check_leaders(lists: Path, *, data: Path = DATA) -> Report:
    """Compare the leader tables in `data` with the lists in the folder `lists`.

    A row agrees when REIGN has a term of a person so called in that state whose first day lies within 62 days of the row's (of the
    month or year, where the row knows no day), or within 7 days where half the words of the name agree. `comparable` counts the rows
    that begin in REIGN's time. Raises TableError when a list is missing or has other columns.
    """
    ours, listed = list(_ours(data)), list(_listed(lists))
    horizon = max(term.first for term in listed)
    by_state: defaultdict[str, list[Ours]] = defaultdict(list)
    report = Report(listed=len(listed))
    for row in ours:
        report.rows[row.file] = report.rows.get(row.file, 0) + 1
        report.comparable += date(1945, 1, 1) <= row.first.last and row.first.first <= horizon
        by_state[row.state].append(row)
    agreed: dict[tuple[str, int], Ours] = {}
    for term in listed:
        there = [row for state in term.states for row in by_state[state]]
        same = [row for row in there if row.goes_by(term.leader)]
        near = [row for row in same if row.starts(term, NEAR)]
        near = near or [row for row in there if row.starts(term, CLOSE) and row.goes_by(term.leader, 0.5)]
        agreed.update(((row.file, row.line), row) for row in near)
        if near:
            continue
        if overlapping := [row for row in same if row.overlaps(term)]:
            closest = min(overlapping, key=lambda r: (abs(r.first.first - term.first), r.file, r.line))
            report.differing.append((closest, term))
        else:
            report.missing.append(term)
    report.agreed = [agreed[key] for key in sorted(agreed)]
    covered = {row.state for row in ours if row.last is None or row.last >= date(2000, 1, 1)}
    report.without_leader = [state for state in _independent(lists) if state not in covered]
    return report


def write_marks(report: Report, *, data: Path = DATA) -> int:
    """Rewrite the `checked` column of the leader tables; header lines and all other cells stay. Returns the number of marks."""
    marked = {(row.file, row.line) for row in report.agreed}
    for path in sorted(data.glob("leaders*.csv")):
        lines = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith(("#", "person,")):
                cells = next(csv.reader([line]))
                cells[-1] = MARK if (path.name, number) in marked else ""
                out = io.StringIO()
                csv.writer(out, lineterminator="").writerow(cells)
                line = out.getvalue()
            lines.append(line)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(marked)


def _ours(data: Path) -> Iterable[Ours]:
    for path in sorted(data.glob("leaders*.csv")):
        for row in read_rows(path, ["person", "aliases", "state", "office", "from", "to", "source", "checked"]):
            if row["office"] in _RULING:
                yield Ours(
                    path.name,
                    row.line,
                    row["person"],
                    (row["person"], *row.several("aliases")),
                    row["state"],
                    row["office"],
                    Interval.parse(row["from"]),
                    row.day("to", last=True),
                )


def _listed(lists: Path) -> Iterable[Listed]:
    paths = sorted(lists.glob("reign_leaders_*.csv"))
    if not paths:
        raise TableError(f"{lists}: no reign_leaders_*.csv here.", hint="Name the folder that holds the lists.")
    for row in _rows(paths[-1], ("stateabb", "leader", "sdate", "smonth", "syear", "emonth", "eyear")):
        state = _STATES.get(row["stateabb"], row["stateabb"])
        first = _month(row["syear"], row["smonth"])
        day = min(max(int(row["sdate"] or 1), 1), first.days)
        last = _month(row["eyear"], row["emonth"]).last if row["eyear"].strip() else None
        yield Listed(_RUNS.get(state, (state,)), row["leader"].strip(), first.first.replace(day=day), last)


def _month(year: str, month: str) -> Interval:
    return Interval.month(int(year), min(max(int(month or 1), 1), 12))


def _independent(lists: Path) -> list[str]:
    rows = _rows(lists / "mledoze_countries.csv", ("cca3", "independent"))
    return sorted(_ISO.get(row["cca3"], row["cca3"]) for row in rows if row["independent"] == "1")


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error}).", hint="Name the folder that holds the lists.") from error
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or any(column not in rows[0] for column in columns):
        raise TableError(f"{path}: needs the columns {', '.join(columns)}.", hint="See the list's own documentation.")
    return rows


@cache
def _words(name: str) -> frozenset[str]:
    """Words of a name without what stands in brackets, articles and initials."""
    bare = re.sub(r"\(.*?\)", " ", fold(name).lower()).replace("'", "")
    words = re.findall(r"[a-z]+", bare)
    return frozenset(word for word in words if len(word) > 2 and word not in _PARTICLES) or frozenset(words)


@cache
def _spelt(word: str, name: frozenset[str]) -> bool:
    return word in name or any(SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE for other in name)


def main(arguments: Sequence[str]) -> int:
    """The command. Returns the exit status."""
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    options = {a for a in arguments if a.startswith("--")}
    if len(folders) != 1 or options - {"--write", "--all"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        report = check_leaders(folders[0])
    except TableError as error:
        print(f"{error.message} {error.hint or ''}", file=sys.stderr)
        return 1
    share = len(report.agreed) / max(report.comparable, 1)
    print(f"{sum(report.rows.values())} rows: {', '.join(f'{name} {count}' for name, count in report.rows.items())}")
    print(f"{len(report.agreed)} agree, of {report.comparable} that begin in the list's time ({share:.0%})")
    print(f"{report.listed} terms in the list: {len(report.differing)} begin elsewhere, {len(report.missing)} we lack")
    print(f"independent states without a leader since 2000: {', '.join(report.without_leader) or 'none'}")
    if "--all" in options:
        for row, term in report.differing:
            print(f"differs: {row} | listed: {term}")
        for term in report.missing:
            print(f"missing: {term}")
    if "--write" in options:
        print(f"{write_marks(report)} rows marked")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
