"""While the program runs: what other machines left comes by itself, and what is left here goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reader.context import Context, set_up
from reader.locator import make
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import open_path
from reader.storage.paths import config_file
from reader.storage.registers import exchange_rows, machine_of_place
from reader.sync.kosync import documents, key_of
from reader.tui import exchanges
from tests.sync.kosync_server import PASSWORD, USER, kosync_server
from tests.tui.driving import numbered, story
from tests.waiting import until


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the settings name."""
    monkeypatch.setattr(exchanges, "_FIRST", 0.001)
    folder = tmp_path / "shared"
    folder.mkdir()
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(f"sync = '{folder}'\n", "utf-8")
    return folder


@contextmanager
def desk(folder: Path) -> Iterator[Context]:
    """Another machine, with a data file of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.storage.registers.machine_hash", lambda: "of the desk")
        context, _ = set_up(data=folder / "desk.db")
        with closing(context.store):
            yield context


def segments(folder: Path) -> set[str]:
    """What lies in a shared folder."""
    return {one.name for one in folder.iterdir()}


async def test_another_machine_is_named_where_its_place_is_offered(
    tmp_path: Path, shared: Path
) -> None:
    """Its bookmark comes, `o` goes to its place, and what was read here goes on leaving."""
    path = numbered(tmp_path)
    with desk(tmp_path) as other:
        opened = open_path(other, path)
        assert opened.id is not None
        there = opened.story.text.index("Paragraph 50")
        other.store.places.remember(opened.id, make(opened.story, there), at_once=True)
        other.store.bookmarks.add(opened.id, new_bookmark(opened.story, there, "pier")).result()
        other.store.flush()
        exchange_rows(other.store, shared, "the desk")
    async with story(path) as reader:
        await reader.shows("the desk has read on to")
        assert [one.name for _, one in reader.context.store.bookmarks.of()] == ["pier"]
        assert reader.here.offset != there
        await reader.press("o")
        assert reader.here.offset == there
        await reader.press("space")
        here, before = reader.here.offset, segments(shared)
        reader.app.exchanges.exchange()
        await until(reader.pilot, lambda: segments(shared) - before, "our segment")
    with desk(tmp_path) as other:
        exchange_rows(other.store, shared, "the desk")
        known = other.store.stories.get(opened.id)
        assert known is not None
        assert known.locator is not None
        assert known.locator.offset == here
        assert machine_of_place(other.store, opened.id, known.locator)


@pytest.mark.usefixtures("shared")
async def test_an_unplugged_folder_is_one_quiet_line(tmp_path: Path) -> None:
    """Reading goes on."""
    config_file().write_text(f"sync = '{tmp_path / 'gone'}'\n", "utf-8")
    async with story(numbered(tmp_path)) as reader:
        await reader.shows("Your machines:")
        await reader.press("space")
        assert reader.here.offset > 0


async def test_a_server_offers_another_device_and_says_once_that_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`o` goes there; nothing moves by itself; a failure is one line, however often it fails."""
    path = numbered(tmp_path)
    with kosync_server(key_of(PASSWORD)) as server:
        told = {"percentage": 0.5, "device": "Kobo", "progress": "/body"}
        server.documents[next(documents(path))] = told
        config_file().parent.mkdir(parents=True, exist_ok=True)
        account = f'server = "{server.address}"\nuser = "{USER}"\nkey = "{key_of(PASSWORD)}"\n'
        config_file().write_text(f"[kosync]\n{account}", "utf-8")
        async with story(path) as reader:
            await reader.shows("Kobo was at 50 %")
            assert reader.here.offset == 0
            await reader.press("o")
            assert round(reader.reading.opened.story.progression(reader.here.offset), 2) == 0.5
            asked = len(server.asked)
            reader.app.exchanges.ask_server(reader.reading.opened)  # just now
            assert len(server.asked) == asked
            said: list[str] = []
            monkeypatch.setattr(reader.app, "say", said.append)
            for _ in range(2):
                reader.app.exchanges.answered("it does not answer", found=False)
            assert said == [f"{server.address}: it does not answer"]
