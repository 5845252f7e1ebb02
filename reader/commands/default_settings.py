"""A settings file as it is first written: every setting and every command, commented out."""

from __future__ import annotations

from reader.commands.keys import written_key
from reader.commands.reading_commands import COMMANDS
from reader.settings.file import KeyRow, commented


def fresh() -> str:
    """The text of it."""
    return commented(
        KeyRow(command.id, tuple(map(written_key, command.keys)), command.help)
        for command in COMMANDS
    )
