"""A theme chosen from a list, each worn while it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from reader.commands.command import Need
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.settings.settings import SETTINGS, Settings
from reader.tui.messages import ThemeWanted
from reader.tui.screens.list_panel import ListPanel
from reader.tui.widgets.virtual_list import VirtualList
from reader.typeset.cells import clip

_HINTS = "{list.choose} takes it   {list.close} leaves all as it was"


class ThemesScreen(ListPanel[str]):
    """Closes with the name of a theme, or with None."""

    def __init__(self, theme: Theme, names: Sequence[str], now: str, settings: Settings) -> None:
        """`now` is the name that is chosen so far."""
        super().__init__(theme, "Themes", names, list(names).index(now), _HINTS)
        self._settings = settings

    @property
    def tried(self) -> Settings:
        """The settings under which the page behind is shown."""
        return self._settings

    @property
    def has(self) -> Need:
        """What changes settings elsewhere would be undone by what is tried here."""
        return super().has & ~Need.KEPT

    def draw(self, item: str, columns: int) -> Sequence[Row]:
        """The name of the theme."""
        return [
            [Run(f" {clip(SETTINGS['theme'].kind.shown(item), max(1, columns - 1))}", (Role.TEXT,))]
        ]

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Wear it."""
        event.stop()
        if self.list_view.current is not None:
            self.post_message(ThemeWanted(self.list_view.current))
