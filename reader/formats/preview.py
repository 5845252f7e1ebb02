"""Title, author and length of a story by a look at its file's head: what a shelf needs at once.

The rule: title and author are those that reading the whole file would give, wherever its head
tells; words are counted where the file is small, else judged from samples.
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
