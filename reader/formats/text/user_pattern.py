"""A reader's own pattern for headings, tried where it can do no harm.

The rule: Python's engine cannot be stopped while it backtracks. So a pattern from outside is run
in this process only if it repeats so little that it cannot backtrack for long; a second
interpreter runs any other, and is ended when its time is up.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from reader.deferred import deferred

_SECONDS = 1.0
_LONGEST = 500
_LINE_MOST = 200
_ESCAPED = deferred(r"\\[^\d]|\[\^?\]?(?:\\.|[^\]\\])*\]")
_REPEATED = deferred(r"[*+{]")
_NESTED = deferred(r"\)[*+?{]|\\\d|\(\?P=")
"""A group that is repeated, or a reference to one."""
_SCRIPT = """
import json, re, sys
pattern, lines = json.load(sys.stdin)
try:
    search = re.compile(pattern).search
    print(json.dumps([i for i, line in enumerate(lines) if search(line)]))
except (re.error, RecursionError, OverflowError, MemoryError) as error:
    print(json.dumps(str(error) or type(error).__name__))
"""
_PROBES = (
    *(f"{character * 60}!" for character in "aA1 _第一"),
    "Chapter 1" + " x" * 50 + "!",
    "第一章" + "一" * 80 + "！",
)


def check_pattern(pattern: str) -> str:
    """What is wrong with a pattern, in words; empty where nothing is."""
    found = _run(pattern, _PROBES)
    return found if isinstance(found, str) else ""


def matching(pattern: str, lines: Sequence[str]) -> list[int] | str:
    """The lines in which the pattern is found, or what is wrong with it in words."""
    run = _tried if len(pattern) <= _LONGEST and is_quick(pattern) else _run
    return run(pattern, [line[:_LINE_MOST] for line in lines])


def is_quick(pattern: str) -> bool:
    """Whether a pattern repeats only once, or twice from the start of a line, and nothing nested.

    Such a pattern takes at most the square of a line's length.
    """
    bare = _ESCAPED.sub("", pattern)
    anchored = bare.startswith("^") and "|" not in bare
    return len(_REPEATED.findall(bare)) <= 1 + anchored and not _NESTED.search(bare)


def _tried(pattern: str, lines: Sequence[str]) -> list[int] | str:
    """As `_run`, in this process."""
    try:
        search = re.compile(pattern).search
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return [at for at, line in enumerate(lines) if search(line)]


def _run(pattern: str, lines: Sequence[str]) -> list[int] | str:
    import json
    import subprocess

    if len(pattern) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _SCRIPT],
            input=json.dumps([pattern, list(lines)]).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "takes too long"
    except OSError as error:
        return f"could not be tried: {error.strerror}"
    try:
        found = json.loads(run.stdout)
    except ValueError:
        return "could not be tried"
    return found if isinstance(found, (list, str)) else "could not be tried"
