"""Waiting in tests of the screen: on conditions, never on time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

GIVE_UP = 10.0
"""Seconds after which a condition counts as never met; far above what any step takes."""


async def until(pilot: Pilot[Any], condition: Callable[[], object], what: str = "") -> None:
    """Let the app work until the condition holds."""
    end = time.monotonic() + GIVE_UP
    while not condition():
        assert time.monotonic() < end, f"never came: {what or condition}"
        await pilot.pause(0.005)
