"""What the reader has chosen, while the app runs: settings, the theme, and keys.

The rule: a change is seen at once and written a little later, at the latest on leaving. None of
this delays the first page; keys are read once the screen is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual.binding import BindingsMap
from textual.timer import Timer

from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.keys import Chosen, read_keymap
from reader.commands.table import BY_ID
from reader.paint.themes import OWN, theme_label
from reader.reading.view import theme_for
from reader.settings.settings import SETTINGS, Settings
from reader.tui.screens.command_screen import CommandScreen, bound
from reader.tui.strips import screen_theme
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.tui.app import NightstandApp

_APP = "Nightstand"
_TITLE_MOST = 120
"""Cells of a window's title."""


def title_of(story_title: str) -> str:
    """The title of the terminal's window while a story, or else the shelf, is shown."""
    title = clip(safe(story_title), _TITLE_MOST)
    return f"{title} · {_APP}" if title else _APP


class Appearance:
    """Shows everything according to the settings and the terminal's background."""

    def __init__(self, app: NightstandApp, *, dark: bool | None) -> None:
        """`dark` is whether the terminal's background is dark; None if unknown."""
        self._app = app
        self._dark = dark
        self._hidden = False
        """Whether everything is hidden because another window has the keyboard."""
        self._styled = ""
        """The theme in which the style rules were last read."""
        self.page_theme = theme_for(app.context.settings, dark=dark)
        app.register_theme(screen_theme(self.page_theme))
        app.theme = self.page_theme.name
        self.furnish()

    def begin_rules(self) -> None:
        """Let the rules of the screen be read in the colours of the first theme."""
        self._styled = self._app.theme
        self._app.stylesheet.set_variables(self._app.get_css_variables())

    def must_restyle(self) -> bool:
        """Whether rules must be read again, for another theme than the one they were read in."""
        before, self._styled = self._styled, self._app.theme
        return before != self._styled

    # Themes

    @command("theme.next")
    def next_theme(self) -> None:
        """Go on through the terminal's choice and our own themes, and name the new one."""
        settings, row = self._app.context.settings, SETTINGS["theme"]
        names = (row.default, *OWN)
        now = settings.theme
        following = names[(names.index(now) + 1) % len(names) if now in names else 0]
        written = None if following == row.default else following
        self._app.preferences.keep(settings.replace(theme=following), {"theme": written})
        self._app.say(self._named(following))

    def _named(self, name: str) -> str:
        """The name of a theme, and which one it is on this terminal; or why it does not show."""
        shown = self.page_theme.name
        label = SETTINGS["theme"].kind.shown(name)
        if name == SETTINGS["theme"].default:
            return f"Theme: {label} ({theme_label(shown)})"
        seen = name == shown
        return f"Theme: {label}" + ("" if seen else ", but this terminal has too few colours")

    def take_ground(self, *, dark: bool) -> None:
        """Use the theme for the day or for the night, if that is wanted."""
        self._dark = dark
        self.apply_theme(self._app.context.settings)

    def try_theme(self, name: str) -> None:
        """Show a theme that may be chosen."""
        self.apply_theme(self._app.context.settings.replace(theme=name))

    def apply_theme(self, settings: Settings) -> None:
        """Show everything in the theme of some settings."""
        theme, app = theme_for(settings, dark=self._dark), self._app
        if theme is self.page_theme:
            return
        self.page_theme = theme
        app.register_theme(screen_theme(theme))
        app.theme = theme.name
        for screen in app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.apply_theme(theme)

    # What else is seen

    @command("hide")
    def hide(self) -> None:
        """Show nothing until a key is pressed."""
        from reader.tui.screens.hidden import HiddenScreen

        if not isinstance(self._app.screen, HiddenScreen):
            self._app.push_screen(HiddenScreen(self.page_theme))

    def hide_while_away(self, *, away: bool) -> None:
        """Hide everything while another window has the keyboard, if that is wanted."""
        if away and self._app.context.settings.hide_unfocused:
            self.hide()
            self._hidden = True
        elif self._hidden and not away:
            from reader.tui.screens.hidden import HiddenScreen

            self._hidden = False
            if isinstance(self._app.screen, HiddenScreen):
                self._app.screen.dismiss(None)

    def furnish(self) -> None:
        """Show key hints at the foot of lists, or not."""
        self._app.set_class(not self._app.context.settings.footer, "-no-footer")

    def change(self, before: Settings) -> None:
        """Look as the settings say from now on; `before` is what they said."""
        app, settings = self._app, self._app.context.settings
        driver: Any = app._driver
        self.apply_theme(settings)
        self.furnish()
        if settings.mouse != before.mouse and hasattr(driver, "use_mouse"):
            driver.use_mouse(on=settings.mouse)
        if settings.theme == "auto" != before.theme and hasattr(driver, "ask_background"):
            driver.ask_background()

    def name_window(self, _: Any = None) -> None:
        """Name the terminal's window after the story being read."""
        app = self._app
        driver: Any = app._driver
        if app.context.settings.window_title and hasattr(driver, "name_window"):
            titles = [one.story_title for one in app.screen_stack if isinstance(one, CommandScreen)]
            hidden = isinstance(app.screen, CommandScreen) and app.screen.HIDES
            title = "" if hidden else next(filter(None, reversed(titles)), "")
            driver.name_window(title_of(title))


_WRITE_SECONDS = 1.0


class Preferences:
    """Adopts changes, and writes them."""

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
        """Adopt these settings; the changes are to be written, and None removes one."""
        self.take_over(settings, changes)
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.apply_settings(settings)

    def take_over(self, settings: Settings, changes: Mapping[str, Any]) -> None:
        """Adopt what a screen has changed, which it shows already."""
        app, before = self._app, self._app.context.settings
        app.context = app.context.replace(settings=settings)
        app.context.store.places.timed = settings.stats
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
        """Write, in a thread, and say why if that fails."""
        problem = self.written()
        if problem:
            told = safe(f"Settings: {problem}")
            self._app.call_from_thread(self._app.notify, told, severity="error", markup=False)

    def written(self) -> str:
        """Write what is not written yet; return why it cannot be, or an empty string."""
        with self._one_writer:
            changes, self._unwritten = self._unwritten, {}
            if not changes:
                return ""
            from reader.commands.documents import first_settings_file
            from reader.settings.file import save_settings

            try:
                save_settings(self._app.context.config, changes, first_settings_file())
            except (OSError, ValueError) as error:
                return str(error)
        return ""


_TOLD_SECONDS = 30.0
_SEEN_SECONDS = 6.0
"""What a key that was just pressed has changed, as the reader has seen."""
_TOLD_MOST = 4
_OWN = ("copy.selection", "quit", "palette")
"""What can be given on every screen, including the screen library's own."""


class Keymap:
    """The keys that are in force."""

    def __init__(self, app: NightstandApp) -> None:
        self._app = app
        reading = read_keymap(app.context.settings.keys)
        self.chosen: Chosen = reading.chosen
        self._wrong = (*app.context.problems, *reading.told)

    def bindings(self) -> BindingsMap:
        """What keys ask for on every screen."""
        return bound((BY_ID[name] for name in _OWN), self.chosen, first=True)

    def change(self, before: Mapping[str, Sequence[str]]) -> None:
        """Use the keys of the settings from now on; new problems with them are reported.

        `before` is what the settings said about keys until now.
        """
        reading = read_keymap(self._app.context.settings.keys)
        known = read_keymap(before).told
        self.chosen = reading.chosen
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.take_keys(self.chosen)
        self._tell_wrong([one for one in reading.told if one not in known], _SEEN_SECONDS)

    def begin(self) -> None:
        """Report problems with the settings once the first page is shown."""
        if self._wrong:
            self._app.call_after_refresh(self._tell_wrong, self._wrong)

    def _tell_wrong(self, problems: Iterable[str], seconds: float = _TOLD_SECONDS) -> None:
        """Say what is wrong with the settings, the first problem in full."""
        told = [*problems]
        if not told:
            return
        rows = told[:_TOLD_MOST]
        if len(told) > len(rows):
            rows.append(f"and {len(told) - len(rows)} more, which `nightstand config` lists")
        self._app.notify(
            "\n".join(map(safe, rows)),
            title="Settings",
            severity="warning",
            timeout=seconds,
            markup=False,
        )

    @command("help")
    def show_help(self) -> None:
        """List all commands with their keys; those of the screen come first."""
        self._show(seeking=False)

    @command("palette")
    def show_palette(self) -> None:
        """Find a command by its words, of those that can be given now."""
        self._show(seeking=True)

    def _show(self, *, seeking: bool) -> None:
        from reader.tui.screens.help import HelpScreen

        screen = self._app.screen
        if not isinstance(screen, CommandScreen) or isinstance(screen, HelpScreen):
            return

        def do(chosen: str | None) -> None:
            if chosen is not None:
                screen.run_worker(screen.action_do(chosen), group="command")

        able = screen.able()
        panel = HelpScreen(screen.page_theme, self.chosen, screen.PLACES, able, seeking=seeking)
        self._app.push_screen(panel, do)
