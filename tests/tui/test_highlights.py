"""Selecting by keys, highlights and notes on the page, and their list."""

from pathlib import Path

import pytest

from reader.annotations.highlights import Colour, Highlight
from reader.paint.themes import Role
from reader.reading.open import keep_up
from reader.tui.screens.highlights import AllHighlightsScreen, HighlightsScreen
from reader.tui.screens.reading import ReadingScreen
from tests.books import epub, page
from tests.tui.driving import Driver, numbered, shelf, story
from tests.waiting import until


def kept(reader: Driver) -> list[Highlight]:
    """The highlights that are on the disk."""
    return [highlight for _, highlight in reader.context.store.highlights.of()]


def painted(reader: Driver, *roles: Role) -> str:
    """The text of the page that is painted with one of the roles."""
    view = reader.screen.page_view
    assert view is not None
    rows = ("".join(r.text for r in row if {*roles} & {*r.roles}) for row in view.rows)
    return " ".join(filter(None, rows))


def quotes(reader: Driver) -> list[str]:
    """What is highlighted, as it is kept."""
    return [highlight.passage.quote for highlight in kept(reader)]


async def test_a_sentence_is_selected_and_highlighted(tmp_path: Path) -> None:
    """`V` `i` `s` takes it all, `H` keeps it; it stays where it is on pages of another size."""
    async with story(numbered(tmp_path)) as reader:
        place = reader.reading.place.offset
        await reader.press("space", "V", "i", "s")
        sentence = reader.here.story.sentence_at(reader.here.offset)
        assert painted(reader, Role.SELECTION).split()[:3] == sentence.split()[:3]
        await reader.press("H")
        await reader.shows("Highlighted")
        assert quotes(reader) == [sentence]
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_YELLOW) != "", "its colour")
        before = painted(reader, Role.FILLED_YELLOW)
        await reader.press("minus")
        assert painted(reader, Role.FILLED_YELLOW).split() == before.split()
        assert reader.reading.place.offset >= place


async def test_motions_count_and_turn_the_page(tmp_path: Path) -> None:
    """The selection goes on over the end of the page, and the place does not."""
    async with story(numbered(tmp_path), (60, 12)) as reader:
        place = reader.reading.place.offset
        await reader.press("V", "9", "j", "9", "j")
        assert reader.here.offset > place
        assert reader.reading.place.offset == place
        await reader.press("H")
        await reader.shows("Highlighted")
        [quote] = quotes(reader)
        assert quote.startswith("Chapter 1")
        assert len(quote) > 400


async def test_digits_before_it_choose_the_colour(tmp_path: Path) -> None:
    """Without a selection it is the sentence at the top; once more changes it; `z` undoes."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space", "3", "H")
        await reader.shows("Highlighted")
        await reader.press("5", "H")
        await reader.shows("Now orange")
        assert [one.colour for one in kept(reader)] == [Colour.ORANGE]
        await reader.press("z")
        await reader.shows("Undone.")
        assert [one.colour for one in kept(reader)] == [Colour.BLUE]
        await reader.press("z")
        await reader.shows("undone")
        assert kept(reader) == []
        await until(reader.pilot, lambda: painted(reader, *Role) != "", "a page")
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_BLUE) == "", "no colour")


async def test_a_note_that_is_not_written_leaves_nothing(tmp_path: Path) -> None:
    """Esc takes back the highlight that was only made for it; Enter keeps both, in its colour."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space", "A")
        await reader.asked()
        await reader.write("as slow as I am")
        await reader.press("escape")
        assert kept(reader) == []
        await reader.press("4", "A")
        await reader.asked()
        await reader.write("as slow as I am ⏎ really")
        await reader.press("enter")
        await reader.shows("Noted")
        [(note, colour)] = [(one.note, one.colour) for one in kept(reader)]
        assert (note, colour) == ("as slow as I am \n really", Colour.PINK)
        await until(reader.pilot, lambda: any("+" in line[:9] for line in reader.lines), "a +")


async def test_the_list_leads_to_a_highlight_and_leaves_the_place(tmp_path: Path) -> None:
    """It is filtered by words, colour and tag; what is deleted comes back."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space", "2", "H")
        await reader.shows("Highlighted")
        await reader.press("space", "space", "3", "H")
        await until(reader.pilot, lambda: len(kept(reader)) == 2, "two highlights")
        await reader.press("space")
        place = reader.reading.place.offset
        await reader.press("quotation_mark")
        await reader.on(HighlightsScreen)
        await reader.shows("green", "blue")  # all are in sight, though the last one is current
        await reader.press("slash")
        await reader.asked()
        await reader.write("green")
        await reader.press("enter")
        shown = reader.app.screen
        assert isinstance(shown, HighlightsScreen)
        assert [mark.highlight.colour for mark in shown.list_view.items] == [Colour.GREEN]
        await reader.press("d")
        await until(reader.pilot, lambda: len(kept(reader)) == 1, "one highlight")
        await reader.press("u")
        await until(reader.pilot, lambda: len(kept(reader)) == 2, "two highlights")
        await reader.press("enter")
        await until(reader.pilot, lambda: reader.reading.home is not None, "a look")
        assert reader.reading.place.offset == place


async def test_esc_ends_the_selection_and_leaves_its_keys(tmp_path: Path) -> None:
    """`j` turns again, `2` is two columns again."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("V", "w", "o", "escape")
        assert painted(reader, Role.SELECTION) == ""
        before = reader.here.offset
        await reader.press("j")
        assert reader.here.offset > before


async def test_highlights_are_there_when_a_story_is_opened_again(tmp_path: Path) -> None:
    """They are found in the text as it is by then."""
    path = numbered(tmp_path)
    async with story(path) as reader:
        await reader.press("V", "2", "j", "i", "s", "H")
        await reader.shows("Highlighted")
        [quote] = quotes(reader)
    path.write_text(f"A line that came later.\n\n{path.read_text('utf-8')}", "utf-8")
    async with story(path) as reader:
        await reader.press("space")
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_YELLOW) != "", "its colour")
        assert painted(reader, Role.FILLED_YELLOW).strip() in " ".join(quote.split())


async def test_clicks_select_a_word_and_a_sentence(tmp_path: Path) -> None:
    """Twice a word, three times the sentence; then `H` keeps it."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("space")
        view = reader.screen.page_view
        assert view is not None
        row = next(number for number, line in enumerate(reader.lines) if "lamp" in line)
        spot = (reader.lines[row].index("lamp") + 1, row)
        await reader.pilot.click(view, offset=spot, times=2)
        await until(reader.pilot, lambda: painted(reader, Role.SELECTION) == "lamp", "a word")
        await reader.press("escape")
        await reader.pilot.click(view, offset=spot, times=3)
        await until(
            reader.pilot,
            lambda: painted(reader, Role.SELECTION).startswith("Paragraph"),
            "a sentence",
        )
        await reader.press("H")
        await reader.shows("Highlighted")
        assert quotes(reader)[0].startswith("Paragraph")


async def test_what_is_selected_by_keys_is_copied_and_searched_for(tmp_path: Path) -> None:
    """`Y`, `Ctrl-C` and `*` take it as they take what the mouse selected, and end it."""
    async with story(numbered(tmp_path)) as reader:
        for key in ("Y", "ctrl+c"):
            await reader.press("V", "2", "e", key)
            await until(reader.pilot, lambda: reader.app.clipboard == "Chapter 1", "the words")
            assert painted(reader, Role.SELECTION) == ""
            reader.app._clipboard = ""
        await reader.press("V", "i", "w", "asterisk")
        await reader.shows("“Chapter” 1 of 4")
        assert painted(reader, Role.SELECTION) == ""


async def test_the_shelf_lists_the_highlights_of_all_stories(tmp_path: Path) -> None:
    """They are counted, filtered by words and title; Enter opens the story there as a look."""
    library = tmp_path / "library"
    library.mkdir()
    numbered(library, 40, name="almanac.txt")
    other = numbered(library, name="brook.txt")
    async with story(other) as reader:
        await reader.press("space", "space", "2", "H")
        await reader.shows("Highlighted")
        await reader.press("A")
        await reader.asked()
        await reader.write("see the almanac")
        await reader.press("enter")
        await reader.shows("Noted")
        [quote] = quotes(reader)
        await reader.press("space", "space")
        place = reader.reading.place.offset
    async with shelf(library, (140, 30)) as reader:
        await reader.press("home")
        await reader.shows("1 highlight", "1, 1 with a note")
        await reader.press("quotation_mark")
        await reader.on(AllHighlightsScreen)
        await reader.shows("of all stories", quote[:30], "see the almanac", "brook", "green")
        await reader.press("slash")
        await reader.asked()
        await reader.write("brook snail")
        await reader.press("enter")
        await reader.shows("see the almanac")
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await until(reader.pilot, lambda: reader.reading.home is not None, "a look")
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_GREEN) != "", "its colour")
        assert reader.reading.place.offset == place
        await reader.press("q")
        await reader.on(AllHighlightsScreen)
        await reader.press("d")
        await reader.lacks("see the almanac")
        await reader.press("u")
        await reader.shows("see the almanac", "1 of 1 with “brook snail”")
        other.unlink()
        await reader.press("c")
        await reader.shows("its file is missing", "blue")
        await reader.press("enter")
        await reader.shows("“brook”: its file is missing.")
        await reader.press("q")
        await reader.lacks("of all stories")


VERSE = "\n\n".join(
    "\n".join(f"    The {word} lamp goes out at {n}," for word in ("tall", "low", "blue", "last"))
    for n in range(12)
)
EASTERN = "\n\n".join(f"　第{n}の朝、西の空が赤い。鴎が海の上を飛んでいた。" * 4 for n in range(12))


@pytest.mark.parametrize("text", [VERSE, EASTERN], ids=["verse", "east"])
async def test_verse_and_eastern_text_are_selected_over_a_page_s_end(
    tmp_path: Path, text: str
) -> None:
    """What is kept is the text from the first character to the last, painted on both pages."""
    path = tmp_path / "lines.txt"
    path.write_text(text, encoding="utf-8")
    async with story(path, (40, 12)) as reader:
        end = reader.reading.page.end
        await reader.press("space", "V", "9", "j", "9", "j", "dollar_sign", "3", "H")
        await reader.shows("Highlighted")
        [mark] = kept(reader)
        start, finish = mark.passage.start.offset, mark.passage.finish
        assert start >= end
        assert finish >= reader.reading.page.start
        assert mark.passage.quote == reader.here.story.text[start:finish]
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_BLUE) != "", "its colour")
        await reader.press("escape")
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_BLUE) != "", "its colour")


async def test_a_selection_goes_over_both_pages_of_a_spread(tmp_path: Path) -> None:
    """From the first word of the left page to the end of the right one, and on from there."""
    async with story(numbered(tmp_path), (150, 30)) as reader:
        left, right = reader.here.pages
        await reader.press("V", "G", "4", "H")
        await reader.shows("Highlighted")
        [mark] = kept(reader)
        assert mark.passage.start.offset == left.start
        assert right.start < mark.passage.finish <= right.end
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_PINK) != "", "its colour")
        sides = [row[:75].strip() and row[75:].strip() for row in reader.lines]
        assert any(sides)
        await reader.press("V", "G", "w", "w")
        assert not reader.screen.notices.told, "how much is selected stands there at once"
        assert reader.here.offset >= right.end
        assert reader.reading.place.offset == left.start


async def test_a_highlight_outlives_another_packaging(tmp_path: Path) -> None:
    """The text is replaced by its EPUB, with other quotation marks: the same words are marked."""
    library = tmp_path / "library"
    library.mkdir()
    said = [f'"The {n}th lamp is lit," said Odo, and {n} moths came to it.' for n in range(40)]
    path = library / "lamps.txt"
    path.write_text("\n\n".join(["Chapter 1", *said]), encoding="utf-8")
    async with story(path) as reader:
        await reader.press("space", "space", "V", "4", "j", "i", "s", "H")
        await reader.shows("Highlighted")
        [quote] = quotes(reader)
        keep_up(reader.context, reader.reading.opened)
    path.unlink()
    curly = [
        f"<p>“The {n}th lamp is lit,” said Odo, and {n} moths came to it.</p>" for n in range(40)
    ]
    book = library / "lamps.epub"
    book.write_bytes(epub([page("<h1>Chapter 1</h1>" + "".join(curly))]))
    async with shelf(library) as reader:
        await reader.press("quotation_mark")
        await reader.on(AllHighlightsScreen)
        await reader.press("enter")
        await reader.on(ReadingScreen)
        await until(reader.pilot, lambda: painted(reader, Role.FILLED_YELLOW) != "", "its colour")
        words = " ".join(painted(reader, Role.FILLED_YELLOW).split())
        assert words.replace("“", '"').replace("”", '"') == " ".join(quote.split())
