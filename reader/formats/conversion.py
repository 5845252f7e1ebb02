"""Books in other forms turned into EPUB by the command that the reader named.

The rule: it is run without a shell, on a copy in a folder of its own, for a limited time; what it
leaves there is an EPUB or nothing. The result is kept, and made again when it is gone or has
changed.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from reader.cleaning import COMPLAINT_MOST, complaint, safe
from reader.file_stamp import fingerprint
from reader.formats.choices import Conversion
from reader.formats.files import LoadError, read, write
from reader.posix import POSIX, end_group

_SECONDS = 120
_GRACE = 1.0
"""Seconds to end in when asked to, before it is killed."""
_SEAL = 64
"""Bytes before a kept book that hold its fingerprint."""
_KEPT = 24
"""Books that are kept; the oldest go first."""
IN, OUT = "{in}", "{out}"


def converted(data: bytes, name: str, conversion: Conversion) -> bytes:
    """The bytes of the EPUB that a command makes from a file, or has made from it before.

    Args:
        data: The file.
        name: Its path, whose suffix the command may want to see.
        conversion: What to run, with `{in}` and `{out}` for two paths, and where to keep it.

    Raises:
        LoadError: The command cannot be run, fails, takes too long, or leaves nothing.
    """
    place = place_of(data, conversion)
    kept = _kept(place)
    if kept is not None:
        return kept
    made = _made(data, name, conversion.command)
    with suppress(OSError):
        _keep(place, made)
    return made


def place_of(data: bytes, conversion: Conversion) -> Path:
    """Where the result of a command for a file is kept."""
    words = "\0".join((fingerprint(data), *conversion.command))
    return Path(conversion.folder) / f"{fingerprint(words.encode('utf-8', 'replace'))}.epub"


def _made(data: bytes, name: str, command: Sequence[str]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="nightstand-", ignore_cleanup_errors=True) as folder:
        given = Path(folder) / f"book{Path(name).suffix[:8]}"
        made = Path(folder) / "book.epub"
        given.write_bytes(data)
        named = {IN: str(given), OUT: str(made)}
        words = [named.get(word, word) for word in command]
        program = safe(words[0])
        with tempfile.TemporaryFile() as said:
            try:
                code = _run(words, folder, said)
            except subprocess.TimeoutExpired as error:
                reason = f"is not converted: {program} took more than {_SECONDS} seconds"
                raise LoadError(name, reason) from error
            except (OSError, ValueError) as error:
                reason = f"is not converted: {program} could not be run"
                raise LoadError(name, reason) from error
            if code or not made.is_file():
                said.seek(max(0, said.seek(0, os.SEEK_END) - COMPLAINT_MOST))
                reason = complaint(said.read(), f"exit code {code}" if code else "no reason")
                raise LoadError(name, f"is not converted: {program} failed: {reason}")
        return read(made)


def _run(words: Sequence[str], folder: str, said: IO[bytes]) -> int:
    """Run a command to its end, or kill it with everything it started; return its exit code."""
    process = subprocess.Popen(
        words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
        start_new_session=POSIX,
    )  # fmt: skip
    try:
        return process.wait(_SECONDS)
    finally:
        if process.poll() is None:
            end_group(process, _GRACE)


def _kept(place: Path) -> bytes | None:
    """The book kept there, if it is intact."""
    with suppress(LoadError):
        data = read(place)
        if fingerprint(made := data[_SEAL:]).encode() == data[:_SEAL]:
            return made
    return None


def _keep(place: Path, data: bytes) -> None:
    """Write a book whole or not at all, and let the oldest go."""
    write(place, fingerprint(data).encode() + data)
    books = sorted(place.parent.iterdir(), key=lambda one: one.lstat().st_mtime)
    for old in books[:-_KEPT]:
        with suppress(OSError):  # a folder, or another window was quicker
            old.unlink()
