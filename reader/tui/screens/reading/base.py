"""The reading screen without its commands: the page, the place, notices and questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.timer import Timer

from reader.cleaning import safe
from reader.context import Context
from reader.paint.frame import Frame
from reader.paint.page import Furniture, Row, compose
from reader.paint.runs import Overlay
from reader.paint.themes import Theme
from reader.reading.excerpt import place_at
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.scroll import alike
from reader.reading.view import FirstPage, framed, furniture, overlays, settings_for, shown
from reader.story import Offset
from reader.tui.messages import PlaceChanged, StoryLeft
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.reading.prompted import Prompted
from reader.tui.widgets.page import PageView
from reader.typeset.layout import Page

_NOTICE_SECONDS = 4.0
_MOST_DIGITS = 7
_DIGIT_SECONDS = 0.6
"""How long a digit that is a command too waits for what makes it a count."""


class ReadingBase(Prompted, CommandScreen):
    """One story, a page or a spread at a time."""

    moved = False
    """Whether a page was turned before the whole story was there."""

    def __init__(
        self, context: Context, opened: OpenStory, theme: Theme, first: FirstPage | None = None
    ) -> None:
        super().__init__(theme)
        self.context = context
        self.opened = opened
        self.settings = settings_for(context.settings, opened)
        """How this story is shown: its own look over that of all stories."""
        self.navigator: Navigator | None = first.navigator if first else None
        """None until the screen's size is known."""
        self.home: Navigator | None = None
        """Where the reader was reading, while another place is only looked at."""
        self._looked: set[Offset] = set()
        self._frame: Frame | None = first.frame if first else None
        self._count = ""
        self._digit_timer: Timer | None = None
        self._notice = opened.notice
        self._notice_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The page; whatever else is seen now and then comes when it is asked for."""
        yield PageView(self.page_theme, self._rows())

    def on_mount(self) -> None:
        """Read at once."""
        self.set_focus(self.view)
        if self._notice:
            self.tell(self._notice)

    def on_resize(self, event: events.Resize) -> None:
        """Set the pages for the new size; the first character shown stays the first."""
        first = self.navigator is None
        self.lay_out(event.size)
        if first:
            self.begun()

    def lay_out(self, size: Size) -> None:
        """Set the pages for a size in the settings as they are; the place stays."""
        self._frame = framed(self.opened, self.settings, size.width, size.height)
        self.navigator = shown(self.opened, self.settings, self._frame, self.navigator)
        if self.home is not None:
            self.home = alike(self.home, self.navigator)
        self.repaint()

    @property
    def story_title(self) -> str:
        """The title of the story."""
        return self.opened.story.title

    def begun(self) -> None:
        """The story has just been opened and its first page stands."""

    @property
    def frame(self) -> Frame | None:
        """How the screen is divided; None until its size is known."""
        return self._frame

    def repaint(self) -> None:
        """Paint the page as things are."""
        if (view := self.view) is not None:
            view.show(self._rows(), self.page_theme)

    def _rows(self) -> list[Row]:
        if self.navigator is None or self._frame is None:
            return []
        notice = f"{self._count}…" if self._count else self.sentence()
        pages = self.navigator.pages
        around = self.furniture(self.navigator)._replace(notice=notice)
        over = [*overlays(self.settings, self.navigator), *self.overlays(pages)]
        return compose(self.opened.story, self._frame, pages, around, over)

    def sentence(self) -> str:
        """What stands in the folio's place; empty for the folio itself."""
        return self._notice

    def furniture(self, navigator: Navigator) -> Furniture:
        """What stands around the text."""
        return furniture(self.opened, navigator, focus=self.settings.focus)

    def overlays(self, _pages: Sequence[Page]) -> Sequence[Overlay]:
        """What lies over the text of these pages."""
        return ()

    def tell(self, notice: str) -> None:
        """Say one sentence in the folio's place for a while."""
        self._notice = safe(notice)
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = self.set_timer(_NOTICE_SECONDS, self._hush)
        self.repaint()

    def _hush(self) -> None:
        self._notice = ""
        self.repaint()

    def go(self, navigator: Navigator | None) -> None:
        """Show another place and keep it."""
        self._count, self._notice = "", ""
        moved = navigator is not None and navigator is not self.navigator
        if navigator is not None and moved:
            self.navigator, self.home = navigator, None
            self._looked.discard(navigator.offset)
        self.repaint()
        if moved:
            self.keep_place()

    def look(self, navigator: Navigator) -> None:
        """Show another place without keeping it: reading goes on where it was left."""
        self._count = ""
        home = self.home or self.navigator
        there = home is None or navigator.offset == home.offset
        if not there:
            self._looked.add(navigator.offset)
        self.navigator, self.home = navigator, None if there else home
        self.repaint()

    def jump(self, how: Callable[[Navigator], Navigator]) -> None:
        """Go through the list of jumps; what was only looked at is only looked at again."""
        if self.navigator is None:
            return
        there = how(self.navigator)
        home = self.home.offset if self.home else None
        if there is self.navigator:
            self.tell("There is no further place to go to.")
        elif there.offset in self._looked or there.offset == home:
            self.look(there)
        else:
            self.go(there)

    def completed(self) -> None:
        """The whole story is there where only an excerpt of it was."""
        self._looked = set()

    def counted(self) -> None:
        """All pages are set where only those around the place were."""

    def renewed(self) -> None:
        """The story has become another text: what belonged to the old one is to be forgotten."""
        self._looked = set()

    def keep_place(self) -> None:
        """Hand the place to who writes it down."""
        here = self.home or self.navigator
        if here is None or self.opened.id is None:
            return
        place = place_at(self.opened.story, here.offset)
        if here.at_end:
            place = place._replace(progression=1.0)
        self.post_message(PlaceChanged(self.opened.id, place))

    def take_count(self) -> int | None:
        """The number typed before a command, if any; it is used up."""
        self._settle_digit()
        count, self._count = self._count, ""
        return int(count) if count else None

    def take_key(self, event: events.Key) -> bool:
        """Digits gather into a count for the command behind them; Esc drops it."""
        if event.character and event.character.isascii() and event.character.isdigit():
            self._take_digit(event.key)
            self.repaint()
            return True
        counting = bool(self._count)
        if event.key == "escape" and (counting or self._notice):
            self._settle_digit()
            self._count = self._notice = ""
            self.repaint()
            return counting
        return False

    def _take_digit(self, digit: str) -> None:
        """Add to the count; a first digit that asks for a command does so when nothing follows."""
        self._settle_digit()
        alone = not self._count
        self._count = (self._count + digit).lstrip("0")[:_MOST_DIGITS]
        if alone and digit in self.active_bindings:
            self._digit_timer = self.set_timer(_DIGIT_SECONDS, lambda: self._stand_alone(digit))

    def _settle_digit(self) -> None:
        if self._digit_timer is not None:
            self._digit_timer.stop()
            self._digit_timer = None

    async def _stand_alone(self, digit: str) -> None:
        self._digit_timer = None
        bound = self.active_bindings.get(digit) if self.is_current else None
        self._count = ""
        if bound is not None:
            await self.app.run_action(bound.binding.action, self)
        self.repaint()

    def move(self, how: Callable[[Navigator], Navigator]) -> None:
        """Make a move of the navigator, once there is one."""
        if self.navigator is not None:
            self.go(how(self.navigator))

    def turn(self, how: Callable[[Navigator], Navigator]) -> None:
        """Make a move by pages or lines, once there is a navigator."""
        if self.navigator is not None:
            self.go(how(self.navigator))

    def do_leave(self) -> None:
        """Answer `leave`."""
        self.post_message(StoryLeft())


if TYPE_CHECKING:
    Feature = ReadingBase
else:
    Feature = object
"""What a feature of the screen stands over; see `Part`."""
