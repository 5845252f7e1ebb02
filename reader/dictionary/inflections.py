"""From a word in a story to the headwords under which a dictionary may have it.

The rule: endings give more forms than exist, the likelier ones first, and the dictionary says which
of them are words. Irregular forms come from a table of our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

_STRONG = """
alderman aldermen; arise arose arisen; awake awoke awoken; axis axes; bad worse worst; basis
bases; be am is are was were been being art wast wert; be isn't aren't wasn't weren't; bear bore
borne born; beat beaten; become became; beget begat begot begotten; begin began begun; behold
beheld; bend bent; bereave bereft; beseech besought; bespeak bespoke bespoken; bestride bestrode
bestridden; bid bade bidden; bind bound; bite bit bitten; bleed bled; bless blest; blow blew
blown; break broke broken; breed bred; bring brought; brother brethren; build built; burn burnt;
buy bought; can could canst; can couldn't; cannot can't; catch caught; chaise chaises; chide chid
chidden; child children; choose chose chosen; cleave clove cloven cleft; clergyman clergymen;
cling clung; clothe clad; come came; countryman countrymen; creep crept; crisis crises; datum
data; deal dealt; die dice dying; dig dug; dive dove; do did done does doth dost didst; do don't
doesn't didn't; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven drave; dry
drier driest; dwell dwelt; eat ate eaten; Englishman Englishmen; fall fell fallen; far farther
farthest further furthest; feed fed; feel felt; fight fought; find found; fisherman fishermen;
flee fled; fling flung; fly flew flown flies; foot feet; footman footmen; forbear forbore
forborne; forbid forbade forbidden; foresee foresaw foreseen; foretell foretold; forget forgot
forgotten; forgive forgave forgiven; formula formulae; forsake forsook forsaken; freeze froze
frozen; Frenchman Frenchmen; gentleman gentlemen; gentlewoman gentlewomen; genus genera; get got
gotten; gild gilt; gird girt; give gave given; go went gone goes goeth; good better best; goose
geese; grind ground; grow grew grown; hang hung; have has had hath hast hadst having; have haven't
hasn't hadn't; hear heard; heave hove; hide hid hidden; hold held; housewife housewives; ill worse
worst; keep kept; kneel knelt; know knew known; larva larvae; late latter; lay laid; lead led;
lean leant; leap leapt; learn learnt; leave left; lend lent; lie lay lain lying; light lit; little
less least; lose lost; louse lice; make made; man men; many more most; may might mayst; mean
meant; medium media; meet met; mistake mistook mistaken; misunderstand misunderstood; mouse mice;
mow mown; much more most; must mustn't; nobleman noblemen; oasis oases; old elder eldest; outdo
outdid outdone; overcome overcame; overhear overheard; oversee oversaw overseen; overtake overtook
overtaken; overthrow overthrew overthrown; ox oxen; partake partook partaken; pay paid; penny
pence; person people; phenomenon phenomena; policeman policemen; radius radii; rend rent; ride
rode ridden; ring rang rung; rise rose risen; run ran; saw sawn; say said saith; seaman seamen;
see saw seen; seek sought; sell sold; send sent; sew sewn; shake shook shaken; shall shan't; shall
should shalt; shear shorn; shed shed; shine shone; shoe shod; shoot shot; should shouldn't; show
shown shew shewn shewed; shrink shrank shrunk shrunken; shrive shrove shriven; shy shier shyest;
sing sang sung; sink sank sunk sunken; sit sat; slay slew slain; sleep slept; slide slid; sling
slung; slink slunk; smell smelt; smite smote smitten; sow sown; speak spoke spoken spake; speed
sped; spell spelt; spend spent; spill spilt; spin spun span; spit spat; spoil spoilt; spring
sprang sprung; stand stood; stave stove; steal stole stolen; stick stuck; sting stung; stink stank
stunk; stratum strata; strew strewn; stride strode stridden; strike struck stricken; string
strung; strive strove striven; swear swore sworn; sweep swept; swell swollen; swim swam swum;
swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; thrive
throve thriven; throw threw thrown; tie tying; tooth teeth; tread trod trodden; undergo underwent
undergone; understand understood; undertake undertook undertaken; undo undid undone; uphold
upheld; vie vying; wake woke woken; wear wore worn; weave wove woven; weep wept; well better best;
will won't; will would wilt wouldst; win won; wind wound; withdraw withdrew withdrawn; withhold
withheld; withstand withstood; woman women; work wrought; workman workmen; would wouldn't; wring
wrung; write wrote written writ
"""
"""A headword and those of its forms that no ending gives away."""

_ENDINGS: Sequence[tuple[str, Sequence[str]]] = (
    ("ies", ("y", "ie")),
    ("ied", ("y", "ie")),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("iness", ("y",)),
    ("ily", ("y",)),
    ("ves", ("f", "fe", "ve")),
    ("ses", ("sis", "s", "se")),
    ("xes", ("x", "xe")),
    ("zes", ("z", "ze")),
    ("ches", ("ch", "che")),
    ("shes", ("sh",)),
    ("oes", ("o", "oe")),
    ("es", ("e", "")),
    ("s", ("",)),
    ("ed", ("e", "")),
    ("'d", ("e", "")),
    ("ying", ("y", "ie")),
    ("ing", ("e", "")),
    ("eth", ("e", "")),
    ("est", ("e", "")),
    ("'st", ("",)),
    ("er", ("e", "")),
    ("ably", ("able",)),
    ("ibly", ("ible",)),
    ("ically", ("ical", "ic")),
    ("lly", ("ll", "l")),
    ("ly", ("", "le")),
    ("ness", ("",)),
    ("less", ("",)),
    ("ful", ("",)),
    ("ship", ("",)),
)
"""Endings of English words, and their replacements in a headword."""
_OTHER_ENDINGS: dict[str, tuple[str, ...]] = {
    "de": ("en", "er", "es", "em", "e", "n", "s", "st", "t", "te", "ten", "et", "ern"),
    "fr": (
        "s",
        "x",
        "es",
        "e",
        "nt",
        "ent",
        "ait",
        "aient",
        "ons",
        "ez",
        "é",
        "ée",
        "és",
        "ées",
        "aux",
    ),
    "es": ("s", "es", "a", "as", "o", "os", "an", "en", "aba", "ado", "ada", "ando", "ó", "é"),
    "it": ("i", "e", "a", "o", "ono", "ano", "ato", "ata", "ava", "ando"),
}
"""Inflectional endings in other languages, which are dropped or replaced by those below."""
_HEADS = {
    "de": ("", "en", "e", "n"),
    "fr": ("", "er", "e", "ir", "re", "al"),
    "es": ("", "ar", "er", "ir", "o", "a"),
    "it": ("o", "a", "e", "are", "ere", "ire"),
}
_BRITISH = (("our", "or"), ("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("yse", "yze"))
_STEM_LEAST = 2
_DOUBLING = ("ed", "ing", "er", "est", "eth")
"""Endings before which a letter may be doubled."""
_DOUBLE_ANYWAY = "slfz"
"""Letters that are usually doubled in the headword too."""
_BEFORE = ("un", "re", "non-", "in", "ex-", "dis")
"""Prefixes under which no dictionary lists words."""


@cache
def irregular() -> dict[str, tuple[str, ...]]:
    """Form → its headwords."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _STRONG.replace("\n", " ").split(";"):
        head, *forms = row.split()
        for form in forms:
            found[form] = (*found.get(form, ()), head)
    return found


def candidates(word: str, language: str = "") -> Iterator[str]:
    """The headwords that a word may belong to, likelier ones first, without duplicates."""
    told = set[str]()
    for one in _candidates(word.replace("\u2019", "'").strip(), language[:2].lower()):
        if one and one not in told:
            told.add(one)
            yield one


def _candidates(word: str, language: str) -> Iterator[str]:
    small = word.casefold()
    bare = small.removesuffix("'s").strip("'")
    yield from (word, small, bare)
    yield from irregular().get(small, irregular().get(word, ()))
    yield from _spelt(bare)
    if language in _HEADS:
        yield from _stems(bare, language)
    regular = [*_regular(bare)]
    yield from regular
    for one in regular:
        yield from _spelt(one)
        yield from _regular(one)
    yield from _parts(bare, language)


def _regular(word: str) -> Iterator[str]:
    """The word without an ending, doubled letters made single."""
    for ending, heads in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= _STEM_LEAST and stem != word:
            doubled = len(stem) > _STEM_LEAST and stem[-1] == stem[-2] and ending in _DOUBLING
            if doubled and stem[-1] not in _DOUBLE_ANYWAY:
                yield stem[:-1]
            yield from (stem + head for head in heads)
            if doubled:
                yield stem[:-1]


def _spelt(word: str) -> Iterator[str]:
    """The word as spelt in America and in older books."""
    for british, american in _BRITISH:
        if british in word[1:]:
            yield word[0] + word[1:].replace(british, american)
    for old, new in (("ick", "ic"), ("xion", "ction"), ("æ", "ae"), ("œ", "oe"), ("-", "")):
        if old in word:
            yield word.replace(old, new)
    if "-" in word:
        yield word.replace("-", " ")


def _stems(word: str, language: str) -> Iterator[str]:
    for ending in _OTHER_ENDINGS[language]:
        stem = word.removesuffix(ending)
        if len(stem) > _STEM_LEAST and stem != word:
            for head in _HEADS[language]:
                yield stem + head
                if language == "de":
                    yield (stem + head).capitalize()


def _parts(word: str, language: str) -> Iterator[str]:
    """The parts of a word: the last part after a hyphen, and what follows a prefix."""
    if "-" in word:
        for part in reversed(word.split("-")):
            if len(part) > _STEM_LEAST:
                yield part
                yield from _regular(part)
    if language in ("", "en"):
        for prefix in _BEFORE:
            rest = word.removeprefix(prefix)
            if len(rest) > _STEM_LEAST + 1 and rest != word:
                yield rest
                yield from _regular(rest)
