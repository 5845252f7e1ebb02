"""The names of keys as they stand on a keyboard; the screen library's own are never shown."""

from __future__ import annotations

_SHOWN = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "percent_sign": "%",
    "colon": ":",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "apostrophe": "'",
    "grave_accent": "`",
    "asterisk": "*",
    "slash": "/",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "question_mark": "?",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def shown_key(key: str) -> str:
    """A key as it stands on the keyboard: `ctrl+l` is `Ctrl-L`, `pagedown` is `PgDn`."""
    *modifiers, last = key.split("+")
    named = _SHOWN.get(last, last if len(last) == 1 else last.capitalize())
    if modifiers and len(named) == 1:
        named = named.upper()
    return "-".join([*(modifier.capitalize() for modifier in modifiers), named])
