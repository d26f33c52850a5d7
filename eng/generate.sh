#!/usr/bin/env bash
# Files that ncompose itself writes: eng/generated names each with the command that prints it.
#   eng/generate.sh           writes them again
#   eng/generate.sh --check   fails when one is out of date
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly LIST=$ROOT/eng/generated
readonly BINARY=$ROOT/artifacts/bin/ncompose

main() {
  local check=false file arguments stale=0 fresh
  if [[ ${1-} == --check ]]; then check=true; fi
  "$ROOT/eng/build.sh"
  fresh=$(mktemp)
  # shellcheck disable=SC2064
  trap "rm -f '$fresh'" EXIT
  while read -r file arguments; do
    if [[ -z $file || $file == \#* ]]; then continue; fi
    # shellcheck disable=SC2086
    (cd "$ROOT" && "$BINARY" $arguments </dev/null) >"$fresh" || { echo "generate: 'ncompose $arguments' failed" >&2; exit 1; }
    if [[ $check == false ]]; then
      mkdir -p "$(dirname "$ROOT/$file")"
      cp "$fresh" "$ROOT/$file"
    elif ! diff -u "$ROOT/$file" "$fresh" >&2; then
      echo "generate: $file is out of date; eng/generate.sh writes it again" >&2
      stale=1
    fi
  done <"$LIST"
  exit "$stale"
}

main "$@"
