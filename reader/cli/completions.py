"""What a shell needs to complete the words of the command line: for bash, zsh and fish.

The rule: all of it is derived from the grammar, so that the two cannot differ. Names of files are
left to the shell, which quotes them in its own way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping

from reader.cli.arguments import Arguments

Grammar = Mapping[str, argparse.ArgumentParser]

_FILES = ("FILE", "DIR", "STORY", "FOLDER", "PATH")
"""The placeholders that stand for a file name."""


def completions(arguments: Arguments) -> int:
    """Print the completions for a shell."""
    sys.stdout.write(script(arguments.shell))
    return 0


def script(shell: str) -> str:
    """The completions for `bash`, `zsh` or `fish`, as that shell reads them."""
    from reader.cli.parser import grammar

    write: Mapping[str, Callable[[Grammar], Iterator[str]]] = {
        "bash": _bash,
        "zsh": _zsh,
        "fish": _fish,
    }
    return "\n".join(write[shell](grammar())) + "\n"


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The options that are shown, in order."""
    return [a for a in parser._actions if a.option_strings and a.help != argparse.SUPPRESS]


def words_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What follows the command and is not an option."""
    return [a for a in parser._actions if not a.option_strings and a.help != argparse.SUPPRESS]


def takes_value(option: argparse.Action) -> bool:
    """Whether a value may follow an option."""
    return option.nargs != 0


def _needs_value(option: argparse.Action) -> bool:
    return option.nargs not in (0, "?")


def _commands(grammar: Grammar) -> list[str]:
    return [name for name in grammar if name != "open"]


def _choices(parser: argparse.ArgumentParser) -> list[str]:
    return [str(choice) for word in words_of(parser) for choice in word.choices or ()]


def _bash(grammar: Grammar) -> Iterator[str]:
    yield "# Completions of nightstand for bash; `nightstand completions bash` prints them."
    yield "_nightstand() {"
    yield '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"'
    yield "  local word command= options words="
    yield '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield '    case "$word" in'
    yield f"      {'|'.join(_commands(grammar))}) command=$word; break ;;"
    yield "    esac"
    yield "  done"
    yield '  case "$command" in'
    for name, parser in grammar.items():
        options = " ".join(s for option in options_of(parser) for s in option.option_strings)
        words = " ".join(_commands(grammar) if name == "open" else _choices(parser))
        label = "''" if name == "open" else name
        yield f"    {label}) options='{options}' words='{words}' ;;"
    yield "  esac"
    needy = {
        written
        for parser in grammar.values()
        for option in options_of(parser)
        if _needs_value(option)
        for written in option.option_strings
    }
    yield '  case "$prev" in'
    yield f"    {'|'.join(sorted(needy))}) COMPREPLY=(); return ;;"
    yield "  esac"
    yield '  case "$cur" in'
    yield '    -*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;'
    yield '    *) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;'
    yield "  esac"
    yield "}"
    yield "complete -o default -F _nightstand nightstand"


def _zsh(grammar: Grammar) -> Iterator[str]:
    yield "#compdef nightstand"
    yield "# Completions of nightstand for zsh; `nightstand completions zsh` prints them."
    yield "_nightstand() {"
    yield "  local context state state_descr line"
    yield "  typeset -A opt_args"
    yield "  local -a commands=("
    for name in _commands(grammar):
        described = f"{name}:{grammar[name].description}"
        yield f"    {_quoted(described)}"
    yield "  )"
    yield "  _arguments -C \\"
    for option in options_of(grammar["open"]):
        yield from (f"    {_quoted(spec)} \\" for spec in _zsh_option(option))
    yield "    '1: :->first' '*:: :->rest'"
    yield '  case "$state" in'
    yield "    first)"
    yield "      _alternative 'commands:command:{_describe command commands}' 'files:story:_files'"
    yield "      ;;"
    yield "    rest)"
    yield '      case "$words[1]" in'
    for name in _commands(grammar):
        specs = [spec for option in options_of(grammar[name]) for spec in _zsh_option(option)]
        specs += [_zsh_word(word) for word in words_of(grammar[name])]
        yield f"        {name})"
        yield "          _arguments \\"
        yield from (f"            {_quoted(spec)} \\" for spec in specs[:-1])
        yield f"            {_quoted(specs[-1])}"
        yield "          ;;"
    yield "        *) _files ;;"
    yield "      esac"
    yield "      ;;"
    yield "  esac"
    yield "}"
    yield '_nightstand "$@"'


def _zsh_option(option: argparse.Action) -> Iterator[str]:
    """One specification for each way to write an option."""
    told = "".join(f"\\{c}" if c in "[]:\\" else c for c in option.help or "")
    value = f":{option.metavar}:{_zsh_kind(option)}" if takes_value(option) else ""
    many = "(- *)" if isinstance(option, argparse._HelpAction | argparse._VersionAction) else ""
    for written in option.option_strings:
        yield f"{many}{written}[{told}]{value}"


def _zsh_word(word: argparse.Action) -> str:
    kind = f"({' '.join(map(str, word.choices))})" if word.choices else _zsh_kind(word)
    return f"{'*' if word.nargs in ('*', '+') else ''}:{word.metavar or word.dest}:{kind}"


def _zsh_kind(action: argparse.Action) -> str:
    return "_files" if action.metavar in _FILES else " "


def _fish(grammar: Grammar) -> Iterator[str]:
    yield "# Completions of nightstand for fish; `nightstand completions fish` prints them."
    names = " ".join(_commands(grammar))
    without = f"not __fish_seen_subcommand_from {names}"
    for name in _commands(grammar):
        told = _quoted(grammar[name].description or "")
        yield f"complete -c nightstand -n {_quoted(without)} -a {name} -d {told}"
    for name, parser in grammar.items():
        when = without if name == "open" else f"__fish_seen_subcommand_from {name}"
        for option in options_of(parser):
            yield f"complete -c nightstand -n {_quoted(when)} {_fish_option(option)}"
        if choices := " ".join(_choices(parser)):
            yield f"complete -c nightstand -n {_quoted(when)} -f -a {_quoted(choices)}"


def _fish_option(option: argparse.Action) -> str:
    parts = [
        f"-l {written[2:]}" if written.startswith("--") else f"-s {written[1:]}"
        for written in option.option_strings
    ]
    if takes_value(option):
        parts.append("-r" if option.metavar in _FILES else "-x")
    return " ".join([*parts, "-d", _quoted(option.help or "", fish=True)])


def _quoted(text: str, *, fish: bool = False) -> str:
    """The text as one word of a shell."""
    return "'" + text.replace("'", "\\'" if fish else "'\\''") + "'"
