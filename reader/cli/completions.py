"""Completions for bash, zsh and fish: small scripts that ask the program what may follow.

The rule: a script knows only how to answer its shell. What to offer comes from `nightstand
completions SHELL --words`, which reads the words of the line, the last of them being typed, and
prints which file names belong there and then one candidate per line.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType

from reader.cli.arguments import Arguments

_BASH = r"""# Completions of nightstand for bash; `nightstand completions bash` prints them.
_nightstand() {
  local program="${1/#\~/$HOME}" cur="${COMP_WORDS[COMP_CWORD]}" answer files word kind
  cur="${cur#[\"\']}"
  cur="${cur//\\/}"
  answer="$(printf '%s\n' "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$cur" |
    "$program" completions bash --words 2>/dev/null)" || return
  [[ $cur == = ]] && cur=
  COMPREPLY=()
  { read -r files; while IFS=$'\t' read -r word _; do COMPREPLY+=("$word"); done; } <<< "$answer"
  [[ ${COMPREPLY[0]-} == --* ]] || compopt -o filenames 2>/dev/null
  case "$files" in
    files) kind=-f ;;
    folders) kind=-d ;;
    *) return ;;
  esac
  while IFS= read -r word; do
    [[ $cur == \~/* ]] && word="~${word#"$HOME"}"
    COMPREPLY+=("$word")
  done < <(compgen "$kind" -- "${cur/#\~\//$HOME/}")
}
complete -F _nightstand nightstand
"""

_ZSH = r"""#compdef nightstand
# Completions of nightstand for zsh; `nightstand completions zsh` prints them.
_nightstand() {
  local -a answer found told
  local line files
  answer=("${(@f)$(print -rl -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" |
    ${~words[1]} completions zsh --words 2>/dev/null)}")
  files=$answer[1]
  compset -P '--*='
  for line in $answer[2,-1]; do
    found+=("${line%%$'\t'*}")
    told+=("${line/$'\t'/  -- }")
  done
  local -i done=1
  (( $#found )) && compadd -U -l -d told -- $found && done=0
  case $files in
    files) _files && done=0 ;;
    folders) _files -/ && done=0 ;;
  esac
  return done
}
if [[ $funcstack[1] == _nightstand ]]; then
  _nightstand "$@"
else
  compdef _nightstand nightstand
fi
"""

_FISH = r"""# Completions of nightstand for fish; `nightstand completions fish` prints them.
function __nightstand_ask
  set -l line (commandline -cp)
  test "$line" = "$__nightstand_line"; and return
  set -l words (commandline -opc)
  set -l typed (commandline -ct)
  set typed (string unescape -- "$typed"; or string trim -l -c '"\'' -- "$typed")
  set -g __nightstand_answer (printf '%s\n' $words[2..] "$typed" |
    $words[1] completions fish --words 2>/dev/null)
  set -g __nightstand_line "$line"
end
function __nightstand_words
  __nightstand_ask
  set -l option (string match -r -- '^--[^=]*=' (commandline -ct))
  set -q __nightstand_answer[2]; and printf "$option%s\n" $__nightstand_answer[2..]
end
function __nightstand_wants
  __nightstand_ask
  test "$__nightstand_answer[1]" = $argv[1]
end
complete -c nightstand -f -a '(__nightstand_words)'
complete -c nightstand -n '__nightstand_wants files' -F
complete -c nightstand -n '__nightstand_wants folders' -f -a '(__fish_complete_directories)'
"""

_SCRIPTS: Mapping[str, str] = MappingProxyType({"bash": _BASH, "zsh": _ZSH, "fish": _FISH})
SHELLS = tuple(_SCRIPTS)


def completions(arguments: Arguments) -> int:
    """Print completions for a shell, or answer those of one."""
    if not arguments.words:
        sys.stdout.write(script(arguments.shell))
        return 0
    from reader.cli.candidates import offer

    line = sys.stdin.read().split("\n") if sys.stdin is not None else []
    found = offer(line[:-1] if line[-1:] == [""] and len(line) > 1 else line)
    print(found.files)
    for one in found.candidates:
        print(f"{one.word}\t{one.told}")
    return 0


def script(shell: str) -> str:
    """The completions for `bash`, `zsh` or `fish`, in the form that shell reads."""
    return _SCRIPTS[shell]
