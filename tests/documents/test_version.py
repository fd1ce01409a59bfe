from __future__ import annotations

import subprocess
import sys

import pytest

from comity import documents
from comity.documents import fingerprint


def test_the_fingerprint_is_the_same_in_every_process_and_changes_with_the_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from comity.documents import fingerprint; print(fingerprint())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == fingerprint()
    assert len(fingerprint()) == 16
    monkeypatch.setattr("comity.documents.version.EXTRACTION_VERSION", 0)
    assert fingerprint.__wrapped__() != fingerprint()


def test_every_public_name_is_there_and_importing_the_room_is_cheap() -> None:
    assert all(hasattr(documents, name) for name in documents.__all__)
    heavy = "trafilatura pypdf docx lxml numpy py3langid charset_normalizer spacy pyarrow"
    code = f"import sys, comity.documents.discovery, comity.documents.load; print([m for m in '{heavy}'.split() if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
