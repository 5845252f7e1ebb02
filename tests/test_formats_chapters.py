"""Which lines of a story are its chapters, among all that look alike."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats.text.headings.surroundings import (
    AGAIN,
    GAP,
    GAPS_MOST,
    LATE,
    LEFT,
    Numbered,
    chain_of,
)
from reader.formats.text.headings.titles import bare_title
from reader.formats.text.parse import parse
from reader.story import BlockKind, Chapter, Story
from tests.examples import examples

SENTENCES = (
    "The miller had counted the sacks before the rain, and there were nine of them, or so he said.",
    "Nobody had seen the boy since the morning, though his boots stood in the passage as always.",
    "A goose walked through the yard with the look of one who has paid for the whole of it.",
    "They ate their bread by the window, and the river went past as if it had been sent for.",
    "Her aunt wrote letters to the council, and the council wrote back that it had no aunt.",
    "On the second evening the fiddler came, and with him the news from the other valley.",
)
EASTERN = (
    "磨坊的人在下雨之前数过口袋，一共九个，他是这样说的。",
    "早上以后谁也没有见过那个孩子，他的靴子还放在过道里。",
    "河水从窗前流过去，好像有人叫它来的。",
)


def paragraph(seed: int, width: int = 0) -> str:
    """A few sentences; wrapped where a width is given."""
    text = " ".join(SENTENCES[(seed + i) % len(SENTENCES)] for i in range(4))
    return textwrap.fill(text, width) if width else text


def chaptered(*headings: str, between: str = "\n\n", width: int = 0) -> str:
    """Each heading over two paragraphs."""
    return between.join(
        between.join([heading, paragraph(at, width), paragraph(at + 3, width)])
        for at, heading in enumerate(headings)
    )


def eastern(*headings: str, lines: int = 3) -> str:
    """Each heading over lines that are set in as prose is."""
    return "\n".join(
        "\n".join(["", heading, "", *(f"　　{EASTERN[(at + i) % 3] * 2}" for i in range(lines))])
        for at, heading in enumerate(headings)
    )


def read(text: str) -> Story:
    """The story of a file that is this text."""
    return parse(text.encode(), "story.txt")


def titles(text: str) -> list[str]:
    """The titles of its chapters."""
    return [chapter.title for chapter in read(text).chapters]


def why(story: Story) -> str:
    """What was decided about its chapters."""
    return next(f"{one.verdict}; {one.why}" for one in story.decisions if one.topic == "chapters")


# What runs on


@pytest.mark.parametrize("mark", ["{n}", "***{n}", "~•~•~{n}", "                    {n}", "•{n}"])
def test_counts_of_comments_are_no_chapters(mark: str) -> None:
    """Numbers that go up and down as readers comment, however they are set."""
    counts = (1, 3, 2, 1, 2, 4, 1, 1, 3, 1, 2, 7, 1)
    parts = [f"{paragraph(n)}{n}\n\n{mark.format(n=n)}\n\n{paragraph(n + 1)}" for n in counts]

    assert not titles("\n\n".join(parts))


@pytest.mark.parametrize("page", ["{n}", "{n:^66}", "[{n}]", "- {n} -", "({n})"])
def test_numbers_of_pages_are_no_chapters(page: str) -> None:
    """A number between the halves of a sentence, though it counts up."""
    half = "and when they came to the bend of the road they heard behind them"
    parts = [
        f"{paragraph(n, 66)}\n{half}\n\n{page.format(n=n)}\n\nthe cart, and stood in the ditch."
        for n in range(4, 12)
    ]

    assert not titles("\n\n".join(parts))


@pytest.mark.parametrize("numeral", ["{r}.", "{n}", "{r}", "- {n} -"])
def test_numbers_of_stanzas_are_no_chapters(numeral: str) -> None:
    """Numbers over single stanzas between prose."""
    stanza = "  The goose is gone across the hill,\n  And left a feather on the sill."
    verse = [f"  {numeral.format(n=i + 1, r='I' * (i + 1))}\n\n{stanza}" for i in range(3)]

    assert not titles("\n\n".join([paragraph(0, 66), *verse, paragraph(1, 66)]))


@pytest.mark.parametrize(
    "page", ["VOL. II.", "TOME III", "Volume One, Issue 7, Phile 3 of 10", "Band 2", "TOMO V"]
)
def test_a_volume_on_the_title_page_is_no_chapter(page: str) -> None:
    """It tells which volume the file is, and its chapters are counted without it."""
    found = titles(f"THE GOOSE OF ALDER MILL\n\n{page}\n\n\n{chaptered('I', 'II', 'III')}")

    assert found == ["I", "II", "III"]


def test_signatures_in_capitals_are_no_chapters() -> None:
    """Whoever signs a letter does not open the next one."""
    letters = [
        f"TO {name}.\n\n{paragraph(at, 66)}\n\nYour friend,\n\nE. ALDER."
        for at, name in enumerate(["THE MILLER", "HIS AUNT", "THE COUNCIL", "THE FIDDLER"])
    ]

    assert titles("\n\n\n".join(letters)) == [
        "TO THE MILLER.", "TO HIS AUNT.", "TO THE COUNCIL.", "TO THE FIDDLER.",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["{r}", "={r}.=", "{r}."])
def test_thirty_in_roman_numerals_is_no_ornament(form: str) -> None:
    """XXX between XXIX and XXXI is their neighbour, and a break anywhere else."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    numerals = [f"{tens}{one}" for tens in ("", "X", "XX", "XXX") for one in ones][1:33]
    headings = [form.format(r=numeral) for numeral in numerals]

    assert len(titles(chaptered(*headings, between="\n\n\n"))) == 32
    assert not titles(f"{paragraph(0)}\n\nXXX\n\n{paragraph(1)}")


@pytest.mark.parametrize(
    ("early", "late"),
    [("ADVENTURE {r}. THE {t}", "{r}. THE {t}"), ("Chapter {n}", "{n}. The {t}"),
     ("{r}. THE {t}", "CHAPTER {r}")],
)  # fmt: skip
def test_headings_may_change_their_form_midway(early: str, late: str) -> None:
    """Numbers run on from one form to the other."""
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    names = ("MILL", "GOOSE", "BEND", "FORD", "WEIR", "CART", "LAMP", "AUNT")
    headings = [
        (early if at < 4 else late).format(r=numeral, n=at + 1, t=names[at])
        for at, numeral in enumerate(numerals)
    ]

    assert len(titles(chaptered(*headings))) == 8


def test_numbers_may_begin_again_under_something_higher() -> None:
    """Each part counts its chapters from one."""
    found = read(chaptered("PART ONE", "1", "2", "3", "PART TWO", "1", "2", "3"))

    assert [c.level for c in found.chapters] == [1, 2, 2, 2, 1, 2, 2, 2]


@pytest.mark.parametrize("form", ["{}", "{}."])
@pytest.mark.parametrize(
    "numbers", ["1 2 3 1 2 3", "1 2 3 1 2 3 4 1 2 3", "1 2 1 2 3 4", "I II III IV I II III"]
)
def test_numbers_may_begin_again_by_themselves(form: str, numbers: str) -> None:
    """As the instalments of a serial do that nobody put a title over."""
    headings = [form.format(number) for number in numbers.split()]

    assert titles(chaptered(*headings, width=66)) == headings


@given(st.lists(st.integers(0, 40), max_size=60))
def test_a_chain_of_numbers_runs_on(numbers: list[int]) -> None:
    """Each number follows the one before it with few gaps, or begins again at one."""
    chain = chain_of([Numbered(at, number, 1.0) for at, number in enumerate(numbers)])
    found = [numbers[place] for place in chain.members]

    assert chain.members == sorted(set(chain.members))
    assert all(b == 1 or 0 < b - a <= GAPS_MOST + 1 for a, b in pairwise(found))


def _weighed(numbers: Sequence[int], taken: Sequence[int]) -> float:
    """What a chain is worth that takes these of the numbers; without end below nothing for none."""
    score, before = len(taken) - LEFT * (len(numbers) - len(taken)), 0
    for at in taken:
        number = numbers[at]
        if not before:
            score -= LATE * (number > 1)
        elif number == 1:
            score -= AGAIN
        elif 0 < number - before <= GAPS_MOST + 1:
            score -= GAP * (number - before - 1)
        else:
            return float("-inf")
        before = number
    return score


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_no_chain_weighs_more_than_the_one_that_is_found(numbers: list[int]) -> None:
    """Of all that could be made of the same numbers."""
    chain = chain_of([Numbered(at, number, 1.0) for at, number in enumerate(numbers)])
    every = (c for n in range(1, len(numbers) + 1) for c in combinations(range(len(numbers)), n))

    assert chain.score == max(_weighed(numbers, taken) for taken in every)


@given(st.integers(3, 60), st.data())
def test_a_stray_number_breaks_no_chain(count: int, data: st.DataObject) -> None:
    """Whatever number stands wherever between them, all the others are found."""
    numbers = list(range(1, count + 1))
    at = data.draw(st.integers(0, count))
    numbers.insert(at, data.draw(st.integers(0, 200)))
    chain = chain_of([Numbered(i, number, 1.0) for i, number in enumerate(numbers)])

    assert set(range(1, count + 1)) <= {numbers[place] for place in chain.members}


# What begins as a heading does and is prose


PROSE_WITH_UNITS = [
    "第三节比赛结束，他们领先四分！", "第二场比赛马上就要开始了！",
    "第一场雪终于落下来了……", "第一回来这里吗？",
    "第一章写完了吗？", "第二章还没有写完，他就睡着了。",
    "第三话不说，他拔腿就跑！", "第四节车厢里没有人，灯也灭了！",
]  # fmt: skip


@pytest.mark.parametrize("line", PROSE_WITH_UNITS)
def test_prose_that_begins_as_a_heading_is_none(line: str) -> None:
    """A sentence that goes on after its number, set as all prose is."""
    headings = ["第一章 雨夜", "第二章 磨坊", "第三章 河湾", "第四章 归人"]
    lines = eastern(*headings, lines=4).split("\n")
    lines.insert(5, f"　　{line}")

    assert titles("\n".join(lines)) == headings


@pytest.mark.parametrize(
    "odd",
    ["第三章 “你回来了吗？”", "第三章 再见。", "☆、第三章 河湾", "3、第三章 河湾",
     "作品正文 第三章 河湾", "第參章 河湾",
     "第3.5章 河湾", "第二卷第三章 河湾", "（第三章）河湾", "【第三章】河湾", "三章 河湾",
     "第三章 " + "河湾里的一个很长的名字" * 6],
)  # fmt: skip
def test_one_heading_may_be_written_otherwise(odd: str) -> None:
    """Its number stands where that number is missing."""
    assert len(titles(eastern("第一章 雨夜", "第二章 磨坊", odd, "第四章 归人"))) == 4


# What proves a heading


LISTED = (
    "The Miller’s Count",
    "Boots in the Passage",
    "A Goose at the Bend",
    "No Aunt",
    "The Weir",
)


@pytest.mark.parametrize(
    "entries",
    ["Contents\n\n{}", "CONTENTS\n\n{}", "Table des matières\n\n{}", "{numbered}", "{dotted}"],
)
def test_what_is_listed_and_stands_alone_is_a_heading(entries: str) -> None:
    """A list of titles proves them, with a heading of its own or without, numbered or not."""
    front = entries.format(
        "\n\n".join(LISTED),
        numbered="\n".join(f"{at}. {title}" for at, title in enumerate(LISTED, 1)),
        dotted="\n".join(f"{title} ..... {at}7" for at, title in enumerate(LISTED, 1)),
    )
    text = f"{front}\n\n\n\n{chaptered(*LISTED, between=chr(10) * 3, width=66)}"

    assert titles(text) == list(LISTED)


@pytest.mark.parametrize("gap", ["          ", " ..... ", "......", " . . . . "])
def test_what_leads_to_the_number_of_a_page_is_no_heading(gap: str) -> None:
    """Neither under a title that only begins as that of a list does, nor under none."""
    headings = [f"Chapter {n}. {title}" for n, title in enumerate(LISTED, 1)]
    entries = "\n\n".join(f"{heading}{gap}{n}7" for n, heading in enumerate(headings))
    story = chaptered(*headings)

    for title in ("Contents of the first volume.", "What is in it"):
        assert titles(f"{title}\n\n{entries}\n\n\n\n{story}") == headings


def test_a_number_above_the_title_that_is_listed_is_its_heading() -> None:
    """Also that of the first, right after the list."""
    entries = "\n".join(f"{n}. {title}" for n, title in enumerate(LISTED, 216))
    headings = [f"{n}.\n\n{title}" for n, title in enumerate(LISTED, 216)]
    found = titles(f"CONTENTS OF VOLUME II.\n\n{entries}\n\n\n\n{chaptered(*headings, width=66)}")

    assert found == [f"{n}. {title}" for n, title in enumerate(LISTED, 216)]


def test_parts_stand_over_the_titles_of_a_list_that_nothing_calls_one() -> None:
    """The first of them too, right after the list."""
    headings = ["PART ONE", *LISTED[:3], "PART TWO", *LISTED[3:]]
    story = read("\n".join(headings) + "\n\n\n\n" + chaptered(*headings))

    assert [chapter.title for chapter in story.chapters] == headings


def test_a_serial_of_many_titles_is_proven_by_its_list() -> None:
    """Also where a few of its titles say what they are."""
    names = [f"{LISTED[n % 5]} {chr(65 + n % 26)}{chr(97 + n // 26)}" for n in range(120)]
    names[::30] = ["Prologue", "Interlude", "Chapter 3", "Chapter 4"]

    assert titles("Contents\n\n" + "\n".join(names) + "\n\n\n\n" + chaptered(*names)) == names


def test_the_preface_of_a_list_is_a_chapter_beside_numbered_ones() -> None:
    """What the list names before the first number stands beside them."""
    headings = ["To the Reader", "Chapter 1", "Chapter 2", "Chapter 3"]

    assert (
        titles("Contents\n\n" + "\n\n".join(headings) + "\n\n\n" + chaptered(*headings)) == headings
    )


def test_chapters_in_words_are_parts_of_the_titles_that_are_listed() -> None:
    """Stories that the list names, one of which has chapters of its own."""
    headings = [*LISTED[:2], "First Chapter", "Second Chapter", "Third Chapter", *LISTED[2:]]
    listed = "\n\n".join(["Contents", *LISTED])
    story = read(f"{listed}\n\n\n\n{chaptered(*headings)}")

    assert [(c.title, c.level) for c in story.chapters] == [
        (heading, 2 if "Chapter" in heading else 1) for heading in headings
    ]


def test_chapters_that_are_counted_anew_in_each_book_are_no_list() -> None:
    """Their headings recur, but prose stands between them."""
    headings = [
        line
        for book in ("Erstes Buch", "Zweites Buch", "Drittes Buch")
        for line in (book, "Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel")
    ]

    assert titles(chaptered(*headings, width=66)) == headings


def test_footnotes_are_no_chapters() -> None:
    """Numbers in brackets before a word and a stop, between paragraphs or at the end."""
    notes = [f"[{n}] Mill." for n in range(1, 15)]
    among = "\n\n".join(f"{paragraph(n)}\n\n{note}" for n, note in enumerate(notes))
    chapters = chaptered("Chapter 1", "Chapter 2", "Chapter 3")

    assert titles(f"{chapters}\n\n{among}") == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert not titles(f"{paragraph(1)}\n\n{paragraph(2)}\n\n" + "\n\n".join(notes))


# How a heading may be set


LONG = (
    "In which the miller counts his sacks once more, and is told by the fiddler what had befallen "
    "the cart on its way from the other valley in the night"
)


@pytest.mark.parametrize("width", [0, 50, 66])
@pytest.mark.parametrize("form", ["Chapter {r}. {t}", "CHAPTER {r}: {t}", "Book {n}.—{t}."])
def test_headings_may_be_as_long_as_old_novels_have_them(form: str, width: int) -> None:
    """More than 120 characters, on one line or on several."""
    headings = [form.format(r=r, n=n, t=LONG) for n, r in enumerate(("I", "II", "III"), 1)]
    if width:
        headings = [textwrap.fill(heading, width) for heading in headings]

    assert len(titles(chaptered(*headings, width=width))) == 3


@pytest.mark.parametrize("rule", ["~", "=", "-", "*"])
def test_underlined_titles_are_headings(rule: str) -> None:
    """A rule of one sign under a title, and it stays no part of the title."""
    headings = ["THE MILL", "A Goose at the Bend", "NO AUNT"]
    underlined = [f"{heading}\n{rule * len(heading)}" for heading in headings]

    assert titles(chaptered(*underlined, width=66)) == headings


@pytest.mark.parametrize("rule", ["=" * 50, "-" * 40, "* * * * * * * *", "~" * 12])
@pytest.mark.parametrize("heading", ["Chapter {}", "CHAPTER {}. THE MILL", "{}"])
def test_a_rule_above_a_heading_is_no_part_of_it(rule: str, heading: str) -> None:
    """The title begins after the rule."""
    headings = [heading.format(n) for n in (1, 2, 3)]

    assert titles(chaptered(*(f"{rule}\n{one}" for one in headings), width=66)) == headings


@pytest.mark.parametrize(
    "box",
    ["* = * = * = * = * = *\n*      {}      *\n=               =\n* = * = * = * = * = *",
     "+-----------------+\n|   {}   |\n+-----------------+",
     "╔═════════════════╗\n║   {}   ║\n╚═════════════════╝",
     "###################\n#  {}  #\n#    The Mill     #\n###################"],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Chapter {}", "第{}回"])
def test_headings_may_stand_in_a_box(box: str, heading: str) -> None:
    """The frame is not part of the title."""
    headings = [box.format(heading.format(n)) for n in (1, 2, 3)]
    found = titles("\n\n".join(f"{one}\n{paragraph(at, 66)}" for at, one in enumerate(headings)))

    assert len(found) == 3
    for n, title in enumerate(found, 1):
        assert title.startswith(heading.format(n))
        assert title.removesuffix("The Mill").strip(" :") == heading.format(n)


@pytest.mark.parametrize("form", ["{}", "Chapter {}", "第{}章"])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"])
def test_a_heading_that_stands_twice_is_one(form: str, between: str) -> None:
    """Its first copy is not the last line of the chapter before."""
    headings = [form.format(n) for n in (1, 2, 3, 4)]
    story = read(chaptered(*(f"{one}{between}{one}" for one in headings), between="\n\n\n"))
    ends = [story.text[c.start : c.end].rstrip().rpartition("\n")[2] for c in story.chapters]

    assert [chapter.title for chapter in story.chapters] == headings
    assert not set(ends) & set(headings)
    assert all(story.text.count(one) == 2 for one in headings)  # the copy stands in the matter


@pytest.mark.parametrize("short", ["Chapter {}", "CHAPTER {}", "Chapter {}."])
def test_the_fuller_of_two_headings_names_the_chapter(short: str) -> None:
    """With its title, whichever stands first."""
    names = ("The Mill", "The Goose", "The Bend")
    pairs = [(f"Chapter {n}: {name}", short.format(n)) for n, name in enumerate(names, 1)]

    for turned in (pairs, [pair[::-1] for pair in pairs]):
        found = titles(chaptered(*("\n\n".join(pair) for pair in turned)))
        assert found == [full for full, _ in pairs]


def test_marks_of_notation_are_no_part_of_a_heading() -> None:
    """Neither on the page nor in the list of chapters."""
    story = read(chaptered("# The Goose", "## The Mill", "## The Bend ##"))

    assert [(c.title, c.level) for c in story.chapters] == [
        ("The Goose", 1), ("The Mill", 2), ("The Bend", 2),
    ]  # fmt: skip
    assert "#" not in story.text


@pytest.mark.parametrize(
    "under", ["更新时间:2011-3-4 本章字数:4800", "本章字数：3120", "发布时间：2011-3-4 12:00"]
)
def test_what_a_site_counts_is_no_part_of_a_title(under: str) -> None:
    """When a chapter appeared, and how long it is."""
    headings = ["第一回 磨坊", "第二回 河湾", "第三回 归人"]

    assert titles(eastern(*(f"{one}\n{under}" for one in headings))) == headings


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n----------\n"])
def test_a_number_alone_has_its_title_below_it(between: str) -> None:
    """Right under it, after a blank line, or under a rule."""
    names = ["磨坊主人数口袋", "河湾里一只白鹅", "归人夜叩旧柴门"]
    headings = [f"第{n}回{between}{name}\n" for n, name in zip("一二三", names, strict=True)]
    found = titles(eastern(*headings))

    assert [title.split(": ")[-1].split()[-1] for title in found] == names


def test_titles_of_eastern_texts_may_only_be_set_in() -> None:
    """Deeper than prose, alone between blank lines, without any number."""
    names = ["　　　　　　磨坊", "　　　　　　河湾", "　　　　　　归人"]

    assert titles(eastern(*names)) == ["磨坊", "河湾", "归人"]


# Stability


ODD = ["7", "1893", "WHO GOES THERE!", "* * *", "-----", "May 3", "XII", "a", "12 March", "No!"]
FORMS = ["Chapter {n}", "{n}", "{n}. The {t}", "第{n}章", "THE {t}", "Day {n}: The {t}"]


@given(form=st.sampled_from(FORMS), odd=st.sampled_from(ODD), place=st.integers(0, 18))
def test_an_odd_line_changes_no_other_chapter(form: str, odd: str, place: int) -> None:
    """One line more, wherever it stands: all chapters are found as without it."""
    names = ("MILL", "GOOSE", "BEND", "FORD", "WEIR", "CART")
    text = chaptered(*(form.format(n=n, t=name) for n, name in enumerate(names, 1)))
    blocks = text.split("\n\n")
    plain = titles(text)
    blocks.insert(min(place, len(blocks)), odd)
    found = titles("\n\n".join(blocks))

    assert len(plain) == 6
    assert [title.split(": " + odd)[0] for title in found if title != odd] == plain


LINES = st.lists(
    st.sampled_from(
        [
            "Chapter 1", "Chapter 2: The Mill", "CHAPTER 2", "PART ONE", "1", "2", "3. The Goose",
            "THE MILL", "The Goose", "Contents", "=====", "-----", "* * *", "第一章", "第二回 河湾",
            "# The Mill", "XXX", "END OF CHAPTER 1", "| Chapter 3 |", "", "", paragraph(0),
            paragraph(1, 66), "Nobody came.",
        ]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=examples(200))
@given(LINES)
def test_chapters_begin_with_headings_of_their_own(lines: list[str]) -> None:
    """In order, each with the first line of a heading, and none within that of another."""
    story = read("\n".join([*lines, paragraph(2)]))
    blocks = {block.start: block for block in story.blocks}
    starts = [chapter.start for chapter in story.chapters]

    assert starts == sorted(set(starts))
    assert all(blocks[start].kind is BlockKind.HEADING for start in starts)
    assert all(chapter.title in _said(story, chapter) for chapter in story.chapters)


def _said(story: Story, chapter: Chapter) -> str:
    """Every way to name a chapter by the headings that it begins with."""
    index = story.block_index(chapter.start)
    said = []
    for block in story.blocks[index : index + 4]:
        if block.kind not in (BlockKind.HEADING, BlockKind.BREAK):
            break
        said.append(bare_title(story.text[block.start : block.end]))
    alone = "\n".join(said)
    return "\n".join([alone, *(f"{a}{by}{b}" for a in said for b in said for by in (": ", " "))])


def test_why_these_are_chapters_is_told() -> None:
    """Which rule won, how many it found, and what came second."""
    text = chaptered("CHAPTER 1", "CHAPTER 2", "CHAPTER 3")
    text += f"\n\nTHE MILL\n\n{paragraph(1)}\n\nTHE BEND\n\n{paragraph(2)}"

    assert why(read(text)).startswith("Chapter words with a number: 3; worth 9.0, ")
    assert "more than Titles in capitals" in why(read(text))


@pytest.mark.parametrize("heading", ["THE {} ACT", "{} Act", "{} Act: The Weir"])
@pytest.mark.parametrize("note", ["The comma after “mill” was a stop.", "A miller, a goose."])
def test_labels_with_a_colon_head_no_chapters_that_are_told_already(
    heading: str, note: str
) -> None:
    """As in errata and lists of persons: a heading of that number has none."""
    numbers = ("First", "Second", "Third")
    headings = [heading.format(number) for number in numbers]
    labels = "\n\n".join(f"{number} Act:\n  {note}\n  {note}" for number in numbers)

    assert titles(chaptered(*headings, "Errata", width=66) + f"\n\n{labels}") == headings


def test_headings_with_a_colon_are_chapters_where_none_is_without() -> None:
    """The colon alone proves nothing."""
    assert len(titles(chaptered("Chapter 1:", "Chapter 2:", "Chapter 3:"))) == 3


@pytest.mark.parametrize("sign", ["---\\ ", "*** ", "~~ ", "=> "])
@pytest.mark.parametrize("name", ["The Weir", "What Edda Said"])
def test_a_line_with_the_ornament_of_all_chapters_is_one(sign: str, name: str) -> None:
    """Though it has neither a number nor a word that says so."""
    headings = [name, *(f"Chapter {n}" for n in (2, 3, 4, 5)), "Epilogue"]

    assert titles(chaptered(*(sign + heading for heading in headings), width=66)) == headings


def test_lines_with_an_ornament_are_no_chapters_where_they_are_many() -> None:
    """They part scenes then."""
    headings = [one for n in range(1, 6) for one in (f"*** Chapter {n}", "*** The Weir")]

    assert titles(chaptered(*headings, width=66)) == [f"Chapter {n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "numerals",
    [
        ("I", "II", "III", "IV"),
        ("VIII", "IX", "Х", "ХI"),
        ("ІХ", "Х", "ХІ", "ХII"),
    ],
)
@pytest.mark.parametrize("form", ["Глава {}", "ГЛАВА {}. Мельница у реки", "{}"])
def test_roman_numerals_may_be_typed_in_cyrillic_letters(
    form: str, numerals: tuple[str, ...]
) -> None:
    """They look the same, and count the same."""
    found = titles(chaptered(*(form.format(numeral) for numeral in numerals)))

    assert [title.partition(".")[0] for title in found] == [
        form.partition(".")[0].format(numeral) for numeral in numerals
    ]


@pytest.mark.parametrize("song", ["Солдатская песня", "Песня мельника", "Вторая часть песня"])
@pytest.mark.parametrize("word", ["Глава {}", "Глава {}. Дорога"])
def test_a_song_among_numbered_chapters_is_none_of_them(word: str, song: str) -> None:
    """Its word may count chapters, but here another does."""
    text = chaptered(*(word.format(n) for n in range(1, 7)))
    found = titles(text.replace("\n\n", f"\n\n{song}\n\n", 5))

    assert not [title for title in found if "песня" in title]
    assert len(found) == 6


def test_headings_whose_numbers_no_table_has_are_chapters_where_all_are_so() -> None:
    """And where some of them are known."""
    songs = ["Первая песня", "Вторая песня", "Старинная песня", "Свадебная песня"]

    assert len(titles(chaptered(*songs))) == 4
    assert len(titles(chaptered("Часть первая", *songs[2:], "Часть вторая", *songs[2:]))) == 6


TALES = ("The Heron's Year", "A Goose at Law", "The Long Weir", "What Edda Said", "Salt")


@pytest.mark.parametrize("entry", ["{}", "{}    {}", "{} . . . . {}", "Chapter {n}   {}    {}"])
@pytest.mark.parametrize("head", ["INDEX", "Table des matières", "СОДЕРЖАНИЕ", "Inhalt:"])
def test_a_list_at_the_end_of_a_book_holds_no_chapters(head: str, entry: str) -> None:
    """Whether its entries name pages or only say what is above; it stays a list."""
    lines = [entry.format(tale, 9 * n + 1, n=n) for n, tale in enumerate(TALES, 1)]
    listed = "\n\n".join(["PART ONE", *lines[:3], "PART TWO", *lines[3:]])
    text = chaptered("PART ONE", *TALES[:3], "PART TWO", *TALES[3:]) + "\n\n\n"
    counted = chaptered(*(f"Chapter {n}\n\n{tale}" for n, tale in enumerate(TALES, 1)))
    story = read(f"{counted}\n\n\n{head}\n\n{listed}\n")

    assert len(story.chapters) == 5
    assert BlockKind.LIST in {block.kind for block in story.blocks[-8:]}
    assert len(titles(f"{text}{head}\n\n{listed}\n")) == len(titles(text))


@pytest.mark.parametrize("word", ["Index", "Contents", "Table"])
def test_a_chapter_that_is_called_as_a_list_is_one(word: str) -> None:
    """If prose comes after it, and not what was above."""
    found = titles(chaptered("Chapter 1: Rain", "Chapter 2: Salt", f"Chapter 3: {word}", word))

    assert len(found) >= 3


@pytest.mark.parametrize(
    "acts", [("ACT I", "ACT II", "ACT III"), ("PART ONE", "PART TWO", "PART THREE")]
)
@pytest.mark.parametrize("book", ["{}. Poems of the Weir", "{}. _The Ferry_, and Other Plays"])
def test_books_of_a_publisher_after_the_last_act_are_no_chapters(
    acts: tuple[str, ...], book: str
) -> None:
    """Numbers that count what is in acts count in more than the last."""
    books = [book.format(numeral) for numeral in ("I", "II", "III", "IV", "V")]

    assert titles(chaptered(*acts, *books)) == list(acts)
    assert len(titles(chaptered(acts[0], *books, acts[1], *books, acts[2], *books))) == 18


@pytest.mark.parametrize("head", ["Contenido", "CONTENTS", "Sumário", "Inhalt"])
def test_a_page_may_touch_its_title_in_a_list(head: str) -> None:
    """Where what was between them is lost."""
    names = [f"Capítulo {n}" for n in ("I", "II", "III. La esclusa", "IV")]
    listed = "\n".join(f"{name}{page}" for name, page in zip(names, (1, 8, 15, 34), strict=True))
    found = titles(f"{head}\n\n{listed}\n\n\n{chaptered(*names)}")

    assert found == names


@pytest.mark.parametrize(
    "dated",
    [
        "1936年，他又写了一封长信，信里说起河边的灯，也说起那年秋天的雨，还有渡口的人",
        "这笔账从1931年一直拖到了1948年的秋天才算清楚，中间换过三个掌柜和两任县令",
    ],
)
def test_a_chinese_sentence_with_a_year_dates_nothing(dated: str) -> None:
    """It may be short for a line, but says more than when something was written."""
    lines = [f"{dated}{n}" for n in "甲乙丙丁戊己庚"]
    text = "\n\n".join(f"{line}\n\n河灯之夜{line[-1]}\n\n{EASTERN * 2}" for line in lines)

    assert titles(text) == []


@pytest.mark.parametrize("part", ["Part {}", "PART {}", "Book {}"])
@pytest.mark.parametrize("head", ["Contents", "CONTENTS"])
def test_a_list_may_begin_with_what_is_in_no_book(head: str, part: str) -> None:
    """A cover, a copyright page; the numbers of its parts are not those of pages."""
    parts = [part.format(n) for n in range(1, 4)]
    chapters = [[f"Chapter {3 * n + m}" for m in range(1, 4)] for n in range(3)]
    listed = "\n\n".join(
        ["Cover\nTitle Page\nCopyright"]
        + [f"{one}\n\n{chr(10).join(some)}" for one, some in zip(parts, chapters, strict=True)]
    )
    headings = [one for part, some in zip(parts, chapters, strict=True) for one in (part, *some)]
    found = titles(f"{head}\n\n{listed}\n\n\n{chaptered(*(o.upper() for o in headings))}")

    assert found == [one.upper() for one in headings]


@pytest.mark.parametrize(
    "argument",
    ["[Canto {}, in which the ferryman tells of the weir, of the heron and of the lost oar.]",
     "(Canto {}: of those who crossed the river by night, and what the miller said of it.)"],
)  # fmt: skip
def test_an_argument_under_a_heading_is_no_list(argument: str) -> None:
    """Though it begins with the same words and touches its heading."""
    stanza = "\n".join(["The heron stood beside the weir,", "The river ran below,"] * 2)
    heads = [f"CANTO {n}\n{argument.format(n)}" for n in ("I", "II", "III", "IV")]
    story = read("\n\n".join(f"{head}\n\n\n{stanza}." for head in heads))

    assert [one.title for one in story.chapters] == [f"CANTO {n}" for n in ("I", "II", "III", "IV")]


@pytest.mark.parametrize(
    "parts", [("FIRST PART", "SECOND PART"), ("Book One", "Book Two", "Book Three")]
)
def test_titles_in_capitals_divide_the_parts_that_are_counted(parts: tuple[str, ...]) -> None:
    """Where they stand in every part, and not only right under what it is called."""
    names = ("THE SON OF THE MILLER", "WITH THE FERRYMEN", "SALT", "BY THE RIVER")
    headings = [one for part in parts for one in (part, *names)]
    called = [f"{part}\n\nTHE {name}" for part, name in zip(parts, names, strict=False)]

    assert titles(chaptered(*headings)) == headings
    assert len(titles(chaptered(*called))) == len(parts)


SCENES = ("Night", "Before the Gate", "A Kitchen.", "The weir, toward evening", "Dungeon")


def gapped(titles: Sequence[str], gap: str, body: str = "") -> str:
    """Titles after gaps, each over text."""
    return gap.join(f"{title}\n\n{body or paragraph(at)}\n\n{paragraph(at + 9)}"
                    for at, title in enumerate(("Opening", *titles)))  # fmt: skip


@pytest.mark.parametrize("lines", [3, 4, 6])
@pytest.mark.parametrize(
    "names",
    [
        SCENES,
        ("Nacht.", "Vor dem Tor", "2. Bild: Küche", "Kerker"),
        ("渡口", "石阶", "夜雨", "归人"),
    ],
)
def test_short_lines_after_wider_gaps_are_titles(names: tuple[str, ...], lines: int) -> None:
    """Scenes of a play between its speeches, or the stories of a collection."""
    gap = "\n" * (lines + 1)
    speech = "MILLER:\nWho stands beside the weir so late?\n\nFERRYMAN:\nNobody whom you know."

    assert titles(gapped(names, gap))[-len(names) :] == list(names)
    assert titles(gapped(names, gap, speech))[-len(names) :] == list(names)


@pytest.mark.parametrize(
    "after", ["He looked at the river, and went.", "“Nobody,” he said.", "and so on"]
)
def test_gaps_before_anything_else_show_no_titles(after: str) -> None:
    """A scene of a novel begins after such a gap too, if with a short line now and then."""
    names = [name for scene in SCENES for name in (scene, after)]

    assert titles(gapped(names, "\n" * 5)) == []


def test_gaps_do_not_outweigh_chapters_that_count() -> None:
    """Whatever else is set in the same way."""
    counted = [f"Chapter {n}" for n in range(1, 5)]

    assert titles(gapped([*counted, *SCENES], "\n" * 5)) == counted


@pytest.mark.parametrize("said", ["Interlude", "A/N", "Author's Note"])
def test_an_interlude_does_not_count_chapters(said: str) -> None:
    """So titles that are only set as such are not lost beside one."""
    found = titles(gapped([*SCENES, said], "\n" * 5))

    assert found[-len(SCENES) - 1 :] == [*SCENES, said]
