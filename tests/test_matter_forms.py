"""Forms of matter: what each says of its story, and what of it is folded away."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import formats
from reader.formats.choices import Choices
from reader.story import BlockKind, Story
from tests.examples import examples

LINES = [
    "The ferry had gone without them, and the boy sat down upon the wet planks.",
    "Nobody came until the tide had turned, and then it was only the dog.",
    "After a while the rain began again, as it had every night that week.",
]
PROSE = "\n\n".join(LINES) + "\n"
ROWS = [
    "渡船走了，孩子坐在湿木板上等天亮。",
    "没有人来，只有狗在盐棚后面叫。",
    "雨又下了起来，和前几夜一样。",
]
CHINESE = "".join(f"　　{row}\n" for row in ROWS * 3)


def load(text: str, choices: Choices = Choices()) -> Story:  # noqa: B008
    """The story in a text."""
    return formats.from_bytes(text.encode(), "x.txt", choices)


def body(story: Story) -> str:
    """What is read of it."""
    return story.text[story.body.start : story.body.end]


def said(story: Story) -> tuple[str, str]:
    """Title and author, as the text tells them."""
    return story.metadata.title, story.metadata.author


OLD = "**Welcome To The World of Free Electronic Texts**\n\nInformation on contacting Project\n"
WELCOME = OLD.replace(
    "Project\n", "Project Gutenberg to get Etexts, and\nfurther information is below."
)
SMALL = "\n\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\n\n"


OF = "The Project Gutenberg Etext of"
ROAD, ASKE, PINS, JONAS = "The Salt Road", "Miriam Aske", "Ninepins", "Jonas Brandt"


@pytest.mark.parametrize(
    ("header", "title", "author"),
    [
        (f"{WELCOME}\n\n**{OF} Ninepins by Jonas Brandt**\n", PINS, JONAS),
        (
            "Project Gutenberg's Etext of The Salt Road by Miriam Aske\n#3 in our series\n",
            ROAD,
            ASKE,
        ),
        (f"{OF} The Salt Road\n#15 in our series by Miriam Aske\n{WELCOME}", ROAD, ASKE),
        (f"{OF} The Salt\nRoad, by Miriam Aske\n", ROAD, ASKE),
        ("This is the Project Gutenberg release of:\n\nNinepins by Jonas Brandt\n", PINS, JONAS),
        (f"{OF} Stand by Me by Jonas Brandt\n", "Stand by Me", JONAS),
        ("The Project Gutenberg eBook, Ninepins, by Jonas Brandt\n", PINS, JONAS),
        ("Project Gutenberg's Ninepins\nby Jonas Brandt\n", PINS, JONAS),
        (f"{WELCOME}\n", "", ""),
    ],
)
def test_gutenberg_headers_of_all_years_are_read(header: str, title: str, author: str) -> None:
    """Whatever stands first in them, and however title and author are divided."""
    story = load(f"{header}{SMALL}{PROSE}")

    assert said(story) == (title, author)
    assert body(story).startswith(LINES[0])


def test_the_notice_behind_an_old_licence_is_folded() -> None:
    """Its brackets say that it belongs to the header."""
    notice = "[Portions of this header are copyright 2001 by somebody.]\n[It is no story.]\n\n\n"
    story = load(f"The Project Gutenberg Etext of Ninepins{SMALL.rstrip()}\n{notice}{PROSE}")
    assert body(story).startswith(LINES[0])


MAIL = (
    "From: jonas@kelp.example (Jonas Brandt)\nNewsgroups: alt.stories.kelp\n"
    "Subject: Ninepins (1/3)\nDate: 1 Apr 1993 05:10:38 GMT\nMessage-ID: <1@kelp.example>\n\n"
)


@pytest.mark.parametrize(
    ("header", "title", "author"),
    [
        (MAIL, PINS, JONAS),
        (f"Path: a!b\nFrom: {JONAS} <j@k.example>\nSubject: Re: Ninepins [2/3]\n\n", PINS, JONAS),
        ("From a Thu Jul 6 1989\nFrom: j@k.example\nSubject: Ninepins, part 1 of 9\n\n", PINS, ""),
        (f"{MAIL}\n          THE SALT ROAD\n\n", "The Salt Road", "Jonas Brandt"),
    ],
)  # fmt: skip
def test_a_header_of_mail_is_folded_and_names_the_story(
    header: str, title: str, author: str
) -> None:
    """By its subject without the counts of parts, unless the text has a title of its own."""
    story = load(header + PROSE)

    assert said(story) == (title, author)
    assert "Subject:" not in body(story)
    assert "Subject:" in story.text


def test_a_bare_header_of_a_board_is_mail() -> None:
    """Who and when are enough; the title stands under it."""
    story = load(f"Date:  03-09-89  20:46\nFrom:  Jonas Brandt\n\n   NINE PINS\n\n{PROSE}")
    assert said(story) == ("Nine Pins", "Jonas Brandt")
    assert "20:46" not in body(story)


@pytest.mark.parametrize("line", ["Anna: Where is he?", "Date: never.", "From: nobody at all"])
def test_a_line_or_two_with_a_colon_are_no_header(line: str) -> None:
    """A play or a letter may begin so."""
    story = load(f"{line}\nTom: He is gone.\n\n{PROSE}")
    assert body(story).startswith(line)


YAML = '---\ntitle: "Ninepins"\nauthor: Jonas Brandt\nlang: en\n---\n'
LISTS = "---\ntitle: Ninepins\nauthor:\n  - Jonas Brandt\ntags: [salt, sea]\n...\n"
TOML = '+++\ntitle = "Ninepins"\nauthor = "Jonas Brandt"\ndraft = false\n+++\n'


@pytest.mark.parametrize(
    ("header", "author"),
    [(YAML, JONAS), (LISTS, JONAS), (TOML, JONAS), ("---\ntags: salt\n---\n\n# Ninepins\n", "")],
)
def test_front_matter_is_folded_and_read(header: str, author: str) -> None:
    """In YAML or TOML, between its fences."""
    story = load(f"{header}\n{PROSE * 3}")

    assert (*said(story), story.metadata.language) == (PINS, author, "en")
    assert "tags" not in body(story)
    assert "author" not in body(story)


def test_a_key_of_a_catalogue_yields_to_what_the_text_is_called() -> None:
    """Words joined by hyphens are how a program finds a story, not how it is told."""
    keyed = "---\ntitle: the-salt-road\n{}lang: en\n---\n\n{}" + PROSE * 3

    assert load(keyed.format("title_en: The Salt Road\n", "")).metadata.title == "The Salt Road"
    assert load(keyed.format("", "# Salt Road\n\n")).metadata.title == "Salt Road"
    assert load(keyed.format("", "")).metadata.title == "the-salt-road"


def test_an_end_marker_may_take_two_lines() -> None:
    """So do some of the files that a mail program set double."""
    end = "End of\nProject Gutenberg's Etext of Ninepins by Jonas Brandt\n"
    story = load(f"The Project Gutenberg Etext of Ninepins{SMALL}{PROSE * 3}\n\n{end}")
    assert body(story).rstrip().endswith(LINES[-1])


def test_a_rule_at_the_head_is_no_fence() -> None:
    """Where what follows is no list of keys."""
    story = load(f"---\n\n{LINES[0]}\n\n---\n\n{LINES[1]}\n")
    assert body(story).startswith("---")


SCREEN = (
    "Title:\n\t_**NINE**_\n\t_**PINS**_\nCredit: written by\nAuthor: Jonas Brandt\n"
    "Draft date: 1/2/1993\n\n"
)
PLAY = (
    "EXT. QUAY - NIGHT\n\nThe ferry has gone.\n\nANNA\nWe wait.\n\n"
    "She sits down upon the planks.\n\n"
    ".THE SHED\n\n!SPLASH\n\n@McCall\n(low)\nWho is there?\n\n> CUT TO:\n\n> THE END <\n"
)


def test_a_screenplay_is_read_by_its_marks() -> None:
    """Scenes are headings, action between speeches is prose, marks that force a kind are gone."""
    story = load(SCREEN + PLAY)
    blocks = {
        story.text[b.start : b.end]: b.kind for b in story.blocks if b.start >= story.body.start
    }

    assert said(story) == ("Nine Pins", "Jonas Brandt")
    assert blocks["EXT. QUAY - NIGHT"] is BlockKind.HEADING
    assert blocks["THE SHED"] is BlockKind.HEADING
    assert blocks["She sits down upon the planks."] is BlockKind.PARAGRAPH
    assert blocks["ANNA\nWe wait."] is BlockKind.SPEECH
    assert {"SPLASH", "CUT TO:", "THE END"} <= blocks.keys()
    assert "Draft date" not in body(story)


@pytest.mark.parametrize(
    "cue", ["ANNA (V.O.)", "ANNA (V.O.)(CONT'D)", "ANNA [O.S.] (CONT'D)", "ANNA"]
)
def test_a_long_speech_stays_with_its_speaker(cue: str) -> None:
    """However long its line is, and however many brackets stand after the name."""
    said_long = 8 * "The ferry has gone without us, and nobody will come before the morning. "
    story = load(f"{SCREEN}{PLAY}\n{cue}\n{said_long}\n\nShe sits down.\n\n{PLAY}")
    speeches = [story.text[b.start : b.end] for b in story.blocks if b.kind is BlockKind.SPEECH]

    assert f"{cue}\n{said_long.strip()}" in speeches


def test_labels_alone_are_no_screenplay() -> None:
    """Title, author and date stand over many a story."""
    story = load(f"Title: Ninepins\nAuthor: Jonas Brandt\nDate: 1993\n\n{PROSE}")
    assert story.source.kind != "Fountain"
    assert said(story) == ("Ninepins", "Jonas Brandt")


FRAMES = [
    (
        "声明：本书来自某某电子书网(kelp.example.com)。\n找好书，看好书\n-----------用户上传之内容开始-----------\n",
        "\n-----------用户上传之内容结束-----------\n声明：本书来自某某电子书网。\n",
    ),
    ("更多好书请到 www.kelp.example 下载\n\n", "\n\n本书由 www.kelp.example 提供下载\n"),
    ("", "\n更多小说下载请访问本站 http://kelp.example\n"),
]


@pytest.mark.parametrize(("before", "behind"), FRAMES)
def test_the_frame_of_a_site_is_folded(before: str, behind: str) -> None:
    """By the lines that part it from the text, or by what its lines speak of."""
    story = load(
        f"{before}《盐路》\n作者：沈小满\n\n第一章 船\n\n{CHINESE}\n第二章 雨\n\n{CHINESE}{behind}"
    )

    assert said(story) == ("盐路", "沈小满")
    assert body(story).startswith("《盐路》")
    assert body(story).endswith(ROWS[-1])
    assert [chapter.title for chapter in story.chapters] == ["第一章 船", "第二章 雨"]
    for line in (before + behind).split("\n"):
        assert line.strip() in story.text


def test_a_title_within_the_frame_is_read_by_its_brackets() -> None:
    """What else stands there, such as what the book is about, names nothing."""
    head = "[盐路 / 沈小满 著 ]\n书籍介绍:\n　　渡船的故事。\n------章节内容开始-------\n"
    text = "".join(f"第{n}章 船{n}\n本章字数:{n}480\n\n{CHINESE}\n" for n in "123")
    story = load(head + text)
    assert said(story) == ("盐路", "沈小满")
    assert body(story).startswith("第1章 船1")


@pytest.mark.parametrize(
    "counts",
    [
        "更新时间:2007-11-16 7:55:00 本章字数:4800",
        "（本章字数：3021）",
        "    更新時間：2011年3月2日　本章字數：2,204",
    ],
)
def test_counts_under_headings_are_folded(counts: str) -> None:
    """They are part of neither title nor text, stand behind the story, and come back raw."""
    text = "".join(f"第{n}章 船{n}\n{counts}\n\n{CHINESE}\n" for n in "一二三")
    story = load(text)

    assert [chapter.title for chapter in story.chapters] == [f"第{n}章 船{n}" for n in "一二三"]
    assert counts.strip() not in body(story)
    assert story.text.count(counts.strip()) == 3
    raw = load(text, Choices(raw=True))
    assert body(raw).count(counts.strip()) == 3


def test_aozora_headings_within_a_line_are_headings() -> None:
    """The text that follows in the line is a paragraph of its own."""
    legend = "-" * 55 + "\n【テキスト中に現れる記号について】\n\n《》：ルビ\n" + "-" * 55 + "\n\n"
    tale = "　舟は遅れて着いた。岸には灯《ひ》を持つ者がいなかった。" * 3
    text = f"舟の夜\n森灯\n\n{legend}" + "".join(
        f"［＃１字下げ］{name}［＃「{name}」は同行中見出し］{tale}\n　風が変わった。\n"
        for name in ("鐘", "鍵")
    )
    story = load(text)

    heads = [story.text[b.start : b.end] for b in story.blocks if b.kind is BlockKind.HEADING]
    assert heads[-2:] == ["鐘", "鍵"]
    assert [chapter.title for chapter in story.chapters] == ["鐘", "鍵"]


@pytest.mark.parametrize("legend", ["［表記について］", "【テキスト中に現れる記号について】"])
@pytest.mark.parametrize(
    "colophon", ["底本：「舟の夜」塩書房", "テキスト入力者：某", "入力者注\n・ある語を改めた。"]
)
def test_legends_and_colophons_of_all_years_are_folded(legend: str, colophon: str) -> None:
    """Before and behind the story."""
    rule = "-" * 60
    tale = "　舟は遅れて着いた。岸には灯《ひ》を持つ者がいなかった。\n" * 4
    head = f"舟の夜\n森灯\n{rule}\n{legend}\n●ルビは《》で示した。\n{rule}\n"
    story = load(f"{head}{tale}\n\n{colophon}\n青空文庫作成ファイル：\n")
    assert said(story) == ("舟の夜", "森灯")
    assert body(story).startswith("舟は遅れて")
    assert body(story).endswith("いなかった。")


def test_an_aozora_note_on_a_line_of_its_own_speaks_of_the_line_before() -> None:
    """Where there is none, nothing becomes a heading."""
    legend = "-" * 55 + "\n【テキスト中に現れる記号について】\n\n《》：ルビ\n" + "-" * 55 + "\n\n"
    tale = "　舟は遅れて着いた。岸には灯《ひ》を持つ者がいなかった。\n" * 4
    story = load(f"舟の夜\n森灯\n\n{legend}鐘の話\n［＃「鐘の話」は中見出し］\n{tale}")
    assert [chapter.title for chapter in story.chapters] == ["鐘の話"]

    story = load(f"舟の夜\n森灯\n\n{legend}\n［＃「鐘の話」は中見出し］\n{tale}")
    assert story.chapters == ()


COUNTED = "第一章 船\n本章字数:480\n\n第二章 船\n本章字数:480\n\n"
FORMS = {"play": SCREEN, "site": COUNTED, "mail": MAIL, "yaml": "---\ntitle: a\n", "none": ""}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "\u3000",
        "> ",
        ">",
        ". ",
        "#",
        "更新时间 ",
        "更新时间1 ",
        "-",
        "a: ",
        "From: ",
        "[1/",
    ],
)
def test_no_form_takes_more_than_its_length(form: str, unit: str) -> None:
    """Tens of thousands of the same characters under a header are read at once."""
    starts = ("更新时间", "> a", "Subject: ", "")
    lines = "".join(f"{start}{unit * (40_000 // len(unit))}x\n" for start in starts)
    assert load(f"{FORMS[form]}{lines}\n{PROSE}").blocks


PARTS = st.lists(
    st.sampled_from(
        [
            *LINES,
            *ROWS,
            "",
            "",
            "Title: Ninepins",
            "Credit: by",
            "Draft date: 1",
            "From: a@b (C D)",
            "Subject: x",
            "Date: y",
            "---",
            "key: value",
            "-----内容开始-----",
            "-----内容结束-----",
            "更新时间:2007-11-16 本章字数:4800",
            "本章字数：480",
            "http://kelp.example 下载",
            "INT. SHED - DAY",
            ".SHED",
            "!x",
            "> y <",
        ]
    ),
    max_size=16,
).map("\n".join)


@settings(max_examples=examples(200))
@given(PARTS, st.sampled_from([(), ("ferry",), ("渡*孩子", "Date")]))
def test_every_character_stands_in_story_or_matter(text: str, hidden: tuple[str, ...]) -> None:
    """Whatever form is taken for, and whatever is hidden: no letter is lost, none is made up."""
    story = load(f"{text}\n\n{PROSE}", Choices(hidden=hidden))
    letters = re.compile(r"\w")
    assert Counter(letters.findall(story.text)) == Counter(letters.findall(f"{text}{PROSE}"))


COMMENTED = f"""# The Lamp

<!-- scan 7; page 3 -->

{LINES[0]}

<!-- scan 8;
page 4 -->

{LINES[1]}
<!-- asked twice -->

{LINES[2]} <!-- kept -->
"""


@pytest.mark.parametrize("header", ["", "---\ntitle: The Lamp\n---\n\n"])
def test_notes_between_marks_of_html_are_folded_away(header: str) -> None:
    """Those on lines of their own; no wider gap is left, and none is lost."""
    story = load(header + COMMENTED)

    assert body(story) == "\n".join(["The Lamp", *LINES[:2], f"{LINES[2]} <!-- kept -->"])
    assert all(story.text.count(note) == 1 for note in ("scan 7", "scan 8", "asked twice"))
    first = next(at for at, block in enumerate(story.blocks) if block.start >= story.body.start)
    assert [block.blanks for block in story.blocks[first + 1 : first + 4]] == [1, 1, 1]


def test_a_text_of_notes_alone_is_shown() -> None:
    """Else nothing would be left of it."""
    assert "nobody" in body(load("<!-- nobody -->\n"))


@pytest.mark.parametrize("bullet", "-*+")
def test_entries_that_markdown_marks_are_a_list(bullet: str) -> None:
    """Where the file has headings of that notation; talk after a dash elsewhere is none."""
    entries = [f"{bullet} {line}" for line in LINES]
    text = "\n".join(entries) + "\n"
    prose = "\n\n".join(LINES * 4)
    marked = load(f"# The Lamp\n\n{prose}\n\n## Notes\n\n{text}")

    assert [block.kind for block in marked.blocks[-3:]] == [BlockKind.LIST] * 3


@pytest.mark.parametrize("first", ["Chapter One", "Kapitel 1", "الفصل الأول"])
def test_a_number_right_above_a_marked_title_is_of_its_chapter(first: str) -> None:
    """It is no last line of the chapter before."""
    second = {"Chapter One": "Chapter Two", "Kapitel 1": "Kapitel 2"}.get(first, "الفصل الثاني")
    story = load(f"{first}\n\n# The Lamp\n\n{PROSE}\n{second}\n\n# The Ferry\n\n{PROSE}")

    assert [chapter.title for chapter in story.chapters] == [
        f"{first}: The Lamp",
        f"{second}: The Ferry",
    ]


ARABIC = [
    "خرج الرجل من داره في الليل وكان المطر ينزل على الطريق وليس معه إلا مصباح صغير.",
    "ثم رجع إلى أهله وقال لهم إن الجسر قد غمره الماء ولا سبيل إلى المدينة.",
]
KEYS = [
    '\n{\n    "BookTitle": "المصباح",\n    "AuthorNam": "ابن النهر",\n    "EditorNam": "None"\n}\n',
    "\n#META# 010.AuthorNAME\t:: ابن النهر\n#META# 020.BookTITLE :: المصباح\n#META# E :: NODATA\n",
]


@pytest.mark.parametrize("keys", KEYS)
def test_a_header_of_openiti_names_its_book(keys: str) -> None:
    """In either form; headings, paragraphs and torn lines are read by the marks of the corpus."""
    torn = ARABIC[0].replace(" وكان", "\n~~وكان", 1)
    told = f"### | باب المطر\nPageV01P003\n# {torn} ms0001\n# {ARABIC[1]}\n### || فصل الجسر\n"
    story = load(f"######OpenITI#\n{keys}\n#META#Header#End#\n\n{told}# {ARABIC[0]}\n")

    assert said(story) == ("المصباح", "ابن النهر")
    assert story.source.kind == "OpenITI"
    assert [(c.title, c.level) for c in story.chapters] == [("باب المطر", 1), ("فصل الجسر", 2)]
    assert body(story).split("\n") == ["باب المطر", *ARABIC, "فصل الجسر", ARABIC[0]]


def test_a_broken_header_of_openiti_is_text() -> None:
    """Nothing is folded where it does not end."""
    assert load(f"######OpenITI#\n\n{PROSE}").source.kind == "plain text"


def test_what_a_screenplay_does_not_print_is_folded_away() -> None:
    """Notes, synopses and what is struck out; the sign of two who speak at once is no word."""
    unprinted = ["[[ask the harbour master]]", "= Nobody comes.", "/*\nShe waits.\n\nHe too.\n*/"]
    story = load(
        f"{SCREEN}{PLAY}\n" + "\n\n".join([*unprinted, "ANNA ^\nNobody comes."]) + f"\n\n{PLAY}"
    )
    body = story.text[story.body.start : story.body.end]

    assert all(line not in body and line in story.text for line in unprinted)
    assert "ANNA\nNobody comes." in body
