"""comity.toml: what may be set, its defaults, and what is said when a setting cannot be."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from comity.errors import SettingsError

FILE_NAME: Final = "comity.toml"
TITLE: Final = "What these documents say"

TEMPLATE: Final = """\
# Settings of a comity project. Every setting stands here with its default; a line that is taken out means the default.
# Paths are relative to this folder.

[documents]
# Files and folders to read: .txt .md .html .pdf .docx .jsonl
paths = {paths}
# "en": what is not in English is listed and set aside. "any": everything is read as if it were English.
language = "en"
# A text, a web page or a line of a .jsonl file that is larger than this is not read.
max_megabytes = 5.0
# The same for PDF and DOCX files, which carry pictures.
max_packed_megabytes = 50.0

[actors]
# A CSV file with actors and names of your own, added to comity's tables; "" for none.
extra = ""

[reading]
# Who reads: "parser" (rules over a parse), "trained" (a small network) or "both".
reader = "both"
# A CSV file with words of your own for acts, relations, causes and stances, added to comity's; "" for none.
# comity lexicon check FILE says what is wrong in it and what it changes.
lexicon = ""
# How many processes read side by side; 0 for one a core.
jobs = 0
# A document that takes longer than this is given up and listed as failed.
max_seconds = 600

[tally]
# Length of a period: "month", "quarter", "year", "5years" or "decade"; "auto" chooses by the span of the record.
period = "auto"

[scores]
# In how many days what is known of a relation fades to a third (1/e): a number, or "auto" to have it fitted to the record.
memory = "auto"

[engine]
# Where imported event rows are added up: "duckdb" (this machine) or "spark" (needs comity[spark] and Java).
kind = "duckdb"
# How much memory that may take before it writes to disk, "4GB"; "" for half of the machine's, at most 8 GB.
memory = ""
# Where Spark runs: "local[*]", "spark://host:7077", "yarn". This folder must then be one that the cluster sees.
master = "local[*]"

[report]
# What stands at the top of report.html.
title = {title}
"""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DocumentsSection(_Section):
    paths: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = ("documents",)
    language: Literal["en", "any"] = "en"
    max_megabytes: Annotated[float, Field(gt=0, le=200)] = 5.0
    max_packed_megabytes: Annotated[float, Field(gt=0, le=2000)] = 50.0


class ActorsSection(_Section):
    extra: str = ""


class ReadingSection(_Section):
    reader: Literal["parser", "trained", "both"] = "both"
    lexicon: str = ""
    jobs: Annotated[int, Field(ge=0, le=256)] = 0
    max_seconds: Annotated[float, Field(gt=0)] = 600


class ScoresSection(_Section):
    memory: Literal["auto"] | Annotated[float, Field(gt=0, le=100_000)] = "auto"

    @property
    def days(self) -> float | None:
        """The memory in days; None for one to be fitted."""
        return None if self.memory == "auto" else self.memory


class TallySection(_Section):
    period: Literal["auto", "month", "quarter", "year", "5years", "decade"] = "auto"


class EngineSection(_Section):
    kind: Literal["duckdb", "spark"] = "duckdb"
    memory: Annotated[str, Field(pattern=r"^([0-9]+(\.[0-9]+)? ?[MGT]B)?$")] = ""
    master: Annotated[str, Field(min_length=1)] = "local[*]"


class ReportSection(_Section):
    title: Annotated[str, Field(min_length=1, max_length=200)] = TITLE


class Settings(_Section):
    """What comity.toml says. Everything has a default."""

    documents: DocumentsSection = DocumentsSection()
    actors: ActorsSection = ActorsSection()
    reading: ReadingSection = ReadingSection()
    tally: TallySection = TallySection()
    scores: ScoresSection = ScoresSection()
    engine: EngineSection = EngineSection()
    report: ReportSection = ReportSection()


def template(paths: tuple[str, ...] = ("documents",), title: str = TITLE) -> str:
    """A comity.toml with every default written out and explained."""
    import json

    filled = {"{paths}": list(paths), "{title}": title[:200]}
    text = TEMPLATE
    for field, value in filled.items():
        text = text.replace(field, json.dumps(value, ensure_ascii=False))
    return text


def load(path: Path) -> Settings:
    """Settings from a file. Raises SettingsError with the line, the key and what is allowed."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return Settings.model_validate(tomllib.loads(text))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 (byte {error.start}).", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{path} is not TOML: {error}.", hint="Text stands in quotes, lists in [brackets]."
        ) from None
    except ValidationError as error:
        problems = [_problem(path, text, dict(e)) for e in error.errors()]
        raise SettingsError("\n".join(problems), hint="A setting that is taken out has its default.") from None


def _problem(path: Path, text: str, error: dict[str, Any]) -> str:
    keys = [k for k in error["loc"] if isinstance(k, str)]
    name = ".".join(keys)
    line = _line_of(text, keys)
    where = f"{path}, line {line}" if line else str(path)
    if error["type"] == "extra_forbidden":
        return f"{where}: there is no setting {name!r}. Known here: {', '.join(_known(keys[:-1]))}."
    return f"{where}: {name} = {error['input']!r} cannot be: {_allowed(error)}."


def _allowed(error: dict[str, Any]) -> str:
    message = str(error["msg"]).removeprefix("Input ")
    return message[0].lower() + message[1:]


def _known(keys: list[str]) -> list[str]:
    model: Any = Settings
    for key in keys:
        model = model.model_fields[key].annotation
    return list(model.model_fields)


def _line_of(text: str, keys: list[str]) -> int | None:
    """The line on which a key stands, from 1: under its [section], or the section's own line."""
    section = keys[0] if keys else ""
    found, inside = None, False
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([\w.\"'-]+)\s*\]", line)
        if header:
            inside = header[1].strip("\"'") == section
            found = number if inside and found is None else found
        elif len(keys) > 1 and inside and re.match(rf"\s*[\"']?{re.escape(keys[1])}[\"']?\s*=", line):
            return number
        elif found is None and re.match(rf"\s*[\"']?{re.escape(section)}[\"']?\s*[.=]", line):
            found = number
    return found
