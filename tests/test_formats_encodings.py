"""Every encoding that stories come in is told from the bytes alone."""

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.formats.text.encoding import codec_name, decode
from reader.formats.text.parse import parse
from reader.reading.choices import ENCODINGS
from tests.examples import examples

SAMPLES = Path(__file__).with_name("samples")
PAIRS = [
    (language, encoding)
    for encoding, languages in {
        "cp1252": "en fr de es pt it sv fi",
        "cp1250": "pl cs hu hr ro",
        "iso8859-2": "pl cs hu",
        "cp1251": "ru uk bg",
        "koi8-r": "ru",
        "cp866": "ru",
        "cp1253": "el",
        "cp1254": "tr",
        "cp1255": "he",
        "cp1256": "ar",
        "cp1257": "lt",
        "cp874": "th",
        "gb18030": "zh-hans",
        "big5": "zh-hant",
        "cp932": "ja",
        "euc_jp": "ja",
        "iso2022_jp": "ja",
        "cp949": "ko",
        "utf-8": "fr ru ja zh-hans",
        "utf-16-le": "en ru el he th zh-hans zh-hant ja ko",
        "utf-16-be": "en ru zh-hans ja ko",
    }.items()
    for language in languages.split()
]
OLD_PAIRS = [
    (language, encoding)
    for encoding, languages in {
        "cp437": "fr de es sv fi",
        "cp850": "fr de es pt sv fi",
        "cp852": "pl cs hu hr",
        "cp866": "ru bg",
        "cp737": "el",
        "cp862": "he",
        "cp857": "tr",
        "cp775": "lt",
        "cp860": "pt",
        "cp865": "sv fr",
        "cp1125": "uk",
        "mac-roman": "fr de es pt it sv fi",
        "mac-cyrillic": "ru uk bg",
        "mac-greek": "el",
        "mac-latin2": "pl cs hu",
        "mac-turkish": "tr",
        "iso8859-6": "ar",
        "iso8859-7": "el",
        "iso8859-13": "lt",
        "iso8859-16": "ro",
        "hz": "zh-hans",
        "iso2022_kr": "ko",
    }.items()
    for language in languages.split()
]
"""Of DOS, the Macintosh and old mail."""
PLAIN = dict(zip("“”„‘’—–…«»", '"""\'\'--.""', strict=True))


def sample(language: str, encoding: str) -> str:
    """The typed text of a language, typographic marks replaced where the encoding lacks them."""
    text = (SAMPLES / f"{language}.txt").read_text("utf-8").strip()
    for mark in sorted(set(text)):
        try:
            mark.encode(encoding)
        except UnicodeEncodeError:
            text = text.replace(mark, PLAIN.get(mark) or unicodedata.normalize("NFD", mark)[0])
    return text


def windows(text: str, encoding: str, size: int, count: int) -> Iterator[str]:
    """Stretches of the text, or of its sentences shuffled, of at least `size` bytes each."""
    rng = random.Random(size)
    for _ in range(count):
        at = rng.randrange(len(text))
        stretch = f"{text[at:]} {text}\n"
        while len(stretch.encode(encoding)) < size:
            words = text.split(" ")
            rng.shuffle(words)
            stretch += " ".join(words) + "\n"
        end = (
            next(
                end
                for end in range(1, len(stretch) + 1, 8)
                if len(stretch[:end].encode(encoding)) >= size
            )
            if size < 1000
            else len(stretch)
        )
        yield stretch[:end]


def test_short_stretches_are_told_nearly_always() -> None:
    """97 % of windows of 250 bytes, in 25 and more pairs of language and encoding."""
    tried = [
        decode(window.encode(encoding)).text == window
        for language, encoding in PAIRS
        for window in windows(sample(language, encoding), encoding, 250, 8)
    ]

    assert len(PAIRS) >= 25
    assert sum(tried) >= 0.97 * len(tried)


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_eight_kilobytes_are_told_always(language: str, encoding: str) -> None:
    """No window of 8 KB is misread."""
    for window in windows(sample(language, encoding), encoding, 8000, 1):
        assert decode(window.encode(encoding)).text == window


@pytest.mark.parametrize("extra", ["£5", "“x”", "é", "—", "naïve “café” £", "É", "…", "½"])
@pytest.mark.parametrize("times", [1, 40])
def test_english_with_a_few_western_characters_is_western(extra: str, times: int) -> None:
    """Fan fiction with some typographic quotes or a pound sign is cp1252."""
    plain = sample("en", "ascii")
    text = f"{plain} {extra} {plain * times}"

    assert decode(text.encode("cp1252")).text == text


def test_one_bad_byte_costs_one_character() -> None:
    """A stray byte in UTF-8 is read as the Western character it was meant for."""
    text = sample("ru", "utf-8")
    data = text.encode() + b" \x93quoted\x94 " + text.encode()

    found = decode(data)

    assert found.encoding == "utf-8"
    assert found.text == f"{text} “quoted” {text}"


def test_evidence_far_down_counts() -> None:
    """A long head in ASCII does not hide what follows it."""
    text = "All quiet. \n" * 40_000 + sample("ru", "cp1251")

    assert decode(text.encode("cp1251")).text == text


def test_a_chosen_encoding_is_obeyed() -> None:
    """The reader's choice wins, an unknown one is passed over."""
    data = "Ёлка".encode("koi8-r")

    assert decode(data, "koi8-r").text == "Ёлка"
    assert decode(b"plain", "no-such-codec").encoding == "utf-8"
    assert [codec_name(name) for name in ("UTF8", "rot13", "idna", "")] == ["utf-8", "", "", ""]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it(encoding: str) -> None:
    """The mark is believed and is not part of the text."""
    assert decode("Été\n".encode(encoding)).text == "Été\n"


def test_short_stretches_of_old_encodings_are_told_nearly_always() -> None:
    """97 % of windows of 250 bytes from machines before Windows, and from old mail."""
    tried = [
        decode(window.encode(encoding)).text == window
        for language, encoding in OLD_PAIRS
        for window in windows(sample(language, encoding), encoding, 250, 4)
    ]

    assert sum(tried) >= 0.97 * len(tried)


@pytest.mark.parametrize(("language", "encoding"), OLD_PAIRS)
def test_a_page_in_an_old_encoding_is_told_always(language: str, encoding: str) -> None:
    """No window of 4 KB is misread."""
    for window in windows(sample(language, encoding), encoding, 4000, 1):
        assert decode(window.encode(encoding)).text == window


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "cp850", "mac-roman"])
@pytest.mark.parametrize(
    "words", ["café crème, naïve, Zoë", "señor Müller’s façade", "à la carte, voilà, résumé"]
)
def test_a_few_foreign_words_in_english_tell_the_encoding(encoding: str, words: str) -> None:
    """Signs within words are letters of another encoding."""
    plain = sample("en", "ascii")
    text = f"{plain} {words.replace('’', chr(39))} {plain}"

    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp437",
            "La lampe brûlait encore quand le vieux gagné, dit-on, rentra de la fête du gué.",
        ),
        (
            "cp437",
            "On l’a crû mort, et ce soir-là il a frappé à la porte de la cité, mouillé.".replace(
                "’", "'"
            ),
        ),
        ("cp865", "De gik ned til åen og så på ænderne, der lå på øen."),
    ],
)
def test_letters_that_are_marks_of_windows_are_told_from_marks(encoding: str, text: str) -> None:
    """A low quotation mark that shuts is none, though dashes stand where letters may."""
    found = decode((text * 4).encode(encoding))

    assert found.text == text * 4


@pytest.mark.parametrize(
    "frame",
    [
        "╔══════════════╗\n║ THE LAST BUS ║\n╚══════════════╝\n",
        "┌────────┐\n│ LEDGER │\n└────────┘\n",
        "░▒▓█ NIGHT LINES █▓▒░\n",
    ],
)
def test_a_frame_tells_of_dos(frame: str) -> None:
    """Lines and shades around a title of an English story, with no letter beyond ASCII."""
    text = frame + sample("en", "ascii")

    assert decode(text.encode("cp437")).text == text


@pytest.mark.parametrize(
    ("said", "encoding", "words"),
    [
        ("Character set encoding: ISO-8859-1", "iso8859-1", "nâvês mârcus fîlia aquâ"),
        ("Content-Type: text/plain; charset=iso-8859-4", "iso8859-4", "māte gāja uz mežu ķer ņem"),
        ("-*- coding: mac-roman -*-", "mac-roman", "Ægir sá ørn"),
        ('<?xml version="1.0" encoding="iso-8859-15"?>', "iso8859-15", "cœur, 5 €"),
        ("vim: set fileencoding=cp1257 :", "cp1257", "ąžuolas ėjo"),
        ("Encoding: Codepage 850", "cp850", "blåbær på øya"),
    ],
)
def test_what_a_file_names_is_believed(said: str, encoding: str, words: str) -> None:
    """Where the text reads as well as in any other encoding."""
    text = f"{said}\n\n{words}. {words}. {words}.\n"

    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "said",
    ["ISO-8859-1", "utf-8", "US-ASCII", "no such thing", "koi8-r", "quopri", "cp037", "utf-16"],
)
def test_what_a_file_names_wrongly_is_not_believed(said: str) -> None:
    """Russian remains Russian whatever a header says."""
    text = f"Character set encoding: {said}\n\n{sample('ru', 'cp1251')}\n"

    assert decode(text.encode("cp1251")).text == text


DAMAGED = [
    ("zh-hans", "gb18030"),
    ("zh-hant", "big5"),
    ("ja", "cp932"),
    ("ja", "euc_jp"),
    ("ko", "cp949"),
    ("zh-hans", "utf-8"),
    ("ja", "utf-8"),
    ("ru", "utf-8"),
]


@settings(max_examples=examples(150))
@given(
    st.sampled_from(DAMAGED),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(("more", "less", "other")),
    st.integers(0x80, 0xFF),
)
def test_a_damaged_byte_changes_the_text_only_near_it(
    pair: tuple[str, str], place: float, how: str, byte: int
) -> None:
    """One byte more, less or other anywhere in a long text loses no more than its line's corner."""
    language, encoding = pair
    text = "\n".join([sample(language, encoding)] * 4)
    data = text.encode(encoding)
    at = int(place * len(data))
    behind = data[at if how == "more" else at + 1 :]
    found = decode(data[:at] + (b"" if how == "less" else bytes([byte])) + behind)

    assert found.encoding == decode(data).encoding
    assert _changed(text, found.text) <= 16


def _changed(text: str, other: str) -> int:
    """The characters between the beginning and the end that two texts share."""
    most = min(len(text), len(other))
    same = next((at for at in range(most) if text[at] != other[at]), most)
    behind = next((at for at in range(most - same) if text[-1 - at] != other[-1 - at]), most - same)
    return max(len(text), len(other)) - same - behind


@given(st.sampled_from([*PAIRS, *OLD_PAIRS]), st.booleans())
def test_line_ends_and_a_mark_change_nothing_of_the_reading(
    pair: tuple[str, str], windows_: bool
) -> None:
    """CRLF instead of newlines, or a byte order mark before UTF-8, gives the same story."""
    language, encoding = pair
    assume(not encoding.startswith("utf-16"))
    text = "\n\n".join([sample(language, encoding)] * 3) + "\n"
    other = text.replace("\n", "\r\n") if windows_ else text
    mark = b"\xef\xbb\xbf" * (encoding == "utf-8")
    one = parse(text.encode(encoding), "a.txt")
    two = parse(mark + other.encode(encoding), "a.txt")

    assert (one.text, one.blocks, one.source.encoding) == (
        two.text,
        two.blocks,
        two.source.encoding,
    )


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh-hans", "gb18030"),
        ("zh-hant", "big5"),
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("ko", "cp949"),
        ("ru", "cp1251"),
        ("fr", "cp1252"),
    ],
)
@pytest.mark.parametrize("times", [(6, 1, 2), (1, 6, 0), (4, 4, 0), (0, 1, 6)])
def test_lines_in_another_encoding_are_read_by_their_own(
    language: str, encoding: str, times: tuple[int, int, int]
) -> None:
    """UTF-8 with lines of something else, something else with lines of UTF-8, half and half."""
    line = sample(language, encoding).replace("\n", " ") + "\n"
    before, between, behind = (line * count for count in times)

    data = before.encode() + between.encode(encoding) + behind.encode()
    assert decode(data).text == before + between + behind
    data = before.encode(encoding) + between.encode() + behind.encode(encoding)
    assert decode(data).text == before + between + behind


@pytest.mark.parametrize(
    "data",
    [
        b"Word ab\0cd word again.\n\nThe gate was shut.\n",
        b"\0The gate was shut, and nobody came.\n",
        b"One.\0\0Two.\n" + b"She waited by the gate until it was dark.\n" * 5,
        "Il était une fois\0 une forêt brûlée, près d’un étang gelé.\n".encode("cp1252") * 4,
    ],
)
def test_stray_zeros_make_no_wide_text(data: bytes) -> None:
    """A NUL in a text of single bytes is one odd character."""
    assert decode(data).encoding in ("utf-8", "cp1252")


@pytest.mark.parametrize("end", [b"\x1a", b"\x1a\n", b"\r\n\x1a\x1a\0\0", b"\n\x1a\n\nMore.\n"])
def test_the_end_mark_of_dos_is_not_shown(end: bytes) -> None:
    """At the end, padded or not, and where files were put together."""
    story = parse(b"The end came at nine." + end, "story.txt")

    assert story.text.startswith("The end came at nine.")
    assert "\u241a" not in story.text
    assert "\x1a" not in story.text


def test_each_encoding_that_is_told_can_be_chosen() -> None:
    """The list that the reader chooses from has them all, by the names that are told."""
    listed = [name for name, _ in ENCODINGS]
    told = {decode(sample(*pair).encode(pair[1])).encoding for pair in (*PAIRS, *OLD_PAIRS)}

    assert told <= set(listed)
    assert len(listed) == len(set(listed))
    assert all(codec_name(name) == name for name in listed)


@pytest.mark.parametrize(
    ("drawn", "encoding"),
    [
        ("  /¯¯¯¯¯\\   25° and rising\n", "cp1252"),
        ("I²C bus, 5¼ inches, ±3°\n", "cp1252"),
        ("don´t you see\n", "cp1252"),
        ("GROSSE STRAßE 19\n", "cp1252"),
        ("Un\u00a0mot, un\u00a0autre, et\u00a0fin\n", "cp1252"),
        ("· · ·   ¯ ¯ ¯\n", "cp1252"),
    ],
)
def test_single_signs_tell_of_no_other_alphabet(drawn: str, encoding: str) -> None:
    """Signs of drawings and measures are no letters and no frames of another encoding."""
    text = f"{drawn}{sample('en', 'ascii')}\n{drawn}"

    assert decode(text.encode(encoding)).text == text


def test_a_few_german_words_are_not_chinese() -> None:
    """Pairs of bytes that are common characters by chance, among letters of ASCII."""
    text = "Heben Sie einen Kämpfer im Menü.\ngroße Köpfe: ....\nkleine Kämpfer: ....\n"

    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("name", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["", "-le", "-be"])
def test_a_wide_encoding_is_chosen_without_a_mark(name: str, order: str) -> None:
    """The order of its bytes is told from them; what is in no wide one is read as it is asked."""
    words = "The mill stood still. " * 4

    assert decode(words.encode(name + order), name).text == words
    assert decode(b"Not wide", name).encoding == f"{name}-le"


DOS_TEXTS = {
    "cp437": "Der Müller zählte schön langsam die Säcke, und über dem Fluß läutete die Glocke. ",
    "cp852": "Młynarz policzył worki przed deszczem, a dziewczęta wróciły późno do domu. ",
    "cp866": "Мельник сосчитал мешки до дождя, и за рекой ударил поздний колокол. ",
    "cp737": "Ο μυλωνάς μέτρησε τα σακιά πριν από τη βροχή, μα κανείς δεν τον πίστεψε. ",
    "cp862": "הטוחן ספר את השקים לפני הגשם, אבל איש לא האמין לו והפעמון צלצל. ",
}


@pytest.mark.parametrize("end", [b"\x1a", b"\x1a" + 60 * b"\0", 90 * b"\x1a"])
@pytest.mark.parametrize("name", DOS_TEXTS)
def test_what_fills_the_last_record_of_a_dos_file_says_nothing(name: str, end: bytes) -> None:
    """Its encoding is told from the text before, however short that is."""
    text = DOS_TEXTS[name]
    story = parse(f"{3 * text}\r\n".encode(name) + end, "x.txt")

    assert story.text == (3 * text).strip()


@pytest.mark.parametrize("name", ["iso2022_kr", "iso2022_jp"])
@pytest.mark.parametrize("byte", [b"\x81", b"\xff"])
def test_a_damaged_byte_among_escape_sequences_is_one_sign(name: str, byte: bytes) -> None:
    """The text around it stands."""
    text = (
        "방앗간 주인은 자루를 세었다." if name == "iso2022_kr" else "粉屋は袋を数えた。雨が降る。"
    )
    data = "\r\n\r\n".join(6 * [text]).encode(name)
    story = parse(data.replace(b"\r\n\r\n", b"\r\n\r\n" + byte, 1), "x.txt")

    assert story.source.encoding.startswith(name)
    assert story.text.count(text) >= 5
