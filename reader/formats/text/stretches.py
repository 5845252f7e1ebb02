"""The stretches of a text: unlike ones each read by its own shape, and the blanks around them.

The rule: the file's shape applies unless another explains a stretch far better; poems and lists do
not matter here, since blocks are judged one by one anyway. Blanks are removed only if the whole
text has them in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.formats.text.evidence import evidence, scores
from reader.formats.text.rows import Row, cells, is_narrow, rows_of
from reader.formats.text.survey import Shape, survey
from reader.lazy_pattern import lazy_pattern

_CHUNKS = lazy_pattern(r"[^\n]+(?:\n[^\n]+)*")
_SIZE = 2_000
"""Characters of a stretch, which consists of whole chunks, or of whole lines."""
_REACH = 2 * _SIZE
_FEWEST = 8
"""Lines that show how long lines are."""
_NARROWER, _WIDER = 0.8, 1.3
"""Shares of the file's margin at which most of a stretch's lines should not end."""
_NINE_TENTHS = 0.9
_EVEN = 0.75
"""Lines at least this long, compared with the longest, are full."""
_PAGE = 100
"""Cells of a wrapped line, in a file that has none."""
_PROSE_LEAST = 56
"""Cells that most lines of verse do not reach."""
_CLEARLY, _BY_LINE = 8.0, 0.3
"""How much likelier another shape must be, as logarithms, in total and for each line."""


def are_unlike(samples: Sequence[str], shape: Shape) -> bool:
    """Whether some sample of a text has another shape than the text."""
    return any(_shape_of(text, shape, shape) is not shape for text in samples)


def _is_odd(text: str, shape: Shape) -> bool:
    """Whether lines are so long, or so short, that another shape may have made them."""
    lines = list(filter(None, text.split("\n")))
    if not lines:
        return False
    if len(lines) < _FEWEST:
        return len(text) > _PAGE * len(lines)
    sizes = sorted(map(len if is_narrow(text) else cells, lines))
    long = sizes[int(_NINE_TENTHS * len(sizes))]
    if shape.width:
        return not _NARROWER * shape.width <= long - shape.margin <= _WIDER * shape.width
    full = sum(size >= _EVEN * long for size in sizes)
    least = _PROSE_LEAST if shape.stands else 0
    return least <= long <= _PAGE and 2 * full >= len(sizes)


def stretches_of(text: str, shape: Shape) -> Iterator[tuple[str, Shape]]:
    """The stretches of a text with the shape of each; consecutive ones alike are joined."""
    begun, now, last = 0, shape, 0
    for end in _ends(text):
        own = _shape_of(text[last:end], shape, now)
        if not _are_alike(own, now):
            if last > begun:
                yield text[begun:last], now
            begun, now = last, own
        last = end
    yield text[begun:], now


def _ends(text: str) -> Iterator[int]:
    """Where stretches end: before blank lines, else before a line."""
    at = 0
    while len(text) - at > _REACH:
        end = text.find("\n\n", at + _SIZE, at + _REACH)
        if end < 0:
            end = text.find("\n", at + _SIZE)
        if end < 0:
            break
        yield end
        at = end
    yield len(text)


def _are_alike(one: Shape, other: Shape) -> bool:
    return one.by_line == other.by_line and abs(one.width - other.width) <= 0.06 * one.width


def _shape_of(text: str, shape: Shape, now: Shape) -> Shape:
    """The shape of one stretch: the file's, or its own, or that of the stretch before it.

    A shape other than the file's must explain it far better, or continue one that did. Only the
    lengths of its lines are tested first, as every file is tested.
    """
    if now is shape and not _is_odd(text, shape):
        return shape
    chunks = _CHUNKS.findall("\n".join(map(str.rstrip, text.split("\n"))))
    own = survey(chunks)
    pairs = [pair for chunk in chunks for pair in pairwise(rows_of(chunk))]
    usual = _chance(pairs, shape)
    if own.width or own.by_line:
        ahead = _chance(pairs, own) - usual
        if not _are_alike(own, shape) and ahead > max(_CLEARLY, _BY_LINE * len(pairs)):
            return now if _are_alike(own, now) else own
    return now if _chance(pairs, now) > usual else shape


def _chance(pairs: Sequence[tuple[Row, Row]], shape: Shape) -> float:
    """How well a shape explains lines, as a logarithm."""
    found = scores(evidence(pairs, shape.width), shape.capitals, shape.width, (shape.reading,))
    return found[shape.reading]


_GAP = lazy_pattern(r"\n(?:[ \t]*\n)+")
_SINGLES = 0.95
_LINES_FEWEST = 12
_LONG = 130
_LONG_MOST = 0.02
_ENDED = 0.1
_ENDS = frozenset(".!?。！？")
_PARTED = lazy_pattern(r"(?<=[.!?…。！？；：:”’」』）)\"])[ \u3000]{3,}(?=\S)")
"""Blanks between two paragraphs on one line."""
_VAST = 200
"""Characters of a line that holds more than one paragraph."""
_PARTED_LEAST = 0.5
_RUNS = lazy_pattern(r"(?<=\S) {2,}(?=\S)")


_EASTERN = "[\u3001-\u30ff\u3400-\u9fff\uff01-\uffef“”‘’…—]"
_SEGMENTS = lazy_pattern(f"(?<={_EASTERN}) (?={_EASTERN})")
"""A blank between two characters of Chinese or Japanese."""
_BLANK_EACH = 4
"""Characters for one blank in a text whose words are as short as those of Chinese."""
_BETWEEN_EASTERN = 0.5
"""The share of blanks that are between such characters, above which words are separated."""


def are_segmented(texts: Sequence[str]) -> bool:
    """Whether blanks separate the words of a text in Chinese or Japanese, as machines write it."""
    for text in texts:
        blanks = text.count(" ")
        if text.isascii() or _BLANK_EACH * blanks < len(text):
            return False
        if len(_SEGMENTS.findall(text)) < _BETWEEN_EASTERN * blanks:
            return False
    return bool(texts)


def without_segments(text: str) -> str:
    """A text in Chinese or Japanese without the blanks between its words."""
    return _SEGMENTS.sub("", text)


def evened(text: str, shape: Shape) -> str:
    """The text of a file of that shape."""
    if shape.segmented:
        text = without_segments(text)
    if shape.parted:
        text = parted(text)
    if shape.spaced:
        text = single_spaced(text)
    if shape.margin:
        text = re.sub(rf"(?m)^ {{1,{shape.margin}}}", "", text.expandtabs())
    return text


def single_spaced(text: str) -> str:
    """The text with one empty line fewer wherever there are any."""
    return _GAP.sub(lambda gap: "\n" * max(1, gap[0].count("\n") - 1), text)


def parted(text: str) -> str:
    """The text with a line for each paragraph, if blanks separate several on a long line."""
    return "\n".join(
        [
            _PARTED.sub("\n    ", f"    {line.lstrip()}") if len(line) > _VAST else line
            for line in text.split("\n")
        ]
    )


def may_be_parted(chunks: Sequence[str]) -> bool:
    """Whether blanks separate paragraphs within lines: most of the text is in such lines."""
    found = 0
    for chunk in chunks:
        lines = [line for line in chunk.split("\n") if len(line) > _VAST]
        found += sum(len(line) for line in lines if _PARTED.search(line))
    return found > _PARTED_LEAST * sum(map(len, chunks))


def without_padding(text: str) -> str:
    """Prose without the blanks that padded its lines."""
    return _RUNS.sub(" ", text) if "  " in text else text


def may_be_spaced(chunks: Sequence[str]) -> bool:
    """Whether an empty line may follow each line: nearly all stand alone, and none is long.

    Args:
        chunks: Stretches between empty lines.
    """
    count = len(chunks)
    if count < _LINES_FEWEST or sum("\n" not in chunk for chunk in chunks) < _SINGLES * count:
        return False
    return sum(len(chunk) > _LONG for chunk in chunks) <= _LONG_MOST * count


def is_broken(chunks: Sequence[str]) -> bool:
    """Whether sentences end within such lines, as they do if a margin breaks them."""
    return sum(not _ENDS.isdisjoint(chunk.rstrip()[:-2]) for chunk in chunks) >= _ENDED * len(
        chunks
    )
