"""Frames that download sites put around a text, and the counts that they put under its headings.

The rule: a frame is recognised by the lines that separate it from the text, or by lines at either
end that mention the site; the counts by their fixed labels. Both are folded away, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.formats.text.headings.numbers import named_number
from reader.formats.text.matter.title_page import CERTAIN, TitlePage, read_title_page
from reader.formats.text.metadata import Matter, tidy
from reader.lazy_pattern import lazy_pattern
from reader.story import Metadata

_RULE = "[-=*—]{3,80}"
_BEGINS = lazy_pattern(rf"^[ \t\u3000]*{_RULE}[^\n]{{0,30}}(?:内容|正文)开始[^\n]*\n", re.MULTILINE)
_ENDS = lazy_pattern(rf"^[ \t\u3000]*{_RULE}[^\n]{{0,30}}(?:内容|正文)(?:结束|完)", re.MULTILINE)
_SPEAKS = lazy_pattern(
    r"https?://|www\.|\.com|\.net|\.org|\.cn|[电電]子[书書]|下[载載]|本站|[书書]城|[书書][库庫]"
    r"|小[说說][网網]|[论論][坛壇]|QQ群|上[传傳]|[声聲]明[:：]|分享好[书書]|更多.{0,8}[书書小]"
    r"|收藏本|版[权權][归歸]",
    re.IGNORECASE,
)
_SITE = lazy_pattern(
    r"https?://|www\.|\.(?:com|net|org|cn)\b|[电電]子[书書]|下[载載]|本站", re.IGNORECASE
)
_STAMP = (
    "更新[时時][间間]|[发發][布表][时時][间間]|最[后後]更新|本章字[数數]|本章共|字[数數]"
    "|[点點][击擊][数數]?"
)
COUNTS = lazy_pattern(
    rf"^[ \t\u3000]*[(（【\[]?(?:(?:{_STAMP})[ \t\u3000]{{0,8}}[:：]?[ \t\u3000]{{0,8}}[\d０-９]"
    r"[\d０-９:：\-/.,年月日时時分字 \t\u3000]{0,60}){1,6}[)）】\]]?[ \t\u3000]{0,60}$",
    re.MULTILINE,
)
"""A line with such counts."""
_FRAMES = lazy_pattern(
    rf"{COUNTS.pattern}|^[ \t\u3000]*{_RULE}[^\n]{{0,30}}(?:内容|正文)(?:开始|结束|完)[^\n]*$"
    r"|^[ \t\u3000]*[声聲]明[:：][^\n]{0,200}(?:本站|版[权權])[^\n]*$",
    re.MULTILINE,
)
"""Such lines, and those of a frame."""
_COUNTED = "新间間数數共击擊"
"""One of these occurs in every name of a count."""
_ADDRESSES = ("http", "www.", ".com", ".net", ".org", ".cn")
_EASTERN = "\u2e80"
"""The first character of East Asian scripts."""
_COUNTS_ENOUGH = 2
_HEAD, _TAIL = 60_000, 4_000
_LINES_MOST = 8
_LINE_MOST = 120


def find(text: str) -> Matter | None:
    """The matter of a text from such a site, or None."""
    head = text[:_HEAD]
    if head.isascii():
        return None
    may_count = any(map(head.__contains__, _COUNTED))
    counted = may_count and len(COUNTS.findall(text, 0, _HEAD)) >= _COUNTS_ENOUGH
    begin = _BEGINS.search(text, 0, _HEAD // 10) if "开始" in head else None
    tail = max(begin.end() if begin else 0, len(text) - _TAIL)
    parted = text.find("内容", tail) >= 0 or text.find("正文", tail) >= 0
    end = _ENDS.search(text, tail) if parted else None
    headed = _headed(text[: begin.start()]) if begin else None
    start = headed if headed is not None else begin.end() if begin else _spoken(text)
    stop = end.start() if end else len(text) - _spoken_behind(text)
    within = begin.end() if begin else start
    if within == 0 and stop == len(text) and not counted:
        return None
    page = read_title_page(text[:within]) if within else TitlePage()
    if page.score < CERTAIN:  # only what is labelled is believed within the frame
        page = read_title_page(text[within:])
    metadata = Metadata(tidy(page.title), tidy(page.author))
    why = ", ".join(
        said
        for said, so in (
            ("its own lines part it from the text", begin or end),
            ("lines at its ends speak of a site", within and not begin),
            ("lines of counts stand under the headings", counted),
        )
        if so
    )
    hidden = _FRAMES if headed is not None else COUNTS if counted else None
    return Matter(start, max(start, stop), "novel site", metadata, why, hidden=hidden)


def _headed(text: str) -> int | None:
    """Where the first chapter's heading is, if only the site speaks between it and the frame.

    It does so if it cuts a text into instalments and writes into the first.
    """
    lines = text.split("\n")
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].strip()
        if counted := named_number(line) if line else None:
            return sum(map(len, lines[:number])) + number if counted[1] == 1 else None
        if line and not _FRAMES.fullmatch(lines[number]):
            return None
    return None


def _spoken(text: str) -> int:
    """The length of the lines at the beginning that mention a site."""
    return _length(text[:3000].split("\n")[: _LINES_MOST + 1])


def _spoken_behind(text: str) -> int:
    """The length of the lines at the end that mention a site."""
    lines = text[-3000:].split("\n")
    return min(_length(lines[::-1][: 2 * _LINES_MOST]), len(text))


def _length(lines: Sequence[str]) -> int:
    """How many characters the first lines that mention a site take, at least one of them surely."""
    taken = size = 0
    sure = False
    for line in lines:
        size += len(line) + 1
        if not line.strip():
            continue
        if len(line) > _LINE_MOST or not _may_speak(line) or not _SPEAKS.search(line):
            break
        sure = sure or bool(_SITE.search(line))
        taken = size
    return taken if sure else 0


def _may_speak(line: str) -> bool:
    """Whether a line contains an address or East Asian characters; this rules out Western prose."""
    low = line.lower()
    return max(line) >= _EASTERN or any(map(low.__contains__, _ADDRESSES))
