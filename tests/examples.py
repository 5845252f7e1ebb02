"""On how many examples a law is tried: some each time, all of them among the slow tests."""

from __future__ import annotations

import os
from typing import Any

import pytest

FRESH = "NIGHTSTAND_FRESH" in os.environ
"""Whether other examples are drawn each time."""
ALL = FRESH or "NIGHTSTAND_ALL_EXAMPLES" in os.environ
USUAL = 200 if FRESH else 60
"""For a law that asks for no other number."""
_SHARE, _LEAST = 3, 10


def examples(most: int = USUAL) -> int:
    """How many are drawn now for a law that is tried on so many when all are."""
    return most if ALL else max(most // _SHARE, min(most, _LEAST))


def slow(*values: object) -> list[Any]:
    """Parameters on which a test is tried among the slow tests only."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]
