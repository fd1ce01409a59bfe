"""Everything that comity raises on purpose.

    ComityError
    ├── UsageError          what was asked for makes no sense (exit 2)
    ├── ProjectError        the project folder, its settings or its files (exit 1)
    │   ├── NoProject       there is no project here
    │   ├── SettingsError   comity.toml says something that cannot be
    │   ├── BuildInProgress another build holds the project
    │   └── StoreError      the store is missing, damaged or of another version
    ├── TableError          a data table (the project's own or the user's) has a bad row
    ├── ModelMissing        the English parser model is not installed
    ├── EngineMissing       the engine for bulk work that was asked for is not installed
    └── DocumentError       one document cannot be read; a build lists it and goes on

Each message says what happened, where, and what to do.
"""

from __future__ import annotations

from typing import ClassVar


class ComityError(Exception):
    """Base of all errors. `message` says what happened and where; `hint` says what to do."""

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message if hint is None else f"{message} {hint}")


class UsageError(ComityError):
    exit_status = 2


class ProjectError(ComityError):
    pass


class NoProject(ProjectError):
    exit_status = 2


class SettingsError(ProjectError):
    exit_status = 2


class BuildInProgress(ProjectError):
    pass


class StoreError(ProjectError):
    pass


class TableError(ComityError):
    pass


class ModelMissing(ComityError):
    pass


class EngineMissing(ComityError):
    pass


class DocumentError(ComityError):
    """One document cannot be read. `reason` is a short fixed phrase ("empty", "not text", "needs a password")."""

    def __init__(self, reason: str, *, detail: str | None = None, hint: str | None = None) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(reason if detail is None else f"{reason}: {detail}", hint=hint)
