#!/usr/bin/env bash
# Keeps what the programs of a commit store, declare, send and answer, for the tests that run this version on it: docs/testing.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'EOT'
usage: bash infra/before.sh COMMIT

Builds worker and enrollctl of the commit, lets them work for a year on servers of their own, and writes into tests/before/COMMIT:
  database.sql.gz     the database at rest after that year
  answers.txt.gz      what enrollctl answered to each of many questions about it
  digests/, export/   what was taken out of the database and proves it
  interrupted.sql.gz  the database a day later, when the only worker was killed in the middle of a night
  broker.json         what the worker had declared on the broker
  messages/           the messages that were in each queue when it was killed, and those of the last whole night

Needs curl, and PostgreSQL and RabbitMQ on this machine. Everything else is in .run/before, which each run starts again.
EOT
}

case ${1:-} in
  '' | -*) usage; [ "${1:-}" = --help ] || exit 2; exit 0 ;;
esac
COMMIT=$(git rev-parse --verify --short=7 "$1^{commit}")
STORIES=$PWD/tests/before/stories.jsonl
OUT=$PWD/tests/before/$COMMIT
FOLDER=$PWD/.run/before
SOURCE=$FOLDER-source
LIB=$PWD/infra/lib

# The scripts of that commit start its servers and its worker, from its folder.
[ ! -d "$SOURCE" ] || git worktree remove --force "$SOURCE"
git worktree add --quiet --detach "$SOURCE" "$COMMIT"
# shellcheck source=/dev/null
. infra/lib/dotnet.sh
dotnet_boundary .run
cd "$SOURCE"
for part in "$SOURCE"/infra/lib/{servers,dotnet,worker}.sh "$LIB"/before{,-live,-ask,-broker}.sh; do
  # shellcheck source=/dev/null
  . "$part"
done
ENROLLCTL=$SOURCE/src/Enrollment.Cli/bin/Release/net10.0/enrollctl.dll

finish() {
  worker_kill "$FOLDER" || true
  servers_remove "$FOLDER" || true
  git worktree remove --force "$SOURCE" || true
}

servers_packages || { fail "PostgreSQL and RabbitMQ must be installed"; exit 1; }
unset Enrollment__Postgres Enrollment__RabbitMq Enrollment__RabbitMqManagement
servers_remove "$FOLDER"
rm -rf "$OUT"
mkdir -p "$FOLDER/digests" "$OUT/messages"
trap finish EXIT
trap 'exit 130' INT TERM
dotnet_build src/Enrollment.Worker
dotnet_build src/Enrollment.Cli
servers_start "$FOLDER"
before_worker
before_year
before_dead_letters
before_last_nights
before_take_out
before_answers >"$FOLDER/answers.txt"
gzip -9n <"$FOLDER/answers.txt" >"$OUT/answers.txt.gz"
before_dump database
before_interrupt
before_dump interrupted
before_left
say "$OUT is written"
