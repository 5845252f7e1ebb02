"""Whatever a text is made of, no work on it grows faster than the text."""

import random

import pytest

from tests.examples import FRESH
from tests.growth import MOST, OPERATIONS, SIZES, growth

FEW = 20_000
"""Characters of the largest text in the quick tests, which see what is squared and no less."""
SQUARED = 2.2
"""Of what is linear; for four times the text, work that is squared takes four times that."""
PIECES = None if FRESH else 4


@pytest.mark.parametrize("seed", range(1, 4))
@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_work_is_squared(operation: str, seed: int) -> None:
    """Units of a few characters, repeated alone, before others and after them."""
    found = growth(operation, seed, FEW, SQUARED, pieces=2)
    assert found.ratio <= SQUARED, found


@pytest.mark.slow
@pytest.mark.parametrize("number", range(105, 110))
@pytest.mark.parametrize("operation", OPERATIONS)
def test_work_grows_as_the_text_does(operation: str, number: int) -> None:
    """Four times the text takes four times as long or little more, at every size."""
    seed = random.SystemRandom().randrange(1 << 32) if FRESH else number
    for size in SIZES[2:]:
        found = growth(operation, seed, size, pieces=PIECES)
        assert found.ratio <= MOST, f"{found}, seed {seed}"
