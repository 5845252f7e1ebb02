"""Everything in a store as versioned, readable JSON, and back; merging another data file.

The rule: an import is merged, the newer wins, so importing twice changes nothing.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Error
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from reader.storage import database, rows, soundness, sqlite_file
from reader.storage.faults import DamagedError
from reader.storage.rows import LeftOut, Merged, Rows
from reader.storage.soundness import Row
from reader.storage.store import Store

FORMAT, VERSION = "nightstand", 1
_STORY = (
    "id", "sha256", "title", "author", "words", "length", "chapters", "seen_chapters", "status"
)  # fmt: skip
_KNOWN_BY = ("sha256", "versions", "files")
"""One of these identifies the text of a story."""
_BOOKMARK = ("id", "name", "words")
_HIGHLIGHT = (
    *("id", "colour", "style", "note", "quote", "before", "after", "chapter", "progression"),
)
_SIDE = ("offset", "exact", "prefix", "suffix")
_PLACE = ("offset", "exact", "prefix", "suffix", "chapter", "progression")
_NO_TIME = "no time"
_AHEAD = 86_400.0
"""Seconds by which the clock of another machine may be ahead."""


def export(store: Store) -> dict[str, Any]:
    """All stories with their places and bookmarks, including deleted ones, as JSON values.

    Times are ISO 8601 in UTC, offsets code points. A path that is not valid UTF-8 is a `file:` URI.
    """
    tables = store.ask(rows.read_rows)
    of: dict[str, dict[int, list[Row]]] = {}
    for table in ("version", "path", "bookmark", "highlight"):
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
    """Import what `export` gave; raises `ValueError` if it is something else.

    Impossible values are left out, and reported.
    """
    if not isinstance(exported, dict) or exported.get("format") != FORMAT:
        raise ValueError("this is not a Nightstand export")
    version = exported.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise ValueError("this was exported by a newer Nightstand")
    stories = exported.get("stories")
    if not isinstance(stories, list):
        raise ValueError("this export is broken: it has no list of stories")
    tables: Rows = {"story": [], "version": [], "path": [], "bookmark": [], "highlight": []}
    left_out = LeftOut()
    for number, story in enumerate(stories, 1):
        _story_in(story, tables, left_out.of(f"story {number}"))
    return _take(store, tables, left_out)


def merge_file(store: Store, path: Path) -> Merged:
    """Import another data file, which is only read; raises `ValueError` if it is not one.

    Only our tables and columns are looked at, and impossible values are left out.
    """
    if not path.is_file():
        raise ValueError(f"{path.name} is not a regular file")
    left_out = LeftOut()
    try:
        with closing(sqlite_file.connect(path, "ro")) as source:
            sqlite_file.guard(source, foreign=True)
            with suppress(DamagedError):  # it is ours, and only read
                database.refuse_foreign(source)
            tables = rows.read_rows(source, left_out)
        tables.pop("register", None)  # of that machine; what it says is in the rows
    except (Error, OSError, MemoryError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be imported: {error}")
    return _take(store, tables, left_out)


def _take(store: Store, tables: Rows, left_out: LeftOut) -> Merged:
    """Merge rows that were admitted, except future times, which would win over every other."""
    latest = time.time() + _AHEAD
    for table, found in tables.items():
        for row in found:
            for name in soundness.times(table):
                if (row.get(name) or 0) > latest:
                    row[name] = 0.0
                    left_out.note(f"a {table} with a time in the future")
    try:
        merged = store.change(lambda connection: rows.merge(connection, tables))
    except (Error, OverflowError, UnicodeEncodeError) as error:
        raise ValueError(f"it cannot be imported: {error}")
    return merged.replace(left_out=left_out.sentence)


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
        "highlights": [_highlight_out(row) for row in of["highlight"]],
    }


def _highlight_out(row: Row) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _HIGHLIGHT},
        "tags": row["tags"].split(",") if row["tags"] else [],
        **{name: _time_out(row[name]) for name in ("created", "changed", "deleted")},
        "stamps": _choices_out(row["stamps"]) or {},
        **{side: {name: row[f"{side}_{name}"] for name in _SIDE} for side in ("start", "end")},
    }


def _story_in(story: Any, tables: Rows, left_out: LeftOut) -> None:
    """Add the rows of one exported story."""
    if not isinstance(story, dict):
        left_out.note("all")
        return
    if not any(story.get(name) for name in _KNOWN_BY):
        left_out.note("a story without a text")
        return
    row = {name: story[name] for name in _STORY if name in story}
    if isinstance(place := story.get("place"), dict):
        row |= {name: place[name] for name in _PLACE if name in place}
        row["moved"] = _time_in(place.get("moved"))
    if place is not None and not (isinstance(place, dict) and row.keys() & {"offset", "exact"}):
        left_out.note("the place")
    row |= {name: _time_in(story.get(name)) for name in ("added", "changed", "decided")}
    row["choices"] = _choices_in(story.get("choices"))
    if not _add(tables, left_out, "story", row):
        return
    owner = {"story": story["id"], "seen": row["added"]}
    for digest in _list(story, "versions", left_out):
        _add(tables, left_out, "version", {"sha256": digest, **owner})
    for path in _list(story, "files", left_out):
        unread = {"size": -1, "mtime_ns": -1}
        _add(tables, left_out, "path", {"path": _path_in(path), **unread, **owner})
    for mark in _list(story, "bookmarks", left_out):
        if isinstance(mark, dict):
            _add(tables, left_out, "bookmark", {**_mark_in(mark), "story": story["id"]})
        else:
            left_out.note("a bookmark")
    # Exports of versions without highlights have none.
    for mark in _list(story, "highlights", left_out) if "highlights" in story else ():
        if isinstance(mark, dict):
            _add(tables, left_out, "highlight", {**_highlight_in(mark), "story": story["id"]})
        else:
            left_out.note("a highlight")


def _mark_in(mark: Row) -> Row:
    place = mark.get("place")
    return {
        **{name: mark.get(name) for name in _BOOKMARK},
        **{name: _time_in(mark.get(name)) for name in ("created", "changed", "deleted")},
        **({name: place.get(name) for name in _PLACE} if isinstance(place, dict) else {}),
    }


def _highlight_in(mark: Row) -> Row:
    tags = mark.get("tags")
    sides = {side: mark.get(side) for side in ("start", "end")}
    return {
        **{name: mark.get(name) for name in _HIGHLIGHT},
        "tags": ",".join(map(str, tags)) if isinstance(tags, list) else tags,
        **{name: _time_in(mark.get(name)) for name in ("created", "changed", "deleted")},
        "stamps": _choices_in(mark.get("stamps")),
        **{
            f"{side}_{name}": place.get(name)
            for side, place in sides.items()
            if isinstance(place, dict)
            for name in _SIDE
        },
    }


def _list(story: Row, name: str, left_out: LeftOut) -> list[Any]:
    found = story.get(name)
    if isinstance(found, list):
        return found
    left_out.note(f"the {name}")
    return []


def _add(tables: Rows, left_out: LeftOut, table: str, row: Row) -> bool:
    """Add a row if it is valid; whether it is."""
    taken, gone = soundness.admitted(table, row)
    left_out.row(table, taken, gone)
    if taken is not None:
        tables[table].append(taken)
    return taken is not None


def _choices_in(choices: Any) -> str:
    try:
        return json.dumps(choices) if choices else ""
    except RecursionError:
        return ""


def _choices_out(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):  # from a damaged or foreign file
        return None


def _time_out(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):  # not a time that a calendar knows
        return datetime.fromtimestamp(0, UTC).isoformat()


def _time_in(text: Any) -> Any:
    """The seconds of an ISO 8601 time; anything else is left to be refused."""
    if not isinstance(text, str):
        return text if text is None else _NO_TIME
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return _NO_TIME


def _path_out(path: bytes) -> str:
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        return f"file://{quote_from_bytes(path)}"


def _path_in(text: Any) -> Any:
    """The bytes of a path; anything else is left to be refused."""
    if not isinstance(text, str):
        return text
    try:
        if text.startswith("file://"):
            return unquote_to_bytes(text.removeprefix("file://"))
        return os.fsencode(text)
    except UnicodeEncodeError:
        return text
