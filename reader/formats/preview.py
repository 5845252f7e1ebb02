"""Parts of a story's file: title, author and length by its head, and what stands around a place.

The rule: a shelf and a first page cost a look at a part of the file, whatever its length.
"""

from __future__ import annotations

import os

from reader.formats.choices import Choices
from reader.formats.files import guarded
from reader.formats.format import Glance, Near, Stretch
from reader.formats.table import format_of


def glance(data: bytes, name: str) -> Glance:
    """What the bytes of a file tell at a glance; `name` is the file's path.

    Raises:
        LoadError: The bytes hold no story, as far as their head tells, or are not understood.
    """
    return guarded(name, lambda _: format_of(data, name).glance(data, name))


def excerpt(
    data: bytes, path: str | os.PathLike[str], choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """About `reach` bytes around a place, else from the beginning.

    None where the place is not to be found, or the format can only be read as a whole. Offsets are
    those of the whole story where the excerpt begins with it.

    Raises:
        LoadError: The bytes hold no story, or are not understood.
    """
    name = os.fspath(path)
    read = format_of(data, name).excerpt
    if read is None:
        return None
    return guarded(name, lambda _: read(data, name, choices, near, reach))
