"""Texts of other shapes than a novel with blank lines: to a story, and to all their pages.

The rule: each has about as many characters as the others, and is measured for each character
against the novel, which is the quickest shape there is; the limits are what each shape costs, so
that none grows dearer unseen.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import NamedTuple

from reader.formats import load
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.bench.ground import Ground
from tests.bench.measuring import Row, paired, seconds
from tests.bench.novel import chinese, novel

_SIZE = 600_000
_STYLE = PageStyle(measure=Cells(66), rows=36)
_POLISH = str.maketrans({"a": "ą", "l": "ł", "s": "ś", "z": "ż"})
_LEGEND = "-" * 55
_KANA = "あいうえおかきくけこさしすせそたちつてと"


class _Shape(NamedTuple):
    name: str
    text: Callable[[], str]
    encoding: str
    story: float
    """How many times as long a character takes as one of the novel, at most, to the story."""
    pages: float
    """The same to all pages."""


def measure(ground: Ground) -> Iterator[Row]:
    """Two rows for each shape."""
    usual = ground.folder / "usual.txt"
    usual.write_text(novel(_SIZE), "utf-8")
    for shape in _SHAPES:
        path = ground.folder / "shape.txt"
        text = shape.text()
        path.write_text(text, shape.encoding)
        size = len(text) / len(usual.read_text("utf-8"))
        for what, work, most in (
            ("to a story", load, shape.story),
            ("to all pages", _set, shape.pages),
        ):
            yield paired(
                f"{shape.name} {what}, for each character",
                partial(_for_each, work, path, size),
                partial(_for_each, work, usual, 1.0),
                "that of the novel",
                rounds=ground.rounds,
                most=most,
            )


def _for_each(work: Callable[[Path], object], path: Path, size: float) -> float:
    return (
        seconds(lambda: work(path), process_time) / size
    )  # nothing else's share of a busy machine


def _set(path: Path) -> int:
    return Layout(load(path), _STYLE).page_count


def _unspaced() -> str:
    """Wrapped lines, and nothing between paragraphs."""
    return novel(_SIZE).replace("\n\n", "\n")


def _by_line() -> str:
    """Each paragraph on a line of its own."""
    return "\n".join(block.replace("\n", " ") for block in novel(_SIZE).split("\n\n"))


def _polish() -> str:
    """Wide lines without blank ones, speech after dashes, letters of Polish."""
    blocks = (block.replace("\n", " ") for block in novel(_SIZE).split("\n\n"))
    lines = (textwrap.fill(b.replace("“", "— ").replace("”", ""), 110) for b in blocks)
    return "\n".join(lines).translate(_POLISH)


def _unbroken() -> str:
    """A Chinese novel whose chapters are a line each."""
    chapters = chinese(_SIZE).replace("\n\u3000\u3000", "").split("\n")
    return "\n".join(
        f"{head[: head.index(' ') + 7]}\n{head[head.index(' ') + 7 :]}" for head in chapters if head
    )


def _aozora() -> str:
    """A file of Aozora Bunko: a legend, and readings after many words."""
    dice = random.Random(4)
    signs = "日月山川田人口車門火水木金土子女学生先年時分本上下中大小入出立見行来食飲言話読書"
    weights = list(accumulate(1 / (n + 4) for n in range(len(signs))))
    lines = ["灯台の話", "名無しの権兵衛", "", _LEGEND, "【テキスト中に現れる記号について】", ""]
    lines += ["《》：ルビ", "（例）灯台《とうだい》", _LEGEND, ""]
    size = 0
    while size < _SIZE:
        words = []
        for _ in range(dice.randint(4, 40)):
            word = "".join(dice.choices(signs, cum_weights=weights, k=2))
            reading = f"《{''.join(dice.choices(_KANA, k=4))}》" if not dice.randrange(6) else ""
            words.append(word + reading + "".join(dice.choices(_KANA, k=dice.randint(2, 9))))
        lines.append("\u3000" + "、".join(words) + "。")
        size += len(lines[-1])
    return "\n".join([*lines, "", "", "", "底本：「灯台の話」青空文庫", ""])


_SHAPES = (
    _Shape("a novel without blank lines", _unspaced, "utf-8", 3, 2.5),
    _Shape("a novel with a paragraph on each line", _by_line, "utf-8", 1.75, 1.6),
    _Shape("a wrapped novel in Polish", _polish, "utf-8", 3, 2.5),
    _Shape("a novel in Chinese with a chapter on each line", _unbroken, "utf-8", 3, 2.5),
    _Shape("a story of Aozora Bunko with readings", _aozora, "cp932", 3, 2.5),
)
