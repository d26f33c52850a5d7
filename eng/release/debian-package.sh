# The Debian package: sourced by eng/release.sh.
# shellcheck shell=bash disable=SC2154

# The newest version of the C library that a program asks for.
required_libc() {
  local program=$1 reader=objdump
  if [[ $2 == arm64 && $here != linux-arm64 ]]; then reader=aarch64-linux-gnu-objdump; fi
  "$reader" -T "$program" | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -n 1 | cut -d _ -f 2
}

debian_control() {
  local tree=$1 architecture=$2
  cat <<CONTROL
Package: ncompose
Version: $version
Architecture: $architecture
Maintainer: The ncompose authors <$homepage>
Installed-Size: $(du -k --apparent-size -s "$tree/usr" | cut -f 1)
Depends: libc6 (>= $(required_libc "$tree/usr/bin/ncompose" "$architecture")), libssl3t64 | libssl3 | libssl1.1
Recommends: ca-certificates, docker-cli | docker.io | docker-ce-cli
Suggests: docker-buildx | docker-buildx-plugin, man-db, bash-completion
Section: admin
Priority: optional
Homepage: $homepage
Description: runs the containers of a compose file
 ncompose takes Docker Compose's place with the same files, commands and flags. It shows
 what it will change and why before it does, and restores what worked when an update fails.
 .
 The package has the page (ncompose ui), the language server for editors (ncompose lsp),
 manual pages, completions and the plugin of the docker command line.
CONTROL
}

# debian_package PLATFORM
debian_package() {
  local platform=$1 tree=$work/debian-$1 architecture=amd64
  if [[ $platform == linux-arm64 ]]; then architecture=arm64; fi
  have dpkg-deb || { leave_out "the Debian package: dpkg-deb is missing"; return; }
  mkdir -p "$tree/DEBIAN" "$tree/usr/libexec/docker/cli-plugins"
  platform_tree "$platform" "$tree/usr"
  # Debian's places for a licence and a list of changes.
  mv "$tree/usr/share/doc/ncompose/LICENSE" "$tree/usr/share/doc/ncompose/copyright"
  mv "$tree/usr/share/doc/ncompose/CHANGELOG.md" "$tree/usr/share/doc/ncompose/changelog"
  gzip -9n "$tree/usr/share/doc/ncompose/changelog"
  mkdir -p "$tree/usr/share/zsh/vendor-completions"
  mv "$tree/usr/share/zsh/site-functions/_ncompose" "$tree/usr/share/zsh/vendor-completions/"
  rmdir "$tree/usr/share/zsh/site-functions"
  ln -s ../../../bin/ncompose "$tree/usr/libexec/docker/cli-plugins/docker-ncompose"
  install -m 755 "$ROOT/eng/release/debian/postinst" "$ROOT/eng/release/debian/prerm" "$tree/DEBIAN/"
  debian_control "$tree" "$architecture" >"$tree/DEBIAN/control"
  (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
  chmod -R u+rwX,go-w,a+rX "$tree"
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  # The bytes of xz depend on the number of its threads.
  DPKG_DEB_THREADS_MAX=1 dpkg-deb --root-owner-group "${debian_compression[@]}" --build "$tree" "$out/ncompose_${version}_$architecture.deb" >/dev/null
  rm -rf "$tree"
}
