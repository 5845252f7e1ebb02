"""Finding words in a story."""

import pytest

from reader.search import Query, QueryError, find, snippet
from tests.search_strategies import story_of


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


def test_a_wrong_pattern_is_said_in_words() -> None:
    """The reason names what is wrong and where."""
    with pytest.raises(QueryError, match=r"the pattern is wrong: .*character"):
        find(story_of("a"), Query("(a", regex=True))


def test_a_snippet_is_one_line_around_the_hit() -> None:
    """The hit stands between the words of its sentence."""
    story = story_of("First. The cat  sat here. Last.")
    (match,) = find(story, Query("cat"))

    assert snippet(story, match, 40) == ("The ", "cat", " sat here.")
