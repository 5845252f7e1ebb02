"""Names of persons and of files, and titles as they would be on a spine.

The rule: the look of a name, words with capitals and initials, is weak evidence, because titles
have it too; a known given name is strong evidence. A file's name is taken apart only at signs that
divide its parts. Only a title entirely in capitals is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.cleaning import clean
from reader.formats.text.matter.labels import labelled
from reader.lazy_pattern import lazy_pattern
from reader.story import Metadata

_GIVEN_NAMES = (
    "aaron achim adalbert adam adolf adolphe agatha alain alan albert alberto albrecht aldous"
    " alejandro aleksander aleksandr aleksandra aleksei aleksis aleksy alessandro alexander"
    " alexandre alfons alfonso alfred alice alison alphonse amanda ambrose amy amélie anatole"
    " anders andrea andreas andrew andrzej andré anette angela ann anna anne annette anthony"
    " antoine anton antonina antonio arno arthur artur arturo astrid august barbara beatrice"
    " beatrix benito benjamin bernard bernd bernhard beth bettina bill björn bjørnstjerne bob"
    " bogdan bolesław božena bram brandon brian bruce bruno camilo carlo carlos carol caroline"
    " caspar catherine charles charlotte chinua chris christian christine christopher clara"
    " claude clemens clive colin conrad cynthia dan daniel dante dave david dean deborah denis"
    " dennis diana dieter domingo donald dorothy douglas e.t.a. earl ed edda edgar edith edmond"
    " edmondo edmund edna eduard edward edwin eino eleanor eliza elizabeth ellen emilia emilio"
    " emily emma enid enrique eric erich erik ernest ernst eugene eugène eva eve evelyn ewa eça"
    " federico felix ferdinand ferenc fernando florence frances francesco francis francisco frank"
    " franklin franz françois françoise fred frederick friedrich fritz fyodor félix gabriel"
    " gabriela gabriele gary geoffrey georg george georges gerald gerhard gerhart giacomo gilbert"
    " giovanni giuseppe gordon gottfried gotthold grace graham grazia greg grigori guillaume"
    " gustav gustave guy gérard günter hanna hans harald harold harriet harry heinrich heinz"
    " helen helena henri henrik henry henryk herbert herman hermann hilary hjalmar honoré horacio"
    " howard hugh hugo ian ignacio ignacy igor immanuel ingrid irena irene isaac isabel italo"
    " ivan iwan jack jacob jacques jadwiga jakob james jan jane janet janina janusz jaroslav"
    " jarosław jason javier jean jean-jacques jeff jeffrey jennifer jens jeremy jerome jerzy"
    " jessica jim joan joaquim joe joel johann johannes john jon jonas jonathan jorge joseph"
    " joshua josé joyce joão juan judith juhani jules julia julian julien julio julius juliusz"
    " june józef józefa józefina józsef jörg jürgen karel karen karin karl karol kaspar kate"
    " katherine kazimiera kazimierz keith kenneth kevin kim klaus klementyna knut kornel kurt"
    " kálmán lajos lars laura laurids lawrence leigh leo leon leonard leslie lev lewis linda lisa"
    " lloyd louis louisa louise lucy ludwig ludwik ludwika luigi luis luise luke mabel machado"
    " magdalena maksim manuel marcel marek margaret marguerite maria mariano marie mario marion"
    " mark marshall martin mary mathias matilde matthew matthias maurice max maximilian michael"
    " michel michelle miguel mihai mikael mike mikhail mikołaj mildred miles minna molly moritz"
    " mór nancy narcyza nathan nathaniel neil nicholas nigel nikolai noah norman octave ola olaf"
    " ole olga oliver oscar otto owen pablo patricia patrick paul paula pavel paweł peder pedro"
    " peter philip phillip pierre piotr pola prosper pío rachel rainer ralph ramón randolph ray"
    " raymond rebecca rené rex richard roald rob robert roberto roger rolf ron ronald rose"
    " rosemary roy rubén rudolf rudyard russell ruth ryan sally salman sam samuel sandra sara"
    " sarah scott sean selma sergei sergiusz sharon sheila siegfried sigrid simon simone sophie"
    " stanisław stanley stefan stefania stella stendhal stephen stephenie steve steven stuart"
    " susan suzanne svatopluk sylvia sándor tadeusz ted teodor terry thea theodor theodore thomas"
    " thorkild théophile tim timothy toby tom tomasz tomás toni tony trevor ulrich ulrike umberto"
    " upton urke ursula ute vicente victor victoria vincent violet virginia vladimir voltaire"
    " väinö wacław waldemar waleria walery walerya walter wanda warren washington wayne werner"
    " wilfred wilhelm wilkie willa willem william wincenty winston witold wolfgang władysław"
    " włodzimierz yves zane zofia zsigmond zygmunt émile александр алексей анатолій андрей анна"
    " антон аркадий борис валентин валерий василий василь виктор виталий владимир володимир"
    " всеволод вячеслав ганна геннадий георгий григорий григорій даниил денис дмитрий евгений"
    " екатерина елена иван игорь илья ирина кирилл константин лев леонид леся людмила максим"
    " марина мария марко микола михаил михайло наталия наталья никита николай олег олександр"
    " олена ольга остап павел панас петр пётр светлана сергей станислав тарас татьяна федор фёдор"
    " эдуард юлия юрий іван"
)
_GIVEN = frozenset(_GIVEN_NAMES.split())
"""Of people who wrote in the languages of Europe."""
_NAMELESS = frozenset(
    [
        "anonym",
        "anonymous",
        "anonyme",
        "anonimo",
        "unknown",
        "unbekannt",
        "佚名",
        "無名氏",
        "无名氏",
    ]
)
_WORKS_WORDS = (
    "roman romans novel novelle novela erzählung erzählungen geschichte geschichten märchen"
    " powieść opowieść opowiadanie nowela story stories tale tales poem poems play fable"
    " fables повесть роман рассказ рассказы поэма buch band book volume tom teil part chapter"
)
_WORKS = frozenset(_WORKS_WORDS.split())
"""What a work is called, but never a person."""
_PARTICLES_WORDS = (
    "von van de der den della di da dos du la le del d’ d' af av ter ten y e bin ibn al zu"
    " zur und and & i et mac mc st. saint sir lady lord dr. dr mrs. mrs mr. mr miss captain"
)
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
"""Lower-case words within a name, and titles before it."""
_SMALL_WORDS = (
    "the of a an in on at to for with from my our his her their its is was as or not no das"
    " die dem des ein eine im am auf aus bei für mit nach über um vom zum les un une au aux en"
    " sur dans pour el los las una por con para il lo gli nel sul w we na z ze do od o po"
    " przez dla u в на с и о из за от до по для у"
)
SMALL = frozenset(_SMALL_WORDS.split())
"""Words of titles that no name contains."""
_JOINTS = frozenset(["and", "und", "&", "i", "et", "y"])
"""Between the names of two people; between other words they do not make names."""
_IN_WORD = str.maketrans("", "", "’'.-")
_INITIALS = lazy_pattern(r"(?:[^\W\d_]\.)+(?:-[^\W\d_]\.)?")
_LONGEST = 44
_WORDS = (2, 5)
"""The fewest and the most words of a recognisable name."""
_FATHERS = (
    "ович",
    "евич",
    "ьич",
    "овна",
    "евна",
    "ична",
    "івна",
    "ївна",
    "йович",
    "ovich",
    "evich",
)
"""How the second of three names ends where it is that of the father."""
_STEM = 4
"""Letters by which a word is recognised with another ending."""
GIVEN = 2.0
"""The worth of a known given name."""
FATHER = 0.5
"""The worth of a father's name between two others, which nobody in a title has."""
LOOK = 1.0
"""The worth of words that look like a name."""


def person(text: str) -> float:
    """From 0, nobody, to 3.5: a given name or initials, a father's, and words like a name's."""
    words = text.split()
    if not words or len(text) > _LONGEST or len(words) > _WORDS[1]:
        return 0.0
    if not all(map(_is_word, words)) or words[-1][-1] == ",":
        return 0.0
    bare = [word.rstrip(".,").lower() for word in words]
    if len(bare) == 1 and bare[0] in _NAMELESS:
        return LOOK + GIVEN
    if max(text) >= "\u2e80":  # names there have another look
        return 0.0
    if not (SMALL | _WORKS).isdisjoint(bare) or words[-1].lower() in _PARTICLES:
        return 0.0
    low = [word for word in words if word[0].islower()]
    if words[0] in low or not _PARTICLES.issuperset(low):
        return 0.0
    known = bare[0] in _GIVEN or (len(bare) > 1 and bare[1] in _GIVEN)
    initials = any(map(_INITIALS.fullmatch, words[:-1])) and len(words[-1]) > 2
    if len(words) < _WORDS[0]:
        return LOOK / 2 if len(bare[0]) > 2 else 0.0
    if known or initials:
        return LOOK + GIVEN + FATHER * (len(bare) > 2 and bare[1].endswith(_FATHERS))
    return 0.0 if not _JOINTS.isdisjoint(bare) else LOOK


def _is_word(word: str) -> bool:
    """Whether a word consists of letters, with what may occur inside or after it in a name."""
    bare = word.rstrip(",").translate(_IN_WORD)
    return word == "&" or (word[0].isalpha() and bare.isalpha())


def is_cyrillic(text: str) -> bool:
    """Whether a text is in a script in which an author is named above the title."""
    return "\u0400" <= max(filter(str.isalpha, text), default="") <= "\u052f"


_HANGUL = lazy_pattern("[\uac00-\ud7a3](?: ?[\uac00-\ud7a3]){1,3}")
_HAN = lazy_pattern("[\u3400-\u9fff·‧・]{2,8}")
_FAMILIES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅"
    "沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛"
    "邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文牛裴柳元岑孟温溫韦韋皮颜顏施洪倪严嚴"
    "饶饒辛詹欧歐柴单單霍聂聶褚戚阮麦麥古冉尚盛翁庄莊章俞殷申翟樊齐齊沙丛叢芦蘆池符游柯骆駱耿管葛祝"
)
"""Surnames with which Chinese names begin."""
_KOREAN = 3
_KOREAN_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진현채염"
)
"""Syllables with which most Korean names of three begin."""
_FAMILIES_OF_TWO = frozenset(
    ["皇甫", "歐陽", "欧阳", "司馬", "司马", "諸葛", "诸葛", "上官", "公孫", "公孙", "司徒", "夏侯"]
)
_CHINESE_MOST = 4


def eastern_person(text: str) -> bool:
    """Whether a line may be an East Asian name: two to four syllables, perhaps spaced."""
    if text.isascii():
        return False
    return bool(_HANGUL.fullmatch(text) or (len(text) <= _CHINESE_MOST and _HAN.fullmatch(text)))


def named_in_east(text: str) -> bool:
    """Whether a line looks like a Chinese name: a surname, and one or two more characters."""
    if len(text) == _KOREAN and text[0] in _KOREAN_FAMILIES:
        return _HANGUL.fullmatch(text) is not None
    if len(text) > _CHINESE_MOST or text[0] < "\u3400" or not _HAN.fullmatch(text):
        return False
    if text[:2] in _FAMILIES_OF_TWO:
        return len(text) > 2
    return text[0] in _FAMILIES and len(text) < _CHINESE_MOST


_SHORT = 4
_INNER_WORDS = (
    "a an and as at but by for from in into nor of on or the to with"
    " der des und am im um vom von zu zum zur aus auf bei mit oder"
    " de du des la le les et en au aux ou sur el los las del y con por di il e"
    " w z ze na od po u o za dla we nad pod przez"
    " и в во на с со о об из от до по за у к не"
)
_INNER = frozenset(_INNER_WORDS.split())
"""Words that are lower case inside a title."""
_ROMAN_NUMERALS = "i ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxx"
_ROMAN = frozenset(_ROMAN_NUMERALS.split())


_TURKISH = str.maketrans("Iİ", "ıi")


def in_running_case(title: str) -> str:
    """A title in capitals as it would be on a spine.

    `THE WAY TO IT, PART II` is `The Way to It, Part II`. Other titles stay as they are, and so does
    a single short word, which may be an abbreviation.
    """
    words = title.split()
    if not title.isupper() or (len(words) == 1 and len(title) <= _SHORT):
        return title
    if "İ" in title:
        return " ".join(word if word.lower() in _ROMAN else _in_turkish(word) for word in words)
    cased = []
    for number, word in enumerate(words):
        small = word.lower()
        inner = 0 < number < len(words) - 1 and not words[number - 1].endswith((":", ".", "—"))
        bare = small.strip(".,:;!?()“”\"'")
        if bare in _ROMAN:
            cased.append(word)
        elif inner and small in _INNER:
            cased.append(small)
        else:
            cased.append("-".join(map(_capital, small.split("-"))))
    return " ".join(cased)


def _in_turkish(word: str) -> str:
    """A word in capitals with all but its first letter in lower case, where I loses its dot."""
    low = word.translate(_TURKISH).lower()
    return _capital(f"İ{low[1:]}" if low[0] == "i" else low)


def _capital(word: str) -> str:
    """The text with its first letter capitalised, whatever quote or bracket precedes it."""
    for index, character in enumerate(word):
        if character.isalnum():
            return word[:index] + character.upper() + word[index + 1 :]
    return word


_PARTS = lazy_pattern(r"\s+[-–—]+\s+")
_BY = lazy_pattern(r"(?P<title>.+?)\s+by\s+(?P<author>[^-–—]+)", re.IGNORECASE)
_SERIES = lazy_pattern(r"[\[(]?(?P<series>[^\[\]()]*?\D[\s#.]*\d{1,3}(?:\.\d)?)[\])]?")
_NUMBER = lazy_pattern(r"[\[(#]?\d{1,4}[\])]?")
_TURNED = lazy_pattern(r"(?P<family>[^\W\d_][^,\d]{1,24}), (?P<given>[^\W\d_][^,\d]{0,24})")


_SITE = lazy_pattern(
    r"(?:[\s_\-—]+[^\s_\-—.]{2,6}网)?[\s_\-—(（\[【@]+(?:www\.)?[^\s_\-—]*[A-Za-z0-9]"
    r"\.(?:com|net|org|cn|cc|info)[)）\]】]?\s*$",
    re.IGNORECASE,
)
"""The address of a site at the end of a file's name."""


def title_from_name(name: str) -> str:
    """A file's name as words, if hyphens or underscores divide plain words.

    One hyphen may be in a word, unless all is of one case.
    """
    words = name.replace("_", " ").replace("-", " ").split()
    if len(words) < 2 or " " in name or not all(map(str.isalpha, words)):
        return name
    if name.islower() or name.isupper():
        return in_running_case(" ".join(words).upper())
    cased = all(len(word) == 1 or word[1:].islower() for word in words)
    divided = ("_" in name) + name.count("-") > 1 or "-" not in name
    return " ".join(words) if cased and divided else name


def titles_of_files(title: str, names: Sequence[str]) -> list[str]:
    """The name of each file of one story: its own name, if the title is one of those."""
    own = [title_from_name(name) for name in names]
    return own if title in own else [title] * len(own)


_TELLS_NOTHING = lazy_pattern(
    r"(?:pg|id)?[\W_]*\d[\d\W_]*|(?:\d+[\W_]+)?(?=.*\d)[0-9a-f]{8,64}"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)
"""A number, perhaps with the letters that Project Gutenberg puts before it, or a hash, perhaps
numbered."""
_HASHED = 36
"""Characters of the longest of them, which alone may be without digits."""
_LETTERS = lazy_pattern(r"[^\W\d_]{2}")
SEARCHED = 4000
"""Characters within which first words are looked for."""
_AROUND = ' \t\u3000_*=#"“”'


def shown_name(name: str, text: str) -> str:
    """The name of a story without a title: its file's name, if that says anything.

    A number or a hash says nothing; then it is the first words of the text, in quotes.
    """
    counted = any(map(str.isdecimal, name)) or len(name) == _HASHED
    if not counted or not _TELLS_NOTHING.fullmatch(name):
        return title_from_name(name)
    first = next((line for line in text[:SEARCHED].split("\n") if _LETTERS.search(line)), "")
    words = clean(" ".join(first.strip(_AROUND).split()))
    if not words:
        return name
    if len(words) > _LONGEST:
        head = words[:_LONGEST]
        words = f"{head.rpartition(' ')[0] or head}…"
    return f"“{words}”"


def titled_by_name(name: str) -> Metadata:
    """What a file's name without suffix says, with underscores as blanks."""
    bare = _SITE.sub("", name) if "." in name else name
    if bare and bare != name:
        named = titled_by_name(bare)
        return named if named.title else Metadata(title_from_name(bare))
    plain = " ".join(name.replace("_", " ").split()) if " " not in name else name
    if not plain.isascii() and (said := labelled([plain])).title:
        return Metadata(said.title, said.author)
    parts = [part.strip() for part in _PARTS.split(plain) if part.strip()]
    if len(parts) > 2 and _NUMBER.fullmatch(parts[0]):
        parts = parts[1:]
    if len(parts) == 2:
        return _of_two(parts[0], parts[1])
    if len(parts) == 3 and (match := _SERIES.fullmatch(parts[1])):
        two = _of_two(parts[0], parts[2], first=LOOK / 2)
        return two._replace(extra=(("series", match["series"].strip()),))
    if "by" in plain.lower() and (match := _BY.fullmatch(plain)):
        return Metadata(match["title"].strip(), match["author"].strip())
    if plain != name and plain.count("-") == 1:
        before, _, after = plain.partition("-")
        known = max(_person(before), _person(after)) >= LOOK + GIVEN
        return _of_two(before.strip(), after.strip()) if known else Metadata()
    return Metadata()


def _of_two(one: str, other: str, first: float = 0.0) -> Metadata:
    """A title and an author, in either order; `first` speaks for the author coming first."""
    if _NUMBER.fullmatch(one) or _NUMBER.fullmatch(other):
        return Metadata()
    if _person(one) + first > _person(other):
        return Metadata(other, _turned(one))
    return Metadata(one, _turned(other))


def _person(text: str) -> float:
    return person(_turned(text))


def _turned(name: str) -> str:
    """A name written surname first, in its spoken order."""
    match = _TURNED.fullmatch(name)
    return f"{match['given']} {match['family']}" if match else name


def echoes(text: str, words: str) -> bool:
    """Whether one of some words recurs in a text, perhaps with another ending."""
    return not _stems(text).isdisjoint(_stems(words))


def _stems(text: str) -> set[str]:
    """How the longer words of a text begin, in old spelling."""
    low = text.lower().replace("v", "u").replace("j", "i")
    words = "".join(c if c.isalpha() else " " for c in low).split()
    return {word[:_STEM] for word in words if len(word) >= _STEM}
