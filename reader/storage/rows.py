"""Rows of a data file as values, and how rows of two files become one.

The rule: the newer wins, a deletion counts as a change, and merging twice changes nothing more.
It is the same for a salvaged file, a backup, another machine's file and an import.
"""

from __future__ import annotations

from collections import defaultdict
from sqlite3 import Connection

from reader.storage.soundness import CALLED, TABLES, Row, admitted
from reader.value import Value

Rows = dict[str, list[Row]]
"""Table → its rows, each column by its name."""

_NAMED = 3
"""How many of the items that were left out are named."""
_INSTANT = 0.001  # times converted to text and back may differ by less
_PLACE = ("moved", "offset", "exact", "prefix", "suffix", "chapter", "progression")


class LeftOut:
    """Foreign rows that could not be imported, in words for the reader."""

    def __init__(self) -> None:
        self.count = 0
        self.named: list[str] = []
        self._where = ""

    def of(self, where: str) -> LeftOut:
        """The same, with further notes placed in a part of what is read."""
        self._where = f" in {where}"
        return self

    def note(self, what: str) -> None:
        """Count an item; only the first are named."""
        self.count += 1
        if len(self.named) < _NAMED:
            self.named.append(what + self._where)

    def row(self, table: str, taken: Row | None, gone: list[str]) -> None:
        """Count a row that was refused, or imported without some of its values."""
        if taken is None:
            self.note(f"a {CALLED.get(table, table)}")
        elif gone:
            self.note(f"{' and '.join(gone)} of a {CALLED.get(table, table)}")

    @property
    def sentence(self) -> str:
        """All of it, or an empty string."""
        if not self.count:
            return ""
        more = self.count - len(self.named)
        rest = f" and {more:,} more" if more else ""
        return f"Could not be read, and was left out: {', '.join(self.named)}{rest}."


class Merged(Value):
    """What a merge has changed."""

    stories: int = 0
    """New ones."""
    places: int = 0
    """Places replaced by newer ones, and first ones."""
    bookmarks: int = 0
    """New, renamed, deleted or restored ones."""
    highlights: int = 0
    """New, changed, deleted or restored ones."""
    left_out: str = ""
    """A sentence about what could not be imported; empty if everything was."""


def columns(connection: Connection) -> dict[str, list[str]]:
    """Every table with the names of its columns, without views and virtual tables."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND rootpage>0"
    ).fetchall()
    return {
        name: [row[1] for row in connection.execute("SELECT * FROM pragma_table_info(?)", (name,))]
        for (name,) in names
    }


def contents(connection: Connection) -> str:
    """What a data file contains, in words; highlights are named if there are any."""
    stories = connection.execute("SELECT count(*) FROM story").fetchone()[0]
    kept = [f"{stories} {'story' if stories == 1 else 'stories'}"]
    for table in ("bookmark", "highlight"):
        query = f"SELECT count(*) FROM {table} WHERE deleted IS NULL"
        count = connection.execute(query).fetchone()[0]
        if count or table == "bookmark":
            kept.append(f"{count} {table}{'s' if count != 1 else ''}")
    return f"{', '.join(kept[:-1])} and {kept[-1]}"


def read_rows(connection: Connection, left_out: LeftOut | None = None) -> Rows:
    """All rows of a data file of any age, in valid form; invalid ones are left out."""
    found = columns(connection)
    left_out = left_out or LeftOut()
    rows: Rows = {}
    factory, connection.text_factory = connection.text_factory, bytes
    try:
        for table in TABLES:
            names = [name for name in found.get(table, ()) if name in TABLES[table]]
            rows[table] = []
            if not names:
                continue
            for values in connection.execute(f"SELECT {', '.join(names)} FROM {table}"):
                row, gone = admitted(table, dict(zip(names, values, strict=True)))
                left_out.row(table, row, gone)
                if row is not None:
                    rows[table].append(row)
    finally:
        connection.text_factory = factory
    return rows


def merge(connection: Connection, rows: Rows) -> Merged:
    """Merge rows of another file, inside a transaction of the caller."""
    own: dict[int, int] = {}
    hashes: dict[int, list[str]] = defaultdict(list)
    for version in rows.get("version", ()):
        hashes[version["story"]].append(version["sha256"])
    stories = places = 0
    for story in _whole(rows, hashes):
        target = _match(connection, story, hashes[story["id"]])
        if target is None:
            target = story["id"]
            _insert(connection, "story", story)
            stories += 1
        else:
            places += _merge_story(connection, target, story)
        own[story["id"]] = target
        for digest in {story["sha256"], *hashes[story["id"]]} - {""}:
            row = {"sha256": digest, "story": target, "seen": story["added"]}
            _insert(connection, "version", row)
    for row in rows.get("register", ()):
        _insert(connection, "register", row)
    for table in ("path", "elsewhere", "sketch"):
        for row in rows.get(table, ()):
            if row["story"] in own:
                _insert(connection, table, {**row, "story": own[row["story"]]})
    for row in rows.get("meta", ()):
        _merge_read(connection, row, own)
    marks = sum(
        _merge_bookmark(connection, {**row, "story": own[row["story"]]})
        for row in rows.get("bookmark", ())
        if row["story"] in own
    )
    highlights = sum(
        _merge_highlight(connection, {**row, "story": own[row["story"]]})
        for row in rows.get("highlight", ())
        if row["story"] in own
    )
    return Merged(stories, places, marks, highlights)


def without_orphans(rows: Rows) -> Rows:
    """The rows without those that belong to none of the stories among them."""
    known = {story["id"] for story in rows.get("story", ())}
    return {
        table: [row for row in found if "story" not in row or row["story"] in known]
        for table, found in rows.items()
    }


def _whole(rows: Rows, hashes: dict[int, list[str]]) -> list[Row]:
    """The stories, and a bare one for each that is only referred to (its own row was damaged)."""
    stories = list(rows.get("story", ()))
    known = {story["id"] for story in stories}
    for table in (
        "bookmark",
        "highlight",
        "version",
    ):  # where a file is says nothing by itself about a story
        for row in rows.get(table, ()):
            if row["story"] not in known:
                known.add(row["story"])
                stories.append(_bare(row["story"], hashes))
    return stories


def _bare(story_id: int, hashes: dict[int, list[str]]) -> Row:
    digest = hashes[story_id][-1] if hashes[story_id] else ""
    numbers = dict.fromkeys(("words", "length", "chapters", "added", "changed"), 0)
    return {"id": story_id, "sha256": digest, "title": "", "author": "", **numbers}


def _match(connection: Connection, story: Row, hashes: list[str]) -> int | None:
    """The same story here: found by its present bytes, by its id, by bytes it once had."""
    by_hash = "SELECT story FROM version WHERE sha256=?"
    queries = [
        (by_hash, story["sha256"]),
        ("SELECT id FROM story WHERE id=?", story["id"]),
        *((by_hash, digest) for digest in hashes),
    ]
    for query, value in queries:
        row = connection.execute(query, (value,)).fetchone()
        if row:
            return int(row[0])
    return None


def _merge_story(connection: Connection, target: int, theirs: Row) -> int:
    """Return 1 if the place of a story known here was replaced by a newer one."""
    names = ("title", "sha256", "changed", "moved", "offset", "seq")
    row = connection.execute(f"SELECT {', '.join(names)} FROM story WHERE id=?", (target,))
    ours = dict(zip(names, row.fetchone(), strict=True))
    if not ours["sha256"] or not ours["title"]:
        bare = ("sha256", "title", "author", "words", "length", "chapters", "added")
        _update(connection, target, {name: theirs[name] for name in bare})
    if _newer(theirs["changed"], ours["changed"]):
        decided = ("status", "decided", "choices", "changed")
        _update(connection, target, {n: theirs[n] for n in decided if n in theirs})
    if not _newer(theirs.get("moved"), ours["moved"]):
        return 0
    if ours["offset"] is not None and ours["offset"] != theirs["offset"]:
        place = ", ".join(_PLACE)
        connection.execute(
            f"INSERT OR REPLACE INTO elsewhere(story, {place})"
            f" SELECT id, {place} FROM story WHERE id=?",
            (target,),
        )
    seq = max(ours["seq"], theirs.get("seq") or 0) + 1
    seen = theirs.get("seen_chapters") or 0
    place_now = {name: theirs[name] for name in _PLACE}
    _update(connection, target, {**place_now, "seq": seq, "seen_chapters": seen})
    return 1


def _merge_read(connection: Connection, theirs: Row, own: dict[int, int]) -> None:
    """Merge a record of what was read; other records belong to their own file only."""
    from reader.storage import coverage  # not needed by a start without a data file

    story = coverage.story_of(theirs["key"])
    if story in own:
        coverage.merge(connection, own[story], theirs["value"])


def _merge_bookmark(connection: Connection, theirs: Row) -> int:
    """Return 1 if the bookmark is new, or newer than here."""
    row = connection.execute(
        "SELECT changed, name, deleted FROM bookmark WHERE id=?", (theirs["id"],)
    ).fetchone()
    if row is None:
        _insert(connection, "bookmark", theirs)
        return 1
    if not _newer(theirs["changed"], row[0]):
        return 0
    connection.execute(
        "UPDATE bookmark SET name=?, changed=?, deleted=? WHERE id=?",
        (theirs["name"], theirs["changed"], theirs["deleted"], theirs["id"]),
    )
    return 1


def _merge_highlight(connection: Connection, theirs: Row) -> int:
    """Return 1 if the highlight is new, or some field is newer than here."""
    if connection.execute("SELECT 1 FROM highlight WHERE id=?", (theirs["id"],)).fetchone():
        from reader.storage import highlight_sql  # not needed by a start without a data file

        return highlight_sql.merge(connection, theirs)
    _insert(connection, "highlight", theirs)
    return 1


def _newer(theirs: float | None, ours: float | None) -> bool:
    return theirs is not None and (ours is None or theirs > ours + _INSTANT)


def _insert(connection: Connection, table: str, row: Row) -> None:
    """Insert a row, unless one with its key exists; a sketch is replaced by a newer one."""
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    newest = (
        " ON CONFLICT(story) DO UPDATE SET sha256=excluded.sha256, sketch=excluded.sketch,"
        " made=excluded.made WHERE excluded.made > made"
        if table == "sketch"
        else " ON CONFLICT DO NOTHING"
    )
    connection.execute(f"INSERT INTO {table}({names}) VALUES({marks}){newest}", (*row.values(),))


def _update(connection: Connection, target: int, row: Row) -> None:
    names = ", ".join(f"{name}=?" for name in row)
    connection.execute(f"UPDATE story SET {names} WHERE id=?", (*row.values(), target))
