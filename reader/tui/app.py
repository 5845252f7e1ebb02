"""The app: owns its collaborators, passes messages and commands to them, and runs them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.filter import Monochrome, NoColor
from textual.notifications import Notify
from textual.reactive import Reactive
from textual.screen import Screen

from reader.cleaning import clean, safe
from reader.commands.command import answers_of
from reader.commands.keys import Chosen
from reader.context import Context
from reader.posix import POSIX
from reader.reading.open import OpenStory
from reader.reading.view import FirstPage
from reader.storage.faults import note_error
from reader.storage.paths import log_file
from reader.terminal.handover import TerminalHold
from reader.tui import messages
from reader.tui.exchanges import Exchanges
from reader.tui.key_queue import SerialKeys
from reader.tui.lifecycle import Lifecycle
from reader.tui.mishaps import Guarded, Mishaps, sentence_of
from reader.tui.preferences import Appearance, Keymap, Preferences, title_of
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.stories import LATER, Stories
from reader.tui.system_clipboard import SystemClipboard

if TYPE_CHECKING:
    from reader.reading.search import SearchTarget
    from reader.shelf.front import RememberedShelf

_NOTICES_MOST = 2
"""Notices on the screen at the same time, at most."""
_SWITCH = 0.001
"""Seconds that a key waits at most while a thread computes; five times that is usual."""


def read(
    context: Context,
    opened: OpenStory | None,
    first: FirstPage | None,
    hold: TerminalHold,
    sought: SearchTarget | None = None,
    known: RememberedShelf | None = None,
) -> int:
    """Run the app in a held terminal until the reader leaves; return the exit code."""
    if POSIX:
        from reader.tui.driver import HandoverDriver

        HandoverDriver.hold = hold
        HandoverDriver.asks = hold.replies is not None
        HandoverDriver.title = (
            title_of(opened.story.title if opened else "")
            if context.settings.window_title
            else None
        )
    sys.setswitchinterval(_SWITCH)
    app = NightstandApp(context, opened, first, sought, known, dark=hold.dark())
    code = app.run(mouse=context.settings.mouse)
    app.exchanges.end()
    return app.return_code or code or 0


def _driver() -> type[Driver] | None:
    """The driver that takes over a picture; None, the usual one, if there is none to take over."""
    if not POSIX:
        return None
    from reader.tui.driver import HandoverDriver

    return HandoverDriver


def sweep() -> None:
    """Collect garbage from now on, except what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class NightstandApp(Guarded, App[int]):
    """Nightstand on a terminal."""

    TITLE = "Nightstand"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "nightstand.tcss"
    PARTS: ClassVar[tuple[type[Any], ...]] = (
        Appearance,
        Keymap,
        Lifecycle,
        Preferences,
        Stories,
        SystemClipboard,
    )
    """Collaborators that answer commands."""
    app_focus = Reactive(True, compute=False, repaint=False)

    def __init__(
        self,
        context: Context,
        opened: OpenStory | None = None,
        first: FirstPage | None = None,
        sought: SearchTarget | None = None,
        known: RememberedShelf | None = None,
        *,
        dark: bool | None = None,
    ) -> None:
        # An empty NO_COLOR counts as unset (no-color.org), which Textual does not know.
        if not os.environ.get("NO_COLOR", "x"):
            del os.environ["NO_COLOR"]
        super().__init__(driver_class=_driver())
        self.context = context
        self.keys = SerialKeys(self, super().on_event)
        self.keymap = Keymap(self)
        self.appearance = Appearance(self, dark=dark)
        self.preferences = Preferences(self)
        self.system_clipboard = SystemClipboard(self)
        self.lifecycle = Lifecycle(self)
        self.exchanges = Exchanges(self)
        self.stories = Stories(self, opened)
        self.mishaps = Mishaps(self, lambda: self.keys.count)
        self._answering = (
            self,
            self.appearance,
            self.keymap,
            self.lifecycle,
            self.preferences,
            self.stories,
            self.system_clipboard,
        )
        self._bindings = self.keymap.bindings()
        self._opened, self._first, self._sought, self._known = opened, first, sought, known
        # Made before there is a theme, Textual's own filter would paint the terminal's colours
        # black.
        self._filters = [NoColor() if type(one) is Monochrome else one for one in self._filters]
        self._sized = False
        # No widget has a tooltip, and every screen would hold what shows them.
        self._disable_tooltips = True

    # The start

    def get_default_screen(self) -> Screen[object]:
        """The first screen is the one that was asked for."""
        if self._opened is None:
            from reader.tui.screens.shelf import ShelfScreen

            return ShelfScreen(self.context, self.appearance.page_theme, self._known)
        # A hit is looked at from the reader's place.
        first = None if self._sought else self._first
        return self.stories.screen(self._opened, self._sought, first)

    @on(events.Load)
    def _prepare(self) -> None:
        self.lifecycle.take_ending_signals()
        self.appearance.begin_rules()

    @on(events.Mount)
    def _begin(self) -> None:
        self.lifecycle.begin()
        self.keymap.begin()
        self.screen_change_signal.subscribe(self, self.appearance.name_window)
        self.set_timer(LATER, sweep)
        self.stories.begin()
        self.exchanges.begin()

    @on(events.Unmount)
    def _end(self) -> None:
        self.preferences.written()

    # Keys and commands

    async def on_event(self, event: events.Event) -> None:
        """Take keys in turn; pasted text arrives as letters, wherever it goes.

        Input before a signal that ends the program does not delay it.
        """
        if self._exit and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.Paste):
            event.text = clean(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    @on(Notify)
    def _make_room(self) -> None:
        """Remove the oldest notices when so many would cover what is being read."""
        for old in [*self._notifications][: 1 - _NOTICES_MOST]:
            self._unnotify(old, refresh=False)

    @property
    def chosen(self) -> Chosen:
        """The keys that the reader has chosen."""
        return self.keymap.chosen

    def change_keys(self, before: Mapping[str, Sequence[str]]) -> None:
        """Use the keys of the settings from now on; `before` is what they said until now."""
        self.keymap.change(before)
        self._bindings = self.keymap.bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing is selected, let the key that copies leave instead."""
        if action == "do" and parameters == ("copy.selection",):
            return bool(self.system_clipboard.selected)
        return super().check_action(action, parameters)

    async def action_do(self, command_id: str) -> None:
        """Answer a command that can be given anywhere."""
        for part in self._answering:
            name = answers_of(type(part)).get(command_id)
            if name is not None:
                getattr(part, name)()

    def say(self, words: str) -> None:
        """Say a few words where the reader looks: in the folio's place, else in a corner."""
        if isinstance(self.screen, CommandScreen):
            self.screen.say(words)

    # What nobody expected

    def _handle_exception(self, error: Exception) -> None:
        """Survive an error if possible; otherwise end with one line."""
        if self.is_headless or not self.mishaps.survived(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = sys.exception()
        if error is None or not self.mishaps.forgiving:
            super()._fatal_error()
            return
        written = note_error(log_file(), error, "the end")
        more = f" ({safe(str(log_file()))} has more)" if written else ""
        self.panic(Text(f"nightstand: {sentence_of(error)}{more}"))

    # How it looks

    def refresh_css(self, animate: bool = True) -> None:
        """Read all rules again for another theme; those of the first one are read already."""
        if self.appearance.must_restyle():
            super().refresh_css(animate)

    @on(events.Resize)
    def _repaint_again(self, event: events.Resize) -> None:
        """Repaint what a window that shrank and grew again has cut off."""
        # The last size set, ahead of the screen's own size; if it is the same again the screen
        # library sees nothing to paint. The very first size is not a change.
        if self._sized and event.size == self.screen._compositor.size:
            self.lifecycle.redraw()
        self._sized = True

    @on(messages.ThemeWanted)
    def _try_theme(self, event: messages.ThemeWanted) -> None:
        self.appearance.try_theme(event.name)

    @on(messages.BackgroundTold)
    def _take_ground(self, event: messages.BackgroundTold) -> None:
        self.appearance.take_ground(dark=event.dark)

    @on(messages.SettingsKept)
    def _take_settings(self, event: messages.SettingsKept) -> None:
        self.preferences.take_over(event.settings, event.changes)

    # What screens tell

    @on(messages.PlaceChanged)
    def _keep_place(self, event: messages.PlaceChanged) -> None:
        """Pass the place to the data file's own thread."""
        places = self.context.store.places
        places.remember(event.story_id, event.locator, event.lap, read=event.read)

    @on(messages.StoryWanted)
    def _open(self, event: messages.StoryWanted) -> None:
        self.stories.open(event.path, event.sought, event.highlight)

    @on(messages.StoryClaimed)
    def _open_again(self, event: messages.StoryClaimed) -> None:
        self.stories.open_again(event.path)

    @on(messages.StoryRead)
    def _sketch(self, event: messages.StoryRead) -> None:
        self.stories.sketch_later(event.opened)

    @on(messages.StoryLeft)
    def _leave(self) -> None:
        self.stories.leave()
        self.exchanges.exchange()

    @on(messages.MachinesHeard)
    def _show_machines(self, event: messages.MachinesHeard) -> None:
        self.exchanges.done(event.came, event.problem)

    @on(messages.OthersWanted)
    def _ask_server(self, event: messages.OthersWanted) -> None:
        self.exchanges.ask_server(event.opened)

    @on(messages.ServerHeard)
    def _show_server(self, event: messages.ServerHeard) -> None:
        self.exchanges.answered(event.problem, found=event.found)

    @on(messages.EditWanted)
    def _edit(self, event: messages.EditWanted) -> None:
        self.lifecycle.edit(event)

    @on(messages.Copied)
    def _copy(self, event: messages.Copied) -> None:
        self.system_clipboard.copy(event.text)

    @on(messages.StoreChanged)
    def _show_store(self) -> None:
        self.lifecycle.show_store()

    @on(events.AppFocus)
    def _look_around(self) -> None:
        self.appearance.hide_while_away(away=False)
        self.lifecycle.look_around()

    @on(events.AppBlur)
    def _go_away(self) -> None:
        self.lifecycle.look_away()
        self.appearance.hide_while_away(away=True)

    def _watch_app_focus(self, focus: bool) -> None:
        """Do not repaint just because another window has the keyboard."""
