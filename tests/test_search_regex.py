"""Regular expressions: what they find, and that none of them can hold the reader up."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from reader.search.find import find
from reader.search.folded import Folded
from reader.search.query import Query, QueryError, SearchCancelledError
from reader.search.regex_process import RegexProcess
from reader.story import Range
from tests.search_strategies import story_of

EASY = "a" * 40 + "!" + " ab" * 20 + "0" * 40 + "\n" + "x" * 60 + "y " + "aB" * 30
CATASTROPHES = (
    r"(a+)+$",
    r"(a|aa)+$",
    r"(a|a?)+$",
    r"(.*)*\d\d\d!",
    r"(a*)*b!",
    r"([a-zA-Z]+)*!!",
    r"(x+x+)+z",
    r"^(([a-z])+.)+[A-Z]([a-z])+!$",
    r"(\w+\s?)+\?",
    r"(0|00)+1",
    r"(?:a?){40}a{40}c",
    r"(.+)+\1\1\1\1!",
    r"(?=(a+))(?:a|\1)+!!",
    r"(?i)(ab|a|b|ba)+\.\.",
    r"((((a{1,99}){1,99}){1,99}){1,99}){1,99}!!",
    r"(?:(?:(?:a{2000}){2000}){2000})b",
)


@pytest.fixture
def quick() -> Iterator[Folded]:
    """A text on which each pattern has a fifth of a second."""
    trier = RegexProcess(0.2)
    yield Folded.of(EASY, Range(0, len(EASY)), trier)
    trier.close()


def found(text: str, query: Query) -> list[str]:
    """What the hits cover."""
    return [text[start:end] for start, end in find(story_of(text), query)]


def complaint(folded: Folded, pattern: str) -> str:
    """What is said about a pattern, empty when it was searched for."""
    try:
        find(folded, Query(pattern, regex=True, case=True))
    except QueryError as error:
        return error.reason
    return ""


@pytest.mark.parametrize("pattern", CATASTROPHES)
def test_a_catastrophic_pattern_ends_in_words(quick: Folded, pattern: str) -> None:
    """It finds something, finds nothing, or is given up on; the next search is answered."""
    reason = complaint(quick, pattern)

    assert not reason or reason.startswith("the pattern takes too ")
    assert len(find(quick, Query("!", regex=True))) == 1


def test_a_pattern_that_is_given_up_on_leaves_no_process(quick: Folded) -> None:
    """The process that tried it is ended and reaped."""
    with pytest.raises(QueryError, match="takes too long"):
        find(quick, Query(r"(x+x+)+z", regex=True))

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_search_can_be_cancelled(quick: Folded) -> None:
    """The pattern is dropped as soon as it is no longer wanted."""
    quick.trier.seconds = 60

    with pytest.raises(SearchCancelledError):
        find(quick, Query(r"(x+x+)+z", regex=True), cancelled=lambda: True)


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Natásha, Natalie", Query(r"nata\w+", regex=True), ["Natásha", "Natalie"]),
        ("Natásha, Natalie", Query(r"nata\w+", regex=True, exact=True), ["Natalie"]),
        ("Prince prince", Query(r"P\w+", regex=True), ["Prince"]),
        ("Prince prince", Query(r"p\W?\w+", regex=True), ["Prince", "prince"]),
        ("“Well,”\nhe said", Query(r'^"\w+', regex=True), ["“Well"]),
        ("one\ntwo", Query(r"^\w+$", regex=True), ["one", "two"]),
        ("oﬃce", Query(r"f+i", regex=True), ["ﬃ"]),
        ("oﬃce", Query(r"f", regex=True), []),
        ("scatter cat", Query(r"c.t", regex=True, word=True), ["cat"]),
        ("a—b", Query(r"a[–—]b", regex=True), ["a—b"]),
        ("naïve", Query(r"na[ï]ve", regex=True), ["naïve"]),
        ("aaa", Query(r"b*", regex=True), []),
    ],
)
def test_a_pattern_finds(text: str, query: Query, hits: list[str]) -> None:
    """A pattern is tried on the text without its marks unless it is to be exact."""
    assert found(text, query) == hits


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a", "missing ), unterminated subpattern, at character 1"),
        ("a)(b", "unbalanced parenthesis, at character 2"),
        ("[z-a]", "bad character range z-a, at character 2"),
        ("*", "nothing to repeat, at character 1"),
        ("(?P<n>a)(?P<n>b)", "redefinition of group name"),
    ],
)
@pytest.mark.parametrize("word", [False, True])
def test_a_wrong_pattern_is_said_in_words(pattern: str, reason: str, word: bool) -> None:
    """The reason names what is wrong and where in the pattern as it was typed."""
    with pytest.raises(QueryError) as error:
        find(story_of("abc"), Query(pattern, regex=True, word=word))

    assert error.value.reason.startswith("the pattern is wrong: ")
    assert reason in error.value.reason
