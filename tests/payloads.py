"""Texts made to act on a terminal, and the list of what may be sent to one."""

from __future__ import annotations

import re

_ESC, _CSI, _OSC, _DCS, _ST = "\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1b\\"
PAYLOADS = (
    f"{_OSC}0;PWN\x07",
    f"{_OSC}2;PWN{_ST}",
    f"{_OSC}4;1;red\x07",
    f"{_OSC}8;;file:etc\x07x{_OSC}8;;\x07",
    f"{_OSC}9;PWN\x07",
    f"{_OSC}10;?\x07",
    f"{_OSC}52;c;UFdO\x07",
    f"{_OSC}777;notify;PWN\x07",
    f"{_OSC}1337;File=name=UA==\x07",
    f"{_CSI}31mPWN",
    f"{_CSI}2J{_CSI}HPWN",
    f"{_CSI}6n",
    f"{_CSI}c{_CSI}>c",
    f"{_CSI}?1049lPWN",
    f"{_CSI}?25h{_CSI}?1000hPWN",
    f"{_CSI}5;1HPWN",
    f"{_CSI}8;10;10t",
    f"{_DCS}$qm{_ST}",
    f"{_DCS}q#0;2;0;0;0{_ST}",
    f"{_ESC}c",
    f"{_ESC}#8{_ESC}(0",
    f"{_ESC}_APC{_ST}{_ESC}^PM{_ST}{_ESC}XSOS{_ST}",
    "\x9b31m\x9d0;PWN\x9c\x90q\x9c",
    "a\x08\x08\x08b\rover\x7f",
    "\x05\x0e\x0f\x07\x0b\x0c",
    "right \u202eot tfel\u202c \u2066isolated\u2069",
    "zero\u200b\u2060width\ufeff",
    "[/][red]x[@click=app.quit]y[/] [link=x] {0} %s $(reboot)",
)
"""Each is one attack or one family of them; none has a line end in it."""

_TOKEN = re.compile(
    rb"\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    rb"|(?P<string>\x1b[PX^_].*?\x1b\\)"
    rb"|(?P<esc>\x1b.?)"
    rb"|(?P<control>[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f])",
    re.DOTALL,
)
_CSI_ALLOWED = re.compile(
    rb"[0-9;]*m|[0-9;]*H|\?(?:1049|25|1000|1002|1003|1004|1006|1015|1016|2004|2026|2031|2048|7)[hl]"
    rb"|\?(?:2026|2048)\$p|>[0-9]*u|<u|2J|[0-9]*[ABCDGK]|\?[0-9;]*u|2[23];0t"
)
_OSC_ALLOWED = re.compile(r"22;[a-z-]*|11;\?|2;(?:[^\0-\x1f\x7f]* · )?Nightstand")
_HIDDEN = re.compile("[\x80-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def _is_allowed(command: str) -> bool:
    """Whether an operating system command is Nightstand's own: its window's name, cleaned."""
    return bool(_OSC_ALLOWED.fullmatch(command)) and not _HIDDEN.search(command)


def foreign(data: bytes | bytearray) -> list[str]:
    """Everything in a byte stream that a page, a list or a line of Nightstand never sends."""
    found = []
    for match in _TOKEN.finditer(data):
        kind = match.lastgroup
        if kind == "csi" and _CSI_ALLOWED.fullmatch(match["csi"]):
            continue
        if kind == "osc" and _is_allowed(match["osc"].decode("utf-8", "backslashreplace")):
            continue
        found.append(ascii(match[0]))
    text = _TOKEN.sub(b"", data).decode("utf-8", "backslashreplace")
    return found + [ascii(match) for match in _HIDDEN.findall(text)]
