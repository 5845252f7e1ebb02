"""Values for the store that need no files."""

import uuid
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from reader.annotations import Bookmark
from reader.annotations.highlights import Highlight
from reader.file_stamp import FileStamp
from reader.locator.passage import Passage, passage_of
from reader.locator.quote import Locator
from reader.storage import database, sqlite_file, story_sql
from reader.storage.store import Store
from reader.storage.values import StoryRecord


def fact(content: str, path: str = "", title: str = "", chapters: int = 1) -> StoryRecord:
    """A file that was scanned."""
    digest = sha256(content.encode()).hexdigest()
    size = len(content)
    stamp = FileStamp(path or f"/stories/{content}.txt", size, 1)
    return StoryRecord(stamp, digest, title or content, "Anon", 1, size, chapters)


def add(store: Store, content: str, path: str = "") -> int:
    """A story that was recorded."""
    facts = fact(content, path)
    return store.files.record([facts])[facts.sha256]


def place(offset: int) -> Locator:
    """A place as it would be made there."""
    return Locator(offset, f"exact {offset}", "before", "behind", "One", 0.25)


def mark(offset: int, name: str = "", created: float = 100.0) -> Bookmark:
    """A new bookmark."""
    return Bookmark(uuid.uuid4().hex, place(offset), name, "The words.", created, created)


def passage(offset: int, words: str = "words that stand there") -> Passage:
    """A passage as it would be made there."""
    return passage_of(words, "before ", " after", offset)


def highlight(offset: int, note: str = "", created: float = 100.0) -> Highlight:
    """A new highlight."""
    return Highlight(uuid.uuid4().hex, passage(offset), note=note, created=created, changed=created)


def fill(path: Path, books: int, marks: int) -> None:
    """A data file with that many stories and bookmarks, made quickly."""
    place_of = (7, "exact words that stand there", "before" * 10, "behind" * 10, "One", 0.5)
    with closing(database.open_database(path)) as connection, sqlite_file.transaction(connection):
        facts = [fact(f"story {number}") for number in range(books)]
        ids = list(story_sql.record(connection, facts, 1.0).values())
        for story in ids:
            story_sql.remember(connection, story_sql.Move(story, place(story % 97), 5.0, None))
            story_sql.set_sketch(connection, story, "0" * 64, bytes(range(256)) * 24, 1.0)
        connection.executemany(
            "INSERT INTO bookmark VALUES(?, ?, ?, 'words', 1, 1, NULL, ?, ?, ?, ?, ?, ?)",
            [(f"{n:032x}", ids[n % books], f"name {n}", *place_of) for n in range(marks)],
        )
