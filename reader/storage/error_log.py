"""The file in which unexpected errors are written down, for whoever mends them.

The rule: it is the reader's alone, never large, and nothing depends on whether it can be written.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from traceback import TracebackException

from reader.cleaning import clean
from reader.posix import flag

_MOST = 128 * 1024
"""Bytes from which the older half is dropped."""
_ENTRY_MOST = 16 * 1024
"""Characters of one error; what it says may quote a whole story."""


def note_error(path: Path, error: BaseException, where: str = "") -> bool:
    """Write an error down with its way through the program; whether that could be done."""
    try:
        lines = TracebackException.from_exception(error, compact=True).format()
        told = clean("".join(lines))
        if len(told) > _ENTRY_MOST:
            told = f"{told[: _ENTRY_MOST // 2]}\n…\n{told[-_ENTRY_MOST // 2 :]}"
        head = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {clean(where)}".rstrip()
        entry = f"{head}\n{told.rstrip()}\n\n".encode("utf-8", "replace")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _append(path, entry)
    except (OSError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _append(path: Path, entry: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | flag("O_CLOEXEC") | flag("O_NOFOLLOW")
    # A pipe or a device in its place would keep the program waiting.
    descriptor = os.open(path, flags | flag("O_NONBLOCK"), 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        size = os.fstat(file.fileno()).st_size
        if size + len(entry) > _MOST:
            file.seek(max(0, size - _MOST // 2))
            kept = file.read(_MOST // 2)
            file.truncate(0)
            entry = kept[kept.find(b"\n\n") + 2 :] + entry
        file.write(entry)
