"""The command `nightstand`, and `python -m reader`."""

from __future__ import annotations

import gc
import sys

from reader import __version__

RUBBISH = 50_000
"""Live objects that trigger a garbage collection; Python's default is 700."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # scripts ask for it; nothing need be loaded
        try:
            print(f"nightstand {__version__}", flush=True)
        except OSError as error:
            from reader.cli import unwritten

            sys.exit(unwritten(error))
        return
    # What is made at start-up stays; collecting it would be wasted work.
    gc.set_threshold(RUBBISH)
    from reader.cli import run

    code = run(sys.argv[1:])
    gc.freeze()  # all of it goes with the process, so nothing is collected first
    sys.exit(code)


if __name__ == "__main__":
    main()
