"""What a run of text is on the page; the only vocabulary that themes and painters share."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from reader.story import BlockKind, SpanKind


class Role(StrEnum):
    """Why a run looks as it does. A later role of a run is laid over the earlier ones."""

    TEXT = "text"
    HEADING = "heading"
    BREAK = "break"
    VERSE = "verse"
    LETTER = "letter"
    QUOTE = "quote"
    LIST = "list"
    SPEECH = "speech"
    PREFORMATTED = "preformatted"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    RUBY = "ruby"
    DIALOGUE = "dialogue"
    CUT = "cut"
    """The mark at the edge of a preformatted line that goes on."""
    MATCH = "match"
    CURRENT = "current"
    """The search hit that the reader stands on."""
    SELECTION = "selection"
    HEAD = "head"
    FOLIO = "folio"
    NOTICE = "notice"
    """A sentence to the reader in place of the folio."""
    QUIET = "quiet"
    ACCENT = "accent"
    TITLE = "title"
    """The name of an item in a list."""
    CHOSEN = "chosen"
    """The current item of a list."""
    MARKED = "marked"
    """Letters that match a filter."""


OF_BLOCK = {kind: Role(kind.value) for kind in BlockKind if kind is not BlockKind.PARAGRAPH} | {
    BlockKind.PARAGRAPH: Role.TEXT
}
OF_SPAN = {kind: Role(kind.value) for kind in SpanKind}


class Run(NamedTuple):
    """Text of one look; holds no control character and no newline."""

    text: str
    roles: tuple[Role, ...]


class Rendition(NamedTuple):
    """Colours and attributes; an empty colour leaves what lies below."""

    fg: str = ""
    """`#rrggbb`, or empty."""
    bg: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    dim: bool = False

    def over(self, below: Rendition) -> Rendition:
        """This look laid over another."""
        return Rendition(
            self.fg or below.fg,
            self.bg or below.bg,
            self.bold or below.bold,
            self.italic or below.italic,
            self.underline or below.underline,
            self.reverse or below.reverse,
            self.dim or below.dim,
        )
