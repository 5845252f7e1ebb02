"""What the terminal's driver does when there is no terminal any more."""

import asyncio
import os
import pty
import signal
from threading import Thread
from types import SimpleNamespace
from typing import Any, cast

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from reader.posix import answer_in
from reader.tui.driver import ForgivingFile, HandoverDriver


def test_a_closed_window_never_keeps_the_writer_waiting() -> None:
    """More is written than the queue holds, and the way out still comes to its end."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w", closefd=False) as file:
        os.close(master)
        writer = WriterThread(ForgivingFile(file))  # type: ignore[arg-type]  # it is used as a file
        writer.start()

        def write() -> None:
            for _ in range(3 * MAX_QUEUED_WRITES):
                writer.write("a row of the page\n" * 1000)
            writer.stop()

        leaving = Thread(target=write, daemon=True)
        leaving.start()
        leaving.join(20)
        assert not leaving.is_alive()
        # What is left in the file's buffer goes nowhere.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, slave)
    os.close(nowhere)
    os.close(slave)


async def test_a_picture_is_sent_in_one_piece() -> None:
    """What is written from its beginning to its end goes out at the end; all else at once."""
    sent: list[str] = []
    driver = HandoverDriver(App[None]())
    driver._writer_thread = cast("Any", SimpleNamespace(write=sent.append))
    for piece in ("name", SYNC_START, "head", "rows", SYNC_END, "bell"):
        driver.write(piece)

    assert sent == ["name", f"{SYNC_START}headrows{SYNC_END}", "bell"]


async def test_no_signal_is_lost_while_much_is_waiting() -> None:
    """A busy loop has a full pipe, and answers all the same once it can."""
    loop = asyncio.get_running_loop()
    heard: list[int] = []
    answer_in(loop, heard.append, "SIGUSR1")
    try:
        for _ in range(5000):
            loop.call_soon_threadsafe(int)
        signal.raise_signal(signal.SIGUSR1)
        assert not heard
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    finally:
        loop.remove_signal_handler(signal.SIGUSR1)
    assert heard == [signal.SIGUSR1]
