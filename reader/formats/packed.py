"""One compressed story: a file of gzip, bzip2 or xz, or a ZIP archive with one story in it.

The rule: what is inside is read as if it were a file by itself; the output is known to be limited
before it is held.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.files import MEMBER_MOST, RATIO_MOST, LoadError
from reader.formats.format import Format, Glance, Near, Progress, Stretch
from reader.story import Story

if TYPE_CHECKING:
    from reader.formats.archive import Archive

_SIGNATURE = b"PK\x03\x04"
_GZIP = 31
"""Window bits with which zlib reads gzip."""
_SMALL = 1 << 20
_SEVERAL = 2
_STRAY = ("__MACOSX/", ".")
_SUFFIXES = (".gz", ".bz2", ".xz", ".zip", ".fbz")


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The compressed story.

    Raises:
        LoadError: It is broken, too large, or holds no story or several.
    """
    inner, inner_name, kind = unpacked(data, name)
    made = kind.parse(inner, inner_name, choices, progress=progress, sha256=sha256)
    from reader.file_stamp import fingerprint

    source = made.source._replace(size=len(data), sha256=sha256 or fingerprint(data))
    return made._replace(source=source)


def glance(data: bytes, name: str) -> Glance:
    """What the head of the compressed story shows; errors as for `parse`."""
    inner, inner_name, kind = unpacked(data, name)
    return kind.glance(inner, inner_name)


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place in the compressed story; errors as for `parse`."""
    inner, inner_name, kind = unpacked(data, name)
    return kind.excerpt(inner, inner_name, choices, near, reach) if kind.excerpt else None


def unpacked(data: bytes, name: str) -> tuple[bytes, str, Format]:
    """The bytes of the story inside, its name, and its format.

    Raises:
        LoadError: As `parse`.
    """
    from reader.formats.table import format_of

    if data.startswith(_SIGNATURE):
        from reader.formats.archive import Archive  # not for files that are no archive

        archive = Archive(data, name)
        inside = stories_in(archive)
        if len(inside) != 1:
            raise LoadError(name, _several(len(inside)))
        inner, inner_name = archive.read(inside[0]), inside[0]
    else:
        inner, inner_name = _expanded(data, name), _bare(name)
    kind = format_of(inner, inner_name)
    if kind.id in ("compressed", "zip"):
        raise LoadError(name, "is compressed several times over")
    return inner, inner_name, kind


def members(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The stories of an archive with several: name without folders, and bytes; otherwise none.

    Raises:
        LoadError: As `parse`.
    """
    from reader.formats.archive import Archive

    archive = Archive(data, name)
    inside = stories_in(archive)
    if len(inside) < _SEVERAL:
        return []
    return [(safe(PurePath(one).name), archive.read(one)) for one in inside]


def stories_in(archive: Archive) -> list[str]:
    """The members that are stories by their names, or the only member."""
    from reader.formats.table import is_story_name

    files = [one for one in archive.names if not PurePath(one).name.startswith(_STRAY[1])]
    files = [one for one in files if not one.startswith(_STRAY[0])]
    named = [one for one in files if is_story_name(one)]
    return named or (files if len(files) == 1 else [])


def _several(count: int) -> str:
    if not count:
        return "is a ZIP archive without a story in it"
    return f"is a ZIP archive of {count:,} stories; `nightstand add` copies them into the library"


def _bare(name: str) -> str:
    """The name without the suffix of the compression."""
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in _SUFFIXES else name


def _expanded(data: bytes, name: str) -> bytes:
    most = min(MEMBER_MOST, max(_SMALL, RATIO_MOST * len(data)))
    parts: list[bytes] = []
    size, rest = 0, data
    try:
        while rest and size <= most:
            one = _expander(rest)
            parts.append(one.decompress(rest, most + 1 - size))
            size += len(parts[-1])
            if size <= most and not one.eof:
                raise EOFError
            rest = one.unused_data.lstrip(b"\0")
    except (zlib.error, OSError, ValueError, EOFError, lzma.LZMAError) as error:
        raise LoadError(name, "is compressed, and cut short or broken") from error
    if size > most:
        raise LoadError(name, "is compressed, and holds too much")
    return b"".join(parts)


def _expander(data: bytes) -> Any:
    """What decompresses a stream, by its first bytes."""
    if data.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(_GZIP)
    if data.startswith(b"BZh"):
        return bz2.BZ2Decompressor()
    return lzma.LZMADecompressor(memlimit=2 * MEMBER_MOST)
