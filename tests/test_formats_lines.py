"""How the lines of a file become blocks, in the shapes that files of the wild have."""

import random
import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.text.kinds import KINDS, reason_of
from reader.formats.text.parse import parse
from reader.story import BlockKind, SpanKind, Story
from reader.typeset.cells import shown
from tests.lines import (
    QUATRAIN,
    SHAPES,
    TALK,
    blocks_of,
    paragraphs,
    ragged,
    read,
    texts_of,
    wrapped,
)

PROSE = paragraphs(40)


def kinds_of(story: Story) -> set[BlockKind]:
    """Which kinds of block a story has."""
    return {block.kind for block in story.blocks}


def shared(story: Story, wanted: list[str]) -> float:
    """The share of the wanted paragraphs that stand in a story as they are."""
    found = set(texts_of(story))
    return sum(text in found for text in wanted) / len(wanted)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_paragraph_is_one_block_whatever_shape_the_file_has(shape: str) -> None:
    """Each is there, and nothing else."""
    assert texts_of(read(SHAPES[shape](PROSE))) == PROSE


@pytest.mark.parametrize("width", [44, 60, 72, 90])
@pytest.mark.parametrize("change", [str, str.upper], ids=["as it is", "capitals"])
def test_prose_without_blank_lines_or_indents_has_its_paragraphs(
    width: int, change: Callable[[str], str]
) -> None:
    """Only a last line that is full by chance may hide where the next one begins."""
    wanted = [change(text) for text in PROSE]
    story = read("\n".join(wrapped(wanted, width)))

    assert kinds_of(story) == {BlockKind.PARAGRAPH}
    assert shared(story, wanted) > 0.7
    assert re.sub(r"\s+", " ", story.text) == " ".join(wanted)


def test_numbered_headings_stand_apart_in_prose_without_blank_lines() -> None:
    """They are neither joined to what goes before nor to what follows."""
    parts = ["\n".join([f"Chapter {n}", *wrapped(PROSE[10 * n :][:10], 66)]) for n in range(4)]

    assert [chapter.title for chapter in read("\n".join(parts)).chapters][1:] == [
        "Chapter 1",
        "Chapter 2",
        "Chapter 3",
    ]


@pytest.mark.parametrize("every", [4, 7, 12])
def test_paragraphs_on_a_line_each_may_go_on_in_small_letters(every: int) -> None:
    """As where pages of a scan end in mid-sentence."""
    wanted = [
        text if at % every else text[0].lower() + text[1:]
        for at, text in enumerate(paragraphs(60, talk=False))
    ]

    assert texts_of(read("\n".join(wanted))) == wanted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lines_that_end_at_phrases_are_prose(seed: int) -> None:
    """However far from the margin they end, where sentences run on across them."""
    wanted = paragraphs(40, seed)

    assert shared(read("\n\n".join(ragged(wanted, seed))), wanted) > 0.95


@pytest.mark.parametrize("width", [44, 52, 60])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_wrapped_text_that_was_cut_where_its_verses_began_is_prose(width: int, seed: int) -> None:
    """As where their numbers were taken out: a line ends there, and goes on on the next."""
    draw = random.Random(seed)
    lines = "\n".join(wrapped(paragraphs(150, seed, talk=False), width)).split("\n")
    words = [line.split() for line in lines]
    cuts = [draw.randrange(1, len(w)) if len(w) > 2 and draw.random() < 0.3 else 0 for w in words]
    cut = [
        part
        for at, line in zip(cuts, words, strict=True)
        for part in (line[:at], line[at:])
        if part
    ]
    story = read("\n".join(map(" ".join, cut)))

    assert len(texts_of(story, BlockKind.VERSE)) < 0.05 * len(story.blocks)


def test_capitals_throughout_are_joined_like_any_prose() -> None:
    """Where case says nothing, lengths and stops do."""
    wanted = [text.upper() for text in PROSE]

    assert texts_of(read("\n\n".join(wrapped(wanted, 40)))) == wanted


@pytest.mark.parametrize("odd", ["12", "[12]", "over the hill", "*"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_short_line_in_a_paragraph_makes_no_verse_of_it(odd: str, at: int) -> None:
    """The lines around it are joined all the same."""
    parts = wrapped(paragraphs(20, talk=False), 66)
    lines = parts[9].split("\n")
    parts[9] = "\n".join([*lines[:at], odd, *lines[at:]])
    story = read("\n\n".join(parts))

    assert BlockKind.VERSE not in kinds_of(story)
    assert all(" ".join(part.split()) in texts_of(story) for part in parts[:9] + parts[10:])


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n", "\n\f\n", "\f"], ids=repr)
def test_a_blank_line_or_a_form_feed_within_a_sentence_is_none(gap: str) -> None:
    """The halves of the paragraph are one again."""
    wanted = paragraphs(20, talk=False)
    parts = wrapped(wanted, 66)
    lines = parts[5].split("\n")
    at = next(n for n, line in enumerate(lines[1:], 1) if line[0].islower())
    parts[5] = "\n".join(lines[:at]) + gap + "\n".join(lines[at:])

    assert texts_of(read("\n\n".join(parts))) == wanted


def test_a_blank_line_after_a_sentence_parts_paragraphs_all_the_same() -> None:
    """A full line before it is no reason to join them."""
    wanted = ["It was late in the year. " * 3 + "It rained.", "the end"] * 6

    assert len(texts_of(read("\n\n".join(wrapped(wanted, 72))))) == len(wanted)


@pytest.mark.parametrize("blanks", [" ", "  "])
def test_a_stray_blank_before_a_line_tears_no_paragraph(blanks: str) -> None:
    """Set in by less than paragraphs are, it belongs to the one it stands in."""
    wanted = paragraphs(24, talk=False)
    text = "\n".join(wrapped(wanted, 70, "      "))
    lines = text.split("\n")
    at = [n for n, line in enumerate(lines) if line[0] != " " and lines[n - 1][0] != " "]
    for n in at[::6]:
        lines[n] = blanks + lines[n]

    assert texts_of(read("\n".join(lines))) == wanted


@pytest.mark.parametrize("every", [3, 5, 9])
def test_a_blank_pasted_before_a_paragraph_makes_no_quotation(every: int) -> None:
    """Between blank lines, one blank before a paragraph is an accident."""
    parts = [text if at % every else f" {text}" for at, text in enumerate(PROSE)]

    assert texts_of(read("\n\n".join(parts))) == PROSE


def test_one_long_stretch_in_a_short_file_is_seen() -> None:
    """What stands before the first blank line does not speak for the rest."""
    head = "=" * 70 + "\n\n      M U D   P R E S S\n\n           presents\n\n"
    story = read(head + "\n".join(wrapped(PROSE, 66, "     ")))

    assert texts_of(story)[-len(PROSE) :] == PROSE


TERCET = ("the heron stood all evening in the reeds", "and would not say for whom he had to wait,",
          "though all the frogs had sown the dark with creeds.")  # fmt: skip
SHORT = ["dew", "hay", "mud", "oak"]
VERSES = {
    "tercets, the first line set in": "\n".join("\n".join(["  " + TERCET[0], *TERCET[1:]])
                                                  for _ in range(24)),
    "short lines": "\n\n".join("\n".join(f"{word} and rain," for word in SHORT) for _ in range(12)),
    "short lines in long stanzas": "\n".join(f"The {word} is gone," for word in SHORT * 14),
    "a blank line after each line": "\n\n".join(QUATRAIN * 12),
    "lines in small letters": "\n\n".join("\n".join(TERCET) for _ in range(20)),
}  # fmt: skip


@pytest.mark.parametrize("name", VERSES)
def test_lines_of_verse_stand(name: str) -> None:
    """None is joined to the next, and none is a paragraph of its own."""
    story = read(VERSES[name])
    lines = [line.strip() for line in VERSES[name].split("\n") if line.strip()]

    assert kinds_of(story) == {BlockKind.VERSE}
    assert [line.strip() for line in story.text.split("\n")] == lines


@pytest.mark.parametrize("margin", ["    ", "      ", "            "])
@pytest.mark.parametrize("date", ["Monday 3 June 1895", "June 3, 1895", "3rd June, evening"])
def test_a_date_right_above_prose_stands_alone(margin: str, date: str) -> None:
    """What follows it flows."""
    wanted = paragraphs(14, talk=False)
    story = read("\n\n".join(f"{margin}{date}\n{part}" for part in wrapped(wanted, 76)))

    assert texts_of(story) == wanted


@pytest.mark.parametrize("rule", ["=" * 70, "* * *", "•••", "-----", "~*~"])
@pytest.mark.parametrize("above", [True, False])
def test_a_rule_that_touches_prose_is_a_break(rule: str, above: bool) -> None:
    """It is neither joined to the paragraph nor makes verse of it."""
    wanted = paragraphs(20, talk=False)
    parts = wrapped(wanted, 70)
    parts[8] = f"{rule}\n{parts[8]}" if above else f"{parts[8]}\n{rule}"
    story = read("\n\n".join(parts))

    assert texts_of(story) == wanted
    assert texts_of(story, BlockKind.BREAK) == [rule]


BOXES = {
    "points": ":.:.:.:.:.:.:.:.:.:.:.:.:\n:  Mud Press   :  est 88  :\n:.:.:.:.:.:.:.:.:.:.:.:.:",
    "shares": "%%%%%%%%%%%%%%%%%%%%%%%%%\n%  The mud is our name  %\n%%%%%%%%%%%%%%%%%%%%%%%%%",
    "brackets": "[][][][][][][][][][][][]\n[]  the mud press calls []\n[][][][][][][][][][][][]",
    "a drawing": "        ____\n   ____/    \\____\n  /  o  \\__/  o  \\\n  \\_____________/",
}  # fmt: skip


@pytest.mark.parametrize("name", BOXES)
def test_a_box_or_a_drawing_is_one_block_with_its_left_edge(name: str) -> None:
    """Its lines stand under each other as they did."""
    story = read(BOXES[name] + "\n\n" + "\n\n".join(wrapped(PROSE)))
    first = story.blocks[0]
    drawn = [" " * first.indent + line for line in story.text[: first.end].split("\n")]

    assert first.kind is BlockKind.PREFORMATTED
    assert "\n".join(drawn) == BOXES[name]


def justified(text: str, width: int) -> str:
    """A paragraph filled up with blanks from the left, as typewriter programs did."""
    *lines, last = wrapped([text], width)[0].split("\n")
    found = []
    for line in lines:
        words = line.split()
        gaps = len(words) - 1
        blanks = width - sum(map(len, words))
        sizes = [blanks // gaps + (at < blanks % gaps) for at in range(gaps)]
        found.append("".join(w + " " * n for w, n in zip(words, [*sizes, 0], strict=True)))
    return "\n".join([*found, last])


@pytest.mark.parametrize("width", [48, 60, 74])
def test_blanks_that_fill_up_lines_are_no_columns(width: int) -> None:
    """They go, and the prose flows."""
    wanted = paragraphs(30)

    assert texts_of(read("\n\n".join(justified(text, width) for text in wanted))) == wanted


CHINESE = (
    "磨坊的轮子停了三天，谁也不去管它。",
    "孩子们把鹅数了一遍，又数了一遍。",
    "井里漂满了苹果，没有人知道是谁放的。",
    "老人说那口钟听得见，却找不着。",
    "信都送到面包房去了，因为邮箱里住着蜜蜂。",
)


@pytest.mark.parametrize("blanks", ["    ", "   ", "\u3000\u3000\u3000\u3000"])
def test_blanks_part_the_paragraphs_of_a_chapter_on_one_line(blanks: str) -> None:
    """A line of thousands of characters is no table."""
    wanted = [CHINESE[n % 5] + CHINESE[(n + 2) % 5] + CHINESE[(n + 3) % 5] for n in range(40)]
    text = "\n".join(blanks + blanks.join(wanted[at : at + 10]) for at in range(0, 40, 10))

    assert texts_of(read(text)) == wanted


def test_a_list_of_contents_is_no_margin_for_the_prose_after_it() -> None:
    """Lines far longer than any of its own are paragraphs, however deep they are set in."""
    wanted = ["".join(CHINESE) + CHINESE[n % 5] for n in range(60)]
    head = "\n".join(f"第{n}回\u3000磨坊主人數口袋\u3000歸人夜叩舊柴門" for n in range(1, 31))
    story = read(head + "\n\n" + "\n\n".join(f"\u3000\u3000\u3000\u3000{text}" for text in wanted))

    assert texts_of(story)[-len(wanted) :] == wanted


@pytest.mark.parametrize("signs", [30, 36, 40])
def test_chinese_that_is_wrapped_without_indents_is_joined(signs: int) -> None:
    """A paragraph ends where a line does before the margin."""
    wanted = [("".join(CHINESE) * 2)[: 60 + 7 * n] + "。" for n in range(20)]
    lines = [text[at : at + signs] for text in wanted for at in range(0, len(text), signs)]
    story = read("\n".join(lines))

    assert kinds_of(story) == {BlockKind.PARAGRAPH}
    assert shared(story, wanted) > 0.9


@pytest.mark.parametrize("on", ["(100) yards", "12 yards", "[some] yards"])
def test_a_first_line_set_in_goes_on_with_a_bracket_or_a_number(on: str) -> None:
    """It is no date over the paragraph, though it ends before the margin."""
    rule = f"     9.06  Nobody shall count any geese of the mayor within\n{on} of"
    part = rule + " the weir, but for those which are\nnot in the water, and his aunts."
    story = read("\n\n".join([*wrapped(PROSE[:9], 72), part, *wrapped(PROSE[9:20], 72)]))

    assert " ".join(part.split()) in [" ".join(text.split()) for text in texts_of(story)]


@pytest.mark.parametrize("hang", [1, 2])
def test_what_hangs_by_less_than_paragraphs_are_set_in_is_one_paragraph(hang: int) -> None:
    """In a text whose paragraphs begin with an indent."""
    items = [" ".join(PROSE[at].split()) for at in range(20, 32)]
    hung = [textwrap.fill(item, 70, subsequent_indent=hang * " ") for item in items]
    story = read("\n".join(wrapped(PROSE[:20], 70, "     ")) + "\n\n" + "\n\n".join(hung))

    assert texts_of(story) == [*PROSE[:20], *items]


@pytest.mark.parametrize("numeral", ["I", "IV", "XII"])
def test_a_numeral_right_above_prose_is_nobody_who_speaks(numeral: str) -> None:
    """It stands apart."""
    story = read("\n\n".join(f"{numeral}\n{part}" for part in wrapped(paragraphs(8, talk=False))))

    assert BlockKind.SPEECH not in kinds_of(story)
    assert numeral in story.text.split("\n")


def test_what_is_done_between_speeches_is_no_speech() -> None:
    """In a screenplay each is a paragraph; in a play a speech goes on after a direction."""
    action = "The wheel turns in the yard, and nobody stops it."
    story = read("\n\n".join(["MILLER\nShut the gate.", action] * 12))

    assert texts_of(story) == [action] * 12
    assert len(texts_of(story, BlockKind.SPEECH)) == 12


@pytest.mark.parametrize(
    "line",
    [
        "*-*-* Some time later *-*-*",
        "~~*~~*~~",
        "_-_-_-_",
        "***---***",
        "=*=*= The end =*=*=",
        "-=* The end *=-",
        "-={[ The Weir ]}=-",
        "~=The end=~",
    ],
)
def test_ornaments_keep_their_marks(line: str) -> None:
    """Where nothing is between two marks that could be read, they mark nothing."""
    story = read(f"She shut the door.\n\n{line}\n\nThe ferry was late.\n")

    assert line in story.text
    assert story.spans == ()


def test_words_between_signs_of_equality_are_strong() -> None:
    """As they are printed in some editions; sums and rules are left alone."""
    story = read("The =Mill= was =not for sale=, as 2 = 2 and a=b=c are.\n\n=====\n\nWell.\n")

    assert story.text.startswith("The Mill was not for sale, as 2 = 2 and a=b=c are.\n=====")
    assert [story.text[a:b] for a, b, kind in story.spans if kind is SpanKind.STRONG] == [
        "Mill",
        "not for sale",
    ]


@pytest.mark.parametrize(("others", "kind"), [(["XXIX", "XXXI"], "heading"), (["* * *"], "break")])
def test_crosses_are_a_number_among_numbers_and_else_a_break(others: list[str], kind: str) -> None:
    """Thirty, where the text counts in Roman numerals."""
    numbers = [*others[:1], "XXX", *others[1:]]
    story = read("\n\n".join(f"{n}\n\n" + "\n\n".join(paragraphs(3)) for n in numbers))

    assert (kind == "break") is (("break", "XXX") in blocks_of(story))


@pytest.mark.parametrize("second", ["wrapped at 50", "a line each", "indented"])
@pytest.mark.parametrize("first", ["wrapped at 72", "a line each"])
def test_each_half_of_a_file_is_read_by_its_own_shape(first: str, second: str) -> None:
    """But for a paragraph or two where they meet."""
    one, other = paragraphs(60, 5), paragraphs(60, 6)
    story = read(SHAPES[first](one) + "\n\n" + SHAPES[second](other))

    assert shared(story, one + other) > 0.95


@pytest.mark.parametrize("indent", [20, 33])
def test_lines_set_in_deeply_are_prose_unless_they_are_short(indent: int) -> None:
    """In a text of a paragraph a line, only a short one at the right signs."""
    wanted = paragraphs(30, talk=False)
    lines = [" " * indent * (n % 2) + text for n, text in enumerate(wanted)]
    story = read("\n".join([*lines, " " * indent + "E. Marsh"]))

    assert texts_of(story) == wanted
    assert texts_of(story, BlockKind.LETTER) == ["E. Marsh"]


def test_a_starred_note_of_two_lines_is_a_quotation() -> None:
    """Set in under a table, say."""
    note = " * The well was not counted among the wells of the valley that\nyear, nor after it."
    story = read("\n\n".join([*wrapped(PROSE), note.replace("\n", "\n   "), *wrapped(PROSE)]))

    assert texts_of(story, BlockKind.QUOTE) == [" ".join(note.split())]


def test_what_decided_is_said_with_what_came_next() -> None:
    """The reading that won, and how much likelier it is than the next."""
    (said,) = [d for d in read(SHAPES["wrapped at 72"](PROSE)).decisions if d.topic == "paragraphs"]

    assert said.verdict == "hard-wrapped at 72: joined"
    assert re.search(r"[\d.]+ times as likely as “", said.why)
    assert dict(said.found)["wrapped"] == 0
    assert all(points < 0 for reading, points in said.found if reading != "wrapped")


def test_every_row_of_the_table_of_kinds_has_a_reason() -> None:
    """Rows of one name have one reason within a table, and the last row of each takes all."""
    assert all(row.id and reason_of(row.id) for row in KINDS)
    assert reason_of("nothing of the kind") == ""


@pytest.mark.parametrize("shape", SHAPES)
def test_every_block_is_taken_by_a_row(shape: str) -> None:
    """Whichever way it went."""
    rules: list[tuple[BlockKind, str]] = []
    text = SHAPES[shape](PROSE) + "\n\n" + "\n\n".join(BOXES.values()) + "\n\n> mud\n\n" + TALK[0]
    story = parse(text.encode(), "story.txt", rules=rules)

    assert len(rules) == len(story.blocks)
    assert all(reason_of(rule) for _, rule in rules)


def test_a_vowel_sign_that_a_newline_cut_off_is_put_back() -> None:
    """As pages are copied from some documents; a letter begins its own line, as ever."""
    story = parse("नदी के किनारे एक आदम\nी बैठा था और वर्षा हो रही थी।\n".encode(), "x.txt")
    assert story.text == "नदी के किनारे एक आदमी बैठा था और वर्षा हो रही थी।"
    story = parse("नदी गहरी थी।\n\nनाव नहीं आई।\n".encode(), "x.txt")
    assert story.text == "नदी गहरी थी।\nनाव नहीं आई।"


WORDS = ("ខ្ញុំ", "ទៅ", "ផ្សារ", "ដើម្បី", "ဈေး", "သွား", "ฉัน", "ไป", "ตลาด", "きょうは", "天気が")
GAPS = ("\u200b", "\u200b\u200b", " ", "\u200b ", " \u200b", "", "。\u200b")


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=3, max_size=30))
def test_breaks_between_words_stay_and_change_nothing_else(words: list[tuple[str, str]]) -> None:
    """A text with them is read as the one without them, and tells where its lines may end."""
    text = "".join(word + gap for word, gap in words)
    text = f"{text}\n\n{text}x\n"
    story, plain = read(text), read(text.replace("\u200b", ""))

    assert shown(story.text.replace("\n", " ")) == plain.text.replace("\n", " ")
    assert [block.kind for block in story.blocks] == [block.kind for block in plain.blocks]
    assert (story.title, story.chapters) == (plain.title, plain.chapters)
    parted = ["\u200b" in gap and " " not in gap and "。" not in gap for _, gap in words[:-1]]
    assert story.text.count("\u200b") >= 2 * sum(parted)


def test_breaks_that_part_no_words_are_nothing() -> None:
    """Neither in scripts with blanks, nor beside blanks, nor among ideographs alone."""
    story = read("zero\u200bwidth, 天\u200b地 and ไป \u200b ตลาด\u200b\n\n\u200bไป\u200bตลาด.")

    assert story.text == "zerowidth, 天地 and ไป  ตลาด\nไป\u200bตลาด."
