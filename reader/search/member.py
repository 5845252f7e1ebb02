"""Another process that works for this one, asked and answering through a pipe.

The rule: it ends when its pipe is closed, even by the death of this process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Pipe

_MOST = 8
TROUBLE = (OSError, EOFError, pickle.PickleError)
"""What a pipe raises when its other end is gone."""


class Member:
    """A process, and the stories whose answers it owes."""

    def __init__(self, code: str) -> None:
        """`code` is what it runs; it is passed the handle of its pipe."""
        self.pipe, theirs = Pipe()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", code, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
                start_new_session=True,  # an interrupt from the keyboard is not meant for it
            )
        self.owed: deque[int] = deque()

    def end(self, patience: float = 0) -> None:
        """End it; one that owes nothing may first save what it read."""
        self.pipe.close()
        if patience and not self.owed:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.process.kill()
        self.process.wait()


def cores() -> int:
    """How many processes are useful."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(found or 1, _MOST)
