"""File to story: safe reading, encoding, cleaning, reflow, structure, front matter.

The rule: the words of the file are never altered; what is decided about them is said in
`Story.decisions` and can be decided otherwise by `Choices`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.cleaning import clean, safe
from reader.deferred import door
from reader.formats.choices import Choices, Reflow
from reader.formats.reading import LoadError, read
from reader.story import Story

if TYPE_CHECKING:
    from reader.formats.binary import refusal
    from reader.formats.corrections import name_of
    from reader.formats.decoding import codec_name, decode
    from reader.formats.glancing import Glance, glance
    from reader.formats.parsing import parse
    from reader.formats.patterns import check_pattern
    from reader.formats.rules import chapter_rules
    from reader.formats.window import byte_of, excerpt
else:  # a listing of stories that are known reads none
    __getattr__ = door(
        __name__,
        binary=("refusal",),
        corrections=("name_of",),
        decoding=("codec_name", "decode"),
        glancing=("Glance", "glance"),
        parsing=("parse",),
        patterns=("check_pattern",),
        rules=("chapter_rules",),
        window=("byte_of", "excerpt"),
    )

__all__ = [
    "Choices",
    "Glance",
    "LoadError",
    "Reflow",
    "byte_of",
    "chapter_rules",
    "check_pattern",
    "clean",
    "codec_name",
    "decode",
    "excerpt",
    "from_bytes",
    "glance",
    "load",
    "name_of",
    "parse",
    "read",
    "refusal",
    "safe",
]


def load(
    path: str | os.PathLike[str],
    choices: Choices = Choices(),  # noqa: B008
    *,
    progress: Callable[[float], object] | None = None,
) -> Story:
    """The story in a file.

    Args:
        path: The file.
        choices: What the reader decided about it.
        progress: Called every few milliseconds of work on a long text with the share done, 0 to
            1; may raise to end the reading.

    Raises:
        LoadError: The file cannot be read, is empty, or is not text.
    """
    return from_bytes(read(path), path, choices, progress=progress)


def from_bytes(
    data: bytes,
    path: str | os.PathLike[str],
    choices: Choices = Choices(),  # noqa: B008
    *,
    progress: Callable[[float], object] | None = None,
) -> Story:
    """The story in the bytes of a file that was read; for the arguments see `load`.

    Raises:
        LoadError: The file is empty, or is not text.
    """
    from reader.formats.parsing import parse

    story = parse(data, os.fspath(path), choices, progress=progress)
    if not story.blocks:
        raise LoadError(path, "is empty")
    return story
