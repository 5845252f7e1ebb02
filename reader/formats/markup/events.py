"""Well-formed markup as start tags, end tags and words, by expat; and the encoding that it names.

The rule: nothing is fetched, and no entity of a document's own is ever filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from reader.lazy_pattern import lazy_pattern

_ENTITY = lazy_pattern(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN = frozenset(["amp", "lt", "gt", "quot", "apos"])
_DECLARED = lazy_pattern(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_META = lazy_pattern(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", 2
)  # in any case
_HEAD = 4096
"""Bytes in which a document names its encoding."""


class Sink(Protocol):
    """What is fed."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self) -> None:
        """The innermost element ends."""

    def data(self, text: str) -> None:
        """Words."""


def local(attributes: Mapping[str, str], name: str) -> str:
    """The value of an attribute in any namespace; empty if there is none."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


class UnreadableError(Exception):
    """The markup is not well-formed, or asks for what is never done; the text says which."""


def feed_xml(source: str | bytes, sink: Sink, *, whole: bool = True) -> None:
    """Feed a well-formed document, or the beginning of one.

    Raises:
        UnreadableError: It is not well-formed, or declares entities of its own.
    """
    if isinstance(source, str) and "&" in source:
        source = _ENTITY.sub(_filled, source)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = sink.start
    parser.EndElementHandler = lambda _: sink.end()
    parser.CharacterDataHandler = sink.data
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(source, whole)
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableError(str(error)) from error


def _refuse(*_declared: object) -> NoReturn:
    raise UnreadableError("declares entities of its own")


def _filled(match: object) -> str:
    """The character that a named HTML entity stands for; others stay, to be refused."""
    from html import unescape

    whole: str = match[0]  # type: ignore[index]
    return whole if match[1] in _OWN else unescape(whole)  # type: ignore[index]


def told_encoding(data: bytes) -> str:
    """The encoding that a document names at its head, or an empty string."""
    head = data[:_HEAD]
    found = _DECLARED.search(head) or _META.search(head)
    return found[1].decode("ascii") if found else ""
