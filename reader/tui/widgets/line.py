"""A line of input that shows nothing of what is typed, pasted or filled in but letters.

The rule: one character for one character, so that the cursor stays where it is.
"""

from __future__ import annotations

from textual.widgets import Input

from reader.cleaning import clean


class Line(Input):
    """An input whose value never acts on a terminal."""

    def validate_value(self, value: str) -> str:
        """The value as it may be shown."""
        return clean(value).replace("\n", "\u240a").replace("\t", " ")
