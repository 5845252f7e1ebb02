"""Stories, styles and texts for the laws: made by hand or drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from reader.story import Block, BlockKind, Chapter, Metadata, Range, Source, Story
from reader.typeset.style import Breaking, Cells, PageStyle, Paragraphs

KEPT = [kind for kind in BlockKind if not kind.flows]

SCRIPTS = {
    "latin": "abcdefghij ABC éüß   ,.;:!?()[]\"'“”‘’—–-…/0123456789\u00a0",
    "cyrillic": "абвгдежз АБВ ёй   ,.!?«»—-…0123",
    "greek": "αβγδεζηθ ΑΒΓ άέή   ,.·;«»—-0123",
    "chinese": "天地玄黃宇宙洪荒，。！？、；：「」『』（）《》“”‘’—…· 1a",
    "japanese": "いろはにほへとチリヌルっャー々、。「」！？漢字　…―〜 1a",
    "korean": "가나다라마바사아자차카 ,.!?“”\u1100\u1161\u11a8 1a",
    "thai": "กขคงจฉชซเแโใไะาำัิีืุู่้๊์ๆฯ ",
    "burmese": "ကခငတမသဘလေိုှြ့်္း၊။ ",
    "khmer": "កខងតទនពសាិុេះ់៍័្។ ",
    "hebrew": "אבגדה ְִֵּ־ ,.?!״׳ 1",
    "arabic": "ابتثجح ًٌٍَ ،؟؛ ٠١٢",
    "emoji": "😀👍🏽👨\u200d👩\u200d👧❤\ufe0f🇩🇪🇫🇷1\ufe0f\u20e3 a",
    "marks": "ae\u0301\u0308o\u0302 n\u0303\u00ad\u200b\u2060\ufeff\u200d-z",
}


def story_of(
    parts: Iterable[tuple[BlockKind, str] | tuple[BlockKind, str, int, int]],
    language: str = "",
    body: slice = slice(None),
) -> Story:
    """A story of blocks, each kind and text, and if wished its indent and the blanks before it.

    Every heading begins a chapter; `body` selects the blocks that are not folded.
    """
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for kind, text, *more in parts:
        indent, blanks = (more[0], more[1]) if more else (0, 1)
        level = 1 if kind in (BlockKind.HEADING, BlockKind.QUOTE) else 0
        blocks.append(Block(at, at + len(text), kind, level, indent, blanks))
        texts.append(text)
        at += len(text) + 1
    inner = blocks[body]
    heads = [b for b in blocks if b.kind is BlockKind.HEADING]
    ends = [b.start for b in heads[1:]] + [at - 1] * bool(heads)
    return Story(
        text="\n".join(texts),
        blocks=tuple(blocks),
        body=Range(inner[0].start, inner[-1].end) if inner else Range(0, 0),
        chapters=tuple(
            Chapter(head.start, end, texts[blocks.index(head)])
            for head, end in zip(heads, ends, strict=True)
        ),
        spans=(),
        metadata=Metadata(language=language),
        source=Source("story", "0" * 64, at, "utf-8"),
    )


def prose(*paragraphs: str) -> Story:
    """A story of paragraphs alone."""
    return story_of((BlockKind.PARAGRAPH, text) for text in paragraphs)


STRAY_JOINER = story_of([(BlockKind.HEADING, "aaaaaa\u00ad\u200da")])
"""A joiner that follows what is never painted, so that it joins nothing."""


def _is_solid(text: str) -> bool:
    return bool(text.strip())


def texts(most: int = 200) -> st.SearchStrategy[str]:
    """One line of text in one script, or in a mixture of several."""
    single = [st.text(alphabet, min_size=1, max_size=most) for alphabet in SCRIPTS.values()]
    mixed = st.text("".join(SCRIPTS.values()), min_size=1, max_size=most)
    return st.one_of(*single, mixed).filter(_is_solid)


def parts() -> st.SearchStrategy[tuple[BlockKind, str, int, int]]:
    """One block: a line of text where it flows, some lines where they stand."""
    flowing = st.tuples(
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTE]), texts()
    )
    standing = st.tuples(
        st.sampled_from(KEPT), st.lists(texts(60), min_size=1, max_size=6).map("\n".join)
    )
    return st.tuples(st.one_of(flowing, standing), st.integers(0, 12), st.integers(0, 3)).map(
        lambda drawn: (*drawn[0], *drawn[1:])
    )


def stories(most: int = 12) -> st.SearchStrategy[Story]:
    """Stories of up to `most` blocks of every kind."""
    return st.lists(parts(), max_size=most).map(story_of)


def styles() -> st.SearchStrategy[PageStyle]:
    """Every page style, from one cell and one row up."""
    return st.builds(
        PageStyle,
        measure=st.integers(1, 90).map(Cells),
        rows=st.integers(0, 40),
        paragraphs=st.sampled_from(Paragraphs),
        indent=st.integers(0, 8),
        leading=st.integers(1, 2),
        justify=st.booleans(),
        hang=st.booleans(),
        hyphenate=st.booleans(),
        breaking=st.sampled_from(Breaking),
        chapter_page=st.booleans(),
    )
