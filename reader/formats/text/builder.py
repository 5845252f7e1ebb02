"""A story growing piece by piece: its text, and its blocks as columns.

The rule: what is gathered is in its place for good; only what a block is may still change. A
long text grows in place, because there is no room for two of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, count
from operator import add
from typing import overload

from reader.formats.text.blocks import blocks_of
from reader.formats.text.draft import Draft
from reader.story import Block, BlockKind, Span

_LEAST = 1 << 20
_OFTEN = 64


class Gathered:
    """The blocks of a file so far; entry i of each column belongs to block i.

    With `long` the text grows in place instead of being joined at the end.
    """

    def __init__(self, *, long: bool = False) -> None:
        self.kinds: list[BlockKind] = []
        self.rules: list[str] = []
        """Which row of the table of kinds took each."""
        self.levels: array[int] = array("I")
        self.indents: array[int] = array("I")
        self.blanks: array[int] = array("B")
        self.starts: array[int] = array("q", [0])
        """With one more: where the next block will start."""
        self.spans: list[Span] = []
        self.first = 0
        """The first block of the body."""
        self.last = 0
        """One past the last block of the body."""
        self.text = ""
        """The text of all blocks, whole when nothing more will be added."""
        self.texts: Sequence[str] = ()
        """The text of each block up to the end of the body, when nothing more will be added."""
        self._long = long
        self._parts: list[str] = []

    def add(self, draft: Draft, spans: Mapping[int, Sequence[Span]]) -> None:
        """Append the blocks of a draft with the spans in them, as offsets into each block."""
        if not draft.texts:
            return
        base = self.starts.pop()
        starts = list(map(add, accumulate(map(len, draft.texts), initial=base), count()))
        self.starts.extend(starts)
        self.kinds += draft.kinds
        self.rules += draft.rules
        self.levels.extend(draft.levels)
        self.indents.extend(draft.indents)
        self.blanks.extend(draft.blanks)
        for index, found in spans.items():
            at = starts[index]
            self.spans += [Span(at + start, at + end, kind) for start, end, kind in found]
        if base:
            self._parts.append("\n")
        self._parts.append("\n".join(draft.texts))
        if self._long and starts[-1] - len(self.text) > max(_LEAST, len(self.text) // 16):
            self._join()

    def _join(self) -> None:
        """Append the parts to the text; a long one is not copied, as nobody else holds it."""
        if not self._long:
            self.text = "".join(self._parts)
        else:
            text, self.text = self.text, ""
            for part in self._parts:
                text += part
            self.text = text
        self._parts = []

    def blocks(self) -> Sequence[Block]:
        """The blocks as ranges of the text."""
        return blocks_of(self.starts, self.kinds, self.levels, self.indents, self.blanks)

    def finish(self) -> None:
        """Join the text; nothing is added from now on."""
        self._join()
        self.texts = _Texts(self.text, self.starts, self.last)


def gathering(*, long: bool) -> Gathered:
    """Nothing yet; what follows may be so long that there is no room for the text twice.

    The interpreter appends in place only in code that has run often, so it is run before.
    """
    if long:
        tried = Gathered(long=True)
        for _ in range(_OFTEN):
            tried.add(Draft.of_prose(["x"], [0]), {})
            tried.finish()
    return Gathered(long=long)


class _Texts(Sequence[str]):
    """The texts of blocks, each cut out when it is asked for."""

    __slots__ = ("_last", "_starts", "_text")

    def __init__(self, text: str, starts: Sequence[int], last: int) -> None:
        self._text = text
        self._starts = starts
        self._last = last

    def __len__(self) -> int:
        return self._last

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[at] for at in range(self._last)[index]]
        starts = self._starts
        return self._text[starts[index] : starts[index + 1] - 1]
