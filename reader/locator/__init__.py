"""A place that outlives edits: make a locator from an offset, and find it again with a verdict."""

from reader.locator.quote import make
from reader.locator.resolve import resolve

__all__ = ["make", "resolve"]
