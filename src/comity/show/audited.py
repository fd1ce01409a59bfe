"""What people found who coded sentences without seeing what comity made of them, as the page carries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def audited(result: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The result of an audit (`comity.audit.result`) without the lists of single sentences; None where there is none."""
    if result is None:
        return None
    sample = dict(result["sample"])
    sample["lost"] = len(sample["lost"])
    kept = ("interval", "coders", "coded", "strata", "references", "agreement", "settled")
    return {"sample": sample, **{name: result[name] for name in kept}, "differing": len(result["differing"])}
