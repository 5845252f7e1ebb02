"""Blocks in the making, gathered from all pieces of a file, and as a story holds them.

The rule: until the last step a block is a string of its own, so that each step may change one
without moving the others. A long story keeps its blocks as columns of numbers and makes them when
they are asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, compress, count, repeat
from operator import add, sub
from typing import overload

from reader.formats.text.rows import DIVIDED
from reader.story import Block, BlockKind, Span
from reader.value import NamedTuple

PROSE, MAIL = "prose", "mail"
"""What took blocks without the table of kinds: obvious prose, and lines marked with `>`."""


_WIDE_BLANK = "\u3000"


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
        """The row of the table of kinds that took each; empty if none was asked."""
        self.before = before
        """The kind of the block before the first, when drafted separately."""
        self.divided = False
        """Whether words divided at line ends may still have signs for their hyphens."""

    @property
    def last(self) -> BlockKind | None:
        """The kind of the last block; None if there is none."""
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

    def add_lines(self, lines: list[str], blanks: int, rule: str) -> None:
        """Append a paragraph for each line of East Asian text, the first after blank lines."""
        size = len(lines)
        self.texts += map(str.strip, lines)
        self.kinds += [BlockKind.PARAGRAPH] * size
        self.levels += [0] * size
        self.indents += [
            2 * (line[0] == _WIDE_BLANK)
            if line[1:2] != _WIDE_BLANK
            else 2 * (len(line) - len(line.lstrip(_WIDE_BLANK)))
            for line in lines
        ]
        self.blanks += [blanks, *[0] * (size - 1)]
        self.rules += [rule] * size

    def drop(self, places: Sequence[int]) -> None:
        """Remove blocks; the following one gets the widest of their gaps and its own."""
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
        """Replace some blocks by others, any number for each; in order."""
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


SOME = 1_000
"""Number of blocks from which none is made until one is asked for."""
MANY = 20_000
"""Number of blocks from which they are kept as columns."""
_KINDS = tuple(BlockKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_MAKE = tuple.__new__  # `_make` would cost twice as much


class _Columns(NamedTuple):
    """Entry i of each belongs to block i; `starts` has one more, after the last newline."""

    starts: memoryview
    kinds: memoryview
    levels: memoryview
    indents: memoryview
    blanks: memoryview


def blocks_of(
    starts: array[int],
    kinds: Sequence[BlockKind],
    levels: array[int],
    indents: array[int],
    blanks: array[int],
) -> Sequence[Block]:
    """Blocks of columns, of which `starts` has one more: where the next block would start."""
    if len(kinds) >= MANY:
        codes = memoryview(bytes(map(_CODES.__getitem__, kinds)))
        numbers = (memoryview(levels), memoryview(indents), memoryview(blanks))
        return Blocks(_Columns(memoryview(starts), codes, *numbers))
    make = partial(_made, starts, kinds, levels, indents, blanks)
    return Deferred(make, len(kinds)) if len(kinds) >= SOME else make()


def _made(
    starts: array[int], kinds: Sequence[BlockKind], *numbers: array[int]
) -> tuple[Block, ...]:
    ends = map(sub, starts[1:], repeat(1))
    return tuple(map(_MAKE, repeat(Block), zip(starts, ends, kinds, *numbers, strict=False)))


class Deferred(Sequence[Block]):
    """Many blocks, made all at once when the first is asked for; slices are tuples."""

    __slots__ = ("_blocks", "_count", "_make")

    def __init__(self, make: Callable[[], tuple[Block, ...]], count: int) -> None:
        self._make: Callable[[], tuple[Block, ...]] | None = make
        self._blocks: tuple[Block, ...] = ()
        self._count = count

    def _all(self) -> tuple[Block, ...]:
        if make := self._make:
            self._blocks = make()
            self._make = None  # only now, because another thread may ask meanwhile
        return self._blocks

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Block]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash((self._count, *self[:1], *self[-1:]))


class Blocks(Sequence[Block]):
    """A sequence of blocks over columns; a slice of it shares them."""

    __slots__ = ("_columns",)

    def __init__(self, columns: _Columns) -> None:
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns.kinds)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        columns = self._columns
        if isinstance(index, slice):
            low, high, step = index.indices(len(self))
            high = max(low, high)
            starts = columns.starts[low : high + 1]
            cut = Blocks(_Columns(starts, *(column[low:high] for column in columns[1:])))
            return cut if step == 1 else tuple(self[at] for at in range(len(self))[index])
        at = range(len(self))[index]
        starts, kinds, *numbers = columns
        return _MAKE(
            Block, (starts[at], starts[at + 1] - 1, _KINDS[kinds[at]], *(n[at] for n in numbers))
        )

    def __iter__(self) -> Iterator[Block]:
        starts, kinds, *numbers = self._columns
        ends = map(sub, starts[1:], repeat(1))
        return map(
            _MAKE,
            repeat(Block),
            zip(starts, ends, map(_KINDS.__getitem__, kinds), *numbers, strict=False),
        )

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Blocks):
            return self._columns == other._columns
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((len(self), *self[:1], *self[-1:]))


_LEAST = 1 << 18
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

    def add(self, draft: Draft, spans: Sequence[Span]) -> None:
        """Append the blocks of a draft, and the spans in them."""
        if not draft.texts:
            return
        base = self.starts.pop()
        starts = list(map(add, accumulate(map(len, draft.texts), initial=base), count()))
        self.starts.fromlist(starts)  # ten times as fast as `extend`
        self.kinds += draft.kinds
        self.rules += draft.rules
        self.levels.fromlist(draft.levels)
        self.indents.fromlist(draft.indents)
        self.blanks.fromlist(draft.blanks)
        self.spans += spans
        if base:
            self._parts.append("\n")
        self._parts.append("\n".join(draft.texts))
        if self._long and starts[-1] - len(self.text) > max(_LEAST, len(self.text) // 16):
            self._join()

    def _join(self) -> None:
        """Append the parts to the text; a long one is not copied, since nobody else holds it."""
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
    """An empty start for a text that may be so long that there is no room for it twice.

    The interpreter appends in place only in code that has run often, so the code is warmed up here.
    """
    if long:
        tried = Gathered(long=True)
        for _ in range(_OFTEN):
            tried.add(Draft.of_prose(["x"], [0]), ())
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
