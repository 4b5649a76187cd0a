#!/usr/bin/env bash
# Starts private servers, builds, runs every test and ends with the line "N passed, N failed".
#
#   bash infra/test.sh [--docker]
#
# Uses the servers named by Enrollment__Postgres and Enrollment__RabbitMq (and Enrollment__RabbitMqManagement) where these are set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in servers dotnet python test-results; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

FOLDER=.run/tests
RESULTS=.run/test-results/$$
COMPLETE=no

finish() {
  stop_projects
  if [ "$COMPLETE" = no ] && [ "$TESTS_FAILED" = 0 ]; then TESTS_FAILED=1; fi
  list_failed_tests
  printf '%s passed, %s failed\n' "$TESTS_PASSED" "$TESTS_FAILED"
  [ "$TESTS_FAILED" = 0 ] && [ "$TESTS_PASSED" != 0 ] || exit 1
}

# Runs a project on servers of its own, unless the servers are given; its exit code is kept beside its results.
test_project() {
  local project=$1 name code=0 runner
  name=$(basename "$project" .csproj)
  # shellcheck disable=SC2064
  trap "servers_stop '$FOLDER/$name' || true" EXIT
  servers_start "$FOLDER/$name" "$DOCKER" || return 0
  say "testing $name"
  set -m # its processes are one group, which can be ended
  dotnet test "$project" -c Release --no-build --nologo --results-directory "$RESULTS" \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
    --blame-hang --blame-hang-timeout 20min --blame-hang-dump-type none 1>&2 </dev/null &
  runner=$!
  # shellcheck disable=SC2064
  trap "kill -- -$runner" TERM
  wait "$runner" || code=$?
  echo "$code" >"$RESULTS/$name.code"
}

# Two at a time: most of their time is waiting. The longest first.
test_projects() {
  local name
  for name in "$@"; do
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
    test_project "tests/$name/$name.csproj" &
  done
  wait
  for name in "$@"; do
    say "$name:"
    add_results "$RESULTS/$name.trx" "$(cat "$RESULTS/$name.code" 2>/dev/null || echo 1)"
  done
}

# The shell of a project ends its tests and stops its servers.
stop_projects() {
  local shell
  for shell in $(jobs -rp); do kill "$shell" || true; done
  wait
}

# Repeated at the end, because what the projects printed is long past by then.
list_failed_tests() {
  [ ! -d "$RESULTS" ] || find "$RESULTS" -name '*.trx' -exec python3 infra/lib/failed-tests.py {} + || true
}

# A minute of faults with a fixed seed; it counts as one test.
test_under_faults() {
  say "testing under faults"
  if timeout 900 bash infra/chaos.sh --seconds 60 --seed 66 1>&2; then
    TESTS_PASSED=$((TESTS_PASSED + 1))
  else
    TESTS_FAILED=$((TESTS_FAILED + 1))
  fi
}

DOCKER=${1:-}
case $DOCKER in '' | --docker) ;; *) fail "usage: bash infra/test.sh [--docker]"; exit 2 ;; esac
trap finish EXIT
trap 'exit 130' INT TERM

dotnet_required
python_required
# Before two projects ask for them at once.
[ -n "$DOCKER" ] || servers_named || servers_packages || true
mkdir -p "$RESULTS"
dotnet_build
test_projects Enrollment.Worker.Tests Enrollment.Journeys.Tests Enrollment.Hostile.Tests Enrollment.Chaos.Tests Enrollment.Domain.Tests
if [ "$(cat "$FOLDER/Enrollment.Worker.Tests/kind" 2>/dev/null)" = private ]; then
  test_under_faults
else
  say "not tested under faults: only servers that were started here are killed piece by piece"
fi
COMPLETE=yes
