"""Whatever a terminal sends, the program goes on, and leaves the terminal as it was found."""

import os
import random
import signal
from pathlib import Path
from unittest.mock import patch

import pytest

from reader.context import set_up
from reader.reading.bookmarks import new_bookmark
from reader.reading.highlights import new_highlight
from reader.reading.open import open_path
from reader.storage.registers import exchange_rows
from tests.dictionaries import dictd
from tests.examples import FRESH
from tests.terminal import Terminal

PARTS = (
    *(
        "\x1b[97;1:3u",
        "\x1b[97:65u",
        "\x1b[57441;1:1;99u",
        "\x1b[99999999999u",
        "\x1b[97;;9999999u",
    ),
    *("\x1b[<0;9999;9999M", "\x1b[<64;10;10M", "\x1b[<0;5;5M", "\x1b[<0;5;5m", "\x1b[48;9;9;9;9t"),
    *("\x1b[200~pasted\nlines\x1b[201~", "\x1b[200~", "\x1b[1", "\x1b]52;c;", "\x1bP", "\x1b"),
    *("\x1b[A", "\x1b[B", "\x1b[6~", "\x1b[I", "\x1b[O", "\udcff\udcfe", "é", "字", "\x00", "\x10"),
    *("\x06", "\x1b[?2048;1$y", "\x1b[?1;2c", "\x1b[3;7R", "\r", "\t", "\x7f", "\x1bt", "\x1bq"),
    *"jkhlgGtT'\"/?nNmb:;,.iIcCeErRsSauxdyY0123 -=+*#v[]{}()<>~!@",
    *(
        "W",
        "D",
        "w",
        "o",
        "O",
        "H",
        "A",
        "V",
        "z",
        "Z",
        "P",
        "L",
        "X",
        "U",
        "K",
        "J",
        "f",
        "p",
        "%",
    ),
    *("`", "$", "&", "Wlantern\r", "Dquay\r", "!\r", "Vee\r", "3H", "Anote\r", '"/quay\r', "It"),
    *(",sync\r", "sfinished\r", "\x1b[Z", "\x1b[1;5C", "\x0c", "\x04", "\x15", "\x0f", "\x1bOQ"),
)
TERMS = ("xterm-256color", "xterm-kitty", "tmux-256color", "screen", "linux", "vt220")
BURSTS, LONGEST = 4, 30
LONG_BURSTS, LONG_LONGEST = 16, 60
"""Of one stream in so many."""
LONG_ONES = 8
SEEDS = range(6)
MANY = 400


def stories(folder: Path) -> Path:
    """A library of three stories."""
    folder.mkdir()
    page = "The lantern went along the quay, and nobody asked where it had been. " * 9 + "\n\n"
    for name in ("one", "two", "three"):
        chapters = (f"Chapter {number}\n\n{page * 4}" for number in range(1, 6))
        (folder / f"{name}.txt").write_text("".join(chapters), "utf-8")
    return folder


def well_used(folder: Path, library: Path) -> tuple[str, ...]:
    """A home with all that can be asked for: the options that name it.

    There are highlights, bookmarks, dictionaries and commands, and another machine has read on.
    """
    shared, words = folder / "shared", folder / "words"
    for one in (shared, words):
        one.mkdir()
    dictd(words, {"lantern": "A lamp with a cover.", "quay": "Where ships lie.", "it": "That."})
    settings = folder / "settings.toml"
    settings.write_text(
        f"dictionaries = ['{words}']\nsync = '{shared}'\n"
        "[hooks]\nsay = ['cat']\nfail = ['false']\nname = ['echo', '{title}', '{text}']\n"
    )
    for name, machine in (("other.db", "the desk"), ("kept.db", "")):
        context, _ = set_up(library, folder / name)
        opened = open_path(context, library / "one.txt")
        assert opened.id is not None
        for at in (3000, 900) if machine else (10, 1200, 4000):
            mark = new_bookmark(opened.story, at, f"{machine}{at}")
            context.store.bookmarks.add(opened.id, mark).result()
            marked = new_highlight(opened.story, at, at + 90, note="a note #tag" * (at % 3))
            context.store.highlights.add(opened.id, marked).result()
            context.store.places.remember(opened.id, mark.locator, at_once=True)
        context.store.flush()
        with patch("reader.storage.registers.machine_hash", lambda named=machine: named):
            exchange_rows(context.store, shared, machine)
        context.store.close()
    return ("--config", str(settings), "--data", str(folder / "kept.db"))


def answered(seed: int, folder: Path) -> str:
    """What went wrong while random keys were answered; empty if nothing did."""
    chance = random.Random(seed)
    library = stories(folder / "stories")
    where = [] if seed % 2 else [str(library / "one.txt")]
    state = folder / "state"
    term = TERMS[seed // 2 % len(TERMS)]
    env = {"XDG_STATE_HOME": str(state), "EDITOR": "true", "VISUAL": "true", "TERM": term}
    columns, rows = chance.choice([40, 80, 120]), chance.choice([10, 24, 40])
    used = well_used(folder, library) if seed % 3 else ()
    args = (*where, "--library", str(library), *used)
    long = seed % LONG_ONES == 0
    bursts, longest = (LONG_BURSTS, LONG_LONGEST) if long else (BURSTS, LONGEST)
    with Terminal(*args, columns=columns, rows=rows, env=env) as terminal:
        terminal.until(lambda: terminal.modes.get(2004), "the app")
        for _ in range(bursts):
            keys = "".join(chance.choice(PARTS) for _ in range(chance.randrange(1, longest)))
            os.write(terminal.fd, keys.encode("utf-8", "surrogateescape"))
            terminal._read(chance.choice([0, 0.02, 0.15]))
            terminal.drain()
            if terminal.status is not None:
                break
        if terminal.status is None:
            terminal.kill(signal.SIGTERM)  # SIGQUIT is the editor's while there is one
        code = terminal.ended()
        terminal.assert_clean()  # even if it was leaving already, and the signal hit its very end
        log = state / "nightstand" / "errors.log"
        if code not in (0, 128 + signal.SIGTERM, -signal.SIGTERM):
            return f"exit {code}\n{terminal.text}"
    return log.read_text("utf-8") if log.exists() else ""


@pytest.mark.parametrize("seed", SEEDS)
def test_no_stream_of_keys_ends_the_program(tmp_path: Path, seed: int) -> None:
    """Keys, broken sequences, reports out of range and pastes; then a signal, whatever is open."""
    assert answered(seed, tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize("number", range(MANY))
def test_no_other_stream_of_keys_ends_the_program(tmp_path: Path, number: int) -> None:
    """The same with many more seeds: with other ones each time if that is asked for."""
    fresh = random.SystemRandom().randrange(1 << 32) if FRESH else 0
    seed = fresh or len(SEEDS) + number
    assert answered(seed, tmp_path) == "", f"seed {seed}"


def test_esc_and_a_key_in_one_read_are_both_taken(tmp_path: Path) -> None:
    """The line that is typed into is left, and the letter is a command."""
    library = stories(tmp_path / "stories")
    with Terminal(str(library / "one.txt")) as terminal:
        terminal.until(lambda: terminal.modes.get(2004), "the app")
        terminal.send("/lantern")
        terminal.shows("/ *lantern")
        terminal.send("\x1bt")
        terminal.shows("Contents")
        terminal.send("qq")
        assert terminal.ended() == 0


def test_alt_and_a_letter_without_a_command_do_nothing(tmp_path: Path) -> None:
    """`Alt-Q` does not leave the story; a key let go is no key."""
    library = stories(tmp_path / "stories")
    with Terminal(str(library / "one.txt")) as terminal:
        terminal.until(lambda: terminal.modes.get(2004), "the app")
        terminal.send("\x1bq\x1b[113;3u\x1b[113;1:3u")
        terminal.send(" ")
        terminal.shows(r"(?m)^\s*2 of")
        terminal.send("q")
        assert terminal.ended() == 0


def test_a_pasted_line_end_is_a_blank_in_the_search_line(tmp_path: Path) -> None:
    """What is copied over the end of a line is found."""
    library = stories(tmp_path / "stories")
    with Terminal(str(library / "one.txt")) as terminal:
        terminal.until(lambda: terminal.modes.get(2004), "the app")
        terminal.send("/\x1b[200~along the\nquay\x1b[201~")
        terminal.shows("along the quay .*of ")


def test_a_sequence_that_comes_in_two_reads_is_seen() -> None:
    """By the terminal of these tests: a mode, and a query that is answered."""
    with Terminal(program=("cat",)) as terminal:
        for part in (b"\x1b[?2004h words \x1b[?20", b"04l\x1b[6", b"n"):
            terminal._take(part)

        assert terminal.modes == {2004: False}
        terminal.until(lambda: b"[1;1R" in terminal.bytes, "the answer")
        assert terminal.lines[0].startswith(" words")
