# In a clean Debian 12: installs the package, uses what it brings, and removes it. The folder of the release is /release.
set -eu
files() { find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /release -o -path /scripts \) -prune -o -print | sort; }
# The logs and the database of the package system change with every package; the database names the file of a package that it knows.
others() { files | grep -vE '^/var/(log|lib/dpkg|cache/man)(/|$)'; }

touch /tmp/before /tmp/after
others >/tmp/before
dpkg -i /release/ncompose_*_amd64.deb >/dev/null
echo "version: $(ncompose version)"
echo "plugin: $(docker ncompose version)"
echo "compose: $(docker compose version 2>/dev/null)"
echo "alternative: $(readlink -f /usr/libexec/docker/cli-plugins/docker-compose)"
echo "page: $(COLUMNS=100 MANPAGER=cat man ncompose-up | head -n 1 | tr -s ' ')"
# What man itself calls, for all pages at once.
mkdir /tmp/pages
cp /usr/share/man/man1/ncompose*.gz /tmp/pages
gzip -d /tmp/pages/*.gz
warnings() { groff -k -man -ww -z -Tutf8 "$@" 2>&1 | grep -c warning || true; }
echo "warnings: $(warnings /tmp/pages/*)"
printf '.TH A 1\n.SH NAME\n.XX\n' >/tmp/pages/broken
echo "warnings of a broken page: $(warnings /tmp/pages/broken)"
rm -r /tmp/pages
echo "completion: $(bash -c 'source /usr/share/bash-completion/completions/ncompose; complete -p ncompose')"
echo "server: $(ncompose-ui --help 2>&1 | head -n 1)"
echo "files of others than root: $(find $(dpkg -L ncompose) -maxdepth 0 ! -user root | wc -l)"
dpkg -P ncompose >/dev/null
others >/tmp/after
echo "left: $(diff /tmp/before /tmp/after | tr '\n' ' ')"
