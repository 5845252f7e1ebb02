"""The app as its settings have it: theme, window title, mouse, hints; and settings as they change.

The rule: a change is seen at once and written a little later, at the latest on leaving.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

from textual import work
from textual.screen import Screen
from textual.timer import Timer

from reader.cleaning import safe
from reader.context import Context
from reader.paint.palettes import OWN
from reader.reading.view import theme_for
from reader.settings.settings import Settings
from reader.tui.keyed import Keyed
from reader.tui.messages import BackgroundTold, SettingsKept, ThemeWanted
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.strips import screen_theme
from reader.typeset.cells import clip

_WRITE_SECONDS = 1.0
_APP = "Nightstand"
_TITLE_MOST = 120
"""Cells of a window's title."""


def title_of(story_title: str) -> str:
    """What the terminal's window is called while a story, or else the shelf, is shown."""
    title = clip(safe(story_title), _TITLE_MOST)
    return f"{title} · {_APP}" if title else _APP


class Settled(Keyed):
    """An app that is as the settings say."""

    def __init__(self, context: Context, *, dark: bool | None = None, **options: Any) -> None:
        """`dark` is whether the terminal's background is; None where it has not told."""
        super().__init__(context, **options)
        self._dark = dark
        self._unwritten: dict[str, Any] = {}
        self._writing: Timer | None = None
        self._one_writer = Lock()
        self.page_theme = theme_for(context.settings, dark=dark)
        self.register_theme(screen_theme(self.page_theme))
        self._styled = ""
        self.theme = self.page_theme.name
        self._furnish()

    def on_load(self) -> None:
        """Let the rules of the screen be read in the colours of the first theme."""
        self._styled = self.theme
        self.stylesheet.set_variables(self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:
        """Read all rules once more for another theme; those of the first one are read already."""
        if self.theme != self._styled:
            self._styled = self.theme
            super().refresh_css(animate)

    def on_mount(self) -> None:
        """Name the window after what is shown, now and whenever that changes."""
        self.screen_change_signal.subscribe(self, self._name_window)

    # How it looks

    def do_theme_next(self) -> None:
        """Answer `theme.next`: from one of the own themes to the next."""
        names = list(OWN)
        settings = self.context.settings
        by_ground = settings.theme_day if self._dark is False else settings.theme_night
        now = by_ground if settings.theme == "auto" else settings.theme
        following = names[(names.index(now) + 1) % len(names) if now in names else 0]
        self.keep(settings.replace(theme=following), {"theme": following})

    def on_theme_wanted(self, event: ThemeWanted) -> None:
        """Wear a theme that is being tried."""
        self.apply_theme(self.context.settings.replace(theme=event.name))

    def on_background_told(self, event: BackgroundTold) -> None:
        """Wear the theme of the day or of the night, if that is wanted."""
        self._dark = event.dark
        self.apply_theme(self.context.settings)

    def apply_theme(self, settings: Settings) -> None:
        """Show everything in the theme of some settings."""
        theme = theme_for(settings, dark=self._dark)
        if theme is self.page_theme:
            return
        self.page_theme = theme
        self.register_theme(screen_theme(theme))
        self.theme = theme.name
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.apply_theme(theme)

    def _furnish(self) -> None:
        """Have key hints at the foot of lists, or not."""
        self.set_class(not self.context.settings.footer, "-no-footer")

    def _name_window(self, _: Screen[Any] | None = None) -> None:
        """Call the terminal's window after the story that is read."""
        driver: Any = self._driver
        if self.context.settings.window_title and hasattr(driver, "name_window"):
            titles = [
                one.story_title for one in self.screen_stack if isinstance(one, CommandScreen)
            ]
            driver.name_window(title_of(next(filter(None, reversed(titles)), "")))

    # How settings change

    def do_settings(self) -> None:
        """Answer `settings`."""
        from reader.tui.screens.settings import SettingsScreen

        if not any(isinstance(one, SettingsScreen) for one in self.screen_stack):
            own = {name for one in self.screen_stack for name in getattr(one, "own_look", ())}
            self.push_screen(SettingsScreen(self.page_theme, self.context, self.keep, own))

    def on_settings_kept(self, event: SettingsKept) -> None:
        """Take over what a screen has changed, which it shows already."""
        self._take_over(event.settings, event.changes)

    def keep(self, settings: Settings, changes: Mapping[str, Any]) -> None:
        """Be as these settings say; the changes are to be written, None takes one out."""
        self._take_over(settings, changes)
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.apply_settings(settings)

    def _take_over(self, settings: Settings, changes: Mapping[str, Any]) -> None:
        before = self.context.settings
        self.context = self.context.replace(settings=settings)
        self._unwritten |= changes
        self.apply_theme(settings)
        self._furnish()
        driver: Any = self._driver
        if settings.mouse != before.mouse and hasattr(driver, "use_mouse"):
            driver.use_mouse(on=settings.mouse)
        if settings.theme == "auto" != before.theme and hasattr(driver, "ask_background"):
            driver.ask_background()
        if settings.keys != before.keys:
            self.take_keys(before.keys)
        if self._writing is not None:
            self._writing.stop()
        self._writing = self.set_timer(_WRITE_SECONDS, self._write_settings)

    @work(thread=True, group="settings")
    def _write_settings(self) -> None:
        problem = self._written()
        if problem:
            self.call_from_thread(
                self.notify, safe(f"Settings: {problem}"), severity="error", markup=False
            )

    def _written(self) -> str:
        """Write what is not written yet; why it cannot be, or nothing."""
        with self._one_writer:
            changes, self._unwritten = self._unwritten, {}
            if not changes:
                return ""
            from reader.commands.default_settings import fresh
            from reader.settings.save import save_settings

            try:
                save_settings(self.context.config, changes, fresh())
            except (OSError, ValueError) as error:
                return str(error)
        return ""

    def on_unmount(self) -> None:
        """Write the settings that were just changed."""
        self._written()
