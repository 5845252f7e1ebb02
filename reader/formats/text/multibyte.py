"""East Asian text with several bytes for each character, recognised by its commonest characters.

The rule: in the right encoding a third of a text consists of a few hundred characters, and in a
wrong one hardly any of it does; so a damaged byte changes nothing. Where one is damaged, only its
character is lost: what follows in the same run of bytes is read from its end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

SAMPLE = 16 * 1024
"""Bytes that are enough to decide."""
_SIGNS = "，。、；：？！“”‘’「」『』《》（）…—　"
_HANS = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行"
    "所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它"
    "与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新"
    "己身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平气题"
    "活更别打女变四神总何电数安少报才结反受目太再感做接必场期市直命山金指许保至形便空决马五眼书非则听白却界光放强"
    "像难且思王完式色路记南住告求北边死张该交万取望觉共传师清今让带吧吗呢啊曰乃吾汝矣焉哪谁"
)
_HANT = (
    "這個們來為國說時會對後發過裡裏麼學沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話給門兒東聲員論處義"
    "幾認條氣題別變總電數報結場決馬書則聽卻難記邊張該萬覺傳師讓帶經當現種於著她吧嗎呢啊誰"
)
_KANJI = "一人日大年出本中子見国言上分生手自行者二間事思時気十女三前入小後長下学月何来話山高今"
_HANGUL = (
    "이다는의가을에고하지은로도나들그리한사서어아기자라를인있대만해시것니으여정보전부일수스게적구제상성러장주오과면안"
    "때말내었음야까였겠거던려소같우모없습요않데생각와왔갔했더"
)
_ENOUGH = 0.25
"""The least share of common characters; wrong readings reach a twelfth."""
_CLEARLY = 1.5
"""How many times as many the best reading must have as any other."""
_BAD = 0.02
_SHORT, _CHUNK = 2048, 64
_LEAST, _DENSE = 0.2, 0.6
"""The share of bytes beyond ASCII in lines that may be East Asian, and in text that must be."""
_WHOLE = 0.95
"""The share of bytes left when those that fit nowhere are removed."""
_FEW = 8
_KINDS = 4
"""This many different common characters, at least some of which a text must have."""
_ASCII = bytes(range(128))
_KANA, _CHARACTER = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83"), 3
"""What kana begin with in UTF-8, and how many bytes each takes."""


class _Family(NamedTuple):
    """A family of encodings for one script, and what makes it likely."""

    names: tuple[str, ...]
    """Python's codecs, the most usual first."""
    common: str
    syllables: bool = False
    """Whether kana are common."""


_FAMILIES = (
    _Family(("gb18030",), _SIGNS + _HANS + _HANT),
    _Family(("big5hkscs", "cp950"), _SIGNS + _HANS + _HANT),
    _Family(("cp932", "shift_jis_2004"), _SIGNS + _KANJI, syllables=True),
    _Family(("euc_jp", "euc_jis_2004"), _SIGNS + _KANJI, syllables=True),
    _Family(("cp949",), "“”‘’" + _HANGUL),
)
_JAPANESE = _FAMILIES[2]
COMMON = frozenset("".join(family.common for family in _FAMILIES))
"""Characters that are frequent in one script or another."""


def ruby_encoding(data: bytes, at: int) -> str:
    """`cp932` if the lines from a bracket or note of Aozora Bunko on are Japanese, else empty."""
    line = data.rfind(b"\n", 0, at) + 1
    sample, name = data[line : line + _SHORT], _JAPANESE.names[0]
    if _is_full_of_kana(sample.decode(name, "ignore")):
        return name
    share, bad = _likeness(sample, _JAPANESE)
    return name if share >= _ENOUGH and not bad else ""


def _is_full_of_kana(text: str) -> bool:
    """Whether so many characters beyond ASCII are kana that no other need be counted."""
    wide = text.encode().translate(None, _ASCII)
    kana = sum(map(wide.count, _KANA))
    return _CHARACTER * kana >= _ENOUGH * len(wide) and len({*text[:_CHUNK]}) >= _KINDS


def eastern_encoding(evidence: bytes) -> tuple[str, ...]:
    """The codecs of the family that the text is clearly written in; empty if there is none.

    The codecs after the first can read characters that it lacks.
    """
    sample = evidence[:SAMPLE]
    if len(sample.translate(None, _ASCII)) < _LEAST * len(sample):
        return ()
    if found := _clearest([(_likeness(sample, one)[0], one.names) for one in _FAMILIES]):
        return found
    sample = sample[:_SHORT]
    if len(sample.translate(None, _ASCII)) < _DENSE * len(sample):
        return ()
    return _clearest([(_likeness(_aligned(sample, one), one)[0], one.names) for one in _FAMILIES])


def _clearest(found: list[tuple[float, tuple[str, ...]]]) -> tuple[str, ...]:
    (best, names), (second, _) = sorted(found, reverse=True)[:2]
    return names if best >= max(_ENOUGH, _CLEARLY * second) else ()


def _aligned(sample: bytes, family: _Family) -> bytes:
    """The characters of the sample, if a missing or extra byte shifts those after it."""
    name, kept = family.names[0], list[str]()
    for at in range(0, len(sample), _CHUNK):
        both = [sample[at + shift : at + _CHUNK].decode(name, "ignore") for shift in (0, 1)]
        kept.append(max(both, key=lambda text: sum(one in COMMON for one in text)))
    whole = "".join(kept).encode(name, "ignore")
    return whole if len(whole) >= _WHOLE * len(sample) else b""


def _likeness(sample: bytes, family: _Family) -> tuple[float, int]:
    """The share of common characters beyond ASCII, and how many bytes fit nowhere."""
    text = sample.decode(family.names[0], "replace")
    wide = text.encode("utf-8", "replace").translate(None, _ASCII).decode()
    total, bad = len(wide), wide.count("\ufffd") - text.endswith("\ufffd")
    if total < _FEW or bad > max(1, _BAD * total):
        return 0.0, bad
    met = _common(family).intersection(wide)
    return (sum(map(wide.count, met)) / total if len(met) >= _KINDS else 0.0), bad


@cache
def _common(family: _Family) -> frozenset[str]:
    kana = map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30FD)))
    return frozenset(family.common).union(kana if family.syllables else ())


_HIGH = bytes(range(0x80, 0x100))
_SEQUENCE = b"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_SEQUENCES = lazy_pattern(_SEQUENCE + b"++")
_WHOLE_RUNS = lazy_pattern(b"[\x00-\x7f](" + _SEQUENCE + b"++)(?![\x80-\xff])")
_FIRST_RUN = lazy_pattern(_SEQUENCE + b"++(?![\x80-\xff])")
_HIGH_BYTE = lazy_pattern(b"[\x80-\xff]")
_ESCAPED = lazy_pattern("[\udc80-\udcff]+")
_TELLING, _TELLING_WIDE = 12, 9
"""Bytes of valid UTF-8 in a row that no other encoding has by chance: beginning with a character of
two bytes, which may be a pair of bytes in East Asian text, and with one of three.
"""
_WIDE_FIRST = 0xE0
_SHARE = 0.01
_SOUND = 3
"""A damaged line has this many good bytes for each bad one."""
_EVIDENCE = 64 * 1024
_STRETCH = 64 * 1024
_LAST_LATIN = "\u02ff"


class Mixture(NamedTuple):
    """What the lines of a file are, counted in bytes beyond ASCII."""

    utf8: int
    weak: int
    """In lines that are UTF-8, but may be East Asian text of another encoding by chance."""
    bad: int
    """In damaged lines, bytes that fit nowhere."""
    foreign: int
    evidence: bytes
    """Lines that are not UTF-8, up to 64 KB of them."""


def mixture_of(data: bytes, start: int) -> Mixture | None:
    """What the lines are; None if none of them is UTF-8."""
    plain = len(data.translate(None, _HIGH))
    high = len(data) - plain - start
    fit = len(data[start:].decode("utf-8", "ignore").encode()) - plain
    if fit < _SOUND * (high - fit):
        runs = _WHOLE_RUNS.findall(data, start) if fit else []
        if first := _FIRST_RUN.match(data, start):
            runs.append(first[0])
        if sum(map(len, runs)) < _SHARE * high and not any(map(_is_telling, runs)):
            return None
    utf8 = weak = bad = foreign = size = 0
    evidence: list[bytes] = []
    for line in telling_lines(data, start):
        most = len(line) - len(line.translate(None, _HIGH))
        fit = most if _is_utf8(line) else sum(map(len, _SEQUENCES.findall(line)))
        if fit >= _SOUND * (most - fit):
            if any(map(_is_telling, _SEQUENCES.findall(line))):
                utf8 += fit
            else:
                weak += fit
            bad += most - fit
        else:
            foreign += most
            if size < _EVIDENCE:
                evidence.append(line)
                size += len(line)
    return Mixture(utf8, weak, bad, foreign, b"".join(evidence)) if utf8 or weak else None


def _is_telling(run: bytes) -> bool:
    return len(run) >= (_TELLING_WIDE if run[0] >= _WIDE_FIRST else _TELLING)


def telling_lines(data: bytes, start: int = 0) -> Iterator[bytes]:
    """The lines that contain bytes beyond ASCII."""
    while match := _HIGH_BYTE.search(data, start):
        at = match.start()
        begin = max(start, data.rfind(b"\n", start, at) + 1)
        start = data.find(b"\n", at) + 1 or len(data)
        yield data[begin:start]


def unmixed(data: bytes, start: int, other: str, *, strictly: bool) -> Iterator[str]:
    """The text, each line in UTF-8 or, if it is not, in the other encoding.

    With `strictly`, only lines that no text in the other encoding matches by chance are taken for
    UTF-8.
    """
    for stretch in stretches(data, start):
        lines = stretch.splitlines(keepends=True)
        yield "".join([_unmixed_line(line, other, strictly) for line in lines])


def stretches(data: bytes, start: int) -> Iterator[bytes]:
    """Whole lines, that many bytes of them at a time."""
    while start < len(data):
        end = data.find(b"\n", start + _STRETCH) + 1 or len(data)
        yield data[start:end]
        start = end


def _unmixed_line(line: bytes, other: str, strictly: bool) -> str:
    try:
        text = line.decode()
        if strictly and not text.isascii() and not any(map(_is_telling, _SEQUENCES.findall(line))):
            return line.decode(other, "replace")
        return text
    except UnicodeDecodeError:
        high = len(line) - len(line.translate(None, _HIGH))
        fit = sum(map(len, _SEQUENCES.findall(line)))
        if fit >= _SOUND * (high - fit):
            return mended(line.decode("utf-8", "surrogateescape"))
        return line.decode(other, "replace")


def mended(text: str) -> str:
    """A text in which surrogates stand for bytes that are not UTF-8, without them.

    A lone one among Western letters becomes what a careless editor meant by it; any other is lost.
    """
    return _ESCAPED.sub(_stray, text)


def _stray(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    codes = bytes(ord(one) - 0xDC00 for one in match[0])
    torn = len(codes) > 1 and codes[0] >= 0xC2 and all(0x80 <= one < 0xC0 for one in codes[1:])
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if torn or any(one > _LAST_LATIN and one.isalpha() for one in around):
        return "\ufffd"
    return codes.decode("cp1252", "replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


_HEALED = frozenset(
    [
        "gb18030",
        "big5",
        "cp950",
        "big5hkscs",
        "cp932",
        "shift_jis_2004",
        "euc_jp",
        "euc_jis_2004",
        "cp949",
        "johab",
    ]
)
_LONGEST = 16 * 1024
"""Bytes of a line above which it is read as it is."""
_MOST = 1024 * 1024
"""Bytes of a file that are repaired; one that is damaged throughout is not text."""
_SAMPLE = 64 * 1024
_OFTEN = 2
"""How often a character occurs in a text that has it at all."""
_FAMILIAR, _PLAIN, _STRANGE, _LOST = 2.0, 1.0, -0.5, -4.0
_SIZES = (2, 1, 4, 3)
"""Bytes of a character, the most usual first."""
LOST = "\ufffd"


def can_heal(name: str) -> bool:
    """Whether a lost byte would confuse the rest of its line."""
    return name in _HEALED


def healed(data: bytes, name: str, start: int) -> Iterator[str]:
    """The text by stretches, some of which do not fit the encoding."""
    counts = Counter(data[start : start + _SAMPLE].decode(name, "ignore"))
    known = frozenset((*COMMON, *(one for one, count in counts.items() if count >= _OFTEN)))
    left = _MOST
    for stretch in stretches(data, start):
        try:
            yield stretch.decode(name)
        except UnicodeDecodeError:
            for line in stretch.splitlines(keepends=True):
                text, cost = _healed_line(line, name, known, left)
                left -= cost
                yield text


def _healed_line(line: bytes, name: str, known: frozenset[str], left: int) -> tuple[str, int]:
    """A line's text, and how many bytes were repaired in it."""
    try:
        return line.decode(name), 0
    except UnicodeDecodeError:
        if len(line) > min(left, _LONGEST):
            return line.decode(name, "replace"), 0
        return "".join(_best(line, name, known)), len(line)


def _best(line: bytes, name: str, known: frozenset[str]) -> list[str]:
    """The characters of the best way through the bytes, consecutive losses counted as one."""
    scores, steps = [0.0], [(0, "")]
    for end in range(1, len(line) + 1):
        best, step = scores[end - 1] + _LOST, (end - 1, LOST)
        for size in _SIZES:
            if size <= end and (char := _one(line[end - size : end], name)):
                worth = _FAMILIAR if char in known else _STRANGE
                score = scores[end - size] + (min(worth, _PLAIN) if char < "\x80" else worth)
                if score > best:
                    best, step = score, (end - size, char)
        scores.append(best)
        steps.append(step)
    found: list[str] = []
    at = len(line)
    while at:
        at, char = steps[at]
        if not (char == LOST and found and found[-1] == LOST):
            found.append(char)
    return found[::-1]


@lru_cache(maxsize=1 << 14)
def _one(piece: bytes, name: str) -> str:
    """The one character that the bytes are; empty if they are none, or several."""
    try:
        text = piece.decode(name)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""
