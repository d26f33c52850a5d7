#!/bin/sh
# Installs ncompose from a release. `sh install.sh --help` says how.
set -eu

VERSION='@VERSION@'
FROM='@HOMEPAGE@/releases/download/v@VERSION@'

usage() {
  cat <<'TEXT'
usage: sh install.sh [--user | --system | --prefix FOLDER] [--from URL|FOLDER] [--as-compose]
       sh install.sh --uninstall [--user | --system | --prefix FOLDER]

Installs ncompose with its manual pages, completions and the plugin of docker (`docker ncompose`), after checking the archive's SHA-256 against
SHA256SUMS of the release. It asks nothing, changes no profile and needs no package but tar, gzip, sha256sum (or shasum), and curl or wget for a URL.

options
  --user           for you: into ~/.local, the plugin into ~/.docker/cli-plugins (default, unless you are root)
  --system         for all: into /usr/local (default for root)
  --prefix FOLDER  into another folder, without the plugin
  --from PLACE     the URL or the folder of a release's files (default: the release that this script belongs to)
  --version V      that version of the files (default: the one of this script)
  --as-compose     the plugin is `docker compose` as well
  --uninstall      removes what an installation has put there, and nothing else
TEXT
}

say() { printf 'install: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

parse() {
  scope='' prefix='' uninstall=false as_compose=false
  if [ "$(id -u)" = 0 ]; then scope=system; else scope=user; fi
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --user) scope=user ;;
      --system) scope=system ;;
      --prefix) scope=prefix prefix=${2-}; [ -n "$prefix" ] || fail "--prefix needs a folder"; shift ;;
      --from) FROM=${2-}; [ -n "$FROM" ] || fail "--from needs a URL or a folder"; shift ;;
      --version) VERSION=${2-}; [ -n "$VERSION" ] || fail "--version needs a version"; shift ;;
      --as-compose) as_compose=true ;;
      --uninstall) uninstall=true ;;
      *) fail "unknown argument '$1' (see --help)" ;;
    esac
    shift
  done
  plugins=''
  case $scope in
    user) prefix=${HOME:?}/.local plugins=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins ;;
    system) prefix=/usr/local plugins=/usr/local/lib/docker/cli-plugins ;;
  esac
  case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
  # One path a line: what was installed, and the folders that were made for it.
  record=$prefix/share/ncompose/installed
}

platform() {
  system=$(uname -s) machine=$(uname -m)
  [ "$system" = Linux ] || fail "there is no archive for $system; build it from source (README.md)"
  case $machine in
    x86_64 | amd64) echo linux-x64 ;;
    aarch64 | arm64) echo linux-arm64 ;;
    *) fail "there is no archive for processors of the kind $machine; there are linux-x64 and linux-arm64" ;;
  esac
}

# get NAME FILE: a file of the release.
get() {
  case $FROM in
    http://* | https://*)
      if have curl; then curl -fsSL --retry 3 -o "$2" "$FROM/$1" || return 1
      elif have wget; then wget -q -O "$2" "$FROM/$1" || return 1
      else fail "curl or wget is needed for $FROM"; fi ;;
    *) [ -f "$FROM/$1" ] && cp "$FROM/$1" "$2" ;;
  esac
}

digest() {
  if have sha256sum; then sha256sum "$1" | cut -d ' ' -f 1
  elif have shasum; then shasum -a 256 "$1" | cut -d ' ' -f 1
  else fail "sha256sum or shasum is needed to check the archive"; fi
}

# Downloads the archive and unpacks it when its checksum is that of the release.
unpack() {
  archive=ncompose-$VERSION-$1.tar.gz
  get SHA256SUMS "$work/SHA256SUMS" || fail "there is no SHA256SUMS at $FROM"
  expected=$(awk -v name="$archive" '$2 == name { print $1 }' "$work/SHA256SUMS")
  [ -n "$expected" ] || fail "the release at $FROM has no $archive"
  get "$archive" "$work/$archive" || fail "$archive cannot be had from $FROM"
  actual=$(digest "$work/$archive")
  [ "$actual" = "$expected" ] || fail "$archive has the checksum $actual, and SHA256SUMS says $expected: nothing was installed"
  tar -xzf "$work/$archive" -C "$work"
  tree=$work/ncompose-$VERSION-$1
}

# The program must run here before anything is changed.
try() {
  "$tree/bin/ncompose" version >/dev/null 2>"$work/error" || fail "the program does not run on this machine: $(head -n 1 "$work/error")"
}

remark_openssl() {
  for library in /lib*/libssl.so.* /usr/lib*/libssl.so.* /lib/*/libssl.so.* /usr/lib/*/libssl.so.*; do
    if [ -e "$library" ]; then return; fi
  done
  say "OpenSSL is not here; registries and engines over TLS need it (apt-get install libssl3, or what your system calls it)"
}

make_folder() {
  [ ! -d "$1" ] || return 0
  make_folder "$(dirname "$1")"
  mkdir "$1"
  echo "$1/" >>"$record.new"
}

# An older installation stays until the new one is complete; its folders are still ours.
begin_record() {
  folder=$(dirname "$record") missing=''
  # The folders above the record are recorded as well, so they are made first and noted afterwards.
  while [ ! -d "$folder" ]; do
    missing="$missing$folder/
"
    folder=$(dirname "$folder")
  done
  mkdir -p "$(dirname "$record")" || fail "$prefix cannot be written to"
  : >"$record.new"
  if [ -f "$record" ]; then grep '/$' "$record" >"$record.new" || true; fi
  printf '%s' "$missing" >>"$record.new"
}

# What the older installation had and the new one has not.
end_record() {
  if [ -f "$record" ]; then
    grep -vxFf "$record.new" "$record" | while read -r path; do rm -f "$path"; done
  fi
  mv "$record.new" "$record"
}

install_tree() {
  (cd "$tree" && find . -type f | sort) >"$work/files"
  while read -r file; do
    file=${file#./}
    make_folder "$(dirname "$prefix/$file")"
    # A program that runs may be replaced, but not written to.
    cp -p "$tree/$file" "$prefix/$file.new"
    mv -f "$prefix/$file.new" "$prefix/$file"
    echo "$prefix/$file" >>"$record.new"
  done <"$work/files"
}

# plugin NAME: what another program has put there stays.
plugin() {
  make_folder "$plugins"
  link=$plugins/docker-$1
  if [ -f "$record" ] && grep -qxF "$link" "$record"; then
    echo "$link" >>"$record.new"
    return
  fi
  if [ -e "$link" ] || [ -L "$link" ]; then
    say "$link is there already and stays as it is"
    return
  fi
  ln -s "$prefix/bin/ncompose" "$link"
  echo "$link" >>"$record.new"
}

# Files first; a folder goes when it was made by the installation and is empty.
remove_recorded() {
  grep -v '/$' "$record" | while read -r path; do rm -f "$path"; done
  folders=$(grep '/$' "$record" | sort -r) || true
  rm -f "$record"
  printf '%s\n' "$folders" | while read -r path; do [ -z "$path" ] || rmdir "$path" 2>/dev/null || true; done
}

main() {
  parse "$@"
  if [ "$uninstall" = true ]; then
    [ -f "$record" ] || fail "nothing is installed in $prefix"
    remove_recorded
    rmdir "$(dirname "$record")" 2>/dev/null || true
    say "removed from $prefix"
    return
  fi
  case $VERSION in @*) fail "this script is not that of a release: name one with --version and --from" ;; esac
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  target=$(platform)
  unpack "$target"
  try
  begin_record
  install_tree
  if [ -n "$plugins" ]; then
    plugin ncompose
    if [ "$as_compose" = true ]; then plugin compose; fi
  fi
  end_record
  say "ncompose $VERSION is in $prefix/bin"
  remark_openssl
  case :$PATH: in *":$prefix/bin:"*) ;; *) say "$prefix/bin is not in your PATH" ;; esac
}

main "$@"
