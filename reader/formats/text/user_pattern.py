"""A reader's own pattern for headings, tried where it can do no harm.

The rule: a pattern from outside is never run in this process, because Python's engine cannot be
stopped while it backtracks. A second interpreter runs it and is ended when its time is up.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

_SECONDS = 1.0
_LONGEST = 500
_LINE_MOST = 200
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
    return _run(pattern, [line[:_LINE_MOST] for line in lines])


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
