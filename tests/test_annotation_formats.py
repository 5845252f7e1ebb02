"""Highlights of other programs: read whatever their shape, written so that they can be read."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import clippings, markdown, readwise
from reader.annotations.annotation import Annotation, AnnotationError, Book, moment
from reader.annotations.exchange import FORMATS, read
from reader.annotations.highlights import Colour, Style, tags_from
from reader.annotations.lua import read_table
from tests.examples import examples

BOOK = Book("The Tide (1)", "Odo Dray", "tide.txt")
RULE = "==========\n"
MADE = datetime(2026, 3, 9, 15, 4, 5, tzinfo=UTC).timestamp()


def clipping(about: str, text: str, title: str = "The Tide (1) (Odo Dray)") -> str:
    """An entry as a Kindle writes it."""
    return f"{title}\n- {about}\n\n{text}\n{RULE}"


def shown(text: str) -> list[tuple[str, str, str, str]]:
    """Title, author, words and note of what is read."""
    return [(a.book.title, a.book.author, a.quote, a.note) for a in read(text.encode()).items]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # words of several lines
            clipping("Your Highlight on Location 5-6 | Added on x", "one\n\ntwo"),
            [("The Tide (1)", "Odo Dray", "one\n\ntwo", "")],
        ),
        (  # a mark of the encoding in every entry, and lines of another system
            ("\ufeff" + clipping("Your Highlight on Location 5-6 | Added on x", "one")).replace(
                "\n", "\r\n"
            )
            * 2,
            [("The Tide (1)", "Odo Dray", "one", "")],
        ),
        (  # page and location, and a note at the last location
            clipping("Your Highlight on page 3 | Location 50-58 | Added on x", "words")
            + clipping("Your Note on page 3 | Location 58 | Added on x", "mine\nof two lines"),
            [("The Tide (1)", "Odo Dray", "words", "mine\nof two lines")],
        ),
        (  # marked again, longer, and with an end that is cut
            clipping("Your Highlight on Location 1234-35 | Added on x", "the long")
            + clipping("Your Highlight on Location 1234-40 | Added on x", "the long road"),
            [("The Tide (1)", "Odo Dray", "the long road", "")],
        ),
        (  # no author, and a bookmark
            clipping("Your Bookmark on Location 9 | Added on x", "", "Tide")
            + clipping("Your Highlight on page 107-107", "words", "Tide"),
            [("Tide", "", "words", "")],
        ),
        (  # wide brackets
            clipping("您在位置 #12-14的标注 | 添加于 2014年4月2日", "潮水", "潮（奥多（老））"),
            [("潮", "奥多（老）", "潮水", "")],
        ),
    ],
)
def test_clippings_of_every_shape_are_read(text: str, wanted: list[tuple[str, ...]]) -> None:
    """Nothing depends on the number of lines or parts."""
    assert shown(text) == wanted


LANGUAGES = {
    "en": ("Highlight on Location", "Your Note on", "Bookmark", "Monday, March 9, 2026 3:04:05 PM"),
    "de": (
        "Ihre Markierung bei Position",
        "Ihre Notiz bei",
        "Ihr Lesezeichen",
        "Montag, 9. März 2026 15:04:05",
    ),
    "fr": (
        "Votre surlignement emplacement",
        "Votre note",
        "Votre signet",
        "lundi 9 mars 2026 15:04:05",
    ),
    "es": (
        "Tu subrayado en la posición",
        "Tu nota en",
        "Tu marcador",
        "lunes, 9 de marzo de 2026 15:04:05",
    ),
    "it": (
        "La tua evidenziazione posizione",
        "La tua nota",
        "Il tuo segnalibro",
        "lunedì 9 marzo 2026 15:04:05",
    ),
    "pt": (
        "Seu destaque ou posição",
        "Sua nota ou",
        "Seu marcador",
        "segunda-feira, 9 de março de 2026 15:04:05",
    ),
    "nl": (
        "Uw markering op locatie",
        "Uw notitie op",
        "Uw bladwijzer",
        "maandag 9 maart 2026 15:04:05",
    ),
    "ja": ("位置No.", "メモ 位置", "ブックマーク", "2026年3月9日月曜日 15:04:05"),
    "zh": ("您在位置的标注 #", "您的笔记", "您的书签", "2026年3月9日星期一 下午3:04:05"),
    "ru": (
        "Ваш выделенный отрывок в месте",
        "Ваша заметка в",
        "Ваша закладка",
        "понедельник, 9 марта 2026 г. в 15:04:05",
    ),
    "tr": ("Konum Vurgulama", "Konum Not", "Yer İmi", "9 Mart 2026 Pazartesi 15:04:05"),
    "ko": ("위치 하이라이트", "위치 메모", "책갈피", "2026년 3월 9일 월요일 오후 3:04:05"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kindle_may_speak_any_of_twelve_languages(language: str) -> None:
    """A highlight, its note, a bookmark that is left out, and when it was made."""
    mark, note, bookmark, date = LANGUAGES[language]
    text = (
        clipping(f"{mark} 50-58 | {date}", "words")
        + clipping(f"{note} 58 | {date}", "mine")
        + clipping(f"{bookmark} 60 | {date}", "not words")
    )

    found = read(text.encode())

    assert [(a.quote, a.note) for a in found.items] == [("words", "mine")]
    assert found.left_out == 1
    assert found.items[0].created == MADE


@pytest.mark.parametrize(
    ("clock", "hour"), [("12:05:00 AM", 0), ("12:05:00 PM", 12), ("1:05 PM", 13)]
)
def test_noon_is_not_midnight(clock: str, hour: int) -> None:
    """Twelve is the first hour of each half of the day."""
    text = clipping(f"Your Highlight on Location 5 | Added on Monday, 9 March 2026 {clock}", "x")
    made = read(text.encode()).items[0].created
    assert made is not None
    assert datetime.fromtimestamp(made, UTC).hour == hour


W3C = {
    "@context": "https://www.w3.org/ns/epub-anno.jsonld",
    "type": "AnnotationSet",
    "about": {"dc:title": "Tide", "dc:creator": ["A. One", "B. Two"]},
    "items": [
        {
            "id": "urn:uuid:01234567-89AB-cdef-0123-456789abcdef",
            "created": "2026-03-09T15:04:05Z",
            "target": {
                "source": "x.xhtml",
                "selector": [
                    {"type": "FragmentSelector", "value": "#:~:text=the-,salt%20tide,-came"},
                    {
                        "type": "Unknown",
                        "refinedBy": {"type": "TextPositionSelector", "start": 4, "end": 9},
                    },
                ],
            },
            "body": {"value": "note", "color": "mauve", "highlight": "outline", "tags": ["a", "b"]},
        },
        {
            "motivation": "bookmarking",
            "target": {"selector": {"type": "TextQuoteSelector", "exact": "x"}},
        },
        {"target": "urn:x"},
        7,
    ],
}


def test_an_annotation_set_is_read() -> None:
    """Selectors that are unknown are passed over; what has no words is counted."""
    found = read(json.dumps(W3C).encode())

    one, place = found.items
    assert (place.quote, place.bookmark, one.bookmark) == ("x", True, False)
    assert (one.quote, one.before, one.after, one.start, one.end) == (
        "salt tide",
        "the",
        "came",
        4,
        9,
    )
    assert (one.note, one.colour, one.style, one.tags) == (
        *("note", Colour.YELLOW, Style.OUTLINE, ("a", "b")),
    )
    assert (one.id, one.created, one.book.author) == (
        *("0123456789abcdef0123456789abcdef", MADE, "A. One, B. Two"),
    )
    assert found.left_out == 2


def test_the_readium_profile_is_read() -> None:
    """Colours by their parts, keywords for tags, headings for the chapter."""
    item: dict[str, Any] = {
        "target": {
            "selector": [{"type": "TextQuoteSelector", "exact": "tide", "prefix": "salt "}],
            "meta": {"headings": [{"level": 1, "txt": "I"}, {"level": 2, "txt": "Dusk"}]},
        },
        "body": {"color": {"red": 250, "green": 90, "blue": 120}, "keyword": "sea"},
    }
    (one,) = read(json.dumps([item]).encode()).items

    assert (one.colour, one.tags, one.chapter, one.before) == (
        *(Colour.PINK, ("sea",), "Dusk", "salt "),
    )


SIDECAR = """-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "One", ["color"] = "olive", ["drawer"] = "underscore",
            ["datetime"] = "2026-03-09 15:04:05", ["pageno"] = -3.5e2, ["page"] = "/body/p[4]",
            ["text"] = "salt\\ntide \\"\\226\\128\\148\\" here", ["note"] = [[my
note]], ok = true, x = nil,
        },
        [2] = { ["text"] = "a bookmark" };
    },
    ["doc_props"] = { ["title"] = "Tide", ["authors"] = "A. One\\nB. Two" }, --[[ done ]]
}
"""


def test_a_sidecar_is_read_as_data() -> None:
    """Words, note, colour and style; a bookmark has no drawer."""
    found = read(SIDECAR.encode())

    (one,) = found.items
    assert (one.quote, one.note) == ('salt\ntide "—" here', "my\nnote")
    assert (one.colour, one.style, one.chapter) == (Colour.GREEN, Style.UNDERLINE, "One")
    assert (one.book, one.created) == (Book("Tide", "A. One, B. Two"), MADE)
    assert found.left_out == 1


def test_the_sidecar_of_an_older_version_is_read() -> None:
    """Highlights by page."""
    text = 'return {["highlight"]={[12]={[1]={text="a"},[2]={text="b"}}},stats={title="T"}}'

    assert [(a.quote, a.book.title) for a in read(text.encode()).items] == [("a", "T"), ("b", "T")]


def test_exports_of_koreader_are_read() -> None:
    """One book or several, entries in lists, pages as texts."""
    entry = {
        "sort": "highlight",
        "page": "107-107",
        "time": 1773068645,
        "text": "tide",
        "note": "n",
    }
    one = {"title": "Tide", "author": "A. One\nB. Two", "entries": [[entry], {"sort": "bookmark"}]}
    for value in (one, {"documents": [one, 5], "version": "json/1.0.0"}):
        (found,) = read(json.dumps(value).encode()).items
        assert (found.quote, found.note, found.book.author) == ("tide", "n", "A. One, B. Two")
        assert found.created == 1773068645


def test_a_table_of_readwise_is_read() -> None:
    """Columns by their names, in any order; only the words are required."""
    text = 'Book Title,Highlight,Tags,Color\n"Tide, The","=1 ""x""\ntwo",sea,Orange\nTide,,,\n'
    found = read(text.encode())

    (one,) = found.items
    assert (one.book.title, one.quote, one.tags) == ("Tide, The", '=1 "x"\ntwo', ("sea",))
    assert (one.colour, found.left_out) == (Colour.ORANGE, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\xff\xfe",
        b"just prose, and more of it",
        b"[" * 100_000,
        b'{"items": ' * 50_000,
        b'{"type": "AnnotationSet", "items": 5}',
        b'{"type": "AnnotationSet", "items": [{"created": NaN}]}',
        b'{"entries": Infinity}',
        b"return os.execute('x')",
        b"return { a = os.execute('x') }",
        b"return { a = 1 + 1 }",
        b"return { a = function() end }",
        b'return { a = "x" .. "y" }',
        b"return { a = {} } os.exit()",
        b"return {" * 100_000,
        b"return { " + b"{" * 5_000,
        b'return { a = "' + b"x" * 100_000,
        b"return { [{}] = 1 }",
        b"return { a = [[" + b"[[" * 100_000,
        b"return { a = 0/0 }",
        b"return 5",
        b"==========\n" * 1_000,
        b"Highlight,Title\n" + b'"' + b"x" * (2 << 20),
    ],
    ids=range(23),
)
def test_hostile_files_get_one_sentence(data: bytes) -> None:
    """Code, depth, no numbers, texts without an end: refused as a whole."""
    with pytest.raises(AnnotationError) as told:
        read(data)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 200


ODD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    "items",
                    "target",
                    "selector",
                    "type",
                    "body",
                    "entries",
                    "documents",
                    "time",
                    "id",
                    "created",
                    "color",
                    "tags",
                    "meta",
                    "headings",
                    "exact",
                    "text",
                    "note",
                    "about",
                )
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(ODD, ODD)
def test_wrong_types_do_no_harm(one: Any, two: Any) -> None:
    """Whatever stands where something else is expected, what is read is sound or refused."""
    for value in ({"type": "AnnotationSet", "items": [one, two]}, {"entries": [one], "title": two}):
        text = json.dumps(value)
        try:
            found = read(text.encode())
        except AnnotationError:
            continue
        for item in found.items:
            assert item.quote
            assert item.created is None or item.created >= 0
            assert len(item.identity) == 32


@given(st.text(max_size=60))
def test_any_text_of_lua_is_read_or_refused(text: str) -> None:
    """Never anything else."""
    with suppress(AnnotationError):
        assert isinstance(read_table(f"return {{ {text} }}"), dict)


WHOLE = [
    SIDECAR,
    json.dumps(W3C),
    clipping("Your Highlight on Location 5-6 | Added on Monday, 9 March 2026 3:04 PM", "one\ntwo"),
    'Highlight,Title,Note\n"a\nb","Tide","=1"\n',
]


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=3)), max_size=4),
)
def test_a_damaged_file_is_read_or_refused(text: str, damage: list[tuple[int, bytes]]) -> None:
    """Whatever bytes are put into it."""
    data = text.encode()
    for at, put in damage:
        data = data[:at] + put + data[at + 1 :]
    with suppress(AnnotationError):
        assert all(item.quote for item in read(data).items)


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")) | st.sampled_from("\n=|#>*`%-"),
    max_size=40,
).map(str.strip)
ITEMS = st.lists(
    st.builds(
        Annotation,
        st.sampled_from((BOOK, Book("潮", ""))),
        TEXTS.filter(bool),
        st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
        note=TEXTS,
        colour=st.sampled_from(Colour),
        style=st.sampled_from(Style),
        tags=st.lists(TEXTS, max_size=2).map(tags_from),
        start=st.integers(0, 10**6),
        end=st.integers(0, 10**6),
        created=st.integers(0, 2 * 10**9).map(float),
    ),
    max_size=4,
)


@settings(max_examples=examples(50))
@given(ITEMS, st.sampled_from([name for name in FORMATS if name != "markdown"]))
def test_what_is_written_is_read_again(items: list[Annotation], name: str) -> None:
    """The words and the note of each, whatever is in them; a set is of one story."""
    items = [one for one in items if one.book == BOOK] if name == "annotation" else items
    text = FORMATS[name].write(sorted(items, key=lambda one: one.book.title), 0.0)
    if not items:
        return
    found = read(text.encode()).items

    words = {" ".join(one.quote.split()) for one in found}
    if name == "clippings":  # rules become shorter, and passages at one place may be one
        assert found
        return
    assert words == {" ".join(one.quote.split()) for one in items}
    assert {one.note for one in found} == {one.note for one in items}
    if name == "annotation":
        assert [(one.id, one.colour, one.style, one.tags, one.start) for one in found] == [
            (one.id, one.colour, one.style, one.tags, one.start) for one in items
        ]
        assert FORMATS[name].write(found, 0.0).count('"id"') == text.count('"id"')


def test_a_note_goes_to_the_highlight_it_was_written_with() -> None:
    """Of two that end at one location, too."""
    items = [
        Annotation(BOOK, f"words {n}", note=f"note {n}", start=n, end=n + 9, created=1000.0 * n)
        for n in (1, 2)
    ]

    assert [(a.quote, a.note) for a in clippings.read(clippings.write(items, 0.0)).items] == [
        *(("words 1", "note 1"), ("words 2", "note 2")),
    ]


@settings(max_examples=examples(30))
@given(ITEMS, TEXTS, TEXTS)
def test_markdown_written_again_keeps_what_the_reader_wrote(
    items: list[Annotation], before: str, after: str
) -> None:
    """Outside the marks nothing changes, inside everything is new; twice is as once."""
    before, after = (text.replace("%%", "") for text in (before, after))
    first = markdown.write([], 0.0)
    mine = f"{before}\n{first}{after}"
    fresh = markdown.write(items, 0.0)

    again = markdown.rewritten(mine, fresh)

    assert again.startswith(before)
    assert again.endswith(after)
    assert again.count(markdown.BEGIN) == again.count(markdown.END) == 1
    assert markdown.rewritten(again, fresh) == again


def test_markdown_is_quoted_by_chapters() -> None:
    """Words are no markup; a note may have several lines; blocks can be linked to."""
    one = Annotation(BOOK, "a *b*\n# c", "0" * 32, note="1. x\n- y", chapter="I", tags=("sea",))
    two = one.replace(chapter="II", id="f" * 32, note="", tags=(), verdict="lost")

    text = markdown.write([one, two], 0.0)

    assert text.startswith('---\ntitle: "The Tide (1)"\nauthor: "Odo Dray"\nsource: "tide.txt"\n')
    assert (
        "## I\n\n> a \\*b\\*\n> \\# c\n> — yellow · #sea\n\n1\\. x\n\\- y\n\n^ns-00000000\n" in text
    )
    assert "## II\n" in text
    assert "its words are gone" in text
    with pytest.raises(AnnotationError):
        markdown.rewritten("no marks", text)


def test_a_spreadsheet_gets_nothing_to_run() -> None:
    """Otherwise a note that begins with a sign is text as it is."""
    items = [Annotation(BOOK, "words", note="=1+1")]
    plain, guarded = (
        list(csv.reader(io.StringIO(write(items, 0.0), newline="")))[1]
        for write in (readwise.write, readwise.write_for_spreadsheet)
    )

    assert (plain[4], guarded[4]) == ("=1+1", "'=1+1")
    assert plain[:3] == guarded[:3]


@pytest.mark.parametrize(
    "text", ["yesterday", "0001-01-01T00:00:00+14:00", "9" * 2_000, "", None, 5]
)
def test_what_names_no_time_is_none(text: object) -> None:
    """Nothing raises."""
    assert moment(text) is None
