"""How far answers about the people of a story may look.

The rule: what the reader has read, up to the end of the page that is read; a page that is only
looked at adds nothing, unless the story is finished.
"""

from __future__ import annotations

from reader.context import Context
from reader.people.so_far import bound_at
from reader.reading.reading import Reading, page_of
from reader.storage.values import Status


def bound_of(context: Context, reading: Reading) -> int:
    """The offset after which nothing is looked at; the caller waits for the data file."""
    story, id_ = reading.opened.story, reading.opened.id
    known = context.store.stories.get(id_) if id_ is not None else None
    if known is not None and known.status is Status.FINISHED:
        return bound_at(story, story.body.end)
    return bound_at(story, page_of(reading.place).end)
