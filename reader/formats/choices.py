"""What a reader decided about one story, against what would have been decided by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reflow(StrEnum):
    """Whether wrapped lines are joined into paragraphs."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's wishes for one story; the defaults leave every decision to the file."""

    encoding: str = ""
    """A codec's name; empty lets the bytes decide."""
    raw: bool = False
    """Show the file line by line as it is: nothing joined, taken out or folded."""
    reflow: Reflow = Reflow.AUTO
    chapter_rule: str = ""
    """The id of a chapter rule, `none`, or empty for the rule that fits best."""
    chapter_pattern: str = ""
    """The reader's own pattern for a heading line; it wins over `chapter_rule`."""
    headings: tuple[str, ...] = ()
    """Lines that are headings whatever the rule says, as they read without outer blanks."""
    not_headings: tuple[str, ...] = ()
    """Lines that are no headings whatever the rule says."""
    ruby: bool = True
    """Whether readings stand in brackets behind their words."""
