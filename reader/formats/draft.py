"""Blocks in the making, and how they become a story's text.

The rule: until the last step a block is a string of its own, so that each step may change one
without moving the others.
"""

from __future__ import annotations

from functools import partial
from itertools import accumulate, count, repeat
from operator import add, sub

from reader.story import Block, BlockKind
from reader.values import dataclass, field


@dataclass(slots=True)
class Draft:
    """Blocks as columns: entry i of each list belongs to block i."""

    texts: list[str] = field(default_factory=list)
    kinds: list[BlockKind] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)

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

    def extend(self, other: Draft) -> None:
        """Append all blocks of another draft."""
        self.texts += other.texts
        self.kinds += other.kinds
        self.levels += other.levels
        self.indents += other.indents
        self.blanks += other.blanks

    def starts(self) -> list[int]:
        """The offset of each block in the assembled text, and one past the end of it all."""
        sizes = map(len, self.texts)
        return list(map(add, accumulate(sizes, initial=0), count()))

    def blocks(self, starts: list[int]) -> tuple[Block, ...]:
        """The blocks as ranges of the assembled text."""
        ends = map(sub, starts[1:], repeat(1))
        columns = zip(
            starts, ends, self.kinds, self.levels, self.indents, self.blanks, strict=False
        )
        make = partial(tuple.__new__, Block)  # `_make` would cost twice as much
        return tuple(map(make, columns))
