"""What was searched for, for each library.

The rule: it is a convenience; a list that cannot be read is an empty one.
"""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from reader.storage.data_file import DataFile

if TYPE_CHECKING:
    from concurrent.futures import Future

KEPT = 100
_LONGEST = 1000


def searches(connection: Connection, library: Path) -> list[str]:
    """The texts, the latest first."""
    import json  # a start asks for no search

    from reader.storage import meta_sql

    try:
        kept = json.loads(meta_sql.value(connection, _key(library)) or "[]")
    except (ValueError, TypeError, RecursionError):
        return []
    return [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []


def add(connection: Connection, library: Path, text: str) -> None:
    """Put a text first; one that is there already moves to the front."""
    import json  # a start asks for no search

    from reader.storage import meta_sql

    if not text or len(text) > _LONGEST:
        return
    kept = [text, *(one for one in searches(connection, library) if one != text)][:KEPT]
    meta_sql.keep(connection, (_key(library), json.dumps(kept)))


def _key(library: Path) -> str:
    import json  # a start asks for no search

    # Escaped, because a path may contain bytes that are not UTF-8.
    return f"searches {json.dumps(str(library))}"


class SearchTable:
    """The searches by library."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def of(self, library: Path) -> list[str]:
        """What was searched for in a library, the latest first."""
        return self._file.ask(lambda c: searches(c, library))

    def add(self, library: Path, text: str) -> Future[None]:
        """Record what was searched for in a library."""
        return self._file.write(lambda c: add(c, library, text))
