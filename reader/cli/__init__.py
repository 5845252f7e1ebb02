"""The command line: results on stdout, one line on stderr for each thing that could not be done.

Exit codes: 0 done, 1 could not, 2 wrong usage, 128 + n ended by signal n. Textual is imported
only by the function that opens the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from reader.cli.errors import CommandError, complain
from reader.cli.parser import parse

__all__ = ["run"]

_INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit code."""
    _speak_utf8()
    try:
        arguments = parse(argv)
        code: int = arguments.do(arguments)
        sys.stdout.flush()
    except CommandError as failure:
        complain(str(failure))
        return failure.code
    except BrokenPipeError:
        # What reads from us has enough; the interpreter's own flush must not find out again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
