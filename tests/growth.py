"""Random texts that grow, what is done with a text, and how the work grows with it.

The work is counted in seconds of the processor, least of several runs, and only ever compared with
the same work on a text a quarter as long.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from html import escape
from itertools import islice
from typing import NamedTuple

from reader import formats, locator
from reader.file_stamp import FileStamp
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.formats.text.parse import parse
from reader.formats.text.preview import byte_of
from reader.locator.resolve import resolve_all
from reader.locator.sketch import sketch
from reader.recognition import PossibleStory, identify
from reader.search.answers import snippet
from reader.search.entry import CacheEntry, opened, packed
from reader.search.find import aligned_hits, find, needle, sign
from reader.search.fold import CASED, CASELESS, FOLDED, PATTERN, fold
from reader.search.folded import Aligned, Folded
from reader.search.query import Query
from reader.search.regex_process import plain_pattern
from reader.search.regex_worker import _search
from reader.search.sieve import Sieve, asked, denied, signs, story_letters
from reader.search.unfolded import packed_letters
from reader.story import BlockKind, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Breaking, Cells, PageStyle, Paragraphs
from tests.books import epub, page
from tests.strategies import SCRIPTS, story_of

Work = Callable[[], object]

SIZES = (10_000, 40_000, 160_000, 640_000)
"""Characters; each is four times the one before."""
STEP = 4
MOST = 1.3
"""Of what is linear."""

SIGNS = (
    "\n\n\n   \t'\"-—…..,!?*_#>=|/()[]{}<>~^0159xXiaAbßİﬁ\u00a0\u3000\u0301\u200d\ufeff\r\x0c\x1b"
)
ALPHABETS = (*SCRIPTS.values(), SIGNS, SIGNS)
LADDER = (
    *("", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp437", "cp1251", "koi8-r"),
    *("cp1253", "cp1255", "cp1256", "cp874", "gb18030", "big5", "cp932", "euc-jp", "cp949"),
    *("iso2022_jp_ext", "iso2022_kr", "hz"),
)


class Shape(NamedTuple):
    """How a text is made at every size: a unit repeated, and another repeated before and after."""

    before: str
    unit: str
    after: str
    shares: tuple[float, float, float]
    """How much of the text each takes; one without a share stands once."""
    encoding: str
    """In which its bytes are; empty for UTF-8 that nothing declares."""

    def text(self, size: int) -> str:
        """The text of about so many characters."""
        parts = zip(self[:3], self.shares, strict=True)
        return "".join(
            part * max(1, int(share * size) // len(part)) for part, share in parts if part
        )

    def data(self, size: int) -> bytes:
        """The bytes of the text."""
        return self.text(size).encode(self.encoding or "utf-8", "replace")


def shape(seed: int) -> Shape:
    """One of the shapes; the same for a seed each time."""
    chance = random.Random(seed)
    alphabet = chance.choice(ALPHABETS)
    units = [
        "".join(
            chance.choice(chance.choice((alphabet, alphabet, SIGNS)))
            for _ in range(chance.randint(1, 4))
        )
        for _ in range(3)
    ]
    shares = [chance.choice((0.0, 0.0, 1.0)), 1.0, chance.choice((0.0, 0.0, 1.0))]
    for at in (0, 2):
        units[at] = chance.choice(("", units[at], units[at]))
        shares[at] *= bool(units[at])
    whole = sum(shares)
    before, inner, after = (share / whole for share in shares)
    first, unit, last = units
    return Shape(first, unit, last, (before, inner, after), chance.choice(LADDER))


def story(shape: Shape, size: int) -> Story:
    """A story in which every line of the text is a block, of one kind after the other."""
    kinds = [kind for kind in BlockKind if kind is not BlockKind.BREAK]
    kinds = [BlockKind.PARAGRAPH, *kinds]
    lines = [line for line in shape.text(size).split("\n") if line.strip()] or ["a"]
    parts = [(kinds[at % len(kinds)], line) for at, line in enumerate(lines)]
    return story_of(parts) if len(parts) < 10_000 else _paragraphs(lines)


def _paragraphs(lines: Sequence[str]) -> Story:
    return story_of((BlockKind.PARAGRAPH, line) for line in lines)


def _reading(shape: Shape, size: int) -> Iterator[Work]:
    """From the bytes to a story, its encoding told from them."""
    data = shape.data(size)

    def read() -> None:
        with suppress(LoadError):
            parse(data, "any.txt")

    yield read


def _told(shape: Shape, size: int) -> Iterator[Work]:
    """From the bytes to a story, its encoding told by the reader."""
    yield partial(parse, shape.text(size).encode(), "any.txt", Choices(encoding="utf-8"))


def _books(shape: Shape, size: int) -> Iterator[Work]:
    """From a book to a story: words in markup, and what is nearly markup."""
    text = shape.text(size)
    lines = escape(text, quote=False).split("\n")
    each = max(1, len(lines) // (len(text) // 10_000 or 1))
    bodies = [
        "".join(f"<p>{line}</p>" for line in lines[at : at + each])
        for at in range(0, len(lines), each)
    ]
    made = {
        "a.html": f"<html><body>{''.join(bodies)}</body></html>".encode(),
        "b.html": f"<html><body><p>{text}</body></html>".encode("utf-8", "replace"),
        "c.md": text.encode("utf-8", "replace"),
        "d.epub": epub([page(body) for body in bodies]),
        "e.rtf": rb"{\rtf1\ansi " + shape.data(size) + b"}",
    }

    def read(name: str) -> None:
        with suppress(LoadError):
            formats.from_bytes(made[name], name)

    for name in made:
        yield partial(read, name)


def _excerpts(shape: Shape, size: int) -> Iterator[Work]:
    """Words looked for in the bytes of a file whose encoding may be a wrong one."""
    data = shape.data(size)
    for encoding in ("utf-8", "cp1252", "gb18030", "utf-16-le"):
        text = data[:4000].decode(encoding, "replace")
        for quote in (text[100:180], text[1000:1030] + shape.after + "zz zz"):
            yield partial(byte_of, data, encoding, quote, size // 2)


def _folding(shape: Shape, size: int) -> Iterator[Work]:
    """A text made ready to be searched, in each way."""
    text = shape.text(size)
    for rules in (FOLDED, CASED, CASELESS, PATTERN):
        yield partial(fold, text, rules)


def _queries(shape: Shape) -> Iterator[Query]:
    words = shape.unit.strip() or "a"
    for sought in (words, words * 3, shape.after + shape.unit):
        yield from (Query(sought), Query(sought, word=True, matter=True), Query(sought, case=True))
        yield Query(sought, kana=True)
        yield from (Query(sought, exact=True), Query(sought, exact=True, case=False))


def _finding(shape: Shape, size: int) -> Iterator[Work]:
    """All hits, where they stand, and those of some pages."""
    folded = Folded(story(shape, size))
    for query in _queries(shape):
        folded.ready(query)

    def sought(query: Query) -> None:
        found = find(folded, query)
        found.starts, found.ends  # noqa: B018 - to be made
        for at in range(0, len(folded.text), len(folded.text) // 8 + 1):
            found.within(at, at + 1000)

    for query in _queries(shape):
        yield partial(sought, query)


def _patterns(shape: Shape, size: int) -> Iterator[Work]:
    """What is done with the hits of a regular expression, and the tame ones themselves."""
    aligned = Aligned.of(shape.text(size), PATTERN)

    def tried(pattern: str, ignore: bool, word: bool) -> None:
        plain = plain_pattern(pattern)
        complaint, *hits = _search(aligned.text, plain, 8, word, 0, len(aligned.text))
        assert not complaint
        aligned_hits(aligned, *hits).starts  # noqa: B018 - to be made

    for pattern in (r"\w\w", r"[^a]", "ﬁé", r"^."):
        yield partial(tried, pattern, True, False)
    yield partial(tried, r"\w", False, True)


def _keeping(shape: Shape, size: int) -> Iterator[Work]:
    """A folded text kept, read again, counted in, and cut for a list of hits."""
    one = story(shape, size)
    aligned = Aligned.of(one.text, FOLDED)
    stamp = FileStamp("a", 2, 3, 4)
    data = packed(b"x" * 16, stamp, one, aligned)
    words = needle(Query(shape.unit.strip() or "a"))

    def counted() -> None:
        entry = opened(data, b"x" * 16, stamp)
        assert isinstance(entry, CacheEntry)
        if words and not entry.splits(words):
            entry.counted(words, 20, matter=True)
        entry.aligned.inner  # noqa: B018 - to be made
        entry.source(0, entry.size)

    yield partial(packed, b"x" * 16, stamp, one, aligned)
    yield partial(packed_letters, b"x" * 16, stamp, aligned.text, folded=True)
    yield counted


def _sieving(shape: Shape, size: int) -> Iterator[Work]:
    """What is told of a text or of a file without reading it as a story."""
    text, data = fold(shape.text(size)).text, shape.data(size)
    yield partial(signs, text)
    yield partial(story_letters, data)
    kept = signs(text)
    for query in (Query(shape.unit * 2), Query("some words", exact=True)):
        yield partial(Sieve(query).passes, data)
        yield partial(denied, kept, asked(sign(query, needle(query))))


def _snippets(shape: Shape, size: int) -> Iterator[Work]:
    """Hits in the lines of a list."""
    one = story(shape, size)
    for query in (Query(shape.unit.strip() or "a"), Query(one.text[: size // 2], exact=True)):
        hits = list(islice(find(one, query), 200))

        def cut(hits: list) -> None:  # type: ignore[type-arg]
            for hit in hits:
                snippet(one, hit)

        yield partial(cut, hits)


def _sketching(shape: Shape, size: int) -> Iterator[Work]:
    """The sample by which a text is known, and how it is compared."""
    text = shape.text(size)
    mine, other = sketch(text), sketch(text[size // 3 :] + "new words at the end")
    yield partial(sketch, text)
    yield partial(identify, mine, [PossibleStory(n, other, n == 3, n != 3) for n in range(8)])


def _places(shape: Shape, size: int) -> Iterator[Work]:
    """Places of a text looked for in one that was edited, with its sketch and without."""
    old = story(shape, size)
    text = old.text
    lines = [*text[size // 3 : size // 2].split("\n"), *text[: size // 3].split("\n")]
    new = _paragraphs([line for line in lines if line.strip()] or ["b"])
    places = [locator.make(old, at) for at in range(0, len(text), len(text) // 20 + 1)]
    yield partial(resolve_all, new, places, sketch(text))
    yield partial(resolve_all, new, places)


def _setting(shape: Shape, size: int) -> Iterator[Work]:
    """All pages, and every line of them, in several styles."""
    one = story(shape, size)

    def laid(style: PageStyle) -> None:
        layout = Layout(one, style)
        for number in range(layout.page_count):
            layout.page(number)
        layout.page_from(len(one.text) // 2)

    yield partial(laid, PageStyle())
    yield partial(laid, PageStyle(Cells(23), rows=9, hyphenate=True, justify=True, hang=True))
    ragged = PageStyle(Cells(61), breaking=Breaking.LEAST_RAGGED, paragraphs=Paragraphs.INDENT)
    yield partial(laid, ragged)


OPERATIONS: dict[str, Callable[[Shape, int], Iterator[Work]]] = {
    "reading": _reading,
    "told": _told,
    "books": _books,
    "excerpts": _excerpts,
    "folding": _folding,
    "finding": _finding,
    "patterns": _patterns,
    "keeping": _keeping,
    "sieving": _sieving,
    "snippets": _snippets,
    "sketching": _sketching,
    "places": _places,
    "setting": _setting,
}


class Growth(NamedTuple):
    """How one piece of work grows when its text does."""

    ratio: float
    """Of the time to what is linear, which is 1."""
    work: int
    """Which piece of work of the operation."""


TRIES = 25
"""Most of them are needed only where other programs take the processor's caches meanwhile."""
LOST = 0.002
"""Seconds that the clock and the machine may take for themselves."""
CACHED = 16e-9
"""Seconds a character by which a text that is too large for the caches may cost more."""


def growth(
    name: str, seed: int, size: int = SIZES[-1], most: float = MOST, pieces: int | None = None
) -> Growth:
    """The worst growth among the work of an operation, tried again while it seems too much.

    `pieces` says how many pieces of its work are tried, where not all are.
    """
    one, operation = shape(seed), OPERATIONS[name]
    pairs = list(zip(operation(one, size // STEP), operation(one, size), strict=True))
    chosen = random.Random(seed).sample(range(len(pairs)), min(pieces or 99, len(pairs)))
    lost = LOST + CACHED * size
    return max(Growth(_ratio(*pairs[number], most, lost), number) for number in chosen)


def _ratio(less: Work, more: Work, most: float, lost: float) -> float:
    """The larger work against the smaller done several times, so that both take equally long.

    The shorter would otherwise fit better between what else the machine does.
    """
    small = large = ratio = float("inf")
    for _ in range(TRIES):
        small = min(small, sum(_seconds(less) for _ in range(STEP)))
        large = min(large, _seconds(more))
        ratio = large / (small + lost)
        if ratio <= most:
            break
    return ratio


def _seconds(work: Work) -> float:
    gc.disable()  # a sweep counts whatever else there is
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()
