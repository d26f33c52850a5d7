#!/usr/bin/env bash
# Fuzzes what reads hostile input. `eng/fuzz.sh --help` says how.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
# shellcheck disable=SC2034
readonly SPEAKER=fuzz
# shellcheck source=eng/debian.sh
. "$ROOT/eng/debian.sh"
readonly TARGETS=(archive dockerignore http template yaml)
readonly OUT=$ROOT/artifacts/fuzz
# What is watched for new paths: the project's assemblies and the YAML reader.
readonly INSTRUMENTED=(ncompose Compose.Files Compose.Engine Compose.Execution Compose.Host YamlDotNet)
readonly SHARPFUZZ=2.3.0

usage() {
  cat <<'TEXT'
usage: eng/fuzz.sh TARGET [SECONDS]       fuzzes a target for that time (default 600): archive, dockerignore, http, template, yaml
       eng/fuzz.sh TARGET --repeat FILE   runs the target once with a file, for a crash that was found

AFL++ (Debian's, unpacked into a folder of its own) drives the target, SharpFuzz reports the paths that an input takes. It starts with eng/fuzz/corpus/TARGET
and keeps what it finds in artifacts/fuzz/TARGET: inputs with new paths in default/queue, crashes in default/crashes, hangs in default/hangs.
Fails when there is a crash or a hang. It is not part of CI.
TEXT
}

build() {
  local assembly program=$OUT/program/$1
  mkdir -p "$OUT"
  # Two targets can run at once: each has a program of its own, and they are built one after the other.
  exec 9>"$OUT/build.lock"
  flock 9
  # An assembly that is instrumented already is refused.
  rm -rf "$program"
  if ! dotnet publish "$ROOT/eng/fuzz" -c Release -o "$program" -v q --nologo -p:RunAnalyzersDuringBuild=false >"$OUT/build.log" 2>&1; then
    cat "$OUT/build.log" >&2
    fail "the build failed"
  fi
  [[ -x $OUT/tool/sharpfuzz ]] || dotnet tool install SharpFuzz.CommandLine --version "$SHARPFUZZ" --tool-path "$OUT/tool" >>"$OUT/build.log"
  for assembly in "${INSTRUMENTED[@]}"; do
    "$OUT/tool/sharpfuzz" "$program/$assembly.dll" >>"$OUT/build.log" 2>&1 ||
      fail "$assembly cannot be instrumented (log: artifacts/fuzz/build.log)"
  done
  exec 9>&-
}

figure() { awk -F: -v name="$1" '{ gsub(/ /, "", $1) } $1 == name { sub(/^ */, "", $2); print $2 }' "$found/default/fuzzer_stats"; }

fuzz() {
  local target=$1 seconds=$2 fuzzer found=$OUT/$1
  fuzzer=$(unpacked fuzzer bookworm afl++ libpython3.11 zlib1g libexpat1)
  rm -rf "$found"
  # Folders of the targets are in memory.
  if [[ -d /dev/shm ]]; then export TMPDIR=/dev/shm; fi
  AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_PATH=$fuzzer/usr/lib/afl \
    DOTNET_TieredCompilation=1 LD_LIBRARY_PATH=$fuzzer/usr/lib/x86_64-linux-gnu:$fuzzer/lib/x86_64-linux-gnu \
    timeout -s INT $((seconds + 120)) "$fuzzer/usr/bin/afl-fuzz" -V "$seconds" -t 10000 -m none -i "$ROOT/eng/fuzz/corpus/$target" -o "$found" \
    -- dotnet "$OUT/program/$target/Compose.Fuzz.dll" "$target" >"$OUT/$target.log" 2>&1 || true
  [[ -s $found/default/fuzzer_stats ]] || { tail -n 20 "$OUT/$target.log" >&2; fail "the fuzzer did not start (log: artifacts/fuzz/$target.log)"; }
  say "$target: $(figure execs_done) executions in $(figure run_time) s, $(figure edges_found) places ($(figure bitmap_cvg))," \
    "$(figure corpus_count) inputs kept, $(figure saved_crashes) crashes, $(figure saved_hangs) hangs"
  [[ $(figure saved_crashes) == 0 && $(figure saved_hangs) == 0 ]] || fail "see artifacts/fuzz/$target/default"
}

main() {
  case ${1-} in -h | --help) usage; exit 0 ;; esac
  [[ " ${TARGETS[*]} " == *" ${1-} "* && -n ${1-} ]] || fail "the targets are ${TARGETS[*]} (see --help)"
  build "$1"
  if [[ ${2-} == --repeat ]]; then
    exec dotnet "$OUT/program/$1/Compose.Fuzz.dll" "$1" "${3:?}"
  fi
  fuzz "$1" "${2:-600}"
}

main "$@"
