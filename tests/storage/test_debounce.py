"""When a place that keeps moving is due."""

import math

import pytest

from reader.storage.thread import Debounce


def test_a_value_is_due_a_pause_after_the_last_change() -> None:
    """Each change puts the writing off, and only the last value is written."""
    waiting: Debounce[str] = Debounce(1.0, 5.0)
    waiting.put(1, "a", 10.0)
    waiting.put(1, "b", 10.5)

    assert waiting.take(11.4) == []
    assert waiting.wait(11.4) == pytest.approx(0.1)
    assert waiting.take(11.5) == [(1, "b")]
    assert waiting.wait(11.5) is None


def test_it_is_due_at_the_limit_while_changes_go_on() -> None:
    """Turning without a pause does not put the writing off for ever."""
    waiting: Debounce[int] = Debounce(1.0, 5.0)
    for tenth in range(50):
        waiting.put(1, tenth, 10 + tenth / 10)
        assert waiting.take(10 + tenth / 10) == []

    assert waiting.take(15.0) == [(1, 49)]


def test_keys_are_due_each_at_its_time_and_all_at_infinity() -> None:
    """Two stories do not wait for each other."""
    waiting: Debounce[str] = Debounce(1.0, 5.0)
    waiting.put(1, "a", 10.0)
    waiting.put(2, "b", 10.5)

    assert waiting.take(11.0) == [(1, "a")]
    assert waiting.take(math.inf) == [(2, "b")]
