"""Files that are passed over unread: only ever those whose story holds no hit."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.formats.files import LoadError
from reader.formats.text.parse import parse
from reader.search.find import BLANKS, NOTHING, SoloWords, alike_letters, find
from reader.search.fold import MARKS, fold, fold_character, has_marks, is_solo
from reader.search.query import Query
from reader.search.sieve import _APART, GONE, Sieve, _is_gone
from reader.story import Range
from tests.search_strategies import SCRIPTS, story_of

FILLER = "\n\nNothing else stands here, line after line, for as long as it takes. " * 3
JOINTS = (
    *("", " ", "\n", "-\n", "\u00ad", "\u00ad\n", "_", "*", "__", "\\", "\n\n", "\u3000", "\u00a0"),
    *(
        "--",
        "’",
        "“",
        "\u200b",
        "\u2060",
        "\n    ",
        "\r\n",
        "\t",
        "《",
        "》",
        "｜",
        "/",
        "\u0301",
        "\x08",
        "\x1a",
        "\u0640",
        "\u202b",
        "\u2067",
        "\ufffa",
        "\U000e0067",
    ),
)
READINGS = "\n\n山《やま》川《かわ》海《うみ》空《そら》と並び、" * 2 + FILLER
"""Shows a file to be in the notation of Aozora Bunko."""
NOTES = (
    "［＃「a」に傍点］",
    "［＃３字下げ］",
    "※［＃「木＋世」、第3水準1-85-56］",
    "※［＃「山」の上、U+5C71、12-3］",
    "\n［＃ここから２字下げ］\n",
    "［＃「山」は中見出し］\n",
    "《やま》",
    "｜山《やま",
    "\x1b[0m",
    "\ufeff",
    "&amp;",
    "&szlig;",
    "&shy;",
    "&#12354;",
    "<i>a</i>",
    "<b>",
    "</b>",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n",
)
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1252",
    "cp1251",
    "gb18030",
    "shift_jis",
    "euc-kr",
    "hz",
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file whose words are broken, marked and hidden in every way."""
    alphabet = draw(st.sampled_from((*SCRIPTS, "abcde", "naïvetéNAÏVE")))
    pieces = st.one_of(
        st.text(alphabet, min_size=1, max_size=5), st.sampled_from(JOINTS), st.sampled_from(NOTES)
    )
    text = "".join(draw(st.lists(pieces, min_size=1, max_size=12)))
    encoding = draw(st.sampled_from(ENCODINGS))
    filler = draw(st.sampled_from((FILLER, READINGS)))
    return (text + filler).encode(encoding, "replace")


@st.composite
def searches(draw: st.DrawFn) -> tuple[bytes, Query]:
    """A file, and words that stand in its story, more or less as they stand there."""
    data = draw(files())
    try:
        text = parse(data, "story.txt").text
    except LoadError:
        text = "none"
    start = draw(st.integers(0, max(0, min(len(text) - 1, 60))))
    words = text[start : start + draw(st.integers(1, 12))]
    change = draw(st.sampled_from((str, str.upper, str.lower, lambda said: fold(said).text)))
    switches = {name: draw(st.booleans()) for name in ("word", "exact", "regex", "kana", "matter")}
    case = draw(st.sampled_from((None, False, True)))
    plain = draw(st.integers(0, 3)) > 0
    query = Query(change(words), matter=True) if plain else Query(change(words), case, **switches)
    return data, query


@given(searches())
@example((("exam-\nple" + FILLER).encode(), Query("exam- ple")))
@example((("床前\n　　明月" + FILLER).encode(), Query("床前明月")))
@example((("Nat\u00ada\u0301sha" + FILLER).encode(), Query("natasha")))
def test_what_holds_a_hit_always_passes(search: tuple[bytes, Query]) -> None:
    """Across line ends, marks, accents, ligatures and encodings."""
    data, query = search
    if query.regex:
        assert Sieve(query).useless
        return
    try:
        story = parse(data, "story.txt")
    except LoadError:
        assert Sieve(query).passes(data)
        return
    if find(story, query):
        assert Sieve(query).passes(data)


@pytest.mark.parametrize(
    ("text", "words", "passes"),
    [
        ("A prince and\nhis cat.", "PRINCE", True),
        ("A prince and his cat.", "princess", False),
        ("A prince and his cat.", "prince cat", True),
        ("A prince and his cat.", "prince dog", False),
        ("“Natásha” – naïve", "natasha", True),
        ("“Natásha” – naïve", "natalie", False),
        ("Князь Андрей", "князь", True),
        ("Князь Андрей", "наташа", False),
        ("床前明月光", "明月", True),
        ("她回到學校後，裏面沒有人。", "学校后", True),
        ("她回到学校后，里面没有人。", "學校後", True),
        ("她回到学校后，里面没有人。", "學院", False),
        ("الـكـتاب على الطاولة", "الکتاب علی", True),
        ("الـكـتاب على الطاولة", "کتابخانه", False),
        ("wav\U000e0067ed 🏴\U000e0067\U000e007f twice", "waved 🏴 twice", True),
        ("床前明月光", "月明", False),
        ("The oﬃce", "office", True),
        ("...", "…", True),
    ],
)
def test_what_cannot_hold_the_words_is_kept_back(text: str, words: str, passes: bool) -> None:
    """A file that lacks one of the words need not be read."""
    assert Sieve(Query(words)).passes((text + FILLER).encode()) is passes


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc-jp"])
@pytest.mark.parametrize(
    ("text", "words", "passes"),
    [
        ("青い［＃「青い」に傍点］鳥", "青い鳥", True),
        ("青い\n\u3000鳥", "青い鳥", True),
        ("青い鳥", "赤い鳥", False),
        ("青い鳥《とり》", "とり", True),
        ("※［＃「木＋世」、第3水準1-85-56］", "\u67bb", True),
        ("青い鳥と赤い魚", "鳥い", False),
        ("ＡＢＣの歌", "abcの歌", True),
        ("學校の鳥", "学校", True),
    ],
)
def test_a_file_is_seen_in_its_encoding_and_without_its_notes(
    text: str, words: str, passes: bool, encoding: str
) -> None:
    """As Aozora Bunko writes, and in which others write Japanese."""
    data = (text + READINGS).encode(encoding)
    assert Sieve(Query(words)).passes(data) is passes


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"%PDF-1.7" + FILLER.encode(),
        FILLER.encode("utf-16"),
        b"\x00\x01\x02" * 90,
        "e\u0301".encode() + FILLER.encode(),
    ],
)
def test_what_is_not_plain_beyond_doubt_is_read(data: bytes) -> None:
    """What may be no text, or another text than it seems, passes whatever is asked."""
    assert Sieve(Query("absent")).passes(data)


def test_what_may_be_missing_between_letters_is_one_class() -> None:
    """All that folding leaves nothing of, and what the notation of a file takes out."""
    gone = re.compile(f"[{GONE}]")
    for code in range(0x10000):
        assert gone.match(chr(code)) or not _is_gone(chr(code)), hex(code)


def test_all_forms_of_a_letter_of_a_script_without_spaces_are_known() -> None:
    """Such a letter comes from one letter alone, and from no two."""
    forms: dict[str, str] = {}
    for code in (*range(0xD800), *range(0xE000, 0x10000), *range(0x2F800, 0x2FA20)):
        plain = fold_character(chr(code))
        assert len(plain) < 2 or not any(map(is_solo, plain)), hex(code)
        if plain != chr(code) and plain.isalnum() and is_solo(plain):
            forms[plain] = forms.get(plain, plain) + chr(code)
    found = alike_letters("".join(forms))
    assert {plain: sorted(letters) for plain, letters in found.items()} == {
        plain: sorted(letters) for plain, letters in forms.items()
    }


def test_what_folding_makes_nothing_or_a_blank_of_is_known() -> None:
    """Between letters of a script without spaces nothing else may be missing."""
    nothing, blank = re.compile(f"[{NOTHING}{MARKS}]"), re.compile(f"[{BLANKS}]")
    for character in map(chr, (*range(0xD800), *range(0xE000, 0x10000), *range(0xE0000, 0xE0200))):
        plain = fold_character(character)
        assert bool(blank.match(character)) is (plain == " "), hex(ord(character))
        assert plain or nothing.match(character), hex(ord(character))
        assert not (plain and nothing.match(character)), hex(ord(character))


def test_letters_that_are_left_out_are_folded_to_such_letters() -> None:
    """No other word has one of them in it."""
    for code in range(0x10000):
        if _APART.match(chr(code)):
            assert all(map(_APART.match, fold_character(chr(code)))), hex(code)


@given(
    st.sampled_from(SCRIPTS).flatmap(
        lambda script: st.tuples(
            st.text(f"{script}the THE ｔｈ\u0301\u00ad-\n山かカ゛ー。\u3099㎏", max_size=30),
            st.text(f"{script}the ", max_size=3),
            st.booleans(),
        )
    )
)
@example(("山theか", "the", False))
@example(("ﬀか ㎏", "fk", False))
def test_a_story_that_shows_that_it_lacks_the_words_has_no_hit(
    search: tuple[str, str, bool],
) -> None:
    """Words of one script beside letters of others; what is not told apart may have one."""
    text, words, exact = search
    query = Query(words, exact=exact)
    assert not (Sieve(query).shows_lack(text) and len(find(story_of(text), query)))


@pytest.mark.parametrize(
    ("text", "query", "lacks"),
    [
        ("山の the 川", Query("then"), True),
        ("山のＴＨＥ川", Query("the"), False),
        ("t山he", Query("the"), True),
        ("山の川", Query("かわ"), False),
        ("the cat", Query("dog.", regex=True), False),
    ],
)
def test_a_story_in_another_script_shows_that_it_lacks_the_words(
    text: str, query: Query, lacks: bool
) -> None:
    """Without being folded; words in such letters themselves are looked for otherwise."""
    assert Sieve(query).shows_lack(text) is lacks


@given(
    st.text("山川來来国國ー々。（ \n\u3000\u200b\ufe0fa\u3099か\u301c\uf92dᄀ\u1161", max_size=30),
    st.data(),
)
@example("山\n\u200b川山\u200b\n川山 \n\u3000川山\n", None)
@example("山山山", None)
def test_words_are_found_without_folding_as_they_are_folded(
    text: str, data: st.DataObject | None
) -> None:
    """In scripts without spaces, whatever stands between, and within the body alone."""
    words, start, end = "山川", 0, len(text)
    if data is not None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        at = data.draw(st.integers(0, len(text)))
        words = "".join(filter(str.isalnum, fold(text[at : at + 5]).text))[:3]
    solo = SoloWords.of(words)
    if solo is None or has_marks(text):
        return
    story = story_of(text, Range(start, end))
    for matter in (False, True):
        found = list(find(story, Query(words, matter=matter)))
        low, high = (0, len(text)) if matter else (start, end)
        assert solo.counted(text, low, high, 2) == (len(found), found[:2])
        assert solo.stand_in(text) or not found
