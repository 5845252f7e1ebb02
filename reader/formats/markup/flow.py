"""Words into the blocks of one text: blanks, lines, emphasis, and what a block is in the end.

The rule: blanks are treated as in style sheets: a run counts as one, and none remain at an edge.
Offsets only grow, and what was recorded about earlier text stays true.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import clean
from reader.formats.markup.column import Column, Grids, is_ornament, is_short
from reader.formats.markup.elements import Surroundings
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind, SpanKind

_SPACES = lazy_pattern(" {2,}")
_INVISIBLE = lazy_pattern(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_ENDS = lazy_pattern("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = " \t\n\r\x0c"
_JOINER = "\u2060"
"""Occurs around every dash in some books, so it is worth a test of its own."""
_PRINTED = ("\u00a0", "\u200a")
"""Typographic spaces that are kept, the frequent ones."""
_EDGE = " \u00a0\u3000\t\n\u2002\u2003"
_FLUSH_AFTER = (BlockKind.HEADING, BlockKind.BREAK)
GAP = 3
"""Blank lines before anything set apart by an empty paragraph or a wide margin."""
_LIST_STEP = 2


class OpenList:
    """A list that is not closed yet."""

    __slots__ = ("count", "marks")

    def __init__(self, marks: str) -> None:
        self.marks = marks
        self.count = 0


class Flow:
    """The block that is being written, and those before it."""

    def __init__(self, wishes: Sequence[str] = ()) -> None:
        self.column = Column(wishes)
        self._context = Surroundings()
        self._tables = Grids(self.column)
        self._lists: list[OpenList] = []
        self._fresh()

    def _fresh(self) -> None:
        """Begin a block."""
        self._parts: list[str] = []
        self._size = self._indent = self._level = 0
        self._blank = True
        self._line = False
        self._mark = ""
        self._italic = self._strong = -1
        self._cell = -1
        self._parted = False

    def data(self, text: str) -> None:
        """Words."""
        context = self._context
        if context.hidden:
            return
        if context.pre:
            self._preformatted(text)
            return
        if self._blank:
            text = text.lstrip(_BLANKS)
        if not text.isprintable():
            text = _even(text)
            if self._blank and text[:1] == " ":
                text = text[1:]
        elif "  " in text:
            text = _SPACES.sub(" ", text)
        if text:
            self._write(text)

    def _write(self, text: str) -> None:
        if self._parted:
            self._parted = False
            self._flush()
        if not self._size:
            bare = text.lstrip(_EDGE)
            self._indent += len(text) - len(bare)
            if not bare:
                return
            text = bare
            if self._mark:
                text, self._mark = self._mark + text, ""
        self._parts.append(text)
        self._size += len(text)
        self._blank = text[-1] == " "
        self._line = False

    def _preformatted(self, text: str) -> None:
        lines = _LINE_ENDS.sub("\n", text).expandtabs().split("\n")
        for number, line in enumerate(lines):
            if number:
                self._end_line()
            if line:
                line = _INVISIBLE.sub("", line)
                line = line if line.isprintable() else clean(line)
                if line.strip() or not self._blank:
                    self._blank = False
                    self._parts.append(line)
                    self._size += len(line)
                    self._line = self._line and not line.strip()

    def _end_line(self) -> None:
        """A line that the author ended ends here; after another such end, the block does."""
        if not self._parts:
            return
        if self._line and self._context.kind is not BlockKind.HEADING:
            self._flush()
            return
        if self._blank and self._parts[-1].endswith(" "):
            self._parts[-1] = self._parts[-1][:-1]
            self._size -= 1
        if not self._line:
            self._parts.append("\n")
            self._size += 1
        self._blank = self._line = True

    def _lead(self, cells: int) -> None:
        """Blanks before a line of verse that the author indented."""
        if self._context.kind is BlockKind.VERSE and self._line:
            self._parts.append(" " * cells)
            self._size += cells

    def _slant(self, inner: Surroundings) -> None:
        """Emphasis begins or ends here."""
        at = self._size
        if inner.italic and self._italic < 0:
            self._italic = at
        elif not inner.italic and self._italic >= 0:
            self.column.span(self._italic, at, SpanKind.EMPHASIS)
            self._italic = -1
        if inner.strong and self._strong < 0:
            self._strong = at
        elif not inner.strong and self._strong >= 0:
            self.column.span(self._strong, at, SpanKind.STRONG)
            self._strong = -1

    def _flush(self) -> None:
        """End the block, if there is one."""
        context, parts = self._context, self._parts
        if parts:
            if context.kind is not BlockKind.HEADING:
                if self._italic >= 0:
                    self.column.span(self._italic, self._size, SpanKind.EMPHASIS)
                if self._strong >= 0:
                    self.column.span(self._strong, self._size, SpanKind.STRONG)
            self._emit("".join(parts).rstrip(_EDGE), context)
        mark = self._mark
        self._fresh()
        self._mark = mark
        if context.italic:
            self._italic = 0
        if context.strong:
            self._strong = 0

    def _emit(self, text: str, context: Surroundings) -> None:
        kind, column = context.kind, self.column
        if self._tables.row() > 1:
            kind = BlockKind.LIST
        lines = "\n" in text
        if kind is BlockKind.PARAGRAPH and not lines and is_ornament(text):
            kind = BlockKind.BREAK
        indent = 0
        if kind is BlockKind.LIST:
            indent = max(0, len(self._lists) - 1) * _LIST_STEP
        elif kind is BlockKind.PARAGRAPH and column.last not in _FLUSH_AFTER:
            set_in = (context.indent or self._indent) and not context.align
            indent = 2 if set_in and not column.is_placed else 0
        if context.gap:
            column.gap = GAP
        align = context.align
        if align and kind in _FLUSH_AFTER:
            align = ""
        if lines and kind.flows:
            if is_short(text):
                kind = BlockKind.VERSE
            else:
                column.add_lines(text, kind, context.level, indent, align, matter=context.matter)
                return
        level = self._level or context.level
        column.add(text, kind, level, indent, align, matter=context.matter)


def _even(text: str) -> str:
    """A text with one blank for each run of them, and without invisible characters."""
    text = text.replace(_JOINER, "")
    for blank in _BLANKS[1:]:
        text = text.replace(blank, " ")
    bare = text
    for blank in _PRINTED:
        bare = bare.replace(blank, " ")
    if not bare.isprintable():
        text = clean(_INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text) if "  " in text else text
