"""How pages are to look, as one value: a layout depends only on a story and on this."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from reader.value import NamedTuple

Cells = NewType("Cells", int)
"""A width in terminal columns."""


class Paragraphs(StrEnum):
    """How paragraphs are told apart."""

    AUTHOR = "author"
    """Indented where the file indents, else set apart by a blank line."""
    INDENT = "indent"
    """First line indented, except after a heading or a break; no blank lines between."""
    BLANK = "blank"
    """A blank line between, no indents."""


class Breaking(StrEnum):
    """How the breaks of a paragraph are chosen."""

    FIRST_FIT = "first-fit"
    LEAST_RAGGED = "least-ragged"


class PageStyle(NamedTuple):
    """The measurements and habits of a page."""

    measure: Cells = Cells(66)
    """Cells of a full line; at least 1."""
    rows: int = 36
    """Rows of text on a page, including blank ones; 0 makes one endless page."""
    paragraphs: Paragraphs = Paragraphs.AUTHOR
    indent: int = 2
    """Cells of a first-line indent and of an inset."""
    leading: int = 1
    """Rows from one line to the next: 1 is solid, 2 leaves a blank row."""
    justify: bool = False
    hyphenate: bool = False
    """Break long words by the hyphenator of the story's language."""
    breaking: Breaking = Breaking.FIRST_FIT
    chapter_page: bool = True
    """Whether a chapter begins a new page."""
    unfolded: bool = False
    """Whether front and back matter are laid out with the body."""
    hang: bool = False
    """Whether a full-width stop, comma or closing bracket may hang to the right of the measure."""
    whole_words: bool = True
    """Whether Korean lines break between words only, not between syllables."""
