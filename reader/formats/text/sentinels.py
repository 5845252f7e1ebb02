"""Signs by which one step of reading tells a later one what it found in the text.

The rule: they are noncharacters, which no text may hold; those of a file are replaced before
the first step, and none is left after the last.
"""

from __future__ import annotations

from reader.deferred import deferred

HEADINGS = ("\ufdd0", "\ufdd1", "\ufdd2")
"""Before a line: it is a heading of level 1, 2 or 3."""
LINE_END = "\ufdd3"
"""At a line's end: the author ended it."""
EMPHASIS = ("\ufdd4", "\ufdd5")
STRONG = ("\ufdd6", "\ufdd7")
RUBY = ("\ufdd8", "\ufdd9")
"""Around a stretch of its kind."""
LITERAL = {"*": "\ufdda", "_": "\ufddb", "#": "\ufddc", "/": "\ufddd", ">": "\ufdde", "-": "\ufddf"}
"""A character that is meant as itself, not as a mark."""

DIVIDED = "\ufde0"
"""A hyphen at a line's end within a word: the author's, or put there by the margin."""
SOFT = "\ufde1"
"""At a line's end where a hint for line breaking stood: the word goes on."""

_ANY = deferred("[\ufdd0-\ufdef]")
_LITERALS = {mark: character for character, mark in LITERAL.items()}


def without_marks(text: str) -> str:
    """A file's text without characters that would be taken for signs."""
    return _ANY.sub("\ufffd", text) if _ANY.search(text) else text


def without_signs(text: str) -> str:
    """The text with protected characters as themselves again and without any sign left over."""
    return _ANY.sub(lambda match: _LITERALS.get(match[0], ""), text) if is_marked(text) else text


def is_marked(text: str) -> bool:
    """Whether any sign stands in the text."""
    return not text.isascii() and _ANY.search(text) is not None
