"""What is wrong with the data file and its surroundings, and how to fix it.

The rule: it looks and changes nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path
from sqlite3 import Connection

from reader.posix import seen_by_others
from reader.storage import database, upkeep
from reader.storage.paths import shared_place
from reader.storage.rows import contents
from reader.storage.store import Store
from reader.storage.values import Check

_LITTLE = 16 << 20
_GIGABYTE = 10**9
_OLD_BACKUP = 14
_DAY = 86_400


def check(store: Store, now: float | None = None) -> list[Check]:
    """What `doctor` says about the data file, its folder, its space and its backups."""
    path = store.path
    return [
        _file(store),
        _content(store),
        _rights(path),
        _room(path),
        _place(path),
        _backups(store, time.time() if now is None else now),
        _set_aside(path),
    ]


def _file(store: Store) -> Check:
    if store.trouble:
        advice = f"changes are not saved: {store.trouble}; fix that, or choose another with --data"
        return Check("data file", False, advice)
    return Check("data file", True, str(store.path))


def _content(store: Store) -> Check:
    def count(connection: Connection) -> tuple[str, str]:
        return str(database.damage(connection) or ""), contents(connection)

    verdict, words = store.ask(count)
    if verdict:
        advice = f"damaged ({verdict}); it will be repaired when Nightstand is next opened"
        return Check("content", False, advice)
    return Check("content", True, words)


def _rights(path: Path) -> Check:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Check("permissions", False, f"{path} cannot be looked at ({error.strerror})")
    if not stat.S_ISREG(mode):
        return Check(
            "permissions", False, f"{path} is not a regular file: choose another with --data"
        )
    effective = os.access in os.supports_effective_ids
    both = (path, path.parent)
    if not all(os.access(one, os.W_OK, effective_ids=effective) for one in both):
        return Check("permissions", False, f"not writable: chmod u+w '{path}' '{path.parent}'")
    if seen_by_others(mode):
        return Check("permissions", False, f"others can see what you read: chmod 600 '{path}'")
    return Check("permissions", True, "only you may read it")


def _room(path: Path) -> Check:
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        return Check("disk space", False, f"the disk does not answer ({error.strerror})")
    words = f"{free / _GIGABYTE:,.1f} GB free"
    if free < _GIGABYTE:
        words = f"{free // 1_000_000:,} MB free"
    return Check("disk space", free >= _LITTLE, words if free >= _LITTLE else f"{words}: make room")


def _place(path: Path) -> Check:
    if where := shared_place(path):
        return Check(
            "storage", False, f"on {where}: keep it on this machine, or use one machine at a time"
        )
    return Check("storage", True, "a local disk")


def _backups(store: Store, now: float) -> Check:
    found = upkeep.existing(store.path)
    if not found:
        fresh = all(now - known.added < _DAY for known in store.stories.known())
        return Check("backups", fresh, "none yet; one is made each day Nightstand is open")
    days = (now - found[0].stat().st_mtime) / _DAY
    words = f"{len(found)}, the newest of {upkeep.day(found[0])}"
    old = days > _OLD_BACKUP and store.path.stat().st_mtime - found[0].stat().st_mtime > _DAY
    return Check("backups", not old, f"{words}: is there room for one?" if old else words)


def _set_aside(path: Path) -> Check:
    """Damaged files are reported, but are not a fault once their contents were recovered."""
    found = sorted(file.name for file in path.parent.glob("*.damaged-*"))
    mine = [n for n in found if n.startswith(path.name) and not n.endswith("-journal")]
    if not mine:
        return Check("damage", True, "none")
    return Check("damage", True, f"kept from earlier, delete when you like: {', '.join(mine)}")
