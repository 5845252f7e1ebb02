"""A filter typed as one remembers: the letters in their order, the plainest match first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import fuzzy
from reader.library.fuzzy import NameSearch, NamesFound, Needle, folded

NAMES = st.text(max_size=40)
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


def found(typed: str, *names: str) -> list[str]:
    """The names that hold what was typed, the best first."""
    return [names[hit.number] for hit in Needle(typed).find([folded(one) for one in names])]


@given(NAMES)
def test_a_folded_name_has_a_letter_for_each_of_its_own(name: str) -> None:
    """So a mark in one is a mark in the other, and folding twice is folding once."""
    assert len(folded(name)) == len(name)
    assert folded(folded(name)) == folded(name)


@given(WORDS, st.lists(st.text(" aäßx-\n日", max_size=3), min_size=0, max_size=9))
def test_letters_in_their_order_are_found_and_marked(word: str, between: list[str]) -> None:
    """With anything between them; the marks read as the word that was typed."""
    gaps = [gap.replace("\n", "") for gap in between] + [""] * len(word)
    name = "".join(gap + letter for gap, letter in zip(gaps, word, strict=False))
    needle = Needle(word)
    if len(word) > 1 or folded(word) in folded(name):
        assert len(needle.find([folded(name)])) == 1
        marks = needle.marks(folded(name))
        assert "".join(folded(name)[mark] for mark in marks) == folded(word)


@given(st.lists(WORDS, min_size=1, max_size=3), NAMES)
def test_what_is_found_holds_each_word_in_its_order(words: list[str], name: str) -> None:
    """Whatever is typed: the marks of a name that was found are a subsequence of the name."""
    needle = Needle(" ".join(words))
    hits = needle.find([folded(name)])
    marks = needle.marks(folded(name))

    assert marks == sorted(set(marks))
    assert all(0 <= mark < len(name) for mark in marks)
    if hits:
        for word in needle.words:
            letters = iter(folded(name))
            assert all(letter in letters for letter in word)


@given(WORDS, NAMES, NAMES)
def test_a_prefix_comes_before_scattered_letters(word: str, behind: str, other: str) -> None:
    """The name that begins so is the first, or as good as the first."""
    begins = folded(word + behind)
    hits = Needle(word).find([folded(other), begins])

    assert 1 in [hit.number for hit in hits]
    best = next(hit for hit in hits if hit.number == 1)
    assert all(best.rank <= hit.rank or folded(other).startswith(folded(word)) for hit in hits)


@given(st.lists(NAMES, max_size=8))
def test_nothing_typed_finds_all_in_their_order(names: list[str]) -> None:
    """Blanks are nothing."""
    assert [hit.number for hit in Needle("  ").find(names)] == list(range(len(names)))


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("tower", "The Tower"),
        ("tt", "The Tower"),
        ("cafe", "Café Noir"),
        ("noir caf", "Café Noir"),
        ("wtr", "Winter"),
        ("PARAGRAPH", "paragraph"),
    ],
)
def test_a_story_is_found_as_one_remembers_it(typed: str, best: str) -> None:
    """By words in any order, initials, letters, without accents or capitals."""
    names = ("Antelope at Trotwood", "paragraph", "The Tower", "Café Noir", "Winter")

    assert found(typed, *names)[0] == best


def test_scattered_letters_are_shown_only_where_nothing_is_nearer() -> None:
    """`brook` typed to its end does not list every name that happens to have those letters."""
    names = ("Bright Rooms of Oak", "The Brook", "Barbary Coast Book")

    assert found("brook", *names) == ["The Brook"]
    assert found("brok", *names)[0] == "The Brook"
    assert set(found("brok", *names)) == set(names)
    assert [hit.number for hit in Needle("brok").find(map_folded(names), scattered=False)] == []


def map_folded(names: tuple[str, ...]) -> list[str]:
    """The names as they are searched."""
    return [folded(name) for name in names]


def test_a_title_comes_before_an_author() -> None:
    """Wherever in it the word stands."""
    names = ("Torr\nLemuel", "The Lamplighter’s Ledger\nIda")

    assert found("le", *names) == [names[1], names[0]]


def test_letters_of_a_title_and_its_author_are_not_joined() -> None:
    """A word lies in one of them; two words may lie in both."""
    assert found("sea", "Last\nPea") == []
    assert found("last pea", "Last\nPea") == ["Last\nPea"]


def order(hits: NamesFound) -> list[int]:
    """The numbers that were found, one by one."""
    return [hits[at] for at in range(len(hits))]


NEVER = (9, 0)
PLACE = tuple[int, int]


def near(word: str, name: str) -> PLACE:
    """How and where a word is found in a name, as plainly as that can be said."""
    starts = [at for at in range(len(name)) if name.startswith(word, at)]
    begun = [at for at in starts if not (at and name[at - 1].isalnum())]
    if name.partition("\n")[0] == word:
        return 0, 0
    if 0 in begun:
        return 1, 0
    for how, places in ((2, begun), (3, starts)):
        if places:
            return how, places[0] + 1000 * name.count("\n", 0, places[0])
    initials = [rf"(?<![^\W_]){one}" if one.isalnum() else rf"\b{re.escape(one)}" for one in word]
    match = re.search("[^\n]*?".join(initials), name) if len(word) > 1 else None
    return (4, match.start() + 1000 * name.count("\n", 0, match.start())) if match else NEVER


def far(word: str, name: str) -> PLACE:
    """The same, or over how many letters it is scattered."""
    match = re.search("[^\n]*?".join(map(re.escape, word)), name) if len(word) > 1 else None
    how = near(word, name)
    if how != NEVER or match is None:
        return how
    return 5, match.end() - match.start() + 1000 * name.count("\n", 0, match.start())


def plainly(typed: str, names: list[str]) -> list[int]:
    """What is found and in which order: the worst way of all words, the sum of their places."""
    for rank in (near, far):
        found = []
        for number, name in enumerate(names):
            ranks = [rank(word, name) for word in folded(typed).split()]
            if NEVER not in ranks:
                how = max((how for how, _ in ranks), default=0)
                found.append((how, sum(at for _, at in ranks), number))
        if found:
            return [number for _, _, number in sorted(found)]
    return []


LETTERS = "abcä'_9 \u0431\u65e5"


@given(
    st.lists(
        st.one_of(
            st.builds("{}\n{}".format, st.text(LETTERS, max_size=9), st.text(LETTERS, max_size=6)),
            st.text(LETTERS + "\n", max_size=12),
        ),
        max_size=12,
    ),
    st.text("abc'_9 \u0431\u65e5", max_size=6),
    st.integers(1, 3),
)
def test_the_order_is_that_of_the_plain_rule(names: list[str], typed: str, first: int) -> None:
    """However few of them are put into order at first."""
    known = [folded(name) for name in names]
    expected = plainly(typed, known)
    assert [hit.number for hit in Needle(typed).find(known)] == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fuzzy, "_FIRST", first)
        search = NameSearch(known)
        for end in range(len(typed)):
            assert len(search.find(typed[:end])) == len(plainly(typed[:end], known))
        assert order(search.find(typed)) == expected


def test_a_title_with_scattered_letters_comes_before_such_an_author() -> None:
    """However far apart they are."""
    names = ("Some other one\nolmip", "Calm operas\nB")

    assert found("lmp", *names) == [names[1], names[0]]


def test_only_the_first_are_put_into_order_until_others_are_wanted() -> None:
    """What begins so is the best, whole titles first; how many there are is known at once."""
    names = [f"a lamp {number}\nann" for number in range(300)]
    names[250:251] = ["lamp\nann"]
    names += [f"lamp {number}\nann" for number in range(300)]
    hits = NameSearch(names).find("lamp")

    assert len(hits) == 600
    assert [hits[0], hits[1], hits[199]] == [250, 300, 498]
    assert "ordered" not in vars(hits)
    assert order(hits) == plainly("lamp", names)


TYPED = st.text("abÄ' 9\u65e5", max_size=5)


@given(st.lists(st.text("abcä'_9 \n\u65e5", max_size=12), max_size=12), st.lists(TYPED, max_size=8))
def test_what_is_typed_letter_by_letter_finds_what_all_of_it_finds(
    names: list[str], typed: list[str]
) -> None:
    """Whatever was typed before, and what it was narrowed to; in the same order."""
    known = [folded(name) for name in names]
    search = NameSearch(known)
    for text in typed:
        for end in range(len(text) + 1):
            plain = [hit.number for hit in Needle(text[:end]).find(known)]
            assert order(search.find(text[:end])) == plain
