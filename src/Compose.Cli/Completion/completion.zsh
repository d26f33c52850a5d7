#compdef ncompose
# Completion of ncompose for zsh: asks the program what can follow.
_ncompose() {
    local -a lines found
    local line directive value text
    # What the shell would make of a path is done here: the words are as they were typed.
    local -a before=("${(@)words[1,CURRENT-1]/#\~\//$HOME/}")
    lines=("${(@f)$("${before[1]}" __complete "${(@)before[2,-1]}" "${words[CURRENT]}" 2>/dev/null)}")
    directive=${lines[-1]#:}
    lines[-1]=()
    for line in $lines; do
        value=${line%%$'\t'*}
        text=${line#*$'\t'}
        [[ -z $value ]] && continue
        value=${value//:/\\:}
        [[ $text == $line ]] && found+=("$value") || found+=("$value:$text")
    done
    local -a options
    (( directive & 2 )) && options=(-S '')
    (( $#found )) && _describe -V -t values ncompose found "${options[@]}"
    if (( directive & 16 )); then
        _files -/
    elif (( !(directive & 4) )); then
        _files
    fi
}
if [[ ${funcstack[1]} == _ncompose ]]; then
    _ncompose "$@"
else
    compdef _ncompose ncompose
fi
