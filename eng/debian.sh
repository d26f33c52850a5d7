# Debian's packages for scripts that unpack them: sourced by eng/engine.sh and eng/images.sh, which set SPEAKER.
# shellcheck shell=bash disable=SC2034

readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ncompose

say() { printf '%s: %s\n' "$SPEAKER" "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

codename() { (. /etc/os-release && echo "${VERSION_CODENAME-}"); }
is_debian() { [[ -r /etc/os-release ]] && (. /etc/os-release && [[ ${ID-} == debian ]]) && have apt-get && have dpkg; }

# The mirror that this machine gets Debian from, in either format of the sources. Without a match: Debian's own.
mirror() {
  local found
  found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
    grep -Ev '^[[:space:]]*#' | grep -Eo '[a-z+]+://[^[:space:]]+/debian/?([[:space:]]|$)' | head -n 1 | tr -d '[:space:]') || true
  echo "${found:-http://deb.debian.org/debian}"
}

# own_apt SUITE FOLDER: an apt of its own for one suite, with own sources, lists and cache; prints its configuration file, which
# goes into APT_CONFIG. Proxies and such still come from /etc/apt/apt.conf.d.
own_apt() {
  local suite=$1 root=$2 key=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial"
  [[ -r $key ]] && key="[signed-by=$key] " || key=
  echo "deb $key$(mirror) $suite main" >"$root/sources.list"
  cat >"$root/apt.conf" <<CONF
Dir::Etc::SourceList "$root/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$root/lists";
Dir::Cache "$root/cache";
APT::Sandbox::User "root";
APT::Get::List-Cleanup "true";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
  echo "$root/apt.conf"
}
