"""The blocks of a story: a tuple, or for a long story columns of numbers.

The rule: the blocks of a novel are made when the first is asked for, as who looks for words in
it asks for none; each of a longer story only then, as those of a hundred megabytes of dialogue
would take more room than the text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import repeat
from operator import sub
from typing import NamedTuple, overload

from reader.story import Block, BlockKind

SOME = 1_000
"""Number of blocks from which none is made before one is asked for."""
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
            self._make = None  # only now, for another thread may ask meanwhile
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
