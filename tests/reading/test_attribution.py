"""According to whom."""

from __future__ import annotations

import pytest
from event_reading import only

pytestmark = pytest.mark.model


def test_the_document_speaks_for_itself() -> None:
    claim = only("Kenya shelled a village in Somalia.", "ASSAULT").claimed_by
    assert (claim.actor, claim.voice) == (None, "document")


def test_a_named_speaker_is_responsible() -> None:
    text = "Somalia said that Kenya had shelled a village in Ethiopia."
    claim = only(text, "ASSAULT").claimed_by
    assert (claim.actor, claim.voice) == ("SOM", "reported")
    assert claim.span is not None
    assert text[slice(*claim.span)] == "Somalia"


def test_a_speaker_after_the_clause() -> None:
    claim = only("Kenya had shelled a village in Ethiopia, Somalia said.", "ASSAULT").claimed_by
    assert (claim.actor, claim.voice) == ("SOM", "reported")


def test_according_to() -> None:
    claim = only("According to Uganda, Kenya shelled a village in Ethiopia.", "ASSAULT").claimed_by
    assert (claim.actor, claim.voice) == ("UGA", "reported")


def test_a_speaker_nobody_can_check() -> None:
    claim = only("Analysts said that Kenya had shelled a village in Ethiopia.", "ASSAULT").claimed_by
    assert (claim.actor, claim.voice) == (None, "unnamed")


def test_quoted_words() -> None:
    claim = only('"Kenya has shelled a village in Ethiopia," Somalia said.', "ASSAULT").claimed_by
    assert (claim.actor, claim.voice) == ("SOM", "quoted")
