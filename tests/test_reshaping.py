"""A story read again by other choices: the same words stay where the reader is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader import formats, locator
from reader.cleaning import safe
from reader.context import Context, set_up
from reader.formats.choices import Choices, Reflow
from reader.formats.facts import facts_of
from reader.formats.files import LoadError
from reader.formats.table import format_of
from reader.formats.text.corrections import name_of
from reader.formats.text.parse import parse
from reader.locator.quote import Verdict
from reader.reading.bookmarks import bookmarks_of, new_bookmark
from reader.reading.choices import encodings_of, page_lines, rules_of
from reader.reading.open import OpenStory, open_bytes, open_path
from reader.reading.recode import recoded
from reader.reading.reread import (
    keep_choices,
    marks_now,
    reshape,
    with_heading,
    with_raw,
    with_reflow,
    with_ruby,
)
from reader.story import Range, Story
from tests.examples import examples

RUSSIAN = (
    "Смотритель поднялся по лестнице, зажёг лампу {n} и долго смотрел на море. "
    "Никто не плыл к берегу, и только ветер {n} говорил с ним до утра."
)
JAPANESE = (
    "灯台守は階段を上り、{n}番目のランプに火を灯した。海には雨が降っていて、舟は一艘も見えなかった。"
    "風だけが{n}回、戸を叩いた。"
)
FRENCH = (
    "Le gardien monta l’escalier, alluma la lampe {n} et regarda longtemps la mer « d’été ». "
    "Personne ne venait, et le vent n° {n} parlait à la porte fermée."
)
LANGUAGES = {"cp1251": RUSSIAN, "koi8-r": RUSSIAN, "cp932": JAPANESE, "euc_jp": JAPANESE}
LANGUAGES |= {"utf-16-le": JAPANESE, "gb18030": JAPANESE, "cp1252": FRENCH, "utf-8": FRENCH}
WRAPPED = (
    "Paragraph {n} tells of the river, which was up at the {n} watch, and of the _miller_\n"
    "who said nothing about it to anybody, because it was the {n} night that he had\n"
    "been awake and he no longer trusted what he saw from the window at the weir."
)
COUNT = 60
NOBODY = cast("Context", SimpleNamespace(choices_for=lambda own: own))
"""Nothing is kept of a story from a pipe, so no context is asked but how it is read."""


def told(sentence: str) -> str:
    """Sixty paragraphs that can be told apart by their numbers."""
    return "\n\n".join(sentence.format(n=1000 + number) for number in range(COUNT))


@pytest.fixture
def context() -> Iterator[Context]:
    """A context with an empty data file."""
    made, _ = set_up()
    yield made
    made.store.close()


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file of the text."""
    path = folder / "tale.txt"
    path.write_bytes(text.encode(encoding))
    return path


def number_at(story: Story, offset: int) -> str:
    """The first number at or after the offset."""
    digits = next(i for i in range(offset, len(story.text)) if story.text[i].isdigit())
    return story.text[digits : digits + 4]


def piped(text: str, encoding: str, choices: Choices) -> OpenStory:
    """A story from a pipe, read by these choices."""
    data = text.encode(encoding)
    return OpenStory(formats.from_bytes(data, "pipe", choices), choices=choices, data=data)


@pytest.mark.parametrize("right", LANGUAGES)
@settings(max_examples=examples(4))
@given(
    number=st.integers(1000, 999 + COUNT),
    wrong=st.sampled_from(["cp1252", "cp1251", "cp437", "gb18030", "cp932"]),
)
def test_another_encoding_keeps_the_place_there_and_back(
    right: str, number: int, wrong: str
) -> None:
    """Whatever the words look like in between, the same paragraph is shown."""
    text = told(LANGUAGES[right])
    start = piped(text, right, Choices(encoding=right))
    at = start.story.text.index(str(number))

    there = reshape(NOBODY, start, Choices(encoding=wrong), [at])
    back = reshape(NOBODY, there.opened, Choices(encoding=right), there.places)

    assert back.opened.story.text == start.story.text
    assert number_at(back.opened.story, back.places[0]) == str(number)
    if right != "utf-16-le":  # its digits are no digits in the others
        assert number_at(there.opened.story, there.places[0]) == str(number)


@pytest.mark.parametrize(
    "choices",
    [
        Choices(raw=True),
        Choices(reflow=Reflow.OFF),
        Choices(reflow=Reflow.ON),
        Choices(chapter_rule="none"),
        Choices(raw=True, reflow=Reflow.OFF),
    ],
)
@settings(max_examples=examples(15))
@given(number=st.integers(1000, 999 + COUNT), word=st.sampled_from(["river", "miller", "weir"]))
def test_raw_view_and_reflow_keep_the_place(choices: Choices, number: int, word: str) -> None:
    """The word that was on top is on top, joined lines and taken-out marks or not."""
    start = piped(told(WRAPPED), "utf-8", Choices())
    at = start.story.text.index(word, start.story.text.index(f"Paragraph {number}"))

    there = reshape(NOBODY, start, choices, [at])
    back = reshape(NOBODY, there.opened, Choices(), there.places)

    story = there.opened.story
    before = story.text.rindex("Paragraph", 0, there.places[0])
    assert number_at(story, before) == str(number)
    assert story.text[there.places[0] :].lstrip("_").startswith(word)
    assert not there.doubt
    assert back.places == (at,)


def test_many_places_are_found_in_their_order() -> None:
    """The list of jumps comes along."""
    start = piped(told(RUSSIAN), "cp1251", Choices(encoding="cp1252"))
    numbers = ["1007", "1050", "1007", "1023"]
    places = [start.story.text.index(number) for number in numbers]

    there = reshape(NOBODY, start, Choices(encoding="cp1251"), places)

    assert [number_at(there.opened.story, place) for place in there.places] == numbers


def test_words_that_are_in_no_file_stay_as_they_are() -> None:
    """A place of another text is not moved to a chance likeness."""
    foreign = locator.make(parse(told(WRAPPED).encode(), "x"), 200)

    assert recoded(told(JAPANESE).encode("cp932"), "cp932", "cp1252", [foreign]) == [foreign]


def test_bookmarks_come_along_into_another_encoding(context: Context, tmp_path: Path) -> None:
    """They are kept in the new words, deleted ones too, and go back as they were."""
    opened = open_path(context, saved(tmp_path, told(RUSSIAN), "cp1251"), encoding="cp1252")
    assert opened.id is not None
    marks = [new_bookmark(opened.story, opened.story.text.index(n)) for n in ("1010", "1044")]
    for mark in marks:
        context.store.bookmarks.add(opened.id, mark).result()
    context.store.bookmarks.delete(marks[1].id).result()
    before = marks_now(context, opened)

    there = reshape(context, opened, Choices(encoding="cp1251"), [0])
    keep_choices(context, there.opened, there.marks, there.places[0])
    context.store.bookmarks.restore(marks[1].id).result()
    found = bookmarks_of(context, there.opened)

    assert [number_at(there.opened.story, one.offset) for one in found] == ["1010", "1044"]
    assert [one.verdict for one in found] == [Verdict.EXACT, Verdict.EXACT]
    assert all("лампу" in one.words or "ветер" in one.words for one in found)
    keep_choices(context, opened, before, 0)
    assert marks_now(context, opened) == before


def test_what_was_chosen_is_read_so_the_next_time(context: Context, tmp_path: Path) -> None:
    """Choices are kept with the story; the place is found in what they make of it."""
    path = saved(tmp_path, told(WRAPPED))
    opened = open_path(context, path)
    assert opened.id is not None
    there = reshape(context, opened, with_raw(opened.choices), [opened.story.text.index("1033")])
    keep_choices(context, there.opened, there.marks, there.places[0])

    again = open_path(context, path)

    assert again.choices.raw
    assert again.place is not None
    assert number_at(again.story, again.place.offset) == "1033"


def test_an_encoding_on_the_command_line_is_a_choice(context: Context, tmp_path: Path) -> None:
    """It is remembered; place and bookmarks that were kept in other words are found."""
    path = saved(tmp_path, told(RUSSIAN), "cp1251")
    first = open_path(context, path, encoding="cp1252")
    assert first.id is not None
    at = first.story.text.index("1021")
    context.store.places.remember(first.id, locator.make(first.story, at))
    context.store.bookmarks.add(first.id, new_bookmark(first.story, at)).result()
    context.store.flush()

    second = open_path(context, path, encoding="cp1251")
    third = open_path(context, path)

    assert third.choices.encoding == "cp1251"
    for opened in (second, third):
        assert opened.story.source.encoding == "cp1251"
        (mark,) = bookmarks_of(context, opened)
        assert number_at(opened.story, mark.offset) == "1021"
        assert opened.place is not None
        assert opened.place.verdict in (Verdict.EXACT, Verdict.MOVED)
        assert number_at(opened.story, opened.place.offset) == "1021"


def test_more_chapters_by_choice_are_no_new_chapters(context: Context, tmp_path: Path) -> None:
    """Only the author's chapters are told as new at the next opening."""
    path = saved(tmp_path, told(WRAPPED))
    opened = open_path(context, path)
    assert opened.id is not None
    context.store.places.remember(opened.id, locator.make(opened.story, 0))
    context.store.flush()
    there = reshape(context, opened, Choices(chapter_pattern="^Paragraph 10.0"), [0])
    keep_choices(context, there.opened, there.marks, there.places[0])

    assert open_path(context, path).notice == ""


def test_a_file_that_is_gone_changes_nothing(context: Context, tmp_path: Path) -> None:
    """The error names the file, and what was chosen before stays chosen."""
    path = saved(tmp_path, told(WRAPPED))
    opened = open_path(context, path)
    path.unlink()

    with pytest.raises(LoadError, match=r"tale\.txt"):
        reshape(context, opened, with_raw(opened.choices), [0])
    with pytest.raises(LoadError, match=r"tale\.txt"):
        encodings_of(opened, 0.0)


def test_a_file_of_another_place_does_not_lend_its_choices(
    context: Context, tmp_path: Path
) -> None:
    """Another story under the same name is read by itself."""
    path = saved(tmp_path, told(RUSSIAN), "cp1251")
    open_path(context, path, encoding="cp1252")
    path.write_bytes(told(JAPANESE).encode("cp932"))

    assert open_path(context, path).story.source.encoding == "cp932"


@pytest.mark.parametrize("encoding", LANGUAGES)
def test_the_right_encoding_shows_the_line_as_it_was_written(encoding: str) -> None:
    """Near the place, in the list, among those that fit, which come first."""
    opened = open_bytes(told(LANGUAGES[encoding]).encode(encoding), "pipe")

    samples = encodings_of(opened, 0.5)
    right = next(sample for sample in samples if sample.encoding == encoding)

    assert right.fits
    assert right.line[:20] in told(LANGUAGES[encoding]).replace("\n", " ")
    fits = [sample.fits for sample in samples[1:]]
    assert fits == sorted(fits, reverse=True)
    assert samples[0].encoding == ""
    assert samples[0].label == opened.story.source.encoding


def test_plain_ascii_reads_alike_in_most_encodings() -> None:
    """There is a sample even where nothing tells encodings apart."""
    samples = encodings_of(open_bytes(b"A story in plain letters.\n" * 9, "pipe"), 0.9)

    assert sum("A story in plain letters." in sample.line for sample in samples) > 20


@given(st.binary(min_size=1, max_size=300), st.floats(0, 1))
def test_any_bytes_have_samples(data: bytes, share: float) -> None:
    """Each is one clean line; what is no text has no encodings."""
    assume(format_of(data, "story").decode is not None)
    story = parse(b"Words.", "x")
    for sample in encodings_of(OpenStory(story, data=data), share):
        assert "\n" not in sample.line
        assert safe(sample.line) == sample.line


def test_rules_tell_what_each_would_find() -> None:
    """Counts stand beside the rules whatever was chosen; the own pattern tells its own."""
    text = "\n\n".join(f"Chapter {n}\n\n{told(WRAPPED)[:300]}" for n in range(1, 6))
    opened = open_bytes(text.encode(), "pipe")
    for choices in (
        Choices(),
        Choices(chapter_rule="none"),
        Choices(chapter_pattern="^Chapter [12]$"),
    ):
        story = formats.from_bytes(text.encode(), "pipe", choices)
        rules = {one.id: one for one in rules_of(opened.replace(story=story, choices=choices))}
        assert rules["words"].found == 5
        assert rules["capitals"].found == 0
        assert rules["none"].found is None
    assert rules["pattern"].found == 2
    assert "^Chapter [12]$" in rules["pattern"].name


def test_a_line_is_made_a_chapter_and_none_again() -> None:
    """The wish comes true and the other wish undoes it."""
    text = "\n\n".join([told(WRAPPED)[:400], "The Weir", told(WRAPPED)[400:900]])
    opened = open_bytes(text.encode(), "pipe")
    assert not opened.story.chapters
    lines = page_lines(opened.story, Range(0, len(opened.story.text)))
    line = next(one for one in lines if one.text == "The Weir")
    name = name_of(opened.story, line.range)

    wished = with_heading(Choices(), name, wanted=True)
    story = formats.from_bytes(text.encode(), "pipe", wished)
    unwished = with_heading(wished, name, wanted=False)

    assert [chapter.title for chapter in story.chapters] == ["The Weir"]
    headings = page_lines(story, Range(0, len(story.text)))
    assert [one.text for one in headings if one.heading] == ["The Weir"]
    assert not formats.from_bytes(text.encode(), "pipe", unwished).chapters
    assert with_heading(unwished, name, wanted=True) == wished


@pytest.mark.parametrize("raw", [False, True])
def test_of_lines_that_read_alike_one_is_meant(raw: bool) -> None:
    """`Chapter 1` of the second book is taken away, that of the first stays."""
    prose = told(WRAPPED)[:300]
    book = "\n\n".join(f"Chapter {n}\n\n{prose}" for n in (1, 2))
    text = f"Book One\n\n{book}\n\nBook Two\n\n{book}"
    story = formats.from_bytes(text.encode(), "x", Choices(raw=raw))
    second = [chapter for chapter in story.chapters if chapter.title == "Chapter 1"][1]
    block = story.blocks[story.block_index(second.start)]

    wished = with_heading(
        Choices(raw=raw), name_of(story, Range(block.start, block.end)), wanted=False
    )

    titles = [chapter.title for chapter in story.chapters]
    left = [c.title for c in formats.from_bytes(text.encode(), "x", wished).chapters]
    assert titles.count("Chapter 1") == 2
    assert left == [*titles[:4], *titles[5:]]


@pytest.mark.parametrize("marks", ["{}", "_{}_", "*{}*"])
@pytest.mark.parametrize("raw", [False, True])
def test_a_heading_that_was_joined_to_its_paragraph_is_parted_from_it(
    marks: str, raw: bool
) -> None:
    """A line that stands without blank lines around it can be named."""
    body = WRAPPED.format(n=1)
    text = "\n\n".join([body, marks.format("At the Weir") + "\n" + body, body])
    plain = formats.from_bytes(text.encode(), "x")
    assert "At the Weir" not in [plain.text[b.start : b.end] for b in plain.blocks]

    story = formats.from_bytes(text.encode(), "x", Choices(raw=raw, headings=("At the Weir",)))

    (chapter,) = story.chapters
    assert chapter.title.strip("_*") == "At the Weir"
    assert "".join(story.text.split()).count("Paragraph1") == 3


@given(st.text("ab _*\n", min_size=1, max_size=60), st.lists(st.text("ab _*\t1", max_size=8)))
@settings(max_examples=examples(80))
def test_named_headings_alter_no_word(text: str, names: list[str]) -> None:
    """Whatever is named, every character that is not blank stays, in its order."""
    data = text.encode()
    plain = parse(data, "x", Choices(raw=True))
    named = parse(data, "x", Choices(raw=True, headings=tuple(names)))

    assert "".join(named.text.split()) == "".join(plain.text.split())


def test_wishes_turn_and_come_back() -> None:
    """Twice raw, twice hidden, three steps of reflow: as before."""
    choices = Choices(encoding="cp1251")
    steps = [choices]
    for _ in Reflow:
        steps.append(with_reflow(steps[-1]))

    assert with_raw(with_raw(choices)) == with_ruby(with_ruby(choices)) == choices
    assert steps[-1] == choices
    assert len({step.reflow for step in steps}) == len(Reflow)


def test_facts_hold_every_decision_and_what_the_file_says(tmp_path: Path) -> None:
    """Title, author, source, size and words first; each verdict with its reason."""
    text = f"Title: The Weir\nAuthor: Ann Other\n\n{told(WRAPPED)}"
    opened = open_bytes(text.encode(), "pipe")
    facts = facts_of(opened.story, opened.path, opened.choices)
    values = {fact.name: fact.value for fact in facts}

    assert values["source"] == opened.story.source.kind
    assert values["words"] == f"{opened.story.words():,}"
    assert f"{opened.story.source.size:,} bytes" in values["size"]
    for decision in opened.story.decisions:
        assert any((f.value, f.why) == (decision.verdict, decision.why) for f in facts)
    assert values["raw view"] == "off"
    raw = OpenStory(opened.story, choices=Choices(raw=True, headings=("x",)))
    assert {f.name: f.value for f in facts_of(raw.story, raw.path, raw.choices)}["raw view"] == "on"
    assert any(f.name == "corrected" for f in facts_of(raw.story, raw.path, raw.choices))
