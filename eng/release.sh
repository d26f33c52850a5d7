#!/usr/bin/env bash
# Makes what a release consists of in artifacts/release. `eng/release.sh --help` says how.
set -euo pipefail
export LC_ALL=C TZ=UTC

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
# shellcheck disable=SC2034
readonly SPEAKER=release
# shellcheck source=eng/debian.sh
. "$ROOT/eng/debian.sh"
# shellcheck source=eng/release/debian-package.sh
. "$ROOT/eng/release/debian-package.sh"
# shellcheck source=eng/release/tool-package.sh
. "$ROOT/eng/release/tool-package.sh"
# shellcheck source=eng/release/container-image.sh
. "$ROOT/eng/release/container-image.sh"
# shellcheck source=eng/release/formulas.sh
. "$ROOT/eng/release/formulas.sh"
readonly PROGRAMS=(ncompose ncompose-ui ncompose-lsp)

usage() {
  cat <<'TEXT'
usage: eng/release.sh [--out FOLDER] [--no-build] [--fast] [--verify]

Makes in artifacts/release, of the programs that eng/build.sh builds: an archive for each platform, a Debian package, a .NET tool, a container
image, install.sh, formulas for Homebrew, Scoop and winget, an SBOM (CycloneDX) and SHA256SUMS. The version is the one of Directory.Build.props.
The same commit and the same tools give the same bytes.

Platforms: this machine's; linux-arm64 too where Debian's gcc-aarch64-linux-gnu is installed; win-x64 when its programs, built on Windows, are in
artifacts/bin/win-x64. Scoop and winget need the latter. What is left out is said at the end.

options
  --out FOLDER   makes it there, in an empty folder
  --no-build     takes the programs of artifacts/bin as they are
  --fast         compresses little, for tests
  --verify       makes everything again, programs too, in a fresh clone in another folder, and compares the checksums

environment
  SOURCE_DATE_EPOCH   the time that files and packages carry (default: that of the last commit)
TEXT
}

property() { sed -nE "s#.*<$1>(.*)</$1>.*#\1#p" "$ROOT/Directory.Build.props"; }

left_out=()
leave_out() { left_out+=("$1"); }

# programs_of PLATFORM: the folder of its programs.
programs_of() { if [[ $1 == "$here" ]]; then echo "$ROOT/artifacts/bin"; else echo "$ROOT/artifacts/bin/$1"; fi; }

build_programs() {
  local options=(--ui --lsp)
  # Programs name the commit that they were built from; those that are up to date may name an older one.
  if [[ $verify == true ]]; then options+=(--force); fi
  bash "$ROOT/eng/build.sh" "${options[@]}"
  if [[ $here == linux-x64 ]] && have aarch64-linux-gnu-gcc; then bash "$ROOT/eng/build.sh" --arm64 "${options[@]}"; fi
}

find_platforms() {
  local platform folder program whole
  platforms=()
  for platform in linux-x64 linux-arm64 win-x64; do
    folder=$(programs_of "$platform") whole=true
    for program in "${PROGRAMS[@]}"; do [[ -f $folder/$program || -f $folder/$program.exe ]] || whole=false; done
    if [[ $whole == true ]]; then platforms+=("$platform"); continue; fi
    case $platform in
      linux-arm64)
        leave_out "everything for linux-arm64: its programs are not in ${folder#"$ROOT"/}"
        leave_out "  (apt-get install gcc-aarch64-linux-gnu, then eng/build.sh --arm64 --ui --lsp)" ;;
      win-x64) leave_out "the archive for win-x64: its programs are not in ${folder#"$ROOT"/}, and can be built on Windows only" ;;
      *) leave_out "everything for $platform: its programs are not in ${folder#"$ROOT"/}" ;;
    esac
  done
  [[ " ${platforms[*]} " == *" $here "* ]] || fail "the programs for $here are missing; eng/build.sh --ui --lsp builds them"
}

# Files that are the same for every platform, in the layout below a prefix such as /usr.
share_tree() {
  local tree=$work/share program=$ROOT/artifacts/bin/ncompose page
  mkdir -p "$tree"/{man/man1,bash-completion/completions,zsh/site-functions,fish/vendor_completions.d,doc/ncompose}
  "$program" manual "$tree/man/man1" --date "$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)"
  for page in "$tree"/man/man1/*.1; do gzip -9n "$page"; done
  "$program" completion bash >"$tree/bash-completion/completions/ncompose"
  "$program" completion zsh >"$tree/zsh/site-functions/_ncompose"
  "$program" completion fish >"$tree/fish/vendor_completions.d/ncompose.fish"
  cp "$ROOT"/{LICENSE,README.md,CHANGELOG.md,SECURITY.md} "$tree/doc/ncompose/"
  perl "$ROOT/eng/release/sbom.pl" "$ROOT" "$version" "$SOURCE_DATE_EPOCH" "$out/ncompose-$version.cdx.json" "$tree/doc/ncompose/THIRD-PARTY.txt"
}

# archive FOLDER...: a tar archive of the current folder whose bytes depend on names and contents alone.
archive() {
  tar -c --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u+rw,go-w,a+rX --format=gnu "$@"
}

# platform_tree PLATFORM FOLDER: programs and shared files below a prefix.
platform_tree() {
  local program folder
  folder=$(programs_of "$1")
  mkdir -p "$2/bin"
  for program in "${PROGRAMS[@]}"; do install -m 755 "$folder/$program" "$2/bin/$program"; done
  cp -r "$work/share" "$2/share"
}

platform_archive() {
  local platform=$1 name=ncompose-$version-$1
  if [[ $platform == win-* ]]; then
    (cd "$(programs_of "$platform")" && perl "$ROOT/eng/release/zip.pl" "$SOURCE_DATE_EPOCH" "$level" "$out/$name.zip" "${PROGRAMS[@]/%/.exe}")
    return
  fi
  platform_tree "$platform" "$work/$platform/$name"
  (cd "$work/$platform" && archive "$name" | gzip "-${level}n" >"$out/$name.tar.gz")
}

installer() {
  sed -e "s#@VERSION@#$version#" -e "s#@HOMEPAGE@#$homepage#" "$ROOT/eng/install.sh" >"$out/install.sh"
  chmod 755 "$out/install.sh"
}

sums() { (cd "$out" && find . -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs sha256sum >"$work/sums" && mv "$work/sums" SHA256SUMS); }

# Makes the release of the commit a second time.
verify() {
  [[ -z $(git -C "$ROOT" status --porcelain) ]] || fail "--verify needs a commit: there are changes that are not committed"
  git clone -q "$ROOT" "$work/clone"
  bash "$work/clone/eng/release.sh" "${fast[@]}" --out "$work/again" || fail "the release could not be made again"
  diff "$out/SHA256SUMS" "$work/again/SHA256SUMS" >&2 || fail "the second release has other bytes"
  say "the second release has the same bytes"
}

parse() {
  here=linux-x64
  if [[ $(uname -m) == aarch64 ]]; then here=linux-arm64; fi
  out=$ROOT/artifacts/release build=true verify=false fast=() level=9 debian_compression=(-Zxz)
  while (($#)); do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --out) out=${2-}; shift; [[ -n $out ]] || fail "--out needs a folder" ;;
      --no-build) build=false ;;
      --verify) verify=true ;;
      --fast) fast=(--fast) level=1 debian_compression=(-Zgzip -z1) ;;
      *) fail "unknown argument '$1' (see --help)" ;;
    esac
    shift
  done
}

prepare() {
  version=$(property Version) homepage=$(property PackageProjectUrl)
  [[ -n $version && -n $homepage ]] || fail "Directory.Build.props has no Version or no PackageProjectUrl"
  [[ $homepage != *OWNER* ]] || say "the packages will have the address $homepage: Directory.Build.props does not name the owner"
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$ROOT" log -1 --format=%ct)}
  export SOURCE_DATE_EPOCH
  if [[ $out == "$ROOT/artifacts/release" ]]; then rm -rf "$out"; fi
  mkdir -p "$out"
  [[ -z $(ls -A "$out") ]] || fail "$out is not empty"
  out=$(cd "$out" && pwd)
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
}

main() {
  local platform
  parse "$@"
  if [[ $build == true ]]; then build_programs; fi
  prepare
  find_platforms
  share_tree
  for platform in "${platforms[@]}"; do platform_archive "$platform"; done
  for platform in "${platforms[@]}"; do if [[ $platform == linux-* ]]; then debian_package "$platform"; fi; done
  tool_packages
  container_image "$here"
  installer
  formulas
  sums
  if ((${#left_out[@]})); then say "left out:"; printf '  %s\n' "${left_out[@]}" >&2; fi
  say "made $(wc -l <"$out/SHA256SUMS") files in $out"
  if [[ $verify == true ]]; then verify; fi
}

main "$@"
