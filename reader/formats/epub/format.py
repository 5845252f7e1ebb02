"""The row of EPUB in the table of formats."""

from __future__ import annotations

from reader.formats.choices import Choices
from reader.formats.format import Format, Glance, Progress
from reader.story import Story

_SIGNATURE = b"PK\x03\x04"
_MIMETYPE = b"mimetypeapplication/epub+zip"
_CONTAINER = b"META-INF/container.xml"
_HEAD = 1 << 16


def _sniff(data: bytes, name: str) -> bool:
    """By the first member, which says so; else by the name of the one that every EPUB has."""
    if not data.startswith(_SIGNATURE):
        return False
    if data.startswith(_MIMETYPE, 30) or _CONTAINER in data[:_HEAD]:
        return True
    return _CONTAINER in data[-_HEAD:] or name.lower().endswith(".epub")


def _parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    from reader.formats.epub.parse import parse

    return parse(data, name, choices, progress=progress, sha256=sha256)


def _glance(data: bytes, name: str) -> Glance:
    from reader.formats.epub.preview import glance

    return glance(data, name)


EPUB = Format(
    id="epub",
    name="EPUB",
    suffixes=(".epub",),
    sniff=_sniff,
    parse=_parse,
    glance=_glance,
)
