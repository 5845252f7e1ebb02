"""Names and texts made to harm a terminal stand on every screen as they are, and do nothing."""

import os
import unicodedata
from pathlib import Path
from unittest.mock import patch

import pytest

from reader.context import set_up
from reader.locator import make
from reader.reading.highlights import new_highlight
from reader.reading.open import open_path
from reader.storage.paths import config_file
from reader.storage.registers import exchange_rows
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.screens.story_places import BookmarksScreen
from tests.dictionaries import dictd
from tests.payloads import foreign
from tests.terminal import Terminal
from tests.tui.driving import Driver, numbered, shelf, story

HOSTILE = "[/] [red]x\x1b]0;PWN\x07[@click=app.quit]y[/]"
SHOWN = "[/] [red]x␛]0;PWN␇[@click=app.quit]y[/]"
NAMES = [
    (os.fsencode(HOSTILE.replace("/", "")), SHOWN.replace("/", "")),
    (b"one\nline", "one␊line"),
    (b"raw \xff\xfe bytes", r"raw \xff\xfe bytes"),
    ("right \u202eot tfel".encode(), "right \ufffdot tfel"),
    (b"\xc2\x9b31m c1", "\ufffd31m c1"),
    (b"$(reboot) `x` %s {0}", "$(reboot) `x` %s {0}"),
]


def assert_clean(reader: Driver) -> None:
    """No character on the screen acts on a terminal or on the order of its neighbours."""
    for line in reader.lines:
        for character in line:
            kind = unicodedata.category(character)
            assert kind not in ("Cc", "Cf", "Cs", "Zl", "Zp"), ascii(line)


def hostile_story(folder: Path, name: bytes) -> Path:
    """Chapters, words and a file name of that kind."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name + b".txt"))
    plain = numbered(folder, 40)
    text = plain.read_text("utf-8").replace("Paragraph 2 ", f"{path.name} {HOSTILE} 2 ")
    path.write_text(text.replace("Chapter 2", f"Chapter 2. {HOSTILE}"), "utf-8", "replace", "")
    plain.unlink()
    return path


@pytest.mark.parametrize(("name", "shown"), NAMES)
async def test_names_stand_on_the_shelf_and_in_the_running_head(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    """The same clean words, markup and all, before and after opening."""
    folder = tmp_path / "library"
    folder.mkdir()
    hostile_story(folder, name)
    async with shelf(folder, (110, 24)) as reader:
        await reader.shows(shown)
        assert_clean(reader)
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await reader.shows(shown)
        assert_clean(reader)
        await reader.press("space", "q")
        await reader.on(ShelfScreen)
        await reader.shows("Continue reading", shown)


async def test_chapters_words_and_bookmarks_stand_as_they_are(tmp_path: Path) -> None:
    """On the page, in the contents, as a bookmark's words and as its name."""
    async with story(hostile_story(tmp_path, b"tale"), (110, 30)) as reader:
        await reader.shows(SHOWN)
        assert_clean(reader)
        await reader.press("t")
        await reader.on(ContentsScreen)
        await reader.shows(f"Chapter 2. {SHOWN}")
        assert_clean(reader)
        await reader.press("j", "enter")
        await reader.on(ReadingScreen)
        await reader.press("space", "m")
        await reader.asked()
        await reader.write("[/] [red]z\x1b]0;PWN\x07")
        await reader.press("enter")
        await reader.shows("Bookmarked as", "[/] [red]z")
        assert_clean(reader)
        await reader.press("B")
        await reader.on(BookmarksScreen)
        await reader.shows("[/] [red]z", f"Chapter 2. {SHOWN}")
        assert_clean(reader)


async def test_what_is_typed_stands_as_it_is(tmp_path: Path) -> None:
    """Markup in a filter and in an answer is text."""
    folder = tmp_path / "library"
    folder.mkdir()
    path = numbered(folder)
    async with shelf(folder) as reader:
        await reader.press("slash")
        await reader.asked()
        await reader.write("[/][red]")
        await reader.shows("Nothing matches “[/][red]”.")
    async with story(path) as reader:
        await reader.press("colon")
        await reader.asked()
        await reader.write("[/][red]")
        await reader.press("enter")
        await reader.shows("“[/][red]” is not a page or a percentage.")


async def test_a_refusal_names_its_file_cleanly(tmp_path: Path) -> None:
    """A story that vanished since the shelf was made is refused in a notice."""
    folder = tmp_path / "library"
    folder.mkdir()
    path = hostile_story(folder, NAMES[0][0])
    async with shelf(folder, (120, 30)) as reader:
        path.unlink()
        await reader.press("enter")
        await reader.shows("there is no")
        assert_clean(reader)


@pytest.mark.slow
async def test_what_others_say_stands_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Machines, dictionaries and their entries, commands and their answers, notes, tags, people."""
    monkeypatch.setattr("reader.tui.exchanges._FIRST", 0.001)
    path = hostile_story(tmp_path, b"tale")
    text = path.read_text("utf-8").replace("Paragraph", f"Mr. Vane {HOSTILE}", 4)
    path.write_text(text, "utf-8")
    said = "[/] [red]x\U000e0041\x08\x1b]0;PWN\x07\u202e"
    for name in ("shared", "words"):
        (tmp_path / name).mkdir()
    dictd(tmp_path / "words", {"lamp": f"A lamp.\n  {said}"}, name="s" + said[4:9])
    toml = said.encode("unicode_escape").decode().replace("\\x", "\\u00")
    config_file().parent.mkdir(parents=True)
    config_file().write_text(
        f"sync = '{tmp_path / 'shared'}'\ndictionaries = ['{tmp_path / 'words'}']\n"
        f'[hooks]\n"{toml}" = ["printf", "%b", "{toml} lamp"]\n"b{toml}" = ["false", "{toml}"]\n',
        "utf-8",
    )
    with patch("reader.storage.registers.machine_hash", lambda: "the desk"):
        other, _ = set_up(data=tmp_path / "desk.db")
        opened = open_path(other, path)
        assert opened.id is not None
        there = opened.story.text.index("begins", 9000)
        other.store.places.remember(opened.id, make(opened.story, there), at_once=True)
        mark = new_highlight(opened.story, 600, 640, note=said, tags=(said,))
        other.store.highlights.add(opened.id, mark).result()
        other.store.flush()
        exchange_rows(other.store, tmp_path / "shared", said)
        other.store.close()
    async with story(path, (110, 30)) as reader:
        await reader.shows("has read on to")
        assert_clean(reader)
        for keys, shown in (
            ('"', "[red]x"),
            ("Dlamp\n", "A lamp."),
            ("!", "[red]x"),
            ("!\n", "lamp"),
            ("WVane\n", "Vane"),
            ("I", "Time and pace"),
        ):
            for key in keys:
                await reader.press({"\n": "enter"}.get(key, key))
            await reader.shows(shown)
            assert_clean(reader)
            while reader.app.screen is not reader.app.screen_stack[0]:
                await reader.press("escape")
        await reader.press("ctrl+p")
        await reader.on(HelpScreen)
        assert_clean(reader)


def test_no_foreign_sequence_reaches_a_real_terminal(tmp_path: Path) -> None:
    """The byte stream holds no title, no clipboard and no reverse order of the file's making."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, _ in NAMES:
        hostile_story(folder, name)
    with Terminal("--library", str(folder), columns=110, rows=30) as terminal:
        terminal.shows("6 stories")
        terminal.send("\r")
        terminal.shows(r"1 of \d+")
        terminal.send(" t")
        terminal.shows("Contents")
        terminal.send("q q")
        terminal.shows("Continue reading")
        terminal.send("q")
        assert terminal.ended() == 0
    assert foreign(terminal.bytes) == []
    for forbidden in ("\u202e", "\x9b", "\x9d"):
        assert forbidden.encode() not in terminal.bytes
