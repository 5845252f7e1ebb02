"""Which words are names where every noun has a capital, as in German.

The rule: a name does what people do, and has no article or only the definite one; a noun repeatedly
has everything that can come before one.
"""

from __future__ import annotations

from collections import Counter

from reader.lazy_pattern import lazy_pattern
from reader.people import words
from reader.story import BlockKind, Story

_FEW = 5
"""Uses below which a name must do something in a third of them, and never have an article."""
_SELDOM_LED, _ACTS_LEAST = 0.16, 0.06
"""For a name: how often it may have anything before it that a noun has, and how often it must be
next to a title or a verb of what people do.
"""
_ACTS_OFTEN, _LED_MOST, _LED_WEIGHT = 0.2, 0.45, 2
"""The same for one that does a lot; anything but a definite article weighs more."""
_CALLED_THE_LEAST, _OTHERWISE_LED_MOST, _THE_ACTS_LEAST, _BARE_LEAST = 20, 0.06, 0.15, 0.11
"""The same for one that mostly has the definite article, as in “das Heidi”: its uses, how often it
may have anything else before it, how often it must do something, and have nothing before it."""
_MOSTLY_ACTS, _DOER_LED_MOST, _DOER_BARE_LEAST = 0.5, 0.15, 0.3
"""The same for one that mostly does something: how often it may have anything but the definite
article before it, and how often it must do something with nothing before it."""
_AROUND = 32
_WORD = lazy_pattern(rf"(?<![^\W_])[{words.UPPER}][^\W\d_]+(?:-[{words.UPPER}][^\W\d_]+)*")
_DETERMINERS = (
    "d(?:er|ie|as|en|em|es)|(?:[kmds]?ein|ihr|unse?r|eue?r|dies|jen|jed|welch|manch|solch|all|viel"
    "|beid|einig|mehrer|ander|letzt|erst|ganz|halb|gut|groß|klein|alt|jung|neu|lieb)(?:e[nmrs]?)?"
    "|im|am|zu[mr]|vom|beim|ins|ans|aufs|fürs|übers|unters|durchs|paar|etwas|nichts|kein|mehr|wenig"
    "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|hundert|tausend|zuviel|genug"
)
_LED = lazy_pattern(
    rf"(?<![^\W_])(?:(?i:{_DETERMINERS})\s+(?:[a-zäöüß]+(?:e|e[nmrs])\s+)?"
    r"|(?:ohne|voll|voller|statt|gegen|wegen)\s+)\Z"
)
"""What comes before a noun: an article or the like, and perhaps an adjective."""
_THE = lazy_pattern(r"(?<![^\W_])[Dd](?:er|ie|as|en|em|es)\s+\Z")
_TITLED = lazy_pattern(
    r"(?<![^\W_])(?:Herrn?|Frau|Fräulein|Doktor|Dr\.|Professor|Graf|Gräfin|Baron|Baronin|Major|Konsul"
    r"|Geheimrat|Rat|Pastor|Student|Onkel|Tante|Vetter|Base|Kantor|Förster|Hauptmann|Leutnant|König"
    r"|Königin|Prinz|Prinzessin|Fürst|Fürstin|Meister|Bruder|Schwester|Vater|Mutter|Junker)\s+\Z"
)
_VERBS = (
    "sagte|rief|fragte|antwortete|erwiderte|meinte|entgegnete|versetzte|bemerkte|lachte|lächelte"
    "|nickte|flüsterte|murmelte|seufzte|fuhr|begann|hatte|hat|war|ist|wurde|wird|konnte|kann|mußte"
    "|musste|wollte|will|sollte|soll|mochte|durfte|ließ|saß|lag|stand|ging|kam|kommt|nahm|gab|trat"
    "|schwieg|sprach|sah|lief|hielt|blieb|fand|schien|dachte|wußte|wusste|fühlte|hörte|machte"
    "|setzte|stellte|legte|blickte|schüttelte|zuckte|erhob|wandte|zog|trug|schrieb|griff|schlug"
    "|warf|sprang|eilte|folgte|führte|brachte|bat|aß|trank|schlief|weinte|liebte|glaubte|verstand"
    "|erzählte|freute|kannte|verließ|beugte|richtete|kehrte|öffnete|holte|half|hob|las|tat|sagt"
    "|spricht|sieht|geht|steht|sitzt|nimmt|fragt|lacht|ruft|selbst"
)
_ACTS = lazy_pattern(rf",?\s+(?:{_VERBS})\b")
_ACTED = lazy_pattern(rf"(?<![^\W_])(?:{_VERBS})\s+\Z")


def names_among_nouns(seen: Story) -> frozenset[str]:
    """The words of a story that are somebody's names."""
    uses, led, the, acts, bare = (Counter[str]() for _ in range(5))
    for block in seen.blocks:
        if not block.kind.flows or block.end <= seen.body.start or block.kind is BlockKind.HEADING:
            continue
        text = seen.text[block.start : block.end]
        for match in _WORD.finditer(text):
            word, (start, end) = match[0], match.span()
            uses[word] += 1
            before = text[max(0, start - _AROUND) : start]
            if has_the := _THE.search(before) is not None:
                the[word] += 1
            elif _LED.search(before):
                led[word] += 1
                continue
            if _ACTS.match(text, end) or _ACTED.search(before) or _TITLED.search(before):
                acts[word] += 1
                bare[word] += not has_the
    return frozenset(
        word
        for word, count in uses.items()
        if acts[word] and _is_name(count, the[word], led[word], acts[word], bare[word])
    )


def _is_name(count: int, the: int, led: int, acts: int, bare: int) -> bool:
    """Whether a word is a name, by how it is used; `bare` is how often it acts bare."""
    if count < _FEW:
        return acts * 3 >= count and not the + led
    if the + led <= _SELDOM_LED * count:
        return acts >= _ACTS_LEAST * count
    if the + _LED_WEIGHT * led <= _LED_MOST * count and acts >= _ACTS_OFTEN * count:
        return True
    if (
        acts >= _MOSTLY_ACTS * count
        and led <= _DOER_LED_MOST * count
        and bare >= _DOER_BARE_LEAST * count
    ):
        return True
    return (
        count >= _CALLED_THE_LEAST
        and led <= _OTHERWISE_LED_MOST * count
        and acts >= _THE_ACTS_LEAST * count
        and count - the - led >= _BARE_LEAST * count
    )


def without_case(word: str, names: frozenset[str]) -> str:
    """The name without its case endings: “Lotte”, “Lotten”, “Lottens”."""
    bare = word
    while bare:
        word = bare
        shorter = (word.removesuffix(ending) for ending in ("s", "ns", "n"))
        bare = next((one for one in shorter if one != word and one in names), "")
    return word
