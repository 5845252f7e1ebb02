"""What stands around a place of a long file, so that a page stands before all is read.

The rule: whatever is doubtful makes no excerpt.
"""

from __future__ import annotations

import os

from reader.formats.choices import Choices
from reader.formats.files import guarded
from reader.formats.format import Near, Stretch
from reader.formats.table import format_of


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
