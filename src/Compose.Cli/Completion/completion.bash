# Completion of ncompose for bash: asks the program what can follow.
_ncompose() {
    local rest=$COMP_LINE words=() word out line directive prefix i

    # Bash cuts words at : and = too; what stands together in the line belongs together.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $i -eq 0 || $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%[![:space:]]*}"}
            words+=("$word")
        else
            words[${#words[@]}-1]+=$word
        fi
        rest=${rest#"$word"}
    done

    # What the shell would make of a path is done here: the words are as they were typed.
    for i in "${!words[@]}"; do
        [[ $i -lt $((${#words[@]} - 1)) && ${words[i]} == "~/"* ]] && words[i]=$HOME/${words[i]#"~/"}
    done

    out=$("${words[0]}" __completeNoDesc "${words[@]:1}" 2>/dev/null) || return
    directive=${out##*:}
    out=${out%:*}

    # The part of the word that bash has cut off is not to be repeated.
    word=${words[${#words[@]}-1]}
    prefix=
    [[ $word == *[:=]* ]] && prefix=${word%"${word##*[:=]}"}

    COMPREPLY=()
    while IFS= read -r line; do
        [[ -n $line ]] && COMPREPLY+=("${line#"$prefix"}")
    done <<<"$out"

    ((directive & 2)) && compopt -o nospace 2>/dev/null
    if ((directive & 16)); then
        compopt -o dirnames 2>/dev/null
    elif ! ((directive & 4)); then
        compopt -o default 2>/dev/null
    fi
}
complete -F _ncompose ncompose
