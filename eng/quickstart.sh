#!/usr/bin/env bash
# From a clone to a running stack: builds ncompose, makes sure of an engine and of images, and brings up examples/guestbook.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly ENG=$ROOT/eng
readonly NCOMPOSE=$ROOT/artifacts/bin/ncompose
readonly EXAMPLE=$ROOT/examples/guestbook

usage() {
  cat <<'TEXT'
usage: eng/quickstart.sh [--yes]

Builds ncompose, then brings up examples/guestbook with it and fetches its page. Where no container engine answers, it asks before it
gets one (--yes, or CI=true: does not ask). GUESTBOOK_PORT is the port that the page is served on (default: 8080, or the next free one).
TEXT
}

say() { printf '\n== %s\n' "$*" >&2; }
fail() { printf 'quickstart: %s\n' "$*" >&2; exit 1; }

agreed() {
  [[ $yes != true ]] || return 0
  [[ -t 0 ]] || return 1
  local answer
  read -rp "$1 [y/N] " answer
  [[ $answer == [yY]* ]]
}

get_engine() {
  local exports
  if ! "$ENG/engine.sh" status >/dev/null 2>&1; then
    agreed "No container engine answers. Download one (Debian's packages, about 90 MB, into ~/.cache/ncompose) and run it as root, with its
data in /var/lib/ncompose-engine? Nothing is installed into the system." || fail "no container engine answers; start Docker, or call again with --yes"
  fi
  exports=$("$ENG/engine.sh") || exit 1
  eval "$exports"
}

port_is_free() { perl -MIO::Socket::INET -e 'exit(IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ARGV[0], Listen => 1, ReuseAddr => 1) ? 0 : 1)' "$1"; }

# The port that the guestbook has already stays; otherwise the first free one.
choose_port() {
  local port
  if [[ -n ${GUESTBOOK_PORT-} ]]; then return; fi
  GUESTBOOK_PORT=$(docker ps --filter label=com.docker.compose.project=guestbook --filter label=com.docker.compose.service=web \
    --format '{{.Ports}}' 2>/dev/null | sed -nE 's/.*:([0-9]+)->80.*/\1/p' | head -n 1)
  if [[ -z $GUESTBOOK_PORT ]]; then
    for ((port = 8080; port < 8100; port++)); do if port_is_free "$port"; then GUESTBOOK_PORT=$port; break; fi; done
  fi
  [[ -n $GUESTBOOK_PORT ]] || fail "no free port from 8080 to 8099; set GUESTBOOK_PORT"
  export GUESTBOOK_PORT
}

# Over HTTP as a browser would; curl need not be there.
fetch() {
  perl -MIO::Socket::INET -e 'alarm 10; my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0]) or die "$ARGV[0] does not answer: $!\n";
    print $s "GET / HTTP/1.0\r\nHost: $ARGV[0]\r\n\r\n"; my $head = <$s>; $head =~ / 200 / or die "$ARGV[0] answers $head"; local $/; print <$s>' "$1"
}

main() {
  yes=${CI:-false}
  case ${1-} in
    '') ;;
    --yes | -y) yes=true ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown argument '$1' (see --help)" ;;
  esac
  say "Building ncompose"
  "$ENG/build.sh"
  say "An engine, and the images of the example"
  get_engine
  "$ENG/images.sh" nginx redis postgres python
  say "ncompose up -d --wait   (in examples/guestbook)"
  cd "$EXAMPLE"
  choose_port
  "$NCOMPOSE" up -d --wait
  local page
  page=$(fetch "127.0.0.1:$GUESTBOOK_PORT")
  [[ $page == *"<h1>Guestbook</h1>"* ]] || fail "the page of http://localhost:$GUESTBOOK_PORT is not the guestbook's"
  say "ncompose ps"
  "$NCOMPOSE" ps
  cat <<TEXT

The guestbook is open: http://localhost:$GUESTBOOK_PORT

Go on with it (in examples/guestbook):
  export DOCKER_HOST=$DOCKER_HOST PATH="$ROOT/artifacts/bin:\$PATH"
  ncompose logs app
  ncompose down             take it down; its entries stay in the volume
  ncompose down --volumes   take it down with its entries
TEXT
  if [[ $DOCKER_HOST == *ncompose-engine* ]]; then echo "  $ENG/engine.sh stop   end the engine"; fi
}

main "$@"
