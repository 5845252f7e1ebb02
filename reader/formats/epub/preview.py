"""An EPUB known from parts of it: title, author and about how many words.

The rule: the package and one document are read, whatever the length of the book.
"""

from __future__ import annotations

from pathlib import PurePath

from reader.cleaning import safe
from reader.formats.archive import Archive
from reader.formats.choices import Choices
from reader.formats.epub.package import package_of
from reader.formats.epub.parse import PackageReading
from reader.formats.files import LoadError
from reader.formats.format import Glance
from reader.formats.text.matter.names import title_from_name
from reader.story import count_words


def glance(data: bytes, name: str) -> Glance:
    """What the package of an EPUB tells, and one document of middling size.

    Raises:
        LoadError: It is broken, locked, or has no documents.
    """
    archive = Archive(data, name)
    package = package_of(archive, name)
    own = [one for one in package.documents if not one.matter] or list(package.documents)
    own.sort(key=lambda one: one.size)
    size = sum(one.size for one in own)
    words = length = 0
    for one in own[len(own) // 2 :]:
        reading = PackageReading(archive, package, Choices())
        reading.read(one)
        text = "\n".join(reading.builder.column.draft.texts)
        if text:
            share = size / max(1, one.size)
            words, length = round(count_words(text) * share), round(len(text) * share)
            break
    if not length:
        raise LoadError(name, "holds pictures and no words")
    metadata = package.metadata
    title = metadata.title or title_from_name(safe(PurePath(name).stem))
    return Glance(title, metadata.author, words, length)
