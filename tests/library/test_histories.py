"""Short stories are known again, and no place in them is shown wrong, whatever befalls them."""

from collections.abc import Iterable

import pytest

from reader.locator.quote import Verdict
from reader.recognition import Kinship
from tests.library.histories import End, history

_SURE = (Verdict.EXACT, Verdict.MOVED)
_WITHIN = 30
"""Characters from the true word that are still the reader's own line."""


def misplaced(end: End) -> bool:
    """Whether a place is shown as the reader's own and is not."""
    at = end.place.offset
    return end.place.verdict in _SURE and not any(abs(at - true) <= _WITHIN for true in end.true)


def taken_for_another(end: End) -> bool:
    """Whether the file got another story's place; to be asked about one is no harm."""
    return end.found.story not in (0, None) and end.found.kinship is not Kinship.ASK


def assert_kept(seeds: Iterable[int]) -> None:
    """No story is lost, none taken for another, no place shown wrong without its mark."""
    ends = {seed: history(seed) for seed in seeds}

    assert not [seed for seed, end in ends.items() if taken_for_another(end)]
    assert not [s for s, end in ends.items() if end.remains >= 0.5 and end.found.story != 0]
    assert not [seed for seed, end in ends.items() if misplaced(end)]


@pytest.mark.parametrize("first", [0, pytest.param(10, marks=pytest.mark.slow)])
def test_a_short_story_of_which_half_remains_is_not_lost(first: int) -> None:
    """Edited, cut, grown, shuffled, re-wrapped, renamed in any order before the next look."""
    assert_kept(range(first, 3 * first or 10))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 5_000, 500))
def test_none_of_five_thousand_short_stories_is_lost(first: int) -> None:
    """As above, with many more histories."""
    assert_kept(range(1_000 + first, 1_500 + first))
