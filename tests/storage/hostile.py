"""Exports and data files that were written to do harm, made anew for each test."""

import copy
import random
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from reader.storage import sqlite_file

Exported = dict[str, Any]
_PLACE = {
    "offset": 7,
    "exact": "there was a mill",
    "prefix": "Once ",
    "suffix": ".",
    "chapter": "One",
    "progression": 0.25,
}
_TIME = "2026-01-02T03:04:05+00:00"


def story(content: str) -> Exported:
    """A story as an export has it, with a place, a bookmark and a highlight."""
    side = {name: _PLACE[name] for name in ("offset", "exact", "prefix", "suffix")}
    digest = sha256(content.encode()).hexdigest()
    mark = {"id": digest[:32], "name": "", "words": "the mill", "place": dict(_PLACE)}
    return {
        "id": int(digest[:13], 16),
        "sha256": digest,
        "title": content,
        "author": "Anon",
        **dict.fromkeys(("words", "length", "chapters", "seen_chapters"), 9),
        "status": "reading",
        "versions": [digest],
        "choices": None,
        "added": _TIME,
        "changed": _TIME,
        "decided": None,
        "place": {**_PLACE, "moved": _TIME},
        "files": [f"/stories/{digest[:6]}.txt"],
        "bookmarks": [{**mark, "created": _TIME, "changed": _TIME, "deleted": None}],
        "highlights": [
            {
                "id": digest[32:],
                "colour": "pink",
                "style": "solid",
                "note": "n",
                "quote": "a mill",
                "before": "Once ",
                "after": ".",
                "tags": ["x"],
                "chapter": "One",
                "progression": 0.25,
                "stamps": {"note": "5.1.ab"},
                "created": _TIME,
                "changed": _TIME,
                "deleted": None,
                "start": dict(side),
                "end": dict(side),
            }
        ],
    }


def export(*stories: Any) -> Exported:
    """An export of these stories."""
    return {"format": "nightstand", "version": 1, "exported": _TIME, "stories": list(stories)}


VALUES: tuple[Any, ...] = (
    *(None, True, -1, 2**63, 10**30, 1e308, float("inf"), float("nan"), "", "\0", "a\0b"),
    *("\ud800", "\U000e0041\x08\x1b[31m", "x" * 100_000, [], {}, [[]], {"a": 1}),
    *("../../etc/passwd", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00", "file://%00%ff"),
)
"""What is put in place of a value."""


def fields(of: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything that an export of a story holds."""
    inside = of.items() if isinstance(of, dict) else enumerate(of) if isinstance(of, list) else ()
    for name, value in inside:
        yield (*where, name)
        yield from fields(value, (*where, name))


def spoilt(content: str, where: tuple[Any, ...], value: Any) -> Exported:
    """A story with one value replaced."""
    found = copy.deepcopy(story(content))
    inner: Any = found
    for name in where[:-1]:
        inner = inner[name]
    inner[where[-1]] = value
    return found


KINDS = [(where, value) for where in fields(story("a")) for value in VALUES]
"""Every field with everything that it is not to hold."""


_IN_USE = 0.9


def flip(path: Path, draw: random.Random) -> str:
    """Flip one bit of a file, mostly where it holds anything: which."""
    content = bytearray(path.read_bytes())
    used = [at for at, byte in enumerate(content) if byte]
    at = draw.choice(used) if draw.random() < _IN_USE else draw.randrange(len(content))
    bit = draw.randrange(8)
    content[at] ^= 1 << bit
    path.write_bytes(content)
    return f"bit {bit} of byte {at}"


SCRIPTS: dict[str, str] = {
    "a trigger": "CREATE TRIGGER t AFTER UPDATE ON story BEGIN DELETE FROM bookmark; END",
    "a slow view": """
        ALTER TABLE bookmark RENAME TO b;
        CREATE VIEW bookmark AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)
        SELECT * FROM n, b""",
    "a generated column": "ALTER TABLE story ADD COLUMN slow AS (hex(zeroblob(1000000)))",
    "an index of an expression": "CREATE INDEX i ON story(hex(zeroblob(1000000)))",
    "no bookmarks": "DROP TABLE bookmark",
    "no stories": "PRAGMA foreign_keys=OFF; DROP TABLE story",
    "a lost column": "ALTER TABLE story RENAME COLUMN chapter TO chaptes",
    "a title that is not UTF-8": "UPDATE story SET title=CAST(x'41ff42' AS TEXT)",
    "a blob for a title": "UPDATE story SET title=x'00ff'",
    "a blob for a number": "UPDATE story SET words=x'00', seq='many'",
    "a text for a path": "UPDATE path SET path='/stories/a.txt'",
    "a NUL in a path": "UPDATE path SET path=x'2f610062'",
    "a time to come": "UPDATE story SET moved=1e300, added=1e308",
    "an endless share": "UPDATE story SET progression=9e999",
    "a place without its quote": "UPDATE story SET exact=NULL",
    "a place without its offset": "UPDATE story SET offset=NULL",
    "numbers of 4,300 digits": """
        UPDATE story SET choices='{"raw": ' || replace(hex(zeroblob(2500)), '0', '7') || '}'""",
    "a bookmark of nobody": "PRAGMA foreign_keys=OFF; UPDATE bookmark SET story=story+1",
    "an id that acts": "UPDATE bookmark SET id=char(27) || '[31m' || id",
    "a highlight that cannot be": "UPDATE highlight SET colour=5, stamps='[[', end_offset=-9",
    "a highlight of nobody": "PRAGMA foreign_keys=OFF; UPDATE highlight SET story=story+1",
    "no highlights": "DROP TABLE highlight",
    "notes that are no texts": "INSERT INTO meta VALUES(x'00', 5), ('time 5', x'ff')",
    "another table": "CREATE TABLE elsewhere2(a, b, c); INSERT INTO elsewhere2 VALUES(1, 2, 3)",
    "an older schema number": "PRAGMA user_version=1",
    "no schema number": "PRAGMA user_version=0",
}
"""What is done to a data file, in SQL."""


def altered(path: Path, script: str) -> None:
    """Do something to a data file."""
    with closing(sqlite_file.connect(path, "rw")) as connection:
        try:
            connection.executescript(script)
        except OperationalError as error:
            raise AssertionError(script) from error
