"""What a terminal sends is cut into whole pieces, whatever comes and however it is parted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from reader.terminal.sequences import PASTE, PASTE_END, PASTED_MOST, Sequences, plain_key
from reader.tui.driver import TerminalParser

PARTS = st.sampled_from(
    [
        *(
            "\x1b",
            "\x1b[",
            "\x1b[A",
            "\x1b[1;5C",
            "\x1bO",
            "\x1bOP",
            "\x1b]52;c;",
            "\x07",
            "\x1b\\",
        ),
        *("\x1b[97;1:3u", "\x1b[97:65;2u", "\x1b[57441;1:1;99u", "\x1b[99999999999u", "\x1b[;;u"),
        *("\x1b[97;;55296u", "\x1b[97;;1114112u", "\x1b[97;99999999999999999999u", "\x1b[0u"),
        *("\x1b[<0;9;9M", "\x1b[<99;99999999999999999999;0m", "\x1b[<-1;-1;-1M", "\x1b[M!!!"),
        *("\x1b[48;0;0;0;0t", "\x1b[48;99999;99999;0;0t", "\x1b[?2048;1$y", "\x1b[?2026;2$y"),
        *("\x1b[1;2R", "\x1b[?1;2c", "\x1bP1$r", "\x1bX", "\x1b_G", "\x1b[[", "\x1b[[A", "\x9b"),
        *(PASTE, PASTE_END, "one line\nand another", "a", "é", "字", "\x00", "\r", "²", "٣"),
    ]
)
STREAMS = st.lists(st.one_of(PARTS, st.text(max_size=4)), max_size=30).map("".join)


def keys(messages: list[Message]) -> list[tuple[str, str | None]]:
    """The keys among messages, by name and letter."""
    return [(one.key, one.character) for one in messages if isinstance(one, events.Key)]


def read(*parts: str) -> list[Message]:
    """What the parser makes of what comes in these parts, and of the end."""
    parser = TerminalParser()
    told = [message for part in parts for message in parser.feed(part)]
    return told + [
        message for piece in parser._sequences.release() for message in parser._read(piece)
    ]


@given(STREAMS, st.lists(st.integers(0, 200), max_size=8))
def test_pieces_do_not_depend_on_how_a_stream_is_parted(stream: str, cuts: list[int]) -> None:
    """A read ends anywhere; text alone may come in more pieces."""
    at = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    whole, parted = Sequences(), Sequences()
    once = [*whole.cut(stream), *whole.release()]
    parts = [stream[start:end] for start, end in pairwise(at)]
    often = [piece for part in parts for piece in parted.cut(part)]
    often += parted.release()
    assert "\0|".join(joined(often)) == "\0|".join(joined(once))


def joined(pieces: list[str]) -> list[str]:
    """The pieces, with text that follows text made one."""
    result: list[str] = []
    for piece in pieces:
        if result and "\x1b" not in (piece + result[-1]):
            result[-1] += piece
        else:
            result.append(piece)
    return result


@pytest.mark.parametrize("begun", ["\x1b]52;c;", "\x1bP1$r", "\x1b_G", "\x1b[?", "\x1bO"])
@pytest.mark.parametrize("size", [1, 4000, 4090, 4096, 5000, 100_000])
@pytest.mark.parametrize("step", [1 << 20, 4096, 4095, 7])
def test_a_sequence_of_any_length_is_passed_over(begun: str, size: int, step: int) -> None:
    """None of it is typed, however it comes; what follows is."""
    for end in ("\x07", "\x1b\\") if begun[1] in "]P_" else ("c",):
        sent = begun + "0" * size + end + "j"
        told = read(*(sent[at : at + step] for at in range(0, len(sent), step)))
        assert keys(told) == [("j", "j")]


@pytest.mark.parametrize("after", ["j", "\x1b[A", "\x1bj", "\x1b", "\x1b[200~a\x1b[201~"])
def test_a_long_sequence_that_breaks_off_takes_nothing_with_it(after: str) -> None:
    """When nothing came for a while, what comes is typed."""
    pieces = Sequences()

    assert [*pieces.cut("\x1b]52;c;" + "A" * 5000)] == []
    assert [*pieces.cut("A" * 5000)] == []
    assert pieces.flowing
    assert [*pieces.release()] == []
    assert [*pieces.cut(after), *pieces.release()] == [after]


@given(STREAMS)
def test_nothing_that_a_terminal_sends_raises(stream: str) -> None:
    """And a key that comes afterwards is taken."""
    assert keys(read(stream, PASTE, PASTE_END, "\x07\x1b\\", "j"))[-1] == ("j", "j")


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ("\x1b[97;1:3u", []),
        ("\x1b[97;1:2u", [("a", "a")]),
        ("\x1b[97:65u", [("a", "a")]),
        ("\x1b[97:65;2;65u", [("A", "A")]),
        ("\x1b[57441;1:1;1114112u", [("left_shift", None)]),
        ("\x1b[99999999999u", []),
        ("\x1b[55296u", []),
        ("\x1b[97;;9999999u", [("a", "a")]),
        ("\x1b[1;2:1A", [("shift+up", None)]),
        ("\x1b[1;2:3A", []),
        ("\x1b[27u", [("escape", None)]),
        ("\x1b[?1;2c", []),
        ("\x1b[999z", []),
        ("\x1b[12\nj", [("ctrl+j", "\n"), ("j", "j")]),
        ("\x1b[12\x1b[A", [("up", None)]),
        ("\x1b", [("escape", "\x1b")]),
        ("\x1bt", [("alt+t", "t")]),
        ("\x1bT", [("alt+shift+t", "T")]),
        ("\x1b\x1b[A", [("escape", "\x1b"), ("up", None)]),
    ],
    ids=ascii,
)
def test_what_a_sequence_means(sent: str, wanted: list[tuple[str, str | None]]) -> None:
    """Of the kitty protocol the key; of what is broken or no key nothing; the rest as ever."""
    assert keys(read(sent)) == wanted


@pytest.mark.parametrize("size", ["0;0;0;0", "0;80;1;1", "99999;99999;1;1"])
def test_a_size_that_no_window_has_is_passed_over(size: str) -> None:
    """A page is never set for it."""
    assert read(f"\x1b[48;{size}t") == []


def test_a_paste_is_one_whatever_stands_in_it() -> None:
    """Sequences in it are text; its end may come in parts."""
    told = read(f"{PASTE}one\x1b[Atwo", "\x1b[2", "01~j")
    assert [one.text for one in told if isinstance(one, events.Paste)] == ["one\x1b[Atwo"]
    assert keys(told) == [("j", "j")]


def test_a_paste_without_an_end_ends_when_nothing_comes() -> None:
    """What is typed afterwards is not swallowed."""
    cut = Sequences()
    assert list(cut.cut(f"{PASTE}never ended")) == []
    assert cut.flowing
    assert list(cut.release()) == [f"{PASTE}never ended{PASTE_END}"]
    assert list(cut.cut("j")) == ["j"]


def test_a_huge_paste_is_cut() -> None:
    """One character more than is kept tells that there was more."""
    cut = Sequences()
    block = "x" * 4096
    parts = [PASTE, *[block] * 100, PASTE_END]
    (pasted,) = [piece for part in parts for piece in cut.cut(part)]
    assert len(pasted) == len(PASTE) + PASTED_MOST + 1 + len(PASTE_END)


@given(st.text("0123456789:;", max_size=24), st.sampled_from("u~ABRS"))
def test_a_key_reduced_is_a_key_that_is_plain(numbers: str, end: str) -> None:
    """It has no parts of parts but letters, and reducing it again changes nothing."""
    once = plain_key(f"\x1b[{numbers}{end}")
    assert plain_key(once) == once
