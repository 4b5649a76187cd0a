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
  servers_stop "$FOLDER" || true
  if [ "$COMPLETE" = no ] && [ "$TESTS_FAILED" = 0 ]; then TESTS_FAILED=1; fi
  printf '%s passed, %s failed\n' "$TESTS_PASSED" "$TESTS_FAILED"
  [ "$TESTS_FAILED" = 0 ] && [ "$TESTS_PASSED" != 0 ] || exit 1
}

test_project() {
  local project=$1 name code=0
  name=$(basename "$project" .csproj)
  say "testing $name"
  dotnet test "$project" -c Release --no-build --nologo --results-directory "$RESULTS" \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
    --blame-hang --blame-hang-timeout 20min --blame-hang-dump-type none 1>&2 || code=$?
  add_results "$RESULTS/$name.trx" "$code"
}

# A minute of faults with a fixed seed; it counts as one test.
test_under_faults() {
  say "testing under faults"
  if timeout 900 bash infra/chaos.sh --seconds 60 --seed 66 1>&2; then TESTS_PASSED=$((TESTS_PASSED + 1)); else TESTS_FAILED=$((TESTS_FAILED + 1)); fi
}

case ${1:-} in '' | --docker) ;; *) fail "usage: bash infra/test.sh [--docker]"; exit 2 ;; esac
trap finish EXIT
trap 'exit 130' INT TERM

dotnet_required
python_required
servers_start "$FOLDER" "${1:-}"
dotnet_build
for project in tests/*.Tests/*.csproj; do
  test_project "$project"
done
if [ "$(cat "$FOLDER/kind" 2>/dev/null)" = private ]; then test_under_faults; else say "not tested under faults: only servers that were started here are killed piece by piece"; fi
COMPLETE=yes
