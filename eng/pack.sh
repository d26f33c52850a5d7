#!/usr/bin/env bash
# The NuGet packages of the library. `eng/pack.sh --help` says how.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly PROJECTS=(NCompose NCompose.Xunit NCompose.Xunit3 NCompose.MSBuild)

usage() {
  cat <<'TEXT'
usage: eng/pack.sh [--built] [--version VERSION] [FOLDER]

Makes the packages NCompose, NCompose.Xunit, NCompose.Xunit3 and NCompose.MSBuild in FOLDER (default: artifacts/packages).

options
  --built     of the debug build that is there, for tests
  --version   another version than that of Directory.Build.props
TEXT
}

options=(-c Release -p:RunAnalyzers=false)
while (($#)); do
  case $1 in
    -h | --help) usage && exit ;;
    --built) options=(-c Debug --no-build) ;;
    --version)
      version=${2?--version needs a version}
      shift
      ;;
    -*) usage >&2 && exit 2 ;;
    *) break ;;
  esac
  shift
done
[[ -z ${version-} ]] || options+=(-p:Version="$version")

folder=$(realpath -m "${1:-$ROOT/artifacts/packages}")
mkdir -p "$folder"
for project in "${PROJECTS[@]}"; do
  rm -f "$folder/$project".[0-9]*.nupkg
  dotnet pack "$ROOT/src/$project" -v q --nologo -o "$folder" "${options[@]}"
done
ls "$folder"
