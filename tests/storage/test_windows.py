"""Several windows on one story: the newer place stands, the other is offered."""

import random
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from threading import Event, main_thread

import pytest

from reader.storage.store import Store
from tests.storage.facts import add, place

Opener = Callable[..., Store]


def test_an_idle_window_never_overwrites_a_newer_place(opened: Opener) -> None:
    """A window that only saves what it loaded changes nothing."""
    idle, active = opened(), opened()
    story = add(active, "one")
    active.places.remember(story, place(10))
    active.flush()
    idle.stories.get(story)
    active.places.remember(story, place(500))
    active.flush()

    idle.places.remember(story, place(10))
    idle.flush()

    known = active.stories.get(story)
    assert known
    assert known.locator == place(500)
    assert idle.places.newer(story) == place(500)
    assert active.places.newer(story) is None


def test_of_two_windows_that_read_on_the_later_stands_and_the_other_is_offered(
    opened: Opener,
) -> None:
    """The place that gives way is kept until it is dismissed."""
    one, two = opened(), opened()
    story = add(one, "one")
    for window, offset in ((one, 10), (two, 200)):
        window.stories.get(story)
        window.places.remember(story, place(offset))
    one.flush()
    two.flush()

    third = opened()
    known = third.stories.get(story)

    assert known
    assert known.locator == place(200)
    assert third.places.other(story) == place(10)
    third.places.dismiss_other(story).result(10)
    assert third.places.other(story) is None


@pytest.mark.parametrize("seed", range(50))
def test_whatever_the_order_the_newest_move_stands(opened: Opener, seed: int) -> None:
    """Two windows turn, flush and look in any order; the last move is what is found."""
    draw = random.Random(seed)
    windows = [opened(), opened()]
    story = add(windows[0], "one")
    last = None
    for step in range(12):
        window = draw.choice(windows)
        match draw.choice(("turn", "turn", "flush", "look", "shelf")):
            case "turn":
                last = place(step + 1)
                window.places.remember(story, last)
            case "flush":
                window.flush()
            case "look":
                window.places.newer(story)
            case "shelf":
                window.stories.known()
    for window in draw.sample(windows, 2):
        window.flush()

    known = windows[0].stories.get(story)

    assert known
    assert known.locator == last, f"seed {seed}"


@pytest.mark.parametrize("attempt", range(20))
def test_windows_that_make_the_file_together_all_accept_it(opened: Opener, attempt: int) -> None:
    """None takes the half-made file of another for a foreign one."""
    windows = [opened() for _ in range(6)]

    assert [len(window.stories.known()) for window in windows] == [0] * 6
    assert [window.trouble for window in windows] == [""] * 6


def test_a_window_at_rest_leaves_the_file_to_the_others(opened: Opener, data: Path) -> None:
    """All is written before; what comes meanwhile is begun afterwards, without any trouble."""
    stopped = opened()
    story = add(stopped, "one")
    begun: list[int] = []
    stopped.places.remember(story, place(1))
    with stopped.at_rest() as saved, closing(sqlite3.connect(data, timeout=0)) as other:
        late = stopped.write(lambda _: begun.append(1))
        stopped.places.remember(story, place(2))
        other.execute("BEGIN EXCLUSIVE")
        kept = other.execute("SELECT offset FROM story WHERE id=?", (story,)).fetchall()
        other.execute("COMMIT")
        assert (saved, kept, begun, late.done()) == (True, [(1,)], [], False)
    late.result(10)
    assert stopped.flush()
    known = stopped.stories.get(story)
    assert known
    assert (begun, known.locator, stopped.trouble) == ([1], place(2), "")


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals of POSIX")
def test_a_signal_puts_the_store_to_rest_whatever_it_interrupts(store: Store) -> None:
    """Its handler runs in the middle of a question, and both are answered."""
    called = Event()
    rested: list[bool] = []

    def answer(*_: object) -> None:
        called.set()
        with store.at_rest() as saved:
            rested.append(saved)

    def ask(connection: Connection) -> int:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
        assert called.wait(10)
        return int(connection.execute("SELECT 7").fetchone()[0])

    before = signal.signal(signal.SIGINT, answer)
    try:
        assert store.ask(ask) == 7
    finally:
        signal.signal(signal.SIGINT, before)
    assert rested == [True]


def test_a_closed_store_is_at_rest(opened: Opener) -> None:
    """Nobody waits for a thread that has ended."""
    store = opened()
    store.close()
    with store.at_rest() as saved:
        assert saved
