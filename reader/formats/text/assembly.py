"""The pieces of a file gathered into one story.

The rule: a piece is read, drafted and gathered before the next is begun, and whoever waits is told
the progress each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

from reader.formats.choices import Choices
from reader.formats.text.corrections import set_off
from reader.formats.text.draft import Draft, Gathered, gathering
from reader.formats.text.drawings import may_count
from reader.formats.text.headings.body import Short, short_blocks
from reader.formats.text.headings.chapters import drop_copies, take_marks
from reader.formats.text.marks import SLASHES_ENOUGH, Hyphens, Pair, slashes, take_out
from reader.formats.text.matter.head_lines import REACH
from reader.formats.text.metadata import Matter
from reader.formats.text.paragraphs import (
    SAMPLE,
    SAMPLES,
    draft_blocks,
    sampled,
    shape_of,
    whole_chunks,
)
from reader.formats.text.rows import SOFT
from reader.formats.text.runs import Pieces, Settled
from reader.formats.text.stretches import evened, stretches_of
from reader.formats.text.survey import Shape
from reader.story import BlockKind, Span
from reader.value import NamedTuple

_BY_LINE = Shape(0, indented=True, by_line=True, prosy=False, why="so it is in this form")
_OUTER = Shape(72, indented=False, by_line=False, prosy=True, why="")
_BESIDE_TENS = frozenset(["IX", "XI", "XIX", "XXI", "XXIX", "XXXI", "W"])
_AROUND = " .=_*~-–—[]()"
_LONG = 1_000_000
"""Bytes from which there is no room for the text twice."""


class Zone(IntEnum):
    """Where a piece belongs."""

    FRONT = 0
    BODY = 1
    BACK = 2


class Drafted(NamedTuple):
    """A file's blocks and what is known of its body."""

    gathered: Gathered
    shape: Shape
    short: Short
    """Blocks of the body that are short enough for a heading."""
    slashed: bool
    """Whether slashes were its marks of emphasis."""
    hyphens: Hyphens
    others: tuple[Shape, ...] = ()
    """The shapes of stretches that were read differently from the rest."""


def draft_all(
    pieces: Pieces, matter: Matter, choices: Choices, tell: Callable[[float], object]
) -> Drafted:
    """All blocks of a file; a second time if only the whole shows how it marks or divides words."""
    if choices.raw:
        matter = Matter(0, len(pieces.head.text) + len(pieces.tail.text))
    shape = _BY_LINE if matter.by_line else shape_of(_samples(pieces, matter, choices), choices)
    pieces.spaced = shape.spaced
    first = _Drafting(pieces, matter, choices, shape)
    drafted = first.run(tell)
    slashed = SLASHES_ENOUGH <= first.slashes > len(drafted.gathered.spans)
    joins = drafted.hyphens.judged(drafted.gathered.text)
    if not slashed and not joins:
        return drafted
    del first, drafted  # there may be no room for two
    return _Drafting(pieces, matter, choices, shape, slashed=slashed, joins=joins).run(tell)


def _samples(pieces: Pieces, matter: Matter, choices: Choices) -> Iterator[str]:
    """Stretches of the body from all over the file, as they are drafted."""
    head = pieces.head.text
    if not pieces.tail.text:
        yield from sampled(_converted(head[matter.start : matter.end], matter, choices)[0])
        return
    yield whole_chunks(_converted(head[matter.start :][:SAMPLE], matter, choices)[0])
    for stretch in pieces.samples(SAMPLES - 1, SAMPLE):
        yield whole_chunks(_converted(stretch, matter, choices)[0])


def _converted(text: str, matter: Matter, choices: Choices) -> tuple[str, str]:
    """The text as its notation means it, and what of it is hidden."""
    hidden: list[str] = []
    if matter.hidden:
        from reader.formats.text.corrections import without_matches

        text, lines = without_matches(text, matter.hidden)
        hidden.append(lines)
    if choices.hidden and not choices.raw:
        from reader.formats.text.corrections import without_wished

        text, lines = without_wished(text, choices.hidden)
        hidden.append(lines)
    if matter.convert:
        text = matter.convert(text)
        if not choices.ruby:
            from reader.formats.text.matter.aozora import without_readings

            text, readings = without_readings(text)
            hidden.append(readings)
    return set_off(text, choices.headings), "\n".join(filter(None, hidden))


class _Drafting:
    """The pieces of one file on their way to a story."""

    def __init__(
        self,
        pieces: Pieces,
        matter: Matter,
        choices: Choices,
        shape: Shape,
        *,
        slashed: bool = False,
        joins: frozenset[Pair] = frozenset(),
    ) -> None:
        self._pieces = pieces
        self._matter = matter
        self._choices = choices
        self._shape = shape
        self._outer = shape if shape.width or matter.by_line else _OUTER
        self._slashed = slashed
        self._gathered = gathering(long=pieces.size > _LONG)
        self._short: Short = {}
        self._hidden: list[str] = []
        self._others: list[Shape] = []
        self._last: BlockKind | None = None
        self._before = ""
        self._hyphens = Hyphens(joins)
        self.slashes = 0

    def run(self, tell: Callable[[float], object]) -> Drafted:
        """Gather everything; the progress callback may end it."""
        gathered = self._gathered
        zone = Zone.FRONT
        for now, piece, share in self._zones():
            if now is not zone:
                self._enter(now)
                zone = now
            if piece.text:
                self._add(piece, body=zone is Zone.BODY)
            tell(0.9 * share)
        if any(self._hidden):
            notes = Draft()
            notes.add("\n".join(filter(None, self._hidden)), BlockKind.LIST)
            gathered.add(notes, ())
        gathered.finish()
        _settle_crosses(gathered, self._short)
        return Drafted(
            gathered,
            self._shape,
            self._short,
            self._slashed,
            self._hyphens,
            tuple(self._others),
        )

    def _enter(self, zone: Zone) -> None:
        """Begin a zone: what came before it says nothing about what is in it."""
        self._last = None
        if zone is Zone.BODY:
            self._gathered.first = len(self._gathered.kinds)
        else:
            self._gathered.last = len(self._gathered.kinds)

    def _add(self, piece: Settled, *, body: bool) -> None:
        text, eastern = piece
        if not body:
            self._draft(text, self._outer, eastern=eastern, body=False)
            return
        if self._matter.title_lines and len(self._gathered.kinds) == self._gathered.first:
            head = text[:REACH]  # in which the title page was found
            text = set_off(head, self._matter.title_lines) + text[REACH:]
        text, hidden = _converted(text, self._matter, self._choices)
        self._hidden.append(hidden)
        eastern = eastern or self._matter.convert is not None  # its marks are of that range
        if not self._shape.mixed or self._choices.raw:
            self._draft(text, self._shape, eastern=eastern, body=True)
            return
        for part, shape in stretches_of(text, self._shape):
            if shape is not self._shape:
                self._others.append(shape)
            self._draft(part, shape, eastern=eastern, body=True)

    def _draft(self, text: str, shape: Shape, *, eastern: bool, body: bool) -> None:
        """Draft a text of one shape and gather its blocks."""
        if body:
            text = evened(text, shape)
        draft = draft_blocks(text, shape, self._choices, eastern=eastern, before=self._last)
        self._last = draft.last
        if draft.divided or SOFT in text:
            self._hyphens.settle(draft)
        spans: Sequence[Span] = ()
        if body and not self._choices.raw:
            spans = self._marks_of(draft, text)
        if body:
            self._short.update(short_blocks(draft, len(self._gathered.kinds)))
        self._gathered.add(draft, spans)

    def _marks_of(self, draft: Draft, text: str) -> list[Span]:
        """Take the marks out of a draft of the body; return the spans."""
        if "#" in text:
            take_marks(draft)
        self._hidden += drop_copies(draft, self._before)
        self._before = draft.texts[-1] if draft.texts else ""
        signed = self._matter.convert is not None
        if "/" in text and not self._slashed:
            self.slashes += slashes(draft)
        at = self._gathered.starts[-1]
        return take_out(draft, text, at, signed=signed, slashed=self._slashed)

    def _zones(self) -> Iterator[tuple[Zone, Settled, float]]:
        """The pieces with their zones, cut where a zone ends within one; zones in order.

        The offsets of the matter are counted as if the tail came right after the head.
        """
        head, tail = self._pieces.head, self._pieces.tail
        start, end = self._matter.start, self._matter.end
        size = len(head.text)
        if 0 < start - size <= len(tail.text) - len(tail.text.lstrip("\n")):
            start = size  # the newlines between were taken for those at the head's end
        between = Zone.FRONT if start > size else Zone.BODY if end > size else Zone.BACK
        for zone, piece in _cut(head, start, end):
            if zone <= between:
                yield zone, piece, 0.0
        for piece, share in self._pieces.middle():
            yield between, piece, share
        for zone, piece in _cut(tail, start - size, end - size):
            if zone >= between:
                yield zone, piece, 1.0


def _settle_crosses(gathered: Gathered, short: Short) -> None:
    """Make scene breaks of lines of crosses in a text that does not count in Roman numerals."""
    crosses = [i for i, text in short.items() if "X" in text and may_count(text)]
    if crosses and not any(text.strip(_AROUND) in _BESIDE_TENS for text in short.values()):
        for index in crosses:
            gathered.kinds[index] = BlockKind.BREAK
            del short[index]


def _cut(piece: Settled, start: int, end: int) -> Iterator[tuple[Zone, Settled]]:
    """The parts of a piece before, in and after the body."""
    text, eastern = piece
    start, end = max(0, start), max(0, end)
    for zone, part in zip(Zone, (text[:start], text[start:end], text[end:]), strict=True):
        yield zone, Settled(part, eastern)
