"""The list of jumps: where each left from, and back and forward through it."""

from __future__ import annotations

from reader.reading.navigator import JUMPS_KEPT, Navigator
from reader.story import Offset


def jumped(here: Navigator, origin: Offset) -> Navigator:
    """The same place, reached by a jump from another."""
    if origin == here.offset:
        return here
    return here._replace(back=(*here.back[1 - JUMPS_KEPT :], origin), ahead=())


def back(here: Navigator) -> Navigator:
    """Go back to where the last jump left from."""
    if not here.back:
        return here
    left, ahead = here.back[:-1], (*here.ahead, here.offset)
    return here.begun_at(here.back[-1])._replace(back=left, ahead=ahead)


def forward(here: Navigator) -> Navigator:
    """Undo the last `back`."""
    if not here.ahead:
        return here
    left = (*here.back[1 - JUMPS_KEPT :], here.offset)
    return here.begun_at(here.ahead[-1])._replace(back=left, ahead=here.ahead[:-1])
