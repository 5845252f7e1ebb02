"""`nightstand sync`: one exchange with the folder that a reader's machines share.

The rule: the folder is never created here, because a missing one may only be unplugged.
"""

from __future__ import annotations

from pathlib import Path

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import iso_time, print_json
from reader.cli.story import context_for
from reader.posix import at_home
from reader.storage.registers import Machine, exchange_rows, registers_of
from reader.story import quantity
from reader.sync.exchange import Exchanged

_UNSET = "no shared folder is set: nightstand config set sync FOLDER, or name one with --folder"


def sync(arguments: Arguments) -> int:
    """Exchange once, and say what came and went."""
    with context_for(arguments) as context:
        named = arguments.folder or context.settings.sync
        if not named:
            raise CommandError(_UNSET)
        folder = at_home(named).absolute()
        name = context.settings.machine
        try:
            done = exchange_rows(
                context.store,
                folder,
                name,
                anew=bool(arguments.folder),
                timed=context.settings.stats,
            )
        except OSError as error:
            raise CommandError(f"{folder}: {(error.strerror or 'it does not answer').lower()}")
        machines = registers_of(context.store, name).machines()
        saved = context.store.flush()
    if arguments.json:
        print_json(_fields(folder, done, machines))
    else:
        print(sentence(done, machines))
    if done.bad:
        complain(f"{folder}: {_files(done.bad)} incomplete, read again when they change")
    return 0 if saved else 1


def sentence(done: Exchanged, machines: list[Machine]) -> str:
    """What came and went, and from whom."""
    if not done.came and not done.went:
        none = "Nothing new; no other machine has been seen."
        return "Everything is in sync." if machines else none
    came = f"{quantity(done.came, 'change')} received"
    whose = ", ".join(safe(one.name) for one in machines)
    return f"{came}{f' (from {whose})' if done.came and whose else ''}, {done.went:,} sent."


def _files(count: int) -> str:
    return "one file is" if count == 1 else f"{count:,} files are"


def _fields(folder: Path, done: Exchanged, machines: list[Machine]) -> dict[str, object]:
    return {
        "folder": str(folder),
        "came": done.came,
        "went": done.went,
        "files": done.files,
        "bad": done.bad,
        "left_out": done.left_out,
        "machines": [
            {"name": one.name, "device": one.device, "heard": iso_time(one.heard / 1000)}
            for one in machines
        ],
    }
