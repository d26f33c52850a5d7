#!/usr/bin/env bash
# The ten largest source files and functions of src: badness shows in the maximum.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

sources() { find src \( -name bin -o -name obj \) -prune -o -name '*.cs' -print; }

# A function is what stands at member depth, has parameters, and goes on to its closing brace or, written as an expression, to its semicolon.
functions() {
  # shellcheck disable=SC2016
  sources | xargs -r awk '
    FNR == 1 { open = "" }
    # The head: at one or two levels of indentation (a member, or a member of a nested type).
    open == "" && match($0, /^(    |        )[A-Za-z\[(]/) && /\(/ && !/^ *(return|throw|if|for|foreach|while|switch|using|lock|case|await|var|new|else) ?[( ]/ \
      && !/^ *\[/ && !/ (class|record|struct|interface|enum) / && !/;[ ]*$/ {
      match($0, /^ +/); depth = RLENGTH; head = $0; line = FNR; open = "head"; braces = 0; next
    }
    open == "head" || open == "body" {
      match($0, /^ */)
      if (RLENGTH == depth && /^ *\{ *$/) { open = "body"; braces = 1; next }
      if ((braces && RLENGTH == depth && /^ *\}/) || (!braces && /;[ ]*$/ )) {
        sub(/^ +/, "", head); sub(/\(.*/, "", head)
        n = split(head, words, " ")
        printf "%5d  %s:%d %s\n", FNR - line + 1, FILENAME, line, words[n]
        open = ""
      } else if (!braces && (NF == 0 || RLENGTH < depth)) open = ""
    }' | sort -rn
}

echo "The largest files of src (lines):"
sources | xargs -r wc -l | grep -v ' total$' | sort -rn | awk 'NR <= 10'
echo "The largest functions of src (lines):"
functions | awk 'NR <= 10'
