"""Makes the pictures of the documentation from the running app: `make pictures`."""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from sqlite3 import Connection
from unittest import mock

from textual.pilot import Pilot

from reader.context import Context, set_up
from reader.locator import make
from reader.pace.estimate import Turn
from reader.pace.stopwatch import Lap
from reader.reading.open import open_path
from reader.storage.reading_time import Clock
from reader.tui.app import NightstandApp
from reader.tui.widgets.prompt import Prompt

ROOT = Path(__file__).parents[1]
LIBRARY = Path(tempfile.gettempdir(), "Stories")
"""A copy, so that no picture shows where the project lies."""
PICTURES = Path(__file__).parent / "pictures"
NOVELLA = LIBRARY / "the-lamplighters-ledger.txt"

CHAPTER = ["right_square_bracket"] * 5
MARKED = [
    *(*CHAPTER, "space", *"VisH", *"V3jis2H", *"V6jis4sH", *"V10jis6ssH"),
    *("V", *"13jis3ssA", *"Why brass?", "enter", "escape", *"V18jis"),
]
"""Highlights of several colours and styles, a note, and a selection."""

DICTIONARY = LIBRARY / "dictionary" / "household.index"
SETTINGS = f"""
speech_command = ["sleep", "60"]
dictionaries = ["{DICTIONARY.parent}"]
"""
"""Of all pictures: an engine that takes its time over each sentence, and a dictionary."""
LAMP = """lamp
   n 1: a vessel with a {wick} that is fed with oil, or a
        {burner} for gas, which gives light; "she carried the
        lamp from room to room" [syn: {light}]
   2: its light, as far as it falls; see {lantern}"""
ENTRIES = ("00-database-short\n     A Dictionary for the Household", LAMP)
TODAY = date(2026, 11, 18)
"""Of the pictures that tell the date."""

_SETTLED = 1.0
"""Seconds in which what is looked up behind a screen has come."""

# name, story or None for the shelf, keys, columns, rows
SHOTS: Sequence[tuple[str, Path | None, Sequence[str], int, int]] = (
    ("reading", NOVELLA, [*CHAPTER, "space"], 80, 28),
    ("spread", NOVELLA, CHAPTER, 150, 36),
    ("contents", NOVELLA, [*CHAPTER, "t"], 80, 28),
    ("searching", NOVELLA, [*CHAPTER, "slash", *"lamp"], 80, 28),
    ("hits", NOVELLA, [*CHAPTER, "slash", *"lamp", "enter", "ctrl+f", "down", "down"], 80, 28),
    ("story", NOVELLA, [*CHAPTER, "i"], 80, 28),
    ("looks", NOVELLA, [*CHAPTER, "space", "s"], 80, 28),
    ("settings", NOVELLA, [*CHAPTER, "comma", "down", "down", "down", "down"], 80, 28),
    ("shelf", None, ["down", "down"], 80, 28),
    ("detail", None, ["down", "down", "down"], 140, 36),
    (
        "bookmarks",
        NOVELLA,
        ["space", "m", "enter", "2", "0", "G", "m", "enter", "apostrophe"],
        80,
        28,
    ),
    *(
        (name, NOVELLA, MARKED, 80, 28)
        for name in ("highlights", "highlights-16", "highlights-none")
    ),
    ("people", NOVELLA, [*CHAPTER, "space", "W", "enter"], 80, 28),
    ("who", NOVELLA, [*CHAPTER, "space", "W", *"Olive", "enter"], 80, 28),
    ("definition", NOVELLA, [*CHAPTER, "space", "D", *"lamps", "enter"], 80, 28),
    *((name, NOVELLA, ["I"], 90, 30) for name in ("statistics", "statistics-none")),
    ("speech", NOVELLA, [*CHAPTER, "space", "S", *["right_parenthesis"] * 4], 80, 28),
    ("marks", NOVELLA, [*MARKED, "escape", "quotation_mark"], 80, 28),
)
TERMINALS = {
    "highlights-16": {"COLORTERM": "", "TERM": "xterm"},
    "highlights-none": {"NO_COLOR": "1"},
    "statistics-none": {"NO_COLOR": "1"},
}
"""What is said of the terminal for pictures of fewer colours."""


BEGUN = {"the-torr-pound": 0.44, "jie-yan": 0.9, "the-lamplighters-ledger": 0.37}
"""How far the stories of the shelf are read, the one read last at the end."""


def read_some(context: Context) -> None:
    """Leave places in some stories."""
    for name, share in BEGUN.items():
        opened = open_path(context, LIBRARY / f"{name}.txt")
        assert opened.id is not None
        context.store.places.remember(opened.id, make(opened.story, opened.story.offset_at(share)))
        context.store.flush()


def read_for_months(context: Context, story: int) -> None:
    """Read a story now and then, half an hour before the day of the pictures was over."""
    dice = random.Random(3)

    def run(connection: Connection) -> None:
        for back in range(320, -1, -1):
            minutes = dice.choice((0, 0, 3, 10, 20, 40, 75)) or 9 * (back == 0)
            if minutes:
                moved = datetime.combine(TODAY - timedelta(back), time(23, 30)).timestamp()
                lap = Lap(0.0, Turn(minutes * (215 + back % 30), minutes * 60.0))
                Clock().write(connection, story, moved, minutes * 60.0, (lap,))

    context.store.change(run)


def write_dictionary() -> None:
    """A dictionary of dictd of a few words."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    DICTIONARY.parent.mkdir()
    lines, at = [], 0
    for entry in ENTRIES:
        numbers = (digits[n // 64] + digits[n % 64] for n in (at, len(entry)))
        lines.append("\t".join((entry.partition("\n")[0], *numbers)) + "\n")
        at += len(entry)
    DICTIONARY.write_text("".join(lines), "utf-8")
    DICTIONARY.with_suffix(".dict").write_text("".join(ENTRIES), "utf-8")


class PictureDate(date):
    """A calendar that stands."""

    @classmethod
    def today(cls) -> PictureDate:
        """The day of the pictures."""
        return cls(2026, 11, 18)


async def settled(pilot: Pilot[int]) -> None:
    """Let everything be done but what waits for an answer, which is among the keys to come."""
    app = pilot.app
    while not all(worker.is_finished for worker in app.workers):
        if any(prompt.display for prompt in app.screen.query(Prompt)):
            break
        await pilot.pause(0.02)
    await pilot.pause()


async def shoot(name: str, path: Path | None, keys: Sequence[str], columns: int, rows: int) -> None:
    """One picture, with an empty data file."""
    with tempfile.TemporaryDirectory() as folder:
        context, _ = set_up(LIBRARY, Path(folder) / "data.db", LIBRARY / "settings.toml")
        opened = open_path(context, path) if path else None
        if opened is None:
            read_some(context)
        if name.startswith("statistics") and opened is not None and opened.id is not None:
            context.store.places.remember(
                opened.id, make(opened.story, opened.story.offset_at(0.6))
            )
            read_for_months(context, opened.id)
        app = NightstandApp(context, opened)
        async with app.run_test(size=(columns, rows)) as pilot:
            await settled(pilot)
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            await pilot.pause(_SETTLED)
            picture = app.export_screenshot(title="Nightstand")
        context.store.close()
    (PICTURES / f"{name}.svg").write_text(local(picture), "utf-8")


def local(picture: str) -> str:
    """The picture without fonts from elsewhere and without numbers that change with each run."""
    picture = re.sub(r"@font-face\s*{[^}]*}", "", picture)
    picture = picture.replace("Fira Code", "DejaVu Sans Mono")
    picture = re.sub(r"terminal-\d+", "nightstand", picture)
    return re.sub(r"[ \t]+\n", "\n", picture)


def main() -> None:
    """Make every picture again, or those that are named; most as on a terminal of all colours."""
    chosen = sys.argv[1:]
    PICTURES.mkdir(exist_ok=True)
    shutil.copytree(ROOT / "library", LIBRARY)
    (LIBRARY / "settings.toml").write_text(SETTINGS, "utf-8")
    write_dictionary()
    try:
        for shot in SHOTS:
            if not chosen or shot[0] in chosen:
                os.environ.pop("NO_COLOR", None)
                os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
                os.environ |= TERMINALS.get(shot[0], {})
                with mock.patch("reader.shelf.statistics.date", PictureDate):
                    asyncio.run(shoot(*shot))
    finally:
        shutil.rmtree(LIBRARY)


if __name__ == "__main__":
    main()
