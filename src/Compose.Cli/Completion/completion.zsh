#compdef ncompose
# Completion of ncompose for zsh: asks the program what can follow.
_ncompose() {
    local -a lines found
    local line directive value text
    lines=("${(@f)$(${words[1]} __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
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
    (( $#found )) && _describe -t values ncompose found $options -V
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
