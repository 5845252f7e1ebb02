"""A story read aloud on the screen: what is marked, how the page follows, and what keys do."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.context import set_up
from reader.paint.themes import Role
from tests.tui.driving import Driver, story
from tests.waiting import until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the fake engine is a script of a shell")


class Engine:
    """A command that notes each sentence that it is given, and says it until it is let go."""

    def __init__(self, folder: Path) -> None:
        self.log, self.fifo, self.held = folder / "said", folder / "go", folder / "held"
        self.log.touch()
        self._gone = 0
        os.mkfifo(self.fifo)
        os.mkfifo(self.held)
        self._go = os.open(self.fifo, os.O_RDWR)
        self._held = os.open(self.held, os.O_RDONLY | os.O_NONBLOCK)

    @property
    def command(self) -> list[str]:
        """Its words."""
        script = self.log.with_name("engine.sh")
        said = f"exec 9>>{self.held}\necho $(cat) $1 >> {self.log}\nread go < {self.fifo}\n"
        script.write_text(said, encoding="utf-8")
        return ["sh", str(script), "{rate}"]

    @property
    def said(self) -> list[str]:
        """The sentences that were begun."""
        return self.log.read_text("utf-8").splitlines()

    def let_go(self) -> None:
        """Let it say one sentence to its end."""
        self._gone += 1
        os.write(self._go, b"\n")

    def let_go_on(self, enough: int) -> bool:
        """Let it say what it has begun, unless it is enough."""
        if not enough and len(self.said) > self._gone:
            self.let_go()
        return bool(enough)

    @property
    def runs(self) -> bool:
        """Whether anything that it has started holds its end of a pipe."""
        try:
            return os.read(self._held, 1) != b""
        except BlockingIOError:
            return True

    def close(self) -> None:
        """Give back what it holds."""
        os.close(self._go)
        os.close(self._held)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The reader's own command."""
    made = Engine(tmp_path)
    use(tmp_path, monkeypatch, made.command)
    yield made
    made.close()


def use(folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    """Name a command in the settings."""
    path = folder / "settings.toml"
    words = ", ".join(f"'{word}'" for word in command)
    path.write_text(f"speech_command = [{words}]\n", encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_CONFIG", str(path))


def told(folder: Path) -> Path:
    """A story of short sentences, in two chapters."""
    sentences = " ".join(f"Number {number} it was." for number in range(300))
    path = folder / "story.txt"
    text = f"Chapter 1\n\n{sentences}\n\nChapter 2\n\nThe end came. It went.\n"
    path.write_text(text, encoding="utf-8")
    return path


async def begun(driver: Driver, engine: Engine, count: int, last: str) -> None:
    """Wait until so many sentences were begun, the last of which is this one."""
    await until(driver.pilot, lambda: len(engine.said) == count, f"{count}: {engine.said[-3:]}")
    assert engine.said[-1] == last


def marked(driver: Driver) -> str:
    """What is marked on the page."""
    text = driver.reading.opened.story.text
    over = driver.screen.speech.overlays()
    return " ".join(text[one.start : one.end] for one in over if one.role is Role.SPOKEN)


async def test_a_story_is_read_aloud(tmp_path: Path, engine: Engine) -> None:
    """Sentence by sentence, marked; pause, back and on, faster; looks are silent; it stops."""
    async with story(told(tmp_path)) as driver:
        screen = driver.screen
        await driver.press("S")
        await begun(driver, engine, 1, "Chapter 1 175")
        await driver.shows("Space pauses")
        assert marked(driver) == "Chapter 1"
        await driver.press("right_parenthesis")
        await begun(driver, engine, 2, "Number 0 it was. 175")
        engine.let_go()
        await begun(driver, engine, 3, "Number 1 it was. 175")
        assert marked(driver) == "Number 1 it was."
        await driver.press("left_parenthesis", "plus")
        await until(driver.pilot, lambda: engine.said[-1] == "Number 0 it was. 190", "faster")
        await driver.press("space")
        await driver.shows("paused: Space goes on")
        count = len(engine.said)
        await driver.press("space")
        await begun(driver, engine, count + 1, "Number 0 it was. 190")
        await driver.press("right_square_bracket")  # a look
        assert not driver.screen.speech.sounds
        assert driver.reading.home is not None
        await driver.press("escape")
        await begun(driver, engine, count + 2, "Number 0 it was. 190")
        await driver.press("t")  # something over the page
        await until(driver.pilot, lambda: not screen.speech.sounds, "silence")
        await driver.press("escape")
        await begun(driver, engine, count + 3, "Number 0 it was. 190")
        await driver.press("slash")  # something typed
        await until(driver.pilot, lambda: not screen.speech.sounds, "silence")
        await driver.press("escape")
        await begun(driver, engine, count + 4, "Number 0 it was. 190")
        screen.speech.suspend(wanted=True)  # as for Ctrl-Z
        await until(driver.pilot, lambda: not engine.runs, "the end of all that was started")
        screen.speech.suspend(wanted=False)
        await begun(driver, engine, count + 5, "Number 0 it was. 190")
        await driver.press("H")
        await driver.shows("Highlighted.")
        kept = driver.context.store.highlights.of()
        assert [mark.passage.quote for _, mark in kept] == ["Number 0 it was."]
        await driver.press("S")
        assert not driver.screen.speech.sounds
        assert marked(driver) == ""
        assert driver.reading.place.offset == 0
    context, _ = set_up()
    assert context.settings.speech_rate == 190
    context.store.close()


async def test_page_and_place_follow_the_voice(tmp_path: Path, engine: Engine) -> None:
    """It turns the page; a page that the reader turns is read on from; that is no pace."""
    path = told(tmp_path)
    async with story(path, size=(40, 12)) as driver:
        await driver.press("S")
        engine.let_go()
        await until(driver.pilot, lambda: engine.let_go_on(driver.here.number), "the next page")
        page = driver.reading.page
        sentence = driver.screen.speech.sentence
        assert sentence is not None
        assert page.start <= sentence.start < page.end
        await driver.press("right", "right")
        there = driver.reading.page
        await until(driver.pilot, lambda: marked(driver)[:6] == "Number", "the sentence there")
        sentence = driver.screen.speech.sentence
        assert sentence is not None
        assert sentence.start < there.end
        assert there.start < sentence.end
        assert driver.reading.read
        pace = driver.screen.pace.pace
        assert pace is None or not pace.turns
        kept = driver.reading.place.offset
        await driver.press("q")
    assert not engine.runs
    async with story(path, size=(40, 12)) as driver:
        assert driver.here.offset == kept


async def test_an_engine_that_is_killed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence; the voice is silent, and S goes on at the sentence where it was."""
    use(tmp_path, monkeypatch, ["sh", "-c", "cat > /dev/null; kill -9 $$"])
    async with story(told(tmp_path)) as driver:
        await driver.press("S")
        await driver.shows("“sh” was ended by another program.")
        assert not driver.screen.speech.sounds
    use(tmp_path, monkeypatch, [])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    async with story(told(tmp_path)) as driver:
        await driver.press("S")
        await driver.shows("No voice found: install espeak-ng")
