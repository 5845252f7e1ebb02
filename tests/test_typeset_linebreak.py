"""Where lines break: the rules one by one, and the quick ways against the exact one."""

import itertools
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.typeset import break_clusters, linebreak, plain_patterns, quick_breaks
from reader.typeset.break_clusters import BLANKS, CONTEXT, break_exactly
from reader.typeset.cells import clusters
from reader.typeset.linebreak import Way, break_long, ways
from reader.typeset.opportunities import opportunities
from reader.typeset.quick_breaks import ALL_WIDE, break_plain, break_square, break_wide
from tests.strategies import SCRIPTS, texts

LETTERS = st.sampled_from(["abcde", "абвг", "éβñÉ", "ab12"])
PLAIN = SCRIPTS["latin"].replace("\u00a0", "") + "««»»——“ --–!?/|%$+}{°¡„é"


@given(st.text(PLAIN, min_size=1, max_size=120), st.integers(1, 30), st.integers(0, 9))
def test_the_pattern_breaks_as_the_exact_way_does(text: str, rest: int, less: int) -> None:
    """On every text that the pattern may set, whatever the measure."""
    line = text.strip(BLANKS) or "x"
    first = max(1, rest - less)
    whole = f"x\n{line}\n"

    assert ways(whole, [2], [2 + len(line)])[0] != Way.EXACT
    exact = break_exactly(whole, 2, 2 + len(line), first, rest)
    assert break_plain(whole, 2, len(whole), first, rest) == exact
    assert break_plain(whole, 2, 2 + len(line), first, rest) == exact
    inset = f"x\n  {line}\n"  # as a line of verse may be, which has more room than those below it
    exact = break_exactly(inset, 4, 4 + len(line), rest, first)
    assert break_plain(inset, 4, 4 + len(line), rest, first) == exact


@given(
    LETTERS.flatmap(lambda letters: st.text(letters + "   ,.;-—…/“”‘’()«»!?\"'3", max_size=200)),
    st.integers(1, 40),
    st.integers(0, 9),
)
def test_prose_breaks_as_the_exact_way_does(text: str, rest: int, less: int) -> None:
    """Words of every alphabet, where most lines end at a space between two of them."""
    line = text.strip(BLANKS) or "x"
    first = max(1, rest - less)
    whole = f"x\n{line}\n{line}\n"
    end = 2 + len(line)
    exact = break_exactly(whole, 2, end, first, rest)

    assert break_plain(whole, 2, end, first, rest) == exact
    assert break_plain(whole, 2, end, rest, rest) == break_exactly(whole, 2, end, rest, rest)
    both = break_plain(whole, 2, len(whole), first, rest)
    assert list(both) == [*exact, *(at + len(line) + 1 for at in exact)]


@given(
    st.lists(st.text("ab é\u0105я\u0386\u0488\u02c8—\u0301\u3000雨가\x7f", min_size=1), min_size=1)
)
def test_characters_looked_at_by_their_first_bytes_are_those_of_the_text(lines: list[str]) -> None:
    """Each line is broken the way that it is when all characters are looked at."""
    text = "\n".join(lines)
    starts = list(itertools.accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    ends = [start + len(line) for start, line in zip(starts, lines, strict=True)]
    found = []
    for few, doubted in ((2.0, 0.0), (0.0, 2.0)):
        linebreak._kinds.cache_clear()
        with patch.object(linebreak, "_FEW", few), patch.object(linebreak, "_DOUBTED", doubted):
            found.append(ways(text, starts, ends))
    linebreak._kinds.cache_clear()

    assert found[0] == found[1]


@given(
    st.text(
        SCRIPTS["chinese"] + SCRIPTS["japanese"] + "가나다라 A,()“”‘’·-—", min_size=1, max_size=90
    ),
    st.integers(1, 30),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
)
def test_the_guess_breaks_as_the_exact_way_does(
    text: str, rest: int, less: int, hang: bool, words: bool
) -> None:
    """On every text of ideographs, whatever the measure and whatever is mixed in."""
    line = text.strip(BLANKS) or "x"
    first = max(1, rest - less)
    whole = f"x\n{line}\n"
    way = ways(whole, [2], [2 + len(line)])[0]

    end = 2 + len(line)
    exact = break_exactly(whole, 2, end, first, rest, hang=hang, whole=words)
    quick = break_square(whole, 2, end, first, rest, hang, words)
    assert way == Way.EXACT or quick == exact


WIDE = st.one_of(
    st.sampled_from("字山かナっーァ々：「『（、。』）！？\u3000"),
    st.from_regex(f"[{ALL_WIDE}]", fullmatch=True),
)


@given(
    st.lists(WIDE, min_size=1, max_size=90).map("".join),
    st.integers(1, 30),
    st.integers(0, 9),
    st.booleans(),
)
def test_the_pattern_breaks_wide_text_as_the_exact_way_does(
    text: str, rest: int, less: int, hang: bool
) -> None:
    """On every text of ideographs and kana, many lines of text at once, from anywhere in a line."""
    line = text.strip(BLANKS) or "字"
    first, end = max(1, rest - less), 2 + len(line)
    whole = f"字\n{line}\n{line}\n"
    exact = break_exactly(whole, 2, end, first, rest, hang=hang)

    assert break_wide(whole, 2, end, first, rest, hang) == exact
    both = break_wide(whole, 2, len(whole), first, rest, hang)
    assert list(both) == [*exact, *(at + len(line) + 1 for at in exact)]
    inset = f"字\n\u3000{line}\n"
    exact = break_exactly(inset, 3, end + 1, first, rest, hang=hang)
    assert break_wide(inset, 3, end + 1, first, rest, hang) == exact


@given(texts())
@example("1\u200d🇩🇩🇩")
def test_no_opportunity_lies_inside_a_cluster(text: str) -> None:
    """Marks, joined emoji, flags and syllables stay whole."""
    line = text.replace("\n", " ")
    ends = {end for end, _ in clusters(line)}

    assert set(opportunities(line, 0, len(line))) <= ends


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("two words", "two |words"),
        ("end\u00a0nbsp", "end\u00a0nbsp"),
        ("word\u2060word", "word\u2060word"),
        ("zero\u200bwidth", "zero\u200b|width"),
        ("soft\u00adhyphen", "soft\u00ad|hyphen"),
        ("well-known", "well-|known"),
        ("1914-1918 and -5", "1914-1918 |and |-5"),
        ("a -word at its start", "a |-word |at |its |start"),
        ("sent--and came", "sent--|and |came"),
        ("night—and day", "night—|and |day"),
        ("“—and then”", "“—and |then”"),
        ("he said —“so”", "he |said |—“so”"),
        ("pages 3–7, A–Z", "pages |3–|7, |A–|Z"),
        ("and/or 1/2", "and/|or |1/2"),
        ("so… he", "so… |he"),
        ("…and so", "…and |so"),
        ("wait . . . here", "wait . . . |here"),
        ("(in brackets) here", "(in |brackets) |here"),
        ("« Bonjour ! » dit-il", "« Bonjour ! » |dit-|il"),
        ("sagte »Wort« und", "sagte |»Wort« |und"),
        ("it’s ‘so’ then", "it’s |‘so’ |then"),
        ("$5, 10% and £3.50", "$5, |10% |and |£3.50"),
        ("cost .5 more", "cost |.5 |more"),
        ("天地玄黃", "天|地|玄|黃"),
        ("說：「好，好。」他", "說：|「好，|好。」|他"),
        ("说：“好，好。”他", "说：|“好，|好。”|他"),
        ("あっとキャー。", "あっ|と|キャー。"),
        ("は？！そう……だ", "は？！|そ|う……|だ"),
        ("一——二", "一|——|二"),
        ("第1章 abc中", "第|1|章 |abc|中"),
        ("가나 다라", "가|나 |다|라"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "\u1112\u1161\u11ab|\u1100\u1173\u11af"),
        ("ວັນນີ້ຝົນຕົກ", "ວັນ|ນີ້|ຝົນ|ຕົກ"),
        ("ဆောင်းတွင်း", "ဆောင်း|တွင်း"),
        ("တက္ကသိုလ်", "တက္က|သိုလ်"),
        ("သင်္ဘောကြီး", "သင်္ဘော|ကြီး"),
        ("ទាន់ពេល", "ទាន់|ពេ|ល"),
        ("ខ្ញុំនឹងទៅ", "ខ្ញុំ|នឹ|ង|ទៅ"),
        ("ពុទ្ធសាសនា", "ពុទ្ធ|សា|ស|នា"),
        ("哈里·波尔", "哈|里·|波|尔"),
        ("玛丽•安·李来", "玛|丽•|安·|李|来"),
        ("col·lecció · fi", "col·lecció |· |fi"),
        ("שלום־עולם", "שלום־|עולם"),
        ("e\u0301te\u0301 a\u0308", "e\u0301te\u0301 |a\u0308"),
        ("👨\u200d👩\u200d👧👍🏽", "👨\u200d👩\u200d👧|👍🏽"),
        ("🇩🇪🇫🇷", "🇩🇪|🇫🇷"),
    ],
)
def test_a_line_may_break(text: str, parts: str) -> None:
    """At the bars and nowhere else."""
    marks = [0, *opportunities(text, 0, len(text)), len(text)]

    assert "|".join(text[a:b] for a, b in itertools.pairwise(marks)) == parts


@pytest.mark.parametrize(
    ("text", "syllables", "words"),
    [
        ("เก่าแก่มาก", "เก่า|แก่|มา|ก", "เก่า|แก่|มาก"),
        ("วันศุกร์", "วัน|ศุกร์", "วัน|ศุกร์"),
        ("นั่งเขียนจดหมาย", "นั่ง|เขี|ย|น|จ|ด|ห|มา|ย", "นั่ง|เขียน|จดหมาย"),
        ("แมวกินปลาทุกวัน", "แม|ว|กิ|น|ป|ลา|ทุ|ก|วัน", "แมว|กิน|ปลา|ทุก|วัน"),
        ("เป็นมืดก็ดี", "เป็น|มืด|ก็|ดี", "เป็น|มืด|ก็|ดี"),
        ("เธอเดิน 3 ชั่วโมง", "เธ|อ|เดิ|น |3 |ชั่ว|โม|ง", "เธอ|เดิน |3 |ชั่วโมง"),
    ],
)
def test_a_line_of_thai_breaks_between_words(
    monkeypatch: pytest.MonkeyPatch, text: str, syllables: str, words: str
) -> None:
    """And where their weights cannot be had, where the spelling lets a syllable begin."""
    assert _parted(text) == words
    monkeypatch.setattr("reader.typeset.words._weights", lambda: None)
    assert _parted(text) == syllables


def _parted(text: str) -> str:
    marks = [0, *opportunities(text, 0, len(text)), len(text)]
    return "|".join(text[a:b] for a, b in itertools.pairwise(marks))


@given(st.text("แมวกินปลาทุกวันเธอดิชั่โง ", min_size=24, max_size=80), st.integers(0, 9))
def test_breaks_of_thai_depend_on_what_is_near(text: str, less: int) -> None:
    """What stands far before or after a place changes nothing about it."""
    whole = opportunities(text, 0, len(text))
    part = opportunities(text, less, len(text) - less)
    inner = range(less + 8, len(text) - less - 8)

    assert [at for at in whole if at in inner] == [at for at in part if at in inner]


PARTED = (
    "ฉัน|ไป|ตลาด|เพื่อ|ซื้อ|ผลไม้",
    "ຂ້ອຍ|ໄປ|ຕະຫຼາດ|ເພື່ອ|ຊື້|ຜັກ",
    "ខ្ញុំ|ទៅ|ផ្សារ|ដើម្បី|ទិញ|បន្លែ",
    "ဈေး|သွား|ပြီး|သစ်သီး|ဝယ်|ခဲ့သည်။",
)


@pytest.mark.parametrize("words", PARTED)
def test_words_that_their_author_parted_break_there_and_nowhere_else(words: str) -> None:
    """Whatever the dictionary or the spelling would say of the places between."""
    assert _parted(words.replace("|", "\u200b")) == words.replace("|", "\u200b|")


def test_a_break_that_the_author_gave_says_nothing_about_the_next_phrase() -> None:
    """Where none is given, words are found as ever."""
    assert _parted("ฉัน\u200bไป แมวกินปลาทุกวัน") == "ฉัน\u200b|ไป |แมว|กิน|ปลา|ทุก|วัน"


def test_a_long_phrase_between_two_breaks_that_the_author_gave_breaks_near_neither() -> None:
    """Near its end as little as near its beginning."""
    phrase = "แมวกินปลาทุกวัน" * 6
    places = opportunities(f"ฉัน\u200b{phrase}\u200bไป", 0, 3 + 1 + len(phrase) + 1 + 2)

    assert min(at for at in places if at > 4) - 4 > 10
    assert len(phrase) + 4 - max(at for at in places if at < len(phrase) + 4) > 10


@given(st.text("แมวกินปลาទៅសារ\u200b ", min_size=40, max_size=90), st.integers(0, 9))
def test_breaks_between_parted_words_depend_on_what_is_near(text: str, less: int) -> None:
    """What stands farther away than a word is long changes nothing about a place."""
    whole = opportunities(text, 0, len(text))
    part = opportunities(text, less, len(text) - less)
    inner = range(less + CONTEXT, len(text) - less - CONTEXT)

    assert [at for at in whole if at in inner] == [at for at in part if at in inner]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("가나 다라", "가나 |다라"),
        ("등불이 꺼졌다.", "등불이 |꺼졌다."),
        ("“누구요?” 노인이", "“누구요?” |노인이"),
        ("3월의 강가(江가)", "3월의 |강가(江|가)"),
        ("톰은—아마—갔다", "톰은—|아마—|갔다"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
    ],
)
def test_a_line_of_korean_may_break_between_words(text: str, parts: str) -> None:
    """Where words are kept whole, at the bars and nowhere else."""
    marks = [0, *opportunities(text, 0, len(text), whole=True), len(text)]

    assert "|".join(text[a:b] for a, b in itertools.pairwise(marks)) == parts


@given(st.text("กขคงศทรนาัิุเแ์่ 가나다", min_size=1, max_size=60), st.integers(1, 20))
def test_words_are_kept_whole_only_where_breaks_were(text: str, at: int) -> None:
    """Keeping words whole takes places away and adds none."""
    line = text.replace("\n", " ")
    kept = opportunities(line, 0, len(line), whole=True)

    assert set(kept) <= set(opportunities(line, 0, len(line)))


@given(st.text("กตรสนยาัิืุเ์่", min_size=2, max_size=60))
def test_no_line_of_thai_begins_with_a_silent_consonant(text: str) -> None:
    """Whatever stands before it."""
    for at in opportunities(text, 0, len(text)):
        silent = text[at + 1 : at + 2] == "์" or (text[at + 2 : at + 3] == "์" and text[at + 1] in "ิุ")
        assert not (silent and text[at] in "กตรสนย"), text[at:]


@given(st.text("ကငတသမဘေိုှ့်္း", min_size=2, max_size=60))
def test_no_line_of_burmese_begins_with_a_killed_consonant(text: str) -> None:
    """Nor with one above another, nor with the one below."""
    for at in opportunities(text, 0, len(text)):
        assert not (text[at] in "ကငတသမဘ" and text[at + 1 : at + 2] in ("်", "္")), text[at:]
        assert text[at - 1] != "္" or text[at] not in "ကငတသမဘ"


def test_the_patterns_of_plain_text_are_those_of_the_rules() -> None:
    """What is written out, so that no start has to make it, is what would be made."""
    assert quick_breaks.after_space(square=False) == plain_patterns.AFTER_SPACE
    assert quick_breaks.between(square=False) == plain_patterns.BETWEEN
    assert "".join(quick_breaks.between_words()) == plain_patterns.BETWEEN_WORDS


def test_a_line_without_end_is_looked_through_less_than_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Marks that take no cell, hundreds of thousands of them: nothing is tried again in part."""
    text, looked = "\u0301" * 300_000, []

    def counted(text: str, start: int, end: int, whole: bool = False) -> list[int]:
        looked.append(end - start)
        return opportunities(text, start, end, whole)

    monkeypatch.setattr(break_clusters, "opportunities", counted)
    found = [list(lines) for lines in break_long(text, 0, len(text), 60, 60, Way.EXACT)]

    assert found == [[0]]
    assert sum(looked) < 2 * len(text)
