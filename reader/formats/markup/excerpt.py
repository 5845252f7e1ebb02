"""Parts of a long file that is one document: a glance for the shelf, and the text at a place.

The rule: a glance reads the beginning, and estimates the length of the whole from its share. Around
a place it is cut where paragraphs begin, under the elements that hold them; where it is not certain
that the words of the place are there, or the cut is in doubt, the whole is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import PurePath

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Parse, Stretch
from reader.formats.markup.book import Told, story_of
from reader.formats.markup.builder import Builder
from reader.formats.text.matter.names import title_from_name
from reader.lazy_pattern import lazy_pattern
from reader.story import Excerpt, Range, Story, count_words
from reader.value import Value

_SHORT = 4
"""A document shorter than this many times what is shown is read as a whole."""
_OPENING = 16 << 10
"""Characters at the beginning within which a story says what it is."""
_DEEPEST = 64
"""Elements around a paragraph at most; if there are more, some were never closed."""
_NEAR = 1 << 18
_REACH = 32 << 10
"""Characters within which another paragraph must begin."""
_WORDS_MOST = 12
_SMALL = "⁰¹²³⁴-₎"
"""Signs that represent images of the document in the text."""
_WORD = lazy_pattern(rf"(?:(?![{_SMALL}])\w)+")
TAGS = r"[^\w<&]|\d|<[^<>]{0,400}>|&#?\w{1,8};"
"""Anything between two words of markup."""

Made = Callable[[str], Story]
"""From the head, the tags around a part, and the part, to the story of that part."""
Held = Callable[[str, int, int], str | None]
"""What must precede the part of a document that begins at the second offset, so that it reads as it
does after the first one; None if that cannot be determined.
"""


class Cut(Value):
    """Where documents of a format may be cut."""

    begins: re.Pattern[str]
    """After what the story begins."""
    paragraph: re.Pattern[str]
    """Where a part may begin."""
    held: Held
    between: str = TAGS


def within(names: str) -> Held:
    """The open tags around a part of markup, among these names, which are separated by bars."""
    tags = lazy_pattern(rf"<(/?)({names})(?![\w:.-])[^<>]*(?<!/)>", re.IGNORECASE)

    def held(source: str, begin: int, at: int) -> str | None:
        open_tags: list[tuple[str, str]] = []
        for tag in tags.finditer(source, begin, at):
            if not tag[1]:
                open_tags.append((tag[2], tag[0]))
            elif any(name == tag[2] for name, _ in open_tags):
                while open_tags.pop()[0] != tag[2]:
                    pass
        return "".join(tag for _, tag in open_tags) if len(open_tags) <= _DEEPEST else None

    return held


def stretch(
    source: str,
    cut: Cut,
    choices: Choices,
    near: Near | None,
    reach: int,
    made: Made,
    opening: int = 0,
) -> Stretch | None:
    """About `reach` characters around a place in a document, else its beginning.

    The story's name is taken from its first characters, at least `opening` of them. None where it
    is not certain what would be shown: choices that need the whole, words that occur nowhere or in
    several places, markup that is not understood.
    """
    told = choices.raw or choices.hidden or choices.chapter_rule or choices.chapter_pattern
    if told or len(source) < _SHORT * reach:
        return None
    head = cut.begins.search(source)
    begin = head.end() if head else 0
    at = begin if near is None else _place(source, cut, near, begin)
    part = None if at is None else _part(source, cut, begin, at, reach)
    if at is None or part is None:
        return None
    before = "" if part.start == begin else cut.held(source, begin, part.start)
    if before is None:
        return None
    with suppress(LoadError):
        story = made(source[:begin] + before + source[slice(*part)])
        if part.start > begin:
            end = max(opening, begin + _OPENING)
            first = cut.paragraph.search(source, end)
            story = story._replace(
                metadata=made(source[: first.start() if first else end]).metadata
            )
        return _placed(story, Range(begin, len(source)), part, at)
    return None


def _place(source: str, cut: Cut, near: Near, begin: int) -> int | None:
    """Where the words of a place are; None if they are nowhere, or in several places."""
    words = _WORD.findall(near.words)[:_WORDS_MOST]
    while words and words[0].isdecimal():  # of a list item, which the document may not contain
        del words[0]
    if not words:
        return None
    first, *others = map(re.escape, words)
    if others:  # the outermost words may be cut, all others begin and end as they do here
        first, others[:-1] = rf"{first}\b", [rf"{one}\b" for one in others[:-1]]
    # A word that was found is not searched for further on.
    step = rf"(?>(?:{cut.between}){{1,60}}?\b%s)"
    pattern = re.compile(first + "".join(step.replace("%s", one) for one in others))
    guess = begin + round(near.share * (len(source) - begin))
    for low, high in ((max(begin, guess - _NEAR), guess + _NEAR), (begin, len(source))):
        found = list(islice(pattern.finditer(source, low, high), 2))
        if found:
            return found[0].start() if len(found) == 1 else None
    return None


def _part(source: str, cut: Cut, begin: int, at: int, reach: int) -> Range | None:
    """The part of a document to show; None if no paragraphs begin around it."""
    low, high = at - reach // 4, at + reach * 3 // 4
    if low > begin + reach // 4:
        first = cut.paragraph.search(source, low, at + 1) or cut.paragraph.search(
            source, max(begin, low - _REACH), at + 1
        )
        if first is None:
            return None
        begin = first.start()
    if high + _REACH >= len(source):
        return Range(begin, len(source))
    last = cut.paragraph.search(source, high, high + _REACH)
    return Range(begin, last.start()) if last else None


def _placed(story: Story, whole: Range, part: Range, at: int) -> Stretch | None:
    """The excerpt with its position in the story."""
    if not story.text:
        return None
    begins, ends = part.start == whole.start, part.end == whole.end
    ratio = len(story.text) / (part.end - part.start)
    size = round((whole.end - whole.start) * ratio)
    shift = 0 if begins else round((part.start - whole.start) * ratio)
    start = story.body.start
    excerpt = Excerpt(
        shift=shift,
        size=size,
        anchor=(start, 0.0 if begins else (start + shift) / max(1, size)),
        begins=begins,
        ends=ends,
    )
    share = (at - whole.start) / max(1, whole.end - whole.start)
    return Stretch(story._replace(excerpt=excerpt), min(1.0, share))


_GLANCED = 256 << 10
"""Bytes of a long text that are read for a glance at it."""
_TAG_MOST = 4096
"""Bytes of a tag at most, before which the beginning may end."""


def _glance_of(made: Story, name: str, share: float = 1.0) -> Glance:
    """The glance at a story, or at the beginning of one that is this share of it."""
    title = made.title or title_from_name(safe(PurePath(name).stem))
    words = round(count_words(made.text, *made.body) / share)
    return Glance(title, made.metadata.author, words, round(len(made.text) / share))


def glance_of_document(
    source: bytes,
    data: bytes,
    name: str,
    parse: Parse,
    begun: Callable[[bytes], tuple[Builder, Told]],
) -> Glance:
    """A glance at a file with the text in one member, by its beginning if that is long.

    `begun` feeds a builder with the beginning of the text.
    """
    if len(source) <= _GLANCED:
        return _glance_of(parse(data, name, Choices()), name)
    builder, told = begun(source[:_GLANCED])
    made = story_of(builder, told, data, name, Choices(), "-", partial=True)
    return _glance_of(made, name, _GLANCED / len(source))


def glance_at(data: bytes, name: str, parse: Parse, size: int = 0) -> Glance:
    """A glance at a file of one text: by its beginning, if the text is long and that has words.

    `size` is how many bytes of it are text, if others follow.
    """
    size = size or len(data)
    if size > _GLANCED:
        end = data.rfind(b">", _GLANCED - _TAG_MOST, _GLANCED) + 1 or _GLANCED
        end += end % 2  # with two bytes for each letter none is split
        with suppress(LoadError):
            made = parse(data[:end], name, Choices(), sha256="-")
            return _glance_of(made, name, end / size)
    return _glance_of(parse(data, name, Choices()), name)
