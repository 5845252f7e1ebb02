"""What a terminal sends, cut into whole pieces, and its answers separated from what is typed.

The rule: a sequence arrives whole or not at all. One that breaks off, or is of a kind that no
terminal sends (ECMA-48), is dropped, and what follows it is read as if it had not been there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from re import Match, Pattern

from reader.lazy_pattern import lazy_pattern
from reader.paint.ansi import Depth
from reader.terminal.colours import depth

ESC = "\x1b"
PASTE, PASTE_END = "\x1b[200~", "\x1b[201~"
PASTED_MOST = 64_000
"""Characters of a paste that are kept; no answer to a question needs more."""

_LONGEST = 4096
"""Characters above which it is not a sequence; answers about the clipboard are long."""
_CODE_POINTS = 0x110000
_NUMBER_LONGEST = 7
_RELEASED = "3"
"""The event type for the release of a key."""

_WHOLE = lazy_pattern(
    r"\x1b(?:\[\[[^\x1b]|\[M[^\x1b]{3}|\[(?![M\[])[0-?]*[ -/]*[@-~]|O[0-?]*[@-~]"
    r"|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[O\]PX^_\x1b])"
)
_BEGUN = lazy_pattern(
    r"\x1b(?:\[(?:M[^\x1b]{0,2}|\[?|[0-?]*[ -/]*)|O[0-?]*|[\]PX^_][^\x07\x1b]*\x1b?)?\Z"
)
_BROKEN = lazy_pattern(r"\x1b(?:\[(?:M[^\x1b]*|\[|[0-?]*[ -/]*)|O[0-?]*|[\]PX^_][^\x07\x1b]*)?")
STRINGS = "]PX^_"
"""What follows Esc in a sequence with arbitrary content."""
_STRING_REST = lazy_pattern(r"[^\x07\x1b]*(\x07|\x1b\\|\x1b\Z|\Z)?")
_OTHER_REST = lazy_pattern(r"[0-?]*[ -/]*([@-~]|\Z)?")
"""The rest of a sequence, and what ends it; empty or Esc if more may come."""
_KEY = lazy_pattern(r"\x1b\[([0-9:;]*)([u~A-HPQRS])")


class Sequences:
    """Cuts a stream that arrives in parts of any length."""

    def __init__(self) -> None:
        self._held = ""
        self._rest: Pattern[str] | None = None
        """What the rest of an overlong sequence looks like, while it arrives."""
        self._pasted: list[str] | None = None
        self._room = PASTED_MOST

    @property
    def waiting(self) -> bool:
        """Whether the beginning of a sequence is held back."""
        return bool(self._held) and not self.flowing

    @property
    def flowing(self) -> bool:
        """Whether a paste, or a sequence that is being skipped, has begun and not ended."""
        return self._pasted is not None or self._rest is not None

    def cut(self, text: str) -> Iterator[str]:
        """The pieces that are complete now; a paste is one, between its marks."""
        text, self._held = self._held + text, ""
        at = self._skip(text) if self._rest is not None else 0
        while at < len(text):
            if self._pasted is not None:
                at = self._take_pasted(text, at)
                if at < len(text):
                    yield self._end_paste()
                continue
            esc = text.find(ESC, at)
            if esc != at:
                end = len(text) if esc < 0 else esc
                yield text[at:end]
                at = end
                continue
            piece, at = self._sequence(text, at)
            if piece == PASTE:
                self._pasted, self._room = [], PASTED_MOST + 1
            elif piece and piece != PASTE_END:
                yield piece

    def _sequence(self, text: str, at: int) -> tuple[str, int]:
        """The sequence that begins here, if complete, and where the next thing begins."""
        if whole := _WHOLE.match(text, at):
            return whole[0] if len(whole[0]) <= _LONGEST else "", whole.end()
        if _BEGUN.match(text, at):
            self._held = text[at:]
            if len(self._held) > _LONGEST:
                self._rest = _STRING_REST if self._held[1] in STRINGS else _OTHER_REST
                self._held = ESC if text.endswith(ESC) else ""
            return "", len(text)
        broken = _BROKEN.match(text, at)
        end = broken.end() if broken else at + 1
        return (ESC if end == at + 1 else ""), end

    def _skip(self, text: str) -> int:
        """Skip the rest of an overlong sequence; return where the next thing begins."""
        found = self._rest.match(text) if self._rest is not None else None
        if found is not None and found[1] in ("", ESC):
            self._held = found[1]
            return len(text)
        self._rest = None
        return found.end() if found is not None else 0

    def _take_pasted(self, text: str, at: int) -> int:
        """Keep pasted text; return where its end mark begins, or the end of the input so far."""
        end = text.find(PASTE_END, at)
        upto = end
        if end < 0:
            upto = next(
                (len(text) - n for n in range(5, 0, -1) if PASTE_END.startswith(text[-n:])),
                len(text),
            )
            upto = max(upto, at)
            self._held = text[upto:]
        kept = text[at : min(upto, at + self._room)]
        self._room -= len(kept)
        if self._pasted is not None:
            self._pasted.append(kept)
        return len(text) if end < 0 else end

    def _end_paste(self) -> str:
        pasted, self._pasted = "".join(self._pasted or ()), None
        return f"{PASTE}{pasted}{PASTE_END}"

    def release(self) -> Iterator[str]:
        """What nothing more will follow: Esc, Esc and a letter, a paste; the rest is dropped."""
        held = "" if self._rest is not None else self._held
        self._held, self._rest = "", None
        if self._pasted is not None:
            yield self._end_paste()
        elif 0 < len(held) <= len(ESC) + 1:
            yield held


def pasted_text(piece: str) -> str | None:
    """The text of a paste; None for other pieces."""
    return piece[len(PASTE) : -len(PASTE_END)] if piece.startswith(PASTE) else None


def plain_key(piece: str) -> str:
    """A key of the kitty protocol without what only some terminals report; empty for none.

    Alternate keys and event types are left out, and so is invalid text; the release of a key is not
    a key, nor is one whose number is not a character's.
    """
    found = _KEY.fullmatch(piece)
    if found is None or not found[1]:
        return piece
    code, modifiers, text = [*str(found[1]).split(";"), "", ""][:3]
    code = code.partition(":")[0]
    modifiers, _, kind = modifiers.partition(":")
    if kind.partition(":")[0] == _RELEASED or len(modifiers) > _NUMBER_LONGEST:
        return ""
    if code and not _is_character(code):
        return ""
    letters = ":".join(one for one in text.split(":") if _is_letter(one))
    fields = [code, modifiers, letters]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    return f"\x1b[{';'.join(fields)}{found[2]}"


def _is_character(number: str) -> bool:
    return len(number) <= _NUMBER_LONGEST and (
        int(number) < 0xD800 or 0xE000 <= int(number) < _CODE_POINTS
    )


def _is_letter(number: str) -> bool:
    """Whether the number is that of a character that may be typed into a line."""
    return bool(number) and _is_character(number) and chr(int(number)).isprintable()


QUESTION = "\x1b]11;?\x07"
TELL = "\x1b[?2031h"
TELL_NO_MORE = "\x1b[?2031l"

_ANSWER = lazy_pattern(rb"\x1b\](1[0-9]);([^\x07\x1b]{0,80})(?:\x07|\x1b\\)|\x1b\[\?997;([12])n")
_REPLY_BEGUN = lazy_pattern(
    rb"\x1b(?:\](?:1(?:[0-9](?:;[^\x07\x1b]{0,80}\x1b?)?)?)?|\[(?:\?(?:9(?:9(?:7(?:;[12]?)?)?)?)?)?)?$"
)
_PARTS = lazy_pattern(rb"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/.*)?")
_BACKGROUND = b"11"
_ESC = b"\x1b"
_DARK_NUMBERS = frozenset("01234568")
_HALF = 0.5
"""The share of brightness from which a background is light."""


class ReplyFilter:
    """Separates answers from keys."""

    def __init__(self, typed: bytes = b"") -> None:
        """`typed` is earlier input that has not been passed on."""
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
        begun = _REPLY_BEGUN.search(typed)
        if begun is not None and (waiting or begun[0] != _ESC):
            typed, self._kept = typed[: begun.start()], begun[0]
        return typed

    def release(self) -> bytes:
        """What was held back and did not become an answer."""
        kept, self._kept = self._kept, b""
        return kept

    def _heard(self, answer: Match[bytes]) -> bytes:
        kind, colour, told = answer.groups()
        dark = told == b"1" if told else _is_dark(colour) if kind == _BACKGROUND else None
        if dark is not None:
            self.dark, self.waiting = dark, False
        return b""


def _is_dark(colour: bytes) -> bool | None:
    """Whether a colour in X11 notation is dark; None if it is not a colour."""
    match = _PARTS.fullmatch(colour)
    if match is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in match.groups())
    return bool(0.299 * red + 0.587 * green + 0.114 * blue < _HALF)


def can_tell(environ: Mapping[str, str]) -> bool:
    """Whether asking is worthwhile: the console never answers, and few colours leave no choice."""
    return depth(environ) >= Depth.MANY and not environ.get("TERM", "").startswith("linux")


def guess(environ: Mapping[str, str]) -> bool | None:
    """Whether the background is dark by COLORFGBG, which some terminals set; else None."""
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isdecimal():
        return None
    return number in _DARK_NUMBERS
