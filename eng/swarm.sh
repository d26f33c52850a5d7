#!/usr/bin/env bash
# A real Swarm of several nodes on one machine. `eng/swarm.sh --help` says how.
set -euo pipefail
umask 022

usage() {
  cat <<'TEXT'
usage: eng/swarm.sh [--name NAME] VERB

  up [COUNT [MANAGERS]]   brings up COUNT nodes (3), of which the first MANAGERS (1) are managers; prints what `env` prints
  down                    ends and removes all of it
  env                     prints `export DOCKER_HOST=…` for the first manager; fails when the swarm is not up
  status                  what runs
  docker N ARGUMENT...    the docker CLI at node N
  inside N COMMAND...     a command in the namespaces of node N; 0 is the switch, from where published ports can be reached
  crash N, start N        kills the engine of node N (its containers live on), starts it again
  power-off N, power-on N kills everything of node N at once, as a machine that loses its power; brings it back
  cut N, mend N           takes node N off the network; puts it back
  registry                starts a registry at 10.97.0.254:5000, which is the nodes' mirror of Docker Hub as well: what is pushed to
                          10.97.0.254:5000/library/busybox can be pulled as busybox, with its digest

Each node is an engine with network, mount, host name and process namespaces of its own. The bridge between them is in a network namespace
of its own, so nothing of the machine's network changes and a swarm runs beside every other engine. It needs Debian and root.
Each node advertises two GPUs, which do not exist: tasks only get their ids. Kernels without IPVS serve no virtual addresses and no ingress ports; `endpoint_mode: dnsrr` and ports in host mode work everywhere.

options
  --name NAME             a swarm of that name beside every other (default: default)

environment
  NCOMPOSE_SWARM_HOME       folder of the nodes' data (default /var/lib/ncompose-swarm)
  NCOMPOSE_SWARM_HEARTBEAT  how often nodes report to the manager (default 2s); a node is down after about three of them
TEXT
}

readonly SPEAKER=swarm
ENG=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly ENG
# shellcheck source=eng/debian.sh
. "$ENG/debian.sh"

readonly NET=10.97.0
readonly SWITCH=$NET.254
readonly OVERLAYS=10.98.0.0/16
readonly HEARTBEAT=${NCOMPOSE_SWARM_HEARTBEAT:-2s}

# --- programs ---------------------------------------------------------------------------------------------------------

require_servable() {
  is_debian || fail "the nodes are made of Debian's packages, and this is not Debian"
  [[ $(id -u) == 0 ]] || fail "namespaces need root; call again as root"
  [[ -n $(ls /sys/fs/cgroup 2>/dev/null) ]] || fail "no cgroups are mounted at /sys/fs/cgroup; an engine cannot run here"
}

# The network tools are the only thing that is installed: they are part of nearly every Debian.
install_tools() {
  have ip && have nsenter && have pgrep && return
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends iproute2 util-linux procps; } \
    >"$home/install.log" 2>&1 </dev/null || fail "iproute2 cannot be installed (log: $home/install.log)"
}

find_programs() {
  local engine runtime tables
  engine=$(unpacked moby "$MODERN_SUITE" docker.io containerd)
  # The modern runc and tini want a newer libc than Debian 12 has; its own ones serve.
  runtime=$(unpacked "runtime-$(codename)" "$(codename)" runc tini)
  tables=$(iptables_folder)
  programs=$engine/usr/sbin:$engine/usr/bin:$runtime/usr/sbin:${tables:+$tables:}$PATH init=$runtime/usr/bin/tini-static
  client=$(client_folder)/usr/bin
}

# --- processes --------------------------------------------------------------------------------------------------------

socket() { echo "$run/$1/engine.sock"; }
docker_at() { DOCKER_HOST=unix://$(socket "$1") "$client/docker" "${@:2}"; }

# The first process of each node and of the switch carries this name.
mark() { echo "ncompose-swarm-$name-$1"; }

init_of() {
  local pid
  pid=$(cat "$run/$1/init.pid" 2>/dev/null) || return 1
  # A pid file alone proves nothing: pids come round again.
  is_marked "$pid" "$1" && echo "$pid"
}

is_marked() { [[ -n $1 ]] && 2>/dev/null tr "\0" " " <"/proc/$1/cmdline" | grep -q "^$(mark "$2") "; }
is_on() { init_of "$1" >/dev/null; }
required_init() { init_of "$1" || fail "node $1 is not on"; }
nodes() { find "$run" -mindepth 1 -maxdepth 1 -type d -name '[1-9]*' -printf '%f\n' 2>/dev/null | sort -n; }

# eventually TIMES COMMAND...: looks every 50 ms until the command succeeds.
eventually() {
  local times=$1 looked
  shift
  for ((looked = 0; looked < times; looked++)); do
    if "$@"; then return; fi
    sleep 0.05
  done
  return 1
}

# note_init N OUTER: notes the first process in the namespaces that OUTER has made, once it has its name.
note_init() {
  local pid
  pid=$(pgrep -P "$2") && is_marked "$pid" "$1" && echo "$pid" >"$run/$1/init.pid"
}

# own_namespaces N UNSHARE-OPTION... -- COMMAND...: begins a process in namespaces of its own that outlives this script.
own_namespaces() {
  local n=$1 options=()
  shift
  while [[ $1 != -- ]]; do options+=("$1"); shift; done
  shift
  mkdir -p "$run/$n"
  (cd / && exec setsid unshare --fork --kill-child "${options[@]}" "$@") </dev/null >/dev/null 2>&1 9>&- &
  local outer=$!
  disown
  eventually 200 note_init "$n" "$outer" || fail "no namespaces for node $n"
}

# --- one node ---------------------------------------------------------------------------------------------------------

switch_on() {
  # shellcheck disable=SC2016
  own_namespaces 0 --net -- bash -c 'exec -a "$0" sleep infinity' "$(mark 0)"
  nsenter -t "$(required_init 0)" -n sh -ec "
    ip link set lo up; ip link add switch type bridge; ip addr add $SWITCH/24 dev switch; ip link set switch up"
}

# The kernel ends everything in a process namespace with its first process. That one must reap, because a containerd that has ended and was
# not waited for looks like a running one to the next dockerd.
power_on() {
  local n=$1 pid
  mkdir -p "$home/$n"
  # A machine starts with an empty /run: a process id of before may belong to another process now.
  rm -rf "$run/$n/x"
  # shellcheck disable=SC2016
  own_namespaces "$n" --pid --mount-proc --mount --uts --net --propagation private -- \
    bash -c 'hostname "$1" && mkdir -p /run/docker && mount -t tmpfs tmpfs /run/docker && exec -a "$0" "$2" -- sleep infinity' \
    "$(mark "$n")" "n$n" "$init"
  pid=$(required_init "$n")
  show_system "$n" "$pid"
  plug "$n" "$pid"
  launch "$n"
}

# show_system N PID: /sys of the node's own network with the machine's cgroups in it, and a resolver that refuses at once: every task asks a
# registry before it starts, and a resolver that does not answer would delay each by seconds.
show_system() {
  local kept=$run/$1/cgroup
  mkdir -p "$kept"
  echo "nameserver 127.0.0.1" >"$run/resolv.conf"
  nsenter -t "$2" -m -n -p sh -ec "
    mount --rbind /sys/fs/cgroup $kept; umount -l /sys; mount -t sysfs sysfs /sys
    mount --rbind $kept /sys/fs/cgroup; umount -l $kept
    mount --bind $run/resolv.conf $(readlink -f /etc/resolv.conf)" || fail "node $1 cannot have a /sys of its own"
}

plug() {
  local n=$1 pid=$2 switch
  switch=$(required_init 0)
  ip link add "node$n" netns "$switch" type veth peer name eth0 netns "$pid"
  nsenter -t "$switch" -n ip link set "node$n" master switch up
  nsenter -t "$pid" -n sh -ec "
    ip link set lo up; ip addr add $NET.$n/24 dev eth0; ip link set eth0 up; ip route add default via $SWITCH"
}

launch() {
  local n=$1 folder=$run/$1 pid
  pid=$(required_init "$n")
  rm -f "$folder/dockerd.pid" "$(socket "$n")"
  (cd / && PATH=$programs exec setsid nsenter -t "$pid" -m -n -u -p \
    dockerd --host "unix://$(socket "$n")" --data-root "$home/$n" --exec-root "$folder/x" --pidfile "$folder/dockerd.pid" \
    --node-generic-resource "gpu=n$n-0" --node-generic-resource "gpu=n$n-1" \
    --cgroup-parent "/$(mark "$n")" --init-path "$init" --shutdown-timeout 5 \
    --bip 172.19.0.1/24 --default-address-pool base=172.20.0.0/16,size=24 \
    --registry-mirror "http://$SWITCH:5000" --insecure-registry "$SWITCH:5000") </dev/null >>"$folder/log" 2>&1 9>&- &
  echo $! >"$folder/outer.pid"
  disown
}

answers() { [[ -S $(socket "$1") ]] && docker_at "$1" version >/dev/null 2>&1; }
await() { eventually 600 answers "$1" || fail "node $1 does not answer: $(tail -n 1 "$run/$1/log") (log: $run/$1/log)"; }

# nsenter has to fork for the process namespace: its child is the engine.
engine_of() { pgrep -P "$(cat "$run/$1/outer.pid")"; }
has_ended() { ! is_on "$1"; }

power_off() {
  kill -KILL "$(required_init "$1")"
  eventually 200 has_ended "$1" || fail "node $1 does not end"
}

# --- all of them ------------------------------------------------------------------------------------------------------

join() {
  local n=$1 token=$2
  await "$n"
  docker_at "$n" swarm join --token "$token" --advertise-addr "$NET.$n" "$NET.1:2377" >/dev/null
  docker_at "$n" load -qi "$home/busybox.tar" >/dev/null
}

begin_swarm() {
  await 1
  docker_at 1 swarm init --advertise-addr "$NET.1" --default-addr-pool "$OVERLAYS" --default-addr-pool-mask-length 24 \
    --dispatcher-heartbeat "$HEARTBEAT" >/dev/null
  DOCKER_HOST=unix://$(socket 1) PATH=$client:$PATH "$ENG/images.sh" --offline busybox 2>"$home/images.log" ||
    fail "no busybox: $(tail -n 1 "$home/images.log")"
  docker_at 1 save -o "$home/busybox.tar" busybox:latest
}

up() {
  local count=${1:-3} managers=${2:-1} n worker manager joining=()
  if is_up; then print_environment; return; fi
  require_servable
  mkdir -p "$home" "$run"
  exec 9>"$home/lock"
  flock 9
  # The holder of the lock may have brought it up meanwhile.
  if ! is_up; then
    tear_down
    mkdir -p "$run"
    install_tools
    find_programs
    switch_on
    for n in $(seq "$count"); do power_on "$n"; done
    begin_swarm
    worker=$(docker_at 1 swarm join-token -q worker) manager=$(docker_at 1 swarm join-token -q manager)
    # Each new manager changes who votes, so they come one after the other. Workers come at once.
    for n in $(seq 2 "$count"); do
      if ((n <= managers)); then join "$n" "$manager"; else join "$n" "$worker" & joining+=($!); fi
    done
    for n in "${joining[@]}"; do wait "$n" || fail "a node has not joined (logs: $run/*/log)"; done
    : >"$run/up"
    say "$count nodes after $SECONDS s"
  fi
  exec 9>&-
  print_environment
}

is_up() { [[ -e $run/up ]] && is_on 0; }
print_environment() { printf 'export DOCKER_HOST=%q\n' "unix://$(socket 1)"; }

down() {
  [[ -d $home ]] || { say "no swarm '$name' was brought up here"; return; }
  exec 9>"$home/lock"
  flock 9
  tear_down
  rm -rf "$home"
  exec 9>&-
  say "$name is gone"
}

# The data of the nodes go with them: they would come back as members of a swarm that is no more.
tear_down() {
  local n
  for n in $(nodes); do if is_on "$n"; then power_off "$n"; fi; done
  stop_registry
  if is_on 0; then power_off 0; fi
  # Groups of processes outlive those.
  find /sys/fs/cgroup -depth -type d -path "*/$(mark '*')*" -exec rmdir {} + 2>/dev/null || true
  rm -rf "$run" "$home"/[0-9]* "$home/registry"
}

status() {
  local n
  is_up || { say "$name is not up"; exit 1; }
  docker_at 1 node ls
  for n in $(nodes); do
    if is_on "$n"; then echo "n$n is on, its engine is process $(engine_of "$n" || echo none)"; else echo "n$n is off"; fi
  done
}

# --- the registry -----------------------------------------------------------------------------------------------------

registry_settings() {
  printf "%s\n" "version: 0.1" "storage: {filesystem: {rootdirectory: $home/registry}, delete: {enabled: true}}" \
    "http: {addr: $SWITCH:5000}"
}

registry_process() { pgrep -f "docker-registry serve $run/registry.yml"; }
registry_answers() { nsenter -t "$(init_of 0)" -n bash -c "exec 3<>/dev/tcp/$SWITCH/5000" 2>/dev/null; }
stop_registry() { local pid; for pid in $(registry_process || true); do kill "$pid"; done; }

registry() {
  local program
  if registry_process >/dev/null; then return; fi
  program=$(unpacked "swarm-registry-$(codename)" "$(codename)" docker-registry)/usr/bin/docker-registry
  mkdir -p "$home/registry"
  registry_settings >"$run/registry.yml"
  (cd / && exec setsid nsenter -t "$(required_init 0)" -n "$program" serve "$run/registry.yml") </dev/null >"$run/registry.log" 2>&1 &
  disown
  eventually 200 registry_answers || fail "the registry does not answer: $(tail -n 1 "$run/registry.log")"
}

# --- main -------------------------------------------------------------------------------------------------------------

inside() {
  local n=$1 pid
  shift
  pid=$(required_init "$n")
  if [[ $n == 0 ]]; then exec nsenter -t "$pid" -n "$@"; else exec nsenter -t "$pid" -m -n -u -p "$@"; fi
}

parse() {
  name=default
  while [[ ${1-} == -* ]]; do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --name) name=${2-}; shift ;;
      --name=*) name=${1#*=} ;;
      *) fail "unknown option $1 (see --help)" ;;
    esac
    shift || fail "the last option needs a value"
  done
  [[ $name =~ ^[a-z0-9]{1,12}$ ]] || fail "a name has up to twelve lower-case letters and digits: '$name'"
  # The kernel limits the length of a socket's path, so the sockets are not in the folder of the data.
  home=${NCOMPOSE_SWARM_HOME:-/var/lib/ncompose-swarm}/$name run=/run/ncompose-swarm/$name
  arguments=("$@")
}

main() {
  parse "$@"
  set -- "${arguments[@]}"
  local verb=${1-}
  shift || { usage; exit 1; }
  case $verb in up | down | env | registry | inside | cut | mend) ;; *) find_programs ;; esac
  case $verb in
    up) up "$@" ;;
    down) down ;;
    env) is_up || fail "$name is not up; eng/swarm.sh up brings it up"; print_environment ;;
    status) status ;;
    docker) docker_at "$@" ;;
    inside) inside "$@" ;;
    crash) kill -KILL "$(engine_of "$1")" ;;
    start) [[ -n $(engine_of "$1") ]] || launch "$1"; await "$1" ;;
    power-off) power_off "$1" ;;
    power-on) power_on "$1"; await "$1" ;;
    cut) nsenter -t "$(required_init 0)" -n ip link set "node$1" down ;;
    mend) nsenter -t "$(required_init 0)" -n ip link set "node$1" up ;;
    registry) registry ;;
    *) fail "unknown verb '$verb' (see --help)" ;;
  esac
}

main "$@"
