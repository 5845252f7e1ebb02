"""The many ways in which stories write their chapters' headings."""

from __future__ import annotations

import textwrap

import pytest

from reader.formats.text.parse import parse
from tests.lines import read

ROMAN = ("I", "II", "III", "IV", "V", "VI")
WORDS = ("One", "Two", "Three", "Four", "Five", "Six")
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
TITLES = ("The Storm", "A Quiet Morning", "What She Said", "Homecoming", "The Long Road", "After")
CHINESE = "一二三四五六"
WIDE = "１２３４５６"
PROSE = (
    "The lamp had been lit before he came, and nobody in the house would say by whom; so he sat "
    "down beside it, as he did on every evening of that winter, and read until the oil was gone."
)
FORMS = [
    "Chapter {n}", "Chapter {w}: {t}", "CHAPTER {W}", "{n}", "{n}.", "{n}. {t}", "{r}", "{r}.",
    "{r}. {t}", "{n} - {t}", "{n}: {t}", "~*~ Chapter {n} ~*~", "**Chapter {n}: {t}**",
    "-- Chapter {n} --", "Ch. {n}", "Ch {n}: {t}", "Part {n} of 6", "[Chapter {n}]", "Kapitel {n}",
    "Chapitre {r}", "ГЛАВА {r}", "第{c}章 雨", "第{n}話　雨の日", "제{n}화", "{c}、山上",
    "Chapter {n}/10", "Chapter {n} (of 12)", "=== Chapter {n} ===", "# Chapter {n}", "## {t}",
    "Chapter Twenty-{w}",
    "Chapter the {o}", "Letter {n}", "Chapter {n}.5", "Chapter {n}a", "CHAPTER {r}.—{t}",
    "Book the {o}", "Canto {r}", "Year {w}", "Week {n}", "Day {n}", "chapter {n}", "Chapter{n}",
    "My Story Chapter {n}", "My Story - Chapter {n}", "My Story, Chapter {n}: {t}", "Chap {n}",
    "Volume 1, Chapter {n}: {t}", "Arc 2: Chapter {n}", "Season 1 Episode {n}", "Episode {n}",
    "Part {w}", "PART {r}: {T}", "{W}", "{w}", "{wl}", "~ {n} ~", "- {n} -", "({n})", "[{n}]",
    "*{n}*", "<< Chapter {n} >>", "Chapter {n}: {t}...", "Chapter {n}: {t}!", "Chapter {n} {t}",
    "Chapter #{n}", "Chapter No. {n}", "CAPÍTULO {r}", "{n}. Kapitel", "The {o} Chapter",
    "ACT I, SCENE {r}", "Κεφάλαιο {n}", "Rozdział {n}", "Luku {n}", "{n}장", "\tCHAPTER {n}",
    "Chapter {w}, in which it rains", "Chapter {n}: {t} " + "and what came of it " * 5,
    "-\\- {n} -/-", "={r}.=", "[{n}] {t}", "({n}) {t}", "No.{n}", "00{n} {t}", "{n}.{t}",
    "[Keeper’s Log #{n}]", "Lamp Night {n}", "Day {n}: {t}", "Bab {n}: {t}", "Chapter{n}: {t}",
    "{r}. “{t}”", "{n}. {t}.", "Hồi {n}", "บทที่{n}", "{n}話 雨", "등불 {n}화", "その{c}", "第{c}巻",
    "章{c} 雨", "{c}章", "{n}章 雨", "第{n}章 “雨”", "第{n}章 雨。", "☆、第{n}章 雨",
    "{n}、第{c}章 雨", "作品正文 第{c}章 雨", "第{n}.5章 雨", "第{c}則 雨", "卷{c}‧雨",
    "第二卷第{c}章 雨",
    "上卷 第{c}回 雨", "（第{c}章）", "【第{c}章】雨", "【求票】第{c}章 雨", "＃第{n}章 雨",
    "（{c}）雨", "{f}．雨", "{n}.雨打窗",
    "第{n}章 " + "很长的一个名字" * 8,
]  # fmt: skip


def headings(form: str) -> list[str]:
    """Six headings of a form."""
    return [
        form.format(
            n=i + 1, r=ROMAN[i], w=WORDS[i], W=WORDS[i].upper(), wl=WORDS[i].lower(), o=ORDINALS[i],
            t=TITLES[i], T=TITLES[i].upper(), c=CHINESE[i], f=WIDE[i],
        )
        for i in range(6)
    ]  # fmt: skip


@pytest.mark.parametrize("style", ["blank lines", "no blank line", "wrapped"])
@pytest.mark.parametrize("form", FORMS)
def test_chapters_are_found_by_their_headings(form: str, style: str) -> None:
    """Six chapters, whether blank lines set their headings apart or not."""
    prose = textwrap.fill(PROSE, 72) if style == "wrapped" else PROSE
    between = "\n" if style == "no blank line" else "\n\n"
    text = between.join(between.join([heading, prose, prose]) for heading in headings(form))
    story = parse(text.encode(), "story.txt")

    assert [chapter.level for chapter in story.chapters] == [1] * 6


@pytest.mark.parametrize(
    "line",
    ["One, she thought.", "Chapter after chapter went by.", "I", "12 o’clock.", "Part of it.",
     "Season after season", "My Story - Chapter and verse", "No. 3 was locked."],
)  # fmt: skip
def test_a_line_that_is_no_heading_makes_no_chapter(line: str) -> None:
    """A short line between paragraphs that only begins like a heading, or counts nothing."""
    text = f"{PROSE}\n\n{line}\n\n{PROSE}\n\nNobody came.\n\n{PROSE}"
    story = parse(text.encode(), "story.txt")

    assert not story.chapters


@pytest.mark.parametrize("last", ["Явление парома", "The Ferry Comes Back", "Слава грому!"])
def test_titles_under_nearly_all_numbers_are_the_chapters_titles(last: str) -> None:
    """They stand between single blank lines, whatever words one of them begins with."""
    names = ["The Wet Planks", "A Dog Behind the Sheds", "Rain Again", "Nobody Came", last]
    word = "Глава" if "а" in last else "Chapter"
    story = parse(
        "".join(
            f"{word} {at}\n\n{name}\n\n{PARAGRAPH}" * 1 for at, name in enumerate(names, 1)
        ).encode(),
        "story.txt",
    )

    assert [chapter.title for chapter in story.chapters] == [
        f"{word} {at}: {name}" for at, name in enumerate(names, 1)
    ]


def test_a_title_in_capitals_may_cry_in_spanish() -> None:
    """The sign before it is no letter."""
    names = ["ON THE SAND", "¡VAE VICTIS!", "¿WHERE TO?"]
    text = "".join(
        f"{at}.\n\n{name}\n\n{PARAGRAPH}\n"
        for at, name in zip(("I", "II", "III"), names, strict=True)
    )
    titles = [chapter.title for chapter in parse(text.encode(), "story.txt").chapters]

    assert titles == ["I. ON THE SAND", "II. ¡VAE VICTIS!", "III. ¿WHERE TO?"]


def test_what_an_author_says_to_readers_is_no_title() -> None:
    """Sites put it right under the number of an instalment."""
    aside = "　　作者有话要说：昨天没有写完\n"
    part = "渡船走了，孩子坐在湿木板上等天亮，雨一直没有停。\n" * 3
    text = "".join(f"第{at}章\n\n{aside if at == 3 else ''}{part}\n\n" for at in range(1, 7))
    story = parse(text.encode(), "story.txt")

    assert [chapter.title for chapter in story.chapters] == [f"第{at}章" for at in range(1, 7)]


PARAGRAPH = (
    "The ferry had gone without them, and the boy sat down upon the wet planks to wait for\n"
    "the morning, which came late and grey and with more rain than any of them had thought.\n\n"
) * 3


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_title_in_capitals_may_run_over_lines(lines: int) -> None:
    """What a chapter treats of, told in capitals under its number, is its title, however long."""
    told = "OF THE LONG NIGHT THAT THE KEEPER SPENT IN THE BOAT SHED WITH HIS BROTHER'S DOG"
    title = "\n".join([told] * lines)
    prose = textwrap.fill(PROSE, 72)
    text = "\n\n".join(f"CHAPTER {n}\n\n{title}\n\n{prose}\n\n{prose}" for n in ("I", "II", "III"))
    story = parse(text.encode(), "story.txt")

    assert [chapter.title for chapter in story.chapters] == [
        f"CHAPTER {n}: {' '.join([told] * lines)}" for n in ("I", "II", "III")
    ]


def test_a_paragraph_in_capitals_is_no_title_where_all_is_set_so() -> None:
    """In a text that has no small letters the first paragraph of a chapter stays one."""
    prose = textwrap.fill(PROSE.upper(), 72)
    text = "\n\n".join(f"CHAPTER {n}\n\n{prose}\n\n{prose}\n\n{prose}" for n in (1, 2, 3))
    story = parse(text.encode(), "story.txt")

    assert [chapter.title for chapter in story.chapters] == ["CHAPTER 1", "CHAPTER 2", "CHAPTER 3"]


@pytest.mark.parametrize("mark", ["---\\\\ {}", "-- {} --", "~~~ {}", "{} /---"])
def test_a_chapter_is_called_by_its_words(mark: str) -> None:
    """Rules drawn before or after a heading stay on the page, and out of the contents."""
    headings = [mark.format(f"Chapter {n}") for n in (1, 2, 3)]
    text = "\n\n".join(f"{heading}\n\n{PROSE}\n\n{PROSE}" for heading in headings)
    story = parse(text.encode(), "story.txt")

    assert [chapter.title for chapter in story.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert all(heading in story.text for heading in headings)


def test_a_footnote_at_a_number_hides_no_chapter() -> None:
    """Of letters that are counted some have a note to their number."""
    numbers = [f"{n}." if n % 3 else f"{n}.[1]" for n in range(11, 20)]
    text = "\n\n".join(f"{number}\n\n{PROSE}\n\n{PROSE}" for number in numbers)
    story = parse(text.encode(), "story.txt")

    assert [chapter.title for chapter in story.chapters] == numbers


LISTED = ("THE LONG WEIR", "What Edda Said", "A GOOSE AT LAW", "The Last Ferry", "SALT")


@pytest.mark.parametrize("above", ["", "Page\n", "                      Bladz.\n"])
@pytest.mark.parametrize("paged", ["{:<30}{}", "{:<30}{}.", "{} ..... {}."])
@pytest.mark.parametrize("stop", ["", "."])
def test_a_list_of_pages_tells_the_headings(above: str, paged: str, stop: str) -> None:
    """Whatever stands over the numbers of its pages or after them, and after the titles."""
    lines = [paged.format(title, 9 * at + 3) for at, title in enumerate(LISTED)]
    listed = "CONTENTS.\n\nPART THE FIRST\n\n" + above + "\n".join(lines)
    text = "\n\n\n\n".join([listed, *(f"{title}{stop}\n\n{PROSE}\n{PROSE}" for title in LISTED)])

    assert [c.title.rstrip(".") for c in read(text).chapters] == list(LISTED)


@pytest.mark.parametrize("mark", ["[3]", "[11]."])
def test_a_footnote_does_not_hide_a_listed_title(mark: str) -> None:
    """Its mark stands after the heading, and not in the list."""
    listed = "CONTENTS\n\n" + "\n".join(f"{title:<30}{at}" for at, title in enumerate(LISTED, 7))
    heads = [f"{title}{mark if at == 2 else ''}" for at, title in enumerate(LISTED)]
    text = "\n\n\n\n".join([listed, *(f"{head}\n\n{PROSE}\n{PROSE}" for head in heads)])

    assert [chapter.title for chapter in read(text).chapters] == heads


@pytest.mark.parametrize("name", ["STERNE.", "E. LINDQUIST"])
def test_who_wrote_an_epigraph_heads_no_chapter(name: str) -> None:
    """Where titles in capitals stand at the margin, and such names far to the right."""
    titles = ("THE LONG WEIR", "A GOOSE AT LAW", "THE LAST FERRY")
    epigraph = f"  The goose was right, and the mill was wrong.\n\n{' ' * 36}{name}"
    text = "\n\n\n".join(f"{title}\n\n{epigraph}\n\n{PROSE}\n{PROSE}" for title in titles)

    assert [chapter.title for chapter in read(text).chapters] == list(titles)


PIECES = (("The Weir", "The Goose", "The Mill"), ("THE WEIR", "THE GOOSE", "THE MILL"))


@pytest.mark.parametrize("names", PIECES)
@pytest.mark.parametrize("numbers", ["I|II", "1|2|3", "I.|II.|III.", "Chapter 1|Chapter 2"])
@pytest.mark.parametrize("below", ["", "By Edda Lind\n\n", "[Picture: a goose]\n\n"])
def test_a_title_under_which_numbers_begin_again_heads_a_piece(
    names: tuple[str, ...], numbers: str, below: str
) -> None:
    """In a collection of stories, each with its own chapters."""
    chapters = "".join(f"{number}\n\n{PROSE}\n\n{PROSE}\n\n" for number in numbers.split("|"))
    story = read("\n\n\n".join(f"{name}\n\n{below}{chapters}" for name in names))

    assert [c.title for c in story.chapters if c.level == 1] == list(names)
    assert [c.title for c in story.chapters if c.level == 2] == 3 * numbers.split("|")


def test_other_pieces_of_a_magazine_are_known_by_the_same_setting() -> None:
    """Though they have no chapters; what stands under a narrower gap is none."""
    serial = f"CHAPTER I.\n\n{PROSE}\n\n{PROSE}"
    parts = {
        "THE WEIR": serial,
        "ON GEESE": f"{PROSE}\n\nTHEIR FOOD\n\n{PROSE}",
        "[Picture]\n\nTHE MILL": serial,
        "ANSWERS": PROSE,
        "AUTUMN": f"{PROSE}\n\n{PROSE}",
    }
    story = read("\n\n\n\n".join(f"{name}\n\n{text}" for name, text in parts.items()))

    assert [c.title for c in story.chapters if c.level == 1] == [
        "THE WEIR",
        "ON GEESE",
        "THE MILL",
        "ANSWERS",
        "AUTUMN",
    ]


@pytest.mark.parametrize("numeral", ["III", "VIII.", "MCM"])
def test_a_numeral_is_no_title_in_capitals(numeral: str) -> None:
    """A number that counts nothing is none."""
    assert not read(f"{PROSE}\n\n{numeral}\n\n{PROSE}\n\n{numeral}\n\n{PROSE}").chapters
