"""The terminal's answers about its background, taken out of what is typed.

The rule: nobody waits for the answer, and whenever it comes, in one piece or in several, no part
of it is taken for a key. Questions and answers are those of xterm (OSC 11), and of terminals that
report a change by themselves (mode 2031, `CSI ? 997 ; 1 or 2 n`).
"""

from __future__ import annotations

from collections.abc import Mapping
from re import Match

from reader.deferred import deferred
from reader.paint.ansi import Depth
from reader.terminal.colours import depth

QUESTION = "\x1b]11;?\x07"
TELL = "\x1b[?2031h"
TELL_NO_MORE = "\x1b[?2031l"

_ANSWER = deferred(rb"\x1b\](1[0-9]);([^\x07\x1b]{0,80})(?:\x07|\x1b\\)|\x1b\[\?997;([12])n")
_BEGUN = deferred(
    rb"\x1b(?:\](?:1(?:[0-9](?:;[^\x07\x1b]{0,80}\x1b?)?)?)?|\[(?:\?(?:9(?:9(?:7(?:;[12]?)?)?)?)?)?)?$"
)
_PARTS = deferred(rb"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/.*)?")
_BACKGROUND = b"11"
_ESC = b"\x1b"
_DARK_NUMBERS = frozenset("01234568")
_HALF = 0.5
"""Of the brightness from which a background is light."""


class ReplyFilter:
    """Separates answers from keys."""

    def __init__(self, typed: bytes = b"") -> None:
        """`typed` is what came before and has not been passed on."""
        self._kept = typed
        self.waiting = False
        """Whether an answer is expected; then a lone Esc may be the beginning of it."""
        self.dark: bool | None = None
        """Whether the background is dark by the last answer; None before there is one."""

    @property
    def kept(self) -> bool:
        """Whether something is held back that may be an answer."""
        return bool(self._kept)

    def listen(self, data: bytes) -> bytes:
        """What was typed, without answers and without what may become one."""
        data, self._kept = self._kept + data, b""
        if _ESC not in data:
            return data
        waiting = self.waiting
        typed = _ANSWER.sub(self._heard, data)
        begun = _BEGUN.search(typed)
        if begun is not None and (waiting or begun[0] != _ESC):
            typed, self._kept = typed[: begun.start()], begun[0]
        return typed

    def release(self) -> bytes:
        """What was held back and has not become an answer."""
        kept, self._kept = self._kept, b""
        return kept

    def _heard(self, answer: Match[bytes]) -> bytes:
        kind, colour, told = answer.groups()
        dark = told == b"1" if told else _is_dark(colour) if kind == _BACKGROUND else None
        if dark is not None:
            self.dark, self.waiting = dark, False
        return b""


def _is_dark(colour: bytes) -> bool | None:
    """Whether a colour as X11 writes it is dark; None if it is not a colour."""
    match = _PARTS.fullmatch(colour)
    if match is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in match.groups())
    return bool(0.299 * red + 0.587 * green + 0.114 * blue < _HALF)


def can_tell(environ: Mapping[str, str]) -> bool:
    """Whether it is worth asking: the console never answers, and few colours leave no choice."""
    return depth(environ) >= Depth.MANY and not environ.get("TERM", "").startswith("linux")


def guess(environ: Mapping[str, str]) -> bool | None:
    """Whether the background is dark by COLORFGBG, which some terminals set; else None."""
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isdecimal():
        return None
    return number in _DARK_NUMBERS
