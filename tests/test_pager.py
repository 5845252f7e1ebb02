"""Nightstand as `$PAGER`: what other programs send is readable, from a real terminal."""

import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.arguments import without_start
from reader.cli.pager import taken
from reader.cli.renditions import without_renditions
from tests.shell import Call
from tests.terminal import Terminal

LINES = "".join(f"line {number} of the text\n" for number in range(1, 201))


def piped(command: str, **env: str) -> Terminal:
    """A shell's pipeline into `$NIGHTSTAND` on a terminal."""
    nightstand = f"{sys.executable} -m reader"
    return Terminal("-c", command, program=("/bin/sh",), env={"NIGHTSTAND": nightstand, **env})


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Two hundred numbered lines."""
    path = tmp_path / "lines.log"
    path.write_text(LINES, encoding="utf-8")
    return path


@given(st.text(st.characters(exclude_characters="\x08\x1b", exclude_categories=["Cs"])))
def test_plain_text_passes_as_it_is(plain: str) -> None:
    """Nothing is taken from a text without such signs."""
    assert without_renditions(plain.encode()) == plain.encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S"])), st.data())
def test_overstruck_letters_are_the_letters(plain: str, data: st.DataObject) -> None:
    """Bold, underlined, both or neither, letter by letter, in colours or not."""
    forms = (
        "{0}",
        "{0}\x08{0}",
        "_\x08{0}",
        "_\x08{0}\x08{0}",
        "\x1b[1;38;5;9m{0}\x1b[m",
        "\x1b[K{0}",
    )
    chosen = (data.draw(st.sampled_from(forms)) for _ in plain)
    struck = "".join(form.format(letter) for form, letter in zip(chosen, plain, strict=True))

    assert without_renditions(struck.encode()) == plain.encode()


def test_links_and_titles_are_taken_out() -> None:
    """Operating system commands, ended by either sign."""
    sent = b"\x1b]8;;https://x.example\x1b\\here\x1b]8;;\x07 \x1b]0;title\x07\x1b(Bend"

    assert without_renditions(sent) == b"here end"


def test_the_lines_stand_as_they_came() -> None:
    """Nothing is joined, indented or made a heading."""
    opened = taken(b"NAME\n     x\xe2\x80\x94y\n\n\ta table\n- a list\n", "")

    assert opened is not None
    assert opened.story.text.split("\n") == ["NAME", "     x—y", "        a table", "- a list"]
    assert not opened.story.chapters


def looks(sent: bytes) -> list[tuple[str, str]]:
    """The words that are set apart in what was sent, and how."""
    opened = taken(sent, "")
    assert opened is not None
    text = opened.story.text
    return [(text[start:end], str(kind)) for start, end, kind in opened.story.spans]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"a \x1b[31mred\x1b[m b", [("red", "red")]),
        (b"\x1b[1;32mx\x1b[22my\x1b[39mz", [("x", "strong"), ("x", "green"), ("y", "green")]),
        (b"\x1b[3;4mx\x1b[0m", [("x", "emphasis"), ("x", "underline")]),
        (b"\x1b[7mx\x1b[27my", [("x", "strong")]),
        (b"\x1b[2mx\x1b[22my", [("x", "dim")]),
        (b"\x1b[38;5;208mx\x1b[48;2;1;2;3my", [("x", "yellow"), ("y", "yellow")]),
        (b"\x1b[38:2:90:90:255mx\x1b[38;5;250my\x1b[90mz", [("x", "blue"), ("z", "dim")]),
        (b"\x1b[97mx\x1b[30my", []),
        (b"N\x08NO\x08O _\x08t_\x08o _\x08_", [
            ("N", "strong"), ("O", "strong"), ("t", "underline"), ("o", "underline"),
            ("_", "strong"),
        ]),
        (b"ab\x08\x08\x1b[31mx\x1b[m", [("x", "red")]),
        (b"\x1b[35mone\ntwo\x1b[m\n\nthree", [("one", "magenta"), ("two", "magenta")]),
        (b"\n\n\ta\tb \x1b[36mtab\tbed\x1b[m  \n", [("tab   bed", "cyan")]),
        ("\x1b[31mр\x1b[32mу\x1b[m".encode(), [("р", "red"), ("у", "green")]),
        (b"\x1b[" + b"9" * 5000 + b"mx\x1b[31;" + b"9" * 50 + b"my", [("y", "red")]),
    ],
)  # fmt: skip
def test_what_is_set_apart_stays_so(sent: bytes, kept: list[tuple[str, str]]) -> None:
    """Colours, weights and strokes, across line ends, with tabs and letters of all scripts."""
    assert looks(sent) == kept


@given(st.binary(max_size=300), st.lists(st.sampled_from([b"\x1b[31m", b"\x08", b"\n", b"\t"])))
def test_no_text_is_harmed_by_its_looks(data: bytes, signs: list[bytes]) -> None:
    """Whatever comes, spans lie in order inside the lines, and the text is that without them."""
    sent = b"text\n" + b"".join(data[3 * at : 3 * at + 3] + one for at, one in enumerate(signs))
    opened, plain = taken(sent, "latin-1"), taken(without_renditions(sent), "latin-1")

    assert opened is not None
    assert plain is not None
    story = opened.story
    assert story.text == plain.story.text
    assert [*story.spans] == sorted(story.spans, key=lambda span: span.start)
    assert all(0 <= one.start < one.end <= len(story.text) for one in story.spans)
    assert all("\n" not in story.text[one.start : one.end] for one in story.spans)


@pytest.mark.parametrize("nothing", [b"", b"\n\n", b"  \n", b"\x1b[m\n"])
def test_nothing_to_read_is_nothing(nothing: bytes) -> None:
    """There is no page of it."""
    assert taken(nothing, "") is None


@pytest.mark.parametrize(
    ("argv", "words", "start"),
    [
        (["+12", "a"], ["a"], "12"),
        (["a", "+/x y"], ["a"], "/x y"),
        (["+G"], [], "G"),
        (["+3", "+5"], [], "5"),
        (["--", "+3"], ["--", "+3"], ""),
        (["+", "+x", "+/", "a+1"], ["+", "+x", "+/", "a+1"], ""),
    ],
)
def test_what_begins_with_a_plus_says_where_to_begin(
    argv: list[str], words: list[str], start: str
) -> None:
    """A number, G, or a stroke and words; the last one counts, and none after `--`."""
    assert without_start(argv) == (words, start)


def test_a_long_text_is_paged_with_keys_from_the_terminal(text: Path) -> None:
    """The screen is the full reader's, by lines; q leaves it clean."""
    with piped(f"cat {text} | $NIGHTSTAND") as terminal:
        terminal.shows(r"line 1 of[\s\S]*1 of \d+ · 0 %")
        terminal.send(" ")
        terminal.shows(r"line 40 of")
        terminal.send("/line 150\r")
        terminal.shows(r"line 150 of")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()


def test_lines_have_the_whole_width(tmp_path: Path) -> None:
    """What was set for this terminal is not broken once more."""
    path = tmp_path / "wide"
    path.write_text("".join(f"{number:03} {'x' * 75}|\n" for number in range(100)))
    with piped(f"$NIGHTSTAND < {path}") as terminal:
        terminal.shows(r"(?m)^003 x{75}\|$")
        terminal.send("q")
        assert terminal.ended() == 0


def test_a_short_text_is_only_printed() -> None:
    """It stands on the screen as after `cat`, without a key being waited for."""
    with piped(r"printf 'N\bNAME\n  _\bx \033[31mred\033[m\n' | $NIGHTSTAND") as terminal:
        assert terminal.ended() == 0
        assert b"\x1b[?1049h" not in terminal.bytes
        assert terminal.lines[:2] == ["NAME", "  x red"]
        assert re.search(rb"\x1b\[0;31mred", terminal.bytes)
        terminal.assert_clean()


def test_an_empty_text_is_no_mistake() -> None:
    """Nothing is shown, as by other pagers."""
    with piped("$NIGHTSTAND < /dev/null; printf '' | $NIGHTSTAND; echo code $?") as terminal:
        terminal.shows("code 0")


def test_what_is_no_text_is_one_line(tmp_path: Path) -> None:
    """A picture is not shown."""
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(256)) * 40)
    with piped(f"$NIGHTSTAND < {path}; echo code $?") as terminal:
        terminal.shows("(?s)nightstand: standard input: .*code 1")
        terminal.assert_clean()


def test_the_first_page_stands_before_the_end_has_come(tmp_path: Path) -> None:
    """It says that it reads on; the end makes it the whole text."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with piped(f"$NIGHTSTAND < {fifo}") as terminal:
        with fifo.open("w", encoding="utf-8") as writer:
            writer.write(LINES)
            writer.flush()
            terminal.shows(r"line 1 of[\s\S]*reading, [\d,]+ bytes so far; Ctrl-C stops")
        terminal.shows(r"line 1 of[\s\S]*1 of \d+ · 0 %")
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()


def test_an_interrupt_ends_the_waiting_and_not_the_reading(tmp_path: Path) -> None:
    """Ctrl-C shows what has come of a text that never ends."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with (
        piped(f"exec $NIGHTSTAND < {fifo}") as terminal,
        fifo.open("w", encoding="utf-8") as writer,
    ):
        writer.write(LINES)
        writer.flush()
        terminal.shows(r"reading, ")
        terminal.send("\x03")
        terminal.shows(r"(?m)^ +1$")  # of how many nobody knows
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("cat {} | $NIGHTSTAND +150", r"\A\s*line 150 of"),
        ("exec $NIGHTSTAND +/'line 99 of' {}", "line 99 of"),
        ("cat {} | $NIGHTSTAND +G", "line 200 of"),
    ],
)
def test_a_pager_begins_where_it_is_told(text: Path, command: str, shown: str) -> None:
    """At a line, at words, at the end: of what comes in and of a file."""
    with piped(command.format(text)) as terminal:
        terminal.shows(r"\d+ of \d+ · ")
        terminal.shows(shown)
        terminal.send("q")
        assert terminal.ended() == 0


def test_words_that_are_not_there_are_named(call: Call, text: Path) -> None:
    """Nothing is shown instead."""
    done = call("read", "--linear", text, "+/zebra")

    assert done.code == 1
    assert done.complaint == f"“zebra” is not in {text}"


def test_a_dumb_terminal_is_paged_by_lines(text: Path) -> None:
    """`TERM=dumb PAGER=nightstand`."""
    with piped(f"cat {text} | $NIGHTSTAND", TERM="dumb") as terminal:
        terminal.shows(r"\[1 of \d+, 0 %\]")
        terminal.send("\r")
        terminal.shows(r"\[2 of \d+, ")
        terminal.send("q\r")
        assert terminal.ended() == 0
        assert re.search(rb"\x1b", terminal.bytes) is None


def test_nothing_is_kept_of_what_was_paged(text: Path, call: Call) -> None:
    """It is no story of the library."""
    with piped(f"cat {text} | $NIGHTSTAND") as terminal:
        terminal.shows(r"1 of \d+ · 0 %")
        terminal.send(" q")
        assert terminal.ended() == 0

    assert call("export").json["stories"] == []
