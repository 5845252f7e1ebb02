"""A place that outlives edits: make a locator from an offset, and find it again with a verdict."""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.locator.quote import Locator, make
from reader.locator.resolve import Resolution, Verdict, resolve, resolve_all

if TYPE_CHECKING:
    from reader.locator.sketching import Sketch, similarity, sketch
else:  # only a text that was edited, or is new, needs one
    __getattr__ = door(__name__, sketching=("Sketch", "similarity", "sketch"))

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
