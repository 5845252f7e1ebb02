"""Which document of an EPUB holds a passage; other readers ask for its name.

The rule: letters decide, for markup, blanks and marks of punctuation may have been read otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

from reader.deferred import deferred
from reader.formats.archive import Archive
from reader.formats.epub.package import package_of
from reader.formats.epub.parse import decoded
from reader.formats.files import LoadError

_UNSEEN = deferred(r"<head\b.*?</head>|<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", 16 | 2)
_LETTERS = deferred(r"[^\W_]+")
_BEFORE, _MOST = 40, 200
"""Characters before a passage, and of the passage itself, by which it is looked for."""


def documents_holding(data: bytes, name: str, passages: Sequence[tuple[str, str]]) -> list[str]:
    """The path of the document of each passage, given with the words before it, in their order.

    One that is in none is said to be in the document of the passage before it.

    Raises:
        LoadError: The book cannot be read.
    """
    archive = Archive(data, name)
    documents: list[tuple[str, str]] = []
    for document in package_of(archive, name).documents:
        try:
            markup = decoded(archive.read(document.path))
        except LoadError:
            continue
        documents.append((document.path, _key(unescape(_UNSEEN.sub("", markup)))))
    found, here = [], 0
    for before, quote in passages:
        here = _index(documents, here, before[-_BEFORE:], quote[:_MOST])
        found.append(documents[here][0] if documents else "")
    return found


def _index(documents: Sequence[tuple[str, str]], here: int, before: str, quote: str) -> int:
    """The document from `here` on, else any, that holds the words; `here` where none does."""
    order: list[int] = [*range(here, len(documents)), *range(here)]
    for words in (_key(before + quote), _key(quote)):
        for index in order:
            if words and words in documents[index][1]:
                return index
    return here


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()
