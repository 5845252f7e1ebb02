"""The app on a screen of its own in memory, and what stands on that screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.context import Context, set_up
from reader.reading.navigator import Navigator
from reader.reading.open import open_path
from reader.reading.reading import Reading
from reader.tui.app import NightstandApp
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.prompt import Prompt
from tests.waiting import until

Size = tuple[int, int]


@dataclass
class Driver:
    """The hands and eyes of a reader."""

    app: NightstandApp
    pilot: Pilot[int]

    @property
    def context(self) -> Context:
        """What the app works with."""
        return self.app.context

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as text, without trailing blanks."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, which must be on top."""
        screen = self.app.screen
        assert isinstance(screen, ReadingScreen), screen
        return screen

    @property
    def reading(self) -> Reading:
        """What is read on it, and how far."""
        return self.screen.reading

    @property
    def here(self) -> Navigator:
        """Where the reader is."""
        return self.reading.shown

    async def press(self, *keys: str) -> None:
        """Press keys, by the screen library's names."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type letters: into a line of input all at once, elsewhere key by key."""
        focused = self.app.focused
        if isinstance(focused, Input):
            focused.post_message(events.Paste(text))
            await self.pilot.pause()
        else:
            await self.press(*("space" if letter == " " else letter for letter in text))

    async def hush(self) -> None:
        """Let what is said be over, as it is after some seconds."""
        self.app.clear_notifications()
        await self.pilot.pause()

    async def shows(self, *texts: str) -> None:
        """Wait until all these texts stand on the screen."""
        await until(self.pilot, lambda: all(text in self.text for text in texts), f"{texts}")

    async def lacks(self, *texts: str) -> None:
        """Wait until none of these texts stands on the screen."""
        await until(self.pilot, lambda: not any(t in self.text for t in texts), f"no {texts}")

    async def on(self, screen: type[object]) -> None:
        """Wait until a screen of that kind is on top and painted."""
        await until(self.pilot, lambda: isinstance(self.app.screen, screen), f"{screen}")
        await self.pilot.pause()

    async def asked(self) -> None:
        """Wait until a question is asked at the bottom of the screen and takes the keys."""
        await until(self.pilot, self._is_asked, "a question")

    def _is_asked(self) -> bool:
        shown = any(prompt.display for prompt in self.app.screen.query(Prompt))
        return shown and isinstance(self.app.focused, Input)


@asynccontextmanager
async def shelf(
    library: Path | None = None, size: Size = (80, 24), *, settled: bool = True
) -> AsyncIterator[Driver]:
    """The app opened on the shelf, by default with the folders looked into."""
    context, _ = set_up(library)
    async with _running(NightstandApp(context), size) as driver:
        if settled:
            await until(driver.pilot, lambda: "looking" not in driver.text, "the end of the scan")
        yield driver


@asynccontextmanager
async def story(path: Path, size: Size = (80, 24)) -> AsyncIterator[Driver]:
    """The app opened on one story."""
    context, _ = set_up()
    async with _running(NightstandApp(context, open_path(context, path)), size) as driver:
        await until(driver.pilot, lambda: driver.app.screen.is_mounted, "the page")
        yield driver


@asynccontextmanager
async def _running(app: NightstandApp, size: Size) -> AsyncIterator[Driver]:
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Driver(app, pilot)
    finally:
        app.context.store.close()


def numbered(folder: Path, count: int = 60, name: str = "numbers.txt") -> Path:
    """A story whose paragraphs can be told apart, in chapters of fifteen."""
    sentence = "and the lamp went along the wall as slowly as a snail that has been told the time"
    parts: list[str] = []
    for number in range(1, count + 1):
        if number % 15 == 1:
            parts.append(f"\nChapter {number // 15 + 1}\n")
        parts.append(f"Paragraph {number} begins, {sentence}, {sentence}, {sentence}.")
    path = folder / name
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return path


def first_words(lines: Sequence[str], top: int, count: int = 2) -> str:
    """The first words of the text from a row on."""
    return " ".join(" ".join(lines[top:]).split()[:count])
