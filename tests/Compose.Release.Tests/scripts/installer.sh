# In a clean Debian 12: install.sh for the system and for a user, from a folder and from a URL; what it refuses; what it leaves.
set -eu
trap '[ $? = 0 ] || cat /tmp/message' EXIT
others() { find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /release -o -path /scripts -o -path /tmp \) -prune -o -print | sort; }
fresh() { others >/tmp/now; diff /tmp/before /tmp/now | tr '\n' ' '; }
refused() { if "$@" 2>/tmp/message; then echo "installed"; else sed -n 's/^install: //p' /tmp/message; fi; }

mkdir -p /home/someone
chown 1000:1000 /home/someone
others >/tmp/before

sh /release/install.sh --from /release --as-compose 2>/tmp/message
echo "system: $(cat /tmp/message), $(ncompose version), $(docker ncompose version), $(docker compose version 2>/dev/null)"
echo "page: $(MANPAGER=cat man ncompose-up | head -n 1 | tr -s ' ')"
sh /release/install.sh --from /release --as-compose 2>/dev/null
echo "again: $(docker ncompose version)"
sh /release/install.sh --uninstall 2>/dev/null
echo "left by the system: $(fresh)"

mkdir /tmp/aside
mv /usr/lib/x86_64-linux-gnu/libssl.so.3 /tmp/aside
sh /release/install.sh --from /release --prefix /tmp/elsewhere 2>/tmp/message
echo "without OpenSSL: $(grep -o 'OpenSSL is not here' /tmp/message)"
mv /tmp/aside/libssl.so.3 /usr/lib/x86_64-linux-gnu/
sh /release/install.sh --uninstall --prefix /tmp/elsewhere 2>/dev/null
echo "left in another folder: $(ls -A /tmp/elsewhere 2>&1 | tr '\n' ' ')"

busybox httpd -p 127.0.0.1:8080 -h /release
ln -s "$(command -v busybox)" /tmp/wget
cd /tmp
as_someone() { setpriv --reuid=1000 --regid=1000 --clear-groups env -i HOME=/home/someone PATH="/home/someone/.local/bin:/tmp:$PATH" "$@"; }
as_someone sh /release/install.sh --from http://127.0.0.1:8080 2>/tmp/message
echo "user: $(cat /tmp/message), $(as_someone ncompose version), $(as_someone docker ncompose version)"
echo "page for the user: $(as_someone MANPAGER=cat man ncompose-up | head -n 1 | tr -s ' ')"
echo "missing: $(refused as_someone sh /release/install.sh --from http://127.0.0.1:8080/nothing)"
as_someone sh /release/install.sh --uninstall 2>/dev/null
echo "left by the user: $(fresh)"

# What another program has put in place of the plugin stays.
mkdir -p /usr/local/lib/docker/cli-plugins
echo other >/usr/local/lib/docker/cli-plugins/docker-compose
sh /release/install.sh --from /release --as-compose 2>/dev/null
sh /release/install.sh --uninstall 2>/dev/null
echo "other plugin: $(cat /usr/local/lib/docker/cli-plugins/docker-compose)"
rm -r /usr/local

mkdir /tmp/forged
archive=$(awk '$2 ~ /^ncompose-[0-9.]+-linux-x64.tar.gz$/ { print $2 }' /release/SHA256SUMS)
cp /release/SHA256SUMS "/release/$archive" /tmp/forged
printf x >>"/tmp/forged/$archive"
echo "forged: $(refused sh /release/install.sh --from /tmp/forged | sed -E 's/[0-9a-f]{64}/SUM/g')"
printf '#!/bin/sh\n[ "$1" = -m ] && echo riscv64 || echo Linux\n' >/tmp/uname
chmod +x /tmp/uname
echo "processor: $(PATH=/tmp:$PATH refused sh /release/install.sh --from /release)"
sed -i s/riscv64/aarch64/ /tmp/uname
echo "platform: $(sed -i /linux-arm64/d /tmp/forged/SHA256SUMS; PATH=/tmp:$PATH refused sh /release/install.sh --from /tmp/forged)"
rm /tmp/uname
echo "nothing to remove: $(refused sh /release/install.sh --uninstall)"
echo "left by refusals: $(fresh)"
