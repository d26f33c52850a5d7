#!/usr/bin/env bash
# The images that tests and examples name, on the engine that answers. `eng/images.sh --help` says how.
set -euo pipefail

readonly SPEAKER=images
ENG=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly ENG
# shellcheck source=eng/debian.sh
. "$ENG/debian.sh"
readonly SUITE=bookworm
readonly IMAGES=(busybox nginx redis postgres python registry)

usage() {
  cat <<'TEXT'
usage: eng/images.sh [--offline] [IMAGE...]

Makes sure that the engine has these images: busybox nginx redis postgres python registry (default: all), each under every tag that tests
and examples use. From the registry when one answers; otherwise made of Debian 12's packages, so that examples run unchanged without one.
The programs are then those of Debian 12, whatever the tag says: nginx 1.22, Redis 7.0, PostgreSQL 15, Python 3.11.

options
  --offline   does not try the registry
  --force     makes them again
TEXT
}

# --- what an image consists of ----------------------------------------------------------------------------------------
# Each recipe sets: program (what must be there in the end), packages, tags, users (lines of /etc/passwd), folders, links (target:path) and the image's configuration.
# Files of ours are in eng/images/<name>, as they are to be in the image.

readonly BASE_PACKAGES=(base-files base-passwd libc6 libc-bin bash dash coreutils debianutils findutils grep sed mawk gzip tar hostname
  util-linux libgcc-s1 libstdc++6 tzdata busybox-static)

recipe_busybox() {
  tags=(busybox:latest busybox:1.35 busybox:1.36)
  config='"Cmd":["sh"]'
}

recipe_nginx() {
  program=usr/sbin/nginx packages=(nginx-light gettext-base) tags=(nginx:latest nginx:alpine nginx:1.22 nginx:1.22-alpine nginx:1.27 nginx:1.27-alpine)
  users='nginx:x:101:101:nginx:/nonexistent:/bin/false'
  folders=(var/cache/nginx docker-entrypoint.d)
  links=(/dev/stdout:var/log/nginx/access.log /dev/stderr:var/log/nginx/error.log)
  config='"Entrypoint":["/usr/local/bin/docker-entrypoint.sh"],"Cmd":["nginx","-g","daemon off;"],"ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGQUIT"'
}

recipe_redis() {
  program=usr/bin/redis-server packages=(redis-server redis-tools) tags=(redis:latest redis:7 redis:7-alpine redis:7.0)
  users='redis:x:999:999:redis:/data:/bin/false'
  folders=(data)
  config='"Entrypoint":["docker-entrypoint.sh"],"Cmd":["redis-server"],"ExposedPorts":{"6379/tcp":{}},"Volumes":{"/data":{}},"WorkingDir":"/data"'
}

recipe_postgres() {
  program=usr/lib/postgresql/15/bin/postgres packages=(postgresql-15 postgresql-client-15) tags=(postgres:latest postgres:15 postgres:15-alpine postgres:16 postgres:16-alpine)
  users='postgres:x:999:999:postgres:/var/lib/postgresql:/bin/bash'
  folders=(docker-entrypoint-initdb.d var/run/postgresql var/lib/postgresql/data)
  path=/usr/lib/postgresql/15/bin
  environment='"LANG=C.UTF-8","PG_MAJOR=15","PGDATA=/var/lib/postgresql/data"'
  config='"Entrypoint":["docker-entrypoint.sh"],"Cmd":["postgres"],"ExposedPorts":{"5432/tcp":{}},"Volumes":{"/var/lib/postgresql/data":{}},"StopSignal":"SIGINT"'
}

recipe_python() {
  program=usr/bin/python3 packages=(python3 python3-flask python3-psycopg2 python3-redis) tags=(python:3-slim python:3.11-slim python:3.12-slim python:slim)
  links=(/usr/bin/python3:usr/local/bin/python /usr/bin/python3:usr/local/bin/python3)
  environment='"LANG=C.UTF-8"'
  config='"Cmd":["python3"]'
}

recipe_registry() {
  program=usr/bin/docker-registry packages=(docker-registry) tags=(registry:2 registry:latest)
  links=(/usr/bin/docker-registry:usr/local/bin/registry)
  folders=(var/lib/registry)
  config='"Entrypoint":["registry","serve"],"Cmd":["/etc/docker/registry/config.yml"],"ExposedPorts":{"5000/tcp":{}},"Volumes":{"/var/lib/registry":{}}'
}

recipe() {
  packages=() tags=() users='' folders=() links=() path='' environment='' config='' program=''
  "recipe_$1"
}

# Changes with the recipe, so that a changed recipe makes another image.
recipe_hash() {
  { declare -f "recipe_$1" tree_of base_tree busybox_tree image_config pack_layer unpack; echo "${BASE_PACKAGES[*]} $SUPERFLUOUS"
    find "$ENG/images/$1" "$ENG/images/base" -type f 2>/dev/null | sort | xargs -r cat; } | sha256sum | cut -c 1-16
}

# --- what the engine has ----------------------------------------------------------------------------------------------

engine_tags() { docker images "$@" --format '{{.Repository}}:{{.Tag}}' | sed -E 's#^(docker.io/library|localhost)/##'; }

# missing IMAGE: succeeds when a tag of it is not there, or is of our making and by an older recipe. Real ones are never replaced.
missing() {
  local tag
  recipe "$1"
  for tag in "${tags[@]}"; do
    grep -qxF "$tag" <<<"$present" || return 0
    if grep -qxF "$tag" <<<"$made" && ! grep -qxF "$tag" <<<"${current[$1]-}"; then return 0; fi
  done
  return 1
}

look() {
  local image
  present=$(engine_tags)
  made=$(engine_tags --filter label=ncompose.recipe)
  declare -gA current=()
  # Usually none is of our making, or all are; either way it is one question for each that is asked for.
  if [[ -n $made ]]; then
    for image in "$@"; do current[$image]=$(engine_tags --filter "label=ncompose.recipe=$image-$(recipe_hash "$image")"); done
  fi
}

# --- from a registry --------------------------------------------------------------------------------------------------

# The daemon is asked, not the network: it may have a mirror or a proxy. One small image tells whether any can be had.
registry_answers() { [[ $offline == false ]] && timeout 30 docker pull -q busybox:latest >/dev/null 2>&1; }

pull() {
  local tag
  recipe "$1"
  for tag in "${tags[@]}"; do
    grep -qxF "$tag" <<<"$present" || timeout 300 docker pull -q "$tag" >&2 || return 1
  done
}

# --- from Debian ------------------------------------------------------------------------------------------------------

prepare_apt() {
  local root=$CACHE/apt/images
  is_debian || fail "no registry answers, and images can otherwise only be made on Debian"
  APT_CONFIG=$(own_apt "$SUITE" "$root")
  export APT_CONFIG
  # A package system of its own that has nothing installed: what apt then wants to install is the whole closure.
  mkdir -p "$root/state"
  : >"$root/status"
  cat >>"$APT_CONFIG" <<CONF
Dir::State "$root/state";
Dir::State::Lists "$root/lists";
Dir::State::status "$root/status";
APT::Install-Recommends "false";
CONF
  if [[ -z $(find "$root/lists" -maxdepth 1 -name '*Packages*' -mmin -720 2>/dev/null) ]]; then
    apt-get update -q >"$CACHE/images.log" 2>&1 || fail "Debian's packages cannot be listed: $(grep -E '^E' "$CACHE/images.log" | head -n 1)"
  fi
  archives=$root/cache/archives
}

# What Debian's packages pull in for their install scripts, for init systems and for just-in-time compilation: half a gigabyte in all.
readonly SUPERFLUOUS='^(perl|perl-base|perl-modules-.*|libperl.*|adduser|passwd|login|debconf|cdebconf|dpkg|ucf|ssl-cert|lsb-base|lsb-release|sysvinit-utils|init-system-helpers|systemd|systemd-.*|libsystemd-shared|dbus|dbus-.*|libllvm.*|libz3-.*|postgresql-common|postgresql-client-common|postgresql|libjson-perl|locales|logrotate|cron|libpam-.*|libgdbm.*|apache2-utils|sensible-utils|javascript-common|iproute2)_'

# closure PACKAGE...: downloads what these need, and prints the archives' paths.
closure() {
  local log=$CACHE/images.log
  apt-get install -y -q --download-only "$@" >"$log" 2>&1 || fail "$* cannot be downloaded: $(grep -E '^E' "$log" | head -n 1) (log: $log)"
  apt-get install -y -q --print-uris --reinstall "$@" -o Dir::Cache::archives="$CACHE/none" 2>/dev/null |
    sed -nE "s#^'[^']+' ([^ ]+\.deb) .*#\1#p" | grep -vE "$SUPERFLUOUS" | sed "s#^#$archives/#" | sort
}

# unpack TREE ARCHIVE...: without their install scripts; the recipes do what these would have done.
unpack() {
  local tree=$1 deb
  shift
  for deb in "$@"; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$tree" --keep-directory-symlink --no-same-owner \
      --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='./usr/share/info/*' \
      --exclude='./usr/share/lintian/*' --exclude='./lib/systemd/*' --exclude='./etc/init.d/*' --exclude='./usr/share/i18n/*' \
      --exclude='./usr/share/postgresql/*/man/*' --exclude='./usr/lib/postgresql/*/lib/bitcode/*' --exclude='./usr/lib/postgresql/*/lib/llvmjit*'
  done
}

merged_usr() {
  mkdir -p "$1"/usr/{bin,sbin,lib,lib64,local/bin} "$1"/{etc,proc,sys,dev,run,root,home,tmp,var/tmp,var/log}
  local name
  for name in bin sbin lib lib64; do ln -sfn "usr/$name" "$1/$name"; done
  chmod 1777 "$1/tmp" "$1/var/tmp"
  chmod 700 "$1/root"
}

base_tree() {
  local tree=$1 applet
  merged_usr "$tree"
  unpack "$tree" "${base_debs[@]}"
  cp "$tree/usr/share/base-passwd/passwd.master" "$tree/etc/passwd"
  cp "$tree/usr/share/base-passwd/group.master" "$tree/etc/group"
  ln -sf mawk "$tree/usr/bin/awk"
  ln -sf dash "$tree/usr/bin/sh"
  ln -sfn /run "$tree/var/run"
  # Health checks and people want these; the well-known images have them as well.
  for applet in wget nc ping ps top vi less nslookup netstat ip killall pgrep pkill free; do ln -s busybox "$tree/usr/bin/$applet"; done
}

busybox_tree() {
  local tree=$1 applet
  mkdir -p "$tree"/{bin,sbin,usr/bin,usr/sbin,etc,proc,sys,dev,root,tmp,home,var/www,var/spool}
  chmod 1777 "$tree/tmp"
  local deb
  for deb in "${base_debs[@]}"; do [[ $deb == */busybox-static_* ]] && dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$tree" --no-same-owner ./bin; done
  for applet in $("$tree/bin/busybox" --list-full); do [[ -e $tree/$applet ]] || ln "$tree/bin/busybox" "$tree/$applet"; done
  echo 'root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/home:/bin/false' >"$tree/etc/passwd"
  echo 'root:x:0:
nobody:x:65534:' >"$tree/etc/group"
}

# Adds users, folders, links and our own files to a tree whose base is in layer `base`.
tree_of() {
  local image=$1 tree=$2 base=$3 link
  if [[ -n $users ]]; then
    mkdir -p "$tree/etc"
    # The line of ours must win over Debian's of the same name.
    { grep -v "^${users%%:*}:" "$base/etc/passwd"; echo "$users"; } >"$tree/etc/passwd"
    { grep -v "^${users%%:*}:" "$base/etc/group"; echo "$users" | awk -F: '{ print $1 ":x:" $4 ":" }'; } >"$tree/etc/group"
  fi
  for link in "${folders[@]}"; do mkdir -p "$tree/$link"; done
  for link in "${links[@]}"; do mkdir -p "$(dirname "$tree/${link#*:}")"; ln -sfn "${link%%:*}" "$tree/${link#*:}"; done
  if [[ -d $ENG/images/$image ]]; then cp -r "$ENG/images/$image/." "$tree/"; fi
  find "$tree/usr/local/bin" -type f -exec chmod 755 {} + 2>/dev/null || true
}

# Same content, same bytes: the image's id changes only when its content does.
pack_layer() { tar -c -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner . >"$2.part" && mv "$2.part" "$2"; }

image_config() {
  local image=$1 label=$2 diffs=$3
  printf '{"architecture":"%s","os":"linux","created":"2024-01-01T00:00:00Z","config":{%s,"Env":["PATH=%s/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"%s],"Labels":{"ncompose.recipe":"%s"}},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$(dpkg --print-architecture)" "$config" "${path:+$path:}" "${environment:+,$environment}" "$label" "$diffs"
}

# layer NAME: makes the layer of that image (or of the base) unless it is in the cache, and prints its path.
layer() {
  local name=$1 file tree debs old
  file=$work/$name-$(layer_hash "$name").tar
  if [[ ! -s $file ]]; then
    tree=$(mktemp -d "$CACHE/images/tree.XXXXXX")
    chmod 755 "$tree"
    case $name in
      base) base_tree "$tree" ;;
      busybox) busybox_tree "$tree" ;;
      *)
        mapfile -t debs < <(comm -13 <(printf '%s\n' "${base_debs[@]}") <(closure "${packages[@]}"))
        ((${#debs[@]})) || fail "$name: apt names no packages (log: $CACHE/images.log)"
        # The same links as below, or files for /lib would hide the base's /lib.
        merged_usr "$tree"
        unpack "$tree" "${debs[@]}"
        tree_of "$name" "$tree" "$base_folder"
        [[ -x $tree/$program ]] || fail "$name came out without /$program; its packages have changed" ;;
    esac
    pack_layer "$tree" "$file"
    for old in "$work/$name"-*.tar; do [[ $old == "$file" ]] || rm -f "$old" "$old.sha256"; done
    if [[ $name == base ]]; then rm -rf "$base_folder"; mv "$tree" "$base_folder"; else rm -rf "$tree"; fi
  fi
  echo "$file"
}

layer_hash() {
  if [[ $1 != base ]]; then recipe_hash "$1"; return; fi
  { declare -f base_tree merged_usr unpack pack_layer; echo "${BASE_PACKAGES[*]} $SUPERFLUOUS"; } | sha256sum | cut -c 1-16
}

digest() {
  # Hashing 100 MB at every call would be most of the time.
  [[ -s $1.sha256 && $1.sha256 -nt $1 ]] || sha256sum "$1" | cut -d ' ' -f 1 >"$1.sha256"
  cat "$1.sha256"
}

# All images go into one archive, the form of `docker save`: so the base travels once, and no builder is needed.
make_images() {
  local image base own diffs layers json manifest="" out tag names
  prepare_apt
  work=$CACHE/images/layers base_folder=$CACHE/images/base
  mkdir -p "$work"
  say "making ${*} from Debian's packages"
  mapfile -t base_debs < <(closure "${BASE_PACKAGES[@]}")
  ((${#base_debs[@]})) || fail "apt names no packages for the base (log: $CACHE/images.log)"
  base=$(layer base)
  out=$(mktemp -d "$CACHE/images/archive.XXXXXX")
  for image in "$@"; do
    recipe "$image"
    own=$(layer "$image")
    layers="\"$(basename "$own")\"" diffs="\"sha256:$(digest "$own")\""
    ln -sf "$own" "$out/"
    if [[ $image != busybox ]]; then
      layers="\"$(basename "$base")\",$layers" diffs="\"sha256:$(digest "$base")\",$diffs"
      ln -sf "$base" "$out/"
    fi
    image_config "$image" "$image-$(recipe_hash "$image")" "$diffs" >"$out/$image.json"
    json=$(sha256sum "$out/$image.json" | cut -d ' ' -f 1).json
    mv "$out/$image.json" "$out/$json"
    names=$(printf ',"docker.io/library/%s"' "${tags[@]}")
    manifest+=",{\"Config\":\"$json\",\"RepoTags\":[${names:1}],\"Layers\":[$layers]}"
  done
  printf '[%s]' "${manifest:1}" >"$out/manifest.json"
  tar -ch -C "$out" . | docker load -q >"$CACHE/images.log" || fail "the engine did not take the images (log: $CACHE/images.log)"
  rm -rf "$out"
  # What an older recipe made has lost its tags now.
  docker image prune -f --filter label=ncompose.recipe >/dev/null 2>&1 || true
}

# --- main -------------------------------------------------------------------------------------------------------------

known() { [[ " ${IMAGES[*]} " == *" $1 "* ]] || fail "there is no recipe for '$1'; there are: ${IMAGES[*]}"; }

# The engine of eng/engine.sh when the shell has no other; and its client where there is none installed.
find_engine() {
  local exports
  exports=$("$ENG/engine.sh" env) || exit 1
  eval "$exports"
}

find_lacking() {
  local image
  lacking=()
  look "${wanted[@]}"
  for image in "${wanted[@]}"; do if [[ $force == true ]] || missing "$image"; then lacking+=("$image"); fi; done
}

main() {
  local image
  wanted=() lacking=() offline=false force=false
  while (($#)); do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --offline) offline=true ;;
      --force) force=true ;;
      -*) fail "unknown option $1 (see --help)" ;;
      *) known "${1%%:*}"; wanted+=("${1%%:*}") ;;
    esac
    shift
  done
  ((${#wanted[@]})) || wanted=("${IMAGES[@]}")
  find_engine
  find_lacking
  ((${#lacking[@]})) || { say "all there: ${wanted[*]}"; return; }
  mkdir -p "$CACHE/images"
  exec 8>"$CACHE/images.lock"
  # The holder of the lock may have made them meanwhile.
  flock -n 8 || { flock 8; find_lacking; }
  ((${#lacking[@]})) || return 0
  if [[ $force == true ]]; then rm -rf "$CACHE/images/layers"; fi
  if [[ -z $made ]] && registry_answers; then
    for image in "${lacking[@]}"; do pull "$image" || fail "$image cannot be pulled"; done
  else
    make_images "${lacking[@]}"
  fi
  say "ready: ${lacking[*]}"
}

main "$@"
