"""Every encoding that stories come in is told from the bytes alone."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.formats.text.encoding import codec_name, decode

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
PLAIN = dict(zip("“”„‘’—–…«»", '"""\'\'--.""', strict=True))


def sample(language: str, encoding: str) -> str:
    """The typed text of a language, typographic marks replaced where the encoding lacks them."""
    text = (SAMPLES / f"{language}.txt").read_text("utf-8").strip()
    for mark, plain in PLAIN.items():
        try:
            mark.encode(encoding)
        except UnicodeEncodeError:
            text = text.replace(mark, plain)
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
