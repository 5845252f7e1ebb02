"""On how many examples a law is tried: some each time, all of them among the slow tests."""

from __future__ import annotations

import os

FRESH = "NIGHTSTAND_FRESH" in os.environ
"""Whether other examples are drawn each time."""
ALL = FRESH or "NIGHTSTAND_ALL_EXAMPLES" in os.environ
USUAL = 200 if FRESH else 60
"""For a law that asks for no other number."""
_SHARE, _LEAST = 3, 10


def examples(most: int = USUAL) -> int:
    """How many are drawn now for a law that is tried on so many when all are."""
    return most if ALL else max(most // _SHARE, min(most, _LEAST))
