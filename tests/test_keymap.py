"""The reader's own keys: understood kindly, wrong ones named, never a crash."""

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key

from reader.commands.command import TOGETHER, Command, Place
from reader.commands.keys import (
    keys_now,
    read_key,
    read_keymap,
    resolved,
    shown_key,
    shown_keys,
    together,
    written_key,
)
from reader.commands.table import BY_ID, COMMANDS
from reader.settings.tables import KeyTable

DEFAULT_KEYS = sorted({key for command in COMMANDS for key in command.keys})

words = st.one_of(
    st.sampled_from([written_key(key) for key in DEFAULT_KEYS]),
    st.sampled_from(["ctrl+foo", "", "F99", "n,space", "PgDn", "Ctrl-L", "shift+1", "ctrl+ctrl+a"]),
    st.text(max_size=6),
)
ids = st.one_of(st.sampled_from([*BY_ID]), st.text(max_size=12))
tables = st.dictionaries(ids, st.lists(words, max_size=3).map(tuple), max_size=8)
toml = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats() | st.text(max_size=5) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ids, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("key", DEFAULT_KEYS)
def test_what_is_shown_and_what_is_written_is_read_back(key: str) -> None:
    """A reader can write a key as the help shows it, and as the settings file has it."""
    assert read_key(shown_key(key)) == key
    assert read_key(written_key(key)) == key


@given(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]))
def test_a_sign_is_the_key_that_types_it(sign: str) -> None:
    """Named as the screen library names it; the arrows alone are the keys with arrows on them."""
    if sign in "←→↑↓":
        assert read_key(sign) in ("left", "right", "up", "down")
        return
    name = sign if sign.isalnum() else _character_to_key(sign)

    assert read_key(sign) == KEY_NAME_REPLACEMENTS.get(name, name)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ctrl-L", "ctrl+l"),
        ("ctrl++", "ctrl+plus"),
        ("Ctrl--", "ctrl+minus"),
        ("-", "minus"),
        ("+", "plus"),
        ("pgdn", "pagedown"),
        ("Esc", "escape"),
        ("Shift-G", "G"),
        ("G", "G"),
        ("alt+C", "alt+c"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("C-x", "ctrl+x"),
        ("return", "enter"),
        ("F5", "f5"),
        ("→", "right"),
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("«", "left_pointing_double_angle_quotation_mark"),
    ],
)
def test_a_key_can_be_written_in_many_ways(written: str, key: str) -> None:
    """As on the keyboard, as in other programs, by its sign."""
    assert read_key(written) == key


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ctrl+foo", "'ctrl+foo' is not a key"),
        ("pagdown", "did you mean 'pagedown'"),
        ("n,space", "put spaces between keys"),
        ("ctrl+ctrl+a", "names a key twice"),
        ("shift+1", "write the character it types"),
        ("F25", "'F25' is not a key"),
        ("\x1b", "is not a key"),
        ("", "a key name cannot be empty"),
    ],
)
def test_nonsense_is_named(written: str, why: str) -> None:
    """With what was meant, where that can be guessed."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_key(written)

    assert why in str(caught.value)


@given(st.text(max_size=20))
def test_any_text_is_a_key_or_is_named(text: str) -> None:
    """Nothing else ever happens, and a key that is read can be shown and read again."""
    key = None
    with suppress(ValueError):
        key = read_key(text)
    if key is not None:
        assert read_key(shown_key(key)) == key


@given(tables)
def test_any_table_makes_some_keymap(written: dict[str, tuple[str, ...]]) -> None:
    """Whatever is written, every place has its keys, and no key means two things there."""
    reading = read_keymap(written)

    assert set(reading.chosen) <= set(BY_ID)
    for name in set(written) - set(BY_ID):
        assert any(repr(name) in problem for problem in reading.problems)
    for places in TOGETHER:
        for key, rivals in resolved(together(places), reading.chosen).items():
            always = [command for command in rivals if not command.sometimes]
            own = [command for command in always if key not in command.keys]
            assert len(own) <= 1
            assert not own or always == own
    assert set(shown_keys(reading.chosen)) == set(BY_ID)


@given(st.dictionaries(ids, toml, max_size=5))
def test_any_toml_under_keys_is_words(table: dict[str, object]) -> None:
    """Numbers, lists of lists, tables in tables: taken or named."""
    keys, problems = KeyTable().read(table)

    assert all(isinstance(word, str) for words in keys.values() for word in words)
    read_keymap(keys)
    assert all(problems)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_can_have_another_key_and_none(command: Command) -> None:
    """By its id, without a word of complaint."""
    reading = read_keymap({command.id: ("F12",)})
    assert reading.told == ()
    assert shown_keys(reading.chosen)[command.id] == ("f12",)
    reading = read_keymap({command.id: ()})
    assert reading.told == ()
    assert shown_keys(reading.chosen)[command.id] == ()


def test_the_table_itself_clashes_nowhere() -> None:
    """Without settings there is nothing to tell, and every command has all its keys."""
    assert read_keymap({}) == ({}, (), ())
    shown = shown_keys({})
    assert all(shown[command.id] == command.keys for command in COMMANDS)


def test_a_key_taken_from_another_command_is_told() -> None:
    """In words, with what the other has left; by naming the other's keys it is settled."""
    reading = read_keymap({"page.next": ("n",)})
    assert len(reading.clashes) == 1
    assert reading.clashes[0] == (
        "keys: n is now 'Next page' (page.next), no longer 'Next hit' (search.next: no key is left)"
    )
    assert shown_keys(reading.chosen)["search.next"] == ()
    assert read_keymap({"page.next": ("n",), "search.next": ("space",)}).told == ()


def test_of_two_that_were_given_the_same_key_the_first_has_it() -> None:
    """The order of the table decides, and the other is told of."""
    reading = read_keymap({"search.next": ("x",), "page.next": ("x",)})

    assert len(reading.clashes) == 1
    assert "search.next" in reading.clashes[0]
    assert shown_keys(reading.chosen)["page.next"] == ("x",)


def test_places_that_are_never_together_share_keys() -> None:
    """A key of the shelf takes nothing from reading."""
    assert read_keymap({"shelf.forget": ("m",)}).told == ()


def test_a_letter_is_no_command_while_something_is_typed() -> None:
    """The search line's commands need keys that type nothing."""
    reading = read_keymap({"match.case": ("c", "F7")})

    assert len(reading.problems) == 1
    assert "types text there" in reading.problems[0]
    assert reading.chosen == {"match.case": ("f7",)}


def test_what_is_asked_now_and_then_shares_its_key() -> None:
    """An answer to a question is given by a key that does something else otherwise."""
    reading = read_keymap({"answer.yes": ("space",)})

    assert reading.told == ()
    here = resolved(together((Place.QUESTION, Place.READING)), reading.chosen)
    assert [command.id for command in here["space"]] == ["answer.yes", "page.next"]


def test_dots_without_quotes_and_single_digits_are_understood() -> None:
    """`page.next = "x"` makes a table in TOML, and 2 a number."""
    keys, problems = KeyTable().read({"page": {"next": "x  n"}, "look.spread": 3, "help": " "})

    assert problems == ()
    assert dict(keys) == {"page.next": ("x", "n"), "look.spread": ("3",), "help": ("space",)}


def test_no_key_is_shown_as_nothing() -> None:
    """And a name that is none as it is."""
    assert shown_key("") == ""
    assert shown_key("upper_wing") == "upper_wing"


def test_every_default_key_is_one() -> None:
    """The table passes its own examination."""
    for command in COMMANDS:
        for key in keys_now(command, {}):
            assert read_key(written_key(key)) == key
            assert set(key) <= set(string.ascii_letters + string.digits + "_+")
