#!/usr/bin/env bash
# Compares the domain of another commit with this one: what both decide, and how many decisions each takes per second.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for part in say dotnet; do
  # shellcheck source=/dev/null
  . "infra/lib/$part.sh"
done

usage() {
  cat <<'EOF'
usage: bash infra/bench-domain.sh COMMIT [--histories N]

  COMMIT         the commit to compare with
  --histories N  random histories that both decide (default 50000); 1000 of them are measured

Ends with 0 when both decide the same, whatever the speed, and with 1 when they do not. Needs no server.
EOF
}

[ $# -gt 0 ] || { usage >&2; exit 2; }
case $1 in --help | -h) usage; exit 0 ;; esac
COMMIT=$1 HISTORIES=50000
shift
while [ $# -gt 0 ]; do
  case $1 in
    --histories) [ $# -gt 1 ] || { usage >&2; exit 2; }; HISTORIES=$2; shift 2 ;;
    *) usage >&2; exit 2 ;;
  esac
done

FOLDER=$PWD/.run/bench-domain
PROJECT=tests/Enrollment.Domain.Benchmark
ASSEMBLY=bin/Release/net10.0/Enrollment.Domain.Benchmark.dll

dotnet_required
rm -rf "$FOLDER"
mkdir -p "$FOLDER/before"
git archive "$COMMIT" src/Enrollment.Domain Directory.Build.props Directory.Packages.props global.json | tar x -C "$FOLDER/before"
# The benchmark of this commit measures both.
rm -rf "$FOLDER/before/$PROJECT"
mkdir -p "$FOLDER/before/tests"
git ls-files -z "$PROJECT" | xargs -0 cp --parents -t "$FOLDER/before"
dotnet_build "$FOLDER/before/$PROJECT"
dotnet_build "$PROJECT"

before() { dotnet "$FOLDER/before/$PROJECT/$ASSEMBLY" "$@"; }
after() { dotnet "$PROJECT/$ASSEMBLY" "$@"; }

say "deciding $HISTORIES histories with both"
before digest "$HISTORIES" >"$FOLDER/before.txt"
after digest "$HISTORIES" >"$FOLDER/after.txt"
if ! cmp -s "$FOLDER/before.txt" "$FOLDER/after.txt"; then
  fail "the decisions differ: compare .run/bench-domain/before.txt and after.txt, a line for a thousand histories"
  exit 1
fi
echo "The same decisions: $HISTORIES histories, $(tail -1 "$FOLDER/after.txt" | cut -d ' ' -f 2) events."
for _ in 1 2 3; do
  echo "before  $(before measure 1000)"
  echo "after   $(after measure 1000)"
done
