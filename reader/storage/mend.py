"""A damaged data file is set aside and its rows are brought back.

The rule: the damaged file is kept, never deleted, and its journal goes with it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from reader.storage import database
from reader.storage.schema import Migration


def bring_back(path: Path, migrations: Sequence[Migration]) -> str:
    """Set a damaged file aside; a sentence that says what came back."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    aside = path.with_name(f"{path.name}.damaged-{stamp}-{os.getpid()}")
    with suppress(FileNotFoundError):
        Path(f"{path}-journal").rename(f"{aside}-journal")
    path.rename(aside)
    database.open_database(path, migrations).close()
    return f"the data file was damaged and is kept as {aside.name}"
