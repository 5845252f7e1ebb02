"""What a shelf tells of a book before anybody opens it: its whole, or the beginning of a long one.

The rule: of what is long a part is read, and the length of the whole is told by its share.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Parse
from reader.formats.markup.book import Told, story_of
from reader.formats.markup.builder import Builder
from reader.formats.text.matter.names import title_from_name
from reader.story import Story, count_words

_GLANCED = 256 << 10
"""Bytes of a long text that are read for a glance at it."""
_TAG_MOST = 4096
"""Bytes of a tag at most, before which the beginning may end."""


def _glance_of(made: Story, name: str, share: float = 1.0) -> Glance:
    """What a story tells at a glance, or the beginning of one that is such a share of it."""
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
    """A glance at a file of which one member is the text, by its beginning where that is long.

    `begun` feeds a builder with the beginning of the text.
    """
    if len(source) <= _GLANCED:
        return _glance_of(parse(data, name, Choices()), name)
    builder, told = begun(source[:_GLANCED])
    made = story_of(builder, told, data, name, Choices(), "-", partial=True)
    return _glance_of(made, name, _GLANCED / len(source))


def glance_at(data: bytes, name: str, parse: Parse, size: int = 0) -> Glance:
    """A glance at a file of one text: by its beginning, where it is long and that has words.

    `size` is how many bytes of it are text, if others follow.
    """
    size = size or len(data)
    if size > _GLANCED:
        end = data.rfind(b">", _GLANCED - _TAG_MOST, _GLANCED) + 1 or _GLANCED
        end += end % 2  # of two bytes for each letter none is parted
        with suppress(LoadError):
            made = parse(data[:end], name, Choices(), sha256="-")
            return _glance_of(made, name, end / size)
    return _glance_of(parse(data, name, Choices()), name)
