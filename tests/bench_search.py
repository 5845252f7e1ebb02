"""How fast search is, as ratios to what the machine can do.

`measure` answers the rows for the bench; run as a module with a folder it measures a library in a
process of its own, so that its memory is its own too.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from reader.formats import load
from reader.search import Folded, Query, Target, find, search_library
from reader.search.fold import fold
from reader.search.library import Found

_SELF, _CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
STORIES = 1000
STORY_BYTES = 300_000
NOVEL_CHARACTERS = 3_300_000
WORDS = ("the", "prince", "prince andrew")
GENERATED = ("the", "wordly", "cat sat")


class Row(TypedDict):
    """One line of the bench."""

    name: str
    value: float
    limit: float
    unit: str


def measure(novel: Path | None = None, stories: int = STORIES) -> list[Row]:
    """Every row of search; without a novel on texts made of random words."""
    with tempfile.TemporaryDirectory() as folder:
        path = novel or _written(Path(folder) / "novel.txt", _prose(NOVEL_CHARACTERS, 1))
        library = Path(folder) / "library"
        _library(library, path, stories)
        words = GENERATED if novel is None else WORDS
        command = [sys.executable, "-m", "tests.bench_search", folder, *words]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        rows: list[Row] = json.loads(run.stdout)
        return [*_in_story(path), *rows]


def _in_story(path: Path) -> list[Row]:
    story = load(path)
    seconds = best(lambda: fold(story.text)) * NOVEL_CHARACTERS / len(story.text)
    folded = Folded(story)
    text = folded.ready(Query("the")).text
    ratio = best(lambda: find(folded, Query("the"))) / best(lambda: text.count("the"))
    return [
        row("search: folding a novel once", 1000 * seconds, 120, "ms"),
        row("search: all hits of a common word", ratio, 2, "× str.count"),
    ]


def _in_library(folder: Path, words: list[str]) -> list[Row]:
    library, cache = folder / "library", folder / "cache"
    targets = [Target(path, path.stem) for path in sorted(library.iterdir())]
    size = _size(library)
    for target in targets:  # only files that have rested are kept
        os.utime(target.path, (1e9, 1e9))
    loading = best(lambda: [load(target.path) for target in targets[:20]], 1)
    loading *= size / sum(target.path.stat().st_size for target in targets[:20])

    def search(text: str) -> list[Found]:
        return list(search_library(targets, Query(text), load=load, cache=cache))

    first = best(lambda: search(words[0]), 1)
    rows = [
        row("search: first use of a library", 1e9 * first / size, 12, "ms per MB"),
        row(
            "search: … without the reading of stories",
            1e9 * (first - loading) / size,
            12,
            "ms per MB",
        ),
        row("search: cache on disk", _size(cache) / size, 1.1, "× the text"),
    ]
    for text in words if shutil.which("rg") else ():
        command = ["rg", "-i", "-c", text, str(library)]
        rival = best(partial(subprocess.run, command, stdout=subprocess.DEVNULL, check=False))
        ratio = best(partial(search, text)) / rival
        rows.append(row(f"search: library again, {text!r}", ratio, 1.5, "× rg -i -c"))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    own, crew = (resource.getrusage(who).ru_maxrss / unit for who in (_SELF, _CHILDREN))
    rows.append(row("search: memory of each process reading ahead", crew, 120, "MB"))
    return [*rows, row("search: memory in a library", own, 120, "MB")]


def row(name: str, value: float, limit: float, unit: str) -> Row:
    """A line of the bench."""
    return {"name": name, "value": round(value, 3), "limit": limit, "unit": unit}


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def _library(folder: Path, novel: Path, stories: int) -> None:
    """Stories made of the novel's paragraphs, each from another place on."""
    folder.mkdir()
    paragraphs = novel.read_text("utf-8-sig", errors="replace").split("\n\n")
    dice = random.Random(2)
    for number in range(stories):
        start = dice.randrange(len(paragraphs))
        ring = [*paragraphs[start:], *paragraphs[:start]]
        text, taken = [], 0
        for paragraph in ring:
            text.append(paragraph)
            taken += len(paragraph)
            if taken > STORY_BYTES:
                break
        _written(folder / f"story {number:04}.txt", "\n\n".join(text))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def _prose(characters: int, seed: int) -> str:
    """Paragraphs of made-up words, frequent ones short, with quotes, dashes and accents."""
    dice = random.Random(seed)
    letters = "etaoinshrdlucmfwypvbgk"
    words = [
        "the",
        "cat",
        "sat",
        *(
            "".join(dice.choices(letters, range(22, 0, -1), k=min(12, 2 + n // 300)))
            for n in range(8000)
        ),
        "wordly",
        "Natásha",
    ]
    weights = [1 / (n + 3) for n in range(len(words))]
    weights[-2:] = [weights[200]] * 2
    parts, size = [], 0
    while size < characters:
        run = " ".join(dice.choices(words, weights, k=90))
        part = f"{run.capitalize()}. “{run[:60].title()}”—{run[-70:]}…"
        parts.append(part)
        size += len(part) + 2
    return "\n\n".join(parts)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


if __name__ == "__main__":
    json.dump(_in_library(Path(sys.argv[1]), sys.argv[2:]), sys.stdout)
