"""Books in other forms turned into EPUB by the command that the reader named.

The rule: it is run without a shell, on a copy in a folder of its own, for a limited time; what it
leaves there is an EPUB or nothing.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reader.cleaning import safe
from reader.formats.files import LoadError, read

_SECONDS = 120
IN, OUT = "{in}", "{out}"


def converted(data: bytes, source: Path, command: Sequence[str]) -> bytes:
    """The bytes of the EPUB that a command makes of a file.

    Args:
        data: The file.
        source: Its path, whose suffix the command may want to see.
        command: What to run, with `{in}` and `{out}` for two paths.

    Raises:
        LoadError: The command cannot be run, fails, takes too long, or leaves nothing.
    """
    with tempfile.TemporaryDirectory(prefix="nightstand-") as folder:
        given = Path(folder) / f"book{source.suffix[:8]}"
        made = Path(folder) / "book.epub"
        given.write_bytes(data)
        named = {IN: str(given), OUT: str(made)}
        words = [named.get(word, word) for word in command]
        try:
            done = subprocess.run(
                words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise LoadError(source, f"took {words[0]} more than {_SECONDS} seconds") from error
        except (OSError, ValueError) as error:
            raise LoadError(source, f"{safe(words[0])} could not be run") from error
        if done.returncode or not made.exists():
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason"]
            raise LoadError(source, f"{safe(words[0])} failed: {safe(lines[-1][-200:])}")
        return read(made)
