"""The command line: results on stdout, one line on stderr for each thing that could not be done.

Exit codes: 0 done, 1 could not, 2 wrong usage, 128 + n ended by signal n. Textual is imported
only by the function that opens the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from reader.cli.arguments import Arguments, action, plain
from reader.cli.errors import CommandError, complain

__all__ = ["run"]

_INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit code."""
    _have_streams()
    try:
        arguments = plain(argv) or _parsed(argv)
        code = action(arguments.command)(arguments)
        sys.stdout.flush()
    except CommandError as failure:
        complain(str(failure))
        return failure.code
    except BrokenPipeError:
        _discard_output()  # what reads from us has enough
        return 0
    except OSError as error:
        # Stories have their own answers; what is left is that the results cannot be written.
        _discard_output()
        complain(f"{error.filename or 'standard output'}: {(error.strerror or 'failed').lower()}")
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("NIGHTSTAND_DEBUG"):
            raise
        complain(f"{type(error).__name__}: {error} (NIGHTSTAND_DEBUG=1 shows where)")
        return 1
    return code


def _parsed(argv: Sequence[str]) -> Arguments:
    from reader.cli.parser import parse

    return parse(argv)


def _have_streams() -> None:
    """Output that is written somewhere even where the shell has closed it, and never raises."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8", closefd=False))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Send what is still to be written nowhere; the interpreter's own flush must not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
