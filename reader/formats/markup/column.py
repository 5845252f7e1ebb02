"""The blocks of one text as columns, its spans, and aligned tables.

The rule: a block that was added stays where it is; only a table is laid out again, when it ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from reader.formats.text.corrections import without_wished
from reader.formats.text.draft import Draft
from reader.formats.text.drawings import is_break
from reader.formats.text.rows import cells as width_of
from reader.story import BlockKind, Placement, Side, Span, SpanKind
from reader.value import NamedTuple

SCENE = "* * *"
"""Marks the end of a scene where the markup shows it without a sign."""
_ORNAMENT_MOST = 40
_LINE_MOST = 60
"""Characters of a line that the author ended and that is not prose."""
_TABLE_MOST = 76
"""Cells of a table that is set in columns."""
_APART = "  "
_SIDES = {"center": Side.CENTRE, "right": Side.RIGHT}
RULE = "markup"
"""The rule that took a block: the table of markup."""


def is_short(text: str) -> bool:
    """Whether the lines of a paragraph are those of verse or of an address."""
    return all(len(line) <= _LINE_MOST for line in text.split("\n"))


def is_ornament(text: str) -> bool:
    """Whether a paragraph is a scene break."""
    return len(text) <= _ORNAMENT_MOST and is_break(text)


class Extent(NamedTuple):
    """How much there is of each column."""

    at: int
    blocks: int
    spans: int
    placements: int


class Column:
    """The blocks so far; the text between two of them is one newline."""

    def __init__(self, wishes: Sequence[str] = ()) -> None:
        self.draft = Draft()
        self.spans: list[Span] = []
        self.placements: list[Placement] = []
        self.matter = bytearray()
        """For each block, whether it is outside the story."""
        self.at = 0
        """Where the next block begins."""
        self.gap = 0
        """Blank lines that are to precede it, at least."""
        self.hidden: list[str] = []
        """Lines that hold the words by which the reader wants lines hidden."""
        self._wishes = wishes
        self._pending: list[tuple[int, int, SpanKind]] = []

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return len(self.matter)

    @property
    def last(self) -> BlockKind | None:
        """The kind of the last block."""
        kinds = self.draft.kinds
        return kinds[-1] if kinds else None

    @property
    def is_placed(self) -> bool:
        """Whether the last block is centred or at the right."""
        return bool(self.placements) and self.placements[-1].end == self.at - 1

    def span(self, start: int, end: int, kind: SpanKind) -> None:
        """A span of the block that is to be added next."""
        if end > start:
            self._pending.append((start, end, kind))

    def add(
        self, text: str, kind: BlockKind, level: int, indent: int, align: str, *, matter: bool
    ) -> None:
        """Append a block and its spans; hidden lines are kept aside."""
        if self._wishes:
            text, hidden = without_wished(text, self._wishes)
            if hidden:
                self.hidden.append(hidden)
                self._pending = []
            if not text.strip():
                return
        close = kind is self.last and (indent or kind is BlockKind.LIST)
        blanks = self.gap or int(not close)
        self.gap = 0
        self._append(text, kind, level, indent, blanks, matter=matter)
        end = self.at + len(text)
        if align:
            self.placements.append(Placement(self.at, end, _SIDES[align]))
        if self._pending:
            at = self.at
            for first, after, what in self._pending:
                if first < min(after, end - at):
                    self.spans.append(Span(at + first, min(at + after, end), what))
            self._pending = []
        self.at = end + 1

    def add_lines(
        self, text: str, kind: BlockKind, level: int, indent: int, align: str, *, matter: bool
    ) -> None:
        """Append each line with words as a block, together with its spans."""
        pending, self._pending = deque(self._pending), []
        begun = 0
        for line in text.split("\n"):
            end = begun + len(line)
            while pending and pending[0][0] < end:
                first, after, what = pending.popleft()
                self.span(max(0, first - begun), min(after, end) - begun, what)
                if after > end + 1:
                    pending.appendleft((end + 1, after, what))
            if line.strip():
                self.add(line, kind, level, indent, align, matter=matter)
            else:  # blanks that a style sheet would keep
                self._pending, self.gap = [], max(1, self.gap)
            begun = end + 1

    def fold(self, first: int) -> None:
        """Mark all blocks from one on as outside the story."""
        self.matter[first:] = b"\1" * (self.count - first)

    def add_hidden(self) -> None:
        """Append the hidden lines, outside the story; if nothing else is left, none were hidden."""
        lines, self._wishes = "\n".join(self.hidden), ()
        if self.count and lines:
            self.add(lines, BlockKind.LIST, 0, 0, "", matter=True)
        elif lines:
            self.add_lines(lines, BlockKind.PARAGRAPH, 0, 0, "", matter=False)

    def add_break(self, *, matter: bool) -> None:
        """The end of a scene, which the markup shows without a sign; at most one."""
        if self.count and self.last not in (BlockKind.BREAK, BlockKind.HEADING):
            self._pending = []
            self.add(SCENE, BlockKind.BREAK, 0, 0, "", matter=matter)

    def _append(
        self, text: str, kind: BlockKind, level: int, indent: int, blanks: int, *, matter: bool
    ) -> None:
        draft = self.draft
        draft.texts.append(text)
        draft.kinds.append(kind)
        draft.levels.append(level)
        draft.indents.append(indent)
        draft.blanks.append(blanks)
        draft.rules.append(RULE)
        self.matter.append(matter)

    def state(self) -> Extent:
        """The present extent."""
        return Extent(self.at, self.count, len(self.spans), len(self.placements))

    def restore(self, state: Extent) -> None:
        """Forget what came after a state."""
        self.at = state.at
        draft, count = self.draft, state.blocks
        for column in (draft.texts, draft.kinds, draft.levels, draft.indents, draft.blanks,
                       draft.rules):  # fmt: skip
            del column[count:]
        del self.matter[count:]
        del self.spans[state.spans :]
        del self.placements[state.placements :]
        self._pending = []


class _Table:
    """A table that is not closed yet."""

    __slots__ = ("begun", "loose", "rows", "starts")

    def __init__(self, begun: Extent) -> None:
        self.begun = begun
        self.loose = False
        self.rows: dict[int, list[int]] = {}
        """Block → where each of its cells begins in it."""
        self.starts: list[int] = []


class Grids:
    """The tables that are open, the innermost last."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._open: list[_Table] = []

    def clear(self) -> None:
        """None is open."""
        self._open = []

    def begin(self) -> None:
        """A table begins; one around it is for the look of the page."""
        self.loosen()
        self._open.append(_Table(self._column.state()))

    def cell(self, start: int) -> None:
        """A cell begins at that character of its row."""
        if self._open:
            self._open[-1].starts.append(start)

    def row(self) -> int:
        """A row is about to be added; returns how many cells it has."""
        if not self._open:
            return 0
        table = self._open[-1]
        starts, table.starts = table.starts, []
        table.rows[self._column.count] = starts
        return len(starts)

    def loosen(self) -> None:
        """The innermost table holds more than words in rows."""
        if self._open:
            self._open[-1].loose = True

    def end(self) -> Extent | None:
        """A table ends; returns what preceded it, if it is laid out again in columns."""
        if not self._open:
            return None
        table = self._open.pop()
        begun, count = table.begun, self._column.count
        if table.loose or sorted(table.rows) != list(range(begun.blocks, count)):
            return None
        texts = self._column.draft.texts
        rows = [_cells(texts[at], starts) for at, starts in table.rows.items()]
        lines = _columns(rows)
        if not lines:
            return None
        matter = bool(self._column.matter[begun.blocks])
        self._column.restore(begun)
        self._column.add(lines, BlockKind.PREFORMATTED, 0, 0, "", matter=matter)
        return begun


def _cells(text: str, starts: Sequence[int]) -> list[str]:
    begun = starts or [0]
    ends = [*begun[1:], len(text)]
    return [text[a:b].strip() for a, b in zip(begun, ends, strict=True)]


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns of equal width; empty if that is too wide, or not a table."""
    most = max(map(len, rows), default=0)
    if most < 2 or any("\n" in cell for row in rows for cell in row):
        return ""
    widths = [max(width_of(row[at]) if at < len(row) else 0 for row in rows) for at in range(most)]
    if sum(widths) + len(_APART) * (most - 1) > _TABLE_MOST:
        return ""
    lines = (
        _APART.join(
            cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=False)
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
