"""The folding rules, against a slow and plain reading of them."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search import fold as fold_module
from reader.search.find import find
from reader.search.fold import (
    CASED,
    CASELESS,
    FOLDED,
    PATTERN,
    Rules,
    alphabet,
    fold,
    fold_character,
    fold_letters,
    is_composed,
)
from reader.search.folded import Aligned
from reader.search.han import SIMPLIFIED, TRADITIONAL
from reader.search.query import Match, Query
from tests.examples import examples
from tests.search_strategies import searches, story_of, texts


@cache
def characters() -> list[str]:
    """All there are; code points without one are like any letter, folded to themselves."""
    return [
        c
        for c in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(c) not in ("Cn", "Co", "Cs")
    ]


@cache
def piece() -> re.Pattern[str]:
    """What is folded as one."""
    nothing = [c for c in map(chr, range(0x10000)) if not fold_character(c)]
    marks = "".join(filter(unicodedata.combining, nothing)) + "\u3099\u309a"
    return re.compile(
        f"(?P<cluster>[^ \n{marks}{''.join(nothing)}][{marks}]+)"
        "|(?P<jamo>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?)"
        r"|(?P<blank>[ \n]+)|(?P<dash>-+)"
    )


SOLO = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u9fff\uf900-\uff9f]"
)


def pieces(text: str) -> list[tuple[int, int, str]]:
    """The pieces of a text and how each is folded, one at a time from the left."""
    even = "".join(
        c if c == "\n" else plain if len(plain := fold_character(c)) == 1 else c for c in text
    )
    found, at = [], 0
    while at < len(text):
        match = piece().match(even, at)
        end = match.end() if match else at + 1
        found.append((at, end, _folded(text, even, at, end, match.lastgroup if match else "")))
        at = end
    return found


def _folded(text: str, even: str, at: int, end: int, kind: str | None) -> str:
    piece = even[at:end]
    if kind == "blank" and even[at - 1 : at] == even[end : end + 1] == ".":
        return ""
    if kind == "blank":
        inner = "\n" in piece and at > 0 and end < len(text)
        return "" if inner and SOLO.match(text[at - 1]) and SOLO.match(text[end]) else " "
    if kind == "dash":
        return "-"
    return "".join(map(fold_character, unicodedata.normalize("NFC", piece)))


def naive(text: str, words: str) -> list[Match]:
    """All hits by trying every piece as the beginning of one."""
    wanted = "".join(piece[2] for piece in pieces(words))
    cut, hits, at = pieces(text), [], 0
    while wanted.strip() and at < len(cut):
        read, end = "", at
        while end < len(cut) and len(read) < len(wanted):
            read += cut[end][2]
            end += 1
        if read == wanted and cut[at][2]:
            hits.append(Match(cut[at][0], cut[end - 1][1]))
            at = end
        else:
            at += 1
    return hits


@given(texts)
def test_folding_is_the_folding_of_the_pieces(text: str) -> None:
    """The few passes over the whole text fold it like one piece after another."""
    assert fold(text).text == "".join(piece[2] for piece in pieces(text))


@settings(max_examples=examples(400))
@given(searches())
def test_hits_are_those_of_a_naive_search(search: tuple[str, str]) -> None:
    """In every script the same ranges are found as by trying every place."""
    text, words = search

    assert list(find(story_of(text), Query(words, case=False))) == naive(text, words)


@given(searches(), st.booleans(), st.booleans(), st.booleans())
def test_a_hit_folds_to_the_query(
    search: tuple[str, str], exact: bool, case: bool, word: bool
) -> None:
    """Whatever the switches, the range by itself reads like the words."""
    text, words = search
    rules = (CASED if case else FOLDED) if not exact else Rules(str, False, False)
    rules = CASELESS if exact and not case else rules
    wanted = fold(words, rules).text

    matches = find(story_of(text), Query(words, case=case, exact=exact, word=word))

    assert [fold(text[start:end], rules).text for start, end in matches] == [wanted] * len(matches)
    assert matches.starts == [match.start for match in matches]
    assert matches.ends == [match.end for match in matches]


@pytest.mark.slow
@pytest.mark.parametrize("rules", [FOLDED, CASELESS, PATTERN])
def test_every_code_point_is_led_back(rules: Rules) -> None:
    """Between two letters each character is found where it stands, whatever it is folded to."""
    text = "".join(f"q{character}q" for character in characters())
    aligned = Aligned.of(text, rules)
    low = 0
    for index, character in enumerate(characters()):
        blank = "\n" if rules.lines else " "
        plain = f"q{blank if character == chr(10) else rules.character(character)}q"
        assert aligned.text.startswith(plain, low), hex(ord(character))
        assert aligned.start(low) == 3 * index
        low += len(plain)
        assert aligned.end(low) == 3 * index + 3
    assert low == len(aligned.text)


@given(st.text("abc\n éßя道\ud800\U00020000"), st.integers(0, 40))
def test_the_alphabet_is_all_that_is_not_ascii(text: str, latin: int) -> None:
    """Once each, however much of the text is ASCII."""
    text += "a" * latin
    assert alphabet(text) == "".join(sorted(set(filter(lambda c: c > "\x7f", text))))


def test_folding_a_folded_character_changes_nothing() -> None:
    """The folded form is the last: a query may come folded already."""
    for character in characters():
        plain = fold_character(character)
        assert "".join(map(fold_character, plain)) == plain, hex(ord(character))


def test_capitals_and_small_letters_are_folded_alike() -> None:
    """The upper and the lower case of a letter that has both are found by each other."""
    for character in characters():
        small = character.lower()
        if len(small) == 1 and small.upper() == character:
            assert fold_character(character) == fold_character(small), hex(ord(character))


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("ســـلام", "سلام"),
        ("الـكـتاب", "الكتاب"),
        ("کتاب", "كتاب"),
        ("یکی", "يكي"),
        ("على", "علی"),
        ("ٱلْبَيْت", "البيت"),
        ("آب", "اب"),
        ("بہت", "بهت"),
        ("צה״ל", 'צה"ל'),
        ("ג׳ורג׳", "ג'ורג'"),
        ("תש״ח", "תש“ח"),
        ("學校", "学校"),
        ("后来", "後來"),
        ("那裏", "那里"),
        ("爲甚麼", "为什么"),
        ("憂鬱的臺灣烏龜", "忧郁的台湾乌龟"),
    ],
)
def test_words_are_found_in_each_way_of_writing_them(written: str, sought: str) -> None:
    """Stretched letters, letters of other keyboards, marks for quotes, either script of Chinese."""
    for text, words in ((written, sought), (sought, written)):
        story = story_of(f"x {text} x")
        assert [tuple(one) for one in find(story, Query(words))] == [(2, 2 + len(text))]


def test_the_scripts_of_chinese_are_paired_one_to_one() -> None:
    """Each character once, in order, and none is simplified twice."""
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert list(TRADITIONAL) == sorted(TRADITIONAL)
    assert set(TRADITIONAL).isdisjoint(SIMPLIFIED)


@given(texts, st.sampled_from([FOLDED, CASED, CASELESS, PATTERN]))
def test_a_range_begins_and_ends_where_no_piece_is_parted(text: str, rules: Rules) -> None:
    """Inside a piece no offset leads back to the text; everywhere else one does, in order."""
    aligned = Aligned.of(text, rules)
    led = range(len(aligned.text) + 1)
    assert [bool(inside) for inside in aligned.inside] == [aligned.end(at) < 0 for at in led]
    starts = [aligned.start(at) for at in led]
    assert [bool(inside) for inside in aligned.inside] == [start < 0 for start in starts]
    whole = [start for start in starts if start >= 0]
    assert whole == sorted(whole)
    assert all(aligned.folded(start) <= at for at, start in enumerate(starts) if start >= 0)


@given(
    st.one_of(
        texts, st.text("山來国ガ゛ｶﾞ…‥！（）\u3000\u3099 \n.-―—\ufdd0\ufdd1\ufdd2éﬁ가ᄀ\u1161")
    )
)
def test_a_table_folds_as_the_rules_do(text: str) -> None:
    """Whatever is set in a text of a script with thousands of letters, its own signs too."""
    with patch.multiple(fold_module, _TABLE_LEAST=0, _TABLE_BYTES=0):
        quick = fold(text)
    with patch.object(fold_module, "_folded_by_table", lambda _: None):
        assert fold(text) == quick


def test_many_characters_are_folded_together_as_each_alone() -> None:
    """Those of two bytes by a table, and any others."""
    every = [one for one in characters() if not is_composed(one)]
    narrow = [one for one in every if one < "\U00010000"]
    for some in (narrow, every[:: len(every) // 999], ["e", "\u0301"]):
        assert fold_letters("".join(some)) == list(map(fold_character, some))
