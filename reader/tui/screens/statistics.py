"""What was read, over the page or the shelf; only when it is asked for."""

from __future__ import annotations

from reader.paint.page import Row
from reader.paint.themes import Theme
from reader.shelf.statistics import Statistics, rows
from reader.tui.screens.answers import RowsPanel


class StatisticsPanel(RowsPanel):
    """Sums, one story, twelve months, streaks."""

    def __init__(self, theme: Theme, told: Statistics) -> None:
        self._told = told
        super().__init__(theme, "Time and pace")

    def rows_of(self, columns: int) -> list[Row]:
        """The picture for a panel so wide."""
        return list(rows(self._told, columns))
