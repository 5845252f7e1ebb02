"""Search in a novel and in a library of 1,000 stories, as ratios to what the machine can do.

Run as a module with a folder it measures the library in a process of its own, so that its memory is
its own too.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import perf_counter

from reader.formats import load
from reader.search.answers import SearchEvent, StoryHits, Target
from reader.search.find import find
from reader.search.fold import fold
from reader.search.folded import Folded
from reader.search.index import build_index, missing_engine, proposed
from reader.search.index_parts import size_of
from reader.search.library import fill_library, search_library
from reader.search.pool import SearchPool
from reader.search.query import Query
from tests.bench.anchors import missing
from tests.bench.ground import ROOT, Ground
from tests.bench.measuring import Row, alone, paired, peak, seconds

STORIES = 1000
_STORY_BYTES = 300_000
_COMMON = "the"
_RARE = "quillon"
"""Put into one story in ten, a few times in each."""
_JAPANESE, _JAPANESE_WORDS = 200, 12_000
_INDEXED, _INDEXED_WORDS = 1000, 2000
_SIGNS = bytes(b for row in range(0x90, 0x98) for n in range(0xA0, 0xFC) for b in (row, n)).decode(
    "cp932"
)
"""Some 700 characters that are written often."""
_SOUGHT, _ABSENT, _IN_ALL = "提灯", "蓮台", "の"
_WORDS = (
    *("の", "に", "は", "を", "が", "行った。", "、", "。\r\n\u3000", "灯台", "ランプ") * 9,
    *("山《やま》", "川《かわ》", "｜浜辺《はまべ》", "夜《よる》", "静か［＃「静か」に傍点］"),
)


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of search in a story and in a library."""
    yield from _in_story(ground)
    folder = ground.folder / "searching"
    yield from _in_japanese(folder / "japanese", ground.rounds)
    _library(folder / "library", ground.novel)
    command = [sys.executable, "-m", "tests.bench.searching", str(folder), str(ground.rounds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    shutil.rmtree(folder)
    for row in json.loads(done.stdout):
        yield Row(**row)


def _in_story(ground: Ground) -> Iterator[Row]:
    story = load(ground.novel)
    folding = [1000 * seconds(lambda: fold(story.text)) for _ in range(ground.rounds)]
    yield alone("search: folding a novel once", folding, "ms", 120)
    folded = Folded(story)
    text = folded.ready(Query(_COMMON)).text
    yield paired(
        "search: all hits of a common word",
        lambda: seconds(lambda: find(folded, Query(_COMMON))),
        lambda: seconds(lambda: text.count(_COMMON)),
        "str.count of folded text",
        rounds=ground.rounds,
        most=2,
    )


def _in_library(folder: Path, rounds: int) -> Iterator[Row]:
    library, cache = folder / "library", folder / "cache"
    targets = [Target(path, path.stem) for path in sorted(library.iterdir())]
    megabytes = _size(library) / 1e6
    with closing(SearchPool()) as pool:
        for words, what, most, times in (
            (_RARE, "a word of one in ten", 12.0, 3),
            (_COMMON, "a common", None, 1),
        ):
            figures = []
            for _ in range(times):
                shutil.rmtree(cache, ignore_errors=True)
                figures.append(_timed(_search(targets, words, cache, pool)))
            costs = [1000 * whole / megabytes for whole, _ in figures]
            yield alone(f"search: first use of 1,000 stories, {what}", costs, "ms/MB", most)
            yield alone("… until the first story", [1000 * first for _, first in figures], "ms")
        list(fill_library(targets, load=load, cache=cache, pool=pool))
        yield alone("search: cache on disk", [_size(cache) / 1e6 / megabytes], "× the text", 0.6)
        for words in (_RARE, _COMMON):
            yield _warm(partial(_search, targets, words, cache, pool), library, words, rounds)
        helpers = [peak(process.pid) for process in pool.processes]
    yield _memory("search: memory in a library", [peak()])
    yield _memory("search: memory of each helper in a library", helpers)


def _in_japanese(folder: Path, rounds: int) -> Iterator[Row]:
    """Files in Shift_JIS whose words have readings and notes, of which one in ten holds a word."""
    cache = folder / "cache"
    cache.mkdir(parents=True)
    targets = _japanese(folder, _JAPANESE, _JAPANESE_WORDS)
    search = partial(search_library, targets, load=load, sifted=True)
    size = sum(one.path.stat().st_size for one in targets)

    def costs(words: str, cache: Path | None) -> list[float]:
        found = partial(search, Query(words), cache=cache)
        return [1e9 * _timed(found())[0] / size for _ in range(rounds)]

    what = "search: Japanese files with readings"
    yield alone(f"{what}, first use", costs(_SOUGHT, None), "ms/MB", 120)
    list(search(Query(_SOUGHT), cache=cache))
    yield alone(f"{what}, again", costs(_SOUGHT, cache), "ms/MB", 10)
    yield alone(f"{what}, another word", costs(_ABSENT, cache), "ms/MB", 10)
    with closing(SearchPool()) as pool:
        list(fill_library(targets, load=load, cache=cache, pool=pool))
    yield alone(f"{what}, cache on disk", [_size(cache) / size], "× the files", 0.6)
    yield alone(f"{what}, a word in all", costs(_IN_ALL, cache), "ms/MB", 20)


def _japanese(folder: Path, count: int, size: int, own: int = 0) -> list[Target]:
    """Stories of so many words, of which one in ten holds a word that the others lack.

    `own` is how many more words each has that are chosen by chance.
    """
    dice = random.Random(3)
    for number in range(count):
        words = dice.choices(_WORDS, k=size)
        words += ["".join(dice.choices(_SIGNS, k=2)) for _ in range(own)]
        if number % 10 == 4:
            words[dice.randrange(len(words))] = _SOUGHT
        path = folder / f"{number:05}.txt"
        path.write_bytes("".join(words).encode("cp932"))
        os.utime(path, (1e9, 1e9))
    return [Target(path, path.stem) for path in sorted(folder.glob("*.txt"))]


def measure_index(ground: Ground) -> Iterator[Row]:
    """The rows of the index: what it costs, and a search with it beside one without."""
    what = "index: of 1,000 stories"
    if reason := missing_engine():
        yield Row(what, skipped=reason)
        return
    folder = ground.folder / "indexed"
    folder.mkdir()
    cache, index = folder / "cache", folder / "index"
    targets = _japanese(folder, _INDEXED, _INDEXED_WORDS, _INDEXED_WORDS // 10)
    size = sum(one.path.stat().st_size for one in targets)
    list(fill_library(targets, load=load, cache=cache))
    took = seconds(lambda: list(build_index(index, targets, cache, "")))
    yield alone(f"{what}, built", [1e9 * took / size], "ms/MB", 600)
    yield alone(f"{what}, on disk", [size_of(index)[1] / size], "× the files", 0.4)
    asked = [1000 * seconds(lambda: proposed(index, _SOUGHT)) for _ in range(ground.rounds)]
    yield alone(f"{what}, asked", asked, "ms", 300)
    search = partial(search_library, targets, load=load, cache=cache)
    for words in (_SOUGHT, _ABSENT):
        yield paired(
            f"{what}, {words}",
            lambda: seconds(lambda: list(search(Query(words), index=partial(proposed, index)))),  # noqa: B023
            lambda: seconds(lambda: list(search(Query(words)))),  # noqa: B023
            "without it",
            rounds=ground.rounds,
        )
    shutil.rmtree(folder)


def _memory(what: str, peaks: list[float | None]) -> Row:
    known = [one for one in peaks if one is not None]
    if not known:
        return Row(what, skipped="the system does not tell")
    return alone(what, [max(known)], "MB", 120)


def _search(
    targets: list[Target], words: str, cache: Path, pool: SearchPool
) -> Iterable[SearchEvent]:
    return search_library(targets, Query(words), load=load, cache=cache, sifted=True, pool=pool)


def _timed(found: Iterable[SearchEvent]) -> tuple[float, float]:
    """Seconds until the search is done, and until its first story."""
    start, first = perf_counter(), 0.0
    for one in found:
        if isinstance(one, StoryHits) and not first:
            first = perf_counter() - start
    return perf_counter() - start, first


def _warm(search: partial[Iterable[SearchEvent]], library: Path, words: str, rounds: int) -> Row:
    what = f"search: 1,000 stories again, {words!r}"
    if reason := missing("rg"):
        return Row(what, skipped=reason)
    rival = ["rg", "-i", "-c", words, str(library)]
    return paired(
        what,
        lambda: seconds(lambda: list(search())),
        lambda: seconds(lambda: subprocess.run(rival, stdout=subprocess.DEVNULL, check=True)),
        "rg -i -c",
        rounds=rounds,
        most=1.5,
    )


def _library(folder: Path, novel: Path) -> None:
    """Stories made of the novel's paragraphs, each from another place on, at rest for long."""
    folder.mkdir(parents=True)
    paragraphs = novel.read_text("utf-8-sig", errors="replace").split("\n\n")
    dice = random.Random(2)
    for number in range(STORIES):
        start = dice.randrange(len(paragraphs))
        text, taken = [], 0
        for paragraph in (*paragraphs[start:], *paragraphs[:start]):
            text.append(paragraph)
            taken += len(paragraph) + 2
            if taken > _STORY_BYTES:
                break
        if number % 10 == 4:
            for _ in range(dice.randint(1, 9)):
                text.insert(dice.randrange(len(text)), f"The {_RARE.title()} was drawn.")
        path = folder / f"story {number:04}.txt"
        path.write_text("\n\n".join(text), "utf-8")
        os.utime(path, (1e9, 1e9))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


if __name__ == "__main__":
    json.dump([asdict(row) for row in _in_library(Path(sys.argv[1]), int(sys.argv[2]))], sys.stdout)
