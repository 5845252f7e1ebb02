"""The blocks of a story: a tuple, or for a long story columns of numbers.

The rule: a block of a long story is made when it is asked for; those of a hundred megabytes of
dialogue would take more room than the text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import sub
from typing import NamedTuple, overload

from reader.story import Block, BlockKind

MANY = 20_000
"""From so many blocks on they are kept as columns."""
_KINDS = tuple(BlockKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_MAKE = tuple.__new__  # `_make` would cost twice as much


class _Columns(NamedTuple):
    """Entry i of each belongs to block i; `starts` has one more, behind the last newline."""

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
    ends = map(sub, starts[1:], repeat(1))
    return tuple(
        map(_MAKE, repeat(Block), zip(starts, ends, kinds, levels, indents, blanks, strict=False))
    )


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
