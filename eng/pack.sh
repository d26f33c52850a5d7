#!/usr/bin/env bash
# The NuGet packages of the library. `eng/pack.sh --help` says how.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly PROJECTS=(NCompose NCompose.Xunit NCompose.Xunit3 NCompose.MSBuild)

usage() {
  cat <<'TEXT'
usage: eng/pack.sh [--built] [FOLDER]

Makes the packages NCompose, NCompose.Xunit, NCompose.Xunit3 and NCompose.MSBuild in FOLDER (default: artifacts/packages).

options
  --built   of the debug build that is there, for tests
TEXT
}

options=(-c Release -p:RunAnalyzers=false)
if [[ ${1-} == --built ]]; then
  options=(-c Debug --no-build)
  shift
fi
case ${1-} in
  -h | --help) usage && exit ;;
  -*) usage >&2 && exit 2 ;;
esac

folder=$(realpath -m "${1:-$ROOT/artifacts/packages}")
mkdir -p "$folder"
for project in "${PROJECTS[@]}"; do
  rm -f "$folder/$project".[0-9]*.nupkg
  dotnet pack "$ROOT/src/$project" -v q --nologo -o "$folder" "${options[@]}"
done
ls "$folder"
