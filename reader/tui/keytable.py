"""The README's table of keys, as Markdown."""

from __future__ import annotations

from reader.tui.commands import COMMANDS, Group
from reader.tui.keys import shown_key


def key_table() -> str:
    """Every command by group, with its keys."""
    rows = ["| keys | what happens |", "|---|---|"]
    for group in Group:
        of_group = [command for command in COMMANDS if command.group is group]
        rows.append(f"| **{group}** | |")
        for command in of_group:
            keys = " ".join(_code(shown_key(key)) for key in command.keys)
            rows.append(f"| {keys} | {command.help} |")
    return "\n".join(rows)


def _code(key: str) -> str:
    """A key as Markdown code, the backtick too."""
    return f"`` {key} ``" if "`" in key else f"`{key}`"
