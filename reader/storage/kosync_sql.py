"""What a server said about other devices in a story, as SQL: which of it was offered already.

The rule: every function takes a connection and runs inside a transaction that its caller began.
"""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any

from reader.locator.quote import Locator
from reader.storage import meta_sql, story_sql
from reader.value import Value


class OfferedPlace(Value):
    """What was offered last."""

    mark: tuple[Any, ...] = ()
    """The server's name for the position."""
    device: str = ""
    offset: int = -1
    exact: str = ""


def told(connection: Connection, story: int) -> OfferedPlace:
    """What was last offered for a story; empty for a damaged record."""
    try:
        found = json.loads(meta_sql.value(connection, f"{story_sql.SERVER}{story}") or "")
    except (ValueError, RecursionError):
        return OfferedPlace()
    match found:
        case {"mark": list(mark), "device": str(device), "offset": int(at), "exact": str(exact)}:
            return OfferedPlace(tuple(mark), device, at, exact)
    return OfferedPlace()


def offer(connection: Connection, story: int, place: Locator, at: float, new: OfferedPlace) -> bool:
    """Offer a place that was not offered before; whether that was done.

    A place of another window or machine is not displaced: this one is reported again later.
    """
    if told(connection, story).mark == new.mark or story_sql.other_place(connection, story):
        return False
    story_sql.set_other(connection, story, at, tuple(place))
    value = {name: getattr(new, name) for name in ("mark", "device", "offset", "exact")}
    meta_sql.keep(connection, (f"{story_sql.SERVER}{story}", json.dumps(value)))
    return True
