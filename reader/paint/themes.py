"""A theme: a table from role to colours.

Colour is never the only sign: whatever differs in colour differs in weight, slant, underline or
reversal too, so that each theme reads on sixteen colours and on none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reader.paint.roles import Rendition, Role
from reader.value import Value


class Theme(Value):
    """One set of looks, and the colours of what stands around the page."""

    name: str
    dark: bool
    fg: str
    bg: str
    quiet: str
    """Of running head, folio and hints; at least 4.5:1 against `bg`, as text is 7:1."""
    accent: str
    panel: str
    """Background of lists and dialogues."""
    looks: Mapping[Role, Rendition]

    def look(self, roles: tuple[Role, ...]) -> Rendition:
        """The roles' looks laid over one another, on the page's own colours."""
        look = Rendition(self.fg, self.bg)
        for role in roles:
            look = self.looks.get(role, _NONE).over(look)
        return look


_NONE = Rendition()


def _looks(
    quiet: str, accent: str, panel: str, match_bg: str, match_fg: str, speech: str
) -> dict[Role, Rendition]:
    return {
        Role.HEADING: Rendition(accent, bold=True),
        Role.BREAK: Rendition(quiet),
        Role.EMPHASIS: Rendition(italic=True),
        Role.STRONG: Rendition(bold=True),
        Role.DIALOGUE: Rendition(speech),
        Role.CUT: Rendition(accent, bold=True),
        Role.MATCH: Rendition(match_fg, match_bg, underline=True),
        Role.CURRENT: Rendition(bold=True, reverse=True),
        Role.SELECTION: Rendition(reverse=True),
        Role.HEAD: Rendition(quiet),
        Role.FOLIO: Rendition(quiet),
        Role.NOTICE: Rendition(accent, bold=True),
        Role.QUIET: Rendition(quiet),
        Role.ACCENT: Rendition(accent),
        Role.TITLE: Rendition(bold=True),
        Role.CHOSEN: Rendition(bg=panel),
        Role.MARKED: Rendition(accent, underline=True),
    }


def made(
    name: str,
    *,
    fg: str,
    bg: str,
    quiet: str,
    accent: str,
    panel: str,
    match: tuple[str, str],
    speech: str,
    dark: bool,
) -> Theme:
    """A theme of these colours, each `#rrggbb` or empty for the terminal's own.

    `match` is background and text of a search hit; `speech` the text between quotation marks.
    """
    looks = MappingProxyType(_looks(quiet, accent, panel, *match, speech))
    return Theme(name, dark, fg, bg, quiet, accent, panel, looks)
