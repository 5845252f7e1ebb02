"""`nightstand add`: copies of files and folders into the library."""

from __future__ import annotations

from pathlib import Path

from reader.cleaning import safe
from reader.cli.arguments import Arguments
from reader.cli.contexts import context_for
from reader.cli.errors import complain
from reader.shelf.add import Added, add


def add_stories(arguments: Arguments) -> int:
    """Copy what is named; 1 if any of it could not be."""
    with context_for(arguments) as context:
        results = add(context, [Path(name).expanduser() for name in arguments.files])
    for one in results:
        if one.problem:
            complain(f"{one.source}: {one.problem}")
    if arguments.json:
        from reader.cli.output import print_rows

        print_rows([_fields(one) for one in results])
    else:
        for one in results:
            if one.place is not None:
                print(f"{'added' if one.fresh else 'there already'}: {safe(str(one.place))}")
    return int(any(one.problem for one in results))


def _fields(one: Added) -> dict[str, object]:
    return {
        "source": str(one.source),
        "path": str(one.place) if one.place is not None else None,
        "added": one.fresh,
        "problem": one.problem,
    }
