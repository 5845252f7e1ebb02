"""The reader's own patterns for headings: for one story, for all, and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.context import set_up
from reader.formats.choices import Choices
from reader.formats.text import corrections
from reader.formats.text.corrections import is_quick, matching
from reader.formats.text.explain import explain
from reader.formats.text.parse import parse
from reader.reading.open import open_bytes, open_path
from reader.reading.request import Request, open_story
from reader.settings.file import save_settings
from tests.shell import Call

PROSE = "The miller had counted the sacks before the rain, and there were nine of them, he said."
LOG = "\n\n".join(f"Entry of the {n}th watch\n\n{PROSE}\n\n{PROSE}" for n in range(4, 8))
TITLES = [f"Entry of the {n}th watch" for n in range(4, 8)]
PATTERN = r"^Entry of .+ watch$"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one story, whose headings no rule knows."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    (folder / "log.txt").write_text(LOG, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", ["toc", "info"])
def test_a_pattern_on_the_command_line_tells_the_chapters(
    call: Call, library: Path, command: str
) -> None:
    """Of a file and of a text that comes through a pipe, and nothing is kept of it."""
    found = call(command, library / "log.txt", "--chapters", PATTERN, "--json").json
    chapters = found if command == "toc" else found["chapters"]
    plain = call(command, library / "log.txt", "--json").json

    assert [chapter["title"] for chapter in chapters] == TITLES
    assert (plain if command == "toc" else plain["chapters"]) == []


def test_a_pattern_that_is_none_is_told(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is wrong with it, and nothing is read."""
    monkeypatch.setattr(corrections, "_SECONDS", 0.2)
    for pattern in ("((", "(a+)+$"):
        found = call("toc", library / "log.txt", "--chapters", pattern)
        assert found.code == 2
        assert pattern in found.complaint


def test_a_pattern_that_a_story_was_opened_with_is_remembered(library: Path) -> None:
    """As an encoding is, until the reader chooses otherwise."""
    context, _ = set_up()
    opened = open_path(context, library / "log.txt", chapters=PATTERN)
    again = open_path(context, library / "log.txt")
    context.store.close()

    assert [chapter.title for chapter in opened.story.chapters] == TITLES
    assert again.choices.chapter_pattern == PATTERN
    assert again.story.chapters == opened.story.chapters


def test_a_text_through_a_pipe_takes_a_pattern() -> None:
    """Though nothing can be kept of it."""
    opened = open_bytes(LOG.encode(), "pipe", chapters=PATTERN)

    assert [chapter.title for chapter in opened.story.chapters] == TITLES


def test_patterns_of_the_settings_hold_for_all_stories(tmp_path: Path, library: Path) -> None:
    """Those that fit no line of a story do no harm."""
    config = tmp_path / "settings.toml"
    save_settings(config, {"chapter_patterns": ["^Nothing of the kind$", PATTERN]})
    context, problems = set_up(config=config)
    opened = open_path(context, library / "log.txt")
    context.store.close()

    assert not problems
    assert [chapter.title for chapter in opened.story.chapters] == TITLES


@pytest.mark.parametrize("found", [2, 3, 4])
@pytest.mark.parametrize("heading", ["Chapter {}", "{}", "# Of the mill, {}", "第{}章 磨坊"])
def test_a_pattern_for_all_stories_wins_over_every_rule(heading: str, found: int) -> None:
    """From two lines on, however many headings a rule finds; parts above them are kept."""
    counted = "\n\n".join(f"{heading.format(n)}\n\n{PROSE}\n\n{PROSE}" for n in range(1, 21))
    logged = f"Part One\n\n{counted}\n\n{LOG}"
    pattern = rf"^Entry of the [4-{3 + found}]th watch$"
    read = parse(logged.encode(), "x", Choices(patterns=(pattern,)))
    told = next(one for one in read.decisions if one.topic == "chapters")

    assert [one.title for one in read.chapters if not one.title.startswith("Part One")] == TITLES[
        :found
    ]
    assert told.verdict.startswith("Your patterns")
    assert len(parse(logged.encode(), "x").chapters) >= 20


@pytest.mark.parametrize("pattern", ["^Entry of the 4th", "^Nothing of the kind$"])
def test_a_pattern_that_fits_one_line_leaves_the_chapters_alone(pattern: str) -> None:
    """A stray line says nothing against headings that count up."""
    counted = "\n\n".join(f"Chapter {n}\n\n{PROSE}\n\n{PROSE}" for n in range(1, 9))
    read = parse(f"{counted}\n\n{LOG}".encode(), "x", Choices(patterns=(pattern,)))

    assert len(read.chapters) == 8


def test_settings_for_all_stories_hold_for_a_pipe(tmp_path: Path, library: Path) -> None:
    """Patterns for headings, and lines that are hidden."""
    config = tmp_path / "settings.toml"
    save_settings(config, {"chapter_patterns": [PATTERN]})
    save_settings(config, {"hidden_lines": ["Buy*example"]})
    context, _ = set_up(config=config)
    data = f"{LOG}\n\nBuy more at example dot org\n\n{PROSE}".encode()
    for whole in (True, False):
        opened = open_story(context, Request(data=data, whole=whole)).opened
        read = opened.story.text[slice(*opened.story.body)]
        assert [chapter.title for chapter in opened.story.chapters] == TITLES
        assert "Buy more" not in read
    context.store.close()


def test_a_bad_pattern_of_the_settings_is_named(tmp_path: Path) -> None:
    """And left out, with what is wrong with it."""
    config = tmp_path / "settings.toml"
    config.write_text(f"chapter_patterns = {json.dumps(['(('])}\n", encoding="utf-8")
    context, problems = set_up(config=config)
    context.store.close()

    assert context.settings.chapter_patterns == ()
    assert "unterminated" in problems[0]


def test_the_row_that_took_a_heading_is_told() -> None:
    """A rule of the table, the reader's pattern, or the reader's word."""
    text = f"Chapter 1\n\n{PROSE}\n\nHere\n\n{PROSE}".encode()
    wished = {
        "words": (0, Choices()),
        "kept": (0, Choices(patterns=("^Chap", "^Here"))),
        "pattern": (0, Choices(chapter_pattern="^Chap")),
        "reader": (text.index(b"Here"), Choices(headings=("Here",))),
    }
    for rule, (offset, choices) in wished.items():
        found = explain(parse(text, "x", choices), offset, text, "x", choices)
        assert found is not None
        assert (found.rule, bool(found.reason)) == (rule, True)


@pytest.mark.parametrize(
    ("pattern", "quick"),
    [("^Log", True), (r"^第.+章", True), (r"^第.{1,9}章.*", True), (r"Log \d+", True),
     (r"a*b*", False), (r"(a+)+$", False), (r"(a|aa)*$", False), (r"^(.)\1+", False),
     (r"[*+{]x", True), (r"\*\+", True), (r"^a+|b+c+", False)],
)  # fmt: skip
def test_only_patterns_that_cannot_take_long_run_here(pattern: str, quick: bool) -> None:
    """A repeat within a repeat, a reference back and several repeats run in another process."""
    assert is_quick(pattern) is quick


def test_both_ways_to_run_a_pattern_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process and in another."""
    lines = ["Log 1", "of a log", "Log", "第一章", ""]
    for pattern in ("^Log", r"Log \d+", "第.章", "", "log$"):
        here = matching(pattern, lines)
        with monkeypatch.context() as patched:
            patched.setattr(corrections, "is_quick", lambda _: False)
            assert matching(pattern, lines) == here
