"""Blocks in the making, and how they become a story's text.

The rule: until the last step a block is a string of its own, so that each step may change one
without moving the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from reader.formats.text.sentinels import DIVIDED
from reader.story import BlockKind

PROSE, MAIL = "prose", "mail"
"""What took blocks without the table of kinds: prose at first sight, and lines marked with `>`."""


class Draft:
    """Blocks as columns: entry i of each list belongs to block i."""

    __slots__ = ("before", "blanks", "divided", "indents", "kinds", "levels", "rules", "texts")

    def __init__(self, before: BlockKind | None = None) -> None:
        self.texts: list[str] = []
        self.kinds: list[BlockKind] = []
        self.levels: list[int] = []
        self.indents: list[int] = []
        self.blanks: list[int] = []
        self.rules: list[str] = []
        """Which row of the table of kinds took each; empty where none was asked."""
        self.before = before
        """The kind of the block before the first, where that is drafted apart."""
        self.divided = False
        """Whether words that line ends divide may still have signs for their hyphens."""

    @property
    def last(self) -> BlockKind | None:
        """The kind of the last block; None where none is."""
        return self.kinds[-1] if self.kinds else self.before

    def add(
        self,
        text: str,
        kind: BlockKind,
        *,
        level: int = 0,
        indent: int = 0,
        blanks: int = 1,
        rule: str = "",
    ) -> None:
        """Append a block."""
        self.divided = self.divided or DIVIDED in text
        self.texts.append(text)
        self.kinds.append(kind)
        self.levels.append(level)
        self.indents.append(indent)
        self.blanks.append(blanks)
        self.rules.append(rule)

    def drop(self, places: Sequence[int]) -> None:
        """Take blocks out; the one that follows keeps the widest gap of them and its own."""
        for at in places:
            if at + 1 < len(self.blanks):
                self.blanks[at + 1] = max(self.blanks[at : at + 2])
        kept = bytearray(b"\1") * len(self.texts)
        for at in places:
            kept[at] = 0
        self.texts = list(compress(self.texts, kept))
        self.kinds = list(compress(self.kinds, kept))
        self.levels = list(compress(self.levels, kept))
        self.indents = list(compress(self.indents, kept))
        self.blanks = list(compress(self.blanks, kept))
        self.rules = list(compress(self.rules, kept))

    @classmethod
    def of_prose(cls, texts: list[str], blanks: list[int]) -> Draft:
        """Paragraphs that begin at the margin, each on one line."""
        draft = cls()
        draft.texts, draft.blanks = texts, blanks
        draft.kinds = [BlockKind.PARAGRAPH] * len(texts)
        draft.levels, draft.indents = [0] * len(texts), [0] * len(texts)
        draft.rules = [PROSE] * len(texts)
        return draft

    def put(self, parts: Sequence[tuple[int, Draft]]) -> None:
        """Put other blocks, none to several, in the places of some; places in order."""
        for at, part in reversed(parts):
            self.divided = self.divided or part.divided
            if len(part.texts) == 1:
                self.texts[at], self.kinds[at] = part.texts[0], part.kinds[0]
                self.levels[at], self.indents[at] = part.levels[0], part.indents[0]
                self.blanks[at], self.rules[at] = part.blanks[0], part.rules[0]
            else:
                self.texts[at : at + 1], self.kinds[at : at + 1] = part.texts, part.kinds
                self.levels[at : at + 1], self.indents[at : at + 1] = part.levels, part.indents
                self.blanks[at : at + 1], self.rules[at : at + 1] = part.blanks, part.rules
