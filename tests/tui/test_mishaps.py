"""What becomes of an error that nobody expected: told, survived, and only then given up on."""

from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reader.paint.theme_lookup import theme
from reader.tui.key_queue import SerialKeys
from reader.tui.mishaps import Mishaps, sentence_of
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.library_search import LibrarySearchScreen
from reader.tui.screens.list_panel import ListPanel
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import story


class FakeApp(SimpleNamespace):
    """As much of an app as an error meets."""

    def __init__(self, *screens: type[Any]) -> None:
        super().__init__(_exit=False, is_headless=False, is_running=True, said=[], keys=0)
        self.screen_stack = [SimpleNamespace(GROUND=screen.GROUND) for screen in screens]
        self.mishaps = Mishaps(self, lambda: self.keys)  # type: ignore[arg-type]

    @property
    def screen(self) -> Any:
        """The one on top."""
        return self.screen_stack[-1]

    def pop_screen(self) -> None:
        """Take away the one on top."""
        self.screen_stack.pop()

    def notify(self, sentence: str, **_: object) -> None:
        """Say something."""
        self.said.append(sentence)

    def fail(self, at: str = "here", key: bool = True) -> bool:
        """Meet an error, after a key or by itself; whether it was survived."""
        self.keys += key
        try:
            exec(compile("raise LookupError('no such thing\\nat all')", at, "exec"))
        except LookupError as error:
            return self.mishaps.survived(error)
        return False


@pytest.fixture(autouse=True)
def _forgiving(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.delenv("NIGHTSTAND_DEBUG", raising=False)


@pytest.mark.parametrize("above", [ContentsScreen, LibrarySearchScreen])
def test_a_second_error_in_a_row_closes_what_is_above(above: type[Any]) -> None:
    """A list over the page, and the search through all stories over the shelf."""
    app = FakeApp(ShelfScreen, above)
    assert app.fail()
    assert len(app.screen_stack) == 2
    assert app.fail()
    assert len(app.screen_stack) == 1
    assert [sentence.split(" (")[0] for sentence in app.said] == [
        "Something went wrong: LookupError: no such thing"
    ] * 2


@pytest.mark.parametrize("ground", [ReadingScreen, ShelfScreen])
def test_neither_the_page_nor_the_shelf_is_closed(ground: type[Any]) -> None:
    """However often the same goes wrong, one key after the other."""
    app = FakeApp(ShelfScreen, ground)
    assert all(app.fail() for _ in range(40))
    assert len(app.screen_stack) == 2


def test_errors_at_other_places_close_nothing() -> None:
    """Nor does the same one after keys that went well."""
    app = FakeApp(ShelfScreen, ContentsScreen)
    for at in ("here", "there", "here"):
        app.fail(at)
    app.keys += 1
    app.fail()
    assert len(app.screen_stack) == 2


def test_errors_without_end_end_the_program() -> None:
    """A dozen between two keys, of which the first is told."""
    app = FakeApp(ShelfScreen, ReadingScreen)
    survived = [app.fail(str(number), key=not number) for number in range(13)]
    assert survived == [True] * 12 + [False]
    assert len(app.said) == 1


def test_who_looks_for_errors_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is survived then."""
    monkeypatch.setenv("NIGHTSTAND_DEBUG", "1")
    assert not FakeApp(ShelfScreen, ReadingScreen).fail()


def test_an_error_is_one_clean_line() -> None:
    """Of several lines the first; its kind alone where it says nothing."""
    assert sentence_of(ValueError("\x1b[31mred\nmore")) == "ValueError: ␛[31mred"
    assert sentence_of(KeyError()) == "KeyError"


def test_a_screen_that_does_not_stand_yet_takes_another_theme() -> None:
    """Settings changed while it is opened: it is painted in them once it stands."""
    first, other = theme("night"), theme("paper")
    panel = ListPanel[str](first, "Title", ["one"])
    panel.apply_theme(other)
    assert panel.page_theme is other


class HeldApp(SimpleNamespace):
    """As much of an app as holds keys: what is mounted, timers, and what is done in turn."""

    later: list[Any]

    def __init__(self) -> None:
        super().__init__(focused=None, later=[], answered=[], wrong=frozenset())
        self.screen = SimpleNamespace(is_mounted=True, ancestors_with_self=())
        self.screen.walk_children = lambda *_, **__: [self.screen]
        self.screen_stack = [self.screen]
        self.keys = SerialKeys(self, self.answer)  # type: ignore[arg-type]

    def set_timer(self, _: float, callback: Any) -> None:
        """Call something when time goes on."""
        self.later.append(callback)

    def call_later(self, callback: Any) -> None:
        """Call something in turn."""
        self.later.append(callback)

    async def answer(self, event: Any) -> None:
        """Answer a key, some of which go wrong."""
        self.answered.append(event.key)
        if event.key in self.wrong:
            raise LookupError

    async def wait(self) -> None:
        """Let time go on a little."""
        due, self.later = self.later, []
        for callback in due:
            with suppress(LookupError):
                answer = callback()
                if answer is not None:
                    await answer

    async def type(self, key: str) -> None:
        """Type a key."""
        with suppress(LookupError):
            await self.keys.take(events.Key(key, key))


@given(
    st.lists(st.sampled_from([*"abcdefgh", "mounted", "mounting", "none", "time"])),
    st.frozensets(st.sampled_from("abcdefgh")),
)
async def test_no_key_is_lost_or_overtaken(steps: list[str], wrong: frozenset[str]) -> None:
    """Whatever is being mounted when they come, and though the answers of some go wrong."""
    app = HeldApp()
    app.wrong = wrong
    for step in steps:
        if step == "time":
            await app.wait()
        elif step.startswith("mount"):
            app.screen.is_mounted = step == "mounted"
            app.screen_stack = [app.screen]
        elif step == "none":
            app.screen_stack = []
        else:
            await app.type(step)
    app.screen.is_mounted, app.screen_stack = True, [app.screen]
    typed = [step for step in steps if len(step) == 1]
    for _ in range(2 * len(typed) + 2):
        await app.wait()
    assert app.answered == typed
    assert not app.later


async def test_notices_do_not_pile_up(path: Path) -> None:
    """The last ones stand; what they would cover stays in sight."""
    async with story(path) as reader:
        for number in range(9):
            reader.app.notify(f"notice {number}", markup=False)
        await reader.shows("notice 7", "notice 8")
        await reader.lacks("notice 6")
