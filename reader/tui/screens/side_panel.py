"""A list that stands beside the page, so that what it changes can be seen."""

from __future__ import annotations

from typing import TypeVar

from textual.geometry import Size

from reader.reading.view import frame_for
from reader.settings.settings import Settings
from reader.tui.screens.list_panel import ListPanel
from reader.tui.styles import SIDE_PANEL

Item = TypeVar("Item")
_WIDE = 48
"""Cells of the panel where it stands at the side."""


class SidePanel(ListPanel[Item]):
    """Stands at the right of the text where there is room, else below its first lines."""

    DEFAULT_CSS = SIDE_PANEL

    @property
    def tried(self) -> Settings:
        """The settings under which the page behind is shown."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Stand where least of the page is covered."""
        super().on_mount()
        self._stand(self.app.size)

    def on_resize(self) -> None:
        """Stand where least of the page is covered at the new size."""
        super().on_resize()
        self._stand(self.app.size)

    def _stand(self, size: Size) -> None:
        frame = frame_for(self.tried, size.width, size.height)
        self.set_class((frame.columns - frame.span) // 2 < _WIDE, "-below")
