"""A copy of the data file in memory, with as much of it as can be read.

The rule: it always succeeds; of another program's file nothing is copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from sqlite3 import Connection, Error

from reader.storage import bookmark_sql, database, sqlite_file, story_sql
from reader.storage.schema import APPLICATION_ID, Migration

_WAIT, _COPYING = 1.0, 5.0  # seconds to wait for a locked file before going on without it


def mirror(disk: Connection | None, path: Path, migrations: Sequence[Migration]) -> Connection:
    """A connection to the copy; `disk` is the file where it is open, and is closed."""
    memory = sqlite_file.memory()
    try:
        source = disk or sqlite_file.connect(path, "ro")
        try:
            sqlite_file.set_wait(source, _WAIT)
            if source.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                sqlite_file.copy(source, memory, _COPYING)
        finally:
            source.close()
        database.migrate(memory, None, migrations)
        story_sql.known(memory)
        bookmark_sql.bookmarks(memory, None, deleted=False)
    except (Error, OSError):  # nothing of it can be read: begin with an empty one
        memory.close()
        memory = sqlite_file.memory()
        database.migrate(memory, None, migrations)
    return memory
