"""Finding words in a story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.answers import Snippet, cut_all, narrowed, snippet
from reader.search.find import find
from reader.search.query import Query
from reader.story import Range
from tests.search_strategies import searches, story_of


def found(text: str, query: Query) -> list[str]:
    """What the hits cover."""
    return [text[start:end] for start, end in find(story_of(text), query)]


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Natásha and NATASHA", "natasha", ["Natásha", "NATASHA"]),
        ("I don’t. I don't.", "don't", ["don’t", "don't"]),
        ("Wait… wait...", "wait...", ["Wait…", "wait..."]),
        ("Prince\nAndrew", "prince andrew", ["Prince\nAndrew"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("the oﬃce", "office", ["oﬃce"]),
        ("床前明月光，\n疑是地上霜", "光,疑", ["光，\n疑"]),
    ],
)
def test_words_are_found_as_they_are_remembered(text: str, words: str, hits: list[str]) -> None:
    """Case, accents, typography, ligatures and line ends make no difference."""
    assert found(text, Query(words)) == hits


WORD = Query("cat", word=True)


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Prince prince", Query("Prince"), ["Prince"]),
        ("Prince prince", Query("Prince", case=False), ["Prince", "prince"]),
        ("Prince prince", Query("prince", case=True), ["prince"]),
        ("ΟΔΟΣ οδος οδός", Query("οδος"), ["ΟΔΟΣ", "οδος", "οδός"]),
        ("İstanbul ISTANBUL", Query("istanbul"), ["İstanbul", "ISTANBUL"]),
        ("cat, scatter, cats, (cat)", WORD, ["cat", "cat"]),
        ("老猫cat睡", WORD, ["cat"]),
        ("don’t", Query("don't", exact=True), []),
        ("don’t\nstop", Query("don’t stop", exact=True), ["don’t\nstop"]),
        ("Natásha NATÁSHA", Query("natásha", exact=True), ["Natásha", "NATÁSHA"]),
        ("Natásha NATÁSHA", Query("Natásha", exact=True), ["Natásha"]),
        ("ナターシャ なたーしゃ", Query("なたーしゃ", kana=True), ["ナターシャ", "なたーしゃ"]),
        ("ナターシャ なたーしゃ", Query("なたーしゃ"), ["なたーしゃ"]),
        ("мой мои", Query("мой"), ["мой"]),
        ("ёлка елка", Query("елка"), ["ёлка", "елка"]),
        ("Cafe\u0301, café", Query("cafe"), ["Cafe\u0301", "café"]),
        ("ｱﾙﾌｧﾞ ＡＢＣ", Query("abc"), ["ＡＢＣ"]),
        ("wait . . . what", Query("wait ..."), ["wait . . ."]),
        ("well . . . . then", Query("well ..."), ["well . . ."]),
        ("well . . . . then", Query(". . then"), [". . then"]),
        ("so...\n... and", Query(". . and"), [".. and"]),
        ("well--no, well—no", Query("well-no"), ["well--no", "well—no"]),
        ("a mo\u00adther", Query("mother"), ["mo\u00adther"]),
        ("aaaa", Query("aa"), ["aa", "aa"]),
        ("aaa aa", Query("aa", word=True), ["aa"]),
        ("sßs", Query("ss"), ["ß"]),
        ("end of one.\nStart of two", Query("one. start"), ["one.\nStart"]),
        ("cat", Query(""), []),
        ("a cat", Query(" "), []),
        ("cat", Query("\u00ad"), []),
    ],
)
def test_each_switch_does_what_it_says(text: str, query: Query, hits: list[str]) -> None:
    """Smart case, whole words, exact characters and kana."""
    assert found(text, query) == hits


def test_matter_is_searched_only_when_asked() -> None:
    """Front and back matter lie outside the body; a hit does not cross its edges."""
    story = story_of("cat\ncat\ncat", Range(4, 7))

    assert list(find(story, Query("cat"))) == [(4, 7)]
    assert list(find(story, Query("cat cat"))) == []
    assert len(find(story, Query("cat", matter=True))) == 3


@given(searches(), st.data())
def test_a_page_has_the_hits_that_touch_it(search: tuple[str, str], data: st.DataObject) -> None:
    """Asked of all hits or looked for in the page alone, they are the same."""
    text, words = search
    story, query = story_of(text), Query(words[:1])
    start = data.draw(st.integers(0, len(text)))
    page = Range(start, data.draw(st.integers(start, len(text))))
    matches = find(story, query)

    touching = [m for m in matches if m.start < page.end and m.end > page.start]

    assert matches.within(*page) == touching
    assert find(story, query, within=page).within(*page) == touching


@given(searches(), st.integers(0, 40))
def test_the_next_hit_is_the_first_after_the_offset(search: tuple[str, str], at: int) -> None:
    """`index_from` counts the hits that begin before the offset."""
    text, words = search
    matches = find(story_of(text), Query(words))

    assert matches.index_from(at) == sum(match.start < at for match in matches)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, ("He saw that the grey ", "cat", " had been sitting there all day.")),
        (30, ("…the grey ", "cat", " had been…")),
        (9, ("…", "cat", "…")),
        (2, ("", "c…", "")),
    ],
)
def test_a_snippet_is_one_line_around_the_hit(width: int, shown: tuple[str, str, str]) -> None:
    """The hit stands between whole words of its sentence."""
    story = story_of("First. He saw that the grey cat had been  sitting there all day. Last.")
    (match,) = find(story, Query("cat"))

    assert snippet(story, match, width) == shown


@given(searches(), st.integers(1, 40))
def test_a_snippet_keeps_its_width(search: tuple[str, str], width: int) -> None:
    """It is never wider than asked for by more than its ellipses, and has no line end."""
    text, words = search
    story = story_of(text)

    for match in find(story, Query(words)):
        line = "".join(snippet(story, match, width))
        assert len(line) <= width + 2
        assert "\n" not in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Up. “Do you... see...” was all the cat said.",
            "“Do you... see...” was all the cat said.",
        ),
        ("Up. “No!” cried the cat. “Go!”", "“No!” cried the cat."),
        (
            "Up. Mr. J. P. Cat met Mrs. Lee of St. Ives. She sat.",
            "Mr. J. P. Cat met Mrs. Lee of St. Ives.",
        ),
        ("Up. The cat lived at No. 12 until May. Then?", "The cat lived at No. 12 until May."),
        ("Up. No. The cat left.", "The cat left."),
        ("a heading.\nsmall letters of a cat", "small letters of a cat"),
    ],
)
def test_a_sentence_ends_where_a_reader_sees_it_end(text: str, shown: str) -> None:
    """Not before a small letter of the same paragraph, and not after a title or an initial."""
    story = story_of(text)
    (match,) = find(story, Query("cat"))

    assert "".join(snippet(story, match)) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [("der", "Er will schildern."), ("was.", "“Yes,” it was.”")],
)
def test_a_sentence_ends_however_far_the_hit_reaches(words: str, shown: str) -> None:
    """The end of a word after the hit is no initial; quotes stay with a mark that is in the hit."""
    story = story_of("Er will schildern. Am Ende. “Yes,” it was.” So.")
    (match,) = find(story, Query(words))

    assert "".join(snippet(story, match)) == shown


PARTS = ["cat", " cat.", " Mr.", "“No!” ", "先生。」", "\n", " – ", "a" + "b" * 999]


@given(st.lists(st.sampled_from(PARTS)), st.integers(1, 60))
def test_neighbouring_hits_read_as_each_alone(parts: list[str], width: int) -> None:
    """What is read for several at once shows the same of each."""
    story = story_of("".join(parts))
    matches = list(find(story, Query("a")))

    together = cut_all(lambda *at: story.text[slice(*at)], len(story.text), matches, width)
    assert list(together) == [snippet(story, match, width) for match in matches]


@given(st.builds(Snippet, *(st.text("ab ", max_size=30),) * 3), st.integers(1, 60))
def test_a_narrowed_snippet_keeps_the_words_in_its_width(shown: Snippet, width: int) -> None:
    """What does not fit goes on either side first."""
    before, words, after = narrowed(shown, width)

    assert len(before + words + after) <= width
    assert words == shown.match or words == shown.match[: width - 1] + "…"
    assert shown.before.endswith(before.removeprefix("…"))
    assert shown.after.startswith(after.removesuffix("…"))


def test_nothing_in_a_snippet_steers_a_terminal() -> None:
    """Escapes, bells and marks of direction are left out."""
    story = story_of("a \x1b[31mred\x07 \u202ecat\u2066 here")
    (match,) = find(story, Query("cat"))

    assert snippet(story, match, 40) == ("a [31mred ", "cat", " here")
