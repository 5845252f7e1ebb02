"""The names of keys: as they stand on a keyboard, as people write them, and the screen library's.

The rule: the first are shown, both of the first are understood, and nobody meets the third.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import cache

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
"""What a terminal cannot tell from another key."""
_RARE = range(0xA1, 0x20000)
"""Where signs are looked for that are on some keyboards only."""
_ORDER = ("alt", "ctrl", "hyper", "meta", "shift", "super")


def shown_key(key: str) -> str:
    """A key as it stands on the keyboard: `ctrl+l` is `Ctrl-L`, `pagedown` is `PgDn`; no key, none.

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
    """A sign whose name has a hyphen, which the screen library does not tell from a blank."""
    return next((sign for sign in map(chr, _RARE) if _unicode_name(sign) == name), name)


def _unicode_name(sign: str) -> str:
    """A sign's name as the screen library spells it; empty where it has none."""
    return unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")


def written_key(key: str) -> str:
    """A key as it is best written into the settings; `read_key` reads it back."""
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
        raise ValueError(f"{text!r} is not a key; write the sign that it types")
    key = "+".join([*sorted(held, key=_ORDER.index), name])
    return _THE_SAME.get(key, key)


def _parted(text: str) -> tuple[list[str], str]:
    """The keys that are held, and the one that is pressed."""
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
            raise ValueError(f"{text!r} is a sign that no key has")
        return (last.lower() if held else last) if last.isalnum() else _sign_name(text, last)
    name = last.lower().replace(" ", "_")
    name = _ALSO.get(name, name)
    if name in _NAMED or name in _SIGN_OF:
        return name
    raise ValueError(f"{text!r} is not a key{_meant(name)}")


def _sign_name(text: str, sign: str) -> str:
    name = _SIGNS.get(sign) or _unicode_name(sign)
    if not name:
        raise ValueError(f"{text!r} is a sign that no key has")
    return name


def _meant(name: str) -> str:
    from difflib import get_close_matches

    if "," in name:
        return "; put blanks between keys"
    near = get_close_matches(name, [*_NAMED, *_ALSO, *_SIGN_OF], 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def is_typed(key: str) -> bool:
    """Whether a key writes a sign where something is typed."""
    return key == "space" or ("+" not in key and key not in _NAMED)
