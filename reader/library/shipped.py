"""The stories that come with Nightstand.

The rule: nothing is ever written there.
"""

from __future__ import annotations

from pathlib import Path

import reader


def samples() -> Path | None:
    """The folder of sample stories: in an installed wheel, otherwise in a checkout."""
    package = Path(reader.__file__).parent
    for folder in (package / "_library", package.parent / "library"):
        if folder.is_dir():
            return folder
    return None
