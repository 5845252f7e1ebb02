"""The tables of the data file and the steps that lead to them.

The rule: a migration is only ever added at the end, and every table has its own number of columns,
which no other has in any version, so that rows can be told apart when a damaged file is read page
by page.
"""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection

from reader.value import Value

APPLICATION_ID = 0x4E695374  # "NiSt"


class Migration(Value):
    """One step of the schema; it runs inside a transaction that others see whole or not at all."""

    name: str
    run: Callable[[Connection], None]


_FIRST = (
    """
    CREATE TABLE story(
      id INTEGER NOT NULL UNIQUE,
      sha256 TEXT NOT NULL,
      title TEXT NOT NULL,
      author TEXT NOT NULL,
      words INTEGER NOT NULL,
      length INTEGER NOT NULL,
      chapters INTEGER NOT NULL,
      seen_chapters INTEGER NOT NULL DEFAULT 0,
      status TEXT NOT NULL DEFAULT 'to read',
      choices TEXT NOT NULL DEFAULT '',
      added REAL NOT NULL,
      changed REAL NOT NULL,
      seq INTEGER NOT NULL DEFAULT 0,
      moved REAL,
      offset INTEGER,
      exact TEXT,
      prefix TEXT,
      suffix TEXT,
      chapter TEXT,
      progression REAL)
    """,
    # Every content that a story ever had, so that an old copy is recognised too.
    """
    CREATE TABLE version(
      sha256 TEXT NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      seen REAL NOT NULL)
    """,
    "CREATE INDEX version_story ON version(story)",
    # Bytes, because a file name need not be valid UTF-8.
    """
    CREATE TABLE path(
      path BLOB NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      seen REAL NOT NULL)
    """,
    "CREATE INDEX path_story ON path(story)",
    """
    CREATE TABLE bookmark(
      id TEXT NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      words TEXT NOT NULL,
      created REAL NOT NULL,
      changed REAL NOT NULL,
      deleted REAL,
      offset INTEGER NOT NULL,
      exact TEXT NOT NULL,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      chapter TEXT NOT NULL,
      progression REAL NOT NULL)
    """,
    "CREATE INDEX bookmark_story ON bookmark(story, offset)",
    # The place of another window when a newer one was written over it.
    """
    CREATE TABLE elsewhere(
      story INTEGER NOT NULL UNIQUE REFERENCES story(id) ON DELETE CASCADE,
      moved REAL NOT NULL,
      offset INTEGER NOT NULL,
      exact TEXT NOT NULL,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      chapter TEXT NOT NULL,
      progression REAL NOT NULL)
    """,
    """
    CREATE TABLE sketch(
      story INTEGER NOT NULL UNIQUE REFERENCES story(id) ON DELETE CASCADE,
      sha256 TEXT NOT NULL,
      sketch BLOB NOT NULL,
      made REAL NOT NULL)
    """,
    "CREATE TABLE meta(key TEXT NOT NULL UNIQUE, value TEXT NOT NULL)",
)


def _create(connection: Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


_SECOND = (
    # When the reader set the status by hand; NULL if it depends on what they read.
    "ALTER TABLE story ADD COLUMN decided REAL",
    "ALTER TABLE path ADD COLUMN inode INTEGER NOT NULL DEFAULT 0",
    # A row is written with the new column only when it is written anyway.
    "UPDATE story SET decided=NULL",
    "UPDATE path SET inode=0",
    # Files of the library without a story, so that they are not read at each start.
    """
    CREATE TABLE refused(
      path BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      reason TEXT NOT NULL,
      added REAL NOT NULL,
      seen REAL NOT NULL)
    """,
)


def _decide(connection: Connection) -> None:
    for statement in _SECOND:
        connection.execute(statement)


_THIRD = (
    # `stamps`: field → when it was last changed, as JSON; see `annotations.highlights.Stamp`.
    """
    CREATE TABLE highlight(
      id TEXT NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      colour TEXT NOT NULL,
      style TEXT NOT NULL,
      note TEXT NOT NULL,
      tags TEXT NOT NULL,
      created REAL NOT NULL,
      changed REAL NOT NULL,
      deleted REAL,
      stamps TEXT NOT NULL,
      quote TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      chapter TEXT NOT NULL,
      progression REAL NOT NULL,
      start_offset INTEGER NOT NULL,
      start_exact TEXT NOT NULL,
      start_prefix TEXT NOT NULL,
      start_suffix TEXT NOT NULL,
      end_offset INTEGER NOT NULL,
      end_exact TEXT NOT NULL,
      end_prefix TEXT NOT NULL,
      end_suffix TEXT NOT NULL)
    """,
    "CREATE INDEX highlight_story ON highlight(story, start_offset)",
)


def _mark(connection: Connection) -> None:
    for statement in _THIRD:
        connection.execute(statement)


_FOURTH = (
    # What travels between machines, one field per row; `story` is the key of its story, if it is
    # searched by that; `unsent`: changed here and not in a segment yet.
    """
    CREATE TABLE register(
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      field TEXT NOT NULL,
      story TEXT NOT NULL,
      value TEXT NOT NULL,
      ms INTEGER NOT NULL,
      counter INTEGER NOT NULL,
      device TEXT NOT NULL,
      unsent INTEGER NOT NULL,
      PRIMARY KEY(kind, id, field)) WITHOUT ROWID
    """,
    "CREATE INDEX register_found ON register(unsent, story)",
)


def _register(connection: Connection) -> None:
    for statement in _FOURTH:
        connection.execute(statement)


_FIFTH = (
    # With row numbers: without them each row of a kilobyte would take an extra page.
    "ALTER TABLE register RENAME TO register_before",
    """
    CREATE TABLE register(
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      field TEXT NOT NULL,
      story TEXT NOT NULL,
      value TEXT NOT NULL,
      ms INTEGER NOT NULL,
      counter INTEGER NOT NULL,
      device TEXT NOT NULL,
      unsent INTEGER NOT NULL,
      UNIQUE(kind, id, field))
    """,
    "INSERT INTO register SELECT * FROM register_before ORDER BY kind, id, field",
    "DROP TABLE register_before",
    "CREATE INDEX register_story ON register(story, kind)",
    "CREATE INDEX register_unsent ON register(unsent) WHERE unsent=1",
)


def _number(connection: Connection) -> None:
    for statement in _FIFTH:
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    Migration("stories, paths, bookmarks", _create),
    Migration("statuses by hand, files that hold no story", _decide),
    Migration("highlights", _mark),
    Migration("what travels between machines", _register),
    Migration("what travels in rows with numbers", _number),
)
