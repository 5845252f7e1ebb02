"""The list of jumps from one reading to the next."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.reading.kept_jumps import KeptJumps, kept_jumps, to_text, with_jumps
from reader.reading.moves import MOVES
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.story import Story
from tests.reading_steps import Step
from tests.strategies import prose
from tests.test_reading import STORY, after, steps


def kept(text: str, story: Story = STORY) -> KeptJumps:
    """What is found in a story of the jumps in a text."""
    places = SimpleNamespace(jumps=lambda _: text)
    sketches = SimpleNamespace(of=lambda _: None)
    context: Any = SimpleNamespace(store=SimpleNamespace(places=places, sketches=sketches))
    return kept_jumps(context, OpenStory(story, id=1))


def opened_again(reading: Reading) -> tuple[Reading, KeptJumps]:
    """The story opened again at its place, with the jumps that were kept."""
    found = kept(to_text(reading))
    place = reading.place._replace(back=(), ahead=())
    return with_jumps(Reading(reading.opened, place), found), found


@given(steps)
def test_a_list_of_jumps_outlives_the_reading(done: list[Step]) -> None:
    """Back leads where it led, forward to what was looked at, and the place is the place."""
    reading = after(done).reading
    again, found = opened_again(reading)
    home = reading.returned()

    assert again.home is None
    assert again.place.offset == reading.place.offset
    assert again.shown.back == tuple(one for one in home.shown.back if one != home.shown.offset)
    assert found.look == (reading.shown.offset if reading.home is not None else None)
    if found.look is not None:
        there = MOVES["jump.ahead"](again, None)
        assert there is not None
        assert there.shown.offset == found.look
        assert there.place.offset == reading.place.offset


@given(steps, steps)
def test_jumps_made_before_the_list_is_known_come_after_it(
    done: list[Step], meanwhile: list[Step]
) -> None:
    """What is shown and what is kept stay as they are."""
    found = kept(to_text(after(done).reading))
    reading = after(meanwhile).reading
    there = with_jumps(reading, found)

    assert there.shown.offset == reading.shown.offset
    assert there.place.offset == reading.place.offset
    assert there.shown.back[len(there.shown.back) - len(reading.shown.back) :] == reading.shown.back


def test_places_are_found_again_in_an_edited_text() -> None:
    """By their words; those whose words are gone are left out."""
    parts = [f"Number {n} of the {'long ' * 9}paragraphs begins here." for n in range(40)]
    before = prose(*parts)
    offset = before.text.index("Number 30")
    text = json.dumps(
        {
            "back": [
                [True, offset, *_words(before, offset)],
                [False, 5, "gone for good", "words that are ", " nowhere", ""],
            ]
        }
    )
    edited = prose("A foreword that was not there.", *parts)
    found = kept(text, edited)

    assert found.back == (edited.text.index("Number 30"),)
    assert found.looked == frozenset(found.back)


def _words(story: Story, offset: int) -> tuple[str, str, str, str]:
    text = story.text
    around = text[max(0, offset - 96) : offset], text[offset + 64 : offset + 160]
    return text[offset : offset + 64], *around, ""


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=7)
        | st.dictionaries(st.sampled_from(["back", "ahead", "looking"]), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(st.text(max_size=40) | values.map(json.dumps))
def test_a_list_that_cannot_be_read_is_an_empty_one(text: str) -> None:
    """Whatever the data file holds."""
    found = kept(text)

    assert all(STORY.body.start <= one < STORY.body.end for one in (*found.back, *found.ahead))
