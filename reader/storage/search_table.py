"""What was searched for, for each library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.storage.data_file import DataFile

if TYPE_CHECKING:
    from concurrent.futures import Future


class SearchTable:
    """The searches by library."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def of(self, library: Path) -> list[str]:
        """What was searched for in a library, the latest first."""
        from reader.storage import search_sql  # most starts search for nothing

        return self._file.ask(lambda c: search_sql.searches(c, library))

    def add(self, library: Path, text: str) -> Future[None]:
        """Note what was searched for in a library."""
        from reader.storage import search_sql

        return self._file.write(lambda c: search_sql.add(c, library, text))
