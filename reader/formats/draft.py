"""Blocks in the making, and how they become a story's text.

The rule: until the last step a block is a string of its own, so that each step may change one
without moving the others.
"""

from __future__ import annotations

from reader.story import BlockKind
from reader.values import dataclass, field


@dataclass(slots=True)
class Draft:
    """Blocks as columns: entry i of each list belongs to block i."""

    texts: list[str] = field(default_factory=list)
    kinds: list[BlockKind] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    before: BlockKind | None = None
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
