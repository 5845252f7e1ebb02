"""The reading screen: the page, moved by a navigator, and the questions that belong to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from reader import locator
from reader.navigator import Navigator
from reader.paint import Frame, Theme, compose
from reader.session import (
    Desk,
    Marked,
    Opened,
    begin,
    frame_for,
    furniture,
    layout_for,
    new_bookmark,
)
from reader.story import Chapter
from reader.tui.commands import Place
from reader.tui.messages import PlaceChanged, StoryLeft
from reader.tui.screens.bookmarks import BookmarksScreen
from reader.tui.screens.commanded import Commanded, bindings
from reader.tui.screens.contents import ContentsScreen
from reader.tui.widgets.page import PageView
from reader.tui.widgets.prompt import Prompt
from reader.typeset import Layout

_NOTICE_SECONDS = 4.0
_MOST_DIGITS = 7


class ReadingScreen(Commanded):
    """One story, a page or a spread at a time."""

    PLACES = (Place.READING,)
    BINDINGS = bindings(Place.READING, Place.ANYWHERE)

    def __init__(self, desk: Desk, opened: Opened, theme: Theme) -> None:
        super().__init__(theme)
        self.desk = desk
        self.opened = opened
        self.navigator: Navigator | None = None
        """None until the screen's size is known."""
        self._frame: Frame | None = None
        self._count = ""
        self._notice = opened.notice
        self._notice_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The page, and a line for questions over its last row."""
        yield PageView(self.page_theme)
        yield Prompt()

    def on_mount(self) -> None:
        """Read at once."""
        self.query_one(PageView).focus()
        if self._notice:
            self.tell(self._notice)

    def on_resize(self, event: events.Resize) -> None:
        """Set the pages for the new size; the first character shown stays the first."""
        frame = frame_for(self.desk.settings, event.size.width, event.size.height)
        layout = layout_for(self.opened.story, self.desk.settings, frame, self._layout())
        if self.navigator is None:
            self.navigator = begin(self.opened, layout, spread=frame.spread)
        else:
            self.navigator = self.navigator.laid_out(layout, spread=frame.spread)
        self._frame = frame
        self.repaint()

    def _layout(self) -> Layout | None:
        return self.navigator.layout if self.navigator else None

    def repaint(self) -> None:
        """Paint the page as things are."""
        if self.navigator is None or self._frame is None:
            return
        notice = f"{self._count}…" if self._count else self._notice or self.desk.trouble
        around = furniture(self.opened, self.navigator)._replace(notice=notice)
        rows = compose(self.opened.story, self._frame, self.navigator.pages, around)
        self.query_one(PageView).show(rows, self.page_theme)

    def tell(self, notice: str) -> None:
        """Say one sentence in the folio's place for a while."""
        self._notice = notice
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = self.set_timer(_NOTICE_SECONDS, self._hush)
        self.repaint()

    def _hush(self) -> None:
        self._notice = ""
        self.repaint()

    # Moving

    def go(self, navigator: Navigator | None) -> None:
        """Show another place and keep it."""
        self._count, self._notice = "", ""
        moved = navigator is not None and navigator is not self.navigator
        if moved:
            self.navigator = navigator
        self.repaint()
        if moved:
            self.keep_place()

    def keep_place(self) -> None:
        """Hand the place to who writes it down."""
        if self.navigator is None or self.opened.id is None:
            return
        place = locator.make(self.opened.story, self.navigator.offset)
        if self.navigator.at_end:
            place = replace(place, progression=1.0)
        self.post_message(PlaceChanged(self.opened.id, place))

    def _take_count(self) -> int | None:
        count, self._count = self._count, ""
        return int(count) if count else None

    def on_key(self, event: events.Key) -> None:
        """Digits gather into a count for the command behind them; Esc drops it."""
        if event.character and event.character.isascii() and event.character.isdigit():
            event.stop()
            self._count = (self._count + event.character).lstrip("0")[:_MOST_DIGITS]
            self.repaint()
        elif event.key == "escape" and (self._count or self._notice):
            event.stop()
            self._count = self._notice = ""
            self.repaint()

    def move(self, how: Callable[[Navigator], Navigator]) -> None:
        """Make a move of the navigator, once there is one."""
        if self.navigator is not None:
            self.go(how(self.navigator))

    def on_page_view_wheel(self, event: PageView.Wheel) -> None:
        """The wheel turns pages."""
        self.move(lambda here: here.turn(1 if event.forward else -1))

    def do_page_next(self) -> None:
        """Answer `page.next`."""
        count = self._take_count() or 1
        self.move(lambda here: here.turn(count))

    def do_page_previous(self) -> None:
        """Answer `page.previous`."""
        count = self._take_count() or 1
        self.move(lambda here: here.turn(-count))

    def do_go_start(self) -> None:
        """Answer `go.start`."""
        self.move(lambda here: here.to_page(0))

    def do_go_end(self) -> None:
        """Answer `go.end`."""
        count = self._take_count()
        self.move(lambda here: here.to_end() if count is None else here.to_page(count - 1))

    def do_go_percent(self) -> None:
        """Answer `go.percent`."""
        count = self._take_count()
        if count is None:
            self._ask("go", "Go to percent:", "%")
        else:
            self.move(lambda here: here.to_progression(count / 100))

    def do_go_ask(self) -> None:
        """Answer `go.ask`."""
        self._ask("go", "Go to page:", "", "a page number, or a percentage such as 40%")

    def do_chapter_next(self) -> None:
        """Answer `chapter.next`."""
        count = self._take_count() or 1
        self.move(lambda here: here.chapter(count))

    def do_chapter_previous(self) -> None:
        """Answer `chapter.previous`."""
        count = self._take_count() or 1
        self.move(lambda here: here.chapter(-count))

    def do_jump_back(self) -> None:
        """Answer `jump.back`."""
        self.move(Navigator.retrace)

    def do_jump_ahead(self) -> None:
        """Answer `jump.ahead`."""
        self.move(Navigator.advance)

    def do_contents(self) -> None:
        """Answer `contents`."""

        def go_there(chapter: Chapter | None) -> None:
            if chapter is not None:
                self.move(lambda here: here.to(chapter.start))

        if self.navigator is not None:
            self.app.push_screen(ContentsScreen(self.page_theme, self.navigator), go_there)

    # Bookmarks

    async def do_bookmark_add(self) -> None:
        """Answer `bookmark.add`: it is set and kept before it can be named."""
        if self.navigator is None:
            return
        if self.opened.id is None:
            self.tell("A story from a pipe keeps no bookmarks: save it as a file first.")
            return
        bookmark = new_bookmark(self.opened.story, self.navigator.offset)
        saved = self.desk.store.add_bookmark(self.opened.id, bookmark)
        try:
            await asyncio.wrap_future(saved)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told
            self.tell(f"The bookmark is not saved: {error}")
            return
        self._ask(f"name {bookmark.id}", "Bookmarked. Name:", "", "Enter leaves it without one")

    def do_bookmark_list(self) -> None:
        """Answer `bookmark.list`."""

        def go_there(marked: Marked | None) -> None:
            if marked is not None:
                self.move(lambda here: here.to(marked.offset))
                if marked.doubt:
                    self.tell(f"{marked.doubt.capitalize()}: “{marked.bookmark.words}”")

        if self.navigator is not None:
            screen = BookmarksScreen(self.page_theme, self.desk, self.opened, self.navigator.offset)
            self.app.push_screen(screen, go_there)

    def do_leave(self) -> None:
        """Answer `leave`."""
        self.post_message(StoryLeft())

    # Questions

    def _ask(self, purpose: str, question: str, value: str = "", hint: str = "") -> None:
        self.query_one(Prompt).ask(purpose, question, value, hint)

    def on_prompt_cancelled(self) -> None:
        """Back to the page."""
        self.query_one(PageView).focus()

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Do what the answer asks for."""
        event.stop()
        self.query_one(PageView).focus()
        purpose, _, bookmark_id = event.purpose.partition(" ")
        if purpose == "go":
            self._go_to(event.value.strip())
        elif purpose == "name":
            name = event.value.strip()
            if name:
                self.desk.store.rename_bookmark(bookmark_id, name)
            self.tell(f"Bookmarked as “{name}”." if name else "Bookmarked.")

    def _go_to(self, answer: str) -> None:
        number = answer.removesuffix("%").strip()
        if not answer:
            return
        try:
            value = float(number)
        except ValueError:
            self.tell(f"“{answer}” is neither a page nor a percentage.")
            return
        if answer.endswith("%"):
            self.move(lambda here: here.to_progression(value / 100))
        else:
            self.move(lambda here: here.to_page(int(value) - 1))
