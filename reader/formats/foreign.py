"""Books in forms that are not read here: named for what they are, with the way to a form that is.

The rule: nothing of them is looked at but the signs by which they are known.
"""

from __future__ import annotations

from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.format import Glance, Progress
from reader.story import Story

KINDS = (
    (b"%PDF-", 0, "is a PDF file"),
    (b"BOOKMOBI", 60, "is a Kindle book"),
    (b"TEXtREAd", 60, "is a Palm book"),
    (b"ITOLITLS", 0, "is a Microsoft Reader book"),
    (b"\xd0\xcf\x11\xe0", 0, "is an old Office document"),
)
"""What each holds, where in it, and what to call it."""
WAY = "convert it to EPUB, as by `ebook-convert` of Calibre, or name a command as `convert`"


def told(data: bytes) -> str:
    """What the bytes are, if they are one of these."""
    return next((said for sign, at, said in KINDS if data.startswith(sign, at)), "")


def parse(
    data: bytes,
    name: str,
    choices: Choices,  # noqa: ARG001  # as all formats take them
    *,
    progress: Progress | None = None,  # noqa: ARG001
    sha256: str = "",  # noqa: ARG001
) -> Story:
    """Refuses.

    Raises:
        LoadError: In any case; it says how to convert the file.
    """
    raise LoadError(name, f"{told(data)}: {WAY}")


def glance(data: bytes, name: str) -> Glance:
    """Refuses, as `parse`."""
    raise LoadError(name, f"{told(data)}: {WAY}")
