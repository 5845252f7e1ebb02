"""The folder through which machines agree; another program carries it from one to the other.

The rule: a file of ours appears complete, readable by the user alone, and is never written again;
others' files are only looked at if they may be segments, and none is ever changed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from reader.posix import flag
from reader.sync.segment import MOST, SUFFIX

Entries = dict[str, tuple[int, int]]
"""Name → size and time of a file, by which a change is noticed."""


class Carrier(Protocol):
    """A place for segments."""

    def entries(self) -> Entries:
        """Every file that may be a segment; raises `OSError`."""

    def read(self, name: str) -> bytes:
        """The contents of a file; raises `OSError`."""

    def write(self, name: str, data: bytes) -> tuple[int, int]:
        """Add a complete file; return its size and time; raises `OSError`."""

    def delete(self, name: str) -> None:
        """Delete a file of ours, if possible."""


class SharedFolder:
    """A folder in a file system."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self) -> Entries:
        """Every file that may be a segment, whatever a carrier has made of its name."""
        found: Entries = {}
        with os.scandir(self.path) as listing:
            for entry in listing:
                if SUFFIX not in entry.name or entry.name.startswith("."):
                    continue
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        state = entry.stat(follow_symlinks=False)
                        found[entry.name] = (state.st_size, state.st_mtime_ns)
        return found

    def read(self, name: str) -> bytes:
        """The contents of a file, up to the greatest length of a segment."""
        with (self.path / name).open("rb") as file:
            return file.read(MOST)

    def write(self, name: str, data: bytes) -> tuple[int, int]:
        """Give a file its name only when it is on the disk."""
        fresh = self.path / f".{name}.{os.getpid()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | flag("O_BINARY") | flag("O_NOFOLLOW")
        try:
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path / name)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise
        state = (self.path / name).stat()
        return state.st_size, state.st_mtime_ns

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already, or in use, is left."""
        with suppress(OSError):
            (self.path / name).unlink()
