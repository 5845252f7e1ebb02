"""All that a store knows as versioned, readable JSON, and back; merging another data file.

The rule: what is imported is merged, the newer wins, so that importing twice is importing once.
"""

from __future__ import annotations

import json
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, Error
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from reader.deferred import deferred
from reader.storage import database, rows, sqlite_file
from reader.storage.rows import Merged, Row, Rows
from reader.storage.store import Store
from reader.storage.values import Status

FORMAT, VERSION = "nightstand", 1
_STORY = (
    "id", "sha256", "title", "author", "words", "length", "chapters", "seen_chapters", "status"
)  # fmt: skip
_BOOKMARK = ("id", "name", "words")
_PLACE = ("offset", "exact", "prefix", "suffix", "chapter", "progression")
_HASH = deferred(r"[0-9a-f]{64}")


def export(store: Store) -> dict[str, Any]:
    """All stories with their places and bookmarks, deleted ones too, as JSON values.

    Times are ISO 8601 in UTC, offsets code points. A path that is not valid UTF-8 is a `file:` URI.
    """
    tables = store.ask(rows.read_rows)
    of: dict[str, dict[int, list[Row]]] = {}
    for table in ("version", "path", "bookmark"):
        of[table] = {}
        for row in tables[table]:
            of[table].setdefault(row["story"], []).append(row)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": _time_out(datetime.now(UTC).timestamp()),
        "stories": [
            _story_out(row, {table: of[table].get(row["id"], []) for table in of})
            for row in tables["story"]
        ],
    }


def merge(store: Store, exported: Any) -> Merged:
    """Take in what `export` gave; raises `ValueError` if it is something else."""
    if not isinstance(exported, dict) or exported.get("format") != FORMAT:
        raise ValueError("this is not a Nightstand export")
    if not isinstance(exported.get("version"), int) or exported["version"] > VERSION:
        raise ValueError("this was exported by a newer Nightstand")
    tables: Rows = {"story": [], "version": [], "path": [], "bookmark": []}
    try:
        for story in exported["stories"]:
            _story_in(story, tables)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this export is broken: {type(error).__name__} {error}")
    return _take(store, tables)


def merge_file(store: Store, path: Path) -> Merged:
    """Take in another data file, which is only read; raises `ValueError` if it is not one."""
    if not path.is_file():
        raise ValueError(f"{path.name} is not a regular file")
    try:
        with closing(sqlite_file.memory()) as copy:
            with closing(sqlite_file.connect(path, "ro")) as source:
                database.refuse_foreign(source)
                sqlite_file.copy(source, copy)
            database.migrate(copy, None)
            tables = rows.read_rows(copy)
    except (Error, OSError) as error:
        raise ValueError(f"{path.name} cannot be imported: {error}")
    return _take(store, tables)


def _take(store: Store, tables: Rows) -> Merged:
    """Merge the rows that fit their tables; a wrong one is an error, for nothing was damaged."""

    def run(connection: Connection) -> Merged:
        for table, spec in rows.columns(connection).items():
            for row in tables.get(table, ()):
                if not rows.is_sound(row, spec):
                    raise ValueError(f"a {table} in it is broken")
        return rows.merge(connection, tables)

    try:
        return store.change(run)
    except (Error, OverflowError, UnicodeEncodeError) as error:
        raise ValueError(f"it cannot be imported: {error}")


def _story_out(story: Row, of: dict[str, list[Row]]) -> dict[str, Any]:
    return {
        **{name: story[name] for name in _STORY},
        "versions": [row["sha256"] for row in of["version"]],
        "choices": _choices_out(story["choices"]),
        "added": _time_out(story["added"]),
        "changed": _time_out(story["changed"]),
        "decided": _time_out(story["decided"]),
        "place": None
        if story["offset"] is None
        else {**{n: story[n] for n in _PLACE}, "moved": _time_out(story["moved"])},
        "files": [_path_out(row["path"]) for row in of["path"]],
        "bookmarks": [
            {
                **{name: row[name] for name in _BOOKMARK},
                **{name: _time_out(row[name]) for name in ("created", "changed", "deleted")},
                "place": {name: row[name] for name in _PLACE},
            }
            for row in of["bookmark"]
        ],
    }


def _story_in(story: dict[str, Any], tables: Rows) -> None:
    """Add the rows of one exported story."""
    row = {name: story[name] for name in _STORY}
    hashes = [story["sha256"], *story["versions"]]
    if not all(digest == "" or _HASH.fullmatch(digest) for digest in hashes):
        raise ValueError("this export is broken: a hash is not valid")
    if story["status"] not in list(Status):
        raise ValueError(f"this export is broken: no status {story['status']!r}")
    place = dict.fromkeys((*_PLACE, "moved")) | (story["place"] or {})
    place["moved"] = _time_in(place["moved"])
    added, changed = _time_in(story["added"]), _time_in(story["changed"])
    choices = json.dumps(story["choices"]) if story["choices"] else ""
    times = {"added": added, "changed": changed, "decided": _time_in(story.get("decided"))}
    tables["story"].append({**row, **place, **times, "choices": choices})
    owner = {"story": story["id"], "seen": added}
    tables["version"] += [{"sha256": digest, **owner} for digest in story["versions"]]
    unread = {"size": -1, "mtime_ns": -1}
    tables["path"] += [{"path": _path_in(path), **unread, **owner} for path in story["files"]]
    for mark in story["bookmarks"]:
        times = {name: _time_in(mark[name]) for name in ("created", "changed", "deleted")}
        texts = {name: mark[name] for name in _BOOKMARK}
        tables["bookmark"].append({**texts, "story": story["id"], **times, **mark["place"]})


def _choices_out(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:  # from a damaged or foreign file
        return None


def _time_out(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):  # no time that a calendar knows
        return datetime.fromtimestamp(0, UTC).isoformat()


def _time_in(text: str | None) -> float | None:
    return None if text is None else datetime.fromisoformat(text).timestamp()


def _path_out(path: bytes) -> str:
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        return f"file://{quote_from_bytes(path)}"


def _path_in(text: str) -> bytes:
    if text.startswith("file://"):
        return unquote_to_bytes(text.removeprefix("file://"))
    return os.fsencode(text)
