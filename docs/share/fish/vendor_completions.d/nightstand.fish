# Completions of nightstand for fish; `nightstand completions fish` prints them.
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
