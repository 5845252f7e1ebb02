"""The patterns of `quick_breaks` for plain text, written out.

The rule: they are what `quick_breaks` makes from the break rules, as a test checks; making them
would cost every start more than the lines of the first page.
"""

AFTER_SPACE = (
    " (?<![\\(\\[\\{\xa1\xbf\u201a\u201e ] )(?<![ \n\\(\\[\\{\xa1\xbf\u201a\u201e\"'\xab\u2018"
    "\u201b\u201c\u201f\u2039][\xab\u2018\u201b\u201c\u201f\u2039] ) *(?![\\}\\)\\]!\\?/ ]|[,\\"
    ".:;](?![0-9])|[\xbb\u2019\u201d\u203a](?:[ \n\\}\\)\\]!\\?/\"'\xab\u2018\u201b\u201c\u201f"
    "\u2039\xbb\u2019\u201d\u203a,\\.:;]|\\Z))(?!(?<=[\u2014] )[\u2014])"
)
"""Matches the spaces after which a line may begin."""
BETWEEN = (
    "(?<=[!\\?\\|\u2015\u2010\u2013\u2014\u2026\\$\\+\\\\\xa3\xa4\xa5\xb1%\xa2\xb0\\)\\],\\.:;"
    "\\-/\\}])(?:(?<=[!\\?\\|\u2015\u2010\u2013\u2014\u2026])(?![ \n!\\?\"'\\)\\],\\.:;\\-/\\|"
    "\u2015\\}\xab\u2018\u201b\u201c\u201f\u2039\xb7\u2022\xbb\u2019\u201d\u203a\u2010\u2013"
    "\u2014\u2026])|(?<=[\\$\\+\\\\\xa3\xa4\xa5\xb1%\xa2\xb0])(?=[\\$\\+\\\\\xa3\xa4\xa5\xb1%"
    "\xa2\xb0])|(?<=[\\)\\]])(?=[\\(\\[\\{\xa1\xbf\u201a\u201e])|(?<=[,\\.:;])(?=[\\$\\+\\\\"
    "\xa3\xa4\xa5\xb1%\xa2\xb0\\(\\[\\{\xa1\xbf\u201a\u201e])|(?<=[\\-/])(?![ \n!\\?\"'\\)\\],"
    "\\.:;\\-/0123456789\\|\u2015\\}\xab\u2018\u201b\u201c\u201f\u2039\xb7\u2022\xbb\u2019"
    "\u201d\u203a\u2010\u2013\u2014\u2026])|(?<=[\\}])(?![ \n!\\?\"'\\$\\+\\\\\xa3\xa4\xa5\xb1%"
    "\xa2\xb0\\)\\],\\.:;\\-/\\|\u2015\\}\xab\u2018\u201b\u201c\u201f\u2039\xb7\u2022\xbb\u2019"
    "\u201d\u203a\u2010\u2013\u2014\u2026]))(?:(?=[!\\?\"'\\$\\+\\\\\xa3\xa4\xa5\xb1%\xa2\xb0\\"
    "(\\[\\{\xa1\xbf\u201a\u201e\\)\\],\\.:;\\-/\\|\u2015\\}\xab\u2018\u201b\u201c\u201f\u2039"
    "\xb7\u2022\xbb\u2019\u201d\u203a\u2010\u2013\u2014\u2026])|(?<![ \n\\(\\[\\{\xa1\xbf\u201a"
    "\u201e\"'\xab\u2018\u201b\u201c\u201f\u2039][\\-\u2010\u2013\u2014\u2026]{1})(?<![ \n\\(\\"
    "[\\{\xa1\xbf\u201a\u201e\"'\xab\u2018\u201b\u201c\u201f\u2039][\\-\u2010\u2013\u2014\u2026"
    "]{2})(?<![ \n\\(\\[\\{\xa1\xbf\u201a\u201e\"'\xab\u2018\u201b\u201c\u201f\u2039][\\-\u2010"
    "\u2013\u2014\u2026]{3}))"
)
"""Matches the places without a space where a line may break."""
BETWEEN_WORDS = (
    "(?<=[A-Za-z\xc0-\u02c7\u0370-\u0377\u037a-\u037d\u0386-\u0482\u048a-\u0556\u1e00-\u1eff,\\"
    ".:;\xbb\u2019\u201d\u203a] )(?=[A-Za-z\xc0-\u02c7\u0370-\u0377\u037a-\u037d\u0386-\u0482"
    "\u048a-\u0556\u1e00-\u1eff\xab\u2018\u201b\u201c\u201f\u2039][A-Za-z\xc0-\u02c7\u0370-"
    "\u0377\u037a-\u037d\u0386-\u0482\u048a-\u0556\u1e00-\u1eff\\#\\&\\*<=>@\\^_`\\~\xa6\xa7"
    '\xa8\xa9\xae\xaf\xb2\xb6\xb9\xbc\xbd\xbe\xd7\xf7\u2016\u2017\u2020\u20210123456789,\\.:;"'
    "'\xbb\u2019\u201d\u203a\xab\u2018\u201b\u201c\u201f\u2039\\)\\]]*+ )"
)
"""Matches what usually surrounds the last space that fits on a line."""
