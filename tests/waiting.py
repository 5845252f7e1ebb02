"""Waiting in tests of the screen: on conditions, never on time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

GIVE_UP = 10.0
"""Seconds after which a condition counts as never met; far above what any step takes."""

_FIRST_LOOK, _LAST_LOOKS = 0.005, 0.08
"""Seconds between two looks, more each time: a look paints the screen."""


async def until(pilot: Pilot[Any], condition: Callable[[], object], what: str = "") -> None:
    """Let the app work until the condition holds."""
    end, wait = time.monotonic() + GIVE_UP, _FIRST_LOOK
    while not condition():
        assert time.monotonic() < end, f"never came: {what or condition}"
        await pilot.pause(wait)
        wait = min(2 * wait, _LAST_LOOKS)
