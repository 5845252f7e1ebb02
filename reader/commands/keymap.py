"""The keys of commands as a reader has them: those of the table, and what the settings say instead.

The rule: any settings make some keymap, and whatever is wrong with them is said in words. On a key
that two commands have, the reader's own choice wins over the table, and the more special place
over the more general one. It knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.commands.command import TOGETHER, Command, Place
from reader.commands.keys import is_typed, read_key, shown_key
from reader.commands.reading_commands import BY_ID, COMMANDS

Chosen = Mapping[str, tuple[str, ...]]
"""Command id → its keys by the screen library's names; a command that is not in it has its own."""


class KeySettings(NamedTuple):
    """What the settings say about keys."""

    chosen: Chosen
    problems: tuple[str, ...]
    """A sentence for each thing that is wrong and was left out."""
    clashes: tuple[str, ...]
    """A sentence for each key that one command has now and another has no longer."""

    @property
    def told(self) -> tuple[str, ...]:
        """All that the reader should know of it."""
        return (*self.problems, *self.clashes)


def read_keymap(written: Mapping[str, Sequence[str]]) -> KeySettings:
    """Understand the settings' table of keys: command id → keys as they are written there."""
    chosen: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, words in written.items():
        command = BY_ID.get(name)
        if command is None:
            problems.append(f"keys: there is no command {name!r}{_meant(name)}")
            continue
        keys, wrong = _keys(command, words)
        problems += wrong
        if keys or not words:
            chosen[name] = keys
    return KeySettings(chosen, tuple(problems), tuple(_clashes(chosen)))


def _meant(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace("_", "-"), BY_ID, 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _keys(command: Command, words: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The keys that exist, and a sentence for each that does not."""
    keys: list[str] = []
    problems = []
    for word in words:
        try:
            key = read_key(word)
        except ValueError as problem:
            problems.append(f"keys: {command.id}: {problem}")
            continue
        if command.place is Place.LINE and is_typed(key):
            problems.append(
                f"keys: {command.id}: {word!r} is typed there; take a key such as F2 or Alt-C"
            )
        elif key not in keys:
            keys.append(key)
    return tuple(keys), problems


def keys_now(command: Command, chosen: Chosen) -> tuple[str, ...]:
    """The keys that a command is given, whether or not another takes them from it."""
    return chosen.get(command.id, command.keys)


def resolved(commands: Iterable[Command], chosen: Chosen) -> dict[str, tuple[Command, ...]]:
    """Key → the commands it asks for, where these can be given together.

    Those that mean something only now and then come first. Of the others the one that the reader
    gave the key to is alone; where there is none, the table's own order stands.
    """
    found: dict[str, list[Command]] = {}
    for command in commands:
        for key in keys_now(command, chosen):
            found.setdefault(key, []).append(command)
    return {key: _ranked(key, rivals, chosen) for key, rivals in found.items()}


def _ranked(key: str, rivals: Sequence[Command], chosen: Chosen) -> tuple[Command, ...]:
    sometimes = [command for command in rivals if command.sometimes]
    always = [command for command in rivals if not command.sometimes]
    own = [command for command in always if command.id in chosen and key not in command.keys]
    return (*sometimes, *(own[:1] or always))


def shown_keys(chosen: Chosen) -> dict[str, tuple[str, ...]]:
    """Command id → the keys that ask for it where it can be given, in their order."""
    left = {command.id: list(keys_now(command, chosen)) for command in COMMANDS}
    for lost in _lost(chosen):
        if lost.key in left[lost.command.id]:
            left[lost.command.id].remove(lost.key)
    return {name: tuple(keys) for name, keys in left.items()}


class _Lost(NamedTuple):
    """A key that a command has not got, because another has it."""

    key: str
    command: Command
    winner: Command


def _lost(chosen: Chosen) -> list[_Lost]:
    lost: dict[tuple[str, str], _Lost] = {}
    for places in TOGETHER:
        commands = together(places)
        for key, winners in resolved(commands, chosen).items():
            for command in commands:
                if key in keys_now(command, chosen) and command not in winners:
                    lost.setdefault((key, command.id), _Lost(key, command, winners[-1]))
    return list(lost.values())


def together(places: Sequence[Place]) -> list[Command]:
    """The commands of some places, those of the first place first.

    The shelf is a list that is left, not closed.
    """
    found = [command for place in places for command in COMMANDS if command.place is place]
    closing = "list.close" if Place.SHELF in places else ""
    return [command for command in found if command.id != closing]


def _clashes(chosen: Chosen) -> list[str]:
    """A sentence for each key that the reader's choice has taken from a command."""
    told = []
    for key, command, winner in _lost(chosen):
        left = [one for one in shown_keys(chosen)[command.id] if one != key]
        rest = f"{' '.join(map(shown_key, left))} stays" if left else "no key is left"
        told.append(
            f"keys: {shown_key(key)} is now {winner.label!r} ({winner.id}), no longer"
            f" {command.label!r} ({command.id}: {rest})"
        )
    return told
