# Debian's packages for scripts that unpack them: sourced by the scripts beside it, which set SPEAKER.
# shellcheck shell=bash disable=SC2034

readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ncompose
# Moby 28 and Docker Compose 2.40 are only in this suite; its packages are unpacked into a folder, never installed.
readonly MODERN_SUITE=${NCOMPOSE_ENGINE_SUITE:-sid}

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
  # What the system has installed, perhaps of a newer version than the suite's, does not count.
  : >"$root/status"
  cat >"$root/apt.conf" <<CONF
Dir::Etc::SourceList "$root/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$root/lists";
Dir::State::status "$root/status";
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

# unpacked SET SUITE PACKAGE...: prints the folder with the content of these packages. It appears whole or not at all.
unpacked() {
  local set=$1 suite=$2 target=$CACHE/$1 part conf log
  shift 2
  if [[ -d $target ]]; then echo "$target"; return; fi
  is_debian || fail "$set comes from Debian's packages, and this is not Debian"
  say "getting $set: $* (Debian $suite)"
  conf=$(own_apt "$suite" "$CACHE/apt/$suite") part=$target.part log=$CACHE/$set.log
  rm -rf "$part"; mkdir -p "$part/.debs"
  { APT_CONFIG=$conf apt-get update -q && cd "$part/.debs" && APT_CONFIG=$conf apt-get download -q "$@"; } >"$log" 2>&1 ||
    fail "Debian's packages cannot be downloaded: $(grep -E '^(E|Err)' "$log" | head -n 1) (log: $log)"
  for deb in "$part"/.debs/*.deb; do dpkg -x "$deb" "$part"; done
  # Which versions these are is worth keeping, the archives are not.
  (cd "$part/.debs" && ls) >"$part/.packages"
  rm -rf "$part/.debs" "$CACHE/apt/$suite/lists"
  mv "$part" "$target"
  echo "$target"
}

client_folder() { unpacked docker-client "$MODERN_SUITE" docker-cli docker-buildx docker-compose; }

# Prints a folder with an `iptables` that works, or nothing when the system has one.
iptables_folder() {
  if have iptables; then return; fi
  local root bin
  root=$(unpacked iptables "$(codename)" iptables libip4tc2 libip6tc2 libxtables12 libmnl0 libnetfilter-conntrack3 libnfnetlink0 libnftnl11)
  bin=$root/wrappers
  if [[ ! -d $bin ]]; then
    mkdir "$bin.part"
    local libs program kind=nft
    libs=$(dirname "$(find "$root/usr/lib" -name 'libxtables.so.*' | head -n 1)")
    # A kernel without nf_tables still has the older interface.
    LD_LIBRARY_PATH=$libs XTABLES_LIBDIR=$libs/xtables "$root/usr/sbin/xtables-nft-multi" iptables -t nat -L -n >/dev/null 2>&1 || kind=legacy
    for program in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
      printf '#!/bin/sh\nLD_LIBRARY_PATH=%s XTABLES_LIBDIR=%s exec %s/usr/sbin/xtables-%s-multi %s "$@"\n' \
        "$libs" "$libs/xtables" "$root" "$kind" "$program" >"$bin.part/$program"
      chmod +x "$bin.part/$program"
    done
    mv "$bin.part" "$bin"
  fi
  echo "$bin"
}
