"""Values for the store that need no files."""

import uuid
from hashlib import sha256
from pathlib import Path

from reader.annotations import Bookmark
from reader.library import Facts
from reader.locator import Locator
from reader.storage import Store


def fact(content: str, path: str = "", title: str = "", chapters: int = 1) -> Facts:
    """A file that was scanned."""
    digest = sha256(content.encode()).hexdigest()
    where = Path(path or f"/stories/{content}.txt")
    size = len(content)
    return Facts(where, size, 1, digest, title or content, "Anon", 1, size, chapters)


def add(store: Store, content: str, path: str = "") -> int:
    """A story that was recorded."""
    facts = fact(content, path)
    return store.record([facts])[facts.sha256]


def place(offset: int) -> Locator:
    """A place as it would be made there."""
    return Locator(offset, f"exact {offset}", "before", "behind", "One", 0.25)


def mark(offset: int, name: str = "", created: float = 100.0) -> Bookmark:
    """A new bookmark."""
    return Bookmark(uuid.uuid4().hex, place(offset), name, "The words.", created, created)
