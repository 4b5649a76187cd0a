#!/usr/bin/env bash
# Measures the worker against what the machine can do at best: starts servers of its own, builds, runs the benchmark and stops them again.
set -euo pipefail
CALLED_FROM=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in servers dotnet worker; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

usage() {
  cat <<'EOF'
usage: bash infra/bench.sh [--learners N] [--json FILE] [--only NAME[,NAME]…] [--busy N]

  --learners N  people at the large size, measured once; the small size is N/10, measured three times (default 1000000)
  --json FILE   also write every figure into a flat JSON object of names and numbers
  --only NAMES  measure some of the figures only:
                  night                 full, noop and daily nights, growth, memory
                  rollover              scheduled enrollments that open in one night
                  announce              outgoing messages while the night runs
                  audit                 verifying everything after a full night, and one learner as of a date
                  immediate-throughput  a burst of membership changes
                  immediate-latency     from publish to committed enrollment
                  completions           one more completion of an enrollment that has many
                  restart               the first joins after a restart
  --busy N      keep N processes busy while restarts are measured

Everything lives in .run/bench, which each run empties first: servers, the worker's logs. The servers are always private ones.
Ends with 0 when everything was measured, also below the bar, and with 1 when a stored result was wrong.
EOF
}

FOLDER=$PWD/.run/bench
BENCHMARK=tests/Enrollment.Benchmark/bin/Release/net10.0/Enrollment.Benchmark.dll
WORKER=src/Enrollment.Worker/bin/Release/net10.0/Enrollment.Worker.dll

# The benchmark stops its workers itself, unless it was ended by force.
finish() {
  worker_stop "$FOLDER" || true
  servers_stop "$FOLDER" || true
}

OPTIONS=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --learners | --json | --only | --busy) [ $# -gt 1 ] || { usage >&2; exit 2; } ;;
    *) usage >&2; exit 2 ;;
  esac
  # A path is meant from where the command was given.
  if [ "$1" = --json ]; then OPTIONS+=(--json "$(cd "$CALLED_FROM" && realpath -m "$2")"); else OPTIONS+=("$1" "$2"); fi
  shift 2
done
mkdir -p .run
exec 8>.run/bench.lock
flock --nonblock 8 || { fail "another benchmark runs in this checkout"; exit 1; }

dotnet_required
unset Enrollment__Postgres Enrollment__RabbitMq Enrollment__RabbitMqManagement
worker_stop "$FOLDER"
servers_remove "$FOLDER"
trap finish EXIT
trap 'exit 130' INT TERM
mkdir -p "$FOLDER"
# The instants of commits, by the database's own account; nothing else differs from the settings of every other private server.
export POSTGRES_MORE_SETTINGS='track_commit_timestamp = on'
servers_start "$FOLDER" 8>&-
dotnet_build
dotnet "$BENCHMARK" --folder "$FOLDER" --worker "$PWD/$WORKER" "${OPTIONS[@]}" 8>&-
