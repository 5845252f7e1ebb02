"""Each shape that a plain text may have, in a text of our own."""

import pytest

from reader.formats.choices import Choices
from reader.formats.text.parse import parse
from reader.story import BlockKind, SpanKind, Story

PROSE = """\
The boats were drawn up on the shingle and the nets hung out to dry, and
nobody in the whole of the village had anything to do but to look at the
sea and to say that it would not be long now before the weather turned.

"""
PARAGRAPH = " ".join(PROSE.split())


def read(text: str, choices: Choices = Choices()) -> Story:  # noqa: B008
    """The story of a text as a file would hold it."""
    return parse(text.encode(), "tale.txt", choices)


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of what stands between four paragraphs of prose."""
    story = read(PROSE * 2 + text.strip("\n") + "\n\n" + PROSE * 2)
    found = [(block.kind.value, story.text[block.start : block.end]) for block in story.blocks]
    assert [found[0], found[1], found[-2], found[-1]] == [("paragraph", PARAGRAPH)] * 4
    return found[2:-2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    The tide came in,\n      The tide went out,\n    And left a shoe.", "verse"),
        ("                    14, Quarry Lane,\n                    3rd March.", "letter"),
        ('"Yours always,', "letter"),
        ("RUTH.\nSit down, then.\nThere is tea.", "speech"),
        ("1. Bread\n2. Candles\n3. A new rope", "list"),
        ("Eggs        12\nFlour        3\nRope         1", "preformatted"),
        ("    * * *", "break"),
        ("~oOo~", "break"),
        ("...", "paragraph"),
    ],
)
def test_what_stands_keeps_its_lines_amid_prose(text: str, expected: str) -> None:
    """Verse, letters, speeches, lists, tables and breaks are told from the prose around them."""
    ((kind, found),) = blocks(text)

    assert kind == expected
    assert [line.strip() for line in found.split("\n")] == [s.strip() for s in text.split("\n")]


def test_a_quotation_set_in_flows() -> None:
    """Wrapped lines that are all indented are one quotation."""
    text = "\n".join("     " + line[:60] for line in PROSE.strip().split("\n"))

    ((kind, found),) = blocks(text)

    assert kind == BlockKind.QUOTE
    assert "\n" not in found


def test_indented_first_lines_part_paragraphs() -> None:
    """Without blank lines, an indent begins a paragraph."""
    text = ("    " + PROSE.strip() + "\n") * 6

    story = read(text)

    assert story.text == "\n".join([PARAGRAPH] * 6)
    assert {block.indent for block in story.blocks} == {4}


def test_lines_meet_as_their_script_does() -> None:
    """A blank joins Latin lines, none joins Chinese ones or the halves of a compound."""
    hyphened = PROSE.replace("dry, and\nnobody", "dry by the cross-\ntrees; nobody")
    chinese = "雨停的時候守燈人窗前的油燈還亮著她把信放在茶壺旁邊沒有人回答\n" * 5 + "完了。\n\n"

    assert "cross-trees" in read(hyphened * 4).text
    assert "\n" not in read(chinese).text.strip()
    assert " " not in read(chinese).text


def test_marks_of_emphasis_become_spans() -> None:
    """Marks are taken out, across wrapped lines too; what only looks like them stays."""
    story = read(
        "She _really\nmeant_ it, **all** of it; snake_case, 2 * 3 * 4, a note.*\n\n*wink*\n"
    )

    assert " ".join(story.text.split()) == (
        "She really meant it, all of it; snake_case, 2 * 3 * 4, a note.* wink"
    )
    assert [(story.text[s.start : s.end].split(), s.kind) for s in story.spans] == [
        (["really", "meant"], SpanKind.EMPHASIS),
        (["all"], SpanKind.STRONG),
        (["wink"], SpanKind.EMPHASIS),
    ]


NOVEL = (
    "THE ROPEWALK\n\nby Ann Nobody\n\n\nCONTENTS\n\n"
    "PART ONE\n\nChapter 1\n\nChapter 2\n\nPART TWO\n\nChapter 3\n\n\n\n"
    + "".join(f"{head}\n\n{PROSE * 3}" for head in ["PART ONE\n\nChapter 1", "Chapter 2: Salt"])
    + f"PART TWO\n\nChapter 3\n\n{PROSE}"
    + f"Chapter three was the one she liked least of them all.\n\n* * *\n\n{PROSE * 2}"
)


def chapters(choices: Choices = Choices()) -> list[tuple[str, int]]:  # noqa: B008
    """Title and level of the novel's chapters."""
    return [(chapter.title, chapter.level) for chapter in read(NOVEL, choices).chapters]


def test_parts_and_chapters_are_levels_and_the_contents_none() -> None:
    """The printed list makes no chapters, nor does prose that begins with a heading's word."""
    story = read(NOVEL)

    assert (story.metadata.title, story.metadata.author) == ("The Ropewalk", "Ann Nobody")
    assert chapters() == [
        ("PART ONE", 1),
        ("Chapter 1", 2),
        ("Chapter 2: Salt", 2),
        ("PART TWO", 1),
        ("Chapter 3", 2),
    ]


def test_the_reader_decides_otherwise() -> None:
    """Single lines, rules and a pattern of one's own change the chapters and nothing else."""
    choices = Choices

    assert ("Chapter 2: Salt", 2) not in chapters(choices(not_headings=("Chapter 2: Salt",)))
    assert "* * *" not in [t for t, _ in chapters()]
    assert chapters(choices(headings=(PARAGRAPH,))) != chapters()
    assert chapters(choices(chapter_rule="none")) == []
    assert chapters(choices(chapter_pattern=r"^Chapter \d+$")) == [
        ("Chapter 1", 1),
        ("Chapter 3", 1),
    ]
    assert read(NOVEL, choices(raw=True)).text.count("CONTENTS") == 1


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Chapter Twelve", True),
        ("CHAPTER XII. The Pool", True),
        ("Première partie", True),
        ("Erstes Kapitel", True),
        ("Глава 3. Дождь", True),
        ("第三章 雨", True),
        ("제3장 비", True),
        ("番外 春", True),
        ("Prologue", True),
        ("Chapter two was the worst of it.", False),
        ("Book one of those rooms, will you?", False),
        ("第三章是最好的。", False),
        ("第一部分都是真的", False),
    ],
)
def test_headings_in_many_languages(line: str, is_heading: bool) -> None:
    """A heading word with its number is a heading, a sentence is none."""
    story = read(f"{PROSE}{line}\n\n{PROSE * 2}")

    assert bool(story.chapters) is is_heading


def test_fan_fiction_headers_are_read_and_folded() -> None:
    """Labels in a row before the story are its metadata."""
    story = read(
        "\n\nSalt\n\nby nobody\n\n\n\nCategory: None\nStatus: Completed\nWords: 90\n"
        "Packaged: 2026-01-01\n"
        f"Summary: A sea\nand a chair.\n\n\n{PROSE * 3}"
        "1986\\. It was *not* a good year for rope.\n\n\nEnd file.\n"
    )

    assert (story.title, story.metadata.author, story.source.kind) == (
        "Salt",
        "nobody",
        "FanFicFare",
    )
    assert ("summary", "A sea and a chair.") in story.metadata.extra
    body = story.text[story.body.start : story.body.end]
    assert body.startswith("The boats")
    assert body.endswith("1986. It was not a good year for rope.")
    assert "Category: None" in story.text


def test_gutenberg_matter_is_folded() -> None:
    """What the markers bound is the story."""
    story = read(
        "The Project Gutenberg eBook of Rope\n\n"
        "Title: Rope\n\nAuthor: A. N. Other\n\nLanguage: English\n\n"
        f"*** START OF THE PROJECT GUTENBERG EBOOK ROPE ***\n\n{PROSE * 4}"
        "*** END OF THE PROJECT GUTENBERG EBOOK ROPE ***\n\nLicence\n"
    )

    assert (story.title, story.metadata.author, story.metadata.language) == (
        "Rope",
        "A. N. Other",
        "en",
    )
    assert story.text[story.body.start : story.body.end] == "\n".join([PARAGRAPH] * 4)


def test_readings_stand_in_brackets_or_in_a_folded_part() -> None:
    """Ruby is a span after its word; hidden, it moves after the story."""
    text = (
        "題\n作者\n\n"
        + "　花《はな》と｜海辺《うみべ》の犬《いぬ》と空《そら》。\n" * 3
        + "\n\n\n底本：「本」青空文庫\n"
    )
    shown, hidden = read(text), read(text, Choices(ruby=False))

    assert "花（はな）と海辺（うみべ）の" in shown.text
    assert {shown.text[s.start : s.end] for s in shown.spans} >= {"（はな）", "（うみべ）"}
    body = hidden.text[hidden.body.start : hidden.body.end]
    assert "花と海辺の犬と空。" in body
    assert "花（はな）" in hidden.text[hidden.body.end :]


def test_a_short_story_has_chapters_too() -> None:
    """Two numbered headings with a sentence under each are chapters, however short it is."""
    text = "Chapter 1. Morning\n\nThe sun rose.\n\nChapter 2. Noon\n\nIt was hot.\n"

    assert [c.title for c in read(text).chapters] == ["Chapter 1. Morning", "Chapter 2. Noon"]
    listed = "Chapter 1. Morning\n\nChapter 2. Noon\n\nChapter 3. Night\n"
    assert [c.title for c in read(listed).chapters] == []


def test_readings_are_told_apart_from_emphasis() -> None:
    """What is said of marks names those that the file has."""
    text = "雨《あめ》の日《ひ》に花《はな》を見《み》た。\n傘［＃「傘」に傍点］を忘れた。\n" * 3
    said = {d.topic: (d.verdict, d.why) for d in read(f"題\n\n{text}").decisions}

    assert said["ruby"][0] == "12 readings"
    assert said["emphasis"][0] == "3 marked stretches"
    assert said["emphasis"][1].startswith("notes of dots")
    assert {d.topic for d in read(PROSE * 3).decisions}.isdisjoint({"ruby", "emphasis"})


@pytest.mark.parametrize(
    "line",
    ["* * *", "~*~", "-oOo-", "~0~", "#", "<>", "++", "(break)", "-break-", "[Scene change]",
     "time skip", "LINE BREAK", ">>><<<", "◇◇◇", "\\*\\*\\*", "~•~•~31", "*-*-*7", "***108",
     "~°~°~1.2K"],
)  # fmt: skip
def test_an_ornament_alone_is_a_scene_break(line: str) -> None:
    """Signs, or words that say so, between two paragraphs."""
    assert [kind for kind, _ in blocks(line)] == ["break"]


@pytest.mark.parametrize(
    "line",
    ["...", "…", "— —", "Break", "Break!", "xoxo", "ooo", "!!!", "OK", "No change.", "・・・"],
)
def test_silence_and_short_speech_are_no_scene_break(line: str) -> None:
    """What is said, or not said, belongs to the story."""
    assert [kind for kind, _ in blocks(line)] != ["break"]
