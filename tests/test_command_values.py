"""Commands as data: what each needs, which of two on one key is meant, what a typed line means."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import clean
from reader.commands.command import (
    COMING,
    EVERYTHING,
    TOGETHER,
    Command,
    Group,
    Need,
    Place,
    answers_of,
    command,
)
from reader.commands.command import (
    given as commands_in,
)
from reader.commands.keys import (
    is_typed,
    read_key,
    read_keymap,
    resolved,
    shown_key,
    shown_keys,
    together,
    written_key,
)
from reader.commands.line_commands import (
    LINE_COMMANDS,
    Given,
    LineCommand,
    help_lines,
    understood,
)
from reader.commands.table import BY_ID, COMMANDS, commands_of
from reader.reading.moves import MOVES

HAS = st.sets(st.sampled_from([*Need])).map(lambda needs: Need(sum(need.value for need in needs)))


def meant(places: tuple[Place, ...], key: str, has: Need) -> str:
    """The command that a key asks for where these can be given and this is there."""
    rivals = resolved(together(places), {}).get(key, ())
    return next((one.id for one in rivals if one.needs in has), "")


READING, SHELF = TOGETHER[0], TOGETHER[2]
KNOWN_SHELF = Need.LIST | Need.SHELF
PAGE = Need.PAGE | Need.KNOWN | Need.WHOLE | Need.PAGES | Need.KEPT


@pytest.mark.parametrize(
    ("places", "key", "has", "wanted"),
    [
        # Escape ends the one thing that stands, the most passing first.
        (READING, "escape", PAGE, ""),
        (READING, "escape", PAGE | Need.LOOK, "place.return"),
        (READING, "escape", PAGE | Need.SEARCH, "search.end"),
        (READING, "escape", PAGE | Need.SEARCH | Need.LOOK, "search.end"),
        (READING, "escape", PAGE | Need.SPEAKING | Need.SEARCH, "speech.stop"),
        (READING, "escape", PAGE | Need.SELECTING | Need.SPEAKING, "select.end"),
        (READING, "escape", PAGE | Need.QUESTION | Need.SELECTING, "answer.no"),
        # Enter does what lies nearest.
        (READING, "enter", PAGE, ""),
        (READING, "enter", PAGE | Need.LOOK, "place.here"),
        (READING, "enter", PAGE | Need.FOOTNOTES, "footnote.show"),
        (READING, "enter", PAGE | Need.SELECTING | Need.LOOK, "select.highlight"),
        # Letters of the page, and what takes them for a while.
        (READING, "n", PAGE, "search.next"),
        (READING, "n", PAGE | Need.QUESTION, "answer.no"),
        (READING, "y", PAGE, "story.ruby"),
        (READING, "y", PAGE & ~Need.WHOLE, ""),
        (READING, "y", PAGE | Need.QUESTION, "answer.yes"),
        (READING, "space", PAGE, "page.next"),
        (READING, "space", PAGE | Need.SPEAKING, "speech.pause"),
        (READING, "j", PAGE, "line.next"),
        (READING, "j", PAGE | Need.SELECTING, "select.down"),
        (READING, "2", PAGE, "look.spread"),
        (READING, "2", PAGE | Need.SELECTING, "select.green"),
        (READING, "question_mark", PAGE, "help"),
        (READING, "question_mark", PAGE | Need.SEARCH, "search.backward"),
        (READING, "grave_accent", PAGE, "jump.twice"),
        (READING, "grave_accent", PAGE | Need.LOOKED, "place.looked"),
        (READING, "grave_accent", (PAGE | Need.LOOKED) & ~Need.WHOLE, "jump.twice"),
        (READING, "o", PAGE, ""),
        (READING, "o", PAGE | Need.OFFER, "place.other"),
        (READING, "z", PAGE | Need.MARKED, "highlight.undo"),
        (READING, "ctrl+c", PAGE, "quit"),
        (READING, "ctrl+c", PAGE | Need.SELECTION, "copy.selection"),
        (READING, "ctrl+f", PAGE, "search"),
        (READING, "ctrl+f", PAGE | Need.HITS, "search.results"),
        # What is still being read is not there yet.
        (READING, "m", PAGE, "bookmark.add"),
        (READING, "m", PAGE & ~Need.KNOWN, ""),
        (READING, "t", PAGE & ~Need.PAGES, ""),
        (READING, "t", PAGE, "contents"),
        (READING, "S", PAGE & ~Need.PAGES, ""),
        (READING, "S", PAGE, "speech"),
        # Where something is typed the page hears nothing, and only what all places have is left.
        (READING, "space", Need.LINE, ""),
        (READING, "f1", Need.NOTHING, "help"),
        (READING, "T", PAGE & ~Need.KEPT, ""),
        (READING, "T", PAGE, "theme.next"),
        # The shelf, which is there before all of its stories are known.
        (SHELF, "escape", Need.LIST, ""),
        (SHELF, "escape", Need.LIST | Need.NARROWED, "shelf.everything"),
        (SHELF, "escape", Need.LIST | Need.NARROWED | Need.QUESTION, "answer.no"),
        (SHELF, "tab", Need.LIST, ""),
        (SHELF, "tab", KNOWN_SHELF | Need.KINDS, "shelf.kind"),
        (SHELF, "tab", Need.LIST | Need.KINDS, ""),
        (SHELF, "s", Need.LIST, ""),
        (SHELF, "s", KNOWN_SHELF | Need.STORY, "shelf.status"),
        (SHELF, "s", Need.LIST | Need.STORY, ""),
        (SHELF, "e", Need.LIST | Need.STORY, ""),
        (SHELF, "e", Need.LIST | Need.STORY | Need.FILE, "shelf.edit"),
        (SHELF, "x", Need.LIST | Need.FILE, ""),
        (SHELF, "x", KNOWN_SHELF | Need.MISSING, "shelf.forget"),
        (SHELF, "x", Need.LIST | Need.MISSING, ""),
        (SHELF, "u", KNOWN_SHELF | Need.MISSING, "shelf.locate"),
        (SHELF, "u", Need.LIST | Need.MISSING, ""),
        (SHELF, "z", Need.LIST, ""),
        (SHELF, "z", KNOWN_SHELF | Need.UNDO, "shelf.undo"),
        (SHELF, "z", Need.LIST | Need.UNDO, ""),
        (SHELF, "q", Need.LIST, "shelf.leave"),
        (SHELF, "enter", Need.LIST, "list.choose"),
        (SHELF, "enter", Need.NOTHING, ""),
        # Other lists.
        ((Place.BOOKMARKS, Place.LIST, Place.ANYWHERE), "escape", Need.LIST, "list.close"),
        ((Place.BOOKMARKS, Place.LIST, Place.ANYWHERE), "d", Need.LIST, "bookmark.delete"),
        ((Place.SETTINGS, Place.LIST, Place.ANYWHERE), "right", Need.LIST, "setting.more"),
        ((Place.CONTENTS, Place.LIST, Place.ANYWHERE), "right", Need.LIST, "list.choose"),
        ((Place.LINE, Place.ANYWHERE), "up", Need.LINE, "search.earlier"),
        ((Place.LINE, Place.ANYWHERE), "up", Need.NOTHING, ""),
    ],
)  # fmt: skip
def test_a_key_asks_for_what_means_something_now(
    places: tuple[Place, ...], key: str, has: Need, wanted: str
) -> None:
    """Its command is the most passing one whose needs are there; otherwise the key is free."""
    assert meant(places, key, has) == wanted


@given(st.sampled_from(TOGETHER), HAS, HAS)
def test_more_that_is_there_never_leaves_a_key_without_a_command(
    places: tuple[Place, ...], has: Need, more: Need
) -> None:
    """Another command may take the key, but somebody has it."""
    for key in resolved(together(places), {}):
        assert not meant(places, key, has) or meant(places, key, has | more)


@pytest.mark.parametrize("places", TOGETHER, ids=lambda places: places[0].value)
def test_no_two_lasting_commands_share_a_key(places: tuple[Place, ...]) -> None:
    """Unless one of them means something only now and then, or is of the more special place."""
    for key, rivals in resolved(together(places), {}).items():
        for one, other in combinations([one for one in rivals if not one.sometimes], 2):
            assert one.place is not other.place, (key, one.id, other.id)


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.id)
def test_a_row_of_the_table_can_be_read_by_people(one: Command) -> None:
    """A short label, a sentence, keys once each, and a need that is one of those there are."""
    assert 2 <= len(one.label) <= 18
    assert one.label[0].isupper()
    assert one.help.endswith(".")
    assert len(one.help) <= 110
    assert one.help == " ".join(clean(one.help).split())
    assert len(set(one.keys)) == len(one.keys)
    assert one.needs in EVERYTHING
    assert BY_ID[one.id] is one
    assert isinstance(one.group, Group)
    assert one.id == one.id.lower()
    assert any(one.place in places for places in TOGETHER)


def test_what_comes_by_itself_is_not_passing() -> None:
    """A key that waits for the rest of a long story is not left to others."""
    waiting = [one for one in COMMANDS if one.needs & COMING and not one.sometimes]
    assert {"bookmark.add", "contents", "story.about", "who"} <= {one.id for one in waiting}
    only = Command("x", (), "X", "X.", Group.PAGES, Place.READING, COMING | Need.PAGE | Need.LIST)
    assert not only.sometimes
    assert only._replace(needs=COMING | Need.LOOK).sometimes


def test_every_move_of_the_page_is_a_command_or_a_line() -> None:
    """Nothing moves by a name that no table has."""
    assert set(MOVES) <= set(BY_ID) | {one.id for one in LINE_COMMANDS}


def test_commands_of_a_place_keep_the_order_of_the_table() -> None:
    """Of several places too."""
    both = commands_of(Place.LIST, Place.HELP)
    assert both == tuple(one for one in COMMANDS if one.place in (Place.LIST, Place.HELP))
    assert commands_of() == ()


def test_a_shelf_is_left_and_not_closed() -> None:
    """It is a list without its way out."""
    assert "list.close" not in [one.id for one in together((Place.SHELF, Place.LIST))]
    assert "list.close" in [one.id for one in together((Place.FOUND, Place.LIST))]


def test_a_place_declares_its_commands() -> None:
    """What is always needed there is needed by each, and the place's group is that of all."""
    declare = commands_in(Place.SHELF, Group.SHELF, Need.LIST)
    made = declare("a.b", "x  f2", "Label", "Help.", Group.PAGES, Need.FILE)
    assert made == Command(
        "a.b", ("x", "f2"), "Label", "Help.", Group.SHELF, Place.SHELF, Need.LIST | Need.FILE
    )
    free = commands_in(Place.LIST)("a", "", "A", "A.", Group.LISTS)
    assert (free.keys, free.group, free.needs) == ((), Group.LISTS, Need.NOTHING)
    assert commands_in(Place.LIST)("a", "", "A", "A.").group is Group.PROGRAM


def test_a_method_says_which_commands_it_answers() -> None:
    """An heir's answer stands in place of the one it inherits."""

    class Base:
        """Answers three commands."""

        @command("a", "b")
        def both(self, id_: str) -> str:
            """Told which."""
            return id_

        @command("c")
        def third(self) -> None:
            """Of its own."""

        def other(self) -> None:
            """No command."""

    class Heir(Base):
        """Answers one of them itself."""

        @command("b")
        def mine(self) -> None:
            """Instead."""

    assert answers_of(Base) == {"a": "both", "b": "both", "c": "third"}
    assert answers_of(Heir) == {"a": "both", "b": "mine", "c": "third"}
    assert answers_of(int) == {}


# Keys by their names.


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("a", "a"),
        ("A", "A"),
        ("ctrl+a", "Ctrl-A"),
        ("ctrl+shift+left", "Ctrl-Shift-←"),
        ("alt+c", "Alt-C"),
        ("shift+tab", "Shift-Tab"),
        ("pagedown", "PgDn"),
        ("pageup", "PgUp"),
        ("escape", "Esc"),
        ("delete", "Del"),
        ("insert", "Ins"),
        ("space", "Space"),
        ("enter", "Enter"),
        ("f12", "F12"),
        ("up", "↑"),
        ("question_mark", "?"),
        ("left_square_bracket", "["),
        ("ctrl+plus", "Ctrl-+"),
        ("section_sign", "§"),
        ("left_pointing_double_angle_quotation_mark", "«"),
        ("greek_small_letter_alpha", "α"),
        ("no_such_sign", "no_such_sign"),
    ],
)
def test_a_key_is_shown_as_it_stands_on_the_keyboard(key: str, shown: str) -> None:
    """Signs by themselves, letters with a modifier as capitals."""
    assert shown_key(key) == shown


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("question_mark", "?"),
        ("ctrl+left_square_bracket", "ctrl+["),
        ("ctrl+l", "ctrl+l"),
        ("pagedown", "pagedown"),
        ("G", "G"),
        ("plus", "+"),
    ],
)
def test_a_key_is_written_by_its_sign(key: str, written: str) -> None:
    """Names stay names."""
    assert written_key(key) == written


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("cmd+k", "super+k"),
        ("win+k", "super+k"),
        ("option+x", "alt+x"),
        ("opt-x", "alt+x"),
        ("M-x", "alt+x"),
        ("A-x", "alt+x"),
        ("S-Tab", "shift+tab"),
        ("control+space", "ctrl+space"),
        ("Ctrl-Shift-F5", "ctrl+shift+f5"),
        ("shift-ctrl-f5", "ctrl+shift+f5"),
        ("shift+z", "Z"),
        ("shift+é", "É"),
        ("shift+space", "shift+space"),
        ("ctrl+[", "escape"),
        ("CTRL+I", "tab"),
        ("alt+?", "alt+question_mark"),
        ("Page Down", "pagedown"),
        ("page_up", "pageup"),
        ("star", "asterisk"),
        ("dot", "full_stop"),
        ("period", "full_stop"),
        ("dash", "minus"),
        ("percent", "percent_sign"),
        ("backtick", "grave_accent"),
        ("BS", "backspace"),
        ("Home", "home"),
        ("f24", "f24"),
        (" ", "space"),
        ("7", "7"),
        ("ctrl+7", "ctrl+7"),
        ("é", "é"),
        ("ctrl+É", "ctrl+é"),
    ],
)
def test_keys_are_understood_as_people_write_them(written: str, key: str) -> None:
    """As other programs, other systems and keyboards name them."""
    assert read_key(written) == key


@pytest.mark.parametrize(
    "written",
    ["ctrl+", "foo+a", "alt+ctrl", "ctrl+shift+ctrl+a", "shift+.", "f0", "\x07", "\ud800"],
)
def test_what_no_keyboard_has_is_refused(written: str) -> None:
    """Quoted, so that it can be found in the file."""
    with pytest.raises(ValueError, match=r"is not a key|names a key twice"):
        read_key(written)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("a", True),
        ("space", True),
        ("question_mark", True),
        ("é", True),
        ("enter", False),
        ("f2", False),
        ("ctrl+a", False),
        ("shift+space", False),
        ("pagedown", False),
    ],
)
def test_which_keys_write_a_sign(key: str, typed: bool) -> None:
    """Such are no commands where something is typed."""
    assert is_typed(key) is typed


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ({"page.nxt": ("x",)}, ["there is no command 'page.nxt' (did you mean 'page.next'?)"]),
        ({"page_next": ("x",)}, ["there is no command 'page_next' (did you mean"]),
        ({"zzzzzz": ("x",)}, ["there is no command 'zzzzzz'"]),
        ({"page.next": ("x", "foo")}, ["page.next: 'foo' is not a key"]),
        ({"page.next": ("foo", "bar")}, ["'foo' is not a key", "'bar' is not a key"]),
        ({"match.case": ("space",)}, ["'space' types text there"]),
        ({"match.case": ("ctrl+a",)}, []),
        ({"page.next": ("x", "x", "X")}, []),
    ],
)
def test_what_is_wrong_with_a_table_of_keys_is_told(
    written: dict[str, tuple[str, ...]], problems: list[str]
) -> None:
    """A sentence for each mistake."""
    told = read_keymap(written).problems
    assert len(told) == len(problems)
    for sentence, part in zip(told, problems, strict=True):
        assert sentence.startswith("keys: ")
        assert part in sentence


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        ({"page.next": ()}, {"page.next": ()}),
        ({"page.next": ("foo",)}, {}),
        ({"page.next": ("foo", "X")}, {"page.next": ("X",)}),
        ({"page.next": ("X", "shift+x")}, {"page.next": ("X",)}),
        ({"page.next": ("Esc", "PgDn")}, {"page.next": ("escape", "pagedown")}),
    ],
)
def test_a_command_keeps_its_keys_where_none_that_is_written_exists(
    written: dict[str, tuple[str, ...]], chosen: dict[str, tuple[str, ...]]
) -> None:
    """Unless it was to have none."""
    assert dict(read_keymap(written).chosen) == chosen


def test_a_key_that_is_taken_says_what_is_left() -> None:
    """The other keys of the command that loses one."""
    (told,) = read_keymap({"copy": ("b",)}).clashes
    assert told == (
        "keys: b is now 'Copy' (copy), no longer 'Previous page' (page.previous:"
        " PgUp Shift-Space ← h Backspace stays)"
    )
    shown = shown_keys(read_keymap({"copy": ("b",)}).chosen)
    assert shown["copy"] == ("b",)
    assert shown["page.previous"] == ("pageup", "shift+space", "left", "h", "backspace")


# Lines that are typed.


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", Given("page.next")),
        ("   ", Given("page.next")),
        ("\r", Given("page.next")),
        ("f", Given("page.next")),
        ("3f", Given("page.next", 3)),
        ("12b", Given("page.previous", 12)),
        ("next", Given("page.next")),
        ("NEXT", Given("page.next")),
        ("next 3", Given("page.next", 3)),
        ("next three", None),
        ("back 2", Given("page.previous", 2)),
        ("previous", Given("page.previous")),
        ("14", Given("go.page", argument="14")),
        (":14", Given("go.page", argument="14")),
        (": 14", Given("go.page", argument="14")),
        ("14G", Given("go.page", argument="14")),
        ("14 G", Given("go.page", argument="14")),
        ("page 14", Given("go.page", argument="14")),
        ("page", Given("go.page")),
        ("40%", Given("go.percent", argument="40")),
        (":40 %", Given("go.percent", argument="40")),
        ("40.5%", Given("go.percent", argument="40.5")),
        ("40,5%", Given("go.percent", argument="40,5")),
        ("percent 40", Given("go.percent", argument="40")),
        ("%", Given("go.percent")),
        ("g", Given("go.start")),
        ("G", Given("go.end")),
        ("first", Given("go.start")),
        ("last", Given("go.end")),
        ("chapter 3", Given("go.chapter", argument="3")),
        ("]", Given("chapter.next")),
        ("2]", Given("chapter.next", 2)),
        ("K", Given("chapter.previous")),
        ("'a", Given("bookmark.go", argument="a")),
        ("' A", Given("bookmark.go", argument="A")),
        ("'", Given("bookmark.list")),
        ("''", None),
        ("'ab", None),
        ("m", Given("bookmark.add")),
        ("m the mill", Given("bookmark.add", argument="the mill")),
        ("bookmark  the  mill ", Given("bookmark.add", argument="the  mill")),
        ("go mill", Given("bookmark.go", argument="mill")),
        ("delete 2", Given("bookmark.delete", argument="2")),
        ("H 2-4 green", Given("highlight", argument="2-4 green")),
        ("annotate 2 why?", Given("highlight.note", argument="2 why?")),
        ('"', Given("highlight.list")),
        ("unmark 1", Given("highlight.delete", argument="1")),
        ("/tide", Given("search", argument="tide")),
        ("/ tide ", Given("search", argument="tide")),
        ("//", Given("search", argument="/")),
        ("/", Given("search")),
        ("/40%", Given("search", argument="40%")),
        ("search the tide", Given("search", argument="the tide")),
        (":search tide", Given("search", argument="tide")),
        ("n", Given("search.next")),
        ("N", Given("search.previous")),
        ("`", Given("jump.back")),
        ("return", Given("jump.back")),
        ("forward", Given("jump.ahead")),
        ("here", Given("place.here")),
        ("note", Given("footnote.show")),
        ("note 2", Given("footnote.show", 2)),
        ("footnote", Given("footnote.show")),
        ("who Ana Corvo", Given("who", argument="Ana Corvo")),
        ("W", Given("who")),
        ("same Ana = Corvo", Given("people.join", argument="Ana = Corvo")),
        ("apart Ana", Given("people.part", argument="Ana")),
        ("define tide", Given("define", argument="tide")),
        ("D tide", Given("define", argument="tide")),
        ("! up the tide", Given("hook", argument="up the tide")),
        ("run up", Given("hook", argument="up")),
        ("speak", Given("speech")),
        ("where", Given("where")),
        ("=", Given("where")),
        ("i", Given("where")),
        ("?", Given("help")),
        (":help", Given("help")),
        (":q", Given("leave")),
        ("quit", Given("leave")),
        ("exit", Given("leave")),
        ("q 0012", Given("leave", 12)),
        ("\x04", Given("leave")),
        ("\x0c", Given("redraw")),
        ("next 12345678", None),
        ("12345678f", None),
        ("1234567890", None),
        ("next -1", None),
        ("next ²", None),
        ("x", None),
        ("xyzzy", None),
        (":", None),
        ("next\x00", None),
    ],
)
def test_a_line_means_a_command_or_nothing(line: str, wanted: Given | None) -> None:
    """A key with a number before it, a word with what it takes after it, a number alone."""
    assert understood(line) == wanted


@pytest.mark.parametrize("row", LINE_COMMANDS, ids=lambda row: row.id)
def test_every_key_and_word_of_the_table_means_its_command(row: LineCommand) -> None:
    """Alone, and with a number before the key or after the word."""
    for key in row.keys:
        assert understood(key) == Given(row.id)
        if key not in ("G", "%"):
            assert understood(f"7{key}") == Given(row.id, 7)
    for word in row.words:
        after = Given(row.id, argument="7") if row.takes else Given(row.id, 7)
        assert understood(word) == understood(f":{word}") == Given(row.id)
        assert understood(f"{word} 7") == understood(f"{word.upper()}  7 ") == after


def test_help_shows_what_can_be_typed() -> None:
    """Keys that are printed, the first word with what it takes, and the sentence."""
    lines = help_lines()

    assert lines[0] == ("f, l, j, next: Turn to the next page. Enter and Space do the same.")
    assert "page NUMBER: Go to a page. The number alone does the same." in lines
    assert "`, return: Return to your place, or to where the last jump began." in lines
    assert "n: Go to the next hit." in lines
    assert all(line.isprintable() for line in lines)
