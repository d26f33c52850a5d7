# Completion of ncompose for fish: asks the program what can follow.
function __ncompose_answers
    # What the shell would make of a path is done here: the words are as they were typed.
    set -l words (string replace -r '^~/' "$HOME/" -- (commandline -opc))
    set -l answer ($words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null)
    set -l directive (string replace ':' '' -- $answer[-1])
    set -e answer[-1]
    printf '%s\n' $answer
    if test (math "bitand($directive, 16)") -ne 0
        __fish_complete_directories (commandline -ct)
    else if test (math "bitand($directive, 4)") -eq 0
        __fish_complete_path (commandline -ct)
    end
end
complete -c ncompose -e
complete -c ncompose -f -k -a '(__ncompose_answers)'
