"""A list under headings beside the page, with what the current line means below it."""

from __future__ import annotations

from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.tui.screens.side_panel import SidePanel
from reader.tui.styles import GROUPED_PANEL
from reader.tui.widgets.virtual_list import VirtualList
from reader.typeset.cells import clip

HEADING = "#"
"""What a heading among the items begins with."""


class GroupedPanel(SidePanel[str]):
    """Items by their names; the headings among them are passed over."""

    DEFAULT_CSS = GROUPED_PANEL

    _last = 0

    def explain(self, item: str) -> None:
        """Tell below the list what an item means."""
        raise NotImplementedError

    @property
    def here(self) -> str:
        """The current item; empty where there is none."""
        item = self.list_view.current
        return "" if item is None or item.startswith(HEADING) else item

    def on_mount(self) -> None:
        """Begin below the first heading, which is in sight."""
        super().on_mount()
        self.list_view.begin_at(0)
        self.explain(self.here)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Tell what the current item means."""
        event.stop()
        self._pass_over()
        if self.here:
            self.explain(self.here)

    async def action_do(self, command_id: str) -> None:
        """A key that goes to a heading goes on to an item, before the next key is looked at."""
        await super().action_do(command_id)
        if self.is_current:
            self._pass_over()

    def _pass_over(self) -> None:
        item, at = self.list_view.current, self.list_view.at
        if item is not None and item.startswith(HEADING):
            self.list_view.move(-1 if at < self._last and at else 1)
        self._last = self.list_view.at

    @staticmethod
    def heading(item: str, columns: int) -> Row:
        """The row of a heading."""
        text = clip(item.removeprefix(HEADING), max(1, columns - 1))
        return [Run(f" {text}", (Role.ACCENT, Role.STRONG))]
