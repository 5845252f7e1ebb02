"""The kinds of settings that are tables: keys of commands, commands by names, an account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from reader.settings.kinds import SettingKind

_COMMANDS_MOST, _NAME_LONGEST = 50, 40
"""For a table of commands, which people scan by eye."""
_WORDS_MOST, _WORD_LONGEST = 100, 4_000
"""Of one command."""

_ACCOUNT, _MASK = ("server", "user", "key"), "…"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Hosts on which nobody else can listen to unencrypted traffic."""


class KeyTable(SettingKind):
    """Commands and their keys."""

    def parse(self, value: Any) -> Mapping[str, tuple[str, ...]]:
        """The table; every command in it must be right."""
        keys, problems = self.read(value)
        if problems:
            raise ValueError(f"a table of keys ({problems[0]})")
        return keys

    def read(self, value: Any) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
        """The table, and a sentence for each command whose keys are wrong.

        An id may be quoted or not: without quotes its dots make nested tables.
        """
        if not isinstance(value, dict):
            raise ValueError("a table of commands and their keys")
        keys: dict[str, tuple[str, ...]] = {}
        problems = []
        for command, chosen in _flat(value):
            try:
                keys[command] = keys_of(command, chosen)
            except ValueError as problem:
                problems.append(str(problem))
        return MappingProxyType(keys), tuple(problems)

    def shown(self, value: Mapping[str, tuple[str, ...]]) -> str:
        """The number of commands for which the reader has chosen keys."""
        return f"{len(value):,} changed" if value else "defaults"

    def written(self, _value: Mapping[str, tuple[str, ...]]) -> str:
        """The settings file gives keys a table of their own."""
        return ""


class CommandTable(SettingKind):
    """Commands by name, each as a list of words."""

    none: str
    """The label for no command."""

    def parse(self, value: Any) -> Mapping[str, tuple[str, ...]]:
        """The table; every command in it must be right."""
        commands, problems = self.read(value)
        if problems:
            raise ValueError(f"a table of commands ({problems[0]})")
        return commands

    def read(self, value: Any) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
        """The table, and a sentence for each command that is wrong."""
        if not isinstance(value, dict):
            raise ValueError('a table of commands, as {name = ["command", "{text}"]}')
        commands: dict[str, tuple[str, ...]] = {}
        problems = []
        for name, words in value.items():
            if len(commands) >= _COMMANDS_MOST:
                problems.append(f"there are more than {_COMMANDS_MOST} commands")
                break
            if not _is_command(words):
                problems.append(f"{name!r} is not a list of words, the first of which is a program")
            elif not name or len(name) > _NAME_LONGEST or not name.isprintable():
                problems.append(f"{name[:_NAME_LONGEST]!r} is not a short name")
            else:
                commands[name] = tuple(words)
        return MappingProxyType(commands), tuple(problems)

    def shown(self, value: Mapping[str, tuple[str, ...]]) -> str:
        """The names."""
        return ", ".join(value) or self.none

    def written(self, value: Mapping[str, Iterable[str]]) -> str:
        """As a table in one line."""
        import json

        words = {name: json.dumps(list(one), ensure_ascii=False) for name, one in value.items()}
        inside = ", ".join(f"{json.dumps(name)} = {one}" for name, one in words.items())
        return f"{{{inside}}}"


class ServerAccount(SettingKind):
    """A server and the user who asks it, complete or not at all."""

    none: str
    """The label for no server."""

    def parse(self, value: Any) -> Mapping[str, str]:
        """The table of `server`, `user` and `key`; empty for none."""
        if value == {}:
            return MappingProxyType({})
        wanted = "a table of server, user and key"
        if not isinstance(value, dict) or set(value) != set(_ACCOUNT):
            raise ValueError(wanted)
        server, user, key = (value[name] for name in _ACCOUNT)
        if not isinstance(server, str) or (problem := _server_problem(server)):
            raise ValueError(f"{wanted} (server: {problem if isinstance(server, str) else 'text'})")
        if not isinstance(user, str) or not 0 < len(user) <= _NAME_LONGEST or ":" in user:
            raise ValueError(f"{wanted} (user: a short name without a colon)")
        if not user.isprintable():
            raise ValueError(f"{wanted} (user: a short name on one line)")
        if not isinstance(key, str) or not _is_md5(key):
            raise ValueError(f"{wanted} (key: nightstand kosync --login makes it)")
        return MappingProxyType({"server": server, "user": user, "key": key.lower()})

    def shown(self, value: Mapping[str, str]) -> str:
        """The user and the server."""
        return f"{value['user']}, {value['server']}" if value else self.none

    def told(self, value: Mapping[str, str]) -> Mapping[str, str]:
        """Without the key, which is as good as the password."""
        return {**value, "key": _MASK} if value else value

    def written(self, value: Mapping[str, str]) -> str:
        """As a table in one line."""
        import json

        inside = ", ".join(f"{name} = {json.dumps(one)}" for name, one in value.items())
        return f"{{{inside}}}"


def _server_problem(server: str) -> str:
    """Why an address cannot be that of a server; empty if it can."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(server)
        port = parts.port
    except ValueError:
        return "it is not an address"
    plain = server.isascii() and server.isprintable() and " " not in server
    if not plain or not parts.hostname or port == 0 or len(server) > _WORD_LONGEST:
        return "an address, as https://example.com"
    if parts.username is not None or parts.query or parts.fragment:
        return "an address and a path, nothing else"
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
        return ""
    return "an address that begins with https://"


def _is_md5(key: str) -> bool:
    return len(key) == 32 and all(one in "0123456789abcdef" for one in key.lower())


def _is_command(words: Any) -> bool:
    return (
        isinstance(words, list)
        and 0 < len(words) <= _WORDS_MOST
        and all(isinstance(word, str) and len(word) <= _WORD_LONGEST for word in words)
        and bool(words[0])
        and not any("\0" in word for word in words)
    )


def keys_of(command: str, value: Any) -> tuple[str, ...]:
    """The keys of one command in written form: none, one, several separated by blanks, a list."""
    listed = value if isinstance(value, list) else [value]
    words: list[str] = []
    for one in listed:
        if type(one) is int and 0 <= one <= 9:
            words.append(str(one))
        elif isinstance(one, str):
            words += one.split() or (["space"] if one else [])
        else:
            raise ValueError(f'keys: {command!r} needs a key, a list of keys, or "" for none')
    return tuple(dict.fromkeys(words))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
