"""Title, author and length of a story by a look at its file's head: what a shelf needs at once.

The rule: title and author are those that reading the whole file would give, wherever its head
tells; words are counted where the file is small, else judged from samples.
"""

from __future__ import annotations

from reader.formats.files import guarded
from reader.formats.format import Glance
from reader.formats.table import format_of


def glance(data: bytes, name: str) -> Glance:
    """What the bytes of a file tell at a glance; `name` is the file's path.

    Raises:
        LoadError: The bytes hold no story, as far as their head tells, or are not understood.
    """
    return guarded(name, lambda _: format_of(data, name).glance(data, name))
