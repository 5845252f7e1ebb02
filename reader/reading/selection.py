"""A passage chosen by the keyboard: two characters of the story, one of which motions move.

The rule: a selection is a pair of offsets, not of cells, so it survives a turned page and another
size. Motions and objects are total: an impossible one leaves the selection as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader.lazy_pattern import lazy_pattern
from reader.paint.runs import offset_at
from reader.paint.speech import said_around
from reader.story import Offset, Range, Story
from reader.typeset.cells import clusters, shown, width
from reader.typeset.layout import Layout, Line
from reader.value import Value

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u30ff"
_LETTER = f"[^\\W{_HAN}{_KANA}]"
_WORD = lazy_pattern(f"[{_KANA}]+|[{_HAN}]|{_LETTER}+(?:['\u2019-]{_LETTER}+)*")
"""In scripts without spaces, a Chinese character is a word, and so is a run of kana."""
_NEAR = 2_000
"""Characters that are searched for the next word at a time."""
_MOST = 10_000
"""Motions that one count makes, at most."""


class Selection(Value):
    """A passage from one character to another, both included."""

    anchor: Offset
    head: Offset
    """The end that motions move."""

    def passage(self, story: Story) -> Range:
        """The selected part of the text."""
        low, high = sorted((self.anchor, self.head))
        return Range(low, _after(story, high))

    def exchanged(self) -> Selection:
        """The same passage with the other end moving."""
        return Selection(self.head, self.anchor)

    def moved(
        self, motion: str, count: int, story: Story, layout: Layout, page: Range
    ) -> Selection:
        """The head moved `count` times; a name of `MOTIONS`. `page` is the part that is shown."""
        move, head = MOTIONS[motion], self.head
        low, high = layout.bounds
        for _ in range(min(max(count, 1), _MOST)):
            there = move(head, story, layout, page)
            if not low <= there < high or there == head:
                break
            head = Offset(there)
        return self if head == self.head else self.replace(head=head)

    def widened(self, what: str, story: Story) -> Selection:
        """The object around the head instead; a name of `OBJECTS`."""
        found = OBJECTS[what](self.head, story)
        return self if found is None else selected(story, found)


def selected(story: Story, passage: Range) -> Selection:
    """The selection of a passage, with its end moving."""
    start, end = passage
    text = story.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    return Selection(Offset(start), Offset(_before(story, end) if end > start else start))


def first_word(story: Story, page: Range) -> Selection:
    """A selection of the first character of the first word that is shown."""
    found = _WORD.search(story.text, page.start, page.end)
    at = Offset(found.start() if found else page.start)
    return Selection(at, at)


# Characters


def _bounds(story: Story, at: int) -> Range:
    """The block that holds a character."""
    if not story.blocks:
        return Range(0, len(story.text))
    block = story.blocks[max(0, story.block_index(at))]
    return Range(block.start, block.end)


def _after(story: Story, at: int) -> int:
    """The end of the cluster at a character."""
    end = _bounds(story, at).end
    return next((stop for stop, _ in clusters(story.text, at, min(end, at + _NEAR))), at)


def _before(story: Story, at: int) -> int:
    """The start of the cluster that ends before a character of the same block."""
    low = max(_bounds(story, at - 1).start, at - _NEAR)
    low = max(low, *(story.text.rfind(blank, low, at - 1) for blank in " \n"))
    start = low
    for stop, _ in clusters(story.text, low, at):
        if stop >= at:
            break
        start = stop
    return start


def _right(at: int, story: Story, _: Layout, __: Range) -> int:
    there = _after(story, at)
    while there < len(story.text) and story.text[there] == "\n":
        there += 1
    return there


def _left(at: int, story: Story, _: Layout, __: Range) -> int:
    while at > 0 and story.text[at - 1] == "\n":
        at -= 1
    return _before(story, at) if at > 0 else at


# Words


def _next_word(at: int, story: Story, _: Layout, __: Range) -> int:
    there = _word_from(story, at, lambda start, _: start > at)
    return at if there is None else there.start


def _word_end(at: int, story: Story, _: Layout, __: Range) -> int:
    last = _word_from(story, at, lambda _, end: end > _after(story, at))
    return at if last is None else _before(story, last.end)


def _word_from(story: Story, at: int, wanted: Callable[[int, int], bool]) -> Range | None:
    """The first word at or after a character that satisfies this."""
    found = _word_at(story, at)
    start = at if found is None else found.start
    for match in _WORD.finditer(story.text, start):
        if wanted(match.start(), match.end()):
            return Range(*match.span())
    return None


def _previous_word(at: int, story: Story, _: Layout, __: Range) -> int:
    high = at
    while high > 0:
        low = max(0, high - _NEAR)
        starts = [match.start() for match in _WORD.finditer(story.text, low, at)]
        whole = [start for start in starts if start > low or low == 0]
        if whole:
            return whole[-1]
        high = low
    return at


def _word_at(story: Story, at: int) -> Range | None:
    """The word that holds a character."""
    low = max(_bounds(story, at).start, at - _NEAR)
    for match in _WORD.finditer(story.text, low, at + _NEAR):
        if match.start() <= at < match.end():
            return Range(*match.span())
    return None


# Sentences and paragraphs


def _next_sentence(at: int, story: Story, _: Layout, __: Range) -> int:
    """The last character of the sentence, or from there that of the next one."""
    end = story.sentence_range(at).end
    if _after(story, at) >= end:
        rest = story.text[end : end + _NEAR]
        start = end + len(rest) - len(rest.lstrip())
        end = story.sentence_range(start).end if start < len(story.text) else end
    return max(at, _before(story, end)) if end > at else at


def _previous_sentence(at: int, story: Story, _: Layout, __: Range) -> int:
    start = story.sentence_range(at).start
    if start < at:
        return start
    before = len(story.text[max(0, at - _NEAR) : at].rstrip()) + max(0, at - _NEAR)
    return story.sentence_range(before - 1).start if before > 0 else at


def _next_paragraph(at: int, story: Story, _: Layout, __: Range) -> int:
    """The last character of the paragraph, or from there that of the next one."""
    number = story.block_index(at)
    if number < 0:
        return at
    if _after(story, at) >= story.blocks[number].end and number + 1 < len(story.blocks):
        number += 1
    block = story.blocks[number]
    return max(at, _before(story, block.end)) if block.end > block.start else at


def _previous_paragraph(at: int, story: Story, _: Layout, __: Range) -> int:
    number = story.block_index(at)
    if number > 0 and story.blocks[number].start >= at:
        number -= 1
    return story.blocks[number].start if number >= 0 else at


# Lines and pages


def _cell(story: Story, line: Line, at: int) -> int:
    added = sum(gap.cells for gap in line.gaps if gap.at <= at)
    return line.indent + added + width(shown(story.text[line.start : at]))


def _by_lines(at: int, story: Story, layout: Layout, lines: int) -> int:
    here = layout.line_of(at)
    there = here + lines
    if not 0 <= there < layout.line_count:
        return at
    line = layout.line(there)
    found = offset_at(story, line, _cell(story, layout.line(here), at))
    return found if found < line.end else max(line.start, _before(story, line.end))


def _down(at: int, story: Story, layout: Layout, _: Range) -> int:
    return _by_lines(at, story, layout, 1)


def _up(at: int, story: Story, layout: Layout, _: Range) -> int:
    return _by_lines(at, story, layout, -1)


def _line_start(at: int, _: Story, layout: Layout, __: Range) -> int:
    return layout.line(layout.line_of(at)).start if layout.line_count else at


def _line_end(at: int, story: Story, layout: Layout, _: Range) -> int:
    if not layout.line_count:
        return at
    line = layout.line(layout.line_of(at))
    return _before(story, line.end) if line.end > line.start else line.start


def _page_start(_: int, story: Story, __: Layout, page: Range) -> int:
    text = story.text[page.start : page.end]
    return page.start + len(text) - len(text.lstrip()) if text.strip() else page.start


def _page_end(at: int, story: Story, _: Layout, page: Range) -> int:
    text = story.text[page.start : page.end].rstrip()
    return _before(story, page.start + len(text)) if text else at


Motion = Callable[[int, Story, Layout, Range], int]
MOTIONS: Mapping[str, Motion] = MappingProxyType(
    {
        "left": _left,
        "right": _right,
        "up": _up,
        "down": _down,
        "word.next": _next_word,
        "word.end": _word_end,
        "word.previous": _previous_word,
        "sentence.next": _next_sentence,
        "sentence.previous": _previous_sentence,
        "paragraph.next": _next_paragraph,
        "paragraph.previous": _previous_paragraph,
        "line.start": _line_start,
        "line.end": _line_end,
        "page.start": _page_start,
        "page.end": _page_end,
    }
)
"""Where each motion leads from a character, in a layout and from the part that is shown."""


# Objects


def _sentence(at: int, story: Story) -> Range:
    return story.sentence_range(at)


def _paragraph(at: int, story: Story) -> Range:
    return _bounds(story, at)


Finding = Callable[[int, Story], "Range | None"]
OBJECTS: Mapping[str, Finding] = MappingProxyType(
    {
        "iw": lambda at, story: _word_at(story, at),
        "aw": lambda at, story: _word_at(story, at),
        "is": _sentence,
        "as": _sentence,
        "ip": _paragraph,
        "ap": _paragraph,
        'i"': lambda at, story: said_around(story, at, inside=True),
        'a"': lambda at, story: said_around(story, at, inside=False),
    }
)
"""What is around a character: the word, sentence, paragraph, and what is said there.

Blanks around them are never included, so `i` and `a` differ only for what is said: `a` includes the
quotation marks.
"""


def sentences_within(story: Story, page: Range) -> list[Range]:
    """The whole sentences that are at least partly on a page, in the order of the text."""
    found: list[Range] = []
    at: int = page.start
    while at < page.end:
        sentence = story.sentence_range(at)
        said = any(map(str.isalnum, story.text[slice(*sentence)]))
        if said and sentence not in found[-1:]:
            found.append(sentence)
        at = max(sentence.end, at + 1)
        while at < page.end and story.text[at].isspace():
            at += 1
    return found
