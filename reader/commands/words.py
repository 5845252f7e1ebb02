"""The commands for words of a story: what they mean, and what else is done with them."""

from __future__ import annotations

from reader.commands.command import Command, Group, Need, Place, given

_reading = given(Place.READING, Group.WORDS, Need.PAGE)

WORDS: tuple[Command, ...] = (
    _reading(
        "who",
        "W",
        "Who is this?",
        "Look up the selection or the word under the mouse, or ask for a name: only in what you"
        " have read.",
        needs=Need.WHOLE,
    ),
    _reading(
        "hook",
        "exclamation_mark",
        "Run a hook",
        "Give the selection, or else the sentence at the top, to a command of the settings.",
    ),
)
