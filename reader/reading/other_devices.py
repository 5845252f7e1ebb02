"""Where KOReader was in a story on another device, to be offered; it never moves the place here.

The rule: the caller waits for the server, so call it in a thread; raises `ServerError`.
"""

from __future__ import annotations

import time
from functools import partial

from reader import locator
from reader.context import Context
from reader.locator.quote import Locator
from reader.reading.open import OpenStory
from reader.storage import kosync_sql
from reader.storage.kosync_sql import OfferedPlace
from reader.sync.kosync import Account, Position, documents, position

NAMELESS = "KOReader"
_NEAR = 0.01
"""Two devices count the same place differently by up to three of these; less is not news."""


def look(context: Context, opened: OpenStory) -> bool:
    """Ask the server about a story that is wholly there; whether there is a place to offer."""
    account = Account.of(context.settings.kosync)
    if account is None or opened.path is None or opened.id is None:
        return False
    try:
        found = position(account, documents(opened.path))
    except OSError:  # the file disappeared meanwhile
        return False
    return found is not None and _offer(context, opened, opened.id, found)


def _offer(context: Context, opened: OpenStory, story: int, found: Position) -> bool:
    known = context.store.stories.get(story)
    here = known.locator.progression if known and known.locator else 0.0
    moved = known.last_read if known and known.last_read else 0.0
    at = min(found.at or time.time(), time.time())
    offset = opened.story.offset_at(found.share)
    place = locator.make(opened.story, offset)
    new = OfferedPlace(found.mark, found.device or NAMELESS, place.offset, place.exact)
    if (found.at and at < moved) or abs(found.share - here) < _NEAR:
        return False
    store = context.store
    return store.change(partial(kosync_sql.offer, story=story, place=place, at=at, new=new))


def device_at(context: Context, story: int, place: Locator) -> str:
    """The device whose place was offered; empty if it was not one."""
    known = context.store.ask(lambda c: kosync_sql.told(c, story), narrow=True)
    return known.device if (known.offset, known.exact) == (place.offset, place.exact) else ""
