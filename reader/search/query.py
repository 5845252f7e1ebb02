"""What is looked for: the words, how strictly they are matched, and what can be wrong with them.

The rule: a query is a plain value, independent of any story.
"""

from __future__ import annotations

import re

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple, Value

_ESCAPE = lazy_pattern(r"\\.", re.DOTALL)


class QueryError(Exception):
    """A query that cannot be searched for; `reason` is shown to the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SearchCancelledError(Exception):
    """The caller no longer wants the answer."""


class Match(NamedTuple):
    """One hit: the half-open range `[start, end)` of the story's text."""

    start: int
    end: int


class Query(Value):
    """The words and the switches of one search."""

    text: str
    case: bool | None = None
    """Whether case matters; None (smart case) lets it matter if the text has a capital."""
    word: bool = False
    """Only where no word continues before or after."""
    exact: bool = False
    """Character for character: accents, quotes, dashes and blanks as they are in the story."""
    regex: bool = False
    """The text is a regular expression in Python's syntax."""
    kana: bool = False
    """Hiragana and katakana are the same."""
    matter: bool = False
    """Front and back matter are searched with the body."""

    @property
    def cased(self) -> bool:
        """Whether case matters, with smart case resolved."""
        if self.case is not None:
            return self.case
        text = _ESCAPE.sub("", self.text) if self.regex else self.text
        return text != text.lower()
