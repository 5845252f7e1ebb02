"""Reading by pages, one or two side by side at a time, or by lines through one endless page."""

from __future__ import annotations

from enum import Enum, auto
from typing import Self

from reader.story import Offset, Story, percent
from reader.typeset.layout import Layout, Page
from reader.value import NamedTuple

JUMPS_KEPT = 100


class Stride(Enum):
    """How far one turn goes."""

    SCREEN = auto()
    HALF = auto()
    LINE = auto()
    NOTCH = auto()
    """For a mouse wheel."""


class Navigator(NamedTuple):
    """The frozen state of a reading; each move returns a new one, or itself at an end."""

    layout: Layout
    offset: Offset
    """First character shown."""
    spread: bool = False
    """Whether two pages are shown at once."""
    back: tuple[Offset, ...] = ()
    """Places that jumps left, the latest last."""
    ahead: tuple[Offset, ...] = ()
    """Places that going back left, the latest last."""
    above: int = 0
    """Blank rows shown above the line of the place; a page begins with a line."""

    @property
    def story(self) -> Story:
        """The story that is read."""
        return self.layout.story

    @property
    def pages(self) -> tuple[Page, ...]:
        """The page that begins at the place, and the one after it in a spread."""
        first = self.layout.page_from(self.offset)
        if not self.spread:
            return (first,)
        second = self._start_after(first)
        if second is None:
            return (first,)
        from reader.typeset.spread import level

        facing = self.layout.page_from(second)
        return level(self.story, first, facing, self.layout.style.leading)

    @property
    def number(self) -> int:
        """Number of the page that holds the place, from 0."""
        return self.layout.page_of(self.offset)

    @property
    def progression(self) -> float:
        """The share of the story read once the shown pages are, from 0 to 1."""
        return 1.0 if self.at_end else self.story.progression(self.offset)

    @property
    def at_end(self) -> bool:
        """Whether the last character of the story is shown."""
        if not self.layout.ends:
            return False
        last = self.pages[-1]
        return last.end >= self.story.body.end or self._start_after(last) is None

    @property
    def sound(self) -> bool:
        """Whether the shown text is not cut short because only part of the story is laid out."""
        return self.layout.ends or self.pages[-1].end < self.layout.bounds.end

    def turn(self, count: int, stride: Stride = Stride.SCREEN) -> Navigator:  # noqa: ARG002
        """Turn that many screens forward, or backward when negative.

        A page is never halved, and nothing smaller moves: on pages every stride is a screen.
        """
        here = self
        for _ in range(abs(count)):
            there = here._forward() if count > 0 else here._backward()
            if there is here:
                break
            here = there
        return here

    def to(self, offset: int) -> Navigator:
        """Begin the screen with the line that contains the offset, remembering from where.

        A place that is already a page's first character shows that page as it is.
        """
        start, end = self.layout.bounds
        target = Offset(min(max(offset, start), max(start, end - 1)))
        if target == self.offset:
            return self
        return self.begun_at(target)._replace(back=self._left(), ahead=())

    def to_page(self, number: int) -> Navigator:
        """Go to a page of the story, counted from 0; beyond the last means the last."""
        first, end = self.layout.body_pages
        return self.to(self.layout.page_start(min(max(number, 0), end - first - 1) + first))

    def to_progression(self, progression: float) -> Navigator:
        """Go to the page that contains a share of the story, or to the next if that displays it."""
        number = self.layout.folio(self.story.offset_at(progression)) - 1
        here, following = self.to_page(number), self.to_page(number + 1)
        wished = percent(min(max(progression, 0.0), 1.0))
        return following if percent(following.progression) == wished else here

    def to_end(self) -> Navigator:
        """Go to the last page, or in a spread to the last two."""
        first, end = self.layout.body_pages
        return self.to_page(end - first - (2 if self.spread else 1))

    def chapter(self, count: int) -> Navigator:
        """Go that many chapters forward, or back if negative; first to the start of this one."""
        chapters = self.story.chapters
        if not chapters or not count:
            return self
        here = self.story.chapter_index(self.offset)
        if count < 0 and here >= 0 and self.offset > chapters[here].start:
            count += 1
        target = here + count
        if target < 0:
            return self.to(self.layout.page_start(0))
        return self if target >= len(chapters) else self.to(chapters[target].start)

    def showing(self, offset: int) -> Navigator:
        """Show the page that contains the offset, or stay if it is shown already.

        It is a look, not a jump: the places left are the same as before.
        """
        pages = self.pages
        if pages[0].start <= offset < pages[-1].end:
            return self
        number = self.layout.page_of(offset)
        if self.spread and number:
            number = min(number, self.layout.page_count - 2)
        return self._replace(offset=self.layout.page_start(number))

    def laid_out(self, layout: Layout, *, spread: bool = False) -> Navigator:
        """The same place in another layout of the same story."""
        return self._replace(layout=layout, spread=spread)

    def begun_at(self, offset: Offset) -> Self:
        """The same reading, with the screen beginning at an offset."""
        return self._replace(offset=offset)

    def _left(self) -> tuple[Offset, ...]:
        return (*self.back[1 - JUMPS_KEPT :], self.offset)

    def _start_after(self, page: Page) -> Offset | None:
        return self.layout.start_after(page)

    def _forward(self) -> Navigator:
        following = self._start_after(self.pages[-1])
        return self if following is None else self._replace(offset=following)

    def _backward(self) -> Navigator:
        number = self.number
        if self.layout.page_start(number) == self.offset:
            number -= 2 if self.spread else 1
        elif self.spread:
            number -= 1
        target = self.layout.page_start(max(0, number))
        return self if target >= self.offset else self._replace(offset=target)


_KEPT_LINES = 2
"""Lines of one screen that are repeated on the next."""
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
        """Move that many screens, repeating two lines of each on the next; or halves, or lines."""
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
        """Move that many rows forward, at most until the last line shows; or back if negative."""
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
        """The same reading, with the line at an offset on top."""
        return self._replace(offset=offset, above=0)


def in_mode(navigator: Navigator, *, scroll: bool) -> Navigator:
    """The same place and history, read by pages or by lines."""
    if scroll is isinstance(navigator, Scroll):
        return navigator
    kind = Scroll if scroll else Navigator
    return kind(navigator.layout, navigator.offset, back=navigator.back, ahead=navigator.ahead)


def alike(navigator: Navigator, other: Navigator) -> Navigator:
    """The place and history of the one, in the layout and mode of the other."""
    here = in_mode(navigator, scroll=isinstance(other, Scroll))
    return here.laid_out(other.layout, spread=other.spread)
