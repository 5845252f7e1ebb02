"""Documents made from the tables: keys and settings as Markdown, and a first settings file."""

from __future__ import annotations

from reader.commands.command import Group
from reader.commands.keys import shown_key, written_key
from reader.commands.table import COMMANDS
from reader.settings.file import GROUPS, KeyRow, commented
from reader.settings.settings import SETTINGS


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
    """A key as Markdown code, even the backtick."""
    return f"`` {key} ``" if "`" in key else f"`{key}`"


def settings_table() -> str:
    """Every setting under its heading, with its default, its possible values and its meaning."""
    rows = ["| setting | default | may be | what it is |", "|---|---|---|---|"]
    for group in GROUPS:
        rows.append(f"| **{group}** | | | |")
        for row in (row for row in SETTINGS.values() if row.group == group):
            written = row.kind.written(row.default)
            default = f"`{written}`" if written else ""
            rows.append(f"| `{row.key}` | {default} | {row.allowed} | {row.meaning} |")
    return "\n".join(rows)


def first_settings_file() -> str:
    """Every setting and every command, commented out."""
    return commented(
        KeyRow(command.id, tuple(map(written_key, command.keys)), command.help)
        for command in COMMANDS
    )
