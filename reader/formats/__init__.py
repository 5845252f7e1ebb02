"""File to story: safe reading, and the table of formats that says what reads which file.

The rule: the words of the file are never altered; what is decided about them is recorded in
`Story.decisions` and can be overridden by `Choices`. A shelf and a first page need only a part of
the file, however long it is.
"""

from __future__ import annotations

import os

from reader.formats.choices import Choices
from reader.formats.files import LoadError, guarded, read
from reader.formats.format import Glance, Near, Progress, Stretch
from reader.formats.table import format_of
from reader.story import Story

__all__ = ["excerpt", "from_bytes", "glance", "load"]


def load(
    path: str | os.PathLike[str],
    choices: Choices = Choices(),  # noqa: B008
    *,
    progress: Progress | None = None,
) -> Story:
    """The story in a file.

    Args:
        path: The file.
        choices: What the reader decided about it.
        progress: Called every few milliseconds of work on a long text with the share done, 0 to
            1; may raise to end the reading.

    Raises:
        LoadError: The file cannot be read, is empty, holds no story, or is not understood.
    """
    return from_bytes(read(path), path, choices, progress=progress)


def from_bytes(
    data: bytes,
    path: str | os.PathLike[str],
    choices: Choices = Choices(),  # noqa: B008
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in the bytes of a file that was read; for the arguments see `load`.

    `sha256` is that of the bytes, where it is known already.

    Raises:
        LoadError: The file is empty, holds no story, or is not understood.
    """
    name = os.fspath(path)
    parse = format_of(data, name).parse
    story = guarded(
        path, lambda tell: parse(data, name, choices, progress=tell, sha256=sha256), progress
    )
    if not story.blocks:
        raise LoadError(path, "is empty")
    return story


def glance(data: bytes, name: str) -> Glance:
    """What the bytes of a file show at a glance; `name` is the file's path.

    Raises:
        LoadError: The bytes hold no story, as far as their head tells, or are not understood.
    """
    return guarded(name, lambda _: format_of(data, name).glance(data, name))


def excerpt(
    data: bytes, path: str | os.PathLike[str], choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """About `reach` bytes around a place, else from the beginning.

    None if the place cannot be found, or the format can only be read as a whole. Offsets are those
    of the whole story if the excerpt begins where it does.

    Raises:
        LoadError: The bytes hold no story, or are not understood.
    """
    name = os.fspath(path)
    read = format_of(data, name).excerpt
    if read is None:
        return None
    return guarded(name, lambda _: read(data, name, choices, near, reach))
