"""Reading without pages: one endless page, moved by lines under the screen.

The rule: the place is the first character of the top line as it was when the reader moved. At
another measure the line that holds it is on top, and the place stays what it was.
"""

from __future__ import annotations

from typing import Self

from reader.reading.navigator import Navigator, Stride
from reader.story import Offset
from reader.typeset.layout import Page

_KEPT_LINES = 2
"""Lines of one screen that stand on the next one too."""
_NOTCH_LINES = 3


class Scroll(Navigator):
    """A reading whose screens begin at any line; `turn` moves by screens."""

    __slots__ = ()

    @property
    def height(self) -> int:
        """Rows of text on the screen."""
        return max(1, self.layout.style.rows)

    @property
    def top(self) -> int:
        """The row of the endless page that is the first on the screen."""
        row = self.layout.row_of(self.offset)
        above = min(self.above, row)
        return row if any(self.layout.rows(row - above, above)) else row - above

    @property
    def pages(self) -> tuple[Page, ...]:
        """What is shown, as one page."""
        rows = self.layout.rows(self.top, self.height)
        lines = [line for line in rows if line is not None]
        start, end = (lines[0].start, lines[-1].end) if lines else (self.offset, self.offset)
        return (Page(self.number, start, end, rows),)

    @property
    def at_end(self) -> bool:
        """Whether the last line of the story is shown."""
        return self.layout.ends and self.top >= self._last_top

    def turn(self, count: int, stride: Stride = Stride.SCREEN) -> Navigator:
        """Move that many screens, two lines of each standing on the next; or halves, or lines."""
        leading = self.layout.style.leading
        rows = {
            Stride.SCREEN: max(leading, self.height - _KEPT_LINES * leading),
            Stride.HALF: max(1, self.height // 2),
            Stride.LINE: leading,
            Stride.NOTCH: _NOTCH_LINES * leading,
        }
        return self._moved(count * rows[stride])

    def to_end(self) -> Navigator:
        """Go so that the last line is at the bottom."""
        there = self._from_row(self._last_top)
        return self if self.at_end else there._replace(back=self._left(), ahead=())

    @property
    def _last_top(self) -> int:
        return max(0, self.layout.row_count - self.height)

    def _moved(self, rows: int) -> Navigator:
        """That many rows on, at most until the last line shows; or back when negative."""
        top = self.top
        target = max(0, top + rows) if rows < 0 else max(top, min(top + rows, self._last_top))
        return self if target == top else self._from_row(target)

    def _from_row(self, row: int) -> Self:
        """The screen that begins with a row of the endless page."""
        for line in self.layout.rows(row, self.height + 2 * self.layout.style.leading):
            if line is not None:
                above = self.layout.row_of(line.start) - row
                return self._replace(offset=line.start, above=above)
        return self

    def begun_at(self, offset: Offset) -> Self:
        """The same reading, the line that holds an offset on top."""
        return self._replace(offset=offset, above=0)


def in_mode(navigator: Navigator, *, scroll: bool) -> Navigator:
    """The same place and history, read by pages or by lines."""
    if scroll is isinstance(navigator, Scroll):
        return navigator
    kind = Scroll if scroll else Navigator
    return kind(navigator.layout, navigator.offset, back=navigator.back, ahead=navigator.ahead)


def alike(navigator: Navigator, other: Navigator) -> Navigator:
    """The place and history of the one, in the layout of the other and read as that is."""
    here = in_mode(navigator, scroll=isinstance(other, Scroll))
    return here.laid_out(other.layout, spread=other.spread)
