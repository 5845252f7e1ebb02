"""Facts of files that need not exist."""

from hashlib import sha256
from pathlib import Path

from reader.library import Facts


def fact(content: str, path: str = "", title: str = "") -> Facts:
    """A file that was scanned."""
    digest = sha256(content.encode()).hexdigest()
    where = Path(path or f"/stories/{content}.txt")
    return Facts(where, len(content), 1, digest, title or content, "Anon", 1, len(content), 1)
