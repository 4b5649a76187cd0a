#!/usr/bin/env bash
# Runs tests that infra/test.sh runs with small numbers, with their full ones. Results are noted in docs/testing.md.
#
#   bash infra/soak.sh [NAME…]     without a name all of them, one after the other; see the list below
#
# Uses the servers named by Enrollment__Postgres and Enrollment__RabbitMq (and Enrollment__RabbitMqManagement) where these are set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in servers dotnet; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

FOLDER=.run/tests
ALL=(properties closed-connections rule-bursts verify-as-auditor)

# Each name gives the full numbers, and the test that reads them (tests/Enrollment.TestKit/Soak.cs) or a script.
soak() {
  say "soak: $1"
  case $1 in
    properties) ENROLLMENT_SOAK_PROPERTIES=20 soak_test Domain Enrollment.Domain.Tests.Properties ;;
    closed-connections) ENROLLMENT_SOAK_CLOSED_CONNECTIONS=50 soak_test Hostile When_connections_close_during_refusals ;;
    rule-bursts) ENROLLMENT_SOAK_SAVES=1000 ENROLLMENT_SOAK_BURSTS=3 soak_test Worker When_one_rule_is_saved_by_many_at_once ;;
    verify-as-auditor) ENROLLMENT_SOAK_EVENTS=1000000 soak_test Journeys When_an_auditor_verifies_while_work_goes_on ;;
    *) fail "'$1' is none of: ${ALL[*]}" ;;
  esac
}

# soak_test PROJECT CLASS
soak_test() {
  dotnet test "tests/Enrollment.$1.Tests" -c Release --no-build --nologo \
    --filter "FullyQualifiedName~$2" --logger 'console;verbosity=detailed' 1>&2
}

trap 'servers_stop "$FOLDER" || true' EXIT
trap 'exit 130' INT TERM

[ $# != 0 ] || set -- "${ALL[@]}"
dotnet_required
servers_start "$FOLDER"
dotnet_build
for name in "$@"; do soak "$name"; done
say "soak: passed: $*"
