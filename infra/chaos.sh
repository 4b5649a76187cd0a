#!/usr/bin/env bash
# Injects faults into a deployment of two workers, a broker and a database of its own, and judges what became of every message.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in servers dotnet worker chaos; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

usage() {
  cat <<'EOF'
usage: bash infra/chaos.sh [--seconds N] [--seed S] [--faults LIST] [--old REF]

  --seconds N    how long faults are injected (default 300); coming to rest and judging take one or two minutes more
  --seed S       gives the faults, their order and what they hit (default: a random one, which is printed)
  --faults LIST  only these: groups (worker, broker, database, network, messages, time, schedulers, deploys, poison,
                 hostile) or single faults (worker.kill), with commas between
  --old REF      also mixes in workers built from this commit, beside those of the checkout

Everything lives in .run/chaos, which each run empties first: servers, the workers' logs, the publisher's ledger. As root the database
lies on a small disk in memory that a fault fills. Ends with 1 when anything is lost, doubled or else not as it must be.
EOF
}

OPTIONS=()
OLD=''
LASTS=300
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --seconds | --seed | --faults) [ $# -gt 1 ] || { usage >&2; exit 2; }; OPTIONS+=("$1" "$2"); [ "$1" != --seconds ] || LASTS=$2 ;;
    --old) [ $# -gt 1 ] || { usage >&2; exit 2; }; OLD=$2 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift 2
done

case $LASTS in '' | 0 | *[!0-9]*) fail "--seconds takes a whole number from 1, not '$LASTS'" || exit 2 ;; esac

mkdir -p .run
exec 8>.run/chaos.lock
flock --nonblock 8 || { fail "another run injects faults in this checkout"; exit 1; }
dotnet_required
trap chaos_end EXIT
trap chaos_interrupted INT TERM
chaos_begin "$LASTS" 8>&-
dotnet_build
[ -z "$OLD" ] || chaos_old "$OLD"
chaos_run "${OPTIONS[@]}" 8>&-
