"""The command `nightstand`, and `python -m reader`."""

from __future__ import annotations

import sys

from reader import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # scripts ask for it; nothing need be loaded
        print(f"nightstand {__version__}")
        return
    from reader.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
