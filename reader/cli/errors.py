"""How the command line says that something could not be done."""

from __future__ import annotations

import sys

from reader.cleaning import safe


class CommandError(Exception):
    """Something could not be done; the message is one line for the reader."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """One clean line on stderr."""
    print(f"nightstand: {safe(message)}", file=sys.stderr)
