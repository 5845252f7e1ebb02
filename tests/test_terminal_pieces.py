"""What a terminal sends, piece by piece, and what is sent to it: sequences, answers and colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import clean, safe
from reader.paint.ansi import Depth, palette, screen, sgr
from reader.paint.borrowed import Colours as Borrowed
from reader.paint.borrowed import Judge, borrowed, luminance
from reader.paint.page import Frame, Furniture, Sign, compose, fit, folio_row, head_row
from reader.paint.theme_lookup import theme
from reader.paint.themes import (
    BORROWED,
    HUES,
    OF_BLOCK,
    OF_SPAN,
    OWN,
    OWN_HUES,
    THEMES,
    Rendition,
    Role,
    Run,
    hues_on,
    theme_label,
)
from reader.story import BlockKind, SpanKind
from reader.terminal.colours import colour_system, depth, shows_links
from reader.terminal.sequences import (
    ESC,
    PASTE,
    PASTE_END,
    PASTED_MOST,
    ReplyFilter,
    Sequences,
    can_tell,
    guess,
    pasted_text,
    plain_key,
)
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.strategies import prose


def pieces(*parts: str) -> list[str]:
    """What is cut out of a stream that comes in these parts, and what is left at its end."""
    cut = Sequences()
    return [piece for part in parts for piece in cut.cut(part)] + list(cut.release())


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (["abc"], ["abc"]),
        (["a\x1b[Ab"], ["a", "\x1b[A", "b"]),
        (["\x1b[", "A"], ["\x1b[A"]),
        (["\x1b", "[", "1", ";", "5", "C"], ["\x1b[1;5C"]),
        (["\x1b", "O", "P"], ["\x1bOP"]),
        (["\x1b[[A"], ["\x1b[[A"]),
        (["\x1b[M !!"], ["\x1b[M !!"]),
        (["\x1b[M", " !", "!x"], ["\x1b[M !!", "x"]),
        (["\x1b[<0;3;4M"], ["\x1b[<0;3;4M"]),
        (["\x1b]52;c;aGk=\x07j"], ["\x1b]52;c;aGk=\x07", "j"]),
        (["\x1b]11;rgb:0/0/0", "\x1b", "\\j"], ["\x1b]11;rgb:0/0/0\x1b\\", "j"]),
        (["\x1bP1$r\x1b\\"], ["\x1bP1$r\x1b\\"]),
        (["\x1b_Gx\x1b\\"], ["\x1b_Gx\x1b\\"]),
        (["\x1bt"], ["\x1bt"]),
        (["\x1b\x1b[A"], ["\x1b", "\x1b[A"]),
        (["\x1b", "\x1b"], ["\x1b", "\x1b"]),
        (["\x1b"], ["\x1b"]),
        (["\x1bO"], ["\x1bO"]),
        (["\x1b["], ["\x1b["]),
        (["\x1b[12"], []),
        (["\x1b]52;c;"], []),
        (["\x1b[12\x1b[A"], ["\x1b[A"]),
        (["\x1b[1\x07j"], ["\x07j"]),
        (["\x1b]" + "x" * 5_000], []),
        (["\x1b]" + "x" * 5_000, "j"], []),
        (["\x1b]" + "x" * 5_000, "x\x07", "j"], ["j"]),
        (["\x1b]" + "x" * 5_000 + "\x1b", "\\j"], ["j"]),
        (["\x1b[" + "1" * 5_000, "1", "Aj"], ["j"]),
        ([PASTE_END, "j"], ["j"]),
    ],
    ids=range(29),
)
def test_a_stream_is_cut_into_whole_pieces(parts: list[str], wanted: list[str]) -> None:
    """However its parts come; what breaks off, or is too long to be one, is dropped."""
    assert pieces(*parts) == wanted


def test_the_beginning_of_a_sequence_is_waited_for() -> None:
    """Until it is whole, or nothing more comes; a paste is waited for in another way."""
    cut = Sequences()
    assert not cut.waiting
    assert list(cut.cut("\x1b[1")) == []
    assert cut.waiting
    assert list(cut.cut("A")) == ["\x1b[1A"]
    assert not cut.waiting
    assert list(cut.cut(f"{PASTE}abc\x1b[20")) == []
    assert (cut.flowing, cut.waiting) == (True, False)
    assert list(cut.cut("1~")) == [f"{PASTE}abc{PASTE_END}"]
    assert not cut.flowing


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([PASTE, "one", PASTE_END], "one"),
        ([PASTE + PASTE_END], ""),
        ([PASTE + "a\x1b[Ab" + PASTE_END], "a\x1b[Ab"),
        ([PASTE + "a", "\x1b", "[201", "~"], "a"),
        ([PASTE + "a\x1b", "b" + PASTE_END], "a\x1bb"),
        ([PASTE + "a\x1b[2", "00~b" + PASTE_END], "a\x1b[200~b"),
        ([PASTE + "x" * (PASTED_MOST + 5) + PASTE_END], "x" * (PASTED_MOST + 1)),
        ([PASTE + "x" * PASTED_MOST + PASTE_END], "x" * PASTED_MOST),
    ],
    ids=range(8),
)
def test_a_paste_is_the_text_between_its_marks(parts: list[str], text: str) -> None:
    """Whatever stands in it, and up to a length."""
    assert [pasted_text(piece) for piece in pieces(*parts)] == [text]


def test_what_is_no_paste_has_no_text() -> None:
    """A key, a letter."""
    assert pasted_text("a") is None
    assert pasted_text("\x1b[A") is None


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("a", "a"),
        ("\x1b[A", "\x1b[A"),
        ("\x1b[u", "\x1b[u"),
        ("\x1b[97u", "\x1b[97u"),
        ("\x1b[97;1u", "\x1b[97;1u"),
        ("\x1b[97:65;2u", "\x1b[97;2u"),
        ("\x1b[97;2:1u", "\x1b[97;2u"),
        ("\x1b[97;2:2u", "\x1b[97;2u"),
        ("\x1b[97;2:3u", ""),
        ("\x1b[97;1:3:9u", ""),
        ("\x1b[97;;65u", "\x1b[97;;65u"),
        ("\x1b[97;;65:7:66u", "\x1b[97;;65:66u"),
        ("\x1b[97;;7u", "\x1b[97u"),
        ("\x1b[97;;55296u", "\x1b[97u"),
        ("\x1b[97;;1114112u", "\x1b[97u"),
        ("\x1b[55296u", ""),
        ("\x1b[57344u", "\x1b[57344u"),
        ("\x1b[1114111u", "\x1b[1114111u"),
        ("\x1b[1114112u", ""),
        ("\x1b[12345678u", ""),
        ("\x1b[97;12345678u", ""),
        ("\x1b[1;5C", "\x1b[1;5C"),
        ("\x1b[1;2:3A", ""),
        ("\x1b[3;2:1~", "\x1b[3;2~"),
        ("\x1b[1;1;1;1u", "\x1b[1;1u"),
        ("\x1b[?1;2c", "\x1b[?1;2c"),
    ],
)
def test_a_key_of_the_kitty_protocol_is_made_plain(sent: str, plain: str) -> None:
    """Without alternates, kinds of events and text that is none; a key let go is none."""
    assert plain_key(sent) == plain


@pytest.mark.parametrize(
    ("answer", "dark"),
    [
        (b"rgb:0000/0000/0000", True),
        (b"rgb:ffff/ffff/ffff", False),
        (b"rgb:f/f/f", False),
        (b"rgb:7f/7f/7f", True),
        (b"rgb:80/80/80", False),
        (b"rgb:ff/00/00", True),
        (b"rgb:00/ff/00", False),
        (b"rgb:00/00/ff", True),
        (b"rgba:ff/ff/ff/00", False),
        (b"rgb:ff/ff", None),
        (b"rgb:ff/ff/fff0f", None),
        (b"rgb:gg/ff/ff", None),
        (b"white", None),
        (b"", None),
    ],
)
def test_a_background_is_dark_or_light_by_how_bright_it_looks(
    answer: bytes, dark: bool | None
) -> None:
    """Green counts most and blue least; what is no colour tells nothing."""
    ear = ReplyFilter()
    ear.waiting = True
    assert ear.listen(b"\x1b]11;" + answer + b"\x07") == b""
    assert ear.dark is dark
    assert ear.waiting is (dark is None)


@pytest.mark.parametrize(
    ("typed", "waiting", "passed", "kept"),
    [
        (b"abc", False, b"abc", False),
        (b"\x1b[A", True, b"\x1b[A", False),
        (b"\x1b", False, b"\x1b", False),
        (b"\x1b", True, b"", True),
        (b"a\x1b", True, b"a", True),
        (b"\x1b]", False, b"", True),
        (b"\x1b]11;rgb:ff", False, b"", True),
        (b"\x1b[?99", False, b"", True),
        (b"\x1b[?997;1", False, b"", True),
        (b"\x1b[?997;1n", False, b"", False),
        (b"\x1b]12;red\x07j", False, b"j", False),
        (b"\x1b]8;;x\x07", False, b"\x1b]8;;x\x07", False),
        (b"j\x1b]11;rgb:0/0/0\x1b\\k", False, b"jk", False),
    ],
)
def test_what_may_become_an_answer_is_held_back(
    typed: bytes, waiting: bool, passed: bytes, kept: bool
) -> None:
    """And nothing else; a lone Esc only while an answer is awaited."""
    ear = ReplyFilter()
    ear.waiting = waiting
    assert (ear.listen(typed), ear.kept) == (passed, kept)


def test_what_was_typed_before_comes_first() -> None:
    """It was not passed on by whoever read it."""
    ear = ReplyFilter(b"ab")
    assert ear.kept
    assert ear.listen(b"c") == b"abc"
    assert ReplyFilter(b"ab").release() == b"ab"


@pytest.mark.parametrize(
    ("environ", "asked"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, False),
        ({"TERM": "linux-16color", "COLORTERM": "truecolor"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
    ],
)
def test_only_a_terminal_that_may_answer_is_asked(environ: dict[str, str], asked: bool) -> None:
    """Not the console, nor where colours are few."""
    assert can_tell(environ) is asked


@pytest.mark.parametrize(("told", "dark"), [(b"1", True), (b"2", False)])
def test_a_terminal_tells_when_its_colours_change(told: bytes, dark: bool) -> None:
    """By itself, as either of two."""
    ear = ReplyFilter()
    assert ear.listen(b"a\x1b[?997;" + told + b"nb") == b"ab"
    assert ear.dark is dark


@pytest.mark.parametrize("number", range(16))
def test_the_sixteen_colours_of_a_background(number: int) -> None:
    """The darker half and the bright black are dark, white is not."""
    assert guess({"COLORFGBG": f"15;{number}"}) is (number in (0, 1, 2, 3, 4, 5, 6, 8))


@pytest.mark.parametrize(
    ("environ", "system"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": " TrueColor "}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "dumb"}, "standard"),
        ({"TERM": ""}, "standard"),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256"}, "256"),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, "standard"),
        ({"TERM": "xterm-256color", "COLORTERM": "yes"}, "256"),
    ],
)
def test_what_the_screen_library_is_told_of_colours(environ: dict[str, str], system: str) -> None:
    """What was chosen before what the terminal says of itself."""
    assert colour_system(environ) == system
    assert (depth(environ) >= Depth.MANY) is (system != "standard")


@pytest.mark.parametrize(
    ("term", "shown"),
    [("xterm-256color", True), ("tmux", True), ("linux", False), ("vt100", False),
     ("dumb", False), ("sun-color", False), ("", True)],
)  # fmt: skip
def test_links_are_for_terminals_that_pass_over_what_they_do_not_know(
    term: str, shown: bool
) -> None:
    """Old ones would print them."""
    assert shows_links({"TERM": term}) is shown


# What is sent.


@pytest.mark.parametrize(
    ("look", "colours", "sequence"),
    [
        (Rendition(), Depth.TRUE, "0"),
        (Rendition(bold=True), Depth.NONE, "0;1"),
        (Rendition(dim=True), Depth.NONE, "0;2"),
        (Rendition(italic=True), Depth.NONE, "0;3"),
        (Rendition(underline=True), Depth.NONE, "0;4"),
        (Rendition(reverse=True), Depth.NONE, "0;7"),
        (Rendition(strike=True), Depth.NONE, "0;9"),
        (Rendition("#0a141e"), Depth.TRUE, "0;38;2;10;20;30"),
        (Rendition("", "#0a141e"), Depth.TRUE, "0;48;2;10;20;30"),
        (Rendition("#ffffff", "#000000"), Depth.MANY, "0;38;5;231;48;5;16"),
        (Rendition("#ff0000"), Depth.MANY, "0;38;5;196"),
        (Rendition("#808080"), Depth.MANY, "0;38;5;244"),
        (Rendition("#ff0000"), Depth.SIXTEEN, "0"),
        (Rendition("#ff0000"), Depth.NONE, "0"),
        (Rendition("red"), Depth.SIXTEEN, "0;31"),
        (Rendition("black", "white"), Depth.TRUE, "0;30;47"),
        (Rendition("cyan"), Depth.MANY, "0;36"),
        (Rendition("red"), Depth.NONE, "0"),
        (Rendition("", bold=True, italic=True, strike=True), Depth.TRUE, "0;1;3;9"),
    ],
)
def test_a_look_is_one_sequence(look: Rendition, colours: Depth, sequence: str) -> None:
    """Attributes by their numbers; a colour as far as there are colours."""
    assert sgr(look, colours) == f"\x1b[{sequence}m"


def test_a_screen_is_painted_row_by_row() -> None:
    """Cleared, each row at its place, the look put back at the end."""
    rows: list[list[Run]] = [[Run("a", (Role.TEXT,)), Run("b", (Role.STRONG,))], []]
    look = theme("terminal")
    painted = screen(rows, look, Depth.NONE)

    assert painted == (
        "\x1b[H\x1b[0m\x1b[2J\x1b[1;1H\x1b[0m\x1b[K\x1b[0ma\x1b[0;1mb\x1b[2;1H\x1b[0m\x1b[K\x1b[0m"
    )


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        ("#000000", "#000000"),
        ("#ffffff", "#ffffff"),
        ("#ff0000", "#ff0000"),
        ("#5f87af", "#5f87af"),
        ("#808080", "#808080"),
        ("#010101", "#000000"),
    ],
)
def test_a_colour_of_256_is_one_of_those_there_are(colour: str, shown: str) -> None:
    """A step of each of three colours, or a grey."""
    assert palette(colour) == shown


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_that_a_terminal_shows_is_shown_as_itself(colour: int) -> None:
    """Asked again it does not move; greys stay grey."""
    once = palette(f"#{colour:06x}")
    red, green, blue = once[1:3], once[3:5], once[5:7]
    if red == green == blue:
        assert len({palette(once)[1:3], palette(once)[3:5], palette(once)[5:7]}) == 1
    else:
        assert palette(once) == once


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, contrast: float) -> None:
    """From 1 to 21, whichever is the text."""
    assert Judge(str).contrast(one, other) == pytest.approx(contrast, abs=0.01)


def test_how_bright_a_colour_is() -> None:
    """Green counts most."""
    red, green, blue = map(luminance, ("#ff0000", "#00ff00", "#0000ff"))
    assert blue < red < green
    assert red + green + blue == pytest.approx(luminance("#ffffff")) == pytest.approx(1.0)
    assert luminance("#000000") == 0.0
    assert luminance("#0a0a0a") == pytest.approx(10 / 255 / 12.92)


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, COLOURS, COLOURS, COLOURS, COLOURS, COLOURS, st.booleans())
def test_any_six_colours_make_a_theme_that_can_be_read(
    bg: str, fg: str, accent: str, second: str, panel: str, warning: str, few: bool
) -> None:
    """However alike they are, with all colours and with 256."""
    made = borrowed("x", Borrowed(bg, fg, accent, second, panel, warning), few=few)
    judge = Judge(palette if few else str)

    assert judge.contrast(made.fg, made.bg) >= 7
    assert judge.contrast(made.quiet, made.bg) >= 4.5
    assert judge.contrast(made.quiet, made.panel) >= 4.5
    assert judge.contrast(made.accent, made.bg) >= 7
    assert judge.contrast(made.fg, made.panel) >= 7
    match = made.look((Role.MATCH,))
    assert judge.contrast(match.fg, match.bg) >= 7
    speech = made.look((Role.DIALOGUE,))
    assert judge.contrast(speech.fg, speech.bg) >= 7


def test_a_colour_that_can_be_read_is_not_changed() -> None:
    """One that cannot is brought towards the far end, no further than it needs."""
    judge = Judge(str)
    assert judge.readable("#222222", ("#ffffff",), "#000000", 7.0) == "#222222"
    nearer = judge.readable("#cccccc", ("#ffffff",), "#000000", 7.0)
    assert 7.0 <= judge.contrast(nearer, "#ffffff") < 7.9
    assert judge.readable("#888888", ("#777777",), "#000000", 7.0) == "#000000"
    assert judge.ground("#ffffff", "#ffffff", "#000000") == "#ffffff"


@pytest.mark.parametrize(
    ("over", "below", "wanted"),
    [
        (Rendition(), Rendition("red", "blue", bold=True), Rendition("red", "blue", bold=True)),
        (Rendition("green"), Rendition("red", "blue"), Rendition("green", "blue")),
        (Rendition(bg="white"), Rendition("red", "blue"), Rendition("red", "white")),
        (Rendition(italic=True), Rendition(bold=True), Rendition(bold=True, italic=True)),
        (Rendition(strike=True), Rendition(dim=True), Rendition(dim=True, strike=True)),
        (Rendition(reverse=True), Rendition(underline=True),
         Rendition(underline=True, reverse=True)),
    ],
)  # fmt: skip
def test_a_look_is_laid_over_another(over: Rendition, below: Rendition, wanted: Rendition) -> None:
    """Its colours win where it has some; attributes are added."""
    assert over.over(below) == wanted


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_a_look_for_what_is_set_apart(name: str) -> None:
    """On its own page; text alone is the theme's own, and names are shown as names."""
    made = theme(name)
    assert made.name == name
    assert made.look(()) == made.look((Role.TEXT,)) == Rendition(made.fg, made.bg)
    assert made.look((Role.TEXT, Role.STRONG)).bold
    assert made.look((Role.EMPHASIS,)).italic
    assert made.look((Role.CURRENT,)).reverse
    assert made.look((Role.STRUCK,)).strike
    assert made.look((Role.DIM,)).dim
    assert theme_label(name) == " ".join(word.capitalize() for word in name.split("-"))


def test_themes_are_our_own_and_those_that_are_borrowed() -> None:
    """None is both; the last of ours leaves the terminal its colours."""
    assert set(OWN) & set(BORROWED) == set()
    assert (*OWN, *BORROWED) == THEMES
    plain = theme("terminal")
    assert (plain.fg, plain.bg, plain.quiet, plain.accent, plain.panel) == ("",) * 5
    assert [plain.look((hue,)).fg for hue in HUES] == list(OWN_HUES)


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("few", [True, False])
def test_hues_of_other_programs_are_six_that_differ(dark: bool, few: bool) -> None:
    """On light pages others where colours are few."""
    hues = hues_on(dark=dark, few=few)
    assert len(set(hues)) == len(HUES) == 6
    assert (hues_on(dark=dark, few=True) == hues_on(dark=dark, few=False)) is dark


def test_every_kind_of_text_has_a_role() -> None:
    """Of its own name; a paragraph is text."""
    assert {kind: role.value for kind, role in OF_BLOCK.items()} == {
        kind: "text" if kind is BlockKind.PARAGRAPH else kind.value for kind in BlockKind
    }
    assert {kind: role.value for kind, role in OF_SPAN.items()} == {
        kind: kind.value for kind in SpanKind
    }


# Head and folio.


def frame(span: int) -> Frame:
    """A screen whose text is that wide."""
    return fit(span + 4, 24, span)


@pytest.mark.parametrize(
    ("title", "chapter", "span", "wanted"),
    [
        ("Tide", "I", 10, "Tide     I"),
        ("Tide", "", 10, "Tide      "),
        ("", "I", 10, "         I"),
        ("", "", 10, " " * 10),
        ("The Salt Road", "Low Water", 30, "The Salt Road        Low Water"),
        ("The Salt Road", "Low Water", 25, "The Salt Road   Low Water"),
        ("The Salt Road", "Low Water", 24, "               Low Water"),
        ("T" * 30, "C" * 30, 50, "T" * 21 + "…   " + "C" * 24 + "…"),
        ("T" * 60, "C", 50, "T" * 45 + "…   C"),
        ("Tide", "C" * 60, 50, "Tide   " + "C" * 42 + "…"),
        ("T" * 60, "", 50, "T" * 49 + "…"),
        ("潮" * 3, "水", 12, "潮潮潮    水"),
    ],
)
def test_the_running_head_holds_title_and_chapter(
    title: str, chapter: str, span: int, wanted: str
) -> None:
    """As far as there is room: a narrow screen has the chapter alone."""
    made = frame(span)
    blank, head = head_row(made, Furniture(title=title, chapter=chapter))

    assert blank.text == " " * made.left
    assert made.span == span
    assert (head.text, head.roles) == (wanted, (Role.HEAD,))


@pytest.mark.parametrize(
    ("folio", "notice", "text", "role", "before"),
    [
        ("3 of 9", "", "3 of 9", Role.FOLIO, 22),
        ("3 of 9", "Kept.", "Kept.", Role.NOTICE, 22),
        ("", "", "", Role.FOLIO, 25),
        ("x" * 60, "", "x" * 49 + "…", Role.FOLIO, 0),
    ],
)
def test_the_folio_stands_in_the_middle(
    folio: str, notice: str, text: str, role: Role, before: int
) -> None:
    """A sentence to the reader takes its place; neither is wider than the text."""
    made = frame(50)
    blank, shown = folio_row(made, Furniture(folio=folio, notice=notice))

    assert (shown.text, shown.roles) == (text, (role,))
    assert len(blank.text) == made.left + before


@pytest.mark.parametrize(
    ("columns", "rows", "wanted"),
    [
        # Rows of head, first line and folio, and how many lines there are between.
        (80, 24, (0, 2, 23, 20)),
        (80, 18, (0, 2, 17, 14)),
        (80, 17, (0, 1, 16, 15)),
        (80, 8, (0, 1, 7, 6)),
        (80, 7, (-1, 0, 6, 6)),
        (80, 3, (-1, 0, 2, 2)),
        (80, 2, (-1, 0, -1, 2)),
        (80, 1, (-1, 0, -1, 1)),
        (80, 0, (-1, 0, -1, 1)),
    ],
)
def test_what_is_not_text_gives_way_first(
    columns: int, rows: int, wanted: tuple[int, int, int, int]
) -> None:
    """The blank rows, then the head, then the folio."""
    made = fit(columns, rows)
    assert (made.head, made.top, made.folio, made.lines) == wanted


@pytest.mark.parametrize(
    ("columns", "margin", "left", "measure"),
    [
        (80, 2, 7, 66),
        (80, 10, 10, 60),
        (60, 2, 2, 56),
        (60, 20, 18, 24),
        (28, 2, 2, 24),
        (24, 2, 2, 20),
        (23, 2, 1, 21),
        (12, 2, 1, 10),
        (11, 2, 0, 11),
        (1, 2, 0, 1),
    ],
)
def test_a_margin_gives_way_before_the_text_does(
    columns: int, margin: int, left: int, measure: int
) -> None:
    """To lines of 24 cells; the narrowest screens have none."""
    made = fit(columns, 24, margin=margin)
    assert (made.left, made.measure) == (left, measure)


@pytest.mark.parametrize(
    ("columns", "spread", "doubled", "measure"),
    [
        (142, "auto", True, 66),
        (141, "auto", False, 66),
        (142, "off", False, 66),
        (90, "on", True, 40),
        (89, "on", False, 66),
        (200, "on", True, 66),
    ],
)
def test_two_pages_stand_where_there_is_room(
    columns: int, spread: str, doubled: bool, measure: int
) -> None:
    """For two full pages by itself, for two of forty cells on wish."""
    made = fit(columns, 24, spread=spread)
    assert (made.spread, made.measure) == (doubled, measure)
    assert made.hangs is (made.columns - made.left - made.span >= 2)


STORY = prose("One line of text.", "And another.")


def composed(rows: int, notice: str = "", signs: tuple[Sign, ...] = ()) -> list[str]:
    """The rows of a screen of thirty cells."""
    made = fit(30, rows)
    layout = Layout(STORY, PageStyle(Cells(made.measure), made.lines))
    around = Furniture(title="Tide", folio="1 of 1", notice=notice)
    picture = compose(STORY, made, [layout.page(0)], around, signs=signs)
    return ["".join(run.text for run in row) for row in picture]


@pytest.mark.parametrize(
    ("rows", "notice", "last"),
    [
        (8, "", "1 of 1"),
        (8, "Kept.", "Kept."),
        (3, "Kept.", "Kept."),
        (2, "Kept.", "Kept."),
        (3, "", "1 of 1"),
        (1, "Kept.", "One line of text."),
    ],
)
def test_a_sentence_to_the_reader_is_worth_the_last_line(rows: int, notice: str, last: str) -> None:
    """Where no row is left for the folio; a single row is the text's."""
    made = composed(rows, notice)
    assert len(made) == rows
    assert made[-1].strip() == last


def test_a_picture_has_its_lines_at_their_places() -> None:
    """Head, text, blank rows and folio, from the margin on."""
    made = composed(8)
    assert [line.strip() for line in made] == [
        *("Tide", "One line of text.", "", "And another.", "", "", "", "1 of 1"),
    ]
    assert made[1] == "  One line of text."


@pytest.mark.parametrize(
    ("at", "line"),
    [(0, 1), (16, 1), (17, None), (18, 3), (29, 3), (30, None), (-1, None)],
)
def test_a_sign_stands_left_of_the_line_that_holds_its_character(at: int, line: int | None) -> None:
    """And of no other; what is on no line has none."""
    made = composed(8, signs=(Sign(at, "*", Role.ACCENT),))
    assert [n for n, row in enumerate(made) if row.startswith(" *")] == ([line] if line else [])


# What may reach a terminal at all.


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain é潮👍", "plain é潮👍"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x00\x07\x1b\x1f", "␀␇␛␟"),
        ("\r\x0b\x0c", "␍␋␌"),
        ("\x7f", "␡"),
        ("\x80\x9b\x9f", "\ufffd\ufffd\ufffd"),
        ("\u200b\u200e\u200f\u061c", "\ufffd" * 4),
        ("\u202a\u202e\u2066\u2069", "\ufffd" * 4),
        ("\u2028\u2029", "\ufffd" * 2),
        ("\ufeff\ufff9\ud800\udfff", "\ufffd" * 4),
        ("\U000e0041", "\ufffd"),
        ("\u200c\u200d\u00ad\u00a0\u3000", "\u200c\u200d\u00ad\u00a0\u3000"),
    ],
)
def test_nothing_that_acts_reaches_a_terminal(text: str, cleaned: str) -> None:
    """Controls are shown, what is invisible or turns the text is replaced, joiners stay."""
    assert clean(text) == cleaned
    assert len(clean(text)) == len(text)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.txt", "a.txt"),
        ("a\nb\tc", "a␊b c"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("\udc80\udcff", "\\x80\\xff"),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_name_is_one_clean_line(name: str, line: str) -> None:
    """A byte that is no character by its number, so that two names stay two."""
    assert safe(name) == line


@given(st.text(st.characters(codec=None), max_size=40))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """One character for one, and never one that acts."""
    once = clean(text)
    assert len(once) == len(text)
    assert clean(once) == once
    assert ESC not in once
    assert "\n" not in safe(text)
