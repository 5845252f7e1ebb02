"""What a start does not load, for the first page waits for all that it does."""

import gc
import os
import random
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.screen import Screen

from reader import formats
from reader.cli.arguments import plain
from reader.cli.parser import parse
from reader.context import set_up
from reader.lazy_pattern import lazy_pattern
from reader.locator import make
from reader.locator.quote import Resolution, Verdict
from reader.locator.sketch import sketch
from reader.reading import view
from reader.reading.open import OpenStory, open_path
from reader.reading.view import first_page
from reader.settings.settings import Settings
from reader.storage.paths import config_file, data_file
from reader.tui.app import sweep
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.reading import ReadingScreen
from tests.bench.novel import novel

ROOT = Path(__file__).parents[1]
NEVER = {  # a name of each family is enough
    "textual",
    "rich",
    "asyncio",
    "budoux",
    "chardet",
    "pyphen",
    "platformdirs",
    "tomlkit",
    "tomllib",
    "logging",
    "concurrent.futures",
    "subprocess",
    "multiprocessing",
    "tempfile",
    "uuid",
    "difflib",
    "random",
    "dataclasses",
    "inspect",
    "string",
    "_hashlib",
    "zipfile",
    "html",
    "xml",
    "reader.formats.markup",
}
GRAMMAR = {"argparse", "json", "shutil"}
PAGES = {
    "reader.formats.text.parse",
    "reader.typeset.layout",
    "reader.paint.page",
    "reader.reading.navigator",
}
SEARCH = {"reader.search.find", "reader.reading.search", "reader.shelf.search"}
WHOLE = {
    "story",
    "cleaning",
    "lazy_pattern",
    "posix",
    "file_stamp",
    "value",
    "annotations",
    "context",
    "identity",
}
WHOLE |= {"formats", "typeset", "paint"}  # to read, set and paint a page
FIRST = {  # of the other parts only these modules come before a first page
    "cli": {"arguments", "mode", "open", "story"},
    "terminal": {"colours", "handover"},
    "reading": {
        "long_story",
        "open",
        "request",
        "recode",
        "view",
        "navigator",
        "reading",
    },
    "settings": {"settings", "row", "kinds", "tables", "load"},
    "library": set[str](),
    "locator": {"quote", "resolve", "verdict"},
    "storage": {
        "data_file",
        "database",
        "faults",
        "files",
        "resilient",
        "bookmark_sql",
        "paths",
        "schema",
        "soundness",
        "searches",
        "sqlite_file",
        "store",
        "story_sql",
        "thread",
        "values",
    },
}
OTHER_SCREENS = {
    f"reader.tui.screens.{name}"
    for name in (
        "about",
        "keys",
        "library_search",
        "list_panel",
        "looks",
        "settings",
        "shelf",
        "story_places",
    )
}

ASKED_FOR = {
    "reader.search.find",
    "reader.reading.choices",
    "reader.settings.looks",
    "reader.reading.bookmarks",
    "reader.reading.reread",
    "reader.reading.search",
    "reader.formats.facts",
    "reader.reading.complete",
    "reader.tui.styles",
    "reader.tui.widgets.prompt",
    "reader.tui.widgets.search_line",
    "json",
}  # what commands of the reading screen load when they are given

_TELL = "import sys; print(*sorted(sys.modules), file=sys.stderr)"


def loaded(code: str, *argv: str) -> set[str]:
    """The modules that a fresh interpreter has after running the code."""
    code = f"{code}\n{_TELL}"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code, *argv], env=env, capture_output=True, text=True, check=True
    )
    return set(run.stderr.split())


def command(*argv: str) -> set[str]:
    """The modules of a command that was done."""
    return loaded("import sys\nfrom reader.cli import run\nassert run(sys.argv[1:]) == 0", *argv)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A short plain story in a folder of its own."""
    folder = tmp_path / "library"
    folder.mkdir()
    path = folder / "tide.txt"
    path.write_text("The tide went out.\n\n“Will it come back?” she said.\n" * 9, "utf-8")
    return path


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_told_before_anything_is_loaded(flag: str) -> None:
    """Of this program only the two modules that hold the command and the number."""
    modules = loaded("from reader.__main__ import main\nmain()", flag)

    ours = {name for name in modules if name.split(".")[0] == "reader"}
    assert ours == {"reader", "reader.__main__"}
    assert not modules & {"re", "typing", "pathlib", *GRAMMAR, *NEVER}


def test_a_list_of_known_stories_reads_and_sets_none(story: Path) -> None:
    """Neither formats beyond their door nor pages are loaded for it."""
    argv = ("list", "--library", str(story.parent))
    assert "reader.formats.text.preview" in command(*argv)

    assert not command(*argv) & (NEVER | PAGES | SEARCH)


def test_a_story_is_printed_without_what_only_a_screen_or_a_search_needs(story: Path) -> None:
    """`cat` loads the parts that read and set, and no more."""
    assert not command("cat", str(story)) & (NEVER | SEARCH)


_UP_TO_THE_FIRST_PICTURE = (
    "import sys\n"
    "from reader.cli import mode, run\n"
    "from reader.storage.thread import Writer\n"
    "from reader.terminal import handover\n"
    "Writer._idle = lambda writer: None\n"  # on a slow machine a second of rest may pass
    "mode.has_keys = lambda piped: True\n"
    "def shown(*_):\n"
    "    raise SystemExit(0)\n"
    "handover.TerminalHold.show = shown\n"
    "try:\n"
    "    run(sys.argv[1:])\n"
    "except SystemExit:\n"
    "    assert 'reader.typeset.layout' in sys.modules\n"
)


def test_the_first_page_loads_no_grammar_of_options(story: Path) -> None:
    """Up to the first picture `nightstand FILE` needs neither options nor what follows them."""
    assert not loaded(_UP_TO_THE_FIRST_PICTURE, str(story)) & (NEVER | GRAMMAR | SEARCH)


def test_the_first_page_of_a_known_story_loads_only_what_is_listed(story: Path) -> None:
    """A returning reader waits for nothing that tells stories apart or finds lost places.

    What comes to the list is paid for at each start: about half a millisecond for a module.
    """
    context, _ = set_up()
    opened = open_path(context, story)
    assert opened.id is not None
    context.store.places.remember(opened.id, make(opened.story, 40))
    context.store.close()

    modules = {name for name in loaded(_UP_TO_THE_FIRST_PICTURE, str(story)) if "reader." in name}

    for _, part, *inner in (name.split(".") for name in modules):
        assert part in WHOLE or part in FIRST
        assert part in WHOLE or {*inner} <= FIRST[part], f"{part}: {inner}"


def test_the_first_key_waits_for_no_other_screen(story: Path) -> None:
    """What a key opens is loaded by that key, and so is what a search or a question needs."""
    modules = loaded("import reader.tui.app\nfrom reader.tui.screens import reading")

    assert not modules & {*OTHER_SCREENS, *ASKED_FOR}


def test_the_reading_screen_stands_on_one_base_of_ours() -> None:
    """All that it does besides is done by what it holds."""
    screens = [kind for kind in ReadingScreen.__mro__ if issubclass(kind, Screen)]

    assert screens[:3] == [ReadingScreen, CommandScreen, Screen]


def test_rubbish_is_looked_for_again_once_the_start_is_over() -> None:
    """Nothing that the start has made is looked through."""
    gc.disable()
    try:
        sweep()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    finally:
        gc.enable()
        gc.unfreeze()


_WORDS = st.sampled_from(
    ["list", "--json", "--library", "--data", "--config", "--lib", "a b", "-", "--", "", "+7", "+G"]
) | st.text(max_size=4)


@given(st.lists(_WORDS, max_size=5) | st.lists(_WORDS, max_size=4).map(lambda w: ["list", *w]))
def test_what_is_understood_without_the_grammar_is_what_the_grammar_says(argv: list[str]) -> None:
    """Only a story's name and a plain listing are; all else is left to the grammar."""
    short = plain(argv)

    assert short is None or vars(short) == vars(parse(argv))


def test_loading_the_program_compiles_no_pattern() -> None:
    """Each pattern of ours waits for its first use."""
    code = (
        "import re, sys\n"
        "import dataclasses, pathlib, textwrap, argparse, json, subprocess, tempfile, logging\n"
        "import sqlite3, difflib, concurrent.futures, platformdirs\n"
        "done = []\n"
        "whole = re.compile\n"
        "def noted(*given):\n"
        "    done.append(sys._getframe(1).f_code.co_filename)\n"
        "    return whole(*given)\n"
        "re.compile = noted\n"
        "import reader.cli.open, reader.cli.about, reader.search, reader.formats.text.parse\n"
        "import reader.reading.search, reader.reading.view\n"
        f"ours = [name for name in done if name.startswith({str(ROOT / 'reader')!r})]\n"
        "assert not ours, ours\n"
    )
    loaded(code)


_PATTERNS_MOST = 12


def test_a_first_plain_novel_needs_few_patterns_and_no_more_modules(tmp_path: Path) -> None:
    """What only other texts have is told by cheap tests before its pattern or module is needed."""
    path = tmp_path / "novel.txt"
    path.write_text(novel(300_000), "utf-8")
    code = (
        "import hashlib, re, sys\n"
        "import reader.formats.text.parse\n"
        "from reader.formats import load\n"
        "done = []\n"
        "whole = re.compile\n"
        "re.compile = lambda *given: done.append(given) or whole(*given)\n"
        "before = set(sys.modules)\n"
        "assert len(load(sys.argv[1]).chapters) > 30\n"
        "assert not set(sys.modules) - before, set(sys.modules) - before\n"
        f"assert 0 < len(done) <= {_PATTERNS_MOST}, done\n"
    )
    loaded(code, str(path))


@given(st.text("ab1 ", max_size=20))
def test_a_lazy_pattern_is_the_pattern(text: str) -> None:
    """It finds what the compiled one finds."""
    late, now = lazy_pattern(r"(?P<word>[ab]+)\d?"), re.compile(r"(?P<word>[ab]+)\d?")

    assert late.findall(text) == now.findall(text)
    assert late.sub("-", text) == now.sub("-", text)
    assert late.pattern == now.pattern
    assert late.groupindex == now.groupindex


def test_a_lazy_pattern_has_nothing_that_a_pattern_has_not() -> None:
    """A wrong name is a mistake at once."""
    with pytest.raises(AttributeError):
        lazy_pattern("a").seek  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("value", [None, "", "/somewhere", "/some where/else", "relative", "~/x"])
def test_folders_are_those_of_platformdirs(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way to the folders of Linux leads where platformdirs points."""
    import platformdirs

    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)

    assert data_file().parent == platformdirs.user_data_path("nightstand", appauthor=False)
    assert config_file().parent == platformdirs.user_config_path("nightstand", appauthor=False)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(chapter_page=False, measure=60),
        Settings(justify=True, spread="on"),
    ],
)
def test_the_early_page_of_a_novel_is_the_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown before all pages are set is what is shown then, but for the page numbers."""
    monkeypatch.setattr(view, "_LONG", 0)
    text = novel(300_000)
    story = formats.from_bytes(text.encode(), "novel.txt")
    layout = first_page(OpenStory(story), settings, 100, 40).navigator.layout
    dice = random.Random(1)
    starts = [layout.page_start(dice.randrange(layout.page_count)) for _ in range(6)]
    for place in (*starts, dice.randrange(len(story.text)), story.body.end - 1):
        opened = OpenStory(story, place=Resolution(place, Verdict.EXACT, 1.0))
        early = first_page(opened, settings, 100, 40, at_once=True).rows(opened)
        late = first_page(opened, settings, 100, 40).rows(opened)
        assert early[:-1] == late[:-1]
        assert early[-1] != late[-1]


def test_a_short_story_is_set_at_once() -> None:
    """There is nothing to count after its first page."""
    story = formats.from_bytes(b"Once.", "once.txt")
    first = first_page(OpenStory(story), Settings(), 80, 24, at_once=True)

    assert first.navigator.layout.whole


@given(st.text("ab_ 中\u0301\n.é", max_size=300), st.integers(1, 40))
def test_a_sketch_is_the_same_in_stretches_of_any_size(text: str, size: int) -> None:
    """Neither the stretches nor the little room change what is sampled."""
    whole = sketch(text)
    with pytest.MonkeyPatch.context() as patch:
        module = sys.modules["reader.locator.sketch"]
        patch.setattr(module, "_STRETCH", size)
        assert sketch(text) == whole
        patch.setattr(module, "SIZE", 3)
        patch.setattr(module, "_ROOM", 4)
        few = sketch(text)
    assert few.hashes == whole.hashes[:3]
    assert few.offsets == whole.offsets[:3]
    assert all(one < two for one, two in pairwise(few.hashes))


def test_a_sketch_stops_where_its_pause_does() -> None:
    """A reader who leaves does not wait for the rest."""

    class LeftError(Exception):
        pass

    def leave() -> None:
        raise LeftError

    with pytest.raises(LeftError):
        sketch("one two three", pause=leave)
