"""The help: every key as it is now, in groups, made from the command table."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from reader.commands.answers import command
from reader.commands.command import Group, Place
from reader.commands.keymap import Chosen, shown_keys
from reader.commands.keys import shown_key
from reader.commands.reading_commands import COMMANDS
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.paint.themes import Theme
from reader.tui.screens.list_panel import ListPanel
from reader.typeset.cells import width

_KEYS_CELLS = 26
_LEAST = 8
_PANEL_EDGE = 8
"""Cells of the panel that are border, padding and mark."""


class HelpLine(NamedTuple):
    """One row of the help."""

    keys: str
    text: str
    heading: bool = False


def help_lines(columns: int, chosen: Chosen, places: Sequence[Place] = ()) -> list[HelpLine]:
    """Headings and commands with the keys they have now, broken to fit that many cells.

    What can be given in these places comes first.
    """
    keys_wide = min(_KEYS_CELLS, columns // 3)
    keys_of = shown_keys(chosen)
    lines: list[HelpLine] = []
    for group in _groups(places):
        lines += [*([HelpLine("", "")] if lines else []), HelpLine("", str(group), heading=True)]
        for one in COMMANDS:
            if one.group is group:
                shown = " ".join(map(shown_key, keys_of[one.id])) or "no key"
                keys = wrap(shown, max(4, keys_wide))
                text = wrap(one.help, max(_LEAST, columns - keys_wide - 2))
                rows = max(len(keys), len(text))
                keys += [""] * (rows - len(keys))
                text += [""] * (rows - len(text))
                lines += map(HelpLine, keys, text)
    return lines


def _groups(places: Sequence[Place]) -> list[Group]:
    """Every heading, those of some places first."""
    here = {command.group for command in COMMANDS if command.place in places}
    return sorted(Group, key=lambda group: group not in here)


class HelpScreen(ListPanel[HelpLine]):
    """Shows the keys; choosing one closes it."""

    def __init__(self, theme: Theme, chosen: Chosen, places: Sequence[Place] = ()) -> None:
        """`places` are those that are asked about."""
        super().__init__(theme, "Keys", (), 0, "{list.close} closes")
        self._columns = 0
        self._chosen = chosen
        self._places = places

    def on_resize(self) -> None:
        """Break the lines again for the width of the panel."""
        super().on_resize()
        self._columns = min(88, self.app.size.width * 9 // 10) - _PANEL_EDGE
        self._items = help_lines(self._columns, self._chosen, self._places)
        self.refill(self.list_view.at)

    def draw(self, item: HelpLine, _columns: int) -> Sequence[Row]:
        """Keys to the left, what they do to the right."""
        if item.heading:
            return [[Run(" " + item.text, (Role.ACCENT, Role.STRONG))]]
        wide = min(_KEYS_CELLS, self._columns // 3)
        gap = " " * (wide - width(item.keys) + 2)
        return [[Run(f" {item.keys}{gap}", (Role.TITLE,)), Run(item.text, (Role.TEXT,))]]

    @command("help")
    def close_again(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def choose(self, _item: HelpLine) -> None:
        """There is nothing to choose."""
        self.dismiss(None)
