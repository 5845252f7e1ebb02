"""The help: every key as it is now, in groups, made from the command table."""

from __future__ import annotations

from collections.abc import Sequence

from reader.paint import Role, Row, Run, Theme
from reader.tui.commands import COMMANDS, Group, shown_key
from reader.tui.screens.listing import ListingScreen
from reader.typeset import clip, width

_KEYS_CELLS = 24

Line = tuple[str, str]
"""Keys and what they do; a group's heading has no keys."""


def help_lines() -> list[Line]:
    """Headings and commands in the order of the help."""
    lines: list[Line] = []
    for group in Group:
        if lines:
            lines.append(("", ""))
        lines.append(("", str(group)))
        lines += [
            (" ".join(map(shown_key, command.keys)), command.help)
            for command in COMMANDS
            if command.group is group
        ]
    return lines


class HelpScreen(ListingScreen[Line]):
    """Shows the keys; choosing one closes it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Keys", help_lines(), 0, "q closes")

    def draw(self, item: Line, columns: int) -> Sequence[Row]:
        """Keys to the left, what they do to the right."""
        keys, text = item
        if not keys:
            return [[Run(" " + text, (Role.ACCENT, Role.STRONG))]]
        wide = min(_KEYS_CELLS, columns // 3)
        keys = clip(keys, wide)
        return [
            [
                Run(f" {keys}" + " " * (wide - width(keys) + 2), (Role.TITLE,)),
                Run(clip(text, max(1, columns - wide - 3)), (Role.TEXT,)),
            ]
        ]

    def choose(self, _item: Line) -> None:
        """There is nothing to choose."""
        self.dismiss(None)
