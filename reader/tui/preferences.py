"""Settings of all stories as they change while the app runs.

The rule: a change is seen at once and written a little later, at the latest on leaving.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.answers import command
from reader.settings.settings import Settings
from reader.tui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from reader.tui.app import NightstandApp

_WRITE_SECONDS = 1.0


class Preferences:
    """Takes changes over, and writes them."""

    def __init__(self, app: NightstandApp) -> None:
        self._app = app
        self._unwritten: dict[str, Any] = {}
        self._writing: Timer | None = None
        self._one_writer = Lock()

    @command("settings")
    def show(self) -> None:
        """Show every setting."""
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.settings import SettingsScreen

        app = self._app
        if not any(isinstance(one, SettingsScreen) for one in app.screen_stack):
            screens = [one for one in app.screen_stack if isinstance(one, ReadingScreen)]
            own = {name for one in screens for name in one.own_look}
            theme = app.appearance.page_theme
            app.push_screen(SettingsScreen(theme, app.context, self.keep, own))

    def keep(self, settings: Settings, changes: Mapping[str, Any]) -> None:
        """Be as these settings say; the changes are to be written, None takes one out."""
        self.take_over(settings, changes)
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.apply_settings(settings)

    def take_over(self, settings: Settings, changes: Mapping[str, Any]) -> None:
        """Take over what a screen has changed, which it shows already."""
        app, before = self._app, self._app.context.settings
        app.context = app.context.replace(settings=settings)
        self._unwritten |= changes
        app.appearance.change(before)
        if settings.keys != before.keys:
            app.change_keys(before.keys)
        if self._writing is not None:
            self._writing.stop()
        self._writing = app.set_timer(_WRITE_SECONDS, self._begin_to_write)

    def _begin_to_write(self) -> None:
        self._app.run_worker(self._write, thread=True, group="settings")

    def _write(self) -> None:
        """Write, in a thread, and say why that cannot be."""
        problem = self.written()
        if problem:
            told = safe(f"Settings: {problem}")
            self._app.call_from_thread(self._app.notify, told, severity="error", markup=False)

    def written(self) -> str:
        """Write what is not written yet; why it cannot be, or nothing."""
        with self._one_writer:
            changes, self._unwritten = self._unwritten, {}
            if not changes:
                return ""
            from reader.commands.default_settings import fresh
            from reader.settings.file import save_settings

            try:
                save_settings(self._app.context.config, changes, fresh())
            except (OSError, ValueError) as error:
                return str(error)
        return ""
