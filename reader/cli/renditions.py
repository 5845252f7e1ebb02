"""Bold, underlined and coloured words of a text that other programs sent, as spans of its story.

The rule: what is kept is one of a few looks that every theme has; nothing of a sequence reaches the
terminal. A line that the story shows otherwise than it came has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from reader.cleaning import clean
from reader.lazy_pattern import lazy_pattern
from reader.story import Span, SpanKind, Story
from reader.value import NamedTuple

_MOST = 200_000
"""Spans that are kept; the rest is plain."""
_TABS = 8
_GREY = 0.25
"""Saturation below which a colour is a shade of grey, and the brightness below which it is dim."""
_DIM = 0.55

_SEQUENCES = lazy_pattern(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # colours and the like (ECMA-48, 5.4)
    rb"|\x1b\][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)"  # links and titles
    rb"|\x1b[()][0-9A-Za-z]|\x1b[=>78cMDEH]"
)
_STRUCK = lazy_pattern(rb"(?:[\x20-\x7e\t]|[\xc2-\xf4][\x80-\xbf]+)?\x08")
"""A letter that the next one overprints: `_` to underline it, itself to make it bold. With no
letter left to overprint, going back does nothing.
"""
_ENDS = lazy_pattern(rb"\r\n|[\n\r\f]")
_TOKENS = lazy_pattern(
    r"\x1b\[(?P<look>[0-9:;]{0,100})m"
    r"|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)"
    r"|\x1b[()][0-9A-Za-z]|\x1b[=>78cMDEH]"
    r"|(?P<struck>.?)\x08"
)
_HUES = (
    None,  # black and white are the page's own colours
    SpanKind.RED,
    SpanKind.GREEN,
    SpanKind.YELLOW,
    SpanKind.BLUE,
    SpanKind.MAGENTA,
    SpanKind.CYAN,
    None,
)
_AROUND = (
    SpanKind.RED,
    SpanKind.YELLOW,
    SpanKind.GREEN,
    SpanKind.CYAN,
    SpanKind.BLUE,
    SpanKind.MAGENTA,
)
"""The hues at every sixth of the colour circle."""


class SentLook(NamedTuple):
    """How letters are to look, as Select Graphic Rendition says it (ECMA-48, 8.3.117)."""

    strong: bool = False
    emphasis: bool = False
    underline: bool = False
    reverse: bool = False
    colour: SpanKind | None = None

    @property
    def kinds(self) -> Iterator[SpanKind]:
        """The looks that are kept."""
        if self.strong or self.reverse:
            yield SpanKind.STRONG
        if self.emphasis:
            yield SpanKind.EMPHASIS
        if self.underline:
            yield SpanKind.UNDERLINE
        if self.colour is not None:
            yield self.colour


_PLAIN = SentLook()
_CHANGES: Mapping[int, Callable[[SentLook], SentLook]] = MappingProxyType(
    {
        0: lambda _: _PLAIN,
        1: lambda look: look._replace(strong=True),
        2: lambda look: look._replace(colour=SpanKind.DIM),
        3: lambda look: look._replace(emphasis=True),
        4: lambda look: look._replace(underline=True),
        7: lambda look: look._replace(reverse=True),
        21: lambda look: look._replace(underline=True),
        22: lambda look: look._replace(
            strong=False, colour=None if look.colour is SpanKind.DIM else look.colour
        ),
        23: lambda look: look._replace(emphasis=False),
        24: lambda look: look._replace(underline=False),
        27: lambda look: look._replace(reverse=False),
        39: lambda look: look._replace(colour=None),
    }
)


def without_renditions(data: bytes) -> bytes:
    """The text without colours, links and overprinted letters."""
    if b"\x1b" in data:
        data = _SEQUENCES.sub(b"", data)
    return _STRUCK.sub(b"", data) if b"\x08" in data else data


def renditions(data: bytes, story: Story) -> tuple[Span, ...]:
    """The spans of a story that shows what came line by line, as it was sent."""
    if b"\x1b" not in data and b"\x08" not in data:
        return ()
    found: list[Span] = []
    look = _PLAIN
    lines = _lines_of(story.text)
    for sent in _ENDS.split(data):
        if b"\x1b" not in sent and b"\x08" not in sent and look == _PLAIN:
            if sent.strip():  # the story has no blank lines
                next(lines, None)
            continue
        pieces, look = _pieces(sent.decode(story.source.encoding, "replace"), look)
        if any(text.strip() for text, _ in pieces) and (line := next(lines, None)):
            found += _spans(pieces, line, story.text)
        if len(found) > _MOST:
            break
    return tuple(found)


class _ShownLine(NamedTuple):
    """A line of a story."""

    start: int
    end: int


def _lines_of(text: str) -> Iterator[_ShownLine]:
    start = 0
    for line in text.split("\n"):
        yield _ShownLine(start, start + len(line))
        start += len(line) + 1


def _pieces(sent: str, look: SentLook) -> tuple[list[tuple[str, SentLook]], SentLook]:
    """A line as pieces of one look, and the look that the next line begins with."""
    pieces: list[tuple[str, SentLook]] = []
    struck = ""
    at = 0
    for token in [*_TOKENS.finditer(sent), None]:
        text = sent[at : token.start() if token else len(sent)]
        if text and struck:
            pieces.append((text[0], _overstruck(struck, text[0], look)))
            text, struck = text[1:], ""
        if text:
            pieces.append((text, look))
        if token is not None:
            at = token.end()
            struck += token["struck"] or ""
            look = look if token["look"] is None else _changed(look, token["look"])
    return pieces, look


def _overstruck(struck: str, letter: str, look: SentLook) -> SentLook:
    """The look of an overprinted letter."""
    strong = look.strong or letter in struck
    underline = look.underline or ("_" in struck and letter != "_")
    return look._replace(strong=strong, underline=underline)


def _changed(look: SentLook, parameters: str) -> SentLook:
    """The look after a sequence."""
    codes = iter([int(one) if one else 0 for one in parameters.replace(":", ";").split(";")])
    for code in codes:
        if code in (38, 48):
            colour = _extended(codes)
            look = look._replace(colour=colour) if code == 38 else look
        elif 30 <= code <= 37 or 90 <= code <= 97:
            look = look._replace(colour=SpanKind.DIM if code == 90 else _HUES[code % 10])
        elif code in _CHANGES:
            look = _CHANGES[code](look)
    return look


def _extended(codes: Iterator[int]) -> SpanKind | None:
    """One of 256 colours, or an RGB value."""
    if next(codes, 0) == 2:
        return _nearest([next(codes, 0) / 255 for _ in range(3)])
    number = next(codes, 0)
    if number < 16:
        return SpanKind.DIM if number == 8 else _HUES[number % 8]
    if number < 232:
        steps = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
        return _nearest([(55 + 40 * step if step else 0) / 255 for step in steps])
    return _nearest([(8 + 10 * (number - 232)) / 255] * 3)


def _nearest(parts: list[float]) -> SpanKind | None:
    """The hue of a colour; none for a grey, which is dim if it is dark."""
    from colorsys import rgb_to_hsv

    hue, saturation, value = rgb_to_hsv(*parts)
    if saturation < _GREY:
        return SpanKind.DIM if 0 < value < _DIM else None
    return _AROUND[round(hue * 6) % 6]


def _spans(pieces: Iterable[tuple[str, SentLook]], line: _ShownLine, text: str) -> Iterator[Span]:
    """The spans of a line, if it is shown as it came."""
    made: list[tuple[int, int, SentLook]] = []
    shown, column = "", 0
    for piece, look in pieces:
        before = " " * (column % _TABS)
        part = (before + piece).expandtabs(_TABS)[len(before) :]
        made.append((column, column + len(part), look))
        shown += part
        column += len(part)
    shown = clean(shown).rstrip()
    margin = len(shown) - (line.end - line.start)  # the block covers it
    if margin < 0 or shown[:margin].strip() or shown[margin:] != text[line.start : line.end]:
        return
    for start, end, look in made:
        start, end = max(start, margin) - margin, min(end, len(shown)) - margin
        for kind in look.kinds if start < end else ():
            yield Span(line.start + start, line.start + end, kind)
