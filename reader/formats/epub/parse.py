"""From the bytes of an EPUB to a story: package, documents in their order, then the whole.

The rule: a document that is not well-formed is read as a browser would, one that is missing is
reported, and neither keeps the rest from being read. The letters of a passage decide where it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from html import unescape

from reader.formats.archive import Archive, resolved
from reader.formats.choices import Choices
from reader.formats.epub.package import Document, Package, package_of
from reader.formats.files import LoadError
from reader.formats.format import Progress
from reader.formats.markup.book import Listed, Told, source_of, story_of
from reader.formats.markup.builder import Builder, fed
from reader.formats.markup.elements import Elements
from reader.formats.markup.events import told_encoding
from reader.formats.markup.styles import StyleSheet
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Story, quantity

_LINK = lazy_pattern(r"<link\b[^>]{0,600}>", 2)
_STYLE = lazy_pattern(r"<style\b[^>]{0,200}>(.*?)</style", 16 | 2)
_HREF = lazy_pattern(r"""\bhref\s*=\s*["']([^"']{1,400})["']""", 2)
_HEAD = 16 << 10
"""Characters within which a document names its style sheets."""
_MAKERS = (
    (b"archiveofourown.org", "AO3"),
    (b"fff_titlepage", "FanFicFare"),
    (b"fichub.net", "FicHub"),
    (b"standardebooks.org", "Standard Ebooks"),
    (b"gutenberg.org", "Project Gutenberg"),
)
"""What the first documents of books by each of them contain, in lower case."""
_INTRODUCES = b"exported with the assistance of"
"""Occurs in the document that FicHub puts before a story."""
_AO3 = frozenset(["preface", "afterword"])
_LABELLED = ("AO3", "FanFicFare", "FicHub")
_LINKS_LEAST, _LINKED = 5, 0.6
"""Links, and the share of its words in them, above which a document is a list of contents."""
_FIRST = 3
"""Documents by which a maker is recognised."""


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in an EPUB.

    Raises:
        LoadError: It is broken, locked, too large, or has no words.
    """
    archive = Archive(data, name)
    package = package_of(archive, name)
    reading = PackageReading(archive, package, choices)
    documents = package.documents
    total = max(1, sum(document.size for document in documents))
    done = 0
    for document in documents:
        reading.read(document)
        done += document.size
        if progress:
            progress(0.9 * done / total)
    told = reading.told()
    if choices.raw:
        return source_of(reading.sources, told, data, name, choices, sha256)
    if not (reading.builder.column.count or reading.builder.column.hidden):
        raise LoadError(name, "holds pictures but no words")
    return story_of(reading.builder, told, data, name, choices, sha256)


class PackageReading:
    """The documents of a package on their way to becoming one text."""

    def __init__(self, archive: Archive, package: Package, choices: Choices) -> None:
        self.builder = Builder(choices.hidden)
        self.sources: list[str] = []
        """The markup that was read, if the raw view is wanted."""
        self._archive = archive
        self._package = package
        self._choices = choices
        self._sheets: dict[str, str] = {}
        self._elements: dict[tuple[str, ...], Elements] = {}
        self._lenient = 0
        self._lost = package.missing
        self._maker = ""
        self._read = 0

    def read(self, document: Document) -> None:
        """Read one document; one that cannot be read is counted as missing."""
        try:
            data = self._archive.read(document.path)
        except LoadError:
            if self._archive.size(document.path) > 0 and not self._read:
                raise
            self._lost += 1
            return
        matter = document.matter
        if self._read < _FIRST:
            low = data.lower()
            self._maker = self._maker or next((m for sign, m in _MAKERS if sign in low), "")
            matter = matter or (self._maker == "FicHub" and _INTRODUCES in low)
        self._read += 1
        source = decoded(data)
        if self._choices.raw:
            self.sources.append(source)
            return
        elements = self._elements_of(source, document.path)
        column, links = self.builder.column, len(self.builder.links)
        at, blocks = column.at, column.count
        self._lenient += fed(self.builder, source, document.path, elements, matter=matter)
        found = self.builder.links[links:]
        linked = sum(link.end - link.start for link in found)
        if len(found) >= _LINKS_LEAST and linked > _LINKED * (column.at - at):
            column.fold(blocks)

    def _elements_of(self, source: str, path: str) -> Elements:
        """The elements according to the style sheets that a document names."""
        head = source[:_HEAD]
        head = head[: head.find("<body")] if "<body" in head else head
        links = tuple(link for link in _LINK.findall(head) if "stylesheet" in link.lower())
        inner = tuple(_STYLE.findall(head))
        key = (posixpath.dirname(path), *links, "", *inner, self._maker)
        elements = self._elements.get(key)
        if elements is None:
            named = [found[1] for link in links if (found := _HREF.search(link))]
            sheets = [*(self._sheet(resolved(path, one)[0]) for one in named), *inner]
            matter = _AO3 if self._maker == "AO3" else frozenset[str]()
            elements = Elements(StyleSheet(sheets), readings=self._choices.ruby, matter=matter)
            self._elements[key] = elements
        return elements

    def _sheet(self, name: str) -> str:
        if name not in self._sheets:
            found = self._archive.find(name)
            try:
                data = self._archive.read(found) if found else b""
            except LoadError:
                data = b""
            self._sheets[name] = data.decode("utf-8", "replace")
        return self._sheets[name]

    def told(self) -> Told:
        """What the package, and the reading of it, say."""
        package = self._package
        kind = f"EPUB, {self._maker}" if self._maker else "EPUB"
        return Told(
            kind=kind,
            metadata=package.metadata,
            listed=tuple(Listed(one.title, one.level, one.target) for one in package.contents),
            told=package.told,
            decisions=tuple(self._decisions()),
            labelled=self._maker in _LABELLED,
        )

    def _decisions(self) -> Iterator[Decision]:
        package = self._package
        count = len(package.documents)
        verdict = f"EPUB {package.version}, {quantity(count, 'document')}"
        verdict = verdict.replace("EPUB ,", "EPUB,")
        why = "all well-formed"
        if self._lenient:
            why = f"{self._lenient} of them not well-formed, and read as a browser would"
        yield Decision("format", verdict, why)
        if self._lost:
            told = quantity(self._lost, "document")
            yield Decision("missing", told, "the package names them")
        if package.left_out:
            told = ", ".join(quantity(n, kind) for kind, n in package.left_out)
            yield Decision("left out", told, "only words are shown, and what describes pictures")


def decoded(data: bytes) -> str:
    """A document as text, in the encoding of its mark, else the one it names, else UTF-8."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode(told_encoding(data) or "utf-8")
    except (UnicodeDecodeError, LookupError):
        from reader.formats.text.encoding import decode

        return decode(data, "").text


_UNSEEN = lazy_pattern(
    r"<head\b.*?</head>|<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", 16 | 2
)
_LETTERS = lazy_pattern(r"[^\W_]+")
_BEFORE, _MOST = 40, 200
"""Characters before a passage, and of the passage itself, by which it is searched for."""


def documents_holding(data: bytes, name: str, passages: Sequence[tuple[str, str]]) -> list[str]:
    """The path of the document of each passage, given with the words before it, in their order.

    One that is found in none is taken to be in the document of the passage before it.

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
    """The document from `here` on, else any, that holds the words; `here` if none does."""
    order: list[int] = [*range(here, len(documents)), *range(here)]
    for words in (_key(before + quote), _key(quote)):
        for index in order:
            if words and words in documents[index][1]:
                return index
    return here


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()
