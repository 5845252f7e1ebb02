"""Collaborators of the screens, each on its own."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.command import answers_of
from reader.commands.table import COMMANDS
from reader.paint.page import Row
from reader.paint.theme_lookup import theme
from reader.paint.themes import Role, Run
from reader.search.answers import Hit, Searched, StoryHits, Unindexed, Unreadable
from reader.search.query import Query
from reader.shelf.scan import told_unreached
from reader.shelf.search import SearchableShelf
from reader.tui.app import NightstandApp
from reader.tui.questions import Confirm
from reader.tui.screens.found_stories import FoundRow, FoundRows, FoundStories
from reader.tui.screens.list_panel import HEADING, ListMoves, heading_row, is_heading
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.screens.shelf.welcome import hint_line, welcome_rows
from reader.tui.widgets.hints import HintLine, fitted
from reader.tui.widgets.lists import VirtualList
from reader.tui.widgets.prompt import Asked
from reader.typeset.cells import width

KEYS = {"list.choose": "Enter", "shelf.filter": "/", "help": "?", "shelf.leave": "q"}


def text(rows: list[Row]) -> str:
    """Rows as they read."""
    return "\n".join("".join(run.text for run in row) for row in rows)


# Questions


def test_an_answer_goes_to_who_asked() -> None:
    """Once, and the question is gone by then."""

    async def ask() -> None:
        changes: list[str] = []
        confirm = Confirm(lambda: changes.append(confirm.words))
        answer = confirm.ask("Is it yours?")
        assert confirm.line("y", "n") == "y/n  Is it yours?"
        confirm.answer(yes=True)
        assert await answer is True
        confirm.answer(yes=False)
        assert (await answer, confirm.line("y", "n")) == (True, "")
        assert changes == ["Is it yours?", "", ""]

    asyncio.run(ask())


def test_a_question_that_another_replaces_has_no_answer() -> None:
    """The later one is asked."""

    async def ask() -> None:
        confirm = Confirm(lambda: None)
        first = confirm.ask("One?")
        second = confirm.ask("Two?")
        assert (await first, confirm.words) == (None, "Two?")
        confirm.answer(yes=False)
        assert (await second, confirm.words) == (False, "")

    asyncio.run(ask())


def test_what_is_typed_is_the_first_answer_given() -> None:
    """A line that ends twice has still one answer, and is put otherwise only before it."""

    async def ask() -> None:
        shown: list[str] = []
        asked = Asked("Name:", "", "", None)
        asked.show_with(lambda: shown.append(asked.question))
        asked.rephrase("Its name:")
        asked.end("Ada")
        asked.end(None)
        asked.rephrase("Too late:")
        assert (await asked, shown) == ("Ada", ["Its name:"])

    asyncio.run(ask())


# Lists


def listed(items: list[str]) -> VirtualList[str]:
    """A list in which `#` begins a heading."""
    shown = VirtualList[str](lambda item, _: [[Run(item, ())]], theme("paper"), heading=is_heading)
    shown.fill(items, items.index("a") if "a" in items else 0)
    return shown


@given(st.lists(st.sampled_from(["a", "b", "#"]), min_size=1, max_size=30), st.data())
def test_no_move_ends_on_a_heading(items: list[str], data: st.DataObject) -> None:
    """Whatever there is besides headings can be reached, and each move stays inside the list."""
    shown = listed(items)
    for count in data.draw(st.lists(st.integers(-40, 40), max_size=8)):
        shown.move(count)
        assert 0 <= shown.at < len(items)
        assert set(items) == {HEADING} or not is_heading(items[shown.at])


def test_a_step_goes_on_in_its_direction() -> None:
    """Down from the last item of a group to the first of the next, and back again."""
    shown = listed(["#", "a", "#", "b"])

    shown.move(1)
    assert shown.current == "b"
    shown.move(-1)
    assert shown.current == "a"
    shown.move(-1)
    assert shown.current == "a"


def test_a_heading_is_painted_without_its_mark() -> None:
    """In as many cells as there are."""
    assert heading_row("#Colours", 40) == [Run(" Colours", (Role.ACCENT, Role.STRONG))]
    assert width(heading_row("#Colours and more", 6)[0].text) <= 6


def test_moves_of_a_list_need_no_screen() -> None:
    """They know the list, and who chooses."""
    chosen: list[str] = []
    shown = listed(["a", "b", "c"])
    moves = ListMoves(cast("Any", SimpleNamespace(list_view=shown, choose=chosen.append)))

    moves.to_end()
    moves.choose()
    moves.up()
    moves.choose()
    moves.to_start()
    moves.choose()
    assert chosen == ["c", "b", "a"]


# The shelf


@given(st.integers(0, 200), st.sets(st.sampled_from(sorted(KEYS))))
def test_hints_take_no_more_room_than_there_is(columns: int, can: set[str]) -> None:
    """What opens a story is told last of all to go, and nothing is told that cannot be done."""
    hints = hint_line(KEYS.get, can.__contains__, columns)  # type: ignore[arg-type]
    told = HintLine.GAP.join(hint.text for hint in hints)

    assert width(told) <= max(0, columns - 4)
    assert all(KEYS[one] not in told for one in set(KEYS) - can)
    assert "list.choose" not in can or columns < 20 or told.startswith("Enter open")


HINTS = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=7)


@given(HINTS, st.integers(9, 60), st.integers(1, 3))
def test_no_hint_is_broken_and_the_last_stays(words: list[str], columns: int, rows: int) -> None:
    """Each row holds whole hints in their order; only those before the last may be missing."""
    lines = fitted(" · ".join(words), columns, rows).split("\n")
    shown = [word for line in lines for word in line.split(" · ")]

    assert len(lines) <= rows
    assert all(width(line) <= columns for line in lines)
    assert shown[-1] == words[-1]
    assert shown[:-1] == words[: len(shown) - 1]
    fits = len(shown) == len(words)
    assert fits or width(" · ".join(words)) > columns


@pytest.mark.parametrize(
    ("columns", "rows", "begun", "told"),
    [
        (39, 40, False, 0),
        (80, 11, False, 0),
        (80, 19, False, 2),
        (80, 19, True, 0),
        (80, 24, False, 4),
        (80, 24, True, 3),
        (40, 24, False, 6),
    ],
)
def test_a_small_screen_is_left_to_the_stories(
    columns: int, rows: int, begun: bool, told: int
) -> None:
    """A welcome needs room, and is short once a sample was begun."""
    keys = {**KEYS, "shelf.add": "a", "page.next": "n"}
    shown = welcome_rows(Path("Stories"), keys.__getitem__, columns, rows, begun=begun)
    assert len(shown) == told
    assert all(width(text([row])) <= columns for row in shown)


def test_the_welcome_speaks_of_the_home_folder_as_the_reader_does() -> None:
    """By its sign, and with the keys as they are."""
    keys = {**KEYS, "shelf.add": "a", "page.next": "n"}
    told = text([*welcome_rows(Path.home() / "Tales", keys.__getitem__, 80, 24)])

    assert "or put them into ~/Tales." in told
    assert "Press a to add your own" in told
    assert "Enter opens one, n turns its pages" in told


# The search through all stories


def hits_of(name: str, total: int) -> StoryHits:
    """What one story holds."""
    hit = Hit(0, 4, "", 0.0, "", "lamp", "")
    return StoryHits(Path(name), name, total, (hit,), False, False, total / 100)


def test_what_is_found_is_told_as_it_comes() -> None:
    """How far the search is, how much there is, and where it was stopped."""
    found = FoundStories()
    assert found.title(80) == "All stories"
    found.begin(Query("lamp"))
    found.take(SearchableShelf(), [hits_of("one", 3)], Searched(1, 4))
    assert found.title(80) == "All stories · searching… 1 of 4 stories · 3 hits in 1 · by relevance"
    assert found.hints.endswith("{list.close} stop")
    found.stop()
    assert found.title(80) == "All stories · stopped at 1 of 4 stories · 3 hits in 1 · by relevance"
    assert [(row.hit is None, row.more) for row in found.rows()] == [
        (True, 0),
        (False, 0),
        (False, 2),
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)) | st.none(), max_size=6))
def test_rows_of_what_is_found_are_made_when_they_are_looked_at(
    counts: list[tuple[int, int] | None],
) -> None:
    """A row for a story, one for each hit, one for those not listed; each is found again."""
    stories: list[StoryHits | Unreadable] = []
    wanted: list[FoundRow] = []
    for number, count in enumerate(counts):
        if count is None:
            stories.append(Unreadable(Path("two"), "two", "is empty"))
            wanted.append(FoundRow(stories[-1]))
            continue
        listed, more = count
        hits = tuple(Hit(at, at + 4, "", 0.0, "", "lamp", "") for at in range(listed))
        story = StoryHits(Path(f"{number}"), "one", listed + more, hits, False, False, 0.0)
        stories.append(story)
        wanted += [FoundRow(story), *(FoundRow(story, hit) for hit in hits)]
        wanted += [FoundRow(story, hits[-1], more)] if more and hits else []
    rows = FoundRows(stories)
    assert list(rows) == rows[:] == wanted
    assert len(rows) == len(wanted)
    assert [rows.place_of(row) for row in wanted] == list(range(len(wanted)))
    assert rows.place_of(FoundRow(hits_of("three", 1))) == rows.place_of(None) == 0


@pytest.mark.parametrize(
    ("folders", "words"),
    [
        ((), ""),
        (("/srv/books",), "books not reached"),
        (("/srv/books", "/a", "/b"), "books and 2 more not reached"),
    ],
)
def test_folders_that_were_not_reached_are_named(folders: tuple[str, ...], words: str) -> None:
    """The first of them, and how many more."""
    found = FoundStories()
    found.begin(Query("lamp"))
    found.take(SearchableShelf(unreached=folders), [], Searched(0, 0))
    assert told_unreached(folders) == words
    assert found.title(80).partition(" of 0 stories")[2] == (f" · {words}" if words else "")


def test_a_search_that_is_stopped_at_once_has_come_nowhere() -> None:
    """Its title counts no stories."""
    found = FoundStories()
    found.begin(Query("lamp"))
    found.stop()
    assert found.title(80) == "All stories · stopped"


FAR = "searching… 120 of 2,000 stories · 1,200 hits in 2"


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        (100, f"All stories · {FAR} · by relevance · without the index"),
        (90, f"All stories · {FAR} · without the index"),
        (60, FAR),
        (20, "1,200 hits in 2"),
        (3, "1,200 hits in 2"),
    ],
)
def test_the_title_gives_up_what_matters_least(columns: int, title: str) -> None:
    """The number of results is told in the narrowest."""
    found = FoundStories()
    found.begin(Query("lamp"))
    stories = [hits_of("one", 600), hits_of("two", 600)]
    found.take(SearchableShelf(), [*stories, Unindexed("")], Searched(120, 2000))
    assert found.title(columns) == title


def test_without_results_the_title_tells_how_far_it_is() -> None:
    """Or how it ended."""
    found = FoundStories()
    found.begin(Query("lamp"))
    assert found.title(80) == "All stories · searching…"
    assert found.title(12) == "searching…"
    found.end(Searched(1, 1), "")
    assert found.title(40) == "All stories · “lamp” is in none of 1"
    found.end(Searched(0, 1), "the pattern is wrong")
    assert found.title(20) == "The pattern is wrong"


def test_the_end_of_a_search_tells_what_was_not_searched() -> None:
    """A story that cannot be read stands below, and is not counted."""
    found = FoundStories()
    found.begin(Query("lamp"))
    found.take(SearchableShelf(), [Unreadable(Path("two"), "two", "is empty")], Searched(4, 4))
    found.end(Searched(4, 4), "")
    assert found.title(80) == "All stories · “lamp” is in none of 3"
    assert [row.story for row in found.rows()] == [Unreadable(Path("two"), "two", "is empty")]
    found.end(Searched(4, 4), "a bracket is open")
    assert found.status == "A bracket is open"


# What answers what


@pytest.mark.parametrize("host", [ShelfScreen, NightstandApp])
def test_each_command_has_one_answer(host: Any) -> None:
    """No two collaborators answer the same one, and each that is answered is in the table."""
    answered = [id_ for part in (host, *host.PARTS) for id_ in answers_of(part)]

    assert len(answered) == len({*answered})
    assert {*answered} <= {command.id for command in COMMANDS}
