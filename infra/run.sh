#!/usr/bin/env bash
# Shows Enrollment at work: starts servers and a worker, replays the sample organization's two years and prints what came of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in servers dotnet worker; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

usage() {
  cat <<'EOF'
usage: bash infra/run.sh [--keep] [--docker]
       bash infra/run.sh --stop

  --keep    leave the servers and the worker running, on the real clock, and say how to look around
  --docker  take PostgreSQL and RabbitMQ from docker compose
  --stop    stop what --keep left running

Everything lives in .run/demo; each run empties it first. Servers of your own are used where Enrollment__Postgres and
Enrollment__RabbitMq name them (give them an empty database and virtual host each time).
EOF
}

FOLDER=$PWD/.run/demo
ENROLLCTL=src/Enrollment.Cli/bin/Release/net10.0/enrollctl.dll
SAMPLES=infra/samples/bin/Release/net10.0/Enrollment.Samples.dll
KEEP=no
DOCKER=''

stop_everything() {
  worker_stop "$FOLDER"
  servers_stop "$FOLDER" --all
}

finish() { [ "$KEEP" = kept ] || stop_everything || true; }

enrollctl() { dotnet "$ENROLLCTL" "$@"; }

# The sample's last fact occurs at 08:00 UTC of its last day, which must not lie ahead.
last_day() {
  if [ "$(date -u +%-H)" -ge 8 ]; then date -u +%F; else date -u -d yesterday +%F; fi
}

replay_sample() {
  local file=$FOLDER/organization.jsonl
  say "writing the sample organization"
  dotnet "$SAMPLES" --until "$(last_day)" --out "$file" 1>&2
  say "replaying two years of facts and nights through the broker"
  enrollctl replay "$file" --until "$(last_day)"
}

someone() { enrollctl enrollments "$@" --limit 1 --json | sed -n 's/.*"userId": *"\([^"]*\)".*/\1/p'; }

show_enrollments() {
  local title=$1
  shift
  printf '\n%s\n' "$title"
  enrollctl enrollments "$@" --limit 6
}

show_result() {
  local day
  day=$(last_day)
  printf '\nWhere everything stands\n'
  enrollctl status
  printf '\nThe last nights\n'
  enrollctl nightly status --limit 5
  show_enrollments "Enrolled at once on $day, by what people did in the user interface" --at-once "$day"
  show_enrollments "Enrolled by the night of $day, from the personnel system's feed" --by-night "$day"
  show_enrollments "Scheduled: not yet visible to the learner" --status scheduled --activity driving-policy
  show_enrollments "Overdue" --status overdue --activity fire-safety
  printf "\nOne person's fire safety training, from the beginning\n"
  enrollctl history "$(someone --status overdue --activity fire-safety)" fire-safety
}

keep_running() {
  enrollctl clock clear
  [ ! -e "$FOLDER/kind" ] || servers_keep "$FOLDER"
  KEEP=kept
  cat <<EOF

Left running, on the real clock. To look around:
  . .run/demo/variables.sh
  dotnet $ENROLLCTL --help
  dotnet $ENROLLCTL status
  health and metrics: $ASPNETCORE_URLS/health/ready  $ASPNETCORE_URLS/metrics
  the worker's log:   .run/demo/worker.log
To stop: bash infra/run.sh --stop
EOF
}

for option in "$@"; do
  case $option in
    --keep) KEEP=yes ;;
    --docker) DOCKER=--docker ;;
    --stop) stop_everything; exit 0 ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

dotnet_required
worker_stop "$FOLDER"
servers_remove "$FOLDER"
trap finish EXIT
trap 'exit 130' INT TERM
mkdir -p "$FOLDER"
servers_start "$FOLDER" "$DOCKER"
dotnet_build src/Enrollment.Worker
dotnet_build src/Enrollment.Cli
dotnet_build infra/samples
servers_as_worker "$FOLDER" enrollctl
worker_start "$FOLDER"
replay_sample
show_result
[ "$KEEP" = no ] || keep_running
