"""Numbers in words: `first`, `premier`, `одиннадцатая`, `الأول`, and the words of two and three.

The rule: one table for all languages, because a number word comes next to a heading word, which
already gives the language; any other word has the value 0.
"""

from __future__ import annotations

from functools import cache

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SPELT = {word: value for value, word in enumerate(_ONES.split(), 1)} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
"""English words and their values."""
_COUNTED = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth;
    premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième
        onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième
        dix-neuvième vingtième;
    première seconde;
    un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize;
    primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo
        decimotercero decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno
        vigésimo;
    primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima;
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
        diecisiete dieciocho diecinueve veinte;
    primer - tercer;
    primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo undécimo duodécimo;
    primeira segunda terceira quarta quinta sexta sétima oitava nona décima;
    um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis
        dezessete dezoito dezenove vinte;
    primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo
        tredicesimo quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo
        diciannovesimo ventesimo ventunesimo ventiduesimo ventitreesimo ventiquattresimo
        venticinquesimo;
    prima seconda terza quarta quinta sesta settima ottava nona decima undecima;
    uno due tre quattro cinque sei sette otto nove dieci undici dodici;
    primera segona tercera quarta cinquena sisena setena vuitena novena desena;
    primer segon tercer quart cinquè sisè setè vuitè novè desè onzè dotzè;
    u dos tres quatre cinc sis set vuit nou deu;
    întâi doilea treilea patrulea cincilea șaselea șaptelea optulea nouălea zecelea;
    primul doua treia patra cincea șasea șaptea opta noua zecea;
    primus secundus tertius quartus quintus sextus septimus octavus nonus decimus;
    primum secundum tertium quartum quintum sextum septimum octavum nonum decimum;
    prima secunda tertia quarta quinta sexta septima octava nona decima;
    erstes zweites drittes viertes fünftes sechstes siebentes achtes neuntes zehntes elftes
        zwölftes dreizehntes vierzehntes fünfzehntes sechzehntes siebzehntes achtzehntes neunzehntes
        zwanzigstes;
    erste zweite dritte vierte fünfte sechste siebente achte neunte zehnte elfte zwölfte
        dreizehnte vierzehnte fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste;
    erster zweiter dritter vierter fünfter sechster siebenter achter neunter zehnter elfter
        zwölfter dreizehnter vierzehnter fünfzehnter sechzehnter siebzehnter achtzehnter neunzehnter
        zwanzigster;
    - - - - - - siebtes - - - eilftes;
    - - - - - - siebte;
    - - - - - - siebter;
    eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf;
    eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde
        dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste;
    één twee drie vier vijf zes zeven acht negen tien elf twaalf;
    een;
    första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde
        fjortonde femtonde sextonde sjuttonde artonde nittonde tjugonde;
    förste andre;
    ett två tre fyra fem sex sju åtta nio tio elva tolv;
    første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende
        fjortende femtende sekstende syttende attende nittende tjuende;
    første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende
        fjortende femtende sekstende syttende attende nittende tyvende;
    én to tre fire fem seks sju åtte ni ti elleve tolv;
    en - - - - - syv otte;
    et andet;
    fyrsti annar þriðji fjórði fimmti sjötti sjöundi áttundi níundi tíundi;
    fyrsta önnur þriðja fjórða fimmta sjötta sjöunda áttunda níunda tíunda;
    ensimmäinen toinen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes
        yhdestoista kahdestoista kolmastoista neljästoista viidestoista kuudestoista seitsemästoista
        kahdeksastoista yhdeksästoista kahdeskymmenes;
    yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen;
    esimene teine kolmas neljas viies kuues seitsmes kaheksas üheksas kümnes;
    első második harmadik negyedik ötödik hatodik hetedik nyolcadik kilencedik tizedik
        tizenegyedik tizenkettedik tizenharmadik tizennegyedik tizenötödik tizenhatodik tizenhetedik
        tizennyolcadik tizenkilencedik huszadik;
    lehen bigarren hirugarren laugarren bosgarren seigarren zazpigarren zortzigarren
        bederatzigarren hamargarren;
    lehenengo;
    pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty jedenasty dwunasty
        trzynasty czternasty piętnasty szesnasty siedemnasty osiemnasty dziewiętnasty dwudziesty;
    pierwsza druga trzecia czwarta piąta szósta siódma ósma dziewiąta dziesiąta jedenasta dwunasta;
    první druhá třetí čtvrtá pátá šestá sedmá osmá devátá desátá jedenáctá dvanáctá třináctá
        čtrnáctá patnáctá šestnáctá sedmnáctá osmnáctá devatenáctá dvacátá;
    prvý druhý třetí čtvrtý pátý šestý sedmý osmý devátý desátý;
    prvá druhá tretia štvrtá piata šiesta siedma ôsma deviata desiata;
    prvo drugo tretje četrto peto šesto sedmo osmo deveto deseto enajsto dvanajsto;
    prvi drugi tretji četrti peti šesti sedmi osmi deveti deseti;
    prva druga treća četvrta peta šesta sedma osma deveta deseta;
    - - treće četvrto - - - - - - jedanaesto dvanaesto;
    pirmā otrā trešā ceturtā piektā sestā septītā astotā devītā desmitā;
    pirmais otrais trešais ceturtais piektais sestais septītais astotais devītais desmitais;
    pirmas antras trečias ketvirtas penktas šeštas septintas aštuntas devintas dešimtas;
    первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая
        двенадцатая тринадцатая четырнадцатая пятнадцатая шестнадцатая семнадцатая восемнадцатая
        девятнадцатая двадцатая;
    первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый
        двенадцатый;
    первое второе третье четвертое пятое шестое седьмое восьмое девятое десятое;
    - - - четвёртая;
    - - - четвёртый;
    - - - четвёртое;
    перша друга третя четверта п’ята шоста сьома восьма дев’ята десята;
    перший другий третій четвертий п’ятий шостий сьомий восьмий дев’ятий десятий;
    першы другі трэці чацвёрты пяты шосты сёмы восьмы дзявяты дзясяты;
    първа втора трета четвърта пета шеста седма осма девета десета;
    прво друго треће четврто пето шесто седмо осмо девето десето;
    прва - трећа четврта;
    бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші тоғызыншы оныншы;
    πρώτο δεύτερο τρίτο τέταρτο πέμπτο έκτο έβδομο όγδοο ένατο δέκατο ενδέκατο δωδέκατο;
    πρώτη δεύτερη τρίτη τέταρτη πέμπτη έκτη έβδομη όγδοη ένατη δέκατη;
    πρῶτον δεύτερον τρίτον τέταρτον πέμπτον ἕκτον ἕβδομον ὄγδοον ἔνατον δέκατον;
    birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu;
    bir iki üç dört beş altı yedi sekiz dokuz on;
    nhất hai ba tư năm sáu bảy tám chín mười;
    một nhì - bốn;
    satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas;
    pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh;
    kwanza pili tatu nne tano sita saba nane tisa kumi;
    isa dalawa tatlo apat lima anim pito walo siyam sampu;
    gyntaf - drydedd bedwaredd;
    cyntaf ail trydedd pedwaredd pumed chweched seithfed wythfed nawfed degfed;
    un dau tri pedwar pump chwech saith wyth naw deg;
    haon dó trí ceathair cúig sé seacht hocht naoi deich;
    chéad dara tríú ceathrú cúigiú séú seachtú ochtú naoú deichiú;
    parë dytë tretë katërt pestë gjashtë shtatë tetë nëntë dhjetë;
    الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر;
    الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة;
    الاول - - - - - - - - عشر;
    الحادي - - - - - - - - عشرة;
    الحادية;
    اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم;
    یکم;
    پہلا دوسرا تیسرا چوتھا پانچواں چھٹا ساتواں آٹھواں نواں دسواں;
    ایک دو تین چار پانچ چھ سات آٹھ نو دس;
    ראשון שני שלישי רביעי חמישי שישי שביעי שמיני תשיעי עשירי;
    ראשונה שנייה שלישית רביעית חמישית שישית שביעית שמינית תשיעית עשירית;
    אחד שניים שלושה ארבעה חמישה שישה שבעה שמונה תשעה עשרה;
    אחת שתיים שלוש ארבע חמש שש שבע - תשע עשר;
    एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस;
    पहला दूसरा तीसरा चौथा पाँचवाँ छठा सातवाँ आठवाँ नौवाँ दसवाँ;
    पहिला दुसरा तिसरा - पाचवा सहावा सातवा आठवा नववा दहावा;
    प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ सप्तम अष्टम नवम दशम एकादश द्वादश;
    - - - - पांच छः;
    প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম একাদশ দ্বাদশ;
    এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ;
    ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது பத்து;
    முதல் இரண்டாம் மூன்றாம் நான்காம் ஐந்தாம் ஆறாம் ஏழாம் எட்டாம் ஒன்பதாம் பத்தாம்;
    პირველი მეორე მესამე მეოთხე მეხუთე მეექვსე მეშვიდე მერვე მეცხრე მეათე;
    առաջին երկրորդ երրորդ չորրորդ հինգերորդ վեցերորդ յոթերորդ ութերորդ իններորդ տասներորդ;
    หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ;
    មួយ ពីរ បី បួន ប្រាំ;
    አንድ ሁለት ሦስት አራት አምስት ስድስት ሰባት ስምንት ዘጠኝ አሥር
"""
_BY_TENS = """
    twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth;
    vingt trente quarante cinquante soixante;
    vingtième trentième quarantième cinquantième soixantième;
    vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo;
    vigésima trigésima;
    vigésimo trigésimo quadragésimo quinquagésimo sexagésimo;
    veinte treinta cuarenta cincuenta sesenta;
    ventesimo trentesimo quarantesimo cinquantesimo sessantesimo;
    двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто;
    двадцатая тридцатая сороковая пятидесятая шестидесятая;
    dwudziesty trzydziesty czterdziesty pięćdziesiąty sześćdziesiąty;
    yirmi otuz kırk elli altmış yetmiş seksen doksan;
    tjugonde trettionde fyrtionde femtionde sextionde;
    huszadik harmincadik negyvenedik ötvenedik hatvanadik;
    العشرون الثلاثون الأربعون الخمسون الستون السبعون الثمانون التسعون;
    العشرين الثلاثين الأربعين الخمسين الستين السبعين الثمانين التسعين
"""
_TEENS = frozenset(["عشر", "عشرة", "עשר", "עשרה"])
"""Tens that follow the ones they are added to."""
_AND_THE = "وال"
"""“And”, written as one word with tens in Arabic, where they follow the ones."""
_GERMAN_TENS = {
    "zwanzigste": 20, "dreißigste": 30, "dreissigste": 30, "vierzigste": 40, "fünfzigste": 50,
    "sechzigste": 60, "siebzigste": 70, "achtzigste": 80, "neunzigste": 90, "hundertste": 100,
}  # fmt: skip
_GERMAN_ONES = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
}  # fmt: skip
_BETWEEN = frozenset(["et", "y", "e", "and", "og", "och", "i", "и", "und", "a", "al", "thứ"])
_LONGEST = 4
"""Words that a number has at most, including those in between."""
_HEBREW = {c: n for n, c in enumerate("אבגדהוזחט", 1)} | {
    c: 10 * n for n, c in enumerate("יכלמנסעפצ", 1)
}
_GERESH = "'\"׳״’”"
_HEBREW_MOST = 3


def value_of(words: str) -> int:
    """The value of a number in words, such as `twenty-first` or `двадцать первая`; 0 if none."""
    low = words.casefold().replace("'", "’").replace("ı", "i")
    if found := _table().get(low):
        return found
    parts = low.replace("-", " ").replace("\u2010", " ").split()
    if not 1 <= len(parts) <= _LONGEST:
        return 0
    ones_first = parts[-1] in _TEENS or parts[-1].startswith(_AND_THE)
    parts[-1] = parts[-1].removeprefix(_AND_THE[0]) if ones_first else parts[-1]
    values = [_single(part) for part in parts if part not in _BETWEEN]
    if len(values) == 2:
        tens, ones = reversed(values) if ones_first else values
        return tens + ones if tens in range(10, 100, 10) and 0 < ones < 10 else 0
    return values[0] if len(values) == 1 else 0


def _single(word: str) -> int:
    return _table().get(word, 0) or _german(word) or _hebrew(word)


def _german(word: str) -> int:
    """The value of an ordinal from twenty on: `Einundzwanzigstes`."""
    bare = word[:-1] if word[-1:] in ("s", "r", "n") else word
    ones, joined, tens = bare.rpartition("und")
    if joined and tens in _GERMAN_TENS:
        return _GERMAN_TENS[tens] + _GERMAN_ONES[ones] if ones in _GERMAN_ONES else 0
    return _GERMAN_TENS.get(bare, 0)


def _hebrew(word: str) -> int:
    """The value of Hebrew letters that count: א, י״ב."""
    bare = "".join(c for c in word if c not in _GERESH)
    if not 0 < len(bare) <= _HEBREW_MOST or any(c not in _HEBREW for c in bare):
        return 0
    return sum(_HEBREW[c] for c in bare)


@cache
def _table() -> dict[str, int]:
    """All words of the languages; made when the first heading word is met."""
    found = dict(SPELT)
    for row in _COUNTED.split(";"):
        for value, word in enumerate(row.split(), 1):
            found.setdefault(word.casefold().replace("ı", "i"), value)
    for row in _BY_TENS.split(";"):
        for value, word in enumerate(row.split(), 2):
            found.setdefault(word.casefold().replace("ı", "i"), 10 * value)
    found.pop("-", None)
    return found
