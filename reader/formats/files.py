"""Reading the bytes of a file without hanging or crashing.

The rule: whatever the path names, the answer is the bytes of a regular file or a `LoadError` that
says in one line why not. Nothing is mapped into memory, because a file that another program cuts
short would then kill the process. A fault while a text is read affects that file alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from reader.cleaning import safe
from reader.formats.format import Progress
from reader.posix import flag

_HOW = os.O_RDONLY | flag("O_NONBLOCK") | flag("O_CLOEXEC") | flag("O_BINARY")
MOST = 256 * 1024 * 1024
"""Bytes of the largest file that is opened."""
MEMBER_MOST = 64 << 20
"""Bytes of the largest that is decompressed."""
RATIO_MOST = 200
"""How many times its compressed size it may have."""

_BEGINNING = 1 << 16

_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "there is no such file",
    NotADirectoryError: "there is no such file",
    PermissionError: "you may not read it",
    IsADirectoryError: "is a folder",
}


class LoadError(Exception):
    """A story could not be opened; the text is one clean line with the file and the reason."""

    def __init__(self, path: str | os.PathLike[str], reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{safe(os.fspath(path))}: {reason}")


def read(path: str | os.PathLike[str]) -> bytes:
    """All bytes of a regular file of at most 256 MB.

    Raises:
        LoadError: The file is missing, may not be read, is too large, or is not a file.
    """
    try:
        handle = os.open(path, _HOW)
    except OSError as error:
        raise LoadError(path, _reason(Path(path), error)) from error
    except ValueError as error:  # a NUL in the name
        raise LoadError(path, "there is no such file") from error
    try:
        status = os.fstat(handle)
        _refuse_other_than_files(path, status)
        with os.fdopen(handle, "rb", closefd=False) as file:
            # A buffer for the maximum costs more than reading.
            data: bytes | None = file.read(status.st_size + 1)
            if data is None:  # some files of the system, until there is something
                raise LoadError(path, "has nothing to read yet")
            if len(data) > status.st_size:
                data += file.read(MOST + 1 - len(data)) or b""
    except OSError as error:
        raise LoadError(path, _reason(Path(path), error)) from error
    finally:
        os.close(handle)
    if len(data) > MOST:
        raise LoadError(path, _too_large(len(data)))
    return data


def write(path: Path, data: bytes) -> None:
    """Write what can be made again, whole or not at all, and create its folder.

    Raises:
        OSError: There is no room, or no permission.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def begin(path: str | os.PathLike[str]) -> None:
    """Wait for the beginning of a file, which a disk that answers gives at once; return nothing."""
    with suppress(OSError, ValueError):
        handle = os.open(path, _HOW)
        try:
            os.read(handle, _BEGINNING)
        finally:
            os.close(handle)


def _refuse_other_than_files(path: str | os.PathLike[str], status: os.stat_result) -> None:
    for is_kind, reason in _KINDS:
        if is_kind(status.st_mode):
            raise LoadError(path, reason)
    if not stat.S_ISREG(status.st_mode):
        raise LoadError(path, "is not a file")
    if status.st_size > MOST:
        raise LoadError(path, _too_large(status.st_size))


def _too_large(size: int) -> str:
    return f"is too large: {size // 2**20} MB, stories may have up to {MOST // 2**20} MB"


def _reason(path: Path, error: OSError) -> str:
    try:
        if stat.S_ISSOCK(path.stat().st_mode):
            return "is a socket, not a file"
    except OSError:
        pass
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return reason
    return (error.strerror or "could not be read").lower()


T = TypeVar("T")


def guarded(
    path: str | os.PathLike[str],
    work: Callable[[Progress | None], T],
    progress: Progress | None = None,
) -> T:
    """The result of some work on a file, with every failure made a `LoadError`.

    Args:
        path: The file, for the message.
        work: Is called with a function to report its progress to.
        progress: Is told the progress, and may raise to end the work.

    Raises:
        LoadError: The work says so, or fails in a way that nobody foresaw.
    """
    ended: list[Exception] = []

    def tell(share: float) -> None:
        assert progress is not None
        try:
            progress(share)
        except Exception as error:
            ended.append(error)
            raise

    try:
        return work(tell if progress else None)
    except LoadError:
        raise
    except MemoryError as error:
        raise LoadError(path, "is too large for the memory available") from error
    except Exception as error:
        if error in ended:
            raise
        fault = type(error).__name__
        raise LoadError(path, f"cannot be read, due to a fault in Nightstand ({fault})") from error
