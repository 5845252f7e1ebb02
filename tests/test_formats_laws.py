"""What holds for every story, whatever its bytes."""

import os
import re
import unicodedata
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader import formats
from reader.cleaning import clean
from reader.formats.choices import Choices, Reflow
from reader.formats.files import LoadError
from reader.formats.text.binary import refusal
from reader.formats.text.draft import Draft
from reader.formats.text.headings.rules import chapter_rules
from reader.formats.text.marks import take_out
from reader.formats.text.parse import parse
from reader.story import Span, Story
from tests.examples import examples
from tests.sample_stories import SAMPLES

CORPUS = os.environ.get("NIGHTSTAND_CORPUS", "")
PLAIN = "Words enough that a few controls make no binary file of it.\n\n" * 60
LINES = st.lists(
    st.one_of(
        st.text(max_size=90),
        st.sampled_from(
            [
                "",
                "    An indented line of some length, as prose has them",
                "* * *",
                "CHAPTER II. The Pool",
                "_word_ and **more** of *it*",
                "> quoted",
                "Contents",
                "「『雨《あめ》』",
                "NAME.",
                "a" * 71,
                "第一章 雨",
                "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
                "\t- a tab\tand another",
                "\ufdd0\ufdd3\ufdd8（",
            ]
        ),
    ),
    max_size=40,
).map("\n".join)
CHOICES = st.builds(
    Choices,
    raw=st.booleans(),
    reflow=st.sampled_from(Reflow),
    chapter_rule=st.sampled_from(["", "none", *(id_ for id_, _ in chapter_rules())]),
    headings=st.just(("a" * 71,)) | st.just(()),
    ruby=st.booleans(),
    convert=st.none(),  # the settings alone name a program
)


def assert_whole(story: Story) -> None:
    """Blocks cover all words and follow each other by one newline; ranges lie in the text."""
    text, end = story.text, -1
    for block in story.blocks:
        assert block.start == end + 1
        assert text[end : block.start] in ("", "\n")
        inside = text[block.start : block.end]
        assert inside.strip(), block
        assert "\t" not in inside
        assert not (block.kind.flows and "\n" in inside), block
        assert 0 <= block.blanks <= 9
        end = block.end
    assert end in (len(text), -1)
    assert 0 <= story.body.start <= story.body.end <= len(text)
    for span in story.spans:
        assert story.body.start <= span.start < span.end <= story.body.end
    starts = [chapter.start for chapter in story.chapters]
    assert starts == sorted(set(starts))
    for chapter in story.chapters:
        assert story.body.start <= chapter.start < chapter.end <= story.body.end
        assert chapter.title
        assert chapter.level >= 1
    assert clean(text) == text
    assert not re.search("[\ufdd0-\ufdef]", text)


@settings(max_examples=examples(150))
@given(LINES, CHOICES)
def test_any_text_becomes_a_whole_story(text: str, choices: Choices) -> None:
    """The shape of a story holds for any lines and any choices, unless they are no text."""
    data = f"{PLAIN}{text}".encode("utf-8", "surrogatepass")
    assume(not refusal(data))

    assert_whole(parse(data, "any.txt", choices))


@settings(max_examples=examples(100))
@given(st.binary(max_size=400))
def test_any_bytes_become_a_story_or_are_refused(data: bytes) -> None:
    """No bytes crash the reader."""
    with suppress(LoadError):
        assert_whole(parse(data, "any.txt"))


def letters(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text."""
    return Counter(c for c in text if unicodedata.category(c)[0] in "LN")


def assert_nothing_lost(path: Path) -> None:
    """Every letter and digit of the file stands in the story, but for notation."""
    story = formats.load(path)
    raw = path.read_bytes().decode(story.source.encoding, "replace")
    if story.source.kind == "Aozora Bunko":
        raw = re.sub("［＃[^］]*］?", "", raw)
        shown = re.sub("［＃[^］]*］?", "", story.text)
        extra = letters(shown) - letters(raw)
        assert sum(extra.values()) <= raw.count("※")  # characters told by their number
        assert not letters(raw) - letters(shown)
    else:
        assert letters(story.text) == letters(raw)
    assert_whole(story)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_nothing_of_a_sample_story_is_lost(path: Path) -> None:
    """All words of the sample stories are in the text or in a folded part."""
    assert_nothing_lost(path)


@pytest.mark.skipif(not CORPUS, reason="NIGHTSTAND_CORPUS names no folder of real texts")
def test_nothing_of_a_real_text_is_lost() -> None:
    """All words of the corpus are in the text or in a folded part."""
    for path in sorted(Path(CORPUS).rglob("*.txt")):
        assert_nothing_lost(path)


@given(CHOICES)
def test_choices_outlive_the_program(choices: Choices) -> None:
    """What is written is read back."""
    assert Choices.from_json(choices.to_json()) == choices


@given(st.text() | st.from_regex(r'\{"raw": (1|"x"|null|true)[^"]*\}'))
def test_damaged_choices_are_the_defaults(stored: str) -> None:
    """What cannot be read counts as not said."""
    found = Choices.from_json(stored)

    assert found == Choices() or found.raw


MARKED = st.lists(st.text("ab _.,“é*\n", min_size=1, max_size=24), min_size=1, max_size=6)


def _taken_out(texts: list[str]) -> tuple[list[str], list[Span]]:
    draft = Draft.of_prose(list(texts), [1] * len(texts))
    spans = take_out(draft, "\n\n".join(texts), 0, signed=False, slashed=False)
    return draft.texts, spans


@settings(max_examples=examples(400))
@given(MARKED)
def test_marks_are_taken_out_alike_one_by_one_and_all_at_once(texts: list[str]) -> None:
    """An ornament in one block has each looked at by itself, and changes nothing in the others."""
    ornament = "_~_"
    bare, spans = _taken_out(texts)
    bare_too, spans_too = _taken_out([*texts, ornament])

    assert bare_too == [*bare, ornament]
    assert spans_too == spans


def test_marks_of_several_blocks_are_where_their_words_are() -> None:
    """Also behind blocks that have none, or whose marks are not of emphasis."""
    texts = ["_one_ and _two_", "none", "snake_case", "* _three_", "the _fourth", "_five words_."]
    bare, spans = _taken_out(texts)
    whole = "\n".join(bare)

    assert [whole[span.start : span.end] for span in spans] == ["one", "two", "three", "five words"]
    assert bare[2:5] == ["snake_case", "* three", "the _fourth"]
