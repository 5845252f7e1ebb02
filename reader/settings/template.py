"""A settings file that changes nothing: every setting and every key, told and commented out."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from reader.settings.settings import SETTINGS
from reader.value import Value

_WIDE = 88
GROUPS = tuple(dict.fromkeys(row.group for row in SETTINGS.values()))
"""The headings of the settings, in order."""


class KeyRow(Value):
    """A command as the settings file shows it."""

    id: str
    keys: tuple[str, ...]
    """Those it has of itself."""
    help: str


def commented(commands: Iterable[KeyRow] = ()) -> str:
    """The text of the file."""
    rows = [
        "# Nightstand reads this file when it starts. What is commented out is the default.",
        "# A wrong line is reported at the start and left out.",
    ]
    for group in GROUPS:
        settings = [row for row in SETTINGS.values() if row.group == group and row.key != "keys"]
        if settings:
            rows += ["", f"## {group}"]
        for row in settings:
            rows += ["", *_comment(row.told), f"# {row.line(row.default)}"]
    rows += ["", "## Keys", "", *_comment(SETTINGS["keys"].meaning), "[keys]"]
    for command in commands:
        rows += [f"# {key_line(command)}  # {command.help}"]
    return "\n".join(rows) + "\n"


def key_line(command: KeyRow) -> str:
    """A command's keys as a line of the table of keys."""
    keys = " ".join(command.keys).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{command.id}" = "{keys}"'


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDE, break_on_hyphens=False)]
