"""Books in formats that are not read here: named for what they are, with advice on converting them.

The rule: nothing in them is looked at but the bytes by which they are recognised; where the
settings name a command that makes an EPUB of them, that EPUB is the story.
"""

from __future__ import annotations

from pathlib import Path

from reader.cleaning import safe
from reader.file_stamp import fingerprint
from reader.formats.choices import Choices, Conversion
from reader.formats.files import LoadError, read
from reader.formats.format import Glance, Progress
from reader.story import Decision, Story

KINDS = (
    (b"%PDF-", 0, "is a PDF file"),
    (b"BOOKMOBI", 60, "is a Kindle book"),
    (b"TEXtREAd", 60, "is a Palm book"),
    (b"ITOLITLS", 0, "is a Microsoft Reader book"),
    (b"\xd0\xcf\x11\xe0", 0, "is an old Office document"),
)
"""The bytes of each, where they are, and what to call it."""
WAY = (
    "convert it to EPUB, for example with Calibre's `ebook-convert`, or set a command as `convert`"
)


def told(data: bytes) -> str:
    """What the bytes are, if they are one of these."""
    return next((said for sign, at, said in KINDS if data.startswith(sign, at)), "")


def is_due(path: Path, conversion: Conversion) -> bool:
    """Whether a file is such a book and has not been converted yet, which takes a while."""
    from reader.formats.conversion import place_of

    try:
        data = read(path)
    except LoadError:
        return False
    return bool(told(data)) and not place_of(data, conversion).exists()


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in the EPUB that the command of the settings makes of the file.

    Raises:
        LoadError: There is no such command, in which case the message says how to convert the file;
            or the command failed, or its result is not understood.
    """
    if choices.convert is None:
        raise LoadError(name, f"{told(data)}: {WAY}")
    from reader.formats.conversion import converted
    from reader.formats.epub.parse import parse as parse_epub

    made = converted(data, name, choices.convert)
    program = safe(choices.convert.command[0])
    try:
        story = parse_epub(made, name, choices, progress=progress)
    except LoadError as error:
        raise LoadError(name, f"is not converted: what {program} made {error.reason}") from error
    kind = f"{told(data).partition(' ')[2].removeprefix('a ').removeprefix('an ')}, as EPUB"
    source = story.source._replace(size=len(data), sha256=sha256 or fingerprint(data), kind=kind)
    done = Decision("converted", "to EPUB", f"by {program}, as `convert` says")
    return story._replace(source=source, decisions=(done, *story.decisions))


def glance(data: bytes, name: str) -> Glance:
    """Always refuses: a shelf runs no commands.

    Raises:
        LoadError: Always; it says how to convert the file.
    """
    raise LoadError(name, f"{told(data)}: {WAY}")
