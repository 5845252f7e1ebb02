"""Blocks in the making, and how they become a story's text.

The rule: until the last step a block is a string of its own, so that each step may change one
without moving the others.
"""

from __future__ import annotations

from reader.story import BlockKind


class Draft:
    """Blocks as columns: entry i of each list belongs to block i."""

    __slots__ = ("before", "blanks", "indents", "kinds", "levels", "texts")

    def __init__(self, before: BlockKind | None = None) -> None:
        self.texts: list[str] = []
        self.kinds: list[BlockKind] = []
        self.levels: list[int] = []
        self.indents: list[int] = []
        self.blanks: list[int] = []
        self.before = before
        """The kind of the block before the first, where that is drafted apart."""

    @property
    def last(self) -> BlockKind | None:
        """The kind of the last block; None where none is."""
        return self.kinds[-1] if self.kinds else self.before

    def add(
        self, text: str, kind: BlockKind, *, level: int = 0, indent: int = 0, blanks: int = 1
    ) -> None:
        """Append a block."""
        self.texts.append(text)
        self.kinds.append(kind)
        self.levels.append(level)
        self.indents.append(indent)
        self.blanks.append(blanks)

    def add_prose(self, texts: list[str], blanks: list[int]) -> None:
        """Append paragraphs that begin at the margin, the lines of each joined by blanks."""
        self.texts += [text.replace("\n", " ") for text in texts]
        self.kinds += [BlockKind.PARAGRAPH] * len(texts)
        self.levels += [0] * len(texts)
        self.indents += [0] * len(texts)
        self.blanks += blanks
