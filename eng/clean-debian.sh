#!/usr/bin/env bash
# An image of a Debian 12 without .NET, in which tests install a release: `eng/clean-debian.sh` makes it on the engine that answers and prints its name.
# It has dpkg, man, the docker command line and busybox (an HTTP server and wget), and libssl3, which the program needs.
set -euo pipefail

# shellcheck disable=SC2034
readonly SPEAKER=clean-debian
ENG=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly ENG
# shellcheck source=eng/debian.sh
. "$ENG/debian.sh"
readonly PACKAGES=(base-files base-passwd libc6 libc-bin bash dash coreutils debianutils diffutils findutils grep sed mawk gzip tar util-linux bsdextrautils
  dpkg libacl1 libattr1 libselinux1 libpcre2-8-0 libbz2-1.0 liblzma5 zlib1g libzstd1 libmd0 libtinfo6 libgmp10 libcrypt1 libgcc-s1 libstdc++6
  libssl3 ca-certificates man-db groff-base libuchardet0 libgdbm6 libpipeline1 libseccomp2 libsmartcols1 libcap-ng0 busybox-static docker.io)

# note_packages TREE LIST: in the database of dpkg, so that it finds what ncompose depends on.
note_packages() {
  local file name version architecture
  while read -r file; do
    IFS=_ read -r name version architecture <<<"${file%.deb}"
    printf 'Package: %s\nStatus: install ok installed\nMaintainer: Debian\nArchitecture: %s\nVersion: %s\nDescription: %s\n\n' \
      "$name" "$architecture" "${version//%3a/:}" "$name"
    : >"$1/var/lib/dpkg/info/$name.list"
  done <"$2" >"$1/var/lib/dpkg/status"
}

make_tree() {
  local tree=$1 source=$2 folder
  mkdir -p "$tree"/usr/{bin,sbin,lib,lib64} "$tree"/{etc,proc,sys,dev,run,root,tmp,home,var/tmp,var/lib/dpkg/{info,updates,alternatives}}
  chmod 1777 "$tree/tmp" "$tree/var/tmp"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$tree/$folder"; done
  tar -c -C "$source" --exclude=./.packages --exclude=./usr/share/locale --exclude=./usr/sbin/dockerd --exclude=./usr/bin/docker-proxy . |
    tar -x -C "$tree" --keep-directory-symlink --no-same-owner
  cp "$tree/usr/share/base-passwd/passwd.master" "$tree/etc/passwd"
  cp "$tree/usr/share/base-passwd/group.master" "$tree/etc/group"
  ln -sf mawk "$tree/usr/bin/awk"
  ln -sf dash "$tree/usr/bin/sh"
  note_packages "$tree" "$source/.packages"
  : >"$tree/var/lib/dpkg/available"
  : >"$tree/var/lib/dpkg/diversions"
}

main() {
  local name source tree
  name=ncompose-clean-debian:$({ cat "${BASH_SOURCE[0]}"; } | sha256sum | cut -c 1-12)
  if ! docker image inspect "$name" >/dev/null 2>&1; then
    rm -rf "$CACHE"/clean-debian-*
    source=$(unpacked "clean-debian-${name#*:}" bookworm "${PACKAGES[@]}")
    tree=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$tree'" EXIT
    make_tree "$tree" "$source"
    tar -c -C "$tree" . | docker import - "$name" >/dev/null
  fi
  echo "$name"
}

main "$@"
