"""Highlights in a novel stand on their words, both ends to the character, whatever is edited."""

import random
from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.locator.alignment import align
from reader.locator.passage import (
    FoundPassage,
    Passage,
    make_passage,
    passage_of,
    resolve_passages,
)
from reader.locator.quote import Locator, Verdict
from reader.locator.sketch import Sketch, sketch
from reader.story import Block, BlockKind, Metadata, Range, Source, Story
from tests.books import epub, page
from tests.locator import novel
from tests.locator.novel import Edit, Novel, Text

KINDS = ("word", "phrase", "sentence", "paragraph", "three paragraphs")


def more_paragraphs(written: Novel, draw: random.Random) -> Novel:
    """A paragraph in twenty is followed by a new one."""
    new = iter(novel.inserted([], draw) * 100)
    return [
        one for part in written for one in ((part, next(new)) if draw.random() < 0.05 else (part,))
    ]


def fewer_paragraphs(written: Novel, draw: random.Random) -> Novel:
    """A fifth of the paragraphs is gone."""
    return [part for part in written if draw.random() >= 0.2]


def curled(written: Novel, draw: random.Random) -> Novel:
    """Straight quotation marks are curled."""
    return [tuple(w._replace(text=w.text.replace('"', "“")) for w in part) for part in written]


def another_edition(written: Novel, draw: random.Random) -> Novel:
    """Curled marks, other dashes, a word in a hundred spelt otherwise, a preface."""
    return novel.inserted(curled(novel.changed(0.01)(written, draw), draw), draw)


EDITS: dict[str, tuple[Edit, int, float]] = {  # the edit, the wrap, the share that must be exact
    "text before": (novel.inserted, 0, 1.0),
    "new paragraphs": (more_paragraphs, 0, 1.0),
    "other quotation marks": (curled, 0, 1.0),
    "2 % of words": (novel.changed(0.02), 0, 299 / 300),
    "10 % of words": (novel.changed(0.1), 0, 294 / 295),
    "20 % of words": (novel.changed(0.2), 0, 0.99),
    "40 % of words": (novel.changed(0.4), 0, 0.6),
    "paragraphs deleted": (fewer_paragraphs, 0, 0.97),
    "another edition in another format": (another_edition, 60, 1.0),
}


QUICK = ("text before", "other quotation marks", "10 % of words", "paragraphs deleted")
"""Those that are tried on a shorter novel each time."""


@cache
def printed(words: int) -> tuple[Novel, Text, Sketch, dict[int, str]]:
    """A novel of so many words, and how each of them reads."""
    written = novel.write(1, words)
    text = novel.text_of(written)
    return written, text, sketch(text.story.text), {w.number: w.text for p in written for w in p}


def marked(written: Novel, count: int, seed: int = 3) -> list[tuple[int, int]]:
    """First and last word of highlights of five sizes."""
    draw = random.Random(seed)
    long = [at for at, part in enumerate(written[:-3]) if len(part) >= 20]
    found = []
    for number in range(count):
        at = draw.choice(long)
        part = written[at]
        match KINDS[number % len(KINDS)]:
            case "word":
                first = last = draw.choice(part)
            case "phrase":
                begin = draw.randrange(len(part) - 6)
                first, last = part[begin], part[begin + draw.randint(2, 5)]
            case "sentence":
                begin = draw.randrange(len(part) - 16)
                first, last = part[begin], part[begin + draw.randint(8, 15)]
            case "paragraph":
                first, last = part[0], part[-1]
            case _:
                first, last = part[0], written[at + 2][-1]
        found.append((first.number, last.number))
    return found


def plain(word: str) -> str:
    """A word without its quotation marks."""
    return word.strip('"“')


def judged(
    found: FoundPassage,
    ends: tuple[int, int],
    old: dict[int, str],
    edited: Text,
    now: dict[int, str],
) -> str:
    """`exact`, `lost` or `wrong` for a highlight that is alive; else what became of a dead one."""
    numbers = range(ends[0], ends[1] + 1)
    same = sum(plain(now.get(n, "")) == plain(old[n]) for n in numbers)
    lost = found.verdict is Verdict.LOST
    if not any(n in now for n in numbers):
        return "gone" if lost else "gone but shown"
    alive = ends[0] in now and ends[1] in now and same * 2 >= len(numbers)
    if not alive:
        return "dead"
    if lost:
        return "lost"
    last = edited.offsets[ends[1]] + len(now[ends[1]])
    return "exact" if (found.start, found.end) == (edited.offsets[ends[0]], last) else "wrong"


def tried(name: str, words: int, count: int) -> Counter[str]:
    """What becomes of so many highlights in a novel of so many words under an edit."""
    edit, wrap, _ = EDITS[name]
    written, text, old, said = printed(words)
    changed = edit(written, random.Random(5))
    edited = novel.text_of(changed, wrap)
    now = {word.number: word.text for part in changed for word in part}
    ends = marked(written, count)
    passages = [
        make_passage(text.story, text.offsets[a], text.offsets[b] + len(said[b])) for a, b in ends
    ]

    found = resolve_passages(edited.story, passages, old)

    back = resolve_passages(text.story, passages, sketch(edited.story.text))
    assert all(one.verdict is Verdict.EXACT for one in back), "found again when the text is back"
    return Counter(
        judged(one, pair, said, edited, now) for one, pair in zip(found, ends, strict=True)
    )


@pytest.mark.parametrize(
    ("name", "words", "count"),
    [
        *((name, 15_000, 60) for name in QUICK),
        *(pytest.param(name, 120_000, 300, marks=pytest.mark.slow) for name in EDITS),
    ],
)
def test_highlights_survive_an_edit(name: str, words: int, count: int) -> None:
    """Both ends to the character; none is shown where it is not, and what is gone is called so."""
    share = EDITS[name][2]
    counts = tried(name, words, count)
    assert not counts["gone but shown"], counts
    assert counts["wrong"] <= (0 if name != "40 % of words" else count / 50), counts
    alive = counts["exact"] + counts["lost"] + counts["wrong"]
    assert counts["exact"] >= int(share * alive) - (share < 1.0), counts


@pytest.mark.parametrize(
    ("words", "count"), [(15_000, 60), pytest.param(120_000, 300, marks=pytest.mark.slow)]
)
def test_highlights_stand_in_the_same_book_in_another_format(words: int, count: int) -> None:
    """A plain text, and its EPUB with curled quotation marks: all of them, on their words."""
    written, text, old, said = printed(words)
    parts = [" ".join(word.text for word in part) for part in curled(written, random.Random(1))]
    chapters = (parts[at : at + 90] for at in range(0, len(parts), 90))
    data = epub([page("".join(f"<p>{part}</p>" for part in chapter)) for chapter in chapters])
    book = formats.from_bytes(data, "book.epub")
    passages = [
        make_passage(text.story, text.offsets[a], text.offsets[b] + len(said[b]))
        for a, b in marked(written, count)
    ]

    found = resolve_passages(book, passages, old)

    for passage, one in zip(passages, found, strict=True):
        assert plainly(book.text[one.start : one.end]) == plainly(passage.quote)


def plainly(text: str) -> str:
    """Words with straight quotation marks, single blanks between them."""
    return " ".join(text.replace("“", '"').replace("”", '"').split())


def story_of(text: str) -> Story:
    """A text of one paragraph."""
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH),) if text else ()
    whole = Range(0, len(text))
    return Story(text, blocks, whole, (), (), Metadata(), Source("t", "", 1, "utf-8"))


TEXTS = st.text(st.sampled_from('ab cd.“"\n漢字é'), max_size=300)


@given(TEXTS, st.integers(-5, 320), st.integers(-5, 320), TEXTS)
def test_a_passage_stays_on_its_words(text: str, one: int, two: int, before: str) -> None:
    """Unedited it is exactly there; after text before it, it is on the same words or in doubt."""
    passage = make_passage(story_of(text), one, two)
    assert text[passage.start.offset : passage.finish] == passage.quote
    (found,) = resolve_passages(story_of(text), [passage])
    if passage.quote:
        assert found == FoundPassage(passage.start.offset, passage.finish, Verdict.EXACT, 1.0)

    moved = before + text
    (found,) = resolve_passages(story_of(moved), [passage])
    assert 0 <= found.start <= found.end <= len(moved)
    if found.verdict in (Verdict.EXACT, Verdict.MOVED) and found.likeness == 1.0 and passage.quote:
        assert moved[found.start : found.end].split() == passage.quote.split()


ODD = st.integers(-(10**18), 10**18) | st.integers(-5, 50)
LOCATORS = st.builds(Locator, ODD, TEXTS, TEXTS, TEXTS)


@given(st.lists(st.builds(Passage, LOCATORS, LOCATORS, TEXTS, TEXTS, TEXTS), max_size=3), TEXTS)
def test_impossible_passages_do_no_harm(passages: list[Passage], text: str) -> None:
    """Whatever a file says, what is found lies in the text."""
    for found in resolve_passages(story_of(text), passages):
        assert 0 <= found.start <= found.end <= len(text)


def test_a_very_long_passage_keeps_its_head_and_its_tail() -> None:
    """Its ends are as exact as those of a short one, after an edit in its middle too."""
    text = novel.text_of(novel.write(2, 6_000)).story.text
    passage = make_passage(story_of(text), 1_000, 20_000)
    assert len(passage.quote) == 4_000
    edited = "Preface. " + text[:9_000] + "new " * 50 + text[9_000:]

    (found,) = resolve_passages(story_of(edited), [passage])

    assert (found.start, found.end) == (1_009, 20_209)
    assert found.verdict is Verdict.MOVED


def test_a_quote_alone_is_found() -> None:
    """With other quotation marks and dashes, as another edition prints it."""
    text = "Start here. He said, “I’ll go — today!” and went out into the cold rain. The end."
    quote = 'He said, "I\'ll go -- today!" and went out into the cold rain.'

    (found,) = resolve_passages(story_of(text), [passage_of(quote)])

    assert text[found.start : found.end].startswith("He said, “I’ll go")
    assert text[found.start : found.end].endswith("cold rain.")


@pytest.mark.parametrize(
    ("new", "stands"),
    [
        ("zero one four five six", "one"),
        ("zero ONE, two and three four", "ONE, two and three"),
        ("zero uno two three four", "uno two three"),
        ("zero one two tres four", "one two tres"),
        ("nothing of that", None),
    ],
)
def test_an_end_whose_word_is_gone_is_counted_from_its_neighbour(
    new: str, stands: str | None
) -> None:
    """What stood next to the passage still bounds it."""
    found = align("zero one two three four", 5, 18, new)

    assert (new[found.start : found.end] if found else None) == stands


@pytest.mark.parametrize(
    ("old", "new", "stands", "share"),
    [
        ("he saw [one two.] And went", "he saw one ten! And went", "one ten!", 0.5),
        ("he saw [one two,] and went", "he saw one ten and went", "one ten", 0.5),
        ("so. ['One, two] and three", "so. “Uno, two and three", "“Uno, two", 0.5),
        ("by [one; and one had] two", "by uno and one ten two", "uno and one ten", 0.5),
        ("so [...] he went", "so ... he went", "...", 1.0),
    ],
)
def test_marks_go_with_their_words_and_weigh_nothing_beside_them(
    old: str, new: str, stands: str, share: float
) -> None:
    """A passage is alike by its words; its own last mark is the one that stands there now."""
    start, end = old.index("["), old.index("]") - 1

    found = align(old.replace("[", "").replace("]", ""), start, end, new)

    assert found is not None
    assert (new[found.start : found.end], found.share) == (stands, share)


@pytest.mark.parametrize("piece", ["a ", "漢", "a. ", "\n", "ab\n"])
def test_repetition_takes_no_time_to_speak_of(piece: str) -> None:
    """A text of one word over and over is the worst for an alignment."""
    text = piece * (20_000 // len(piece))
    passage = make_passage(story_of(text), 100, 2_000)
    edited = story_of("x" + text[:1_000] + "new " + text[1_000:])

    (found,) = resolve_passages(edited, [passage])

    assert found.end <= len(edited.text)
