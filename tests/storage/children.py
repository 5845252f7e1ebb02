"""Processes that write, to be killed, raced and watched: `python -m tests.storage.children`.

The forks run in a process of their own, without threads, so that forking is safe and cheap.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from reader.annotations.highlights import Highlight
from reader.storage import bookmark_sql, database, sqlite_file, story_sql
from reader.storage.resilient import Change, Reply, ResilientConnection
from reader.storage.schema import MIGRATIONS, Migration
from reader.storage.store import Store
from tests.storage.facts import add, fact, fill, highlight, mark, place


def forked(run: Callable[[int], None]) -> tuple[int, int]:
    """A child that runs with the writing end of a pipe: its process id and the reading end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            run(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def write_on(path: Path, story: int, acknowledge: int) -> None:
    """Bookmarks, highlights and places until killed; each mark is told as soon as it is kept."""
    store = Store(path)
    for step in range(10_000):
        # One a bookmark, the next a highlight.
        new = highlight(step) if step % 2 else mark(step)
        answer = (
            store.highlights.add(story, new)
            if isinstance(new, Highlight)
            else store.bookmarks.add(story, new)
        )
        store.places.remember(story, place(step))
        answer.result()
        os.write(acknowledge, new.id.encode())


def drain(reading: int, seconds: float) -> bytes:
    """What is said until the time is over."""
    said = b""
    while select.select([reading], [], [], seconds)[0]:
        part = os.read(reading, 65536)
        if not part:
            break
        said += part
        seconds = seconds / 2
    return said


def heard(reading: int, bookmarks: int) -> bytes:
    """What is said until that many bookmarks are reported as kept, however long that takes."""
    said = b""
    while len(said) < 32 * bookmarks:
        said += os.read(reading, 65536)
    return said


def kill_writers(path: Path, times: int, seed: int) -> dict[str, int]:
    """Kill a writer again and again; what was acknowledged, what is missing, what is damaged."""
    draw = random.Random(seed)
    with closing(database.open_database(path)) as connection, sqlite_file.transaction(connection):
        story = story_sql.record(connection, [fact("one")], 1.0)[fact("one").sha256]
    told: set[str] = set()
    counts = {"acknowledged": 0, "lost": 0, "damaged": 0, "journals": 0}
    for _ in range(times):
        child, reading = forked(lambda pipe: write_on(path, story, pipe))
        # None told yet, or some, and then any instant: a busy machine changes only how many.
        said = heard(reading, draw.randrange(3))
        said += drain(reading, draw.uniform(0.0005, 0.012))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while part := os.read(reading, 65536):
            said += part
        os.close(reading)
        told |= {said[at : at + 32].decode() for at in range(0, len(said) - 31, 32)}
        counts["journals"] += Path(f"{path}-journal").exists()
        with closing(database.open_database(path)) as connection:
            query = "SELECT id FROM bookmark UNION SELECT id FROM highlight"
            kept = {row[0] for row in connection.execute(query)}
            counts["damaged"] += connection.execute("PRAGMA quick_check").fetchone()[0] != "ok"
        counts["lost"] = len(told - kept)
    return counts | {"acknowledged": len(told)}


def race(path: Path, windows: int, writes: int) -> dict[str, int]:
    """Many windows that write at once from an empty disk on; what is missing, who complained."""

    def run(pipe: int) -> None:
        store = Store(path)
        troubles: list[str] = []
        store.on_change = lambda: troubles.append(store.trouble)
        story = add(store, "one")
        for step in range(writes):
            store.bookmarks.add(story, mark(step)).result()
        saved = store.close(60)
        os.write(pipe, bytes([len(troubles) + (not saved)]))

    children = [forked(run) for _ in range(windows)]
    complaints = 0
    for child, reading in children:
        said = os.read(reading, 1)
        complaints += said[0] if said else 100
        os.waitpid(child, 0)
    with closing(database.open_database(path)) as connection:
        kept = connection.execute("SELECT count(*) FROM bookmark").fetchone()[0]
    return {"lost": windows * writes - kept, "complaints": complaints}


def write_in_one_thread(path: Path, writes: int) -> dict[str, int]:
    """The real writer without its thread, for a tracer; tells each bookmark when it is kept."""
    connection = ResilientConnection(path)
    connection.open()
    recorded: Reply[dict[str, int]] = Reply()
    connection.write(Change(lambda c: story_sql.record(c, [fact("one")], 1.0), recorded))
    (story,) = recorded.result(0).values()
    for step in range(writes):
        bookmark = mark(step)
        move = story_sql.Move(story, place(step), float(step), None)
        connection.write(Change(partial(story_sql.remember, move=move), Reply()))
        done: Reply[None] = Reply()
        connection.write(Change(partial(bookmark_sql.add, story_id=story, mark=bookmark), done))
        done.result(0)
        os.write(1, f"kept {bookmark.id}\n".encode())
    connection.close()
    return {"written": writes}


def widen(connection: Connection) -> None:
    """A later step of the schema: a column, filled for every row."""
    connection.execute("ALTER TABLE bookmark ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE bookmark SET colour = 'of ' || name")


LATER = (*MIGRATIONS, Migration("colours", widen))


def kill_migrations(folder: Path, times: int, seed: int) -> dict[str, int]:
    """Kill a migration again and again: how often it was not begun, done, or half done."""
    draw = random.Random(seed)
    model, data = folder / "model.db", folder / "nightstand.db"
    fill(model, 50, 5_500)
    counts = {"old": 0, "new": 0, "half": 0}
    for _ in range(times):
        shutil.copy(model, data)
        child, reading = forked(lambda _: database.open_database(data, LATER).close())
        drain(reading, draw.uniform(0.0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        with closing(sqlite_file.connect(data, "rw")) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            names = [row[1] for row in connection.execute("PRAGMA table_info(bookmark)")]
            rows = connection.execute("SELECT count(*) FROM bookmark").fetchone()[0]
        whole = rows == 5_500 and version == len(MIGRATIONS) + ("colour" in names)
        counts["half" if not whole else "new" if version == len(LATER) else "old"] += 1
    return counts


def race_migrations(folder: Path, times: int, windows: int) -> dict[str, int]:
    """Windows that all find an old schema: how often one of them failed."""
    model, data = folder / "model.db", folder / "nightstand.db"
    fill(model, 20, 1_000)

    def run(pipe: int) -> None:
        with closing(database.open_database(data, LATER)) as connection:
            found = connection.execute("SELECT count(*) FROM bookmark WHERE colour LIKE 'of %'")
            os.write(pipe, b"!" if found.fetchone() == (1_000,) else b"?")

    bad = 0
    for _ in range(times):
        shutil.copy(model, data)
        children = [forked(run) for _ in range(windows)]
        for child, reading in children:
            bad += os.read(reading, 1) != b"!"
            os.close(reading)
            os.waitpid(child, 0)
    return {"bad": bad}


RUNS: dict[str, Callable[..., dict[str, int]]] = {
    "kill": kill_writers,
    "race": race,
    "trace": write_in_one_thread,
    "migrate": kill_migrations,
    "migrate-race": race_migrations,
}

if __name__ == "__main__":
    name, where, *numbers = sys.argv[1:]
    print(json.dumps(RUNS[name](Path(where), *map(int, numbers))))
