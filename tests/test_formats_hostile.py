"""Text made to hang or to mislead a reader does neither."""

import pytest

from reader.cleaning import clean, safe
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.text import corrections
from reader.formats.text.corrections import check_pattern
from reader.formats.text.parse import parse

UNITS = [
    *'_* 1()>xI「《》［｜/\\"-=#|\t第.,~“é\n\r\x08\u3000\u00ad\ufeff',
    *("> ", "** ", " *a", "*a", "**a", "_a ", " /ab", "a_b", "xo", "［＃「", "あ《い》", "あ［＃"),
    *(
        "\n ",
        "\n\n ",
        "a\n",
        " a\n",
        "A\n",
        "1. a\n",
        "> a\n",
        "a-\n",
        "　あ\n",
        "_\x08",
        "a\x08a",
        "\x1b[",
    ),
    *(
        "Chapter 1\n\n",
        "Contents\nA\n",
        "Summary: a\n",
        "Title: a\n",
        "one and ",
        "twenty-",
        "12 May ",
    ),
    *("1\n\n", "X\n\n", "CHAPTER I\n", "[A #1]\n\n", "## A\n\n", "第1章了吗？\n\n"),
    *("======\n| 1 |\n", "======\nA\n", "第一回\n", "END OF CHAPTER 1\n\n"),
    *("*** START OF THE PROJECT GUTENBERG EBOOK ", "End of Project Gutenberg ", "Dear "),
]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\u202bשלום.\u202c", "שלום."),
        ("\u202dfrom left\u202c", "from left"),
        ("\u2067אבג\u2069 and \u2066abc\u2069", "אבג and abc"),
        ("\u2068x\u2069\u200f!", "x!"),
        (
            "a \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f!",
            "a \U0001f3f4!",
        ),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "\U0001f3f4"),
        ("f\u2061(x)\u2062y\u206aש\u206b", "f(x)yש"),
        ("\ufff9漢\ufffaかん\ufffb", "漢かん"),
    ],
)
def test_what_is_invisible_by_nature_is_not_shown(written: str, read: str) -> None:
    """Marks of direction, tags of flags, signs of mathematics and of readings leave no trace."""
    assert parse(f"{written}\n".encode(), "any.txt").text == read


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_line_of_one_thing_costs_no_more_than_its_length(unit: str) -> None:
    """Fifty thousand of the same characters are read at once; a squared cost would not end."""
    data = (unit * (50_000 // len(unit))).encode()

    assert parse(data, "any.txt", Choices(encoding="utf-8")).source.size == len(data)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "form",
    ["{n}", "{n}. A", "Chapter {n}", "[A #{n}]", "A{n} #{n}", "第{n}章写完了吗？",
     "CHAPTER {n}. " + "A b " * 50, "Chapter {n}\n\nA.\n\n{n}. B", "{m}", "Chapter {m}"],
)  # fmt: skip
def test_numbers_that_grow_cost_no_more_than_their_length(form: str) -> None:
    """Many thousand headings, rising or falling, listed first and with prose behind each."""
    prose = "\n\nNobody had seen the miller since noon, and it rained. But the mill went on.\n\n"
    most = 25_000 // len(form)
    lines = [form.format(n=n, m=most - n) for n in range(most)]
    data = ("Contents\n\n" + "\n".join(lines) + "\n\n\n" + prose.join(lines)).encode()

    assert parse(data, "any.txt", Choices(encoding="utf-8")).source.size == len(data)


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern is given up on after a fifth of a second."""
    monkeypatch.setattr(corrections, "_SECONDS", 0.2)


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|aa)+$", r"^(\w+\s?)*$", "(" * 90 + "a" + ")*" * 90]
)
def test_a_pattern_that_never_ends_is_stopped(pattern: str) -> None:
    """The reader's own pattern cannot hang the program: it is refused or it answers."""
    story = parse(
        b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n\nprose " * 3,
        "any.txt",
        Choices(chapter_pattern=pattern),
    )

    assert any(decision.topic == "chapters" for decision in story.decisions)


@pytest.mark.usefixtures("_soon")
def test_what_is_wrong_with_a_pattern_is_said() -> None:
    """A pattern is checked before it is kept."""
    assert check_pattern(r"^Chapter \d+") == ""
    assert "subpattern" in check_pattern("(")
    assert check_pattern(r"(a+)+$") == "takes too long"


def test_nothing_in_a_text_acts_on_a_terminal() -> None:
    """Escapes, controls and hidden directions are made visible, one for one."""
    hostile = "a\x1b]52;c;x\x07b\x9bc\u202ed\udc9be\U000e0041"

    assert clean(hostile) == "a␛]52;c;x␇b\ufffdc\ufffdd\ufffde\ufffd"
    assert safe("a\nb\tc[/]\udcff") == "a␊b c[/]\\xff"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (bytes(range(256)) * 64, "binary"),
        (b"\x7fELF\x02", "program"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    """Binary files are named for what they are."""
    with pytest.raises(LoadError, match=reason):
        parse(data, "file.txt")
