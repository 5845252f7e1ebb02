"""A place that outlives edits: make a locator from an offset, and find it again with a verdict."""

from reader.locator.quote import Locator, make
from reader.locator.resolve import Resolution, Verdict, resolve, resolve_all
from reader.locator.sketch import Sketch, similarity, sketch

__all__ = [
    "Locator",
    "Resolution",
    "Sketch",
    "Verdict",
    "make",
    "resolve",
    "resolve_all",
    "similarity",
    "sketch",
]
