"""Words next to a name that show whether it is a person's: titles, actions, prepositions of place.

The rule: plain words of several languages, matched literally; they prove nothing alone.
"""

from __future__ import annotations

from reader.lazy_pattern import lazy_pattern

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĨĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩΆΈΉΊΌΎΏЀ-Я"
"""Capitals, as a class of a pattern."""
_NAME = rf"(?:[DOLdl]['’])?[{UPPER}][^\W\d_]+(?:['’\-](?=[{UPPER}])[^\W\d_]+)*"
_PARTICLE = r"(?:de|de la|du|di|da|del|della|van|von|af|bin|ibn|al|el|ter|le|la|d['’]|Van|Von|De)"
_TITLES = (
    "Mr Mrs Ms Miss Mister Messrs Sir Lady Lord Dr Doctor Prof Professor Capt Captain Col Colonel"
    " Gen General Major Lieutenant Lt Sgt Sergeant Corporal Admiral Rev Reverend Father Brother"
    " Sister Mother Uncle Aunt Auntie Cousin Dame Madam Madame Mme Mlle Mademoiselle Monsieur M"
    " Prince Princess Count Countess Baron Baroness Duke Duchess Earl Marquis Marquise Viscount"
    " King Queen Emperor Empress Master Mistress Inspector President Judge Squire"
    " Herr Herrn Frau Fräulein Doktor Graf Gräfin Baronin Major Geheimrat Konsul"
    " Don Doña don doña Señor Señora Señorita Signor Signora Signorina Pan Pani"
    " князь княгиня княжна граф графиня барон господин госпожа дядя тётя тетя отец мадам месье"
    " Князь Княгиня Княжна Граф Графиня Господин Госпожа Дядя Тётя Тетя Отец"
)
_SHORT = "Mr Mrs Ms Messrs Dr Prof Capt Col Gen Lt Sgt Rev Mme Mlle M"
"""Titles that may be followed by a full stop."""
_SURE = _SHORT.split()[:-1]
NAMES_FOLLOW = frozenset((*_SURE, *(f"{one}." for one in _SURE), "Miss"))
"""Titles that only a name follows, whatever else the word means; “M.” may not be a title."""
RUN = lazy_pattern(
    rf"(?<![^\W_])(?P<title>(?:(?:(?:{_SHORT.replace(' ', '|')})\.?"
    rf"|{_TITLES.replace(' ', '|')})\s{{1,3}}){{0,3}})"
    rf"(?P<name>{_NAME}(?:\s{{1,3}}(?:{_PARTICLE}\s{{0,3}})?{_NAME}){{0,3}})"
)
"""Words with capitals in a row, and the titles before them."""
TITLES = frozenset(_TITLES.split())
_SAID = (
    "said|says|cried|asked|replied|answered|exclaimed|returned|added|continued|whispered|shouted"
    "|murmured|muttered|remarked|observed|repeated|called|began|interrupted|sighed|laughed"
    "|rejoined|inquired|enquired|resumed|declared|responded|sagte|rief|fragte|antwortete|erwiderte"
    "|meinte|dit|répondit|demanda|cria|reprit|s'écria|fit|murmura|dijo|respondió|preguntó|disse"
    "|rispose|сказал|сказала|спросил|спросила|ответил|ответила|отвечал|отвечала|крикнул|крикнула"
    "|закричал|закричала|проговорил|проговорила|воскликнул|воскликнула|прошептал|прошептала"
    "|подумал|подумала|заметил|заметила|произнес|произнесла|продолжал|продолжала"
)
_DID = (
    "looked|smiled|nodded|turned|felt|thought|knew|took|came|went|saw|heard|gave|stood|sat|rose"
    "|walked|ran|shook|seemed|made|told|spoke|wished|hoped|wanted|wondered|entered|left|listened"
    "|stopped|got|put|held|kept|blushed|bowed|frowned|glanced|stared|paused|tried|loved|liked"
    "|could|would|did|had|has|who|herself|himself|sah|stand|ging|kam|nahm|lachte|nickte|wollte"
    "|regarda|sourit|prit|вздохнул|посмотрел|посмотрела|улыбнулся|улыбнулась|взял|взяла|вышел"
    "|вышла|вошел|вошла|пошел|пошла|встал|встала|был|была|стал|стала|увидел|увидела|думал|думала"
    "|знал|знала|хотел|хотела|засмеялся|засмеялась|поднял|подняла|сел|села|вскричал|вскричала"
)
_PAST = "[а-яё]{2,}(?:л|ла|лся|лась)"
"""What somebody did, in Russian: too many verbs for a list."""
PATRONYMIC = lazy_pattern(
    r"\s[А-ЯЁІЇЄ][а-яёіїє]+(?:[оеё]вич|ич|[оеё]вн|ичн|иничн)(?:[аеуыо][йюм]?|ем)?\Z"
)
"""A patronymic, which comes after the first name."""
SPEAKS_AFTER = lazy_pattern(rf"[,;]?\s+(?:{_SAID})\b")
SPEAKS_BEFORE = lazy_pattern(rf"\b(?:{_SAID}|{_PAST})\s+\Z")
ACTS = lazy_pattern(rf",?\s+(?:{_DID}|{_PAST})\b")
OWNS = lazy_pattern(r"['’]s?(?![^\W_])")
CALLED_AFTER = lazy_pattern(r"[!?,.][\"”’»]|!")
CALLED_BEFORE = lazy_pattern(r"(?:,|[\"“‘«—])\s*\Z")
CALLED_FIRST = lazy_pattern(r"[,!]\s")
OPENS = lazy_pattern(r"(?:[\"“‘«]|^—\s*)\Z")
_LOOKED = "".join(
    rf"(?<!{verb}\s)"
    for verb in ("looked", "looking", "smiled", "laughed", "stared", "gazed", "glanced")
)
PLACED = lazy_pattern(
    rf"\b(?:in|In|{_LOOKED}at|At|near|Near|from|From|into|reached|across|through|nach|à|aux|en|dans"
    r"|в|во|В|из|Из)\s+\Z"
)
"""Where the name of a place occurs, and hardly a person's."""
THE = lazy_pattern(
    r"\b(?:the|The|a|an|An|A|these|all|der|die|das|den|dem|ein|eine|einen|im|am|les|la|le|un|une)"
    r"\s+\Z"
)
BEGINS = lazy_pattern(r"(?:[.!?…:;][\"'“”‘’»)\]]*\s+|[\"“‘«(\[]|(?:^|\s)[-–—]+\s*|[\-–—]{2}|—)\Z")
"""What comes before a word that would have a capital anyway."""
_NEVER = (
    "Ah Aye Ay Oh Yes No Well Alas Hush Ha Eh I'm I'll I've I'd"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May"
    " June July August September October November December God Heaven Lord"
    " Christmas Easter Michaelmas English French German Russian Russians Germans Chapter Volume"
    " Majesty Highness Excellency Honour Grace Lordship Ladyship Sire Street Road Park House Hall"
    " River Mount Abbey Castle Square Lane Church University College North South East West Bible"
    " Europe England France Russia Germany Italy America London Paris Moscow Petersburg"
    " Monsieur Madame Mademoiselle Sir Madam Herr Frau Бог Боже Господи Москва Москвы Москве"
    " Петербург Россия Du Dir Dich Dein Deine Deinem Deinen Deiner Deines Ihm Ihn Ihnen Ihre Ihrem"
    " Ihren Ihrer Ihres Euch Euer Eure Eurem Euren Eurer Eures Euere Euerer Gott Hause Halt Ach"
    " Nein Weihnachten Ostern Pfingsten Mittag Mitternacht Montag Dienstag Mittwoch Donnerstag"
    " Freitag Samstag Sonnabend Sonntag Januar Februar März Mai Juni Juli Oktober Dezember Herrgott"
    " Gemahl Gottes Uebrigens Deinetwegen"
    " He She It They We You The This That These Those There Then When What Who Why How Where But"
    " And Or If In On At As For So Not Now Here His Her Its My Our Their Your All One Some No Yet"
    " Il Elle Ils Elles On Nous Vous Je Tu Ce Et Mais Er Sie Es Wir Ihr Ich Und Aber Da Dann Él"
    " Ella Он Она Оно Они Мы Вы Ты Это Этот Эта Вот Но Да Нет Как Что Кто Где Тут Там Когда Его"
    " Её Ее Их Тогда Потом Так Если"
)
NEVER = frozenset(_NEVER.split())
"""Words that have a capital without being anybody's name."""
