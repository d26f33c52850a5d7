#!/usr/bin/env bash
# All tests, from nothing: engine, images, peer, build, native binary, test projects. `eng/test.sh --help` says how.
# The last line is always `N passed, N failed, N skipped`; the exit status is 0 when nothing failed.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly ENG=$ROOT/eng
readonly OUT=$ROOT/artifacts/test
# These need neither an engine nor the native binary. Every other test project has both.
readonly FAST="Compose.Architecture.Tests Compose.Files.Tests Compose.Planning.Tests Compose.Watch.Tests Compose.Cli.Tests Compose.Lsp.Tests"
# These need an engine and no native binary: they run while it is built.
readonly BUILD_TIME="Compose.Engine.Tests Compose.Execution.Tests Compose.Library.Tests"
# What tests drive: a terminal with a user at its keyboard, the shells that completion is for, a reader of JUnit reports, and a browser,
# which is large and installed beside the build.
readonly TOOLS=(tmux zsh fish junitparser)
readonly BROWSER=chromium
readonly LONGEST="Compose.Differential.Tests Compose.EndToEnd.Tests" SWARM=Compose.Swarm.Tests
# Fifty kills, or every request gone wrong, need more time.
readonly PROJECT_MINUTES=${NCOMPOSE_PROJECT_MINUTES:-35}
readonly HANG_MINUTES=${NCOMPOSE_TEST_MINUTES:-8}

usage() {
  cat <<'TEXT'
usage: eng/test.sh [--fast | --smoke] [--filter EXPRESSION] [--engine 20.10|podman] [PROJECT...]

Runs the test projects (Files, Planning, Engine, …: default all) after making what they need. Logs are in artifacts/test.
A test that fails runs once more, alone, after all others. If it passes then it counts as passed and is listed as unsteady; a run with more than
two unsteady tests fails. What the engine could not remove after the tests is listed, too, and the twenty slowest tests are in artifacts/test/slowest.txt.

options
  --fast     only what needs no engine: Architecture, Files, Planning, Watch, Cli, Lsp
  --smoke    the most important ways through the program on an engine, in a minute (after a build)
  --filter   only these tests: a part of the name, or an expression of `dotnet test --filter`
  --engine   on an engine of that kind, which eng/engine.sh starts beside every other (default: the engine that answers, or a modern Moby)

Tests are told by environment: DOCKER_HOST (the engine), NCOMPOSE_BIN (the native binary), NCOMPOSE_PEER (Docker Compose),
NCOMPOSE_SSHD (an ssh server).
NCOMPOSE_KILLS=50, NCOMPOSE_FAULTS=all, NCOMPOSE_LAWS=20000, NCOMPOSE_HISTORIES=3000, NCOMPOSE_GENERATED=1000 and NCOMPOSE_DIFFERENTIAL=whole are
thorough; NCOMPOSE_TEST_MINUTES is how long one test may take then (8 else),
NCOMPOSE_PROJECT_MINUTES a project (35).
With CI=true a missing engine or peer is a failure.
TEXT
}

# --- telling ----------------------------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0 has_swarm=false
# The result files of the projects that ended.
ran=()
# Tests that failed among all others and passed alone, and how many of them a run may have.
unsteady=()
readonly UNSTEADY_LIMIT=2
# More failures than this are no accident: they are not run again.
readonly AGAIN_LIMIT=10

say() { printf '%s\n' "$@" >&2; }
stage() { printf '[%02d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*" >&2; }
loud() { printf '\n!!! %s\n\n' "$*" >&2; }
in_ci() { [[ ${CI-} == true ]]; }

# The last line must come whatever happens, and what is under way must end with us.
finish() {
  local status=$?
  trap - EXIT
  end_running
  if [[ $has_swarm == true ]]; then "$ENG/swarm.sh" --name tests down >>"$OUT/swarm.log" 2>&1 || true; fi
  [[ $status == 0 ]] || ((failed)) || failed=1
  report_leftovers
  report_unsteady
  if ((${#ran[@]})); then slowest "${ran[@]}" >"$OUT/slowest.txt" 2>/dev/null || true; fi
  say ""
  echo "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0 && ${#unsteady[@]} <= UNSTEADY_LIMIT)) || exit 1
  exit 0
}

report_leftovers() {
  [[ ! -s $OUT/leftovers.txt ]] || { say "" "the engine did not remove (artifacts/test/leftovers.txt):"; sed 's/^/  /' "$OUT/leftovers.txt" >&2; }
}

report_unsteady() {
  ((${#unsteady[@]})) || return 0
  printf '%s\n' "${unsteady[@]}" >"$OUT/unsteady.txt"
  say "" "unsteady: failed among the others, passed alone (artifacts/test/unsteady.txt):"
  sed 's/^/  /' "$OUT/unsteady.txt" >&2
  ((${#unsteady[@]} <= UNSTEADY_LIMIT)) || say "more than $UNSTEADY_LIMIT unsteady tests: this run fails"
}

running=()
end_running() {
  local pid
  for pid in "${running[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
}

# start LOG COMMAND...: in a process group of its own, so that all of it can be ended. The pid is in $started.
start() {
  local log=$1
  shift
  setsid "$@" >"$log" 2>&1 </dev/null &
  started=$!
  running+=("$started")
}

# --- making what tests need -------------------------------------------------------------------------------------------

# Debian packages: as root they are installed, otherwise the tests that need them fail and say what is missing.
install_tools() {
  local tool missing=()
  for tool; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  if ((${#missing[@]} == 0)); then return; fi
  if ((EUID == 0)) && command -v apt-get >/dev/null; then
    stage "installing ${missing[*]}"
    if { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >>"$OUT/tools.log" 2>&1 </dev/null; then return; fi
    loud "${missing[*]} cannot be installed: $(grep -m 1 -E '^E' "$OUT/tools.log") (log: $OUT/tools.log)"
  fi
  loud "tests that drive ${missing[*]} will fail. Install what is missing: apt-get install ${missing[*]}"
}

# Runs beside the build: it is downloads and the engine's work, the build is ours. Then the browser, because apt takes one caller at a time.
start_engine() {
  local browser=
  if [[ " $* " == *" Compose.Ui.Tests "* ]] && ! command -v "$BROWSER" >/dev/null && ((EUID == 0)); then browser=$BROWSER; fi
  # shellcheck disable=SC2016
  start "$OUT/engine.log" bash -c '
    # The engine alone is worth something when the peer cannot be had. Firewall rules would be the largest part of its work.
    environment=$1 browser=$2
    shift 2
    set -- --no-firewall "$@"
    { "$0/engine.sh" "$@" --peer || "$0/engine.sh" "$@"; } >"$environment" && . "$environment" && "$0/images.sh" || exit
    "$0/sshd.sh" >>"$environment" || echo "no OpenSSH server: the tests of ssh will fail"
    [[ -z $browser ]] || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$browser"; } ||
      echo "$browser cannot be installed: the tests of the page will fail"' "$ENG" "$OUT/environment" "$browser" "${engine[@]}"
  engine_job=$started
}

await_engine() {
  stage "engine, peer, images"
  if ! wait "$engine_job"; then
    cat "$OUT/engine.log" >&2
    engine_missing "there is no usable engine: $(tail -n 1 "$OUT/engine.log")"
    return
  fi
  # shellcheck source=/dev/null
  . "$OUT/environment"
  has_engine=true
  stage "engine at $DOCKER_HOST, peer ${NCOMPOSE_PEER:-missing}"
  if [[ -z ${NCOMPOSE_PEER-} ]]; then
    loud "no Docker Compose to compare with; eng/engine.sh --peer says why: $(grep -m 1 'engine:' "$OUT/engine.log")"
    if in_ci; then failed=$((failed + 1)); fi
  fi
}

engine_missing() {
  has_engine=false
  loud "$1. Tests that need an engine do not run. eng/engine.sh gets one; or start Docker."
  if in_ci; then failed=$((failed + 1)); fi
}

build() {
  local log=$OUT/build.log options=(-v q --nologo -nodeReuse:false)
  if in_ci; then options+=(-warnaserror); fi
  stage "build"
  if ! (cd "$ROOT" && for target in "$@"; do dotnet build "$target" "${options[@]}" || exit 1; done) >"$log" 2>&1; then
    sort -u "$log" >&2
    say "the build failed"
    exit 1
  fi
}

# --- running test projects --------------------------------------------------------------------------------------------

# attribute NAME: of the one <Counters> element of a result file.
counter() { sed -nE "s/.*<Counters [^>]*\b$1=\"([0-9]+)\".*/\1/p" "$2" | head -n 1; }

# run_project NAME: one project, its results added to the sums. Never hangs: a test has minutes, and the project has, and the engine is watched.
run_project() { begin_project "$1"; end_project "$1"; }

declare -A begun_pid=() begun_at=() begun_watcher=()

begin_project() {
  local name=$1 log=$OUT/$1.log results=$OUT/$1.trx options=()
  rm -f "$results"
  if [[ -n $filter ]]; then options+=(--filter "$filter"); fi
  stage "$name"
  start "$log" timeout --kill-after=20 "${PROJECT_MINUTES}m" dotnet test "$ROOT/tests/$name" --no-build --nologo "${options[@]}" \
    --logger "trx;LogFileName=$results" --logger "console;verbosity=minimal" --results-directory "$OUT/results" \
    --blame-hang --blame-hang-timeout "${HANG_MINUTES}m" --blame-hang-dump-type none
  begun_pid[$name]=$started begun_at[$name]=$SECONDS
  if [[ " $FAST " != *" $name "* ]]; then watch_engine "$started" & begun_watcher[$name]=$!; fi
}

end_project() {
  local name=$1 status=0 watcher=${begun_watcher[$1]-}
  wait "${begun_pid[$name]}" || status=$?
  if [[ -n $watcher ]]; then kill "$watcher" 2>/dev/null || true; wait "$watcher" 2>/dev/null || true; fi
  count "$name" "$status" "$OUT/$name.trx" "$OUT/$name.log" $((SECONDS - begun_at[$name]))
}

# start_swarm PROJECT...: beside the other tests, because three engines take their time to start. Who comes first brings it up, the tests or this.
start_swarm() {
  [[ " $* " == *" $SWARM "* ]] || return 0
  stage "three nodes for the tests of a swarm, beside other tests"
  start "$OUT/swarm.log" "$ENG/swarm.sh" --name tests up
  has_swarm=true
}

# Ends the tests of a project some seconds after the engine has died: without it they would wait for their timeouts one by one.
watch_engine() {
  local pid=$1 misses=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 3
    if "$ENG/engine.sh" status >/dev/null 2>&1; then misses=0; else misses=$((misses + 1)); fi
    if ((misses >= 4)); then
      : >"$OUT/engine-died"
      kill -TERM -- "-$pid" 2>/dev/null || true
      sleep 5
      kill -KILL -- "-$pid" 2>/dev/null || true
      return
    fi
  done
}

# A project whose process failed without a failed test has crashed, hung or found nothing: that is a failure, too.
count() {
  local name=$1 status=$2 results=$3 log=$4 seconds=$5 total=0 executed=0 good=0
  if [[ -s $results ]]; then
    total=$(counter total "$results") executed=$(counter executed "$results") good=$(counter passed "$results")
  fi
  ran+=("$results")
  local bad=$((executed - good)) left=$((total - executed)) problem=
  # Tests that end quickly when the engine is gone fail for a reason that is not theirs: it is said once, at the end.
  if ((status != 0)) && [[ " $FAST " != *" $name "* ]] && ! "$ENG/engine.sh" status >/dev/null 2>&1; then : >"$OUT/engine-died"; fi
  if [[ -e $OUT/engine-died ]]; then
    problem="the engine at $DOCKER_HOST died meanwhile"
  elif ((status == 124 || status == 137)); then
    problem="it did not end within $PROJECT_MINUTES minutes"
  elif ((status != 0 && bad == 0)); then
    problem="it crashed or hung (exit status $status)"
  elif ((total == 0)) && [[ -z $filter ]]; then
    problem="it has no tests"
  fi
  if [[ -n $problem ]]; then bad=$((bad + 1)); fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
  if ((bad)); then grep -vE '^\s*$|^(Results File|Attachments|VSTest version)' "$log" >&2 || true; fi
  stage "$name: $good passed, $bad failed, $left skipped (${seconds} s)${problem:+ – $problem}"
}

# run_with_engine NAME...: a dead engine fails what is left at once, instead of hanging in each. The tests of a swarm have engines of their own and
# mostly wait: they run beside those that come after the longest.
run_with_engine() {
  local name beside=
  for name in "$@"; do
    if [[ $has_engine == false ]]; then
      skipped=$((skipped + 1))
      stage "$name: skipped, no engine"
    elif ! "$ENG/engine.sh" status >/dev/null 2>&1; then
      failed=$((failed + 1))
      stage "$name: not run, the engine at $DOCKER_HOST no longer answers"
    elif [[ $name == "$SWARM" ]]; then
      [[ -n $beside ]] || begin_project "$SWARM"
      beside=$SWARM
    else
      if [[ -z $beside && " $* " == *" $SWARM "* && " $LONGEST " != *" $name "* ]]; then
        begin_project "$SWARM"
        beside=$SWARM
      fi
      run_project "$name"
    fi
  done
  if [[ -n $beside ]]; then end_project "$beside"; fi
}

# slowest RESULTS...: the twenty tests that took longest, in seconds.
slowest() {
  perl -ne '
    while (/<UnitTestResult ([^>]*)>/g) {
      my $result = $1;
      my ($name) = $result =~ /\btestName="([^"]*)"/; my ($h, $m, $s) = $result =~ /\bduration="(\d+):(\d+):([\d.]+)"/;
      printf "%7.1f  %.150s\n", $h * 3600 + $m * 60 + $s, $name if defined $s;
    }' "$@" | sort -rn | head -n 20
}

# --- a second run -----------------------------------------------------------------------------------------------------

# failures RESULTS: each failed test of a result file as CLASS.METHOD, a tab, and its display name.
failures() {
  perl -0777 -ne '
    sub plain { my $t = shift; my %c = (lt => "<", gt => ">", quot => "\"", apos => "\x27", amp => "&");
      $t =~ s/&#x([0-9A-Fa-f]+);/chr hex $1/ge; $t =~ s/&(lt|gt|quot|apos|amp);/$c{$1}/g; return $t }
    my %method;
    while (/<UnitTest [^>]*\bid="([^"]+)".*?<TestMethod [^>]*\bclassName="([^"]+)" name="([^"]+)"/sg) { $method{$1} = plain("$2.$3") =~ s/\(.*//sr }
    while (/<UnitTestResult ([^>]*)>/g) {
      my $result = $1;
      next unless $result =~ /\boutcome="Failed"/;
      my ($id) = $result =~ /\btestId="([^"]+)"/; my ($name) = $result =~ /\btestName="([^"]*)"/;
      print $method{$id}, "\t", plain($name) =~ s/[\r\n\t]+/ /gr, "\n";
    }' "$1"
}

# A display name as `dotnet test --filter` takes it.
escaped() { printf %s "$1" | sed 's/[\\()&|=!~]/\\&/g'; }

# A test that failed runs once more, alone, after all others: on a busy machine one can exceed a limit without a defect.
run_failed_again() {
  local results project method name tests=()
  for results in "$OUT"/Compose.*.Tests.trx; do
    [[ -s $results ]] || continue
    project=$(basename "$results" .trx)
    while IFS=$'\t' read -r method name; do tests+=("$project"$'\t'"$method"$'\t'"$name"); done < <(failures "$results")
  done
  ((${#tests[@]} > 0)) || return 0
  if [[ -e $OUT/engine-died ]] || ((${#tests[@]} > AGAIN_LIMIT)); then return 0; fi
  local test
  for test in "${tests[@]}"; do
    IFS=$'\t' read -r project method name <<<"$test"
    stage "once more, alone: $name"
    if passes_alone "$project" "FullyQualifiedName=$method&DisplayName=$(escaped "$name")" || { (($? == 2)) && passes_alone "$project" "FullyQualifiedName=$method"; }; then
      passed=$((passed + 1)) failed=$((failed - 1))
      unsteady+=("$project: $name")
    fi
  done
}

# passes_alone PROJECT FILTER: 0 when what the filter names passes, 1 when it fails, 2 when it names nothing.
passes_alone() {
  local project=$1 log=$OUT/again.log results=$OUT/again.xml status=0
  rm -f "$results"
  start "$log" timeout --kill-after=20 "${HANG_MINUTES}m" dotnet test "$ROOT/tests/$project" --no-build --nologo --filter "$2" \
    --logger "trx;LogFileName=$results" --results-directory "$OUT/results"
  wait "$started" || status=$?
  if [[ ! -s $results || $(counter executed "$results") == 0 ]]; then return 2; fi
  ((status == 0)) || { grep -vE '^\s*$' "$log" >&2 || true; return 1; }
}

# --- main -------------------------------------------------------------------------------------------------------------

use_engine() {
  case $1 in 20.10 | podman | moby) engine=(--engine "$1") ;; *) say "--engine is 20.10, podman or moby, not '$1'"; exit 2 ;; esac
}

parse() {
  fast=false all=false filter='' projects=() engine=()
  while (($#)); do
    case $1 in
      -h | --help) trap - EXIT; usage; exit 0 ;;
      --fast) fast=true ;;
      --smoke) filter='Category=Smoke' projects=(Compose.EndToEnd.Tests) ;;
      --filter) filter=${2-}; shift; [[ -n $filter ]] || { say "--filter needs a value"; exit 2; } ;;
      --filter=*) filter=${1#*=} ;;
      --engine) use_engine "${2-}"; shift ;;
      --engine=*) use_engine "${1#*=}" ;;
      -*) say "unknown option $1 (see --help)"; exit 2 ;;
      *)
        local name=${1%.Tests}
        name=Compose.${name#Compose.}.Tests
        [[ -d $ROOT/tests/$name ]] || { say "there is no test project tests/$name"; exit 2; }
        projects+=("$name") ;;
    esac
    shift
  done
  # Plain words are what `dotnet test` calls a part of the full name.
  if [[ -n $filter && $filter != *[=~]* ]]; then filter="FullyQualifiedName~$filter|DisplayName~$filter"; fi
  if ((${#projects[@]} == 0)); then
    all=true
    mapfile -t projects < <(cd "$ROOT/tests" && ls -d Compose.*.Tests)
  fi
}

main() {
  trap finish EXIT
  trap 'exit 130' INT TERM
  parse "$@"
  mkdir -p "$OUT"
  rm -f "$OUT"/*.log "$OUT"/*.trx "$OUT/engine-died" "$OUT/environment" "$OUT/leftovers.txt" "$OUT/unsteady.txt"
  local name quick=() early=() late=()
  for name in "${projects[@]}"; do
    if [[ " $FAST " == *" $name "* ]]; then quick+=("$name")
    elif [[ $fast == true ]]; then continue
    elif [[ " $BUILD_TIME " == *" $name "* ]]; then early+=("$name")
    else late+=("$name"); fi
  done
  local full=("${early[@]}" "${late[@]}")
  has_engine=false
  # First, because the engine's parts come through apt as well, which takes one caller at a time.
  if ((${#full[@]})); then install_tools "${TOOLS[@]}"; start_engine "${full[@]}"; fi

  # The solution only when all of it is asked for: what a few test projects need is built by them.
  if [[ $all == true && $fast == false ]]; then build Compose.sln; else build "${quick[@]/#/tests/}" "${full[@]/#/tests/}"; fi
  local native=
  if ((${#late[@]})); then
    stage "native build, beside the tests that do not need it"
    local programs=()
    if [[ " ${late[*]} " == *" Compose.Ui.Tests "* ]]; then programs+=(--ui); fi
    if [[ " ${late[*]} " == *" Compose.EndToEnd.Tests "* ]]; then programs+=(--lsp); fi
    start "$OUT/native.log" "$ENG/build.sh" "${programs[@]}"
    native=$started
  fi
  for name in "${quick[@]}"; do run_project "$name"; done
  if ((${#full[@]})); then await_engine; fi
  run_with_engine "${early[@]}"
  if [[ -n $native ]]; then
    stage "native build"
    wait "$native" || { cat "$OUT/native.log" >&2; say "the native build failed"; exit 1; }
    tail -n 1 "$OUT/native.log" >&2
    export NCOMPOSE_BIN=$ROOT/artifacts/bin/ncompose
    start_swarm "${late[@]}"
    run_with_engine "${late[@]}"
  fi
  run_failed_again
  if ((passed + failed + skipped == 0)); then say "no test matches"; failed=1; fi
}

main "$@"
