"""How a story is kept on disk, its folded text and all that a hit needs, as one run of bytes.

The rule: what every search needs stands in front and plain: the head and the folded text. After
them stands what a hit needs, in chunks, so that a hit costs what its own chunk costs.
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

MAGIC = b"nightfld"
HEAD = struct.Struct("<8s16s2q12Q")
LEAST = HEAD.size
COLUMNS = ("text", "folded", "edits", "texts")
"""Where each chunk begins in these; with the end of the last, as 32-bit numbers."""


class EntryHead(NamedTuple):
    """What stands first, of fixed size."""

    magic: bytes
    identity: bytes
    """Of the file and of how it is read."""
    file_size: int
    mtime_ns: int
    inode: int
    size: int
    """Characters of the text."""
    start: int
    end: int
    """The body in the text."""
    low: int
    high: int
    """The body in bytes of the folded text."""
    folded: int
    """Bytes of the folded text; the next ones are of the parts after it."""
    chunks: int
    """How many there are; of each, four numbers tell where it begins and how large it is."""
    titles: int
    edits: int
    texts: int
    checksum: int = 0
    """Of the head up to here and the index; what is deflated has its own."""

    @property
    def file_state(self) -> tuple[int, int, int]:
        """Of the file that was read: its size, time and number."""
        return self.file_size, self.mtime_ns, self.inode

    @property
    def total(self) -> int:
        """Bytes of the whole entry."""
        return self.details + self.titles + self.edits + self.texts + len(MAGIC)

    @property
    def details(self) -> int:
        """Where the titles begin, after the folded text and the index."""
        return LEAST + self.folded + 4 * len(COLUMNS) * (self.chunks + 1)


def checksum(head: bytes | memoryview, index: bytes | memoryview) -> int:
    """Tells whether they are what was written."""
    return zlib.adler32(index, zlib.adler32(head))
