"""Whole screens of the shelf as text, from the app itself."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from textual.pilot import Pilot
from textual.worker import Worker

from reader import locator
from reader.context import Context, set_up
from reader.library import folders as library_folders
from reader.reading.open import open_path
from reader.shelf.scan import rescan
from reader.storage.values import Status
from reader.tui.app import NightstandApp
from tests.sample_stories import copied_to

_READ = (  # in the order in which they were read
    ("the-torr-pound", 1.0, None),
    ("re-one-umbrella", 0.4, Status.SET_ASIDE),
    ("eleven-seconds", 0.25, None),
    ("the-lamplighters-ledger", 0.62, None),
)


class Screen(NamedTuple):
    """The shelf on one screen."""

    name: str
    columns: int
    rows: int
    keys: tuple[str, ...] = ()
    own: bool = True
    """Whether there are own stories; else the samples stand in."""

    def dump(self) -> str:
        """The rows of the screen as text."""
        with _home() as home:
            library = home / "Stories"
            samples = copied_to(home / "samples")
            if self.own:
                _fill(library)
            context, _ = set_up(library, home / "kept.db", home / "settings.toml")
            if self.own:
                _read(context, library)
            try:
                with mock.patch.object(library_folders, "samples", return_value=samples):
                    lines = asyncio.run(self._shown(context))
            finally:
                context.store.close()
        return f"{self.columns} × {self.rows}\n\n" + "\n".join(f"│{line}" for line in lines) + "\n"

    async def _shown(self, context: Context) -> list[str]:
        app = NightstandApp(context)
        async with app.run_test(size=(self.columns, self.rows)) as pilot:
            await _settled(pilot)
            for key in self.keys:
                await pilot.press(key)
                await _settled(pilot)
            strips = app.screen._compositor.render_strips()
            return [strip.text.rstrip() for strip in strips]


SCREENS = (
    Screen("shelf", 80, 24),
    Screen("shelf-wide", 200, 50),
    Screen("shelf-small", 20, 6),
    Screen("shelf-pane", 80, 24, ("j", "i")),
    Screen("shelf-filter", 80, 24, ("slash", "l", "e")),
    Screen("welcome", 80, 24, own=False),
)


@contextmanager
def _home() -> Iterator[Path]:
    """A home folder of its own, so that no path of this machine stands in a picture."""
    before = os.environ.get("HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["HOME"]
            else:
                os.environ["HOME"] = before


def _fill(library: Path) -> None:
    copied_to(library)
    (library / "Verse").mkdir()
    (library / "the-tollman-of-nether-weir.txt").rename(library / "Verse" / "tollman.txt")
    (library / "picture.txt").write_bytes(b"\x89PNG\r\n" + bytes(64))


def _read(context: Context, library: Path) -> None:
    rescan(context)
    for name, share, status in _READ:
        opened = open_path(context, library / f"{name}.txt")
        assert opened.id is not None
        place = locator.make(opened.story, opened.story.offset_at(share))
        context.store.places.remember(opened.id, place._replace(progression=share))
        context.store.flush()
        if status is not None:
            context.store.stories.set_status(opened.id, status).result(10)


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until nothing is looked for or read, and the screen is painted."""
    await _idle(pilot)
    await pilot.pause(0.2)  # the pane is read when the reader has rested on a story
    await _idle(pilot)


async def _idle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    while busy := _busy(pilot):
        await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause()


def _busy(pilot: Pilot[int]) -> list[Worker[object]]:
    """What is still at work; a command may wait for the reader's answer as long as they like."""
    workers = pilot.app.workers
    return [one for one in workers if not one.is_finished and one.group != "command"]
