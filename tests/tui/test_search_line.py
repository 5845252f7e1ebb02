"""The search line and the hits on the page, as a reader meets them."""

from pathlib import Path
from string import ascii_lowercase

import pytest
from textual import events

from reader import context
from reader.paint.themes import Role
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.reading import ReadingScreen, notices
from reader.tui.widgets.page import PageView
from reader.tui.widgets.search_line import SearchInput, SearchLine
from tests.tui.driving import Driver, numbered, story
from tests.waiting import until


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """Sixty paragraphs; `snail` stands thrice in each, `Paragraph 41` once."""
    return numbered(tmp_path)


async def search(reader: Driver, words: str, key: str = "slash") -> None:
    """Type words into the search line and wait for the answer."""
    await reader.press(key)
    line = reader.app.screen.query_one(SearchLine)
    await until(reader.pilot, lambda: line.typing, "the search line")
    await reader.write(words)
    await until(
        reader.pilot,
        lambda: line.query_typed.text == words and line.status not in ("", "searching…"),
        "the answer",
    )
    await reader.pilot.pause()


def roles(reader: Driver, wanted: Role) -> list[str]:
    """The texts on the page that have a role."""
    rows = reader.app.screen.query_one(PageView).rows
    return [run.text for row in rows for run in row if wanted in run.roles]


def kept_offset(reader: Driver) -> int:
    """The place in the data file, 0 when there is none."""
    reader.context.store.flush()
    story_id = reader.reading.opened.id
    assert story_id is not None
    known = reader.context.store.stories.get(story_id)
    assert known is not None
    return known.locator.offset if known.locator else 0


async def test_hits_show_as_they_are_typed_and_esc_returns(numbers: Path) -> None:
    """The page follows the words, the hit stands out, and Esc undoes it all."""
    async with story(numbers) as reader:
        await reader.press("space")
        before = reader.here
        await search(reader, "paragraph 41")
        await reader.shows("1 of 1")
        assert reader.here.offset != before.offset
        assert "".join(roles(reader, Role.CURRENT)).lower() == "paragraph 41"
        await reader.press("escape")
        await reader.lacks("1 of 1")
        assert reader.here == before
        assert not roles(reader, Role.CURRENT)


async def test_all_hits_on_the_page_are_marked_and_one_stands_out(numbers: Path) -> None:
    """Match and current are different roles, which no theme tells apart by colour alone."""
    async with story(numbers) as reader:
        await search(reader, "snail")
        await reader.press("enter")
        await reader.shows("“snail” 1 of 180")
        assert roles(reader, Role.CURRENT) == ["snail"]
        assert len(roles(reader, Role.MATCH)) > 3
        looks = reader.screen.page_theme
        current, match = looks.look((Role.TEXT, Role.CURRENT)), looks.look((Role.TEXT, Role.MATCH))
        assert (current.bold, current.reverse, current.underline) != (
            match.bold,
            match.reverse,
            match.underline,
        )


async def test_what_is_typed_and_what_it_finds_are_one_picture(numbers: Path) -> None:
    """The hits are known before anything of a longer word is painted."""
    async with story(numbers) as reader:
        await search(reader, "snai")
        reader.app.screen.query_one(SearchInput).value = "snail"
        assert roles(reader, Role.CURRENT) == ["snail"]


async def test_a_search_does_not_move_the_place_until_a_page_is_turned(numbers: Path) -> None:
    """Hits are looked at; turning a page from one is reading there."""
    async with story(numbers) as reader:
        await reader.press("space")
        before = kept_offset(reader)
        assert before
        await search(reader, "paragraph 4")
        await reader.press("enter")
        await reader.shows("1 of 11")
        await reader.press("n", "n")
        await reader.shows("3 of 11")
        assert reader.here.offset != before
        assert kept_offset(reader) == before
        await reader.press("space")
        assert kept_offset(reader) == reader.here.offset != before


async def test_steps_wrap_round_with_a_word_that_says_so(numbers: Path) -> None:
    """By n and N, with numbers before them; beyond the last hit comes the first."""
    async with story(numbers) as reader:
        await search(reader, "paragraph 5")
        await reader.press("enter")
        await reader.shows("“paragraph 5” 1 of 11")
        await reader.press("3", "n")
        await reader.shows("4 of 11")
        await reader.press("N")
        await reader.shows("3 of 11")
        await reader.press("9", "n")
        await reader.shows("1 of 11, from the beginning again")
        await reader.press("N")
        await reader.shows("11 of 11, from the end again")


async def test_esc_ends_a_standing_search_and_returns_to_reading(numbers: Path) -> None:
    """From a hit that was only looked at; Tab goes to it once more."""
    async with story(numbers) as reader:
        await reader.press("space")
        before = reader.here.offset
        await search(reader, "paragraph 41")
        await reader.press("enter", "escape")
        await reader.shows("Back where you were reading.")
        assert reader.here.offset == before
        assert reader.reading.search is None
        await reader.press("tab")
        assert reader.here.offset != before
        assert kept_offset(reader) == before


async def test_two_backticks_lead_back_from_a_hit(numbers: Path) -> None:
    """One step back however many hits were looked at, and the search still stands."""
    async with story(numbers) as reader:
        await reader.press("space")
        before = reader.here.offset
        await search(reader, "paragraph 4")
        await reader.press("enter", "n", "n")
        await reader.press("grave_accent", "grave_accent")
        assert reader.here.offset == before
        assert reader.reading.search is not None
        await reader.press("tab")
        assert reader.here.offset != before


async def test_a_backtick_parted_from_the_next_goes_nowhere(numbers: Path) -> None:
    """Only two in a row are the key for back."""
    async with story(numbers) as reader:
        await search(reader, "paragraph 41")
        await reader.press("enter")
        there = reader.here.offset
        await reader.press("grave_accent", "n", "grave_accent")
        assert reader.here.offset == there


async def test_the_question_mark_is_help_until_a_search_stands(numbers: Path) -> None:
    """Then it searches backwards, and F1 is still help."""
    async with story(numbers) as reader:
        await reader.press("question_mark")
        await reader.on(HelpScreen)
        await reader.press("q")
        await reader.on(ReadingScreen)
        await search(reader, "snail")
        await reader.press("enter")
        await search(reader, "lamp", "question_mark")
        await reader.shows("?lamp")
        await reader.press("enter")
        await reader.press("f1")
        await reader.on(HelpScreen)


async def test_backwards_goes_towards_the_beginning(numbers: Path) -> None:
    """The nearest hit before, then the one before that; N turns round."""
    async with story(numbers) as reader:
        await search(reader, "snail")
        await reader.press("enter", "G")
        await search(reader, "paragraph 3", "question_mark")
        await reader.press("enter")
        await reader.shows("“paragraph 3” 11 of 11")
        await reader.press("n")
        await reader.shows("10 of 11")
        await reader.press("N")
        await reader.shows("11 of 11")


async def test_the_switches_say_what_they_are(numbers: Path) -> None:
    """Crossed boxes on the line; each narrows the search as it says."""
    async with story(numbers) as reader:
        await search(reader, "lamp")
        await reader.shows("1 of 180", "[ ] case: auto", "[ ] word", "[ ] exact", "[ ] pattern")
        await reader.press("f2")
        await reader.shows("[x] case")
        await reader.press("f2")
        await reader.shows("[ ] case: auto")
        await reader.press("f3")
        await reader.shows("[x] word")
        await reader.press("backspace")
        await reader.shows("no hits")
        await reader.press("alt+w")
        await reader.shows("1 of 180", "[ ] word")
        await reader.press("f5")
        await reader.write("p.w")
        await reader.shows("[x] pattern", "1 of 180")


async def test_a_wrong_pattern_is_said_in_words(numbers: Path) -> None:
    """While it is typed, and Enter leaves it open to be mended."""
    async with story(numbers) as reader:
        await reader.press("slash", "f5")
        await reader.write("snail(")
        await reader.shows("The pattern is wrong: missing )")
        await reader.press("enter")
        await reader.shows("The pattern is wrong: missing )")
        await reader.press("backspace")
        await reader.shows("1 of 180")


async def test_a_catastrophic_pattern_leaves_the_page_turning(numbers: Path) -> None:
    """It is given up on, and until then every key is answered."""
    async with story(numbers) as reader:
        await reader.press("slash", "f5")
        await reader.write("([a-z ]+)+$Z")
        await reader.press("enter")
        number = reader.here.number
        await reader.press("space")
        await until(reader.pilot, lambda: reader.here.number == number + 1, "the page")
        await reader.shows("takes too long")


async def test_no_hits_leaves_reading_where_it_was(numbers: Path) -> None:
    """And says so."""
    async with story(numbers) as reader:
        await reader.press("space")
        before = reader.here
        await search(reader, "wombat")
        await reader.shows("no hits")
        await reader.press("enter")
        await reader.shows("“wombat” is not in this story.")
        assert reader.here == before


async def test_earlier_searches_come_back_with_the_arrows(numbers: Path) -> None:
    """The latest first, in another story of the library too; what was typed stands in front."""
    async with story(numbers) as reader:
        for words in ("snail", "lamp"):
            await search(reader, words)
            await reader.press("enter")
            await reader.shows(f"“{words}” 1 of 180")
    other = numbered(numbers.parent, name="other.txt")
    async with story(other) as reader:
        await search(reader, "sl")
        line = reader.app.screen.query_one(SearchLine)
        for key, words in [("up", "lamp"), ("up", "snail"), ("up", "snail"), ("down", "lamp")]:
            await reader.press(key)
            assert line.query_typed.text == words
        await reader.press("down")
        assert line.query_typed.text == "sl"
        await reader.press("up")
        await reader.shows("1 of 180")
        await reader.press("escape", "n")
        await reader.shows("“lamp” 1 of 180")


async def test_an_empty_line_repeats_the_last_search(numbers: Path) -> None:
    """`/` and Enter, as in other readers."""
    async with story(numbers) as reader:
        await search(reader, "snail")
        await reader.press("enter", "escape")
        await reader.press("slash", "enter")
        await reader.shows("“snail” 1 of 180")


async def test_the_star_searches_the_word_under_the_mouse(numbers: Path) -> None:
    """As a whole word, from the very hit."""
    async with story(numbers) as reader:
        row = next(n for n, line in enumerate(reader.lines) if "snail" in line)
        column = reader.lines[row].index("snail") + 2
        await reader.pilot.hover(offset=(column, row))
        before = reader.here
        await reader.press("asterisk")
        await reader.shows("“snail” 1 of 180")
        assert reader.here == before


async def test_the_star_searches_what_is_selected(numbers: Path) -> None:
    """Drawn over with the mouse, across the end of a line too."""
    async with story(numbers) as reader:
        row = next(n for n, line in enumerate(reader.lines) if "slowly as" in line)
        start, end = reader.lines[row].index("slowly"), reader.lines[row + 1].index(" that") - 1
        await reader.pilot.mouse_down(offset=(start, row))
        await reader.pilot.hover(offset=(end, row + 1))
        await reader.pilot.mouse_up(offset=(end, row + 1))
        await reader.press("asterisk")
        await reader.shows("“slowly as a snail” 1 of 180")


async def test_the_star_asks_where_there_is_no_word(numbers: Path) -> None:
    """Whole words are on."""
    async with story(numbers) as reader:
        await reader.press("asterisk")
        await reader.shows("[x] word", "a word or a name")
        await reader.write("lamp")
        await reader.shows("1 of 180")


async def test_keys_typed_in_one_go_are_all_answered(numbers: Path) -> None:
    """Enter and n do not wait for the answer and are not lost."""
    async with story(numbers) as reader:
        await reader.press("slash", *"snail", "enter", "n", "n")
        await reader.shows("“snail” 3 of 180")


@pytest.mark.parametrize("size", [(20, 5), (20, 6), (40, 12), (200, 50)])
async def test_the_line_fits_every_screen(numbers: Path, size: tuple[int, int]) -> None:
    """Count and words can be read, and the hit on the page is not covered."""
    async with story(numbers, size) as reader:
        await search(reader, "snail")
        await reader.shows("/snail", "1 of 180")
        await reader.press("enter")
        await reader.shows("1 of 180")


async def test_a_window_that_changes_its_size_keeps_the_hit_and_the_way_back(
    numbers: Path,
) -> None:
    """The search stands, Esc returns to the same words."""
    async with story(numbers) as reader:
        await reader.press("space")
        before = reader.here.offset
        await search(reader, "paragraph 41")
        await reader.pilot.resize_terminal(50, 15)
        await reader.shows("1 of 1")
        await reader.press("escape")
        assert reader.here.offset == before


@pytest.fixture
def licensed(tmp_path: Path) -> Path:
    """A story between a header and a licence, both of which name a licence."""
    path = tmp_path / "licensed.txt"
    story = "\n\n".join(f"Paragraph {number} of the tale. {'Lamps. ' * 40}" for number in range(40))
    path.write_text(
        "The licence stands below.\n\n"
        f"*** START OF THE PROJECT GUTENBERG EBOOK TALE ***\n\n{story}\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK TALE ***\n\nThe whole licence stands here.\n"
    )
    return path


async def test_front_and_back_matter_are_searched_when_asked(
    licensed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch unfolds what holds a hit; Esc folds it and returns to the very page."""
    async with story(licensed) as reader:
        await reader.press("space")
        before, page = reader.here.offset, reader.text
        await search(reader, "the licence")
        await reader.press("ctrl+u")
        await reader.write("licence stands")
        await reader.shows("no hits")
        await reader.press("f7")
        await reader.shows("2 of 2", "[x] front matter", "The whole licence stands here")
        assert "".join(roles(reader, Role.CURRENT)) == "licence stands"
        await reader.press("enter", "n")
        await reader.shows("1 of 2, from the beginning again", "The licence stands below")
        monkeypatch.setattr(notices, "_NOTICE_SECONDS", 0.1)
        await reader.press("escape")
        await reader.lacks("Back where you were reading.")
        assert reader.here.offset == before
        assert reader.text == page
        assert not reader.reading.opened.unfolded


async def test_a_story_without_matter_offers_no_switch_for_it(numbers: Path) -> None:
    """Its key does nothing either."""
    async with story(numbers) as reader:
        await search(reader, "snail")
        assert "matter" not in reader.text
        await reader.press("f7")
        assert not reader.app.screen.query_one(SearchLine).query_typed.matter


@pytest.mark.parametrize("burst", [("/", "snail", "\r", "/", "paragraph 4", "\r", "n")])
async def test_what_is_pasted_keeps_its_turn_among_the_keys(
    numbers: Path, burst: tuple[str, ...]
) -> None:
    """Sent in one go, a paste behind the key that opens the line again is not lost."""
    async with story(numbers) as reader:
        for typed in burst:
            key = {"/": "slash", "\r": "enter"}.get(typed, typed)
            event = events.Key(key, typed) if len(typed) == 1 else events.Paste(typed)
            reader.app.post_message(event)
        await reader.shows("“paragraph 4” 2 of 11")


@pytest.mark.parametrize(
    ("columns", "label"), [(100, "F3 [x] word"), (54, "F3 [x] word"), (44, "F3 [x] W")]
)
async def test_a_click_flips_the_switch_under_the_mouse(
    numbers: Path, columns: int, label: str
) -> None:
    """Whether names or signs stand in the row."""
    async with story(numbers, (columns, 24)) as reader:
        await search(reader, "snail")
        row = reader.lines[-2]
        await reader.pilot.click(offset=(row.index(label.replace("x", " ")) + 3, 22))
        await reader.shows(label)
        assert reader.app.screen.query_one(SearchLine).query_typed.word
        assert not reader.app.screen.query_one(SearchLine).query_typed.exact


async def test_a_search_in_a_story_never_looks_into_a_folder(
    numbers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The searches of before are those of a library whose folder is known without looking."""
    looked: list[object] = []

    def look(*folders: object) -> None:
        looked.append(folders)
        raise AssertionError("a folder was looked into")

    monkeypatch.setattr(context, "_library", look)
    async with story(numbers) as reader:
        await search(reader, "Paragraph 41")
        await reader.press("enter")
        await reader.press("n", "slash", "up")
        line = reader.app.screen.query_one(SearchLine)
        await until(reader.pilot, lambda: line.query_typed.text == "Paragraph 41", "the search")
        await reader.press("escape")
    assert not looked


async def test_alt_and_a_letter_that_means_nothing_leave_the_line_open(numbers: Path) -> None:
    """It is not taken for Esc and that letter, which would put the search aside."""
    async with story(numbers) as reader:
        await search(reader, "lamp")
        bound = reader.app.screen._bindings.key_to_bindings
        free = next(one for one in ascii_lowercase if not {one, f"alt+{one}"} & {*bound})
        reader.app.post_message(events.Key(f"alt+{free}", free))
        await reader.write("s")

        line = reader.app.screen.query_one(SearchLine)
        await until(reader.pilot, lambda: line.query_typed.text == "lamps", "the letter after it")
        assert line.typing
