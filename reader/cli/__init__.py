"""The command line: results on stdout, one line on stderr for each thing that could not be done.

Exit codes: 0 done, 1 failed, 2 wrong usage, 128 + n ended by signal n. Textual is imported
only by the function that opens the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from reader.cli.arguments import ACTIONS, Arguments, CommandError, complain, plain

_INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask for, and return the exit code."""
    _have_streams()
    try:
        code = _done(argv)
        sys.stdout.flush()
    except CommandError as failure:
        complain(str(failure))
        return failure.code
    except OSError as error:  # stories have their own answers
        _hush()
        return unwritten(error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except MemoryError:
        complain("there is not enough memory")
        return 1
    except Exception as error:
        if os.environ.get("NIGHTSTAND_DEBUG"):
            raise
        _hush()
        complain(f"{type(error).__name__}: {error} (NIGHTSTAND_DEBUG=1 shows where)")
        return 1
    return code


def _hush() -> None:
    """Keep quiet whatever is discarded with an error, such as a half-made event loop."""
    if not os.environ.get("NIGHTSTAND_DEBUG"):
        sys.unraisablehook = lambda _: None
        if "warnings" in sys.modules:  # otherwise nothing has used it, and nothing may load it now
            sys.modules["warnings"].simplefilter("ignore")


def unwritten(error: OSError) -> int:
    """The exit code when results cannot be written; one line says so unless nobody reads on."""
    if isinstance(error, FileNotFoundError) and not error.filename:  # asked for by `Path.absolute`
        complain("the current folder was deleted")
        return 1
    _discard_output()
    if isinstance(error, BrokenPipeError):
        return 0
    complain(f"{error.filename or 'standard output'}: {(error.strerror or 'failed').lower()}")
    return 1


def _done(argv: Sequence[str]) -> int:
    """The exit code of the command, including one that only prints help."""
    try:
        arguments = plain(argv) or _parsed(argv)
    except SystemExit as left:  # the parser has printed the help or an error
        return left.code if isinstance(left.code, int) else 1
    return _action(arguments)(arguments)


def _action(arguments: Arguments) -> Callable[[Arguments], int]:
    """The function that does what the arguments ask for and gives the exit code."""
    from importlib import import_module

    place = ACTIONS[arguments.command]
    if not place:
        from reader.cli.mode import mode_of

        place = mode_of(arguments).value
    module, _, name = place.partition(".")
    found: Callable[[Arguments], int] = getattr(import_module(f"reader.cli.{module}"), name)
    return found


def _parsed(argv: Sequence[str]) -> Arguments:
    from reader.cli.parser import parse

    return parse(argv)


def _have_streams() -> None:
    """Make sure that output goes somewhere and never raises, even if the shell has closed it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8", closefd=False))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_for_a_terminal(stream.encoding), errors="replace")


def _for_a_terminal(encoding: str) -> str:
    """The encoding, unless its ASCII differs from a terminal's, as with UTF-16."""
    try:
        alike = "\x1b[m".encode(encoding, "replace") == b"\x1b[m"
    except UnicodeError:  # an encoding for names, such as IDNA, which cannot encode every text
        alike = False
    return encoding if alike else "utf-8"


def _discard_output() -> None:
    """Drop what is still to be written, so that the interpreter's own flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
