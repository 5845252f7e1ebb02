"""What the terminal tells of its background never becomes a key."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.handover import TerminalHold
from reader.terminal.sequences import ReplyFilter, guess

LIGHT = b"\x1b]11;rgb:ffff/fbfb/f0f0\x1b\\"
DARK = b"\x1b]11;rgb:1c1c/1c1c/1c1c\x07"
ANSWERS = [
    LIGHT,
    DARK,
    b"\x1b[?997;1n",
    b"\x1b[?997;2n",
    b"\x1b]10;rgb:0/0/0\x07",
    b"\x1b]11;?\x07",
]
KEYS = [
    b"j",
    b" ",
    b"\x1b[A",
    b"\x1b[1;5C",
    b"\x1bx",
    "é".encode(),
    b"\x1b[<0;3;4M",
    b"\x1b[?2026;2$y",
]


def heard(ear: ReplyFilter, pieces: list[bytes]) -> bytes:
    """What is typed in pieces, with all that was held back at the end."""
    return b"".join(map(ear.listen, pieces)) + ear.release()


@pytest.mark.parametrize(
    ("answer", "dark"),
    [
        (LIGHT, False),
        (DARK, True),
        (b"\x1b]11;rgb:ff/ff/ff\x07", False),
        (b"\x1b]11;rgba:0000/0000/8080/ffff\x07", True),
        (b"\x1b[?997;1n", True),
        (b"\x1b[?997;2n", False),
        (b"\x1b]11;nonsense\x07", None),
        (b"\x1b]10;rgb:ffff/ffff/ffff\x07", None),
        (b"j", None),
    ],
)
def test_an_answer_is_understood(answer: bytes, dark: bool | None) -> None:
    """Colours of any number of digits, either end of the sequence, and mode 2031."""
    ear = ReplyFilter()
    ear.listen(answer)

    assert ear.dark is dark


@given(
    st.lists(st.sampled_from([*ANSWERS, *KEYS]), max_size=8),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_keys_come_through_and_answers_do_not(parts: list[bytes], cuts: list[int]) -> None:
    """However the bytes are divided as they arrive, while an answer is awaited."""
    data = b"".join(parts)
    ends = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    pieces = [data[start:end] for start, end in pairwise(ends)]
    ear = ReplyFilter()
    typed = b""
    for piece in pieces:
        ear.waiting = True
        typed += ear.listen(piece)
    typed += ear.release()

    assert typed == b"".join(part for part in parts if part in KEYS)


@given(st.lists(st.binary(max_size=12), max_size=6))
def test_nothing_else_is_lost(pieces: list[bytes]) -> None:
    """Any bytes come through whole unless there is an answer in them."""
    data = b"".join(pieces)
    if re.search(rb"\x1b\]1[0-9];|\x1b\[\?997;", data):
        return
    assert heard(ReplyFilter(), pieces) == data


def test_a_lone_escape_waits_for_nothing_unless_an_answer_is_awaited() -> None:
    """The key that leaves is not slower for it."""
    ear = ReplyFilter()
    assert ear.listen(b"\x1b") == b"\x1b"
    ear.waiting = True
    assert ear.listen(b"\x1b") == b""
    assert ear.kept
    assert ear.release() == b"\x1b"
    assert not ear.kept


@pytest.mark.parametrize(
    ("value", "dark"),
    [
        ("15;0", True),
        ("0;15", False),
        ("0;default;15", False),
        ("7;8", True),
        ("", None),
        ("x", None),
    ],
)
def test_the_environment_is_the_second_best(value: str, dark: bool | None) -> None:
    """COLORFGBG names the background last, as one of sixteen colours."""
    assert guess({"COLORFGBG": value} if value else {}) is dark


def test_a_terminal_is_given_back_though_nothing_can_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where no file may be opened any more, an answer cannot be waited for; echo comes back."""
    given: list[str] = []
    hold = TerminalHold()

    def failing(_: float) -> bool:
        raise ImportError("Too many open files")

    monkeypatch.setattr(hold, "dark", failing)
    monkeypatch.setattr(hold, "_modes", SimpleNamespace(restore=lambda: given.append("modes")))
    with pytest.raises(ImportError):
        hold.restore()
    assert given == ["modes"]
