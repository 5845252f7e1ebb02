"""Keys: their names, and which commands they give, by the table and the reader's settings.

The rule: the names shown are those on a keyboard; these and what people write are understood, and
nobody meets the screen library's. Any settings make some keymap, and whatever is wrong with them is
said in words. On a key that two commands have, the reader's own choice wins over the table, and the
more special place over the more general one. Nothing here knows a widget.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache

from reader.commands.command import TOGETHER, Command, Place
from reader.commands.table import BY_ID, COMMANDS
from reader.value import NamedTuple

_SHOWN = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
_SIGNS = {
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
_SIGN_OF = {name: sign for sign, name in _SIGNS.items()}
_NAMED = frozenset(
    (
        "space", "enter", "tab", "escape", "backspace", "delete", "insert", "home", "end",
        "pageup", "pagedown", "up", "down", "left", "right",
    )
) | {f"f{number}" for number in range(1, 25)}  # fmt: skip
_ALSO = {
    "pgdn": "pagedown", "pgdown": "pagedown", "page_down": "pagedown", "pagedn": "pagedown",
    "pgup": "pageup", "page_up": "pageup",
    "esc": "escape", "del": "delete", "ins": "insert", "return": "enter", "bs": "backspace",
    "spacebar": "space", "hyphen": "minus", "dash": "minus", "equals": "equals_sign",
    "percent": "percent_sign", "star": "asterisk", "backtick": "grave_accent",
    "period": "full_stop", "dot": "full_stop",
    "↑": "up", "↓": "down", "←": "left", "→": "right",
}  # fmt: skip
_MODIFIERS = ("alt", "ctrl", "super", "hyper", "meta", "shift")
_ALSO_HELD = {
    "control": "ctrl", "c": "ctrl", "option": "alt", "opt": "alt", "a": "alt", "m": "alt",
    "s": "shift", "cmd": "super", "win": "super",
}  # fmt: skip
_THE_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""Keys that a terminal cannot tell from others."""
_RARE = range(0xA1, 0x20000)
"""Where signs are looked for that are on some keyboards only."""
_ORDER = ("alt", "ctrl", "hyper", "meta", "shift", "super")


def shown_key(key: str) -> str:
    """A key as named on the keyboard: `ctrl+l` is `Ctrl-L`, `pagedown` is `PgDn`; empty for no key.

    Whatever does not name a key is shown as it is.
    """
    *modifiers, last = key.split("+")
    named = _SHOWN.get(last) or _SIGN_OF.get(last) or _sign_named(last)
    if modifiers and len(named) == 1:
        named = named.upper()
    return "-".join([*(modifier.capitalize() for modifier in modifiers), named])


def _sign_named(name: str) -> str:
    if len(name) == 1 or name in _NAMED:
        return name if len(name) == 1 else name.capitalize()
    if not name:
        return ""
    with suppress(KeyError):
        return unicodedata.lookup(name.replace("_", " "))
    return _rare_sign(name)


@cache
def _rare_sign(name: str) -> str:
    """A character whose name has a hyphen, which the screen library confuses with a space."""
    return next((sign for sign in map(chr, _RARE) if _unicode_name(sign) == name), name)


def _unicode_name(sign: str) -> str:
    """A character's name as the screen library spells it; empty if it has none."""
    return unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")


def written_key(key: str) -> str:
    """A key in the best form for the settings; `read_key` reads it back."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _SIGN_OF.get(last, last)])


def read_key(text: str) -> str:
    """A key as the screen library names it, from what stands in the settings.

    Capitals count in a single letter only: `G` is Shift and `g`, `Ctrl-G` and `ctrl+g` are one.

    Raises:
        ValueError: no keyboard has this key; the message says why, as a part of a sentence.
    """
    if not text:
        raise ValueError("a key name cannot be empty")
    held, last = _parted(text)
    if len(held) > len(set(held)):
        raise ValueError(f"{text!r} names a key twice")
    name = _last_name(text, last, held)
    if held == ["shift"] and len(name) == 1 and name.isalpha():
        return name.upper()
    if held == ["shift"] and is_typed(name) and name != "space":
        raise ValueError(f"{text!r} is not a key; write the character it types")
    key = "+".join([*sorted(held, key=_ORDER.index), name])
    return _THE_SAME.get(key, key)


def _parted(text: str) -> tuple[list[str], str]:
    """The modifiers, and the key that is pressed."""
    held: list[str] = []
    rest = text
    while len(rest) > 1:
        cut = next((at for at, sign in enumerate(rest) if sign in "+-" and at), 0)
        if not cut or not rest[cut + 1 :]:
            break
        word = rest[:cut].lower()
        modifier = _ALSO_HELD.get(word, word)
        if modifier not in _MODIFIERS:
            break
        held.append(modifier)
        rest = rest[cut + 1 :]
    return held, rest


def _last_name(text: str, last: str, held: list[str]) -> str:
    if len(last) == 1 and last not in _ALSO:
        if last == " ":
            return "space"
        if not last.isprintable():
            raise ValueError(f"{text!r} is not a key")
        return (last.lower() if held else last) if last.isalnum() else _sign_name(text, last)
    name = last.lower().replace(" ", "_")
    name = _ALSO.get(name, name)
    if name in _NAMED or name in _SIGN_OF:
        return name
    raise ValueError(f"{text!r} is not a key{_meant(name)}")


def _sign_name(text: str, sign: str) -> str:
    name = _SIGNS.get(sign) or _unicode_name(sign)
    if not name:
        raise ValueError(f"{text!r} is not a key")
    return name


def _meant(name: str) -> str:
    from difflib import get_close_matches

    if "," in name:
        return "; put spaces between keys"
    near = get_close_matches(name, [*_NAMED, *_ALSO, *_SIGN_OF], 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def is_typed(key: str) -> bool:
    """Whether a key types a character in a text field."""
    return key == "space" or ("+" not in key and key not in _NAMED)


Chosen = Mapping[str, tuple[str, ...]]
"""Command id → its keys by the screen library's names; a command that is not in it has its own."""


class KeySettings(NamedTuple):
    """What the settings say about keys."""

    chosen: Chosen
    problems: tuple[str, ...]
    """A sentence for each thing that was wrong and left out."""
    clashes: tuple[str, ...]
    """A sentence for each key that has moved from one command to another."""

    @property
    def told(self) -> tuple[str, ...]:
        """All that the reader should know about it."""
        return (*self.problems, *self.clashes)


def read_keymap(written: Mapping[str, Sequence[str]]) -> KeySettings:
    """Understand the settings' table of keys: command id → keys as they are written there."""
    chosen: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, words in written.items():
        command = BY_ID.get(name)
        if command is None:
            problems.append(f"keys: there is no command {name!r}{_key_meant(name)}")
            continue
        keys, wrong = _keys(command, words)
        problems += wrong
        if keys or not words:
            chosen[name] = keys
    return KeySettings(chosen, tuple(problems), tuple(_clashes(chosen)))


def _key_meant(name: str) -> str:
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
                f"keys: {command.id}: {word!r} types text there; choose a key such as F2 or Alt-C"
            )
        elif key not in keys:
            keys.append(key)
    return tuple(keys), problems


def keys_now(command: Command, chosen: Chosen) -> tuple[str, ...]:
    """The keys that a command is given, whether or not another takes them from it."""
    return chosen.get(command.id, command.keys)


def resolved(commands: Iterable[Command], chosen: Chosen) -> dict[str, tuple[Command, ...]]:
    """Key → the commands it asks for, where these can be given together.

    Those that mean something only at times come first. Of the others only the one that the reader
    gave the key to remains; without one, the order of the table holds.
    """
    rivals = _rivals(commands, chosen)
    return {key: _ranked(key, some, chosen) for key, some in rivals.items()}


def _rivals(commands: Iterable[Command], chosen: Chosen) -> dict[str, list[Command]]:
    """Key → the commands that it is assigned to."""
    found: dict[str, list[Command]] = {}
    for command in commands:
        for key in keys_now(command, chosen):
            found.setdefault(key, []).append(command)
    return found


def _ranked(key: str, rivals: Sequence[Command], chosen: Chosen) -> tuple[Command, ...]:
    sometimes = [command for command in rivals if command.sometimes]
    always = [command for command in rivals if not command.sometimes]
    own = [command for command in always if command.id in chosen and key not in command.keys]
    return (*sometimes, *(own[:1] or always))


def shown_keys(chosen: Chosen) -> dict[str, tuple[str, ...]]:
    """Command id → the keys that give it where it can be given, in order."""
    left = {command.id: list(keys_now(command, chosen)) for command in COMMANDS}
    for lost in _lost(chosen):
        if lost.key in left[lost.command.id]:
            left[lost.command.id].remove(lost.key)
    return {name: tuple(keys) for name, keys in left.items()}


class _Lost(NamedTuple):
    """A key that a command does not get, because another has it."""

    key: str
    command: Command
    winner: Command


def _lost(chosen: Chosen) -> list[_Lost]:
    lost: dict[tuple[str, str], _Lost] = {}
    for places in TOGETHER:
        for key, rivals in _rivals(together(places), chosen).items():
            winners = _ranked(key, rivals, chosen) if len(rivals) > 1 else rivals
            for command in rivals:
                if command not in winners:
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
    """A sentence for each key that the reader's choice has taken from another command."""
    told = []
    for key, command, winner in _lost(chosen):
        left = [one for one in shown_keys(chosen)[command.id] if one != key]
        rest = f"{' '.join(map(shown_key, left))} stays" if left else "no key is left"
        told.append(
            f"keys: {shown_key(key)} is now {winner.label!r} ({winner.id}), no longer"
            f" {command.label!r} ({command.id}: {rest})"
        )
    return told
