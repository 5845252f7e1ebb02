"""Scene breaks: the ornament, rule or few words between two scenes.

The rule: a break says nothing. A line with a letter in it is one only in the few shapes that
writers use as ornaments, and dots alone are silence, which belongs to the story.
"""

from __future__ import annotations

import re

from reader.deferred import deferred

_ORNAMENTS = frozenset(
    "❦❧*#~=_-–—―+•·∙●○◦◆◇■□▪▫★☆✦✧✩✪✯❖❄❀✿❁♥♡♦♣♠†‡⁂⁎⁕※§¤^°<>|/\\×¯.:()[]{}&%@$＊＃〜～－ー━─═◎◈△▽▲▼✽✻❋🙠🙡"
)
_ALONE = frozenset("⁂❦❧§◆◇●○★☆*#~※❖†■□◎＊✽") | {
    "**", "##", "~~", "＊＊", "++", "<>", "{}", "[]",
}  # fmt: skip
_SAYS = deferred(r"[^\W_xoXO0]")
_LETTERS = deferred(r"[\W_]*(?:[xo0][\W_]*)+", re.IGNORECASE)
_TENS = deferred(r"[^\w\s]*X{1,3}[^\w\s]*")
_STARS = frozenset("*~")
"""Signs that a row of one kind is made of, and no number is led by."""
_COUNT_ENDS = frozenset("0123456789Kk")
_COUNT = deferred(r"(?<=[^\s\w][^\s\w][^\s\w])(?:\d{1,3}|\d{1,3}(?:\.\d)?K)$", re.IGNORECASE)
_WORDS = frozenset(
    [
        *("break", "linebreak", "scenebreak", "pagebreak", "sectionbreak", "scenechange"),
        *("timeskip", "horizontalrule", "hr"),
    ]
)
_SIGNS = ("break", "skip", "rule", "change", "<hr")
"""What stands in the words of a break."""
_FIRSTS = frozenset("blspthBLSPTH")
"""Letters that the words of a break begin with."""
_BEGINS = _FIRSTS | frozenset("xoXO")
_SPOKEN = frozenset("\"'“”‘’«»「」！？!?,;…")
_SENTENCE = frozenset(".!?")
_LONGEST = 100


def is_break(line: str) -> bool:
    """Whether a line that stands alone is a scene break."""
    if line[:1].isalpha() and line[0] not in _BEGINS:  # nearly all lines are done with by this
        return False
    text = _uncounted(line.strip().replace("\\", ""))
    if not text or len(text) > _LONGEST or (text[0].isalpha() and text[0] not in _BEGINS):
        return False
    if said := _SAYS.search(text):
        if said[0] not in _FIRSTS or not _has_words(text):
            return False
        return text.isupper() or not text[0].isalpha() or text[-1] not in _SENTENCE
    if any(map(str.isalnum, text)):
        return _is_lettered(text)
    core = "".join(text.split())
    if not _SPOKEN.isdisjoint(core):
        return False
    kinds = set(core)
    if kinds <= {"."} or (kinds <= set("—–-") and len(core) < 3):
        return False
    return kinds <= _ORNAMENTS and (len(core) >= 3 or core in _ALONE)


def _uncounted(text: str) -> str:
    """An ornament without the count of comments that a site put right after it."""
    if text[-1:] not in _COUNT_ENDS or text[:1].isalnum() or not (count := _COUNT.search(text)):
        return text
    bare = text[: count.start()]
    drawn = len(set(bare)) > 1 or bare[0] in _STARS
    return bare if drawn and not any(map(str.isalnum, bare)) else text


def may_count(line: str) -> bool:
    """Whether a line of crosses may be a number: ten, twenty or thirty."""
    return "X" in line and _TENS.fullmatch(line) is not None


def _has_words(text: str) -> bool:
    """Whether it says that it is a break, and nothing else."""
    low = text.lower()
    if not any(map(low.__contains__, _SIGNS)):
        return False
    said = "".join(filter(str.isalnum, low))
    return said in _WORDS and not (said == "break" and low[0] == "b")  # a title may be that


def _is_lettered(text: str) -> bool:
    """Whether it is an ornament of the letters x and o, such as xXx or ~oOo~."""
    if not _LETTERS.fullmatch(text) or not _SPOKEN.isdisjoint(text):
        return False
    if may_count(text):
        return False
    core = "".join(text.split())
    letters = [c for c in core if c.isalnum()]
    marks = len(core) - len(letters)
    if marks >= 2:
        return len(letters) < 2 or any(c.isalpha() for c in letters)
    if core.lower() in ("xoxo", "xoxoxo") or core in ("ooo", "xxx") or core.isdigit():
        return False
    return len(letters) >= 3
