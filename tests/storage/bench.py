"""What keeping a place costs, in milliseconds: `python -m tests.storage.bench`."""

import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

from reader.locator import make
from reader.locator.resolve import resolve_all
from reader.locator.sketch import sketch
from reader.recognition import PossibleStory, identify
from reader.storage import database, story_sql
from reader.storage.store import Store
from tests.locator import novel
from tests.storage.facts import add, fill, mark


def took(run: Callable[[], object], times: int = 9) -> list[float]:
    """How long each run takes."""
    spans = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spans.append((time.perf_counter() - start) * 1000)
    return spans


def store_figures(folder: Path) -> dict[str, float]:
    """Opening, checking, listing and committing on 1,000 stories with 20,000 bookmarks."""
    path = folder / "nightstand.db"
    fill(path, 1000, 20_000)
    figures = {}

    def open_and_ask() -> None:
        store = Store(path)
        store.stories.by_sha("0" * 64)
        store.close()

    figures["open, ask, close"] = median(took(open_and_ask))
    with closing(database.open_database(path)) as connection:
        figures["all 1,000 stories"] = median(took(lambda: story_sql.known(connection)))
        check = "PRAGMA quick_check"
        figures["quick_check"] = median(took(lambda: connection.execute(check).fetchall()))
    store = Store(path)
    story = add(store, "one")
    spans = took(lambda: store.bookmarks.add(story, mark(1)).result(), 300)
    figures["bookmark, p50"], figures["bookmark, p99"] = median(spans), quantiles(spans, n=100)[98]
    store.close()
    return figures


def locator_figures() -> dict[str, float]:
    """Knowing an edited novel of 600 KB again, and finding 100 bookmarks in it."""
    written = novel.write(1)
    old = novel.text_of(written, wrap=72)
    new = novel.text_of(novel.changed(0.05)(written, random.Random(1)), wrap=60).story
    places = [make(old.story, at) for at in list(old.offsets.values())[::1000][:100]]
    known = sketch(old.story.text)
    candidates = [PossibleStory(number, known, homeless=True) for number in range(20)]
    return {
        "sketch": median(took(lambda: sketch(new.text), 5)),
        "identity among 20": median(took(lambda: identify(sketch(new.text), candidates), 5)),
        "100 bookmarks": median(took(lambda: resolve_all(new, places, known), 5)),
        "100 bookmarks, same text": median(took(lambda: resolve_all(old.story, places), 5)),
    }


def figures() -> dict[str, float]:
    """Every figure, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        return {**store_figures(Path(folder)), **locator_figures()}


if __name__ == "__main__":
    for name, span in figures().items():
        print(f"{name:28}{span:10.2f} ms")
