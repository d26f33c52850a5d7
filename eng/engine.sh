#!/usr/bin/env bash
# Gives this machine a container engine for tests and demos. `eng/engine.sh --help` says how.
set -euo pipefail

readonly VERBS="start stop env status"
readonly HOME_DIR=${NCOMPOSE_ENGINE_HOME:-/var/lib/ncompose-engine}

usage() {
  cat <<'TEXT'
usage: eval "$(eng/engine.sh [start] [options])"     make sure of an engine; prints `export DOCKER_HOST=…` for the shell
       eval "$(eng/engine.sh env [--name NAME])"     the same for an engine that runs, starting nothing
       eng/engine.sh status [--name NAME]            what runs
       eng/engine.sh stop [--name NAME]              ends what `start` started, nothing else

An engine that answers already (DOCKER_HOST, docker context, default socket) is used as it is. Otherwise, on Debian as root, one is
started from Debian's packages, unpacked into a folder of their own; the system and its package sources stay as they are.

options
  --engine moby     a modern Moby (default): Docker Engine 28
  --engine 20.10    the Docker Engine of Debian 12
  --engine podman   Podman behind its Docker API; this one installs Debian packages and asks first (--yes, CI=true: does not ask)
  --peer            also provides Docker Compose 2.40.3 and prints `export NCOMPOSE_PEER=…`
  --no-firewall     an engine that is started has no firewall rules: networks are made in half the time and not shut off from each other
  --name NAME       an engine of that name beside every other, with its own socket and data
  --socket PATH     where its socket is to be (default: in its folder)
  --data FOLDER     where its images and volumes are to be (default: in its folder)

environment
  NCOMPOSE_ENGINE_HOME   folder of the engines (default /var/lib/ncompose-engine)
  XDG_CACHE_HOME         the downloaded packages are in its folder ncompose
TEXT
}

readonly SPEAKER=engine
# shellcheck source=eng/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# --- command line -----------------------------------------------------------------------------------------------------

parse() {
  verb=start flavour=moby peer=false name='' socket='' data='' firewall=true yes=${CI:-false} chosen=false
  while (($#)); do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --engine) flavour=${2-} chosen=true; shift ;;
      --engine=*) flavour=${1#*=} chosen=true ;;
      --name) name=${2-}; shift ;;
      --name=*) name=${1#*=} ;;
      --socket) socket=${2-}; shift ;;
      --socket=*) socket=${1#*=} ;;
      --data) data=${2-}; shift ;;
      --data=*) data=${1#*=} ;;
      --peer) peer=true ;;
      --no-firewall) firewall=false ;;
      --yes | -y) yes=true ;;
      *) [[ " $VERBS " == *" $1 "* ]] || fail "unknown argument '$1' (see --help)"; verb=$1 ;;
    esac
    shift || fail "the last option needs a value"
  done
  case $flavour in moby | 20.10 | podman) ;; *) fail "--engine is moby, 20.10 or podman, not '$flavour'" ;; esac
  # An engine that is asked for by kind, name or socket is a particular one: whatever else answers is not it.
  particular=$chosen
  [[ -z $name && -z $socket && -z $data ]] || particular=true
  if [[ -z $name ]]; then [[ $flavour == moby ]] && name=default || name=$flavour; fi
  [[ $name =~ ^[a-z0-9][a-z0-9.-]*$ ]] || fail "a name has lower-case letters, digits, dots and dashes: '$name'"
  folder=$HOME_DIR/$name
  # A running engine remembers where its socket and data are, so that `env` and `stop` need only the name.
  if [[ -r $folder/settings ]]; then
    local was_socket was_data
    { read -r was_socket; read -r was_data; } <"$folder/settings" || true
    socket=${socket:-$was_socket} data=${data:-$was_data}
  fi
  socket=${socket:-$folder/engine.sock} data=${data:-$folder/data} state=$folder/state
  (( ${#socket} < 100 )) || fail "the socket's path is too long for the kernel: $socket"
}

# --- asking an engine -------------------------------------------------------------------------------------------------

# Perl is part of every Debian and Ubuntu, curl and the docker CLI are not.
answers() {
  local address=$1
  case $address in
    unix://*)
      [[ -S ${address#unix://} ]] || return 1
      perl -MIO::Socket::UNIX -e 'alarm 5; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 1;
        print $s "GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n"; my $l = <$s> // ""; exit($l =~ / 200 / ? 0 : 1)' "${address#unix://}" 2>/dev/null ;;
    *) have docker && DOCKER_HOST=$address timeout 10 docker version --format x >/dev/null 2>&1 ;;
  esac
}

# Prints the address of the engine that a docker CLI would talk to now, when it answers.
present_engine() {
  local address
  if [[ -n ${DOCKER_HOST-} ]]; then
    answers "$DOCKER_HOST" && echo "$DOCKER_HOST"
    return
  fi
  if have docker && address=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) && answers "$address"; then
    echo "$address"; return
  fi
  if answers unix:///var/run/docker.sock; then echo unix:///var/run/docker.sock; return; fi
  return 1
}

# An engine that is named is the one to use. Our own may have been stopped, though, and is to be started again.
refuse_dead_host() {
  [[ $particular == false && -n ${DOCKER_HOST-} && $DOCKER_HOST != "unix://$socket" ]] || return 0
  answers "$DOCKER_HOST" || fail "DOCKER_HOST is $DOCKER_HOST, and nothing answers there; start it or unset the variable"
}

# --- the peer ---------------------------------------------------------------------------------------------------------

compose_version() { "$1" version --short 2>/dev/null || true; }

installed_compose() {
  local folder
  for folder in "$HOME/.docker" /usr/local/lib/docker /usr/local/libexec/docker /usr/lib/docker /usr/libexec/docker; do
    if [[ -x $folder/cli-plugins/docker-compose ]]; then echo "$folder/cli-plugins/docker-compose"; return; fi
  done
  return 1
}

# Prints the path of Docker Compose, which is what differential tests compare with. 2.40.3 wherever it can be had.
peer_path() {
  local path
  if [[ -n ${NCOMPOSE_PEER-} && -x $NCOMPOSE_PEER ]]; then echo "$NCOMPOSE_PEER"; return; fi
  if path=$(installed_compose) && [[ $(compose_version "$path") == 2.40.3* ]]; then echo "$path"; return; fi
  if is_debian; then
    path=$(client_folder)/usr/libexec/docker/cli-plugins/docker-compose
  elif ! path=$(installed_compose); then
    fail "no Docker Compose here; install docker-compose-plugin or set NCOMPOSE_PEER to its path"
  fi
  [[ $(compose_version "$path") == 2.40.3* ]] || say "the peer is Docker Compose $(compose_version "$path"), not 2.40.3"
  echo "$path"
}

# Docker Compose finds buildx only as a plugin. A plugin that is there stays.
link_buildx() {
  local plugin=$1/usr/libexec/docker/cli-plugins/docker-buildx folder
  for folder in "$HOME/.docker" /usr/local/lib/docker /usr/local/libexec/docker /usr/lib/docker /usr/libexec/docker; do
    if [[ -x $folder/cli-plugins/docker-buildx ]]; then return; fi
  done
  mkdir -p "$HOME/.docker/cli-plugins"
  ln -sf "$plugin" "$HOME/.docker/cli-plugins/docker-buildx"
}

# --- starting ---------------------------------------------------------------------------------------------------------

require_servable() {
  is_debian || fail "no engine answers, and one can only be made on Debian; start Docker and call again"
  [[ $(id -u) == 0 ]] || fail "no engine answers, and starting one needs root; call again as root"
  [[ -n $(codename) ]] || fail "/etc/os-release names no Debian release"
  [[ -n $(ls /sys/fs/cgroup 2>/dev/null) ]] || fail "no cgroups are mounted at /sys/fs/cgroup; an engine cannot run here"
}

# make_bridge NAME ADDRESS / drop_bridge NAME: as `ip link` would, but iproute2 need not be there.
make_bridge() {
  [[ -d /sys/class/net/$1 ]] || perl -MSocket -e '
    my ($name, $address) = @ARGV; socket(my $s, AF_INET, SOCK_DGRAM, 0) or die $!;
    ioctl($s, 0x89a0, "$name\0") or die "bridge: $!";                                    # SIOCBRADDBR
    my $in = sub { pack("a16 S n a4 x8", $name, AF_INET, 0, inet_aton($_[0])) };
    ioctl($s, 0x8916, $in->($address)) or die "address: $!";                             # SIOCSIFADDR
    ioctl($s, 0x891c, $in->("255.255.255.0")) or die "mask: $!";                         # SIOCSIFNETMASK
    ioctl($s, 0x8914, pack("a16 s x22", $name, 0x1)) or die "up: $!";                    # SIOCSIFFLAGS' "$1" "$2"
}

drop_bridge() {
  [[ ! -d /sys/class/net/$1 ]] || perl -MSocket -e '
    my $name = shift; socket(my $s, AF_INET, SOCK_DGRAM, 0) or die $!;
    ioctl($s, 0x8914, pack("a16 s x22", $name, 0)); ioctl($s, 0x89a1, "$name\0")' "$1"   # down, SIOCBRDELBR
}

bridge_name() { printf 'nc-%s' "${name//[.-]/}" | cut -c 1-15; }
# Every engine has a /16 of its own: engines beside each other, and more networks at once than the default pools allow.
# The one that its name gives, or the next that no other engine has taken.
second_octet() {
  local octet=$((100 + $(printf %s "$name" | cksum | cut -d ' ' -f 1) % 120))
  if [[ ! -s $folder/octet ]]; then
    while grep -qsx "$octet" "$HOME_DIR"/*/octet; do octet=$((100 + (octet - 99) % 120)); done
    echo "$octet" >"$folder/octet"
  fi
  cat "$folder/octet"
}

# Another engine on this machine, ours or not.
other_engine_runs() {
  local pid
  for pid in $(pgrep -x dockerd); do
    # One that has ended and was not waited for has no command line.
    if [[ $pid != "$(engine_pid)" && -n $(tr -d '\0' <"/proc/$pid/cmdline" 2>/dev/null) ]]; then return 0; fi
  done
  return 1
}

# Pid of the engine of this name, when it lives. A pid file alone proves nothing: pids come round again.
engine_pid() {
  local pid
  pid=$(cat "$folder/pid" 2>/dev/null) || true
  if [[ -n $pid && -r /proc/$pid/cmdline ]] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "unix://$socket"; then echo "$pid"; fi
}

# own_rules add|drop [FOLDER]: lets the containers of an engine without chains of its own pass those of the first, which drop what they do not know.
own_rules() {
  local action=$1 range rule
  range=10.$(second_octet).0.0/16
  local PATH=${2:+$2:}$PATH
  for rule in "FORWARD -s $range" "FORWARD -d $range" "POSTROUTING -t nat -s $range ! -d $range"; do
    local target=ACCEPT
    if [[ $rule == POSTROUTING* ]]; then target=MASQUERADE; fi
    # shellcheck disable=SC2086
    if iptables -w -C $rule -j $target 2>/dev/null; then
      [[ $action == add ]] || iptables -w -D $rule -j $target
    else
      [[ $action == drop ]] || iptables -w -I $rule -j $target || say "no rule for $range: its containers may not reach each other"
    fi
  done
}

# start_dockerd ENGINE RUNTIME [LIBRARIES]: folders with dockerd and containerd, and with runc and tini.
start_dockerd() {
  local engine=$1 runtime=$2 libraries=${3-} octet tables options
  octet=$(second_octet)
  tables=$(iptables_folder)
  make_bridge "$(bridge_name)" "10.$octet.255.1"
  options=(--host "unix://$socket" --data-root "$data" --exec-root "$state" --pidfile "$folder/dockerd.pid" --shutdown-timeout 10
    --init-path "$runtime/usr/bin/tini-static" --bridge "$(bridge_name)" --default-address-pool "base=10.$octet.0.0/17,size=24")
  # Two engines would overwrite each other's firewall chains, so the second has none: published ports work through the proxy, and what
  # it lacks is that its networks are shut off from each other.
  if [[ $firewall == false ]] || other_engine_runs; then
    options+=(--iptables=false --ip6tables=false)
    own_rules add "$tables"
  fi
  rm -f "$folder/dockerd.pid"
  LD_LIBRARY_PATH=$libraries launch "$engine/usr/sbin:$engine/usr/bin:$runtime/usr/sbin:${tables:+$tables:}$PATH" dockerd "${options[@]}"
}

start_moby() {
  local engine runtime
  engine=$(unpacked moby "$MODERN_SUITE" docker.io containerd)
  # The modern runc and tini want a newer libc than Debian 12 has; its own ones serve.
  runtime=$(unpacked "runtime-$(codename)" "$(codename)" runc tini)
  start_dockerd "$engine" "$runtime"
}

start_2010() {
  [[ $(codename) == bookworm ]] || fail "Docker Engine 20.10 is in Debian 12 only, and this is Debian $(codename)"
  local engine
  engine=$(unpacked moby-20.10 bookworm docker.io containerd runc tini libdevmapper1.02.1)
  start_dockerd "$engine" "$engine" "$(dirname "$(find "$engine" -name 'libdevmapper.so.*' | head -n 1)")"
}

# podman_settings RUNTIME: without systemd there is no journal and no cgroup manager; tini stands in for catatonit, which Debian has apart.
podman_settings() {
  echo '[containers]'
  [[ -d /run/systemd/system ]] || echo 'log_driver = "k8s-file"'
  printf '%s\n' '[engine]' "init_path = \"$1/usr/bin/tini-static\""
  [[ -d /run/systemd/system ]] || printf '%s\n' 'cgroup_manager = "cgroupfs"' 'events_logger = "file"'
  # runc rather than crun, which refuses the cgroup set-up of some machines.
  printf '%s\n' 'runtime = "runc"' '[engine.runtimes]' "runc = [\"$folder/runc\"]"
}

# CAP_SYS_RESOURCE, which root in a container or a sandbox may lack.
may_raise_limits() { (((0x$(awk '$1 == "CapEff:" { print $2 }' /proc/self/status) >> 24) & 1)); }

# Podman always raises the limits of files and processes, and no setting is against it. On a machine that does not grant that, they stay.
runtime_wrapper() {
  local runc=$1
  if may_raise_limits; then printf '#!/bin/sh\nexec %s "$@"\n' "$runc"; return; fi
  cat <<SH
#!/bin/sh
bundle=
for word; do
  if [ "\$bundle" = next ]; then bundle=\$word; break; fi
  case \$word in --bundle | -b) bundle=next ;; esac
done
if [ -f "\$bundle/config.json" ]; then perl -0pi -e 's/"rlimits":\s*\[[^\]]*\],?//' "\$bundle/config.json"; fi
exec $runc "\$@"
SH
}

start_podman() {
  local runtime packages=(podman crun netavark aardvark-dns iptables)
  if ! have podman; then
    agreed "Podman needs these Debian packages installed: ${packages[*]}" || fail "not installed; call again with --yes"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } >"$folder/install.log" 2>&1 ||
      fail "Podman cannot be installed (log: $folder/install.log)"
  fi
  runtime=$(unpacked "runtime-$(codename)" "$(codename)" runc tini)
  podman_settings "$runtime" >"$folder/containers.conf"
  runtime_wrapper "$runtime/usr/sbin/runc" >"$folder/runc"
  chmod 755 "$folder/runc"
  [[ -d /run/systemd/system ]] || say "Podman runs health checks by systemd, which is not running here: containers will not become healthy"
  CONTAINERS_CONF=$folder/containers.conf launch "$PATH" podman --root "$data" --runroot "$state" system service --time=0 "unix://$socket"
}

agreed() {
  [[ $yes != true ]] || { say "$1"; return 0; }
  [[ -t 0 ]] || { say "$1"; return 1; }
  local answer
  read -rp "engine: $1. Install them now? [y/N] " answer </dev/tty 2>/dev/tty
  [[ $answer == [yY]* ]]
}

# launch PATH PROGRAM ARGUMENT...: in a session of its own, so that it outlives this script and its terminal.
launch() {
  local path=$1
  shift
  # The lock's descriptor must not live on in the engine, nor the folder that this was called from: the programs that the engine runs need theirs.
  (cd / && PATH=$path exec setsid "$@") </dev/null >"$folder/log" 2>&1 9>&- &
  echo $! >"$folder/pid"
  disown
}

await() {
  local waited
  for ((waited = 0; waited < 600; waited++)); do
    if answers "unix://$socket"; then return; fi
    [[ -n $(engine_pid) || $waited -lt 10 ]] || break
    sleep 0.1
  done
  fail "the engine did not start: $(grep -vE 'level=(info|debug|warning)' "$folder/log" | tail -n 1) (log: $folder/log)"
}

start_own() {
  mkdir -p "$HOME_DIR"
  [[ -w $HOME_DIR ]] || fail "$HOME_DIR cannot be written to; set NCOMPOSE_ENGINE_HOME"
  exec 9>"$HOME_DIR/lock"
  flock 9
  # The holder of the lock may have started it meanwhile.
  if answers "unix://$socket"; then exec 9>&-; return; fi
  mkdir -p "$folder" "$data" "$state" "$(dirname "$socket")"
  printf '%s\n' "$socket" "$data" "$flavour" >"$folder/settings"
  end_processes
  rm -f "$socket"
  case $flavour in moby) start_moby ;; 20.10) start_2010 ;; podman) start_podman ;; esac
  await
  say "$name ($flavour) runs at unix://$socket"
  exec 9>&-
}

# --- stopping ---------------------------------------------------------------------------------------------------------

# Every process of this engine has its state folder or socket on its command line: the engine, containerd, its shims, proxies' parents.
own_processes() {
  local entry line
  for entry in /proc/[0-9]*; do
    line=$({ tr '\0' ' ' <"$entry/cmdline"; } 2>/dev/null) || continue
    case $line in
      *"setsid "*) ;;
      *"unix://$socket "* | *" $state/containerd/"* | *"=$state/containerd/"*) [[ ${entry#/proc/} == "$$" ]] || echo "${entry#/proc/}" ;;
    esac
  done
}

# What an engine that was killed has left behind would keep the next one from starting.
end_processes() {
  local pids
  pids=$(own_processes)
  # shellcheck disable=SC2086
  [[ -z $pids ]] || kill -KILL $pids 2>/dev/null || true
}

# An engine that was killed leaves the file systems of its containers mounted.
release_mounts() {
  local mount
  awk -v below="$folder/" -v data="$data" 'index($2, below) == 1 || $2 == data || index($2, data "/") == 1 { print $2 }' /proc/mounts | sort -r |
    while read -r mount; do umount "$mount" 2>/dev/null || umount -l "$mount" 2>/dev/null || true; done
}

stop_own() {
  [[ -d $folder ]] || { say "no engine '$name' was started here"; return; }
  exec 9>"$HOME_DIR/lock"
  flock 9
  local pid waited
  pid=$(engine_pid)
  if [[ -n $pid ]]; then
    kill -TERM "$pid"
    for ((waited = 0; waited < 300; waited++)); do [[ -n $(engine_pid) ]] || break; sleep 0.1; done
    say "$name stopped"
  else
    say "$name was not running"
  fi
  end_processes
  release_mounts
  if [[ -d /sys/class/net/$(bridge_name) ]]; then own_rules drop "$(iptables_folder)" || true; fi
  drop_bridge "$(bridge_name)"
  rm -f "$folder/pid" "$socket"
}

# --- output -----------------------------------------------------------------------------------------------------------

print_environment() {
  local address=$1 client path
  printf 'export DOCKER_HOST=%q\n' "$address"
  if [[ $peer == true ]]; then
    path=$(peer_path)
    printf 'export NCOMPOSE_PEER=%q\n' "$path"
  fi
  if ! have docker && is_debian; then
    client=$(client_folder)
    # shellcheck disable=SC2016
    printf 'export PATH="$PATH":%q\n' "$client/usr/bin"
  fi
  if is_debian && [[ -d $CACHE/docker-client ]]; then link_buildx "$CACHE/docker-client"; fi
}

running_address() {
  local address
  if [[ $particular == false ]] && address=$(present_engine); then echo "$address"; return; fi
  if answers "unix://$socket"; then echo "unix://$socket"; return; fi
  return 1
}

main() {
  parse "$@"
  local address
  if [[ $verb != stop ]]; then refuse_dead_host; fi
  case $verb in
    stop) stop_own ;;
    status) if address=$(running_address); then echo "$address"; else say "no engine answers"; exit 1; fi ;;
    env) if address=$(running_address); then print_environment "$address"; else fail "no engine answers; eng/engine.sh starts one"; fi ;;
    start)
      if ! address=$(running_address); then
        require_servable
        start_own
        address=unix://$socket
      fi
      print_environment "$address" ;;
  esac
}

main "$@"
