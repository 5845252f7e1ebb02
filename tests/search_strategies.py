"""Stories and texts for the tests of search."""

from __future__ import annotations

from hypothesis import strategies as st

from reader.story import Block, BlockKind, Chapter, Metadata, Range, Source, Story


def story_of(text: str, body: Range | None = None, chapters: tuple[Chapter, ...] = ()) -> Story:
    """A story with one paragraph per line of the text."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH))
        start += len(line) + 1
    source = Source("story", "0" * 64, len(text), "utf-8")
    whole = body or Range(0, len(text))
    return Story(text, tuple(blocks), whole, chapters, (), Metadata(title="A Story"), source)


SCRIPTS = (
    "aAbcéÉßﬁÆøİıſ",
    "αΑάςσΣΐῼ",
    "иИйЙеёЁ\u0306\u0308",
    "山水床前ｶﾞガかカ゚\u3099ー。，Ａ",
    "學学後后裏里發髮发气気",
    "가각ᄀ\u1161\u11a8한",
    "שּׁ\u05bcם״׳ا\u0623ﻻ\u064bـکكیيى",
    "किं\u093cไทย",
)
SIGNS = " \n\u00a0\u3000\t.…‥-—–'’“\"\u00ad\u200d\u0301\u0327!"

alphabets = st.sampled_from(SCRIPTS).map(lambda script: script + SIGNS)
texts = alphabets.flatmap(lambda alphabet: st.text(alphabet, max_size=40))


@st.composite
def searches(draw: st.DrawFn) -> tuple[str, str]:
    """A text in one script, and words that often stand in it."""
    alphabet = draw(alphabets)
    text = draw(st.text(alphabet, min_size=1, max_size=40))
    start = draw(st.integers(0, len(text) - 1))
    words = draw(st.one_of(st.just(text[start : start + 3]), st.text(alphabet, max_size=3)))
    return text, words
