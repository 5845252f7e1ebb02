"""Places at the ends, in odd texts, and in texts that repeat themselves."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.locator import make, resolve
from reader.locator.quote import Locator, Verdict
from reader.locator.resolve import resolve_all
from reader.locator.sketch import Sketch, similarity, sketch
from reader.story import Block, BlockKind, Chapter, Metadata, Range, Source, Story

TEXTS = st.text(alphabet="ab cd\n.,“é\U00020000あ한\u0301\ud800", max_size=400)


def story(text: str) -> Story:
    """A text as a story of one block."""
    whole = Range(0, len(text))
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH),)
    chapters = (Chapter(0, len(text), "One"),)
    return Story(text, blocks, whole, chapters, (), Metadata(), Source("x", "0" * 64, 1, "utf-8"))


def prose(seed: int, words: int = 400) -> str:
    """Words that hardly repeat."""
    draw = random.Random(seed)
    return " ".join(f"{draw.choice('bdfgk')}{draw.randrange(10**6)}" for _ in range(words))


@given(TEXTS, st.integers(-5, 500))
def test_a_place_is_found_exactly_in_the_text_it_was_made_in(text: str, offset: int) -> None:
    """Whatever the text, the place stands where it was made, within the text."""
    place = make(story(text), offset)
    found = resolve(story(text), place)

    assert (found.offset, found.verdict) == (max(0, min(offset, len(text))), Verdict.EXACT)
    assert place.chapter == "One"


@given(TEXTS, TEXTS, st.integers(0, 400))
def test_a_place_always_resolves_to_somewhere_in_the_text(old: str, new: str, offset: int) -> None:
    """Nothing that is remembered, however wrong, leads outside the text or raises."""
    place = make(story(old), offset)
    for sample in (None, sketch(old)):
        found = resolve(story(new), place, sample)
        assert 0 <= found.offset <= len(new)
        assert 0.0 <= found.likeness <= 1.0


@given(st.integers(-(10**12), 10**12), TEXTS, TEXTS, TEXTS)
def test_a_hostile_locator_is_harmless(offset: int, exact: str, before: str, new: str) -> None:
    """A locator from an import may hold anything."""
    found = resolve(story(new), Locator(offset, exact, before, exact))

    assert 0 <= found.offset <= len(new)


@given(TEXTS)
def test_a_sketch_outlives_its_bytes(text: str) -> None:
    """What is stored comes back."""
    sample = sketch(text)

    assert Sketch.from_bytes(sample.to_bytes()) == sample


@pytest.mark.parametrize("data", [b"", b"NSk1", b"NSk2" + bytes(8), b"\xff" * 40, b"NSk1" * 9])
def test_bytes_that_are_no_sketch_are_refused(data: bytes) -> None:
    """A damaged sketch is an error of its own kind."""
    with pytest.raises(ValueError, match="not a sketch"):
        Sketch.from_bytes(data)


def test_an_offset_outside_the_text_is_never_believed() -> None:
    """A negative offset does not count from the end."""
    text = prose(1)
    place = make(story(text), len(text) - 5)
    found = resolve(story(text), Locator(-5, place.exact, place.prefix, place.suffix))

    assert found.offset == len(text) - 5


def test_the_end_of_a_story_stays_when_it_grows() -> None:
    """Who had read to the end of a serial begins with what is new."""
    old = prose(1)
    place = make(story(old), len(old))
    found = resolve(story(old + "\nChapter two. " + prose(2)), place)

    assert (found.offset, found.verdict) == (len(old), Verdict.EXACT)


def test_a_text_inserted_before_moves_the_place() -> None:
    """The words stand elsewhere, and all of them."""
    old = prose(1)
    place = make(story(old), 1000)
    found = resolve(story(prose(2) + old), place)

    assert (found.verdict, found.likeness) == (Verdict.MOVED, 1.0)
    assert found.offset == len(prose(2)) + 1000


def test_words_that_are_gone_are_lost_near_where_they_were() -> None:
    """The neighbours of a deleted passage say where it would be."""
    old = prose(1, 3000)
    cut = old.index(" ", 9000), old.index(" ", 12_000)
    place = make(story(old), 10_500)
    new = prose(2, 100) + old[: cut[0]] + old[cut[1] :]
    found = resolve(story(new), place, sketch(old))

    assert found.verdict is Verdict.LOST
    assert abs(found.offset - (len(prose(2, 100)) + cut[0])) < 400


def test_a_refrain_is_found_where_it_should_be_or_said_to_be_doubtful() -> None:
    """Where the same words stand twice, the sketch tells which; without it, it is said."""
    refrain = "\n" + prose(9, 60) + "\n"
    old = prose(1) + refrain + prose(2) + refrain + prose(3)
    second = old.index(refrain, len(prose(1)) + 10)
    place = make(story(old), second + 150)
    new = prose(4, 250) + old
    true = len(prose(4, 250)) + second + 150

    told = resolve(story(new), place, sketch(old))
    guessed = resolve(story(new), place)

    assert (told.offset, told.verdict) == (true, Verdict.MOVED)
    assert guessed.offset == true or guessed.verdict is Verdict.APPROXIMATE


def test_a_text_of_one_line_over_and_over_keeps_its_offset() -> None:
    """All work and no play: nothing tells the lines apart, so nothing moves."""
    line = "All work and no play makes Jack a dull boy.\n"
    place = make(story(line * 5000), 44 * 2500)
    found = resolve(story(line * 6000), place)

    assert (found.offset, found.verdict) == (44 * 2500, Verdict.EXACT)


def test_chinese_survives_changed_characters() -> None:
    """In a script without spaces every character is a word."""
    draw = random.Random(5)
    old = "".join(chr(draw.randint(0x4E00, 0x6FFF)) for _ in range(30_000))
    new = "".join(chr(draw.randint(0x4E00, 0x6FFF)) if draw.random() < 0.03 else c for c in old)
    offsets = draw.sample(range(30_000), 50)
    places = [make(story(old), at) for at in offsets]
    found = resolve_all(story("新" * 77 + new), places, sketch(old))

    off = [abs(place.offset - at - 77) for place, at in zip(found, offsets, strict=True)]
    assert max(off) <= 1
    assert {place.verdict for place in found} == {Verdict.MOVED}


def test_similarity_knows_a_grown_text_and_no_other() -> None:
    """What has grown tenfold still holds all it was; another text holds nothing of it."""
    old = prose(1, 4000)
    grown = sketch(old + " " + prose(2, 40_000))

    assert similarity(sketch(old), sketch(old)) == 1.0
    assert similarity(sketch(old), grown) > 0.9
    assert similarity(sketch(old), sketch(prose(3, 4000))) < 0.05
    assert similarity(sketch(""), sketch("")) == 0.0


@pytest.mark.parametrize(
    "edited", ["{b}\n{a}\nThe Mill", "{b}\n{a}\nTHE\nMILL", "{b} x\n{a} x\n“The — Mill”"]
)
def test_a_heading_that_left_its_paragraph_is_flagged(edited: str) -> None:
    """The words after it stand where they stood, the heading itself elsewhere: either may be it."""
    first, second = prose(3, 90), prose(4, 90)
    old = f"{second}\nThe Mill\n{first}"
    place = make(story(old), len(second) + 1)
    new = edited.format(a=f"The Flood\n{first}", b=second)

    assert resolve(story(new), place, sketch(old)).verdict is Verdict.APPROXIMATE


@pytest.mark.parametrize("heading", ["The Mill", "THE  MILL", "The Flood"])
def test_a_heading_that_was_changed_in_its_place_is_not(heading: str) -> None:
    """Set otherwise, or another one that stands nowhere else: its paragraph tells where it is."""
    first, second = prose(3, 90), prose(4, 90)
    old = f"{second}\nThe Mill\n{first}"
    new = "\n".join([prose(5), *second.split(), heading, *first.split()])

    found = resolve(story(new), make(story(old), len(second) + 1), sketch(old))

    assert (found.offset, found.verdict) == (new.index(heading), Verdict.MOVED)
