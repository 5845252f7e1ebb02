"""Texts of East Asia: read quickly, and as the careful way reads them; blanks that are none."""

from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.choices import Choices
from reader.formats.text import marks, runs, segments
from reader.formats.text.draft import Draft
from reader.formats.text.encoding import decode, recognise
from reader.formats.text.headings.numbers import bare_number, may_have_number, titled_number
from reader.formats.text.headings.words import look_of, may_name_a_part
from reader.formats.text.parse import parse
from reader.formats.text.rows import EMPHASIS, RUBY
from reader.formats.text.segments import draft_chunk
from reader.formats.text.survey import Shape
from reader.story import BlockKind, SpanKind, Story

BY_LINE = Shape(0, indented=True, by_line=True, prosy=False, why="")
SIGNS = "".join((*EMPHASIS, *RUBY))
LINES = st.text(
    f"　「」（）―…。、＊◇雨の日にはランプ灯り第一章終ＡＸa1 {SIGNS}", min_size=1, max_size=30
)
MARKED = st.lists(
    st.sampled_from(
        [
            "雨",
            "傘",
            "《あめ》",
            "《・・》",
            "《＝》",
            "《",
            "》",
            "｜",
            "|",
            "*ah*",
            "_so_",
            "［＃「傘」に傍点］",
            "［＃改ページ］\n",
            "［＃「雨」は中見出し］",
            "。\n",
            "\n\n",
            "　",
            "＊\n",
            "舟を出す者はいなかった",
        ]
    ),
    max_size=40,
).map("".join)
"""Readings and notes of every kind, whole and broken, among other marks."""
NUMBERED = st.text("第一章二12３（）［］~・. そのXIVchaptr話雨日、。「」", min_size=1, max_size=26)
READINGS = "雨《あめ》の日《ひ》に花《はな》を見《み》て、傘《かさ》を忘れた。\n"


@given(st.lists(st.tuples(LINES, st.integers(1, 6)), min_size=1, max_size=16))
def test_the_quick_way_drafts_what_the_careful_way_does(lines: list[tuple[str, int]]) -> None:
    """Lines of every length and beginning, breaks, speech and marks among them."""
    found = [line * times for line, times in lines]
    chunk = "\n".join(line for line in found if line.strip()) or "雨"
    quick, careful = Draft(), Draft()

    draft_chunk(quick, chunk, 2, BY_LINE)
    with patch.object(segments, "_east_asian_prose", lambda _: []):
        draft_chunk(careful, chunk, 2, BY_LINE)

    assert quick.texts == careful.texts
    assert quick.kinds == careful.kinds
    assert (quick.indents, quick.blanks) == (careful.indents, careful.blanks)


@given(MARKED)
def test_readings_are_taken_out_at_once_as_one_by_one(told: str) -> None:
    """Whatever other marks are among them, and whether or not their brackets are in pairs."""
    data = (READINGS * 3 + told).encode()
    at_once = parse(data, "story.txt")
    with patch.object(marks, "_read", lambda _texts, _at: None):
        one_by_one = parse(data, "story.txt")

    assert at_once.text == one_by_one.text
    assert at_once.spans == one_by_one.spans
    assert list(at_once.blocks) == list(one_by_one.blocks)


@given(NUMBERED)
def test_a_first_look_at_a_line_rules_out_no_heading(line: str) -> None:
    """Neither one in words nor a number, whatever signs stand around it."""
    if not may_name_a_part(line):
        assert look_of(line) is None
    if (bare := line.strip()) and not may_have_number(bare):
        assert bare_number(bare) is None
        assert titled_number(bare) is None


@given(st.text("雨日あ、。「　\n\t\x07\u200b\xad\u0e01\ufdd0ab<&", max_size=60))
def test_dense_text_is_made_plain_as_any_other(text: str) -> None:
    """A text of hardly anything but characters beyond ASCII may hold hostile ones too."""
    data = text.encode()
    quick = runs.settle(data)
    with patch.object(runs, "_HEAD", 0):
        assert runs.settle(data) == quick


@given(st.text("雨a\u3000 \n\r\t", max_size=200))
def test_a_text_is_cut_where_it_would_be_if_all_were_searched_each_time(text: str) -> None:
    """What is known to lack a sign is not searched for it again."""
    data = text.encode()
    with patch.multiple(runs, END=8, _PIECE=8, _LONGEST=24):
        quick = _cut(data)
        with patch.object(
            runs.Pieces, "_last", lambda pieces, *sought: pieces._data.rfind(*sought)
        ):
            assert _cut(data) == quick


def _cut(data: bytes) -> list[runs.Settled]:
    pieces = runs.Pieces(data)
    return [pieces.head, *(piece for piece, _ in pieces.middle()), pieces.tail]


def test_western_text_is_made_plain_as_any_other() -> None:
    """Each character that acts on nothing is rightly not looked at."""
    for code in range(0x3000):
        data = f"tak — “było” {chr(code)} był".encode()
        quick = runs.settle(data)
        with patch.object(runs, "_ACCENTED", 0):
            assert runs.settle(data) == quick


def test_a_legend_and_a_colophon_keep_their_lines() -> None:
    """As the story between them does: no line of either is joined to another."""
    rule = "-" * 55
    signs = "｜：読みの付く言葉がどこから始まるかを示す印\n（例）古い｜灯台《とうだい》"
    legend = f"灯台\n森灯\n\n{rule}\n【テキスト中に現れる記号について】\n\n{signs}\n{rule}\n\n"
    printed = "\u3000\u3000\u30001972（昭和47）年2月25日初版"
    colophon = f"\n\n底本：「灯台」海文庫、海書店\n{printed}\n入力：海\n2004年8月26日作成\n"
    data = (legend + f"　{READINGS}" * 20 + colophon).encode()
    story = parse(data, "story.txt")
    outside = [
        story.text[b.start : b.end]
        for b in story.blocks
        if not story.body.start <= b.start < story.body.end
    ]
    told = [line.strip() for text in outside for line in text.split("\n")]

    assert told == [line.strip() for line in f"{legend}{colophon}".split("\n") if line]


@pytest.mark.parametrize("text", [f"\u3000{READINGS}" * 40, (f"\u3000{READINGS}" * 9 + "\n") * 9])
def test_every_line_that_is_a_paragraph_says_which_rule_took_it(text: str) -> None:
    """Those that are taken many at once too."""
    rules: list[tuple[BlockKind, str]] = []
    story = parse(text.encode(), "story.txt", rules=rules)

    assert len(rules) == len(story.blocks)
    assert {rule for kind, rule in rules if kind is BlockKind.PARAGRAPH} == {"line"}


def test_a_long_story_without_blank_lines_begins_after_its_legend() -> None:
    """Though the last blank line of all is the one that ends the legend."""
    rule = "-" * 55
    legend = f"灯台\n森灯\n\n{rule}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n{rule}\n\n"
    story = parse((legend + f"　{READINGS}" * 16_000).encode(), "story.txt")

    assert story.text[story.body.start :].startswith("雨（あめ）")
    assert len(story.spans) == READINGS.count("《") * 16_000


def _dotted(story: Story) -> list[str]:
    return [
        story.text[span.start : span.end] for span in story.spans if span.kind is SpanKind.EMPHASIS
    ]


def test_dots_beside_words_stand_where_the_note_says() -> None:
    """Right before it, with the readings among them, and nowhere if other words stand there."""
    told = (
        "これは傘［＃「傘」に傍点］だ。\n"
        "あの｜白木蓮《はくもくれん》［＃「白木蓮」に傍点］だ。\n"
        "古い灯台《とうだい》守り［＃「灯台守り」に白丸傍点］だ。\n"
        "黒い猫［＃「白い犬」に傍点］だ。\n"
    )
    story = parse((READINGS * 3 + told).encode(), "story.txt")

    assert _dotted(story) == ["傘", "白木蓮（はくもくれん）", "灯台（とうだい）守り"]
    assert "［＃" not in story.text


def test_an_encoding_shown_by_readings_is_taken_back_where_it_does_not_fit() -> None:
    """A few lines tell it before the rest is looked at; a damaged byte further down is found."""
    data = (READINGS * 200).encode("cp932")
    at = len(data) // 2

    assert recognise(data, trusting=True).name == "cp932"
    assert decode(data).text == READINGS * 200
    found = decode(data[:at] + b"\xff" + data[at:])
    assert found.encoding == "cp932"
    assert parse(data[:at] + b"\xff" + data[at:], "story.txt").source.encoding == "cp932"


def test_speech_between_corners_and_narration_are_a_paragraph_on_each_line() -> None:
    """What is said needs no stop before it closes, and long narration joins nothing to itself."""
    told = "　渡し守は濡れた綱をゆっくりと手繰り寄せながら、岸の灯りを長いあいだ見ていた。"
    lines = [told, "「もう来ないと思う」", told, "「そうかな」", "「きっとそうだよ」", told] * 6
    story = parse("\n".join(lines).encode(), "story.txt")

    read = [story.text[block.start : block.end] for block in story.blocks]
    assert read == [line.strip() for line in lines]
    assert all(block.kind is BlockKind.PARAGRAPH for block in story.blocks)


def test_a_sentence_of_korean_prose_is_no_verse_however_far_it_is_set_in() -> None:
    """Pasted pages set some paragraphs three times as deep as the others."""
    near = "    나는 강가에 앉아서 배가 오기를 오래오래 기다렸다. 비는 그치지 않고 내렸다.\n\n"
    far = "            그는 젖은 밧줄을 놓고 나를 보았다. 아무 말도 하지 않고\n\n"
    story = parse((near * 6 + far + near * 3).encode(), "story.txt")

    assert {block.kind for block in story.blocks} == {BlockKind.PARAGRAPH}


def segmented(words: Sequence[str], line: int = 12) -> str:
    """Words with a blank between any two, a dozen on each line."""
    lines = [" ".join(words[at : at + line]) for at in range(0, len(words), line)]
    return "\n\n".join(lines)


def words_of(text: str) -> list[str]:
    """A text as words of one and two characters in turn."""
    cuts = [(at, at + 1) for at in range(0, len(text), 3)]
    cuts += [(at + 1, at + 3) for at in range(0, len(text) - 1, 3)]
    return [text[start:end] for start, end in sorted(cuts)]


CHINESE = words_of("雨下了一整夜，河水漫过了石阶。守灯的人提着灯笼，谁也没有说话。")
KANA = words_of("雨が一晩中降り続いて、川の水は石段を越えた。誰も何も言わなかった。")


@pytest.mark.parametrize("words", [CHINESE, KANA])
@pytest.mark.parametrize("between", [[], ["VIP", "会员"], ["NHK", "の"]])
def test_blanks_between_all_words_are_left_out(words: Sequence[str], between: list[str]) -> None:
    """As machines write them; those around Latin letters stay, and a raw view shows all."""
    text = segmented([*words, *between] * 30)
    story = parse(text.encode(), "x")
    told = next(one for one in story.decisions if one.topic == "paragraphs")
    shown = story.text if not between else story.text.replace(f" {between[0]} ", between[0])

    assert " " not in shown
    assert "".join(words) in shown.replace("\n", "")
    assert "left out" in told.why
    assert words[0] + " " + words[1] in parse(text.encode(), "x", Choices(raw=True)).text


@pytest.mark.parametrize(
    "words", [["The", "rain"], ["비가", "오고"], ["Дождь", "шёл"], ["ฝน", "ตก"]]
)
def test_words_of_other_scripts_keep_their_blanks(words: list[str]) -> None:
    """And so does Chinese with a blank now and then."""
    line = f"{' '.join(words * 9)}."
    chinese = "　　" + "".join(CHINESE[:9]) + " " + "".join(CHINESE[9:])
    for text in (line, chinese):
        story = parse("\n\n".join([text] * 40).encode(), "x")
        assert story.text.count(" ") == 40 * text.count(" ")
