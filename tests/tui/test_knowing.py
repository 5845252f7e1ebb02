"""What was decided about a file is told on the screen and can be changed there."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.context import Context, set_up
from reader.formats.choices import Choices
from reader.formats.facts import Fact
from reader.paint.theme_lookup import theme
from reader.paint.themes import Run
from reader.reading import reread
from reader.reading.bookmarks import bookmarks_of
from reader.reading.open import OpenStory, open_bytes, open_path
from reader.reading.reread import Reshaped, reshape
from reader.terminal.colours import shows_links
from reader.tui.app import NightstandApp
from reader.tui.screens.about import (
    AboutScreen,
    EncodingsScreen,
    PageLinesScreen,
    RulesScreen,
    about_lines,
    address_of,
)
from reader.tui.screens.contents import ContentsScreen
from reader.tui.screens.reading import ReadingScreen, notices
from reader.tui.screens.story_places import BookmarksScreen
from reader.tui.strips import linked, strip
from reader.typeset.cells import width
from tests.tui.driving import Driver, numbered, story
from tests.waiting import until

RUSSIAN = (
    "Смотритель поднялся по лестнице, зажёг лампу {n} и долго смотрел на море. "
    "Никто не плыл к берегу, и только ветер {n} говорил с ним до утра."
)
MARK = "*** {} OF THE PROJECT GUTENBERG EBOOK THE WEIR ***"


def russian(folder: Path) -> Path:
    """Sixty paragraphs in Cyrillic, wrapped nowhere."""
    path = folder / "маяк.txt"
    text = "\n\n".join(RUSSIAN.format(n=n) for n in range(100, 160))
    path.write_bytes(text.encode("cp1251"))
    return path


def wrapped(folder: Path, name: str = "weir.txt", *, matter: bool = False) -> Path:
    """Forty wrapped paragraphs in four chapters, with front and back matter or without."""
    line = "Paragraph {n} tells of the river, which was up at the {n} watch, and of the\n"
    line += "miller, who said _nothing_ about it to anybody because he had been awake\n"
    line += "and no longer trusted what he saw from the window of the room at the weir."
    parts = []
    for number in range(100, 140):
        if number % 10 == 0:
            parts.append(f"\nChapter {number // 10 - 9}\n")
        parts.append(line.format(n=number))
    text = "\n\n".join(parts)
    if matter:
        head = f"Title: The Weir\n\nAuthor: Ann Other\n\n{MARK.format('START')}\n\n\n"
        text = f"{head}{text}\n\n\n{MARK.format('END')}\n\nEnd of the licence, which is long.\n"
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def top(reader: Driver) -> str:
    """What stands at the reader's place."""
    here = reader.here
    return " ".join(here.story.text[here.offset : here.offset + 90].split())


async def settled(reader: Driver, choices: Choices) -> None:
    """Wait until the story is read by these choices."""
    screen = next(s for s in reader.app.screen_stack if isinstance(s, ReadingScreen))
    await until(reader.pilot, lambda: screen.reading.opened.choices == choices, f"{choices}")
    await reader.pilot.pause()


async def test_the_story_is_told_with_every_reason(tmp_path: Path) -> None:
    """`i` lists title, source, words and each decision with why; q closes it."""
    async with story(wrapped(tmp_path, matter=True), (90, 40)) as reader:
        await reader.press("i")
        await reader.on(AboutScreen)
        await reader.shows("The Weir", "Ann Other", "Project Gutenberg", "plain ASCII")
        await reader.shows("hard-wrapped at", "joined", "Chapter words with a number: 4", "folded")
        await reader.press("q")
        await reader.on(ReadingScreen)


@pytest.mark.parametrize("columns", [12, 30, 80])
def test_long_facts_are_broken_to_fit(columns: int, tmp_path: Path) -> None:
    """Every word of a fact stands in its rows, the name in the first only."""
    fact = Fact("chapter rule", "a verdict " * 9, "灯台守は階段を上り、" * 9, "chapters")
    lines = list(about_lines([fact], columns))

    words = "".join("".join(line.text.split()) for line in lines)
    assert words == "".join((fact.value + fact.why).split())
    assert [line.name for line in lines] == ["chapter rule"] + [""] * (len(lines) - 1)
    assert all(width(line.text) <= max(8, columns - 4) for line in lines)
    assert {line.command for line in lines} == {"story.chapters"}


async def test_another_encoding_is_chosen_by_its_line_and_kept(tmp_path: Path) -> None:
    """The list shows the story in each; the place, bookmarks and the choice stay; z undoes."""
    path = russian(tmp_path)
    async with story(path) as reader:
        await reader.press("4", "space", "m")
        await reader.asked()
        await reader.press("enter")
        await reader.shows("Bookmarked")
        before, words = reader.here, top(reader)
        await reader.press("e")
        await reader.on(EncodingsScreen)
        await reader.shows("Смотритель", "Ñìîòðèòåëü", "Cyrillic", "automatic")
        await reader.press("j", "enter")
        await settled(reader, Choices(encoding="cp1252"))
        digits = "".join(filter(str.isdigit, words))
        assert "".join(filter(str.isdigit, top(reader))) == digits
        await reader.shows("Read as cp1252.")
        (mark,) = bookmarks_of(reader.context, reader.reading.opened)
        assert mark.offset == reader.here.offset
        await reader.press("z")
        await settled(reader, Choices())
        assert reader.here == before
        await reader.press("z")
        await settled(reader, Choices(encoding="cp1252"))
        await reader.press("q")
    async with story(path) as reader:
        assert reader.reading.opened.choices.encoding == "cp1252"
        assert "".join(filter(str.isdigit, top(reader))) == digits


async def test_raw_view_there_and_back_is_the_very_same_page(tmp_path: Path) -> None:
    """`r` shows the lines of the file, marks and all; again `r` is where it was."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("4", "G")
        before, words = reader.here, top(reader)
        await reader.press("r")
        await settled(reader, Choices(raw=True))
        await reader.shows("_nothing_", "Shown line by line as in the file.")
        assert top(reader).split()[:4] == words.split()[:4]
        await reader.press("r")
        await settled(reader, Choices())
        assert reader.here == before
        await reader.lacks("_nothing_")


async def test_who_reads_on_after_a_change_is_found_again(tmp_path: Path) -> None:
    """A page turned in the raw view is where the story goes on when it is left."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("4", "G", "r")
        await settled(reader, Choices(raw=True))
        await reader.press("space", "space")
        words = top(reader).replace("_", "").split()[:5]
        await reader.press("r")
        await settled(reader, Choices())
        assert top(reader).split()[:5] == words


async def test_pages_can_be_turned_while_the_story_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page stays and turns; the change comes to the place that is shown then."""
    go = threading.Event()
    asked: list[Sequence[int]] = []

    def slowly(
        context: Context, opened: OpenStory, choices: Choices, places: Sequence[int]
    ) -> Reshaped:
        asked.append(places)
        assert go.wait(10)
        return reshape(context, opened, choices, places)

    monkeypatch.setattr(reread, "reshape", slowly)
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("r")
        await reader.shows("Reading the file again…")
        await reader.press("space", "space")
        words = top(reader).split()[:5]
        go.set()
        await settled(reader, Choices(raw=True))
        assert top(reader).replace("_", "").split()[:5] == words
        assert len(asked) == 2


async def test_a_list_of_places_keeps_its_text_until_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is chosen from a list leads to what the list showed, though a change came between."""
    go, done = threading.Event(), threading.Event()

    def slowly(
        context: Context, opened: OpenStory, choices: Choices, places: Sequence[int]
    ) -> Reshaped:
        assert go.wait(10)
        done.set()
        return reshape(context, opened, choices, places)

    monkeypatch.setattr(reread, "reshape", slowly)
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("m")
        await reader.asked()
        await reader.press("enter", "4", "G")
        await reader.press("r", "B")
        await reader.on(BookmarksScreen)
        go.set()
        await until(reader.pilot, done.is_set, "the answer")
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        await reader.press("enter")
        await reader.on(ReadingScreen)
        assert top(reader).startswith("Chapter 1 Paragraph 100")
        await settled(reader, Choices(raw=True))
        assert top(reader).startswith("Chapter 1 Paragraph 100")


async def test_a_change_that_is_under_way_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`z` before the answer: all stays as it was."""
    go = threading.Event()

    def slowly(
        context: Context, opened: OpenStory, choices: Choices, places: Sequence[int]
    ) -> Reshaped:
        assert go.wait(10)
        return reshape(context, opened, choices, places)

    monkeypatch.setattr(reread, "reshape", slowly)
    async with story(wrapped(tmp_path)) as reader:
        before = reader.here
        await reader.press("r", "z")
        await reader.shows("Nothing changed.")
        go.set()
        await reader.pilot.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert reader.reading.opened.choices == Choices()
        assert reader.here == before


async def test_a_file_that_is_gone_is_told_and_nothing_changes(tmp_path: Path) -> None:
    """The page stands; the reader goes on."""
    path = wrapped(tmp_path)
    async with story(path, (120, 24)) as reader:
        path.unlink()
        await reader.press("r")
        await reader.shows("no such file")
        assert reader.reading.opened.choices == Choices()
        await reader.press("e")
        await reader.shows("no such file")
        await reader.press("space")
        await reader.shows("2 of")


async def test_the_list_of_jumps_comes_along(tmp_path: Path) -> None:
    """Ctrl-O goes back to the same words in the other view."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("3", "G")
        words = top(reader).split()[:5]
        await reader.press("G", "r")
        await settled(reader, Choices(raw=True))
        await reader.press("ctrl+o")
        assert top(reader).replace("_", "").split()[:5] == words


async def test_what_is_told_follows_what_is_changed(tmp_path: Path) -> None:
    """The list stays open while its lines are chosen, and tells what holds then."""
    async with story(wrapped(tmp_path), (90, 40)) as reader:
        await reader.press("i")
        await reader.on(AboutScreen)
        await reader.press("G", "enter")
        await settled(reader, Choices(raw=True))
        await reader.shows("lines kept as they are", "raw view      on")
        await reader.press("z")
        await settled(reader, Choices())
        await reader.shows("raw view      off")
        await reader.press("c")
        await reader.on(RulesScreen)
        await reader.press("G", "enter")
        await settled(reader, Choices(chapter_rule="none"))
        await reader.on(AboutScreen)
        await reader.shows("you chose it")


async def test_an_own_pattern_is_tried_before_it_is_taken(tmp_path: Path) -> None:
    """What is wrong is said in words and can be mended; then its chapters stand."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("c")
        await reader.on(RulesScreen)
        await reader.shows("Chapter words with a number", "My own pattern")
        await reader.press("G", "k", "enter")
        await reader.asked()
        await reader.write("^Paragraph (")
        await reader.press("enter")
        await reader.shows("Invalid pattern")
        await reader.asked()
        await reader.press("backspace", "1", "1", "enter")
        await reader.on(ReadingScreen)
        await settled(reader, Choices(chapter_pattern="^Paragraph 11"))
        assert reader.here.story.chapters == ()  # its paragraphs are too long for headings
        await reader.press("c")
        await reader.on(RulesScreen)
        await reader.press("enter")
        await reader.asked()
        await reader.press("ctrl+u", *"Chapter", "enter")
        await settled(reader, Choices(chapter_pattern="Chapter"))
        assert len(reader.here.story.chapters) == 4


async def test_a_line_that_is_no_chapter_goes_from_the_contents(tmp_path: Path) -> None:
    """`d` takes it away with the list open, `z` brings it back."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("t")
        await reader.on(ContentsScreen)
        await reader.press("j", "d")
        await reader.lacks("Chapter 2 ·")
        await reader.shows("Chapter 1 ·", "Chapter 3 ·")
        assert len(reader.app.screen_stack) == 2
        await reader.press("z")
        await reader.shows("Chapter 2 ·")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        assert top(reader).startswith("Chapter 2")


async def test_the_line_at_the_top_becomes_a_chapter_or_none(tmp_path: Path) -> None:
    """`C` on a chapter's heading makes it none, and again makes it one."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("J", "C")
        await reader.shows("“Chapter 2” is not a chapter.")
        assert [c.title for c in reader.here.story.chapters] == [
            "Chapter 1",
            "Chapter 3",
            "Chapter 4",
        ]
        assert top(reader).startswith("Chapter 2")
        await reader.press("C")
        await reader.shows("“Chapter 2” is a chapter.")
        assert len(reader.here.story.chapters) == 4
        await reader.press("space", "space", "C")
        await reader.shows("too long")


async def test_a_line_of_the_page_is_picked(tmp_path: Path) -> None:
    """`L` lists what stands on the page, chapters marked; Enter turns one over."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("L")
        await reader.on(PageLinesScreen)
        await reader.shows("§ Chapter 1", "Paragraph 100")
        await reader.press("enter")
        await reader.shows("“Chapter 1” is not a chapter.")


async def test_matter_unfolds_and_folds_again(tmp_path: Path) -> None:
    """From the first page one sees the front, from the last the back; else the page stays."""
    async with story(wrapped(tmp_path, matter=True)) as reader:
        first = reader.here
        total = first.layout.page_count
        await reader.press("u")
        await reader.shows("START OF THE PROJECT", "matter shown")
        await reader.press("space")
        await reader.shows(f"1 of {total} · 0 %", "Chapter 1")
        await reader.press("3", "G")
        await reader.shows(f"3 of {total}")
        here = reader.here
        await reader.press("u")
        await reader.shows("matter hidden")
        assert reader.here.offset == here.offset
        await reader.press("G")
        await reader.shows("100 %")
        last = reader.here.offset
        await reader.press("u")
        await reader.shows("End of the licence")
        await reader.press("u")
        await reader.lacks("End of the licence")
        assert reader.here.offset == last


async def test_without_matter_or_readings_the_keys_say_so(tmp_path: Path) -> None:
    """Nothing is changed where there is nothing to change."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("u")
        await reader.shows("no front or back matter")
        await reader.press("y")
        await reader.shows("has no readings")
        await reader.press("z")
        await reader.shows("Nothing to undo")
        await reader.press("r")
        await settled(reader, Choices(raw=True))
        await reader.press("p")
        await reader.shows("No lines are joined in the raw view")


async def test_readings_are_hidden_and_shown(library_folder: Path) -> None:
    """`y` leaves the words without the readings in brackets."""
    async with story(library_folder / "kingyo-no-rusuban.txt") as reader:
        shown = len(reader.here.story.text)
        await reader.press("y")
        await settled(reader, Choices(ruby=False))
        assert reader.here.story.body.end - reader.here.story.body.start < shown
        await reader.shows("Readings are hidden.")


async def test_a_search_is_of_the_text_that_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hits of the old text go with it; searching again finds those of the new one."""
    async with story(wrapped(tmp_path)) as reader:
        await reader.press("slash")
        await reader.write("nothing")
        await reader.press("enter")
        await reader.shows("“nothing” 1 of 40")
        monkeypatch.setattr(notices, "_NOTICE_SECONDS", 0.1)
        await reader.press("r")
        await settled(reader, Choices(raw=True))
        assert reader.reading.search is None
        await reader.press("n")
        await reader.shows("of 40")
        search = reader.reading.search
        assert search is not None
        assert search.current is not None
        hit = search.current
        assert reader.here.story.text[hit.start - 1 : hit.end + 1] == "_nothing_"


async def test_a_look_of_its_own_outlives_a_change(tmp_path: Path) -> None:
    """What the story is shown in is no part of how it is read."""
    path = wrapped(tmp_path)
    async with story(path) as reader:
        own = Choices(style=("measure = 50",))
        assert reader.reading.opened.id is not None
        reader.context.store.stories.set_choices(reader.reading.opened.id, own.to_json()).result()
    async with story(path) as reader:
        await reader.press("r")
        await settled(reader, Choices(raw=True, style=own.style))
        await reader.press("z")
        await settled(reader, own)
        assert open_path(reader.context, path).choices == own


async def test_a_story_from_a_pipe_is_changed_too() -> None:
    """Nothing is kept of it, but it is read again."""
    context, _ = set_up()
    opened = open_bytes("Пришла весна, и лёд сошёл. ".encode("cp1251") * 40, "pipe", "cp1252")
    app = NightstandApp(context, opened)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            reader = Driver(app, pilot)
            await reader.shows("Ïðèøëà")
            await reader.press("e")
            await reader.on(EncodingsScreen)
            await reader.press("g", "enter")
            await reader.shows("Пришла весна")
    finally:
        context.store.close()


@pytest.mark.slow
async def test_every_list_fits_the_smallest_screen(tmp_path: Path) -> None:
    """At 20 × 6 each list shows its items and closes."""
    async with story(wrapped(tmp_path, matter=True), (20, 6)) as reader:
        for key, screen in (
            ("i", AboutScreen),
            ("c", RulesScreen),
            ("L", PageLinesScreen),
        ):
            await reader.press(key)
            await reader.on(screen)
            assert reader.text.strip()
            await reader.press("j", "j", "G", "g", "q")
            await reader.on(ReadingScreen)


@pytest.mark.parametrize(
    ("name", "value", "address"),
    [
        ("story url", "https://archive.example/s/1?a=b", "https://archive.example/s/1?a=b"),
        ("file", "/home/ada/My Tales/one.txt", "file:///home/ada/My%20Tales/one.txt"),
        ("file", "standard input", ""),
        ("story url", "https://x.example/\u202egpj", ""),
        ("summary", "see https://x.example/", ""),
        ("title", "javascript:alert(1)", ""),
    ],
)
def test_addresses_lead_out_of_the_program(name: str, value: str, address: str) -> None:
    """Those of the web, and the file's own; nothing else, however it is spelt."""
    assert address_of(Fact(name, value)) == address


def test_a_link_is_made_of_the_words_alone() -> None:
    """What stands beside them leads nowhere; consoles that would print it get none."""
    row = strip([Run("url ", ()), Run("x.example", ())], theme("dusk"), 20)
    parts = [
        (part.text, part.style.link)
        for part in linked(row, "x.example", "https://x.example")
        if part.style
    ]

    assert [text for text, link in parts if link] == ["x.example"]
    assert linked(row, "", "https://x.example") == linked(row, "gone", "https://y") == row
    assert [shows_links({"TERM": term}) for term in ("xterm-kitty", "linux")] == [True, False]
