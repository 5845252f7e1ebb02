"""Habits of files from collections, sites and scans: headings, and paragraphs torn by pages."""

import pytest

from reader.formats.text.parse import parse
from reader.formats.text.rows import cells
from reader.story import BlockKind, Story
from tests.lines import QUATRAIN, SENTENCES, blocks_of, paragraphs, ragged, read, texts_of, wrapped

PROSE = paragraphs(8, talk=False)
EAST = "　　雨下了一整夜，河水漫过了石阶。守灯的人提着灯笼，沿着堤岸慢慢走去，谁也没有说话。"


def titles(story: Story) -> list[str]:
    """What the chapters of a story are called."""
    return [chapter.title for chapter in story.chapters]


def read_east(*parts: str) -> Story:
    """A story of headings with paragraphs after each."""
    return read("\n\n".join(f"{part}\n\n{EAST}\n{EAST}" for part in parts))


@pytest.mark.parametrize("dash", "—–―－")
def test_a_dash_may_stand_for_one_in_a_chinese_number(dash: str) -> None:
    """As some typed it, alone, after ten and before a hundred."""
    numbers = [f"第{dash}回 雨夜", "第二回 石階", f"第二十{dash}回 河燈", f"第{dash}百回 歸人"]

    assert titles(read_east(*numbers)) == numbers


def test_a_dash_between_two_numbers_is_none() -> None:
    """It says from which to which."""
    story = read_east("第一回 雨夜", "第二—三回 石階", "第四回 河燈")

    assert titles(story) == ["第一回 雨夜", "第二—三回 石階", "第四回 河燈"]


@pytest.mark.parametrize("verse", ["雨落石階前，燈明人未眠。", "河水東流去，故人何日還？"])
def test_chapters_that_begin_with_short_verse_are_chapters(verse: str) -> None:
    """Eastern signs say more than as many letters."""
    opening = "\n".join(["　　詩曰：", *[f"　　{verse}"] * 4])
    parts = [f"卷{n}　雨夜守燈　石階聞笛\n\n{opening}" for n in "一二三四"]

    assert len(read("\n\n".join(f"{part}\n\n\n{EAST}" for part in parts)).chapters) == 4


@pytest.mark.parametrize("number", ["第 二 回", "第二回"])
def test_a_heading_in_a_box_and_said_again_is_one(number: str) -> None:
    """With its number and its title on one line under the box."""
    boxes = []
    for count in (number, number.replace("二", "三")):
        rule = "* = * = * = * = * = *"
        box = [rule, f"*      {count}      *", "=                   =", "*   雨夜   石階   *", rule]
        boxes.append("\n".join(box))
    story = read(f"{boxes[0]}\n{EAST}\n\n{boxes[1]}\n第三回 雨夜 石階\n\n{EAST}\n{EAST}\n")

    assert len(story.chapters) == 2


@pytest.mark.parametrize("signs", [30 * "*", 6 * "-", "====", 12 * "☆"])
@pytest.mark.parametrize("blank", [" ", ""])
def test_titles_between_rows_of_signs_begin_chapters(signs: str, blank: str) -> None:
    """They are called by the words alone."""
    names = ["The Lamp at Sorrel Point", "What the Ferry Brought", "A Winter Ashore"]
    text = "\n\n".join(
        f"{signs}{blank}{name}{blank}{signs}\n\n{part}"
        for name, part in zip(names, paragraphs(3, talk=False), strict=True)
    )

    assert [name.strip("-=*☆ ") for name in titles(read(text))] == names


@pytest.mark.parametrize("words", ["Flashback", "THE END", "* *"])
def test_what_marks_scenes_between_signs_begins_no_chapter(words: str) -> None:
    """It is the same each time, or says that something ends."""
    text = "\n\n".join(f"---- {words} ----\n\n{part}" for part in paragraphs(4, talk=False))

    assert titles(read(text)) == []


def torn(every: int, sizes: tuple[int, ...]) -> tuple[list[str], list[str]]:
    """Paragraphs, and their lines where some are torn so many words before the end."""
    wanted = [" ".join(paragraphs(3, at, talk=False)) for at in range(1, 30)]
    lines: list[str] = []
    for at, text in enumerate(wanted):
        words = text.split()
        cuts = [len(words) - size for size in sizes] if at % every == 0 else []
        cut = next((c for c in cuts if words[c][0].islower() and words[c - 1][-1].isalpha()), 0)
        lines += [" ".join(words[:cut]), " ".join(words[cut:])] if cut else [text]
    return wanted, lines


@pytest.mark.parametrize("every", [2, 5, 9])
def test_a_paragraph_torn_within_a_sentence_is_one(every: int) -> None:
    """As where each paragraph is a line, and the pages of a scan ended within it."""
    wanted, lines = torn(every, (2, 3, 4, 5, 6))

    assert len(lines) > len(wanted)
    assert texts_of(read("\n".join(lines))) == wanted


@pytest.mark.parametrize("end", [",", ";", ":"])
def test_verses_of_scripture_stand_each_on_its_line(end: str) -> None:
    """However long they are, and in whatever letter the next begins."""
    lines: list[str] = []
    for at in range(12):
        first, second, third = (SENTENCES[(at + step) % len(SENTENCES)][:-1] for step in (0, 2, 4))
        go_on = f"{second[0].lower()}{second[1:]}"
        lines += [f"And it was said: {third}, and {first}{end}", f"{go_on}, and {third}."]
    lines = [line for line in lines if "It rained" not in line]

    assert texts_of(read("\n".join(lines))) == lines


def test_kinds_are_those_of_prose_where_lines_were_torn() -> None:
    """No stanza comes of it."""
    story = parse("\n".join(torn(3, (3, 4, 5))[1]).encode(), "a.txt")

    assert {block.kind for block in story.blocks} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize(
    "song",
    [
        "Graue Wolken, kalter Regen,\nBrot und Salz und Gottes Segen",
        "दीप जला है नदी किनारे\nकौन खड़ा है बीच हमारे",
        "Who is it rows without an oar?\nThe ferryman who was before.",
    ],
)
def test_couplets_stand_in_prose_of_which_no_line_reaches_the_margin(song: str) -> None:
    """They are far from it, and go on in no small letter."""
    parts = ragged(paragraphs(40, 3, talk=False))
    story = read("\n\n".join([*parts[:20], song, *parts[20:]]))

    assert song in [story.text[block.start : block.end] for block in story.blocks]


def boxed(*says: str, sign: str = "*") -> str:
    """Lines in a box of one sign, with empty rows between."""
    width = max(map(cells, says))
    rows = [f"{sign}  {say}{' ' * (width - cells(say))}  {sign}" for say in ("", *says, "")]
    rule = sign * (width + 6)
    return "\n".join([rule, *rows, rule])


@pytest.mark.parametrize("sign", "*#=")
def test_what_a_closed_box_says_keeps_its_place_there(sign: str) -> None:
    """Sentences too, of whatever script."""
    box = boxed("雨夜守燈全本，由石階工作室製作，請從本站下載。", "", "歡迎傳閱。" * 6, sign=sign)
    story = read(f"{box}\n\n《雨夜守燈》全12回\n\n{EAST}\n{EAST}")

    assert story.blocks[0].kind is BlockKind.PREFORMATTED
    assert story.text[: story.blocks[0].end] == box


@pytest.mark.parametrize(
    "named", ["《雨夜守燈》120回", "《雨夜守燈》（全文）", "《雨夜守燈》全8章"]
)
def test_a_box_that_speaks_of_a_site_holds_no_title(named: str) -> None:
    """However many lines it has; the title stands after it."""
    says = [
        "雨夜守燈 精製版",
        "",
        "石階工作室製作",
        "",
        "由本站提供下載",
        *[f"說明{n}" for n in range(9)],
    ]
    story = read(f"{boxed(*says)}\n\n整理者註：\n\n{named}\n\n{EAST}\n{EAST}")

    assert story.metadata.title == "雨夜守燈"


PETITION = (
    "臣聞河水之漫，非一夕之雨所致也，"
    "石階之壞，亦非一人之足所履。守燈者三世居於此堤，未嘗離舍，"
    "每歲秋深，必先告於鄉里，使民各備繩索與舟楫，"
    "然則今歲之患，其由上游決口而下游無備，可不戒哉。"
)


def cut(text: str, width: int) -> str:
    """A text without blanks in lines of so many signs; no line begins with a stop."""
    lines = [""]
    for sign in text:
        if len(lines[-1]) >= width and sign not in "，。":
            lines.append("")
        lines[-1] += sign
    return "\n".join(lines)


@pytest.mark.parametrize("width", [20, 22, 24])
def test_a_passage_cut_at_a_margin_is_a_paragraph_where_others_are_lines(width: int) -> None:
    """As where a letter was copied from print."""
    others = "\n".join([EAST] * 30)
    story = read(f"{others}\n{cut(PETITION, width)}\n{others}")

    assert PETITION in texts_of(story)
    assert texts_of(story).count(EAST.strip("　")) == 60


def test_paragraphs_that_one_margin_cut_far_from_each_other_are_whole() -> None:
    """Each but once, as where a printed page was left early."""
    others = [EAST + count * EAST.strip("　") for count in (0, 2, 1, 4, 3)]
    rest = [f"{PETITION[40:]}{sign}又何言。" for sign in "甲乙丙丁戊"]
    heads = [PETITION[start : start + 24] for start in (0, 15, 30, 9, 31)]
    lines = [part for row in zip(heads, rest, others, others, strict=True) for part in row]
    wanted = [head + tail for head, tail in zip(heads, rest, strict=True)]

    assert {*wanted} <= {*texts_of(read("\n".join([*others * 4, *lines])))}


@pytest.mark.parametrize("words", ["一解二解三解四解", "其一其二其三其四"])
def test_stanzas_that_are_numbered_at_their_ends_are_not_put_together(words: str) -> None:
    """They are all as long, and end alike."""
    numbers = [words[at : at + 2] for at in range(0, 8, 2)]
    stanzas = [f"　　東堤柳色，映水成行；故人舟過，不見燈光。{number}" for number in numbers]
    others = "\n".join([EAST] * 30)

    found = texts_of(read("\n".join([others, *stanzas, others])))

    assert [text for text in found if "柳色" in text] == [line.strip("　") for line in stanzas]


@pytest.mark.parametrize("name", ["分节阅读", "连载"])
def test_a_site_that_writes_into_the_first_instalment_is_folded_out_of_it(name: str) -> None:
    """The heading above its frame stays with the story."""
    frame = "声明：本书由示例书城(example.com)上传，本站只提供下载服务。\n----内容开始----"
    parts = [f"{name} {n}\n\n{EAST}\n{EAST}" for n in range(1, 6)]
    story = read("\n\n".join([f"{name} 1\n\n{frame}\n《灯下旧事》作者：沈石", EAST, *parts[1:]]))

    assert titles(story) == [f"{name} {n}" for n in range(1, 6)]
    assert "本站" not in story.text[slice(*story.body)]
    assert story.text.count("本站") == 1
    assert (story.metadata.title, story.metadata.author) == ("灯下旧事", "沈石")


@pytest.mark.parametrize("word", ["Prologue", "Postscript", "序幕"])
def test_no_prologue_stands_between_numbers_that_run_on(word: str) -> None:
    """But before them, after them, and where they begin again."""
    prose = paragraphs(1, talk=False)[0]
    numbers = [str(number) for number in range(1, 13)]
    heads = [word, *numbers[:5], word, *numbers[5:], word]
    story = read("\n\n".join(f"{head}\n\n{prose}" for head in heads))

    assert titles(story) == [word, *numbers, word]


STANZA = "The ferryman has put away his oar,\nThe lamp is out upon the weir,\nAnd nobody is here"
POEMS = ["The Oar", "Song of the Weir!", "To a Cat Asleep", "November", "Who Comes?", "The Bell"]


@pytest.mark.parametrize(
    "date", ["[1837, Sorrel]", "12 March 1911", "At sea, June 1923.", "<1846>"]
)
def test_titles_after_dates_part_a_collection_of_poems(date: str) -> None:
    """Each poem ends with when it was written; numbers in them are below its title."""
    poems = [f"{name}\n\n{STANZA},\n\n{STANZA}.\n\n{date}" for name in POEMS]
    poems[2] = f"{POEMS[2]}\n\nI\n\n{STANZA},\n\nII\n\n{STANZA}.\n\n{date}"
    story = read("\n\n".join(poems))

    assert [c.title for c in story.chapters if c.level == 1] == POEMS
    assert [c.title for c in story.chapters if c.level == 2] in ([], ["I", "II"])


@pytest.mark.parametrize("opening", ["Dear Willem", "My dear brother,", "It rained all day."])
def test_dates_that_letters_begin_with_part_nothing_by_what_follows(opening: str) -> None:
    """It is the same each time, or a sentence."""
    letters = [f"Sorrel, {n} May 1911\n\n{opening}\n\n{text}" for n, text in enumerate(PROSE, 2)]

    assert opening not in titles(read("\n\n".join(letters)))


@pytest.mark.parametrize("heading", ["CHAPTER {}", "ГЛАВА {}", "CANTO {}"])
@pytest.mark.parametrize("stop", ["!", ".", "?”"])
def test_a_heading_right_after_the_last_sentence_is_one(heading: str, stop: str) -> None:
    """As where the newlines between were lost, in prose of lines and in verse."""
    heads = [heading.format(number) for number in ("I", "II", "III", "IV")]
    verse = "\n\n".join([STANZA] * 3)
    parts = [f"{head}\n\n{verse}{stop}" for head in heads]
    whole = parts[0] + "\n\n" + parts[1] + parts[2] + "\n\n" + parts[3]

    assert titles(read(whole)) == heads


@pytest.mark.parametrize("end", ["the end.FIN", "he cried “NO!”", "in the year.MDCC", "at the BBC"])
def test_capitals_after_a_sentence_are_no_heading_by_themselves(end: str) -> None:
    """They must say which chapter it is."""
    assert titles(read("\n\n".join(f"{STANZA},\n{end}" for _ in range(4)))) == []


@pytest.mark.parametrize("dots", [". . . . . . . .", "........", "… … …", "…………"])
def test_lines_of_dots_in_verse_make_no_drawing_of_it(dots: str) -> None:
    """They stand for lines that were left out."""
    poem = f"{STANZA};\n{dots}\n{dots}\n{dots}"
    story = read("\n\n".join([f"{STANZA}.", poem, *[f"{STANZA}."] * 9]))

    assert {block.kind for block in story.blocks} == {BlockKind.VERSE}


@pytest.mark.parametrize("stanzas", [3, 7])
def test_a_number_right_under_a_stanza_counts_the_next(stanzas: int) -> None:
    """It stands alone above it, and begins no chapter."""
    numbers = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    stanza = "\n".join(QUATRAIN)
    text = "\n\n".join([*PROSE[:2], "I", *(f"{stanza}\n{n}" for n in numbers[1 : stanzas + 1])])
    story = read(text)
    found = [text for kind, text in blocks_of(story) if kind == "verse"]

    assert found.count(stanza) == stanzas
    assert found[-1] == numbers[stanzas]
    assert not story.chapters


def test_numbers_of_stanzas_do_not_go_on_where_the_chapters_end() -> None:
    """Though the first that is missing follows the number of the last chapter."""
    numbers = ("I", "II", "III", "IV", "V", "VI")
    stanzas = [f"{n}\n\n" + "\n".join(QUATRAIN) for n in numbers]
    chapters = [f"CHAPTER {word}" for word in ("ONE", "TWO", "THREE")]
    text = "\n\n".join(part for chapter in chapters for part in (chapter, *stanzas))

    assert titles(read(text)) == chapters


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("stra&szlig;e &amp; haus", "straße & haus"),
        ("&#8220;so&#8221; &#x2014; so", "“so” — so"),
        ("well&nbsp;now", "well\u00a0now"),
        ("co&shy;operate", "cooperate"),
        ("AT&T; &c.; &unknown; &#0; &#10; &notit;", "AT&T; &c.; &unknown; &#0; &#10; &notit;"),
    ],
)
def test_character_references_of_a_page_are_the_characters(written: str, shown: str) -> None:
    """What stands for nothing, or for nothing to be seen, is left as it is."""
    story = read("\n\n".join([PROSE[0], f"He said {written}, and went.", *PROSE[1:]]))

    assert f"He said {shown}, and went." in story.text


@pytest.mark.parametrize(
    ("written", "kind"),
    [("<i>{}</i>", "emphasis"), ("<EM>{}</EM>", "emphasis"), ("<b>{}</b>", "strong")],
)
def test_tags_of_emphasis_set_words_apart(written: str, kind: str) -> None:
    """As the marks of plain text do."""
    text = f"They said {written.format('the bell')} had gone."
    story = read("\n\n".join([PROSE[0], text, *PROSE[1:]]))
    spans = [(story.text[span.start : span.end], span.kind.value) for span in story.spans]

    assert "They said the bell had gone." in story.text
    assert spans == [("the bell", kind)]


@pytest.mark.parametrize(
    "written", ["un<i>seen</i>", "<i>a", "a < b and c > d", "<i> </i>", "<b>&</b>"]
)
def test_other_tags_and_signs_stand(written: str) -> None:
    """A mark within a word would not be seen for one."""
    story = read("\n\n".join([PROSE[0], f"They wrote {written}, twice.", *PROSE[1:]]))

    assert f"They wrote {written}, twice." in story.text
    assert not story.spans


def test_numbers_with_a_colon_make_a_list() -> None:
    """Each entry on its line."""
    entries = "\n".join(f"  {n}: What the baker said to her" for n in range(1, 5))
    found = blocks_of(read("\n\n".join([*PROSE[:3], entries, *PROSE[3:]])))

    assert [kind for kind, text in found if "baker said to her" in text] == ["list"]


def test_a_wide_gap_in_a_long_line_parts_no_heading() -> None:
    """More blanks than a number is looked for in, after a heading word that begins a paragraph."""
    words = "of those that had been kept beyond the tide mark since the winter, when nobody came. "

    assert len(read(f"Letter{60 * ' '}{3 * words}\n\n{PROSE}").blocks) > 1


def test_a_list_of_numbers_and_titles_that_nothing_calls_one_proves_bare_titles() -> None:
    """Each entry on a line of its own, and some of them parts with numbers at their ends."""
    names = ["The Salt Road", "Low Water, Pt 1", "Low Water, Pt 2", "A Lamp", "Low Water, Pt 3"]
    listed = "\n\n".join(f"{n}. {name}" for n, name in enumerate(names, 1))
    story = read(listed + 5 * "\n" + "\n\n".join(f"{name}\n\n\n{PROSE}" for name in names))

    assert titles(story) == names


def test_a_list_ends_before_the_number_over_its_first_title() -> None:
    """Which the list sets before the title, and the text above it in words."""
    names, numbers = ["THE SALT ROAD", "LOW WATER", "A LAMP"], ["I", "II", "III"]
    listed = "\n\n".join(f"   {n}.  {name}" for n, name in zip(numbers, names, strict=True))
    heads = [f"CHAPTER {n}.\n\n{name}." for n, name in zip(numbers, names, strict=True)]
    story = read(f"CONTENTS\n\n{listed}\n\n\n\n" + "\n\n\n".join(f"{h}\n\n{PROSE}" for h in heads))

    assert titles(story) == [
        f"CHAPTER {n}. {name}." for n, name in zip(numbers, names, strict=True)
    ]


def test_cantos_are_told_after_the_name_of_their_part() -> None:
    """With a dot between."""
    names = [f"{part} · Canto {n}" for part in ("Salita", "Discesa") for n in ("I", "II", "III")]

    assert (
        titles(read("\n\n".join(f"{name}\n\n{QUATRAIN}\n\n{QUATRAIN}" for name in names))) == names
    )


def test_a_dot_may_stand_between_a_number_and_its_title() -> None:
    """As in `II • LOW WATER`."""
    names = ["I • THE SALT ROAD", "II • LOW WATER", "III • A LAMP"]

    assert titles(read("\n\n\n".join(f"{name}\n\n{PROSE}" for name in names))) == names


def test_the_capitals_of_turkish_are_read() -> None:
    """Its two letters I are one here, with a dot and without."""
    names = ["BİRİNCİ KISIM", "İKİNCİ KISIM", "ALTINCI KISIM"]

    assert titles(read("\n\n\n".join(f"{name}\n\n{PROSE}" for name in names))) == names


def test_the_heads_of_pages_make_no_chapters_of_their_numbers() -> None:
    """Where they stand in the middle of sentences; letters to one and the same person are none."""
    words = " ".join(SENTENCES)
    pages = [
        f"{words}\n\n{words[:-40]}\n\n{n}\n\n{'THE SALT ROAD' if n % 2 else 'and on'}"
        for n in range(2, 30)
    ]
    letters = [f"{n}.\n\nTHE WARDEN TO THE FERRYMAN\n\n{words}" for n in range(1, 20)]

    assert not read("\n\n".join(pages)).chapters
    assert len(read("\n\n".join(letters)).chapters) == 19


def test_titles_that_stand_further_out_than_all_prose_are_chapters() -> None:
    """In Eastern collections, alone between blank lines."""
    names, after = ["石阶", "渡口 的 灯", "雨夜", "归人"], f"\n\n{EAST}"
    story = read("\n\n".join(f" {name}{5 * after}" for name in names))

    assert titles(story) == names


def test_a_heading_right_above_a_paragraph_that_is_set_in_is_parted_from_it() -> None:
    """Also where no blank line stands between."""
    story = read("\n\n".join(f"第{n}章　石阶\n{EAST}\n{EAST}" for n in "一二三"))

    assert titles(story) == [f"第{n}章 石阶" for n in "一二三"]


def test_the_number_of_a_stanza_is_no_speaker() -> None:
    """However many stanzas there are."""
    numbers = ["LVII", "LVIII", "LXI", "XCIV", "CXII"]
    story = read("CANTO 1\n\n" + "\n\n".join(f"{n}\n{QUATRAIN}" for n in numbers))

    assert not [block for block in story.blocks if block.kind is BlockKind.SPEECH]


def under(*rows: str) -> list[tuple[BlockKind, str]]:
    """What three headings in words and the rows right under each are read as, without blanks."""
    parts = ("\n".join((f"CHAPTER {n}", *rows, "", *wrapped(PROSE))) for n in range(1, 4))
    story = read("\n\n".join(parts))
    assert len(story.chapters) == 3
    return [(block.kind, story.text[block.start : block.end]) for block in story.blocks[:3]]


def test_a_heading_that_touches_its_text_is_parted_from_it() -> None:
    """From prose and from verse, also with a title in capitals between; its own lines stay."""
    prose = wrapped([" ".join(SENTENCES[:5])])[0].split("\n")
    title = ("In which a lamp is lit", "and nobody comes")

    assert [kind for kind, _ in under(*prose)[:2]] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert under(*QUATRAIN)[1] == (BlockKind.VERSE, "\n".join(QUATRAIN))
    assert under("THE LAMP", *prose)[1] == (BlockKind.HEADING, "THE LAMP")
    assert under(*title)[0][1] == "\n".join(("CHAPTER 1", *title))


def test_the_strokes_of_indic_scripts_end_sentences_and_verses() -> None:
    """As in Hindi, where every line of a verse ends with one, and the last of a paragraph too."""
    words = "नदी के पार दीपक जल रहा था और घाट पर कोई नहीं आया। बूढ़ा माँझी सारी रात जागता रहा।"
    lines = [
        "नदी पार इक दीपक जागे। घाट अकेला सब कुछ त्यागे॥",
        "माँझी बैठा रात बिताए। कोई पथिक न तट पर आए॥",
    ]
    verse = read("\n\n".join("\n".join(3 * lines) for _ in range(12)))
    prose = read(
        "\n".join(wrapped([f"{words} {words} {words[: 20 + 9 * n]}।" for n in range(8)], 64))
    )

    assert {block.kind for block in verse.blocks} == {BlockKind.VERSE}
    assert len(prose.blocks) == 8


def test_titles_with_a_stop_under_nearly_all_bare_headings_are_titles() -> None:
    """But not a short first sentence under some of them."""
    names = [
        "The Salt Road.",
        "Low Water.",
        "A Lamp.",
        "The Ferry.",
        "Rain.",
        "Tar.",
        "Wool.",
        "Ice.",
    ]
    heads = [f"CHAPTER {n}." for n in range(1, 9)]
    whole = [f"{head}\n\n{name}\n\n\n{PROSE[0]}" for head, name in zip(heads, names, strict=True)]
    some = [*whole[:4], *(f"{head}\n\n{PROSE[0]}\n\n{PROSE[1]}" for head in heads[4:])]

    assert titles(read("\n\n\n\n".join(whole)))[5] == "CHAPTER 6. Tar."
    assert titles(read("\n\n\n\n".join(some)))[1] == "CHAPTER 2."


def test_numbers_that_run_on_complete_a_list_that_leaves_some_out() -> None:
    """As where an entry is worded otherwise in the text."""
    names = ["The Salt Road", "Low Water", "A Lamp", "The Ferry", "Rain and Tar", "Wool", "Ice"]
    listed = [f"{n}. {name}" for n, name in enumerate(names, 1)]
    said = [*listed[:4], "5. Rain, and Again Tar", *listed[5:]]
    story = read(
        "\n\n".join(["Contents", *listed, *(f"\n\n{one}\n\n\n{PROSE[0]}" for one in said)])
    )

    assert titles(story) == said


def test_a_chapter_right_under_the_title_and_over_its_text_is_a_chapter() -> None:
    """As where a site left no blank line at the head of a Chinese novel."""
    first = "河灯\n第一回　石阶雨夜\n北风如刀，满地冰霜。\n"
    story = read(first + "\n\n".join([f"{EAST}\n{EAST}", f"第二回　渡口\n\n{EAST}\n{EAST}"]))

    assert titles(story) == ["第一回 石阶雨夜", "第二回 渡口"]
