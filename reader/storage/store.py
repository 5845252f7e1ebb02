"""What outlives the process: stories, their files, places and bookmarks, each part by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.storage.bookmark_table import BookmarkTable
from reader.storage.data_file import DataFile
from reader.storage.file_table import FileTable
from reader.storage.place_table import PlaceTable
from reader.storage.search_table import SearchTable
from reader.storage.sketch_table import SketchTable
from reader.storage.story_table import StoryTable
from reader.storage.thread import Pace


class Store(DataFile):
    """The data file as the rest of the program sees it. Times are seconds since 1970, UTC."""

    def __init__(
        self, path: Path, on_change: Callable[[], None] | None = None, pace: Pace | None = None
    ) -> None:
        super().__init__(path, on_change, pace)
        self.stories = StoryTable(self)
        self.files = FileTable(self)
        self.places = PlaceTable(self)
        self.bookmarks = BookmarkTable(self)
        self.sketches = SketchTable(self)
        self.searches = SearchTable(self)
