"""A settings file as it is first written: every setting and every command, commented out."""

from __future__ import annotations

from reader.storage.meanings import KeyRow, commented
from reader.tui.commands import COMMANDS
from reader.tui.keys import written_key


def fresh() -> str:
    """The text of it."""
    return commented(
        KeyRow(command.id, tuple(map(written_key, command.keys)), command.help)
        for command in COMMANDS
    )
