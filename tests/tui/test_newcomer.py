"""What meets a reader who does not know the keys yet, or whose keyboard has others."""

from pathlib import Path
from typing import Any

import pytest
from textual import events

from reader.tui.screens.hidden import HiddenScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.widgets.page import PageView
from tests.tui.driving import Driver, numbered, shelf, story
from tests.waiting import until

HINT = "Space turn · / search · m bookmark · ? all keys"


def write(config: Path, text: str) -> None:
    """Put settings into the file."""
    config.write_text(text, "utf-8")


async def typed(reader: Driver, sign: str) -> None:
    """A key that types a sign, as a terminal sends it."""
    await reader.app.on_event(events.Key(f"key_{ord(sign)}", sign))
    await reader.pilot.pause()


async def test_the_first_page_names_the_keys_until_it_is_turned(tmp_path: Path) -> None:
    """Beside the folio, for the first three stories that are opened."""
    for number in range(4):
        path = numbered(tmp_path, 20 + number, f"{number}.txt")
        async with story(path) as reader:
            if number < 3:
                await reader.shows(f"1 of {reader.here.layout.page_count} · 0 % · {HINT}")
            await reader.press("space")
            assert HINT not in reader.text
            await reader.press("g")
            assert HINT not in reader.text
        async with story(path) as reader:
            assert HINT not in reader.text


async def test_the_keys_stay_named_while_the_first_page_scrolls(tmp_path: Path) -> None:
    """Line by line it is still in sight."""
    async with story(numbered(tmp_path)) as reader:
        await reader.shows(HINT)
        await reader.press("v", "j")
        await reader.shows(f" % · {HINT}")
        await reader.press("space")
        assert HINT not in reader.text


async def test_the_narrowest_page_says_what_helps(tmp_path: Path) -> None:
    """Where the keys are, and how to return from a look."""
    async with story(numbered(tmp_path), (20, 6)) as reader:
        await reader.shows("1 of ", " · ? keys")
        await reader.press("G")
        await reader.shows(" · Esc returns")


async def test_a_key_without_a_meaning_says_what_helps(tmp_path: Path) -> None:
    """Esc too, where there is nothing to close; where it takes a sentence away it is quiet."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("x")
        await reader.shows("x does nothing here · ? all keys")
        await reader.press("escape")
        await reader.lacks("does nothing")
        assert "Nothing to close" not in reader.text
        await reader.press("escape")
        await reader.shows("Nothing to close: q leaves · ? all keys")


async def test_the_shelf_says_what_helps_too(library_folder: Path) -> None:
    """In the place of its keys, for any key that means nothing there."""
    async with shelf(library_folder) as reader:
        await reader.press("Q")
        await reader.shows("Q does nothing here · ? all keys")
        await reader.press("escape")
        await reader.shows("Nothing to close: q quits · ? all keys")


async def test_a_low_screen_has_the_hints_that_fit(tmp_path: Path) -> None:
    """None is cut: a question tells less, a list names whole keys, the way out always."""
    async with story(numbered(tmp_path), (40, 12)) as reader:
        await reader.press("m")
        await reader.shows("Bookmarked. Name: Esc remove")
        await reader.press("escape", "t")
        await reader.shows("Enter go there · Esc close")
        await reader.press("escape", "slash", "P", "enter")
        await reader.shows("n/N next · Esc end")


async def test_a_percentage_within_a_page_is_explained(tmp_path: Path) -> None:
    """The folio tells where the page begins, so what was asked for is said for a while."""
    async with story(numbered(tmp_path, 20), (80, 12)) as reader:
        await reader.press("3", "percent_sign")
        await reader.shows("3 % is on this page, which begins at 0 %.")


async def test_keys_work_by_their_place_on_other_keyboards(tmp_path: Path) -> None:
    """On the page; digits of other scripts count, and in a line every letter is itself."""
    async with story(numbered(tmp_path)) as reader:
        for sign in ("а", "λ", "３", "　"):
            await typed(reader, sign)
        await until(reader.pilot, lambda: reader.here.number == 5, "five pages on")
        await reader.press("slash")
        await typed(reader, "й")
        await reader.shows("/й")


async def test_everything_is_hidden_by_a_key_and_comes_back_by_any(tmp_path: Path) -> None:
    """The key that brings it back does nothing else."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space")
        before = reader.lines
        await reader.press("full_stop")
        await reader.on(HiddenScreen)
        assert not reader.text.strip()
        await reader.press("space")
        await reader.on(ReadingScreen)
        assert reader.lines == before


async def test_a_second_click_closes_nothing_else(tmp_path: Path) -> None:
    """It was on its way when the first brought the page back."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("full_stop")
        await reader.on(HiddenScreen)
        hidden = reader.app.screen
        assert isinstance(hidden, HiddenScreen)
        hidden.on_click()
        hidden.on_click()
        await reader.on(ReadingScreen)
        await reader.press("space")
        await reader.shows("2 of")


@pytest.mark.parametrize("hides", [False, True])
async def test_another_window_hides_the_page_only_if_that_is_wanted(
    tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch, hides: bool
) -> None:
    """And nothing is painted for a window that loses or has the keyboard again."""
    write(config, f"hide_unfocused = {str(hides).lower()}\n")
    async with story(numbered(tmp_path)) as reader:
        await reader.shows(HINT)  # the last that comes to the page by itself
        await reader.pilot.pause()
        before = reader.lines
        painted: list[object] = []
        display = reader.app._display

        def paint(*what: Any) -> None:
            painted.append(what)
            display(*what)

        monkeypatch.setattr(reader.app, "_display", paint)
        reader.app.post_message(events.AppBlur())
        await reader.pilot.pause()
        await reader.on(HiddenScreen if hides else ReadingScreen)
        reader.app.post_message(events.AppFocus())
        await reader.on(ReadingScreen)
        assert reader.lines == before
        assert bool(painted) is hides


async def test_the_wheel_rests_between_two_turns(tmp_path: Path, config: Path) -> None:
    """For as long as the settings say."""
    write(config, "wheel_pause = 1000\n")
    async with story(numbered(tmp_path)) as reader:
        for seconds in (0, 0.5, 0.9, 1.1, 1.2, 2.2):
            event = PageView.Wheel(forward=True)
            event.time = 100 + seconds
            reader.screen.post_message(event)
        await until(reader.pilot, lambda: reader.here.number == 3, "three pages on")
        await reader.pilot.pause()
        assert reader.here.number == 3


async def test_the_samples_welcome_until_one_is_read(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where they are the library that was asked for, as `make read` does."""
    monkeypatch.setattr("reader.tui.screens.shelf.samples", lambda: samples)
    async with shelf(samples) as reader:
        await reader.shows("Welcome.", "Eleven Seconds")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.press("space", "q")
        await reader.on(ShelfScreen)
        await reader.lacks("Welcome.")
