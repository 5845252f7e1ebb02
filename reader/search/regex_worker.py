"""The process that tries regular expressions, started by `pattern` as a plain script.

The rule: it knows nothing but this loop, imports only what a search needs, and ends by itself when
its time is up or the reader is gone. A request is a line of JSON `[bytes, pattern, ignore case,
whole words, low, high, seconds]` and that many bytes of text, -1 for the text it has; an answer is
a line of JSON `[complaint, hits]`, then as many 64-bit beginnings and as many ends.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from array import array
from typing import BinaryIO

_POSIX = sys.platform != "win32"  # as a separate script it imports this itself
if _POSIX:
    import resource

_MEMORY = 1 << 30
_GRACE = 0.5
_HITS = 1_000_000


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    if _POSIX:
        _bound(resource.RLIMIT_AS, _MEMORY)
    text = ""
    while line := requests.readline():
        size, pattern, ignore, word, low, high, seconds = json.loads(line)
        if size >= 0:
            text = requests.read(size).decode("utf-8", "surrogatepass")
        # The alarm ends the process: `re` handles no signal while it works.
        _alarm(seconds + _GRACE)
        flags = re.MULTILINE | (re.IGNORECASE if ignore else 0)
        complaint, starts, ends = _search(text, pattern, flags, word, low, high)
        _alarm(0)
        answers.write(json.dumps([complaint, len(starts)]).encode() + b"\n")
        answers.write(starts.tobytes() + ends.tobytes())
        answers.flush()


def _alarm(seconds: float) -> None:
    """End the process after some seconds; 0 cancels. On other systems the caller ends it."""
    if _POSIX:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound(limit: int, amount: int) -> None:
    _, most = resource.getrlimit(limit)
    if most == resource.RLIM_INFINITY or most > amount:
        resource.setrlimit(limit, (amount, most))


def _search(
    text: str, pattern: str, flags: int, word: bool, low: int, high: int
) -> tuple[str, array[int], array[int]]:
    starts, ends = array("q"), array("q")
    try:
        compiled = re.compile(pattern, flags)
        if word:
            compiled = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", flags)
        for match in compiled.finditer(text, low, high):
            start, end = match.span()
            if start < end:
                starts.append(start)
                ends.append(end)
                if len(starts) == _HITS:
                    break
    except re.error as error:
        return _words(error), array("q"), array("q")
    except (RecursionError, OverflowError, MemoryError):
        return "it is too large", array("q"), array("q")
    return "", starts, ends


def _words(error: re.error) -> str:
    if error.pos is None:
        return error.msg
    return f"{error.msg}, at character {error.pos + 1}"


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
