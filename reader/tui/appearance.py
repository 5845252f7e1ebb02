"""How the app looks: its theme, the window's title, hints at the foot of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.cleaning import safe
from reader.commands.answers import command
from reader.paint.themes import OWN
from reader.reading.view import theme_for
from reader.settings.settings import Settings
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.strips import screen_theme
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.tui.app import NightstandApp

_APP = "Nightstand"
_TITLE_MOST = 120
"""Cells of a window's title."""


def title_of(story_title: str) -> str:
    """What the terminal's window is called while a story, or else the shelf, is shown."""
    title = clip(safe(story_title), _TITLE_MOST)
    return f"{title} · {_APP}" if title else _APP


class Appearance:
    """Shows everything as the settings and the terminal's background have it."""

    def __init__(self, app: NightstandApp, *, dark: bool | None) -> None:
        """`dark` is whether the terminal's background is; None where it has not told."""
        self._app = app
        self._dark = dark
        self._styled = ""
        """The theme in which the style rules were read last."""
        self.page_theme = theme_for(app.context.settings, dark=dark)
        app.register_theme(screen_theme(self.page_theme))
        app.theme = self.page_theme.name
        self.furnish()

    def begin_rules(self) -> None:
        """Let the rules of the screen be read in the colours of the first theme."""
        self._styled = self._app.theme
        self._app.stylesheet.set_variables(self._app.get_css_variables())

    def must_restyle(self) -> bool:
        """Whether rules must be read once more, for another theme than they were read in."""
        before, self._styled = self._styled, self._app.theme
        return before != self._styled

    # Themes

    @command("theme.next")
    def next_theme(self) -> None:
        """Change from one of the own themes to the next."""
        names = list(OWN)
        settings = self._app.context.settings
        by_ground = settings.theme_day if self._dark is False else settings.theme_night
        now = by_ground if settings.theme == "auto" else settings.theme
        following = names[(names.index(now) + 1) % len(names) if now in names else 0]
        self._app.preferences.keep(settings.replace(theme=following), {"theme": following})

    def take_ground(self, *, dark: bool) -> None:
        """Have the theme of the day or of the night, if that is wanted."""
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

    def furnish(self) -> None:
        """Have key hints at the foot of lists, or not."""
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
        """Call the terminal's window after the story that is read."""
        app = self._app
        driver: Any = app._driver
        if app.context.settings.window_title and hasattr(driver, "name_window"):
            titles = [one.story_title for one in app.screen_stack if isinstance(one, CommandScreen)]
            driver.name_window(title_of(next(filter(None, reversed(titles)), "")))
