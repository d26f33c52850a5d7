#!/usr/bin/env bash
# Prints `export NCOMPOSE_SSHD=…`: OpenSSH's server from Debian's packages, unpacked and not installed, so that no daemon starts on this machine.
set -euo pipefail

SPEAKER=sshd
# shellcheck source=eng/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

folder=$(unpacked "sshd-$(codename)" "$(codename)" openssh-server libwrap0)
if [[ ! -x $folder/sshd ]]; then
  # The server starts itself once more for each connection, by an absolute path. As root it wants a user and a folder, which it gets in a mount
  # namespace of its own.
  cat >"$folder/sshd.part" <<'SH'
#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$(dirname "$(find "$folder" -name libwrap.so.0 | head -n 1)")"
[ "$(id -u)" = 0 ] || exec "$folder/usr/sbin/sshd" "$@"
{ grep -v '^sshd:' /etc/passwd; echo 'sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin'; } >"$folder/passwd.$$"
exec unshare --mount sh -c '
  mount --bind "$0/passwd.$$" /etc/passwd && rm "$0/passwd.$$" && mkdir -p /run/sshd && exec "$0/usr/sbin/sshd" "$@"' "$folder" "$@"
SH
  chmod +x "$folder/sshd.part"
  mv "$folder/sshd.part" "$folder/sshd"
fi
echo "export NCOMPOSE_SSHD=$folder/sshd"
