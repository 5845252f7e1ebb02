"""Title and author at the head of a text, in the shapes that people give them, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import formats
from reader.formats.text.matter.labels import labelled
from reader.formats.text.matter.names import titled_by_name
from reader.formats.text.matter.title_page import read_title_page
from reader.story import BlockKind
from tests.examples import examples

PROSE = (
    "The ferry had gone without them, and the boy sat down upon the wet planks\n"
    "to wait for the morning. Nobody came. A dog barked behind the salt sheds,\n"
    "and after a while the rain began again, as it had every night that week.\n"
)
SET_IN = PROSE.replace("The ferry", "   The ferry").replace("and after", "   And after")
LONG = PROSE.replace("\n", " ")
WIDE = 100 * " "


def centred(*lines: str) -> str:
    """Lines about the middle of a page of eighty."""
    return "\n".join(line.center(80).rstrip() for line in lines) + "\n"


def read(head: str, prose: str = PROSE) -> tuple[str, str]:
    """The title and the author of a story that begins so."""
    story = formats.from_bytes(f"{head}{prose}\n{prose}".encode(), "x.txt")
    return story.metadata.title, story.metadata.author


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        (centred("THE SALT ROAD") + "\n", "The Salt Road", ""),
        (centred("A Lantern for Mister Pell") + "\n", "A Lantern for Mister Pell", ""),
        ("Ninepins\n--------\n\n", "Ninepins", ""),
        (centred("T h e   S a l t   R o a d") + "\n", "The Salt Road", ""),
        (centred("T  h  e    S  a  l  t    R  o  a  d") + "\n", "The Salt Road", ""),
        (
            centred("_     _   _  _", "L  a  n  t  e  r  n  s") + "\n\n",
            "Lanterns",
            "",
        ),
        ("==Ninepins Weekly==\n\n", "Ninepins Weekly", ""),
        (
            "NP000017.TXT\nWho Set the Ninepins?\nMara Quill\nCoast, May 1991, pp. 3-9\n"
            "Scanned in the harbour office.\n\n"
            + centred("Who Set the Ninepins?", "by Mara Quill")
            + "\n",
            "Who Set the Ninepins?",
            "Mara Quill",
        ),
        (
            centred("NINEPINS,") + "\n" + centred("OR") + "\n" + centred("THE KEEPER OF KEYS.")
            + "\n\n\n" + centred("A TALE FOR WINTER") + "\n\n" + centred("BY") + "\n\n"
            + centred("J. BRANDT.") + "\n\n\n",
            "Ninepins, or the Keeper of Keys",
            "J. Brandt",
        ),
        (
            centred("MOEDER KAATJE,") + "\n" + centred("OF") + "\n"
            + centred("DE LAATSTE VEERMAN.") + "\n\n\n" + centred("DOOR")
            + "\n\n" + centred("H. VERMEER.") + "\n\n\n",
            "Moeder Kaatje, of de Laatste Veerman",
            "H. Vermeer",
        ),
        ("THE KEEPER OF KEYS\n\n", "The Keeper of Keys", ""),
        (centred("S A L T") + "\n\n", "SALT", ""),
        (centred("Ninepins", "by", "Jonas Brandt") + "\n", "Ninepins", "Jonas Brandt"),
        ("NINEPINS\n\nBY\n\nJONAS BRANDT\n\n", "Ninepins", "Jonas Brandt"),
        ("Ninepins\nby Jonas Brandt\n\n", "Ninepins", "Jonas Brandt"),
        ("Das Salzhaus\n\nRoman\n\nvon\n\nJonas Brandt.\n\n", "Das Salzhaus", "Jonas Brandt"),
        ("Das Salzhaus\nErzählungen von Jonas Brandt\n\n\n", "Das Salzhaus", "Jonas Brandt"),
        (centred("The", "Long Winter Watch") + "\n\n", "The Long Winter Watch", ""),
        ("The Salt Road\n\nMiriam Aske\n\n\n\nChapter One\n\n", "The Salt Road", "Miriam Aske"),
        ("Jonas Brandt\n\nDas Salzhaus\n\nI\n\n", "Das Salzhaus", "Jonas Brandt"),
        ("JONAS BRANDT\nDAS SALZHAUS\nERSTES KAPITEL\n\n", "Das Salzhaus", "Jonas Brandt"),
        ("Brandt Jonas\nDas Salzhaus\n\n", "Das Salzhaus", "Brandt Jonas"),
        ("----------\nNinepins\n----------\n", "Ninepins", ""),
        ("THE SALT ROAD\nA NOVEL\nIN THREE PARTS\n\nPART ONE\n\n", "The Salt Road", ""),
        ("THE SALT ROAD\nNOVEL\n\n", "The Salt Road", ""),
        ("   From the\nSALT HOUSE\nby Jonas Brandt\n\n", "From the SALT HOUSE", "Jonas Brandt"),
        (" Das Salzhaus von Jonas Brandt\n\n", "Das Salzhaus", "Jonas Brandt"),
        ("THE SALT ROAD by MIRIAM ASKE\n\n", "The Salt Road", "Miriam Aske"),
        ("La maison du sel de Victor Aske\n\n", "La maison du sel", "Victor Aske"),
        ("The Salt Road, by M. Aske [1898]\n\n", "The Salt Road", "M. Aske"),
        ("Jonas Brandt: Das Salzhaus\n\n\n\n", "Das Salzhaus", "Jonas Brandt"),
        ("Ninepins\nCopyright 1991, Jonas Brandt. All rights reserved.\n\n", "Ninepins",
         "Jonas Brandt"),
        ("소금길\n".rjust(14) + WIDE[:70] + "김 소 라\n\n", "소금길", "김 소 라"),
        ("      염전의 밤\n" + WIDE[:60] + "박 하 늘\n\n", "염전의 밤", "박 하 늘"),
        (centred("THE SALT ROAD") + WIDE[:58] + "Miriam Aske\n\n", "The Salt Road", "Miriam Aske"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prose", [PROSE, SET_IN, LONG], ids=["wrapped", "set in", "long lines"])
def test_a_title_page_is_read(head: str, title: str, author: str, prose: str) -> None:
    """However the lines are set, and whatever the prose under them is like."""
    assert read(head, prose) == (title, author)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("盐路\n作者：沈小满\n\n", "盐路", "沈小满"),
        ("盐路   作者：沈小满\n\n", "盐路", "沈小满"),
        ("《盐路》（全本）作者：沈小满\n\n", "盐路", "沈小满"),
        ("《盐路》\n作者：沈小满\n\n", "盐路", "沈小满"),
        ("    [盐路 / 沈小满 著 ]\n\n", "盐路", "沈小满"),
        ("【盐路/沈小满著】\n\n", "盐路", "沈小满"),
        ("鹽路　　沈小滿著\n\n", "鹽路", "沈小滿"),
        ("鹽路\n（清）沈小滿　撰\n\n", "鹽路", "沈小滿"),
        ("书名：盐路\n作者：沈小满\n\n", "盐路", "沈小满"),
        ("[盐路 / 沈小满（明） 著 ]\n\n", "盐路", "沈小满"),
        ("《盐路（出书版）》作者：沈小满\n\n", "盐路", "沈小满"),
        ("盐路\n作者：清.沈小满\n\n", "盐路", "沈小满"),
        ("《鹽路》(《古鹽路》)作者：[明]沈小滿\n\n", "鹽路", "沈小滿"),
        ("　　鹽路\n　　沈既满\n", "鹽路", "沈既满"),
        ("　　鹽路\n　　歐陽小滿\n", "鹽路", "歐陽小滿"),
        ("盐路旧事\n", "盐路旧事", ""),
        ("0201《盐路》作者：[明]沈小满\n\n", "盐路", "沈小满"),
        ("12、《盐路》（全本）作者：沈小满\n\n", "盐路", "沈小满"),
        ("盐路（清）沈小满著\n\n", "盐路", "沈小满"),
        ("鹽路[明]沈小滿 撰\n\n", "鹽路", "沈小滿"),
        ("盐路（精校版）\n作者：沈小满\n\n", "盐路", "沈小满"),
    ],
)
def test_chinese_heads_are_read_by_their_labels_and_brackets(
    head: str, title: str, author: str
) -> None:
    """What sites add of the edition is no part of the title."""
    prose = "　　渡船走了，孩子坐在湿木板上等天亮。没有人来。\n" * 4
    assert read(head, prose) == (title, author)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("Title: The Salt Road\nAuthor: Miriam Aske\n\n", "The Salt Road", "Miriam Aske"),
        ("Tytuł: Solny szlak\nAutor: Ewa Lis\n\n", "Solny szlak", "Ewa Lis"),
        ("Название: Соляной путь\nАвтор: Анна Лис\n\n", "Соляной путь", "Анна Лис"),
        ("The Salt Road\nAuthor: Miriam Aske\n\n", "The Salt Road", "Miriam Aske"),
        ("# The Salt Road\n\n", "The Salt Road", ""),
        ("Title: @home.txt\nAuthor: [@b]x[/]\n\n", "@home.txt", "[@b]x[/]"),
    ],
)
def test_labels_in_many_languages_are_read(head: str, title: str, author: str) -> None:
    """And a title that stands right above a labelled author."""
    assert read(head) == (title, author)


BANNER = (
    "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n"
    "+  The Kelp Oven   +  1,000 texts   +  555-0117 +\n"
    "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n\n"
)
NOTICES = "Copyright (c) 1992 by nobody in particular\nPlease send mail to me@kelp.example\n\n"


@pytest.mark.parametrize(
    "said", ["[The Lamp]", "[/red]", "notes@midnight", "www.wednesday", "Copyright", "a/b"]
)
def test_what_is_labelled_is_believed_whatever_signs_it_holds(said: str) -> None:
    """Signs of a notice and brackets belong to a title that a label names."""
    story = formats.from_bytes(f"Title: {said}\nAuthor: {said}\n\n\n{PROSE * 3}".encode(), "x.txt")

    assert (story.metadata.title, story.metadata.author) == (said, said)


@given(st.lists(st.text(". #:《》著【a\u3000", max_size=6), min_size=1, max_size=4))
def test_the_first_lines_may_be_of_any_signs(lines: list[str]) -> None:
    """Of dots alone, of brackets that nothing closes: a title is told or none is."""
    labelled(lines)


@pytest.mark.parametrize("before", [BANNER, NOTICES, NOTICES + BANNER])
def test_a_title_after_banners_and_notices_is_found(before: str) -> None:
    """What a bulletin board put before a story is no title."""
    assert read(f"{before}Ninepins\nby Jonas Brandt\n\n") == ("Ninepins", "Jonas Brandt")
    assert read(f"{before}{centred('THE SALT ROAD')}\n") == ("The Salt Road", "")


@pytest.mark.parametrize("sign", ["*", "::", "|", "#"])
def test_a_title_within_a_box_is_found(sign: str) -> None:
    """The frame is no part of it."""
    rule = (sign * 60)[:60]
    inner = [line.center(60 - 2 * len(sign)) for line in ("Ninepins", "by", "Jonas Brandt")]
    box = "\n".join([rule, *(f"{sign}{line}{sign}" for line in inner), rule])
    assert read(f"{box}\n\n") == ("Ninepins", "Jonas Brandt")


@pytest.mark.parametrize(
    "head",
    [
        "",
        "“Where is the boy?”\n\n",
        '"Nobody. Nobody came"\n\n',
        "It was raining.\n\n",
        "The rain had stopped by noon and the road was dry again\n\n",
        "Dear Miriam,\n\n",
        "Monday 1 May 1893\n\n",
        "Chapter One\n\n",
        "I\n\n",
        "* * *\n\n",
        "Contents\n\n",
        "- and then nothing\n\n",
        "Hi guys\n\n",
        "ZOEY+\n\n",
        "Amber Silverwood7\n\n",
        "Hello readers🌻14\n\n",
        "Let it be said at once,\nthat nobody in the house\nhad any wish to go.\n\n",
    ],
)
def test_a_text_that_begins_otherwise_has_no_title(head: str) -> None:
    """Prose, speech, letters, dates, chapters and ornaments are none; the file's name serves."""
    story = formats.from_bytes(f"{head}{PROSE}\n{PROSE}".encode(), "some-dry-road.txt")

    assert story.metadata.title == ""
    assert story.title == "Some Dry Road"


@pytest.mark.parametrize("head", ["JONAS BRANDT\nDas Salzhaus\n", "Das Salzhaus\nJonas Brandt\n"])
def test_a_title_page_that_touches_the_text_is_none_of_it(head: str) -> None:
    """Its lines are headings, and the first paragraph begins after them."""
    prose = PROSE.replace(
        ".\n", ".\nAnd so it went on, for want of anybody who would have stopped it.\n"
    )
    story = formats.from_bytes(f"{head}{prose * 9}".encode(), "x.txt")
    first = [story.text[block.start : block.end] for block in story.blocks[:2]]
    assert [line.casefold() for line in first] == head.casefold().split("\n")[:2]
    assert {block.kind for block in story.blocks[:2]} == {BlockKind.HEADING}
    assert story.text[story.blocks[2].start :].startswith("The ferry had gone")


def test_the_decision_says_what_told_the_title() -> None:
    """By the head of the text and how surely, or by the name of the file."""
    told = formats.from_bytes(f"{centred('THE SALT ROAD')}\n{PROSE}".encode(), "x.txt")
    (decision,) = (one for one in told.decisions if one.topic == "title")
    assert decision.verdict == "from the head of the text"
    assert decision.why == "a line set off at the head, 4.5 points to 2.5"

    named = formats.from_bytes(PROSE.encode(), "Ninepins - Jonas Brandt.txt")
    (decision,) = (one for one in named.decisions if one.topic == "title")
    assert decision.verdict == "from the file's name"


@pytest.mark.parametrize(
    ("name", "title", "author"),
    [
        ("《盐路》（校对版全本+番外）作者：沈小满", "盐路", "沈小满"),
        ("盐路 作者：沈小满", "盐路", "沈小满"),
        ("【盐路】1-129 作者：沈小满", "盐路", "沈小满"),
        ("《盐路》全集", "盐路", ""),
        ("Miriam Aske - [Salt 01] - The Road", "The Road", "Miriam Aske"),
        ("Jonas Brandt - Ninepins", "Ninepins", "Jonas Brandt"),
        ("Brandt, Jonas - Ninepins", "Ninepins", "Jonas Brandt"),
        ("Ninepins - Jonas Brandt", "Ninepins", "Jonas Brandt"),
        ("The_Salt_Road_-_Jonas_Brandt", "The Salt Road", "Jonas Brandt"),
        ("The_Salt_Road-Jonas_Brandt", "The Salt Road", "Jonas Brandt"),
        ("Ninepins by Jonas Brandt", "Ninepins", "Jonas Brandt"),
        ("A Tale - Somebody", "A Tale", "Somebody"),
        ("07 - Jonas Brandt - Ninepins", "Ninepins", "Jonas Brandt"),
        ("07 - Ninepins", "", ""),
        ("ninepins", "", ""),
    ],
)
def test_a_file_name_tells_title_and_author(name: str, title: str, author: str) -> None:
    """In the orders in which people and programs write them."""
    found = titled_by_name(name)
    assert (found.title, found.author) == (title, author)


def test_a_series_in_a_file_name_is_kept() -> None:
    """Beside title and author."""
    assert titled_by_name("Jonas Brandt - [Pins 02] - Nine").extra == (("series", "Pins 02"),)


HEADS = st.lists(
    st.sampled_from(
        [
            "THE SALT ROAD",
            "            Ninepins",
            "by Jonas Brandt",
            "by",
            "Jonas Brandt",
            "《盐路》",
            "作者：沈小满",
            "----------------",
            "************",
            "* Ninepins *",
            "Copyright 1991, Jonas Brandt",
            "",
            "",
            "Title: Ninepins",
            "Chapter 1",
            "[a / b 著]",
            PROSE,
            "a: b",
            ":",
            "#",
            "---",
            "title: Ninepins",
            "From: j@kelp.example (Jonas Brandt)",
            "Subject: Ninepins (1/2)",
            "Date: 1 Apr 1993",
            "声明：本书来自某某电子书网。",
            "更新时间:2007-11-16 本章字数:480",
            "Credit: by",
            "INT. SHED - DAY",
        ]
    )
    | st.text(max_size=30),
    max_size=14,
).map("\n".join)


@settings(max_examples=examples(150))
@given(HEADS)
def test_shelf_and_story_tell_the_same_title(head: str) -> None:
    """Whatever stands at the head, a glance at a long file finds what reading it finds."""
    data = f"{head}\n\n{PROSE * 90}".encode("utf-8", "replace")
    story = formats.from_bytes(data, "some file.txt")
    glance = formats.glance(data, "some file.txt")
    assert (glance.title, glance.author) == (story.title, story.metadata.author)


@settings(max_examples=examples(100))
@given(HEADS, st.integers(0, 3))
def test_blank_ends_line_ends_and_a_byte_order_mark_change_nothing(head: str, blanks: int) -> None:
    """The same title, author and form are read whatever stands around or ends the lines."""
    text = f"{head.strip()}\n\n{PROSE * 9}"
    around = (blanks * "\n" + text + blanks * "\n").replace("\n", "\r\n")
    story = formats.from_bytes(text.encode("utf-8", "replace"), "some file.txt")
    again = formats.from_bytes(around.encode("utf-8-sig", "replace"), "some file.txt")
    assert again.metadata == story.metadata
    assert again.source.kind == story.source.kind


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit", ["《", "作者：", "by ", "a by ", "著", "[/", "a: ", "(c) 1 ", "*_ ", "a b ", "a b cd "]
)
def test_a_head_of_one_thing_is_read_at_once(unit: str) -> None:
    """No pattern takes longer for it than for a title."""
    for _ in range(50):
        read_title_page((unit * 2000)[:1490] + "\n\n")


def test_the_first_of_several_chapters_that_name_their_book_is_no_title() -> None:
    """A site puts the book's name before the number of each chapter."""
    told = "　　渡船走了，孩子坐在濕木板上等天亮，雨一直沒有停。\n\n" * 3
    text = "".join(f"## 渡船記 正文 第{at:02}章　夜雨\n\n{told}" for at in range(1, 5))
    assert formats.from_bytes(text.encode(), "x.txt").metadata.title == ""


def test_a_hebrew_title_and_its_author_may_stand_on_one_line() -> None:
    """With a stroke between them, as a library sets them; a stroke alone names nobody."""
    told = "הַסְּפִינָה הָלְכָה בַּלַּיְלָה,\nוְהַיֶּלֶד יָשַׁב עַל הַחוֹף.\n"
    story = formats.from_bytes(f"# הַסְּפִינָה / נתן ברגר\n{told}".encode(), "x.txt")
    assert (story.metadata.title, story.metadata.author) == ("הַסְּפִינָה", "נתן ברגר")
    assert read("# Salt / Water\n\n") == ("Salt / Water", "")


@pytest.mark.parametrize(
    ("preface", "author"),
    [
        ("Edda Lind [71234,567]  This is the first tale I wrote at\nsea.\n", "Edda Lind"),
        ("J. Brandt (7123,45): a story of mine. Please\ncriticize it.  900 words.\n", "J. Brandt"),
        ("All comments on this draft are welcome.\n", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["Beyond the Weir", "THE SALT ROAD"])
def test_a_title_may_stand_under_a_few_words_of_its_author(
    preface: str, author: str, title: str
) -> None:
    """In the middle of the page, where those words speak of the text."""
    assert read(f"{preface}\n{centred(title)}\n", SET_IN)[0].upper() == title.upper()
    assert read(f"{preface}\n{centred(title)}\n", SET_IN)[1] == author


@pytest.mark.parametrize("line", ["NO WAY THROUGH", "The Salt Road"])
def test_a_line_in_the_middle_of_a_story_is_not_its_title(line: str) -> None:
    """What stands above it tells the story, and does not speak of it."""
    assert read(f"{PROSE}\n{centred(line)}\n") == ("", "")


EAST = (
    "雨下了一整夜，河水漫过了石阶。守灯的人提着灯笼，沿着堤岸慢慢走去，谁也没有说话，只有水声。\n"
)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("河灯　作者：沈　舟\n\n", "河灯", "沈舟"),
        ("书名：河灯\n作者：沈舟　译者：林渡\n\n", "河灯", "沈舟"),
        ("<河灯> [精校版]\n作者:沈舟\n\n", "河灯", "沈舟"),
        ("河燈  [明]沈舟\n\n", "河燈", "沈舟"),
        ("沈舟《河灯》\n\n", "河灯", "沈舟"),
        ("河灯\n沈舟\n\n\n１\n\n", "河灯", "沈舟"),
        ("河灯\n\n沈舟\n\n\n河灯卷上\n\n", "河灯", "沈舟"),
        ("河灯\n安娜·林德/沈舟译\n\n", "河灯", "安娜·林德"),
        ("渡口书社授权连载，不得转载　作者：沈舟\n\n", "", ""),
        ("正文 引子\n\n", "", ""),
        (
            "《河灯》查看《河灯》书评请到《河灯》网址http://www.lamps.example.com/\n\n 石阶\n\n",
            "河灯",
            "",
        ),
    ],
)
def test_a_chinese_head_names_its_text(head: str, title: str, author: str) -> None:
    """In brackets, by a dynasty, over a name, in a site's notice; a notice or a heading is none."""
    assert read(head, f"　　{EAST}") == (title, author)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        (
            "THE SALT ROAD,\n\nA TALE OF THE COAST\n\nby Edda Lind\n\n\n",
            "The Salt Road",
            "Edda Lind",
        ),
        ("ІВАН БЕРЕГОВИЙ\n\nСОЛЯНИЙ ШЛЯХ\n\n\n", "Соляний Шлях", "Іван Береговий"),
        ("Шлях\nІван Береговий\n\n\nІВАН БЕРЕГОВИЙ\n\nШЛЯХ\n\n\n", "Шлях", "Іван Береговий"),
        ("LIBRO PRIMO\n\nLA STRADA DEL SALE\n\n", "", ""),
        ("BİRİNCİ BÖLÜM\n\n\nVON PAŞANIN TUZU\n", "", ""),
        ("Salita · Canto I\n\n", "", ""),
        ("TUZLU İNCİR YOLU\n\n\n", "Tuzlu İncir Yolu", ""),
    ],
)
def test_a_western_head_is_no_heading(head: str, title: str, author: str) -> None:
    """A comma may lead on from a title; what heads a chapter is neither title nor author."""
    assert read(head) == (title, author)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("河灯_www.lamps.com", "河灯"),
        ("河灯-渡口网 lamps.com ", "河灯"),
        ("The Salt Road (www.lamps.org)", "The Salt Road"),
        ("lamps.com", ""),
    ],
)
def test_the_address_of_a_site_is_no_part_of_a_title(name: str, title: str) -> None:
    """At the end of a file's name; alone it is all that there is."""
    assert titled_by_name(name).title == title


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("【书名】渡口丛书：河灯\n【作者】沈舟\n\n", "渡口丛书：河灯", "沈舟"),
        ("渡口丛书：《河灯》\n作者：沈舟\n\n", "河灯", "沈舟"),
        ("소금 길\n김하늘\n\n", "소금 길", "김하늘"),
        ("Иван Береговой. Соль\n\n\n", "Соль", "Иван Береговой"),
        ('THE SALT ROAD\n\nBy "Edda Lind\n\n\n', "The Salt Road", "Edda Lind"),
        ("Анна Береговая\n\nИван Ильич Солев\n\n\n", "Анна Береговая", "Иван Ильич Солев"),
        ("Лев Ильич Солев\n\nАННА БЕРЕГОВАЯ\n\n\n", "Анна Береговая", "Лев Ильич Солев"),
        ("Annotation\n\nЛев Солев\n\nАнна Береговая\n\n\n", "Анна Береговая", "Лев Солев"),
        ("Аннотация\n\nЛеонид Солев\nСоль\n\n\n", "Соль", "Леонид Солев"),
        (
            "The Heron\nof the Long Weir\nby\nE.M. Lind\n\n",
            "The Heron of the Long Weir",
            "E.M. Lind",
        ),
        (
            "Das Salzhaus\nund die Mühle\nvon Jonas Brandt\n\n",
            "Das Salzhaus und die Mühle",
            "Jonas Brandt",
        ),
        (
            "Mireille de la Tour\n\nEdmond Brand\n\nÉdition de 1911\n\n",
            "Mireille de la Tour",
            "Edmond Brand",
        ),
        ("The Salt Road\n\nby Writer 977\n\n\n", "The Salt Road", "Writer 977"),
        ("The Salt Road\nby\nkeeper 12\n\n", "The Salt Road", "keeper 12"),
        ("The Salt Road\n\nby Edda Lind 12/3/91\n\n", "The Salt Road", "Edda Lind"),
        ("The Salt Road\n\nby Edda Lind, 1994\n\n", "The Salt Road", "Edda Lind"),
        ("The Salt Road\n\n\nBY\nEDDA\nMARIE\nLIND\n\n\n", "The Salt Road", "Edda Marie Lind"),
        ("Das Salzhaus\n\nvon\nJonas\nBrandt\n\n\n", "Das Salzhaus", "Jonas Brandt"),
        ("The Salt Road\n\nby\nLind\n\nGulls\n\n", "The Salt Road", "Lind"),
    ],
)
def test_more_shapes_of_a_head(head: str, title: str, author: str) -> None:
    """Labels in brackets, a series, a Korean name, a stop between, a quotation mark cut off.

    A number is part of a name, but a date is none; a name may stand on several lines. In Russian a
    father's name tells a person, and the author comes first. A title may go on in lower case.
    """
    assert read(head, f"　　{EAST}") == (title, author)


def test_a_series_says_all_of_an_author_s_name() -> None:
    """Where the header of a Gutenberg text says the last name alone."""
    head = (
        "The Project Gutenberg Etext of The Salt Road by Lind\n#3 in our series by Edda Lind\n\n"
        "Copyright laws are changing all over the world, be sure to check\n"
        "the laws for your country.\n\n"
        "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\n\nTHE SALT ROAD\n\n\n"
    )
    assert read(head) == ("The Salt Road", "Edda Lind")
