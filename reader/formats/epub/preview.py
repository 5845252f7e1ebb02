"""An EPUB known from parts of it: title, author and about how many words, and the text at a place.

The rule: the package and a few documents are read, however long the book; where a place lies in it
is estimated from the sizes of its documents.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from pathlib import PurePath

from reader.cleaning import safe
from reader.formats.archive import Archive
from reader.formats.choices import Choices
from reader.formats.epub.package import Document, Package, package_of
from reader.formats.epub.parse import PackageReading
from reader.formats.files import LoadError
from reader.formats.format import Glance, Near, Stretch
from reader.formats.markup.book import story_of
from reader.formats.text.matter.names import title_from_name
from reader.story import Excerpt, Story, count_words

_LONG = 1 << 19
"""Bytes of markup from which a part is read before the whole."""
_BESIDE = 8
"""Documents on either side of the estimated one in which a place is searched for."""
_WORDS_MOST = 40
_SAMPLES = 5
"""Documents from which the length of a book is estimated."""


def glance(data: bytes, name: str) -> Glance:
    """What the package of an EPUB says, and a few documents of several sizes.

    Raises:
        LoadError: It is broken, locked, or has no documents.
    """
    archive = Archive(data, name)
    package = package_of(archive, name)
    own = [one for one in package.documents if not one.matter] or list(package.documents)
    own.sort(key=lambda one: one.size)
    size = sum(one.size for one in own)
    picked = (
        [own[len(own) * part // (_SAMPLES + 1)] for part in range(1, _SAMPLES + 1)] if own else []
    )
    sampled = list(dict.fromkeys(picked))
    reading, read = PackageReading(archive, package, Choices()), 0
    for number, one in enumerate((*sampled, *reversed(own))):
        if number >= len(sampled) and reading.builder.column.count:
            break
        reading.read(one)
        read += one.size
    text = "\n".join(reading.builder.column.draft.texts)
    if not text:
        raise LoadError(name, "holds pictures but no words")
    share = size / max(1, read)
    metadata = package.metadata
    title = metadata.title or title_from_name(safe(PurePath(name).stem))
    return Glance(
        title, metadata.author, round(count_words(text) * share), round(len(text) * share)
    )


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The documents around a place, else the first ones; None in doubt.

    Raises:
        LoadError: As `glance`.
    """
    if choices.raw or choices.hidden:
        return None
    archive = Archive(data, name)
    package = package_of(archive, name)
    before = [0, *accumulate(one.size for one in package.documents)]
    if before[-1] < _LONG:
        return None
    if near is None:
        return _made(data, name, choices, archive, package, 0, _until(before, 0, reach))
    at = bisect_right(before, near.share * before[-1]) - 1
    words = " ".join(near.words.split()[:_WORDS_MOST])
    for index in sorted(range(at - _BESIDE, at + _BESIDE + 1), key=lambda one: abs(one - at)):
        if 0 <= index < len(package.documents) and words:
            reading = PackageReading(archive, package, choices)
            reading.read(package.documents[index])
            if words in " ".join(" ".join(reading.builder.column.draft.texts).split()):
                low, high = max(0, index - 1), _until(before, index, reach)
                return _made(data, name, choices, archive, package, low, high)
    return None


def _until(before: list[int], first: int, reach: int) -> int:
    """One past the last document of about that many bytes from a document on, at least one."""
    return min(len(before) - 1, max(first + 2, bisect_right(before, before[first] + reach)))


def _made(
    data: bytes,
    name: str,
    choices: Choices,
    archive: Archive,
    package: Package,
    low: int,
    high: int,
) -> Stretch | None:
    """What some documents contain, as an excerpt of the whole."""
    reading = PackageReading(archive, package, choices)
    documents = package.documents
    while high < len(documents) and all(one.matter for one in documents[low:high]):
        high += 1
    shown = documents[low:high]
    for one in shown:
        reading.read(one)
    if not reading.builder.column.count:
        return None
    story = story_of(reading.builder, reading.told(), data, name, choices, "-", partial=True)
    return _placed(story, package, low, high)


def _placed(story: Story, package: Package, low: int, high: int) -> Stretch:
    """The excerpt with its position in the book."""
    documents = package.documents
    total = sum(one.size for one in documents)
    own = sum(one.size for one in documents[low:high])
    size = round(len(story.text) * total / max(1, own))
    begins = low == 0 or all(one.matter for one in documents[:low])
    share = sum(one.size for one in documents[:low]) / max(1, total)
    shift = 0 if low == 0 else round(share * size)
    start = story.body.start
    part = Excerpt(
        shift=shift,
        size=size,
        anchor=(start, 0.0 if begins else (start + shift) / max(1, size)),
        chapter="" if begins else _chapter_before(documents[:low], package),
        begins=begins,
        ends=all(one.matter for one in documents[high:]),
    )
    return Stretch(story._replace(excerpt=part), min(1.0, (shift + start) / max(1, size)))


def _chapter_before(documents: tuple[Document, ...], package: Package) -> str:
    """The last chapter of the contents that begins in these documents."""
    paths = {one.path for one in documents}
    titles = [one.title for one in package.contents if one.target.partition("#")[0] in paths]
    return titles[-1] if titles else ""
