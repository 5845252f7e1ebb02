"""Commands of the reader's own: what they are given, how they answer, and how they are ended."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import complaint
from reader.formats import from_bytes
from reader.hooks import GIVEN_MOST, Hook, HookError, filled, shown, words_given
from reader.settings.settings import parse_setting
from reader.tui.screens.answers import AnswerPanel, ChoicePanel, wrapped
from reader.typeset.cells import width
from tests.shell import Call
from tests.tui.driving import numbered, story
from tests.waiting import until

GIVEN = {"text": "one\ntwo", "sentence": "One.", "title": "A Title", "author": "", "language": "en"}
PYTHON = sys.executable


def run(code: str, *words: str, seconds: float = 30) -> str:
    """What a small program answers."""
    return Hook([PYTHON, "-c", code, *words], GIVEN).run(seconds)


@pytest.mark.parametrize(
    ("argv", "words", "taken"),
    [
        (["say"], ["say"], b"one\ntwo\n"),
        (["say", "{text}"], ["say", "one\ntwo"], b""),
        (["say", "to={language}, {title}"], ["say", "to=en, A Title"], b""),
        (["say", "{unknown}", "{}", "$HOME", "`x`"], None, b"one\ntwo\n"),
    ],
)
def test_a_placeholder_is_filled_in_within_a_word(
    argv: list[str], words: list[str] | None, taken: bytes
) -> None:
    """No word becomes two, nothing else is touched, and without one the text is the input."""
    assert filled(argv, GIVEN) == (words or argv, taken)


@given(st.text(), st.text())
def test_words_of_a_story_never_become_more_words_or_options(text: str, title: str) -> None:
    """Whatever they are: as many words, in their places, and none an option that was not."""
    words = {**GIVEN, "text": text, "title": title}
    argv = ["say", "-b", "{text}", "x{title}"]
    if text.startswith("-"):
        with pytest.raises(HookError, match="option"):
            filled(argv, words)
        argv = [argv[0], "--", *argv[1:]]
    made, _ = filled(argv, words)
    assert made == [w.replace("{text}", text).replace("{title}", title) for w in argv]


def test_too_much_is_refused() -> None:
    """A hook is not given half of a passage."""
    with pytest.raises(HookError, match="20,000"):
        filled(["say"], {**GIVEN, "text": "x" * (GIVEN_MOST + 1)})


def test_what_a_hook_is_told_of_a_passage() -> None:
    """The passage, its sentence, and whose it is; what cannot be printed never gets there."""
    found = from_bytes(
        b"CHAPTER I\n\nIt rained\x1b[31m. The mill stood still all day.\n", "mill.txt"
    )
    part = found.sentence_range(found.text.index("mill"))
    words = words_given(found, part)

    assert words["text"] == words["sentence"] == "The mill stood still all day."
    assert words["chapter"] == "CHAPTER I"
    assert "\x1b" not in "".join(words_given(found, found.body).values())


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("\x1b[1;31mred\x1b[0m\r\n\ttab  \n", "red\n    tab"),
        ("\x1b]0;title\x07text\x1b]8;;x\x1b\\", "text"),
        ("a\x00b\u202ec", "a␀b\ufffdc"),
    ],
)
def test_an_answer_is_made_fit_for_the_screen(printed: str, seen: str) -> None:
    """Colours go, nothing in it acts."""
    assert shown(printed) == seen


def test_a_hook_answers_with_what_it_prints() -> None:
    """It reads its input to the end, or does not care for it."""
    assert run("import sys; print(sys.stdin.read().upper())") == "ONE\nTWO"
    assert run("print('yes')") == "yes"
    assert run("pass") == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; print('no luck.', file=sys.stderr); sys.exit(3)", "failed: no luck."),
        ("import sys; sys.exit(3)", "failed: exit code 3."),
    ],
)
def test_what_goes_wrong_is_a_sentence(code: str, said: str) -> None:
    """The last line that it complains with, else its exit code."""
    with pytest.raises(HookError, match=said):
        run(code)
    with pytest.raises(HookError, match="cannot be run"):
        Hook(["no-such-command-at-all"], GIVEN).run()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"", "nothing"),
        (b" \n\r\n", "nothing"),
        (b"\x1b[31m\x1b[0m\n", "nothing"),
        (b"one\ntwo.\n\n", "two"),
        (b"\x1b[1;31mno ink\x1b[0m.", "no ink"),
        (b"caf\xe9 \x07\x1b", "caf\ufffd \u2407\u241b"),
        (b"y" * 999, "y" * 200),
    ],
)
def test_the_last_line_of_a_complaint_is_told(said: bytes, told: str) -> None:
    """Without colours, clean, and of a bounded length; where there is none, what else to say."""
    assert complaint(said, "nothing") == told


def test_an_answer_without_end_is_cut() -> None:
    """So much is shown; the rest is not waited for."""
    answer = run("while True: print('y' * 999)")
    assert len(answer) < 70_000
    assert answer.endswith("…")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups here")
def test_who_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """The pipe that a grandchild holds is closed: it is gone too."""
    fifo = tmp_path / "held"
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    started = f"import subprocess as s; s.run(['sh', '-c', 'exec 9>{fifo}; sleep 600'])"
    with pytest.raises(HookError, match="more than 1 seconds"):
        run(started, seconds=1)
    os.set_blocking(held, True)
    assert os.read(held, 1) == b""
    os.close(held)


@given(st.text("ab, \u4e00\u00e9", max_size=200), st.integers(2, 30))
def test_an_answer_is_wrapped_to_its_panel(line: str, columns: int) -> None:
    """No line is wider, and nothing but blanks is lost."""
    lines = list(wrapped(line, columns))
    assert "".join("".join(lines).split()) == "".join(line.split())
    assert all(width(one) <= columns for one in lines)


@pytest.mark.parametrize(
    "value", ["x", {"a": "x"}, {"a": []}, {"a": [""]}, {"a": [1]}, {"": ["x"]}, {"a": ["x\0"]}]
)
def test_only_lists_of_words_are_commands(value: object) -> None:
    """What is wrong is named."""
    with pytest.raises(ValueError, match="hooks = "):
        parse_setting("hooks", value)


def settings(folder: Path, **hooks: list[str]) -> Path:
    """A settings file with hooks."""
    lines = (f"{name} = {words!r}" for name, words in hooks.items())
    path = folder / "settings.toml"
    path.write_text("[hooks]\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_the_command_line_runs_a_hook(call: Call, tmp_path: Path) -> None:
    """It lists them, runs one with words, and complains in one line."""
    config = ("--config", settings(tmp_path, up=[PYTHON, "-c", "print(input().upper())"]))

    assert call("hook", *config).out.startswith("up: ")
    assert call("hook", *config, "up", "one", "word").out == "ONE WORD\n"
    assert "no hook 'down'" in call("hook", *config, "down").complaint


def test_linear_mode_gives_a_hook_the_page_or_words(call: Call, tmp_path: Path) -> None:
    """`run NAME` and `run NAME WORDS`; without the name it says which there are."""
    path = settings(tmp_path, up=[PYTHON, "-c", "print(input().upper())"])
    book = numbered(tmp_path, 3)
    typed = b"run up a word\nrun up\nrun down\n"
    said = call("read", "--linear", book, "--config", path, stdin=typed).out

    assert "A WORD" in said
    assert "CHAPTER 1" in said
    assert "There are: up." in said


async def test_a_hook_answers_in_a_panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`!` asks which of several, and shows what it says of the selection."""
    up = [PYTHON, "-c", "print(input().upper())"]
    monkeypatch.setenv("NIGHTSTAND_CONFIG", str(settings(tmp_path, up=up, bad=["no-such-thing"])))
    async with story(numbered(tmp_path)) as reader:
        await reader.press("j", "V", "i", "w", "exclamation_mark")
        await reader.on(ChoicePanel)
        await reader.press("enter")
        await reader.on(AnswerPanel)
        await reader.shows("PARAGRAPH")
        await reader.press("escape", "2", "exclamation_mark")
        await until(reader.pilot, lambda: "cannot be run" in reader.text, "what is wrong")
