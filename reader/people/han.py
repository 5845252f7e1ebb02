"""The people met in Chinese and Japanese, which have no capitals.

The rule: in Chinese a name is what repeatedly comes between a stop and a verb of speech before a
quotation; in Japanese what comes before 〜さん, 〜様 and the like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from reader.lazy_pattern import lazy_pattern
from reader.people.person import Form, Person, in_order
from reader.story import Story

_HAN_SHARE = 0.2
"""The share of characters from which a text counts as one without capitals."""
_LOOKED_AT = 20_000
_TIMES = 5
"""How often a name must occur where names do: rarer ones are as often turns of speech."""
_MOST = 500
"""Names that are looked at, the most frequent: each is counted in the whole text."""
_HAN = lazy_pattern("[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff]")
_KANA = lazy_pattern("[\u3040-\u30ff]")
_SPEAKER = lazy_pattern(
    "(?:^|(?<=[。！？」』”’，；：\\s]))(?P<name>[\u4e00-\u9fff]{2,6}?)"
    "(?:[忙又便卻却也方即急才只都遂乃因][\u4e00-\u9fff]{0,2})?"
    '(?:[說说笑問问喝叫罵骂答哭怒喜嘆叹回應应勸劝冷歎嚷喊忙聽听見见啐]{0,3})[道曰][：:，,「『“‘"]'
)
_CALLED = lazy_pattern(
    "(?P<name>[\u4e00-\u9fff々]{1,4}|[\u30a1-\u30fa\u30fc]{2,8})(?=さん|様|さま|君|くん|氏|先生|夫人|ちゃん|殿)"
)
_FUNCTION = frozenset(
    "的了著着是不在有我你他她它們们這这那個个一又便卻却也就都只忙聽听見见說说笑道問问曰答罵骂喝叫哭怒"
    "因遂乃此其之與与和同向對对把將将被從从上下去出入起原進进回得時时後后前心中口內内裡里言語语話话如"
    "何為为正方才且再大小各皆眾众俱等某声聲头頭奏呵咐礼禮异異手暗忍自分失躬满滿厉厲應应半叩"
)
"""Characters of turns of speech, which no name begins or ends with."""
_FIRST_ONLY = frozenset("如")
"""Those of them that may begin a name."""
_NOWHERE = frozenset("着著了的")
"""What occurs only in the middle of phrases."""
_SMALL = frozenset("儿兒")
"""What makes a name a familiar one."""
_SPOKEN_OF = (
    "老者 老人 女子 婦人 妇人 公公 婆婆 先生 寡婦 寡妇 老僧 和尚 童子 童兒 童儿 門子 门子"
    " 婆子 丫頭 丫头 小廝 小厮 一人 二人 三人 四人 兩人 两人 眾人 众人 多官 家人 太太 奶奶"
    " 老爺 老爷 姑娘 大人 老婆 孩子 媳婦 媳妇 弟子 師父 师父 徒弟 大王 妖精 妖怪 妖魔 妖邪"
    " 女怪 老怪 妖王 小妖 魔王 知縣 知县 太醫 太医 嬤嬤 嬷嬷 國王 国王 仙女 官兒 官儿 漁翁"
    " 渔翁 樵夫 樵子 僧官 驛丞 驿丞"
)
_ANYBODY = frozenset(_SPOKEN_OF.split())
"""Somebody referred to without a name: each time it may be another."""
_RANKS = frozenset("王君尊仙师師祖")
"""What many people are: a longer name that ends like this need not belong to the person called so.
"""
_RARE = 10
"""A name is another one with a word after it if that one is this many times as frequent."""


def mostly_han(text: str, start: int, end: int) -> bool:
    """Whether a text is written without capitals and blanks."""
    piece = text[start : min(end, start + _LOOKED_AT)]
    return len(_HAN.findall(piece)) > _HAN_SHARE * max(1, len(piece))


def met_in_han(seen: Story) -> list[Person]:
    """The people of a story that was cut where reading ended, in the order they are met."""
    text, (start, end) = seen.text, seen.body
    pattern = _CALLED if _KANA.search(text, start, min(end, start + _LOOKED_AT)) else _SPEAKER
    heads = Counter(match["name"] for match in pattern.finditer(text, start, end))
    counts = {
        name: text.count(name, start, end)
        for name, times in heads.most_common(_MOST)
        if times >= _TIMES and _may_name(name)
    }
    forms = _forms(counts)
    found = (_person(seen, name, more) for name, more in forms.items())
    return sorted(found, key=lambda one: one.first)


def _person(seen: Story, name: str, more: list[str]) -> Person:
    """Somebody by a name and the longer ones that contain it, each counted separately."""
    if not more:
        text, (start, end) = seen.text, seen.body
        return Person(name, (Form(name, text.count(name, start, end), text.find(name, start)),))
    longest = sorted((*more, name), key=len, reverse=True)
    places: dict[str, list[int]] = {one: [] for one in longest}
    for match in re.finditer("|".join(map(re.escape, longest)), seen.text[slice(*seen.body)]):
        places[match[0]].append(seen.body.start + match.start())
    return Person(name, in_order(Form(one, len(at), at[0]) for one, at in places.items() if at))


def _may_name(name: str) -> bool:
    if name in _ANYBODY:
        return False
    first = name[0] in _FUNCTION and name[0] not in _FIRST_ONLY
    return not (first or name[-1] in _FUNCTION or _NOWHERE.intersection(name))


def _forms(counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Name → the longer names of the same person that contain it."""
    forms: dict[str, list[str]] = {}
    for name in sorted(counts, key=len):
        held = [short for short in forms if short in name]
        owner = held[0] if len(held) == 1 else None
        if owner is None:
            forms[name] = []
        elif name.startswith(owner) and name[-1] not in _SMALL:
            if counts[name] * _RARE > counts[owner]:
                forms[name] = []
        elif len(name) == len(owner) + 1 and owner[-1] not in _RANKS:
            forms[owner].append(name)
        else:
            forms[name] = []
    return forms
