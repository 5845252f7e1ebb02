"""One file that is not understood, kept from spoiling what is done with all the others.

The rule: reading a file ends in a story or in a `LoadError` that says in one sentence why not. An
error of the program while it reads is such a reason; what the one who waits raises is not.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from reader.formats.files import LoadError
from reader.formats.format import Progress

T = TypeVar("T")


def guarded(
    path: str | os.PathLike[str],
    work: Callable[[Progress | None], T],
    progress: Progress | None = None,
) -> T:
    """What some work on a file comes to.

    Args:
        path: The file, for the message.
        work: Is given what to tell its progress to.
        progress: Is told the progress, and may raise to end the work.

    Raises:
        LoadError: The work says so, or fails in a way that nobody foresaw.
    """
    ended: list[Exception] = []

    def tell(share: float) -> None:
        assert progress is not None
        try:
            progress(share)
        except Exception as error:
            ended.append(error)
            raise

    try:
        return work(tell if progress else None)
    except LoadError:
        raise
    except MemoryError as error:
        raise LoadError(path, "is too large for the memory there is") from error
    except Exception as error:
        if error in ended:
            raise
        fault = type(error).__name__
        raise LoadError(path, f"is not understood, by a fault of the program ({fault})") from error
