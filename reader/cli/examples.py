"""What each command can be used for, and the fields of its `--json`, for its help and the manual.

The rule: every line can be typed as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "open": (
            "nightstand",
            "nightstand lamplighter",
            "nightstand novel.txt +120",
            "curl -s https://www.gutenberg.org/cache/epub/11/pg11.txt | nightstand -",
            "PAGER=nightstand git log",
        ),
        "read": (
            "nightstand read lamplighter",
            "nightstand read --linear lamplighter",
            "nightstand read --linear novel.txt +/whale",
        ),
        "resume": ("nightstand resume", "nightstand resume 'the wall'"),
        "list": (
            "nightstand list",
            "nightstand list --json | jq -r '.[] | select(.status == \"reading\") | .title'",
        ),
        "add": ("nightstand add novel.txt ~/Downloads/stories", "nightstand add <(COMMAND)"),
        "cat": (
            "nightstand cat lamplighter | head",
            "nightstand cat novel.txt --width 66 --height 36 --pages 3-5",
        ),
        "info": (
            "nightstand info lamplighter",
            "nightstand info novel.txt --json | jq .words",
            "nightstand info novel.txt --title 'The Salt Road' --author 'Miriam Aske'",
            "nightstand info novel.txt --hide 'visit * for more' --hide www.example.com",
            "nightstand info novel.txt --reset",
            "nightstand info novel.txt --at 1200",
        ),
        "toc": ("nightstand toc lamplighter",),
        "search": (
            "nightstand search moon clause",
            "nightstand search --in lamplighter --word ladder",
            "nightstand search --regex 'colou?r' --limit 20 --json",
        ),
        "who": (
            "nightstand who lamplighter Bell",
            "nightstand who lamplighter wasps --at 50% --json | jq .total",
        ),
        "people": (
            "nightstand people lamplighter",
            "nightstand people lamplighter --join Dabbing 'Mr. Dabbing'",
        ),
        "define": ("nightstand define lamp", "nightstand define lamps --json | jq -r '.[].text'"),
        "words": ("nightstand words", "nightstand words --anki > words.txt"),
        "hook": ("nightstand hook", "nightstand hook translate 'One ladder'"),
        "index": ("nightstand index", "nightstand --library ~/archive index --json"),
        "bookmarks": ("nightstand bookmarks", "nightstand bookmarks lamplighter --json"),
        "highlight": (
            "nightstand highlight lamplighter --quote 'One ladder'",
            "nightstand highlight lamplighter --quote wasps --note '33?' --colour pink --tag odd",
        ),
        "highlights": (
            "nightstand highlights lamplighter",
            "nightstand highlights --json | jq -r '.[] | select(.verdict == \"lost\") | .quote'",
            "nightstand highlights lamplighter --format markdown --output lamplighter.md",
        ),
        "stats": ("nightstand stats", "nightstand stats --json | jq .words_read"),
        "export": (
            "nightstand export --json places.json",
            "nightstand export | ssh other nightstand import -",
        ),
        "import": ("nightstand import places.json", "nightstand import 'My Clippings.txt'"),
        "sync": (
            "nightstand sync --folder ~/Sync/nightstand",
            "nightstand config set sync ~/Sync/nightstand",
            "nightstand sync --json | jq '.machines[].name'",
        ),
        "kosync": (
            "nightstand kosync --login",
            "nightstand kosync",
            "nightstand kosync lamplighter",
        ),
        "doctor": ("nightstand doctor",),
        "paths": ("nightstand paths", "nightstand paths --json | jq -r .data"),
        "config": (
            "nightstand config",
            "nightstand config set theme sepia",
            "nightstand config get measure",
            "nightstand config edit",
        ),
        "completions": (
            "nightstand completions bash > ~/.local/share/bash-completion/completions/nightstand",
            "nightstand completions fish > ~/.config/fish/completions/nightstand.fish",
        ),
        "manual": (
            "nightstand manual | nightstand",
            "nightstand manual --roff > ~/.local/share/man/man1/nightstand.1",
        ),
    }
)

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "list": "path title author words progression status last_read problem",
        "add": "source path added problem",
        "info": (
            "path title author language encoding bytes sha256 characters words source metadata"
            " chapters blocks decisions"
        ),
        "toc": "title offset level",
        "search": "query total stories unreadable",
        "index": "stories indexed bytes used",
        "who": "name bound total first last chapters mentions",
        "people": "name forms mentions first",
        "define": "dictionary headword text",
        "words": "id path title word headword sentence entry chapter progression created",
        "bookmarks": ("id path title name words chapter offset progression verdict created"),
        "highlights": (
            "id path title quote text note colour style tags chapter start end progression verdict"
            " created changed"
        ),
        "stats": (
            "library_stories library_words to_read reading finished set_aside words_read"
            " seconds_read days bookmarks last_read seconds_today seconds_this_week"
            " seconds_this_month days_in_a_row most_days_in_a_row months stories"
        ),
        "sync": "folder came went files bad left_out machines",
        "kosync": "path title device progression told here",
        "doctor": "what ok advice",
        "config": "key value default source meaning allowed",
        "paths": "data settings cache log library own",
    }
)
"""Command → the fields of its JSON objects."""


def epilog(command: str) -> str:
    """The text after a command's options."""
    parts = []
    if command in FIELDS:
        from shutil import get_terminal_size
        from textwrap import fill

        fields = fill(
            ", ".join(FIELDS[command].split()), min(76, max(20, get_terminal_size().columns - 4))
        )
        indented = "".join(f"  {line}\n" for line in fields.splitlines())
        parts.append(f"fields with --json:\n{indented}")
    if command in EXAMPLES:
        parts.append("examples:\n" + "".join(f"  {line}\n" for line in EXAMPLES[command]))
    return "\n".join(parts)
