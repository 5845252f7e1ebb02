"""Where a place was found again, and how sure that is."""

from __future__ import annotations

from enum import StrEnum

from reader.value import Value


class Verdict(StrEnum):
    """How sure a place is."""

    EXACT = "exact"
    """The words stand where they stood."""
    MOVED = "moved"
    """The words stand elsewhere."""
    APPROXIMATE = "approximate"
    """Words much like them stand there, or the same words stand in several places."""
    LOST = "lost"
    """The words are gone; the offset is where they would be."""


class Resolution(Value):
    """Where a locator points to now."""

    offset: int
    verdict: Verdict
    likeness: float
    """The share of the remembered words that stand there, from 0 to 1."""
