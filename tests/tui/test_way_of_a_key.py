"""How far it is from a key to the move that it asks for."""

import sys
import threading
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from textual import events

from reader.reading.navigator import Navigator
from tests.tui.driving import numbered, story

READER = str(Path(__file__).parents[2] / "reader")
CALLS, FILES = 15, 7
"""Calls of ours before the move itself, and the files they lie in."""


class Way:
    """The calls of ours from the event of a key to the move of the navigator."""

    def __init__(self) -> None:
        self.calls: list[CodeType] = []
        self._on = False

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """Note a call."""
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(READER):
            return
        if isinstance(frame.f_locals.get("message"), events.Key):
            self._on = True
        if code is Navigator.turn.__code__:
            self._on = False
            sys.setprofile(None)
        if self._on:
            self.calls.append(code)

    @property
    def files(self) -> set[str]:
        """The files that are passed through."""
        return {code.co_filename for code in self.calls}


@pytest.mark.parametrize("key", ["space", "right"])
async def test_a_key_is_near_to_its_move(path: Path, key: str) -> None:
    """From the key's event to the turned page it is a few calls through a few files."""
    async with story(path) as driver:
        await driver.press(key)
        before = driver.here.offset
        way = Way()
        threading.setprofile(way)
        sys.setprofile(way)
        try:
            await driver.press(key)
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        assert driver.here.offset > before
        told = "\n".join(
            f"{code.co_filename[len(READER) :]} {code.co_qualname}" for code in way.calls
        )
        assert 5 <= len(way.calls) <= CALLS, told
        assert len(way.files) <= FILES, told


async def test_what_waits_to_be_answered_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """After a signal that ends the program no key is looked at any more."""
    async with story(numbered(tmp_path)) as reader:
        count = reader.app.keys.count
        reader.app.exit(143)
        await reader.app.on_event(events.Key("space", " "))

        assert reader.app.keys.count == count
