"""Who is this: asked on the page, told by what was read, and led back from."""

from pathlib import Path

from reader.context import set_up
from reader.formats import from_bytes
from reader.people.appearances import appearances, bar
from reader.people.so_far import bound_at
from reader.reading.moves import MOVES
from reader.reading.open import open_path
from reader.reading.people import bound_of
from reader.reading.reading import Reading, page_of
from reader.reading.view import first_page
from reader.tui.screens.answers import ChoicePanel
from reader.tui.screens.people import PeopleScreen, WhoScreen
from tests.shell import Call
from tests.tui.driving import story

SCENE = "“Come in,” said Mr. Vane. The smith, a tall man, came in. Mr. Vane laughed, and it rained."
LATER = "“So it was you,” said Hester. Mr. Vane said nothing. “It was you,” Hester said."
TEXT = "\n\n".join(
    f"CHAPTER {number}\n\n" + "\n\n".join([scene] * 20)
    for number, scene in enumerate((SCENE, LATER, SCENE, LATER), 1)
)


def written(folder: Path) -> Path:
    """A story in which one person comes after another."""
    path = folder / "vane.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_look_ahead_is_not_read(tmp_path: Path) -> None:
    """The bound is the end of the page that is read; of a finished story it is the end."""
    context, _ = set_up(tmp_path)
    opened = open_path(context, written(tmp_path))
    shown = first_page(opened, context.settings, 60, 20).navigator
    reading = Reading(opened, shown)
    looking = MOVES["go.end"](reading, None)
    assert looking is not None
    assert looking.page.start > reading.page.end
    bound = bound_of(context, looking)

    assert bound == bound_of(context, reading) == bound_at(opened.story, page_of(shown).end)
    assert not appearances(opened.story, "Hester", bound).mentions
    stayed = looking.stay()
    assert bound_of(context, stayed) == bound_at(opened.story, opened.story.body.end)


def test_the_bar_has_a_sign_for_each_chapter_that_was_read() -> None:
    """However few cells there are; a chapter without the name has another sign than any with it."""
    made = from_bytes(TEXT.encode(), "vane.txt")
    second, third = made.chapters[1].start, made.chapters[2].start
    signs = {
        name: [bar(made, appearances(made, name, bound_at(made, end)), most) for end in ends]
        for name, most, ends in (
            ("Hester", 40, (second, third, made.body.end)),
            ("Vane", 40, (second, made.body.end)),
            ("smith", 2, (made.body.end,)),
        )
    }

    assert signs["Hester"] == ["·", "·█", "·█·█"]
    assert signs["Vane"] == ["█", "█▄█▄"]
    assert signs["smith"] == ["██"]
    assert bar(made, appearances(made, "Vane", made.body.end), 0) == ""


async def test_somebody_is_looked_up_and_looked_at(tmp_path: Path) -> None:
    """By a name that is typed or from the list; Enter only looks there."""
    async with story(written(tmp_path), (90, 40)) as driver:
        await driver.press("W")
        await driver.asked()
        await driver.press("enter")
        await driver.on(PeopleScreen)
        await driver.shows("Mr. Vane")
        assert "Hester" not in driver.text
        await driver.press("enter")
        await driver.on(WhoScreen)
        await driver.shows("mentions so far", "first in CHAPTER 1", "All mentions")
        await driver.press("end", "enter")
        assert driver.reading.opened.story.text[driver.here.offset :].strip()
        assert driver.screen.is_current
        await driver.press("W")
        await driver.asked()
        await driver.write("Hester")
        await driver.press("enter")
        await driver.shows("“Hester” has not been met so far.")


async def test_what_is_told_of_all_mentions_stands_above_many_of_them(tmp_path: Path) -> None:
    """However many there are, the list begins with how many, and where the first one is."""
    path = tmp_path / "many.txt"
    path.write_text("CHAPTER 1\n\n" + "Mr. Vane saw Mr. Vane. " * 60 + "\n", "utf-8")
    async with story(path, (80, 24)) as driver:
        await driver.press("W")
        await driver.asked()
        await driver.write("Vane")
        await driver.press("enter")
        await driver.on(WhoScreen)
        await driver.shows("mentions so far", "first in CHAPTER 1")
        screen = driver.app.screen
        assert isinstance(screen, WhoScreen)
        assert len(screen.list_view.items) > driver.app.size.height


def test_linear_mode_tells_who_somebody_is(call: Call, tmp_path: Path) -> None:
    """By what was printed, and nothing else."""
    lines = b"who Vane\nwho Hester\nwho\nq\n"
    done = call("read", "--linear", written(tmp_path), "--height", 12, stdin=lines)

    assert "Vane: " in done.out
    assert "“Hester” has not been met so far" in done.out
    assert "Mr. Vane (" in done.out
    assert "Hester (" not in done.out


async def test_two_names_are_one_and_parted_again(tmp_path: Path) -> None:
    """Here and there in the list; it is kept for the story, and the look-up follows it."""
    path = tmp_path / "two.txt"
    path.write_text(f"CHAPTER 1\n\n{SCENE}\n\n{LATER}\n", "utf-8")
    async with story(path, (90, 30)) as driver:
        await driver.press("W")
        await driver.asked()
        await driver.press("enter")
        await driver.on(PeopleScreen)
        await driver.shows("Mr. Vane", "Hester")
        await driver.press("ampersand", "down", "ampersand")
        await driver.shows("CHAPTER 1", "Mr. Vane  Hester")
        await driver.press("enter")
        await driver.on(WhoScreen)
        await driver.shows("Mr. Vane, Hester", "5 mentions so far")
        await driver.press("escape")
        assert driver.reading.opened.choices.people == ("Hester\tMr. Vane",)
        await driver.press("W")
        await driver.asked()
        await driver.press("enter")
        await driver.on(PeopleScreen)
        await driver.press("minus")
        await driver.on(ChoicePanel)
        await driver.press("down", "enter")
        await driver.on(PeopleScreen)
        await driver.press("minus")
        await driver.shows("only one name here")
        await driver.press("slash")
        await driver.asked()
        await driver.write("hest")
        screen = driver.app.screen
        assert isinstance(screen, PeopleScreen)
        told = [getattr(one, "name", "") for one in screen.list_view.items]
        assert told == ["", "Hester"]
        assert screen.list_view.at == 1
        await driver.press("escape", "escape")
        assert not driver.reading.opened.choices.people
