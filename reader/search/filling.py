"""Stories read ahead by other processes, so that a first search uses every core.

The rule: the crew does nothing but fill the cache; who finds nothing there reads the story himself,
so a crew that fails costs time and no result. Each member ends when its pipe is closed, also by the
death of this process.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.formats import LoadError
from reader.posix import readable
from reader.search.cache import Cache
from reader.search.texts import Load, kept_text, read_text

_TICK = 0.05
_AHEAD = 2
_MOST = 8
_CODE = "from reader.search.filling import work; work()"


class Crew:
    """Processes that take turns at a row of stories."""

    def __init__(
        self, paths: Sequence[Path], first: int, load: Load, cache: Path, rules: str
    ) -> None:
        """`first` is the index of the first story that is not yet seen to."""
        self._paths = paths
        self._first = self._told = first
        self._heard: list[int] = []
        self._members: list[subprocess.Popen[bytes]] = []
        try:
            orders = pickle.dumps((load, cache, rules))
        except (pickle.PicklingError, AttributeError, TypeError):
            return  # a function without a name in a module is this process's alone
        with contextlib.suppress(OSError):
            for _ in range(_size()):
                self._members.append(_started(orders))
        self._heard = [0] * len(self._members)

    def wait(self, index: int, cancelled: Callable[[], bool] | None = None) -> None:
        """Return when the story at the index has been seen to, as far as the crew can."""
        count = len(self._members)
        if not count:
            return
        with contextlib.suppress(OSError):
            while self._told < min(len(self._paths), index + 1 + _AHEAD * count):
                self._tell(
                    self._members[(self._told - self._first) % count], self._paths[self._told]
                )
                self._told += 1
        turn, member = divmod(index - self._first, count)
        while self._heard[member] <= turn:
            if cancelled is not None and cancelled():
                return
            self._listen(member)

    def close(self) -> None:
        """End every process."""
        for member in self._members:
            member.kill()
            for pipe in (member.stdin, member.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
        for member in self._members:
            member.wait()
        self._members = []

    @staticmethod
    def _tell(member: subprocess.Popen[bytes], path: Path) -> None:
        assert member.stdin is not None
        member.stdin.write(os.fsencode(path).hex().encode() + b"\n")
        member.stdin.flush()

    def _listen(self, member: int) -> None:
        pipe = self._members[member].stdout
        assert pipe is not None
        if readable(pipe.fileno(), _TICK):
            said = os.read(pipe.fileno(), 4096)
            self._heard[member] += len(said) or len(self._paths)  # silence: it is gone


def _size() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST)


def _started(orders: bytes) -> subprocess.Popen[bytes]:
    member = subprocess.Popen(
        [sys.executable, "-c", _CODE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,  # an interrupt from the keyboard is not meant for it
    )
    assert member.stdin is not None
    member.stdin.write(orders)
    member.stdin.flush()
    return member


def work() -> None:
    """What a member does: read each story it is told of, and say a dot when it is kept."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    load, folder, rules = pickle.load(requests)  # from the process that started this one
    cache = Cache(folder, rules)
    for line in requests:
        path = Path(os.fsdecode(bytes.fromhex(line.decode())))
        with contextlib.suppress(LoadError):
            if kept_text(path, cache) is None:
                read_text(path, load, cache)
        answers.write(b".")
        answers.flush()
