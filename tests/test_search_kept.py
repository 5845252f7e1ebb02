"""A search finds the same whatever is kept: nothing, letters, stories, or what a kill left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from unittest.mock import patch

import pytest

from reader import formats
from reader.search import library
from reader.search.answers import SearchEvent, Target
from reader.search.fold import fold_character
from reader.search.library import fill_library, search_library
from reader.search.query import Query
from reader.search.sieve import _is_gone, _plain_meaning
from reader.story import Story

LONG_AGO = 1_000_000_000
SCRIPTS = {
    "cp1252": "the prince saw naïve cafés — ‘never’ Straße œuvre…",
    "koi8-r": "князь Андрей ёлка Пьер сказал вдруг и ушёл",
    "shift_jis": "山《やま》 ｜浜辺《はまべ》 提灯 の は。 静か［＃「静か」に傍点］ 學校 ガス",
    "gb18030": "她 回到 學校 后， 裏面 没有 人。 说： “好”",
    "euc-kr": "왕자는 성에 갔다. 그리고 그녀를 보았다 “아니”",
    "utf-8": "الكتاب على الطاولة کتابخانه שלום עולם किताब ﬁn é",
}
"""Words in six scripts and more, each with an encoding that may be told from them."""


@cache
def load(path: Path) -> Story:
    """A story, read once."""
    return formats.load(path)


def write(folder: Path, stories: int = 3) -> list[Target]:
    """So many stories in each script that have rested, each in its encoding."""
    dice = random.Random(5)
    targets = []
    for encoding, said in SCRIPTS.items():
        words = said.split(" ")
        joint = "" if encoding in ("shift_jis", "gb18030") else " "
        for number in range(stories):
            lines = [joint.join(dice.choices(words, k=dice.randint(3, 30))) for _ in range(12)]
            path = folder / f"{encoding} {number}.txt"
            path.write_bytes("\n\n".join(lines).encode(encoding, "replace"))
            os.utime(path, (LONG_AGO, LONG_AGO))
            targets.append(Target(path, ""))
    return targets


def queries(targets: list[Target], count: int) -> Iterator[Query]:
    """Words of 1 to 12 characters, most as they stand somewhere, with switches now and then."""
    dice = random.Random(6)
    texts = [load(one.path).text for one in targets]
    for _ in range(count):
        text, size = dice.choice(texts), dice.randint(1, 12)
        start = dice.randrange(len(text) - size)
        words = text[start : start + size]
        if dice.random() < 0.3:
            words = "".join(dice.choices(text, k=size))
        switches = {name: dice.random() < 0.1 for name in ("word", "exact", "kana", "matter")}
        yield Query(words, dice.choice((None, None, False)), **switches)


@pytest.mark.parametrize(
    ("stories", "count"), [(1, 200), pytest.param(3, 2000, marks=pytest.mark.slow)]
)
def test_what_is_kept_changes_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stories: int, count: int
) -> None:
    """For random words in six scripts, all answers are those of a search that keeps nothing."""
    targets = write(tmp_path, stories)
    monkeypatch.setattr(library, "_ALONE", 10**6)  # in this process
    monkeypatch.setattr(library, "REMEMBERED_FROM", 0)
    filled, growing = tmp_path / "filled", tmp_path / "growing"
    list(fill_library(targets, load=load, cache=filled))
    for query in queries(targets, count):
        search = partial(search_library, targets, query, load=load)
        plain = list(search())
        assert list(search(cache=filled)) == plain, query
        assert list(search(cache=growing, sifted=True)) == plain, query
        assert list(search(cache=growing, sifted=True)) == plain, query  # as it is remembered


def test_both_tables_mean_the_same() -> None:
    """Of each character, the quick one and the one that is made as it is asked."""
    for code, found in enumerate(_plain_meaning()):
        meant = None if _is_gone(chr(code)) else fold_character(chr(code))
        assert (chr(found) if isinstance(found, int) else found) == meant


_FILLER = """
import sys
from pathlib import Path
from reader import formats
from reader.search import pack
from reader.search.library import fill_library
from tests.test_search_kept import targets_in
pack._TOGETHER = 2000
for _ in fill_library(targets_in(Path(sys.argv[1])), load=formats.load, cache=Path(sys.argv[2])):
    print(flush=True)
"""


def targets_in(folder: Path) -> list[Target]:
    """The stories of a folder."""
    return [Target(path, "") for path in sorted(folder.glob("*.txt"))]


@pytest.mark.slow
def test_killed_while_it_keeps_a_search_finds_the_same(tmp_path: Path) -> None:
    """Fifty times, each after some stories; what was kept until then is used or read anew."""
    write(tmp_path)
    targets, dice = targets_in(tmp_path), random.Random(7)
    words = list(queries(targets, 50))
    folder = tmp_path / "cache"
    with patch.object(library, "_ALONE", 10**6):
        for query in words:
            writer = subprocess.Popen(
                [sys.executable, "-c", _FILLER, str(tmp_path), str(folder)], stdout=subprocess.PIPE
            )
            assert writer.stdout is not None
            for _ in range(dice.randint(1, len(targets) - 1)):
                writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
            assert answers(targets, query, folder) == answers(targets, query, None)
            if dice.random() < 0.2:
                for place in folder.glob("*"):
                    place.unlink()


def answers(targets: list[Target], query: Query, folder: Path | None) -> list[SearchEvent]:
    """All that a search says."""
    return list(search_library(targets, query, load=load, cache=folder, sifted=folder is not None))
