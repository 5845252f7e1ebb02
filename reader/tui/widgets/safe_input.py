"""A line of input that shows nothing of what is typed, pasted or filled in but letters.

The rule: one character for one character, so that the cursor stays where it is.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from reader.cleaning import clean


class SafeInput(Input):
    """An input whose value never acts on a terminal."""

    # What is typed changes the place of no other widget: to lay out all of them takes longer than
    # to paint a page.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def validate_value(self, value: str) -> str:
        """The value as it may be shown."""
        return clean(value).replace("\n", "\u240a").replace("\t", " ")
