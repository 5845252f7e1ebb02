"""Aozora Bunko: its header, legend and colophon, its ruby and its notes.

The rule: notes about layout are marks and become structure; an informative note, such as on a
picture or a character that could not be set, stays.
"""

from __future__ import annotations

import re

from reader.formats.text.metadata import Matter, tidy
from reader.formats.text.rows import EMPHASIS, HEADINGS, RUBY
from reader.lazy_pattern import lazy_pattern
from reader.story import Metadata

_LEGEND = lazy_pattern(
    r"-{20,}\n[【［](?:テキスト中に現れる記号|本文中の記号|記号|表記)について[】］].*?\n-{20,}\n",
    re.DOTALL,
)
_COLOPHON = lazy_pattern(r"\n\n(?:底本：|入力者注\n|テキスト入力者?：)")
_SIGN = lazy_pattern(r"青空文庫|［＃|｜[^《\n]{1,20}《")
_HEADED = "見出し］"
_HEADING_NOTE = lazy_pattern(
    r"［＃「[^」\n]{1,80}」は(?P<within>同行|窓)?(?P<size>[大中小])見出し］"
)
_HEADING_AROUND = lazy_pattern(
    r"［＃(?:ここから)?(?P<within>同行|窓)?(?P<size>[大中小])見出し］\n?(?P<of>[^\n［]{1,80})\n?"
    r"［＃(?:ここで)?(?:同行|窓)?[大中小]見出し終わり］(?P<ends>$)?",
    re.MULTILINE,
)
_NOTES = lazy_pattern(r"［＃[^］\n]{0,200}］")
_DOTTED = lazy_pattern(
    r"［＃「(?P<said>[^」\n]{1,40})」に(?:丸|白丸|白ゴマ|蛇の目|黒三角|二重)?(?:傍点|傍線)］"
)
_DOTTED_AROUND = lazy_pattern(r"［＃傍点］(?P<of>[^\n［]{1,200})［＃傍点終わり］")
_CHARACTER = lazy_pattern(
    r"※［＃[^］\n]{0,60}?(?:(?P<plane>[12])-(?P<row>\d{1,2})-(?P<cell>\d{1,2})"
    r"|U\+(?P<code>[0-9A-F]{4,5}))[^］\n]{0,30}］"
)
_LAYOUT = (
    r"［＃(?:ここから|ここで)?(?:改ページ|改丁|改段|改見開き|改行天付き[^］\n]{0,30}|天から[^］\n]{1,6}字下げ"
    r"|[０-９0-9一二三四五六七八九十]+字下げ[^］\n]{0,40}|天付き[^］\n]{0,20}|地付き|字下げ|[０-９0-9]+字詰め|字詰め"
    r"|地から[０-９0-9一二三四五六七八九十]+字上げ|太字|斜体|罫囲み|横組み|縦中横|割り注|小書き|上付き小文字"
    r"|「[^」\n]{1,40}」は(?:太字|斜体|縦中横|横組み|中央揃え|地付き|[^］\n]{0,6}小さな文字)"
    r"|ページの左右中央|左右中央|本文)(?:終わり)?］"
)
# A search is quicker for a fixed first character than for the start of a line.
_LAYOUT_LINE = lazy_pattern(rf"［(?<=^［){_LAYOUT[1:]}(?:{_LAYOUT})*\n", re.MULTILINE)
_LAYOUT_INSIDE = lazy_pattern(_LAYOUT)
_BEFORE_BASE = r"(?=[^《》\n｜]{1,40}《)"
_BASE, _EITHER_BASE = lazy_pattern(f"｜{_BEFORE_BASE}"), lazy_pattern(f"[｜|]{_BEFORE_BASE}")
"""Searching for one character is many times faster than for either of two."""
_READING_MOST = 60
_READ = rf"[^《》\n]{{1,{_READING_MOST}}}"
_READING, _NO_READING = lazy_pattern(f"《(?P<of>{_READ})》"), lazy_pattern(f"《(?!{_READ}》)")
_HEADING_SIGN = lazy_pattern(f"[{''.join(HEADINGS)}]")
_LEVELS = {"大": HEADINGS[0], "中": HEADINGS[1], "小": HEADINGS[2]}
_RUBY = lazy_pattern("[\u3400-\u9fff々]《[\u3041-\u30ff]{1,12}》")
_READINGS_ENOUGH = 4
_HELPER = lazy_pattern("(?:訳|譯|訳者|編|校訂|編集)$")
_HEAD = 4000


def find(text: str) -> Matter | None:
    """The matter of an Aozora Bunko file, or None."""
    colophon = _COLOPHON.search(text, max(0, len(text) - 20_000))
    legend = _LEGEND.search(text, 0, _HEAD)
    signed = colophon and _SIGN.search(text, colophon.start())
    if not legend and not signed and not _has_readings(text):
        return None
    header = text[: legend.start() if legend else len(text)].lstrip("\n").partition("\n\n")[0]
    blank = text.find("\n\n")
    start = legend.end() if legend else max(blank, 0)
    end = colophon.start() if colophon else len(text)
    lines = [line.strip(" \u3000") for line in header.split("\n") if line.strip()]
    if not legend and not signed:
        start = 0
    if not legend and (len(lines) > 5 or any(len(line) > 60 for line in lines)):
        lines, start = [], 0
    metadata = _read(lines)
    why = "its legend" if legend else "its colophon" if signed else "readings in its notation"
    return Matter(
        min(start, end),
        end,
        "Aozora Bunko",
        metadata,
        f"{why} in the file",
        to_marks,
        by_line=True,
    )


def _read(lines: list[str]) -> Metadata:
    """What the lines of the header say: a title, perhaps others, the author, the translator."""
    extra = [("translator", line) for line in lines[1:] if _HELPER.search(line)]
    named = [line for line in lines if ("translator", line) not in extra]
    if len(named) > 2:
        extra.insert(0, ("subtitle", " ".join(named[1:-1])))
    author = named[-1] if len(named) > 1 else ""
    return Metadata(tidy("".join(named[:1])), tidy(author), "ja", tuple(extra))


def _has_readings(text: str) -> bool:
    """Whether Japanese words have readings after them, too often to be titles."""
    return "《" in text and len(_RUBY.findall(text, 0, 20_000)) >= _READINGS_ENOUGH


def to_marks(text: str) -> str:
    """The story with its notes as marks and its readings in brackets."""
    if "［＃" in text:
        text = _without_notes(text)
    if "|" in text:
        text = _EITHER_BASE.sub("", text)
    elif "｜" in text:
        text = _BASE.sub("", text)
    return _with_readings(text)


def _without_notes(text: str) -> str:
    """The text with marks for its notes about headings, dots and layout, which go."""
    text = _headed(spelt(text))
    if "傍" in text:
        text = _DOTTED_AROUND.sub(lambda m: f"{EMPHASIS[0]}{m['of']}{EMPHASIS[1]}", text)
        text = _dotted(text)
    text = _LAYOUT_INSIDE.sub("", _LAYOUT_LINE.sub("", text))
    signs = [sign for sign in HEADINGS if sign in text]
    if all(text.count(sign) == f"\n{text}".count(f"\n{sign}") for sign in signs):
        return text
    return _with_signs_first(text)


def spelt(text: str) -> str:
    """The text with the characters that its notes describe."""
    return _CHARACTER.sub(_character, text) if "※［＃" in text else text


def _with_signs_first(text: str) -> str:
    """The text with the first sign of a heading in each line moved to the start of the line."""
    parts: list[str] = []
    last = 0
    for sign in _HEADING_SIGN.finditer(text):
        start = text.rfind("\n", 0, sign.start()) + 1
        if start >= last:
            parts += (text[last:start], sign[0], text[start : sign.start()])
            last = sign.end()
    return "".join((*parts, text[last:]))


def _with_readings(text: str) -> str:
    """The text with its readings in brackets and between signs."""
    opens, shuts = f"{RUBY[0]}（", f"）{RUBY[1]}"
    if text.count("《") == text.count("》") and not _NO_READING.search(text):
        return text.replace("《", opens).replace("》", shuts)
    return _READING.sub(f"{opens}\\g<of>{shuts}", text)


def _headed(text: str) -> str:
    """The text with its heading notes as signs before the headings, each on a line of its own."""
    if _HEADED not in text and "見出し終わり］" not in text:
        return text
    text = _HEADING_AROUND.sub(_around, text)
    lines = text.split("\n")
    for number in [at for at, line in enumerate(lines) if _HEADED in line]:
        line = lines[number]
        if not (match := _HEADING_NOTE.search(line)):
            continue
        sign = _LEVELS[match["size"]]
        before, rest = line[: match.start()], line[match.end() :]
        if not _NOTES.sub("", before).strip(" \u3000"):  # it refers to the line before it
            lines[number] = before + rest
            if number and lines[number - 1].strip(" \u3000"):
                lines[number - 1] = sign + lines[number - 1]
        else:
            apart = "\n" if match["within"] and rest.strip(" \u3000") else ""
            lines[number] = f"{sign}{before}{apart}{rest}"
    return "\n".join(lines)


def _around(match: re.Match[str]) -> str:
    """A heading between two notes; one within a line ends there."""
    apart = "\n" if match["within"] and match["ends"] is None else ""
    return f"{_LEVELS[match['size']]}{match['of']}{apart}"


def _character(match: re.Match[str]) -> str:
    """A character that Shift_JIS lacks, given by its position in JIS X 0213 or in Unicode."""
    try:
        if match["code"]:
            return chr(int(match["code"], 16))
        place = bytes([0xA0 + int(match["row"]), 0xA0 + int(match["cell"])])
        return (b"\x8f" + place if match["plane"] == "2" else place).decode("euc_jis_2004")
    except (ValueError, OverflowError):
        return match[0]


def _dotted(text: str) -> str:
    """The text with marks around stretches that have emphasis dots.

    A note names the words, which come right before it, perhaps with their readings.
    """
    parts: list[str] = []
    last = 0
    for note in _DOTTED.finditer(text):
        before = text[last : note.start()]
        at = _start_of(note["said"], before)
        parts += (before,) if at < 0 else (before[:at], EMPHASIS[0], before[at:], EMPHASIS[1])
        last = note.end()
    return "".join((*parts, text[last:])) if parts else text


def _start_of(said: str, before: str) -> int:
    """Where the words begin that end a text, whatever readings are among them; or -1."""
    at, left = len(before), len(said)
    while left and at:
        if before[at - 1] == "》":
            at = before.rfind("《", max(0, at - _READING_MOST - 2), at)
            if at < 0:
                return -1
        elif before[at - 1] == said[left - 1]:
            at, left = at - 1, left - 1
        elif before[at - 1] in "｜|":
            at -= 1
        else:
            return -1
    return -1 if left else at


_HIDDEN = lazy_pattern(
    f"(?P<base>[\u3400-\u9fff々〆ヶ\uf900-\ufaff]*)({RUBY[0]}[^{RUBY[1]}]*{RUBY[1]})"
)


def without_readings(text: str) -> tuple[str, str]:
    """The text without its readings, and these with the words they belong to, one to a line."""
    found = [match[0] for match in _HIDDEN.finditer(text)]
    signs = str.maketrans("", "", "".join(RUBY))
    return _HIDDEN.sub(r"\g<base>", text), "\n".join(found).translate(signs)
