#!/usr/bin/env bash
# Runs tests that are small in infra/test.sh with their full numbers.
#
#   bash infra/soak.sh [NAME…]     without a name all of them; see the list below
#
# Uses the servers named by Enrollment__Postgres and Enrollment__RabbitMq (and Enrollment__RabbitMqManagement) where these are set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in servers dotnet; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

FOLDER=.run/tests
ALL=(rule-bursts)

soak() {
  say "soak: $1"
  case $1 in
    rule-bursts) ENROLLMENT_SOAK_SAVES=1000 ENROLLMENT_SOAK_BURSTS=3 soak_tests When_one_rule_is_saved_by_many_at_once ;;
    *) fail "'$1' is none of: ${ALL[*]}" ;;
  esac
}

soak_tests() { dotnet test tests/Enrollment.Worker.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~$1" 1>&2; }

trap 'servers_stop "$FOLDER" || true' EXIT
trap 'exit 130' INT TERM

[ $# != 0 ] || set -- "${ALL[@]}"
dotnet_required
servers_start "$FOLDER"
dotnet_build tests/Enrollment.Worker.Tests
for name in "$@"; do soak "$name"; done
say "soak: passed: $*"
